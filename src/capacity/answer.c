/* An answer of the simulator: runs, what-if, how many teams, from when.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/answer.h"

#include <math.h>

enum {
    STEPS = 1000, /* of the whole, for the progress */
    RUN_STEPS = 400,
    WHAT_IF_STEPS = 400,
    QUICK_RUNS = 60,
    QUICK_WHAT_IF = 4,
    MARGIN = 3 /* teams shown beyond those that keep up */
};
#define QUICK_CHILDREN   2.4e4 /* in the first runs */
#define QUICK_WHAT_IF_TO 3e4   /* children of a run, above: later */

/* --- progress --- */

struct part { /* of the steps: from `first`, `n` of them */
    const struct answer_how *how;
    int first, n;
};

static bool
tell(void *ctx, int done, int total)
{
    const struct part *part = ctx;
    int step = total > 0 ? (int)((int64_t)part->n * done / total) : 0;

    if (step > part->n)
        step = part->n;
    return !part->how->progress ||
           part->how->progress(part->how->ctx, part->first + step, STEPS);
}

static bool
is_cancelled(const struct answer_how *how)
{
    return how->cancel && atomic_load(how->cancel);
}

/* --- scenarios beside the one asked about --- */

static double
children_for_team(const struct params *p, int region, int teams)
{
    double children = p->number[PARAM_CHILDREN_NORD + region];

    return teams > 0 ? children / teams : INFINITY;
}

/* One team more where each has most children, or one less where the others
 * would have fewest. */
static void
move_team(struct params *p, int by)
{
    double best = 0;
    int at = -1;

    for (int r = 0; r < SIM_REGIONS_MAX; r++) {
        int here = (int)p->number[PARAM_TEAMS_NORD + r];
        double each = children_for_team(p, r, by > 0 ? here : here - 1);

        if (!params_has_region(p, r) || (by < 0 && here == 0))
            continue;
        if (by < 0)
            each = -each;
        if (at < 0 || each > best) {
            best = each;
            at = r;
        }
    }
    p->number[PARAM_TEAMS_NORD + at] += by;
}

static struct params
with_teams(const struct params *p, int teams)
{
    struct params q = *p;

    for (int have = params_teams(p); have < teams; have++)
        move_team(&q, 1);
    for (int have = params_teams(p); have > teams; have--)
        move_team(&q, -1);
    return q;
}

static const struct sim_model *
model_of(struct arena *mem, const struct params *p, int *region_of)
{
    struct sim_model *m = ARENA_NEW(mem, struct sim_model);

    params_model(p, m, region_of);
    return m;
}

/* Load is work over what teams give, so it tells how many would keep up. */
static void
fill_need(struct arena *mem, struct answer *a)
{
    struct params p = a->params;
    const struct sim_model *m;
    int region_of[SIM_REGIONS_MAX];

    p.plan_n = 0;
    p.number[PARAM_BANDS] = 0;
    for (int r = 0; r < SIM_REGIONS_MAX; r++)
        p.number[PARAM_TEAMS_NORD + r] = 1;
    m = model_of(mem, &p, region_of);
    for (int i = 0; i < m->regions; i++)
        a->need[i] = sim_load(mem, m, i);
}

int
answer_balance(const struct answer *a, int region)
{
    int sum = 0;

    for (int i = 0; i < a->model->regions; i++)
        if (region < 0 || region == i)
            sum += (int)fmin(SIM_TEAMS_MAX, ceil(a->need[i]));
    return sum;
}

double
answer_load(const struct answer *a, int teams)
{
    double need = 0;

    for (int i = 0; i < a->model->regions; i++)
        need += a->need[i];
    return need / teams;
}

/* --- runs --- */

static struct sim_options
options(const struct answer *a, struct part *part, int runs)
{
    const double *v = a->params.number;

    return (struct sim_options){
        .seed = (uint64_t)v[PARAM_SEED],
        .replications = runs,
        .threads = part->how->threads,
        .confidence = v[PARAM_CONFIDENCE] / 100,
        .target = v[PARAM_TARGET] / 100,
        .progress = tell,
        .ctx = part,
        .cancel = part->how->cancel,
    };
}

static int
runs_of(const struct answer *a, const struct answer_how *how)
{
    double asked = a->params.number[PARAM_RUNS];
    double few = floor(QUICK_CHILDREN / fmax(1, params_children(&a->params)));

    if (!how->quick)
        return (int)asked;
    return (int)fmin(asked, fmax(2, fmin(few, QUICK_RUNS)));
}

struct sim_estimate
answer_backlog(const struct answer *a, const struct sim_scope *s)
{
    return s->backlog[a->model->months];
}

static void
fill_what_if(struct arena *mem, const struct answer *a, struct part *part,
             int runs, struct what_if *w)
{
    struct params p = with_teams(&a->params, w->teams);
    struct sim_options o = options(a, part, runs);
    int region_of[SIM_REGIONS_MAX];
    const struct sim_model *m = model_of(mem, &p, region_of);
    const struct sim_result *r = sim_run(mem, m, &o);
    enum sim_wait on = m->goal_on;

    w->now = w->teams == params_teams(&a->params);
    w->load = answer_load(a, w->teams);
    w->unstable = r->all.unstable;
    w->within = r->all.within;
    w->p50 = r->all.p50[on];
    w->p90 = r->all.p90[on];
    w->p50_more = r->all.p50_more[on];
    w->p90_more = r->all.p90_more[on];
    w->backlog = r->all.backlog[m->months];
    w->growth = r->all.growth;
    w->chance = r->all.chance;
}

/* The numbers of teams to compare: from what there is, or what nearly keeps
 * up, to a little more than what keeps up. */
static void
choose_what_if(struct answer *a, int n)
{
    int now = params_teams(&a->params);
    int keeps = answer_balance(a, -1);
    int low = now < keeps - 1 ? now : keeps - 1;
    int high = now > keeps + MARGIN ? now : keeps + MARGIN;
    int step;

    if (low < 1)
        low = 1;
    if (high > ANSWER_TEAMS_MAX)
        high = ANSWER_TEAMS_MAX;
    if (high - low < n - 1)
        high = low + n - 1;
    step = (high - low + n - 2) / (n - 1);
    for (int i = 0; i < n; i++)
        a->what_if[a->what_if_n++].teams = low + i * step;
}

static void
compare_teams(struct arena *mem, struct answer *a, const struct answer_how *how)
{
    int runs = runs_of(a, how) / 8;

    if (how->quick && params_children(&a->params) > QUICK_WHAT_IF_TO)
        return;
    choose_what_if(a, how->quick ? QUICK_WHAT_IF : ANSWER_WHAT_IF_MAX);
    for (size_t i = 0; i < a->what_if_n; i++) {
        int each = WHAT_IF_STEPS / ANSWER_WHAT_IF_MAX;
        struct part part = {how, RUN_STEPS + (int)i * each, each};

        if (is_cancelled(how)) {
            a->what_if_n = i;
            return;
        }
        fill_what_if(mem, a, &part, runs < 2 ? 2 : runs, &a->what_if[i]);
    }
}

static void
solve(struct arena *mem, struct answer *a, const struct answer_how *how)
{
    int first = RUN_STEPS + WHAT_IF_STEPS;
    struct part part = {how, first, (STEPS - first) / 2};
    struct part later = {how, first + part.n, STEPS - first - part.n};
    struct params p = a->params;
    int region_of[SIM_REGIONS_MAX];
    struct sim_ask ask = {
        .region = -1,
        .target = p.number[PARAM_TARGET] / 100,
        .confidence = p.number[PARAM_CONFIDENCE] / 100,
        .most = ANSWER_TEAMS_MAX,
        .replications = runs_of(a, how),
        .seed = (uint64_t)p.number[PARAM_SEED],
        .threads = how->threads,
        .progress = tell,
        .ctx = &part,
        .cancel = how->cancel,
    };

    p.plan_n = 0;
    a->fewest = sim_solve(mem, model_of(mem, &p, region_of), &ask);
    if (a->params.plan_n == 0 || is_cancelled(how))
        return;
    ask.ctx = &later;
    a->earliest = sim_solve_date(mem, a->model, &ask);
}

const struct answer *
answer_compute(struct arena *mem, const struct params *p,
               const struct answer_how *how)
{
    struct answer *a = ARENA_NEW(mem, struct answer);
    struct part part = {how, 0, RUN_STEPS};
    struct sim_options o;
    int runs;

    a->params = *p;
    a->model = model_of(mem, p, a->region_of);
    fill_need(mem, a);
    runs = runs_of(a, how);
    o = options(a, &part, runs);
    a->run = sim_run(mem, a->model, &o);
    if (!is_cancelled(how))
        compare_teams(mem, a, how);
    if (how->solve && !is_cancelled(how))
        solve(mem, a, how);
    a->whole = !is_cancelled(how) && a->run->replications == runs &&
               runs == (int)p->number[PARAM_RUNS];
    return a;
}

int
answer_reaches(const struct answer *a, const struct what_if *w)
{
    double target = a->params.number[PARAM_TARGET] / 100;

    if (w->within.low >= target)
        return 1;
    return w->within.high < target ? -1 : 0;
}
