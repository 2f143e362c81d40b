/* What both databases promise alike: values, errors, transactions, batches.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"
#include "db/list.h"

TEST_BOTH(values_come_back_as_they_were)
{
    char bytes[256];
    struct str blob = {bytes, sizeof(bytes)};
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;

    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    CHECK(!db_write_begin(f->db, mem, &tx));
    CHECK(!db_run(&tx, &fx_sql[FX_ADD],
                  DB_ARGS(db_int(INT64_MIN + 1), db_text(STR("Bjørn 🐻")),
                          db_blob(blob), db_date(date_ymd(2026, 2, 28)),
                          db_time((struct instant){1234567890123456})),
                  NULL));
    CHECK(!db_first(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(INT64_MIN + 1)), &rows,
                    &found));
    CHECK(found);
    CHECK(db_get_int(&rows, 0) == INT64_MIN + 1);
    CHECK_STR(db_get_text(&rows, 1), "Bjørn 🐻");
    CHECK(str_eq(db_get_blob(&rows, 2), blob));
    CHECK_DATE(db_get_date(&rows, 3), "2026-02-28");
    CHECK(db_get_time(&rows, 4).us == 1234567890123456);
    db_rows_close(&rows);
    CHECK(!db_write_end(&tx, true));
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 1);
}

TEST_BOTH(null_and_empty_differ)
{
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;

    CHECK(!db_write_begin(f->db, mem, &tx));
    CHECK(!db_run(&tx, &fx_sql[FX_ADD],
                  DB_ARGS(db_int(1), db_text(STR_NONE), db_blob(STR("")),
                          db_date(DATE_NONE), db_time((struct instant){0})),
                  NULL));
    CHECK(!db_run(&tx, &fx_sql[FX_ADD],
                  DB_ARGS(db_int(2), db_text_or_null(STR_NONE),
                          db_blob(STR_NONE), db_cz(NULL), db_id(0)),
                  NULL));
    CHECK(!db_first(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(1)), &rows, &found));
    CHECK(found && !db_is_null(&rows, 1) && !db_is_null(&rows, 2));
    CHECK(db_is_null(&rows, 3) && db_is_null(&rows, 4));
    CHECK(date_is_none(db_get_date(&rows, 3)));
    CHECK_EQ(db_get_time(&rows, 4).us, 0);
    db_rows_close(&rows);
    CHECK(!db_first(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(2)), &rows, &found));
    CHECK(found && db_is_null(&rows, 1) && db_is_null(&rows, 2));
    CHECK_EQ(db_get_text(&rows, 1).n, 0);
    db_rows_close(&rows);
    CHECK(!db_first(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(3)), &rows, &found));
    CHECK(!found);
    CHECK(!db_write_end(&tx, true));
}

TEST_BOTH(long_values)
{
    size_t n = 3000000;
    char *p = arena_alloc(mem, n);
    struct str s = {p, n};
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;

    memset(p, 'x', n);
    CHECK(!db_write_begin(f->db, mem, &tx));
    CHECK(!db_run(
        &tx, &fx_sql[FX_ADD],
        DB_ARGS(db_int(1), db_null(), db_blob(s), db_text(s), db_null()),
        NULL));
    CHECK(!db_first(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(1)), &rows, &found));
    CHECK(str_eq(db_get_blob(&rows, 2), s));
    CHECK(str_eq(db_get_text(&rows, 3), s));
    db_rows_close(&rows);
    CHECK(!db_write_end(&tx, true));
}

TEST_BOTH(rows_may_be_read_inside_rows)
{
    struct db_tx tx;
    struct db_rows outer;
    int pairs = 0;

    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK(!fx_add(f->db, mem, 2, "b"));
    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK(!db_query(&tx, &fx_sql[FX_LIST], DB_NO_ARGS, &outer));
    while (db_next(&outer)) {
        struct db_rows inner;

        CHECK(!db_query(&tx, &fx_sql[FX_LIST], DB_NO_ARGS, &inner));
        while (db_next(&inner))
            pairs += (int)(db_get_int(&outer, 0) * db_get_int(&inner, 0));
    }
    CHECK(!outer.err);
    CHECK_EQ(pairs, 1 + 2 + 2 + 4);
    CHECK(!db_query(&tx, &fx_sql[FX_LIST], DB_NO_ARGS, &outer));
    CHECK(db_next(&outer)); /* left open: the end of the transaction closes */
    db_read_end(&tx);
}

TEST_BOTH(a_value_may_go_before_the_rows_come)
{
    char name[] = "a";
    struct db_tx tx;
    struct db_rows rows;

    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK(!db_query(&tx, &fx_sql[FX_BY_NAME], DB_ARGS(db_cz(name)), &rows));
    name[0] = 'b';
    CHECK(db_next(&rows));
    db_read_end(&tx);
}

TEST_BOTH(constraints_are_conflicts)
{
    struct db_tx tx;

    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK_ERR(fx_add(f->db, mem, 1, "b"), CONFLICT, 0);
    CHECK_ERR(fx_add(f->db, mem, 2, "a"), CONFLICT, 0);
    CHECK_ERR(fx_add(f->db, mem, 13, "c"), CONFLICT, 0);
    CHECK(!db_err_is_retry(fx_add(f->db, mem, 13, "c")));
    CHECK(!db_write_begin(f->db, mem, &tx));
    CHECK_ERR(db_run(&tx, &fx_sql[FX_ADD_CHILD], DB_ARGS(db_int(1), db_int(99)),
                     NULL),
              CONFLICT, 0);
    CHECK(!db_write_end(&tx, false));
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 1);
}

TEST_BOTH(an_old_version_changes_nothing)
{
    struct db_tx tx;
    int64_t changed = -1;

    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK(!db_write_begin(f->db, mem, &tx));
    CHECK(!db_run(&tx, &fx_sql[FX_RENAME],
                  DB_ARGS(db_int(1), db_int(1), db_cz("b")), &changed));
    CHECK_EQ(changed, 1);
    CHECK(!db_run(&tx, &fx_sql[FX_RENAME],
                  DB_ARGS(db_int(1), db_int(1), db_cz("c")), &changed));
    CHECK_EQ(changed, 0);
    CHECK(!db_write_end(&tx, true));
}

TEST_BOTH(returning_and_optional)
{
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;

    CHECK(!db_write_begin(f->db, mem, &tx));
    CHECK(!db_first(&tx, &fx_sql[FX_RETURNING],
                    DB_ARGS(db_int(7), db_cz("seven")), &rows, &found));
    CHECK(found);
    CHECK_EQ(db_get_int(&rows, 0), 7);
    CHECK_EQ(db_get_int(&rows, 1), 1);
    db_rows_close(&rows);
    CHECK(!db_write_end(&tx, true));
    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK(!db_first(&tx, &fx_sql[FX_OPTIONAL], DB_ARGS(db_null()), &rows,
                    &found));
    CHECK_EQ(db_get_int(&rows, 0), 1);
    db_rows_close(&rows);
    CHECK(!db_first(&tx, &fx_sql[FX_OPTIONAL], DB_ARGS(db_int(8)), &rows,
                    &found));
    CHECK_EQ(db_get_int(&rows, 0), 0);
    db_read_end(&tx);
}

TEST_BOTH(norwegian_order)
{
    static const char *const name[] = {"Ås",  "Ødegård", "Aa",  "zebra",
                                       "ape", "Ærlig",   "Éric"};
    struct db_tx tx;
    struct db_rows rows;
    struct buf all;

    buf_init(&all, mem);
    for (size_t i = 0; i < ARRAY_LEN(name); i++)
        CHECK(!fx_add(f->db, mem, (int64_t)i + 1, name[i]));
    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK(!db_query(&tx, &fx_sql[FX_ORDERED], DB_NO_ARGS, &rows));
    while (db_next(&rows)) {
        buf_str(&all, db_get_text(&rows, 0));
        buf_char(&all, ' ');
    }
    db_read_end(&tx);
    CHECK_STR(buf_done(&all), "ape Éric zebra Ærlig Ødegård Aa Ås ");
}

TEST_BOTH(what_is_not_kept_is_undone)
{
    struct db_tx tx;
    uint64_t before = db_undone(f->db);

    CHECK(!db_write_begin(f->db, mem, &tx));
    CHECK(!db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(1), db_cz("a")),
                  NULL));
    CHECK(!db_write_end(&tx, false));
    CHECK(db_undone(f->db) > before);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 0);
    before = db_undone(f->db);
    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK(db_undone(f->db) == before);
}

TEST_BOTH(a_reader_cannot_write)
{
    struct db_tx tx;

    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK_ERR(
        db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(1), db_cz("a")), NULL),
        INTERNAL, 0);
    db_read_end(&tx);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 0);
}

TEST_BOTH(a_reader_sees_one_moment)
{
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;

    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK(!db_first(&tx, &fx_sql[FX_COUNT], DB_NO_ARGS, &rows, &found));
    CHECK_EQ(db_get_int(&rows, 0), 0);
    db_rows_close(&rows);
    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK(!db_first(&tx, &fx_sql[FX_COUNT], DB_NO_ARGS, &rows, &found));
    CHECK_EQ(db_get_int(&rows, 0), 0);
    db_rows_close(&rows);
    db_read_end(&tx);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 1);
}

TEST_BOTH(wrong_use_is_told)
{
    static const struct db_stmt stray = {"stray", "SELECT 1"};
    struct db_tx tx;
    struct db_rows rows;

    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK_ERR(db_query(&tx, &stray, DB_NO_ARGS, &rows), INTERNAL, 0);
    CHECK_ERR(db_query(&tx, &fx_sql[FX_GET], DB_NO_ARGS, &rows), INTERNAL, 0);
    db_read_end(&tx);
}

/* $0 is the transaction's own: in one statement often, in another never, and
 * never forgotten. */
TEST_BOTH(what_the_transaction_gives)
{
    struct db_tx tx;
    struct db_rows rows;
    int64_t seen = 0;

    for (int64_t i = 1; i <= 4; i++)
        CHECK(!fx_add(f->db, mem, i,
                      (const char *[]){"a", "b", "c", "d"}[i - 1]));
    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK_ERR(
        db_query(&tx, &fx_sql[FX_GIVEN], DB_ARGS(db_int(1), db_int(9)), &rows),
        INTERNAL, 0);
    db_read_end(&tx);
    CHECK(!db_read_begin(f->db, mem, &tx));
    tx.given = STR("a c d");
    CHECK(!db_query(&tx, &fx_sql[FX_GIVEN], DB_ARGS(db_int(2), db_int(9)),
                    &rows));
    while (db_next(&rows))
        seen = seen * 10 + (db_get_text(&rows, 0).p[0] - 'a' + 1);
    CHECK(!rows.err);
    CHECK_EQ(seen, 34);
    CHECK_ERR(db_query(&tx, &fx_sql[FX_GIVEN], DB_ARGS(db_int(1)), &rows),
              INTERNAL, 0);
    db_read_end(&tx);
}

TEST_BOTH(a_dropped_arena_gives_the_turn_back)
{
    struct arena *own = arena_new(100000);
    struct db_tx tx;

    CHECK(!db_write_begin(f->db, own, &tx));
    CHECK(!db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(1), db_cz("a")),
                  NULL));
    arena_reset(own); /* as the dispatcher does when a call breaks off */
    CHECK(!fx_add(f->db, mem, 2, "b"));
    CHECK(!db_read_begin(f->db, own, &tx));
    arena_free(own);
    for (int i = 0; i < 3; i++) /* both readers are free again */
        CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 1);
}

/* --- items of a batch --- */

static const struct err *
add_audit(struct db_tx *tx, void *item)
{
    const int64_t *id = item;

    return db_run(tx, &fx_sql[FX_AUDIT_ADD], DB_ARGS(db_int(*id)), NULL);
}

/* Writes, then fails: nothing of it may stay. */
static const struct err *
add_and_fail(struct db_tx *tx, void *item)
{
    const struct err *err = add_audit(tx, item);

    if (err)
        return err;
    return ERR(tx->mem, INVALID, .detail = "on purpose", .field = "x");
}

static const struct err *
eat_memory(struct db_tx *tx, void *item)
{
    const struct err *err = add_audit(tx, item);

    while (!err)
        (void)arena_alloc(tx->mem, 65536);
    return err;
}

TEST_BOTH(an_item_that_fails_leaves_its_neighbours)
{
    int64_t id[] = {1, 2, 3, 4};
    uint64_t before = db_undone(f->db);
    const struct err *err;

    CHECK(!db_batch(f->db, mem, add_audit, &id[0]));
    CHECK(db_undone(f->db) == before);
    err = db_batch(f->db, mem, add_and_fail, &id[1]);
    CHECK_ERR(err, INVALID, 0);
    CHECK_STR(str_of(err->detail), "on purpose");
    CHECK_STR(str_of(err->field), "x");
    CHECK(db_undone(f->db) > before);
    CHECK_ERR(db_batch(f->db, mem, add_audit, &id[0]), CONFLICT, 0);
    CHECK_ERR(db_batch(f->db, mem, eat_memory, &id[2]), UNAVAILABLE, 0);
    CHECK(!db_batch(f->db, mem, add_audit, &id[3]));
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_AUDIT_COUNT]), 2);
}

/* --- one row --- */

TEST_BOTH(one_row_is_there_or_not_and_gives_its_number)
{
    struct db_tx tx;
    bool found = true;
    int64_t n = 7;

    CHECK(!fx_add(f->db, mem, 41, "a"));
    CHECK(!fx_add(f->db, mem, 42, "b"));
    CHECK(!db_read_begin(f->db, mem, &tx));
    CHECK(!db_has(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(40)), &found));
    CHECK(!found);
    CHECK(!db_has(&tx, &fx_sql[FX_LIST], DB_NO_ARGS, &found));
    CHECK(found);
    CHECK(!db_number(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(40)), &n));
    CHECK_EQ(n, 0);
    CHECK(!db_number(&tx, &fx_sql[FX_LIST], DB_NO_ARGS, &n));
    CHECK_EQ(n, 41);
    CHECK(!db_number(&tx, &fx_sql[FX_LIST], DB_NO_ARGS, &n)); /* not busy */
    db_read_end(&tx);
}

/* --- opening --- */

TEST_BOTH(a_statement_that_does_not_prepare_stops_the_start)
{
    static const struct db_stmt bad[] = {{"bad.get", "SELECT nothing FROM t"}};
    static const struct db_set set = {bad, 1};
    struct db_options opt = {.url = f->url, .sets = &set, .n_sets = 1};
    struct db *db = NULL;
    const struct err *err = db_open_at(mem, &opt, f->file, FIXTURE_FILES, &db);

    CHECK_ERR(err, INTERNAL, 0);
    CHECK(strstr(err->detail, "bad.get") != NULL);
    CHECK(db == NULL);
}

TEST_BOTH(a_store_open_to_read_only)
{
    struct db_options opt = {.url = f->url,
                             .sets = &fx_set,
                             .n_sets = 1,
                             .readers = 1,
                             .read_only = true};
    struct db *db = NULL;

    CHECK(!fx_add(f->db, mem, 1, "a"));
    CHECK(!db_open_at(mem, &opt, f->file, FIXTURE_FILES, &db));
    CHECK_EQ(fx_number(db, mem, &fx_sql[FX_COUNT]), 1);
    CHECK_ERR(fx_add(db, mem, 2, "b"), INTERNAL, 0);
    db_close(db);
}
