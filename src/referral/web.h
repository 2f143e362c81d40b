/* The page of referrals, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_WEB_H
#define HELHET_REFERRAL_WEB_H

#include "access/route.h"
#include "referral/app.h"
#include "referral/escalation_store.h"

extern const struct route referral_routes[];
extern const size_t referral_routes_n;
extern const struct route escalation_routes[];
extern const size_t escalation_routes_n;
extern const struct menu_entry escalation_menu[];
extern const size_t escalation_menu_n;

#endif
