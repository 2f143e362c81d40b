/* SQLite only: the second lock, settings, copies.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"
#include "db/sqlite_conn.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
refused(struct arena *mem, struct fixture *f, const char *sql)
{
    struct db_stmt stmt[] = {{"try", sql}};
    struct db_set set = {stmt, 1};
    struct db_options opt = {.url = f->url, .sets = &set, .n_sets = 1};
    struct db *db = NULL;
    const struct err *err = db_open_at(mem, &opt, f->file, FIXTURE_FILES, &db);

    test_check(err != NULL && err->kind == INTERNAL, sql, TEST_WHERE);
    db_close(db);
}

TEST(the_past_and_the_schema_are_locked)
{
    static const char *const sql[] = {
        "UPDATE audit_t SET id = 2",
        "DELETE FROM audit_t",
        "INSERT OR REPLACE INTO audit_t (id) VALUES ($1)",
        "REPLACE INTO audit_t (id) VALUES ($1)",
        "INSERT INTO audit_t VALUES (1) ON CONFLICT (id) DO UPDATE SET id=3",
        "CREATE TABLE x (y BIGINT)",
        "DROP TABLE t",
        "ALTER TABLE t ADD COLUMN z BIGINT",
        "CREATE INDEX i ON t (day)",
        "CREATE TEMP TABLE x (y BIGINT)",
        "DELETE FROM schema_version",
        "UPDATE schema_fact SET value = 1",
        "UPDATE sqlite_schema SET sql = ''",
        "ATTACH '/tmp/x' AS x",
        "PRAGMA synchronous = OFF",
        "SELECT load_extension('x')",
        "SELECT 1; SELECT 2",
        "SELECT ?1",
        "SELECT \"not a column\" FROM t",
    };
    struct fixture f;

    CHECK(fx_open(mem, false, &f));
    for (size_t i = 0; i < ARRAY_LEN(sql); i++)
        refused(mem, &f, sql[i]);
    fx_close(mem, &f);
}

/* Opens the store as somebody who may read it and no more: 0 refused, 1 let
 * in, 2 another error. Root may write whatever the mode says. */
static int
open_as_reader(struct arena *mem, struct fixture *f)
{
    struct db_options opt = {.url = f->url};
    struct db *db = NULL;
    const struct err *err;

    if (geteuid() == 0 && setuid(65534) != 0)
        return 2;
    err = db_open_at(mem, &opt, f->file, FIXTURE_FILES, &db);
    if (!err)
        return 1;
    return strstr(err->detail, "cannot be written") != NULL ? 0 : 2;
}

/* SQLite lets one in to read, and every page fails later: each look writes. */
TEST(a_store_that_cannot_be_written_is_not_opened)
{
    struct fixture f;
    const char *folder;
    int status = -1;
    pid_t child;

    CHECK(fx_open(mem, false, &f));
    db_close(f.db);
    f.db = NULL;
    folder = f.store.folder;
    CHECK_EQ(chmod(f.url, 0444), 0);
    CHECK_EQ(chmod(folder, 0777), 0);
    child = fork();
    if (child == 0)
        _exit(open_as_reader(mem, &f));
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK(WIFEXITED(status));
    CHECK_EQ(WEXITSTATUS(status), 0);
    CHECK_EQ(chmod(f.url, 0600), 0);
    fx_close(mem, &f);
}

/* query_only would refuse as well, but only when the statement runs. */
TEST(a_reader_may_not_even_prepare_a_write)
{
    struct fixture f;
    struct db_tx tx;
    const struct err *err;

    CHECK(fx_open(mem, false, &f));
    CHECK(!db_read_begin(f.db, mem, &tx));
    err = db_run(&tx, &fx_sql[FX_AUDIT_ADD], DB_ARGS(db_int(1)), NULL);
    CHECK_ERR(err, INTERNAL, 0);
    CHECK(strstr(err->detail, "not authorized") != NULL);
    db_read_end(&tx);
    fx_close(mem, &f);
}

/* The first column of a fixed question, on the connection itself. */
static int64_t
ask(struct db_conn *conn, const char *sql)
{
    struct sqlite_conn *c = (struct sqlite_conn *)(void *)conn;
    sqlite3_stmt *st = NULL;
    int64_t v = -1;

    c->guarded = false;
    if (sqlite3_prepare_v2(c->handle, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        v = sqlite3_column_int64(st, 0);
    (void)sqlite3_finalize(st);
    c->guarded = true;
    return v;
}

TEST(the_settings_that_make_it_durable)
{
    struct fixture f;
    struct stat st;

    CHECK(fx_open(mem, false, &f));
    CHECK_EQ(ask(f.db->writer, "PRAGMA synchronous"), 2);
    CHECK_EQ(ask(f.db->writer, "PRAGMA foreign_keys"), 1);
    CHECK_EQ(ask(f.db->writer, "PRAGMA trusted_schema"), 0);
    CHECK_EQ(ask(f.db->writer, "PRAGMA cell_size_check"), 1);
    CHECK_EQ(ask(f.db->writer, "PRAGMA secure_delete"), 1);
    CHECK_EQ(ask(f.db->writer,
                 "SELECT journal_mode = 'wal' FROM pragma_journal_mode"),
             1);
    CHECK_EQ(ask(f.db->pool, "PRAGMA query_only"), 1);
    CHECK(stat(f.url, &st) == 0);
    CHECK_EQ(st.st_mode & 0777, 0600);
    fx_close(mem, &f);
}

TEST(the_log_is_copied_back_now_and_then)
{
    struct fixture f;
    struct stat st;
    size_t n = 500000;
    struct str s = {arena_alloc(mem, n), n};

    CHECK(fx_open(mem, false, &f));
    for (int i = 0; i < 120; i++) {
        struct db_tx tx;

        CHECK(!db_write_begin(f.db, mem, &tx));
        CHECK(!db_run(&tx, &fx_sql[FX_ADD],
                      DB_ARGS(db_int(i + 20), db_null(), db_blob(s), db_null(),
                              db_null()),
                      NULL));
        CHECK(!db_write_end(&tx, true));
    }
    CHECK(stat(db_detail(mem, "%s-wal", f.url), &st) == 0);
    CHECK(st.st_size < 25000000); /* of 60 MB written */
    fx_close(mem, &f);
}

/* --- copies --- */

static bool
tell_twice(void *arg, int64_t done, int64_t total)
{
    int *calls = arg;

    CHECK(done <= total);
    return ++*calls < 2;
}

static bool
tell_all(void *arg, int64_t done, int64_t total)
{
    int64_t *left = arg;

    *left = total - done;
    return true;
}

TEST(a_copy_is_whole_or_not_there)
{
    struct fixture f;
    struct db_options opt = {.sets = &fx_set, .n_sets = 1};
    struct db *copy = NULL;
    struct str s = {arena_alloc(mem, 4000000), 4000000};
    struct db_tx tx;
    const char *path;
    int64_t left = -1;
    int calls = 0;

    CHECK(fx_open(mem, false, &f));
    path = db_detail(mem, "%s/copy.db", f.store.folder);
    opt.url = path;
    CHECK(!db_write_begin(f.db, mem, &tx));
    CHECK(!db_run(
        &tx, &fx_sql[FX_ADD],
        DB_ARGS(db_int(1), db_null(), db_blob(s), db_null(), db_null()), NULL));
    CHECK(!db_write_end(&tx, true));
    CHECK_ERR(db_copy_to(f.db, mem, path, tell_twice, &calls), UNAVAILABLE, 0);
    CHECK_EQ(calls, 2);
    CHECK(access(path, F_OK) != 0);
    CHECK(!db_copy_to(f.db, mem, path, tell_all, &left));
    CHECK_EQ(left, 0);
    CHECK(!db_open_at(mem, &opt, f.file, FIXTURE_FILES, &copy));
    CHECK_EQ(fx_number(copy, mem, &fx_sql[FX_COUNT]), 1);
    db_close(copy);
    fx_close(mem, &f);
}

static bool
opens(struct arena *mem, struct fixture *f, size_t n_sets)
{
    static const struct db_stmt bad[] = {{"bad.get", "SELECT nothing FROM t"}};
    const struct db_set sets[] = {fx_set, {bad, 1}};
    struct db_options opt = {.url = f->url, .sets = sets, .n_sets = n_sets};
    struct db *db = NULL;
    const struct err *err = db_open_at(mem, &opt, f->file, FIXTURE_FILES, &db);

    db_close(db);
    return !err;
}

/* Proved statements are not prepared again; others, or another schema, are. */
TEST(a_proof_ends_with_the_schema_it_was_made_on)
{
    struct fixture f;
    sqlite3 *h = NULL;
    size_t i;

    CHECK(fx_open(mem, false, &f));
    i = db_index_of(&f.db->index, &fx_sql[FX_COUNT]);
    CHECK(((struct sqlite_conn *)(void *)f.db->writer)->slot[i].st != NULL);
    db_close(f.db);
    CHECK(!fx_open_store(mem, &f, 1));
    CHECK(((struct sqlite_conn *)(void *)f.db->writer)->slot[i].st == NULL);
    CHECK(opens(mem, &f, 1));
    CHECK(!opens(mem, &f, 2));
    CHECK_EQ(sqlite3_open(f.url, &h), SQLITE_OK);
    CHECK_EQ(sqlite3_exec(h, "ALTER TABLE t RENAME TO u", NULL, NULL, NULL),
             SQLITE_OK);
    CHECK_EQ(sqlite3_close(h), SQLITE_OK);
    CHECK(!opens(mem, &f, 1));
    fx_close(mem, &f);
}
