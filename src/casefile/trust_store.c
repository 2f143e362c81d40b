/* Whom the child trusts most: statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/trust_store.h"

enum { READ, OWN, PUT, SQL_COUNT };
static const struct db_stmt sql[SQL_COUNT] = {
    [READ] = {"trust.read",
              "SELECT t.id, t.words, t.by_child, t.said_at, u.name"
              " FROM case_trust t JOIN case_file f ON f.id = t.case_id"
              " JOIN unit u ON u.id = t.unit_id WHERE t.case_id = $4"
              " AND " SHARE_SEES_OF("f", "'voice'",
                                    "t.unit_id") " ORDER BY t.id DESC LIMIT 1"},
    [OWN] = {"trust.own",
             /* no share: the child's own page, by its own link */
             "SELECT t.id, t.words, t.by_child, t.said_at, u.name"
             " FROM case_trust t JOIN unit u ON u.id = t.unit_id"
             " JOIN family_link l ON l.case_id = t.case_id"
             " AND l.account_id = $2 AND l.ended_at IS NULL"
             " AND l.kind = 'child' WHERE t.case_id = $1"
             " ORDER BY t.id DESC LIMIT 1"},
    [PUT] = {"trust.put",
             "INSERT INTO case_trust (id, case_id, unit_id, words, by_child,"
             " said_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"},
};
const struct db_set trust_sql = {sql, SQL_COUNT};

static const struct err *
find(struct db_tx *tx, int which, const struct db_val *arg, size_t n_arg,
     struct trust *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[which], arg, n_arg, &rows,
                                     &found);

    *out = (struct trust){.id = 0};
    if (err || !found)
        return err;
    *out = (struct trust){
        .id = db_get_int(&rows, 0),
        .words = db_get_blob(&rows, 1),
        .by_child = db_get_int(&rows, 2) != 0,
        .at = db_get_time(&rows, 3),
        .unit_name = db_get_text(&rows, 4),
    };
    db_rows_close(&rows);
    return NULL;
}

const struct err *
trust_store_find(struct db_tx *tx, const struct viewer *v, case_id id,
                 struct trust *out)
{
    return find(tx, READ,
                DB_ARGS(db_int(v->unit.v), db_time(v->now),
                        db_int(v->account.v), db_int(id.v)),
                out);
}

const struct err *
trust_store_find_own(struct db_tx *tx, case_id id, account_id child,
                     struct trust *out)
{
    return find(tx, OWN, DB_ARGS(db_int(id.v), db_int(child.v)), out);
}

const struct err *
trust_store_insert(struct db_tx *tx, case_id id, unit_id unit,
                   const struct trust *t, function_id by)
{
    return db_run(tx, &sql[PUT],
                  DB_ARGS(db_int(t->id), db_int(id.v), db_int(unit.v),
                          db_blob(t->words), db_int(t->by_child),
                          db_time(t->at), db_int(by.v)),
                  NULL);
}
