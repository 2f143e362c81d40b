/* Opens every sealed value once, and tells of those that do not open.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/sealed_store.h"

#include "base/buf.h"

/* Cases that one statement looks at: PostgreSQL gives their values at once. */
enum { OWNERS_AT_ONCE = 8 };
#define WORK_BYTES ((size_t)64 << 20)

#define OF_THK " JOIN assessment a ON a.id = t.assessment_id"
#define OPENED(table, joins, owner, column, nr)                               \
    "SELECT k.id, k.wrapped_key, " owner ", t." column ", " nr " FROM " table \
    " t" joins " WHERE k.id > $1 AND k.id <= $2"                              \
    " AND k.wrapped_key IS NOT NULL AND t." column                            \
    " IS NOT NULL ORDER BY k.id"
#define WITH_CASE_KEY /* no share: opened to be proved, shown to nobody */ \
    " JOIN case_file k ON k.id = "
#define OPENED_IN_CASE(table, joins, of_case, owner, column, nr) \
    OPENED(table, joins WITH_CASE_KEY of_case, owner, column, nr)

/* OPENED gives whose key, the key, whose value, the value, the end of its name.
 */
enum { NEXT_CASES, NEXT_THREADS, SUBJECT, MESSAGE, OF_CASES };

static const struct db_stmt sql[] = {
    [NEXT_CASES] = {"sealed.next_cases",
                    /* no share: where to go on, shown to nobody */
                    "SELECT COALESCE(MAX(n.id), 0) FROM (SELECT id"
                    " FROM case_file WHERE id > $1 ORDER BY id LIMIT $2) n"},
    [NEXT_THREADS] = {"sealed.next_threads",
                      "SELECT COALESCE(MAX(n.id), 0) FROM (SELECT id"
                      " FROM unit_thread WHERE id > $1 ORDER BY id LIMIT $2) "
                      "n"},
    [SUBJECT] = {"unit_thread.subject",
                 /* no share: opened to be proved, shown to nobody */
                 OPENED("unit_thread", " JOIN unit_thread k ON k.id = t.id",
                        "t.id", "subject", "''")},
    [MESSAGE] = {"unit_message.text",
                 /* no share: opened to be proved, shown to nobody */
                 OPENED("unit_message",
                        " JOIN unit_thread k ON k.id = t.thread_id", "t.id",
                        "text", "''")},
/* no share: opened to be proved, shown to nobody */
#define SEALED(table, joins, of_case, owner, column, name) \
    {name, OPENED_IN_CASE(table, joins, of_case, owner, column, "''")},
#define SEALED_NR(table, joins, of_case, owner, column, name, nr) \
    {name, OPENED_IN_CASE(table, joins, of_case, owner, column, nr)},
#include "retention/sealed.def"
#undef SEALED
#undef SEALED_NR
};
const struct db_set sealed_sql = {sql, ARRAY_LEN(sql)};

/* What the walk holds: the last key that was unwrapped, and memory that is
 * emptied after each statement and each row, for the store may be large. */
struct opening {
    const struct keyring *keys;
    struct arena *mem; /* of the verdict */
    struct arena *stmt_mem;
    struct arena *row_mem;
    struct key key;
    int64_t key_of; /* 0: none yet */
    struct sealed_verdict *out;
};

static void
note_damage(struct opening *o, const struct err *err)
{
    if (o->out->damaged++ == 0)
        o->out->first = str_copy(o->mem, str_of(err->detail));
}

/* Every failure here is the value's: the memory is emptied for each row. */
static void
open_row(struct opening *o, const struct db_rows *rows, const char *name)
{
    int64_t whose = db_get_int(rows, 0);
    struct str column = str_fmt(o->row_mem, "%s%.*s", name,
                                STR_FMT(db_get_text(rows, 4)));
    struct str sealed = db_get_blob(rows, 3);
    const struct err *err = NULL;

    o->out->values++;
    if (o->key_of != whose)
        err = key_unwrap(o->row_mem, o->keys, whose, db_get_blob(rows, 1),
                         &o->key);
    o->key_of = err ? 0 : whose;
    if (!err)
        err = unseal_text(o->row_mem, &o->key, db_get_int(rows, 2),
                          str_cz(o->row_mem, column), &sealed);
    if (err)
        note_damage(o, err);
}

static const struct err *
open_rows(struct db_tx *tx, struct opening *o, const struct db_stmt *stmt,
          int64_t from, int64_t to)
{
    struct db_tx stmt_tx = *tx;
    struct db_tx row_tx = *tx;
    struct db_rows rows;
    const struct err *err;

    arena_reset(o->stmt_mem);
    stmt_tx.mem = o->stmt_mem;
    row_tx.mem = o->row_mem;
    err = db_query(&stmt_tx, stmt, DB_ARGS(db_int(from), db_int(to)), &rows);
    while (!err && db_next(&rows)) {
        arena_reset(o->row_mem);
        rows.tx = &row_tx; /* the getters copy into it */
        open_row(o, &rows, stmt->name);
        rows.tx = &stmt_tx;
    }
    return err ? err : rows.err;
}

static const struct err *
next_owners(struct db_tx *tx, const struct db_stmt *next, int64_t after,
            int64_t *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, next, DB_ARGS(db_int(after), db_int(OWNERS_AT_ONCE)), &rows,
        &found);

    if (err)
        return err;
    *out = found ? db_get_int(&rows, 0) : 0;
    if (found)
        db_rows_close(&rows);
    return NULL;
}

/* All values that the keys of one table seal; `first` to `end`: statements. */
static const struct err *
open_all(struct db_tx *tx, struct opening *o, const struct db_stmt *next,
         size_t first, size_t end)
{
    int64_t from = 0;
    int64_t to = 0;
    const struct err *err = next_owners(tx, next, from, &to);

    while (!err && to != 0) {
        for (size_t i = first; !err && i < end; i++)
            err = open_rows(tx, o, &sql[i], from, to);
        from = to;
        if (!err)
            err = next_owners(tx, next, from, &to);
    }
    return err;
}

const struct err *
sealed_verify(struct db_tx *tx, const struct keyring *keys,
              struct sealed_verdict *out)
{
    struct opening o = {
        .keys = keys,
        .mem = tx->mem,
        .stmt_mem = arena_new(WORK_BYTES),
        .row_mem = arena_new(WORK_BYTES),
        .out = out,
    };
    const struct err *err;

    arena_defer(tx->mem, (void (*)(void *))arena_free, o.stmt_mem);
    arena_defer(tx->mem, (void (*)(void *))arena_free, o.row_mem);
    *out = (struct sealed_verdict){0};
    err = open_all(tx, &o, &sql[NEXT_CASES], OF_CASES, ARRAY_LEN(sql));
    if (!err)
        err = open_all(tx, &o, &sql[NEXT_THREADS], SUBJECT, OF_CASES);
    key_clear(&o.key);
    return err;
}
