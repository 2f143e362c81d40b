/* Consents in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_RECORD_STORE_H
#define HELHET_SHARING_RECORD_STORE_H

#include "access/call.h"
#include "sharing/record.h"

extern const struct db_set consent_sql;

/* `how` is sealed already. */
const struct err *consent_store_insert(struct db_tx *tx,
                                       const struct consent_record *r,
                                       function_id by,
                                       struct instant now) MUST_CHECK;
/* Of a case that the acting unit may see; still sealed. */
const struct err *consent_store_list(struct db_tx *tx, unit_id acting,
                                     struct instant now, account_id account,
                                     case_id id,
                                     struct consent_list *out) MUST_CHECK;
/* Errors: CONFLICT: refused, or withdrawn already. */
const struct err *consent_store_end(struct db_tx *tx, int64_t id,
                                    function_id by, struct str sealed_reason,
                                    struct instant now) MUST_CHECK;
/* Ends the shares that rest on it. */
const struct err *consent_store_end_shares(struct db_tx *tx, int64_t id,
                                           function_id by,
                                           struct instant now) MUST_CHECK;

#endif
