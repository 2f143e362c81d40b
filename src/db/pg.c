/* The PostgreSQL driver: connections, errors, transactions.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/pg_conn.h"

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

/* While nobody is there, callers in a row shall not wait for it one by one. */
#define RETRY_US 500000

/* One number for all Helhet processes that migrate the same database. */
#define MIGRATION_LOCK "SELECT pg_advisory_lock(4843201)"

static const char *const control_sql[DB_CONTROL_COUNT] = {
    [DB_BEGIN_READ] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    [DB_BEGIN_BATCH] = "BEGIN ISOLATION LEVEL READ COMMITTED",
    [DB_BEGIN_SINGLE] = "BEGIN ISOLATION LEVEL SERIALIZABLE",
    [DB_SAVE] = "SAVEPOINT one",
    [DB_RELEASE] = "RELEASE SAVEPOINT one",
    [DB_UNDO] = "ROLLBACK TO SAVEPOINT one; RELEASE SAVEPOINT one",
    [DB_COMMIT] = "COMMIT",
    [DB_ROLLBACK] = "ROLLBACK",
};

static struct pg_conn *
conn_of(struct db_conn *conn)
{
    return (struct pg_conn *)(void *)conn;
}

/* --- errors --- */

static bool
starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool
is_retry(const char *state)
{
    return strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0;
}

/* Classes of SQLSTATE. Source: PostgreSQL 15 manual, appendix A. */
static enum err_kind
kind_of(const char *state)
{
    if (is_retry(state) || starts(state, "23") || strcmp(state, "P0001") == 0)
        return CONFLICT; /* serialization, constraint, a trigger's refusal */
    if (strcmp(state, "08P01") == 0)
        return INTERNAL; /* wrong number of parameters */
    if (state[0] == '\0' || starts(state, "08") || starts(state, "53") ||
        starts(state, "57") || starts(state, "58") ||
        strcmp(state, "55P03") == 0 || strcmp(state, "25006") == 0)
        return UNAVAILABLE; /* connection, resources, operator, a standby */
    return INTERNAL;
}

static const char *
field(const PGresult *res, int code)
{
    const char *s = res != NULL ? PQresultErrorField(res, code) : NULL;

    return s != NULL ? s : "";
}

const struct err *
pg_err(struct arena *mem, struct pg_conn *c, PGresult *res, const char *what)
{
    char state[6] = "";
    char name[64] = "";
    enum err_kind kind;

    (void)snprintf(state, sizeof(state), "%s", field(res, PG_DIAG_SQLSTATE));
    (void)snprintf(name, sizeof(name), "%s",
                   field(res, PG_DIAG_CONSTRAINT_NAME));
    PQclear(res);
    kind = kind_of(state);
    if (PQstatus(c->handle) != CONNECTION_OK)
        kind = UNAVAILABLE;
    else if (state[0] == '\0')
        c->stale = true; /* libpq lost the server and has not noticed yet */
    else if (strcmp(state, "25006") == 0 && c->mode == DB_MODE_READ)
        kind = INTERNAL; /* we wrote where we said we would only read */
    else if (strcmp(state, "25006") == 0)
        c->stale = true;
    if (is_retry(state))
        return ERR(mem, CONFLICT, .detail = DB_RETRY_DETAIL);
    return err_new(mem,
                   &(struct err){
                       .kind = kind,
                       .where = what,
                       .detail = db_detail(mem, "%s: SQLSTATE %s %s", what,
                                           state[0] ? state : "none", name),
                   });
}

const struct err *
pg_command(struct arena *mem, struct pg_conn *c, const char *sql)
{
    PGresult *res = PQexec(c->handle, sql);
    ExecStatusType status = PQresultStatus(res);

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return pg_err(mem, c, res, sql);
    PQclear(res);
    return NULL;
}

/* --- open, close, connect again --- */

/* Notices (a table exists already, and so on) are not for anyone. */
static void
ignore_notice(void *arg, const PGresult *res)
{
    (void)arg;
    (void)res;
}

/* Settings of a fresh connection. A migration may take its time. */
static const struct err *
set_up(struct arena *mem, struct pg_conn *c)
{
    const struct err *err;

    memset(c->prepared, 0, c->base.index->n_stmts * sizeof(*c->prepared));
    (void)PQsetNoticeReceiver(c->handle, ignore_notice, NULL);
    err = pg_command(mem, c,
                     "SET client_encoding = 'UTF8';"
                     "SET timezone = 'UTC';"
                     "SET idle_in_transaction_session_timeout = '60s';"
                     "SET lock_timeout = '10s'");
    if (!err && c->mode == DB_MODE_MIGRATE)
        return pg_command(mem, c, MIGRATION_LOCK);
    if (!err)
        err = pg_command(mem, c, "SET statement_timeout = '30s'");
    if (!err && (c->mode == DB_MODE_READ || c->read_only))
        err = pg_command(mem, c, "SET default_transaction_read_only = on");
    return err;
}

static const struct err *
not_connected(struct arena *mem)
{
    /* libpq's text names hosts and users; the log of PostgreSQL has it. */
    return ERR(mem, UNAVAILABLE, .detail = "cannot connect to PostgreSQL");
}

/* The URL may name several hosts; we want the one that accepts writes. Each of
 * these is overridden by the same word in the URL. */
static PGconn *
connect_to(const char *url)
{
    static const char *const key[] = {"target_session_attrs",
                                      "connect_timeout",
                                      "tcp_user_timeout",
                                      "keepalives_idle",
                                      "application_name",
                                      "dbname",
                                      NULL};
    const char *const value[] = {"read-write", "5", "10000", "10",
                                 "helhet",     url, NULL};

    return PQconnectdbParams(key, value, 1);
}

static void
pg_close(struct db_conn *conn)
{
    struct pg_conn *c = conn_of(conn);

    pg_close_cursors(&c->base);
    PQfinish(c->handle);
    free(c->prepared);
    free(c);
}

static const struct err *
pg_open(struct arena *mem, const struct db_conn_how *how, struct db_conn **out)
{
    struct pg_conn *c = calloc(1, sizeof(*c));
    const struct err *err;

    if (c == NULL)
        return ERR(mem, UNAVAILABLE, .detail = "no memory");
    c->base.driver = &db_pg;
    c->base.index = how->index;
    c->mode = how->mode;
    c->read_only = how->read_only;
    c->prepared = calloc(how->index->n_stmts + 1, sizeof(*c->prepared));
    c->handle = c->prepared != NULL ? connect_to(how->url) : NULL;
    if (PQstatus(c->handle) != CONNECTION_OK)
        err = not_connected(mem);
    else
        err = set_up(mem, c);
    if (err)
        pg_close(&c->base);
    else
        *out = &c->base;
    return err;
}

static const struct err *
pg_ready(struct arena *mem, struct db_conn *conn)
{
    struct pg_conn *c = conn_of(conn);

    if (PQstatus(c->handle) == CONNECTION_OK && !c->stale)
        return NULL;
    if (clock_ticks_us() < c->retry_at)
        return not_connected(mem);
    PQreset(c->handle);
    if (PQstatus(c->handle) != CONNECTION_OK) {
        c->retry_at = clock_ticks_us() + RETRY_US;
        return not_connected(mem);
    }
    c->stale = false;
    return set_up(mem, c);
}

/* --- transactions --- */

static bool
pg_in_tx(struct db_conn *conn)
{
    PGTransactionStatusType t = PQtransactionStatus(conn_of(conn)->handle);

    return t == PQTRANS_INTRANS || t == PQTRANS_INERROR || t == PQTRANS_ACTIVE;
}

static void
pg_abandon(struct db_conn *conn)
{
    struct pg_conn *c = conn_of(conn);

    pg_close_cursors(&c->base);
    if (pg_in_tx(conn)) /* a failure shows in the connection's state */
        PQclear(PQexec(c->handle, "ROLLBACK"));
}

/* COMMIT of a failed transaction is answered by ROLLBACK, without an error. A
 * connection that is lost meanwhile leaves us without knowing. */
static const struct err *
commit(struct arena *mem, struct pg_conn *c)
{
    PGresult *res = PQexec(c->handle, "COMMIT");
    bool done = PQresultStatus(res) == PGRES_COMMAND_OK &&
                strcmp(PQcmdStatus(res), "COMMIT") == 0;
    const struct err *err;

    if (done) {
        PQclear(res);
        return NULL;
    }
    if (PQresultStatus(res) == PGRES_COMMAND_OK) {
        PQclear(res);
        return ERR(mem, UNAVAILABLE, .detail = "commit: rolled back");
    }
    err = pg_err(mem, c, res, "commit");
    if (PQstatus(c->handle) != CONNECTION_OK)
        return ERR(mem, UNCERTAIN, .detail = err->detail);
    pg_abandon(&c->base);
    return err;
}

static const struct err *
pg_control(struct arena *mem, struct db_conn *conn, enum db_control what)
{
    struct pg_conn *c = conn_of(conn);

    if (what == DB_COMMIT || what == DB_UNDO || what == DB_ROLLBACK)
        pg_close_cursors(&c->base);
    if (what == DB_COMMIT)
        return commit(mem, c);
    return pg_command(mem, c, control_sql[what]);
}

/* PostgreSQL keeps its own house. */
static void
pg_tidy(struct db_conn *conn)
{
    (void)conn;
}

/* VACUUM only warns where the table is another role's. */
static const struct err *
check_owner(struct arena *mem, struct pg_conn *c, const char *table)
{
    const char *const value[] = {table};
    PGresult *res = PQexecParams(c->handle,
                                 "SELECT pg_has_role(relowner, 'USAGE')"
                                 " FROM pg_class WHERE oid = $1::regclass",
                                 1, NULL, value, NULL, NULL, 0);
    bool own;

    if (PQresultStatus(res) != PGRES_TUPLES_OK)
        return pg_err(mem, c, res, "shred");
    own = PQntuples(res) == 1 && strcmp(PQgetvalue(res, 0, 0), "t") == 0;
    PQclear(res);
    return own ? NULL
               : ERR(mem, INTERNAL,
                     .detail = "shred: the table is another role's");
}

/* Old versions of rows stay in their pages: each table is written to a new
 * file, and the old file goes. */
static const struct err *
pg_shred(struct arena *mem, struct db_conn *conn, const char *const *table,
         size_t n)
{
    struct pg_conn *c = conn_of(conn);
    const struct err *err = pg_command(mem, c, "SET statement_timeout = 0");
    const struct err *back;

    if (err)
        return err;
    for (size_t i = 0; !err && i < n; i++) {
        err = check_owner(mem, c, table[i]);
        if (!err)
            err = pg_command(mem, c,
                             db_detail(mem, "VACUUM FULL %s", table[i]));
    }
    back = pg_command(mem, c, "SET statement_timeout = '30s'");
    return err ? err : back;
}

/* --- migrations and copies --- */

/* No parameters and no rows of ours: here the message helps and tells nothing
 * about anyone. */
static const struct err *
pg_script(struct arena *mem, struct db_conn *conn, const char *sql)
{
    struct pg_conn *c = conn_of(conn);
    PGresult *res = PQexec(c->handle, sql);
    const struct err *err;

    if (PQresultStatus(res) == PGRES_COMMAND_OK ||
        PQresultStatus(res) == PGRES_TUPLES_OK) {
        PQclear(res);
        return NULL;
    }
    err = ERR(mem, INTERNAL,
              .detail = db_detail(mem, "script: %s",
                                  field(res, PG_DIAG_MESSAGE_PRIMARY)));
    PQclear(res);
    return err;
}

static const struct err *
pg_has_schema(struct arena *mem, struct db_conn *conn, bool *out)
{
    struct pg_conn *c = conn_of(conn);
    PGresult *res = PQexec(c->handle,
                           "SELECT to_regclass('schema_version') IS NOT NULL");

    if (PQresultStatus(res) != PGRES_TUPLES_OK)
        return pg_err(mem, c, res, "has_schema");
    *out = PQgetvalue(res, 0, 0)[0] == 't';
    PQclear(res);
    return NULL;
}

/* A schema here has no counter: all is prepared at each start. */
static bool
pg_is_proved(struct db_conn *conn, int64_t mark)
{
    (void)conn;
    (void)mark;
    return false;
}

static void
pg_keep_proof(struct db_conn *conn, int64_t mark)
{
    (void)conn;
    (void)mark;
}

/* PostgreSQL checks its foreign keys itself, and warns about collations. */
static const struct err *
pg_nothing(struct arena *mem, struct db_conn *conn)
{
    (void)mem;
    (void)conn;
    return NULL;
}

/* Copies of a cluster are the operator's: docs say how. */
static const struct err *
pg_before_migration(struct arena *mem, struct db_conn *conn, const char *url,
                    int64_t from)
{
    (void)mem;
    (void)conn;
    (void)url;
    (void)from;
    return NULL;
}

static const struct err *
pg_copy_to(struct arena *mem, struct db_conn *conn, const char *path,
           bool (*tell)(void *, int64_t, int64_t), void *tell_arg)
{
    (void)conn;
    (void)path;
    (void)tell;
    (void)tell_arg;
    return ERR(mem, INTERNAL, .detail = "use pg_dump for PostgreSQL");
}

const struct db_driver db_pg = {
    .name = "postgresql",
    .suffix = "pg.sql",
    .writes_share = false,
    .open = pg_open,
    .close = pg_close,
    .ready = pg_ready,
    .prepare = pg_prepare,
    .is_proved = pg_is_proved,
    .keep_proof = pg_keep_proof,
    .script = pg_script,
    .control = pg_control,
    .close_cursors = pg_close_cursors,
    .abandon = pg_abandon,
    .in_tx = pg_in_tx,
    .tidy = pg_tidy,
    .shred = pg_shred,
    .run = pg_run,
    .query = pg_query,
    .next = pg_next,
    .rows_close = pg_rows_close,
    .is_null = pg_is_null,
    .get_int = pg_get_int,
    .get_text = pg_get_text,
    .get_blob = pg_get_blob,
    .copy_to = pg_copy_to,
    .has_schema = pg_has_schema,
    .check_schema = pg_nothing,
    .after_migration = pg_nothing,
    .before_migration = pg_before_migration,
};
