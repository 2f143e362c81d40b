/* The simulator's pages: routes and menu.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_WEB_H
#define HELHET_CAPACITY_WEB_H

#include "access/route.h"

extern const struct route capacity_routes[];
extern const size_t capacity_routes_n;
extern const struct route forecast_routes[]; /* forecast_web.c */
extern const size_t forecast_routes_n;
extern const struct menu_entry capacity_menu[];
extern const size_t capacity_menu_n;

#endif
