/* The SQLite driver's connection, shared by its files.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_SQLITE_CONN_H
#define HELHET_DB_SQLITE_CONN_H

#include "db/driver.h"

#include <sqlite3.h>

#define SQLITE_PARAMS_MAX 64

/* A prepared statement of a connection. */
struct sqlite_slot {
    sqlite3_stmt *st;
    unsigned char *map; /* parameter $n is SQLite's number map[n - 1] */
    size_t n_params;
    bool writes;
    int given; /* SQLite's number of $0, 0: not named */
    bool busy;
};

struct sqlite_conn {
    struct db_conn base;
    sqlite3 *handle;
    enum db_mode mode;
    bool audit_insert; /* the statement being prepared inserts into audit */
    bool guarded;      /* set up is done, the authorizer judges */
    struct sqlite_slot *slot;
    struct sqlite_cursor *open;
    sqlite3_stmt *control[DB_CONTROL_COUNT + 1];
    int wal_pages; /* in the log after the last commit */
};

/* An error from the connection's last failure. */
const struct err *sqlite_err(struct arena *mem, struct sqlite_conn *c, int rc,
                             const char *what);
/* Sets the authorizer and what else keeps statements in their place. */
int sqlite_guard(struct sqlite_conn *c);
/* Makes COLLATE nb known: Norwegian order by ICU, ties by bytes. */
int sqlite_collation(sqlite3 *handle);
/* See struct db_driver. */
const struct err *sqlite_copy_to(struct arena *mem, struct db_conn *conn,
                                 const char *path,
                                 bool (*tell)(void *, int64_t, int64_t),
                                 void *tell_arg);
const struct err *sqlite_before_migration(struct arena *mem,
                                          struct db_conn *conn, const char *url,
                                          int64_t from);
const struct err *sqlite_has_schema(struct arena *mem, struct db_conn *conn,
                                    bool *out);
const struct err *sqlite_check_schema(struct arena *mem, struct db_conn *conn);
const struct err *sqlite_after_migration(struct arena *mem,
                                         struct db_conn *conn);
bool sqlite_is_proved(struct db_conn *conn, int64_t mark);
void sqlite_keep_proof(struct db_conn *conn, int64_t mark);
/* Rows and statements: sqlite_stmt.c. */
const struct err *sqlite_prepare(struct arena *mem, struct db_conn *conn,
                                 const struct db_stmt *stmt);
const struct err *sqlite_run(struct db_tx *tx, const struct db_stmt *stmt,
                             const struct db_val *arg, size_t n_arg,
                             int64_t *out_changed);
const struct err *sqlite_query(struct db_tx *tx, const struct db_stmt *stmt,
                               const struct db_val *arg, size_t n_arg,
                               struct db_rows *out);
bool sqlite_next(struct db_rows *rows);
void sqlite_rows_close(struct db_rows *rows);
void sqlite_drop_slots(struct sqlite_conn *c);
void sqlite_close_cursors(struct db_conn *conn);
bool sqlite_is_null(const struct db_rows *rows, int col);
int64_t sqlite_get_int(const struct db_rows *rows, int col);
struct str sqlite_get_text(const struct db_rows *rows, int col);
struct str sqlite_get_blob(const struct db_rows *rows, int col);

#endif
