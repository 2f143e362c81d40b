/* The engine against the queues that mathematics solves: theory within the
 * engine's own intervals, 99 % over the whole family of comparisons.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/model.h"

#include "base/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Chosen before the first run, and never since. */
enum { SEED = 20261122, REPLICATIONS = 30, CUSTOMERS = 50000 };

/* How many comparisons all tests of this file make. One per cent is divided
 * among them (Bonferroni); the last test counts them. */
enum { FAMILY = 90 };
static int compared;

static int
percent(void)
{
    const char *more = getenv("HELHET_TRUTH_PERCENT");

    return more ? (int)strtol(more, NULL, 10) : 100;
}

static const struct sim_result *
simulate(struct arena *mem, struct sim_model *m, double rate)
{
    static uint64_t runs;
    struct sim_options o = {.seed = SEED + 1000 * runs++,
                            .replications = REPLICATIONS,
                            .threads = 2,
                            .confidence = 1 - 0.01 / FAMILY};
    double length = CUSTOMERS * (percent() / 100.0) / rate;

    m->length = length;
    m->warmup = length / 5;
    return sim_run(mem, m, &o);
}

static void
compare(const char *what, double theory, struct sim_estimate got)
{
    bool in = theory >= got.low && theory <= got.high;

    printf("%-44s theory %9.5f  engine %9.5f  [%9.5f, %9.5f] %s\n", what,
           theory, got.mean, got.low, got.high, in ? "" : "OUTSIDE");
    compared++;
    CHECK(in);
}

static void
little(const struct sim_result *r)
{
    CHECK(r->little < 1e-9);
    CHECK(!r->overflow && !r->cancelled);
}

static struct sim_model *
queue(struct arena *mem, int servers, double rate, struct sim_dist service)
{
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);

    sim_model_queue(m, servers, rate, service, 0, 1);
    return m;
}

/* --- theory --- */

/* Erlang's B, and from it C: the chance that one of c servers is not free when
 * work comes at `offered`. Source: Erlang 1917; recursion as in Cooper,
 * Introduction to Queueing Theory, 1981. */
static double
erlang_b(int c, double offered)
{
    double b = 1;

    for (int i = 1; i <= c; i++)
        b = offered * b / (i + offered * b);
    return b;
}

static double
erlang_c(int c, double load)
{
    double b = erlang_b(c, c * load);

    return b / (1 - load * (1 - b));
}

/* --- M/M/c --- */

static void
compare_mmc(struct arena *mem, int c, double load)
{
    static const struct sim_dist service = {SIM_EXPONENTIAL, 1, 0};
    double wait = erlang_c(c, load);
    double mean = wait / (c * (1 - load));
    double goal = 1 / (c * (1 - load)); /* as long as those wait who do */
    struct sim_model *m = queue(mem, c, c * load, service);
    const struct sim_result *r;
    char what[80];

    m->goal_days[0] = goal;
    r = simulate(mem, m, c * load);
    snprintf(what, sizeof what, "M/M/%d load %.2f P(wait)", c, load);
    compare(what, wait, r->all.waited);
    snprintf(what, sizeof what, "M/M/%d load %.2f mean wait", c, load);
    compare(what, mean, r->all.wait[SIM_ASSESSMENT]);
    snprintf(what, sizeof what, "M/M/%d load %.2f P(wait <= goal)", c, load);
    compare(what, 1 - wait * exp(-1), r->all.within);
    snprintf(what, sizeof what, "M/M/%d load %.2f mean queue", c, load);
    compare(what, mean * c * load, r->all.waiting);
    little(r);
}

TEST(many_servers_agree_with_erlang)
{
    static const int servers[] = {1, 2, 4, 9, 40};
    static const double load[] = {0.5, 0.8, 0.95};

    for (size_t i = 0; i < ARRAY_LEN(servers); i++) {
        for (size_t k = 0; k < ARRAY_LEN(load); k++) {
            compare_mmc(mem, servers[i], load[k]);
            arena_reset(mem);
        }
    }
}

/* --- M/D/1, M/G/1 --- */

/* Source: Pollaczek 1930, Khinchine 1932. */
TEST(one_server_agrees_with_pollaczek_and_khinchine)
{
    static const struct {
        const char *what;
        struct sim_dist service;
        double load;
    } k[] = {
        {"M/D/1 load 0.50", {SIM_FIXED, 1, 0}, 0.5},
        {"M/D/1 load 0.80", {SIM_FIXED, 1, 0}, 0.8},
        {"M/D/1 load 0.95", {SIM_FIXED, 1, 0}, 0.95},
        {"M/G/1 lognormal cv 0.5 load 0.50", {SIM_LOGNORMAL, 2, 0.5}, 0.5},
        {"M/G/1 lognormal cv 0.5 load 0.80", {SIM_LOGNORMAL, 2, 0.5}, 0.8},
        {"M/G/1 lognormal cv 0.5 load 0.95", {SIM_LOGNORMAL, 2, 0.5}, 0.95},
        {"M/G/1 lognormal cv 1.5 load 0.50", {SIM_LOGNORMAL, 0.5, 1.5}, 0.5},
        {"M/G/1 lognormal cv 1.5 load 0.80", {SIM_LOGNORMAL, 0.5, 1.5}, 0.8},
    };

    for (size_t i = 0; i < ARRAY_LEN(k); i++) {
        double rate = k[i].load / k[i].service.mean;
        double squares = k[i].service.mean * k[i].service.mean *
                         (1 + k[i].service.cv * k[i].service.cv);
        const struct sim_result *r = simulate(
            mem, queue(mem, 1, rate, k[i].service), rate);

        compare(k[i].what, rate * squares / (2 * (1 - k[i].load)),
                r->all.wait[SIM_ASSESSMENT]);
        compare("    utilisation", k[i].load, r->busy[0]);
        little(r);
        arena_reset(mem);
    }
}

/* --- two classes, M/M/1 --- */

/* Source: Cobham: Priority assignment in waiting line problems (1954). */
TEST(two_classes_agree_with_cobham)
{
    static const double load[] = {0.6, 0.9};
    static const struct sim_dist service = {SIM_EXPONENTIAL, 1, 0};
    const double urgent = 0.3;

    for (size_t i = 0; i < ARRAY_LEN(load); i++) {
        struct sim_model *m = queue(mem, 1, load[i], service);
        double left = 1 - urgent * load[i];
        const struct sim_result *r;

        m->rule = SIM_URGENCY;
        m->share[0] = urgent;
        m->share[1] = 1 - urgent;
        r = simulate(mem, m, load[i]);
        compare("M/M/1 two classes, urgent", load[i] / left, r->class_wait[0]);
        compare("M/M/1 two classes, other", load[i] / (left * (1 - load[i])),
                r->class_wait[1]);
        little(r);
        arena_reset(mem);
    }
}

/* --- M/M/c/K --- */

/* States of a birth and death process, from the balance of each two. */
static void
loss_theory(int c, int room, double offered, double *lost, double *wait)
{
    double p = 1;
    double all = 0;
    double queue_sum = 0;

    for (int n = 0; n <= room; n++) {
        all += p;
        queue_sum += n > c ? (n - c) * p : 0;
        if (n < room)
            p *= offered / (n < c ? n + 1 : c);
    }
    *lost = p / all;
    *wait = queue_sum / all / (offered * (1 - *lost));
}

TEST(a_full_house_loses_as_many_as_theory_says)
{
    static const struct {
        int servers, room;
        double offered;
    } k[] = {{1, 5, 0.9}, {1, 1, 0.7}, {4, 4, 3}, {2, 10, 2.4}, {9, 12, 8}};
    static const struct sim_dist service = {SIM_EXPONENTIAL, 1, 0};

    for (size_t i = 0; i < ARRAY_LEN(k); i++) {
        struct sim_model *m = queue(mem, k[i].servers, k[i].offered, service);
        const struct sim_result *r;
        char what[80];
        double lost;
        double wait;

        m->room = k[i].room;
        r = simulate(mem, m, k[i].offered);
        loss_theory(k[i].servers, k[i].room, k[i].offered, &lost, &wait);
        snprintf(what, sizeof what, "M/M/%d/%d offered %.1f", k[i].servers,
                 k[i].room, k[i].offered);
        compare(what, lost, r->all.lost);
        if (k[i].room > k[i].servers)
            compare("    mean wait of those let in", wait,
                    r->all.wait[SIM_ASSESSMENT]);
        little(r);
        arena_reset(mem);
    }
}

/* --- one long run: MSER-5 and batch means --- */

TEST(one_long_run_knows_its_interval)
{
    static const struct sim_dist service = {SIM_EXPONENTIAL, 1, 0};
    struct sim_model *m = queue(mem, 2, 1.4, service);
    struct sim_options o = {.seed = SEED,
                            .replications = 1,
                            .threads = 1,
                            .mser = true,
                            .confidence = 1 - 0.01 / FAMILY};
    const struct sim_result *r;
    double wait = erlang_c(2, 0.7);

    m->length = CUSTOMERS * 10 / 1.4;
    r = sim_run(mem, m, &o);
    printf("warm-up by MSER-5: %.1f of %.0f\n", r->warmup, m->length);
    compare("M/M/2 load 0.70, batch means, P(wait)", wait, r->all.waited);
    compare("M/M/2 load 0.70, batch means, mean wait", wait / 0.6,
            r->all.wait[SIM_ASSESSMENT]);
    CHECK(r->warmup < m->length / 2);
    little(r);
}

TEST(the_family_has_the_size_its_level_was_made_for)
{
    printf("%d comparisons\n", compared);
    CHECK(compared <= FAMILY);
    if (compared > 2) /* not when run alone */
        CHECK_EQ(compared, FAMILY);
}
