/* Sessions and idempotency keys in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/session_store.h"

#include "access/factor.h"
#include "access/session.h"
#include "text/messages_access.h"

#include <string.h>

enum {
    SQL_FIND,
    SQL_GET,
    SQL_LIST,
    SQL_INSERT,
    SQL_TOUCH,
    SQL_PROVE,
    SQL_END,
    SQL_END_ALL,
    SQL_CLEAN,
    SQL_ONCE,
    SQL_ONCE_LED,
    SQL_ONCE_WHERE,
    SQL_ONCE_CLEAN,
    SQL_COUNT
};

#define SESSION_ROW(FIRST, COL) \
    FIRST(id, id)               \
    COL(account_id, id)         \
    COL(function_id, id)        \
    COL(created, time)          \
    COL(seen, time)             \
    COL(ends, time)             \
    COL(agent, text)            \
    COL(factor, flag)           \
    COL(fails, i64)             \
    COL(last_fail, time)        \
    COL(proved, time)
enum { SESSION_COLS = 11 };

static const struct db_stmt sql[SQL_COUNT] = {
    [SQL_FIND] = {"session.find",
                  "SELECT s.id, s.account_id, s.function_id, s.created, s.seen,"
                  " s.ends, s.agent, s.factor, s.fails, s.last_fail,"
                  " s.proved,"
                  " a.login, a.name, a.language, a.scheme, a.valid_to,"
                  " a.fails, a.last_fail, a.made_up"
                  " FROM session s JOIN account a ON a.id = s.account_id"
                  " WHERE s.token = $1"},
    [SQL_GET] = {"session.get", "SELECT " DB_COLUMNS(
                                    SESSION_ROW) " FROM session WHERE id = $1"},
    [SQL_LIST] = {"session.list",
                  "SELECT " DB_COLUMNS(
                      SESSION_ROW) " FROM session WHERE account_id = $1"
                                   " ORDER BY seen DESC LIMIT 100"},
    [SQL_INSERT] = {"session.insert",
                    "INSERT INTO session (id, token, account_id, function_id,"
                    " created, seen, ends, agent, factor, fails, last_fail,"
                    " proved)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
                    " $12)"},
    [SQL_TOUCH] = {"session.touch",
                   "UPDATE session SET seen = $2 WHERE id = $1"},
    [SQL_PROVE] = {"session.prove", "UPDATE session SET factor = 1, proved = $2"
                                    " WHERE id = $1"},
    [SQL_END] = {"session.end",
                 "DELETE FROM session WHERE id = $1 AND account_id = $2"},
    [SQL_END_ALL] = {"session.end_all",
                     "DELETE FROM session WHERE account_id = $1"},
    [SQL_CLEAN] = {"session.clean",
                   "DELETE FROM session WHERE ends < $1 OR seen < $2"},
    [SQL_ONCE] = {"session.once",
                  "INSERT INTO done_once (token, account_id, at)"
                  " VALUES ($1, $2, $3) ON CONFLICT (token) DO NOTHING"},
    [SQL_ONCE_LED] = {"session.once_led",
                      "UPDATE done_once SET led_to = $3 WHERE token = $1"
                      " AND account_id = $2"},
    [SQL_ONCE_WHERE] = {"session.once_where",
                        "SELECT led_to FROM done_once WHERE token = $1"
                        " AND account_id = $2 AND led_to IS NOT NULL"},
    [SQL_ONCE_CLEAN] = {"session.once_clean",
                        "DELETE FROM done_once WHERE at < $1"},
};
const struct db_set session_sql = {sql, SQL_COUNT};

static void
session_read(const struct db_rows *rows, struct session *out)
{
    int col = 0;

    DB_READ(SESSION_ROW)
}

const struct err *
session_store_find(struct db_tx *tx, const struct hash *token,
                   struct session *out, struct account *who, bool *found)
{
    struct db_rows rows;
    struct str key = {(const char *)token->b, HASH_BYTES};
    const struct err *err = db_first(tx, &sql[SQL_FIND], DB_ARGS(db_blob(key)),
                                     &rows, found);

    if (err || !*found)
        return err;
    session_read(&rows, out);
    *who = (struct account){
        .id = out->account_id,
        .login = db_get_text(&rows, SESSION_COLS),
        .name = db_get_text(&rows, SESSION_COLS + 1),
        .language = db_get_text(&rows, SESSION_COLS + 2),
        .scheme = db_get_text(&rows, SESSION_COLS + 3),
        .valid_to = db_get_date(&rows, SESSION_COLS + 4),
        .fails = db_get_int(&rows, SESSION_COLS + 5),
        .last_fail = db_get_time(&rows, SESSION_COLS + 6),
        .made_up = db_get_int(&rows, SESSION_COLS + 7) != 0,
    };
    db_rows_close(&rows);
    return NULL;
}

const struct err *
session_store_get(struct db_tx *tx, session_id id, struct session *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[SQL_GET], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (err || !found)
        return err ? err : ERR(tx->mem, NOT_FOUND);
    session_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
session_store_list(struct db_tx *tx, account_id account,
                   struct session_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[SQL_LIST],
                                     DB_ARGS(db_int(account.v)), &rows);

    if (err)
        return err;
    out->row = ARENA_NEW_N(tx->mem, struct session, 100);
    out->n = 0;
    while (out->n < 100 && db_next(&rows))
        session_read(&rows, &out->row[out->n++]);
    db_rows_close(&rows);
    return rows.err;
}

const struct err *
session_store_insert(struct db_tx *tx, const struct session *s,
                     const struct hash *token)
{
    struct str key = {(const char *)token->b, HASH_BYTES};

    return db_run(
        tx, &sql[SQL_INSERT],
        DB_ARGS(db_int(s->id.v), db_blob(key), db_int(s->account_id.v),
                db_id(s->function_id.v), db_time(s->created), db_time(s->seen),
                db_time(s->ends), db_text(s->agent), db_int(s->factor),
                db_int(s->fails), db_time(s->last_fail), db_time(s->proved)),
        NULL);
}

const struct err *
session_store_touch(struct db_tx *tx, session_id id, struct instant now)
{
    return db_run(tx, &sql[SQL_TOUCH], DB_ARGS(db_int(id.v), db_time(now)),
                  NULL);
}

const struct err *
session_store_prove(struct db_tx *tx, session_id id, struct instant now)
{
    return db_run(tx, &sql[SQL_PROVE], DB_ARGS(db_int(id.v), db_time(now)),
                  NULL);
}

const struct err *
session_store_end(struct db_tx *tx, session_id id, account_id account)
{
    if (id.v == 0)
        return db_run(tx, &sql[SQL_END_ALL], DB_ARGS(db_int(account.v)), NULL);
    return db_run(tx, &sql[SQL_END], DB_ARGS(db_int(id.v), db_int(account.v)),
                  NULL);
}

const struct err *
session_store_do_once(struct call *c)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        &c->tx, &sql[SQL_ONCE],
        DB_ARGS(db_text(c->once), db_int(c->who.account.v), db_time(c->now)),
        &changed);

    if (!err && changed == 0)
        return ERR(c->mem, CONFLICT, .msg = MSG_CALL_ALREADY_DONE);
    return err;
}

const struct err *
session_store_led(struct db_tx *tx, account_id account, struct str token,
                  struct str path)
{
    return db_run(tx, &sql[SQL_ONCE_LED],
                  DB_ARGS(db_text(token), db_int(account.v), db_text(path)),
                  NULL);
}

const struct err *
session_store_where(struct db_tx *tx, account_id account, struct str token,
                    struct str *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[SQL_ONCE_WHERE],
                                     DB_ARGS(db_text(token), db_int(account.v)),
                                     &rows, &found);

    *out = STR_NONE;
    if (err || !found)
        return err;
    *out = db_get_text(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
session_store_clean(struct db_tx *tx, struct instant now)
{
    const int64_t minute_us = INT64_C(60) * 1000000;
    struct instant idle = {now.us - SESSION_IDLE_MINUTES * minute_us};
    struct instant day = {now.us - 24 * 60 * minute_us};
    struct instant season = {now.us - 90 * 24 * 60 * minute_us};
    const struct err *err = db_run(tx, &sql[SQL_CLEAN],
                                   DB_ARGS(db_time(now), db_time(idle)), NULL);

    if (!err)
        err = db_run(tx, &sql[SQL_ONCE_CLEAN], DB_ARGS(db_time(day)), NULL);
    if (!err)
        err = passkey_store_clean(tx, now);
    if (!err)
        err = factor_store_clean(tx, now);
    return err ? err : account_store_clean_guards(tx, day, season);
}
