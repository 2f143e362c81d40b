/* Documents of the system level in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FILE_PAPER_STORE_H
#define HELHET_FILE_PAPER_STORE_H

#include "db/db.h"
#include "file/paper.h"

extern const struct db_set paper_sql;

const struct err *paper_store_insert(struct db_tx *tx,
                                     const struct paper *p) MUST_CHECK;
const struct err *
paper_store_put_version(struct db_tx *tx, int64_t id,
                        const struct paper_version *v) MUST_CHECK;
const struct err *paper_store_put_chunk(struct db_tx *tx, int64_t id,
                                        int32_t version, int64_t nr,
                                        struct str bytes) MUST_CHECK;
/* p->newest is the newest now. Errors: CONFLICT. */
const struct err *paper_store_renew(struct db_tx *tx,
                                    const struct paper *p) MUST_CHECK;
const struct err *paper_store_remove(struct db_tx *tx, const struct paper *p,
                                     account_id by) MUST_CHECK;
const struct err *paper_store_list(struct db_tx *tx, enum paper_of of,
                                   int64_t owner, unit_id own,
                                   struct paper_list *out) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *paper_store_get(struct db_tx *tx, int64_t id, unit_id own,
                                  struct paper *out) MUST_CHECK;
const struct err *
paper_store_versions(struct db_tx *tx, int64_t id,
                     struct paper_version_list *out) MUST_CHECK;
/* The bytes of a version, chunk by chunk in order. */
const struct err *paper_store_bytes(struct db_tx *tx, int64_t id,
                                    int32_t version,
                                    struct str *out) MUST_CHECK;
const struct err *paper_store_release(struct db_tx *tx, const struct paper *p,
                                      unit_id unit, account_id account,
                                      struct date on) MUST_CHECK;
const struct err *paper_store_withdraw(struct db_tx *tx, const struct paper *p,
                                       unit_id unit, struct date on) MUST_CHECK;

#endif
