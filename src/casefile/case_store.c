/* Cases, participants, teams, short lists, timelines: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/store.h"

#include "db/list.h"
#include "text/messages_casefile.h"

enum {
    INSERT,
    FIND_JOINED,
    FIND_OWN,
    GET,
    FACTS,
    SET_CLOSED,
    SET_PROTECTED,
    SET_LOOKUP,
    UNJOIN,
    UNIT_STATE,
    UNIT_INSERT,
    UNIT_ACTIVATE,
    UNIT_END,
    UNIT_LIST,
    TEAM_PUT,
    TEAM_END,
    TEAM_LIST,
    TEAM_MOVE,
    TEAM_MOVE_END,
    SHORT_PUT,
    SHORT_END,
    SHORT_LIST,
    EVENT_ADD,
    EVENT_LIST,
    DEADLINE_LIST,
    KNOCK_INSERT,
    KNOCK_LIST,
    KNOCK_ANSWER,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"case.insert",
                "INSERT INTO case_file (id, wrapped_key, state,"
                " holder_function, holder_unit, holder_account, held_since,"
                " offers, declines, expiries, asked_since, bounce_raised,"
                " bti_level, is_protected, joined, child_lookup, opened_unit,"
                " opened_function, opened_at, closed_at, close_reason,"
                " version) VALUES ($1, $2, 0, $3, $4, $5, $6, 0, 0, 0, NULL,"
                " 0, $7, $8, $9, $10, $4, $3, $11, NULL, '', 1)"},
    [FIND_JOINED] = {"case.find_joined",
                     /* no share: asked by the opening, never answered */
                     "SELECT id FROM case_file WHERE child_lookup = $1"
                     " AND state = 1 AND joined = 1"},
    [FIND_OWN] = {"case.find_own",
                  "SELECT f.id FROM case_file f WHERE f.child_lookup = $4"
                  " AND f.state = 1 AND " SHARE_SEES_CORE(
                      "f") " ORDER BY f.joined DESC, f.opened_at LIMIT 1"},
    [GET] = {"case.get",
             "SELECT f.id, f.state, f.holder_function, f.holder_unit,"
             " f.holder_account, a.name, u.name, u.type, f.held_since,"
             " f.bti_level, f.is_protected, f.joined, f.opened_unit,"
             " f.opened_at, f.closed_at, f.close_reason, f.version,"
             " f.wrapped_key FROM case_file f"
             " JOIN account a ON a.id = f.holder_account"
             " JOIN unit u ON u.id = f.holder_unit"
             " WHERE f.id = $4 AND " SHARE_SEES_CORE("f")},
    [FACTS] =
        {"case.facts",
         /* no share: facts for the gate, which decides by shares */
         "SELECT f.holder_function, f.holder_unit, f.holder_account,"
         " f.state, f.is_protected,"
         " CASE WHEN EXISTS (SELECT 1 FROM case_short_list l"
         " WHERE l.case_id = f.id AND l.account_id = $3) THEN 1 ELSE 0 END,"
         " CASE WHEN EXISTS (SELECT 1 FROM case_unit p WHERE p.case_id = f.id"
         " AND p.unit_id = $1 AND p.state = 'active'"
         " AND p.ended_at IS NULL) THEN 1 ELSE 0 END,"
         " CASE WHEN EXISTS (SELECT 1 FROM case_team t WHERE t.case_id = f.id"
         " AND t.account_id = $3 AND t.unit_id = $1"
         " AND t.ended_at IS NULL) THEN 1 ELSE 0 END,"
         " CASE WHEN EXISTS (SELECT 1 FROM emergency e"
         " WHERE e.account_id = $3 AND e.case_id = f.id"
         " AND e.ends_at > $2) THEN 1 ELSE 0 END"
         " FROM case_file f WHERE f.id = $4"
         " AND f.wrapped_key IS NOT NULL"}, /* else: removed, not there */
    [SET_CLOSED] = {"case.set_closed",
                    /* no share: changes without showing */
                    "UPDATE case_file SET closed_at = $3, close_reason = $4,"
                    " version = version + 1 WHERE id = $1 AND version = $2"},
    [SET_PROTECTED] = {"case.set_protected",
                       /* no share: changes without showing */
                       "UPDATE case_file SET is_protected = $2,"
                       " version = version + 1 WHERE id = $1"},
    [SET_LOOKUP] = {"case.set_lookup",
                    /* no share: changes without showing */
                    "UPDATE case_file SET child_lookup = $2,"
                    " joined = CASE WHEN EXISTS (SELECT 1 FROM case_file o"
                    " WHERE o.child_lookup = $2 AND o.joined = 1"
                    " AND o.state = 1 AND o.id <> $1) THEN 0 ELSE joined END,"
                    " version = version + 1 WHERE id = $1"},
    [UNJOIN] = {"case.unjoin",
                /* no share: changes without showing */
                "UPDATE case_file SET joined = 0 WHERE id = $1"
                " AND joined = 1 AND EXISTS (SELECT 1 FROM case_file o"
                " WHERE o.child_lookup = case_file.child_lookup"
                " AND o.joined = 1 AND o.state = 1 AND o.id <> $1)"},
    [UNIT_STATE] = {"case_unit.state",
                    /* no share: a rule's input, shown to nobody */
                    "SELECT state FROM case_unit WHERE case_id = $1"
                    " AND unit_id = $2 AND ended_at IS NULL"},
    [UNIT_INSERT] = {"case_unit.insert",
                     "INSERT INTO case_unit (id, case_id, unit_id, purpose,"
                     " state, from_at, ended_at, made_by)"
                     " VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)"},
    [UNIT_ACTIVATE] = {"case_unit.activate",
                       /* no share: changes without showing */
                       "UPDATE case_unit SET state = 'active', from_at = $3"
                       " WHERE case_id = $1 AND unit_id = $2"
                       " AND ended_at IS NULL AND state = 'invited'"},
    [UNIT_END] = {"case_unit.end",
                  /* no share: changes without showing */
                  "UPDATE case_unit SET ended_at = $3 WHERE case_id = $1"
                  " AND unit_id = $2 AND ended_at IS NULL"},
    [UNIT_LIST] = {"case_unit.list",
                   "SELECT p.unit_id, u.name, u.type, p.purpose, p.state,"
                   " p.from_at FROM case_unit p"
                   " JOIN case_file f ON f.id = p.case_id"
                   " JOIN unit u ON u.id = p.unit_id"
                   " WHERE p.case_id = $4 AND p.ended_at IS NULL"
                   " AND " SHARE_SEES_CORE("f") " ORDER BY p.from_at, p.id"},
    [TEAM_PUT] = {"case_team.put",
                  "INSERT INTO case_team (id, case_id, function_id,"
                  " account_id, unit_id, role, from_at, ended_at, made_by)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8)"
                  " ON CONFLICT DO NOTHING"},
    [TEAM_END] = {"case_team.end",
                  /* no share: changes without showing */
                  "UPDATE case_team SET ended_at = $3 WHERE case_id = $1"
                  " AND function_id = $2 AND ended_at IS NULL"},
    [TEAM_LIST] = {"case_team.list",
                   "SELECT t.function_id, t.account_id, t.unit_id, a.name,"
                   " u.name, u.type, n.kind, t.role, t.from_at"
                   " FROM case_team t JOIN case_file f ON f.id = t.case_id"
                   " JOIN account a ON a.id = t.account_id"
                   " JOIN unit u ON u.id = t.unit_id"
                   " JOIN unit_function n ON n.id = t.function_id"
                   " WHERE t.case_id = $4 AND t.ended_at IS NULL"
                   " AND " SHARE_SEES_CORE("f") " ORDER BY t.from_at, t.id"},
    [TEAM_MOVE] = {"case_team.move",
                   /* no share: changes without showing */
                   "UPDATE case_team SET function_id = $2, account_id = $3,"
                   " unit_id = $4 WHERE function_id = $1"
                   " AND ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM"
                   " case_team o WHERE o.case_id = case_team.case_id"
                   " AND o.function_id = $2 AND o.ended_at IS NULL)"},
    [TEAM_MOVE_END] = {"case_team.move_end",
                       /* no share: changes without showing */
                       "UPDATE case_team SET ended_at = $2"
                       " WHERE function_id = $1 AND ended_at IS NULL"},
    [SHORT_PUT] = {"case_short_list.put",
                   "INSERT INTO case_short_list (case_id, account_id, made_at,"
                   " made_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"},
    [SHORT_END] = {"case_short_list.end",
                   /* no share: changes without showing */
                   "DELETE FROM case_short_list WHERE case_id = $1"
                   " AND account_id = $2"},
    [SHORT_LIST] = {"case_short_list.list",
                    "SELECT l.account_id, a.name FROM case_short_list l"
                    " JOIN case_file f ON f.id = l.case_id"
                    " JOIN account a ON a.id = l.account_id"
                    " WHERE l.case_id = $4 AND " SHARE_SEES_CORE(
                        "f") " ORDER BY a.name, a.id"},
    [EVENT_ADD] = {"case_event.add",
                   "INSERT INTO case_event (id, case_id, at, kind, class,"
                   " function_id, unit_id, other_function, other_unit,"
                   " object_id, day, text) VALUES ($1, $2, $3, $4, $5, $6,"
                   " $7, $8, $9, $10, $11, $12)"},
    [EVENT_LIST] =
        {"case_event.list",
         "SELECT e.id, e.at, e.kind, e.class, e.function_id,"
         " e.unit_id, e.other_function, e.other_unit, e.object_id,"
         " e.day, e.text, COALESCE(a.name, ''),"
         " COALESCE(u.name, ''), COALESCE(b.name, ''),"
         " COALESCE(w.name, ''), COALESCE(u.type, '')"
         " FROM case_event e JOIN case_file f ON f.id = e.case_id"
         " LEFT JOIN unit_function n ON n.id = e.function_id"
         " LEFT JOIN account a ON a.id = n.account_id"
         " LEFT JOIN unit u ON u.id = e.unit_id"
         " LEFT JOIN unit_function m ON m.id = e.other_function"
         " LEFT JOIN account b ON b.id = m.account_id"
         " LEFT JOIN unit w ON w.id = e.other_unit"
         " WHERE e.case_id = $4 AND " SHARE_SEES_CORE(
             "f") " AND (e.class = 'core' OR" SHARE_SEES_OF("f", "e.class",
                                                            "e.unit_id") ") "
                                                                         "ORDER"
                                                                         " BY "
                                                                         "e.at "
                                                                         "DESC,"
                                                                         " e."
                                                                         "id "
                                                                         "DESC "
                                                                         "LIMIT"
                                                                         " $5"},
    [DEADLINE_LIST] = {"case.deadlines",
                       "SELECT d.id, d.kind, d.due_on, d.source, d.unit_id,"
                       " d.account_id, d.object_id, a.name, u.name, u.type"
                       " FROM deadline d JOIN case_file f ON f.id = d.case_id"
                       " JOIN account a ON a.id = d.account_id"
                       " JOIN unit u ON u.id = d.unit_id"
                       " WHERE d.case_id = $4 AND d.closed_at IS NULL"
                       " AND " SHARE_SEES_DUTY(
                           "f", "d") " ORDER BY d.due_on, d.id LIMIT 200"},
    [KNOCK_INSERT] = {"case_knock.insert",
                      "INSERT INTO case_knock (id, case_id, thread_id,"
                      " unit_id, at, answer, answered_at, answered_by)"
                      " VALUES ($1, $2, $3, $4, $5, '', NULL, NULL)"},
    [KNOCK_LIST] = {"case_knock.list",
                    "SELECT k.id, k.thread_id, k.unit_id, u.name, k.at"
                    " FROM case_knock k JOIN case_file f ON f.id = k.case_id"
                    " JOIN unit u ON u.id = k.unit_id WHERE k.case_id = $4"
                    " AND k.answer = '' AND " SHARE_SEES_CORE(
                        "f") " ORDER BY k.at, k.id"},
    [KNOCK_ANSWER] = {"case_knock.answer",
                      /* no share: changes without showing */
                      "UPDATE case_knock SET answer = $3, answered_at = $4,"
                      " answered_by = $5 WHERE id = $1 AND case_id = $2"
                      " AND answer = ''"},
};
const struct db_set case_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

struct viewer
viewer_of(const struct call *c)
{
    return (struct viewer){c->who.unit, c->now, c->who.account};
}

const struct err *
case_store_insert(struct db_tx *tx, const struct case_new *n,
                  struct instant now, struct date today)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(n->id.v), db_blob(n->wrapped_key),
                          db_int(n->function.v), db_int(n->unit.v),
                          db_int(n->account.v), db_date(today),
                          db_int(n->bti_level), db_int(n->is_protected),
                          db_int(n->joined), db_blob(n->lookup), db_time(now)),
                  NULL);
}

const struct err *
case_store_find_joined(struct db_tx *tx, struct str lookup, case_id *out)
{
    return db_number(tx, &sql[FIND_JOINED], DB_ARGS(db_blob(lookup)), &out->v);
}

const struct err *
case_store_find_own(struct db_tx *tx, const struct viewer *v, struct str lookup,
                    case_id *out)
{
    return db_number(tx, &sql[FIND_OWN], DB_ARGS(VIEWER(v), db_blob(lookup)),
                     &out->v);
}

const struct err *
case_store_get(struct db_tx *tx, const struct viewer *v, case_id id,
               struct case_head *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[GET], DB_ARGS(VIEWER(v), db_int(id.v)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    *out = (struct case_head){
        .id = {db_get_int(&rows, 0)},
        .open = db_get_int(&rows, 1) != 0,
        .holder = {db_get_int(&rows, 2)},
        .holder_unit = {db_get_int(&rows, 3)},
        .holder_account = {db_get_int(&rows, 4)},
        .holder_name = db_get_text(&rows, 5),
        .holder_unit_name = db_get_text(&rows, 6),
        .held_since = db_get_date(&rows, 8),
        .bti_level = (int32_t)db_get_int(&rows, 9),
        .is_protected = db_get_int(&rows, 10) != 0,
        .joined = db_get_int(&rows, 11) != 0,
        .opened_unit = {db_get_int(&rows, 12)},
        .opened_at = db_get_time(&rows, 13),
        .closed_at = db_get_time(&rows, 14),
        .close_reason = db_get_text(&rows, 15),
        .version = db_get_int(&rows, 16),
        .wrapped_key = db_get_blob(&rows, 17),
    };
    (void)unit_type_parse(db_get_text(&rows, 7), &out->holder_unit_type);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
case_store_facts(struct db_tx *tx, const struct viewer *v, case_id id,
                 struct case_facts *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[FACTS], DB_ARGS(VIEWER(v), db_int(id.v)), &rows, &found);

    if (err)
        return err;
    *out = (struct case_facts){.exists = found};
    if (!found)
        return NULL;
    out->holder.v = db_get_int(&rows, 0);
    out->holder_unit.v = db_get_int(&rows, 1);
    out->holder_account.v = db_get_int(&rows, 2);
    out->open = db_get_int(&rows, 3) != 0;
    out->is_protected = db_get_int(&rows, 4) != 0;
    out->on_short_list = db_get_int(&rows, 5) != 0;
    out->participant = db_get_int(&rows, 6) != 0;
    out->team = db_get_int(&rows, 7) != 0;
    out->opened = db_get_int(&rows, 8) != 0;
    db_rows_close(&rows);
    return NULL;
}

/* An update that must hit one row. */
static const struct err *
run_one(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg, int msg)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, stmt, arg, n_arg, &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = msg);
    return err;
}

const struct err *
case_store_set_closed(struct db_tx *tx, case_id id, int64_t version,
                      struct str reason, struct instant now)
{
    return run_one(
        tx, &sql[SET_CLOSED],
        DB_ARGS(db_int(id.v), db_int(version), db_time(now), db_text(reason)),
        MSG_CASE_CHANGED);
}

const struct err *
case_store_set_protected(struct db_tx *tx, case_id id, bool is_protected)
{
    return db_run(tx, &sql[SET_PROTECTED],
                  DB_ARGS(db_int(id.v), db_int(is_protected)), NULL);
}

const struct err *
case_store_set_lookup(struct db_tx *tx, case_id id, struct str lookup)
{
    return db_run(tx, &sql[SET_LOOKUP], DB_ARGS(db_int(id.v), db_blob(lookup)),
                  NULL);
}

const struct err *
case_store_unjoin(struct db_tx *tx, case_id id)
{
    return db_run(tx, &sql[UNJOIN], DB_ARGS(db_int(id.v)), NULL);
}

const struct err *
case_store_takes_part(struct db_tx *tx, case_id id, unit_id unit,
                      enum takes_part *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[UNIT_STATE],
                                     DB_ARGS(db_int(id.v), db_int(unit.v)),
                                     &rows, &found);

    if (err)
        return err;
    *out = NOT_OF_CASE;
    if (found) {
        *out = str_eq_cz(db_get_text(&rows, 0), "active") ? TAKES_PART
                                                          : INVITED;
        db_rows_close(&rows);
    }
    return NULL;
}

const struct err *
case_store_put_unit(struct db_tx *tx, case_id id, unit_id unit,
                    enum purpose purpose, bool active, function_id by,
                    struct instant now)
{
    enum takes_part now_is = NOT_OF_CASE;
    const struct err *err = case_store_takes_part(tx, id, unit, &now_is);

    if (err || now_is == TAKES_PART || (now_is == INVITED && !active))
        return err;
    if (now_is == INVITED)
        return db_run(tx, &sql[UNIT_ACTIVATE],
                      DB_ARGS(db_int(id.v), db_int(unit.v), db_time(now)),
                      NULL);
    return db_run(tx, &sql[UNIT_INSERT],
                  DB_ARGS(db_int(id_new()), db_int(id.v), db_int(unit.v),
                          db_cz(purpose_word(purpose)),
                          db_cz(active ? "active" : "invited"), db_time(now),
                          db_int(by.v)),
                  NULL);
}

const struct err *
case_store_end_unit(struct db_tx *tx, case_id id, unit_id unit,
                    struct instant now)
{
    return run_one(tx, &sql[UNIT_END],
                   DB_ARGS(db_int(id.v), db_int(unit.v), db_time(now)),
                   MSG_CASE_CHANGED);
}

enum { UNITS_MAX = 100, TEAM_MAX = 200, DEADLINES_MAX = 200 };

static void
participant_read(const struct db_rows *rows, void *row)
{
    struct participant *p = row;

    *p = (struct participant){
        .unit = {db_get_int(rows, 0)},
        .name = db_get_text(rows, 1),
        .active = str_eq_cz(db_get_text(rows, 4), "active"),
        .since = db_get_time(rows, 5),
    };
    (void)unit_type_parse(db_get_text(rows, 2), &p->type);
    (void)purpose_parse(db_get_text(rows, 3), &p->purpose);
}

const struct err *
case_store_list_units(struct db_tx *tx, const struct viewer *v, case_id id,
                      struct participant_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[UNIT_LIST], DB_ARGS(VIEWER(v), db_int(id.v)), UNITS_MAX,
        sizeof(struct participant), participant_read, &g);

    *out = (struct participant_list){g.row, g.n};
    return err;
}

const struct err *
case_store_put_team(struct db_tx *tx, case_id id, const struct function_row *f,
                    enum team_role role, function_id by, struct instant now)
{
    return run_one(tx, &sql[TEAM_PUT],
                   DB_ARGS(db_int(id_new()), db_int(id.v), db_int(f->id.v),
                           db_int(f->account_id.v), db_int(f->unit_id.v),
                           db_cz(team_role_word(role)), db_time(now),
                           db_int(by.v)),
                   MSG_TEAM_ALREADY_IN);
}

const struct err *
case_store_end_team(struct db_tx *tx, case_id id, function_id f,
                    struct instant now)
{
    return run_one(tx, &sql[TEAM_END],
                   DB_ARGS(db_int(id.v), db_int(f.v), db_time(now)),
                   MSG_CASE_CHANGED);
}

static void
member_read(const struct db_rows *rows, void *row)
{
    struct team_member *m = row;

    *m = (struct team_member){
        .function = {db_get_int(rows, 0)},
        .account = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 2)},
        .name = db_get_text(rows, 3),
        .unit_name = db_get_text(rows, 4),
        .since = db_get_time(rows, 8),
    };
    (void)unit_type_parse(db_get_text(rows, 5), &m->unit_type);
    (void)function_kind_parse(db_get_text(rows, 6), &m->kind);
    (void)team_role_parse(db_get_text(rows, 7), &m->role);
}

const struct err *
case_store_list_team(struct db_tx *tx, const struct viewer *v, case_id id,
                     struct team_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[TEAM_LIST], DB_ARGS(VIEWER(v), db_int(id.v)), TEAM_MAX,
        sizeof(struct team_member), member_read, &g);

    *out = (struct team_list){g.row, g.n};
    return err;
}

const struct err *
case_store_move_team(struct db_tx *tx, function_id gone,
                     const struct function_row *to, struct instant now)
{
    const struct err *err = db_run(tx, &sql[TEAM_MOVE],
                                   DB_ARGS(db_int(gone.v), db_int(to->id.v),
                                           db_int(to->account_id.v),
                                           db_int(to->unit_id.v)),
                                   NULL);

    if (!err)
        err = db_run(tx, &sql[TEAM_MOVE_END],
                     DB_ARGS(db_int(gone.v), db_time(now)), NULL);
    return err;
}

const struct err *
case_store_put_short_list(struct db_tx *tx, case_id id, account_id account,
                          function_id by, struct instant now)
{
    return db_run(
        tx, &sql[SHORT_PUT],
        DB_ARGS(db_int(id.v), db_int(account.v), db_time(now), db_int(by.v)),
        NULL);
}

const struct err *
case_store_end_short_list(struct db_tx *tx, case_id id, account_id account)
{
    return db_run(tx, &sql[SHORT_END], DB_ARGS(db_int(id.v), db_int(account.v)),
                  NULL);
}

static void
short_read(const struct db_rows *rows, void *row)
{
    struct short_name *s = row;

    *s = (struct short_name){{db_get_int(rows, 0)}, db_get_text(rows, 1)};
}

const struct err *
case_store_short_list(struct db_tx *tx, const struct viewer *v, case_id id,
                      struct short_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[SHORT_LIST],
                                    DB_ARGS(VIEWER(v), db_int(id.v)), TEAM_MAX,
                                    sizeof *out->row, short_read, &g);

    out->row = g.row;
    out->n = g.n;
    return err;
}

const struct err *
case_store_add_event(struct db_tx *tx, const struct event *e, struct str sealed)
{
    return db_run(tx, &sql[EVENT_ADD],
                  DB_ARGS(db_int(e->id.v), db_int(e->case_id.v), db_time(e->at),
                          db_cz(event_kind_word(e->kind)),
                          db_cz(info_class_word(e->class_)),
                          db_id(e->function.v), db_id(e->unit.v),
                          db_id(e->other_function.v), db_id(e->other_unit.v),
                          db_id(e->object_id), db_date(e->day),
                          db_blob(sealed)),
                  NULL);
}

static void
event_read(const struct db_rows *rows, void *row)
{
    struct event *out = row;

    *out = (struct event){
        .id = {db_get_int(rows, 0)},
        .at = db_get_time(rows, 1),
        .function = {db_get_int(rows, 4)},
        .unit = {db_get_int(rows, 5)},
        .other_function = {db_get_int(rows, 6)},
        .other_unit = {db_get_int(rows, 7)},
        .object_id = db_get_int(rows, 8),
        .day = db_get_date(rows, 9),
        .text = db_get_blob(rows, 10),
        .name = db_get_text(rows, 11),
        .unit_name = db_get_text(rows, 12),
        .other_name = db_get_text(rows, 13),
        .other_unit_name = db_get_text(rows, 14),
    };
    (void)event_kind_parse(db_get_text(rows, 2), &out->kind);
    (void)info_class_parse(db_get_text(rows, 3), &out->class_);
    (void)unit_type_parse(db_get_text(rows, 15), &out->unit_type);
}

const struct err *
case_store_list_events(struct db_tx *tx, const struct viewer *v, case_id id,
                       int64_t max, struct event_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[EVENT_LIST], DB_ARGS(VIEWER(v), db_int(id.v), db_int(max)),
        (size_t)max, sizeof *out->row, event_read, &g);

    *out = (struct event_list){g.row, g.n};
    for (size_t i = 0; i < out->n; i++)
        out->row[i].case_id = id;
    return err;
}

static void
deadline_read(const struct db_rows *rows, void *row)
{
    struct case_deadline *d = row;

    *d = (struct case_deadline){
        .id = {db_get_int(rows, 0)},
        .kind = db_get_text(rows, 1),
        .due_on = db_get_date(rows, 2),
        .source = db_get_int(rows, 3),
        .unit = {db_get_int(rows, 4)},
        .account = {db_get_int(rows, 5)},
        .object_id = db_get_int(rows, 6),
        .name = db_get_text(rows, 7),
        .unit_name = db_get_text(rows, 8),
    };
    (void)unit_type_parse(db_get_text(rows, 9), &d->unit_type);
}

const struct err *
case_store_list_deadlines(struct db_tx *tx, const struct viewer *v, case_id id,
                          struct case_deadline_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[DEADLINE_LIST], DB_ARGS(VIEWER(v), db_int(id.v)),
        DEADLINES_MAX, sizeof(struct case_deadline), deadline_read, &g);

    *out = (struct case_deadline_list){g.row, g.n};
    return err;
}

const struct err *
case_store_insert_knock(struct db_tx *tx, case_id joined, case_id thread,
                        unit_id unit, struct instant now, int64_t *out_id)
{
    int64_t id = id_new();
    const struct err *err = db_run(tx, &sql[KNOCK_INSERT],
                                   DB_ARGS(db_int(id), db_int(joined.v),
                                           db_int(thread.v), db_int(unit.v),
                                           db_time(now)),
                                   NULL);

    if (!err)
        *out_id = id;
    return err;
}

static void
knock_read(const struct db_rows *rows, void *row)
{
    struct knock *k = row;

    *k = (struct knock){
        .id = db_get_int(rows, 0),
        .thread = {db_get_int(rows, 1)},
        .unit = {db_get_int(rows, 2)},
        .unit_name = db_get_text(rows, 3),
        .at = db_get_time(rows, 4),
    };
}

const struct err *
case_store_list_knocks(struct db_tx *tx, const struct viewer *v, case_id id,
                       struct knock_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[KNOCK_LIST],
                                    DB_ARGS(VIEWER(v), db_int(id.v)), UNITS_MAX,
                                    sizeof(struct knock), knock_read, &g);

    *out = (struct knock_list){g.row, g.n};
    return err;
}

const struct err *
case_store_answer_knock(struct db_tx *tx, case_id id, int64_t knock,
                        const char *answer, function_id by, struct instant now)
{
    return run_one(tx, &sql[KNOCK_ANSWER],
                   DB_ARGS(db_int(knock), db_int(id.v), db_cz(answer),
                           db_time(now), db_int(by.v)),
                   MSG_CASE_CHANGED);
}
