/* Pages of the family and of the child's voice, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_WEB_H
#define HELHET_FAMILY_WEB_H

#include "access/route.h"

extern const struct route family_routes[];
extern const size_t family_routes_n;
extern const struct menu_entry family_menu[];
extern const size_t family_menu_n;
extern const struct route foster_routes[];
extern const size_t foster_routes_n;
extern const struct menu_entry foster_menu[];
extern const size_t foster_menu_n;

#endif
