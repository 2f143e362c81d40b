/* Migrations: forwards only, each whole, and never under a newer store.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"

/* The fixture's files and one more. */
#define MORE_FILES (FIXTURE_FILES + 1)

static void
more(struct fixture *f, struct embedded *out, const char *name, const char *sql)
{
    for (int i = 0; i < FIXTURE_FILES; i++)
        out[i] = f->file[i];
    out[FIXTURE_FILES] = (struct embedded){.name = name,
                                           .p = (const unsigned char *)sql,
                                           .n = strlen(sql),
                                           .hash = "fedcba9876543210"};
}

TEST_BOTH(a_migration_runs_once)
{
    struct embedded file[MORE_FILES];
    int n = -1;

    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK(!db_migrate_to(mem, f->url, f->file, FIXTURE_FILES, &n));
    CHECK_EQ(n, 0);
    more(f, file, "sql/0003_more.sql",
         "ALTER TABLE t ADD COLUMN more BIGINT; UPDATE t SET more = 5;");
    CHECK(!db_migrate_to(mem, f->url, file, MORE_FILES, &n));
    CHECK_EQ(n, 1);
    CHECK(!db_migrate_to(mem, f->url, file, MORE_FILES, &n));
    CHECK_EQ(n, 0);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 1);
}

TEST_BOTH(a_newer_store_is_refused)
{
    struct embedded file[MORE_FILES];
    struct db_options opt = {.url = f->url, .sets = &fx_set, .n_sets = 1};
    struct db *db = NULL;
    const struct err *err;
    int n = -1;

    more(f, file, "sql/0003_more.sql", "CREATE TABLE more (id BIGINT)");
    err = db_open_at(mem, &opt, file, MORE_FILES, &db);
    CHECK_ERR(err, INTERNAL, 0); /* the store is too old */
    CHECK(strstr(err->detail, "0003") != NULL);
    CHECK(!db_migrate_to(mem, f->url, file, MORE_FILES, &n));
    err = db_migrate_to(mem, f->url, f->file, FIXTURE_FILES, &n);
    CHECK_ERR(err, INTERNAL, 0);
    CHECK(strstr(err->detail, "0003") != NULL);
    CHECK(strstr(err->detail, "0002") != NULL);
    err = db_open_at(mem, &opt, f->file, FIXTURE_FILES, &db);
    CHECK_ERR(err, INTERNAL, 0);
    CHECK(db == NULL);
}

TEST_BOTH(a_migration_that_fails_leaves_nothing)
{
    struct embedded file[MORE_FILES];
    int n = -1;

    more(f, file, "sql/0003_more.sql",
         "CREATE TABLE more (id BIGINT); INSERT INTO nowhere VALUES (1);");
    CHECK_ERR(db_migrate_to(mem, f->url, file, MORE_FILES, &n), INTERNAL, 0);
    CHECK_EQ(n, -1);
    more(f, file, "sql/0003_more.sql", "CREATE TABLE more (id BIGINT);");
    CHECK(!db_migrate_to(mem, f->url, file, MORE_FILES, &n));
    CHECK_EQ(n, 1);
}

TEST_BOTH(a_migration_changed_afterwards_is_noticed)
{
    const struct err *err;
    int n = -1;

    f->file[2].hash = "another";
    err = db_migrate_to(mem, f->url, f->file, FIXTURE_FILES, &n);
    CHECK_ERR(err, INTERNAL, 0);
    CHECK(strstr(err->detail, "0002") != NULL);
}

/* The driver's own file comes after the shared one, the other one's never. */
TEST(each_driver_runs_its_own_file)
{
    struct fixture f;
    int n = -1;

    for (int pg = 0; pg < 2; pg++) {
        struct embedded file[] = {
            {.name = "sql/0001_meta.sql"},
            {.name = "sql/0004_x.pg.sql",
             .p = (const unsigned char *)"INSERT INTO x VALUES (2)",
             .hash = "p"},
            {.name = "sql/0004_x.sql",
             .p = (const unsigned char *)"CREATE TABLE x (v BIGINT)",
             .hash = "x"},
            {.name = "sql/0004_x.sqlite.sql",
             .p = (const unsigned char *)"INSERT INTO x VALUES (1)",
             .hash = "s"},
        };
        struct db_stmt stmt[] = {{"x", "SELECT v FROM x"}};
        struct db_set set = {stmt, 1};
        struct db_options opt = {.sets = &set, .n_sets = 1};

        if (!fx_place(mem, pg, &f))
            continue;
        file[0] = *embed_find("sql/0001_meta.sql");
        opt.url = f.url;
        CHECK(!db_migrate_to(mem, f.url, file, ARRAY_LEN(file), &n));
        CHECK_EQ(n, 2);
        CHECK(!db_open_at(mem, &opt, file, ARRAY_LEN(file), &f.db));
        CHECK_EQ(fx_number(f.db, mem, &stmt[0]), pg ? 2 : 1);
        fx_close(mem, &f);
    }
}

TEST(a_copy_is_taken_before_an_upgrade)
{
    struct embedded file[MORE_FILES];
    struct fixture f;
    struct fixture old;
    int n = -1;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 1, "a"));
    db_close(f.db);
    more(&f, file, "sql/0003_more.sql", "DELETE FROM t");
    CHECK(!db_migrate_to(mem, f.url, file, MORE_FILES, &n));
    old = f;
    old.url = db_detail(mem, "%s.before-0002", f.url);
    CHECK(!fx_open_store(mem, &old, 1));
    CHECK_EQ(fx_number(old.db, mem, &fx_sql[FX_COUNT]), 1);
    db_close(old.db);
    f.db = NULL;
    fx_close(mem, &f);
}

TEST(rows_without_their_parent_stop_a_migration)
{
    struct embedded file[MORE_FILES];
    struct fixture f;
    int n = -1;

    CHECK(fx_open(mem, false, &f));
    more(&f, file, "sql/0003_more.sql",
         "INSERT INTO child (id, parent) VALUES (1, 77);");
    CHECK_ERR(db_migrate_to(mem, f.url, file, MORE_FILES, &n), INTERNAL, 0);
    more(&f, file, "sql/0003_more.sql",
         "INSERT INTO t (id) VALUES (77);"
         "INSERT INTO child (id, parent) VALUES (1, 77);"
         "CREATE TABLE t2 (id BIGINT NOT NULL PRIMARY KEY);"
         "INSERT INTO t2 SELECT id FROM t;"
         "DROP TABLE t;"
         "ALTER TABLE t2 RENAME TO t;");
    CHECK(!db_migrate_to(mem, f.url, file, MORE_FILES, &n));
    fx_close(mem, &f);
}

/* The product's own migrations, as they ship. */
TEST(the_embedded_migrations_run)
{
    struct fixture f;
    struct db_options opt = {.readers = 1};
    int n = -1;

    for (int pg = 0; pg < 2; pg++) {
        const struct err *err;

        if (!fx_place(mem, pg, &f))
            continue;
        opt.url = f.url;
        err = db_migrate(mem, f.url, &n);
        if (err)
            (void)fprintf(stderr, "%s\n", err->detail);
        CHECK(!err);
        CHECK(n > 0);
        CHECK(!db_open(mem, &opt, &f.db));
        CHECK_STR(str_of(db_driver_name(f.db)), pg ? "postgresql" : "sqlite");
        fx_close(mem, &f);
    }
}
