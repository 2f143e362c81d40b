/* Pages of the worklist and the search, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_WORKLIST_WEB_H
#define HELHET_WORKLIST_WEB_H

#include "access/route.h"

extern const struct route worklist_routes[];
extern const size_t worklist_routes_n;
extern const struct route notice_routes[];
extern const size_t notice_routes_n;
extern const struct menu_entry worklist_menu[];
extern const size_t worklist_menu_n;

#endif
