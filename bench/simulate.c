/* The simulator's speed: an M/M/4 of the engine, a bare loop, the country.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * simulate engine|bare|country CUSTOMERS [THREADS]: prints customers per second
 * of processor time, and per second of the clock. */
#include "capacity/estimate.h"
#include "capacity/heap.h"
#include "capacity/params.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const double rate = 3.2; /* four servers, work of mean 1: load 0.8 */

static double
seconds(clockid_t clock)
{
    struct timespec t;

    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* --- the same draws and heap operations, and nothing else --- */

static double
unit_exponential(struct sim_stream *s, uint64_t n)
{
    return -sim_log(unit_of(stream_bits(s, n)));
}

static uint64_t
bare(uint64_t customers)
{
    struct sim_stream arrive = {
        .key = 1, .purpose = SIM_P_ARRIVE, .block = SIM_NO_BLOCK};
    struct sim_stream work = {
        .key = 1, .purpose = SIM_P_ASSESS, .block = SIM_NO_BLOCK};
    struct sim_event heap[16] = {{0}};
    uint32_t n = 0;
    uint64_t came = 0;
    uint64_t served = 0;
    uint64_t waiting = 0;
    int idle = 4;

    heap_push(heap, &n, (struct sim_event){0, 0, 0});
    while (served < customers) {
        struct sim_event e = heap[1];
        double now = e.t;

        if (e.what == 0) {
            e.t += unit_exponential(&arrive, came++) / rate;
            heap_replace(heap, n, e);
            if (idle == 0) {
                waiting++;
                continue;
            }
            idle--;
            e = (struct sim_event){now + unit_exponential(&work, served++), 1,
                                   0};
            heap_push(heap, &n, e);
        } else if (waiting > 0) {
            waiting--;
            e.t += unit_exponential(&work, served++);
            heap_replace(heap, n, e);
        } else {
            idle++;
            heap_pop(heap, &n);
        }
    }
    return served;
}

/* --- the engine --- */

static uint64_t
engine(struct arena *mem, uint64_t customers, int threads)
{
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);
    struct sim_options o = {
        .seed = 1, .replications = 2 * threads, .threads = threads};
    double length = (double)customers / rate / o.replications;

    sim_model_queue(m, 4, rate, (struct sim_dist){SIM_EXPONENTIAL, 1, 0},
                    length / 10, length);
    return sim_run(mem, m, &o)->children;
}

/* The shipped scenario for the whole country, ten years. */
static uint64_t
country(struct arena *mem, uint64_t children, int threads)
{
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);
    struct params *p = ARENA_NEW(mem, struct params);
    int region[SIM_REGIONS_MAX];
    struct sim_options o = {.seed = 1, .replications = 1, .threads = threads};

    params_defaults(mem, date_ymd(2027, 1, 1), p);
    if (params_set(mem, p, STR("omrade"), STR("landet")) ||
        params_set(mem, p, STR("aar"), STR("10")))
        exit(1);
    params_model(p, m, region);
    o.replications = (int)((double)children / params_children(p)) + 1;
    return sim_run(mem, m, &o)->children;
}

int
main(int argc, char **argv)
{
    struct arena *mem = arena_new((size_t)1 << 30);
    uint64_t n = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000;
    int threads = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 1;
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    double wall = seconds(CLOCK_MONOTONIC);
    char what = argc > 1 ? argv[1][0] : 'e';

    if (what == 'b')
        n = bare(n);
    else if (what == 'c')
        n = country(mem, n, threads);
    else
        n = engine(mem, n, threads);
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = seconds(CLOCK_MONOTONIC) - wall;
    printf("%.0f %.0f\n", (double)n / cpu, (double)n / wall);
    arena_free(mem);
    return 0;
}
