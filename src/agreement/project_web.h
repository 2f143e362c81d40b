/* Pages of research and development projects for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PROJECT_WEB_H
#define HELHET_AGREEMENT_PROJECT_WEB_H

#include "access/route.h"

extern const struct route project_routes[];
extern const size_t project_routes_n;
extern const struct menu_entry project_menu[];
extern const size_t project_menu_n;

#endif
