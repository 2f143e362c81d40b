/* How many teams, and from when: sampling that stops when it is sure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/err.h"
#include "capacity/estimate.h"

#include <math.h>

enum {
    FIRST_LOOK = 16,  /* replications; doubled until sure */
    MONTHS_LEFT = 6,  /* a duty is judged over so many months at least … */
    FIRST_YEAR = 12,  /* … its first year apart, and then all that follows */
    CANDIDATES = 24,  /* tried at most, and what the doubt is shared among */
    SCRATCH = 1 << 30 /* bytes a run may take */
};

struct search {
    const struct sim_model *m;
    const struct sim_ask *ask;
    struct arena *scratch;
    struct sim_model *trial;
    struct sim_team like[SIM_REGIONS_MAX];
    struct sim_try *tries;
    struct sim_answer *out;
    bool dates; /* candidates are months, not teams */
};

static bool
tell(void *ctx, int done, int total)
{
    const struct search *s = ctx;

    (void)done;
    (void)total;
    return !s->ask->progress ||
           s->ask->progress(s->ask->ctx, s->out->n_tries, CANDIDATES);
}

/* What the sums say at a doubt: 1 at least the target, -1 below, 0 not sure. */
static int
verdict(const struct search *s, const struct sim_sums *sums, int n,
        double doubt, struct sim_estimate *out)
{
    if (!(sums->b > 0)) /* nobody asks: all are in time */
        return 1;
    *out = sim_sums_estimate(sums, n, sim_student(1 - doubt, n - 1));
    if (out->low >= s->ask->target)
        return 1;
    return out->high < s->ask->target ? -1 : 0;
}

/* After look k: the worse of the first year and of all the time. */
static void
look(const struct search *s, struct sim_try *t, const struct sim_part *part,
     int k)
{
    double doubt = (1 - s->ask->confidence) / CANDIDATES / (k * (k + 1.0)) / 2;
    struct sim_estimate early = {0};
    int all = verdict(s, &part->within, t->replications, doubt, &t->within);
    int first = s->dates
                    ? verdict(s, &part->early, t->replications, doubt, &early)
                    : 1;

    if (s->dates && part->early.b > 0 && early.mean < t->within.mean)
        t->within = early;
    t->verdict = first < all ? first : all;
}

/* Is the share within the goal at least the target? Looks after 16, 32, 64 …
 * replications; look k may err by doubt / (k (k + 1)), which adds up to the
 * doubt however many looks it takes (Bonferroni). */
static void
judge(struct search *s, struct sim_try *t)
{
    const struct sim_ask *ask = s->ask;
    struct sim_options o = {.seed = ask->seed,
                            .threads = ask->threads,
                            .progress = tell,
                            .ctx = s,
                            .cancel = ask->cancel};
    struct sim_part part = {
        .scope = s->dates || ask->region < 0 ? 0 : ask->region + 1};

    if (s->dates) {
        part.month_from = t->teams;
        part.month_to = t->teams + FIRST_YEAR < s->m->months
                            ? t->teams + FIRST_YEAR
                            : s->m->months;
    }
    for (int k = 1; t->verdict == 0 && t->replications < ask->replications;
         k++) {
        int to = FIRST_LOOK << (k - 1);
        const struct sim_result *r;

        to = to < ask->replications ? to : ask->replications;
        o.replications = to - t->replications;
        part.first = t->replications;
        arena_reset(s->scratch);
        r = sim_run_part(s->scratch, s->trial, &o, &part);
        t->replications += r->replications;
        if (r->cancelled) {
            s->out->cancelled = true;
            return;
        }
        if (t->replications > 1)
            look(s, t, &part, k);
    }
}

/* --- how many teams --- */

/* `n` teams over all regions, one after the other where most work falls on
 * each team; a region where none works yet comes first. */
static void
share_out(struct search *s, int n)
{
    const struct sim_model *m = s->m;
    int teams[SIM_REGIONS_MAX] = {0};

    for (int i = 0; i < n; i++) {
        int best = 0;
        double most = -1;

        for (int r = 0; r < m->regions; r++) {
            double work = m->region[r].moved_a_year /
                          (teams[r] > 0 ? teams[r] : 1e-6);

            if (work > most) {
                most = work;
                best = r;
            }
        }
        teams[best]++;
    }
    for (int r = 0; r < m->regions; r++)
        sim_teams_set(s->trial, r, teams[r], &s->like[r]);
}

static void
set_teams(struct search *s, int n)
{
    int region = s->ask->region;

    *s->trial = *s->m;
    for (int r = 0; r < s->m->regions; r++) {
        if (region < 0 || region == r)
            sim_teams_set(s->trial, r, 0, &s->like[r]);
    }
    if (region < 0)
        share_out(s, n);
    else
        sim_teams_set(s->trial, region, n, &s->like[region]);
}

/* --- from when --- */

static struct date
month_first(const struct sim_model *m, int k)
{
    return date_add_months(m->start, k);
}

static void
set_month(struct search *s, int k)
{
    *s->trial = *s->m;
    s->trial->duty_from = (double)(month_first(s->m, k).days -
                                   s->m->start.days);
    s->trial->warmup = s->trial->duty_from;
}

/* --- both --- */

/* True when the candidate reaches the goal for sure. */
static bool
reaches(struct search *s, int candidate)
{
    struct sim_try *t = &s->tries[s->out->n_tries];

    ASSERT(s->out->n_tries < CANDIDATES);
    t->teams = candidate;
    if (s->dates)
        set_month(s, candidate);
    else
        set_teams(s, candidate);
    judge(s, t);
    s->out->n_tries++;
    return t->verdict == 1;
}

/* The least candidate in (low, high] that reaches; `high` when only it is left.
 * More teams, or a later month, never make it worse; so halving will do. */
static int
halve(struct search *s, int low, int high)
{
    while (high - low > 1 && !s->out->cancelled) {
        int mid = low + (high - low) / 2;

        if (reaches(s, mid))
            high = mid;
        else
            low = mid;
    }
    return high;
}

static void
search_init(struct search *s, struct arena *mem, const struct sim_model *m,
            const struct sim_ask *ask)
{
    s->m = m;
    s->ask = ask;
    s->scratch = arena_new(SCRATCH);
    s->trial = ARENA_NEW(mem, struct sim_model);
    s->tries = ARENA_NEW_N(mem, struct sim_try, CANDIDATES);
    s->out = ARENA_NEW(mem, struct sim_answer);
    s->out->tries = s->tries;
    for (int r = 0; r < m->regions; r++) {
        s->like[r] = m->teams > 0 ? m->team[0] : sim_team_usual(r, 42);
        for (int i = m->teams; i-- > 0;) {
            if (m->team[i].region == r)
                s->like[r] = m->team[i];
        }
        s->like[r].region = r;
    }
}

/* Where to look first: as many teams as the load asks for. */
static int
guess(struct search *s)
{
    int region = s->ask->region;
    int most = s->ask->most;
    int low = 0;
    int high = most;

    while (high - low > 1) { /* no simulation here */
        int mid = low + (high - low) / 2;

        set_teams(s, mid);
        arena_reset(s->scratch);
        if (sim_load(s->scratch, s->trial, region) < 0.95)
            high = mid;
        else
            low = mid;
    }
    return high;
}

const struct sim_answer *
sim_solve(struct arena *mem, const struct sim_model *m,
          const struct sim_ask *ask)
{
    struct search s = {0};
    int low = 0;
    int high = 0;

    search_init(&s, mem, m, ask);
    for (int at = guess(&s), step = 1; high == 0 && at > low;) {
        if (reaches(&s, at)) {
            high = at;
        } else {
            low = at;
            at = at + step < ask->most ? at + step : ask->most;
            step *= 2;
        }
        if (s.out->cancelled)
            break;
    }
    for (int step = 1; high > 0 && low == 0 && high > 1 && !s.out->cancelled;) {
        int at = high - step > 1 ? high - step : 1;

        if (reaches(&s, at))
            high = at;
        else
            low = at;
        step *= 2;
    }
    if (high > 0)
        high = halve(&s, low, high);
    s.out->found = high > 0 && !s.out->cancelled;
    if (s.out->found) {
        set_teams(&s, high);
        s.out->teams = high;
        for (int r = 0; r < m->regions; r++)
            s.out->per_region[r] = sim_teams_in(s.trial, r);
    }
    arena_free(s.scratch);
    return s.out;
}

const struct sim_answer *
sim_solve_date(struct arena *mem, const struct sim_model *m,
               const struct sim_ask *ask)
{
    struct search s = {.dates = true};
    int last = m->months > MONTHS_LEFT ? m->months - MONTHS_LEFT : 0;
    int found;

    search_init(&s, mem, m, ask);
    s.out->found = reaches(&s, last) && !s.out->cancelled;
    if (s.out->found) {
        found = halve(&s, -1, last);
        s.out->found = !s.out->cancelled;
        s.out->from = month_first(m, found);
    }
    arena_free(s.scratch);
    return s.out;
}
