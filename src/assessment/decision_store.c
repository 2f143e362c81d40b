/* Decisions: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/decision_store.h"

#include "text/messages_assessment.h"

enum { INSERT, UPDATE, END, LAST, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"assessment_decision.insert",
                "INSERT INTO assessment_decision (id, assessment_id, kind,"
                " state, reason_code, priority, reason, to_child, verdict,"
                " law, made_by, made_function, made_at, second_by,"
                " second_function, second_at, note, version)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
                " $13, NULL, NULL, NULL, NULL, 1)"},
    [UPDATE] = {"assessment_decision.update",
                /* no share: changes without showing */
                "UPDATE assessment_decision SET state = $3, second_by = $4,"
                " second_function = $5, second_at = $6, note = $7,"
                " version = version + 1 WHERE id = $1 AND state = $2"},
    [END] = {"assessment_decision.end",
             /* no share: changes without showing */
             "UPDATE assessment_decision SET state = $2, note = $3,"
             " version = version + 1 WHERE id = $1 AND state = 'stands'"},
    [LAST] = {"assessment_decision.last",
              "SELECT d.id, d.kind, d.state, d.reason_code, d.priority,"
              " d.reason, d.to_child, d.verdict, d.law, d.made_by, m.name,"
              " d.made_at, d.second_by, s.name, d.second_at, d.note"
              " FROM assessment_decision d"
              " JOIN assessment a ON a.id = d.assessment_id"
              " JOIN case_file f ON f.id = a.case_id"
              " JOIN account m ON m.id = d.made_by"
              " LEFT JOIN account s ON s.id = d.second_by"
              " WHERE d.assessment_id = $4 AND " SHARE_SEES_CORE(
                  "f") " ORDER BY d.made_at DESC, d.id DESC LIMIT 1"},
};
const struct db_set decision_sql = {sql, SQL_COUNT};

const struct err *
decision_store_insert(struct db_tx *tx, assessment_id id,
                      const struct decision *d, function_id by)
{
    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(d->id), db_int(id.v), db_cz(decision_kind_word(d->kind)),
                db_cz(decision_state_word(d->state)), db_text(d->reason_code),
                db_int(d->priority), db_blob(d->reason), db_blob(d->to_child),
                db_cz(eligible_word(d->verdict)), db_text(d->law),
                db_int(d->made_by.v), db_int(by.v), db_time(d->made_at)),
        NULL);
}

const struct err *
decision_store_update(struct db_tx *tx, const struct decision *d,
                      enum decision_state was, function_id second)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[UPDATE],
        DB_ARGS(db_int(d->id), db_cz(decision_state_word(was)),
                db_cz(decision_state_word(d->state)), db_id(d->second_by.v),
                db_id(second.v), db_time(d->second_at), db_blob(d->note)),
        &changed);

    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    return err;
}

static const struct err *
end_as(struct db_tx *tx, const struct decision *d, enum decision_state to)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[END],
                                   DB_ARGS(db_int(d->id),
                                           db_cz(decision_state_word(to)),
                                           db_blob(d->note)),
                                   &changed);

    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    return err;
}

const struct err *
decision_store_end(struct db_tx *tx, const struct decision *d)
{
    return end_as(tx, d, DECISION_UNDONE);
}

const struct err *
decision_store_retire(struct db_tx *tx, const struct decision *d)
{
    return end_as(tx, d, DECISION_FOLLOWED);
}

static void
read_decision(const struct db_rows *r, struct decision *d)
{
    bool known;

    *d = (struct decision){
        .id = db_get_int(r, 0),
        .reason_code = db_get_text(r, 3),
        .priority = db_get_int(r, 4),
        .reason = db_get_blob(r, 5),
        .to_child = db_get_blob(r, 6),
        .law = db_get_text(r, 8),
        .made_by = {db_get_int(r, 9)},
        .made_name = db_get_text(r, 10),
        .made_at = db_get_time(r, 11),
        .second_by = {db_get_int(r, 12)},
        .second_name = db_get_text(r, 13),
        .second_at = db_get_time(r, 14),
        .note = db_get_blob(r, 15),
    };
    known = decision_kind_parse(db_get_text(r, 1), &d->kind) &&
            decision_state_parse(db_get_text(r, 2), &d->state) &&
            eligible_parse(db_get_text(r, 7), &d->verdict);
    ASSERT(known);
}

const struct err *
decision_store_last(struct db_tx *tx, const struct viewer *v, assessment_id id,
                    struct decision *out, bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[LAST],
                                     DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                             db_int(v->account.v),
                                             db_int(id.v)),
                                     &rows, found);

    if (err || !*found)
        return err;
    read_decision(&rows, out);
    db_rows_close(&rows);
    return NULL;
}
