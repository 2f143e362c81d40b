/* The session statements that only session_app.c uses.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_SESSION_STORE_H
#define HELHET_ACCESS_SESSION_STORE_H

#include "access/session.h"

const struct err *session_store_insert(struct db_tx *tx,
                                       const struct session *s,
                                       const struct hash *token) MUST_CHECK;
const struct err *session_store_touch(struct db_tx *tx, session_id id,
                                      struct instant now) MUST_CHECK;
/* Its person has given a second factor now. */
const struct err *session_store_prove(struct db_tx *tx, session_id id,
                                      struct instant now) MUST_CHECK;
/* id 0: all of the account's. */
const struct err *session_store_end(struct db_tx *tx, session_id id,
                                    account_id account) MUST_CHECK;

#endif
