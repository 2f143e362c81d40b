/* Documents of evidence: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/paper_store.h"

#include "base/grow.h"

enum { GET, PAPERS, PUBLIC, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [GET] = {"evidence_paper.evidence",
             "SELECT id, agreement_id, ref, label, gone_on"
             " FROM agreement_evidence WHERE id = $1"},
    [PAPERS] = {"evidence_paper.list",
                "SELECT p.id, e.id, e.agreement_id FROM agreement_evidence e"
                " JOIN paper p ON p.of_kind = 'evidence' AND p.owner_id = e.id"
                " WHERE e.agreement_id = $1 AND e.gone_on IS NULL"
                " AND p.removed_at IS NULL ORDER BY p.made_at, p.id"},
    [PUBLIC] = {"evidence_paper.public",
                "SELECT p.id, e.id, e.agreement_id FROM paper p"
                " JOIN agreement_evidence e ON e.id = p.owner_id"
                " WHERE p.of_kind = 'evidence' AND p.removed_at IS NULL"
                " AND e.gone_on IS NULL"
                " AND (CAST($1 AS BIGINT) = 0 OR p.id = CAST($1 AS BIGINT))"
                " AND EXISTS (SELECT 1 FROM agreement_party a"
                " WHERE a.agreement_id = e.agreement_id)"
                " AND NOT EXISTS (SELECT 1 FROM agreement_party a"
                " WHERE a.agreement_id = e.agreement_id"
                " AND NOT EXISTS (SELECT 1 FROM paper_release r"
                " WHERE r.paper_id = p.id AND r.nr = p.newest"
                " AND r.unit_id = a.unit_id AND r.withdrawn_on IS NULL))"
                " ORDER BY p.made_at DESC, p.id LIMIT 200"},
};
const struct db_set agreement_paper_sql = {sql, SQL_COUNT};

const struct err *
evidence_store_get(struct db_tx *tx, int64_t id, struct evidence_brief *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET], DB_ARGS(db_int(id)), &rows,
                                     &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    *out = (struct evidence_brief){.id = db_get_int(&rows, 0),
                                   .agreement = {db_get_int(&rows, 1)},
                                   .ref = db_get_text(&rows, 2),
                                   .label = db_get_text(&rows, 3),
                                   .gone = db_get_date(&rows, 4)};
    db_rows_close(&rows);
    return NULL;
}

static const struct err *
list_papers(struct db_tx *tx, const struct db_stmt *s, int64_t arg,
            struct evidence_paper_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, s, DB_ARGS(db_int(arg)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct evidence_paper *p = grow(tx->mem, &g, sizeof *p);

        *p = (struct evidence_paper){
            db_get_int(&rows, 0), db_get_int(&rows, 1), {db_get_int(&rows, 2)}};
    }
    *out = (struct evidence_paper_list){g.row, g.n};
    return rows.err;
}

const struct err *
evidence_store_papers(struct db_tx *tx, agreement_id id,
                      struct evidence_paper_list *out)
{
    return list_papers(tx, &sql[PAPERS], id.v, out);
}

const struct err *
evidence_store_public(struct db_tx *tx, int64_t only,
                      struct evidence_paper_list *out)
{
    return list_papers(tx, &sql[PUBLIC], only, out);
}
