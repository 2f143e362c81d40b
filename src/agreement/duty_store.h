/* Duties of named functions under agreements, and releases, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_DUTY_STORE_H
#define HELHET_AGREEMENT_DUTY_STORE_H

#include "agreement/agreement.h"
#include "db/db.h"

extern const struct db_set agreement_duty_sql;

struct agreement_duty {
    agreement_id agreement;
    struct str ref;
    unit_id unit; /* the party */
    function_id function;
    account_id account;
    enum obligation_kind kind; /* the rule that gave the day */
    enum verdict_state verdict;
    struct date due_on;
    struct str statement; /* read along, of the clause in force */
    struct str title;     /* read along, of the agreement */
};
struct agreement_duty_list {
    struct agreement_duty *row;
    size_t n;
};
/* Opens it, or changes who, what and when. */
const struct err *duty_store_put(struct db_tx *tx,
                                 const struct agreement_duty *d,
                                 struct instant now) MUST_CHECK;
/* Closes what stands open of a point. */
const struct err *duty_store_close(struct db_tx *tx, agreement_id id,
                                   struct str ref,
                                   struct instant now) MUST_CHECK;
/* Closes all of an agreement: it binds no more. */
const struct err *duty_store_close_all(struct db_tx *tx, agreement_id id,
                                       struct instant now) MUST_CHECK;
/* A person's open ones, soonest first, at most 100. */
const struct err *
duty_store_list_mine(struct db_tx *tx, account_id account,
                     struct agreement_duty_list *out) MUST_CHECK;

/* Open ones, of any party, of agreements whose parties are the body's, about
 * that body or none; due from `from` to `to`. One for each point. */
const struct err *
duty_store_list_body(struct db_tx *tx, int64_t body, struct str code,
                     struct date from, struct date to,
                     struct agreement_duty_list *out) MUST_CHECK;

/* --- released to the public (R305) --- */
const struct err *release_store_put(struct db_tx *tx, version_id id,
                                    unit_id unit, account_id account,
                                    struct date on) MUST_CHECK;
const struct err *release_store_withdraw(struct db_tx *tx, version_id id,
                                         unit_id unit,
                                         struct date on) MUST_CHECK;
/* How many parties' releases stand, and does `unit`'s? */
const struct err *release_store_count(struct db_tx *tx, version_id id,
                                      unit_id unit, int32_t *out_n,
                                      bool *out_own) MUST_CHECK;
/* Versions in force on a day that every party has released. */
const struct err *
release_store_list_public(struct db_tx *tx, struct date on,
                          struct version_list *out) MUST_CHECK;

#endif
