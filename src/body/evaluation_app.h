/* What the parties do with the yearly evaluation (R205).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_EVALUATION_APP_H
#define HELHET_BODY_EVALUATION_APP_H

#include "body/app.h"
#include "body/evaluation_store.h"

struct evaluation_look {
    struct body b;
    int32_t year;
    struct body_unit_list units;
    struct meeting_list meetings;
    struct evaluation_window window;
    struct evaluation_list answers; /* one's own party's, and of the others who
                                       answered when; their words only when all
                                       have submitted */
    size_t parties;
    size_t submitted;
    bool all; /* have submitted */
    struct evaluation own;
    bool may_answer;
    struct body_may may;
};
/* Errors: NOT_FOUND: the body does not evaluate. */
const struct err *evaluation_app_look(struct call *c, body_id id, int32_t year,
                                      struct evaluation_look *out) MUST_CHECK;
/* The acting person's party saves its answers, or submits them: the first who
 * submits sees to it that the matter stands before the body. Errors: INVALID
 * (field), CONFLICT: the form is not open, or was submitted. */
const struct err *evaluation_app_save(struct call *c, body_id id, int32_t year,
                                      const struct evaluation *e,
                                      bool submit) MUST_CHECK;

/* What a party wants to revise in the agreement, as it wrote. */
struct revision_wish {
    struct str unit_name;
    int32_t year;
    struct str text;
};
/* Adds, as struct revision_wish, those of a body's newest evaluation, of this
 * year or the last: one's own party's, the others' when all have submitted.
 * Inside an open call. */
const struct err *evaluation_wishes_in(struct call *c, body_id id,
                                       struct growing *out) MUST_CHECK;

/* --- inside this folder's open calls --- */
/* Bodies whose evaluation the acting person's party has not submitted. */
const struct err *evaluation_asked_in(struct call *c,
                                      struct body_home *out) MUST_CHECK;
/* How many parties have submitted, for the year's last meeting. */
const struct err *evaluation_count_in(struct call *c,
                                      struct meeting_whole *w) MUST_CHECK;

#endif
