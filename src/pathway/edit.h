/* A draft of a pathway, changed step by step. Pure.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Whatever is done, the definition can be written and read again; what is wrong
 * with it is path_check's to say. Ids of steps and codes of outcomes are never
 * given to another step or outcome, so that a pathway that runs can be moved to
 * the new version. */
#ifndef HELHET_PATHWAY_EDIT_H
#define HELHET_PATHWAY_EDIT_H

#include "pathway/definition.h"

/* What a person writes about a whole pathway. */
struct def_words {
    struct path_text title;
    struct path_text purpose;
    struct str source;
};

/* What a person writes about a step. */
struct step_words {
    struct path_text title;
    struct path_text text;
    struct path_text record;
    bool has_service;
    enum unit_type service;
    bool has_function;
    enum function_kind function;
    struct str source;
    bool meeting;
    bool any;
    bool end;
    /* In the order of those there are, then new ones; no title: taken away.
     * Codes are not read. */
    struct path_outcome outcome[PATH_OUTCOMES_MAX];
    uint32_t outcome_n;
    struct str after[PATH_EDGES_MAX]; /* "step", or "step/outcome" */
    uint32_t after_n;
    struct path_term term; /* `from`, `step` and `pausable` are not read */
    struct str term_from;  /* "open", "start", or a step */
};

void path_edit_words(struct path_def *d, const struct def_words *w);
/* The step numbered `at`, or a new last one when `at` is the number of steps.
 * Ways on from an outcome that was taken away go with it. Errors: INVALID
 * (field "etter": no such step or outcome, or the step itself; "frist-fra";
 * no field: too many steps). */
const struct err *path_edit_step(struct arena *mem, struct path_def *d,
                                 uint32_t at,
                                 const struct step_words *w) MUST_CHECK;
/* The step is taken away, and the ways from it; a term that was counted from it
 * is counted from the day the step opens. */
void path_edit_remove(struct arena *mem, struct path_def *d, uint32_t at);
/* The step trades places with the one before (up) or after it; the first and
 * the last stay where they are. */
void path_edit_move(struct arena *mem, struct path_def *d, uint32_t at,
                    bool up);

#endif
