/* Every feature's statements, routes, menu and facts: the one place that knows
 * them all.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_MAIN_FEATURES_H
#define HELHET_MAIN_FEATURES_H

#include "access/dispatch.h"

extern const struct db_set *const feature_sets[];
extern const size_t feature_sets_n;

/* Routes, menu and readers of all features, put into `d` and `sv`. The arrays
 * live as long as `mem`. */
void features_register(struct arena *mem, struct services *sv,
                       struct dispatcher *d);

/* Runs the jobs of all features that are due; `c` is a call of the system, not
 * open. *out_ran: call again while it is not 0. */
const struct err *features_run_jobs(struct call *c,
                                    int32_t *out_ran) MUST_CHECK;

/* What has to wait until no job's transaction is open; `c` as above. */
const struct err *features_after_jobs(struct call *c) MUST_CHECK;

#endif
