/* Calendar feeds in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_FEED_STORE_H
#define HELHET_BODY_FEED_STORE_H

#include "base/id.h"
#include "crypto/crypto.h"
#include "db/db.h"

extern const struct db_set feed_sql;

/* When the account's feed was made, 0: it has none. */
const struct err *feed_store_made(struct db_tx *tx, account_id account,
                                  struct instant *out) MUST_CHECK;
/* Whose feed it is; {0}: nobody's. */
const struct err *feed_store_owner(struct db_tx *tx, const struct hash *secret,
                                   account_id *out) MUST_CHECK;
/* The account's only feed from now on. */
const struct err *feed_store_put(struct db_tx *tx, account_id account,
                                 const struct hash *secret,
                                 struct instant now) MUST_CHECK;
const struct err *feed_store_drop(struct db_tx *tx,
                                  account_id account) MUST_CHECK;

#endif
