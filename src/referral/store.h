/* Referrals in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_STORE_H
#define HELHET_REFERRAL_STORE_H

#include "casefile/store.h"
#include "referral/referral.h"

extern const struct db_set referral_sql;

struct referral {
    int64_t id;
    case_id case_id;
    unit_id from_unit;
    function_id from_function;
    struct str referrer; /* a word */
    unit_id to_unit;
    enum referral_state state;
    struct str why;  /* sealed until opened */
    struct str wish; /* may be empty */
    struct str consent_rule;
    struct date sent_on;
    struct date received_on;
    struct date assess_due;
    struct date assessed_on;
    struct str answer; /* may be empty */
    struct date start_on;
    struct date latest_on;
    struct date complain_by;
    struct date told_child;
    struct date told_guardian;
    struct date told_referrer;
    struct date started_on;
    struct date breached_on;
    int64_t version;
    struct str from_name; /* of the units and the person, read along */
    struct str to_name;
    struct str by_name;
    const struct referral_pause *pause; /* oldest first */
    size_t pause_n;
};
struct referral_list {
    struct referral *row;
    size_t n;
};

const struct err *referral_store_insert(struct db_tx *tx,
                                        const struct referral *r) MUST_CHECK;
/* All but what was sent; texts sealed. Errors: CONFLICT (changed by another).
 */
const struct err *referral_store_update(struct db_tx *tx,
                                        const struct referral *r) MUST_CHECK;
/* Of a case, those shared with the viewer; newest first. */
const struct err *referral_store_list(struct db_tx *tx, const struct viewer *v,
                                      case_id id,
                                      struct referral_list *out) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *referral_store_get(struct db_tx *tx, const struct viewer *v,
                                     int64_t id,
                                     struct referral *out) MUST_CHECK;
const struct err *referral_store_pauses(struct db_tx *tx,
                                        const struct viewer *v,
                                        struct referral *r) MUST_CHECK;
const struct err *referral_store_pause(struct db_tx *tx, int64_t id,
                                       int64_t referral, struct date from,
                                       struct str sealed) MUST_CHECK;
const struct err *referral_store_resume(struct db_tx *tx, int64_t referral,
                                        struct date to) MUST_CHECK;
/* Referrals whose clock has run out and that nobody has been told of, for the
 * daily job; at most 200. */
struct referral_breach {
    int64_t id;
    case_id case_id;
    unit_id from_unit;
    unit_id to_unit;
};
struct referral_breaches {
    struct referral_breach *row;
    size_t n;
};
const struct err *
referral_store_list_breached(struct db_tx *tx, struct date today,
                             struct referral_breaches *out) MUST_CHECK;
const struct err *referral_store_mark_breach(struct db_tx *tx, int64_t id,
                                             struct date today) MUST_CHECK;

#endif
