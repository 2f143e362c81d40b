/* The store seam: one interface, two drivers (SQLite file, PostgreSQL).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_DB_H
#define HELHET_DB_DB_H

#include "base/err.h"
#include "base/id.h"

struct db;      /* an open store: its connections, statements, group commit */
struct db_conn; /* one connection of a driver */

/* A statement: "feature.verb", and SQL text with $1..$n that both databases
 * accept; $0 is db_tx.given. Statements live in closed arrays in store.c files.
 */
struct db_stmt {
    const char *name;
    const char *sql;
};
struct db_set {
    const struct db_stmt *stmt;
    size_t n;
};

struct db_options {
    const char *url;           /* a file path, or postgresql://... */
    const struct db_set *sets; /* every statement of the program */
    size_t n_sets;
    unsigned readers; /* read connections, one for each worker */
    bool create;      /* make the file when absent */
    bool read_only;   /* verify, and other commands that only look */
};

/* Opens and prepares every statement against the real schema on the read and
 * the write connection. The schema must be current: see db_migrate. Errors:
 * UNAVAILABLE (cannot open), INTERNAL (schema too old or too new, a statement
 * that does not prepare: detail names it). */
const struct err *db_open(struct arena *mem, const struct db_options *opt,
                          struct db **out) MUST_CHECK;
/* Waits for the batch under way, closes all. NULL is allowed. */
void db_close(struct db *db);
/* "sqlite" or "postgresql". */
const char *db_driver_name(const struct db *db);

/* Runs the embedded sql/NNNN_*.sql that the store does not have, each in its
 * own transaction (with NNNN_*.sqlite.sql or .pg.sql after the shared one);
 * *out_applied counts them. Errors: INTERNAL: the store is newer than this
 * binary (detail says both numbers), or a migration failed. */
const struct err *db_migrate(struct arena *mem, const char *url,
                             int *out_applied) MUST_CHECK;

/* --- a transaction --- */
struct db_guard;
struct db_tx {
    struct arena *mem; /* what is read lands here */
    struct db *db;
    struct db_conn *conn;
    struct db_guard *guard; /* undoes it when mem is dropped while it is open */
    /* $0: what every statement of the transaction that only reads may ask for
     * beside its parameters. One that names it fails where it was not set. */
    struct str given;
    bool writing;
    bool open;
};
/* After a statement has failed, the only thing left to do in its transaction is
 * to end it without keeping: PostgreSQL refuses all else, so SQLite is not
 * asked either. An arena that is reset or freed undoes what is open in it. */

/* A snapshot on one of the read connections (waits for a free one). */
const struct err *db_read_begin(struct db *db, struct arena *mem,
                                struct db_tx *tx) MUST_CHECK;
void db_read_end(struct db_tx *tx);

/* Takes the writer's turn: a part of the open batch (SQLite), an own
 * SERIALIZABLE transaction (PostgreSQL). Between begin and end no other thread
 * of the process writes. Errors: UNAVAILABLE. */
const struct err *db_write_begin(struct db *db, struct arena *mem,
                                 struct db_tx *tx) MUST_CHECK;
/* keep: releases the turn and returns when the write is durable (after the
 * COMMIT of its batch). Otherwise undoes what was done since begin. Errors:
 * CONFLICT with retry (serialization: db_err_is_retry), UNAVAILABLE (nothing
 * was kept: disk full, fsync failed), UNCERTAIN (connection lost at COMMIT). */
const struct err *db_write_end(struct db_tx *tx, bool keep) MUST_CHECK;
bool db_err_is_retry(const struct err *e);

/* Hands `fn(tx, item)` to the next batch and returns when that is durable: how
 * a reading call gets its audit row written without taking a turn. Items of a
 * batch run in order of arrival; one that fails undoes itself alone. An item
 * may be run a second time when what the first run wrote was undone (db_undone
 * has grown). It runs on any thread, with tx->mem for its short life; its error
 * comes back without message arguments. */
typedef const struct err *(*db_batch_fn)(struct db_tx *tx, void *item);
const struct err *db_batch(struct db *db, struct arena *mem, db_batch_fn fn,
                           void *item) MUST_CHECK;
/* A whole write, kept when `fn` gives no error: reads, decides, writes. Many at
 * once are run by one thread after the other (SQLite: as items of the batch, by
 * its leader), which is quicker than each taking the turn on its own thread.
 * tx->mem is `mem`, so what `fn` leaves there is the caller's, its error too.
 * `fn` may run on another thread and more than once: it changes nothing but
 * the store, `mem` and `item`, and begins anew each time. Errors: of
 * db_write_begin, db_write_end, `fn`. */
const struct err *db_write(struct db *db, struct arena *mem, db_batch_fn fn,
                           void *item) MUST_CHECK;
/* Grows whenever something that was written got undone: caches of what stands
 * in the store (the audit chain's head) look here. Read it inside a turn. */
uint64_t db_undone(const struct db *db);

/* Named points where tests kill or fail the process (HELHET_CRASH_AT=name):
 * before-commit, after-commit. Compiled in always, active only when set. */
void db_crash_point(const char *name);

/* Online copy of the whole store into a new file `path` (SQLite's backup API;
 * on PostgreSQL an INTERNAL error that names pg_dump). Reports progress through
 * `tell` (may be NULL), which may return false to cancel. */
const struct err *db_copy_to(struct db *db, struct arena *mem, const char *path,
                             bool (*tell)(void *, int64_t done, int64_t total),
                             void *tell_arg) MUST_CHECK;

/* Writes the store's own files anew, so that nothing that was overwritten or
 * deleted in the `n` tables is left in them: free space of pages, the log.
 * Waits for the writer's turn and keeps it meanwhile. PostgreSQL's log, its
 * archives and its replicas are not reached. Errors: UNAVAILABLE (in use: again
 * later), INTERNAL. */
const struct err *db_shred(struct db *db, struct arena *mem,
                           const char *const *table, size_t n) MUST_CHECK;

/* --- values --- */
enum db_kind { DB_NULL, DB_INT, DB_TEXT, DB_BLOB, DB_DATE };
struct db_val {
    enum db_kind kind;
    int64_t i; /* DB_INT; DB_DATE: days, bound as the text YYYY-MM-DD */
    struct str s;
};
struct db_val db_int(int64_t v);
struct db_val db_id(int64_t v);      /* 0 becomes NULL */
struct db_val db_text(struct str s); /* empty stays the empty text */
struct db_val db_text_or_null(struct str s);
struct db_val db_cz(const char *s);      /* NULL becomes NULL */
struct db_val db_blob(struct str s);     /* {NULL, 0} becomes NULL */
struct db_val db_date(struct date d);    /* DATE_NONE becomes NULL */
struct db_val db_time(struct instant t); /* {0} becomes NULL */
struct db_val db_null(void);

/* db_run(tx, &sql[X], DB_ARGS(db_int(1), db_text(s)), &n) */
#define DB_ARGS(...)                      \
    (const struct db_val[]){__VA_ARGS__}, \
        (sizeof((const struct db_val[]){__VA_ARGS__}) / sizeof(struct db_val))
#define DB_NO_ARGS NULL, 0

/* Runs a statement without rows; *out_changed (may be NULL) gets the number of
 * rows changed. Errors: CONFLICT (unique or foreign key, check, trigger:
 * detail names the constraint), UNAVAILABLE, INTERNAL. */
const struct err *db_run(struct db_tx *tx, const struct db_stmt *stmt,
                         const struct db_val *arg, size_t n_arg,
                         int64_t *out_changed) MUST_CHECK;

/* Rows, one at a time. Values are copied into tx->mem by the getters. */
struct db_rows {
    struct db_tx *tx;
    const struct db_stmt *stmt;
    void *cursor;          /* the driver's */
    const struct err *err; /* set when stepping failed: look after the loop */
};
const struct err *db_query(struct db_tx *tx, const struct db_stmt *stmt,
                           const struct db_val *arg, size_t n_arg,
                           struct db_rows *out) MUST_CHECK;
/* Steps to the next row. False at the end or on an error (rows->err); then the
 * cursor is closed. A loop that stops early calls db_rows_close. */
bool db_next(struct db_rows *rows);
void db_rows_close(struct db_rows *rows);
/* First row or none: *found says; the row stays readable until db_rows_close.
 * For statements that give one row at most. */
const struct err *db_first(struct db_tx *tx, const struct db_stmt *stmt,
                           const struct db_val *arg, size_t n_arg,
                           struct db_rows *out, bool *found) MUST_CHECK;

bool db_is_null(const struct db_rows *rows, int col);
int64_t db_get_int(const struct db_rows *rows, int col);     /* NULL: 0 */
struct str db_get_text(const struct db_rows *rows, int col); /* NULL: empty */
struct str db_get_blob(const struct db_rows *rows, int col);
struct date db_get_date(const struct db_rows *rows, int col); /* NULL: none */
struct instant db_get_time(const struct db_rows *rows, int col);

/* --- a row macro: columns once, for SELECT and for the reader ---
 * #define UNIT_ROW(FIRST, COL) FIRST(id, id) COL(name, text) COL(state, enum)
 * "SELECT " DB_COLUMNS(UNIT_ROW) " FROM unit WHERE id = $1"
 * static void unit_read(const struct db_rows *rows, struct unit *out)
 * { int col = 0; DB_READ(UNIT_ROW); }      uses the names rows, col, out
 * With a table alias: DB_COLUMNS_OF(UNIT_ROW_U) where the macro's names carry
 * it are written out by hand in the SELECT, in the row's order. */
#define DB_COL_FIRST_(name, type) #name
#define DB_COL_NEXT_(name, type)  ", " #name
#define DB_COLUMNS(ROW)           ROW(DB_COL_FIRST_, DB_COL_NEXT_)
#define DB_READ_ONE_(name, type)  db_read_##type(rows, col++, &out->name);
#define DB_READ(ROW)              ROW(DB_READ_ONE_, DB_READ_ONE_)
#define db_read_id(rows, col, p)  ((void)((p)->v = db_get_int((rows), (col))))
#define db_read_i64(rows, col, p) ((void)(*(p) = db_get_int((rows), (col))))
#define db_read_i32(rows, col, p) \
    ((void)(*(p) = (int32_t)db_get_int((rows), (col))))
#define db_read_flag(rows, col, p) \
    ((void)(*(p) = db_get_int((rows), (col)) != 0))
#define db_read_enum(rows, col, p) \
    ((void)(*(p) = (unsigned)db_get_int((rows), (col))))
#define db_read_text(rows, col, p) ((void)(*(p) = db_get_text((rows), (col))))
#define db_read_blob(rows, col, p) ((void)(*(p) = db_get_blob((rows), (col))))
#define db_read_date(rows, col, p) ((void)(*(p) = db_get_date((rows), (col))))
#define db_read_time(rows, col, p) ((void)(*(p) = db_get_time((rows), (col))))

#endif
