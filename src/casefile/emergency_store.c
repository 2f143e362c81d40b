/* Emergencies and reviews: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/emergency_store.h"

#include "db/list.h"
#include "text/messages_casefile.h"

enum {
    INSERT,
    OWNERS,
    LOOKS,
    CHILD,
    GUARDIANS,
    COLLEAGUES,
    REVIEWS,
    REVIEW,
    TELL_UNIT_SQL,
    TELL_CHILD_SQL,
    TELL_AUTHORITY_SQL,
    SQL_COUNT
};

/* The case is not protected, or the account $3 stands on its short list. */
#define MAY_KNOW                                                      \
    " f.wrapped_key IS NOT NULL AND"                                  \
    " (f.is_protected = 0 OR EXISTS (SELECT 1 FROM case_short_list k" \
    " WHERE k.case_id = f.id AND k.account_id = $3))"
#define TOLD(COLUMN)                     \
    " SET " COLUMN " = $3 WHERE id = $1" \
    " AND unit_id = $2 AND verdict = 'wrong' AND " COLUMN " IS NULL"

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"emergency.insert",
                "INSERT INTO emergency (id, case_id, account_id, function_id,"
                " unit_id, classes, reason, opened_at, ends_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [OWNERS] = {"emergency.owners",
                /* no share: the gate and the field say what may be opened */
                "SELECT p.unit_id, u.type FROM case_file f JOIN case_unit p"
                " ON p.case_id = f.id AND p.ended_at IS NULL"
                " AND p.state = 'active' JOIN unit u ON u.id = p.unit_id"
                " WHERE f.id = $1 AND f.state = $2 AND " MAY_KNOW},
    [LOOKS] = {"review.looks",
               /* no share: a leader judges the own unit's looks; what a case
                * holds is not shown */
               "SELECT a.account_id, a.case_id, a.action, a.outcome, a.ground,"
               " a.at, p.name, e.reason, a.object_id FROM audit a"
               " JOIN account p ON p.id = a.account_id"
               " JOIN case_file f ON f.id = a.case_id"
               " LEFT JOIN emergency e ON e.id = a.object_id"
               " AND a.action = 'emergency.open'"
               " WHERE a.unit_id = $1 AND a.at > $2 AND a.case_id <> 0"
               " AND (a.action IN ('case.view', 'emergency.open',"
               " 'report.view', 'voice.view') OR a.outcome <> 'done')"
               " AND " MAY_KNOW " ORDER BY a.at DESC LIMIT 2000"},
    [CHILD] = {"review.child",
               /* no share: the name is only compared, never shown */
               "SELECT k.family_name, f.wrapped_key FROM case_file f"
               " JOIN child k ON k.case_id = f.id AND k.latest = 1"
               " WHERE f.id = $1"},
    [GUARDIANS] = {"review.guardians",
                   /* no share: the names are only compared, never shown */
                   "SELECT id, name FROM case_person WHERE case_id = $1"
                   " AND ended_at IS NULL AND responsibility = 1"},
    [COLLEAGUES] = {"review.colleagues",
                    "SELECT DISTINCT p.id, p.name FROM unit_function u"
                    " JOIN account p ON p.id = u.account_id"
                    " WHERE u.unit_id = $1"},
    [REVIEWS] = {"review.list",
                 /* no share: a leader judges the own unit's looks */
                 "SELECT r.id, r.account_id, r.case_id, r.day, r.verdict,"
                 " r.note, r.told_unit_on, r.told_child_on,"
                 " r.told_authority_on, p.name FROM access_review r"
                 " JOIN account p ON p.id = r.account_id"
                 " JOIN case_file f ON f.id = r.case_id"
                 " WHERE r.unit_id = $1 AND r.reviewed_at <= $2 AND " MAY_KNOW
                 " ORDER BY r.reviewed_at DESC LIMIT 500"},
    [REVIEW] = {"review.insert",
                "INSERT INTO access_review (id, unit_id, account_id, case_id,"
                " day, verdict, note, reviewed_at, reviewed_by)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [TELL_UNIT_SQL] = {"review.told_unit",
                       /* no share: a leader marks the own unit's review */
                       "UPDATE access_review" TOLD("told_unit_on")},
    [TELL_CHILD_SQL] = {"review.told_child",
                        /* no share: a leader marks the own unit's review */
                        "UPDATE access_review" TOLD("told_child_on")},
    [TELL_AUTHORITY_SQL] = {"review.told_authority",
                            /* no share: a leader marks the own unit's review */
                            "UPDATE access_review" TOLD("told_authority_on")},
};
const struct db_set emergency_sql = {sql, SQL_COUNT};

const struct err *
emergency_store_insert(struct db_tx *tx, const struct emergency *e,
                       const struct actor *who)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(e->id), db_int(e->case_id.v),
                          db_int(who->account.v), db_int(who->function.v),
                          db_int(who->unit.v), db_int(e->classes),
                          db_blob(e->reason), db_time(e->opened_at),
                          db_time(e->ends_at)),
                  NULL);
}

static void
owner_read(const struct db_rows *rows, void *row)
{
    struct case_owner *o = row;

    *o = (struct case_owner){.unit = {db_get_int(rows, 0)}};
    (void)unit_type_parse(db_get_text(rows, 1), &o->type);
}

const struct err *
emergency_store_owners(struct db_tx *tx, case_id id, account_id account,
                       struct owner_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[OWNERS], DB_ARGS(db_int(id.v), db_int(1), db_int(account.v)),
        DB_ALL, sizeof(struct case_owner), owner_read, &g);

    if (!err)
        *out = (struct owner_list){g.row, g.n};
    return err;
}

static void
look_read(const struct db_rows *rows, void *row)
{
    struct look_row *l = row;

    *l = (struct look_row){
        .account = {db_get_int(rows, 0)},
        .case_id = {db_get_int(rows, 1)},
        .action = db_get_text(rows, 2),
        .outcome = db_get_text(rows, 3),
        .ground = (uint32_t)db_get_int(rows, 4),
        .at = db_get_time(rows, 5),
        .name = db_get_text(rows, 6),
        .reason = db_get_blob(rows, 7),
        .object = db_get_int(rows, 8),
    };
}

const struct err *
review_store_looks(struct db_tx *tx, unit_id unit, struct instant from,
                   account_id leader, struct look_rows *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[LOOKS],
        DB_ARGS(db_int(unit.v), db_time(from), db_int(leader.v)), DB_ALL,
        sizeof(struct look_row), look_read, &g);

    if (!err)
        *out = (struct look_rows){g.row, g.n};
    return err;
}

const struct err *
review_store_child(struct db_tx *tx, case_id id, struct review_names *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[CHILD], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    *out = (struct review_names){.family = STR_NONE};
    if (err || !found)
        return err;
    out->family = db_get_blob(&rows, 0);
    out->wrapped_key = db_get_blob(&rows, 1);
    db_rows_close(&rows);
    return NULL;
}

static void
guardian_read(const struct db_rows *rows, void *row)
{
    struct sealed_name *n = row;

    *n = (struct sealed_name){db_get_int(rows, 0), db_get_blob(rows, 1)};
}

static void
colleague_read(const struct db_rows *rows, void *row)
{
    struct sealed_name *n = row;

    *n = (struct sealed_name){db_get_int(rows, 0), db_get_text(rows, 1)};
}

const struct err *
review_store_guardians(struct db_tx *tx, case_id id, struct name_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[GUARDIANS], DB_ARGS(db_int(id.v)),
                                    DB_ALL, sizeof(struct sealed_name),
                                    guardian_read, &g);

    if (!err)
        *out = (struct name_list){g.row, g.n};
    return err;
}

const struct err *
review_store_colleagues(struct db_tx *tx, unit_id unit, struct name_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[COLLEAGUES], DB_ARGS(db_int(unit.v)), DB_ALL,
        sizeof(struct sealed_name), colleague_read, &g);

    if (!err)
        *out = (struct name_list){g.row, g.n};
    return err;
}

static void
review_read(const struct db_rows *rows, void *row)
{
    struct review *r = row;

    *r = (struct review){
        .id = db_get_int(rows, 0),
        .account = {db_get_int(rows, 1)},
        .case_id = {db_get_int(rows, 2)},
        .day = db_get_date(rows, 3),
        .verdict = str_eq_cz(db_get_text(rows, 4), "wrong") ? VERDICT_WRONG
                                                            : VERDICT_RIGHT,
        .note = db_get_blob(rows, 5),
        .told = {db_get_date(rows, 6), db_get_date(rows, 7),
                 db_get_date(rows, 8)},
        .name = db_get_text(rows, 9),
    };
}

const struct err *
review_store_list(struct db_tx *tx, unit_id unit, account_id leader,
                  struct review_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(
        tx, &sql[REVIEWS],
        DB_ARGS(db_int(unit.v), db_int(INT64_MAX), db_int(leader.v)), DB_ALL,
        sizeof(struct review), review_read, &g);

    if (!err)
        *out = (struct review_list){g.row, g.n};
    return err;
}

const struct err *
review_store_insert(struct db_tx *tx, const struct review *r, unit_id unit,
                    function_id by, struct instant now)
{
    const struct err *err = db_run(
        tx, &sql[REVIEW],
        DB_ARGS(db_int(r->id), db_int(unit.v), db_int(r->account.v),
                db_int(r->case_id.v), db_date(r->day),
                db_cz(r->verdict == VERDICT_WRONG ? "wrong" : "right"),
                db_blob(r->note), db_time(now), db_int(by.v)),
        NULL);

    if (err && err->kind == CONFLICT && !db_err_is_retry(err))
        err = ERR(tx->mem, CONFLICT, .msg = MSG_REVIEW_JUDGED_ALREADY);
    return err;
}

const struct err *
review_store_tell(struct db_tx *tx, int64_t id, unit_id unit,
                  enum tell_step step, struct date on)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[TELL_UNIT_SQL + (int)step],
        DB_ARGS(db_int(id), db_int(unit.v), db_date(on)), &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_REVIEW_TOLD_ALREADY);
    return err;
}
