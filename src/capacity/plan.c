/* Making a model ready: rates by month, calendars, who may serve whom, load.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/plan.h"

#include "base/err.h"
#include "base/workday.h"

#include <math.h>

static const double year_days = 365.25;

/* The day of the first of month `k` of the run. */
static double
month_day(const struct sim_model *m, int k)
{
    return (double)(date_add_months(m->start, k).days - m->start.days);
}

/* --- arrivals --- */

static double
rate_in_month(const struct sim_model *m, int region, int k)
{
    int year;
    int month;
    int day;

    date_split(date_add_months(m->start, k), &year, &month, &day);
    return m->region[region].moved_a_year / year_days * m->season[month - 1] *
           sim_pow(1.0 + m->trend, k / 12.0);
}

static void
plan_rates(struct arena *mem, struct sim_plan *p)
{
    const struct sim_model *m = p->m;
    int tail = SIM_TAIL_DAYS / 28 + 1;

    p->segments = m->months > 0 ? m->months + tail : 1;
    p->rate = ARENA_NEW_N(mem, double, (size_t)(p->segments * m->regions));
    p->until = ARENA_NEW_N(mem, double, (size_t)p->segments);
    for (int k = 0; k < p->segments; k++) {
        p->until[k] = m->months > 0 ? month_day(m, k + 1) : INFINITY;
        for (int r = 0; r < m->regions; r++)
            p->rate[r * p->segments + k] = m->months > 0
                                               ? rate_in_month(m, r, k)
                                               : m->region[r].moved_a_year;
    }
}

/* Room for the children inside: all who may come, with a margin no run
 * reaches; a queue of the books that grows past a million is cut. */
static size_t
plan_children(const struct sim_plan *p)
{
    const struct sim_model *m = p->m;
    double n = 1000;
    double from = 0;

    for (int k = 0; k < p->segments; k++) {
        double to = p->until[k] < p->stop ? p->until[k] : p->stop;

        for (int r = 0; r < m->regions && to > from; r++)
            n += p->rate[r * p->segments + k] * (to - from) *
                 (p->eligible_after > p->eligible_before ? p->eligible_after
                                                         : p->eligible_before);
        from = to > from ? to : from;
    }
    for (int r = 0; r < m->regions; r++)
        n += m->region[r].backlog;
    n += 12 * sqrt(n);
    return n < 1 << 20 ? (size_t)n : 1 << 20;
}

/* --- calendars --- */

static bool
same_weeks(const struct sim_team *a, const struct sim_team *b)
{
    return a->days == b->days && a->weeks == b->weeks &&
           !(a->hours < b->hours || a->hours > b->hours);
}

static float *
calendar_of(struct arena *mem, const struct sim_plan *p,
            const struct sim_team *t)
{
    float *open = ARENA_NEW_N(mem, float, (size_t)p->days);
    bool closed = false;

    for (int i = 0; i < p->days; i++) {
        struct date d = date_add(p->m->start, i);
        int weekday = date_weekday(d);

        if (i == 0 || weekday == 1)
            closed = sim_week_closed(d, t->weeks);
        if (!closed && (t->days >> (weekday - 1) & 1) && !is_public_holiday(d))
            open[i] = (float)t->hours;
    }
    return open;
}

static void
plan_calendars(struct arena *mem, struct sim_plan *p)
{
    const struct sim_model *m = p->m;

    p->open = ARENA_NEW_N(mem, float *, (size_t)m->teams + 1);
    for (int i = 0; i < m->teams; i++) {
        if (!m->team[i].days)
            continue;
        for (int j = 0; j < i && !p->open[i]; j++) {
            if (p->open[j] && same_weeks(&m->team[i], &m->team[j]))
                p->open[i] = p->open[j];
        }
        if (!p->open[i])
            p->open[i] = calendar_of(mem, p, &m->team[i]);
    }
}

/* --- who may serve whom --- */

static void
plan_teams(struct sim_plan *p)
{
    const struct sim_model *m = p->m;

    p->words = (m->teams + 63) / 64;
    for (int i = 0; i < m->teams; i++) {
        const struct sim_team *t = &m->team[i];

        p->team_end[i] = t->until < p->end ? t->until : p->end;
        for (int r = 0; r < m->regions; r++) {
            for (int b = 0; b < SIM_BANDS; b++) {
                struct sim_teams *set = r == t->region ? p->own[r] : p->help[r];
                uint64_t bits = (uint64_t)7 << queue_of(r, b, 0);

                if (!(t->bands >> b & 1) || (r != t->region && !m->help))
                    continue;
                set[b].w[i / 64] |= (uint64_t)1 << i % 64;
                if (r == t->region)
                    p->queues_own[i] |= bits;
                else
                    p->queues_help[i] |= bits;
            }
        }
    }
}

static void
plan_children_traits(struct sim_plan *p)
{
    const struct sim_model *m = p->m;
    double sum = 0;

    p->eligible_before = m->eligible * m->asked;
    p->eligible_after = m->eligible * m->asked_duty;
    for (int c = 0; c < SIM_CLASSES; c++)
        p->class_to[c] = sum += m->share[c];
    p->class_to[SIM_CLASSES - 1] = INFINITY; /* whatever rounding left */
    p->traits = p->eligible_before < 1.0 || p->eligible_after < 1.0 ||
                m->offered < 1.0 || m->young < 1.0 || m->share[0] < 1.0;
    p->decides = m->decision.mean > 0 || m->gather.mean > 0;
    p->leaves = m->cancel > 0;
    p->decide = sim_ready_of(&m->decision);
    p->gather = sim_ready_of(&m->gather);
    p->prepare = sim_ready_of(&m->prepare);
    p->assess = sim_ready_of(&m->assess);
    p->after = sim_ready_of(&m->after);
    p->show_scale = m->no_show > 0 && m->no_show_days > 0
                        ? 1.0 / sim_log(m->no_show)
                        : 0;
}

/* A queue of the books: one exponential time for each customer. */
static bool
is_plain(const struct sim_plan *p)
{
    const struct sim_model *m = p->m;
    double least = 1;
    double most = 1;

    for (int b = 0; b < SIM_BANDS; b++) {
        least = m->band_work[b] < least ? m->band_work[b] : least;
        most = m->band_work[b] > most ? m->band_work[b] : most;
    }
    for (int c = 0; c < SIM_CLASSES; c++) {
        least = m->class_work[c] < least ? m->class_work[c] : least;
        most = m->class_work[c] > most ? m->class_work[c] : most;
    }
    return m->months == 0 && p->assess.law == SIM_EXPONENTIAL &&
           !(m->prepare.mean > 0) && !(m->after.mean > 0) &&
           !(p->show_scale < 0) && least >= 1 && most <= 1;
}

const struct sim_plan *
sim_plan_of(struct arena *mem, const struct sim_model *m)
{
    struct sim_plan *p = ARENA_NEW(mem, struct sim_plan);

    ASSERT(sim_model_ok(m));
    p->m = m;
    p->months = m->months;
    p->begin = m->warmup;
    p->end = m->months > 0 ? month_day(m, m->months) : m->length;
    p->stop = m->months > 0 ? p->end + SIM_TAIL_DAYS - 1 : 2 * m->length;
    p->days = m->months > 0 ? (int)p->end + SIM_TAIL_DAYS : 0;
    p->bin = m->months > 0 ? 1.0 : m->assess.mean / 10;
    if (!(p->bin > 0))
        p->bin = 1.0;
    p->bins_a_day = 1.0 / p->bin;
    plan_children_traits(p);
    p->plain = is_plain(p);
    plan_rates(mem, p);
    p->children = plan_children(p);
    plan_calendars(mem, p);
    plan_teams(p);
    return p;
}
