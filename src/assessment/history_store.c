/* When requests came and what became of them: the statement.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/history.h"

#include "base/grow.h"

enum { LIST, SQL_COUNT };
static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"assessment.history",
              /* no share: days only, over all children */
              "SELECT a.sent_at, COALESCE((SELECT MIN(s.at)"
              " FROM assessment_step s WHERE s.assessment_id = a.id"
              " AND s.step = 'carry_out'), 0),"
              " CASE WHEN a.state IN ('declined', 'withdrawn')"
              " THEN a.state_at ELSE 0 END"
              " FROM assessment a JOIN case_file f ON f.id = a.case_id"
              " WHERE a.sent_at IS NOT NULL AND f.is_protected = 0"
              " ORDER BY a.sent_at, a.id"},
};
const struct db_set history_sql = {sql, SQL_COUNT};

static struct date
day_of(struct instant t)
{
    return t.us == 0 ? DATE_NONE : date_in_oslo(t);
}

const struct err *
history_store_list(struct db_tx *tx, struct request_times_list *out)
{
    struct db_rows rows;
    struct growing g = {0};
    const struct err *err = db_query(tx, &sql[LIST], DB_NO_ARGS, &rows);

    while (!err && db_next(&rows)) {
        struct request_times *r = grow(tx->mem, &g, sizeof *r);

        r->requested = day_of(db_get_time(&rows, 0));
        r->assessed = day_of(db_get_time(&rows, 1));
        r->left = day_of(db_get_time(&rows, 2));
    }
    if (!err)
        err = rows.err;
    if (!err)
        *out = (struct request_times_list){g.row, g.n};
    return err;
}
