/* Approvals, texts sent back, approvers: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/approval_store.h"

#include "base/grow.h"
#include "registry/function.h"

enum {
    LIST,
    INSERT,
    DROP,
    BACKS,
    SEND_BACK,
    AGAIN,
    APPROVERS,
    PUT_APPROVER,
    DROP_APPROVER,
    TO_GIVE,
    TO_READ,
    TO_MEND,
    SQL_COUNT
};

#define WAITING_PARTIES(state)                                                 \
    "SELECT DISTINCT a.id, a.title FROM agreement_party p"                     \
    " JOIN agreement a ON a.id = p.agreement_id"                               \
    " JOIN agreement_version v ON v.agreement_id = a.id AND v.state = '" state \
    "'"
#define NOT_APPROVED                                                     \
    " NOT EXISTS (SELECT 1 FROM agreement_approval s"                    \
    " WHERE s.version_id = v.id AND s.unit_id = p.unit_id AND s.gone_at" \
    " IS NULL)"

static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"approval.list",
              "SELECT s.version_id, s.unit_id, s.function_id, s.account_id,"
              " s.name, s.unit_name, s.hash, s.approved_at, s.gone_at,"
              " CASE WHEN f.unit_id = s.unit_id THEN 0 ELSE 1 END"
              " FROM agreement_approval s"
              " JOIN unit_function f ON f.id = s.function_id"
              " JOIN agreement_version v ON v.id = s.version_id"
              " WHERE v.agreement_id = $1 ORDER BY s.approved_at, s.id"},
    [INSERT] = {"approval.insert",
                "INSERT INTO agreement_approval (id, version_id, unit_id,"
                " function_id, account_id, name, unit_name, hash, approved_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [DROP] = {"approval.drop", "UPDATE agreement_approval SET gone_at = $2"
                               " WHERE version_id = $1 AND gone_at IS NULL"},
    [BACKS] = {"approval.sent_back",
               "SELECT b.version_id, b.unit_id, b.account_id, b.name,"
               " b.unit_name, b.reason, b.returned_at, b.again_at"
               " FROM agreement_return b"
               " JOIN agreement_version v ON v.id = b.version_id"
               " WHERE v.agreement_id = $1 ORDER BY b.returned_at, b.id"},
    [SEND_BACK] = {"approval.send_back",
                   "INSERT INTO agreement_return (id, version_id, unit_id,"
                   " account_id, name, unit_name, reason, returned_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"},
    [AGAIN] = {"approval.again", "UPDATE agreement_return SET again_at = $2"
                                 " WHERE version_id = $1 AND again_at IS NULL"},
    [APPROVERS] = {"approval.approvers",
                   "SELECT r.unit_id, r.function_id, k.name, f.kind"
                   " FROM agreement_approver r"
                   " JOIN unit_function f ON f.id = r.function_id"
                   " JOIN account k ON k.id = f.account_id"
                   " WHERE r.agreement_id = $1 AND f.valid_from <= $2"
                   " AND (f.valid_to IS NULL OR f.valid_to >= $2)"
                   " ORDER BY r.unit_id"},
    [PUT_APPROVER] = {"approval.put_approver",
                      "INSERT INTO agreement_approver (agreement_id, unit_id,"
                      " function_id, named_by, named_at)"
                      " VALUES ($1, $2, $3, $4, $5)"
                      " ON CONFLICT (agreement_id, unit_id) DO UPDATE SET"
                      " function_id = excluded.function_id,"
                      " named_by = excluded.named_by,"
                      " named_at = excluded.named_at"},
    [DROP_APPROVER] = {"approval.drop_approver",
                       "DELETE FROM agreement_approver WHERE agreement_id = $1"
                       " AND unit_id = $2"},
    [TO_GIVE] =
        {"approval.to_give",
         DRAFT_LED WAITING_PARTIES(
             "approval") " LEFT JOIN agreement_approver r ON r.agreement_id = "
                         "a.id"
                         " AND r.unit_id = p.unit_id"
                         " WHERE ((CAST($4 AS BIGINT) = 1 AND p.unit_id IN"
                         " (SELECT led.id FROM led)) OR r.function_id = $3)"
                         " AND" NOT_APPROVED " ORDER BY 2, 1"},
    [TO_READ] =
        {"approval.to_read",
         WAITING_PARTIES(
             "approval") " WHERE p.unit_id = $1 AND NOT EXISTS (SELECT 1"
                         " FROM agreement_approver r WHERE r.agreement_id = "
                         "a.id"
                         " AND r.unit_id = p.unit_id AND r.function_id = $2)"
                         " AND" NOT_APPROVED " ORDER BY 2, 1"},
    [TO_MEND] =
        {"approval.to_mend",
         WAITING_PARTIES(
             "draft") " WHERE p.unit_id = $1 AND EXISTS (SELECT 1"
                      " FROM agreement_return b WHERE b.version_id = v.id"
                      " AND b.again_at IS NULL) ORDER BY 2, 1"},
};
const struct db_set agreement_approval_sql = {sql, SQL_COUNT};

/* --- approvals --- */

const struct err *
approved_store_list(struct db_tx *tx, agreement_id id,
                    struct party_signature_list *out)
{
    return signatures_read(tx, &sql[LIST], id, out);
}

const struct err *
approved_store_insert(struct db_tx *tx, const struct party_signature *s)
{
    return signature_put(tx, &sql[INSERT], s);
}

const struct err *
approved_store_drop(struct db_tx *tx, version_id id, struct instant at)
{
    return db_run(tx, &sql[DROP], DB_ARGS(db_int(id.v), db_time(at)), NULL);
}

/* --- sent back --- */

const struct err *
sent_back_store_list(struct db_tx *tx, agreement_id id,
                     struct sent_back_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[BACKS], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct sent_back *b = grow(tx->mem, &g, sizeof *b);

        b->version.v = db_get_int(&rows, 0);
        b->unit.v = db_get_int(&rows, 1);
        b->account.v = db_get_int(&rows, 2);
        b->name = db_get_text(&rows, 3);
        b->unit_name = db_get_text(&rows, 4);
        b->reason = db_get_text(&rows, 5);
        b->at = db_get_time(&rows, 6);
        b->again_at = db_get_time(&rows, 7);
    }
    *out = (struct sent_back_list){g.row, g.n};
    return rows.err;
}

const struct err *
sent_back_store_insert(struct db_tx *tx, const struct sent_back *b)
{
    return db_run(tx, &sql[SEND_BACK],
                  DB_ARGS(db_int(id_new()), db_int(b->version.v),
                          db_int(b->unit.v), db_int(b->account.v),
                          db_text(b->name), db_text(b->unit_name),
                          db_text(b->reason), db_time(b->at)),
                  NULL);
}

const struct err *
sent_back_store_again(struct db_tx *tx, version_id id, struct instant at)
{
    return db_run(tx, &sql[AGAIN], DB_ARGS(db_int(id.v), db_time(at)), NULL);
}

/* --- approvers --- */

const struct err *
approver_store_list(struct db_tx *tx, agreement_id id, struct date today,
                    struct approver_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[APPROVERS], DB_ARGS(db_int(id.v), db_date(today)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct approver *a = grow(tx->mem, &g, sizeof *a);
        enum function_kind kind = FUNCTION_LEADER;

        (void)function_kind_parse(db_get_text(&rows, 3), &kind);
        *a = (struct approver){.unit = {db_get_int(&rows, 0)},
                               .function = {db_get_int(&rows, 1)},
                               .name = db_get_text(&rows, 2),
                               .kind = (int32_t)kind};
    }
    *out = (struct approver_list){g.row, g.n};
    return rows.err;
}

const struct err *
approver_store_put(struct db_tx *tx, agreement_id id, unit_id unit,
                   function_id function, account_id by, struct instant at)
{
    return db_run(tx, &sql[PUT_APPROVER],
                  DB_ARGS(db_int(id.v), db_int(unit.v), db_int(function.v),
                          db_int(by.v), db_time(at)),
                  NULL);
}

const struct err *
approver_store_drop(struct db_tx *tx, agreement_id id, unit_id unit)
{
    return db_run(tx, &sql[DROP_APPROVER],
                  DB_ARGS(db_int(id.v), db_int(unit.v)), NULL);
}

/* --- what waits --- */

static const struct err *
list_waits(struct db_tx *tx, int which, enum draft_wait_kind kind,
           const struct db_val *arg, size_t n_arg, struct draft_wait_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[which], arg, n_arg, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct draft_wait *w = grow(tx->mem, &g, sizeof *w);

        w->agreement.v = db_get_int(&rows, 0);
        w->title = db_get_text(&rows, 1);
        w->kind = kind;
    }
    *out = (struct draft_wait_list){g.row, g.n};
    return rows.err;
}

const struct err *
approved_store_to_give(struct db_tx *tx, const struct approval_asker *who,
                       struct date today, struct draft_wait_list *out)
{
    return list_waits(tx, TO_GIVE, WAIT_APPROVE,
                      DB_ARGS(db_int(who->unit.v), db_date(today),
                              db_int(who->function.v), db_int(who->leads)),
                      out);
}

const struct err *
approved_store_to_read(struct db_tx *tx, const struct approval_asker *who,
                       struct draft_wait_list *out)
{
    return list_waits(tx, TO_READ, WAIT_READ,
                      DB_ARGS(db_int(who->unit.v), db_int(who->function.v)),
                      out);
}

const struct err *
approved_store_to_mend(struct db_tx *tx, unit_id unit,
                       struct draft_wait_list *out)
{
    return list_waits(tx, TO_MEND, WAIT_MEND, DB_ARGS(db_int(unit.v)), out);
}
