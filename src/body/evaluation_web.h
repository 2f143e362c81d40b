/* The page of the yearly evaluation for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_EVALUATION_WEB_H
#define HELHET_BODY_EVALUATION_WEB_H

#include "access/route.h"

extern const struct route evaluation_routes[];
extern const size_t evaluation_routes_n;

#endif
