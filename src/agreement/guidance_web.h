/* Pages of agreed hours of guidance for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_GUIDANCE_WEB_H
#define HELHET_AGREEMENT_GUIDANCE_WEB_H

#include "access/route.h"

extern const struct route guidance_routes[];
extern const size_t guidance_routes_n;

#endif
