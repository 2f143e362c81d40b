/* Routes of a body's members.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_MEMBER_WEB_H
#define HELHET_BODY_MEMBER_WEB_H

#include "access/route.h"

extern const struct route member_routes[];
extern const size_t member_routes_n;

#endif
