/* Yearly evaluations in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_EVALUATION_STORE_H
#define HELHET_BODY_EVALUATION_STORE_H

#include "body/evaluation.h"
#include "db/db.h"

extern const struct db_set evaluation_sql;

/* Of a body's year, by party. */
const struct err *evaluation_store_list(struct db_tx *tx, body_id body,
                                        int32_t year,
                                        struct evaluation_list *out) MUST_CHECK;
/* Inserts (version 0), or changes the version seen. Errors: CONFLICT: it is
 * another version, or submitted. */
const struct err *evaluation_store_put(struct db_tx *tx,
                                       const struct evaluation *e,
                                       struct instant now) MUST_CHECK;

#endif
