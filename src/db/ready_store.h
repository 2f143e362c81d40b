/* For tests of any folder: a store with the schema in place. It is brought up
 * to date once in a process and copied for each test, since that takes a
 * second. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_READY_STORE_H
#define HELHET_DB_READY_STORE_H

#include "db/store_test.h"

static char ready_folder[] = "/tmp/helhet-ready-XXXXXX";

static inline void
ready_tidy(void)
{
    char line[64];

    (void)snprintf(line, sizeof line, "rm -r '%s'", ready_folder);
    CHECK_EQ(system(line), 0);
}

static inline void
ready_migrate(struct arena *mem, const char *url)
{
    int applied = 0;
    const struct err *err = db_migrate(mem, url, &applied);

    if (err)
        test_check(false, err->detail ? err->detail : "migrate", err->where);
}

static inline void
ready_file(struct arena *mem, const char *file)
{
    static const char *model;

    if (!model) {
        static char path[64];

        CHECK(mkdtemp(ready_folder) != NULL);
        (void)snprintf(path, sizeof path, "%s/helhet.db", ready_folder);
        model = path;
        (void)atexit(ready_tidy);
        ready_migrate(mem, model);
    }
    CHECK_EQ(system(db_detail(mem, "cp '%s' '%s'", model, file)), 0);
}

/* The database `name` of the server that the URL names. */
static inline const char *
ready_beside(struct arena *mem, const char *url, const char *name)
{
    size_t query = strcspn(url, "?");
    size_t path = query;

    while (path > 0 && url[path - 1] != '/')
        path--;
    return db_detail(mem, "%.*s%s%s", (int)path, url, name, url + query);
}

static inline void
ready_database(struct arena *mem, const char *url)
{
    static bool made;
    size_t query = strcspn(url, "?");
    const char *server = ready_beside(mem, url, "postgres");
    const char *name = db_detail(mem, "%.*s", (int)query, url);
    const char *model;

    name = strrchr(name, '/') + 1;
    model = db_detail(mem, "%s_model", name);
    if (!made) {
        test_store_script(
            mem, server,
            db_detail(mem, "DROP DATABASE IF EXISTS %s WITH (FORCE)", model));
        test_store_script(mem, server,
                          db_detail(mem, "CREATE DATABASE %s", model));
        ready_migrate(mem, ready_beside(mem, url, model));
        made = true;
    }
    test_store_script(
        mem, server,
        db_detail(mem, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name));
    test_store_script(
        mem, server,
        db_detail(mem, "CREATE DATABASE %s TEMPLATE %s", name, model));
}

/* The URL of the store: `file`, or the database of HELHET_TEST_PG, made anew.
 * NULL: no PostgreSQL is there to test with. */
static inline const char *
ready_store(struct arena *mem, bool pg, const char *file)
{
    const char *url = pg ? getenv("HELHET_TEST_PG") : file;

    if (pg && url)
        ready_database(mem, url);
    if (!pg)
        ready_file(mem, file);
    return url;
}

#endif
