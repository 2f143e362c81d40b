/* Passkeys and the challenges that wait for an answer, in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey.h"

#include "db/list.h"

#include <string.h>

enum {
    SQL_LIST,
    SQL_FIND,
    SQL_INSERT,
    SQL_USE,
    SQL_BACK,
    SQL_RENAME,
    SQL_REMOVE,
    SQL_ASK,
    SQL_ASKED,
    SQL_ANSWERED,
    SQL_CLEAN,
    SQL_COUNT
};

#define PASSKEY_ROW(FIRST, COL) \
    FIRST(id, id)               \
    COL(account_id, id)         \
    COL(credential, blob)       \
    COL(algorithm, i64)         \
    COL(public_key, blob)       \
    COL(counter, i64)           \
    COL(synced, flag)           \
    COL(backed_up, flag)        \
    COL(name, text)             \
    COL(made, time)             \
    COL(used, time)             \
    COL(went_back, time)
#define PASSKEY_COLS DB_COLUMNS(PASSKEY_ROW)

static const struct db_stmt sql[SQL_COUNT] = {
    [SQL_LIST] = {"passkey.list",
                  "SELECT " PASSKEY_COLS " FROM passkey WHERE account_id = $1"
                  " ORDER BY made, id"},
    [SQL_FIND] = {"passkey.find",
                  "SELECT " PASSKEY_COLS " FROM passkey WHERE credential = $1"},
    [SQL_INSERT] = {"passkey.insert",
                    "INSERT INTO passkey (" PASSKEY_COLS ")"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
                    " $12)"},
    [SQL_USE] = {"passkey.use",
                 "UPDATE passkey SET counter = $2, backed_up = $3, used = $4"
                 " WHERE id = $1 AND (counter < $2 OR (counter = 0 AND"
                 " CAST($2 AS BIGINT) = 0))"},
    [SQL_BACK] = {"passkey.back",
                  "UPDATE passkey SET went_back = $2 WHERE id = $1"},
    [SQL_RENAME] = {"passkey.rename",
                    "UPDATE passkey SET name = $3 WHERE id = $1"
                    " AND account_id = $2"},
    [SQL_REMOVE] = {"passkey.remove",
                    "DELETE FROM passkey WHERE id = $1 AND account_id = $2"},
    [SQL_ASK] = {"passkey.ask",
                 "INSERT INTO passkey_challenge (bound, challenge, ends)"
                 " VALUES ($1, $2, $3) ON CONFLICT (bound) DO UPDATE SET"
                 " challenge = excluded.challenge, ends = excluded.ends"},
    [SQL_ASKED] = {"passkey.asked",
                   "SELECT challenge FROM passkey_challenge WHERE bound = $1"
                   " AND ends > $2"},
    [SQL_ANSWERED] = {"passkey.answered",
                      "DELETE FROM passkey_challenge WHERE bound = $1"},
    [SQL_CLEAN] = {"passkey.clean",
                   "DELETE FROM passkey_challenge WHERE ends < $1"},
};
const struct db_set passkey_sql = {sql, SQL_COUNT};

static void
passkey_read(const struct db_rows *rows, void *row)
{
    struct passkey *out = row;
    int col = 0;

    DB_READ(PASSKEY_ROW)
}

static struct str
bytes_of(const struct hash *h)
{
    return (struct str){(const char *)h->b, HASH_BYTES};
}

const struct err *
passkey_store_list(struct db_tx *tx, account_id account,
                   struct passkey_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[SQL_LIST],
                                    DB_ARGS(db_int(account.v)), DB_ALL,
                                    sizeof(struct passkey), passkey_read, &g);

    *out = (struct passkey_list){g.row, g.n};
    return err;
}

const struct err *
passkey_store_find(struct db_tx *tx, struct str credential, struct passkey *out,
                   bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(
        tx, &sql[SQL_FIND], DB_ARGS(db_blob(credential)), &rows, found);

    if (err || !*found)
        return err;
    passkey_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
passkey_store_insert(struct db_tx *tx, const struct passkey *k)
{
    return db_run(tx, &sql[SQL_INSERT],
                  DB_ARGS(db_int(k->id.v), db_int(k->account_id.v),
                          db_blob(k->credential), db_int(k->algorithm),
                          db_blob(k->public_key), db_int(k->counter),
                          db_int(k->synced), db_int(k->backed_up),
                          db_text(k->name), db_time(k->made), db_time(k->used),
                          db_time(k->went_back)),
                  NULL);
}

const struct err *
passkey_store_note_use(struct db_tx *tx, const struct passkey *k,
                       struct instant now, bool *out_done)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[SQL_USE],
                                   DB_ARGS(db_int(k->id.v), db_int(k->counter),
                                           db_int(k->backed_up), db_time(now)),
                                   &changed);

    *out_done = changed > 0;
    return err;
}

const struct err *
passkey_store_note_back(struct db_tx *tx, passkey_id id, struct instant now)
{
    return db_run(tx, &sql[SQL_BACK], DB_ARGS(db_int(id.v), db_time(now)),
                  NULL);
}

const struct err *
passkey_store_rename(struct db_tx *tx, account_id account, passkey_id id,
                     struct str name)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[SQL_RENAME],
        DB_ARGS(db_int(id.v), db_int(account.v), db_text(name)), &changed);

    if (!err && changed == 0)
        return ERR(tx->mem, NOT_FOUND);
    return err;
}

const struct err *
passkey_store_remove(struct db_tx *tx, account_id account, passkey_id id)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[SQL_REMOVE],
                                   DB_ARGS(db_int(id.v), db_int(account.v)),
                                   &changed);

    if (!err && changed == 0)
        return ERR(tx->mem, NOT_FOUND);
    return err;
}

const struct err *
passkey_store_put_challenge(struct db_tx *tx, const struct hash *bound,
                            const struct hash *challenge, struct instant ends)
{
    return db_run(tx, &sql[SQL_ASK],
                  DB_ARGS(db_blob(bytes_of(bound)),
                          db_blob(bytes_of(challenge)), db_time(ends)),
                  NULL);
}

const struct err *
passkey_store_take_challenge(struct db_tx *tx, const struct hash *bound,
                             struct instant now, struct hash *out, bool *found)
{
    struct db_rows rows;
    struct str bytes;
    int64_t changed = 0;
    const struct err *err = db_first(
        tx, &sql[SQL_ASKED], DB_ARGS(db_blob(bytes_of(bound)), db_time(now)),
        &rows, found);

    if (err || !*found)
        return err;
    bytes = db_get_blob(&rows, 0);
    *found = bytes.n == HASH_BYTES;
    if (*found)
        memcpy(out->b, bytes.p, HASH_BYTES);
    db_rows_close(&rows);
    err = db_run(tx, &sql[SQL_ANSWERED], DB_ARGS(db_blob(bytes_of(bound))),
                 &changed);
    *found = *found && changed == 1;
    return err;
}

const struct err *
passkey_store_clean(struct db_tx *tx, struct instant now)
{
    return db_run(tx, &sql[SQL_CLEAN], DB_ARGS(db_time(now)), NULL);
}
