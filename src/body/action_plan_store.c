/* Action plans, measures, progress and endorsements in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_store.h"

#include "base/grow.h"
#include "text/messages.h"

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
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [PLANS] = {"action_plan.list",
               "SELECT id, body_id, number, title, from_on, until_on, item_id,"
               " version FROM action_plan WHERE body_id = $1"
               " ORDER BY number DESC"},
    [INSERT_PLAN] = {"action_plan.insert",
                     "INSERT INTO action_plan (id, body_id, number, title,"
                     " from_on, until_on, item_id, made_by, made_at, version)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)"},
    [UPDATE_PLAN] = {"action_plan.update",
                     "UPDATE action_plan SET item_id = $3, version = $2 + 1"
                     " WHERE id = $1 AND version = $2"},
    [MEASURES] = {"action_plan.measures",
                  "SELECT m.id, m.plan_id, m.position, m.goal, m.title,"
                  " m.person_id, p.name, u.name, m.from_on, m.until_on,"
                  " m.indicator, m.state, m.version FROM action_measure m"
                  " JOIN body_person p ON p.id = m.person_id"
                  " JOIN unit u ON u.id = p.unit_id WHERE m.plan_id = $1"
                  " ORDER BY m.position"},
    [INSERT_MEASURE] = {"action_plan.insert_measure",
                        "INSERT INTO action_measure (id, plan_id, position,"
                        " goal, title, person_id, from_on, until_on, indicator,"
                        " state, version) VALUES ($1, $2, $3, $4, $5, $6, $7,"
                        " $8, $9, $10, 1)"},
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
};
const struct db_set action_plan_sql = {sql, SQL_COUNT};

const struct err *
action_plan_store_list(struct db_tx *tx, body_id body,
                       struct action_plan_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PLANS], DB_ARGS(db_int(body.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct action_plan *p = grow(tx->mem, &g, sizeof *p);

        *p = (struct action_plan){.id = {db_get_int(&rows, 0)},
                                  .body = {db_get_int(&rows, 1)},
                                  .number = (int32_t)db_get_int(&rows, 2),
                                  .title = db_get_text(&rows, 3),
                                  .from = db_get_date(&rows, 4),
                                  .until = db_get_date(&rows, 5),
                                  .item = {db_get_int(&rows, 6)},
                                  .version = db_get_int(&rows, 7)};
    }
    *out = (struct action_plan_list){g.row, g.n};
    return rows.err;
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
                 DB_ARGS(db_int(p->id.v), db_int(p->version), db_id(p->item.v)),
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
            .version = db_get_int(&rows, 12)};
    }
    *out = (struct measure_list){g.row, g.n};
    return rows.err;
}

const struct err *
measure_store_insert(struct db_tx *tx, const struct measure *m)
{
    return db_run(tx, &sql[INSERT_MEASURE],
                  DB_ARGS(db_int(m->id.v), db_int(m->plan.v),
                          db_int(m->position), db_text(m->goal),
                          db_text(m->title), db_int(m->person.v),
                          db_date(m->from), db_date(m->until),
                          db_text(m->indicator), db_int(m->state)),
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
