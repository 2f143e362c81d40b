/* The routes and the menu of health assessments (THK), up to the decision.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_WEB_H
#define HELHET_ASSESSMENT_WEB_H

#include "access/route.h"

/* Register these after other routes below /thk: "/thk/{id}" takes any word. */
extern const struct route file_routes[];
extern const size_t file_routes_n;
extern const struct route request_routes[];
extern const size_t request_routes_n;
extern const struct route inbox_routes[];
extern const size_t inbox_routes_n;
extern const struct menu_entry request_menu[];
extern const size_t request_menu_n;

/* The id in the path of a request below "/thk/{id}". */
const struct err *thk_path_id(struct call *c, const struct http_req *req,
                              assessment_id *out) MUST_CHECK;
/* 303 to "/thk/ID" and what follows. */
void thk_see_other(struct http_res *res, assessment_id id, const char *rest);

#endif
