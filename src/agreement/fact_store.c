/* Facts of an agreement, gathered from the store; and what people enter.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/store.h"

#include "agreement/meeting_facts.h"
#include "base/buf.h"
#include "base/grow.h"
#include "registry/function.h"
#include "registry/unit.h"

enum {
    EVIDENCE,
    INVITED,
    HOLDERS,
    PLACES,
    AREAS,
    LOCALS,
    READINGS,
    BODIES,
    INSERT,
    INSERT_INVITED,
    WITHDRAW,
    UNITS,
    GUIDANCE,
    PROJECTS,
    SQL_COUNT
};

/* The parties and all units below them. */
#define BELOW                                                               \
    "WITH RECURSIVE below (id) AS (SELECT p.unit_id FROM agreement_party p" \
    " WHERE p.agreement_id = $1 UNION SELECT u.id FROM unit u"              \
    " JOIN below b ON u.parent_id = b.id) "

static const struct db_stmt sql[SQL_COUNT] = {
    [EVIDENCE] = {"agreement.evidence",
                  "SELECT e.id, e.ref, e.kind, e.body, e.unit_id, e.other_id,"
                  " e.on_day, e.until_day, e.n, e.total, e.flags, e.label,"
                  " e.known_on, e.gone_on, COALESCE(c.id, 0), e.document"
                  " FROM agreement_evidence e LEFT JOIN agreement_clause c"
                  " ON c.version_id = $2 AND c.ref = e.ref"
                  " WHERE e.agreement_id = $1 ORDER BY e.on_day, e.id"},
    [INVITED] = {"agreement.invited",
                 "SELECT i.evidence_id, i.unit_id, e.on_day, e.known_on,"
                 " e.gone_on FROM agreement_invited i"
                 " JOIN agreement_evidence e ON e.id = i.evidence_id"
                 " WHERE e.agreement_id = $1 ORDER BY e.on_day, e.id,"
                 " i.unit_id"},
    [HOLDERS] = {"agreement.holders",
                 BELOW "SELECT f.id, f.unit_id, f.kind, f.valid_from,"
                       " f.valid_to, a.name, u.name FROM below b"
                       " JOIN unit u ON u.id = b.id"
                       " JOIN unit_function f ON f.unit_id = u.id"
                       " JOIN account a ON a.id = f.account_id WHERE f.kind IN"
                       " ('leader', 'clinic_contact', 'health_contact',"
                       " 'contact_point') ORDER BY f.valid_from, f.id"},
    [PLACES] = {"agreement.places",
                BELOW "SELECT u.id, u.type, u.name, u.valid_from, u.valid_to"
                      " FROM below b JOIN unit u ON u.id = b.id"
                      " WHERE u.type = 'institution' OR (u.type = 'bup'"
                      " AND u.kind = 'outpatient') ORDER BY u.name, u.id"},
    [AREAS] = {"agreement.areas",
               BELOW "SELECT u.id, c.unit_id, c.valid_from, c.valid_to"
                     " FROM below b JOIN unit u ON u.id = b.id"
                     " JOIN catchment c ON c.municipality = u.municipality"
                     " AND c.purpose = 'bup' WHERE u.type = 'institution'"
                     " ORDER BY u.id, c.id"},
    [LOCALS] = {"agreement.locals",
                BELOW "SELECT a.id, i.id, k.id, v.from_on, v.until_on,"
                      " v.signed_on, a.title FROM below b"
                      " JOIN unit i ON i.id = b.id"
                      " JOIN agreement_party p ON p.unit_id = i.id"
                      " JOIN agreement a ON a.id = p.agreement_id"
                      " JOIN agreement_party q ON q.agreement_id = a.id"
                      " JOIN unit k ON k.id = q.unit_id"
                      " JOIN agreement_version v ON v.agreement_id = a.id"
                      " WHERE i.type = 'institution' AND k.type = 'bup'"
                      " AND a.kind = 'local' AND v.state IN ('in_force',"
                      " 'replaced', 'terminated') AND v.from_on IS NOT NULL"
                      " ORDER BY v.from_on, v.id"},
    [READINGS] = {"agreement.readings",
                  "SELECT r.function_id, f.unit_id, f.kind, r.read_on, a.name"
                  " FROM agreement_reading r"
                  " JOIN unit_function f ON f.id = r.function_id"
                  " JOIN account a ON a.id = r.account_id"
                  " WHERE r.version_id = $1 ORDER BY r.read_on, f.id"},
    /* bodies whose parties are the agreement's, no more and no fewer */
    [BODIES] = {"agreement.bodies",
                "SELECT b.id FROM body b WHERE EXISTS (SELECT 1"
                " FROM body_unit u WHERE u.body_id = b.id AND u.part = 'party')"
                " AND NOT EXISTS (SELECT 1 FROM agreement_party p"
                " WHERE p.agreement_id = $1 AND NOT EXISTS (SELECT 1"
                " FROM body_unit u WHERE u.body_id = b.id"
                " AND u.part = 'party' AND u.unit_id = p.unit_id))"
                " AND NOT EXISTS (SELECT 1 FROM body_unit u"
                " WHERE u.body_id = b.id AND u.part = 'party'"
                " AND NOT EXISTS (SELECT 1 FROM agreement_party p"
                " WHERE p.agreement_id = $1 AND p.unit_id = u.unit_id))"
                " ORDER BY b.id"},
    [INSERT] = {"agreement.insert_evidence",
                "INSERT INTO agreement_evidence (id, agreement_id, ref, kind,"
                " body, unit_id, other_id, on_day, until_day, n, total, flags,"
                " label, document, known_on, gone_on, account_id, made_at,"
                " version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
                " $11, $12, $13, $14, $15, NULL, $16, $17, 1)"},
    [INSERT_INVITED] = {"agreement.insert_invited",
                        "INSERT INTO agreement_invited (evidence_id, unit_id)"
                        " VALUES ($1, $2)"},
    [WITHDRAW] = {"agreement.withdraw_evidence",
                  "UPDATE agreement_evidence SET gone_on = $3,"
                  " version = version + 1 WHERE agreement_id = $1 AND id = $2"
                  " AND gone_on IS NULL"},
    [UNITS] = {"agreement.units",
               BELOW "SELECT u.id, u.name FROM below b"
                     " JOIN unit u ON u.id = b.id"
                     " WHERE (u.valid_from IS NULL OR u.valid_from <= $2)"
                     " AND (u.valid_to IS NULL OR u.valid_to >= $2)"
                     " ORDER BY u.name COLLATE nb, u.id"},
    [GUIDANCE] = {"agreement.guidance_given",
                  "SELECT g.id, c.id, g.given_on, g.known_on, g.gone_on,"
                  " g.minutes, g.subject FROM agreement_guidance g"
                  " JOIN agreement_clause c ON c.version_id = $2"
                  " AND c.ref = g.ref WHERE g.agreement_id = $1"
                  " ORDER BY g.given_on, g.id"},
    [PROJECTS] = {"agreement.projects",
                  "SELECT p.id, c.id, p.from_on, p.until_on, p.known_on,"
                  " p.gone_on, p.title FROM agreement_project p"
                  " JOIN agreement_clause c ON c.version_id = $2"
                  " AND c.ref = p.ref WHERE p.agreement_id = $1"
                  " ORDER BY p.from_on, p.id"},
};
const struct db_set agreement_fact_sql = {sql, SQL_COUNT};

struct gathering {
    struct db_tx *tx;
    agreement_id id;
    version_id version;
    struct growing facts;
};

static struct agreement_fact *
add(struct gathering *g, enum fact_kind kind)
{
    struct agreement_fact *f = grow(g->tx->mem, &g->facts, sizeof *f);

    *f = (struct agreement_fact){
        .kind = kind, .until = DATE_NONE, .gone = DATE_NONE};
    return f;
}

/* What has no first day was always so. */
static struct date
since(struct date d)
{
    return date_is_none(d) ? date_ymd(1900, 1, 1) : d;
}

/* What people wrote of a document: an address, or where it is to be found. */
static void
point_at(struct agreement_fact *f, struct str document)
{
    if (str_starts(document, STR("/")) ||
        str_starts(document, STR("https://")) ||
        str_starts(document, STR("http://")))
        f->href = document;
    else
        f->reference = document;
}

static const struct err *
read_evidence(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(
        g->tx, &sql[EVIDENCE], DB_ARGS(db_int(g->id.v), db_int(g->version.v)),
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_MEETING);

        (void)fact_kind_parse(db_get_text(&rows, 2), &f->kind);
        f->object = db_get_int(&rows, 0);
        f->clause = db_get_int(&rows, 14);
        f->body = db_get_text(&rows, 3);
        f->unit = db_get_int(&rows, 4);
        f->other = db_get_int(&rows, 5);
        f->on = db_get_date(&rows, 6);
        f->until = db_get_date(&rows, 7);
        f->n = (int32_t)db_get_int(&rows, 8);
        f->total = (int32_t)db_get_int(&rows, 9);
        f->flags = (uint32_t)db_get_int(&rows, 10);
        f->label = db_get_text(&rows, 11);
        f->known = db_get_date(&rows, 12);
        f->gone = db_get_date(&rows, 13);
        point_at(f, db_get_text(&rows, 15));
        f->entered = true;
    }
    return rows.err;
}

static const struct err *
read_invited(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(g->tx, &sql[INVITED],
                                     DB_ARGS(db_int(g->id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_INVITED);

        f->object = db_get_int(&rows, 0);
        f->unit = db_get_int(&rows, 1);
        f->on = db_get_date(&rows, 2);
        f->known = db_get_date(&rows, 3);
        f->gone = db_get_date(&rows, 4);
    }
    return rows.err;
}

static const struct err *
read_holders(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(g->tx, &sql[HOLDERS],
                                     DB_ARGS(db_int(g->id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_HOLDER);
        struct str name = db_get_text(&rows, 5);
        struct str unit = db_get_text(&rows, 6);
        enum function_kind k = FUNCTION_LEADER;

        (void)function_kind_parse(db_get_text(&rows, 2), &k);
        f->function = (int32_t)k;
        f->object = db_get_int(&rows, 0);
        f->unit = db_get_int(&rows, 1);
        f->on = db_get_date(&rows, 3);
        f->until = db_get_date(&rows, 4);
        f->known = f->on;
        f->label = str_fmt(g->tx->mem, "%.*s, %.*s", STR_FMT(name),
                           STR_FMT(unit));
    }
    return rows.err;
}

/* An institution needs a leader and a helseansvarlig, a clinic a leader and a
 * barnevernansvarlig. Source: R104, the regional agreement's 4.2 (A23). */
static void
add_posts(struct gathering *g, const struct agreement_fact *place,
          bool institution)
{
    const struct agreement_fact copy = *place; /* adding moves the array */
    const enum function_kind kind[] = {FUNCTION_LEADER,
                                       institution ? FUNCTION_HEALTH_CONTACT
                                                   : FUNCTION_CLINIC_CONTACT};

    for (size_t i = 0; i < ARRAY_LEN(kind); i++) {
        struct agreement_fact *f = add(g, FACT_POST);

        *f = copy;
        f->kind = FACT_POST;
        f->function = (int32_t)kind[i];
    }
}

static const struct err *
read_places(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(g->tx, &sql[PLACES],
                                     DB_ARGS(db_int(g->id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        bool institution = str_eq_cz(db_get_text(&rows, 1), "institution");
        struct agreement_fact f = {.kind = FACT_PLACE,
                                   .object = db_get_int(&rows, 0),
                                   .unit = db_get_int(&rows, 0),
                                   .label = db_get_text(&rows, 2),
                                   .on = since(db_get_date(&rows, 3)),
                                   .until = db_get_date(&rows, 4),
                                   .gone = DATE_NONE};

        f.known = f.on;
        if (institution)
            *add(g, FACT_PLACE) = f;
        add_posts(g, &f, institution);
    }
    return rows.err;
}

static const struct err *
read_areas(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(g->tx, &sql[AREAS],
                                     DB_ARGS(db_int(g->id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_AREA);

        f->unit = db_get_int(&rows, 0);
        f->other = db_get_int(&rows, 1);
        f->on = since(db_get_date(&rows, 2));
        f->until = db_get_date(&rows, 3);
        f->known = f->on;
    }
    return rows.err;
}

static const struct err *
read_locals(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(g->tx, &sql[LOCALS],
                                     DB_ARGS(db_int(g->id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_LOCAL);
        struct date made = db_get_date(&rows, 5);

        f->object = db_get_int(&rows, 0);
        f->unit = db_get_int(&rows, 1);
        f->other = db_get_int(&rows, 2);
        f->on = db_get_date(&rows, 3);
        f->until = db_get_date(&rows, 4);
        f->known = date_is_none(made) ? f->on : made;
        f->label = db_get_text(&rows, 6);
        f->href = str_fmt(g->tx->mem, "/avtaler/%.*s",
                          STR_FMT(id_format(g->tx->mem, f->object)));
    }
    return rows.err;
}

static const struct err *
read_readings(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(g->tx, &sql[READINGS],
                                     DB_ARGS(db_int(g->version.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_READ);
        enum function_kind k = FUNCTION_LEADER;

        f->object = db_get_int(&rows, 0);
        f->unit = db_get_int(&rows, 1);
        (void)function_kind_parse(db_get_text(&rows, 2), &k);
        f->function = (int32_t)k;
        f->on = db_get_date(&rows, 3);
        f->until = f->on;
        f->known = f->on;
        f->label = db_get_text(&rows, 4);
    }
    return rows.err;
}

const struct err *
agreement_store_bodies(struct db_tx *tx, agreement_id id,
                       struct agreement_bodies *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[BODIES], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows))
        ((body_id *)grow(tx->mem, &g, sizeof(body_id)))->v = db_get_int(&rows,
                                                                        0);
    *out = (struct agreement_bodies){g.row, g.n};
    return rows.err;
}

static const struct err *
read_guidance(struct gathering *g)
{
    struct str page = str_fmt(g->tx->mem, "/avtaler/%.*s/veiledning",
                              STR_FMT(id_format(g->tx->mem, g->id.v)));
    struct db_rows rows;
    const struct err *err = db_query(
        g->tx, &sql[GUIDANCE], DB_ARGS(db_int(g->id.v), db_int(g->version.v)),
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_GUIDANCE);

        f->object = db_get_int(&rows, 0);
        f->clause = db_get_int(&rows, 1);
        f->on = db_get_date(&rows, 2);
        f->known = db_get_date(&rows, 3);
        f->gone = db_get_date(&rows, 4);
        f->n = (int32_t)db_get_int(&rows, 5);
        f->label = db_get_text(&rows, 6);
        f->href = page;
    }
    return rows.err;
}

static const struct err *
read_projects(struct gathering *g)
{
    struct db_rows rows;
    const struct err *err = db_query(
        g->tx, &sql[PROJECTS], DB_ARGS(db_int(g->id.v), db_int(g->version.v)),
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct agreement_fact *f = add(g, FACT_PROJECT);

        f->object = db_get_int(&rows, 0);
        f->clause = db_get_int(&rows, 1);
        f->on = db_get_date(&rows, 2);
        f->until = db_get_date(&rows, 3);
        f->known = db_get_date(&rows, 4);
        f->gone = db_get_date(&rows, 5);
        f->label = db_get_text(&rows, 6);
        f->href = str_fmt(g->tx->mem, "/prosjekter/%.*s",
                          STR_FMT(id_format(g->tx->mem, f->object)));
    }
    return rows.err;
}

const struct err *
agreement_store_units(struct db_tx *tx, agreement_id id, struct date on,
                      struct unit_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[UNITS],
                                     DB_ARGS(db_int(id.v), db_date(on)), &rows);

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

/* What the agreement's bodies did; most agreements have none. */
static const struct err *
read_bodies(struct gathering *g)
{
    struct agreement_bodies bodies = {0};
    struct body_facts facts = {0};
    const struct err *err = agreement_store_bodies(g->tx, g->id, &bodies);

    if (err || bodies.n == 0)
        return err;
    err = body_facts_in(g->tx, date_ymd(1900, 1, 1), date_ymd(2999, 12, 31),
                        &facts);
    if (!err)
        meeting_facts_add(g->tx->mem, &facts, bodies.row, bodies.n, &g->facts);
    return err;
}

const struct err *
agreement_store_facts(struct db_tx *tx, agreement_id id, version_id version,
                      struct fact_list *out)
{
    static const struct err *(*const readers[])(struct gathering *) = {
        read_evidence, read_invited,  read_holders,  read_places,
        read_areas,    read_locals,   read_readings, read_bodies,
        read_guidance, read_projects,
    };
    struct gathering g = {.tx = tx, .id = id, .version = version};
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(readers); i++)
        err = readers[i](&g);
    *out = (struct fact_list){g.facts.row, g.facts.n};
    return err;
}

const struct err *
evidence_store_insert(struct db_tx *tx, struct evidence *e, struct instant now)
{
    const struct agreement_fact *f = &e->fact;
    const struct err *err;

    e->id = id_new();
    err = db_run(tx, &sql[INSERT],
                 DB_ARGS(db_int(e->id), db_int(e->agreement.v), db_text(e->ref),
                         db_cz(fact_kind_word(f->kind)), db_text(f->body),
                         db_id(f->unit), db_id(f->other), db_date(f->on),
                         db_date(f->until), db_int(f->n), db_int(f->total),
                         db_int(f->flags), db_text(f->label),
                         db_text(e->document), db_date(f->known),
                         db_id(e->account.v), db_time(now)),
                 NULL);
    for (size_t i = 0; !err && i < e->invited_n; i++)
        err = db_run(tx, &sql[INSERT_INVITED],
                     DB_ARGS(db_int(e->id), db_int(e->invited[i])), NULL);
    return err;
}

const struct err *
evidence_store_withdraw(struct db_tx *tx, agreement_id id, int64_t evidence,
                        struct date gone)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[WITHDRAW],
        DB_ARGS(db_int(id.v), db_int(evidence), db_date(gone)), &n);

    if (err)
        return err;
    return n == 1 ? NULL : ERR(tx->mem, NOT_FOUND);
}
