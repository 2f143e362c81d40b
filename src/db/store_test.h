/* For tests of any folder: an empty store of its own, on either database.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_STORE_TEST_H
#define HELHET_DB_STORE_TEST_H

#include "base/test.h"
#include "db/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct test_store {
    const char *url;    /* for db_migrate, db_open */
    const char *folder; /* a new folder of the test's own, also for its files */
    const char *base;   /* PostgreSQL: the URL of HELHET_TEST_PG */
    const char *schema; /* PostgreSQL: the test's own schema, or NULL */
};

static inline void
test_store_script(struct arena *mem, const char *url, const char *sql)
{
    static const struct db_stmt none[] = {{"none", "SELECT 1"}};
    static const struct db_set set = {none, 1};
    struct db *db = NULL;

    CHECK(!db_open_single(mem, url, &set, &db));
    if (db != NULL)
        CHECK(!db->driver->script(mem, db->writer, sql));
    db_close(db);
}

/* An empty store. False: PostgreSQL was asked for, and HELHET_TEST_PG does not
 * say where one is; the test then goes without. Tests of other processes may
 * use the same database at the same time. End it with test_store_drop. */
static inline bool
test_store_new(struct arena *mem, bool pg, struct test_store *s)
{
    char folder[] = "/tmp/helhet-db-XXXXXX";
    static int count;

    *s = (struct test_store){.base = getenv("HELHET_TEST_PG")};
    if (pg && s->base == NULL) {
        if (count++ == 0)
            printf("skipped on PostgreSQL: HELHET_TEST_PG is not set\n");
        return false;
    }
    CHECK(mkdtemp(folder) != NULL);
    s->folder = str_cz(mem, str_of(folder));
    s->url = db_detail(mem, "%s/helhet.db", folder);
    if (!pg)
        return true;
    s->schema = db_detail(mem, "test_%ld_%d", (long)getpid(), ++count);
    s->url = db_detail(
        mem, "%s%coptions=-csearch_path%%3D%s&application_name=%s", s->base,
        strchr(s->base, '?') ? '&' : '?', s->schema, s->schema);
    test_store_script(mem, s->base,
                      db_detail(mem, "CREATE SCHEMA %s", s->schema));
    return true;
}

/* The store must be closed. */
static inline void
test_store_drop(struct arena *mem, struct test_store *s)
{
    if (s->schema != NULL)
        test_store_script(mem, s->base,
                          db_detail(mem, "DROP SCHEMA %s CASCADE", s->schema));
    if (s->folder != NULL)
        CHECK_EQ(system(db_detail(mem, "rm -r '%s'", s->folder)), 0);
    *s = (struct test_store){0};
}

#endif
