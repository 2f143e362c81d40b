/* The registry's pages for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_WEB_H
#define HELHET_REGISTRY_WEB_H

#include "access/route.h"

extern const struct route registry_routes[];
extern const size_t registry_routes_n;
extern const struct menu_entry registry_menu[];
extern const size_t registry_menu_n;

#endif
