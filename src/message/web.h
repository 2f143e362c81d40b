/* Pages of messages, for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_MESSAGE_WEB_H
#define HELHET_MESSAGE_WEB_H

#include "access/route.h"

extern const struct route message_routes[];
extern const size_t message_routes_n;
extern const struct route between_routes[]; /* no child's case */
extern const size_t between_routes_n;
extern const struct route ask_routes[]; /* and who is asked, by a link */
extern const size_t ask_routes_n;
extern const struct menu_entry message_menu[];
extern const size_t message_menu_n;

#endif
