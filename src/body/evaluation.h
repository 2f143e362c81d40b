/* The parties' yearly evaluation of their cooperation (R205): types and pure
 * rules. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_EVALUATION_H
#define HELHET_BODY_EVALUATION_H

#include "body/body.h"

enum { EVALUATION_SCORES = 4, EVALUATION_BEST = 5, EVALUATION_AGREES = 4 };

struct evaluation {
    int64_t id; /* 0: nothing is written yet */
    body_id body;
    int32_t year;
    unit_id unit; /* the party */
    struct str works;
    struct str lacks;
    struct str change;
    struct str points;
    int32_t score[EVALUATION_SCORES]; /* 0: not answered, 1 … 5 */
    account_id account;
    struct str name;          /* of who wrote it last, read along */
    struct date submitted_on; /* DATE_NONE: a draft */
    int64_t version;
};
struct evaluation_list {
    struct evaluation *row;
    size_t n;
};

/* The statement at `i`, as a message. */
int evaluation_statement(int i);
/* The word for a score, 1 … 5, as a message. */
int evaluation_score_message(int score);

/* When a body's parties may answer for a year. */
struct evaluation_window {
    const struct meeting *last; /* the year's last; NULL: none is planned */
    struct date opens;          /* DATE_NONE: never */
    bool open;
};
/* From `days` before the year's last meeting until its minutes are sent.
 * Source: regional agreement, Helse Midt-Norge and Bufetat, 4.1 (A14), for the
 * meeting; the days are our own choice. */
struct evaluation_window evaluation_window_of(const struct meeting *m, size_t n,
                                              int32_t year, int32_t days,
                                              struct date today);

/* Does a body evaluate its cooperation? */
bool evaluation_is_for(const struct body *b);

/* What must be there to submit. Errors: INVALID (field pastand1 … 4, virker,
 * endring). */
const struct err *evaluation_check(struct arena *mem,
                                   const struct evaluation *e) MUST_CHECK;

#endif
