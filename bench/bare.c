/* Plain SQLite: recording what the product does, and playing it back.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "bare.h"

#include "db/driver.h"
#include "db/sqlite_conn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENTS_MAX = 256 };

/* --- recording --- */

static _Thread_local struct bare_tape *tape_now;
static _Thread_local bool in_batch;

struct bare_tape *
bare_tape_new(struct arena *mem, size_t cap)
{
    struct bare_tape *t = ARENA_NEW(mem, struct bare_tape);

    *t = (struct bare_tape){.mem = mem,
                            .step = ARENA_NEW_N(mem, struct bare_step, cap),
                            .cap = cap};
    return t;
}

void
bare_record(struct bare_tape *tape)
{
    tape_now = tape;
}

static struct bare_step *
note(enum bare_kind kind, bool writing)
{
    struct bare_step *s;

    if (!tape_now)
        return NULL;
    if (tape_now->n == tape_now->cap)
        exit(1);
    s = &tape_now->step[tape_now->n++];
    s->kind = kind;
    s->in_write = in_batch || writing;
    return s;
}

static struct db_val
keep(struct arena *mem, const struct db_val *v)
{
    struct db_val out = *v;
    char date[DB_DATE_BYTES + 1];

    if (v->kind == DB_DATE) {
        db_date_text(v, date);
        out.kind = DB_TEXT;
        out.s = str_of(date);
    }
    if (out.kind == DB_TEXT || out.kind == DB_BLOB)
        out.s = str_copy(mem, out.s);
    return out;
}

static void
note_sql(const struct db_tx *tx, const struct db_stmt *stmt,
         const struct db_val *arg, size_t n)
{
    struct bare_step *s = note(BARE_SQL, tx->writing);
    struct db_val *all;

    if (!s)
        return;
    all = ARENA_NEW_N(tape_now->mem, struct db_val, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i] = keep(tape_now->mem, &arg[i]);
    s->sql = str_of(stmt->sql);
    s->given = str_copy(tape_now->mem, tx->given);
    s->arg = all;
    s->n_arg = n;
}

/* The linker puts these in the place of the product's (--wrap). */
#define WRAP(ret, name, ...)        \
    ret __real_##name(__VA_ARGS__); \
    ret __wrap_##name(__VA_ARGS__); \
    ret __wrap_##name(__VA_ARGS__)

WRAP(const struct err *, db_run, struct db_tx *tx, const struct db_stmt *stmt,
     const struct db_val *arg, size_t n_arg, int64_t *out)
{
    note_sql(tx, stmt, arg, n_arg);
    return __real_db_run(tx, stmt, arg, n_arg, out);
}

WRAP(const struct err *, db_query, struct db_tx *tx, const struct db_stmt *stmt,
     const struct db_val *arg, size_t n_arg, struct db_rows *out)
{
    note_sql(tx, stmt, arg, n_arg);
    return __real_db_query(tx, stmt, arg, n_arg, out);
}

WRAP(const struct err *, db_first, struct db_tx *tx, const struct db_stmt *stmt,
     const struct db_val *arg, size_t n_arg, struct db_rows *out, bool *found)
{
    note_sql(tx, stmt, arg, n_arg);
    return __real_db_first(tx, stmt, arg, n_arg, out, found);
}

WRAP(const struct err *, db_read_begin, struct db *db, struct arena *mem,
     struct db_tx *tx)
{
    (void)note(BARE_BEGIN, false);
    return __real_db_read_begin(db, mem, tx);
}

WRAP(void, db_read_end, struct db_tx *tx)
{
    (void)note(BARE_END, false);
    __real_db_read_end(tx);
}

WRAP(const struct err *, db_batch, struct db *db, struct arena *mem,
     db_batch_fn fn, void *item)
{
    const struct err *err;

    in_batch = true; /* alone, the caller leads: it runs on this thread */
    err = __real_db_batch(db, mem, fn, item);
    in_batch = false;
    return err;
}

WRAP(const struct err *, key_unwrap, struct arena *mem,
     const struct keyring *ring, int64_t owner, struct str wrapped,
     struct key *out)
{
    struct bare_step *s = note(BARE_KEY, false);
    struct bare_tape *tape = tape_now;
    const struct err *err;

    if (s) {
        s->owner = owner;
        s->sealed = str_copy(tape_now->mem, wrapped);
    }
    tape_now = NULL; /* it unseals: once is enough */
    err = __real_key_unwrap(mem, ring, owner, wrapped, out);
    tape_now = tape;
    return err;
}

WRAP(const struct err *, unseal, struct arena *mem, const struct key *key,
     int64_t owner, const char *column, struct str sealed, struct str *out)
{
    struct bare_step *s = note(BARE_OPEN, false);

    if (s) {
        s->owner = owner;
        s->key = *key;
        s->column = column;
        s->sealed = str_copy(tape_now->mem, sealed);
    }
    return __real_unseal(mem, key, owner, column, sealed, out);
}

WRAP(struct hash, chain_next, const struct keyring *ring,
     const struct hash *prev, struct str row)
{
    if (tape_now)
        tape_now->linked = str_copy(tape_now->mem, row);
    return __real_chain_next(ring, prev, row);
}

/* --- a connection --- */

struct bare_conn {
    sqlite3 *handle;
    struct {
        const char *sql; /* the product's own text: told by its address */
        sqlite3_stmt *st;
        int param[SQLITE_PARAMS_MAX]; /* of SQLite's number i + 1: the $n */
    } s[STATEMENTS_MAX];
    size_t n;
};

static void
must(struct bare_conn *c, int rc, const char *what)
{
    if (rc == SQLITE_OK)
        return;
    fprintf(stderr, "bench: %s: %s\n", what, sqlite3_errmsg(c->handle));
    exit(1);
}

void
bare_exec(struct bare_conn *c, const char *sql)
{
    must(c, sqlite3_exec(c->handle, sql, NULL, NULL, NULL), sql);
}

struct bare_conn *
bare_open(struct arena *mem, const char *path, bool writes)
{
    struct bare_conn *c = ARENA_NEW(mem, struct bare_conn);

    must(c,
         sqlite3_open_v2(path, &c->handle,
                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL),
         path);
    must(c, sqlite_collation(c->handle), "collation");
    /* as src/db/sqlite.c */
    bare_exec(c, "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;"
                 "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824;");
    bare_exec(c, writes
                     ? "PRAGMA journal_mode = WAL; PRAGMA cache_size = -8192;"
                       "PRAGMA synchronous = FULL;"
                     : "PRAGMA query_only = ON; PRAGMA cache_size = -512;");
    return c;
}

static size_t
find(const struct bare_conn *c, const char *sql)
{
    size_t i = 0;

    while (i < c->n && c->s[i].sql != sql)
        i++;
    return i;
}

void
bare_prepare(struct bare_conn *c, const struct bare_tape *tape)
{
    for (size_t k = 0; k < tape->n; k++) {
        const char *sql = tape->step[k].sql.p;
        size_t i = find(c, sql);

        if (tape->step[k].kind != BARE_SQL || i < c->n)
            continue;
        if (i == STATEMENTS_MAX)
            exit(1);
        must(c,
             sqlite3_prepare_v3(c->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                &c->s[i].st, NULL),
             sql);
        for (int p = 1; p <= sqlite3_bind_parameter_count(c->s[i].st); p++)
            c->s[i].param[p - 1] = (int)strtol(
                sqlite3_bind_parameter_name(c->s[i].st, p) + 1, NULL, 10);
        c->s[i].sql = sql;
        c->n++;
    }
}

/* --- playing --- */

static struct db_val
value_of(const struct db_val *v, const struct bare_chain *chain)
{
    struct db_val out = *v;

    if (!chain)
        return out;
    if (v->kind == DB_INT && v->i == chain->id)
        out.i = chain->own_id;
    if (v->kind == DB_INT && v->i == chain->seq)
        out.i = chain->own_seq;
    if (v->kind == DB_BLOB && str_eq(v->s, chain->head))
        out.s.p = (const char *)chain->own_head.b;
    return out;
}

static int
bind(sqlite3_stmt *st, int p, const struct db_val *v)
{
    if (v->kind == DB_NULL)
        return sqlite3_bind_null(st, p);
    if (v->kind == DB_INT)
        return sqlite3_bind_int64(st, p, v->i);
    if (v->kind == DB_TEXT)
        return sqlite3_bind_text64(st, p, v->s.p ? v->s.p : "", v->s.n,
                                   SQLITE_STATIC, SQLITE_UTF8);
    return sqlite3_bind_blob64(st, p, v->s.p, v->s.n, SQLITE_STATIC);
}

static void
read_columns(sqlite3_stmt *st)
{
    for (int i = 0; i < sqlite3_column_count(st); i++) {
        int type = sqlite3_column_type(st, i);

        if (type == SQLITE_INTEGER)
            (void)sqlite3_column_int64(st, i);
        else if (type == SQLITE_TEXT)
            (void)sqlite3_column_text(st, i);
        else if (type == SQLITE_BLOB)
            (void)sqlite3_column_blob(st, i);
        if (type == SQLITE_TEXT || type == SQLITE_BLOB)
            (void)sqlite3_column_bytes(st, i);
    }
}

void
bare_run(struct bare_conn *c, const struct bare_step *s,
         const struct bare_chain *chain)
{
    size_t i = find(c, s->sql.p);
    sqlite3_stmt *st = c->s[i].st;
    int rc;

    for (int p = 1; p <= sqlite3_bind_parameter_count(st); p++) {
        size_t n = (size_t)c->s[i].param[p - 1];
        struct db_val v = n == 0          ? db_text(s->given)
                          : n <= s->n_arg ? value_of(&s->arg[n - 1], chain)
                                          : db_null();

        must(c, bind(st, p, &v), "bind");
    }
    while ((rc = sqlite3_step(st)) == SQLITE_ROW)
        read_columns(st);
    must(c, sqlite3_reset(st), s->sql.p);
}

void
bare_read(struct bare_conn *c, struct arena *mem, const struct keyring *keys,
          const struct bare_tape *tape)
{
    for (size_t i = 0; i < tape->n; i++) {
        const struct bare_step *s = &tape->step[i];
        const struct err *err = NULL;
        struct key key;
        struct str plain;

        if (s->in_write)
            continue;
        if (s->kind == BARE_BEGIN)
            bare_exec(c, "BEGIN");
        else if (s->kind == BARE_END)
            bare_exec(c, "COMMIT");
        else if (s->kind == BARE_SQL)
            bare_run(c, s, NULL);
        else if (s->kind == BARE_KEY)
            err = __real_key_unwrap(mem, keys, s->owner, s->sealed, &key);
        else
            err = __real_unseal(mem, &s->key, s->owner, s->column, s->sealed,
                                &plain);
        if (err)
            exit(1);
    }
}

void
bare_write(struct bare_conn *c, struct arena *mem, const struct bare_tape *tape,
           struct bare_chain *chain)
{
    (void)mem;
    if (chain) {
        chain->own_seq++;
        chain->own_head = __real_chain_next(chain->keys, &chain->own_head,
                                            tape->linked);
    }
    for (size_t i = 0; i < tape->n; i++)
        if (tape->step[i].in_write && tape->step[i].kind == BARE_SQL)
            bare_run(c, &tape->step[i], chain);
}

/* --- the group commit --- */

static struct bare_item *
take_all(struct bare_group *g)
{
    struct bare_item *all;

    pthread_mutex_lock(&g->lock);
    while (!g->first)
        pthread_cond_wait(&g->more, &g->lock);
    all = g->first;
    g->first = NULL;
    g->last = &g->first;
    pthread_mutex_unlock(&g->lock);
    return all;
}

static void *
write_batches(void *arg)
{
    struct bare_group *g = arg;

    for (;;) {
        struct bare_item *all = take_all(g);

        bare_exec(g->conn, "BEGIN IMMEDIATE");
        for (struct bare_item *i = all; i; i = i->next)
            bare_write(g->conn, g->mem, i->tape, g->chain);
        bare_exec(g->conn, "COMMIT");
        g->commits++;
        while (all) {
            struct bare_item *next = all->next;

            all->done(all);
            all = next;
        }
    }
    return NULL;
}

void
bare_group_start(struct bare_group *g)
{
    pthread_t thread;

    pthread_mutex_init(&g->lock, NULL);
    pthread_cond_init(&g->more, NULL);
    g->last = &g->first;
    if (pthread_create(&thread, NULL, write_batches, g) != 0)
        exit(1);
    (void)pthread_detach(thread);
}

void
bare_group_add(struct bare_group *g, struct bare_item *item)
{
    item->next = NULL;
    pthread_mutex_lock(&g->lock);
    *g->last = item;
    g->last = &item->next;
    pthread_cond_signal(&g->more);
    pthread_mutex_unlock(&g->lock);
}
