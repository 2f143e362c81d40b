/* Recommendations: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/recommend.h"

#include "base/grow.h"
#include "sharing/share.h"
#include "text/messages_assessment.h"

/* Who asked and the team see all, a receiver what is addressed to it. */
#define SEES_ALL SHARE_SEES_OF("f", "'plan'", "a.team_unit")

enum { LIST, WHERE, INSERT, DROP, UPDATE, DATES, SQL_COUNT };
static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"thk_recommendation.list",
              "SELECT r.id, r.to_unit, u.name, r.text, r.due_on, r.state,"
              " r.owner_function, n.name, r.status, r.addressed_on,"
              " r.answered_on, r.done_on, r.version"
              " FROM thk_recommendation r"
              " JOIN assessment a ON a.id = r.assessment_id"
              " JOIN case_file f ON f.id = a.case_id"
              " JOIN unit u ON u.id = r.to_unit"
              " LEFT JOIN unit_function w ON w.id = r.owner_function"
              " LEFT JOIN account n ON n.id = w.account_id"
              " WHERE r.assessment_id = $4 AND " SHARE_SEES_CORE(
                  "f") " AND ((r.to_unit = $1 AND r.state <> 'written') OR"
                       " (" SEES_ALL ")) ORDER BY r.id"},
    [WHERE] = {"thk_recommendation.where",
               /* no share: facts for the gate */
               "SELECT assessment_id, to_unit, state FROM thk_recommendation"
               " WHERE id = $1"},
    [INSERT] = {"thk_recommendation.insert",
                "INSERT INTO thk_recommendation (id, assessment_id, to_unit,"
                " text, due_on, state, made_at, made_by, version)"
                " VALUES ($1, $2, $3, $4, $5, 'written', $6, $7, 1)"},
    [DROP] = {"thk_recommendation.drop",
              /* no share: changes without showing */
              "DELETE FROM thk_recommendation WHERE assessment_id = $1"
              " AND id = $2 AND state = 'written'"},
    [UPDATE] = {"thk_recommendation.update",
                /* no share: changes without showing */
                "UPDATE thk_recommendation SET state = $3,"
                " owner_function = $4, status = $5, addressed_on = $6,"
                " answered_on = $7, done_on = $8, version = $2 + 1"
                " WHERE id = $1 AND version = $2"},
    [DATES] = {"thk_recommendation.dates",
               /* no share: days only, no child; protected left out */
               "SELECT r.addressed_on, r.done_on FROM thk_recommendation r"
               " JOIN assessment a ON a.id = r.assessment_id"
               " JOIN case_file f ON f.id = a.case_id"
               " WHERE r.addressed_on IS NOT NULL AND f.is_protected = 0"},
};
const struct db_set recommend_sql = {sql, SQL_COUNT};

static void
read_one(const struct db_rows *rows, struct recommendation *r)
{
    bool known;

    r->id = db_get_int(rows, 0);
    r->to_unit.v = db_get_int(rows, 1);
    r->unit_name = db_get_text(rows, 2);
    r->text = db_get_blob(rows, 3);
    r->due_on = db_get_date(rows, 4);
    known = recommendation_state_parse(db_get_text(rows, 5), &r->state);
    ASSERT(known);
    r->owner.v = db_get_int(rows, 6);
    r->owner_name = db_get_text(rows, 7);
    r->status = db_get_blob(rows, 8);
    r->addressed_on = db_get_date(rows, 9);
    r->answered_on = db_get_date(rows, 10);
    r->done_on = db_get_date(rows, 11);
    r->version = db_get_int(rows, 12);
}

const struct err *
recommend_store_list(struct db_tx *tx, unit_id unit, struct instant now,
                     account_id account, assessment_id id,
                     struct recommendation_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[LIST],
        DB_ARGS(db_int(unit.v), db_time(now), db_int(account.v), db_int(id.v)),
        &rows);

    while (!err && db_next(&rows)) {
        struct recommendation *r = grow(tx->mem, &g, sizeof *r);

        read_one(&rows, r);
        r->assessment = id;
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct recommendation_list){g.row, g.n};
    return err;
}

const struct err *
recommend_store_where(struct db_tx *tx, int64_t id,
                      assessment_id *out_assessment, unit_id *out_unit,
                      enum recommendation_state *out_state)
{
    struct db_rows rows;
    bool found = false, known;
    const struct err *err = db_first(tx, &sql[WHERE], DB_ARGS(db_int(id)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    out_assessment->v = db_get_int(&rows, 0);
    out_unit->v = db_get_int(&rows, 1);
    known = recommendation_state_parse(db_get_text(&rows, 2), out_state);
    ASSERT(known);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
recommend_store_insert(struct db_tx *tx, const struct recommendation *r,
                       function_id by, struct instant now)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(r->id), db_int(r->assessment.v),
                          db_int(r->to_unit.v), db_blob(r->text),
                          db_date(r->due_on), db_time(now), db_int(by.v)),
                  NULL);
}

static const struct err *
one_row(struct db_tx *tx, const struct err *err, int64_t changed)
{
    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_ADVICE_NOT_NOW);
    return err;
}

const struct err *
recommend_store_drop(struct db_tx *tx, assessment_id id, int64_t nr)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[DROP],
                                   DB_ARGS(db_int(id.v), db_int(nr)), &changed);

    return one_row(tx, err, changed);
}

const struct err *
recommend_store_update(struct db_tx *tx, const struct recommendation *r)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[UPDATE],
        DB_ARGS(db_int(r->id), db_int(r->version),
                db_cz(recommendation_state_word(r->state)), db_id(r->owner.v),
                db_blob(r->status), db_date(r->addressed_on),
                db_date(r->answered_on), db_date(r->done_on)),
        &changed);

    return one_row(tx, err, changed);
}

const struct err *
recommend_store_dates(struct db_tx *tx, struct recommendation_dates **out,
                      size_t *out_n)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(tx, &sql[DATES], DB_NO_ARGS, &rows);

    while (!err && db_next(&rows)) {
        struct recommendation_dates *d = grow(tx->mem, &g, sizeof *d);

        d->addressed_on = db_get_date(&rows, 0);
        d->done_on = db_get_date(&rows, 1);
    }
    if (!err)
        err = rows.err;
    if (!err) {
        *out = g.row;
        *out_n = g.n;
    }
    return err;
}
