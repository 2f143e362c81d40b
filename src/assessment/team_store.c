/* Teams, their weeks, members and places: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/team_store.h"

#include "base/grow.h"

enum {
    SETUP,
    PUT_SETUP,
    ABSENCES,
    WEEKS_SET,
    WEEKS_TAKEN,
    PUT_WEEK,
    DROP_WEEK,
    MEMBERS,
    IS_MEMBER,
    CLEAR,
    PUT_MEMBER,
    BOARD,
    PLACE,
    PUT_PLACE,
    DROP_PLACE,
    SQL_COUNT
};
static const struct db_stmt sql[SQL_COUNT] = {
    [SETUP] = {"thk_team.get",
               "SELECT age_from, age_to, needed, week_places, days_each,"
               " version FROM thk_team WHERE unit_id = $1"},
    [PUT_SETUP] = {"thk_team.put",
                   "INSERT INTO thk_team (unit_id, age_from, age_to, needed,"
                   " week_places, days_each, version)"
                   " VALUES ($1, $2, $3, $4, $5, $6, 1)"
                   " ON CONFLICT (unit_id) DO UPDATE SET"
                   " age_from = excluded.age_from, age_to = excluded.age_to,"
                   " needed = excluded.needed,"
                   " week_places = excluded.week_places,"
                   " days_each = excluded.days_each,"
                   " version = thk_team.version + 1"},
    [ABSENCES] = {"thk_team.absences",
                  "SELECT function_id, from_on, to_on FROM absence"
                  " WHERE ended_at IS NULL AND to_on >= $1 AND from_on <= $2"},
    [WEEKS_SET] = {"thk_team_week.list",
                   "SELECT unit_id, week, places FROM thk_team_week"
                   " WHERE week >= $1 AND week <= $2"},
    [WEEKS_TAKEN] = {"thk_place.count",
                     /* no share: numbers only */
                     "SELECT p.unit_id, p.week, COUNT(*) FROM thk_place p"
                     " JOIN assessment a ON a.id = p.assessment_id"
                     " WHERE p.week >= $1 AND p.week <= $2"
                     " AND a.state NOT IN ('withdrawn', 'declined')"
                     " GROUP BY p.unit_id, p.week"},
    [PUT_WEEK] = {"thk_team_week.put",
                  "INSERT INTO thk_team_week (unit_id, week, places, made_at,"
                  " made_by) VALUES ($1, $2, $3, $4, $5)"
                  " ON CONFLICT (unit_id, week) DO UPDATE SET"
                  " places = excluded.places, made_at = excluded.made_at,"
                  " made_by = excluded.made_by"},
    [DROP_WEEK] = {"thk_team_week.drop",
                   "DELETE FROM thk_team_week WHERE unit_id = $1"
                   " AND week = $2"},
    [MEMBERS] = {"thk_member.list",
                 "SELECT m.function_id, m.account_id, m.unit_id,"
                 " m.profession, n.name, u.name, m.left_out, m.reason"
                 " FROM thk_member m"
                 " JOIN assessment a ON a.id = m.assessment_id"
                 " JOIN case_file f ON f.id = a.case_id"
                 " JOIN unit u ON u.id = m.unit_id"
                 " LEFT JOIN account n ON n.id = m.account_id"
                 " WHERE m.assessment_id = $4 AND " SHARE_SEES_CORE(
                     "f") " ORDER BY m.left_out, m.function_id"},
    [IS_MEMBER] = {"thk_member.is",
                   /* no share: facts for the gate */
                   "SELECT left_out FROM thk_member WHERE assessment_id = $1"
                   " AND function_id = $2"},
    [CLEAR] = {"thk_member.clear",
               /* no share: changes without showing */
               "DELETE FROM thk_member WHERE assessment_id = $1"},
    [PUT_MEMBER] = {"thk_member.put",
                    "INSERT INTO thk_member (assessment_id, function_id,"
                    " account_id, unit_id, profession, left_out, reason,"
                    " made_at, made_by)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [BOARD] = {"thk_place.board",
               "SELECT a.id, a.case_id, a.state, a.priority, a.sent_at,"
               " p.unit_id, p.week FROM assessment a"
               " JOIN case_file f ON f.id = a.case_id"
               " LEFT JOIN thk_place p ON p.assessment_id = a.id"
               " WHERE (a.decider_unit = $1 OR a.team_unit = $1)"
               " AND a.state IN ('offered', 'waiting_list', 'preparation',"
               " 'days_planned', 'carried_out') AND " SHARE_SEES_CORE(
                   "f") " ORDER BY CASE a.priority WHEN 0 THEN 9"
                        " ELSE a.priority END, a.sent_at, a.id LIMIT 300"},
    [PLACE] = {"thk_place.get",
               /* no share: after the gate */
               "SELECT unit_id, week FROM thk_place WHERE assessment_id = $1"},
    [PUT_PLACE] = {"thk_place.put",
                   "INSERT INTO thk_place (assessment_id, unit_id, week,"
                   " made_at, made_by) VALUES ($1, $2, $3, $4, $5)"
                   " ON CONFLICT (assessment_id) DO UPDATE SET"
                   " unit_id = excluded.unit_id, week = excluded.week,"
                   " made_at = excluded.made_at, made_by = excluded.made_by"},
    [DROP_PLACE] = {"thk_place.drop",
                    /* no share: changes without showing */
                    "DELETE FROM thk_place WHERE assessment_id = $1"},
};
const struct db_set team_sql = {sql, SQL_COUNT};

/* --- setup and weeks: nothing about a child --- */

const struct err *
team_store_setup(struct db_tx *tx, unit_id unit, struct team_setup *out,
                 bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[SETUP], DB_ARGS(db_int(unit.v)),
                                     &rows, found);

    if (err || !*found)
        return err;
    out->age_from = (int32_t)db_get_int(&rows, 0);
    out->age_to = (int32_t)db_get_int(&rows, 1);
    out->needed = (uint32_t)db_get_int(&rows, 2);
    out->week_places = (int32_t)db_get_int(&rows, 3);
    out->days_each = (int32_t)db_get_int(&rows, 4);
    out->version = db_get_int(&rows, 5);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
team_store_put_setup(struct db_tx *tx, const struct team_setup *t)
{
    return db_run(tx, &sql[PUT_SETUP],
                  DB_ARGS(db_int(t->unit.v), db_int(t->age_from),
                          db_int(t->age_to), db_int(t->needed),
                          db_int(t->week_places), db_int(t->days_each)),
                  NULL);
}

const struct err *
team_store_absences(struct db_tx *tx, struct date from, struct date to,
                    struct team_absences *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[ABSENCES], DB_ARGS(db_date(from), db_date(to)), &rows);

    while (!err && db_next(&rows)) {
        struct team_absence *a = grow(tx->mem, &g, sizeof *a);

        a->function.v = db_get_int(&rows, 0);
        a->from = db_get_date(&rows, 1);
        a->to = db_get_date(&rows, 2);
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct team_absences){g.row, g.n};
    return err;
}

static struct team_week_row *
week_row(struct arena *mem, struct growing *g, const struct db_rows *rows)
{
    unit_id unit = {db_get_int(rows, 0)};
    struct date week = db_get_date(rows, 1);
    struct team_week_row *row = g->row;

    for (size_t i = 0; i < g->n; i++)
        if (row[i].unit.v == unit.v && date_cmp(row[i].week, week) == 0)
            return &row[i];
    row = grow(mem, g, sizeof *row);
    *row = (struct team_week_row){.unit = unit, .week = week, .places = -1};
    return row;
}

const struct err *
team_store_weeks(struct db_tx *tx, struct date from, struct date to,
                 struct team_week_rows *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[WEEKS_SET], DB_ARGS(db_date(from), db_date(to)), &rows);

    while (!err && db_next(&rows))
        week_row(tx->mem, &g, &rows)->places = (int32_t)db_get_int(&rows, 2);
    if (!err)
        err = rows.err;
    if (!err)
        err = db_query(tx, &sql[WEEKS_TAKEN],
                       DB_ARGS(db_date(from), db_date(to)), &rows);
    while (!err && db_next(&rows))
        week_row(tx->mem, &g, &rows)->taken = db_get_int(&rows, 2);
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct team_week_rows){g.row, g.n};
    return err;
}

const struct err *
team_store_put_week(struct db_tx *tx, unit_id unit, struct date week,
                    int32_t places, function_id by, struct instant now)
{
    if (places < 0)
        return db_run(tx, &sql[DROP_WEEK],
                      DB_ARGS(db_int(unit.v), db_date(week)), NULL);
    return db_run(tx, &sql[PUT_WEEK],
                  DB_ARGS(db_int(unit.v), db_date(week), db_int(places),
                          db_time(now), db_int(by.v)),
                  NULL);
}

/* --- a child's team --- */

const struct err *
team_store_members(struct db_tx *tx, const struct viewer *v, assessment_id id,
                   struct team_people *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(tx, &sql[MEMBERS],
                                     DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                             db_int(v->account.v),
                                             db_int(id.v)),
                                     &rows);

    while (!err && db_next(&rows)) {
        struct team_person *p = grow(tx->mem, &g, sizeof *p);

        *p = (struct team_person){.function = {db_get_int(&rows, 0)},
                                  .account = {db_get_int(&rows, 1)},
                                  .unit = {db_get_int(&rows, 2)},
                                  .name = db_get_text(&rows, 4),
                                  .unit_name = db_get_text(&rows, 5),
                                  .left_out = db_get_int(&rows, 6) != 0,
                                  .reason = db_get_blob(&rows, 7)};
        (void)profession_parse(db_get_text(&rows, 3), &p->profession);
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct team_people){g.row, g.n};
    return err;
}

const struct err *
team_store_is_member(struct db_tx *tx, assessment_id id, function_id f,
                     bool *out_member, bool *out_left_out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[IS_MEMBER], DB_ARGS(db_int(id.v), db_int(f.v)), &rows, &found);

    *out_member = false;
    *out_left_out = false;
    if (err || !found)
        return err;
    *out_left_out = db_get_int(&rows, 0) != 0;
    *out_member = !*out_left_out;
    db_rows_close(&rows);
    return NULL;
}

const struct err *
team_store_clear(struct db_tx *tx, assessment_id id)
{
    return db_run(tx, &sql[CLEAR], DB_ARGS(db_int(id.v)), NULL);
}

const struct err *
team_store_put_member(struct db_tx *tx, assessment_id id,
                      const struct team_person *p, struct str sealed_reason,
                      function_id by, struct instant now)
{
    return db_run(tx, &sql[PUT_MEMBER],
                  DB_ARGS(db_int(id.v), db_int(p->function.v),
                          db_int(p->account.v), db_int(p->unit.v),
                          db_cz(profession_code(p->profession)),
                          db_int(p->left_out), db_blob(sealed_reason),
                          db_time(now), db_int(by.v)),
                  NULL);
}

/* --- the board --- */

const struct err *
team_store_board(struct db_tx *tx, const struct viewer *v,
                 struct board_children *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[BOARD],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v)),
        &rows);

    while (!err && db_next(&rows)) {
        struct board_child *k = grow(tx->mem, &g, sizeof *k);
        bool known;

        *k = (struct board_child){.id = {db_get_int(&rows, 0)},
                                  .case_id = {db_get_int(&rows, 1)},
                                  .priority = db_get_int(&rows, 3),
                                  .asked_at = db_get_time(&rows, 4),
                                  .unit = {db_get_int(&rows, 5)},
                                  .week = db_get_date(&rows, 6)};
        known = thk_state_parse(db_get_text(&rows, 2), &k->state);
        ASSERT(known);
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct board_children){g.row, g.n};
    return err;
}

const struct err *
team_store_place(struct db_tx *tx, assessment_id id, unit_id *out_unit,
                 struct date *out_week)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[PLACE], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    *out_unit = (unit_id){0};
    *out_week = DATE_NONE;
    if (err || !found)
        return err;
    out_unit->v = db_get_int(&rows, 0);
    *out_week = db_get_date(&rows, 1);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
team_store_put_place(struct db_tx *tx, assessment_id id, unit_id unit,
                     struct date week, function_id by, struct instant now)
{
    return db_run(tx, &sql[PUT_PLACE],
                  DB_ARGS(db_int(id.v), db_int(unit.v), db_date(week),
                          db_time(now), db_int(by.v)),
                  NULL);
}

const struct err *
team_store_drop_place(struct db_tx *tx, assessment_id id)
{
    return db_run(tx, &sql[DROP_PLACE], DB_ARGS(db_int(id.v)), NULL);
}
