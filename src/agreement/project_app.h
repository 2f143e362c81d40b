/* What people do with research and development projects: look, register, end,
 * take back.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PROJECT_APP_H
#define HELHET_AGREEMENT_PROJECT_APP_H

#include "access/call.h"
#include "agreement/project_store.h"

/* All that stand, for everybody with a function: nothing is about a child. */
const struct err *project_app_list(struct call *c,
                                   struct project_list *out) MUST_CHECK;

struct project_look {
    struct project project;
    bool own;            /* the acting unit registered it */
    bool sees_agreement; /* may follow the link to its point */
};
/* Errors: NOT_FOUND. */
const struct err *project_app_view(struct call *c, project_id id,
                                   struct project_look *out) MUST_CHECK;

/* What the form offers. */
struct project_offer {
    struct unit_list units;
    struct project_point_list points;
};
const struct err *project_app_new(struct call *c,
                                  struct project_offer *out) MUST_CHECK;
/* The acting unit becomes the first of the parties in p->party. `clause`: of a
 * point it is evidence of, 0: none. `typed`: errors of the form. Errors:
 * INVALID: see project_check, and at "punkt", "part2" … where nothing such is
 * offered. */
const struct err *project_app_add(struct call *c, struct project *p,
                                  int64_t clause,
                                  const struct err *typed) MUST_CHECK;
/* The acting unit ends what it registered, or takes it back. Errors:
 * NOT_FOUND; DENIED: another unit's; INVALID at "til"; CONFLICT. */
const struct err *project_app_end(struct call *c, project_id id,
                                  struct date until,
                                  const struct err *typed) MUST_CHECK;
const struct err *project_app_withdraw(struct call *c,
                                       project_id id) MUST_CHECK;

#endif
