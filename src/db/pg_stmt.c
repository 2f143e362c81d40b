/* PostgreSQL: prepared statements, parameters, rows.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/pg_conn.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

/* A result, whole in libpq's memory. In the caller's arena, and in the
 * connection's list until it is closed. */
struct pg_cursor {
    struct pg_cursor *next;
    PGresult *res;
    int row; /* -1: before the first */
};

static struct pg_conn *
conn_of(const struct db_tx *tx)
{
    return (struct pg_conn *)(void *)tx->conn;
}

/* --- preparing --- */

#define NAME_BYTES 24

static void
name_of(size_t number, char out[NAME_BYTES])
{
    (void)snprintf(out, NAME_BYTES, "s%zu", number);
}

/* The highest parameter that the text names. */
static int
params_of(const char *sql)
{
    long n = 0;

    for (; *sql != '\0'; sql++) {
        long i = *sql == '$' ? strtol(sql + 1, NULL, 10) : 0;

        n = i > n ? i : n;
    }
    return (int)n;
}

/* PostgreSQL counts from $1: where $0 is named it becomes the one after the
 * last. *out is its number, 0 where it is not named. */
static const char *
number_given(struct arena *mem, const char *sql, int *out)
{
    struct buf b;
    const char *at = strstr(sql, "$0");

    *out = 0;
    if (at == NULL)
        return sql;
    *out = params_of(sql) + 1;
    buf_init(&b, mem);
    for (; at != NULL; sql = at + 2, at = strstr(sql, "$0"))
        buf_fmt(&b, "%.*s$%d", (int)(at - sql), sql, *out);
    buf_cz(&b, sql);
    return str_cz(mem, buf_done(&b));
}

/* The statement is known to hold no values, so its message may be told. */
const struct err *
pg_prepare(struct arena *mem, struct db_conn *conn, const struct db_stmt *stmt)
{
    struct pg_conn *c = (struct pg_conn *)(void *)conn;
    size_t i = db_index_of(conn->index, stmt);
    char name[NAME_BYTES];
    const char *says;
    const char *text;
    const struct err *err;
    PGresult *res;
    int given = 0;

    if (i == conn->index->n_stmts)
        return ERR(mem, INTERNAL,
                   .detail = db_detail(mem, "%s: in no list of statements",
                                       stmt->name));
    if (c->prepared[i].done)
        return NULL;
    name_of(i, name);
    text = number_given(mem, stmt->sql, &given);
    ASSERT(given <= PG_PARAMS_MAX);
    c->prepared[i].given = (unsigned char)given;
    res = PQprepare(c->handle, name, text, 0, NULL);
    c->prepared[i].done = PQresultStatus(res) == PGRES_COMMAND_OK;
    if (c->prepared[i].done) {
        PQclear(res);
        return NULL;
    }
    says = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    says = db_detail(mem, "%s: %s", stmt->name, says ? says : "not prepared");
    err = pg_err(mem, c, res, stmt->name);
    return db_err_is_retry(err) ? err : ERR(mem, err->kind, .detail = says);
}

/* --- running --- */

struct params {
    const char *value[PG_PARAMS_MAX];
    int bytes[PG_PARAMS_MAX];
    int binary[PG_PARAMS_MAX];
    char text[PG_PARAMS_MAX][24]; /* of numbers and dates */
};

/* Numbers and dates as text; text and bytes as they are, with their length. */
static void
param_set(struct params *p, size_t i, const struct db_val *v)
{
    p->value[i] = p->text[i];
    p->bytes[i] = 0;
    p->binary[i] = 0;
    switch (v->kind) {
    case DB_NULL:
        p->value[i] = NULL;
        return;
    case DB_INT:
        (void)snprintf(p->text[i], sizeof(p->text[i]), "%lld", (long long)v->i);
        return;
    case DB_DATE:
        db_date_text(v, p->text[i]);
        return;
    case DB_TEXT:
    case DB_BLOB:
        p->value[i] = v->s.p ? v->s.p : "";
        p->bytes[i] = (int)v->s.n;
        p->binary[i] = 1;
        return;
    }
}

static const struct err *
execute(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
        size_t n_arg, PGresult **out)
{
    struct pg_conn *c = conn_of(tx);
    struct params p;
    char name[NAME_BYTES];
    size_t i = db_index_of(tx->conn->index, stmt);
    size_t given;
    const struct err *err;
    ExecStatusType status;

    if (n_arg >= PG_PARAMS_MAX)
        return ERR(tx->mem, INTERNAL, .detail = stmt->name);
    err = pg_prepare(tx->mem, tx->conn, stmt);
    if (err)
        return err;
    given = c->prepared[i].given;
    if (given != 0 && (tx->given.n == 0 || n_arg + 1 != given))
        return db_not_given(tx->mem, stmt);
    for (size_t k = 0; k < n_arg; k++)
        param_set(&p, k, &arg[k]);
    if (given != 0)
        param_set(&p, n_arg++,
                  &(struct db_val){.kind = DB_TEXT, .s = tx->given});
    name_of(i, name);
    *out = PQexecPrepared(c->handle, name, (int)n_arg, p.value, p.bytes,
                          p.binary, 0);
    status = PQresultStatus(*out);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return NULL;
    return pg_err(tx->mem, c, *out, stmt->name);
}

const struct err *
pg_run(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
       size_t n_arg, int64_t *out_changed)
{
    PGresult *res = NULL;
    const struct err *err = execute(tx, stmt, arg, n_arg, &res);

    if (err)
        return err;
    if (out_changed != NULL &&
        !str_to_i64(str_of(PQcmdTuples(res)), out_changed))
        *out_changed = 0;
    PQclear(res);
    return NULL;
}

const struct err *
pg_query(struct db_tx *tx, const struct db_stmt *stmt, const struct db_val *arg,
         size_t n_arg, struct db_rows *out)
{
    struct pg_conn *c = conn_of(tx);
    struct pg_cursor *cur = ARENA_NEW(tx->mem, struct pg_cursor);
    const struct err *err = execute(tx, stmt, arg, n_arg, &cur->res);

    if (err)
        return err;
    cur->row = -1;
    cur->next = c->open;
    c->open = cur;
    *out = (struct db_rows){.tx = tx, .stmt = stmt, .cursor = cur};
    return NULL;
}

static void
cursor_close(struct pg_conn *c, struct pg_cursor *cur)
{
    struct pg_cursor **at = &c->open;

    while (*at != NULL && *at != cur)
        at = &(*at)->next;
    if (*at == NULL)
        return;
    *at = cur->next;
    PQclear(cur->res);
    cur->res = NULL;
}

void
pg_close_cursors(struct db_conn *conn)
{
    struct pg_conn *c = (struct pg_conn *)(void *)conn;

    while (c->open != NULL)
        cursor_close(c, c->open);
}

bool
pg_next(struct db_rows *rows)
{
    struct pg_cursor *cur = rows->cursor;

    if (cur->res != NULL && cur->row + 1 < PQntuples(cur->res)) {
        cur->row++;
        return true;
    }
    pg_rows_close(rows);
    return false;
}

void
pg_rows_close(struct db_rows *rows)
{
    if (rows->cursor != NULL)
        cursor_close(conn_of(rows->tx), rows->cursor);
    rows->cursor = NULL;
}

/* --- columns --- */

/* The text of a value; false when it is NULL or there is no row. */
static bool
value_of(const struct db_rows *rows, int col, struct str *out)
{
    const struct pg_cursor *cur = rows->cursor;

    if (cur == NULL || cur->res == NULL || cur->row < 0 ||
        PQgetisnull(cur->res, cur->row, col))
        return false;
    *out = (struct str){PQgetvalue(cur->res, cur->row, col),
                        (size_t)PQgetlength(cur->res, cur->row, col)};
    return true;
}

bool
pg_is_null(const struct db_rows *rows, int col)
{
    struct str s;

    return !value_of(rows, col, &s);
}

int64_t
pg_get_int(const struct db_rows *rows, int col)
{
    struct str s;

    /* A sum of integers is a NUMERIC: digits as well. */
    return value_of(rows, col, &s) ? strtoll(s.p, NULL, 10) : 0;
}

struct str
pg_get_text(const struct db_rows *rows, int col)
{
    struct str s;

    if (!value_of(rows, col, &s))
        return STR_NONE;
    return s.n > 0 ? str_copy(rows->tx->mem, s) : (struct str){"", 0};
}

static unsigned
hex_digit(char c)
{
    return (unsigned)(c >= 'a' ? c - 'a' + 10 : c - '0');
}

/* A bytea is sent as \x and two digits for each byte. */
struct str
pg_get_blob(const struct db_rows *rows, int col)
{
    struct str s;
    char *p;
    size_t n;

    if (!value_of(rows, col, &s))
        return STR_NONE;
    if (!str_starts(s, STR("\\x")))
        return pg_get_text(rows, col);
    n = (s.n - 2) / 2;
    if (n == 0)
        return (struct str){"", 0};
    p = arena_alloc(rows->tx->mem, n);
    for (size_t i = 0; i < n; i++)
        p[i] = (char)(hex_digit(s.p[2 + 2 * i]) << 4 |
                      hex_digit(s.p[3 + 2 * i]));
    return (struct str){p, n};
}
