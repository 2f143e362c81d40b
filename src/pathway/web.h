/* Pages of pathways, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_WEB_H
#define HELHET_PATHWAY_WEB_H

#include "access/route.h"
#include "pathway/store.h"

extern const struct route pathway_routes[];
extern const size_t pathway_routes_n;
extern const struct menu_entry pathway_menu[];
extern const size_t pathway_menu_n;

#endif
