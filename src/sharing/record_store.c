/* Consents: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/record_store.h"

#include "db/list.h"
#include "text/messages_sharing.h"

enum { INSERT, LIST, END, END_SHARES, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"consent.insert",
                "INSERT INTO consent_record (id, case_id, matter, rule,"
                " legal_basis, answered_by, one_parent, state, from_unit,"
                " to_unit, asked, given, wording, answered_on, valid_to, how,"
                " made_at, made_by, ended_at, ended_by, end_reason)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
                " $13, $14, $15, $16, $17, $18, NULL, NULL, NULL)"},
    [LIST] = {"consent.list",
              "SELECT r.id, r.case_id, r.matter, r.rule, r.legal_basis,"
              " r.answered_by, r.one_parent, r.state, r.from_unit, r.to_unit,"
              " r.asked, r.given, r.wording, r.answered_on, r.valid_to, r.how,"
              " r.made_at, r.ended_at, r.end_reason, f.name, t.name"
              " FROM consent_record r JOIN case_file c ON c.id = r.case_id"
              " JOIN unit f ON f.id = r.from_unit"
              " JOIN unit t ON t.id = r.to_unit"
              " WHERE r.case_id = $4 AND " SHARE_SEES_CORE(
                  "c") " ORDER BY r.made_at DESC, r.id DESC"},
    [END] = {"consent.end",
             /* no share: the gate let the unit that asked end it */
             "UPDATE consent_record SET ended_at = $2, ended_by = $3,"
             " end_reason = $4 WHERE id = $1 AND ended_at IS NULL"
             " AND state <> 'refused'"},
    [END_SHARES] = {"consent.end_shares",
                    "UPDATE share SET ended_at = $2, ends_at = $2,"
                    " ended_by = $3 WHERE consent_id = $1"
                    " AND ended_at IS NULL AND ends_at > $2"},
};
const struct db_set consent_sql = {sql, SQL_COUNT};

const struct err *
consent_store_insert(struct db_tx *tx, const struct consent_record *r,
                     function_id by, struct instant now)
{
    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(db_int(r->id), db_int(r->case_id.v),
                db_cz(matter_word(r->matter)), db_text(r->rule),
                db_text(r->legal_basis), db_cz(consenter_word(r->by)),
                db_int(r->one_parent), db_cz(consent_state_word(r->state)),
                db_int(r->from_unit.v), db_int(r->to_unit.v), db_int(r->asked),
                db_int(r->given), db_text(r->wording), db_date(r->answered_on),
                db_date(r->valid_to), db_blob(r->how), db_time(now),
                db_int(by.v)),
        NULL);
}

static void
record_read(const struct db_rows *rows, void *row)
{
    struct consent_record *r = row;

    *r = (struct consent_record){
        .id = db_get_int(rows, 0),
        .case_id = {db_get_int(rows, 1)},
        .rule = db_get_text(rows, 3),
        .legal_basis = db_get_text(rows, 4),
        .one_parent = db_get_int(rows, 6) != 0,
        .from_unit = {db_get_int(rows, 8)},
        .to_unit = {db_get_int(rows, 9)},
        .asked = (uint32_t)db_get_int(rows, 10),
        .given = (uint32_t)db_get_int(rows, 11),
        .wording = db_get_text(rows, 12),
        .answered_on = db_get_date(rows, 13),
        .valid_to = db_get_date(rows, 14),
        .how = db_get_blob(rows, 15),
        .made_at = db_get_time(rows, 16),
        .ended_at = db_get_time(rows, 17),
        .end_reason = db_get_blob(rows, 18),
        .from_name = db_get_text(rows, 19),
        .to_name = db_get_text(rows, 20),
    };
    (void)matter_parse(db_get_text(rows, 2), &r->matter);
    (void)consenter_parse(db_get_text(rows, 5), &r->by);
    (void)consent_state_parse(db_get_text(rows, 7), &r->state);
}

const struct err *
consent_store_list(struct db_tx *tx, unit_id acting, struct instant now,
                   account_id account, case_id id, struct consent_list *out)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[LIST],
                                    DB_ARGS(db_int(acting.v), db_time(now),
                                            db_int(account.v), db_int(id.v)),
                                    DB_ALL, sizeof(struct consent_record),
                                    record_read, &g);

    if (!err)
        *out = (struct consent_list){g.row, g.n};
    return err;
}

const struct err *
consent_store_end(struct db_tx *tx, int64_t id, function_id by,
                  struct str sealed_reason, struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[END],
        DB_ARGS(db_int(id), db_time(now), db_int(by.v), db_blob(sealed_reason)),
        &n);

    if (!err && n == 0)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_SHARE_ALREADY_ENDED);
    return err;
}

const struct err *
consent_store_end_shares(struct db_tx *tx, int64_t id, function_id by,
                         struct instant now)
{
    return db_run(tx, &sql[END_SHARES],
                  DB_ARGS(db_int(id), db_time(now), db_int(by.v)), NULL);
}
