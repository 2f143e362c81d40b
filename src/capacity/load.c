/* Load: the work that is asked for, of what the teams can do. Not simulated.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/plan.h"

#include <math.h>

enum { MASKS = 1 << SIM_BANDS };

/* Team days each child takes on average, without the factors. */
static double
work_of_child(const struct sim_model *m)
{
    return m->prepare.mean + m->assess.mean + m->after.mean;
}

static double
class_factor(const struct sim_model *m)
{
    double sum = 0;

    for (int c = 0; c < SIM_CLASSES; c++)
        sum += m->share[c] * m->class_work[c];
    return sum;
}

/* Children for teams a day, in the last year of the run. */
static double
arrivals(const struct sim_plan *p, int region)
{
    const struct sim_model *m = p->m;
    double asked = m->duty_from < p->end ? p->eligible_after
                                         : p->eligible_before;
    int first = p->months > 12 ? p->months - 12 : 0;
    int last = p->months > 0 ? p->months : 1;
    double sum = 0;

    for (int k = first; k < last; k++)
        sum += p->rate[region * p->segments + k];
    return sum / (last - first) * asked * m->offered;
}

/* Team days a day, in the last year. */
static double
strength(const struct sim_plan *p, int team)
{
    const struct sim_team *t = &p->m->team[team];
    int to = (int)p->end;
    int from = to > 366 ? to - 365 : 0;
    double sum = 0;

    if (t->from >= p->end || t->until < p->end)
        return 0;
    if (!p->open[team])
        return 1;
    for (int d = from; d < to; d++)
        sum += (double)p->open[team][d];
    return sum / (to - from) * (1 - t->absence) *
           (1 - t->vacant * (1 - t->vacant_speed));
}

/* The worst of the age bands, and of both together: work over what those teams
 * can do that take any of it. */
static double
worst(const double work[SIM_BANDS], const double can[MASKS])
{
    double load = 0;

    for (int set = 1; set < MASKS; set++) {
        double asked = 0;
        double able = 0;

        for (int b = 0; b < SIM_BANDS; b++)
            asked += set >> b & 1 ? work[b] : 0;
        for (int mask = 1; mask < MASKS; mask++)
            able += (mask & set) != 0 ? can[mask] : 0;
        if (asked > 0 && asked / able > load)
            load = asked / able; /* able 0: infinity */
    }
    return load;
}

double
sim_plan_load(const struct sim_plan *p, int region)
{
    const struct sim_model *m = p->m;
    double work[SIM_REGIONS_MAX + 1][SIM_BANDS] = {{0}};
    double can[SIM_REGIONS_MAX + 1][MASKS] = {{0}};
    double each = work_of_child(m) * class_factor(m);
    double most = 0;
    int all = m->regions;

    for (int r = 0; r < m->regions; r++) {
        for (int b = 0; b < SIM_BANDS; b++) {
            double share = b == 0 ? m->young : 1 - m->young;
            double lost = m->no_show / (1 - m->no_show) * m->no_show_days;

            work[r][b] = arrivals(p, r) * share *
                         (each * m->band_work[b] + lost);
            work[all][b] += work[r][b];
        }
    }
    for (int i = 0; i < m->teams; i++) {
        double days = strength(p, i);

        can[m->team[i].region][m->team[i].bands] += days;
        can[all][m->team[i].bands] += days;
    }
    if (m->help)
        return worst(work[all], can[all]);
    for (int r = 0; r < m->regions; r++) {
        double load = worst(work[r], can[r]);

        if ((region < 0 || region == r) && load > most)
            most = load;
    }
    return most;
}

double
sim_load(struct arena *mem, const struct sim_model *m, int region)
{
    return sim_plan_load(sim_plan_of(mem, m), region);
}
