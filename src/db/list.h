/* The rows of a statement as an array: the one shape of bounded lists; and what
 * is asked of one row: is it there, which number.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_LIST_H
#define HELHET_DB_LIST_H

#include "base/grow.h"
#include "db/db.h"

/* Reads the row at hand into `row`, which is zeroed. */
typedef void (*db_reader)(const struct db_rows *rows, void *row);

#define DB_ALL ((size_t)-1)

/* Runs the statement and reads its first `max` rows (DB_ALL: all), each of
 * `size` bytes, into out->row; out->n says how many. */
const struct err *db_list(struct db_tx *tx, const struct db_stmt *stmt,
                          const struct db_val *arg, size_t n_arg, size_t max,
                          size_t size, db_reader read,
                          struct growing *out) MUST_CHECK;

/* Does the statement give a row? */
const struct err *db_has(struct db_tx *tx, const struct db_stmt *stmt,
                         const struct db_val *arg, size_t n_arg,
                         bool *out) MUST_CHECK;
/* The first column of its first row; 0 where there is none. */
const struct err *db_number(struct db_tx *tx, const struct db_stmt *stmt,
                            const struct db_val *arg, size_t n_arg,
                            int64_t *out) MUST_CHECK;

#endif
