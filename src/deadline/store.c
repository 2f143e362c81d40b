/* Deadlines and jobs: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "deadline/store.h"

#include "db/list.h"
#include "text/messages_deadline.h"

enum {
    INSERT,
    CLOSE,
    CLOSE_CASE,
    MOVE,
    HAND_OVER,
    FOLLOW,
    PASSED,
    MISS,
    RULE,
    JOB_PUT,
    JOB_HAS,
    JOB_HAS_DUE,
    JOB_CLAIM,
    JOB_CLAIMED,
    JOB_DONE,
    JOB_DROP,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"deadline.insert",
                "INSERT INTO deadline (id, case_id, unit_id, function_id,"
                " account_id, kind, rule, source, due_on, state, object_id,"
                " told_function, told_account, made_at, closed_at, version,"
                " class, owner_unit)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, NULL,"
                " NULL, $11, NULL, 1, $12, $13)"},
    [CLOSE] = {"deadline.close",
               /* no share: changes without showing */
               "UPDATE deadline SET state = $3, closed_at = $4,"
               " version = version + 1"
               " WHERE object_id = $1 AND kind = $2 AND closed_at IS NULL"},
    [CLOSE_CASE] = {"deadline.close_case",
                    /* no share: changes without showing */
                    "UPDATE deadline SET state = $2, closed_at = $3,"
                    " version = version + 1"
                    " WHERE case_id = $1 AND closed_at IS NULL"},
    [MOVE] = {"deadline.move",
              /* no share: changes without showing */
              "UPDATE deadline SET due_on = $3, unit_id = $4,"
              " function_id = $5, account_id = $6, state = 0,"
              " version = version + 1"
              " WHERE object_id = $1 AND kind = $2 AND closed_at IS NULL"},
    [HAND_OVER] = {"deadline.hand_over",
                   /* no share: changes without showing */
                   "UPDATE deadline SET unit_id = $2, function_id = $3,"
                   " account_id = $4, version = version + 1"
                   " WHERE function_id = $1 AND closed_at IS NULL"},
    [FOLLOW] = {"deadline.follow",
                /* no share: changes without showing */
                "UPDATE deadline SET unit_id = $3, function_id = $4,"
                " account_id = $5, version = version + 1"
                /* by the case: of a function there may be hundreds */
                " WHERE case_id = $1 AND +function_id = $2"
                " AND closed_at IS NULL"},
    [PASSED] = {"deadline.passed",
                /* no share: the job that tells leaders, shows nothing */
                "SELECT id, unit_id, function_id, version FROM deadline"
                " WHERE state = 0 AND due_on < $1 ORDER BY due_on, id"
                " LIMIT 200"},
    [MISS] = {"deadline.miss",
              /* no share: changes without showing */
              "UPDATE deadline SET state = 3, told_function = $3,"
              " told_account = $4, version = version + 1"
              " WHERE id = $1 AND version = $2"},
    [RULE] = {"deadline.rule",
              "SELECT length, unit FROM deadline_rule WHERE rule = $1"},
    [JOB_PUT] = {"job.put",
                 "INSERT INTO job (key, kind, object_id, due_at, claim,"
                 " claimed_until, tries, done_at)"
                 " VALUES ($1, $2, $3, $4, 0, 0, 0, NULL)"
                 " ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at"
                 " WHERE job.done_at IS NULL"},
    [JOB_HAS] = {"job.has", "SELECT 1 FROM job WHERE key = $1"},
    [JOB_HAS_DUE] = {"job.has_due",
                     "SELECT 1 FROM job WHERE done_at IS NULL"
                     " AND due_at <= $1 AND claimed_until < $1 LIMIT 1"},
    [JOB_CLAIM] = {"job.claim",
                   "UPDATE job SET claim = $1, claimed_until = $3,"
                   " tries = tries + 1 WHERE done_at IS NULL"
                   " AND due_at <= $2 AND claimed_until < $2 AND key IN"
                   " (SELECT j.key FROM job j WHERE j.done_at IS NULL"
                   " AND j.due_at <= $2 AND j.claimed_until < $2"
                   " ORDER BY j.due_at, j.key LIMIT 20)"},
    [JOB_CLAIMED] = {"job.claimed",
                     "SELECT key, kind, object_id FROM job"
                     " WHERE done_at IS NULL AND due_at <= $2 AND claim = $1"
                     " ORDER BY due_at, key"},
    [JOB_DONE] = {"job.done",
                  "UPDATE job SET done_at = $3 WHERE key = $1 AND claim = $2"
                  " AND done_at IS NULL"},
    [JOB_DROP] = {"job.drop",
                  "DELETE FROM job WHERE key = $1 AND done_at IS NULL"},
};
const struct db_set deadline_sql = {sql, SQL_COUNT};

const struct err *
deadline_store_insert(struct db_tx *tx, const struct deadline *d,
                      struct instant now)
{
    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(d->id.v), db_int(d->case_id.v), db_int(d->unit_id.v),
                db_int(d->function_id.v), db_int(d->account_id.v),
                db_cz(deadline_kind_word(d->kind)), db_text(d->rule),
                db_int((int64_t)d->source), db_date(d->due_on),
                db_int(d->object_id), db_time(now),
                db_cz(deadline_kind_class(d->kind)), db_id(d->owner.v)),
        NULL);
}

const struct err *
deadline_store_close(struct db_tx *tx, int64_t object, enum deadline_kind kind,
                     enum deadline_state state, struct instant now,
                     int64_t *out_n)
{
    return db_run(tx, &sql[CLOSE],
                  DB_ARGS(db_int(object), db_cz(deadline_kind_word(kind)),
                          db_int((int64_t)state), db_time(now)),
                  out_n);
}

const struct err *
deadline_store_close_case(struct db_tx *tx, case_id id,
                          enum deadline_state state, struct instant now)
{
    return db_run(tx, &sql[CLOSE_CASE],
                  DB_ARGS(db_int(id.v), db_int((int64_t)state), db_time(now)),
                  NULL);
}

const struct err *
deadline_store_move(struct db_tx *tx, int64_t object, enum deadline_kind kind,
                    struct date due_on, unit_id unit, function_id function,
                    account_id account)
{
    return db_run(tx, &sql[MOVE],
                  DB_ARGS(db_int(object), db_cz(deadline_kind_word(kind)),
                          db_date(due_on), db_int(unit.v), db_int(function.v),
                          db_int(account.v)),
                  NULL);
}

const struct err *
deadline_store_hand_over(struct db_tx *tx, function_id gone, unit_id unit,
                         function_id function, account_id account)
{
    return db_run(tx, &sql[HAND_OVER],
                  DB_ARGS(db_int(gone.v), db_int(unit.v), db_int(function.v),
                          db_int(account.v)),
                  NULL);
}

const struct err *
deadline_store_follow(struct db_tx *tx, case_id id, function_id gone,
                      unit_id unit, function_id function, account_id account)
{
    return db_run(tx, &sql[FOLLOW],
                  DB_ARGS(db_int(id.v), db_int(gone.v), db_int(unit.v),
                          db_int(function.v), db_int(account.v)),
                  NULL);
}

const struct err *
deadline_store_list_passed(struct db_tx *tx, struct date today,
                           struct deadline_list *out)
{
    struct db_rows rows;
    struct deadline *row = ARENA_NEW_N(tx->mem, struct deadline, 200);
    size_t n = 0;
    const struct err *err = db_query(tx, &sql[PASSED], DB_ARGS(db_date(today)),
                                     &rows);

    if (err)
        return err;
    while (n < 200 && db_next(&rows)) {
        row[n++] = (struct deadline){
            .id = {db_get_int(&rows, 0)},
            .unit_id = {db_get_int(&rows, 1)},
            .function_id = {db_get_int(&rows, 2)},
            .version = db_get_int(&rows, 3),
        };
    }
    if (n == 200)
        db_rows_close(&rows);
    *out = (struct deadline_list){row, n};
    return rows.err;
}

const struct err *
deadline_store_miss(struct db_tx *tx, deadline_id id, int64_t version,
                    function_id told, account_id told_account)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[MISS],
                                   DB_ARGS(db_int(id.v), db_int(version),
                                           db_id(told.v),
                                           db_id(told_account.v)),
                                   &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_DEADLINE_CHANGED);
    return err;
}

const struct err *
deadline_store_rule(struct db_tx *tx, struct str rule, int32_t *out_n,
                    enum term_unit *out_unit, bool *found)
{
    struct db_rows rows;
    enum term_unit unit = TERM_DAYS;
    bool has = false;
    const struct err *err = db_first(tx, &sql[RULE], DB_ARGS(db_text(rule)),
                                     &rows, &has);

    if (err)
        return err;
    *found = false;
    if (!has)
        return NULL;
    if (term_unit_parse(db_get_text(&rows, 1), &unit)) {
        *out_n = (int32_t)db_get_int(&rows, 0);
        *out_unit = unit;
        *found = *out_n > 0;
    }
    db_rows_close(&rows);
    return NULL;
}

const struct err *
job_store_put(struct db_tx *tx, const struct job *j, struct instant due)
{
    return db_run(tx, &sql[JOB_PUT],
                  DB_ARGS(db_text(j->key), db_text(j->kind),
                          db_int(j->object_id), db_time(due)),
                  NULL);
}

const struct err *
job_store_has(struct db_tx *tx, struct str key, bool *out)
{
    return db_has(tx, &sql[JOB_HAS], DB_ARGS(db_text(key)), out);
}

const struct err *
job_store_has_due(struct db_tx *tx, struct instant now, bool *out)
{
    return db_has(tx, &sql[JOB_HAS_DUE], DB_ARGS(db_time(now)), out);
}

const struct err *
job_store_claim(struct db_tx *tx, int64_t claim, struct instant now,
                struct instant until, struct job_list *out)
{
    struct job *row = ARENA_NEW_N(tx->mem, struct job, 20);
    struct db_rows rows;
    size_t n = 0;
    const struct err *err = db_run(
        tx, &sql[JOB_CLAIM],
        DB_ARGS(db_int(claim), db_time(now), db_time(until)), NULL);

    if (!err)
        err = db_query(tx, &sql[JOB_CLAIMED],
                       DB_ARGS(db_int(claim), db_time(now)), &rows);
    if (err)
        return err;
    while (n < 20 && db_next(&rows))
        row[n++] = (struct job){db_get_text(&rows, 0), db_get_text(&rows, 1),
                                db_get_int(&rows, 2)};
    if (n == 20)
        db_rows_close(&rows);
    *out = (struct job_list){row, n};
    return rows.err;
}

const struct err *
job_store_done(struct db_tx *tx, struct str key, int64_t claim,
               struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[JOB_DONE], DB_ARGS(db_text(key), db_int(claim), db_time(now)),
        &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_DEADLINE_JOB_TAKEN);
    return err;
}

const struct err *
job_store_drop(struct db_tx *tx, struct str key)
{
    return db_run(tx, &sql[JOB_DROP], DB_ARGS(db_text(key)), NULL);
}
