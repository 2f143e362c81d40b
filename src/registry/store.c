/* Units, municipalities, catchments and functions in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/store.h"

#include "base/grow.h"
#include "registry/search.h"
#include "text/messages_registry.h"

#define UNIT_ROW(FIRST, COL)  \
    FIRST(id, id)             \
    COL(code, text)           \
    COL(parent_id, id)        \
    COL(type, unit_type)      \
    COL(kind, text)           \
    COL(name, text)           \
    COL(short_name, text)     \
    COL(org_number, text)     \
    COL(her_id, text)         \
    COL(resh_id, text)        \
    COL(municipality, text)   \
    COL(age_from, i32)        \
    COL(age_to, i32)          \
    COL(valid_from, date)     \
    COL(valid_to, date)       \
    COL(certainty, certainty) \
    COL(source, text)         \
    COL(note, text)           \
    COL(version, i64)
#define UNIT_COLS DB_COLUMNS(UNIT_ROW)

#define FUNCTION_ROW(FIRST, COL) \
    FIRST(id, id)                \
    COL(account_id, id)          \
    COL(unit_id, id)             \
    COL(kind, function_kind)     \
    COL(profession, profession)  \
    COL(valid_from, date)        \
    COL(valid_to, date)          \
    COL(deputy_id, id)           \
    COL(version, i64)            \
    COL(holder_name, text)       \
    COL(unit_name, text)         \
    COL(unit_type, unit_type)    \
    COL(language, text)
/* The row's order, with names read along. */
#define FUNCTION_SELECT                                                  \
    "SELECT f.id, f.account_id, f.unit_id, f.kind, f.profession,"        \
    " f.valid_from, f.valid_to, f.deputy_id, f.version, a.name, u.name," \
    " u.type, m.language"                                                \
    " FROM unit_function f JOIN account a ON a.id = f.account_id"        \
    " JOIN unit u ON u.id = f.unit_id"                                   \
    " LEFT JOIN municipality m ON m.number = u.municipality "
#define FUNCTION_ON(day)                         \
    " (" day " IS NULL OR (f.valid_from <= " day \
    " AND (f.valid_to IS NULL OR f.valid_to >= " day ")))"

#define CATCHMENT_ROW(FIRST, COL)   \
    FIRST(id, i64)                  \
    COL(unit_id, id)                \
    COL(unit_name, text)            \
    COL(municipality, text)         \
    COL(municipality_name, text)    \
    COL(district, text)             \
    COL(purpose, catchment_purpose) \
    COL(valid_from, date)           \
    COL(valid_to, date)             \
    COL(certainty, certainty)       \
    COL(source, text)               \
    COL(note, text)                 \
    COL(version, i64)
#define CATCHMENT_SELECT                                                   \
    "SELECT c.id, c.unit_id, u.name, c.municipality, m.name, c.district,"  \
    " c.purpose, c.valid_from, c.valid_to, c.certainty, c.source, c.note," \
    " c.version FROM catchment c JOIN unit u ON u.id = c.unit_id"          \
    " JOIN municipality m ON m.number = c.municipality "

#define PLACE_ROW(FIRST, COL) \
    FIRST(number, text)       \
    COL(name, text)           \
    COL(county, text)         \
    COL(county_name, text)    \
    COL(language, text)       \
    COL(sami_area, text)      \
    COL(valid_from, date)     \
    COL(valid_to, date)       \
    COL(certainty, certainty) \
    COL(source, text)
#define PLACE_SELECT                                                      \
    "SELECT m.number, m.name, m.county, c.name, m.language, m.sami_area," \
    " m.valid_from, m.valid_to, m.certainty, m.source"                    \
    " FROM municipality m JOIN county c ON c.number = m.county "

#define SUCCESSION_ROW(FIRST, COL) \
    FIRST(unit_id, id)             \
    COL(unit_name, text)           \
    COL(valid_from, date)

enum {
    GET_UNIT,
    FIND_UNIT,
    LIST_CHILDREN,
    LIST_OF_TYPE,
    LIST_IN_PLACE,
    SEARCH_UNITS,
    COUNT_UNITS,
    GET_FUNCTION,
    LIST_BY_KIND,
    LIST_AT_UNIT,
    LIST_OF_ACCOUNT,
    INSERT_FUNCTION,
    UPDATE_FUNCTION,
    GET_PLACE,
    LIST_PLACES,
    SERVING_PLACE,
    SERVED_BY_UNIT,
    ALL_CATCHMENTS,
    SUCCESSORS,
    PREDECESSORS,
    SQL_COUNT
};

static const struct db_stmt sql[SQL_COUNT] = {
    [GET_UNIT] = {"registry.get_unit",
                  "SELECT " UNIT_COLS " FROM unit WHERE id = $1"},
    [FIND_UNIT] = {"registry.find_unit",
                   "SELECT " UNIT_COLS " FROM unit WHERE code = $1"},
    [LIST_CHILDREN] = {"registry.list_children",
                       "SELECT " UNIT_COLS " FROM unit WHERE parent_id = $1"
                       " ORDER BY name COLLATE nb, id"},
    [LIST_OF_TYPE] = {"registry.list_of_type",
                      "SELECT " UNIT_COLS " FROM unit WHERE type = $1"
                      " AND (valid_from IS NULL OR valid_from <= $2)"
                      " AND (valid_to IS NULL OR valid_to >= $2)"
                      " ORDER BY name COLLATE nb, id"},
    [LIST_IN_PLACE] = {"registry.list_in_place",
                       "SELECT " UNIT_COLS " FROM unit WHERE municipality = $1"
                       " AND (valid_from IS NULL OR valid_from <= $2)"
                       " AND (valid_to IS NULL OR valid_to >= $2)"
                       " ORDER BY name COLLATE nb, id"},
    [SEARCH_UNITS] = {"registry.search_units",
                      "SELECT " UNIT_COLS " FROM unit"
                      " WHERE search LIKE $1 ESCAPE '!'"
                      " AND (CAST($2 AS TEXT) IS NULL OR type = $2)"
                      " ORDER BY name COLLATE nb, id LIMIT $3 OFFSET $4"},
    [COUNT_UNITS] = {"registry.count_units",
                     "SELECT COUNT(*) FROM unit"
                     " WHERE search LIKE $1 ESCAPE '!'"
                     " AND (CAST($2 AS TEXT) IS NULL OR type = $2)"},
    [GET_FUNCTION] = {"registry.get_function",
                      FUNCTION_SELECT "WHERE f.id = $1"},
    [LIST_BY_KIND] = {"registry.list_by_kind", FUNCTION_SELECT
                      "WHERE f.unit_id = $1 AND f.kind = $2"
                      " AND" FUNCTION_ON(
                          "CAST($3 AS TEXT)") " ORDER BY f.valid_from, f.id"},
    [LIST_AT_UNIT] = {"registry.list_at_unit", FUNCTION_SELECT
                      "WHERE f.unit_id = $1"
                      " AND" FUNCTION_ON(
                          "CAST($2 AS TEXT)") " ORDER BY f.kind, f.valid_from,"
                                              " f.id"},
    [LIST_OF_ACCOUNT] =
        {"registry.list_of_account", FUNCTION_SELECT
         "WHERE f.account_id = $1"
         " AND" FUNCTION_ON("CAST($2 AS TEXT)") " ORDER BY f.valid_from, f.id"},
    [INSERT_FUNCTION] =
        {"registry.insert_function",
         "INSERT INTO unit_function (id, account_id, unit_id,"
         " kind, profession, valid_from, valid_to, deputy_id,"
         " version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)"},
    [UPDATE_FUNCTION] = {"registry.update_function",
                         "UPDATE unit_function SET valid_to = $3,"
                         " deputy_id = $4, version = $2 + 1"
                         " WHERE id = $1 AND version = $2"},
    [GET_PLACE] = {"registry.get_place", PLACE_SELECT "WHERE m.number = $1"},
    [LIST_PLACES] = {"registry.list_places", PLACE_SELECT "ORDER BY m.number"},
    [SERVING_PLACE] = {"registry.serving_place", CATCHMENT_SELECT
                       "WHERE c.municipality = $1"
                       " AND (c.valid_from IS NULL OR c.valid_from <= $2)"
                       " AND (c.valid_to IS NULL OR c.valid_to >= $2)"
                       " AND (u.valid_from IS NULL OR u.valid_from <= $2)"
                       " AND (u.valid_to IS NULL OR u.valid_to >= $2)"
                       " ORDER BY c.district COLLATE nb, u.name COLLATE nb,"
                       " c.id"},
    [SERVED_BY_UNIT] = {"registry.served_by_unit",
                        CATCHMENT_SELECT "WHERE c.unit_id = $1"
                                         " ORDER BY c.purpose,"
                                         " m.name COLLATE nb,"
                                         " c.district COLLATE nb, c.id"},
    [ALL_CATCHMENTS] = {"registry.all_catchments", CATCHMENT_SELECT
                        "WHERE (u.valid_from IS NULL OR u.valid_from <= $1)"
                        " AND (u.valid_to IS NULL OR u.valid_to >= $1)"
                        " ORDER BY c.municipality, c.id"},
    [SUCCESSORS] = {"registry.successors",
                    "SELECT u.id, u.name, x.valid_from FROM unit_successor x"
                    " JOIN unit u ON u.id = x.successor_id"
                    " WHERE x.unit_id = $1 ORDER BY u.name COLLATE nb, u.id"},
    [PREDECESSORS] = {"registry.predecessors",
                      "SELECT u.id, u.name, x.valid_from FROM unit_successor x"
                      " JOIN unit u ON u.id = x.unit_id"
                      " WHERE x.successor_id = $1"
                      " ORDER BY u.name COLLATE nb, u.id"},
};
const struct db_set registry_sql = {sql, SQL_COUNT};

/* A word that this binary does not know is a store newer than it, or broken. */
#define READ_WORD(name)                                             \
    static void db_read_##name(const struct db_rows *rows, int col, \
                               enum name *out)                      \
    {                                                               \
        bool known = name##_parse(db_get_text(rows, col), out);     \
                                                                    \
        ASSERT(known);                                              \
    }
READ_WORD(unit_type)
READ_WORD(certainty)
READ_WORD(catchment_purpose)
READ_WORD(function_kind)
READ_WORD(profession)

static void
unit_read(const struct db_rows *rows, struct unit *out)
{
    int col = 0;

    DB_READ(UNIT_ROW)
}

static void
function_read(const struct db_rows *rows, struct function_row *out)
{
    int col = 0;

    DB_READ(FUNCTION_ROW)
}

static void
catchment_read(const struct db_rows *rows, struct catchment *out)
{
    int col = 0;

    DB_READ(CATCHMENT_ROW)
}

static void
place_read(const struct db_rows *rows, struct municipality *out)
{
    int col = 0;

    DB_READ(PLACE_ROW)
}

static void
succession_read(const struct db_rows *rows, struct succession *out)
{
    int col = 0;

    DB_READ(SUCCESSION_ROW)
}

/* One list function for each type: runs a statement, reads all its rows. */
#define LIST_OF(name, type, read)                                            \
    static const struct err *name(struct db_tx *tx, const struct db_stmt *s, \
                                  const struct db_val *arg, size_t n,        \
                                  struct type##_list *out)                   \
    {                                                                        \
        struct growing g = {0};                                              \
        struct db_rows rows;                                                 \
        const struct err *err = db_query(tx, s, arg, n, &rows);              \
                                                                             \
        if (err)                                                             \
            return err;                                                      \
        while (db_next(&rows))                                               \
            read(&rows, grow(tx->mem, &g, sizeof *out->row));                \
        if (!rows.err)                                                       \
            *out = (struct type##_list){g.row, g.n};                         \
        return rows.err;                                                     \
    }
LIST_OF(units_of, unit, unit_read)
LIST_OF(functions_of, function, function_read)
LIST_OF(catchments_of, catchment, catchment_read)
LIST_OF(places_of, municipality, place_read)
LIST_OF(successions_of, succession, succession_read)

/* --- units --- */
static const struct err *
unit_one(struct db_tx *tx, const struct db_stmt *s, struct db_val key,
         struct unit *out, bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, s, &key, 1, &rows, found);

    if (!err && *found) {
        unit_read(&rows, out);
        db_rows_close(&rows);
    }
    return err;
}

const struct err *
registry_store_get_unit(struct db_tx *tx, unit_id id, struct unit *out)
{
    bool found = false;
    const struct err *err = unit_one(tx, &sql[GET_UNIT], db_int(id.v), out,
                                     &found);

    if (!err && !found)
        err = ERR(tx->mem, NOT_FOUND, .msg = MSG_UNIT_NOT_FOUND);
    return err;
}

const struct err *
registry_store_find_unit(struct db_tx *tx, struct str code, struct unit *out,
                         bool *found)
{
    return unit_one(tx, &sql[FIND_UNIT], db_text(code), out, found);
}

const struct err *
registry_store_list_children(struct db_tx *tx, unit_id parent,
                             struct unit_list *out)
{
    return units_of(tx, &sql[LIST_CHILDREN], DB_ARGS(db_int(parent.v)), out);
}

const struct err *
registry_store_list_units(struct db_tx *tx, enum unit_type type, struct date on,
                          struct unit_list *out)
{
    return units_of(tx, &sql[LIST_OF_TYPE],
                    DB_ARGS(db_cz(unit_type_code(type)), db_date(on)), out);
}

const struct err *
registry_store_list_units_in(struct db_tx *tx, struct str municipality,
                             struct date on, struct unit_list *out)
{
    return units_of(tx, &sql[LIST_IN_PLACE],
                    DB_ARGS(db_text(municipality), db_date(on)), out);
}

const struct err *
registry_store_list_parents(struct db_tx *tx, unit_id id, struct unit_list *out)
{
    struct unit *row = ARENA_NEW_N(tx->mem, struct unit, UNIT_DEPTH_MAX);
    size_t n = 0;
    const struct err *err = NULL;

    while (!err && id.v && n < UNIT_DEPTH_MAX) {
        err = registry_store_get_unit(tx, id, &row[n]);
        if (!err)
            id = row[n++].parent_id;
    }
    if (!err)
        *out = (struct unit_list){row, n};
    return err;
}

/* --- functions --- */
const struct err *
registry_store_get_function(struct db_tx *tx, function_id id,
                            struct function_row *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET_FUNCTION],
                                     DB_ARGS(db_int(id.v)), &rows, &found);

    if (!err && !found)
        return ERR(tx->mem, NOT_FOUND, .msg = MSG_FUNCTION_NOT_FOUND);
    if (!err) {
        function_read(&rows, out);
        db_rows_close(&rows);
    }
    return err;
}

const struct err *
registry_store_list_functions(struct db_tx *tx, unit_id unit,
                              enum function_kind kind, struct date on,
                              struct function_list *out)
{
    return functions_of(
        tx, &sql[LIST_BY_KIND],
        DB_ARGS(db_int(unit.v), db_cz(function_kind_code(kind)), db_date(on)),
        out);
}

const struct err *
registry_store_list_unit_functions(struct db_tx *tx, unit_id unit,
                                   struct date on, struct function_list *out)
{
    return functions_of(tx, &sql[LIST_AT_UNIT],
                        DB_ARGS(db_int(unit.v), db_date(on)), out);
}

const struct err *
registry_store_list_account_functions(struct db_tx *tx, account_id account,
                                      struct date on, struct function_list *out)
{
    return functions_of(tx, &sql[LIST_OF_ACCOUNT],
                        DB_ARGS(db_int(account.v), db_date(on)), out);
}

const struct err *
registry_store_insert_function(struct db_tx *tx, struct function_row *f)
{
    if (!f->id.v)
        f->id.v = id_new();
    f->version = 1;
    return db_run(
        tx, &sql[INSERT_FUNCTION],
        DB_ARGS(db_int(f->id.v), db_int(f->account_id.v), db_int(f->unit_id.v),
                db_cz(function_kind_code(f->kind)),
                db_cz(profession_code(f->profession)), db_date(f->valid_from),
                db_date(f->valid_to), db_id(f->deputy_id.v)),
        NULL);
}

const struct err *
registry_store_update_function(struct db_tx *tx, const struct function_row *f)
{
    int64_t changed = 0;
    const struct err *err = db_run(tx, &sql[UPDATE_FUNCTION],
                                   DB_ARGS(db_int(f->id.v), db_int(f->version),
                                           db_date(f->valid_to),
                                           db_id(f->deputy_id.v)),
                                   &changed);

    if (!err && !changed)
        err = ERR(tx->mem, CONFLICT, .msg = MSG_REGISTRY_CHANGED_MEANWHILE);
    return err;
}

/* --- places and catchments --- */
const struct err *
registry_store_get_municipality(struct db_tx *tx, struct str number,
                                struct municipality *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[GET_PLACE],
                                     DB_ARGS(db_text(number)), &rows, &found);

    if (!err && !found)
        return ERR(tx->mem, NOT_FOUND, .msg = MSG_MUNICIPALITY_NOT_FOUND);
    if (!err) {
        place_read(&rows, out);
        db_rows_close(&rows);
    }
    return err;
}

const struct err *
registry_store_list_municipalities(struct db_tx *tx,
                                   struct municipality_list *out)
{
    return places_of(tx, &sql[LIST_PLACES], DB_NO_ARGS, out);
}

const struct err *
registry_store_list_serving(struct db_tx *tx, struct str municipality,
                            struct date on, struct catchment_list *out)
{
    return catchments_of(tx, &sql[SERVING_PLACE],
                         DB_ARGS(db_text(municipality), db_date(on)), out);
}

const struct err *
registry_store_list_served(struct db_tx *tx, unit_id unit,
                           struct catchment_list *out)
{
    return catchments_of(tx, &sql[SERVED_BY_UNIT], DB_ARGS(db_int(unit.v)),
                         out);
}

const struct err *
registry_store_list_catchments(struct db_tx *tx, struct date on,
                               struct catchment_list *out)
{
    return catchments_of(tx, &sql[ALL_CATCHMENTS], DB_ARGS(db_date(on)), out);
}

const struct err *
registry_store_list_successors(struct db_tx *tx, unit_id unit,
                               struct succession_list *out)
{
    return successions_of(tx, &sql[SUCCESSORS], DB_ARGS(db_int(unit.v)), out);
}

const struct err *
registry_store_list_predecessors(struct db_tx *tx, unit_id unit,
                                 struct succession_list *out)
{
    return successions_of(tx, &sql[PREDECESSORS], DB_ARGS(db_int(unit.v)), out);
}

/* --- search --- */
const struct err *
registry_store_search_units(struct db_tx *tx, const struct unit_search *what,
                            struct unit_list *out, int64_t *out_total)
{
    struct db_val like = db_text(search_pattern(tx->mem, what->text));
    struct db_val type = what->any_type ? db_null()
                                        : db_cz(unit_type_code(what->type));
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[COUNT_UNITS], DB_ARGS(like, type),
                                     &rows, &found);

    if (err)
        return err;
    ASSERT(found);
    *out_total = db_get_int(&rows, 0);
    db_rows_close(&rows);
    return units_of(
        tx, &sql[SEARCH_UNITS],
        DB_ARGS(like, type, db_int(what->limit), db_int(what->offset)), out);
}
