/* Assessments (THK) and their steps: the statements that all else builds on.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/assessment.h"

#include "base/grow.h"
#include "sharing/share.h"
#include "text/messages_assessment.h"

#define ASSESSMENT_COLS                                                   \
    "a.id, a.case_id, a.state, a.state_at, a.author_account,"             \
    " a.author_function, a.requester_unit, a.decider_unit, a.team_unit,"  \
    " a.request, a.request_version, a.variant, a.priority, a.message_id," \
    " a.sent_at, a.made_at, a.version"

enum {
    GET,
    FIND_MESSAGE,
    INSERT,
    UPDATE,
    SET_STATE,
    DISCARD,
    STEP_INSERT,
    STEP_LIST,
    NOTICE_PUT,
    NOTICE_DROP,
    NOTICE_LIST,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [GET] = {"assessment.get",
             /* no share: facts for the gate, and after it */
             "SELECT " ASSESSMENT_COLS " FROM assessment a WHERE a.id = $1"},
    [FIND_MESSAGE] = {"assessment.find_message",
                      /* no share: is a message here already? */
                      "SELECT " ASSESSMENT_COLS " FROM assessment a"
                      " WHERE a.message_id = $1"},
    [INSERT] = {"assessment.insert",
                "INSERT INTO assessment (id, case_id, state, state_at,"
                " author_account, author_function, requester_unit,"
                " decider_unit, team_unit, request, request_version, variant,"
                " priority, message_id, sent_at, made_at, version)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
                " $13, $14, $15, $16, 1)"},
    [UPDATE] = {"assessment.update",
                /* no share: changes without showing */
                "UPDATE assessment SET decider_unit = $3, team_unit = $4,"
                " request = $5, request_version = $6, variant = $7,"
                " priority = $8, message_id = $9, sent_at = $10,"
                " version = $2 + 1 WHERE id = $1 AND version = $2"},
    [SET_STATE] = {"assessment.set_state",
                   /* no share: changes without showing */
                   "UPDATE assessment SET state = $3, state_at = $4,"
                   " version = $2 + 1 WHERE id = $1 AND version = $2"},
    [DISCARD] = {"assessment.discard",
                 /* no share: a draft that was never sent, by its author */
                 "DELETE FROM assessment WHERE id = $1 AND version = $2"
                 " AND state = 'draft'"},
    [STEP_INSERT] = {"assessment_step.insert",
                     "INSERT INTO assessment_step (id, assessment_id, step,"
                     " from_state, to_state, at, account_id, function_id,"
                     " note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [STEP_LIST] = {"assessment_step.list",
                   "SELECT s.id, s.step, s.at, s.note, n.name, u.name, u.type"
                   " FROM assessment_step s"
                   " JOIN assessment a ON a.id = s.assessment_id"
                   " JOIN case_file f ON f.id = a.case_id"
                   " LEFT JOIN account n ON n.id = s.account_id"
                   " LEFT JOIN unit_function w ON w.id = s.function_id"
                   " LEFT JOIN unit u ON u.id = w.unit_id"
                   " WHERE s.assessment_id = $4 AND " SHARE_SEES_CORE(
                       "f") " ORDER BY s.at, s.id"},
    [NOTICE_PUT] = {"assessment_notice.put",
                    "INSERT INTO assessment_notice (assessment_id, unit_id,"
                    " case_id, account_id, step, at)"
                    " VALUES ($1, $2, $3, $4, $5, $6)"
                    " ON CONFLICT (assessment_id, unit_id) DO UPDATE SET"
                    " account_id = excluded.account_id,"
                    " step = excluded.step, at = excluded.at"},
    [NOTICE_DROP] = {"assessment_notice.drop",
                     "DELETE FROM assessment_notice WHERE assessment_id = $1"
                     " AND unit_id = $2"},
    [NOTICE_LIST] = {"assessment_notice.list",
                     "SELECT n.assessment_id, n.case_id, n.step, n.at"
                     " FROM assessment_notice n"
                     " JOIN case_file f ON f.id = n.case_id"
                     " WHERE n.unit_id = $1 AND (n.account_id IS NULL OR"
                     " n.account_id = $3) AND " SHARE_SEES_CORE(
                         "f") " ORDER BY n.at, n.assessment_id LIMIT $4"},
};
const struct db_set assessment_sql = {sql, SQL_COUNT};

static void
read_assessment(const struct db_rows *r, struct assessment *a)
{
    bool known;

    a->id.v = db_get_int(r, 0);
    a->case_id.v = db_get_int(r, 1);
    known = thk_state_parse(db_get_text(r, 2), &a->state);
    ASSERT(known);
    a->state_at = db_get_time(r, 3);
    a->author_account.v = db_get_int(r, 4);
    a->author_function.v = db_get_int(r, 5);
    a->requester_unit.v = db_get_int(r, 6);
    a->decider_unit.v = db_get_int(r, 7);
    a->team_unit.v = db_get_int(r, 8);
    a->sealed = db_get_blob(r, 9);
    a->request_version = db_get_int(r, 10);
    a->variant = db_get_text(r, 11);
    a->priority = db_get_int(r, 12);
    a->message_id = db_get_text(r, 13);
    a->sent_at = db_get_time(r, 14);
    a->made_at = db_get_time(r, 15);
    a->version = db_get_int(r, 16);
}

const struct err *
assessment_store_get(struct db_tx *tx, assessment_id id, struct assessment *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    read_assessment(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
assessment_store_find_message(struct db_tx *tx, struct str message,
                              struct assessment *out, bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[FIND_MESSAGE],
                                     DB_ARGS(db_text(message)), &rows, found);

    if (err || !*found)
        return err;
    read_assessment(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
assessment_store_insert(struct db_tx *tx, struct assessment *a)
{
    if (a->id.v == 0)
        a->id.v = id_new();
    a->version = 1;
    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(a->id.v), db_int(a->case_id.v),
                db_cz(thk_state_word(a->state)), db_time(a->state_at),
                db_int(a->author_account.v), db_int(a->author_function.v),
                db_int(a->requester_unit.v), db_int(a->decider_unit.v),
                db_id(a->team_unit.v), db_blob(a->sealed),
                db_int(a->request_version), db_text(a->variant),
                db_int(a->priority), db_text(a->message_id),
                db_time(a->sent_at), db_time(a->made_at)),
        NULL);
}

static const struct err *
changed_one(struct db_tx *tx, struct assessment *a, const struct err *err,
            int64_t changed)
{
    if (err)
        return err;
    if (changed != 1)
        return ERR(tx->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    a->version++;
    return NULL;
}

const struct err *
assessment_store_update(struct db_tx *tx, struct assessment *a)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[UPDATE],
        DB_ARGS(db_int(a->id.v), db_int(a->version), db_int(a->decider_unit.v),
                db_id(a->team_unit.v), db_blob(a->sealed),
                db_int(a->request_version), db_text(a->variant),
                db_int(a->priority), db_text(a->message_id),
                db_time(a->sent_at)),
        &changed);

    return changed_one(tx, a, err, changed);
}

const struct err *
assessment_store_set_state(struct db_tx *tx, struct assessment *a,
                           enum thk_state to, struct instant now)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[SET_STATE],
                                   DB_ARGS(db_int(a->id.v), db_int(a->version),
                                           db_cz(thk_state_word(to)),
                                           db_time(now)),
                                   &changed);

    err = changed_one(tx, a, err, changed);
    if (err)
        return err;
    a->state = to;
    a->state_at = now;
    return NULL;
}

const struct err *
assessment_store_discard(struct db_tx *tx, struct assessment *a)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[DISCARD],
                                   DB_ARGS(db_int(a->id.v), db_int(a->version)),
                                   &changed);

    return changed_one(tx, a, err, changed);
}

const struct err *
assessment_store_add_step(struct db_tx *tx, const struct assessment_step *s,
                          assessment_id id)
{
    const struct thk_transition *t = thk_transition(s->step);

    return db_run(tx, &sql[STEP_INSERT],
                  DB_ARGS(db_int(s->id), db_int(id.v), db_cz(t->word),
                          db_cz(thk_state_word(s->from)),
                          db_cz(thk_state_word(t->to)), db_time(s->at),
                          db_int(s->account.v), db_id(s->function.v),
                          db_blob(s->note)),
                  NULL);
}

static bool
step_parse(struct str word, enum thk_step *out)
{
    for (unsigned i = 0; i < THK_STEP_COUNT; i++)
        if (str_eq_cz(word, thk_transition((enum thk_step)i)->word)) {
            *out = (enum thk_step)i;
            return true;
        }
    return false;
}

const struct err *
assessment_store_list_steps(struct db_tx *tx, unit_id unit, struct instant now,
                            account_id account, assessment_id id,
                            struct assessment_step_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[STEP_LIST],
        DB_ARGS(db_int(unit.v), db_time(now), db_int(account.v), db_int(id.v)),
        &rows);

    while (!err && db_next(&rows)) {
        struct assessment_step *s = grow(tx->mem, &g, sizeof *s);
        bool known;

        *s = (struct assessment_step){.id = db_get_int(&rows, 0),
                                      .at = db_get_time(&rows, 2),
                                      .note = db_get_blob(&rows, 3),
                                      .name = db_get_text(&rows, 4),
                                      .unit_name = db_get_text(&rows, 5)};
        known = step_parse(db_get_text(&rows, 1), &s->step);
        ASSERT(known);
        (void)unit_type_parse(db_get_text(&rows, 6), &s->unit_type);
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct assessment_step_list){g.row, g.n};
    return err;
}

const struct err *
assessment_store_put_notice(struct db_tx *tx, const struct assessment *a,
                            enum thk_step step, unit_id unit,
                            account_id account, struct instant now)
{
    return db_run(tx, &sql[NOTICE_PUT],
                  DB_ARGS(db_int(a->id.v), db_int(unit.v), db_int(a->case_id.v),
                          db_id(account.v), db_cz(thk_transition(step)->word),
                          db_time(now)),
                  NULL);
}

const struct err *
assessment_store_drop_notice(struct db_tx *tx, assessment_id id, unit_id unit)
{
    return db_run(tx, &sql[NOTICE_DROP], DB_ARGS(db_int(id.v), db_int(unit.v)),
                  NULL);
}

const struct err *
assessment_store_list_notices(struct db_tx *tx, unit_id unit,
                              struct instant now, account_id account,
                              int64_t max, struct assessment_notice_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(
        tx, &sql[NOTICE_LIST],
        DB_ARGS(db_int(unit.v), db_time(now), db_int(account.v), db_int(max)),
        &rows);

    while (!err && db_next(&rows)) {
        struct assessment_notice *s = grow(tx->mem, &g, sizeof *s);
        bool known;

        *s = (struct assessment_notice){.id = {db_get_int(&rows, 0)},
                                        .case_id = {db_get_int(&rows, 1)},
                                        .at = db_get_time(&rows, 3)};
        known = step_parse(db_get_text(&rows, 2), &s->step);
        ASSERT(known);
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct assessment_notice_list){g.row, g.n};
    return err;
}
