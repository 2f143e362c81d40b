/* SQLite: prepared statements, parameters by number, rows.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/sqlite_conn.h"
#include "db/store.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A statement that is being read. In the caller's arena, and in the
 * connection's list until it is closed. */
struct sqlite_cursor {
    struct sqlite_cursor *next;
    struct sqlite_slot *slot;
    struct sqlite_slot own; /* when the cached one is being read already */
    bool row;               /* stands on a row */
};

static struct sqlite_conn *
conn_of(const struct db_tx *tx)
{
    return (struct sqlite_conn *)(void *)tx->conn;
}

/* --- preparing --- */

/* An INSERT OR REPLACE deletes what it replaces, without asking the
 * authorizer; so an audit table does not get one. */
static bool
says_replace(const char *sql)
{
    const size_t n = strlen("replace");

    for (; *sql != '\0'; sql++)
        if (strncasecmp(sql, "replace", n) == 0)
            return true;
    return false;
}

/* $3 is a name to SQLite, numbered in order of appearance: map[2] tells. */
static bool
map_params(struct sqlite_slot *slot)
{
    int n = sqlite3_bind_parameter_count(slot->st);

    slot->n_params = 0;
    if (n == 0)
        return true;
    slot->map = calloc(SQLITE_PARAMS_MAX, 1);
    if (slot->map == NULL || n > SQLITE_PARAMS_MAX)
        return false;
    for (int i = 1; i <= n; i++) {
        long number;
        const char *name = sqlite3_bind_parameter_name(slot->st, i);

        if (name != NULL && strcmp(name, "$0") == 0) {
            slot->given = i;
            if (!sqlite3_stmt_readonly(slot->st))
                return false; /* a write is noted without it: redo.h */
            continue;
        }
        number = name && name[0] == '$' ? strtol(name + 1, NULL, 10) : 0;
        if (number < 1 || number > SQLITE_PARAMS_MAX)
            return false;
        slot->map[number - 1] = (unsigned char)i;
        if ((size_t)number > slot->n_params)
            slot->n_params = (size_t)number;
    }
    return true;
}

static void
slot_drop(struct sqlite_slot *slot)
{
    sqlite3_finalize(slot->st);
    free(slot->map);
    *slot = (struct sqlite_slot){0};
}

static const struct err *
slot_fill(struct arena *mem, struct sqlite_conn *c, const struct db_stmt *stmt,
          unsigned flags, struct sqlite_slot *slot)
{
    const char *tail = "";
    int rc;

    c->audit_insert = false;
    rc = sqlite3_prepare_v3(c->handle, stmt->sql, -1, flags, &slot->st, &tail);
    if (rc != SQLITE_OK)
        return sqlite_err(mem, c, rc, stmt->name);
    if (slot->st == NULL || tail[0] != '\0' || !map_params(slot)) {
        slot_drop(slot);
        return ERR(mem, INTERNAL,
                   .detail = db_detail(mem,
                                       "%s: one statement, parameters $1..$n",
                                       stmt->name));
    }
    slot->writes = sqlite3_stmt_readonly(slot->st) == 0;
    if (c->audit_insert && says_replace(stmt->sql)) {
        slot_drop(slot);
        return ERR(mem, INTERNAL,
                   .detail = db_detail(mem, "%s: audit rows are never replaced",
                                       stmt->name));
    }
    return NULL;
}

const struct err *
sqlite_prepare(struct arena *mem, struct db_conn *conn,
               const struct db_stmt *stmt)
{
    struct sqlite_conn *c = (struct sqlite_conn *)(void *)conn;
    size_t i = db_index_of(conn->index, stmt);

    if (i == conn->index->n_stmts)
        return ERR(mem, INTERNAL,
                   .detail = db_detail(mem, "%s: in no list of statements",
                                       stmt->name));
    if (c->slot[i].st != NULL)
        return NULL;
    return slot_fill(mem, c, stmt, SQLITE_PREPARE_PERSISTENT, &c->slot[i]);
}

void
sqlite_drop_slots(struct sqlite_conn *c)
{
    for (size_t i = 0; c->slot != NULL && i < c->base.index->n_stmts; i++)
        slot_drop(&c->slot[i]);
    free(c->slot);
    c->slot = NULL;
}

/* --- parameters --- */

/* A date's text is put into `date`. The statement keeps no copy of a text: each
 * use of it begins with binding all its values. */
static int
bind_one(sqlite3_stmt *st, int i, const struct db_val *v, char *date)
{
    switch (v->kind) {
    case DB_NULL:
        return sqlite3_bind_null(st, i);
    case DB_INT:
        return sqlite3_bind_int64(st, i, v->i);
    case DB_TEXT:
        return sqlite3_bind_text64(st, i, v->s.p ? v->s.p : "", v->s.n,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case DB_BLOB:
        return sqlite3_bind_blob64(st, i, v->s.p, v->s.n, SQLITE_STATIC);
    case DB_DATE:
        db_date_text(v, date);
        return sqlite3_bind_text(st, i, date, DB_DATE_BYTES, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static const struct err *
bind_given(struct db_tx *tx, const struct db_stmt *stmt,
           const struct sqlite_slot *slot, struct arena *keep)
{
    struct db_val v = {.kind = DB_TEXT, .s = tx->given};
    int rc;

    if (slot->given == 0)
        return NULL;
    if (v.s.n == 0)
        return db_not_given(tx->mem, stmt);
    if (keep != NULL)
        v.s = str_copy(keep, v.s);
    rc = bind_one(slot->st, slot->given, &v, NULL);
    return rc == SQLITE_OK ? NULL
                           : sqlite_err(tx->mem, conn_of(tx), rc, stmt->name);
}

typedef char dates[SQLITE_PARAMS_MAX][DB_DATE_BYTES + 1];

/* Values of a statement that is read on after this call are copied to `keep`,
 * for the caller's may be gone by then; otherwise dates are put into `room`. */
static const struct err *
bind_all(struct db_tx *tx, const struct db_stmt *stmt, struct sqlite_slot *slot,
         const struct db_val *arg, size_t n_arg, struct arena *keep,
         dates *room)
{
    if (n_arg != slot->n_params)
        return ERR(tx->mem, INTERNAL,
                   .detail = db_detail(tx->mem,
                                       "%s: %zu values for %zu parameters",
                                       stmt->name, n_arg, slot->n_params));
    for (size_t n = 0; n < n_arg; n++) {
        struct db_val v = arg[n];
        char *date = NULL;
        int rc;

        if (slot->map[n] == 0)
            continue;
        if (keep != NULL && v.s.n > 0)
            v.s = str_copy(keep, v.s);
        if (v.kind == DB_DATE)
            date = keep != NULL ? arena_alloc(keep, DB_DATE_BYTES + 1)
                                : (*room)[n];
        rc = bind_one(slot->st, slot->map[n], &v, date);
        if (rc != SQLITE_OK)
            return sqlite_err(tx->mem, conn_of(tx), rc, stmt->name);
    }
    return bind_given(tx, stmt, slot, keep);
}

/* --- running --- */

/* The connection's own copy of the statement; NULL in *out when it is being
 * read at this moment. */
static const struct err *
slot_get(struct db_tx *tx, const struct db_stmt *stmt, struct sqlite_slot **out)
{
    struct sqlite_conn *c = conn_of(tx);
    size_t i = db_index_of(tx->conn->index, stmt);

    if (i == tx->conn->index->n_stmts || c->slot[i].st == NULL) {
        const struct err *err = sqlite_prepare(tx->mem, tx->conn, stmt);

        if (err)
            return err;
    }
    *out = c->slot[i].busy ? NULL : &c->slot[i];
    return NULL;
}

static void
cursor_open(struct db_tx *tx, struct sqlite_cursor *cur)
{
    struct sqlite_conn *c = conn_of(tx);

    cur->slot->busy = true;
    cur->next = c->open;
    c->open = cur;
}

static void
cursor_close(struct sqlite_conn *c, struct sqlite_cursor *cur)
{
    struct sqlite_cursor **at = &c->open;

    while (*at != NULL && *at != cur)
        at = &(*at)->next;
    if (*at == NULL)
        return;
    *at = cur->next;
    (void)sqlite3_reset(cur->slot->st); /* repeats the step's error */
    cur->slot->busy = false;
    cur->row = false;
    if (cur->slot == &cur->own)
        slot_drop(&cur->own);
}

void
sqlite_close_cursors(struct db_conn *conn)
{
    struct sqlite_conn *c = (struct sqlite_conn *)(void *)conn;

    while (c->open != NULL)
        cursor_close(c, c->open);
}

const struct err *
sqlite_query(struct db_tx *tx, const struct db_stmt *stmt,
             const struct db_val *arg, size_t n_arg, struct db_rows *out)
{
    struct sqlite_cursor *cur = ARENA_NEW(tx->mem, struct sqlite_cursor);
    const struct err *err = slot_get(tx, stmt, &cur->slot);

    if (err)
        return err;
    if (cur->slot == NULL) {
        cur->slot = &cur->own;
        err = slot_fill(tx->mem, conn_of(tx), stmt, 0, &cur->own);
        if (err)
            return err;
    }
    if (tx->writing && cur->slot->writes) {
        tx->db->group.redo.off = true; /* it may be read in part only */
        tx->db->group.wrote = true;
    }
    cursor_open(tx, cur);
    *out = (struct db_rows){.tx = tx, .stmt = stmt, .cursor = cur};
    err = bind_all(tx, stmt, cur->slot, arg, n_arg, tx->mem, NULL);
    if (err)
        sqlite_rows_close(out);
    return err;
}

bool
sqlite_next(struct db_rows *rows)
{
    struct sqlite_cursor *cur = rows->cursor;
    int rc;

    if (cur == NULL)
        return false;
    rc = sqlite3_step(cur->slot->st);
    cur->row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW)
        return true;
    if (rc != SQLITE_DONE)
        rows->err = sqlite_err(rows->tx->mem, conn_of(rows->tx), rc,
                               rows->stmt->name);
    sqlite_rows_close(rows);
    return false;
}

void
sqlite_rows_close(struct db_rows *rows)
{
    if (rows->cursor != NULL)
        cursor_close(conn_of(rows->tx), rows->cursor);
    rows->cursor = NULL;
}

const struct err *
sqlite_run(struct db_tx *tx, const struct db_stmt *stmt,
           const struct db_val *arg, size_t n_arg, int64_t *out_changed)
{
    struct sqlite_conn *c = conn_of(tx);
    struct sqlite_slot *slot = NULL;
    const struct err *err = slot_get(tx, stmt, &slot);
    dates room;
    int rc;

    if (!err && slot == NULL) /* runs inside a loop over itself */
        return ERR(tx->mem, INTERNAL, .detail = "statement is being read");
    if (!err)
        err = bind_all(tx, stmt, slot, arg, n_arg, NULL, &room);
    if (err)
        return err;
    do
        rc = sqlite3_step(slot->st);
    while (rc == SQLITE_ROW);
    if (rc != SQLITE_DONE)
        err = sqlite_err(tx->mem, c, rc, stmt->name);
    else if (out_changed != NULL)
        *out_changed = slot->writes ? sqlite3_changes64(c->handle) : 0;
    (void)sqlite3_reset(slot->st); /* repeats the step's error */
    return err;
}

/* --- columns --- */

/* The statement, when it stands on a row. */
static sqlite3_stmt *
row_of(const struct db_rows *rows)
{
    const struct sqlite_cursor *cur = rows->cursor;

    return cur != NULL && cur->row ? cur->slot->st : NULL;
}

bool
sqlite_is_null(const struct db_rows *rows, int col)
{
    sqlite3_stmt *st = row_of(rows);

    return st == NULL || sqlite3_column_type(st, col) == SQLITE_NULL;
}

int64_t
sqlite_get_int(const struct db_rows *rows, int col)
{
    sqlite3_stmt *st = row_of(rows);

    return st == NULL ? 0 : sqlite3_column_int64(st, col);
}

/* A copy that is never {NULL, 0}: what is stored empty is not NULL. */
static struct str
copy_of(const struct db_rows *rows, const void *p, int n)
{
    struct str s = {"", 0};

    if (p != NULL && n > 0)
        s = str_copy(rows->tx->mem, (struct str){p, (size_t)n});
    return s;
}

struct str
sqlite_get_text(const struct db_rows *rows, int col)
{
    sqlite3_stmt *st = row_of(rows);
    const unsigned char *p;

    if (st == NULL || sqlite3_column_type(st, col) == SQLITE_NULL)
        return STR_NONE;
    p = sqlite3_column_text(st, col);
    return copy_of(rows, p, sqlite3_column_bytes(st, col));
}

struct str
sqlite_get_blob(const struct db_rows *rows, int col)
{
    sqlite3_stmt *st = row_of(rows);
    const void *p;

    if (st == NULL || sqlite3_column_type(st, col) == SQLITE_NULL)
        return STR_NONE;
    p = sqlite3_column_blob(st, col);
    return copy_of(rows, p, sqlite3_column_bytes(st, col));
}
