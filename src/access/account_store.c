/* Accounts and login guards in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"

#include "db/list.h"

enum {
    SQL_GET,
    SQL_FIND,
    SQL_LIST,
    SQL_KINDS,
    SQL_INSERT,
    SQL_UPDATE,
    SQL_NOTE_LOGIN,
    SQL_NOTE_STEP,
    SQL_NOTE_FAIL,
    SQL_GUARD,
    SQL_GUARD_NOTE,
    SQL_GUARD_CLEAR,
    SQL_GUARD_CLEAN,
    SQL_COUNT
};

#define ACCOUNT_ROW(FIRST, COL) \
    FIRST(id, id)               \
    COL(login, text)            \
    COL(name, text)             \
    COL(email, text)            \
    COL(language, text)         \
    COL(scheme, text)           \
    COL(password, text)         \
    COL(totp, blob)             \
    COL(totp_step, i64)         \
    COL(fails, i64)             \
    COL(last_fail, time)        \
    COL(last_login, time)       \
    COL(valid_to, date)         \
    COL(made_up, flag)          \
    COL(version, i64)

static const struct db_stmt sql[SQL_COUNT] = {
    [SQL_GET] = {"account.get", "SELECT " DB_COLUMNS(
                                    ACCOUNT_ROW) " FROM account WHERE id = $1"},
    [SQL_FIND] = {"account.find",
                  "SELECT " DB_COLUMNS(
                      ACCOUNT_ROW) " FROM account WHERE login = $1"},
    [SQL_LIST] = {"account.list",
                  "SELECT " DB_COLUMNS(
                      ACCOUNT_ROW) " FROM account ORDER BY login"},
    [SQL_KINDS] = {"account.kinds",
                   "SELECT made_up, COUNT(*) FROM account GROUP BY made_up"},
    [SQL_INSERT] = {"account.insert",
                    "INSERT INTO account (" DB_COLUMNS(
                        ACCOUNT_ROW) ")"
                                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                                     "$9, $10, $11,"
                                     " $12, $13, $14, $15)"},
    [SQL_UPDATE] = {"account.update",
                    "UPDATE account SET name = $3, email = $4, language = $5,"
                    " scheme = $6, password = $7, totp = $8, valid_to = $9,"
                    " totp_step = CASE WHEN totp = $8 THEN totp_step ELSE 0"
                    " END, version = $2 + 1 WHERE id = $1 AND version = $2"},
    [SQL_NOTE_LOGIN] = {"account.note_login",
                        "UPDATE account SET fails = 0, last_login = $2,"
                        " totp_step = $3 WHERE id = $1 AND totp_step = $4"},
    [SQL_NOTE_STEP] = {"account.note_step",
                       "UPDATE account SET totp_step = $2 WHERE id = $1"
                       " AND totp_step = $3"},
    [SQL_NOTE_FAIL] = {"account.note_fail",
                       "UPDATE account SET fails = fails + 1, last_fail = $2"
                       " WHERE id = $1"},
    [SQL_GUARD] = {"account.guard",
                   "SELECT fails, last FROM login_guard WHERE subject = $1"},
    [SQL_GUARD_NOTE] = {"account.guard_note",
                        "INSERT INTO login_guard (subject, fails, last)"
                        " VALUES ($1, 1, $2) ON CONFLICT (subject) DO UPDATE"
                        " SET fails = login_guard.fails + 1,"
                        " last = excluded.last"},
    [SQL_GUARD_CLEAR] = {"account.guard_clear",
                         "INSERT INTO login_guard (subject, fails, last)"
                         " VALUES ($1, 0, $2) ON CONFLICT (subject) DO UPDATE"
                         " SET fails = 0, last = excluded.last"},
    [SQL_GUARD_CLEAN] = {"account.guard_clean",
                         "DELETE FROM login_guard WHERE last < $1"
                         " AND (fails > 0 OR last < $2)"},
};
const struct db_set account_sql = {sql, SQL_COUNT};

static void
account_read(const struct db_rows *rows, void *row)
{
    struct account *out = row;
    int col = 0;

    DB_READ(ACCOUNT_ROW)
}

const struct err *
account_store_get(struct db_tx *tx, account_id id, struct account *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[SQL_GET], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    account_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
account_store_find(struct db_tx *tx, struct str login, struct account *out,
                   bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[SQL_FIND],
                                     DB_ARGS(db_text(login)), &rows, found);

    if (err || !*found)
        return err;
    account_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
account_store_list(struct db_tx *tx, struct account_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[SQL_LIST], DB_NO_ARGS, DB_ALL,
                                    sizeof(struct account), account_read, &g);

    *out = (struct account_list){g.row, g.n};
    return err;
}

const struct err *
account_store_count(struct db_tx *tx, int64_t *made_up, int64_t *real)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[SQL_KINDS], DB_NO_ARGS, &rows);

    *made_up = 0;
    *real = 0;
    if (err)
        return err;
    while (db_next(&rows))
        *(db_get_int(&rows, 0) != 0 ? made_up : real) = db_get_int(&rows, 1);
    return rows.err;
}

const struct err *
account_store_insert(struct db_tx *tx, struct account *a)
{
    if (a->id.v == 0)
        a->id.v = id_new();
    a->version = 1;
    return db_run(
        tx, &sql[SQL_INSERT],
        DB_ARGS(db_int(a->id.v), db_text(a->login), db_text(a->name),
                db_text(a->email), db_text(a->language), db_text(a->scheme),
                db_text(a->password), db_blob(a->totp), db_int(a->totp_step),
                db_int(a->fails), db_time(a->last_fail), db_time(a->last_login),
                db_date(a->valid_to), db_int(a->made_up), db_int(a->version)),
        NULL);
}

const struct err *
account_store_update(struct db_tx *tx, const struct account *a)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[SQL_UPDATE],
        DB_ARGS(db_int(a->id.v), db_int(a->version), db_text(a->name),
                db_text(a->email), db_text(a->language), db_text(a->scheme),
                db_text(a->password), db_blob(a->totp), db_date(a->valid_to)),
        &changed);

    if (!err && changed == 0)
        return ERR(tx->mem, CONFLICT);
    return err;
}

const struct err *
account_store_note_login(struct db_tx *tx, const struct account *a,
                         int64_t step, struct instant now)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[SQL_NOTE_LOGIN],
                                   DB_ARGS(db_int(a->id.v), db_time(now),
                                           db_int(step), db_int(a->totp_step)),
                                   &changed);

    if (!err && changed == 0)
        return ERR(tx->mem, CONFLICT);
    return err;
}

const struct err *
account_store_note_step(struct db_tx *tx, const struct account *a, int64_t step)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[SQL_NOTE_STEP],
        DB_ARGS(db_int(a->id.v), db_int(step), db_int(a->totp_step)), &changed);

    if (!err && changed == 0)
        return ERR(tx->mem, CONFLICT);
    return err;
}

const struct err *
account_store_note_fail(struct db_tx *tx, account_id id, struct instant now)
{
    return db_run(tx, &sql[SQL_NOTE_FAIL], DB_ARGS(db_int(id.v), db_time(now)),
                  NULL);
}

static struct str
guard_key(const struct hash *subject)
{
    return (struct str){(const char *)subject->b, HASH_BYTES};
}

const struct err *
account_store_get_guard(struct db_tx *tx, const struct hash *subject,
                        struct login_guard *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[SQL_GUARD],
                                     DB_ARGS(db_blob(guard_key(subject))),
                                     &rows, &found);

    *out = (struct login_guard){0};
    if (err || !found)
        return err;
    out->fails = db_get_int(&rows, 0);
    out->last = db_get_time(&rows, 1);
    out->known = out->fails == 0;
    db_rows_close(&rows);
    return NULL;
}

const struct err *
account_store_note_guard(struct db_tx *tx, const struct hash *subject,
                         struct instant now)
{
    return db_run(tx, &sql[SQL_GUARD_NOTE],
                  DB_ARGS(db_blob(guard_key(subject)), db_time(now)), NULL);
}

const struct err *
account_store_clear_guard(struct db_tx *tx, const struct hash *subject,
                          struct instant now)
{
    return db_run(tx, &sql[SQL_GUARD_CLEAR],
                  DB_ARGS(db_blob(guard_key(subject)), db_time(now)), NULL);
}

const struct err *
account_store_clean_guards(struct db_tx *tx, struct instant failed,
                           struct instant good)
{
    return db_run(tx, &sql[SQL_GUARD_CLEAN],
                  DB_ARGS(db_time(failed), db_time(good)), NULL);
}
