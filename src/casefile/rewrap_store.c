/* The keys of cases: which an older master key wraps. Shows nobody anything.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/rewrap_store.h"

#include "db/list.h"

enum { OLD, PUT, OLD_COUNT, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [OLD] = {"case.old_keys",
             /* no share: wrapped keys for the rekeying job, shown to nobody */
             "SELECT id, wrapped_key FROM case_file"
             " WHERE wrapped_key IS NOT NULL"
             " AND substr(wrapped_key, 1, 4) <> $1 ORDER BY id LIMIT $2"},
    [PUT] = {"case.put_key",
             /* no share: changes without showing */
             "UPDATE case_file SET wrapped_key = $2 WHERE id = $1"
             " AND wrapped_key IS NOT NULL"},
    [OLD_COUNT] = {"case.old_keys_count",
                   /* no share: how far the job is, for the operator */
                   "SELECT COUNT(*) FROM case_file"
                   " WHERE wrapped_key IS NOT NULL"
                   " AND substr(wrapped_key, 1, 4) <> $1"},
};
const struct db_set case_rewrap_sql = {sql, SQL_COUNT};

static const struct err *
list_old(struct db_tx *tx, struct str prefix, int64_t max,
         struct wrapped_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[OLD], DB_ARGS(db_blob(prefix), db_int(max)), &rows);

    return err ? err : wrapped_list_read(&rows, max, out);
}

static const struct err *
put(struct db_tx *tx, int64_t owner, struct str bytes)
{
    return db_run(tx, &sql[PUT], DB_ARGS(db_int(owner), db_blob(bytes)), NULL);
}

static const struct err *
count_old(struct db_tx *tx, struct str prefix, int64_t *out)
{
    return db_number(tx, &sql[OLD_COUNT], DB_ARGS(db_blob(prefix)), out);
}

const struct key_table case_keys = {list_old, put, count_old};
