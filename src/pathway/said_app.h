/* Steps of pathways for those who need not know pathways: found, told of by a
 * service without an account. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_SAID_APP_H
#define HELHET_PATHWAY_SAID_APP_H

#include "pathway/app.h"
#include "pathway/steps_app.h"

/* May an answer by `o` close step number `i`? Only where the definition gives
 * the step to such a service, nobody of it takes part in Helhet, and no outcome
 * is to be chosen. Pure but for what was read. */
bool step_is_outside(const struct run_view *v, uint32_t i, enum outside o);

/* --- run_app.c, in an open, permitted call --- */

/* All of a case that the acting unit may see. */
const struct err *runs_in(struct call *c, case_id id,
                          struct run_views *out) MUST_CHECK;
/* What was recorded, as the engine reads it. */
struct path_event *events_of_run(struct arena *mem, const struct run_view *v);
/* Errors: NOT_FOUND. */
const struct err *run_of_step_in(struct call *c, case_id id, int64_t step,
                                 struct run_view *out) MUST_CHECK;
/* Adds the event, said by `by` where that is not empty, and writes what follows
 * from it. */
const struct err *run_put_in(struct call *c, struct run_view *v,
                             const struct path_event *e, struct str text,
                             struct str by) MUST_CHECK;
/* A line on the timeline of what step number `i` came to. */
const struct err *run_tell_in(struct call *c, const struct run_view *v,
                              uint32_t i) MUST_CHECK;

#endif
