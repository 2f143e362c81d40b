/* Meetings, agendas, decisions, action points: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/store.h"

#include "base/grow.h"
#include "text/messages_body.h"

enum {
    GET,
    LIST,
    MINE,
    INSERT,
    UPDATE,
    ITEM_GET,
    ITEM_LIST,
    ITEM_WAITING,
    ITEM_INSERT,
    ITEM_UPDATE,
    ITEM_LAST,
    YES_LIST,
    YES_PUT,
    YES_CLEAR,
    PEOPLE,
    PERSON_PUT,
    DECISION_LIST,
    DECISION_SEARCH,
    DECISION_LAST,
    DECISION_INSERT,
    ACTION_CARRIED,
    ACTION_LIST,
    ACTION_MINE,
    ACTION_GET,
    ACTION_DUE,
    ACTION_INSERT,
    ACTION_UPDATE,
    SQL_COUNT
};

#define COLS                                                              \
    "SELECT m.id, m.body_id, m.state, m.starts_at, m.ends_at, m.held_on," \
    " m.place, m.link, m.host_unit, m.sequence, m.called_at, m.held_at,"  \
    " m.quorate, m.sent_at, m.approved_at, m.approved_in, m.reason,"      \
    " m.version, m.planned_at, m.cancelled_at FROM meeting m"
#define ITEM_COLS                                                            \
    "SELECT i.id, i.body_id, i.meeting_id, i.position, i.number, i.kind,"    \
    " i.topic, i.title, i.text, i.minutes, i.plan_id, i.proposed_unit,"      \
    " u.name, i.proposed_by, i.proposed_at, i.prepared_body, i.prepared_at," \
    " i.prepared_text, i.state, i.record, i.version, i.treated_at, i.revise" \
    " FROM agenda_item i"                                                    \
    " LEFT JOIN unit u ON u.id = i.proposed_unit"
#define DECISION_COLS                                                    \
    "SELECT d.id, d.body_id, d.meeting_id, d.item_id, d.year, d.number," \
    " d.topic, d.text, d.decided_on, i.title, b.short_name"              \
    " FROM decision d JOIN agenda_item i ON i.id = d.item_id"            \
    " JOIN body b ON b.id = d.body_id"
#define ACTION_COLS                                                  \
    "SELECT a.id, a.body_id, a.meeting_id, a.item_id, a.text,"       \
    " a.person_id, p.name, p.account_id, b.name, a.due_on, a.state," \
    " a.done_at, a.note, a.version FROM action_point a"              \
    " JOIN body_person p ON p.id = a.person_id"                      \
    " JOIN body b ON b.id = a.body_id JOIN meeting m ON m.id = a.meeting_id"
#define VALID(t, p)                                                \
    " " t ".valid_from <= " p " AND (" t ".valid_to IS NULL OR " t \
    ".valid_to >= " p ")"

static const struct db_stmt sql[SQL_COUNT] = {
    [GET] = {"meeting.get", COLS " WHERE m.id = $1"},
    [LIST] = {"meeting.list",
              COLS " WHERE m.body_id = $1 ORDER BY m.starts_at DESC, m.id"},
    [MINE] = {"meeting.mine", COLS
              " WHERE m.state < 2 AND m.held_on >= $3 AND (m.body_id IN"
              " (SELECT p.body_id FROM body_person p"
              " WHERE p.account_id = $1 AND" VALID(
                  "p",
                  "$3") ")"
                        " OR m.body_id IN (SELECT u.body_id FROM body_unit u"
                        " WHERE u.unit_id = $2 AND" VALID(
                            "u", "$3") "))"
                                       " ORDER BY m.starts_at, m.id LIMIT 50"},
    [INSERT] = {"meeting.insert",
                "INSERT INTO meeting (id, body_id, state, starts_at, ends_at,"
                " held_on, place, link, host_unit, sequence, called_at,"
                " held_at, quorate, sent_at, approved_at, approved_in, reason,"
                " planned_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
                " $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)"},
    [UPDATE] = {"meeting.update",
                "UPDATE meeting SET state = $2, starts_at = $3, ends_at = $4,"
                " held_on = $5, place = $6, link = $7, host_unit = $8,"
                " sequence = $9, called_at = $10, held_at = $11,"
                " quorate = $12, sent_at = $13, approved_at = $14,"
                " approved_in = $15, reason = $16, cancelled_at = $18,"
                " version = $17 + 1"
                " WHERE id = $1 AND version = $17"},
    [ITEM_GET] = {"agenda_item.get", ITEM_COLS " WHERE i.id = $1"},
    [ITEM_LIST] = {"agenda_item.list",
                   ITEM_COLS " WHERE i.meeting_id = $1 AND i.state <> 3"
                             " ORDER BY i.position, i.id"},
    [ITEM_WAITING] = {"agenda_item.waiting",
                      ITEM_COLS " WHERE i.body_id = $1 AND i.state = 0"
                                " ORDER BY i.proposed_at, i.id"},
    [ITEM_INSERT] = {"agenda_item.insert",
                     "INSERT INTO agenda_item (id, body_id, meeting_id,"
                     " position, number, kind, topic, title, text, minutes,"
                     " plan_id, proposed_unit, proposed_by, proposed_at,"
                     " prepared_body, prepared_at, prepared_text, state,"
                     " record, version) VALUES ($1, $2, $3, $4, $5, $6, $7,"
                     " $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
                     " $19, 1)"},
    [ITEM_UPDATE] = {"agenda_item.update",
                     "UPDATE agenda_item SET meeting_id = $2, position = $3,"
                     " number = $4, kind = $5, topic = $6, title = $7,"
                     " text = $8, minutes = $9, plan_id = $10,"
                     " prepared_body = $11, prepared_at = $12,"
                     " prepared_text = $13, state = $14, record = $15,"
                     " treated_at = $17, revise = $18, version = $16 + 1"
                     " WHERE id = $1 AND version = $16"},
    [ITEM_LAST] = {"agenda_item.last",
                   "SELECT COALESCE(MAX(i.number), 0) FROM agenda_item i"
                   " JOIN meeting m ON m.id = i.meeting_id"
                   " WHERE i.body_id = $1 AND m.held_on >= $2"
                   " AND m.held_on <= $3"},
    [YES_LIST] = {"agenda_approval.list",
                  "SELECT y.unit_id, u.name, a.name, y.at"
                  " FROM agenda_approval y JOIN unit u ON u.id = y.unit_id"
                  " JOIN account a ON a.id = y.account_id"
                  " WHERE y.meeting_id = $1 ORDER BY y.at, y.unit_id"},
    [YES_PUT] = {"agenda_approval.put",
                 "INSERT INTO agenda_approval (meeting_id, unit_id,"
                 " account_id, at) VALUES ($1, $2, $3, $4)"
                 " ON CONFLICT (meeting_id, unit_id) DO NOTHING"},
    [YES_CLEAR] = {"agenda_approval.clear",
                   "DELETE FROM agenda_approval WHERE meeting_id = $1"},
    [PEOPLE] = {"meeting.people",
                "SELECT p.id, p.body_id, p.unit_id, n.name, p.account_id,"
                " p.name, COALESCE(NULLIF(a.email, ''), p.address), p.role,"
                " x.called_at, COALESCE(x.presence, 0) FROM body_person p"
                " JOIN unit n ON n.id = p.unit_id"
                " LEFT JOIN account a ON a.id = p.account_id"
                " LEFT JOIN meeting_person x ON x.person_id = p.id"
                " AND x.meeting_id = $1"
                " WHERE p.body_id = $2 AND (x.person_id IS NOT NULL OR" VALID(
                    "p", "$3") ") ORDER BY n.name, p.name, p.id"},
    [PERSON_PUT] = {"meeting.put_person",
                    "INSERT INTO meeting_person (meeting_id, person_id,"
                    " unit_id, called_at, presence) VALUES ($1, $2, $3, $4, $5)"
                    " ON CONFLICT (meeting_id, person_id) DO UPDATE SET"
                    " called_at = excluded.called_at,"
                    " presence = excluded.presence"},
    [DECISION_LIST] = {"decision.list", DECISION_COLS
                       " WHERE d.meeting_id = $1 ORDER BY d.number"},
    [DECISION_SEARCH] = {"decision.search", DECISION_COLS
                         " WHERE d.body_id = $1 AND d.search LIKE $2 ESCAPE '!'"
                         " ORDER BY d.year DESC, d.number DESC LIMIT 200"},
    [DECISION_LAST] = {"decision.last",
                       "SELECT COALESCE(MAX(number), 0) FROM decision"
                       " WHERE body_id = $1 AND year = $2"},
    [DECISION_INSERT] = {"decision.insert",
                         "INSERT INTO decision (id, body_id, meeting_id,"
                         " item_id, year, number, topic, text, search,"
                         " decided_on)"
                         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"},
    [ACTION_CARRIED] = {"action_point.carried",
                        ACTION_COLS " WHERE a.body_id = $1 AND m.starts_at < $2"
                                    " AND (a.state = 0 OR a.done_at > $3)"
                                    " ORDER BY a.due_on, a.id"},
    [ACTION_LIST] = {"action_point.list", ACTION_COLS
                     " WHERE a.meeting_id = $1 ORDER BY a.due_on, a.id"},
    [ACTION_MINE] = {"action_point.mine",
                     ACTION_COLS " WHERE p.account_id = $1 AND a.state = 0"
                                 " ORDER BY a.due_on, a.id LIMIT 50"},
    [ACTION_GET] = {"action_point.get", ACTION_COLS " WHERE a.id = $1"},
    [ACTION_DUE] = {"action_point.due",
                    "SELECT a.id, a.due_on, p.name,"
                    " COALESCE(NULLIF(u.email, ''), p.address), b.name"
                    " FROM action_point a"
                    " JOIN body_person p ON p.id = a.person_id"
                    " JOIN body b ON b.id = a.body_id"
                    " LEFT JOIN account u ON u.id = p.account_id"
                    " WHERE a.state = 0 AND a.due_on <= $1"
                    " ORDER BY a.due_on, a.id LIMIT 500"},
    [ACTION_INSERT] = {"action_point.insert",
                       "INSERT INTO action_point (id, body_id, meeting_id,"
                       " item_id, text, person_id, due_on, state, done_at,"
                       " note, version)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, 0, NULL, '', 1)"},
    [ACTION_UPDATE] = {"action_point.update",
                       "UPDATE action_point SET state = $2, done_at = $3,"
                       " note = $4, version = $5 + 1"
                       " WHERE id = $1 AND version = $5"},
};
const struct db_set meeting_sql = {sql, SQL_COUNT};

/* One that named a version that is not there any more. */
static const struct err *
changed(struct db_tx *tx, const struct err *err, int64_t n)
{
    return err || n > 0 ? err : ERR(tx->mem, CONFLICT, .msg = MSG_BODY_CHANGED);
}

/* --- meetings --- */

static void
meeting_read(const struct db_rows *rows, struct meeting *m)
{
    *m = (struct meeting){
        .id = {db_get_int(rows, 0)},
        .body = {db_get_int(rows, 1)},
        .state = (enum meeting_state)db_get_int(rows, 2),
        .starts_at = db_get_time(rows, 3),
        .ends_at = db_get_time(rows, 4),
        .held_on = db_get_date(rows, 5),
        .place = db_get_text(rows, 6),
        .link = db_get_text(rows, 7),
        .host = {db_get_int(rows, 8)},
        .sequence = db_get_int(rows, 9),
        .called_at = db_get_time(rows, 10),
        .held_at = db_get_time(rows, 11),
        .quorate = db_get_int(rows, 12) != 0,
        .sent_at = db_get_time(rows, 13),
        .approved_at = db_get_time(rows, 14),
        .approved_in = {db_get_int(rows, 15)},
        .reason = db_get_text(rows, 16),
        .version = db_get_int(rows, 17),
        .planned_at = db_get_time(rows, 18),
        .cancelled_at = db_get_time(rows, 19),
    };
}

static const struct err *
meetings_read(struct db_tx *tx, struct db_rows *rows, struct meeting_list *out)
{
    struct growing g = {0};

    while (db_next(rows))
        meeting_read(rows, grow(tx->mem, &g, sizeof(struct meeting)));
    *out = (struct meeting_list){g.row, g.n};
    return rows->err;
}

const struct err *
meeting_store_get(struct db_tx *tx, meeting_id id, struct meeting *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (!err && !found)
        err = ERR(tx->mem, NOT_FOUND);
    if (err)
        return err;
    meeting_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
meeting_store_list(struct db_tx *tx, body_id body, struct meeting_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[LIST], DB_ARGS(db_int(body.v)),
                                     &rows);

    return err ? err : meetings_read(tx, &rows, out);
}

const struct err *
meeting_store_mine(struct db_tx *tx, account_id account, unit_id unit,
                   struct date from, struct meeting_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[MINE],
        DB_ARGS(db_int(account.v), db_int(unit.v), db_date(from)), &rows);

    return err ? err : meetings_read(tx, &rows, out);
}

const struct err *
meeting_store_put(struct db_tx *tx, const struct meeting *m)
{
    struct db_val quorate = m->held_at.us ? db_int(m->quorate) : db_null();
    int64_t n = 1;
    const struct err *err;

    if (m->version == 0)
        err = db_run(tx, &sql[INSERT],
                     DB_ARGS(db_int(m->id.v), db_int(m->body.v),
                             db_int((int64_t)m->state), db_time(m->starts_at),
                             db_time(m->ends_at), db_date(m->held_on),
                             db_text(m->place), db_text(m->link),
                             db_id(m->host.v), db_int(m->sequence),
                             db_time(m->called_at), db_time(m->held_at),
                             quorate, db_time(m->sent_at),
                             db_time(m->approved_at), db_id(m->approved_in.v),
                             db_text(m->reason), db_time(m->planned_at)),
                     NULL);
    else
        err = db_run(tx, &sql[UPDATE],
                     DB_ARGS(db_int(m->id.v), db_int((int64_t)m->state),
                             db_time(m->starts_at), db_time(m->ends_at),
                             db_date(m->held_on), db_text(m->place),
                             db_text(m->link), db_id(m->host.v),
                             db_int(m->sequence), db_time(m->called_at),
                             db_time(m->held_at), quorate, db_time(m->sent_at),
                             db_time(m->approved_at), db_id(m->approved_in.v),
                             db_text(m->reason), db_int(m->version),
                             db_time(m->cancelled_at)),
                     &n);
    return changed(tx, err, n);
}

/* --- agendas --- */

static enum item_kind
kind_of(struct str s)
{
    for (int k = 0; k < ITEM_KIND_COUNT; k++)
        if (str_eq_cz(s, item_kind_word((enum item_kind)k)))
            return (enum item_kind)k;
    return ITEM_INFORMATION;
}

static void
item_read(const struct db_rows *rows, struct agenda_item *i)
{
    *i = (struct agenda_item){
        .id = {db_get_int(rows, 0)},
        .body = {db_get_int(rows, 1)},
        .meeting = {db_get_int(rows, 2)},
        .position = (int32_t)db_get_int(rows, 3),
        .number = (int32_t)db_get_int(rows, 4),
        .kind = kind_of(db_get_text(rows, 5)),
        .topic = item_topic_of(db_get_text(rows, 6)),
        .title = db_get_text(rows, 7),
        .text = db_get_text(rows, 8),
        .minutes = (int32_t)db_get_int(rows, 9),
        .plan = db_get_int(rows, 10),
        .proposed_unit = {db_get_int(rows, 11)},
        .proposed_name = db_get_text(rows, 12),
        .proposed_by = {db_get_int(rows, 13)},
        .proposed_at = db_get_time(rows, 14),
        .prepared_body = {db_get_int(rows, 15)},
        .prepared_at = db_get_time(rows, 16),
        .prepared_text = db_get_text(rows, 17),
        .state = (enum item_state)db_get_int(rows, 18),
        .record = db_get_text(rows, 19),
        .version = db_get_int(rows, 20),
        .treated_at = db_get_time(rows, 21),
        .revise = db_get_int(rows, 22) != 0,
    };
}

static const struct err *
items_query(struct db_tx *tx, int stmt, int64_t id, struct item_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[stmt], DB_ARGS(db_int(id)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows))
        item_read(&rows, grow(tx->mem, &g, sizeof(struct agenda_item)));
    *out = (struct item_list){g.row, g.n};
    return rows.err;
}

const struct err *
item_store_get(struct db_tx *tx, item_id id, struct agenda_item *out)
{
    struct item_list list = {0};
    const struct err *err = items_query(tx, ITEM_GET, id.v, &list);

    if (!err && list.n == 0)
        err = ERR(tx->mem, NOT_FOUND);
    if (!err)
        *out = list.row[0];
    return err;
}

const struct err *
item_store_list(struct db_tx *tx, meeting_id meeting, struct item_list *out)
{
    return items_query(tx, ITEM_LIST, meeting.v, out);
}

const struct err *
item_store_waiting(struct db_tx *tx, body_id body, struct item_list *out)
{
    return items_query(tx, ITEM_WAITING, body.v, out);
}

const struct err *
item_store_put(struct db_tx *tx, const struct agenda_item *i)
{
    int64_t n = 1;
    const struct err *err;

    if (i->version == 0)
        err = db_run(tx, &sql[ITEM_INSERT],
                     DB_ARGS(db_int(i->id.v), db_int(i->body.v),
                             db_id(i->meeting.v), db_int(i->position),
                             db_int(i->number), db_cz(item_kind_word(i->kind)),
                             db_cz(item_topic_word(i->topic)),
                             db_text(i->title), db_text(i->text),
                             db_int(i->minutes), db_id(i->plan),
                             db_id(i->proposed_unit.v), db_id(i->proposed_by.v),
                             db_time(i->proposed_at), db_id(i->prepared_body.v),
                             db_time(i->prepared_at), db_text(i->prepared_text),
                             db_int((int64_t)i->state), db_text(i->record)),
                     NULL);
    else
        err = db_run(
            tx, &sql[ITEM_UPDATE],
            DB_ARGS(db_int(i->id.v), db_id(i->meeting.v), db_int(i->position),
                    db_int(i->number), db_cz(item_kind_word(i->kind)),
                    db_cz(item_topic_word(i->topic)), db_text(i->title),
                    db_text(i->text), db_int(i->minutes), db_id(i->plan),
                    db_id(i->prepared_body.v), db_time(i->prepared_at),
                    db_text(i->prepared_text), db_int((int64_t)i->state),
                    db_text(i->record), db_int(i->version),
                    db_time(i->treated_at), db_int(i->revise)),
            &n);
    return changed(tx, err, n);
}

/* The single number that a statement gives. */
static const struct err *
read_number(struct db_tx *tx, int stmt, const struct db_val *arg, size_t n,
            int32_t *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[stmt], arg, n, &rows, &found);

    if (err || !found)
        return err;
    *out = (int32_t)db_get_int(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
item_store_last_number(struct db_tx *tx, body_id body, int year, int32_t *out)
{
    return read_number(tx, ITEM_LAST,
                       DB_ARGS(db_int(body.v), db_date(date_ymd(year, 1, 1)),
                               db_date(date_ymd(year, 12, 31))),
                       out);
}

const struct err *
approval_store_list(struct db_tx *tx, meeting_id meeting,
                    struct approval_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[YES_LIST],
                                     DB_ARGS(db_int(meeting.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct approval *y = grow(tx->mem, &g, sizeof *y);

        *y = (struct approval){{db_get_int(&rows, 0)},
                               db_get_text(&rows, 1),
                               db_get_text(&rows, 2),
                               db_get_time(&rows, 3)};
    }
    *out = (struct approval_list){g.row, g.n};
    return rows.err;
}

const struct err *
approval_store_put(struct db_tx *tx, meeting_id meeting, unit_id unit,
                   account_id account, struct instant at)
{
    return db_run(tx, &sql[YES_PUT],
                  DB_ARGS(db_int(meeting.v), db_int(unit.v), db_int(account.v),
                          db_time(at)),
                  NULL);
}

const struct err *
approval_store_clear(struct db_tx *tx, meeting_id meeting)
{
    return db_run(tx, &sql[YES_CLEAR], DB_ARGS(db_int(meeting.v)), NULL);
}

/* --- people --- */

const struct err *
meeting_store_people(struct db_tx *tx, const struct meeting *m,
                     struct meeting_person_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[PEOPLE],
        DB_ARGS(db_int(m->id.v), db_int(m->body.v), db_date(m->held_on)),
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct meeting_person *p = grow(tx->mem, &g, sizeof *p);

        *p = (struct meeting_person){
            .person = {.id = {db_get_int(&rows, 0)},
                       .body = {db_get_int(&rows, 1)},
                       .unit = {db_get_int(&rows, 2)},
                       .unit_name = db_get_text(&rows, 3),
                       .account = {db_get_int(&rows, 4)},
                       .name = db_get_text(&rows, 5),
                       .address = db_get_text(&rows, 6),
                       .seat = seat_of(db_get_text(&rows, 7)),
                       .valid_from = DATE_NONE,
                       .valid_to = DATE_NONE},
            .called_at = db_get_time(&rows, 8),
            .presence = (enum presence)db_get_int(&rows, 9)};
    }
    *out = (struct meeting_person_list){g.row, g.n};
    return rows.err;
}

const struct err *
meeting_store_put_person(struct db_tx *tx, meeting_id meeting,
                         const struct meeting_person *p)
{
    return db_run(tx, &sql[PERSON_PUT],
                  DB_ARGS(db_int(meeting.v), db_int(p->person.id.v),
                          db_int(p->person.unit.v), db_time(p->called_at),
                          db_int((int64_t)p->presence)),
                  NULL);
}

/* --- decisions --- */

static const struct err *
decisions_read(struct db_tx *tx, struct db_rows *rows,
               struct body_decision_list *out)
{
    struct growing g = {0};

    while (db_next(rows)) {
        struct body_decision *d = grow(tx->mem, &g, sizeof *d);

        *d = (struct body_decision){
            .id = {db_get_int(rows, 0)},
            .body = {db_get_int(rows, 1)},
            .meeting = {db_get_int(rows, 2)},
            .item = {db_get_int(rows, 3)},
            .year = (int32_t)db_get_int(rows, 4),
            .number = (int32_t)db_get_int(rows, 5),
            .topic = item_topic_of(db_get_text(rows, 6)),
            .text = db_get_text(rows, 7),
            .decided_on = db_get_date(rows, 8),
            .title = db_get_text(rows, 9),
            .short_name = db_get_text(rows, 10)};
    }
    *out = (struct body_decision_list){g.row, g.n};
    return rows->err;
}

const struct err *
body_decision_store_list(struct db_tx *tx, meeting_id meeting,
                         struct body_decision_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[DECISION_LIST],
                                     DB_ARGS(db_int(meeting.v)), &rows);

    return err ? err : decisions_read(tx, &rows, out);
}

const struct err *
body_decision_store_search(struct db_tx *tx, body_id body, struct str text,
                           struct body_decision_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[DECISION_SEARCH],
                                     DB_ARGS(db_int(body.v), db_text(text)),
                                     &rows);

    return err ? err : decisions_read(tx, &rows, out);
}

const struct err *
body_decision_store_last_number(struct db_tx *tx, body_id body, int year,
                                int32_t *out)
{
    return read_number(tx, DECISION_LAST, DB_ARGS(db_int(body.v), db_int(year)),
                       out);
}

const struct err *
body_decision_store_insert(struct db_tx *tx, const struct body_decision *d,
                           struct str search)
{
    return db_run(tx, &sql[DECISION_INSERT],
                  DB_ARGS(db_int(d->id.v), db_int(d->body.v),
                          db_int(d->meeting.v), db_int(d->item.v),
                          db_int(d->year), db_int(d->number),
                          db_cz(item_topic_word(d->topic)), db_text(d->text),
                          db_text(search), db_date(d->decided_on)),
                  NULL);
}

/* --- action points --- */

static const struct err *
actions_query(struct db_tx *tx, int stmt, const struct db_val *arg, size_t n,
              struct action_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[stmt], arg, n, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct action_point *a = grow(tx->mem, &g, sizeof *a);

        *a = (struct action_point){.id = {db_get_int(&rows, 0)},
                                   .body = {db_get_int(&rows, 1)},
                                   .meeting = {db_get_int(&rows, 2)},
                                   .item = {db_get_int(&rows, 3)},
                                   .text = db_get_text(&rows, 4),
                                   .person = {db_get_int(&rows, 5)},
                                   .person_name = db_get_text(&rows, 6),
                                   .account = {db_get_int(&rows, 7)},
                                   .body_name = db_get_text(&rows, 8),
                                   .due_on = db_get_date(&rows, 9),
                                   .done = db_get_int(&rows, 10) != 0,
                                   .done_at = db_get_time(&rows, 11),
                                   .note = db_get_text(&rows, 12),
                                   .version = db_get_int(&rows, 13)};
    }
    *out = (struct action_list){g.row, g.n};
    return rows.err;
}

const struct err *
action_store_carried(struct db_tx *tx, body_id body, struct instant before,
                     struct instant after, struct action_list *out)
{
    return actions_query(
        tx, ACTION_CARRIED,
        DB_ARGS(db_int(body.v), db_time(before), db_time(after)), out);
}

const struct err *
action_store_list(struct db_tx *tx, meeting_id meeting, struct action_list *out)
{
    return actions_query(tx, ACTION_LIST, DB_ARGS(db_int(meeting.v)), out);
}

const struct err *
action_store_mine(struct db_tx *tx, account_id account, struct action_list *out)
{
    return actions_query(tx, ACTION_MINE, DB_ARGS(db_int(account.v)), out);
}

const struct err *
action_store_due(struct db_tx *tx, struct date last,
                 struct action_due_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[ACTION_DUE],
                                     DB_ARGS(db_date(last)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct action_due *a = grow(tx->mem, &g, sizeof *a);

        *a = (struct action_due){.id = {db_get_int(&rows, 0)},
                                 .due_on = db_get_date(&rows, 1),
                                 .name = db_get_text(&rows, 2),
                                 .address = db_get_text(&rows, 3),
                                 .body_name = db_get_text(&rows, 4)};
    }
    *out = (struct action_due_list){g.row, g.n};
    return rows.err;
}

const struct err *
action_store_get(struct db_tx *tx, action_id id, struct action_point *out)
{
    struct action_list list = {0};
    const struct err *err = actions_query(tx, ACTION_GET, DB_ARGS(db_int(id.v)),
                                          &list);

    if (!err && list.n == 0)
        err = ERR(tx->mem, NOT_FOUND);
    if (!err)
        *out = list.row[0];
    return err;
}

const struct err *
action_store_put(struct db_tx *tx, const struct action_point *a)
{
    int64_t n = 1;
    const struct err *err;

    if (a->version == 0)
        err = db_run(tx, &sql[ACTION_INSERT],
                     DB_ARGS(db_int(a->id.v), db_int(a->body.v),
                             db_int(a->meeting.v), db_id(a->item.v),
                             db_text(a->text), db_int(a->person.v),
                             db_date(a->due_on)),
                     NULL);
    else
        err = db_run(tx, &sql[ACTION_UPDATE],
                     DB_ARGS(db_int(a->id.v), db_int(a->done),
                             db_time(a->done_at), db_text(a->note),
                             db_int(a->version)),
                     &n);
    return changed(tx, err, n);
}
