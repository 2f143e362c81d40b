/* Research and development projects: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/project_store.h"

#include "base/grow.h"

enum {
    LIST,
    PARTIES,
    INSERT,
    INSERT_PARTY,
    END,
    WITHDRAW,
    UNITS,
    POINTS,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [LIST] = {"project.list",
              "SELECT p.id, p.kind, p.title, p.about, p.others, p.reference,"
              " p.from_on, p.until_on, p.unit_id, p.account_id,"
              " COALESCE(p.agreement_id, 0), p.ref, p.known_on, p.version,"
              " COALESCE(a.title, '') FROM agreement_project p"
              " LEFT JOIN agreement a ON a.id = p.agreement_id"
              " WHERE p.gone_on IS NULL AND (p.id = $1"
              " OR CAST($1 AS BIGINT) IS NULL)"
              " ORDER BY p.from_on DESC, p.id DESC"},
    [PARTIES] = {"project.parties",
                 "SELECT y.project_id, y.unit_id, u.name"
                 " FROM agreement_project_party y"
                 " JOIN agreement_project p ON p.id = y.project_id"
                 " JOIN unit u ON u.id = y.unit_id"
                 " WHERE p.gone_on IS NULL AND (p.id = $1"
                 " OR CAST($1 AS BIGINT) IS NULL)"
                 " ORDER BY p.from_on DESC, p.id DESC, y.position"},
    [INSERT] = {"project.insert",
                "INSERT INTO agreement_project (id, kind, title, about,"
                " others, reference, from_on, until_on, unit_id, account_id,"
                " agreement_id, ref, known_on, made_at, version) VALUES ($1,"
                " $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
                " 1)"},
    [INSERT_PARTY] = {"project.insert_party",
                      "INSERT INTO agreement_project_party (project_id,"
                      " unit_id, position) VALUES ($1, $2, $3)"},
    [END] = {"project.end",
             "UPDATE agreement_project SET until_on = $3,"
             " version = version + 1 WHERE id = $1 AND version = $2"
             " AND gone_on IS NULL"},
    [WITHDRAW] = {"project.withdraw",
                  "UPDATE agreement_project SET gone_on = $2,"
                  " version = version + 1 WHERE id = $1 AND gone_on IS NULL"},
    [UNITS] = {"project.units",
               "SELECT u.id, u.name FROM unit u"
               " WHERE (u.valid_from IS NULL OR u.valid_from <= $1)"
               " AND (u.valid_to IS NULL OR u.valid_to >= $1)"
               " ORDER BY u.name COLLATE nb, u.id"},
    [POINTS] = {"project.points",
                "SELECT c.id, a.id, c.ref, c.statement FROM agreement a"
                " JOIN agreement_party p ON p.agreement_id = a.id"
                " AND p.unit_id = $1 JOIN agreement_version v"
                " ON v.agreement_id = a.id AND v.state = 'in_force'"
                " JOIN agreement_clause c ON c.version_id = v.id"
                " WHERE c.shown_as = 'people' ORDER BY a.id, c.position, c.id"},
};
const struct db_set agreement_project_sql = {sql, SQL_COUNT};

static void
project_read(const struct db_rows *rows, struct project *p)
{
    *p = (struct project){
        .id = {db_get_int(rows, 0)},
        .title = db_get_text(rows, 2),
        .about = db_get_text(rows, 3),
        .others = db_get_text(rows, 4),
        .reference = db_get_text(rows, 5),
        .from = db_get_date(rows, 6),
        .until = db_get_date(rows, 7),
        .unit = {db_get_int(rows, 8)},
        .account = {db_get_int(rows, 9)},
        .agreement = {db_get_int(rows, 10)},
        .ref = db_get_text(rows, 11),
        .known = db_get_date(rows, 12),
        .version = db_get_int(rows, 13),
        .agreement_title = db_get_text(rows, 14),
    };
    (void)project_kind_parse(db_get_text(rows, 1), &p->kind);
}

/* Handed out in order: both lists have one. */
static const struct err *
read_parties(struct db_tx *tx, project_id id, struct project_list *list)
{
    struct db_rows rows;
    size_t i = 0;
    const struct err *err = db_query(tx, &sql[PARTIES], DB_ARGS(db_id(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct project *p;

        while (i < list->n && list->row[i].id.v != db_get_int(&rows, 0))
            i++;
        ASSERT(i < list->n);
        p = &list->row[i];
        if (p->parties < PROJECT_PARTIES_MAX)
            p->party[p->parties++] = (struct project_party){
                {db_get_int(&rows, 1)}, db_get_text(&rows, 2)};
    }
    return rows.err;
}

const struct err *
project_store_list(struct db_tx *tx, project_id id, struct project_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[LIST], DB_ARGS(db_id(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows))
        project_read(&rows, grow(tx->mem, &g, sizeof(struct project)));
    if (rows.err)
        return rows.err;
    *out = (struct project_list){g.row, g.n};
    return read_parties(tx, id, out);
}

const struct err *
project_store_insert(struct db_tx *tx, struct project *p, struct instant now)
{
    const struct err *err;

    p->id.v = id_new();
    err = db_run(tx, &sql[INSERT],
                 DB_ARGS(db_int(p->id.v), db_cz(project_kind_word(p->kind)),
                         db_text(p->title), db_text(p->about),
                         db_text(p->others), db_text(p->reference),
                         db_date(p->from), db_date(p->until), db_int(p->unit.v),
                         db_int(p->account.v), db_id(p->agreement.v),
                         db_text(p->ref), db_date(p->known), db_time(now)),
                 NULL);
    for (size_t i = 0; !err && i < p->parties; i++)
        err = db_run(tx, &sql[INSERT_PARTY],
                     DB_ARGS(db_int(p->id.v), db_int(p->party[i].unit.v),
                             db_int((int64_t)i)),
                     NULL);
    return err;
}

const struct err *
project_store_end(struct db_tx *tx, const struct project *p)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[END],
        DB_ARGS(db_int(p->id.v), db_int(p->version), db_date(p->until)), &n);

    if (err)
        return err;
    return n == 1 ? NULL : ERR(tx->mem, CONFLICT);
}

const struct err *
project_store_withdraw(struct db_tx *tx, project_id id, struct date gone)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[WITHDRAW],
                                   DB_ARGS(db_int(id.v), db_date(gone)), &n);

    if (err)
        return err;
    return n == 1 ? NULL : ERR(tx->mem, CONFLICT);
}

const struct err *
project_store_units(struct db_tx *tx, struct date on, struct unit_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[UNITS], DB_ARGS(db_date(on)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct unit *u = grow(tx->mem, &g, sizeof *u);

        u->id.v = db_get_int(&rows, 0);
        u->name = db_get_text(&rows, 1);
    }
    *out = (struct unit_list){g.row, g.n};
    return rows.err;
}

const struct err *
project_store_points(struct db_tx *tx, unit_id unit,
                     struct project_point_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[POINTS], DB_ARGS(db_int(unit.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct project_point *p = grow(tx->mem, &g, sizeof *p);

        p->clause = db_get_int(&rows, 0);
        p->agreement.v = db_get_int(&rows, 1);
        p->ref = db_get_text(&rows, 2);
        p->statement = db_get_text(&rows, 3);
    }
    *out = (struct project_point_list){g.row, g.n};
    return rows.err;
}
