/* What the model promises of teams, weeks, rules and ages, against arithmetic.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/model.h"

#include "base/test.h"
#include "base/workday.h"

#include <math.h>
#include <stdio.h>

/* One region, far more children than its teams can take; work of two days. */
static struct sim_model *
crowded(struct arena *mem, int teams, const struct sim_team *like)
{
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);

    sim_model_init(m);
    m->months = 36;
    m->region[0].moved_a_year = 600;
    m->prepare = (struct sim_dist){SIM_FIXED, 0.5, 0};
    m->assess = (struct sim_dist){SIM_FIXED, 1, 0};
    m->after = (struct sim_dist){SIM_FIXED, 0.5, 0};
    sim_teams_set(m, 0, teams, like);
    return m;
}

static const struct sim_result *
run(struct arena *mem, const struct sim_model *m)
{
    struct sim_options o = {.seed = 9, .replications = 40, .threads = 2};
    const struct sim_result *r = sim_run(mem, m, &o);

    CHECK(r->little < 1e-9);
    return r;
}

/* Working days of the three years in weeks that are open, each year. */
static double
open_days(int weeks, int last_weekday)
{
    double n = 0;

    for (struct date d = date_ymd(2027, 1, 1);
         date_cmp(d, date_ymd(2029, 12, 31)) <= 0; d = date_add(d, 1))
        n += is_workday(d) && date_weekday(d) <= last_weekday &&
             !sim_week_closed(d, weeks);
    return n / 3 * 365.25 / 365.3333333333;
}

static void
about(const char *what, double got, double want, double by)
{
    printf("%s: %.2f, by arithmetic %.2f\n", what, got, want);
    CHECK(fabs(got - want) <= by);
}

TEST(a_busy_team_does_what_its_days_allow)
{
    struct sim_team like = sim_team_usual(0, 42);

    about("42 weeks", run(mem, crowded(mem, 1, &like))->all.done.mean,
          open_days(42, 5) / 2, 0.6);
    like.weeks = 47;
    like.days = 0xF; /* Monday to Thursday */
    about("47 weeks of four days, 3 teams",
          run(mem, crowded(mem, 3, &like))->all.done.mean,
          3 * open_days(47, 4) / 2, 1.2);
    like.hours = 0.5;
    about("half of each day", run(mem, crowded(mem, 1, &like))->all.done.mean,
          open_days(47, 4) / 4, 0.6);
}

TEST(absence_and_vacancies_cost_their_share)
{
    struct sim_team like = sim_team_usual(0, 42);
    double whole = open_days(42, 5) / 2;

    like.absence = 0.1;
    about("absence", run(mem, crowded(mem, 2, &like))->all.done.mean,
          2 * whole * 0.9, 1.6);
    like.absence = 0;
    like.vacant = 0.3;
    like.vacant_speed = 0.5;
    about("vacancies", run(mem, crowded(mem, 2, &like))->all.done.mean,
          2 * whole * 0.85, 3);
}

TEST(days_that_come_to_nothing_cost_theirs)
{
    struct sim_team like = sim_team_usual(0, 42);
    struct sim_model *m = crowded(mem, 1, &like);

    m->no_show = 0.2; /* a quarter more on average */
    m->no_show_days = 2;
    about("no-shows", run(mem, m)->all.done.mean,
          open_days(42, 5) / (2 + 0.25 * 2), 0.8);
}

TEST(a_queue_grows_by_what_is_not_done)
{
    struct sim_team like = sim_team_usual(0, 42);
    const struct sim_result *r = run(mem, crowded(mem, 2, &like));

    about("children more a month", r->all.growth.mean,
          (600 - open_days(42, 5)) / 12, 1.2);
    about("load", r->all.load, 600 * 2 / (2 * open_days(42, 5)), 0.05);
    CHECK(r->all.unstable);
}

/* The wait of each class under each rule, with room to spare and less. */
static const struct sim_result *
by_rule(struct arena *mem, enum sim_rule rule)
{
    struct sim_team like = sim_team_usual(0, 42);
    struct sim_model *m = crowded(mem, 4, &like);

    m->region[0].moved_a_year = 390;
    m->rule = rule;
    m->young = 0.4;
    m->share[0] = 0.2;
    m->share[1] = 0.3;
    m->share[2] = 0.5;
    m->goal_days[0] = 7;
    m->goal_days[1] = 28;
    m->goal_days[2] = 84;
    return run(mem, m);
}

TEST(rules_say_who_goes_first)
{
    const struct sim_result *turn = by_rule(mem, SIM_FIRST_COME);
    const struct sim_result *urgent = by_rule(mem, SIM_URGENCY);
    const struct sim_result *goal = by_rule(mem, SIM_GOAL);

    for (int c = 0; c < SIM_CLASSES; c++)
        printf("class %d: in turn %.1f, by urgency %.1f, by goal %.1f days\n",
               c, turn->class_wait[c].mean, urgent->class_wait[c].mean,
               goal->class_wait[c].mean);
    CHECK(fabs(turn->class_wait[0].mean - turn->class_wait[2].mean) < 2);
    CHECK(urgent->class_wait[0].mean < urgent->class_wait[1].mean &&
          urgent->class_wait[1].mean < urgent->class_wait[2].mean);
    CHECK(goal->class_wait[0].mean < turn->class_wait[0].mean);
    CHECK(goal->class_wait[0].mean > urgent->class_wait[0].mean);
    CHECK(goal->all.within.mean > turn->all.within.mean);
}

/* Two regions, one with all the teams. */
static struct sim_model *
neighbours(struct arena *mem, bool help, double after)
{
    struct sim_team like = sim_team_usual(0, 42);
    struct sim_model *m = crowded(mem, 4, &like);

    m->regions = 2;
    m->region[0].moved_a_year = 150;
    m->region[1].moved_a_year = 100;
    m->help = help;
    m->help_after = after;
    m->help_work = 1.2;
    return m;
}

TEST(neighbours_help_when_they_may)
{
    const struct sim_result *alone = run(mem, neighbours(mem, false, 0));
    const struct sim_result *later = run(mem, neighbours(mem, true, 30));
    const struct sim_result *at_once = run(mem, neighbours(mem, true, 0));

    CHECK(alone->region[1].done.mean <= 0 && alone->region[1].unstable);
    CHECK(isinf(alone->region[1].load));
    printf("helped after 30 days: waits %.1f days; at once: %.1f\n",
           later->region[1].wait[SIM_ASSESSMENT].mean,
           at_once->region[1].wait[SIM_ASSESSMENT].mean);
    CHECK(later->region[1].wait[SIM_ASSESSMENT].mean >= 30);
    CHECK(at_once->region[1].wait[SIM_ASSESSMENT].mean < 30);
    CHECK(!at_once->region[1].unstable);
    CHECK(fabs(at_once->region[1].done.mean - 100) < 3);
}

TEST(teams_take_their_ages_only)
{
    struct sim_team like = sim_team_usual(0, 42);
    struct sim_model *m = crowded(mem, 1, &like);

    m->young = 0.3;
    m->region[0].moved_a_year = 100;
    m->team[0].bands = 1;
    about("the young ones", run(mem, m)->all.done.mean, 30, 2);
    CHECK(isinf(run(mem, m)->all.load));
}

TEST(decisions_and_gathering_come_before_teams)
{
    struct sim_team like = sim_team_usual(0, 52);
    struct sim_model *m = crowded(mem, 20, &like);
    const struct sim_result *r;

    m->decision = (struct sim_dist){SIM_FIXED, 14, 0};
    m->gather = (struct sim_dist){SIM_FIXED, 21, 0};
    m->offered = 0.8;
    r = run(mem, m);
    about("to decision", r->all.wait[SIM_DECISION].mean, 14, 1e-9);
    CHECK(r->all.wait[SIM_ASSESSMENT].mean > 35 &&
          r->all.wait[SIM_ASSESSMENT].mean < 38);
    about("refused a year", r->all.refused.mean, 120, 3);
    about("requests a year", r->all.asked.mean, 600, 8);
}

TEST(those_who_withdraw_are_not_waited_for)
{
    struct sim_team like = sim_team_usual(0, 42);
    struct sim_model *m = crowded(mem, 1, &like);
    const struct sim_result *r;

    m->cancel = 1;
    m->cancel_days = 60;
    r = run(mem, m);
    CHECK(!r->all.unstable);
    about("done and left", r->all.done.mean + r->all.left.mean, 600, 15);
    /* all leave sooner or later: what waits is what leaves times its mean */
    about("waiting", r->all.backlog[36].mean,
          (600 - r->all.done.mean) / 365.25 * 60, 6);
}

TEST(the_duty_brings_its_children_on_its_day)
{
    struct sim_team like = sim_team_usual(0, 42);
    struct sim_model *m = crowded(mem, 20, &like);

    m->asked = 0.25;
    m->asked_duty = 1;
    m->duty_from = 365; /* a third of the time before it */
    about("requests a year", run(mem, m)->all.asked.mean,
          600 * (0.25 + 2 * 1.0) / 3, 8);
}

TEST(a_backlog_is_assessed_first)
{
    struct sim_team like = sim_team_usual(0, 42);
    struct sim_model *m = crowded(mem, 3, &like);
    const struct sim_result *r;

    m->region[0] = (struct sim_region){200, 150, 90};
    r = run(mem, m);
    CHECK_EQ(r->all.backlog[0].mean, 150);
    CHECK(r->all.within_month[0].mean < r->all.within_month[30].mean);
    about("done in three years",
          3 * (r->all.done.mean + r->all.backlog[36].mean / 3), 750, 25);
}
