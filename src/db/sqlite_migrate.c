/* SQLite: what a migration needs beside its own statements; which statements
 * were prepared on this schema.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/sqlite_conn.h"

#include <stdio.h>
#include <unicode/ucol.h>

static struct sqlite_conn *
conn_of(struct db_conn *conn)
{
    return (struct sqlite_conn *)(void *)conn;
}

const struct err *
sqlite_has_schema(struct arena *mem, struct db_conn *conn, bool *out)
{
    (void)mem;
    *out = sqlite3_table_column_metadata(conn_of(conn)->handle, NULL,
                                         "schema_version", NULL, NULL, NULL,
                                         NULL, NULL, NULL) == SQLITE_OK;
    return NULL;
}

/* A fixed statement; *out is the first row's first column, or `none`. */
static int
ask(sqlite3 *handle, const char *sql, int64_t none, int64_t *out)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(handle, sql, -1, &st, NULL);

    *out = none;
    if (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    return rc == SQLITE_OK ? sqlite3_finalize(st) : rc;
}

/* A migration that rebuilds a table may have left children without parents. */
const struct err *
sqlite_check_schema(struct arena *mem, struct db_conn *conn)
{
    struct sqlite_conn *c = conn_of(conn);
    int64_t orphans = 0;
    int rc = ask(c->handle, "SELECT count(*) FROM pragma_foreign_key_check", 0,
                 &orphans);

    if (rc != SQLITE_OK)
        return sqlite_err(mem, c, rc, "foreign_key_check");
    if (orphans > 0)
        return ERR(mem, INTERNAL,
                   .detail = db_detail(mem, "%lld rows without their parent",
                                       (long long)orphans));
    return NULL;
}

/* The order of letters is ICU's; where a new ICU orders otherwise, an index
 * made with the old one is wrong and is made again. */
const struct err *
sqlite_after_migration(struct arena *mem, struct db_conn *conn)
{
    struct sqlite_conn *c = conn_of(conn);
    UErrorCode status = U_ZERO_ERROR;
    UCollator *nb = ucol_open("nb", &status);
    UVersionInfo v = {0};
    int64_t now;
    int64_t before = 0;
    int rc;

    if (U_FAILURE(status))
        return ERR(mem, INTERNAL, .detail = "ICU has no locale nb");
    ucol_getVersion(nb, v);
    ucol_close(nb);
    now = ((int64_t)v[0] << 24) + (v[1] << 16) + (v[2] << 8) + v[3];
    rc = ask(c->handle,
             "SELECT value FROM schema_fact WHERE name = 'nb_version'", 0,
             &before);
    if (rc == SQLITE_OK && before == now)
        return NULL;
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(c->handle, "BEGIN IMMEDIATE; REINDEX nb;", NULL, NULL,
                          NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(
            c->handle,
            db_detail(mem,
                      "INSERT INTO schema_fact VALUES ('nb_version', %lld)"
                      " ON CONFLICT (name) DO UPDATE SET"
                      " value = excluded.value; COMMIT;",
                      (long long)now),
            NULL, NULL, NULL);
    return rc == SQLITE_OK ? NULL : sqlite_err(mem, c, rc, "REINDEX nb");
}

/* --- proof --- */

/* The schema's own counter and SQLite's version are part of the mark: whatever
 * changes a table, by whomever, takes the proof away. */
static int
mark_here(struct sqlite_conn *c, int64_t mark, int64_t *out)
{
    int64_t cookie = 0;
    int rc;

    c->guarded = false;
    rc = ask(c->handle, "PRAGMA schema_version", 0, &cookie);
    c->guarded = true;
    *out = mark ^ cookie ^ (int64_t)sqlite3_libversion_number() << 32;
    return rc;
}

bool
sqlite_is_proved(struct db_conn *conn, int64_t mark)
{
    struct sqlite_conn *c = conn_of(conn);
    int64_t here = 0;
    int64_t proved = 0;

    if (mark_here(c, mark, &here) != SQLITE_OK)
        return false;
    return ask(c->handle,
               "SELECT value FROM schema_fact WHERE name = 'proved_statements'",
               ~here, &proved) == SQLITE_OK &&
           proved == here;
}

void
sqlite_keep_proof(struct db_conn *conn, int64_t mark)
{
    struct sqlite_conn *c = conn_of(conn);
    char sql[160];
    int64_t here = 0;

    if (mark_here(c, mark, &here) != SQLITE_OK)
        return;
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO schema_fact VALUES ('proved_statements', %lld)"
                   " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                   (long long)here);
    c->guarded = false;
    (void)sqlite3_exec(c->handle, sql, NULL, NULL, NULL);
    c->guarded = true;
}
