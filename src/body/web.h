/* Pages of bodies and meetings, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_WEB_H
#define HELHET_BODY_WEB_H

#include "access/route.h"

extern const struct route body_routes[];
extern const size_t body_routes_n;
extern const struct menu_entry body_menu[];
extern const size_t body_menu_n;

#endif
