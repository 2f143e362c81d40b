/* Sheets, their versions, and signatures: the statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work.h"

#include "base/grow.h"
#include "text/messages_assessment.h"

#define SHEET_COLS                                                         \
    "s.id, s.kind, s.nr, s.version, s.made_at, n.name, s.unit_id, s.body," \
    " s.account_id, s.kept"
#define SHEET_FROM                                                   \
    " FROM thk_sheet s"                                              \
    " JOIN assessment a ON a.id = s.assessment_id"                   \
    " JOIN case_file f ON f.id = a.case_id"                          \
    " LEFT JOIN account n ON n.id = s.account_id"                    \
    " WHERE s.assessment_id = $4 AND " SHARE_SEES_OF("f", "s.class", \
                                                     "s.unit_id")

enum { LIST, HISTORY, UNLATEST, REPLACE, INSERT, SIGNED, SIGN, SQL_COUNT };
static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"thk_sheet.list", "SELECT " SHEET_COLS SHEET_FROM
                                " AND s.latest = 1 ORDER BY s.id"},
    [HISTORY] = {"thk_sheet.history",
                 "SELECT " SHEET_COLS SHEET_FROM
                 " AND s.kind = $5 AND s.nr = $6 ORDER BY s.version DESC"},
    [UNLATEST] = {"thk_sheet.unlatest",
                  /* no share: changes without showing */
                  "UPDATE thk_sheet SET latest = 0 WHERE assessment_id = $1"
                  " AND kind = $2 AND nr = $3 AND latest = 1"
                  " AND version = $4"},
    [REPLACE] = {"thk_sheet.replace",
                 /* no share: changes without showing */
                 "UPDATE thk_sheet SET body = $2, made_at = $3 WHERE id = $1"
                 " AND latest = 1 AND kept = 0"},
    [INSERT] =
        {"thk_sheet.insert",
         "INSERT INTO thk_sheet (id, assessment_id, unit_id, kind, nr,"
         " class, version, latest, body, made_at, made_by, account_id,"
         " kept)"
         " VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, $12)"},
    [SIGNED] = {"thk_signature.list",
                "SELECT s.id, s.function_id, n.name, s.at, s.digest"
                " FROM thk_signature s"
                " JOIN assessment a ON a.id = s.assessment_id"
                " JOIN case_file f ON f.id = a.case_id"
                " LEFT JOIN account n ON n.id = s.account_id"
                " WHERE s.assessment_id = $4 AND " SHARE_SEES_CORE(
                    "f") " ORDER BY s.at DESC, s.id DESC"},
    [SIGN] = {"thk_signature.insert",
              "INSERT INTO thk_signature (id, assessment_id, function_id,"
              " account_id, digest, at) VALUES ($1, $2, $3, $4, $5, $6)"},
};
const struct db_set sheet_sql = {sql, SQL_COUNT};

static const struct err *
read_sheets(struct db_tx *tx, struct db_rows *rows, const struct err *err,
            struct sheet_set *out)
{
    struct growing g = {0};

    while (!err && db_next(rows)) {
        struct sheet *s = grow(tx->mem, &g, sizeof *s);
        bool known = sheet_kind_parse(db_get_text(rows, 1), &s->kind);

        ASSERT(known);
        s->id = db_get_int(rows, 0);
        s->nr = db_get_text(rows, 2);
        s->version = db_get_int(rows, 3);
        s->made_at = db_get_time(rows, 4);
        s->name = db_get_text(rows, 5);
        s->unit.v = db_get_int(rows, 6);
        s->body = db_get_blob(rows, 7);
        s->account.v = db_get_int(rows, 8);
        s->kept = db_get_int(rows, 9) != 0;
    }
    if (!err)
        err = rows->err;
    if (!err)
        *out = (struct sheet_set){g.row, g.n};
    return err;
}

const struct err *
sheet_store_list(struct db_tx *tx, const struct viewer *v, assessment_id id,
                 struct sheet_set *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[LIST],
                                     DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                             db_int(v->account.v),
                                             db_int(id.v)),
                                     &rows);

    return read_sheets(tx, &rows, err, out);
}

const struct err *
sheet_store_history(struct db_tx *tx, const struct viewer *v, assessment_id id,
                    const struct sheet *s, struct sheet_set *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[HISTORY],
        DB_ARGS(db_int(v->unit.v), db_time(v->now), db_int(v->account.v),
                db_int(id.v), db_cz(sheet_rule(s->kind)->word), db_text(s->nr)),
        &rows);

    return read_sheets(tx, &rows, err, out);
}

const struct err *
sheet_store_put(struct db_tx *tx, assessment_id id, const struct sheet *s,
                function_id by, account_id account)
{
    const struct sheet_rule *rule = sheet_rule(s->kind);
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[UNLATEST],
                                   DB_ARGS(db_int(id.v), db_cz(rule->word),
                                           db_text(s->nr),
                                           db_int(s->version - 1)),
                                   &changed);

    if (!err && changed != (s->version > 1))
        err = ERR(tx->mem, CONFLICT, .msg = MSG_SHEET_CHANGED);
    if (!err)
        err = db_run(tx, &sql[INSERT],
                     DB_ARGS(db_int(s->id), db_int(id.v), db_int(s->unit.v),
                             db_cz(rule->word), db_text(s->nr),
                             db_cz(info_class_word(rule->class_)),
                             db_int(s->version), db_blob(s->body),
                             db_time(s->made_at), db_int(by.v),
                             db_int(account.v), db_int(s->kept)),
                     NULL);
    return err;
}

const struct err *
sheet_store_replace(struct db_tx *tx, const struct sheet *s)
{
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[REPLACE],
        DB_ARGS(db_int(s->id), db_blob(s->body), db_time(s->made_at)),
        &changed);

    if (!err && changed != 1)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_SHEET_CHANGED);
    return err;
}

const struct err *
sheet_store_list_signed(struct db_tx *tx, const struct viewer *v,
                        assessment_id id, struct signed_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(tx, &sql[SIGNED],
                                     DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                             db_int(v->account.v),
                                             db_int(id.v)),
                                     &rows);

    while (!err && db_next(&rows)) {
        struct signed_row *s = grow(tx->mem, &g, sizeof *s);

        *s = (struct signed_row){.id = db_get_int(&rows, 0),
                                 .function = {db_get_int(&rows, 1)},
                                 .name = db_get_text(&rows, 2),
                                 .at = db_get_time(&rows, 3),
                                 .digest = db_get_blob(&rows, 4)};
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct signed_list){g.row, g.n};
    return err;
}

const struct err *
sheet_store_sign(struct db_tx *tx, assessment_id id, const struct signed_row *s,
                 account_id account)
{
    return db_run(tx, &sql[SIGN],
                  DB_ARGS(db_int(s->id), db_int(id.v), db_int(s->function.v),
                          db_int(account.v), db_blob(s->digest),
                          db_time(s->at)),
                  NULL);
}
