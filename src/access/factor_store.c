/* One-time codes under way and backup codes, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor.h"

#include "db/list.h"

enum {
    SQL_PUT_SETUP,
    SQL_FIND_SETUP,
    SQL_DROP_SETUP,
    SQL_ADD_CODE,
    SQL_USE_CODE,
    SQL_DROP_CODES,
    SQL_COUNT_CODES,
    SQL_CLEAN,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [SQL_PUT_SETUP] = {"factor.put_setup",
                       "INSERT INTO factor_setup (account_id, secret, ends)"
                       " VALUES ($1, $2, $3) ON CONFLICT (account_id)"
                       " DO UPDATE SET secret = excluded.secret,"
                       " ends = excluded.ends"},
    [SQL_FIND_SETUP] = {"factor.find_setup",
                        "SELECT secret FROM factor_setup WHERE account_id = $1"
                        " AND ends > $2"},
    [SQL_DROP_SETUP] = {"factor.drop_setup",
                        "DELETE FROM factor_setup WHERE account_id = $1"},
    [SQL_ADD_CODE] = {"factor.add_code",
                      "INSERT INTO backup_code (code, account_id)"
                      " VALUES ($1, $2)"},
    [SQL_USE_CODE] = {"factor.use_code",
                      "DELETE FROM backup_code WHERE code = $1"},
    [SQL_DROP_CODES] = {"factor.drop_codes",
                        "DELETE FROM backup_code WHERE account_id = $1"},
    [SQL_COUNT_CODES] = {"factor.count_codes",
                         "SELECT COUNT(*) FROM backup_code"
                         " WHERE account_id = $1"},
    [SQL_CLEAN] = {"factor.clean", "DELETE FROM factor_setup WHERE ends < $1"},
};
const struct db_set factor_sql = {sql, SQL_COUNT};

const struct err *
factor_store_put_setup(struct db_tx *tx, account_id account, struct str wrapped,
                       struct instant ends)
{
    return db_run(tx, &sql[SQL_PUT_SETUP],
                  DB_ARGS(db_int(account.v), db_blob(wrapped), db_time(ends)),
                  NULL);
}

const struct err *
factor_store_find_setup(struct db_tx *tx, account_id account,
                        struct instant now, struct str *out_wrapped)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[SQL_FIND_SETUP],
                                     DB_ARGS(db_int(account.v), db_time(now)),
                                     &rows, &found);

    *out_wrapped = STR_NONE;
    if (err || !found)
        return err;
    *out_wrapped = db_get_blob(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
factor_store_drop_setup(struct db_tx *tx, account_id account)
{
    return db_run(tx, &sql[SQL_DROP_SETUP], DB_ARGS(db_int(account.v)), NULL);
}

static struct str
bytes_of(const struct hash *h)
{
    return (struct str){(const char *)h->b, HASH_BYTES};
}

const struct err *
factor_store_add_code(struct db_tx *tx, account_id account,
                      const struct hash *code)
{
    return db_run(tx, &sql[SQL_ADD_CODE],
                  DB_ARGS(db_blob(bytes_of(code)), db_int(account.v)), NULL);
}

const struct err *
factor_store_use_code(struct db_tx *tx, const struct hash *code, bool *out_done)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[SQL_USE_CODE],
                                   DB_ARGS(db_blob(bytes_of(code))), &changed);

    *out_done = changed == 1;
    return err;
}

const struct err *
factor_store_drop_codes(struct db_tx *tx, account_id account)
{
    return db_run(tx, &sql[SQL_DROP_CODES], DB_ARGS(db_int(account.v)), NULL);
}

const struct err *
factor_store_count_codes(struct db_tx *tx, account_id account, int64_t *out)
{
    return db_number(tx, &sql[SQL_COUNT_CODES], DB_ARGS(db_int(account.v)),
                     out);
}

const struct err *
factor_store_clean(struct db_tx *tx, struct instant now)
{
    return db_run(tx, &sql[SQL_CLEAN], DB_ARGS(db_time(now)), NULL);
}
