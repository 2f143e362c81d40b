/* SQLite: the second lock (authorizer) and Norwegian order (COLLATE nb).
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/sqlite_conn.h"

#include <string.h>
#include <unicode/ucol.h>

/* --- the authorizer: judged once, when a statement is prepared --- */

static bool
starts(const char *s, const char *prefix)
{
    return s != NULL && strncmp(s, prefix, strlen(prefix)) == 0;
}

/* Nobody rewrites the past (audit...) nor the record of the schema. */
static int
judge_write(struct sqlite_conn *c, int action, const char *table)
{
    if (c->mode == DB_MODE_READ)
        return SQLITE_DENY;
    if (starts(table, "sqlite_") || starts(table, "schema_"))
        return SQLITE_DENY;
    if (starts(table, "audit") && action != SQLITE_INSERT)
        return SQLITE_DENY;
    if (starts(table, "audit"))
        c->audit_insert = true;
    return SQLITE_OK;
}

static int
judge_function(const char *name)
{
    if (name == NULL || strcmp(name, "load_extension") == 0 ||
        strcmp(name, "fts3_tokenizer") == 0)
        return SQLITE_DENY;
    return SQLITE_OK;
}

/* `a` and `b` are what SQLite says of each action: table and column, nothing
 * and function, and so on. What is not named here is denied: CREATE, DROP,
 * ALTER, ATTACH, PRAGMA... */
static int
judge(void *arg, int action, const char *a, const char *b, const char *database,
      const char *trigger)
{
    struct sqlite_conn *c = arg;

    (void)database;
    (void)trigger;
    if (!c->guarded)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return SQLITE_OK;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return judge_write(c, action, a);
    case SQLITE_FUNCTION:
        return judge_function(b);
    case SQLITE_PRAGMA: /* full-text search asks for this one */
        return starts(a, "data_version") ? SQLITE_OK : SQLITE_DENY;
    default: /* SQLite's list, not ours: it may grow */
        return SQLITE_DENY;
    }
}

int
sqlite_guard(struct sqlite_conn *c)
{
    sqlite3 *h = c->handle;
    int rc = sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (rc == SQLITE_OK && c->mode != DB_MODE_MIGRATE)
        rc = sqlite3_set_authorizer(h, judge, c);
    return rc;
}

/* --- COLLATE nb --- */

/* Ties are broken by bytes, as PostgreSQL does: equal means identical. */
static int
compare_nb(void *arg, int n_a, const void *a, int n_b, const void *b)
{
    UErrorCode status = U_ZERO_ERROR;
    int order = ucol_strcollUTF8(arg, a, n_a, b, n_b, &status);
    int shorter = n_a < n_b ? n_a : n_b;

    if (order == 0 && shorter > 0)
        order = memcmp(a, b, (size_t)shorter);
    return order != 0 ? order : n_a - n_b;
}

static void
close_nb(void *arg)
{
    ucol_close(arg);
}

int
sqlite_collation(sqlite3 *handle)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollator *nb = ucol_open("nb", &status);
    int rc;

    if (U_FAILURE(status))
        return SQLITE_ERROR;
    rc = sqlite3_create_collation_v2(handle, "nb", SQLITE_UTF8, nb, compare_nb,
                                     close_nb);
    if (rc != SQLITE_OK)
        ucol_close(nb); /* not done by SQLite when it fails */
    return rc;
}
