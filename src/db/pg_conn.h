/* The PostgreSQL driver's connection, shared by its files.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_PG_CONN_H
#define HELHET_DB_PG_CONN_H

#include "db/driver.h"

#include <libpq-fe.h>

#define PG_PARAMS_MAX 64

struct pg_prepared {
    bool done;
    unsigned char given; /* what $0 is numbered; 0: not named */
};

struct pg_conn {
    struct db_conn base;
    PGconn *handle;
    enum db_mode mode;
    bool read_only;
    bool stale;       /* the server has become a standby: look for the other */
    int64_t retry_at; /* no new attempt to connect before; clock_ticks_us */
    struct pg_prepared *prepared; /* by number; forgotten on reconnecting */
    struct pg_cursor *open;
};

/* An error of the connection, or of `res` when it is not NULL (then cleared).
 * What PostgreSQL says may quote values, so only its code and the names of
 * tables and constraints go into the detail. */
const struct err *pg_err(struct arena *mem, struct pg_conn *c, PGresult *res,
                         const char *what);
/* A command without rows. */
const struct err *pg_command(struct arena *mem, struct pg_conn *c,
                             const char *sql);
/* Statements and rows: pg_stmt.c; see struct db_driver. */
const struct err *pg_prepare(struct arena *mem, struct db_conn *conn,
                             const struct db_stmt *stmt);
const struct err *pg_run(struct db_tx *tx, const struct db_stmt *stmt,
                         const struct db_val *arg, size_t n_arg,
                         int64_t *out_changed);
const struct err *pg_query(struct db_tx *tx, const struct db_stmt *stmt,
                           const struct db_val *arg, size_t n_arg,
                           struct db_rows *out);
bool pg_next(struct db_rows *rows);
void pg_rows_close(struct db_rows *rows);
void pg_close_cursors(struct db_conn *conn);
bool pg_is_null(const struct db_rows *rows, int col);
int64_t pg_get_int(const struct db_rows *rows, int col);
struct str pg_get_text(const struct db_rows *rows, int col);
struct str pg_get_blob(const struct db_rows *rows, int col);

#endif
