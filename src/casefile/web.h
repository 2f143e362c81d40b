/* Pages of cases and of the baton, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_WEB_H
#define HELHET_CASEFILE_WEB_H

#include "access/route.h"

extern const struct route casefile_routes[];
extern const size_t casefile_routes_n;
extern const struct menu_entry casefile_menu[];
extern const size_t casefile_menu_n;
/* The people around a child; batons in numbers. */
extern const struct route person_routes[];
extern const size_t person_routes_n;
/* Who has looked at a case. */
extern const struct route log_routes[];
extern const size_t log_routes_n;
/* Access in an emergency, and the review. */
extern const struct route emergency_routes[];
extern const size_t emergency_routes_n;
extern const struct menu_entry emergency_menu[];
extern const size_t emergency_menu_n;
/* Who may consent, the form, and what was answered. */
extern const struct route consent_routes[];
extern const size_t consent_routes_n;
extern const struct route plan_routes[];
extern const size_t plan_routes_n;
/* Planned absence, and functions that end. */
extern const struct route leaver_routes[];
extern const size_t leaver_routes_n;
extern const struct menu_entry leaver_menu[];
extern const size_t leaver_menu_n;
extern const struct route authority_routes[];
extern const size_t authority_routes_n;
extern const struct menu_entry authority_menu[];
extern const size_t authority_menu_n;

#endif
