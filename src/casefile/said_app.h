/* What a service without an account says of a measure or a step: done, or not
 * possible. SPDX-License-Identifier: EUPL-1.2
 *
 * It is recorded as said by that service. Pathways are no concern of this
 * folder: main registers how their steps are found and told. */
#ifndef HELHET_CASEFILE_SAID_APP_H
#define HELHET_CASEFILE_SAID_APP_H

#include "casefile/app.h"
#include "sharing/outside.h"

struct said {
    bool done; /* else it is not possible */
    enum outside service;
    struct str by;     /* who said it */
    struct str reason; /* may be empty where it is done */
};
/* Unchanged: what was said stands as a word to the holder. */
struct said_effect {
    bool changed;
    int64_t id;        /* what was recorded */
    struct str before; /* a measure's state, a word of plan_state.def */
};

struct case_step {
    int64_t id;
    struct str title; /* with the pathway's, in the call's language */
};
struct case_step_list {
    struct case_step *row;
    size_t n;
};
/* In an open, permitted call, for the acting unit and account. */
struct case_steps {
    /* Open, of pathways that run. */
    const struct err *(*list)(struct call *c, case_id id,
                              struct case_step_list *out);
    /* However it stands. Errors: NOT_FOUND, also where it is not shared. */
    const struct err *(*get)(struct call *c, case_id id, int64_t step,
                             struct case_step *out);
    /* Closes a step, or records a deviation. Unchanged where the definition
     * gives the step to another service, to one that takes part in Helhet, or
     * asks for an outcome; and where the step is not open. */
    const struct err *(*say)(struct call *c, case_id id, int64_t step,
                             const struct said *s, struct said_effect *out);
    /* As if it had never been said. Errors: CONFLICT. */
    const struct err *(*unsay)(struct call *c, case_id id, int64_t step,
                               int64_t said);
};

/* As above, for a measure of the adopted plan. Unchanged where the acting unit
 * neither wrote it nor does it nor holds the baton, or it is settled. */
const struct err *plan_say_in(struct call *c, case_id id, int64_t item,
                              const struct said *s,
                              struct said_effect *out) MUST_CHECK;
/* Errors: CONFLICT (somebody has told of it since). */
const struct err *plan_unsay_in(struct call *c, case_id id, int64_t item,
                                const struct said_effect *e) MUST_CHECK;

#endif
