/* The pages that begin and end a body.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_BEGIN_WEB_H
#define HELHET_BODY_BEGIN_WEB_H

#include "access/dispatch.h"

extern const struct route begin_routes[];
extern const size_t begin_routes_n;

#endif
