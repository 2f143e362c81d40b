/* Handovers accepted through the app functions, against a bare group commit
 * that writes the same rows. SPDX-License-Identifier: EUPL-1.2
 *
 * handover FOLDER THREADS TIMES. FOLDER holds prepared offers and is not
 * changed: each round answers all offers of a copy. First every answer is
 * recorded once; then rounds of the product and of the yardstick take turns.
 * Prints for each round: handovers a second by the product, by the yardstick,
 * and the microseconds of processor time that each of them took for one.
 */
#include "bare.h"
#include "bench.h"

#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { OFFERS_MAX = 4000, THREADS_MAX = 256, WARM = 20, CALL_BYTES = 64 << 20 };

static struct {
    struct arena *mem;
    const char *folder;
    char copy[400];
    offer_id offer[OFFERS_MAX];
    function_id to[OFFERS_MAX];
    struct bare_tape *tape[OFFERS_MAX];
    size_t n;
    struct bench bench;
    struct bare_group group;
    atomic_size_t next;
} h;

/* It has reached the disk before anything is measured: else the first commits
 * wait for that. */
static void
copy_store(void)
{
    const char *cmd = str_cz(
        h.mem, str_fmt(h.mem, "rm -rf '%s' && cp -r '%s' '%s' && sync", h.copy,
                       h.folder, h.copy));

    if (system(cmd) != 0)
        exit(1);
}

static void
list_offers(void)
{
    const char *path = str_cz(h.mem, str_fmt(h.mem, "%s/helhet.db", h.copy));
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;

    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_prepare_v2(db,
                           "SELECT id, to_function FROM baton_offer"
                           " WHERE state = 1 AND to_function < 6000000"
                           " ORDER BY id", /* not the demo's */
                           -1, &st, NULL) != SQLITE_OK)
        exit(1);
    while (h.n < OFFERS_MAX && sqlite3_step(st) == SQLITE_ROW) {
        h.offer[h.n].v = sqlite3_column_int64(st, 0);
        h.to[h.n++].v = sqlite3_column_int64(st, 1);
    }
    sqlite3_finalize(st);
    (void)sqlite3_close(db);
}

static void
accept_offer(struct arena *mem, size_t i)
{
    struct call c;

    bench_as_therapist(&h.bench, mem, h.to[i], &c);
    bench_must(casefile_app_answer(&c, h.offer[i], ANSWER_YES, STR_NONE, NULL),
               "answer");
}

static void
record_all(void)
{
    struct arena *mem = arena_new(CALL_BYTES);

    bench_open(&h.bench, h.copy, false, 1); /* first: it configures SQLite */
    list_offers();
    for (size_t i = 0; i < h.n; i++) {
        h.tape[i] = bare_tape_new(h.mem, 128);
        bare_record(h.tape[i]);
        accept_offer(mem, i);
        bare_record(NULL);
    }
    bench_close(&h.bench);
    arena_free(mem);
}

/* Only what writes: who merely writes rows needs not read. */
static bool
writes(struct str sql)
{
    return str_starts(sql, STR("INSERT")) || str_starts(sql, STR("UPDATE")) ||
           str_starts(sql, STR("DELETE"));
}

static void
keep_writes(void)
{
    for (size_t i = 0; i < h.n; i++) {
        struct bare_tape *t = h.tape[i];
        size_t n = 0;

        for (size_t k = 0; k < t->n; k++)
            if (t->step[k].kind == BARE_SQL && writes(t->step[k].sql))
                t->step[n++] = t->step[k];
        if (i == 0)
            fprintf(stderr,
                    "handover: %zu statements and decryptions, %zu write\n",
                    t->n, n);
        t->n = n;
    }
}

/* --- the two sides --- */

static void *
answer_some(void *arg)
{
    struct arena *mem = arena_new(CALL_BYTES);
    size_t i;

    (void)arg;
    while ((i = atomic_fetch_add(&h.next, 1)) < h.n)
        accept_offer(mem, i);
    arena_free(mem);
    return NULL;
}

struct waiting {
    struct bare_item item; /* first */
    sem_t durable;
};

static void
is_durable(struct bare_item *item)
{
    (void)sem_post(&((struct waiting *)(void *)item)->durable);
}

static void *
write_some(void *arg)
{
    struct waiting w = {.item = {.done = is_durable}};
    size_t i;

    (void)arg;
    if (sem_init(&w.durable, 0, 0) != 0)
        exit(1);
    while ((i = atomic_fetch_add(&h.next, 1)) < h.n) {
        w.item.tape = h.tape[i];
        bare_group_add(&h.group, &w.item);
        while (sem_wait(&w.durable) != 0)
            ;
    }
    return NULL;
}

struct speed {
    double rate; /* a second */
    double us;   /* of processor time, for one */
};

static double
since(clockid_t clock, const struct timespec *from)
{
    struct timespec to;

    clock_gettime(clock, &to);
    return (double)(to.tv_sec - from->tv_sec) +
           (double)(to.tv_nsec - from->tv_nsec) / 1e9;
}

static void
run_threads(void *(*work)(void *), int threads)
{
    pthread_t thread[THREADS_MAX];

    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, work, NULL) != 0)
            exit(1);
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
}

/* The first WARM are not counted: a server prepares its statements once. */
static struct speed
speed(void *(*work)(void *), int threads)
{
    struct timespec from;
    struct timespec cpu;
    struct speed s;
    size_t all = h.n;

    atomic_store(&h.next, 0);
    h.n = WARM;
    run_threads(work, 1);
    atomic_store(&h.next, WARM);
    h.n = all;
    clock_gettime(CLOCK_MONOTONIC, &from);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    run_threads(work, threads);
    s.rate = (double)(all - WARM) / since(CLOCK_MONOTONIC, &from);
    s.us = since(CLOCK_PROCESS_CPUTIME_ID, &cpu) * 1e6 / (double)(all - WARM);
    return s;
}

static struct speed
speed_of_product(int threads)
{
    struct speed s;

    copy_store();
    bench_open(&h.bench, h.copy, false, 1);
    s = speed(answer_some, threads);
    bench_close(&h.bench);
    return s;
}

static struct speed
speed_of_yardstick(int threads)
{
    const char *path = str_cz(h.mem, str_fmt(h.mem, "%s/helhet.db", h.copy));

    copy_store();
    h.group.conn = bare_open(h.mem, path, true);
    for (size_t i = 0; i < h.n; i++)
        bare_prepare(h.group.conn, h.tape[i]);
    return speed(write_some, threads);
}

int
main(int argc, char **argv)
{
    int threads = argc == 4 ? (int)strtol(argv[2], NULL, 10) : 0;
    long times = argc == 4 ? strtol(argv[3], NULL, 10) : 0;

    if (threads < 1 || threads > THREADS_MAX) {
        fprintf(stderr, "handover FOLDER THREADS TIMES\n");
        return 2;
    }
    h.mem = arena_new((size_t)4 << 30);
    h.folder = argv[1];
    snprintf(h.copy, sizeof h.copy, "%s.copy", argv[1]);
    copy_store();
    record_all();
    if (h.n <= WARM)
        exit(1);
    keep_writes();
    bare_group_start(&h.group);
    for (long i = 0; i < times; i++) {
        struct speed product = speed_of_product(threads);
        struct speed yard = speed_of_yardstick(threads);

        printf("%.0f %.0f %.0f %.0f\n", product.rate, yard.rate, product.us,
               yard.us);
    }
    return 0;
}
