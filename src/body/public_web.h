/* Routes of minutes for anybody, and of their release.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_PUBLIC_WEB_H
#define HELHET_BODY_PUBLIC_WEB_H

#include "access/route.h"

extern const struct route minutes_routes[];
extern const size_t minutes_routes_n;

#endif
