/* Action plans in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_ACTION_PLAN_STORE_H
#define HELHET_BODY_ACTION_PLAN_STORE_H

#include "body/action_plan.h"
#include "db/db.h"

extern const struct db_set action_plan_sql;

struct action_plan_list {
    struct action_plan *row;
    size_t n;
};
struct endorsement {
    unit_id unit;
    body_decision_id decision;
    account_id account;
    struct date on;
    struct str name; /* of the person, read along */
};
struct endorsement_list {
    struct endorsement *row;
    size_t n;
};

/* What a party asked to have changed. */
struct plan_return {
    unit_id unit;
    struct str unit_name; /* read along */
    struct str text;
    struct str name; /* of the person, read along */
    struct date on;
};
struct plan_return_list {
    struct plan_return *row;
    size_t n;
};
/* A measure that somebody is late with, and where it stands. */
struct late_measure {
    body_id body;
    struct str body_name;
    int32_t plan; /* its number */
    struct str title;
    struct date since; /* the day that passed */
};
struct late_list {
    struct late_measure *row;
    size_t n;
};

/* Of a body, newest first. */
const struct err *
action_plan_store_list(struct db_tx *tx, body_id body,
                       struct action_plan_list *out) MUST_CHECK;
/* Inserts (version 0), or changes the version seen. Errors: CONFLICT. */
const struct err *action_plan_store_put(struct db_tx *tx,
                                        const struct action_plan *p,
                                        account_id by,
                                        struct instant now) MUST_CHECK;
/* In the plan's order. */
const struct err *measure_store_list(struct db_tx *tx, action_plan_id plan,
                                     struct measure_list *out) MUST_CHECK;
const struct err *measure_store_insert(struct db_tx *tx,
                                       const struct measure *m) MUST_CHECK;
/* All but its plan, its place and its state. Errors: CONFLICT. */
const struct err *measure_store_update(struct db_tx *tx,
                                       const struct measure *m) MUST_CHECK;
/* With its log. */
const struct err *measure_store_delete(struct db_tx *tx,
                                       measure_id id) MUST_CHECK;
/* Of plans in force that no newer plan has followed, those of an account. */
const struct err *measure_store_late(struct db_tx *tx, account_id account,
                                     struct date on,
                                     struct late_list *out) MUST_CHECK;
/* New state of the version seen, and a line in the log. Errors: CONFLICT. */
const struct err *measure_store_progress(struct db_tx *tx,
                                         const struct measure *m,
                                         const struct progress *p,
                                         account_id by,
                                         struct instant now) MUST_CHECK;
/* Of a plan, newest first. */
const struct err *progress_store_list(struct db_tx *tx, action_plan_id plan,
                                      struct progress_list *out) MUST_CHECK;
const struct err *
endorsement_store_list(struct db_tx *tx, action_plan_id plan,
                       struct endorsement_list *out) MUST_CHECK;
/* Errors: CONFLICT: the party has endorsed it. */
const struct err *endorsement_store_insert(struct db_tx *tx,
                                           action_plan_id plan,
                                           const struct endorsement *e,
                                           struct instant now) MUST_CHECK;

/* A party's comments; the endorsements given so far fall away. */
const struct err *plan_return_store_insert(struct db_tx *tx,
                                           action_plan_id plan, unit_id unit,
                                           struct str text, account_id by,
                                           struct date on,
                                           struct instant now) MUST_CHECK;
/* Of a plan, newest first. */
const struct err *
plan_return_store_list(struct db_tx *tx, action_plan_id plan,
                       struct plan_return_list *out) MUST_CHECK;

/* --- for anybody --- */
const struct err *plan_store_release(struct db_tx *tx, action_plan_id plan,
                                     unit_id unit, account_id account,
                                     struct date on) MUST_CHECK;
const struct err *plan_store_withdraw(struct db_tx *tx, action_plan_id plan,
                                      unit_id unit, struct date on) MUST_CHECK;
/* How many parties' releases stand, and does `unit`'s? */
const struct err *plan_store_released(struct db_tx *tx, action_plan_id plan,
                                      unit_id unit, int32_t *out_n,
                                      bool *out_own) MUST_CHECK;
/* Endorsed and released by everyone who is a party on `on`; at most 200. */
const struct err *plan_store_public(struct db_tx *tx, struct date on,
                                    struct action_plan_list *out) MUST_CHECK;

#endif
