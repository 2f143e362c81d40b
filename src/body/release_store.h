/* Minutes that parties have released to the public (R305), in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_RELEASE_STORE_H
#define HELHET_BODY_RELEASE_STORE_H

#include "body/store.h"

extern const struct db_set body_release_sql;

const struct err *minutes_store_release(struct db_tx *tx, meeting_id id,
                                        unit_id unit, account_id account,
                                        struct date on) MUST_CHECK;
const struct err *minutes_store_withdraw(struct db_tx *tx, meeting_id id,
                                         unit_id unit,
                                         struct date on) MUST_CHECK;
/* How many parties' releases stand, and does `unit`'s? */
const struct err *minutes_store_count(struct db_tx *tx, meeting_id id,
                                      unit_id unit, int32_t *out_n,
                                      bool *out_own) MUST_CHECK;
/* Meetings whose minutes are approved and released by everyone who was a party
 * on their day, newest first, at most 200. */
const struct err *minutes_store_public(struct db_tx *tx,
                                       struct meeting_list *out) MUST_CHECK;

#endif
