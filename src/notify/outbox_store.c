/* The outbox: its statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/outbox_store.h"

#include "db/list.h"
#include "text/messages_notify.h"

enum {
    INSERT,
    HAS_DUE,
    EXPIRE,
    EMPTY,
    CLAIM,
    CLAIMED,
    NOTE,
    LIST_OPEN,
    LIST_ENDED,
    COUNT,
    GET,
    SET,
    SQL_COUNT
};

#define COLS                                                               \
    "SELECT id, key, to_address, to_name, subject, body, calendar,"        \
    " method, state, tries, due_at, until, claim, reply, reason, made_at," \
    " ended_at, version FROM outbox"

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"outbox.insert",
                "INSERT INTO outbox (id, key, to_address, to_name, subject,"
                " body, calendar, method, state, tries, due_at, until, claim,"
                " claimed_until, reply, reason, made_at, ended_at, version)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, 0,"
                " 0, 0, $12, $10, $13, 1) ON CONFLICT (key) DO NOTHING"},
    [HAS_DUE] = {"outbox.has_due",
                 "SELECT 1 FROM outbox WHERE ended_at IS NULL"
                 " AND due_at <= $1 AND claimed_until < $1 LIMIT 1"},
    [EXPIRE] = {"outbox.expire", "UPDATE outbox SET state = 3, ended_at = $1,"
                                 " version = version + 1 WHERE ended_at IS NULL"
                                 " AND until < $1 AND claimed_until < $1"},
    [EMPTY] = {"outbox.empty",
               "UPDATE outbox SET to_address = '', to_name = '', subject = '',"
               " body = '', calendar = '', version = version + 1"
               " WHERE id IN (SELECT o.id FROM outbox o"
               " WHERE o.ended_at < $1 AND o.body <> ''"
               " ORDER BY o.ended_at LIMIT 5000)"},
    [CLAIM] = {"outbox.claim",
               "UPDATE outbox SET claim = $1, claimed_until = $3"
               " WHERE ended_at IS NULL AND due_at <= $2"
               " AND claimed_until < $2 AND id IN"
               " (SELECT o.id FROM outbox o WHERE o.ended_at IS NULL"
               " AND o.due_at <= $2 AND o.claimed_until < $2"
               " ORDER BY o.due_at, o.id LIMIT 20)"},
    [CLAIMED] = {"outbox.claimed", COLS " WHERE ended_at IS NULL"
                                        " AND claim = $1 ORDER BY due_at, id"
                                        " LIMIT 100"},
    [NOTE] = {"outbox.note",
              "UPDATE outbox SET state = $3, tries = $4, due_at = $5,"
              " reply = $6, reason = $7, ended_at = $8, claimed_until = 0,"
              " version = version + 1"
              " WHERE id = $1 AND claim = $2 AND ended_at IS NULL"},
    [LIST_OPEN] = {"outbox.list_open", COLS " WHERE state = $1"
                                            " ORDER BY made_at, id LIMIT 100"},
    [LIST_ENDED] = {"outbox.list_ended",
                    COLS " WHERE state = $1"
                         " ORDER BY made_at DESC, id DESC LIMIT 100"},
    [COUNT] = {"outbox.count",
               "SELECT state, COUNT(*) FROM outbox GROUP BY state"},
    [GET] = {"outbox.get", COLS " WHERE id = $1"},
    [SET] = {"outbox.set",
             "UPDATE outbox SET state = $3, due_at = $4, until = $5,"
             " ended_at = $6, claimed_until = 0, version = version + 1"
             " WHERE id = $1 AND version = $2"},
};
const struct db_set outbox_sql = {sql, SQL_COUNT};

static void
row_read(const struct db_rows *rows, struct outbox_row *r)
{
    *r = (struct outbox_row){
        .id = {db_get_int(rows, 0)},
        .mail = {.key = db_get_text(rows, 1),
                 .to_address = db_get_text(rows, 2),
                 .to_name = db_get_text(rows, 3),
                 .subject = db_get_text(rows, 4),
                 .text = db_get_text(rows, 5),
                 .calendar = db_get_text(rows, 6),
                 .method = db_get_text(rows, 7),
                 .until = db_get_time(rows, 11)},
        .state = (enum outbox_state)db_get_int(rows, 8),
        .tries = db_get_int(rows, 9),
        .due_at = db_get_time(rows, 10),
        .claim = db_get_int(rows, 12),
        .reply = db_get_int(rows, 13),
        .reason = db_get_text(rows, 14),
        .made_at = db_get_time(rows, 15),
        .ended_at = db_get_time(rows, 16),
        .version = db_get_int(rows, 17),
    };
}

static const struct err *
read_list(struct db_tx *tx, const struct db_stmt *stmt, struct db_val arg,
          struct outbox_view *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, stmt, DB_ARGS(arg), &rows);

    if (err)
        return err;
    out->row = ARENA_NEW_N(tx->mem, struct outbox_row, 100);
    out->n = 0;
    while (out->n < 100 && db_next(&rows))
        row_read(&rows, &out->row[out->n++]);
    if (out->n == 100)
        db_rows_close(&rows);
    return rows.err;
}

const struct err *
outbox_store_insert(struct db_tx *tx, const struct outbox_row *r)
{
    const struct mail *m = &r->mail;

    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(r->id.v), db_text(m->key), db_text(m->to_address),
                db_text(m->to_name), db_text(m->subject), db_text(m->text),
                db_text(m->calendar), db_text(m->method),
                db_int((int64_t)r->state), db_time(r->made_at),
                db_time(m->until), db_text(r->reason), db_time(r->ended_at)),
        NULL);
}

const struct err *
outbox_store_has_due(struct db_tx *tx, struct instant now, bool *out)
{
    return db_has(tx, &sql[HAS_DUE], DB_ARGS(db_time(now)), out);
}

const struct err *
outbox_store_expire(struct db_tx *tx, struct instant now)
{
    return db_run(tx, &sql[EXPIRE], DB_ARGS(db_time(now)), NULL);
}

const struct err *
outbox_store_empty(struct db_tx *tx, struct instant before)
{
    return db_run(tx, &sql[EMPTY], DB_ARGS(db_time(before)), NULL);
}

const struct err *
outbox_store_claim(struct db_tx *tx, int64_t claim, struct instant now,
                   struct instant until, struct outbox_view *out)
{
    const struct err *err = db_run(
        tx, &sql[CLAIM], DB_ARGS(db_int(claim), db_time(now), db_time(until)),
        NULL);

    return err ? err : read_list(tx, &sql[CLAIMED], db_int(claim), out);
}

const struct err *
outbox_store_note(struct db_tx *tx, const struct outbox_row *r, int64_t *out_n)
{
    return db_run(tx, &sql[NOTE],
                  DB_ARGS(db_int(r->id.v), db_int(r->claim),
                          db_int((int64_t)r->state), db_int(r->tries),
                          db_time(r->due_at), db_int(r->reply),
                          db_text(r->reason), db_time(r->ended_at)),
                  out_n);
}

const struct err *
outbox_store_list(struct db_tx *tx, enum outbox_state state,
                  struct outbox_view *out)
{
    return read_list(tx, &sql[state == OUTBOX_WAITING ? LIST_OPEN : LIST_ENDED],
                     db_int((int64_t)state), out);
}

const struct err *
outbox_store_count(struct db_tx *tx, struct outbox_view *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[COUNT], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        int64_t state = db_get_int(&rows, 0);

        if (state >= 0 && state < (int64_t)ARRAY_LEN(out->count))
            out->count[state] = db_get_int(&rows, 1);
    }
    return rows.err;
}

const struct err *
outbox_store_get(struct db_tx *tx, outbox_id id, struct outbox_row *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    row_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
outbox_store_set(struct db_tx *tx, const struct outbox_row *r)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[SET],
        DB_ARGS(db_int(r->id.v), db_int(r->version), db_int((int64_t)r->state),
                db_time(r->due_at), db_time(r->mail.until),
                db_time(r->ended_at)),
        &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_OUTBOX_CHANGED);
    return err;
}
