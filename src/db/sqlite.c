/* The SQLite driver: one file, WAL, synchronous=FULL.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/sqlite_conn.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* Frames in the write-ahead log after which it is copied into the file. */
#define CHECKPOINT_PAGES 4000

/* Reads come from the mapped file; caches only hold what the log has. */
#define PRAGMAS                    \
    "PRAGMA busy_timeout = 5000;"  \
    "PRAGMA foreign_keys = ON;"    \
    "PRAGMA cell_size_check = ON;" \
    "PRAGMA temp_store = MEMORY;"  \
    "PRAGMA mmap_size = 1073741824;"

#define PRAGMAS_READ "PRAGMA query_only = ON; PRAGMA cache_size = -512;"

/* A server's readers take each page anew from the mapped file after a commit:
 * looking through all its cells each time was a third of a page's cost. The
 * writer looks, and so does whoever opens a store only to read it. */
#define PRAGMAS_SERVE "PRAGMA cell_size_check = OFF;"

/* Within a transaction that writes, SQLite does not keep what it reads from the
 * mapped file: each read would set up its pages anew and look through all their
 * cells. From the cache a page is looked through once. A transaction that
 * changes more pages than the cache holds writes them to the log early, and
 * some of them again: not before it has changed 16 MiB. */
#define PRAGMAS_WRITE                       \
    "PRAGMA mmap_size = 0;"                 \
    "PRAGMA journal_mode = WAL;"            \
    "PRAGMA synchronous = FULL;"            \
    "PRAGMA wal_autocheckpoint = 0;"        \
    "PRAGMA journal_size_limit = 67108864;" \
    "PRAGMA cache_size = -8192;"            \
    "PRAGMA cache_spill = 4096;"

/* A migration may rebuild tables: sqlite_check_schema looks at the end. */
#define PRAGMAS_MIGRATE "PRAGMA foreign_keys = OFF;"

static const char *const control_sql[DB_CONTROL_COUNT] = {
    [DB_BEGIN_READ] = "BEGIN",
    [DB_BEGIN_BATCH] = "BEGIN IMMEDIATE",
    [DB_BEGIN_SINGLE] = "BEGIN IMMEDIATE",
    [DB_SAVE] = "SAVEPOINT one",
    [DB_RELEASE] = "RELEASE one",
    [DB_UNDO] = "ROLLBACK TO one",
    [DB_COMMIT] = "COMMIT",
    [DB_ROLLBACK] = "ROLLBACK",
};

static struct sqlite_conn *
conn_of(struct db_conn *conn)
{
    return (struct sqlite_conn *)(void *)conn;
}

/* --- errors --- */

static enum err_kind
kind_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT:
        return CONFLICT;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_INTERRUPT:
    case SQLITE_PROTOCOL:
        return UNAVAILABLE;
    default: /* SQLite's list, not ours: it may grow */
        return INTERNAL;
    }
}

/* What SQLite says names tables, columns and constraints, never values. */
const struct err *
sqlite_err(struct arena *mem, struct sqlite_conn *c, int rc, const char *what)
{
    const char *says = c->handle ? sqlite3_errmsg(c->handle)
                                 : sqlite3_errstr(rc);

    return err_new(mem,
                   &(struct err){
                       .kind = kind_of(rc),
                       .where = what,
                       .detail = db_detail(mem, "%s: %s (%d)", what, says, rc),
                   });
}

/* --- open and close --- */

/* Without its statistics SQLite's memory has no lock that all threads share. */
static void
configure(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* too late: as it was */
}

/* The file belongs to its owner alone. Made only when it is absent: closing a
 * second handle to a file drops the locks of the first. */
static void
make_file(const char *path)
{
    int fd;

    if (access(path, F_OK) == 0)
        return;
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        (void)close(fd); /* when it fails, sqlite3_open says why */
}

static int
on_commit(void *arg, sqlite3 *handle, const char *database, int pages)
{
    struct sqlite_conn *c = arg;

    (void)handle;
    (void)database;
    c->wal_pages = pages;
    return SQLITE_OK;
}

static int
set_up(struct sqlite_conn *c, bool read_only)
{
    int rc;

    (void)sqlite3_extended_result_codes(c->handle, 1);
    rc = sqlite_guard(c);
    if (rc == SQLITE_OK)
        rc = sqlite_collation(c->handle);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->handle, PRAGMAS, NULL, NULL, NULL);
    if (rc == SQLITE_OK && (c->mode == DB_MODE_READ || read_only))
        rc = sqlite3_exec(c->handle, PRAGMAS_READ, NULL, NULL, NULL);
    else if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->handle, PRAGMAS_WRITE, NULL, NULL, NULL);
    if (rc == SQLITE_OK && c->mode == DB_MODE_READ && !read_only)
        rc = sqlite3_exec(c->handle, PRAGMAS_SERVE, NULL, NULL, NULL);
    for (int i = 0; rc == SQLITE_OK && i < DB_CONTROL_COUNT; i++)
        rc = sqlite3_prepare_v3(c->handle, control_sql[i], -1,
                                SQLITE_PREPARE_PERSISTENT, &c->control[i],
                                NULL);
    if (rc == SQLITE_OK && c->mode == DB_MODE_MIGRATE)
        rc = sqlite3_exec(c->handle, PRAGMAS_MIGRATE, NULL, NULL, NULL);
    (void)sqlite3_wal_hook(c->handle, on_commit, c);
    c->guarded = true;
    return rc;
}

static void
sqlite_close(struct db_conn *conn)
{
    struct sqlite_conn *c = conn_of(conn);

    sqlite_close_cursors(&c->base);
    sqlite_drop_slots(c);
    for (int i = 0; i < DB_CONTROL_COUNT; i++)
        sqlite3_finalize(c->control[i]);
    (void)sqlite3_close(c->handle);
    free(c);
}

static const struct err *
sqlite_open(struct arena *mem, const struct db_conn_how *how,
            struct db_conn **out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct sqlite_conn *c = calloc(1, sizeof(*c));
    const struct err *err;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int rc;

    if (c == NULL)
        return ERR(mem, UNAVAILABLE, .detail = "no memory");
    (void)pthread_once(&once, configure);
    c->base.driver = &db_sqlite;
    c->base.index = how->index;
    c->mode = how->mode;
    c->slot = calloc(how->index->n_stmts + 1, sizeof(*c->slot));
    if (how->create)
        make_file(how->url);
    flags |= how->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    rc = sqlite3_open_v2(how->url, &c->handle, flags, NULL);
    if (rc == SQLITE_OK && !how->read_only &&
        sqlite3_db_readonly(c->handle, "main") == 1) {
        sqlite_close(&c->base); /* SQLite would let us in to read */
        return ERR(mem, UNAVAILABLE,
                   .detail = "open: the database file cannot be written: look "
                             "at its mode and its owner");
    }
    if (rc == SQLITE_OK)
        rc = c->slot ? set_up(c, how->read_only) : SQLITE_NOMEM;
    if (rc == SQLITE_OK) {
        *out = &c->base;
        return NULL;
    }
    err = sqlite_err(mem, c, rc, "open");
    sqlite_close(&c->base);
    return err;
}

/* --- transactions --- */

static const struct err *
sqlite_ready(struct arena *mem, struct db_conn *conn)
{
    (void)mem;
    (void)conn;
    return NULL; /* a file does not hang up */
}

static int
control_step(struct sqlite_conn *c, enum db_control what)
{
    int rc = sqlite3_step(c->control[what]);

    (void)sqlite3_reset(c->control[what]); /* repeats the step's error */
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static bool
sqlite_in_tx(struct db_conn *conn)
{
    return !sqlite3_get_autocommit(conn_of(conn)->handle);
}

static void
sqlite_abandon(struct db_conn *conn)
{
    struct sqlite_conn *c = conn_of(conn);

    sqlite_close_cursors(&c->base);
    if (sqlite_in_tx(conn))
        (void)control_step(c, DB_ROLLBACK); /* can only fail without one */
}

/* Grows when another connection has changed the store. */
static unsigned
version_seen(struct sqlite_conn *c)
{
    unsigned version = 0;

    (void)sqlite3_file_control(c->handle, "main", SQLITE_FCNTL_DATA_VERSION,
                               &version);
    return version;
}

static const struct err *
sqlite_begin_anew(struct arena *mem, struct db_conn *conn)
{
    struct sqlite_conn *c = conn_of(conn);
    unsigned version = version_seen(c);
    int rc;

    sqlite_abandon(conn);
    rc = control_step(c, DB_BEGIN_BATCH);
    if (rc != SQLITE_OK)
        return sqlite_err(mem, c, rc, "begin anew");
    if (version_seen(c) != version)
        return ERR(mem, UNAVAILABLE, .detail = "somebody else wrote");
    return NULL;
}

/* After a COMMIT that failed in its fsync the log may hold the whole batch, its
 * last frame included, though SQLite has forgotten it: a process that starts
 * after a crash would find it and take it for committed. So the place is
 * written over at once, without waiting for the disk. False: that failed as
 * well. */
static bool
overwrite_tail(struct sqlite_conn *c)
{
    int rc;

    c->guarded = false;
    rc = sqlite3_exec(c->handle,
                      "PRAGMA synchronous = OFF;"
                      "UPDATE schema_fact SET value = value + 1"
                      " WHERE name = 'failed_commits';",
                      NULL, NULL, NULL);
    if (sqlite3_exec(c->handle, "PRAGMA synchronous = FULL", NULL, NULL,
                     NULL) != SQLITE_OK)
        rc = SQLITE_ERROR;
    c->guarded = true;
    return rc == SQLITE_OK;
}

static const struct err *
commit(struct arena *mem, struct sqlite_conn *c)
{
    int rc = control_step(c, DB_COMMIT);
    const struct err *err = NULL;

    if (rc == SQLITE_OK)
        return NULL;
    err = sqlite_err(mem, c, rc, "commit");
    sqlite_abandon(&c->base);
    if ((rc & 0xff) == SQLITE_IOERR && !overwrite_tail(c))
        return ERR(mem, UNCERTAIN, .detail = err->detail);
    return ERR(mem, UNAVAILABLE, .detail = err->detail);
}

static const struct err *
sqlite_control(struct arena *mem, struct db_conn *conn, enum db_control what)
{
    struct sqlite_conn *c = conn_of(conn);
    int rc;

    if (what == DB_COMMIT)
        return commit(mem, c);
    if (what == DB_UNDO || what == DB_ROLLBACK)
        sqlite_close_cursors(&c->base);
    rc = control_step(c, what);
    if (rc == SQLITE_OK && what == DB_UNDO)
        rc = control_step(c, DB_RELEASE);
    return rc == SQLITE_OK ? NULL : sqlite_err(mem, c, rc, control_sql[what]);
}

static const struct err *
sqlite_script(struct arena *mem, struct db_conn *conn, const char *sql)
{
    struct sqlite_conn *c = conn_of(conn);
    int rc = sqlite3_exec(c->handle, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK ? NULL : sqlite_err(mem, c, rc, "script");
}

/* Readers that are still in the log keep a part of it; next time, then. */
static void
sqlite_tidy(struct db_conn *conn)
{
    struct sqlite_conn *c = conn_of(conn);

    if (c->wal_pages < CHECKPOINT_PAGES)
        return;
    c->wal_pages = 0;
    (void)sqlite3_wal_checkpoint_v2(c->handle, NULL, SQLITE_CHECKPOINT_PASSIVE,
                                    NULL, NULL);
}

/* Freed cells are written over (secure_delete), but a page that was rebuilt may
 * keep an old cell in its gap: VACUUM writes every page from its rows. Its copy
 * is a file that has no name. */
static const struct err *
sqlite_shred(struct arena *mem, struct db_conn *conn, const char *const *table,
             size_t n)
{
    struct sqlite_conn *c = conn_of(conn);
    int left = 0;
    int rc;

    (void)table; /* all of them */
    (void)n;
    c->guarded = false;
    rc = sqlite3_exec(c->handle, "PRAGMA temp_store = FILE; VACUUM", NULL, NULL,
                      NULL);
    if (sqlite3_exec(c->handle, "PRAGMA temp_store = MEMORY", NULL, NULL,
                     NULL) != SQLITE_OK &&
        rc == SQLITE_OK)
        rc = SQLITE_ERROR;
    c->guarded = true;
    if (rc == SQLITE_OK)
        rc = sqlite3_wal_checkpoint_v2(c->handle, NULL,
                                       SQLITE_CHECKPOINT_TRUNCATE, &left, NULL);
    if (rc == SQLITE_OK && left != 0)
        rc = SQLITE_BUSY;
    return rc == SQLITE_OK ? NULL : sqlite_err(mem, c, rc, "shred");
}

const struct db_driver db_sqlite = {
    .name = "sqlite",
    .suffix = "sqlite.sql",
    .writes_share = true,
    .open = sqlite_open,
    .close = sqlite_close,
    .ready = sqlite_ready,
    .prepare = sqlite_prepare,
    .is_proved = sqlite_is_proved,
    .keep_proof = sqlite_keep_proof,
    .script = sqlite_script,
    .control = sqlite_control,
    .close_cursors = sqlite_close_cursors,
    .abandon = sqlite_abandon,
    .in_tx = sqlite_in_tx,
    .begin_anew = sqlite_begin_anew,
    .tidy = sqlite_tidy,
    .shred = sqlite_shred,
    .run = sqlite_run,
    .query = sqlite_query,
    .next = sqlite_next,
    .rows_close = sqlite_rows_close,
    .is_null = sqlite_is_null,
    .get_int = sqlite_get_int,
    .get_text = sqlite_get_text,
    .get_blob = sqlite_get_blob,
    .copy_to = sqlite_copy_to,
    .has_schema = sqlite_has_schema,
    .check_schema = sqlite_check_schema,
    .after_migration = sqlite_after_migration,
    .before_migration = sqlite_before_migration,
};
