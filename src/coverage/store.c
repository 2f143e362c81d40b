/* Institutions, clinics, areas, local agreements, holders, meetings, read for
 * coverage. SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/store.h"

#include "base/grow.h"

enum { UNITS, AREAS, SIGNED, BY_HAND, HOLDERS, STARTS, REGIONS, SQL_COUNT };

/* An institution lies in the region above it; a clinic in the one that serves
 * the same municipalities. */
#define PLACE_OR_CLINIC \
    " (u.type = 'institution' OR (u.type = 'bup' AND u.kind = 'outpatient'))"

static const struct db_stmt sql[SQL_COUNT] = {
    [UNITS] = {"coverage.units",
               "SELECT u.id, u.type, u.name, m.name,"
               " CASE WHEN p.type IN ('bufetat_region', 'bfe') THEN p.id"
               " WHEN g.type IN ('bufetat_region', 'bfe') THEN g.id"
               " ELSE (SELECT MIN(b.unit_id) FROM catchment c JOIN catchment b"
               " ON b.municipality = c.municipality AND b.purpose = 'bufetat'"
               " WHERE c.unit_id = u.id AND c.purpose = 'bup') END,"
               " u.valid_from, u.valid_to FROM unit u"
               " LEFT JOIN municipality m ON m.number = u.municipality"
               " LEFT JOIN unit p ON p.id = u.parent_id"
               " LEFT JOIN unit g ON g.id = p.parent_id"
               " WHERE" PLACE_OR_CLINIC " ORDER BY u.name COLLATE nb, u.id"},
    [AREAS] = {"coverage.areas",
               "SELECT u.id, c.unit_id, c.valid_from, c.valid_to FROM unit u"
               " JOIN catchment c ON c.municipality = u.municipality"
               " AND c.purpose = 'bup' WHERE u.type = 'institution'"
               " ORDER BY u.id, c.id"},
    [SIGNED] = {"coverage.signed",
                "SELECT a.id, i.id, k.id, v.from_on, v.until_on, v.signed_on,"
                " a.title FROM agreement a"
                " JOIN agreement_party p ON p.agreement_id = a.id"
                " JOIN unit i ON i.id = p.unit_id AND i.type = 'institution'"
                " JOIN agreement_party q ON q.agreement_id = a.id"
                " JOIN unit k ON k.id = q.unit_id AND k.type = 'bup'"
                " JOIN agreement_version v ON v.agreement_id = a.id"
                " WHERE a.kind = 'local' AND v.state IN ('in_force',"
                " 'replaced', 'terminated') AND v.from_on IS NOT NULL"
                " ORDER BY v.from_on, v.id"},
    [BY_HAND] = {"coverage.by_hand",
                 "SELECT e.agreement_id, e.unit_id, e.other_id, e.on_day,"
                 " e.until_day, e.known_on, e.gone_on, e.label"
                 " FROM agreement_evidence e WHERE e.kind = 'local_agreement'"
                 " AND e.unit_id IS NOT NULL ORDER BY e.on_day, e.id"},
    [HOLDERS] = {"coverage.holders",
                 "SELECT f.unit_id, f.kind, a.name, f.valid_from, f.valid_to"
                 " FROM unit_function f JOIN unit u ON u.id = f.unit_id"
                 " JOIN account a ON a.id = f.account_id WHERE f.kind IN"
                 " ('leader', 'health_contact', 'clinic_contact')"
                 " AND" PLACE_OR_CLINIC " ORDER BY f.valid_from, f.id"},
    [STARTS] = {"coverage.starts",
                "SELECT i.id, k.id, m.id, m.held_on FROM meeting m"
                " JOIN body b ON b.id = m.body_id AND b.kind = 'local'"
                " JOIN body_unit p ON p.body_id = b.id"
                " JOIN unit i ON i.id = p.unit_id AND i.type = 'institution'"
                " JOIN body_unit q ON q.body_id = b.id"
                " JOIN unit k ON k.id = q.unit_id AND k.type = 'bup'"
                " WHERE m.held_at IS NOT NULL ORDER BY m.held_on, m.id"},
    [REGIONS] = {"coverage.regions",
                 "WITH RECURSIVE up (agreement_id, id) AS"
                 " (SELECT p.agreement_id, p.unit_id FROM agreement_party p"
                 " UNION SELECT x.agreement_id, u.parent_id FROM up x"
                 " JOIN unit u ON u.id = x.id WHERE u.parent_id IS NOT NULL)"
                 " SELECT x.agreement_id, x.id FROM up x"
                 " JOIN unit u ON u.id = x.id"
                 " WHERE u.type IN ('bufetat_region', 'bfe')"
                 " ORDER BY x.agreement_id, x.id"},
};
const struct db_set coverage_sql = {sql, SQL_COUNT};

static const struct err *
read_units(struct db_tx *tx, struct coverage_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[UNITS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct coverage_unit *u = grow(tx->mem, &g, sizeof *u);

        *u = (struct coverage_unit){
            .id = {db_get_int(&rows, 0)},
            .institution = str_eq_cz(db_get_text(&rows, 1), "institution"),
            .name = db_get_text(&rows, 2),
            .place = db_get_text(&rows, 3),
            .region = {db_get_int(&rows, 4)},
            .from = db_get_date(&rows, 5),
            .until = db_get_date(&rows, 6)};
    }
    out->unit = g.row;
    out->units = g.n;
    return rows.err;
}

static const struct err *
read_areas(struct db_tx *tx, struct coverage_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[AREAS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct coverage_area *a = grow(tx->mem, &g, sizeof *a);

        *a = (struct coverage_area){.institution = {db_get_int(&rows, 0)},
                                    .clinic = {db_get_int(&rows, 1)},
                                    .from = db_get_date(&rows, 2),
                                    .until = db_get_date(&rows, 3)};
    }
    out->area = g.row;
    out->areas = g.n;
    return rows.err;
}

static const struct err *
read_signed(struct db_tx *tx, struct growing *g)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[SIGNED], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct coverage_local *l = grow(tx->mem, g, sizeof *l);
        struct date made = db_get_date(&rows, 5);

        *l = (struct coverage_local){.agreement = {db_get_int(&rows, 0)},
                                     .institution = {db_get_int(&rows, 1)},
                                     .clinic = {db_get_int(&rows, 2)},
                                     .from = db_get_date(&rows, 3),
                                     .until = db_get_date(&rows, 4),
                                     .gone = DATE_NONE,
                                     .title = db_get_text(&rows, 6)};
        l->known = date_is_none(made) ? l->from : made;
    }
    return rows.err;
}

static const struct err *
read_by_hand(struct db_tx *tx, struct growing *g)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[BY_HAND], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct coverage_local *l = grow(tx->mem, g, sizeof *l);

        *l = (struct coverage_local){.agreement = {db_get_int(&rows, 0)},
                                     .institution = {db_get_int(&rows, 1)},
                                     .clinic = {db_get_int(&rows, 2)},
                                     .from = db_get_date(&rows, 3),
                                     .until = db_get_date(&rows, 4),
                                     .known = db_get_date(&rows, 5),
                                     .gone = db_get_date(&rows, 6),
                                     .noted = true,
                                     .title = db_get_text(&rows, 7)};
    }
    return rows.err;
}

static const struct err *
read_holders(struct db_tx *tx, struct coverage_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[HOLDERS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct coverage_holder *h = grow(tx->mem, &g, sizeof *h);

        *h = (struct coverage_holder){.unit = {db_get_int(&rows, 0)},
                                      .name = db_get_text(&rows, 2),
                                      .from = db_get_date(&rows, 3),
                                      .until = db_get_date(&rows, 4)};
        (void)function_kind_parse(db_get_text(&rows, 1), &h->kind);
    }
    out->holder = g.row;
    out->holders = g.n;
    return rows.err;
}

static const struct err *
read_starts(struct db_tx *tx, struct coverage_facts *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[STARTS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct coverage_start *s = grow(tx->mem, &g, sizeof *s);

        *s = (struct coverage_start){.institution = {db_get_int(&rows, 0)},
                                     .clinic = {db_get_int(&rows, 1)},
                                     .meeting = {db_get_int(&rows, 2)},
                                     .on = db_get_date(&rows, 3)};
    }
    out->start = g.row;
    out->starts = g.n;
    return rows.err;
}

const struct err *
coverage_store_facts(struct db_tx *tx, struct coverage_facts *out)
{
    struct growing local = {0};
    const struct err *err = read_units(tx, out);

    if (!err)
        err = read_areas(tx, out);
    if (!err)
        err = read_signed(tx, &local);
    if (!err)
        err = read_by_hand(tx, &local);
    out->local = local.row;
    out->locals = local.n;
    if (!err)
        err = read_holders(tx, out);
    return err ? err : read_starts(tx, out);
}

const struct err *
coverage_store_regions(struct db_tx *tx, struct region_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[REGIONS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_region *r = grow(tx->mem, &g, sizeof *r);

        *r = (struct agreement_region){{db_get_int(&rows, 0)},
                                       {db_get_int(&rows, 1)}};
    }
    *out = (struct region_list){g.row, g.n};
    return rows.err;
}

unit_id
region_of_agreement(const struct region_list *list, agreement_id id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].agreement.v == id.v)
            return list->row[i].region;
    return (unit_id){0};
}
