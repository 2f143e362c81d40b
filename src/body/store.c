/* Bodies: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/store.h"

#include "base/grow.h"
#include "db/list.h"
#include "text/messages_body.h"

enum {
    GET,
    FIND,
    LIST,
    LIST_ALL,
    LIST_OF,
    INSERT,
    ADD_UNIT,
    ADD_PERSON,
    UNITS,
    PEOPLE,
    UPDATE,
    PERSON,
    END_PERSON,
    END_UNIT,
    UNIT_NAMED,
    END,
    SQL_COUNT
};

#define COLS                                                         \
    "SELECT b.id, b.code, b.kind, b.name, b.short_name, b.prepares," \
    " b.quorum_people, b.quorum_parties, b.host_years, b.host_from," \
    " b.meetings_a_year, b.valid_from, b.valid_to, b.version FROM body b"
#define VALID(t, p)                                                \
    " " t ".valid_from <= " p " AND (" t ".valid_to IS NULL OR " t \
    ".valid_to >= " p ")"

static const struct db_stmt sql[SQL_COUNT] = {
    [GET] = {"body.get", COLS " WHERE b.id = $1"},
    [FIND] = {"body.find", COLS " WHERE b.code = $1"},
    [LIST] = {"body.list", COLS " WHERE" VALID("b", "$1") " ORDER BY b.name"},
    [LIST_ALL] = {"body.list_all", COLS " ORDER BY b.name, b.id"},
    [LIST_OF] =
        {"body.list_of",
         COLS " WHERE" VALID(
             "b",
             "$3") " AND (b.id IN"
                   " (SELECT p.body_id FROM body_person p"
                   " WHERE p.account_id = $1 AND" VALID(
                       "p",
                       "$3") ")"
                             " OR b.id IN (SELECT u.body_id FROM body_unit u"
                             " WHERE u.unit_id = $2 AND" VALID(
                                 "u", "$3") "))"
                                            " ORDER BY b.name"},
    [INSERT] = {"body.insert",
                "INSERT INTO body (id, code, kind, name, short_name, prepares,"
                " quorum_people, quorum_parties, host_years, host_from,"
                " meetings_a_year, valid_from, valid_to, version) VALUES ($1,"
                " $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)"},
    [ADD_UNIT] = {"body.add_unit",
                  "INSERT INTO body_unit (body_id, unit_id, part, position,"
                  " valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)"},
    [ADD_PERSON] = {"body.add_person",
                    "INSERT INTO body_person (id, body_id, unit_id, account_id,"
                    " name, address, role, valid_from, valid_to)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [UNITS] = {"body.units",
               "SELECT u.unit_id, n.name, u.part, u.position, u.valid_from,"
               " u.valid_to FROM body_unit u JOIN unit n ON n.id = u.unit_id"
               " WHERE u.body_id = $1 AND (CAST($2 AS TEXT) IS NULL OR" VALID(
                   "u", "$2") ") ORDER BY u.position, n.name"},
    [PEOPLE] =
        {"body.people",
         "SELECT p.id, p.body_id, p.unit_id, n.name, p.account_id,"
         " p.name, COALESCE(NULLIF(a.email, ''), p.address), p.role,"
         " p.valid_from, p.valid_to FROM body_person p"
         " JOIN unit n ON n.id = p.unit_id"
         " LEFT JOIN account a ON a.id = p.account_id"
         " WHERE p.body_id = $1 AND (CAST($2 AS TEXT) IS NULL OR" VALID(
             "p",
             "$2") ") ORDER BY CASE p.role WHEN 'chair' THEN 0"
                   " WHEN 'secretary' THEN 1 WHEN 'member' THEN 2 ELSE 3 END,"
                   " n.name, p.name"},
    [UPDATE] = {"body.update",
                "UPDATE body SET quorum_people = $3, quorum_parties = $4,"
                " host_years = $5, host_from = $6, meetings_a_year = $7,"
                " version = version + 1 WHERE id = $1 AND version = $2"},
    [PERSON] = {"body.person",
                "SELECT p.id, p.body_id, p.unit_id, n.name, p.account_id,"
                " p.name, p.address, p.role, p.valid_from, p.valid_to"
                " FROM body_person p JOIN unit n ON n.id = p.unit_id"
                " WHERE p.id = $1"},
    [END_PERSON] = {"body.end_person",
                    "UPDATE body_person SET valid_to = $2 WHERE id = $1"},
    [END_UNIT] = {"body.end_unit",
                  "UPDATE body_unit SET valid_to = $3 WHERE body_id = $1"
                  " AND unit_id = $2 AND part <> 'party'"
                  " AND (valid_to IS NULL OR valid_to > $3)"},
    [UNIT_NAMED] = {"body.unit_named",
                    "SELECT u.id FROM unit u WHERE u.name = $1"
                    " AND (u.valid_from IS NULL OR u.valid_from <= $2)"
                    " AND (u.valid_to IS NULL OR u.valid_to >= $2)"
                    " ORDER BY u.id LIMIT 1"},
    [END] = {"body.end", "UPDATE body SET valid_to = $2, version = version + 1"
                         " WHERE id = $1"},
};
const struct db_set body_sql = {sql, SQL_COUNT};

static void
body_read(const struct db_rows *rows, struct body *b)
{
    *b = (struct body){
        .id = {db_get_int(rows, 0)},
        .code = db_get_text(rows, 1),
        .name = db_get_text(rows, 3),
        .short_name = db_get_text(rows, 4),
        .prepares = {db_get_int(rows, 5)},
        .quorum_people = (int32_t)db_get_int(rows, 6),
        .quorum_parties = db_get_int(rows, 7) != 0,
        .host_years = (int32_t)db_get_int(rows, 8),
        .host_from = (int32_t)db_get_int(rows, 9),
        .meetings_a_year = (int32_t)db_get_int(rows, 10),
        .valid_from = db_get_date(rows, 11),
        .valid_to = db_get_date(rows, 12),
        .version = db_get_int(rows, 13),
    };
    (void)body_kind_parse(db_get_text(rows, 2), &b->kind);
}

static const struct err *
body_read_all(struct db_tx *tx, struct db_rows *rows, struct body_list *out)
{
    struct growing g = {0};

    while (db_next(rows))
        body_read(rows, grow(tx->mem, &g, sizeof(struct body)));
    *out = (struct body_list){g.row, g.n};
    return rows->err;
}

static const struct err *
body_first(struct db_tx *tx, int stmt, struct db_val arg, struct body *out,
           bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[stmt], DB_ARGS(arg), &rows,
                                     found);

    if (err || !*found)
        return err;
    body_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
body_store_get(struct db_tx *tx, body_id id, struct body *out)
{
    bool found = false;
    const struct err *err = body_first(tx, GET, db_int(id.v), out, &found);

    if (!err && !found)
        err = ERR(tx->mem, NOT_FOUND);
    return err;
}

const struct err *
body_store_find(struct db_tx *tx, struct str code, struct body *out,
                bool *found)
{
    *found = false;
    return body_first(tx, FIND, db_text(code), out, found);
}

const struct err *
body_store_list(struct db_tx *tx, struct date on, struct body_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[LIST], DB_ARGS(db_date(on)),
                                     &rows);

    return err ? err : body_read_all(tx, &rows, out);
}

const struct err *
body_store_list_all(struct db_tx *tx, struct body_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[LIST_ALL], DB_NO_ARGS, &rows);

    return err ? err : body_read_all(tx, &rows, out);
}

const struct err *
body_store_list_of(struct db_tx *tx, account_id account, unit_id unit,
                   struct date on, struct body_list *out)
{
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LIST_OF],
        DB_ARGS(db_int(account.v), db_int(unit.v), db_date(on)), &rows);

    return err ? err : body_read_all(tx, &rows, out);
}

const struct err *
body_store_insert(struct db_tx *tx, const struct body *b)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(b->id.v), db_text(b->code),
                          db_cz(body_kind_word(b->kind)), db_text(b->name),
                          db_text(b->short_name), db_id(b->prepares.v),
                          db_int(b->quorum_people), db_int(b->quorum_parties),
                          db_int(b->host_years), db_int(b->host_from),
                          db_int(b->meetings_a_year), db_date(b->valid_from),
                          db_date(b->valid_to)),
                  NULL);
}

const struct err *
body_store_add_unit(struct db_tx *tx, body_id body, const struct body_unit *u)
{
    return db_run(tx, &sql[ADD_UNIT],
                  DB_ARGS(db_int(body.v), db_int(u->unit.v),
                          db_cz(body_part_word(u->part)), db_int(u->position),
                          db_date(u->valid_from), db_date(u->valid_to)),
                  NULL);
}

const struct err *
body_store_add_person(struct db_tx *tx, const struct body_person *p)
{
    return db_run(tx, &sql[ADD_PERSON],
                  DB_ARGS(db_int(p->id.v), db_int(p->body.v), db_int(p->unit.v),
                          db_id(p->account.v), db_text(p->name),
                          db_text(p->address), db_cz(seat_word(p->seat)),
                          db_date(p->valid_from), db_date(p->valid_to)),
                  NULL);
}

static enum body_part
part_of(struct str s)
{
    for (int p = 0; p < PART_COUNT; p++)
        if (str_eq_cz(s, body_part_word((enum body_part)p)))
            return (enum body_part)p;
    return PART_INVITED;
}

const struct err *
body_store_units(struct db_tx *tx, body_id body, struct date on,
                 struct body_unit_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[UNITS], DB_ARGS(db_int(body.v), db_date(on)), &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct body_unit *u = grow(tx->mem, &g, sizeof *u);

        *u = (struct body_unit){.unit = {db_get_int(&rows, 0)},
                                .name = db_get_text(&rows, 1),
                                .part = part_of(db_get_text(&rows, 2)),
                                .position = (int32_t)db_get_int(&rows, 3),
                                .valid_from = db_get_date(&rows, 4),
                                .valid_to = db_get_date(&rows, 5)};
    }
    *out = (struct body_unit_list){g.row, g.n};
    return rows.err;
}

static void
person_read(const struct db_rows *rows, struct body_person *p)
{
    *p = (struct body_person){.id = {db_get_int(rows, 0)},
                              .body = {db_get_int(rows, 1)},
                              .unit = {db_get_int(rows, 2)},
                              .unit_name = db_get_text(rows, 3),
                              .account = {db_get_int(rows, 4)},
                              .name = db_get_text(rows, 5),
                              .address = db_get_text(rows, 6),
                              .seat = seat_of(db_get_text(rows, 7)),
                              .valid_from = db_get_date(rows, 8),
                              .valid_to = db_get_date(rows, 9)};
}

const struct err *
body_store_people(struct db_tx *tx, body_id body, struct date on,
                  struct body_person_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[PEOPLE], DB_ARGS(db_int(body.v), db_date(on)), &rows);

    if (err)
        return err;
    while (db_next(&rows))
        person_read(&rows, grow(tx->mem, &g, sizeof(struct body_person)));
    *out = (struct body_person_list){g.row, g.n};
    return rows.err;
}

const struct err *
body_store_update(struct db_tx *tx, const struct body *b)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[UPDATE],
        DB_ARGS(db_int(b->id.v), db_int(b->version), db_int(b->quorum_people),
                db_int(b->quorum_parties), db_int(b->host_years),
                db_int(b->host_from), db_int(b->meetings_a_year)),
        &n);

    return err || n > 0 ? err : ERR(tx->mem, CONFLICT, .msg = MSG_BODY_CHANGED);
}

const struct err *
body_store_person(struct db_tx *tx, person_id id, struct body_person *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &sql[PERSON], DB_ARGS(db_int(id.v)),
                                     &rows, &found);

    if (!err && !found)
        err = ERR(tx->mem, NOT_FOUND);
    if (err)
        return err;
    person_read(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
body_store_end_person(struct db_tx *tx, person_id id, struct date last)
{
    return db_run(tx, &sql[END_PERSON], DB_ARGS(db_int(id.v), db_date(last)),
                  NULL);
}

const struct err *
body_store_end_unit(struct db_tx *tx, body_id body, unit_id unit,
                    struct date last)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[END_UNIT],
        DB_ARGS(db_int(body.v), db_int(unit.v), db_date(last)), &n);

    return err || n > 0 ? err : ERR(tx->mem, NOT_FOUND);
}

const struct err *
body_store_unit_named(struct db_tx *tx, struct str name, struct date on,
                      unit_id *out)
{
    return db_number(tx, &sql[UNIT_NAMED], DB_ARGS(db_text(name), db_date(on)),
                     &out->v);
}

const struct err *
body_store_end(struct db_tx *tx, body_id id, struct date last)
{
    return db_run(tx, &sql[END], DB_ARGS(db_int(id.v), db_date(last)), NULL);
}
