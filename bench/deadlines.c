/* deadlines FOLDER: the daily run over deadlines among a million open steps of
 * pathways, of which 1,000 are due, against a scan of the whole table.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Prints milliseconds of processor time, medians of turns: to find those that
 * are due, to mark them as missed as well, a scan. The store is made in FOLDER
 * and left there.
 */
#include "base/clock.h"
#include "bench.h"
#include "deadline/app.h"
#include "deadline/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TURNS = 7, BATCH = 200 };

/* Of processor time: nothing here waits, and others are not measured along. */
static double
now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double
median(double *v)
{
    qsort(v, TURNS, sizeof *v, by_size);
    return v[TURNS / 2];
}

static void
plain(sqlite3 *db, const char *sql)
{
    char *why = NULL;

    if (sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK)
        return;
    fprintf(stderr, "bench: %s\n", why);
    exit(1);
}

/* A million steps, each with its deadline; every thousandth is due. Their rules
 * have names of many lengths, as in real use: were all rows equally long, all
 * pages would have equally little room, and a row that grows by the leader who
 * is told would either split each page or none. */
static void
fill(sqlite3 *db)
{
    plain(db, "PRAGMA synchronous = OFF; BEGIN;"
              "CREATE TEMP TABLE n AS WITH RECURSIVE c (i) AS (SELECT 1"
              " UNION ALL SELECT i + 1 FROM c WHERE i < 1000000)"
              " SELECT i FROM c;"
              "INSERT INTO pathway_step (id, run_id, step, round, state,"
              " service, unit_id, function_id, opened_on, due_on, deviations)"
              " SELECT i, (SELECT MIN(id) FROM pathway_run), 's' || i, 1,"
              " 'open', 'bup', f.unit_id, f.id, '2026-01-01', '2030-01-01', 0"
              " FROM n, (SELECT id, unit_id FROM unit_function LIMIT 1) f;"
              "INSERT INTO deadline (id, case_id, unit_id, function_id,"
              " account_id, kind, rule, source, due_on, state, object_id,"
              " made_at, version) SELECT i, (SELECT MIN(id) FROM case_file),"
              " f.unit_id, f.id, f.account_id, 'pathway_step',"
              " substr('bench: the rule of a step', 1, 5 + i % 21), 0,"
              " CASE WHEN i % 1000 = 0 THEN '2020-01-01' ELSE '2090-01-01'"
              " END, 0, i, 0, 1 FROM n, (SELECT id, unit_id, account_id"
              " FROM unit_function LIMIT 1) f; COMMIT");
}

static double
find_due(struct bench *b)
{
    struct deadline_list list = {0};
    struct db_tx tx;
    double from = now_ms();

    arena_reset(b->call_mem);
    bench_must(db_read_begin(b->w.sv.db, b->call_mem, &tx), "read");
    bench_must(
        deadline_store_list_passed(&tx, date_in_oslo(clock_now()), &list),
        "due");
    db_read_end(&tx);
    if (list.n != BATCH)
        exit(1);
    return now_ms() - from;
}

/* Rolled back, so that each turn finds the same. */
static double
run_job(struct bench *b)
{
    struct call c;
    double from = now_ms();
    const struct err *err;

    arena_reset(b->call_mem);
    call_init_system(&c, b->call_mem, &b->w.sv, clock_now());
    bench_must(call_begin_on(&c, ACT_SYSTEM_JOB, subject_none()), "begin");
    bench_must(deadline_job_passed(&c, 0), "job");
    from = now_ms() - from;
    err = call_end(&c, ACT_SYSTEM_JOB, 0, ERR(b->call_mem, CONFLICT));
    return err ? from : 0;
}

static double
scan(sqlite3 *db)
{
    double from = now_ms();

    plain(db, "SELECT SUM(LENGTH(step)), SUM(due_on < '2026-01-01')"
              " FROM pathway_step NOT INDEXED");
    return now_ms() - from;
}

int
main(int argc, char **argv)
{
    double found[TURNS];
    double job[TURNS];
    double whole[TURNS];
    struct arena *mem = arena_new(1 << 20);
    struct bench b;
    sqlite3 *db = NULL;

    if (argc != 2) {
        fprintf(stderr, "deadlines FOLDER\n");
        return 2;
    }
    bench_open(&b, argv[1], true, 1);
    bench_close(&b);
    if (sqlite3_open(str_cz(mem, str_fmt(mem, "%s/helhet.db", argv[1])), &db))
        return 1;
    fill(db);
    bench_open(&b, argv[1], false, 1);
    for (int i = 0; i < TURNS; i++) {
        found[i] = find_due(&b);
        job[i] = run_job(&b);
        whole[i] = scan(db);
    }
    printf("%.3f %.3f %.3f\n", median(found), median(job), median(whole));
    bench_close(&b);
    (void)sqlite3_close(db);
    arena_free(mem);
    return 0;
}
