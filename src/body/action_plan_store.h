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
struct measure_list {
    struct measure *row;
    size_t n;
};
struct progress {
    measure_id measure;
    struct date on;
    enum measure_state state;
    struct str text;
    struct str name; /* of who wrote it */
};
struct progress_list {
    struct progress *row;
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

#endif
