/* The engine: same bits on any number of threads, and what must always hold.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/engine.h"

#include "base/test.h"

#include <math.h>
#include <stdio.h>

/* A country with all that the model knows of. */
static struct sim_model *
country(struct arena *mem, int years)
{
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);
    static const int teams[] = {2, 1, 2, 2, 2};

    sim_model_init(m);
    m->months = 12 * years;
    m->regions = 5;
    m->trend = 0.02;
    m->season[6] = 0.6;
    m->season[8] = 1.4;
    m->eligible = 0.95;
    m->asked = 0.4;
    m->offered = 0.9;
    m->young = 0.35;
    m->share[0] = 0.1;
    m->share[1] = 0.6;
    m->share[2] = 0.3;
    m->decision = (struct sim_dist){SIM_LOGNORMAL, 10, 0.6};
    m->gather = (struct sim_dist){SIM_EXPONENTIAL, 14, 0};
    m->prepare = (struct sim_dist){SIM_LOGNORMAL, 1, 0.4};
    m->assess = (struct sim_dist){SIM_LOGNORMAL, 1.5, 0.3};
    m->after = (struct sim_dist){SIM_LOGNORMAL, 1.5, 0.5};
    m->cancel = 0.1;
    m->cancel_days = 120;
    m->no_show = 0.08;
    m->no_show_days = 0.5;
    m->rule = SIM_URGENCY;
    m->help = true;
    m->help_after = 28;
    m->help_work = 1.15;
    for (int r = 0; r < m->regions; r++) {
        struct sim_team like = sim_team_usual(r, 42);

        m->region[r] = (struct sim_region){350, 30, 40};
        like.bands = 1;
        like.absence = 0.08;
        like.vacant = 0.1;
        like.vacant_speed = 0.4;
        sim_teams_set(m, r, teams[r], &like);
    }
    m->team[3].from = 400;
    m->team[4].until = 500;
    return m;
}

static const struct sim_result *
run(struct arena *mem, const struct sim_model *m, int n, int threads)
{
    struct sim_options o = {
        .seed = 5, .replications = n, .threads = threads, .target = 0.9};

    return sim_run(mem, m, &o);
}

TEST(any_number_of_threads_gives_the_same_bits)
{
    static const int threads[] = {1, 2, 3, 7};
    uint64_t hash = 0;

    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        const struct sim_result *r = run(mem, country(mem, 2), 23, threads[i]);

        printf("%d threads: %016llx, %llu children\n", threads[i],
               (unsigned long long)r->hash, (unsigned long long)r->children);
        if (i == 0)
            hash = r->hash;
        CHECK_EQ(r->hash, hash);
        CHECK_EQ(r->replications, 23);
        CHECK(!r->cancelled && !r->overflow);
        CHECK(r->little < 1e-9);
        arena_reset(mem);
    }
    /* and on any machine: written down once */
    CHECK_EQ(hash, 0xb602d97e93eb72cb);
}

TEST(another_seed_gives_another_answer)
{
    struct sim_options o = {.seed = 6, .replications = 3, .threads = 1};
    struct sim_model *m = country(mem, 1);

    CHECK(sim_run(mem, m, &o)->hash != run(mem, m, 3, 1)->hash);
}

TEST(shares_are_shares_and_waits_follow_each_other)
{
    const struct sim_result *r = run(mem, country(mem, 3), 20, 2);

    for (int i = -1; i < 5; i++) {
        const struct sim_scope *s = i < 0 ? &r->all : &r->region[i];

        CHECK(s->within.mean >= 0 && s->within.mean <= 1);
        CHECK(s->within.low <= s->within.mean &&
              s->within.mean <= s->within.high);
        CHECK(s->wait[SIM_DECISION].mean < s->wait[SIM_ASSESSMENT].mean);
        CHECK(s->wait[SIM_ASSESSMENT].mean < s->wait[SIM_REPORT].mean);
        CHECK(s->p50[SIM_ASSESSMENT].mean <= s->p90[SIM_ASSESSMENT].mean);
        CHECK(s->backlog[0].mean >= 29 && s->asked.mean > 0);
    }
    CHECK_EQ(r->all.backlog[0].mean, 150);
    for (int i = 0; i < 9; i++)
        CHECK(r->busy[i].mean > 0 && r->busy[i].mean <= 1.0001);
}

/* Few runs give wide intervals, but none beyond what can be. */
TEST(no_interval_goes_beyond_what_can_be)
{
    struct sim_model *m = country(mem, 1);

    for (int n = 2; n < 6; n++) {
        const struct sim_result *r = run(mem, m, n, 1);

        for (int i = -1; i < m->regions; i++) {
            const struct sim_scope *s = i < 0 ? &r->all : &r->region[i];

            CHECK(s->within.low >= 0 && s->within.high <= 1);
            CHECK(s->waited.low >= 0 && s->waited.high <= 1);
            CHECK(s->wait[SIM_ASSESSMENT].low >= 0 && s->left.low >= 0);
        }
        for (int i = 0; i < m->teams; i++) /* NAN: not open that year */
            CHECK(!(r->busy[i].low < 0 || r->busy[i].high > 1.0001));
    }
}

TEST(requests_come_at_the_rate_asked_for)
{
    struct sim_model *m = country(mem, 2);
    const struct sim_result *r;

    m->trend = 0;
    m->season[6] = m->season[8] = 1;
    r = run(mem, m, 200, 2);
    printf("asked for a year: %.1f (%.1f-%.1f), theory %.1f\n",
           r->all.asked.mean, r->all.asked.low, r->all.asked.high,
           1750 * 0.95 * 0.4);
    CHECK(fabs(r->all.asked.mean - 1750 * 0.95 * 0.4) < 5);
    CHECK(fabs(r->all.refused.mean - 1750 * 0.95 * 0.4 * 0.1) < 2);
}

/* The same children come: more teams can only help them (common numbers). */
TEST(more_teams_leave_fewer_waiting)
{
    double before = INFINITY;

    for (int n = 1; n <= 6; n++) {
        struct sim_model *m = country(mem, 2);
        struct sim_team like = sim_team_usual(0, 42);
        double left;

        m->help = false;
        m->rule = SIM_FIRST_COME;
        sim_teams_set(m, 0, n, &like);
        CHECK_EQ(sim_teams_in(m, 0), n);
        left = run(mem, m, 10, 2)->region[0].backlog[24].mean;
        CHECK(left <= before);
        before = left;
        arena_reset(mem);
    }
}

TEST(a_queue_that_cannot_end_says_so)
{
    struct sim_model *m = country(mem, 3);
    const struct sim_result *r;

    m->help = false;
    m->asked = 1;
    m->cancel = 0;
    r = run(mem, m, 10, 2);
    CHECK(r->all.unstable && r->all.load > 1);
    CHECK(r->all.growth.low > 0);
    m->asked = 0.05;
    r = run(mem, m, 10, 2);
    CHECK(!r->region[0].unstable && r->region[0].load < 1);
}

static bool
stop_at_once(void *ctx, int done, int total)
{
    *(int *)ctx = done;
    return done < 5 || total < 5;
}

TEST(a_stopped_run_tells_what_it_did)
{
    int done = 0;
    atomic_bool cancel = true;
    struct sim_options o = {.seed = 5,
                            .replications = 1000,
                            .threads = 2,
                            .progress = stop_at_once,
                            .ctx = &done};
    const struct sim_result *r = sim_run(mem, country(mem, 1), &o);

    CHECK(r->cancelled && r->replications >= 5 && r->replications < 20);
    CHECK_EQ(r->hash, run(mem, country(mem, 1), r->replications, 1)->hash);
    o.progress = NULL;
    o.cancel = &cancel;
    r = sim_run(mem, country(mem, 1), &o);
    CHECK(r->cancelled && r->replications <= 3);
}

TEST(weeks_close_in_summer_first)
{
    int open = 0;

    CHECK(sim_week_closed(date_ymd(2027, 7, 20), 51)); /* week 29 */
    CHECK(!sim_week_closed(date_ymd(2027, 7, 27), 51));
    CHECK(sim_week_closed(date_ymd(2027, 3, 24), 45)); /* before Easter */
    for (int i = 0; i < 52; i++)
        open += !sim_week_closed(date_add(date_ymd(2027, 1, 4), 7 * i), 30);
    CHECK_EQ(open, 30);
}

TEST(bad_models_are_told)
{
    struct sim_model *m = country(mem, 1);

    CHECK(sim_model_ok(m));
    m->share[0] = 0.5;
    CHECK(!sim_model_ok(m));
    m = country(mem, 1);
    m->team[0].region = 5;
    CHECK(!sim_model_ok(m));
    m = country(mem, 1);
    m->months = 0;
    CHECK(!sim_model_ok(m));
}
