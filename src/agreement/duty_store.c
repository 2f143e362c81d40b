/* Duties under agreements, and releases: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/duty_store.h"

#include "base/grow.h"

enum {
    PUT,
    CLOSE,
    CLOSE_ALL,
    MINE,
    BODY,
    RELEASE,
    UNRELEASE,
    RELEASES,
    PUBLIC,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [PUT] = {"agreement.put_duty",
             "INSERT INTO agreement_duty (id, agreement_id, ref, unit_id,"
             " function_id, account_id, rule, verdict, due_on, opened_at)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
             " ON CONFLICT (agreement_id, ref, unit_id) DO UPDATE SET"
             " function_id = excluded.function_id,"
             " account_id = excluded.account_id, rule = excluded.rule,"
             " verdict = excluded.verdict, due_on = excluded.due_on,"
             " closed_at = NULL"},
    [CLOSE] = {"agreement.close_duty",
               "UPDATE agreement_duty SET closed_at = $3 WHERE agreement_id ="
               " $1 AND ref = $2 AND closed_at IS NULL"},
    [CLOSE_ALL] = {"agreement.close_duties",
                   "UPDATE agreement_duty SET closed_at = $2"
                   " WHERE agreement_id = $1 AND closed_at IS NULL"},
    [MINE] = {"agreement.duties_mine",
              "SELECT d.agreement_id, d.ref, d.unit_id, d.function_id,"
              " d.account_id, d.rule, d.verdict, d.due_on, c.statement,"
              " a.title FROM agreement_duty d"
              " JOIN agreement a ON a.id = d.agreement_id"
              " JOIN agreement_version v ON v.agreement_id = a.id"
              " AND v.state = 'in_force'"
              " JOIN agreement_clause c ON c.version_id = v.id"
              " AND c.ref = d.ref WHERE d.account_id = $1"
              " AND d.closed_at IS NULL ORDER BY d.due_on, d.id LIMIT 100"},
    [BODY] = {"agreement.duties_body",
              "SELECT d.agreement_id, d.ref, 0, 0, 0, MIN(d.rule),"
              " MIN(d.verdict), MIN(d.due_on), c.statement, a.title"
              " FROM agreement_duty d JOIN agreement a ON a.id = d.agreement_id"
              " JOIN agreement_version v ON v.agreement_id = a.id"
              " AND v.state = 'in_force'"
              " JOIN agreement_clause c ON c.version_id = v.id"
              " AND c.ref = d.ref WHERE d.closed_at IS NULL"
              " AND d.due_on >= $3 AND d.due_on <= $4 AND c.body IN ($2, '')"
              " AND NOT EXISTS (SELECT 1 FROM agreement_party p"
              " WHERE p.agreement_id = a.id AND NOT EXISTS (SELECT 1"
              " FROM body_unit u WHERE u.body_id = $1 AND u.part = 'party'"
              " AND u.unit_id = p.unit_id)) AND NOT EXISTS (SELECT 1"
              " FROM body_unit u WHERE u.body_id = $1 AND u.part = 'party'"
              " AND NOT EXISTS (SELECT 1 FROM agreement_party p"
              " WHERE p.agreement_id = a.id AND p.unit_id = u.unit_id))"
              " GROUP BY d.agreement_id, d.ref, c.statement, a.title"
              " ORDER BY MIN(d.due_on), d.agreement_id, d.ref LIMIT 100"},
    [RELEASE] = {"agreement.release",
                 "INSERT INTO agreement_release (version_id, unit_id,"
                 " account_id, released_on) VALUES ($1, $2, $3, $4)"
                 " ON CONFLICT (version_id, unit_id) DO UPDATE SET"
                 " account_id = excluded.account_id,"
                 " released_on = excluded.released_on, withdrawn_on = NULL"},
    [UNRELEASE] = {"agreement.unrelease",
                   "UPDATE agreement_release SET withdrawn_on = $3"
                   " WHERE version_id = $1 AND unit_id = $2"
                   " AND withdrawn_on IS NULL"},
    [RELEASES] = {"agreement.releases",
                  "SELECT COUNT(*), COALESCE(SUM(CASE WHEN unit_id = $2"
                  " THEN 1 ELSE 0 END), 0) FROM agreement_release"
                  " WHERE version_id = $1 AND withdrawn_on IS NULL"},
    [PUBLIC] = {"agreement.public",
                "SELECT v.id, v.agreement_id, v.number FROM agreement_version v"
                " WHERE v.state = 'in_force' AND v.from_on <= $1"
                " AND (v.until_on IS NULL OR v.until_on >= $1) AND NOT EXISTS"
                " (SELECT 1 FROM agreement_party p"
                " WHERE p.agreement_id = v.agreement_id AND NOT EXISTS"
                " (SELECT 1 FROM agreement_release r"
                " WHERE r.version_id = v.id AND r.unit_id = p.unit_id"
                " AND r.withdrawn_on IS NULL)) ORDER BY v.agreement_id"},
};
const struct db_set agreement_duty_sql = {sql, SQL_COUNT};

const struct err *
duty_store_put(struct db_tx *tx, const struct agreement_duty *d,
               struct instant now)
{
    return db_run(tx, &sql[PUT],
                  DB_ARGS(db_int(id_new()), db_int(d->agreement.v),
                          db_text(d->ref), db_int(d->unit.v),
                          db_int(d->function.v), db_int(d->account.v),
                          db_cz(obligation_kind_word(d->kind)),
                          db_cz(verdict_word(d->verdict)), db_date(d->due_on),
                          db_time(now)),
                  NULL);
}

const struct err *
duty_store_close(struct db_tx *tx, agreement_id id, struct str ref,
                 struct instant now)
{
    return db_run(tx, &sql[CLOSE],
                  DB_ARGS(db_int(id.v), db_text(ref), db_time(now)), NULL);
}

const struct err *
duty_store_close_all(struct db_tx *tx, agreement_id id, struct instant now)
{
    return db_run(tx, &sql[CLOSE_ALL], DB_ARGS(db_int(id.v), db_time(now)),
                  NULL);
}

static const struct err *
duties_read(struct db_tx *tx, struct db_rows *rows,
            struct agreement_duty_list *out)
{
    struct growing g = {0};

    while (db_next(rows)) {
        struct agreement_duty *d = grow(tx->mem, &g, sizeof *d);

        d->agreement.v = db_get_int(rows, 0);
        d->ref = db_get_text(rows, 1);
        d->unit.v = db_get_int(rows, 2);
        d->function.v = db_get_int(rows, 3);
        d->account.v = db_get_int(rows, 4);
        (void)obligation_kind_parse(db_get_text(rows, 5), &d->kind);
        (void)verdict_parse(db_get_text(rows, 6), &d->verdict);
        d->due_on = db_get_date(rows, 7);
        d->statement = db_get_text(rows, 8);
        d->title = db_get_text(rows, 9);
    }
    *out = (struct agreement_duty_list){g.row, g.n};
    return rows->err;
}

const struct err *
duty_store_list_mine(struct db_tx *tx, account_id account,
                     struct agreement_duty_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[MINE], DB_ARGS(db_int(account.v)),
                                     &rows);

    return err ? err : duties_read(tx, &rows, out);
}

const struct err *
duty_store_list_body(struct db_tx *tx, int64_t body, struct str code,
                     struct date from, struct date to,
                     struct agreement_duty_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[BODY],
        DB_ARGS(db_int(body), db_text(code), db_date(from), db_date(to)),
        &rows);

    return err ? err : duties_read(tx, &rows, out);
}

const struct err *
release_store_put(struct db_tx *tx, version_id id, unit_id unit,
                  account_id account, struct date on)
{
    return db_run(
        tx, &sql[RELEASE],
        DB_ARGS(db_int(id.v), db_int(unit.v), db_int(account.v), db_date(on)),
        NULL);
}

const struct err *
release_store_withdraw(struct db_tx *tx, version_id id, unit_id unit,
                       struct date on)
{
    return db_run(tx, &sql[UNRELEASE],
                  DB_ARGS(db_int(id.v), db_int(unit.v), db_date(on)), NULL);
}

const struct err *
release_store_count(struct db_tx *tx, version_id id, unit_id unit,
                    int32_t *out_n, bool *out_own)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[RELEASES],
                                     DB_ARGS(db_int(id.v), db_int(unit.v)),
                                     &rows, &found);

    *out_n = 0;
    *out_own = false;
    if (err || !found)
        return err;
    *out_n = (int32_t)db_get_int(&rows, 0);
    *out_own = db_get_int(&rows, 1) != 0;
    db_rows_close(&rows);
    return NULL;
}

const struct err *
release_store_list_public(struct db_tx *tx, struct date on,
                          struct version_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PUBLIC], DB_ARGS(db_date(on)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct version *v = grow(tx->mem, &g, sizeof *v);

        v->id.v = db_get_int(&rows, 0);
        v->agreement.v = db_get_int(&rows, 1);
        v->number = (int32_t)db_get_int(&rows, 2);
    }
    *out = (struct version_list){g.row, g.n};
    return rows.err;
}
