/* Calendar feeds: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/feed_store.h"

#include "db/list.h"

enum { MADE, OWNER, PUT, DROP, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [MADE] = {"feed.made",
              "SELECT made_at FROM calendar_feed WHERE account_id = $1"},
    [OWNER] = {"feed.owner",
               "SELECT account_id FROM calendar_feed WHERE secret_hash = $1"},
    [PUT] = {"feed.put",
             "INSERT INTO calendar_feed (account_id, secret_hash, made_at)"
             " VALUES ($1, $2, $3) ON CONFLICT (account_id) DO UPDATE SET"
             " secret_hash = excluded.secret_hash,"
             " made_at = excluded.made_at"},
    [DROP] = {"feed.drop", "DELETE FROM calendar_feed WHERE account_id = $1"},
};
const struct db_set feed_sql = {sql, SQL_COUNT};

static struct str
secret_key(const struct hash *secret)
{
    return (struct str){(const char *)secret->b, HASH_BYTES};
}

const struct err *
feed_store_made(struct db_tx *tx, account_id account, struct instant *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[MADE], DB_ARGS(db_int(account.v)),
                                     &rows, &found);

    *out = (struct instant){0};
    if (err || !found)
        return err;
    *out = db_get_time(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
feed_store_owner(struct db_tx *tx, const struct hash *secret, account_id *out)
{
    return db_number(tx, &sql[OWNER], DB_ARGS(db_blob(secret_key(secret))),
                     &out->v);
}

const struct err *
feed_store_put(struct db_tx *tx, account_id account, const struct hash *secret,
               struct instant now)
{
    return db_run(
        tx, &sql[PUT],
        DB_ARGS(db_int(account.v), db_blob(secret_key(secret)), db_time(now)),
        NULL);
}

const struct err *
feed_store_drop(struct db_tx *tx, account_id account)
{
    return db_run(tx, &sql[DROP], DB_ARGS(db_int(account.v)), NULL);
}
