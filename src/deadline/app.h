/* What people and the system do with deadlines and jobs.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DEADLINE_APP_H
#define HELHET_DEADLINE_APP_H

#include "access/call.h"
#include "deadline/store.h"

/* --- inside the caller's transaction --- */

/* A new deadline; makes d->id. unit_id, function_id and account_id say who. */
const struct err *deadline_open_in(struct call *c,
                                   struct deadline *d) MUST_CHECK;
/* Done, or no longer needed: those of an object and kind. None is no error. */
const struct err *deadline_close_in(struct call *c, int64_t object,
                                    enum deadline_kind kind,
                                    enum deadline_state state) MUST_CHECK;
/* The last day by a rule of the rules' data; own_days (working days, own goal)
 * when the data has no length. Sets d->rule, source and due_on. */
const struct err *deadline_by_rule_in(struct call *c, struct str rule,
                                      struct date from, int32_t own_days,
                                      struct deadline *d) MUST_CHECK;

/* --- jobs --- */

/* What runs when a job of a kind is due; inside an open call of the system
 * (ACT_SYSTEM_JOB is permitted). Must be safe to run again. */
struct job_handler {
    const char *kind;
    const struct err *(*run)(struct call *c, int64_t object);
};
/* At the first moment of `day` in Oslo. The same key moves the job. */
const struct err *job_at_in(struct call *c, const char *kind, struct str key,
                            int64_t object, struct date day) MUST_CHECK;
const struct err *job_cancel_in(struct call *c, struct str key) MUST_CHECK;

/* Runs what is due: claims at most 20 jobs, each in its own transaction with
 * its own audit row. `c` is a call of the system (call_init_system), not open.
 * *out_ran counts them: call again while it is 20. A job that fails stays
 * claimed for a minute and is tried again; the first such error is returned
 * after the others have run. Also puts the daily jobs of `daily` in place, one
 * for each kind and day. */
const struct err *deadline_run_due(struct call *c,
                                   const struct job_handler *handler, size_t n,
                                   const char *const *daily, size_t n_daily,
                                   int32_t *out_ran) MUST_CHECK;

/* Daily job "deadline.passed": what was not done in time is marked as missed,
 * and the leader of the unit is told. */
const struct err *deadline_job_passed(struct call *c,
                                      int64_t object) MUST_CHECK;

#endif
