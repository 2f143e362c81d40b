/* Retention in the store: rules, closed cases, removals.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_RETENTION_STORE_H
#define HELHET_RETENTION_STORE_H

#include "casefile/list_store.h"
#include "retention/retention.h"

extern const struct db_set retention_sql;

const struct err *retention_store_rules(struct db_tx *tx,
                                        struct retention_rules *out) MUST_CHECK;
/* Errors: CONFLICT (the name is taken). */
const struct err *
retention_store_add_rule(struct db_tx *tx,
                         const struct retention_rule *r) MUST_CHECK;

/* A closed case, and how far its removal has come. */
struct closed_case {
    case_id id;
    struct retention_case kept; /* `born`: still in `sealed` */
    unit_id holder_unit;
    uint32_t holds;  /* bits of enum retention_hold */
    int64_t removal; /* 0: not asked for */
    account_id asked_account;
    struct str asked_name;
    struct date asked_on;
    struct str confirmed_name; /* empty: not confirmed */
    struct date remove_on;     /* DATE_NONE: not confirmed */
    struct sealed_label sealed;
};
struct closed_cases {
    struct closed_case *row;
    size_t n;
};
/* Those that the viewer's unit held at the end and may know of, longest closed
 * first, at most `max`. */
const struct err *retention_store_list(struct db_tx *tx, const struct viewer *v,
                                       struct date today, size_t max,
                                       struct closed_cases *out) MUST_CHECK;
/* One of them. *found: is it such a case? */
const struct err *retention_store_find(struct db_tx *tx, const struct viewer *v,
                                       struct date today, case_id id,
                                       struct closed_case *out,
                                       bool *found) MUST_CHECK;
/* For the system: all there are, or those whose removal is confirmed, with an
 * id above `after`, by id, at most `max`. */
const struct err *retention_store_all(struct db_tx *tx, struct instant now,
                                      struct date today, bool confirmed,
                                      case_id after, size_t max,
                                      struct closed_cases *out) MUST_CHECK;

/* --- removals --- */

struct removal {
    int64_t id;
    case_id case_id;
    struct str rule;
    struct str source;
    struct date due_on;
    function_id by;
    account_id account;
};
const struct err *retention_store_ask(struct db_tx *tx, const struct removal *r,
                                      struct instant now) MUST_CHECK;
/* Errors: CONFLICT (confirmed or stopped meanwhile). */
const struct err *retention_store_confirm(struct db_tx *tx, int64_t removal,
                                          function_id by, account_id account,
                                          struct date remove_on,
                                          struct instant now) MUST_CHECK;
/* Errors: CONFLICT (done or stopped meanwhile). */
const struct err *retention_store_stop(struct db_tx *tx, int64_t removal,
                                       account_id account,
                                       struct instant now) MUST_CHECK;
/* Everything that opens the case or tells who it was is gone: its key, the
 * keyed hash of the number, every share, the family's accounts. Errors:
 * CONFLICT (the case is open, or its key is gone already). */
const struct err *retention_store_remove(struct db_tx *tx, case_id id,
                                         int64_t removal, struct date today,
                                         struct instant now) MUST_CHECK;

/* Removals whose key may still lie in a free page: how many, and the last. */
const struct err *retention_store_unwiped(struct db_tx *tx, int64_t *out_n,
                                          struct instant *out_last) MUST_CHECK;
const struct err *retention_store_wiped(struct db_tx *tx, struct instant last,
                                        struct instant now) MUST_CHECK;

/* What `helhet verify` asks: each count is 0 in a sound store. */
struct retention_faults {
    int64_t removed;   /* cases without a key: no fault */
    int64_t unknown;   /* without a key, and nobody asked for it */
    int64_t half;      /* removed, and something still tells who it was */
    int64_t unordered; /* removed, and no confirmation is in the audit */
};
const struct err *
retention_store_faults(struct db_tx *tx,
                       struct retention_faults *out) MUST_CHECK;

#endif
