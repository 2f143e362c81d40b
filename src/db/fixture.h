/* For the tests of this folder: a store of its own for each test, on both
 * databases. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_FIXTURE_H
#define HELHET_DB_FIXTURE_H

#include "base/buf.h"
#include "db/store_test.h"

#define FIXTURE_FILES 3

enum {
    FX_ADD,
    FX_ADD_KEY,
    FX_GET,
    FX_LIST,
    FX_COUNT,
    FX_RENAME,
    FX_SET_NAME,
    FX_RETURNING,
    FX_ADD_CHILD,
    FX_AUDIT_ADD,
    FX_AUDIT_COUNT,
    FX_ORDERED,
    FX_OPTIONAL,
    FX_GIVEN,
    FX_BY_NAME,
    FX_SQL_COUNT
};

static const struct db_stmt fx_sql[FX_SQL_COUNT] = {
    [FX_ADD] = {"t.add", "INSERT INTO t (id, name, data, day, at)"
                         " VALUES ($1, $2, $3, $4, $5)"},
    [FX_ADD_KEY] = {"t.add_key", "INSERT INTO t (id, name) VALUES ($1, $2)"},
    [FX_GET] = {"t.get", "SELECT id, name, data, day, at FROM t WHERE id = $1"},
    [FX_LIST] = {"t.list", "SELECT id, name FROM t ORDER BY id"},
    [FX_COUNT] = {"t.count", "SELECT count(*) FROM t"},
    [FX_RENAME] = {"t.rename", "UPDATE t SET name = $3, version = $2 + 1"
                               " WHERE id = $1 AND version = $2"},
    [FX_SET_NAME] = {"t.set_name", "UPDATE t SET name = $2 WHERE id = $1"},
    [FX_RETURNING] = {"t.returning", "INSERT INTO t (id, name) VALUES ($1, $2)"
                                     " RETURNING id, version"},
    [FX_ADD_CHILD] = {"t.add_child",
                      "INSERT INTO child (id, parent) VALUES ($1, $2)"},
    [FX_AUDIT_ADD] = {"audit.add", "INSERT INTO audit_t (id) VALUES ($1)"},
    [FX_AUDIT_COUNT] = {"audit.count", "SELECT count(*) FROM audit_t"},
    [FX_ORDERED] = {"t.ordered", "SELECT name FROM t ORDER BY name COLLATE nb"},
    [FX_BY_NAME] = {"t.by_name", "SELECT id FROM t WHERE name = $1"},
    [FX_GIVEN] = {"t.given", "SELECT name FROM t WHERE id >= $1"
                             " AND $0 LIKE '%' || name || '%' AND id <= $2"
                             " AND name <> $0 ORDER BY id"},
    [FX_OPTIONAL] = {"t.optional",
                     "SELECT count(*) FROM t"
                     " WHERE (CAST($1 AS BIGINT) IS NULL OR id = $1)"},
};
static const struct db_set fx_set = {fx_sql, FX_SQL_COUNT};

/* The second migration of the tests' own store. */
static const char fx_schema[] =
    "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, name TEXT UNIQUE,"
    " data BYTEA, day TEXT, at BIGINT, version BIGINT NOT NULL DEFAULT 1,"
    " CHECK (id <> 13));"
    "CREATE TABLE child (id BIGINT NOT NULL PRIMARY KEY,"
    " parent BIGINT NOT NULL REFERENCES t (id));"
    "CREATE TABLE audit_t (id BIGINT NOT NULL PRIMARY KEY);";

struct fixture {
    struct db *db;
    struct test_store store;
    const char *url;
    struct embedded file[FIXTURE_FILES]; /* 0001 of the product, 0002 above */
};

static inline void
fx_files(struct fixture *f)
{
    f->file[0] = *embed_find("sql/0001_meta.pg.sql");
    f->file[1] = *embed_find("sql/0001_meta.sql");
    f->file[2] = (struct embedded){
        .name = "sql/0002_t.sql",
        .p = (const unsigned char *)fx_schema,
        .n = sizeof(fx_schema) - 1,
        .hash = "0123456789abcdef",
    };
}

/* An empty store; false when there is no PostgreSQL to test with. */
static inline bool
fx_place(struct arena *mem, bool pg, struct fixture *f)
{
    *f = (struct fixture){0};
    if (!test_store_new(mem, pg, &f->store))
        return false;
    f->url = f->store.url;
    fx_files(f);
    return true;
}

static inline const struct err *
fx_open_store(struct arena *mem, struct fixture *f, unsigned readers)
{
    struct db_options opt = {
        .url = f->url, .sets = &fx_set, .n_sets = 1, .readers = readers};

    return db_open_at(mem, &opt, f->file, FIXTURE_FILES, &f->db);
}

/* A migrated, open store. False: no PostgreSQL is there to test with. */
static inline bool
fx_open(struct arena *mem, bool pg, struct fixture *f)
{
    const struct err *err;
    int n = 0;

    if (!fx_place(mem, pg, f))
        return false;
    err = db_migrate_to(mem, f->url, f->file, FIXTURE_FILES, &n);
    if (!err)
        err = fx_open_store(mem, f, 2);
    if (err)
        (void)fprintf(stderr, "%s: %s\n", f->url, err->detail);
    CHECK(err == NULL);
    return err == NULL;
}

static inline void
fx_close(struct arena *mem, struct fixture *f)
{
    db_close(f->db);
    f->db = NULL;
    test_store_drop(mem, &f->store);
}

/* A test that runs on both databases. */
#define TEST_BOTH(id)                                            \
    static void both_##id(struct arena *mem, struct fixture *f); \
    TEST(id)                                                     \
    {                                                            \
        for (int pg = 0; pg < 2; pg++) {                         \
            struct fixture f;                                    \
            if (!fx_open(mem, pg, &f))                           \
                continue;                                        \
            both_##id(mem, &f);                                  \
            fx_close(mem, &f);                                   \
        }                                                        \
    }                                                            \
    static void both_##id(struct arena *mem, struct fixture *f)

/* One write in a transaction of its own. */
static inline const struct err *
fx_add(struct db *db, struct arena *mem, int64_t id, const char *name)
{
    struct db_tx tx;
    const struct err *err = db_write_begin(db, mem, &tx);
    const struct err *end;

    if (err)
        return err;
    err = db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(id), db_cz(name)),
                 NULL);
    end = db_write_end(&tx, err == NULL);
    return err ? err : end;
}

/* The number that a statement without parameters gives. */
static inline int64_t
fx_number(struct db *db, struct arena *mem, const struct db_stmt *stmt)
{
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;
    int64_t n = -1;

    if (db_read_begin(db, mem, &tx) != NULL)
        return -1;
    if (db_first(&tx, stmt, DB_NO_ARGS, &rows, &found) == NULL && found)
        n = db_get_int(&rows, 0);
    db_rows_close(&rows);
    db_read_end(&tx);
    return n;
}

#endif
