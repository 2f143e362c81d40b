/* Yearly evaluations: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/evaluation_store.h"

#include "base/grow.h"
#include "text/messages_body.h"

enum { LIST, INSERT, UPDATE, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"evaluation.list",
              "SELECT e.id, e.unit_id, e.works, e.lacks, e.change, e.points,"
              " e.score1, e.score2, e.score3, e.score4, e.account_id, a.name,"
              " e.submitted_on, e.version FROM body_evaluation e"
              " JOIN account a ON a.id = e.account_id"
              " WHERE e.body_id = $1 AND e.year = $2 ORDER BY e.id"},
    [INSERT] = {"evaluation.insert",
                "INSERT INTO body_evaluation (works, lacks, change, points,"
                " score1, score2, score3, score4, account_id, saved_at,"
                " submitted_on, id, body_id, year, unit_id, version)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
                " $13, $14, $15, 1)"},
    [UPDATE] = {"evaluation.update",
                "UPDATE body_evaluation SET works = $1, lacks = $2,"
                " change = $3, points = $4, score1 = $5, score2 = $6,"
                " score3 = $7, score4 = $8, account_id = $9, saved_at = $10,"
                " submitted_on = $11, version = $13 + 1 WHERE id = $12"
                " AND version = $13 AND submitted_on IS NULL"},
};
const struct db_set evaluation_sql = {sql, SQL_COUNT};

const struct err *
evaluation_store_list(struct db_tx *tx, body_id body, int32_t year,
                      struct evaluation_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LIST], DB_ARGS(db_int(body.v), db_int(year)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct evaluation *e = grow(tx->mem, &g, sizeof *e);

        *e = (struct evaluation){.id = db_get_int(&rows, 0),
                                 .body = body,
                                 .year = year,
                                 .unit = {db_get_int(&rows, 1)},
                                 .works = db_get_text(&rows, 2),
                                 .lacks = db_get_text(&rows, 3),
                                 .change = db_get_text(&rows, 4),
                                 .points = db_get_text(&rows, 5),
                                 .account = {db_get_int(&rows, 10)},
                                 .name = db_get_text(&rows, 11),
                                 .submitted_on = db_get_date(&rows, 12),
                                 .version = db_get_int(&rows, 13)};
        for (int i = 0; i < EVALUATION_SCORES; i++)
            e->score[i] = (int32_t)db_get_int(&rows, 6 + i);
    }
    *out = (struct evaluation_list){g.row, g.n};
    return rows.err;
}

const struct err *
evaluation_store_put(struct db_tx *tx, const struct evaluation *e,
                     struct instant now)
{
    int64_t n = 0;
    const struct err *err;

    if (e->version == 0)
        return db_run(
            tx, &sql[INSERT],
            DB_ARGS(db_text(e->works), db_text(e->lacks), db_text(e->change),
                    db_text(e->points), db_int(e->score[0]),
                    db_int(e->score[1]), db_int(e->score[2]),
                    db_int(e->score[3]), db_int(e->account.v), db_time(now),
                    db_date(e->submitted_on), db_int(id_new()),
                    db_int(e->body.v), db_int(e->year), db_int(e->unit.v)),
            NULL);
    err = db_run(
        tx, &sql[UPDATE],
        DB_ARGS(db_text(e->works), db_text(e->lacks), db_text(e->change),
                db_text(e->points), db_int(e->score[0]), db_int(e->score[1]),
                db_int(e->score[2]), db_int(e->score[3]), db_int(e->account.v),
                db_time(now), db_date(e->submitted_on), db_int(e->id),
                db_int(e->version)),
        &n);
    if (err || n == 1)
        return err;
    return ERR(tx->mem, CONFLICT, .msg = MSG_ACTION_PLAN_CHANGED);
}
