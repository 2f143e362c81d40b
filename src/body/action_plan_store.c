/* Action plans, measures, progress and endorsements in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_store.h"

#include "base/grow.h"
#include "text/messages_body.h"

enum {
    PLANS,
    INSERT_PLAN,
    UPDATE_PLAN,
    MEASURES,
    INSERT_MEASURE,
    UPDATE_MEASURE,
    PROGRESS,
    INSERT_PROGRESS,
    ENDORSEMENTS,
    INSERT_ENDORSEMENT,
    CHANGE_MEASURE,
    DELETE_MEASURE,
    DELETE_PROGRESS,
    LATE,
    DROP_ENDORSEMENTS,
    INSERT_RETURN,
    RETURNS,
    RELEASE,
    WITHDRAW,
    RELEASED,
    PUBLIC,
    SQL_COUNT
};

#define PLAN_COLS                                                       \
    "SELECT p.id, p.body_id, p.number, p.title, p.from_on, p.until_on," \
    " p.item_id, p.version, p.returned_on, p.closed_on, p.evaluation,"  \
    " p.closed_by, a.name FROM action_plan p"                           \
    " LEFT JOIN account a ON a.id = p.closed_by"

/* Every party of plan p's body on a day has endorsed it. */
#define ALL_ENDORSED(day)                                                 \
    " EXISTS (SELECT 1 FROM action_endorsement e WHERE e.plan_id = p.id)" \
    " AND NOT EXISTS (SELECT 1 FROM body_unit u"                          \
    " WHERE u.body_id = p.body_id AND u.part = 'party'"                   \
    " AND u.valid_from <= " day                                           \
    " AND (u.valid_to IS NULL OR u.valid_to >= " day                      \
    ") AND NOT EXISTS (SELECT 1 FROM action_endorsement e"                \
    " WHERE e.plan_id = p.id AND e.unit_id = u.unit_id))"

static const struct db_stmt sql[SQL_COUNT] = {
    [PLANS] = {"action_plan.list",
               PLAN_COLS " WHERE p.body_id = $1 ORDER BY p.number DESC"},
    [INSERT_PLAN] = {"action_plan.insert",
                     "INSERT INTO action_plan (id, body_id, number, title,"
                     " from_on, until_on, item_id, made_by, made_at, version)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)"},
    [UPDATE_PLAN] = {"action_plan.update",
                     "UPDATE action_plan SET item_id = $3, returned_on = $4,"
                     " closed_on = $5, closed_by = $6, evaluation = $7,"
                     " version = $2 + 1 WHERE id = $1 AND version = $2"},
    [MEASURES] =
        {"action_plan.measures",
         "SELECT m.id, m.plan_id, m.position, m.goal, m.title,"
         " m.person_id, p.name, u.name, m.from_on, m.until_on,"
         " m.indicator, m.state, m.version, m.budget FROM action_measure m"
         " JOIN body_person p ON p.id = m.person_id"
         " JOIN unit u ON u.id = p.unit_id WHERE m.plan_id = $1"
         " ORDER BY m.position"},
    [INSERT_MEASURE] = {"action_plan.insert_measure",
                        "INSERT INTO action_measure (id, plan_id, position,"
                        " goal, title, person_id, from_on, until_on, indicator,"
                        " state, budget, version) VALUES ($1, $2, $3, $4, $5,"
                        " $6, $7, $8, $9, $10, $11, 1)"},
    [UPDATE_MEASURE] = {"action_plan.update_measure",
                        "UPDATE action_measure SET state = $3,"
                        " version = $2 + 1 WHERE id = $1 AND version = $2"},
    [PROGRESS] = {"action_plan.progress",
                  "SELECT g.measure_id, g.on_day, g.state, g.text, a.name"
                  " FROM action_progress g"
                  " JOIN action_measure m ON m.id = g.measure_id"
                  " LEFT JOIN account a ON a.id = g.account_id"
                  " WHERE m.plan_id = $1 ORDER BY g.made_at DESC, g.id DESC"},
    [INSERT_PROGRESS] = {"action_plan.insert_progress",
                         "INSERT INTO action_progress (id, measure_id, on_day,"
                         " state, text, account_id, made_at)"
                         " VALUES ($1, $2, $3, $4, $5, $6, $7)"},
    [ENDORSEMENTS] = {"action_plan.endorsements",
                      "SELECT e.unit_id, e.decision_id, e.account_id, e.on_day,"
                      " a.name FROM action_endorsement e"
                      " JOIN account a ON a.id = e.account_id"
                      " WHERE e.plan_id = $1 ORDER BY e.made_at, e.unit_id"},
    [INSERT_ENDORSEMENT] = {"action_plan.endorse",
                            "INSERT INTO action_endorsement (plan_id, unit_id,"
                            " decision_id, account_id, on_day, made_at)"
                            " VALUES ($1, $2, $3, $4, $5, $6)"},
    [CHANGE_MEASURE] = {"action_plan.change_measure",
                        "UPDATE action_measure SET goal = $3, title = $4,"
                        " person_id = $5, from_on = $6, until_on = $7,"
                        " indicator = $8, budget = $9, version = $2 + 1"
                        " WHERE id = $1 AND version = $2"},
    [DELETE_MEASURE] = {"action_plan.delete_measure",
                        "DELETE FROM action_measure WHERE id = $1"},
    [DELETE_PROGRESS] = {"action_plan.delete_progress",
                         "DELETE FROM action_progress WHERE measure_id = $1"},
    [LATE] = {"action_plan.late",
              "SELECT b.id, b.name, p.number, m.title,"
              " CASE WHEN m.until_on < $2 THEN m.until_on ELSE m.from_on END"
              " FROM action_measure m JOIN action_plan p ON p.id = m.plan_id"
              " JOIN body b ON b.id = p.body_id"
              " JOIN body_person s ON s.id = m.person_id"
              " WHERE s.account_id = $1 AND p.closed_on IS NULL"
              " AND m.state IN (0, 1) AND (m.until_on < $2"
              " OR (m.state = 0 AND m.from_on < $2)) AND" ALL_ENDORSED(
                  "$2") " AND NOT EXISTS (SELECT 1 FROM action_plan q"
                        " JOIN action_endorsement e ON e.plan_id = q.id"
                        " WHERE q.body_id = p.body_id AND q.number > p.number"
                        " AND q.from_on <= $2) ORDER BY 5, m.id LIMIT 50"},
    [DROP_ENDORSEMENTS] = {"action_plan.drop_endorsements",
                           "DELETE FROM action_endorsement"
                           " WHERE plan_id = $1"},
    [INSERT_RETURN] = {"action_plan.return",
                       "INSERT INTO action_return (id, plan_id, unit_id, text,"
                       " account_id, on_day, made_at)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7)"},
    [RETURNS] = {"action_plan.returns",
                 "SELECT r.unit_id, u.name, r.text, a.name, r.on_day"
                 " FROM action_return r JOIN unit u ON u.id = r.unit_id"
                 " JOIN account a ON a.id = r.account_id WHERE r.plan_id = $1"
                 " ORDER BY r.made_at DESC, r.id DESC"},
    [RELEASE] = {"action_plan.release",
                 "INSERT INTO action_plan_release (plan_id, unit_id,"
                 " account_id, released_on) VALUES ($1, $2, $3, $4)"
                 " ON CONFLICT (plan_id, unit_id) DO UPDATE SET"
                 " account_id = excluded.account_id,"
                 " released_on = excluded.released_on, withdrawn_on = NULL"},
    [WITHDRAW] = {"action_plan.withdraw",
                  "UPDATE action_plan_release SET withdrawn_on = $3"
                  " WHERE plan_id = $1 AND unit_id = $2"
                  " AND withdrawn_on IS NULL"},
    [RELEASED] = {"action_plan.released",
                  "SELECT COUNT(*), COALESCE(SUM(CASE WHEN unit_id = $2 THEN 1"
                  " ELSE 0 END), 0) FROM action_plan_release"
                  " WHERE plan_id = $1 AND withdrawn_on IS NULL"},
    [PUBLIC] = {"action_plan.public",
                PLAN_COLS " WHERE" ALL_ENDORSED(
                    "$1") " AND NOT EXISTS (SELECT 1 FROM body_unit u"
                          " WHERE u.body_id = p.body_id AND u.part = 'party'"
                          " AND u.valid_from <= $1"
                          " AND (u.valid_to IS NULL OR u.valid_to >= $1)"
                          " AND NOT EXISTS (SELECT 1 FROM action_plan_release r"
                          " WHERE r.plan_id = p.id AND r.unit_id = u.unit_id"
                          " AND r.withdrawn_on IS NULL))"
                          " ORDER BY p.from_on DESC, p.id LIMIT 200"},
};
const struct db_set action_plan_sql = {sql, SQL_COUNT};

static const struct err *
plans_read(struct db_tx *tx, struct db_rows *rows, struct action_plan_list *out)
{
    struct growing g = {0};

    while (db_next(rows)) {
        struct action_plan *p = grow(tx->mem, &g, sizeof *p);

        *p = (struct action_plan){.id = {db_get_int(rows, 0)},
                                  .body = {db_get_int(rows, 1)},
                                  .number = (int32_t)db_get_int(rows, 2),
                                  .title = db_get_text(rows, 3),
                                  .from = db_get_date(rows, 4),
                                  .until = db_get_date(rows, 5),
                                  .item = {db_get_int(rows, 6)},
                                  .version = db_get_int(rows, 7),
                                  .returned_on = db_get_date(rows, 8),
                                  .closed_on = db_get_date(rows, 9),
                                  .evaluation = db_get_text(rows, 10),
                                  .closed_by = {db_get_int(rows, 11)},
                                  .closed_name = db_get_text(rows, 12)};
    }
    *out = (struct action_plan_list){g.row, g.n};
    return rows->err;
}

const struct err *
action_plan_store_list(struct db_tx *tx, body_id body,
                       struct action_plan_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PLANS], DB_ARGS(db_int(body.v)),
                                     &rows);

    return err ? err : plans_read(tx, &rows, out);
}

const struct err *
plan_store_public(struct db_tx *tx, struct date on,
                  struct action_plan_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PUBLIC], DB_ARGS(db_date(on)),
                                     &rows);

    return err ? err : plans_read(tx, &rows, out);
}

const struct err *
plan_store_release(struct db_tx *tx, action_plan_id plan, unit_id unit,
                   account_id account, struct date on)
{
    return db_run(
        tx, &sql[RELEASE],
        DB_ARGS(db_int(plan.v), db_int(unit.v), db_int(account.v), db_date(on)),
        NULL);
}

const struct err *
plan_store_withdraw(struct db_tx *tx, action_plan_id plan, unit_id unit,
                    struct date on)
{
    return db_run(tx, &sql[WITHDRAW],
                  DB_ARGS(db_int(plan.v), db_int(unit.v), db_date(on)), NULL);
}

const struct err *
plan_store_released(struct db_tx *tx, action_plan_id plan, unit_id unit,
                    int32_t *out_n, bool *out_own)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[RELEASED],
                                     DB_ARGS(db_int(plan.v), db_int(unit.v)),
                                     &rows, &found);

    *out_n = 0;
    *out_own = false;
    if (err || !found)
        return err;
    *out_n = (int32_t)db_get_int(&rows, 0);
    *out_own = db_get_int(&rows, 1) != 0;
    db_rows_close(&rows);
    return NULL;
}

/* One row changed, or somebody else was first. */
static const struct err *
changed(struct db_tx *tx, const struct err *err, int64_t n)
{
    if (err || n == 1)
        return err;
    return ERR(tx->mem, CONFLICT, .msg = MSG_ACTION_PLAN_CHANGED);
}

const struct err *
action_plan_store_put(struct db_tx *tx, const struct action_plan *p,
                      account_id by, struct instant now)
{
    int64_t n = 0;
    const struct err *err;

    if (p->version == 0)
        return db_run(tx, &sql[INSERT_PLAN],
                      DB_ARGS(db_int(p->id.v), db_int(p->body.v),
                              db_int(p->number), db_text(p->title),
                              db_date(p->from), db_date(p->until),
                              db_id(p->item.v), db_id(by.v), db_time(now)),
                      NULL);
    err = db_run(tx, &sql[UPDATE_PLAN],
                 DB_ARGS(db_int(p->id.v), db_int(p->version), db_id(p->item.v),
                         db_date(p->returned_on), db_date(p->closed_on),
                         db_id(p->closed_by.v), db_text(p->evaluation)),
                 &n);
    return changed(tx, err, n);
}

const struct err *
measure_store_list(struct db_tx *tx, action_plan_id plan,
                   struct measure_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[MEASURES],
                                     DB_ARGS(db_int(plan.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct measure *m = grow(tx->mem, &g, sizeof *m);

        *m = (struct measure){
            .id = {db_get_int(&rows, 0)},
            .plan = {db_get_int(&rows, 1)},
            .position = (int32_t)db_get_int(&rows, 2),
            .goal = db_get_text(&rows, 3),
            .title = db_get_text(&rows, 4),
            .person = {db_get_int(&rows, 5)},
            .person_name = db_get_text(&rows, 6),
            .unit_name = db_get_text(&rows, 7),
            .from = db_get_date(&rows, 8),
            .until = db_get_date(&rows, 9),
            .indicator = db_get_text(&rows, 10),
            .state = (enum measure_state)db_get_int(&rows, 11),
            .version = db_get_int(&rows, 12),
            .budget = db_get_text(&rows, 13)};
    }
    *out = (struct measure_list){g.row, g.n};
    return rows.err;
}

const struct err *
measure_store_insert(struct db_tx *tx, const struct measure *m)
{
    return db_run(
        tx, &sql[INSERT_MEASURE],
        DB_ARGS(db_int(m->id.v), db_int(m->plan.v), db_int(m->position),
                db_text(m->goal), db_text(m->title), db_int(m->person.v),
                db_date(m->from), db_date(m->until), db_text(m->indicator),
                db_int(m->state), db_text(m->budget)),
        NULL);
}

const struct err *
measure_store_progress(struct db_tx *tx, const struct measure *m,
                       const struct progress *p, account_id by,
                       struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[UPDATE_MEASURE],
        DB_ARGS(db_int(m->id.v), db_int(m->version), db_int(p->state)), &n);

    err = changed(tx, err, n);
    if (err)
        return err;
    return db_run(tx, &sql[INSERT_PROGRESS],
                  DB_ARGS(db_int(id_new()), db_int(m->id.v), db_date(p->on),
                          db_int(p->state), db_text(p->text), db_id(by.v),
                          db_time(now)),
                  NULL);
}

const struct err *
progress_store_list(struct db_tx *tx, action_plan_id plan,
                    struct progress_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PROGRESS],
                                     DB_ARGS(db_int(plan.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct progress *p = grow(tx->mem, &g, sizeof *p);

        *p = (struct progress){
            .measure = {db_get_int(&rows, 0)},
            .on = db_get_date(&rows, 1),
            .state = (enum measure_state)db_get_int(&rows, 2),
            .text = db_get_text(&rows, 3),
            .name = db_get_text(&rows, 4)};
    }
    *out = (struct progress_list){g.row, g.n};
    return rows.err;
}

const struct err *
endorsement_store_list(struct db_tx *tx, action_plan_id plan,
                       struct endorsement_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[ENDORSEMENTS],
                                     DB_ARGS(db_int(plan.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct endorsement *e = grow(tx->mem, &g, sizeof *e);

        *e = (struct endorsement){.unit = {db_get_int(&rows, 0)},
                                  .decision = {db_get_int(&rows, 1)},
                                  .account = {db_get_int(&rows, 2)},
                                  .on = db_get_date(&rows, 3),
                                  .name = db_get_text(&rows, 4)};
    }
    *out = (struct endorsement_list){g.row, g.n};
    return rows.err;
}

const struct err *
endorsement_store_insert(struct db_tx *tx, action_plan_id plan,
                         const struct endorsement *e, struct instant now)
{
    return db_run(tx, &sql[INSERT_ENDORSEMENT],
                  DB_ARGS(db_int(plan.v), db_int(e->unit.v),
                          db_int(e->decision.v), db_int(e->account.v),
                          db_date(e->on), db_time(now)),
                  NULL);
}

const struct err *
measure_store_update(struct db_tx *tx, const struct measure *m)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[CHANGE_MEASURE],
        DB_ARGS(db_int(m->id.v), db_int(m->version), db_text(m->goal),
                db_text(m->title), db_int(m->person.v), db_date(m->from),
                db_date(m->until), db_text(m->indicator), db_text(m->budget)),
        &n);

    return changed(tx, err, n);
}

const struct err *
measure_store_delete(struct db_tx *tx, measure_id id)
{
    const struct err *err = db_run(tx, &sql[DELETE_PROGRESS],
                                   DB_ARGS(db_int(id.v)), NULL);

    return err ? err
               : db_run(tx, &sql[DELETE_MEASURE], DB_ARGS(db_int(id.v)), NULL);
}

const struct err *
measure_store_late(struct db_tx *tx, account_id account, struct date on,
                   struct late_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LATE], DB_ARGS(db_int(account.v), db_date(on)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct late_measure *m = grow(tx->mem, &g, sizeof *m);

        *m = (struct late_measure){.body = {db_get_int(&rows, 0)},
                                   .body_name = db_get_text(&rows, 1),
                                   .plan = (int32_t)db_get_int(&rows, 2),
                                   .title = db_get_text(&rows, 3),
                                   .since = db_get_date(&rows, 4)};
    }
    *out = (struct late_list){g.row, g.n};
    return rows.err;
}

const struct err *
plan_return_store_insert(struct db_tx *tx, action_plan_id plan, unit_id unit,
                         struct str text, account_id by, struct date on,
                         struct instant now)
{
    const struct err *err = db_run(tx, &sql[DROP_ENDORSEMENTS],
                                   DB_ARGS(db_int(plan.v)), NULL);

    if (err)
        return err;
    return db_run(tx, &sql[INSERT_RETURN],
                  DB_ARGS(db_int(id_new()), db_int(plan.v), db_int(unit.v),
                          db_text(text), db_int(by.v), db_date(on),
                          db_time(now)),
                  NULL);
}

const struct err *
plan_return_store_list(struct db_tx *tx, action_plan_id plan,
                       struct plan_return_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[RETURNS], DB_ARGS(db_int(plan.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct plan_return *r = grow(tx->mem, &g, sizeof *r);

        *r = (struct plan_return){.unit = {db_get_int(&rows, 0)},
                                  .unit_name = db_get_text(&rows, 1),
                                  .text = db_get_text(&rows, 2),
                                  .name = db_get_text(&rows, 3),
                                  .on = db_get_date(&rows, 4)};
    }
    *out = (struct plan_return_list){g.row, g.n};
    return rows.err;
}
