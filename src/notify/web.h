/* The outbox's page, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_WEB_H
#define HELHET_NOTIFY_WEB_H

#include "access/route.h"

extern const struct route notify_routes[];
extern const size_t notify_routes_n;
extern const struct menu_entry notify_menu[];
extern const size_t notify_menu_n;

#endif
