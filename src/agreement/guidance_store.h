/* Hours of guidance that were given, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_GUIDANCE_STORE_H
#define HELHET_AGREEMENT_GUIDANCE_STORE_H

#include "agreement/guidance.h"
#include "db/db.h"

extern const struct db_set agreement_guidance_sql;

/* Those that stand, given from `from` to `to`, newest first. */
const struct err *
guidance_store_list(struct db_tx *tx, agreement_id id, struct date from,
                    struct date to, struct guidance_note_list *out) MUST_CHECK;
/* n->id is made. */
const struct err *guidance_store_insert(struct db_tx *tx,
                                        struct guidance_note *n,
                                        struct instant now) MUST_CHECK;
/* Takes one back that a function at `unit` noted. Errors: NOT_FOUND. */
const struct err *guidance_store_withdraw(struct db_tx *tx, agreement_id id,
                                          int64_t note, unit_id unit,
                                          struct date gone) MUST_CHECK;

#endif
