/* Which files belong to a request: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/file.h"
#include "db/list.h"

enum { INSERT, LIST, DROP, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"thk_file.insert",
                "INSERT INTO thk_file (assessment_id, blob_id)"
                " VALUES ($1, $2)"},
    [LIST] = {"thk_file.list",
              /* no share: ids only; each file is asked for by itself */
              "SELECT blob_id FROM thk_file WHERE assessment_id = $1"
              " ORDER BY blob_id"},
    [DROP] = {"thk_file.drop",
              /* no share: changes without showing */
              "DELETE FROM thk_file WHERE assessment_id = $1"
              " AND blob_id = $2"},
};
const struct db_set thk_file_sql = {sql, SQL_COUNT};

const struct err *
file_store_insert(struct db_tx *tx, assessment_id id, int64_t blob)
{
    return db_run(tx, &sql[INSERT], DB_ARGS(db_int(id.v), db_int(blob)), NULL);
}

static void
id_read(const struct db_rows *rows, void *row)
{
    *(int64_t *)row = db_get_int(rows, 0);
}

const struct err *
file_store_list(struct db_tx *tx, assessment_id id, struct file_ids *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[LIST], DB_ARGS(db_int(id.v)),
                                    REQUEST_ATTACHMENTS_MAX, sizeof(int64_t),
                                    id_read, &g);

    *out = (struct file_ids){g.row, g.n};
    return err;
}

const struct err *
file_store_drop(struct db_tx *tx, assessment_id id, int64_t blob)
{
    return db_run(tx, &sql[DROP], DB_ARGS(db_int(id.v), db_int(blob)), NULL);
}
