/* Conversations between units: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

#include "base/grow.h"
#include "db/list.h"

enum {
    INSERT,
    INSERT_MESSAGE,
    INSERT_TO,
    LIST,
    LIST_COUNT,
    GET,
    MESSAGES,
    RECEIPTS,
    SETTLE,
    ANSWERED,
    CLOSE,
    CLOSE_TO,
    LINES,
    OVERDUE,
    WATCHED,
    FIGURES,
    KEY_OLD,
    KEY_PUT,
    KEY_COUNT,
    SQL_COUNT
};

/* $1 unit, $2 function, $3 account of who looks. */
#define SEES                                                               \
    " ($1 = t.unit_id OR $1 = t.to_unit) AND (EXISTS (SELECT 1"            \
    " FROM unit_function g WHERE g.id = $2 AND g.unit_id = $1"             \
    " AND (g.kind = 'leader' OR ($1 = t.to_unit AND g.kind = t.to_kind)))" \
    " OR EXISTS (SELECT 1 FROM unit_message m WHERE m.thread_id = t.id"    \
    " AND m.unit_id = $1 AND m.account_id = $3)"                           \
    " OR EXISTS (SELECT 1 FROM unit_message_to w WHERE w.thread_id = t.id" \
    " AND w.unit_id = $1 AND w.account_id = $3))"
#define COUNT_WAITING                                                  \
    "(SELECT COUNT(*) FROM unit_message_to w WHERE w.thread_id = t.id" \
    " AND w.account_id = $3 AND w.unit_id = $1 AND w.settled_at IS NULL)"
#define COLUMNS                                                            \
    "SELECT t.id, t.kind, t.unit_id, u.name, u.type, t.to_unit, r.name,"   \
    " r.type, t.to_kind, t.wrapped_key, t.subject, (SELECT MAX(m.sent_at)" \
    " FROM unit_message m WHERE m.thread_id = t.id), (SELECT COUNT(*)"     \
    " FROM unit_message m WHERE m.thread_id = t.id), " COUNT_WAITING       \
    ", t.answer_by, t.answered_on, t.closed_at FROM unit_thread t"         \
    " JOIN unit u ON u.id = t.unit_id JOIN unit r ON r.id = t.to_unit"
/* The first look of an addressee at the thread, from the access log. */
#define OPENED                                                        \
    " (SELECT MIN(a.at) FROM audit a WHERE a.action = 'between.view'" \
    " AND a.object_id = o.thread_id AND a.account_id = o.account_id"  \
    " AND a.at >= o.delivered_at AND a.outcome = 'done')"

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"between.insert",
                "INSERT INTO unit_thread (id, kind, wrapped_key, unit_id,"
                " to_unit, to_kind, subject, made_at, made_by, asked_on,"
                " answer_by)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"},
    [INSERT_MESSAGE] = {"between.insert_message",
                        "INSERT INTO unit_message (id, thread_id, unit_id,"
                        " function_id, account_id, text, sent_at)"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7)"},
    [INSERT_TO] = {"between.insert_to",
                   "INSERT INTO unit_message_to (id, group_id, message_id,"
                   " thread_id, unit_id, function_id, account_id, needs,"
                   " due_on, delivered_at, announced) VALUES ($1, $2, $3, $4,"
                   " $5, $6, $7, $8, $9, $10, 0)"
                   " ON CONFLICT (message_id, function_id) DO NOTHING"},
    [LIST] = {"between.list", COLUMNS
              " WHERE t.kind = $4 AND" SEES " ORDER BY CASE WHEN " COUNT_WAITING
              " > 0 THEN 0 ELSE 1 END, 12 DESC, t.id DESC LIMIT $6 OFFSET $5"},
    [LIST_COUNT] = {"between.list_count", "SELECT COUNT(*) FROM unit_thread t"
                                          " WHERE t.kind = $4 AND" SEES},
    [GET] = {"between.get", COLUMNS " WHERE t.id = $4 AND" SEES},
    [MESSAGES] = {"between.messages",
                  "SELECT m.id, m.unit_id, u.name, u.type, m.function_id,"
                  " m.account_id, n.name, m.text, m.sent_at"
                  " FROM unit_message m JOIN unit u ON u.id = m.unit_id"
                  " JOIN account n ON n.id = m.account_id"
                  " WHERE m.thread_id = $1 ORDER BY m.id LIMIT 1000"},
    [RECEIPTS] = {"between.receipts",
                  "SELECT o.id, o.message_id, o.function_id, o.account_id,"
                  " n.name, o.unit_id, u.name, o.due_on, o.delivered_at," OPENED
                  ", o.settled_at, o.answered_at FROM unit_message_to o"
                  " JOIN unit u ON u.id = o.unit_id"
                  " JOIN account n ON n.id = o.account_id"
                  " WHERE o.thread_id = $1 ORDER BY o.message_id, o.id"},
    [SETTLE] = {"between.settle",
                "UPDATE unit_message_to SET settled_at = $5, answered_at ="
                " CASE WHEN $6 = CAST(1 AS BIGINT) AND account_id = $2"
                " THEN CAST($5 AS BIGINT) ELSE NULL END"
                " WHERE thread_id = $3 AND settled_at IS NULL"
                " AND (needs = 'read' OR $6 = CAST(1 AS BIGINT))"
                " AND group_id IN (SELECT o.group_id FROM unit_message_to o"
                " WHERE o.thread_id = $3 AND o.unit_id = $1"
                " AND (o.account_id = $2 OR EXISTS (SELECT 1"
                " FROM unit_thread t JOIN unit_function g ON g.id = $4"
                " WHERE t.id = $3 AND g.unit_id = $1 AND g.kind = 'leader')))"},
    [ANSWERED] = {"between.answered", "UPDATE unit_thread SET answered_on = $2"
                                      " WHERE id = $1 AND answered_on IS NULL"},
    [CLOSE] = {"between.close", "UPDATE unit_thread SET closed_at = $2"
                                " WHERE id = $1 AND closed_at IS NULL"},
    [CLOSE_TO] = {"between.close_to",
                  "UPDATE unit_message_to SET settled_at = $2"
                  " WHERE thread_id = $1 AND settled_at IS NULL"},
    [LINES] = {"between.lines",
               "SELECT t.id, t.kind, MIN(o.needs), MIN(o.due_on), u.name"
               " FROM unit_message_to o JOIN unit_thread t"
               " ON t.id = o.thread_id JOIN unit u ON u.id = CASE"
               " WHEN t.unit_id = $1 THEN t.to_unit ELSE t.unit_id END"
               " WHERE o.account_id = $2 AND o.unit_id = $1"
               " AND o.settled_at IS NULL GROUP BY t.id, t.kind, u.name"
               " ORDER BY 4, t.id LIMIT 20"},
    [OVERDUE] = {"between.overdue",
                 "SELECT o.id, o.group_id, o.message_id, o.thread_id,"
                 " o.unit_id, o.function_id, o.account_id, o.needs, o.due_on,"
                 " o.delivered_at," OPENED " FROM unit_message_to o"
                 " WHERE o.settled_at IS NULL AND o.watched_at IS NULL"
                 " AND o.due_on < $1 ORDER BY o.due_on, o.id LIMIT 200"},
    [WATCHED] = {"between.watched",
                 "UPDATE unit_message_to SET watched_at = $2, settled_at = $3"
                 " WHERE id = $1 AND settled_at IS NULL"},
    [FIGURES] = {"between.figures",
                 "SELECT CAST(substr(t.asked_on, 1, 4) AS BIGINT), u.name,"
                 " COUNT(*), COUNT(t.answered_on), SUM(CASE"
                 " WHEN t.answered_on <= t.answer_by THEN 1 ELSE 0 END)"
                 " FROM unit_thread t JOIN unit u ON u.id = t.to_unit"
                 " WHERE t.kind = 'question' AND t.asked_on >= $1"
                 " GROUP BY 1, u.name ORDER BY 1 DESC, u.name"},
    [KEY_OLD] = {"between.key_old",
                 "SELECT id, wrapped_key FROM unit_thread"
                 " WHERE substr(wrapped_key, 1, 4) <> $1 ORDER BY id"
                 " LIMIT $2"},
    [KEY_PUT] = {"between.key_put",
                 "UPDATE unit_thread SET wrapped_key = $2 WHERE id = $1"},
    [KEY_COUNT] = {"between.key_count",
                   "SELECT COUNT(*) FROM unit_thread"
                   " WHERE substr(wrapped_key, 1, 4) <> $1"},
};
const struct db_set between_sql = {sql, SQL_COUNT};

#define EYE(e) \
    db_int((e)->unit.v), db_int((e)->function.v), db_int((e)->account.v)

static const char *const kind_words[] = {"message", "question"};
static const char *const needs_words[] = {"read", "answer"};

const char *
between_kind_word(enum between_kind k)
{
    return kind_words[k];
}

static enum between_kind
between_kind_read(struct str word)
{
    return str_eq_cz(word, "question") ? BETWEEN_QUESTION : BETWEEN_MESSAGE;
}

static enum between_needs
between_needs_read(struct str word)
{
    return str_eq_cz(word, "answer") ? BETWEEN_ANSWER : BETWEEN_READ;
}

/* --- written --- */

const struct err *
between_store_insert(struct db_tx *tx, const struct between *t, function_id by,
                     struct instant now)
{
    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(t->id), db_cz(between_kind_word(t->kind)),
                db_blob(t->wrapped_key), db_int(t->unit.v),
                db_int(t->to_unit.v),
                t->by_kind ? db_cz(function_kind_code(t->to_kind)) : db_null(),
                db_blob(t->subject), db_time(now), db_int(by.v),
                db_date(date_in_oslo(now)), db_date(t->answer_by)),
        NULL);
}

const struct err *
between_store_insert_message(struct db_tx *tx, int64_t thread,
                             const struct message *m)
{
    return db_run(tx, &sql[INSERT_MESSAGE],
                  DB_ARGS(db_int(m->id), db_int(thread), db_int(m->unit.v),
                          db_int(m->function.v), db_int(m->account.v),
                          db_blob(m->text), db_time(m->sent_at)),
                  NULL);
}

const struct err *
between_store_insert_to(struct db_tx *tx, const struct between_to *to)
{
    return db_run(tx, &sql[INSERT_TO],
                  DB_ARGS(db_int(to->id), db_int(to->group),
                          db_int(to->message), db_int(to->thread),
                          db_int(to->unit.v), db_int(to->function.v),
                          db_int(to->account.v), db_cz(needs_words[to->needs]),
                          db_date(to->due_on), db_time(to->delivered_at)),
                  NULL);
}

const struct err *
between_store_settle(struct db_tx *tx, int64_t thread,
                     const struct between_eye *eye, bool answered,
                     struct instant now)
{
    return db_run(tx, &sql[SETTLE],
                  DB_ARGS(db_int(eye->unit.v), db_int(eye->account.v),
                          db_int(thread), db_int(eye->function.v), db_time(now),
                          db_int(answered ? 1 : 0)),
                  NULL);
}

const struct err *
between_store_answered(struct db_tx *tx, int64_t thread, struct date on)
{
    return db_run(tx, &sql[ANSWERED], DB_ARGS(db_int(thread), db_date(on)),
                  NULL);
}

const struct err *
between_store_close(struct db_tx *tx, int64_t thread, struct instant now)
{
    const struct err *err = db_run(tx, &sql[CLOSE],
                                   DB_ARGS(db_int(thread), db_time(now)), NULL);

    return err ? err
               : db_run(tx, &sql[CLOSE_TO],
                        DB_ARGS(db_int(thread), db_time(now)), NULL);
}

const struct err *
between_store_watched(struct db_tx *tx, int64_t id, bool settled,
                      struct instant now)
{
    return db_run(
        tx, &sql[WATCHED],
        DB_ARGS(db_int(id), db_time(now), settled ? db_time(now) : db_null()),
        NULL);
}

/* --- read --- */

static void
between_read(const struct db_rows *rows, struct between *t)
{
    *t = (struct between){
        .id = db_get_int(rows, 0),
        .kind = between_kind_read(db_get_text(rows, 1)),
        .unit = {db_get_int(rows, 2)},
        .unit_name = db_get_text(rows, 3),
        .to_unit = {db_get_int(rows, 5)},
        .to_unit_name = db_get_text(rows, 6),
        .wrapped_key = db_get_blob(rows, 9),
        .subject = db_get_blob(rows, 10),
        .last_at = db_get_time(rows, 11),
        .messages = db_get_int(rows, 12),
        .waiting = db_get_int(rows, 13),
        .answer_by = db_get_date(rows, 14),
        .answered_on = db_get_date(rows, 15),
        .closed_at = db_get_time(rows, 16),
    };
    (void)unit_type_parse(db_get_text(rows, 4), &t->unit_type);
    (void)unit_type_parse(db_get_text(rows, 7), &t->to_unit_type);
    t->by_kind = function_kind_parse(db_get_text(rows, 8), &t->to_kind);
}

const struct err *
between_store_list(struct db_tx *tx, const struct between_eye *eye,
                   enum between_kind kind, int64_t skip, int64_t max,
                   struct between_list *out, int64_t *out_total)
{
    struct db_rows rows;
    struct growing g = {0};
    bool found = false;
    const struct err *err = db_query(tx, &sql[LIST],
                                     DB_ARGS(EYE(eye),
                                             db_cz(between_kind_word(kind)),
                                             db_int(skip), db_int(max)),
                                     &rows);

    while (!err && db_next(&rows))
        between_read(&rows, grow(tx->mem, &g, sizeof(struct between)));
    if (!err)
        err = rows.err;
    *out = (struct between_list){g.row, g.n};
    if (!err)
        err = db_first(tx, &sql[LIST_COUNT],
                       DB_ARGS(EYE(eye), db_cz(between_kind_word(kind))), &rows,
                       &found);
    *out_total = 0;
    if (err || !found)
        return err;
    *out_total = db_get_int(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
between_store_get(struct db_tx *tx, const struct between_eye *eye,
                  int64_t thread, struct between *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[GET], DB_ARGS(EYE(eye), db_int(thread)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    between_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
between_store_messages(struct db_tx *tx, int64_t thread,
                       struct message_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[MESSAGES],
                                     DB_ARGS(db_int(thread)), &rows);

    return err ? err : message_rows_read(tx, &rows, out);
}

const struct err *
between_store_receipts(struct db_tx *tx, int64_t thread,
                       struct message_receipts *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[RECEIPTS],
                                     DB_ARGS(db_int(thread)), &rows);

    return err ? err : message_receipts_read(tx, &rows, out);
}

const struct err *
between_store_lines(struct db_tx *tx, const struct between_eye *eye,
                    struct between_lines *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[LINES], DB_ARGS(db_int(eye->unit.v), db_int(eye->account.v)),
        &rows);

    while (!err && db_next(&rows)) {
        struct between_line *l = grow(tx->mem, &g, sizeof *l);

        *l = (struct between_line){
            .thread = db_get_int(&rows, 0),
            .kind = between_kind_read(db_get_text(&rows, 1)),
            .needs = between_needs_read(db_get_text(&rows, 2)),
            .due_on = db_get_date(&rows, 3),
            .unit_name = db_get_text(&rows, 4),
        };
    }
    if (!err)
        err = rows.err;
    *out = (struct between_lines){g.row, g.n};
    return err;
}

const struct err *
between_store_overdue(struct db_tx *tx, struct date today,
                      struct between_to_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(tx, &sql[OVERDUE], DB_ARGS(db_date(today)),
                                     &rows);

    while (!err && db_next(&rows)) {
        struct between_to *o = grow(tx->mem, &g, sizeof *o);

        *o = (struct between_to){
            .id = db_get_int(&rows, 0),
            .group = db_get_int(&rows, 1),
            .message = db_get_int(&rows, 2),
            .thread = db_get_int(&rows, 3),
            .unit = {db_get_int(&rows, 4)},
            .function = {db_get_int(&rows, 5)},
            .account = {db_get_int(&rows, 6)},
            .needs = between_needs_read(db_get_text(&rows, 7)),
            .due_on = db_get_date(&rows, 8),
            .delivered_at = db_get_time(&rows, 9),
            .opened_at = db_get_time(&rows, 10),
        };
    }
    if (!err)
        err = rows.err;
    *out = (struct between_to_list){g.row, g.n};
    return err;
}

const struct err *
consult_store_figures(struct db_tx *tx, int32_t from,
                      struct consult_figures *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[FIGURES], DB_ARGS(db_date(date_ymd(from, 1, 1))), &rows);

    while (!err && db_next(&rows)) {
        struct consult_figure *k = grow(tx->mem, &g, sizeof *k);

        *k = (struct consult_figure){
            .year = (int32_t)db_get_int(&rows, 0),
            .unit_name = db_get_text(&rows, 1),
            .asked = db_get_int(&rows, 2),
            .answered = db_get_int(&rows, 3),
            .in_time = db_get_int(&rows, 4),
        };
    }
    if (!err)
        err = rows.err;
    *out = (struct consult_figures){g.row, g.n};
    return err;
}

/* --- keys, for wrapping anew --- */

static const struct err *
between_key_list(struct db_tx *tx, struct str prefix, int64_t max,
                 struct wrapped_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[KEY_OLD], DB_ARGS(db_blob(prefix), db_int(max)), &rows);

    return err ? err : wrapped_list_read(&rows, max, out);
}

static const struct err *
between_key_put(struct db_tx *tx, int64_t owner, struct str bytes)
{
    return db_run(tx, &sql[KEY_PUT], DB_ARGS(db_int(owner), db_blob(bytes)),
                  NULL);
}

static const struct err *
between_key_count(struct db_tx *tx, struct str prefix, int64_t *out)
{
    return db_number(tx, &sql[KEY_COUNT], DB_ARGS(db_blob(prefix)), out);
}

const struct key_table between_keys = {between_key_list, between_key_put,
                                       between_key_count};
