/* Pages of agenda items and action points, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_ITEM_WEB_H
#define HELHET_BODY_ITEM_WEB_H

#include "access/route.h"

extern const struct route item_routes[];
extern const size_t item_routes_n;

#endif
