/* Opens and closes a store; hands statements to its driver; read connections.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/store.h"

#include <stdlib.h>
#include <string.h>

/* --- numbers of statements --- */

static int
by_address(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct db_numbered *)a)->stmt;
    uintptr_t y = (uintptr_t)((const struct db_numbered *)b)->stmt;

    return (x > y) - (x < y);
}

static bool
index_init(struct db_index *index, const struct db_set *sets, size_t n_sets)
{
    index->set = calloc(n_sets + 1, sizeof(*index->set));
    if (index->set == NULL)
        return false;
    index->n_sets = n_sets + 1;
    for (size_t i = 0; i < index->n_sets; i++) {
        const struct db_set *set = i < n_sets ? &sets[i] : &db_meta_set;

        index->set[i] = (struct db_numbered){.stmt = set->stmt, .n = set->n};
    }
    qsort(index->set, index->n_sets, sizeof(*index->set), by_address);
    for (size_t i = 0; i < index->n_sets; i++) {
        index->set[i].first = index->n_stmts;
        index->n_stmts += index->set[i].n;
    }
    return true;
}

size_t
db_index_of(const struct db_index *index, const struct db_stmt *stmt)
{
    uintptr_t at = (uintptr_t)stmt;
    size_t low = 0;
    size_t high = index->n_sets;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct db_numbered *s = &index->set[mid];

        if (at < (uintptr_t)s->stmt)
            high = mid;
        else if (at >= (uintptr_t)(s->stmt + s->n))
            low = mid + 1;
        else
            return s->first + (size_t)(stmt - s->stmt);
    }
    return index->n_stmts;
}

/* --- open and close --- */

static const struct db_driver *
driver_of(const char *url)
{
    struct str s = str_of(url);

    if (str_starts(s, STR("postgresql://")) ||
        str_starts(s, STR("postgres://")))
        return &db_pg;
    return &db_sqlite;
}

static void
pool_put(struct db *db, struct db_conn *conn)
{
    pthread_mutex_lock(&db->pool_lock);
    conn->next = db->pool;
    db->pool = conn;
    pthread_mutex_unlock(&db->pool_lock);
    pthread_cond_signal(&db->pool_some);
}

/* A free read connection; a new one, when all are in use and there may be more:
 * a start need not wait for connections that nobody uses yet. */
static const struct err *
pool_take(struct arena *mem, struct db *db, struct db_conn **out)
{
    const struct err *err = NULL;
    struct db_conn *conn;

    pthread_mutex_lock(&db->pool_lock);
    while (db->pool == NULL && db->readers_left == 0)
        pthread_cond_wait(&db->pool_some, &db->pool_lock);
    conn = db->pool;
    if (conn != NULL)
        db->pool = conn->next;
    else
        db->readers_left--;
    pthread_mutex_unlock(&db->pool_lock);
    if (conn == NULL)
        err = db->driver->open(mem, &db->reader, &conn);
    if (err) {
        pthread_mutex_lock(&db->pool_lock);
        db->readers_left++;
        pthread_mutex_unlock(&db->pool_lock);
        pthread_cond_signal(&db->pool_some);
        return err;
    }
    *out = conn;
    return NULL;
}

/* A store without connections. */
static const struct err *
db_new(struct arena *mem, const char *url, const struct db_set *sets,
       size_t n_sets, struct db **out)
{
    struct db *db = calloc(1, sizeof(*db));
    const struct err *err;

    if (db == NULL || !index_init(&db->index, sets, n_sets)) {
        free(db);
        return ERR(mem, UNAVAILABLE, .detail = "no memory");
    }
    db->driver = driver_of(url);
    db->url = strdup(url);
    err = db_group_init(mem, db);
    if (!err && db->url == NULL)
        err = ERR(mem, UNAVAILABLE, .detail = "no memory");
    if (!err && (pthread_mutex_init(&db->pool_lock, NULL) != 0 ||
                 pthread_cond_init(&db->pool_some, NULL) != 0))
        err = ERR(mem, UNAVAILABLE, .detail = "no lock");
    *out = db;
    return err;
}

const struct err *
db_open_single(struct arena *mem, const char *url, const struct db_set *set,
               struct db **out)
{
    struct db *db = NULL;
    const struct err *err = db_new(mem, url, set, 1, &db);
    struct db_conn_how how = {
        .url = url, .mode = DB_MODE_MIGRATE, .create = true};

    if (!err) {
        how.index = &db->index;
        err = db->driver->open(mem, &how, &db->writer);
    }
    if (err)
        db_close(db);
    else
        *out = db;
    return err;
}

/* Against the real schema: what does not prepare now would fail in use. */
static const struct err *
prepare_all(struct arena *mem, struct db *db)
{
    for (size_t i = 0; i < db->index.n_sets; i++) {
        const struct db_numbered *set = &db->index.set[i];

        for (size_t k = 0; k < set->n; k++) {
            const struct err *err = db->driver->prepare(mem, db->writer,
                                                        &set->stmt[k]);

            if (err)
                return ERR(mem, INTERNAL, .detail = err->detail);
        }
    }
    return NULL;
}

/* Stands for all statements; their order does not matter. FNV-1a. */
static int64_t
mark_of(const struct db_index *index)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < index->n_sets; i++) {
        for (size_t k = 0; k < index->set[i].n; k++) {
            uint64_t h = UINT64_C(0xcbf29ce484222325);

            for (const char *p = index->set[i].stmt[k].sql; *p; p++)
                h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
            sum += h;
        }
    }
    return (int64_t)sum;
}

/* All statements fit the schema: they were prepared on it before, or are. */
static const struct err *
prove_all(struct arena *mem, struct db *db)
{
    int64_t mark = mark_of(&db->index);
    const struct err *err;

    if (db->driver->is_proved(db->writer, mark))
        return NULL;
    err = prepare_all(mem, db);
    if (!err && !db->read_only)
        db->driver->keep_proof(db->writer, mark);
    return err;
}

const struct err *
db_open_at(struct arena *mem, const struct db_options *opt,
           const struct embedded *files, size_t n_files, struct db **out)
{
    struct db *db = NULL;
    const struct err *err = db_new(mem, opt->url, opt->sets, opt->n_sets, &db);
    struct db_conn_how how = {
        .url = opt->url,
        .mode = DB_MODE_WRITE,
        .create = opt->create,
        .read_only = opt->read_only,
    };

    if (!err) {
        how.index = &db->index;
        how.url = db->url;
        db->read_only = opt->read_only;
        err = db->driver->open(mem, &how, &db->writer);
    }
    if (!err) {
        db->reader = how;
        db->reader.mode = DB_MODE_READ;
        db->reader.create = false;
        db->readers_left = opt->readers > 0 ? opt->readers : 1;
        err = db_check_version(db, mem, files, n_files);
    }
    if (!err)
        err = prove_all(mem, db);
    if (err)
        db_close(db);
    else
        *out = db;
    return err;
}

const struct err *
db_open(struct arena *mem, const struct db_options *opt, struct db **out)
{
    return db_open_at(mem, opt, embed_at(0), embed_count(), out);
}

void
db_close(struct db *db)
{
    if (db == NULL)
        return;
    db_group_done(db);
    while (db->pool != NULL) {
        struct db_conn *conn = db->pool;

        db->pool = conn->next;
        db->driver->close(conn);
    }
    if (db->writer != NULL)
        db->driver->close(db->writer);
    (void)pthread_cond_destroy(&db->pool_some);
    (void)pthread_mutex_destroy(&db->pool_lock);
    free(db->index.set);
    free(db->url);
    free(db);
}

const char *
db_driver_name(const struct db *db)
{
    return db->driver->name;
}

/* --- a reading transaction --- */

static void
read_drop(struct db *db, struct db_conn *conn)
{
    db->driver->abandon(conn);
    pool_put(db, conn);
}

static void
guard_run(void *thing)
{
    struct db_guard *guard = thing;

    if (guard->reading)
        read_drop(guard->db, guard->conn);
    else if (guard->writing)
        db_write_drop(guard->db);
    guard->reading = false;
    guard->writing = false;
}

struct db_guard *
db_guard_new(struct arena *mem, struct db *db)
{
    struct db_guard *guard = ARENA_NEW(mem, struct db_guard);

    guard->db = db;
    arena_defer(mem, guard_run, guard);
    return guard;
}

const struct err *
db_read_begin(struct db *db, struct arena *mem, struct db_tx *tx)
{
    struct db_guard *guard = db_guard_new(mem, db);
    const struct err *err;

    *tx = (struct db_tx){.mem = mem, .db = db, .guard = guard};
    err = pool_take(mem, db, &guard->conn);
    if (err)
        return err;
    guard->reading = true;
    tx->conn = guard->conn;
    err = db->driver->ready(mem, guard->conn);
    if (!err)
        err = db->driver->control(mem, guard->conn, DB_BEGIN_READ);
    if (err)
        guard_run(guard);
    else
        tx->open = true;
    return err;
}

void
db_read_end(struct db_tx *tx)
{
    if (!tx->open)
        return;
    ASSERT(!tx->writing);
    tx->open = false;
    guard_run(tx->guard);
}

/* --- statements --- */

const struct err *
db_run(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
       size_t n_arg, int64_t *out_changed)
{
    int64_t changed = 0;
    const struct err *err;

    if (tx->writing)
        tx->db->group.wrote = true;
    err = tx->db->driver->run(tx, stmt, arg, n_arg, &changed);
    if (err)
        return err;
    if (tx->writing)
        db_redo_note(&tx->db->group.redo, stmt, arg, n_arg, changed);
    if (out_changed != NULL)
        *out_changed = changed;
    return NULL;
}

const struct err *
db_query(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
         size_t n_arg, struct db_rows *out)
{
    *out = (struct db_rows){.tx = tx, .stmt = stmt};
    return tx->db->driver->query(tx, stmt, arg, n_arg, out);
}

bool
db_next(struct db_rows *rows)
{
    return rows->cursor != NULL && rows->tx->db->driver->next(rows);
}

void
db_rows_close(struct db_rows *rows)
{
    if (rows->cursor != NULL)
        rows->tx->db->driver->rows_close(rows);
}

const struct err *
db_first(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
         size_t n_arg, struct db_rows *out, bool *found)
{
    const struct err *err = db_query(tx, stmt, arg, n_arg, out);

    *found = false;
    if (err)
        return err;
    *found = db_next(out);
    return out->err;
}

bool
db_is_null(const struct db_rows *rows, int col)
{
    return rows->tx->db->driver->is_null(rows, col);
}

int64_t
db_get_int(const struct db_rows *rows, int col)
{
    return rows->tx->db->driver->get_int(rows, col);
}

struct str
db_get_text(const struct db_rows *rows, int col)
{
    return rows->tx->db->driver->get_text(rows, col);
}

struct str
db_get_blob(const struct db_rows *rows, int col)
{
    return rows->tx->db->driver->get_blob(rows, col);
}

struct date
db_get_date(const struct db_rows *rows, int col)
{
    struct date d = DATE_NONE;

    if (!date_parse(db_get_text(rows, col), &d))
        return DATE_NONE;
    return d;
}

struct instant
db_get_time(const struct db_rows *rows, int col)
{
    return (struct instant){db_get_int(rows, col)};
}

const struct err *
db_copy_to(struct db *db, struct arena *mem, const char *path,
           bool (*tell)(void *, int64_t done, int64_t total), void *tell_arg)
{
    struct db_tx tx;
    const struct err *err = db_read_begin(db, mem, &tx);

    if (err)
        return err;
    err = db->driver->copy_to(mem, tx.conn, path, tell, tell_arg);
    db_read_end(&tx);
    return err;
}
