/* The simulator's inputs become a model: shares, days instead of weeks, teams.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/params.h"

#include <math.h>

#define WEEK 7.0

static double
share(const struct params *p, enum param which)
{
    return p->number[which] / 100;
}

static double
day_of(const struct params *p, struct date d)
{
    return (double)(d.days - p->day[PARAM_START].days);
}

static struct sim_dist
work(const struct params *p, enum param mean)
{
    double cv = p->number[PARAM_SPREAD];

    return (struct sim_dist){cv > 0 ? SIM_LOGNORMAL : SIM_FIXED,
                             p->number[mean], cv};
}

static struct sim_team
team_of(const struct params *p, int index, int number, double from)
{
    struct sim_team t = sim_team_usual(index, (int)p->number[PARAM_WEEKS]);

    if ((int)p->number[PARAM_BANDS] == 1)
        t.bands = number % 2 == 0 ? 2u : 1u;
    t.from = from;
    t.days = (1u << (unsigned)p->number[PARAM_DAYS]) - 1;
    t.hours = share(p, PARAM_HOURS);
    t.absence = share(p, PARAM_ABSENCE);
    t.spell = p->number[PARAM_ABSENCE_DAYS];
    t.vacant = share(p, PARAM_VACANT);
    t.vacant_spell = p->number[PARAM_VACANT_DAYS];
    t.vacant_speed = share(p, PARAM_VACANT_SPEED);
    return t;
}

/* The teams of one region: those at work, then those of the plan. Where ages
 * are divided, a lone team takes all. */
static void
add_teams(const struct params *p, int region, int index, struct sim_model *m)
{
    int here = (int)p->number[PARAM_TEAMS_NORD + region];
    int first = m->teams;
    int planned = 0;

    for (int i = 0; i < here; i++)
        m->team[m->teams++] = team_of(p, index, i, 0);
    for (size_t i = 0; i < p->plan_n; i++)
        if (p->plan[i].region == region)
            m->team[m->teams++] = team_of(p, index, here + planned++,
                                          day_of(p, p->plan[i].from));
    if (here <= 1 && m->teams > first)
        m->team[first].bands = 3;
}

static void
set_flow(const struct params *p, struct sim_model *m)
{
    double sum = 0;

    for (int i = 0; i < 12; i++)
        sum += p->number[PARAM_SEASON_1 + i];
    for (int i = 0; i < 12; i++)
        m->season[i] = p->number[PARAM_SEASON_1 + i] * 12 / sum;
    m->trend = share(p, PARAM_TREND);
    m->eligible = share(p, PARAM_ELIGIBLE);
    m->asked = share(p, PARAM_ASKED);
    m->asked_duty = share(p, PARAM_ASKED_DUTY);
    m->duty_from = INFINITY;
    if ((int)p->number[PARAM_DUTY] == 0)
        m->duty_from = 0;
    if ((int)p->number[PARAM_DUTY] == 2)
        m->duty_from = day_of(p, p->day[PARAM_DUTY_FROM]);
    m->offered = share(p, PARAM_OFFERED);
    m->young = share(p, PARAM_YOUNG);
    m->share[0] = share(p, PARAM_URGENT);
    m->share[1] = share(p, PARAM_SOON);
    m->share[2] = fmax(0, 1 - m->share[0] - m->share[1]);
    m->cancel = share(p, PARAM_CANCEL);
    m->cancel_days = p->number[PARAM_CANCEL_WEEKS] * WEEK;
    m->no_show = share(p, PARAM_NO_SHOW);
    m->no_show_days = p->number[PARAM_NO_SHOW_DAYS];
}

static void
set_work(const struct params *p, struct sim_model *m)
{
    m->decision = (struct sim_dist){SIM_LOGNORMAL, p->number[PARAM_DECISION],
                                    0.5};
    m->gather = (struct sim_dist){SIM_LOGNORMAL, p->number[PARAM_GATHER], 0.5};
    m->prepare = work(p, PARAM_PREPARE);
    m->assess = work(p, PARAM_ASSESS);
    m->after = work(p, PARAM_AFTER);
    m->band_work[0] = share(p, PARAM_WORK_YOUNG);
    m->band_work[1] = share(p, PARAM_WORK_OLDER);
}

static void
set_rules(const struct params *p, struct sim_model *m)
{
    m->rule = (enum sim_rule)(int)p->number[PARAM_RULE];
    m->goal_on = (enum sim_wait)(int)p->number[PARAM_GOAL_ON];
    m->goal_days[0] = p->number[PARAM_GOAL_URGENT] * WEEK;
    m->goal_days[1] = m->goal_days[2] = p->number[PARAM_GOAL] * WEEK;
    m->help = (int)p->number[PARAM_HELP] == 1;
    m->help_after = p->number[PARAM_HELP_WEEKS] * WEEK;
    m->help_work = share(p, PARAM_HELP_WORK);
}

void
params_model(const struct params *p, struct sim_model *out, int *out_region)
{
    sim_model_init(out);
    out->start = p->day[PARAM_START];
    out->months = (int)p->number[PARAM_YEARS] * 12;
    out->regions = 0;
    out->teams = 0;
    for (int r = 0; r < SIM_REGIONS_MAX; r++) {
        if (!params_has_region(p, r))
            continue;
        add_teams(p, r, out->regions, out);
        out_region[out->regions] = r;
        out->region[out->regions++] = (struct sim_region){
            p->number[PARAM_CHILDREN_NORD + r],
            (int)p->number[PARAM_QUEUE_NORD + r],
            p->number[PARAM_QUEUE_WEEKS] * WEEK};
    }
    set_flow(p, out);
    set_work(p, out);
    set_rules(p, out);
}
