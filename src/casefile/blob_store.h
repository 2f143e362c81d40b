/* Files of a case in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_BLOB_STORE_H
#define HELHET_CASEFILE_BLOB_STORE_H

#include "casefile/blob.h"
#include "casefile/store.h"
#include "db/db.h"

extern const struct db_set blob_sql;

/* b->name is sealed. */
const struct err *blob_store_insert(struct db_tx *tx, const struct blob *b,
                                    function_id by) MUST_CHECK;
const struct err *blob_store_put_chunk(struct db_tx *tx, int64_t id, int64_t nr,
                                       struct str sealed) MUST_CHECK;
/* The name still sealed. Errors: NOT_FOUND. */
const struct err *blob_store_get(struct db_tx *tx, const struct viewer *v,
                                 int64_t id, struct blob *out) MUST_CHECK;
/* Still sealed; *found false: there is none. */
const struct err *blob_store_chunk(struct db_tx *tx, const struct viewer *v,
                                   int64_t id, int64_t nr, struct str *out,
                                   bool *found) MUST_CHECK;
const struct err *blob_store_rename(struct db_tx *tx, int64_t id,
                                    struct str sealed) MUST_CHECK;
const struct err *blob_store_drop(struct db_tx *tx, int64_t id) MUST_CHECK;

#endif
