/* Agreements, versions, sections and clauses: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/store.h"

#include "base/buf.h"
#include "base/grow.h"
#include "registry/function.h"
#include "registry/unit.h"

#define AGREEMENT_COLS                                                \
    "SELECT id, code, kind, parent_id, title, notice_months, source," \
    " version FROM agreement"
#define VERSION_COLS                                             \
    "SELECT id, agreement_id, number, state, from_on, until_on," \
    " signed_on, text_seen, hash, note, version, notice_months," \
    " agreed_from, agreed_until, discarded_on, discarded_by"     \
    " FROM agreement_version"

/* The acting unit ($1), all above it and all below it. */
#define NEAR                                                             \
    "WITH RECURSIVE up (id) AS (SELECT u.id FROM unit u WHERE u.id = $1" \
    " UNION SELECT u.parent_id FROM unit u JOIN up ON u.id = up.id"      \
    " WHERE u.parent_id IS NOT NULL), down (id) AS (SELECT u.id"         \
    " FROM unit u WHERE u.id = $1 UNION SELECT u.id FROM unit u"         \
    " JOIN down ON u.parent_id = down.id) "
#define IS_PARTY(a)                                                     \
    "EXISTS (SELECT 1 FROM agreement_party p WHERE p.agreement_id = " a \
    ".id AND p.unit_id = $1)"
/* Whoever began it has it until it is signed the first time. */
#define HAS_BEGUN(a) "(" a ".started_by = $1 AND NOT " WAS_SIGNED(a) ")"
#define IS_NEAR(a)                                                         \
    "EXISTS (SELECT 1 FROM agreement_party p WHERE p.agreement_id = " a    \
    ".id AND (p.unit_id IN (SELECT up.id FROM up) OR p.unit_id IN (SELECT" \
    " down.id FROM down)))"
#define IS_INVITED(a)                                                       \
    "EXISTS (SELECT 1 FROM agreement_clause_unit x JOIN agreement_clause c" \
    " ON c.id = x.clause_id JOIN agreement_version v"                       \
    " ON v.id = c.version_id WHERE x.unit_id = $1"                          \
    " AND c.kind = 'invite_always' AND v.agreement_id = " a ".id)"
#define WAS_SIGNED(a)                                                     \
    "EXISTS (SELECT 1 FROM agreement_version v WHERE v.agreement_id = " a \
    ".id AND v.state NOT IN ('draft', 'approval', 'signing', 'discarded'))"

enum {
    GET,
    FIND,
    LIST,
    LIST_NEAR,
    TIE,
    INSERT,
    ADD_PARTY,
    PARTIES,
    VERSIONS,
    INSERT_VERSION,
    UPDATE_VERSION,
    SECTIONS,
    INSERT_SECTION,
    CLAUSES,
    INSERT_CLAUSE,
    CLAUSE_UNITS,
    INSERT_UNIT,
    INSERT_READING,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [GET] = {"agreement.get", AGREEMENT_COLS " WHERE id = $1"},
    [FIND] = {"agreement.find", AGREEMENT_COLS " WHERE code = $1"},
    [LIST] = {"agreement.list", AGREEMENT_COLS " ORDER BY kind, title, id"},
    /* clang-format off */
    [LIST_NEAR] = {"agreement.list_near",
        NEAR "SELECT a.id, a.code, a.kind, a.parent_id, a.title,"
        " a.notice_months, a.source, a.version FROM agreement a"
        " WHERE " IS_PARTY("a") " OR " HAS_BEGUN("a")
        " OR (" WAS_SIGNED("a") " AND (" IS_NEAR("a") " OR " IS_INVITED("a")
        ")) ORDER BY a.kind, a.title, a.id"},
    [TIE] = {"agreement.tie",
        NEAR "SELECT CASE WHEN " IS_PARTY("a") " THEN 1 ELSE 0 END,"
        " CASE WHEN " IS_NEAR("a") " THEN 1 ELSE 0 END,"
        " CASE WHEN " IS_INVITED("a") " THEN 1 ELSE 0 END,"
        " CASE WHEN " WAS_SIGNED("a") " THEN 1 ELSE 0 END,"
        " CASE WHEN " HAS_BEGUN("a") " THEN 1 ELSE 0 END"
        " FROM agreement a WHERE a.id = $2"},
    /* clang-format on */
    [INSERT] = {"agreement.insert",
                "INSERT INTO agreement (id, code, kind, parent_id, title,"
                " notice_months, source, made_at, version)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)"},
    [ADD_PARTY] = {"agreement.add_party",
                   "INSERT INTO agreement_party (agreement_id, unit_id,"
                   " position) VALUES ($1, $2, $3)"},
    [PARTIES] = {"agreement.parties",
                 "SELECT p.agreement_id, p.unit_id, u.name, u.type"
                 " FROM agreement_party p JOIN unit u ON u.id = p.unit_id"
                 " WHERE p.agreement_id = $1 OR CAST($1 AS BIGINT) IS NULL"
                 " ORDER BY p.agreement_id, p.position"},
    [VERSIONS] = {"agreement.versions",
                  VERSION_COLS " WHERE agreement_id = $1"
                               " OR CAST($1 AS BIGINT) IS NULL"
                               " ORDER BY agreement_id, number DESC"},
    [INSERT_VERSION] = {"agreement.insert_version",
                        "INSERT INTO agreement_version (id, agreement_id,"
                        " number, state, from_on, until_on, signed_on,"
                        " text_seen, hash, note, made_at, version,"
                        " agreed_until) VALUES ($1, $2, $3, $4, $5, $6, $7,"
                        " $8, $9, $10, $11, 1, $6)"},
    [UPDATE_VERSION] = {"agreement.update_version",
                        "UPDATE agreement_version SET state = $3, from_on = $4,"
                        " until_on = $5, signed_on = $6, hash = $7, note = $8,"
                        " version = version + 1 WHERE id = $1"
                        " AND version = $2"},
    [SECTIONS] = {"agreement.sections",
                  "SELECT id, number, heading, body, version"
                  " FROM agreement_section WHERE version_id = $1"
                  " AND removed_at IS NULL ORDER BY position, id"},
    [INSERT_SECTION] = {"agreement.insert_section",
                        "INSERT INTO agreement_section (id, version_id,"
                        " position, number, heading, body, version)"
                        " VALUES ($1, $2, $3, $4, $5, $6, 1)"},
    [CLAUSES] = {"agreement.clauses",
                 "SELECT id, ref, section, statement, shown_as, kind, body,"
                 " other_body, n, years, days, functions, responsible,"
                 " binding_from, section_id, months, agreed_from, agreed_until"
                 " FROM agreement_clause WHERE version_id = $1"
                 " ORDER BY position, id"},
    [INSERT_CLAUSE] = {"agreement.insert_clause",
                       "INSERT INTO agreement_clause (id, version_id, position,"
                       " ref, section, statement, shown_as, kind, body,"
                       " other_body, n, years, days, functions, responsible,"
                       " binding_from, months, agreed_from, agreed_until)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
                       " $11, $12, $13, $14, $15, $16, $17, $18, $19)"},
    [CLAUSE_UNITS] = {"agreement.clause_units",
                      "SELECT x.clause_id, x.unit_id, u.name"
                      " FROM agreement_clause_unit x JOIN agreement_clause c"
                      " ON c.id = x.clause_id"
                      " JOIN unit u ON u.id = x.unit_id WHERE c.version_id = $1"
                      " ORDER BY c.position, c.id, x.position"},
    [INSERT_UNIT] = {"agreement.insert_clause_unit",
                     "INSERT INTO agreement_clause_unit (clause_id, unit_id,"
                     " position) VALUES ($1, $2, $3)"},
    [INSERT_READING] = {"agreement.insert_reading",
                        "INSERT INTO agreement_reading (version_id,"
                        " function_id, account_id, read_on, made_at)"
                        " VALUES ($1, $2, $3, $4, $5)"
                        " ON CONFLICT (version_id, function_id) DO NOTHING"},
};
const struct db_set agreement_sql = {sql, SQL_COUNT};

/* --- agreements --- */

static void
agreement_read(const struct db_rows *rows, struct agreement *a)
{
    *a = (struct agreement){
        .id = {db_get_int(rows, 0)},
        .code = db_get_text(rows, 1),
        .parent = {db_get_int(rows, 3)},
        .title = db_get_text(rows, 4),
        .notice_months = (int32_t)db_get_int(rows, 5),
        .source = db_get_text(rows, 6),
        .version = db_get_int(rows, 7),
    };
    (void)agreement_kind_parse(db_get_text(rows, 2), &a->kind);
}

static const struct err *
first(struct db_tx *tx, int which, struct db_val key, struct agreement *out,
      bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[which], &key, 1, &rows, found);

    if (err || !*found)
        return err;
    agreement_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
agreement_store_get(struct db_tx *tx, agreement_id id, struct agreement *out)
{
    bool found = false;
    const struct err *err = first(tx, GET, db_int(id.v), out, &found);

    if (err)
        return err;
    return found ? NULL : ERR(tx->mem, NOT_FOUND);
}

const struct err *
agreement_store_find(struct db_tx *tx, struct str code, struct agreement *out,
                     bool *found)
{
    return first(tx, FIND, db_text(code), out, found);
}

static const struct err *
list_of(struct db_tx *tx, int which, const struct db_val *arg, size_t n_arg,
        struct agreement_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[which], arg, n_arg, &rows);

    if (err)
        return err;
    while (db_next(&rows))
        agreement_read(&rows, grow(tx->mem, &g, sizeof(struct agreement)));
    *out = (struct agreement_list){g.row, g.n};
    return rows.err;
}

const struct err *
agreement_store_list(struct db_tx *tx, struct agreement_list *out)
{
    return list_of(tx, LIST, DB_NO_ARGS, out);
}

const struct err *
agreement_store_list_near(struct db_tx *tx, unit_id unit,
                          struct agreement_list *out)
{
    return list_of(tx, LIST_NEAR, DB_ARGS(db_int(unit.v)), out);
}

const struct err *
agreement_store_tie(struct db_tx *tx, agreement_id id, unit_id unit,
                    struct agreement_tie *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[TIE], DB_ARGS(db_int(unit.v), db_int(id.v)), &rows, &found);

    *out = (struct agreement_tie){0};
    if (err || !found)
        return err;
    out->party = db_get_int(&rows, 0) != 0;
    out->near = db_get_int(&rows, 1) != 0;
    out->invited = db_get_int(&rows, 2) != 0;
    out->was_signed = db_get_int(&rows, 3) != 0;
    out->begun = db_get_int(&rows, 4) != 0;
    db_rows_close(&rows);
    return NULL;
}

const struct err *
agreement_store_insert(struct db_tx *tx, struct agreement *a,
                       struct instant now)
{
    if (a->id.v == 0)
        a->id.v = id_new();
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(a->id.v), db_text(a->code),
                          db_cz(agreement_kind_word(a->kind)),
                          db_id(a->parent.v), db_text(a->title),
                          db_int(a->notice_months), db_text(a->source),
                          db_time(now)),
                  NULL);
}

const struct err *
agreement_store_add_party(struct db_tx *tx, agreement_id id, unit_id unit,
                          int32_t position)
{
    return db_run(tx, &sql[ADD_PARTY],
                  DB_ARGS(db_int(id.v), db_int(unit.v), db_int(position)),
                  NULL);
}

const struct err *
agreement_store_parties(struct db_tx *tx, agreement_id id,
                        struct party_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[PARTIES], DB_ARGS(db_id(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct party *p = grow(tx->mem, &g, sizeof *p);
        enum unit_type type = UNIT_TYPE_COUNT;

        p->agreement.v = db_get_int(&rows, 0);
        p->unit.v = db_get_int(&rows, 1);
        p->name = db_get_text(&rows, 2);
        (void)unit_type_parse(db_get_text(&rows, 3), &type);
        p->type = (int32_t)type;
    }
    *out = (struct party_list){g.row, g.n};
    return rows.err;
}

/* --- versions --- */

static void
version_read(const struct db_rows *rows, struct version *v)
{
    *v = (struct version){
        .id = {db_get_int(rows, 0)},
        .agreement = {db_get_int(rows, 1)},
        .number = (int32_t)db_get_int(rows, 2),
        .from = db_get_date(rows, 4),
        .until = db_get_date(rows, 5),
        .signed_on = db_get_date(rows, 6),
        .text_seen = db_get_int(rows, 7) != 0,
        .hash = db_get_text(rows, 8),
        .note = db_get_text(rows, 9),
        .version = db_get_int(rows, 10),
        .notice_months = (int32_t)db_get_int(rows, 11),
        .agreed_from = db_get_date(rows, 12),
        .agreed_until = db_get_date(rows, 13),
        .discarded_on = db_get_date(rows, 14),
        .discarded_by = db_get_text(rows, 15),
    };
    (void)version_state_parse(db_get_text(rows, 3), &v->state);
}

const struct err *
version_store_list(struct db_tx *tx, agreement_id id, struct version_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[VERSIONS], DB_ARGS(db_id(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows))
        version_read(&rows, grow(tx->mem, &g, sizeof(struct version)));
    *out = (struct version_list){g.row, g.n};
    return rows.err;
}

const struct err *
version_store_insert(struct db_tx *tx, struct version *v, struct instant now)
{
    if (v->id.v == 0)
        v->id.v = id_new();
    return db_run(
        tx, &sql[INSERT_VERSION],
        DB_ARGS(db_int(v->id.v), db_int(v->agreement.v), db_int(v->number),
                db_cz(version_state_word(v->state)), db_date(v->from),
                db_date(v->until), db_date(v->signed_on), db_int(v->text_seen),
                db_text(v->hash), db_text(v->note), db_time(now)),
        NULL);
}

const struct err *
version_store_update(struct db_tx *tx, const struct version *v)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[UPDATE_VERSION],
                                   DB_ARGS(db_int(v->id.v), db_int(v->version),
                                           db_cz(version_state_word(v->state)),
                                           db_date(v->from), db_date(v->until),
                                           db_date(v->signed_on),
                                           db_text(v->hash), db_text(v->note)),
                                   &n);

    if (err)
        return err;
    return n == 1 ? NULL : ERR(tx->mem, CONFLICT);
}

/* --- sections --- */

const struct err *
section_store_list(struct db_tx *tx, version_id id, struct section_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[SECTIONS], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct section *s = grow(tx->mem, &g, sizeof *s);

        s->id = db_get_int(&rows, 0);
        s->number = db_get_text(&rows, 1);
        s->heading = db_get_text(&rows, 2);
        s->body = db_get_text(&rows, 3);
        s->version = db_get_int(&rows, 4);
    }
    *out = (struct section_list){g.row, g.n};
    return rows.err;
}

const struct err *
section_store_insert(struct db_tx *tx, version_id id, int32_t position,
                     struct section *s)
{
    s->id = id_new();
    return db_run(tx, &sql[INSERT_SECTION],
                  DB_ARGS(db_int(s->id), db_int(id.v), db_int(position),
                          db_text(s->number), db_text(s->heading),
                          db_text(s->body)),
                  NULL);
}

/* --- clauses --- */

/* Words of function kinds, blanks between, as bits and back. */
static uint32_t
function_bits(struct str words)
{
    uint32_t bits = 0;
    struct str word;
    enum function_kind k;

    while (words.n > 0) {
        (void)str_split(words, ' ', &word, &words);
        if (function_kind_parse(word, &k))
            bits |= 1u << k;
    }
    return bits;
}

static struct str
function_words(struct arena *mem, uint32_t bits)
{
    struct buf b;

    buf_init(&b, mem);
    for (unsigned k = 0; k < FUNCTION_KIND_COUNT; k++) {
        if (!(bits & (1u << k)))
            continue;
        if (b.n > 0)
            buf_char(&b, ' ');
        buf_cz(&b, function_kind_code((enum function_kind)k));
    }
    return buf_done(&b);
}

static void
clause_read(const struct db_rows *rows, struct clause *c)
{
    *c = (struct clause){
        .id = db_get_int(rows, 0),
        .ref = db_get_text(rows, 1),
        .section = db_get_text(rows, 2),
        .statement = db_get_text(rows, 3),
        .other_body = db_get_text(rows, 7),
        .responsible = db_get_text(rows, 12),
        .section_id = db_get_int(rows, 14),
        .agreed_from = db_get_date(rows, 16),
        .agreed_until = db_get_date(rows, 17),
        .duty = {.id = db_get_int(rows, 0),
                 .body = db_get_text(rows, 6),
                 .n = (int32_t)db_get_int(rows, 8),
                 .years = (int32_t)db_get_int(rows, 9),
                 .days = (int32_t)db_get_int(rows, 10),
                 .functions = function_bits(db_get_text(rows, 11)),
                 .months = (int32_t)db_get_int(rows, 15),
                 .from = db_get_date(rows, 13),
                 .to = db_get_date(rows, 17)},
    };

    if (date_cmp(c->agreed_from, c->duty.from) > 0)
        c->duty.from = c->agreed_from;
    (void)shown_as_parse(db_get_text(rows, 4), &c->shown);
    (void)obligation_kind_parse(db_get_text(rows, 5), &c->duty.kind);
}

/* The units of all clauses, handed out in order. */
static const struct err *
read_units(struct db_tx *tx, version_id id, struct clause_list *list)
{
    struct db_rows rows;
    struct growing g = {0};
    struct growing names = {0};
    size_t i = 0;
    const struct err *err = db_query(tx, &sql[CLAUSE_UNITS],
                                     DB_ARGS(db_int(id.v)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        int64_t clause = db_get_int(&rows, 0);
        struct obligation *o;
        struct str *name;
        int64_t *unit;

        while (i < list->n && list->row[i].id != clause)
            i++;
        ASSERT(i < list->n); /* both lists have one order */
        o = &list->row[i].duty;
        if (o->units == 0)
            g = names = (struct growing){0}; /* arrays for each clause */
        name = grow(tx->mem, &names, sizeof *name);
        *name = db_get_text(&rows, 2);
        list->row[i].unit_name = names.row;
        unit = grow(tx->mem, &g, sizeof *unit);
        *unit = db_get_int(&rows, 1);
        o->unit = g.row;
        o->units++;
    }
    return rows.err;
}

const struct err *
clause_store_list(struct db_tx *tx, version_id id, struct clause_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[CLAUSES], DB_ARGS(db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows))
        clause_read(&rows, grow(tx->mem, &g, sizeof(struct clause)));
    if (rows.err)
        return rows.err;
    *out = (struct clause_list){g.row, g.n};
    return read_units(tx, id, out);
}

const struct err *
clause_store_insert(struct db_tx *tx, version_id id, int32_t position,
                    struct clause *c)
{
    const struct obligation *o = &c->duty;
    bool duty = c->shown == SHOWN_OBLIGATION;
    bool guides = duty && o->kind == OBLIGATION_GUIDANCE;
    const struct err *err;

    c->id = id_new();
    err = db_run(tx, &sql[INSERT_CLAUSE],
                 DB_ARGS(db_int(c->id), db_int(id.v), db_int(position),
                         db_text(c->ref), db_text(c->section),
                         db_text(c->statement), db_cz(shown_as_word(c->shown)),
                         db_cz(duty ? obligation_kind_word(o->kind) : ""),
                         db_text(o->body), db_text(c->other_body), db_int(o->n),
                         db_int(o->years), db_int(o->days),
                         db_text(function_words(tx->mem, o->functions)),
                         db_text(c->responsible), db_date(o->from),
                         db_int(o->months),
                         db_date(guides ? c->agreed_from : DATE_NONE),
                         db_date(guides ? c->agreed_until : DATE_NONE)),
                 NULL);
    for (size_t i = 0; !err && i < o->units; i++)
        err = db_run(
            tx, &sql[INSERT_UNIT],
            DB_ARGS(db_int(c->id), db_int(o->unit[i]), db_int((int64_t)i)),
            NULL);
    return err;
}

const struct err *
reading_store_insert(struct db_tx *tx, version_id id, function_id function,
                     account_id account, struct date on, struct instant now)
{
    return db_run(tx, &sql[INSERT_READING],
                  DB_ARGS(db_int(id.v), db_int(function.v), db_int(account.v),
                          db_date(on), db_time(now)),
                  NULL);
}
