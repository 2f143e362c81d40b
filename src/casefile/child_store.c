/* Children and the people around them: sealed rows and their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/store.h"

#include <string.h>

enum { RETIRE, INSERT, GET, PERSON_INSERT, PERSON_END, PERSON_LIST, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [RETIRE] = {"child.retire",
                /* no share: changes without showing */
                "UPDATE child SET latest = 0 WHERE case_id = $1"
                " AND latest = 1"},
    [INSERT] = {"child.insert",
                "INSERT INTO child (case_id, version, latest, provisional,"
                " protection, given_name, family_name, number, birth_date,"
                " language, interpreter, municipality, care, lives, address,"
                " phone, reason, made_at, made_by)"
                " VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
                " $12, $13, $14, $15, $16, $17, $18)"},
    [GET] = {"child.get",
             "SELECT k.version, k.provisional, k.protection, k.given_name,"
             " k.family_name, k.number, k.birth_date, k.language,"
             " k.interpreter, k.municipality, k.care, k.lives, k.address,"
             " k.phone FROM child k JOIN case_file f ON f.id = k.case_id"
             " WHERE k.case_id = $4 AND k.latest = 1"
             " AND " SHARE_SEES_CORE("f")},
    [PERSON_INSERT] = {"case_person.insert",
                       "INSERT INTO case_person (id, case_id, kind, name,"
                       " relation, phone, address, responsibility, made_at,"
                       " made_by, ended_at) VALUES ($1, $2, $3, $4, $5, $6,"
                       " $7, $8, $9, $10, NULL)"},
    [PERSON_END] = {"case_person.end",
                    /* no share: changes without showing */
                    "UPDATE case_person SET ended_at = $3 WHERE id = $1"
                    " AND case_id = $2 AND ended_at IS NULL"},
    [PERSON_LIST] = {"case_person.list",
                     "SELECT p.id, p.kind, p.name, p.relation, p.phone,"
                     " p.address, p.responsibility FROM case_person p"
                     " JOIN case_file f ON f.id = p.case_id"
                     " WHERE p.case_id = $4 AND p.ended_at IS NULL"
                     " AND " SHARE_SEES_CORE("f") " ORDER BY p.made_at, p.id"},
};
const struct db_set child_sql = {sql, SQL_COUNT};

/* A sealed column; nothing stays nothing. */
static struct db_val
sealed(struct db_tx *tx, const struct key *key, int64_t owner,
       const char *column, struct str plain)
{
    if (plain.n == 0)
        return db_null();
    return db_blob(seal(tx->mem, key, owner, column, plain));
}

static const struct err *
opened(struct db_tx *tx, const struct key *key, int64_t owner,
       const char *column, const struct db_rows *rows, int col, struct str *out)
{
    *out = STR_NONE;
    if (db_is_null(rows, col))
        return NULL;
    return unseal(tx->mem, key, owner, column, db_get_blob(rows, col), out);
}

/* "order_5_1 2026-10-12" or "home". */
static struct str
care_text(struct arena *mem, const struct child *k)
{
    struct str day = date_format(mem, k->care_since);

    return str_fmt(mem, "%s%s%.*s", care_word(k->care), day.n ? " " : "",
                   STR_FMT(day));
}

static void
care_from_text(struct str s, struct child *k)
{
    struct str word;
    struct str day;

    k->care_since = DATE_NONE;
    (void)str_split(s, ' ', &word, &day);
    (void)care_parse(word, &k->care);
    if (day.n > 0)
        (void)date_parse(day, &k->care_since);
}

const struct err *
child_store_put(struct db_tx *tx, const struct key *key, const struct child *k,
                struct str reason, function_id by, struct instant now)
{
    int64_t o = k->case_id.v;
    struct str number = str_of(k->number.digits);
    const struct err *err = db_run(tx, &sql[RETIRE], DB_ARGS(db_int(o)), NULL);

    if (err)
        return err;
    return db_run(
        tx, &sql[INSERT],
        DB_ARGS(
            db_int(o), db_int(k->version), db_int(k->provisional),
            db_int((int64_t)k->protection),
            db_blob(seal(tx->mem, key, o, "child.given_name", k->given_name)),
            db_blob(seal(tx->mem, key, o, "child.family_name", k->family_name)),
            sealed(tx, key, o, "child.number", number),
            sealed(tx, key, o, "child.birth_date",
                   date_format(tx->mem, k->birth_date)),
            sealed(tx, key, o, "child.language", k->language),
            sealed(tx, key, o, "child.interpreter",
                   k->interpreter ? STR("yes") : STR_NONE),
            sealed(tx, key, o, "child.municipality", k->municipality),
            sealed(tx, key, o, "child.care", care_text(tx->mem, k)),
            sealed(tx, key, o, "child.lives", k->lives),
            sealed(tx, key, o, "child.address", k->address),
            sealed(tx, key, o, "child.phone", k->phone),
            sealed(tx, key, o, "child.reason", reason), db_time(now),
            db_int(by.v)),
        NULL);
}

static const struct err *
child_read(struct db_tx *tx, const struct key *key, const struct db_rows *rows,
           struct child *k)
{
    struct str number;
    struct str birth;
    struct str interpreter;
    struct str care;
    const struct {
        const char *column;
        int col;
        struct str *out;
    } field[] = {
        {"child.given_name", 3, &k->given_name},
        {"child.family_name", 4, &k->family_name},
        {"child.number", 5, &number},
        {"child.birth_date", 6, &birth},
        {"child.language", 7, &k->language},
        {"child.interpreter", 8, &interpreter},
        {"child.municipality", 9, &k->municipality},
        {"child.care", 10, &care},
        {"child.lives", 11, &k->lives},
        {"child.address", 12, &k->address},
        {"child.phone", 13, &k->phone},
    };

    for (size_t i = 0; i < ARRAY_LEN(field); i++) {
        const struct err *err = opened(tx, key, k->case_id.v, field[i].column,
                                       rows, field[i].col, field[i].out);

        if (err)
            return err;
    }
    k->birth_date = DATE_NONE;
    if (birth.n > 0)
        (void)date_parse(birth, &k->birth_date);
    k->interpreter = interpreter.n > 0;
    care_from_text(care, k);
    if (number.n > 0)
        (void)natid_parse(number, &k->number);
    return NULL;
}

const struct err *
child_store_get(struct db_tx *tx, const struct viewer *v, const struct key *key,
                case_id id, struct child *out)
{
    struct db_rows rows;
    bool found = false;
    struct child k = {.case_id = id};
    const struct err *err = db_first(tx, &sql[GET],
                                     DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                             db_int(v->account.v),
                                             db_int(id.v)),
                                     &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    k.version = db_get_int(&rows, 0);
    k.provisional = db_get_int(&rows, 1) != 0;
    k.protection = (enum protection)db_get_int(&rows, 2);
    err = child_read(tx, key, &rows, &k);
    db_rows_close(&rows);
    if (!err)
        *out = k;
    return err;
}

const struct err *
child_store_end_person(struct db_tx *tx, case_id id, int64_t person,
                       struct instant now)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[PERSON_END],
        DB_ARGS(db_int(person), db_int(id.v), db_time(now)), &n);

    if (!err && n == 0)
        err = ERR(tx->mem, NOT_FOUND);
    return err;
}

const struct err *
child_store_put_person(struct db_tx *tx, const struct key *key, case_id id,
                       struct person *p, function_id by, struct instant now)
{
    const struct err *err = NULL;

    if (p->id != 0)
        err = child_store_end_person(tx, id, p->id, now);
    if (err)
        return err;
    p->id = id_new();
    return db_run(
        tx, &sql[PERSON_INSERT],
        DB_ARGS(db_int(p->id), db_int(id.v), db_cz(person_kind_word(p->kind)),
                db_blob(seal(tx->mem, key, p->id, "person.name", p->name)),
                sealed(tx, key, p->id, "person.relation", p->relation),
                sealed(tx, key, p->id, "person.phone", p->phone),
                sealed(tx, key, p->id, "person.address", p->address),
                db_int(p->responsibility), db_time(now), db_int(by.v)),
        NULL);
}

const struct err *
child_store_list_persons(struct db_tx *tx, const struct viewer *v,
                         const struct key *key, case_id id,
                         struct person_list *out)
{
    enum { MAX = 100 };
    struct db_rows rows;
    struct person *row = ARENA_NEW_N(tx->mem, struct person, MAX);
    size_t n = 0;
    const struct err *err = db_query(tx, &sql[PERSON_LIST],
                                     DB_ARGS(db_int(v->unit.v), db_time(v->now),
                                             db_int(v->account.v),
                                             db_int(id.v)),
                                     &rows);

    if (err)
        return err;
    for (; !err && n < MAX && db_next(&rows); n++) {
        struct person *p = &row[n];

        p->id = db_get_int(&rows, 0);
        (void)person_kind_parse(db_get_text(&rows, 1), &p->kind);
        p->responsibility = db_get_int(&rows, 6) != 0;
        err = opened(tx, key, p->id, "person.name", &rows, 2, &p->name);
        if (!err)
            err = opened(tx, key, p->id, "person.relation", &rows, 3,
                         &p->relation);
        if (!err)
            err = opened(tx, key, p->id, "person.phone", &rows, 4, &p->phone);
        if (!err)
            err = opened(tx, key, p->id, "person.address", &rows, 5,
                         &p->address);
    }
    if (err || n == MAX)
        db_rows_close(&rows);
    *out = (struct person_list){row, n};
    return err ? err : rows.err;
}
