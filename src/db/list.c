/* The rows of a statement as an array, its first number, whether it has a row.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/list.h"

const struct err *
db_list(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg, size_t max, size_t size, db_reader read,
        struct growing *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, stmt, arg, n_arg, &rows);

    if (err)
        return err;
    while (g.n < max && db_next(&rows))
        read(&rows, grow(tx->mem, &g, size));
    if (g.n == max)
        db_rows_close(&rows);
    if (!rows.err)
        *out = g;
    return rows.err;
}

const struct err *
db_has(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
       size_t n_arg, bool *out)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, stmt, arg, n_arg, &rows, out);

    if (!err && *out)
        db_rows_close(&rows);
    return err;
}

const struct err *
db_number(struct db_tx *tx, const struct db_stmt *stmt,
          const struct db_val *arg, size_t n_arg, int64_t *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, stmt, arg, n_arg, &rows, &found);

    *out = 0;
    if (err || !found)
        return err;
    *out = db_get_int(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}
