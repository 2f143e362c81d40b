/* Tests of the simulator's inputs: defaults, each field, contradictions.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "capacity/params.h"
#include "text/messages_capacity.h"
#include "text/messages_text.h"

#include <math.h>

#define TODAY date_ymd(2026, 11, 22)

static struct params
defaults(struct arena *mem)
{
    struct params p;

    params_defaults(mem, TODAY, &p);
    return p;
}

static const struct err *
set(struct arena *mem, struct params *p, const char *name, const char *text)
{
    return params_set(mem, p, str_of(name), str_of(text));
}

static bool
near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* Every input has a figure, a label in each language and a sound range. */
TEST(each_input_is_whole)
{
    struct params p = defaults(mem);

    for (int i = 0; i < PARAM_COUNT; i++) {
        const struct param_info *info = param_info((enum param)i);
        enum param found = PARAM_COUNT;

        CHECK(param_find(str_of(info->name), &found));
        CHECK_EQ(found, i);
        CHECK(param_source((enum param)i).source.n > 0);
        for (int l = 0; l < LANG_COUNT; l++)
            CHECK(param_label(mem, (enum lang)l, (enum param)i).n > 2);
        CHECK(info->least <= info->most);
    }
    CHECK(!params_check(mem, &p));
}

/* What the address says of a scenario gives the same scenario back. */
TEST(text_and_back)
{
    struct params p = defaults(mem), q;

    CHECK(!set(mem, &p, "plan", "midt 2027-08-01\nvest 01.01.2028"));
    CHECK(!set(mem, &p, "maal", "6,5"));
    CHECK(!set(mem, &p, "krav", "99.9"));
    params_defaults(mem, date_ymd(2030, 1, 1), &q);
    for (int i = 0; i < PARAM_COUNT; i++)
        CHECK(!params_set(mem, &q, str_of(param_info((enum param)i)->name),
                          param_text(mem, &p, (enum param)i)));
    CHECK(str_eq(params_query(mem, &p), params_query(mem, &q)));
    CHECK(str_has(params_query(mem, &p), STR("&maal=6.5&krav=99.9&")));
    CHECK(str_has(params_query(mem, &p),
                  STR("plan=midt%202027-08-01%2C%20vest%202028-01-01")));
    CHECK(str_has(params_query(mem, &p), STR("start=2026-12-01")));
}

TEST(a_field_says_its_range)
{
    struct params p = defaults(mem);
    const struct err *err = set(mem, &p, "krav", "49.9");

    CHECK_ERR(err, INVALID, MSG_CAP_RANGE);
    CHECK_STR(str_of(err->field), "krav");
    CHECK_STR(err_text(mem, LANG_EN, err), "Write a number from 50 to 99.9.");
    CHECK_ERR(set(mem, &p, "team_midt", "1,5"), INVALID, MSG_CAP_RANGE);
    CHECK_ERR(set(mem, &p, "team_midt", "41"), INVALID, MSG_CAP_RANGE);
    CHECK_ERR(set(mem, &p, "team_midt", "-1"), INVALID, MSG_CAP_RANGE);
    CHECK_ERR(set(mem, &p, "team_midt", "to"), INVALID, MSG_CAP_RANGE);
    CHECK_ERR(set(mem, &p, "trend", "1,2,3"), INVALID, MSG_CAP_RANGE);
    CHECK_ERR(set(mem, &p, "trend", "nan"), INVALID, MSG_CAP_RANGE);
    CHECK_ERR(set(mem, &p, "trend", ""), INVALID, MSG_FORM_REQUIRED);
    CHECK_ERR(set(mem, &p, "rekke", "alfabetisk"), INVALID, MSG_FORM_CHOICE);
    CHECK_ERR(set(mem, &p, "start", "31.02.2027"), INVALID, MSG_CAP_DAY);
    CHECK_ERR(set(mem, &p, "plan", "midt"), INVALID, MSG_CAP_PLAN_BAD);
    CHECK_ERR(set(mem, &p, "plan", "moss 2027-08-01"), INVALID,
              MSG_CAP_PLAN_BAD);
    CHECK_ERR(set(mem, &p, "fart", "3"), INVALID, MSG_CAP_UNKNOWN_NAME);
    CHECK(near(p.number[PARAM_TEAMS_MIDT], 2)); /* as it was */
    CHECK(!set(mem, &p, "barn_ost", "1 200"));
    CHECK(near(p.number[PARAM_CHILDREN_OST], 1200));
}

static void
check_refused(struct arena *mem, const char *name, const char *text, int msg,
              const char *field)
{
    struct params p = defaults(mem);
    const struct err *err;

    CHECK(!set(mem, &p, "omrade", "midt"));
    CHECK(!set(mem, &p, name, text));
    err = params_check(mem, &p);
    CHECK_ERR(err, INVALID, msg);
    if (err)
        CHECK_STR(str_of(err->field), field);
}

TEST(contradictions_are_told_at_a_field)
{
    check_refused(mem, "snart", "90.1", MSG_CAP_SHARES_OVER, "snart");
    check_refused(mem, "maal", "5", MSG_CAP_GOAL_URGENT_OVER, "maal_haster");
    check_refused(mem, "andel", "86", MSG_CAP_DUTY_UNDER, "andel_plikt");
    check_refused(mem, "barn_midt", "0", MSG_CAP_NO_CHILDREN, "barn_midt");
    check_refused(mem, "team_midt", "0", MSG_CAP_NO_TEAMS, "team_midt");
    check_refused(mem, "plikt", "dato", MSG_FORM_REQUIRED, "plikt_fra");
    check_refused(mem, "plan", "midt 2026-11-30", MSG_CAP_PLAN_OUTSIDE, "plan");
    check_refused(mem, "plan", "midt 2031-12-01", MSG_CAP_PLAN_OUTSIDE, "plan");
}

TEST(too_much_to_wait_for)
{
    struct params p = defaults(mem);
    const struct err *err;

    CHECK(!set(mem, &p, "barn_ost", "2000"));
    CHECK(!set(mem, &p, "aar", "20"));
    CHECK(!set(mem, &p, "kjoringer", "5000"));
    err = params_check(mem, &p);
    CHECK_ERR(err, INVALID, MSG_CAP_TOO_MANY_RUNS);
    CHECK(err && err->arg[0].num > 1000 && err->arg[0].num < 5000);
}

/* Ten times more children than the teams can do is a question, not a fault. */
TEST(overload_is_no_error)
{
    struct params p = defaults(mem);

    CHECK(!set(mem, &p, "barn_nord", "2000"));
    CHECK(!params_check(mem, &p));
}

TEST(the_model_of_the_country)
{
    struct params p = defaults(mem);
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);
    int region[SIM_REGIONS_MAX];

    CHECK(!set(mem, &p, "plan", "midt 2027-12-01"));
    CHECK(!set(mem, &p, "sesong_7", "0"));
    params_model(&p, m, region);
    CHECK(sim_model_ok(m));
    CHECK_EQ(m->regions, 6);
    CHECK_EQ(m->teams, 10); /* nine, and one of the plan */
    CHECK_EQ(m->months, 60);
    CHECK_DATE(m->start, "2026-12-01");
    CHECK(near(m->season[6], 0) && near(m->season[0], 12.0 / 11));
    CHECK(near(m->team[3].from, 365));
    CHECK(near(m->asked_duty, 0.85) && near(m->duty_from, 0));
    CHECK(near(m->share[0] + m->share[1] + m->share[2], 1));
    CHECK(near(m->goal_days[0], 42) && near(m->goal_days[2], 84));
    CHECK_EQ(m->team[0].days, 31);
    CHECK(!set(mem, &p, "plikt", "nei"));
    params_model(&p, m, region);
    CHECK(isinf(m->duty_from));
}

TEST(the_model_of_one_region)
{
    struct params p = defaults(mem);
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);
    int region[SIM_REGIONS_MAX];

    CHECK(!set(mem, &p, "omrade", "midt"));
    CHECK(!set(mem, &p, "aldre", "delt"));
    params_model(&p, m, region);
    CHECK_EQ(m->regions, 1);
    CHECK_EQ(region[0], 1);
    CHECK_EQ(m->teams, 2);
    CHECK(near(m->region[0].moved_a_year, 237));
    CHECK_EQ(m->team[0].bands | m->team[1].bands, 3);
    CHECK(m->team[0].bands != m->team[1].bands);
    CHECK(!set(mem, &p, "omrade", "nord")); /* a lone team takes all */
    params_model(&p, m, region);
    CHECK_EQ(m->team[0].bands, 3);
    CHECK(params_is_aside(&p, PARAM_TEAMS_OST));
    CHECK(!params_is_aside(&p, PARAM_TEAMS_NORD));
    CHECK(!params_is_aside(&p, PARAM_SEASON_1));
}
