/* Messages: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/message.h"

#include "base/grow.h"
#include "db/list.h"

enum {
    INSERT_THREAD,
    INSERT,
    INSERT_TO,
    LIST,
    GET,
    MESSAGES,
    RECEIPTS,
    INBOX,
    INBOX_COUNT,
    OPEN_TO_ME,
    GIVES,
    WAITING,
    SETTLE,
    OVERDUE,
    WATCHED,
    COUNTS,
    SQL_COUNT
};

/* A message is seen by who wrote it and by those it is for, while the writer's
 * unit shares messages with theirs; the thread with its subject likewise. */
#define OF_UNIT                                              \
    " (m.unit_id = $1 OR EXISTS (SELECT 1 FROM message_to w" \
    " WHERE w.message_id = m.id AND w.unit_id = $1))"
#define SHARE_SEES_MESSAGE \
    OF_UNIT " AND " SHARE_SEES_OF("f", "'messages'", "m.unit_id")
#define SHARE_SEES_THREAD                                            \
    SHARE_SEES_OF("f", "'messages'", "t.unit_id")                    \
    " AND EXISTS (SELECT 1 FROM message m WHERE m.thread_id = t.id " \
    "AND" OF_UNIT ")"
/* To me, or to all with my function; still to be read. */
#define WAITS " w.account_id = $3 AND w.unit_id = $1 AND w.settled_at IS NULL"
/* The first look of an addressee at the thread, from the access log. */
#define OPENED(TO, CASE)                                               \
    " (SELECT MIN(a.at) FROM audit a WHERE a.case_id = " CASE          \
    " AND a.at >= " TO ".delivered_at AND a.account_id = " TO          \
    ".account_id AND a.action = 'message.view' AND a.outcome = 'done'" \
    " AND a.object_id = " TO ".thread_id)"
#define THREAD_COLS                                                          \
    "SELECT t.id, t.case_id, t.unit_id, u.name, t.subject,"                  \
    " (SELECT MAX(m.sent_at) FROM message m WHERE m.thread_id = t.id "       \
    "AND " SHARE_SEES_MESSAGE "), (SELECT COUNT(*) FROM message m"           \
    " WHERE m.thread_id = t.id AND " SHARE_SEES_MESSAGE "),"                 \
    " (SELECT COUNT(*) FROM message_to w WHERE w.thread_id = t.id AND" WAITS \
    ")"
#define OF_THREADS(JOINED)                                        \
    " FROM message_thread t JOIN case_file f ON f.id = t.case_id" \
    " JOIN unit u ON u.id = t.unit_id" JOINED " WHERE " SHARE_SEES_THREAD
/* The inbox names the child: the case must be known, not its messages alone. */
#define OF_INBOX                                                     \
    OF_THREADS(" JOIN child k ON k.case_id = f.id AND k.latest = 1") \
    " AND t.id IN (SELECT w.thread_id FROM message_to w"             \
    " WHERE w.account_id = $3 AND w.unit_id = $1) AND" SHARE_SEES_CORE("f")

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT_THREAD] = {"message.insert_thread",
                       "INSERT INTO message_thread (id, case_id, unit_id,"
                       " subject, made_at, made_by)"
                       " VALUES ($1, $2, $3, $4, $5, $6)"},
    [INSERT] = {"message.insert",
                "INSERT INTO message (id, thread_id, case_id, unit_id,"
                " function_id, account_id, text, sent_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"},
    [INSERT_TO] = {"message.insert_to",
                   "INSERT INTO message_to (id, message_id, thread_id,"
                   " unit_id, function_id, account_id, kind, due_on,"
                   " delivered_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [LIST] =
        {"message.list",
         THREAD_COLS OF_THREADS(
             "") " AND t.case_id = $4 ORDER BY 6 DESC, t.id DESC LIMIT 500"},
    [GET] =
        {"message.get",
         THREAD_COLS OF_THREADS(
             "") " AND t.case_id = $4 AND (t.id = $5 OR t.id ="
                 " (SELECT w.thread_id FROM message_to w WHERE w.id = $5))"},
    [MESSAGES] =
        {"message.messages",
         "SELECT m.id, m.unit_id, u.name, u.type, m.function_id,"
         " m.account_id, n.name, m.text, m.sent_at FROM message m"
         " JOIN case_file f ON f.id = m.case_id"
         " JOIN unit u ON u.id = m.unit_id"
         " JOIN account n ON n.id = m.account_id"
         " WHERE m.case_id = $4 AND m.thread_id = $5 AND" SHARE_SEES_MESSAGE
         " ORDER BY m.id LIMIT 1000"},
    [RECEIPTS] =
        {"message.receipts",
         "SELECT o.id, o.message_id, o.function_id, o.account_id,"
         " n.name, o.unit_id, u.name, o.due_on, o.delivered_at," OPENED(
             "o", "m.case_id") ", o.settled_at, o.answered_at"
                               " FROM message_to o JOIN message m ON m.id = "
                               "o.message_id"
                               " JOIN case_file f ON f.id = m.case_id"
                               " JOIN unit u ON u.id = o.unit_id"
                               " JOIN account n ON n.id = o.account_id"
                               " WHERE m.case_id = $4 AND o.thread_id = $5 "
                               "AND" SHARE_SEES_MESSAGE
                               " ORDER BY o.message_id, o.id"},
    [INBOX] = {"message.inbox", THREAD_COLS
               ", f.wrapped_key, k.given_name, k.birth_date" OF_INBOX
               " ORDER BY CASE WHEN EXISTS (SELECT 1 FROM message_to w"
               " WHERE w.thread_id = t.id AND" WAITS
               ") THEN 0 ELSE 1 END, 6 DESC, t.id DESC LIMIT $5 OFFSET $4"},
    [INBOX_COUNT] = {"message.inbox_count", "SELECT COUNT(*)" OF_INBOX},
    [OPEN_TO_ME] = {"message.open_to_me",
                    /* no share: the caller was permitted to see the thread */
                    "SELECT w.id, w.message_id, w.function_id, w.account_id"
                    " FROM message_to w WHERE w.thread_id = $1"
                    " AND w.unit_id = $2 AND w.settled_at IS NULL"
                    /* to me, to all with my function, or fallen to me */
                    " AND (w.account_id = $3 OR EXISTS (SELECT 1"
                    " FROM message_to x WHERE x.message_id = w.message_id"
                    " AND x.unit_id = w.unit_id AND x.account_id = $3"
                    " AND x.kind = w.kind) OR EXISTS (SELECT 1"
                    " FROM deadline d WHERE d.object_id = w.id"
                    " AND d.account_id = $3 AND d.closed_at IS NULL))"},
    [GIVES] = {"message.gives",
               /* no share: the rule that asks for one */
               "SELECT 1 FROM share s WHERE s.case_id = $1"
               " AND s.from_unit = $2 AND s.to_unit = $3"
               " AND s.class = 'messages' AND s.ends_at > $4"
               " AND s.valid_from <= $4 LIMIT 1"},
    [WAITING] = {"message.waiting",
                 /* no share: the rule for the worklist's lines */
                 "SELECT 1 FROM message_to w WHERE w.thread_id = $1"
                 " AND w.unit_id = $2 AND w.account_id = $3"
                 " AND w.settled_at IS NULL LIMIT 1"},
    [SETTLE] = {"message.settle",
                /* no share: changes without showing */
                "UPDATE message_to SET settled_at = $2, answered_at = $3"
                " WHERE id = $1 AND settled_at IS NULL"},
    [OVERDUE] =
        {"message.overdue",
         /* no share: the job that watches, shows nothing */
         "SELECT o.id, o.message_id, o.function_id, o.account_id,"
         " o.unit_id, o.due_on, o.delivered_at," OPENED(
             "o",
             "m.case_id") ", m.case_id, m.unit_id FROM message_to o"
                          " JOIN message m ON m.id = o.message_id"
                          " WHERE o.settled_at IS NULL AND o.watched_at IS NULL"
                          " AND o.due_on < $1 ORDER BY o.due_on, o.id LIMIT "
                          "200"},
    [WATCHED] = {"message.watched",
                 /* no share: changes without showing */
                 "UPDATE message_to SET watched_at = $2, settled_at = $3"
                 " WHERE id = $1 AND settled_at IS NULL"},
    [COUNTS] = {"message.counts",
                /* no share: counted, shows no child; protected left out */
                "SELECT s.name, r.name, COUNT(*), COUNT(o.delivered_at),"
                " COUNT(" OPENED(
                    "o",
                    "m.case_id") "), COUNT(o.answered_at),"
                                 " SUM(CASE WHEN o.settled_at IS NULL AND "
                                 "o.due_on < $3"
                                 " THEN 1 ELSE 0 END) FROM message_to o"
                                 " JOIN message m ON m.id = o.message_id"
                                 " JOIN case_file f ON f.id = m.case_id"
                                 " AND f.is_protected = 0"
                                 " JOIN unit s ON s.id = m.unit_id"
                                 " JOIN unit r ON r.id = o.unit_id"
                                 " WHERE (m.unit_id = $1 OR o.unit_id = $1)"
                                 " AND m.sent_at >= $2 GROUP BY s.name, r.name"
                                 " ORDER BY s.name, r.name"},
};
const struct db_set case_message_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

const struct err *
thread_store_insert_thread(struct db_tx *tx, const struct thread *t,
                           function_id by, struct instant now)
{
    return db_run(tx, &sql[INSERT_THREAD],
                  DB_ARGS(db_int(t->id), db_int(t->case_id.v),
                          db_int(t->unit.v), db_blob(t->subject), db_time(now),
                          db_int(by.v)),
                  NULL);
}

const struct err *
thread_store_insert(struct db_tx *tx, int64_t thread, case_id about,
                    const struct message *m)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(m->id), db_int(thread), db_int(about.v),
                          db_int(m->unit.v), db_int(m->function.v),
                          db_int(m->account.v), db_blob(m->text),
                          db_time(m->sent_at)),
                  NULL);
}

const struct err *
thread_store_insert_to(struct db_tx *tx, int64_t thread,
                       const struct message_receipt *r, struct str kind)
{
    return db_run(tx, &sql[INSERT_TO],
                  DB_ARGS(db_int(r->id), db_int(r->message), db_int(thread),
                          db_int(r->unit.v), db_int(r->function.v),
                          db_int(r->account.v), db_text_or_null(kind),
                          db_date(r->due_on), db_time(r->delivered_at)),
                  NULL);
}

static void
thread_read(const struct db_rows *rows, struct thread *t)
{
    *t = (struct thread){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 2)},
        .unit_name = db_get_text(rows, 3),
        .subject = db_get_blob(rows, 4),
        .last_at = db_get_time(rows, 5),
        .messages = db_get_int(rows, 6),
        .waiting = db_get_int(rows, 7),
    };
}

const struct err *
thread_store_list(struct db_tx *tx, const struct viewer *v, case_id about,
                  struct thread_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[LIST], DB_ARGS(VIEWER(v), db_int(about.v)), &rows);

    while (!err && db_next(&rows))
        thread_read(&rows, grow(tx->mem, &g, sizeof(struct thread)));
    if (!err)
        err = rows.err;
    *out = (struct thread_list){g.row, g.n};
    return err;
}

const struct err *
thread_store_get(struct db_tx *tx, const struct viewer *v, case_id about,
                 int64_t thread, struct thread *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[GET], DB_ARGS(VIEWER(v), db_int(about.v), db_int(thread)),
        &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    thread_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
message_rows_read(struct db_tx *tx, struct db_rows *rows,
                  struct message_list *out)
{
    struct growing g = {0};

    while (db_next(rows)) {
        struct message *m = grow(tx->mem, &g, sizeof *m);

        *m = (struct message){
            .id = db_get_int(rows, 0),
            .unit = {db_get_int(rows, 1)},
            .unit_name = db_get_text(rows, 2),
            .function = {db_get_int(rows, 4)},
            .account = {db_get_int(rows, 5)},
            .name = db_get_text(rows, 6),
            .text = db_get_blob(rows, 7),
            .sent_at = db_get_time(rows, 8),
        };
        (void)unit_type_parse(db_get_text(rows, 3), &m->unit_type);
    }
    *out = (struct message_list){g.row, g.n};
    return rows->err;
}

const struct err *
message_receipts_read(struct db_tx *tx, struct db_rows *rows,
                      struct message_receipts *out)
{
    struct growing g = {0};

    while (db_next(rows)) {
        struct message_receipt *r = grow(tx->mem, &g, sizeof *r);

        *r = (struct message_receipt){
            .id = db_get_int(rows, 0),
            .message = db_get_int(rows, 1),
            .function = {db_get_int(rows, 2)},
            .account = {db_get_int(rows, 3)},
            .name = db_get_text(rows, 4),
            .unit = {db_get_int(rows, 5)},
            .unit_name = db_get_text(rows, 6),
            .due_on = db_get_date(rows, 7),
            .delivered_at = db_get_time(rows, 8),
            .opened_at = db_get_time(rows, 9),
            .settled_at = db_get_time(rows, 10),
            .answered_at = db_get_time(rows, 11),
        };
    }
    *out = (struct message_receipts){g.row, g.n};
    return rows->err;
}

const struct err *
thread_store_messages(struct db_tx *tx, const struct viewer *v, case_id about,
                      int64_t thread, struct message_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[MESSAGES], DB_ARGS(VIEWER(v), db_int(about.v), db_int(thread)),
        &rows);

    return err ? err : message_rows_read(tx, &rows, out);
}

const struct err *
thread_store_receipts(struct db_tx *tx, const struct viewer *v, case_id about,
                      int64_t thread, struct message_receipts *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[RECEIPTS], DB_ARGS(VIEWER(v), db_int(about.v), db_int(thread)),
        &rows);

    return err ? err : message_receipts_read(tx, &rows, out);
}

static const struct err *
inbox_total(struct db_tx *tx, const struct viewer *v, int64_t *out)
{
    return db_number(tx, &sql[INBOX_COUNT], DB_ARGS(VIEWER(v)), out);
}

const struct err *
thread_store_inbox(struct db_tx *tx, const struct viewer *v, int64_t skip,
                   int64_t max, struct thread_list *out, int64_t *out_total)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[INBOX], DB_ARGS(VIEWER(v), db_int(skip), db_int(max)), &rows);

    while (!err && db_next(&rows)) {
        struct thread *t = grow(tx->mem, &g, sizeof *t);

        thread_read(&rows, t);
        t->wrapped_key = db_get_blob(&rows, 8);
        t->given_name = db_get_blob(&rows, 9);
        t->birth = db_get_blob(&rows, 10);
    }
    if (!err)
        err = rows.err;
    *out = (struct thread_list){g.row, g.n};
    return err ? err : inbox_total(tx, v, out_total);
}

const struct err *
thread_store_gives(struct db_tx *tx, case_id about, unit_id from, unit_id to,
                   struct instant now, bool *out)
{
    return db_has(
        tx, &sql[GIVES],
        DB_ARGS(db_int(about.v), db_int(from.v), db_int(to.v), db_time(now)),
        out);
}

const struct err *
thread_store_waits(struct db_tx *tx, int64_t thread, unit_id unit,
                   account_id account, bool *out)
{
    return db_has(tx, &sql[WAITING],
                  DB_ARGS(db_int(thread), db_int(unit.v), db_int(account.v)),
                  out);
}

static const struct err *
open_to(struct db_tx *tx, int64_t thread, unit_id unit, account_id account,
        struct message_receipts *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[OPEN_TO_ME],
        DB_ARGS(db_int(thread), db_int(unit.v), db_int(account.v)), &rows);

    while (!err && db_next(&rows)) {
        struct message_receipt *r = grow(tx->mem, &g, sizeof *r);

        *r = (struct message_receipt){
            .id = db_get_int(&rows, 0),
            .message = db_get_int(&rows, 1),
            .function = {db_get_int(&rows, 2)},
            .account = {db_get_int(&rows, 3)},
        };
    }
    if (!err)
        err = rows.err;
    *out = (struct message_receipts){g.row, g.n};
    return err;
}

const struct err *
thread_store_settle(struct db_tx *tx, int64_t thread, unit_id unit,
                    account_id account, bool answered, struct instant now,
                    struct message_receipts *out)
{
    const struct err *err = open_to(tx, thread, unit, account, out);

    for (size_t i = 0; !err && i < out->n; i++)
        err = db_run(tx, &sql[SETTLE],
                     DB_ARGS(db_int(out->row[i].id), db_time(now),
                             answered && out->row[i].account.v == account.v
                                 ? db_time(now)
                                 : db_null()),
                     NULL);
    return err;
}

const struct err *
thread_store_overdue(struct db_tx *tx, struct date today,
                     struct message_receipts *out, case_id **out_cases)
{
    struct db_rows rows;
    struct growing g = {0}, about = {0};
    const struct err *err = db_query(tx, &sql[OVERDUE], DB_ARGS(db_date(today)),
                                     &rows);

    while (!err && db_next(&rows)) {
        struct message_receipt *r = grow(tx->mem, &g, sizeof *r);
        case_id *id = grow(tx->mem, &about, sizeof *id);

        *r = (struct message_receipt){
            .id = db_get_int(&rows, 0),
            .message = db_get_int(&rows, 1),
            .function = {db_get_int(&rows, 2)},
            .account = {db_get_int(&rows, 3)},
            .unit = {db_get_int(&rows, 4)},
            .due_on = db_get_date(&rows, 5),
            .delivered_at = db_get_time(&rows, 6),
            .opened_at = db_get_time(&rows, 7),
        };
        id->v = db_get_int(&rows, 8);
        r->writer.v = db_get_int(&rows, 9);
    }
    if (!err)
        err = rows.err;
    *out = (struct message_receipts){g.row, g.n};
    *out_cases = about.row;
    return err;
}

const struct err *
thread_store_watched(struct db_tx *tx, int64_t id, bool settled,
                     struct instant now)
{
    return db_run(
        tx, &sql[WATCHED],
        DB_ARGS(db_int(id), db_time(now), settled ? db_time(now) : db_null()),
        NULL);
}

const struct err *
thread_store_counts(struct db_tx *tx, unit_id unit, struct instant since,
                    struct date today, struct message_counts *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[COUNTS],
        DB_ARGS(db_int(unit.v), db_time(since), db_date(today)), &rows);

    while (!err && db_next(&rows)) {
        struct message_count *k = grow(tx->mem, &g, sizeof *k);

        *k = (struct message_count){
            .from_name = db_get_text(&rows, 0),
            .to_name = db_get_text(&rows, 1),
            .sent = db_get_int(&rows, 2),
            .delivered = db_get_int(&rows, 3),
            .opened = db_get_int(&rows, 4),
            .answered = db_get_int(&rows, 5),
            .late = db_get_int(&rows, 6),
        };
    }
    if (!err)
        err = rows.err;
    *out = (struct message_counts){g.row, g.n};
    return err;
}
