/* How many teams, and from when: against long runs, and against theory.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/model.h"

#include "base/test.h"

#include <math.h>
#include <stdio.h>

static struct sim_model *
region(struct arena *mem, int teams)
{
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);
    struct sim_team like = sim_team_usual(0, 42);

    sim_model_init(m);
    m->months = 36;
    m->region[0].moved_a_year = 240;
    m->asked = m->asked_duty = 0.85;
    m->prepare = (struct sim_dist){SIM_LOGNORMAL, 1, 0.4};
    m->assess = (struct sim_dist){SIM_LOGNORMAL, 1.5, 0.3};
    m->after = (struct sim_dist){SIM_LOGNORMAL, 1.6, 0.5};
    m->young = 0.3;
    like.absence = 0.08;
    sim_teams_set(m, 0, teams, &like);
    return m;
}

static struct sim_ask
ask_for(double target)
{
    return (struct sim_ask){.target = target,
                            .confidence = 0.95,
                            .most = 40,
                            .replications = 2000,
                            .seed = 3,
                            .threads = 2};
}

static double
share_with(struct arena *mem, int teams)
{
    struct sim_options o = {.seed = 77, .replications = 200, .threads = 2};

    return sim_run(mem, region(mem, teams), &o)->all.within.mean;
}

static void
print_tries(const struct sim_answer *a)
{
    for (int i = 0; i < a->n_tries; i++)
        printf("    %d: %d replications, %.4f [%.4f, %.4f] %d\n",
               a->tries[i].teams, a->tries[i].replications,
               a->tries[i].within.mean, a->tries[i].within.low,
               a->tries[i].within.high, a->tries[i].verdict);
}

TEST(fewest_teams_are_enough_and_one_less_is_not)
{
    struct sim_ask ask = ask_for(0.9);
    const struct sim_answer *a = sim_solve(mem, region(mem, 2), &ask);
    double here;
    double less;

    print_tries(a);
    CHECK(a->found && a->teams > 1);
    here = share_with(mem, a->teams);
    less = share_with(mem, a->teams - 1);
    printf("%d teams: %.4f, one less: %.4f\n", a->teams, here, less);
    CHECK(here >= 0.9 && less < 0.9);
    CHECK_EQ(a->per_region[0], a->teams);
}

TEST(the_answer_does_not_depend_on_threads_or_where_it_starts)
{
    struct sim_ask ask = ask_for(0.8);
    const struct sim_answer *a = sim_solve(mem, region(mem, 1), &ask);
    const struct sim_answer *b;

    ask.threads = 1;
    b = sim_solve(mem, region(mem, 1), &ask);
    CHECK_EQ(a->n_tries, b->n_tries);
    for (int i = 0; i < a->n_tries; i++)
        CHECK(!(a->tries[i].within.low < b->tries[i].within.low) &&
              !(a->tries[i].within.low > b->tries[i].within.low));
    b = sim_solve(mem, region(mem, 20), &ask);
    CHECK_EQ(a->teams, b->teams);
}

TEST(what_cannot_be_reached_is_not_found)
{
    struct sim_ask ask = ask_for(0.9);
    const struct sim_answer *a;

    ask.most = 2;
    a = sim_solve(mem, region(mem, 2), &ask);
    print_tries(a);
    CHECK(!a->found && !a->cancelled);
}

TEST(a_country_shares_its_teams_out)
{
    struct sim_model *m = region(mem, 2);
    struct sim_ask ask = ask_for(0.8);
    const struct sim_answer *a;

    m->regions = 3;
    m->region[1] = (struct sim_region){80, 0, 0};
    m->region[2] = (struct sim_region){160, 10, 30};
    ask.region = -1;
    a = sim_solve(mem, m, &ask);
    print_tries(a);
    CHECK(a->found);
    CHECK_EQ(a->per_region[0] + a->per_region[1] + a->per_region[2], a->teams);
    CHECK(a->per_region[1] >= 1 && a->per_region[0] > a->per_region[1]);
}

/* Two teams, and three more after a year and a half; the duty then. */
static struct sim_model *
building_up(struct arena *mem)
{
    struct sim_model *m = region(mem, 6);

    m->months = 60;
    m->asked = 0.2;
    for (int i = 2; i < 6; i++)
        m->team[i].from = 550;
    return m;
}

TEST(the_duty_can_come_when_the_teams_are_there)
{
    struct sim_model *m = building_up(mem);
    struct sim_ask ask = ask_for(0.9);
    const struct sim_answer *a = sim_solve_date(mem, m, &ask);

    print_tries(a);
    CHECK(a->found);
    CHECK(date_cmp(a->from, date_ymd(2028, 1, 1)) > 0 &&
          date_cmp(a->from, date_ymd(2028, 12, 1)) <= 0);
    for (int i = 2; i < 6; i++)
        m->team[i].from = 5500;
    CHECK(!sim_solve_date(mem, m, &ask)->found);
}

/* Ten good years do not make up for a bad first one. */
TEST(the_first_year_counts_by_itself)
{
    struct sim_model *m = building_up(mem);
    struct sim_ask ask = ask_for(0.9);
    const struct sim_answer *a;

    m->months = 240;
    a = sim_solve_date(mem, m, &ask);
    print_tries(a);
    CHECK(a->found && date_cmp(a->from, date_ymd(2028, 1, 1)) > 0);
}

static bool
never(void *ctx, int done, int total)
{
    (void)ctx;
    CHECK(done >= 0 && done <= total);
    return false;
}

TEST(a_stopped_search_says_so)
{
    struct sim_ask ask = ask_for(0.9);
    const struct sim_answer *a;

    ask.progress = never;
    a = sim_solve(mem, region(mem, 2), &ask);
    CHECK(a->cancelled && !a->found);
}
