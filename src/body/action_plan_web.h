/* The pages of action plans for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_ACTION_PLAN_WEB_H
#define HELHET_BODY_ACTION_PLAN_WEB_H

#include "access/route.h"

extern const struct route action_plan_routes[];
extern const size_t action_plan_routes_n;

#endif
