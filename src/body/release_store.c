/* Minutes released to the public: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/release_store.h"

#include "base/grow.h"

enum { RELEASE, WITHDRAW, COUNT, PUBLIC, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [RELEASE] = {"meeting_release.put",
                 "INSERT INTO meeting_release (meeting_id, unit_id, account_id,"
                 " released_on) VALUES ($1, $2, $3, $4)"
                 " ON CONFLICT (meeting_id, unit_id) DO UPDATE SET"
                 " account_id = excluded.account_id,"
                 " released_on = excluded.released_on, withdrawn_on = NULL"},
    [WITHDRAW] = {"meeting_release.withdraw",
                  "UPDATE meeting_release SET withdrawn_on = $3"
                  " WHERE meeting_id = $1 AND unit_id = $2"
                  " AND withdrawn_on IS NULL"},
    [COUNT] = {"meeting_release.count",
               "SELECT COUNT(*), COALESCE(SUM(CASE WHEN unit_id = $2 THEN 1"
               " ELSE 0 END), 0) FROM meeting_release WHERE meeting_id = $1"
               " AND withdrawn_on IS NULL"},
    [PUBLIC] = {"meeting_release.public",
                "SELECT m.id FROM meeting m WHERE m.state = 4 AND EXISTS"
                " (SELECT 1 FROM meeting_release r WHERE r.meeting_id = m.id"
                " AND r.withdrawn_on IS NULL) AND NOT EXISTS (SELECT 1"
                " FROM body_unit u WHERE u.body_id = m.body_id"
                " AND u.part = 'party' AND u.valid_from <= m.held_on"
                " AND (u.valid_to IS NULL OR u.valid_to >= m.held_on)"
                " AND NOT EXISTS (SELECT 1 FROM meeting_release r"
                " WHERE r.meeting_id = m.id AND r.unit_id = u.unit_id"
                " AND r.withdrawn_on IS NULL))"
                " ORDER BY m.held_on DESC, m.id LIMIT 200"},
};
const struct db_set body_release_sql = {sql, SQL_COUNT};

const struct err *
minutes_store_release(struct db_tx *tx, meeting_id id, unit_id unit,
                      account_id account, struct date on)
{
    return db_run(
        tx, &sql[RELEASE],
        DB_ARGS(db_int(id.v), db_int(unit.v), db_int(account.v), db_date(on)),
        NULL);
}

const struct err *
minutes_store_withdraw(struct db_tx *tx, meeting_id id, unit_id unit,
                       struct date on)
{
    return db_run(tx, &sql[WITHDRAW],
                  DB_ARGS(db_int(id.v), db_int(unit.v), db_date(on)), NULL);
}

const struct err *
minutes_store_count(struct db_tx *tx, meeting_id id, unit_id unit,
                    int32_t *out_n, bool *out_own)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[COUNT], DB_ARGS(db_int(id.v), db_int(unit.v)), &rows, &found);

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
minutes_store_public(struct db_tx *tx, struct meeting_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PUBLIC], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows))
        ((struct meeting *)grow(tx->mem, &g, sizeof(struct meeting)))
            ->id.v = db_get_int(&rows, 0);
    *out = (struct meeting_list){g.row, g.n};
    err = rows.err;
    for (size_t i = 0; !err && i < out->n; i++)
        err = meeting_store_get(tx, out->row[i].id, &out->row[i]);
    return err;
}
