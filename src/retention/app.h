/* Retention: what people, the operator and the system can do.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_RETENTION_APP_H
#define HELHET_RETENTION_APP_H

#include "access/call.h"
#include "casefile/app.h"
#include "retention/store.h"

/* --- rules --- */

/* All that were ever registered, newest first. */
const struct err *retention_app_rules(struct call *c,
                                      struct retention_rules *out) MUST_CHECK;
/* Errors: INVALID at the field `kode` (the name is taken). */
const struct err *
retention_app_add_rule(struct call *c,
                       const struct retention_rule *r) MUST_CHECK;

/* --- what has reached its day --- */

struct ripe_case {
    struct closed_case k;
    struct retention_term term;
    struct child_label label; /* only of a unit's own list */
};
struct ripe_list {
    /* Whose last day lies before `on`, or cannot be reckoned and no other rule
     * keeps it. */
    struct ripe_case *row;
    size_t n;
    struct retention_rules rules;
    int64_t closed; /* cases that were looked at */
    bool more;      /* there are closed cases beyond those looked at */
};
/* Of those the acting unit held at the end and may know of. */
const struct err *retention_app_list(struct call *c,
                                     struct ripe_list *out) MUST_CHECK;
/* For the operator: all, without anything of the children, and so without the
 * days that count from a birth. `on` may lie ahead. */
const struct err *retention_app_all(struct call *c, struct date on,
                                    struct ripe_list *out) MUST_CHECK;

/* --- removal: one asks, another confirms, the term passes --- */

/* Errors: CONFLICT (its day has not come or cannot be reckoned, something holds
 * it, it is asked for already). */
const struct err *retention_app_ask(struct call *c, case_id id) MUST_CHECK;
/* By the leader, not the one who asked. Errors: CONFLICT as above. */
const struct err *retention_app_confirm(struct call *c, case_id id) MUST_CHECK;
/* By anybody of the unit, as long as it is not done. Errors: CONFLICT. */
const struct err *retention_app_stop(struct call *c, case_id id) MUST_CHECK;

/* Daily job "case.remove": what was confirmed and whose term is over, if the
 * rules still say so and nothing holds it. Inside an open call of the system.
 */
const struct err *retention_job_remove(struct call *c,
                                       int64_t object) MUST_CHECK;
/* The same in a call of its own; *out_removed counts. */
const struct err *retention_app_remove_due(struct call *c,
                                           int64_t *out_removed) MUST_CHECK;
/* After removals: the store writes its own files anew, so that no copy of a
 * destroyed key is left in them. Nothing where nothing was removed. `c` is a
 * call of the system, not open. Errors: UNAVAILABLE (in use; again later). */
const struct err *retention_wipe(struct call *c) MUST_CHECK;

#endif
