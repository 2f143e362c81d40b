/* Routes and menu of the team's work and the board.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_WORK_WEB_H
#define HELHET_ASSESSMENT_WORK_WEB_H

#include "access/route.h"

/* Before request_routes: "/thk/plan" is no request. */
extern const struct route board_routes[];
extern const size_t board_routes_n;
extern const struct route work_routes[];
extern const size_t work_routes_n;
extern const struct menu_entry board_menu[];
extern const size_t board_menu_n;

#endif
