/* What a replication says, and what all of them say together.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/estimate.h"

#include <math.h>

struct sim_row
sim_row_new(struct arena *mem, const struct sim_plan *p)
{
    return (struct sim_row){
        .pair = ARENA_NEW_N(mem, struct sim_pair, (size_t)sim_pairs(p))};
}

/* The day by which the share q of those in the histogram had it; linear within
 * a bin. */
static double
quantile(const uint32_t *days, double bin, double q, bool *more)
{
    double total = 0;
    double sum = 0;
    int i = 0;

    for (int k = 0; k <= SIM_DAYS; k++)
        total += days[k];
    *more = false;
    if (!(total > 0))
        return NAN;
    while (i <= SIM_DAYS && sum + days[i] < q * total)
        sum += days[i++];
    if (i < SIM_DAYS)
        return bin * (i + (q * total - sum) / days[i]);
    *more = true;
    return bin * SIM_DAYS;
}

/* Children more each month: least squares over the last half. */
static double
growth(const double *backlog, int months)
{
    int first = months / 2;
    double n = months - first + 1;
    double middle = (first + months) / 2.0;
    double over = 0;
    double under = n * (n * n - 1) / 12;

    if (months < 2)
        return 0;
    for (int k = first; k <= months; k++)
        over += (k - middle) * backlog[k];
    return over / under;
}

static void
fill_counts(struct sim_pair *f, const struct sim_counts *c, double span,
            double year)
{
    for (int w = 0; w < SIM_WAITS; w++)
        f[SIM_F_WAIT + w] = (struct sim_pair){c->sum[w], c->n[w]};
    f[SIM_F_WITHIN] = (struct sim_pair){c->within, c->judged};
    f[SIM_F_WAITED] = (struct sim_pair){c->waited, c->started};
    f[SIM_F_ASKED] = (struct sim_pair){c->asked * year, span};
    f[SIM_F_DONE] = (struct sim_pair){c->done * year, span};
    f[SIM_F_REFUSED] = (struct sim_pair){c->refused * year, span};
    f[SIM_F_LEFT] = (struct sim_pair){c->left * year, span};
    f[SIM_F_LOST] = (struct sim_pair){c->lost, c->arrived};
    f[SIM_F_WAITING] = (struct sim_pair){c->area, span};
}

static double
year_of(const struct sim_plan *p)
{
    return p->months > 0 ? 365.25 : 1.0;
}

static void
fill_scope(struct sim_row *row, int scope, const struct sim_plan *p,
           const struct sim_tally *y)
{
    struct sim_pair *f = row->pair + scope * sim_scope_pairs(p);
    struct sim_pair *month = f + SIM_F_MONTHS;

    fill_counts(f, &y->c, p->end - p->begin, year_of(p));
    for (int w = 0; w < SIM_WAITS; w++) {
        double p50 = quantile(y->days[w], p->bin, 0.5, &row->more50[scope][w]);
        double p90 = quantile(y->days[w], p->bin, 0.9, &row->more90[scope][w]);

        f[SIM_F_P50 + w] = isnan(p50) ? (struct sim_pair){0, 0}
                                      : (struct sim_pair){p50, 1};
        f[SIM_F_P90 + w] = isnan(p90) ? (struct sim_pair){0, 0}
                                      : (struct sim_pair){p90, 1};
    }
    f[SIM_F_GROWTH] = (struct sim_pair){growth(y->backlog, p->months), 1};
    for (int k = 0; k <= p->months; k++)
        month[k] = (struct sim_pair){y->backlog[k], 1};
    month += p->months + 1;
    for (int k = 0; k < p->months; k++)
        month[k] = (struct sim_pair){y->within[k], y->judged[k]};
}

static void
counts_add(struct sim_counts *to, const struct sim_counts *c)
{
    for (int w = 0; w < SIM_WAITS; w++) {
        to->sum[w] += c->sum[w];
        to->n[w] += c->n[w];
    }
    to->within += c->within;
    to->judged += c->judged;
    to->waited += c->waited;
    to->started += c->started;
    to->asked += c->asked;
    to->refused += c->refused;
    to->left += c->left;
    to->lost += c->lost;
    to->arrived += c->arrived;
    to->done += c->done;
    to->area += c->area;
    to->stayed += c->stayed;
}

static void
tally_add(struct sim_tally *to, const struct sim_tally *y, int months)
{
    counts_add(&to->c, &y->c);
    for (int k = 0; k <= months; k++)
        to->backlog[k] += y->backlog[k];
    for (int k = 0; k < months; k++) {
        to->within[k] += y->within[k];
        to->judged[k] += y->judged[k];
    }
    for (int w = 0; w < SIM_WAITS; w++) {
        for (int k = 0; k <= SIM_DAYS; k++)
            to->days[w][k] += y->days[w][k];
    }
}

/* Little's law: what the queue held over time is what its children waited. */
static double
little_gap(const struct sim_tally *y)
{
    double gap = fabs(y->c.area - y->c.stayed);

    return y->c.stayed > 1.0 ? gap / y->c.stayed : gap;
}

void
sim_row_fill(struct sim_row *row, const struct sim_state *s,
             struct sim_tally *all)
{
    const struct sim_plan *p = s->p;
    const struct sim_tally *whole = &s->tally[0];
    struct sim_pair *rest = row->pair +
                            (p->m->regions + 1) * sim_scope_pairs(p);

    row->children = s->children;
    row->overflow = s->overflow;
    row->little = 0;
    if (p->m->regions > 1) {
        memset(all, 0, sizeof *all);
        whole = all;
    }
    for (int r = 0; r < p->m->regions; r++) {
        double gap = little_gap(&s->tally[r]);

        row->little = gap > row->little ? gap : row->little;
        fill_scope(row, r + 1, p, &s->tally[r]);
        if (p->m->regions > 1)
            tally_add(all, &s->tally[r], p->months);
    }
    fill_scope(row, 0, p, whole);
    for (int c = 0; c < SIM_CLASSES; c++)
        rest[c] = (struct sim_pair){s->class_sum[c], s->class_n[c]};
    for (int i = 0; i < p->m->teams; i++)
        rest[SIM_CLASSES + i] = (struct sim_pair){s->busy[i], s->could[i]};
}

void
sim_row_batch(struct sim_row *row, const struct sim_plan *p,
              const struct sim_counts *from, const struct sim_counts *to)
{
    struct sim_counts c = *to;

    for (int w = 0; w < SIM_WAITS; w++) {
        c.sum[w] -= from->sum[w];
        c.n[w] -= from->n[w];
    }
    c.within -= from->within;
    c.judged -= from->judged;
    c.waited -= from->waited;
    c.started -= from->started;
    c.asked -= from->asked;
    c.refused -= from->refused;
    c.left -= from->left;
    c.lost -= from->lost;
    c.arrived -= from->arrived;
    c.done -= from->done;
    c.area -= from->area;
    fill_counts(row->pair, &c, (p->end - p->begin) / SIM_BATCHES, year_of(p));
}

void
sim_sums_add(struct sim_sums *s, const struct sim_pair *p)
{
    s->a += p->over;
    s->b += p->under;
    s->aa += p->over * p->over;
    s->bb += p->under * p->under;
    s->ab += p->over * p->under;
}

struct sim_estimate
sim_sums_estimate(const struct sim_sums *s, int n, double t)
{
    struct sim_estimate e = {NAN, NAN, NAN};
    double squares;
    double half;

    if (!(s->b > 0) || n < 1)
        return e;
    e.mean = s->a / s->b;
    if (n < 2)
        return e;
    squares = s->aa - 2 * e.mean * s->ab + e.mean * e.mean * s->bb;
    half = squares > 0 ? t * sqrt(squares * n / (n - 1)) / s->b : 0;
    e.low = e.mean - half;
    e.high = e.mean + half;
    return e;
}
