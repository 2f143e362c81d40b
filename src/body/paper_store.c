/* Which documents of meetings are public: the statement.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/paper_store.h"

#include "base/grow.h"

enum { PUBLIC, SQL_COUNT };

/* 5: cancelled. */
static const struct db_stmt sql[SQL_COUNT] = {
    [PUBLIC] =
        {"body_paper.public",
         "SELECT p.id, m.id FROM paper p LEFT JOIN agenda_item i"
         " ON p.of_kind = 'item' AND i.id = p.owner_id JOIN meeting m"
         " ON m.id = CASE WHEN p.of_kind = 'item' THEN i.meeting_id"
         " ELSE p.owner_id END WHERE p.of_kind IN ('meeting', 'item')"
         " AND (CAST($1 AS BIGINT) = 0 OR p.id = CAST($1 AS BIGINT))"
         " AND p.removed_at IS NULL AND m.state <> 5"
         " AND EXISTS (SELECT 1 FROM paper_release r WHERE r.paper_id = p.id"
         " AND r.nr = p.newest AND r.withdrawn_on IS NULL)"
         " AND NOT EXISTS (SELECT 1 FROM body_unit u"
         " WHERE u.body_id = m.body_id AND u.part = 'party'"
         " AND u.valid_from <= m.held_on"
         " AND (u.valid_to IS NULL OR u.valid_to >= m.held_on)"
         " AND NOT EXISTS (SELECT 1 FROM paper_release r"
         " WHERE r.paper_id = p.id AND r.nr = p.newest"
         " AND r.unit_id = u.unit_id AND r.withdrawn_on IS NULL))"
         " ORDER BY m.held_on DESC, p.made_at, p.id LIMIT 200"},
};
const struct db_set body_paper_sql = {sql, SQL_COUNT};

const struct err *
body_paper_store_public(struct db_tx *tx, int64_t only,
                        struct public_paper_ids *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PUBLIC], DB_ARGS(db_int(only)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct public_paper_id *p = grow(tx->mem, &g, sizeof *p);

        *p = (struct public_paper_id){db_get_int(&rows, 0),
                                      db_get_int(&rows, 1)};
    }
    *out = (struct public_paper_ids){g.row, g.n};
    return rows.err;
}
