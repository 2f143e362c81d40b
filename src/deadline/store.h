/* Deadlines and jobs in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DEADLINE_STORE_H
#define HELHET_DEADLINE_STORE_H

#include "db/db.h"
#include "deadline/deadline.h"

extern const struct db_set deadline_sql;

const struct err *deadline_store_insert(struct db_tx *tx,
                                        const struct deadline *d,
                                        struct instant now) MUST_CHECK;
/* Open and missed ones of an object and kind get `state`; *out_n (may be NULL)
 * counts them. */
const struct err *deadline_store_close(struct db_tx *tx, int64_t object,
                                       enum deadline_kind kind,
                                       enum deadline_state state,
                                       struct instant now,
                                       int64_t *out_n) MUST_CHECK;
/* All of a case that still stand. */
const struct err *deadline_store_close_case(struct db_tx *tx, case_id id,
                                            enum deadline_state state,
                                            struct instant now) MUST_CHECK;
/* A new day, and perhaps a new person, for those of an object and kind. */
const struct err *deadline_store_move(struct db_tx *tx, int64_t object,
                                      enum deadline_kind kind,
                                      struct date due_on, unit_id unit,
                                      function_id function,
                                      account_id account) MUST_CHECK;
/* Everything that `gone` had to do goes to another person. */
const struct err *deadline_store_hand_over(struct db_tx *tx, function_id gone,
                                           unit_id unit, function_id function,
                                           account_id account) MUST_CHECK;
/* The baton moved: what the old holder had to do in this case follows it. */
const struct err *deadline_store_follow(struct db_tx *tx, case_id id,
                                        function_id gone, unit_id unit,
                                        function_id function,
                                        account_id account) MUST_CHECK;
struct deadline_list {
    struct deadline *row;
    size_t n;
};
/* Open ones whose day has passed, at most 200. */
const struct err *
deadline_store_list_passed(struct db_tx *tx, struct date today,
                           struct deadline_list *out) MUST_CHECK;
const struct err *deadline_store_miss(struct db_tx *tx, deadline_id id,
                                      int64_t version, function_id told,
                                      account_id told_account) MUST_CHECK;
/* The length of a rule in the rules' data: 0 when none is known. */
const struct err *deadline_store_rule(struct db_tx *tx, struct str rule,
                                      int32_t *out_n, enum term_unit *out_unit,
                                      bool *found) MUST_CHECK;

struct job {
    struct str key;
    struct str kind;
    int64_t object_id;
};
struct job_list {
    struct job *row;
    size_t n;
};
/* Inserts, or moves to another time while it is not done. */
const struct err *job_store_put(struct db_tx *tx, const struct job *j,
                                struct instant due) MUST_CHECK;
const struct err *job_store_has(struct db_tx *tx, struct str key,
                                bool *out) MUST_CHECK;
const struct err *job_store_has_due(struct db_tx *tx, struct instant now,
                                    bool *out) MUST_CHECK;
/* Claims at most 20 due jobs until `until` under the number `claim`. */
const struct err *job_store_claim(struct db_tx *tx, int64_t claim,
                                  struct instant now, struct instant until,
                                  struct job_list *out) MUST_CHECK;
/* Errors: CONFLICT when another process has claimed or done it. */
const struct err *job_store_done(struct db_tx *tx, struct str key,
                                 int64_t claim, struct instant now) MUST_CHECK;
const struct err *job_store_drop(struct db_tx *tx, struct str key) MUST_CHECK;

#endif
