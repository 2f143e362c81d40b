/* The pages of coverage for the dispatcher.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_WEB_H
#define HELHET_COVERAGE_WEB_H

#include "access/route.h"

extern const struct route coverage_routes[];
extern const size_t coverage_routes_n;
extern const struct menu_entry coverage_menu[];
extern const size_t coverage_menu_n;

#endif
