/* Pages of retention, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_RETENTION_WEB_H
#define HELHET_RETENTION_WEB_H

#include "access/route.h"

extern const struct route retention_routes[];
extern const size_t retention_routes_n;
extern const struct menu_entry retention_menu[];
extern const size_t retention_menu_n;
extern const struct menu_entry retention_rules_menu[];
extern const size_t retention_rules_menu_n;

#endif
