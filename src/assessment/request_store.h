/* Drafts, what lacks, and lists of requests in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_REQUEST_STORE_H
#define HELHET_ASSESSMENT_REQUEST_STORE_H

#include "assessment/assessment.h"
#include "casefile/store.h"

extern const struct db_set request_sql;

enum thk_lack {
#define LACK(id, word, step, msg) THK_LACK_##id,
#include "assessment/lacks.def"
#undef LACK
    THK_LACK_COUNT
};
const char *thk_lack_word(enum thk_lack l);
int thk_lack_message(enum thk_lack l);
int thk_lack_step(enum thk_lack l);

/* A working copy, sealed. */
struct draft_row {
    assessment_id id;
    struct str request;
    struct str typed;
    account_id saved_by;
    struct instant saved_at;
    int64_t version; /* 0: there is none */
};
/* Only for its writer: the app has asked the gate. version 0 when absent. */
const struct err *request_store_get_draft(struct db_tx *tx, assessment_id id,
                                          struct draft_row *out) MUST_CHECK;
/* Inserts or replaces: whoever saves last is right, it is one person's. */
const struct err *request_store_put_draft(struct db_tx *tx,
                                          const struct draft_row *d) MUST_CHECK;
const struct err *request_store_drop_draft(struct db_tx *tx,
                                           assessment_id id) MUST_CHECK;

const struct err *request_store_add_lack(struct db_tx *tx, assessment_id id,
                                         enum thk_lack what, function_id by,
                                         struct instant now) MUST_CHECK;
const struct err *request_store_answer_lacks(struct db_tx *tx, assessment_id id,
                                             struct instant now) MUST_CHECK;
/* Bits of enum thk_lack that stand unanswered. */
const struct err *request_store_lacks(struct db_tx *tx, const struct viewer *v,
                                      assessment_id id,
                                      uint32_t *out) MUST_CHECK;

/* One line of a list. */
struct request_row {
    assessment_id id;
    case_id case_id;
    enum thk_state state;
    struct instant state_at;
    struct instant sent_at;
    int64_t priority;
    struct str requester_name;
    struct str decider_name;
    struct date due_on;    /* Bufetat's own goal; DATE_NONE: none */
    struct str child_name; /* filled by the app */
    int32_t child_age;     /* filled by the app; -1: not known */
};
struct request_rows {
    struct request_row *row;
    size_t n;
};
const struct err *
request_store_list_drafts(struct db_tx *tx, const struct viewer *v,
                          struct request_rows *out) MUST_CHECK;
/* Sent by the viewer's unit, latest change first. */
const struct err *request_store_list_sent(struct db_tx *tx,
                                          const struct viewer *v, int64_t skip,
                                          int64_t max,
                                          struct request_rows *out) MUST_CHECK;
/* To the viewer's unit, before or on the waiting list: urgent first, then who
 * has waited longest. `state` empty: all. */
const struct err *request_store_list_inbox(struct db_tx *tx,
                                           const struct viewer *v,
                                           struct str state, int64_t priority,
                                           int64_t skip, int64_t max,
                                           struct request_rows *out) MUST_CHECK;
struct state_counts {
    int64_t n[THK_STATE_COUNT];
};
/* How many stand in each state at the viewer's unit, as decider. */
const struct err *
request_store_count_inbox(struct db_tx *tx, const struct viewer *v,
                          struct state_counts *out) MUST_CHECK;
/* A request of the case that has not come to an end: id 0 when none. */
const struct err *request_store_find_open(struct db_tx *tx, case_id id,
                                          struct assessment *out,
                                          bool *found) MUST_CHECK;
/* The last day of Bufetat's own goal for a decision; DATE_NONE: none. */
const struct err *request_store_due(struct db_tx *tx, const struct viewer *v,
                                    assessment_id id,
                                    struct date *out) MUST_CHECK;

#endif
