/* The rows of a statement as an array.
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
