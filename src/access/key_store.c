/* Keys in the store: the installation's mark, wrapped keys of accounts.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/key_store.h"

#include "db/list.h"

enum { PREFIX_BYTES = 4 };
enum { SQL_MARK, SQL_MARK_ADD, SQL_OLD, SQL_PUT, SQL_OLD_COUNT, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [SQL_MARK] = {"key.mark", "SELECT mark FROM key_mark"},
    [SQL_MARK_ADD] = {"key.mark_add", "INSERT INTO key_mark (mark) VALUES ($1)"
                                      " ON CONFLICT (mark) DO NOTHING"},
    [SQL_OLD] = {"key.old",
                 "SELECT id, totp FROM account WHERE totp IS NOT NULL"
                 " AND substr(totp, 1, 4) <> $1 ORDER BY id LIMIT $2"},
    [SQL_PUT] = {"key.put", "UPDATE account SET totp = $2 WHERE id = $1"},
    [SQL_OLD_COUNT] = {"key.old_count",
                       "SELECT COUNT(*) FROM account WHERE totp IS NOT NULL"
                       " AND substr(totp, 1, 4) <> $1"},
};
const struct db_set key_sql = {sql, SQL_COUNT};

const struct err *
wrapped_list_read(struct db_rows *rows, int64_t max, struct wrapped_list *out)
{
    out->row = ARENA_NEW_N(rows->tx->mem, struct wrapped_key, (size_t)max);
    out->n = 0;
    while (db_next(rows)) {
        ASSERT(out->n < (size_t)max);
        out->row[out->n++] = (struct wrapped_key){db_get_int(rows, 0),
                                                  db_get_blob(rows, 1)};
    }
    return rows->err;
}

static const struct err *
list_old(struct db_tx *tx, struct str prefix, int64_t max,
         struct wrapped_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[SQL_OLD], DB_ARGS(db_blob(prefix), db_int(max)), &rows);

    return err ? err : wrapped_list_read(&rows, max, out);
}

static const struct err *
put(struct db_tx *tx, int64_t owner, struct str bytes)
{
    return db_run(tx, &sql[SQL_PUT], DB_ARGS(db_int(owner), db_blob(bytes)),
                  NULL);
}

static const struct err *
count_old(struct db_tx *tx, struct str prefix, int64_t *out)
{
    return db_number(tx, &sql[SQL_OLD_COUNT], DB_ARGS(db_blob(prefix)), out);
}

const struct key_table account_keys = {list_old, put, count_old};

struct str
key_prefix(struct arena *mem, const struct keyring *keys)
{
    const struct key any = {{0}};

    return str_cut(key_wrap(mem, keys, 0, &any), 0, PREFIX_BYTES);
}

const struct err *
key_table_rewrap(struct call *c, const struct key_table *t, int64_t max,
                 int64_t *out_done)
{
    struct wrapped_list list = {0};
    const struct err *err = t->list(&c->tx, key_prefix(c->mem, c->sv->keys),
                                    max, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        int64_t owner = list.row[i].owner;
        struct key key;

        err = key_unwrap(c->mem, c->sv->keys, owner, list.row[i].bytes, &key);
        if (err)
            return err;
        err = t->put(&c->tx, owner, key_wrap(c->mem, c->sv->keys, owner, &key));
        key_clear(&key);
    }
    *out_done = (int64_t)list.n;
    return err;
}

/* --- the mark --- */

static const struct err *
read_marks(struct db *db, struct arena *mem, struct str own, bool *out_found,
           bool *out_same)
{
    struct db_tx tx;
    struct db_rows rows;
    const struct err *err = db_read_begin(db, mem, &tx);

    if (err)
        return err;
    *out_found = false;
    *out_same = true;
    err = db_query(&tx, &sql[SQL_MARK], DB_NO_ARGS, &rows);
    while (!err && db_next(&rows)) {
        *out_found = true;
        if (!str_eq(db_get_blob(&rows, 0), own))
            *out_same = false;
    }
    if (!err)
        err = rows.err;
    db_read_end(&tx);
    return err;
}

static const struct err *
add_mark(struct db *db, struct arena *mem, struct str own)
{
    struct db_tx tx;
    const struct err *err = db_write_begin(db, mem, &tx);
    const struct err *end;

    if (err)
        return err;
    err = db_run(&tx, &sql[SQL_MARK_ADD], DB_ARGS(db_blob(own)), NULL);
    end = db_write_end(&tx, err == NULL);
    return err ? err : end;
}

const struct err *
key_mark_check(struct db *db, struct arena *mem, const struct keyring *keys,
               bool write)
{
    struct hash mark = lookup_token(keys, "installation", STR("helhet"));
    struct str own = {(const char *)mark.b, HASH_BYTES};
    bool found = false;
    bool same = true;
    const struct err *err = read_marks(db, mem, own, &found, &same);

    if (!err && !same)
        err = ERR(mem, INTERNAL,
                  .detail = "the master key is another installation's: it "
                            "does not open this store");
    if (!err && !found && write)
        err = add_mark(db, mem, own);
    return err;
}
