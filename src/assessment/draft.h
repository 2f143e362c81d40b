/* A request while it is being written: what is stored, what is only typed.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_DRAFT_H
#define HELHET_ASSESSMENT_DRAFT_H

#include "assessment/request.h"
#include "http/http.h"

/* What a person typed into a control that cannot be stored as it is: kept, so
 * that nothing typed is lost, and shown again until it is corrected. */
struct typed {
    int step;
    struct str name; /* of the control */
    struct str value;
};
struct typed_list {
    struct typed *row;
    size_t n;
};
struct draft {
    struct thk_request request;
    struct typed_list typed;
};

/* How far a step has come. */
enum draft_progress { DRAFT_UNTOUCHED, DRAFT_BEGUN, DRAFT_FAULTY, DRAFT_READY };

/* What the buttons of a step ask for. */
enum draft_press {
    DRAFT_SAVE,
    DRAFT_ADD_CAREGIVER,
    DRAFT_DROP_CAREGIVER,
    DRAFT_ADD_ATTACHMENT,
    DRAFT_DROP_ATTACHMENT
};

/* Puts the form's pairs of one step into the draft. A text that a field cannot
 * take stays in d->typed, and the field as it was. `item` is the row for
 * DRAFT_DROP_…, from 0. *out_grew: an answer opened a further question. Gives
 * the faults of what was typed; NULL when there are none. */
const struct err *draft_apply(struct arena *mem, struct draft *d, int step,
                              const struct http_pair *pair, size_t n,
                              enum draft_press press, size_t item,
                              bool *out_grew) MUST_CHECK;

/* Faults of what is typed and not stored, in a step or (0) in all. */
const struct err *draft_typed_faults(struct arena *mem, const struct draft *d,
                                     int step) MUST_CHECK;
/* What is wrong or missing in a step (1..REQUEST_STEPS), or (0) in all. */
const struct err *draft_check(struct arena *mem, const struct draft *d,
                              int step) MUST_CHECK;
enum draft_progress draft_progress(struct arena *mem, const struct draft *d,
                                   int step);
/* The step that a form field's name belongs to; 0: none. */
int draft_step_of(struct str field);

/* As bytes, to be sealed. Errors of unpack: INTERNAL. */
struct str typed_pack(struct arena *mem, const struct typed_list *list);
const struct err *typed_unpack(struct arena *mem, struct str packed,
                               struct typed_list *out) MUST_CHECK;

#endif
