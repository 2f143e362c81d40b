/* PostgreSQL only: lost connections, serialization, several processes.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"
#include "db/pg_conn.h"

/* Ends every connection of this test, which bear the name of its schema. */
static void
hang_up(struct arena *mem, struct fixture *f)
{
    test_store_script(
        mem, f->store.base,
        db_detail(mem,
                  "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                  " WHERE application_name = '%s'",
                  f->store.schema));
}

TEST(a_lost_connection_is_made_again)
{
    struct fixture f;
    struct db_tx tx;

    if (!fx_open(mem, true, &f))
        return;
    CHECK(!fx_add(f.db, mem, 1, "a"));
    hang_up(mem, &f);
    CHECK_ERR(fx_add(f.db, mem, 2, "b"), UNAVAILABLE, 0);
    CHECK(!fx_add(f.db, mem, 2, "b"));
    for (int i = 0; i < 4; i++) /* both readers notice, and connect again */
        (void)fx_number(f.db, mem, &fx_sql[FX_COUNT]);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 2);
    CHECK(!db_write_begin(f.db, mem, &tx));
    hang_up(mem, &f);
    CHECK_ERR(
        db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(3), db_cz("c")), NULL),
        UNAVAILABLE, 0);
    CHECK(!db_write_end(&tx, false));
    CHECK(!fx_add(f.db, mem, 3, "c"));
    fx_close(mem, &f);
}

TEST(a_connection_lost_at_commit_leaves_it_uncertain)
{
    struct fixture f;
    struct db_tx tx;
    uint64_t undone;

    if (!fx_open(mem, true, &f))
        return;
    CHECK(!db_write_begin(f.db, mem, &tx));
    CHECK(!db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(1), db_cz("a")),
                  NULL));
    undone = db_undone(f.db);
    hang_up(mem, &f);
    CHECK_ERR(db_write_end(&tx, true), UNCERTAIN, 0);
    CHECK(db_undone(f.db) > undone);
    CHECK(!fx_add(f.db, mem, 2, "b"));
    fx_close(mem, &f);
}

/* A server that was demoted, but kept our connection, takes no writes. */
TEST(a_standby_is_left_for_the_primary)
{
    struct fixture f;

    if (!fx_open(mem, true, &f))
        return;
    CHECK(!f.db->driver->script(mem, f.db->writer,
                                "SET default_transaction_read_only = on"));
    CHECK_ERR(fx_add(f.db, mem, 1, "a"), UNAVAILABLE, 0);
    CHECK(!fx_add(f.db, mem, 1, "a"));
    fx_close(mem, &f);
}

/* Two processes look at the same rows and each writes one more: only one of
 * them saw the truth. */
TEST(a_serialization_failure_asks_for_another_try)
{
    struct fixture f;
    struct fixture other;
    struct db_tx a;
    struct db_tx b;
    struct db_rows rows;
    bool found;
    const struct err *err;

    if (!fx_open(mem, true, &f))
        return;
    other = f;
    CHECK(!fx_open_store(mem, &other, 1));
    CHECK(!db_write_begin(f.db, mem, &a));
    CHECK(!db_write_begin(other.db, mem, &b));
    CHECK(!db_first(&a, &fx_sql[FX_COUNT], DB_NO_ARGS, &rows, &found));
    CHECK(!db_first(&b, &fx_sql[FX_COUNT], DB_NO_ARGS, &rows, &found));
    CHECK(
        !db_run(&a, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(1), db_cz("a")), NULL));
    CHECK(!db_write_end(&a, true));
    err = db_run(&b, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(2), db_cz("b")), NULL);
    if (!err)
        err = db_write_end(&b, true);
    else
        CHECK(!db_write_end(&b, false));
    CHECK_ERR(err, CONFLICT, 0);
    CHECK(db_err_is_retry(err));
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 1);
    db_close(other.db);
    fx_close(mem, &f);
}

/* What PostgreSQL says of a duplicate quotes the value; our detail must not. */
TEST(an_error_tells_no_values)
{
    struct fixture f;
    const struct err *err;

    if (!fx_open(mem, true, &f))
        return;
    CHECK(!fx_add(f.db, mem, 1, "Kari Nordmann"));
    err = fx_add(f.db, mem, 2, "Kari Nordmann");
    CHECK_ERR(err, CONFLICT, 0);
    CHECK(strstr(err->detail, "Kari") == NULL);
    CHECK(strstr(err->detail, "t_name_key") != NULL);
    fx_close(mem, &f);
}

TEST(nobody_there_is_unavailable)
{
    struct db_options opt = {
        .url = "postgresql://127.0.0.1:1,127.0.0.1:2/none?connect_timeout=2"};
    struct db *db = NULL;

    CHECK_ERR(db_open(mem, &opt, &db), UNAVAILABLE, 0);
    CHECK(db == NULL);
}

TEST(a_copy_is_the_operators)
{
    struct fixture f;
    const struct err *err;

    if (!fx_open(mem, true, &f))
        return;
    err = db_copy_to(f.db, mem, "/nowhere/copy", NULL, NULL);
    CHECK_ERR(err, INTERNAL, 0);
    CHECK(strstr(err->detail, "pg_dump") != NULL);
    fx_close(mem, &f);
}
