/* The joint plan: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/plan_store.h"

#include "base/grow.h"
#include "db/list.h"
#include "text/messages_casefile.h"

enum {
    VERSIONS,
    ITEMS,
    MEETINGS,
    NEWEST,
    INSERT,
    END,
    REMOVE,
    ADOPT,
    STATE,
    MEET,
    SQL_COUNT
};

#define SHARE_SEES_ITEM SHARE_SEES_OF("f", "'plan'", "i.unit_id")
#define SHARE_SEES_NOTE SHARE_SEES_OF("f", "'plan'", "s.unit_id")

static const struct db_stmt sql[SQL_COUNT] = {
    [VERSIONS] = {"plan.versions",
                  "SELECT p.version, p.adopted_on, a.name, p.evaluate_on,"
                  " p.coordinator, b.name, p.is_individual, p.consent_by,"
                  " p.consent_source FROM plan_version p"
                  " JOIN case_file f ON f.id = p.case_id"
                  " JOIN unit_function n ON n.id = p.adopted_by"
                  " JOIN account a ON a.id = n.account_id"
                  " LEFT JOIN unit_function k ON k.id = p.coordinator"
                  " LEFT JOIN account b ON b.id = k.account_id"
                  " WHERE p.case_id = $4 AND " SHARE_SEES(
                      "f", "'plan'") " ORDER BY p.version DESC LIMIT 200"},
    [ITEMS] = {"plan.items",
               "SELECT i.row_id, i.item_id, i.version_from, i.version_to,"
               " i.kind, i.unit_id, u.name, i.text, i.owner_function,"
               " o.account_id, a.name, o.unit_id, w.name, i.starts_on,"
               " i.due_on, s.state, s.id, CASE WHEN " SHARE_SEES_NOTE
               " THEN s.note ELSE NULL END, CASE WHEN " SHARE_SEES_NOTE
               " THEN s.said_by ELSE NULL END FROM plan_item i"
               " JOIN case_file f ON f.id = i.case_id"
               " JOIN unit u ON u.id = i.unit_id"
               " LEFT JOIN unit_function o ON o.id = i.owner_function"
               " LEFT JOIN account a ON a.id = o.account_id"
               " LEFT JOIN unit w ON w.id = o.unit_id"
               " LEFT JOIN plan_status s ON s.id = (SELECT MAX(x.id)"
               " FROM plan_status x WHERE x.item_id = i.item_id)"
               " WHERE i.case_id = $4 AND " SHARE_SEES_ITEM
               " ORDER BY i.item_id, i.version_from LIMIT 2000"},
    [MEETINGS] =
        {"plan.meetings",
         "SELECT m.id, m.unit_id, u.name, m.held_on, m.present,"
         " m.child_took_part, m.minutes FROM team_meeting m"
         " JOIN case_file f ON f.id = m.case_id"
         " JOIN unit u ON u.id = m.unit_id WHERE m.case_id = $4"
         " AND " SHARE_SEES_OF(
             "f", "'plan'",
             "m.unit_id") " ORDER BY m.held_on DESC, m.id DESC LIMIT 200"},
    [NEWEST] = {"plan.newest",
                /* no share: a number, for the rules */
                "SELECT COALESCE(MAX(version), 0) FROM plan_version"
                " WHERE case_id = $1"},
    [INSERT] = {"plan.insert",
                "INSERT INTO plan_item (row_id, item_id, case_id,"
                " version_from, version_to, kind, unit_id, text,"
                " owner_function, starts_on, due_on, made_by, made_at)"
                " VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, $8, $9, $10, $11,"
                " $12)"},
    [END] = {"plan.end",
             /* no share: changes without showing */
             "UPDATE plan_item SET version_to = $2 WHERE row_id = $1"
             " AND version_to IS NULL"},
    [REMOVE] = {"plan.remove",
                /* no share: changes without showing */
                "DELETE FROM plan_item WHERE row_id = $1"
                " AND version_from = $2"},
    [ADOPT] = {"plan.adopt",
               "INSERT INTO plan_version (case_id, version, adopted_on,"
               " adopted_by, adopted_at, evaluate_on, coordinator,"
               " is_individual, consent_by, consent_source)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"},
    [STATE] = {"plan.state",
               "INSERT INTO plan_status (id, item_id, case_id, unit_id, state,"
               " note, made_by, made_at, said_by)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [MEET] = {"plan.meet",
              "INSERT INTO team_meeting (id, case_id, unit_id, held_on,"
              " present, child_took_part, minutes, made_by, made_at)"
              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
};
const struct db_set plan_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

static const struct err *
ask(struct db_tx *tx, int statement, const struct viewer *v, case_id id,
    struct db_rows *rows)
{
    return db_query(tx, &sql[statement], DB_ARGS(VIEWER(v), db_int(id.v)),
                    rows);
}

const struct err *
plan_store_versions(struct db_tx *tx, const struct viewer *v, case_id id,
                    struct plan_versions *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = ask(tx, VERSIONS, v, id, &rows);

    while (!err && db_next(&rows)) {
        struct plan_version *p = grow(tx->mem, &g, sizeof *p);

        p->version = db_get_int(&rows, 0);
        p->adopted_on = db_get_date(&rows, 1);
        p->adopted_by = db_get_text(&rows, 2);
        p->evaluate_on = db_get_date(&rows, 3);
        p->coordinator.v = db_get_int(&rows, 4);
        p->coordinator_name = db_get_text(&rows, 5);
        p->is_individual = db_get_int(&rows, 6) != 0;
        p->consented = consenter_parse(db_get_text(&rows, 7), &p->consent_by);
        p->consent_source = db_get_blob(&rows, 8);
    }
    if (!err)
        err = rows.err;
    *out = (struct plan_versions){g.row, g.n};
    return err;
}

static void
read_measure(const struct db_rows *rows, struct plan_item *i)
{
    i->owner.v = db_get_int(rows, 8);
    i->owner_account.v = db_get_int(rows, 9);
    i->owner_name = db_get_text(rows, 10);
    i->owner_unit.v = db_get_int(rows, 11);
    i->owner_unit_name = db_get_text(rows, 12);
    i->starts_on = db_get_date(rows, 13);
    i->due_on = db_get_date(rows, 14);
    (void)plan_state_parse(db_get_text(rows, 15), &i->state);
}

const struct err *
plan_store_items(struct db_tx *tx, const struct viewer *v, case_id id,
                 struct plan_items *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = ask(tx, ITEMS, v, id, &rows);

    while (!err && db_next(&rows)) {
        struct plan_item *i = grow(tx->mem, &g, sizeof *i);
        bool known = plan_kind_parse(db_get_text(&rows, 4), &i->kind);

        ASSERT(known);
        i->row = db_get_int(&rows, 0);
        i->item = db_get_int(&rows, 1);
        i->version_from = db_get_int(&rows, 2);
        i->version_to = db_get_int(&rows, 3);
        i->unit.v = db_get_int(&rows, 5);
        i->unit_name = db_get_text(&rows, 6);
        i->text = db_get_blob(&rows, 7);
        read_measure(&rows, i);
        i->note_id = db_get_int(&rows, 16);
        i->note = db_get_blob(&rows, 17);
        i->said_by = db_get_blob(&rows, 18);
    }
    if (!err)
        err = rows.err;
    *out = (struct plan_items){g.row, g.n};
    return err;
}

const struct err *
plan_store_meetings(struct db_tx *tx, const struct viewer *v, case_id id,
                    struct team_meetings *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = ask(tx, MEETINGS, v, id, &rows);

    while (!err && db_next(&rows)) {
        struct team_meeting *m = grow(tx->mem, &g, sizeof *m);

        m->id = db_get_int(&rows, 0);
        m->unit.v = db_get_int(&rows, 1);
        m->unit_name = db_get_text(&rows, 2);
        m->held_on = db_get_date(&rows, 3);
        m->present = db_get_blob(&rows, 4);
        m->child = db_get_blob(&rows, 5);
        m->minutes = db_get_blob(&rows, 6);
    }
    if (!err)
        err = rows.err;
    *out = (struct team_meetings){g.row, g.n};
    return err;
}

const struct err *
plan_store_newest(struct db_tx *tx, case_id id, int64_t *out)
{
    return db_number(tx, &sql[NEWEST], DB_ARGS(db_int(id.v)), out);
}

const struct err *
plan_store_insert(struct db_tx *tx, case_id id, const struct plan_item *i,
                  function_id by, struct instant now)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(i->row), db_int(i->item), db_int(id.v),
                          db_int(i->version_from),
                          db_cz(plan_kind_word(i->kind)), db_int(i->unit.v),
                          db_blob(i->text), db_id(i->owner.v),
                          db_date(i->starts_on), db_date(i->due_on),
                          db_int(by.v), db_time(now)),
                  NULL);
}

const struct err *
plan_store_end(struct db_tx *tx, const struct plan_item *i, int64_t draft)
{
    bool only_draft = i->version_from == draft;
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[only_draft ? REMOVE : END],
        DB_ARGS(db_int(i->row), db_int(only_draft ? draft : draft - 1)),
        &changed);

    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_CASE_CHANGED);
    return err;
}

const struct err *
plan_store_adopt(struct db_tx *tx, case_id id, const struct plan_version *v,
                 struct str sealed_source, function_id by, struct instant now)
{
    struct str by_word = v->consented ? str_of(consenter_word(v->consent_by))
                                      : STR_NONE;

    return db_run(tx, &sql[ADOPT],
                  DB_ARGS(db_int(id.v), db_int(v->version),
                          db_date(v->adopted_on), db_int(by.v), db_time(now),
                          db_date(v->evaluate_on), db_id(v->coordinator.v),
                          db_int(v->is_individual), db_text_or_null(by_word),
                          db_blob(sealed_source)),
                  NULL);
}

const struct err *
plan_store_state(struct db_tx *tx, case_id id, int64_t nr,
                 const struct plan_item *i, struct str sealed_note,
                 struct str sealed_by, unit_id unit, function_id by,
                 struct instant now)
{
    return db_run(tx, &sql[STATE],
                  DB_ARGS(db_int(nr), db_int(i->item), db_int(id.v),
                          db_int(unit.v), db_cz(plan_state_word(i->state)),
                          db_blob(sealed_note), db_int(by.v), db_time(now),
                          db_blob(sealed_by)),
                  NULL);
}

const struct err *
plan_store_meet(struct db_tx *tx, case_id id, const struct team_meeting *m,
                function_id by, struct instant now)
{
    return db_run(tx, &sql[MEET],
                  DB_ARGS(db_int(m->id), db_int(id.v), db_int(m->unit.v),
                          db_date(m->held_on), db_blob(m->present),
                          db_blob(m->child), db_blob(m->minutes), db_int(by.v),
                          db_time(now)),
                  NULL);
}
