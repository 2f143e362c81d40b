/* Pages of agreements for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_WEB_H
#define HELHET_AGREEMENT_WEB_H

#include "access/route.h"

extern const struct route agreement_routes[];
extern const size_t agreement_routes_n;
extern const struct route draft_routes[];
extern const size_t draft_routes_n;
extern const struct menu_entry agreement_menu[];
extern const size_t agreement_menu_n;

#endif
