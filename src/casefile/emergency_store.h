/* Emergencies and reviews in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_EMERGENCY_STORE_H
#define HELHET_CASEFILE_EMERGENCY_STORE_H

#include "access/call.h"
#include "casefile/emergency.h"

extern const struct db_set emergency_sql;

/* e->reason is sealed already. */
const struct err *emergency_store_insert(struct db_tx *tx,
                                         const struct emergency *e,
                                         const struct actor *who) MUST_CHECK;
/* Units of the case, with their types: whose information it is. */
struct case_owner {
    unit_id unit;
    enum unit_type type;
};
struct owner_list {
    struct case_owner *row;
    size_t n;
};
/* An open joined case that is not protected, or on whose short list the account
 * stands: its units. None: nothing that may be told. */
const struct err *emergency_store_owners(struct db_tx *tx, case_id id,
                                         account_id account,
                                         struct owner_list *out) MUST_CHECK;

struct look_row {
    account_id account;
    case_id case_id;
    struct str action;
    struct str outcome;
    uint32_t ground;
    struct instant at;
    struct str name;
    struct str reason; /* sealed, of an emergency */
    int64_t object;
};
struct look_rows {
    struct look_row *row;
    size_t n;
};
/* The unit's looks into cases since `from` that nobody has judged; cases that
 * the leader may not know of are not among them. */
const struct err *review_store_looks(struct db_tx *tx, unit_id unit,
                                     struct instant from, account_id leader,
                                     struct look_rows *out) MUST_CHECK;
struct review_names {
    struct str family; /* sealed, of the child */
    struct str wrapped_key;
};
const struct err *review_store_child(struct db_tx *tx, case_id id,
                                     struct review_names *out) MUST_CHECK;
/* Names of guardians, sealed, with the ids they are sealed by. */
struct sealed_name {
    int64_t id;
    struct str name;
};
struct name_list {
    struct sealed_name *row;
    size_t n;
};
const struct err *review_store_guardians(struct db_tx *tx, case_id id,
                                         struct name_list *out) MUST_CHECK;
/* Names of the accounts with a function at the unit. */
const struct err *review_store_colleagues(struct db_tx *tx, unit_id unit,
                                          struct name_list *out) MUST_CHECK;
struct review_list {
    struct review *row; /* notes still sealed */
    size_t n;
};
const struct err *review_store_list(struct db_tx *tx, unit_id unit,
                                    account_id leader,
                                    struct review_list *out) MUST_CHECK;
/* r->note is sealed already. Errors: CONFLICT: judged already. */
const struct err *review_store_insert(struct db_tx *tx, const struct review *r,
                                      unit_id unit, function_id by,
                                      struct instant now) MUST_CHECK;
/* Errors: CONFLICT: told already. */
const struct err *review_store_tell(struct db_tx *tx, int64_t id, unit_id unit,
                                    enum tell_step step,
                                    struct date on) MUST_CHECK;

#endif
