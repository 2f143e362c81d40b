/* The outbox in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_OUTBOX_STORE_H
#define HELHET_NOTIFY_OUTBOX_STORE_H

#include "notify/outbox.h"

/* A key that is there changes nothing. */
const struct err *outbox_store_insert(struct db_tx *tx,
                                      const struct outbox_row *r) MUST_CHECK;
const struct err *outbox_store_has_due(struct db_tx *tx, struct instant now,
                                       bool *out) MUST_CHECK;
/* What has no use any more is given up. */
const struct err *outbox_store_expire(struct db_tx *tx,
                                      struct instant now) MUST_CHECK;
/* Empties what ended before `before`, at most 5,000, the oldest first. */
const struct err *outbox_store_empty(struct db_tx *tx,
                                     struct instant before) MUST_CHECK;
/* Claims at most 20 that are due until `until` under the number `claim`. */
const struct err *outbox_store_claim(struct db_tx *tx, int64_t claim,
                                     struct instant now, struct instant until,
                                     struct outbox_view *out) MUST_CHECK;
/* What became of a try: r->state, tries, due_at, reply, reason, ended_at, where
 * it still has r->claim. *out_n 0: another has it. */
const struct err *outbox_store_note(struct db_tx *tx,
                                    const struct outbox_row *r,
                                    int64_t *out_n) MUST_CHECK;
const struct err *outbox_store_list(struct db_tx *tx, enum outbox_state state,
                                    struct outbox_view *out) MUST_CHECK;
const struct err *outbox_store_count(struct db_tx *tx,
                                     struct outbox_view *out) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *outbox_store_get(struct db_tx *tx, outbox_id id,
                                   struct outbox_row *out) MUST_CHECK;
/* A new state by hand, version as seen. Errors: CONFLICT. */
const struct err *outbox_store_set(struct db_tx *tx,
                                   const struct outbox_row *r) MUST_CHECK;

#endif
