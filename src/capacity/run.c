/* Replications over threads, put together in their order.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/err.h"
#include "capacity/estimate.h"

#include <math.h>
#include <pthread.h>

enum { THREADS_MAX = 64, PILOTS = 5, PILOT_RUN = 1 << 30 };
enum { SERIES_MAX = 100000, SCRATCH = 1 << 30 };

struct runner;

struct worker { /* one thread's own */
    struct runner *runner;
    struct sim_state *state;
    struct sim_tally *all;
    uint64_t *days; /* [scope * SIM_WAITS * (SIM_DAYS + 1)] */
    pthread_t thread;
    bool started;
};

struct runner {
    const struct sim_plan *p;
    const struct sim_options *o;
    int total; /* replications */
    int ring;  /* places for rows not yet merged */
    pthread_mutex_t lock;
    pthread_cond_t moved;
    int next, merged;
    bool stop;
    struct sim_row *row; /* [ring] */
    bool *done;
    struct sim_sums *sums; /* [pairs] */
    int chance[SIM_REGIONS_MAX + 1];
    struct sim_result *out;
    struct sim_part *part;
};

static size_t
days_all(const struct sim_plan *p)
{
    return (size_t)(p->m->regions + 1) * SIM_WAITS * (SIM_DAYS + 1);
}

static void
days_add(const struct worker *w)
{
    const struct sim_plan *p = w->runner->p;
    const size_t each = (size_t)SIM_WAITS * (SIM_DAYS + 1);

    for (int r = 0; r < p->m->regions; r++) {
        const uint32_t *from = &w->state->tally[r].days[0][0];
        uint64_t *to = w->days + each * (size_t)(r + 1);

        for (size_t k = 0; k < each; k++)
            to[k] += from[k];
    }
}

/* --- in order --- */

static void
merge(struct runner *r, const struct sim_row *row)
{
    struct sim_result *out = r->out;
    int pairs = sim_pairs(r->p);

    for (int i = 0; i < pairs; i++)
        sim_sums_add(&r->sums[i], &row->pair[i]);
    out->children += row->children;
    out->overflow |= row->overflow;
    if (row->little > out->little)
        out->little = row->little;
    for (int s = 0; s <= r->p->m->regions; s++) {
        struct sim_scope *scope = s == 0 ? &out->all : &out->region[s - 1];
        const struct sim_pair
            *within = &row->pair[s * sim_scope_pairs(r->p) + SIM_F_WITHIN];

        r->chance[s] += within->over >= r->o->target * within->under;
        for (int w = 0; w < SIM_WAITS; w++) {
            scope->p50_more[w] |= row->more50[s][w];
            scope->p90_more[w] |= row->more90[s][w];
        }
    }
}

/* The share within the goal, for a search. */
static void
merge_part(struct runner *r, const struct sim_row *row)
{
    struct sim_part *part = r->part;
    const struct sim_pair *f = &row->pair[part->scope * sim_scope_pairs(r->p)];
    const struct sim_pair *month = f + SIM_F_MONTHS + r->p->months + 1;
    struct sim_pair early = {0, 0};

    for (int k = part->month_from; k < part->month_to; k++) {
        early.over += month[k].over;
        early.under += month[k].under;
    }
    sim_sums_add(&part->within, &f[SIM_F_WITHIN]);
    sim_sums_add(&part->early, &early);
}

/* The next replication to do; -1: none. Waits where others lag behind. */
static int
take(struct runner *r)
{
    int i = -1;

    (void)pthread_mutex_lock(&r->lock);
    while (!r->stop && r->next < r->total && r->next >= r->merged + r->ring)
        (void)pthread_cond_wait(&r->moved, &r->lock);
    if (!r->stop && r->next < r->total)
        i = r->next++;
    (void)pthread_mutex_unlock(&r->lock);
    return i;
}

static int
give(struct runner *r, int i)
{
    int merged;

    (void)pthread_mutex_lock(&r->lock);
    r->done[i % r->ring] = true;
    while (r->merged < r->total && r->done[r->merged % r->ring]) {
        r->done[r->merged % r->ring] = false;
        merge(r, &r->row[r->merged % r->ring]);
        merge_part(r, &r->row[r->merged % r->ring]);
        r->merged++;
    }
    merged = r->merged;
    (void)pthread_cond_broadcast(&r->moved);
    (void)pthread_mutex_unlock(&r->lock);
    return merged;
}

static void
stop(struct runner *r)
{
    (void)pthread_mutex_lock(&r->lock);
    r->stop = true;
    (void)pthread_cond_broadcast(&r->moved);
    (void)pthread_mutex_unlock(&r->lock);
}

static void
work(struct worker *w, bool first)
{
    struct runner *r = w->runner;
    const struct sim_options *o = r->o;
    int i;

    while ((i = take(r)) >= 0) {
        int merged;

        sim_replicate(w->state, (uint32_t)(r->part->first + i));
        sim_row_fill(&r->row[i % r->ring], w->state, w->all);
        days_add(w);
        merged = give(r, i);
        if ((o->cancel && atomic_load(o->cancel)) ||
            (first && o->progress && !o->progress(o->ctx, merged, r->total)))
            stop(r);
    }
}

static void *
work_thread(void *arg)
{
    work(arg, false);
    return NULL;
}

/* --- the result --- */

/* Student's interval knows no limits: with few replications it promises 102
 * per cent, or fewer than no children. The truth lies in [0, most]. */
static void
possible(struct sim_estimate *e, double most)
{
    if (e->low < 0)
        e->low = 0;
    if (e->high > most)
        e->high = fmax(most, e->mean);
}

static double
most_of(enum sim_field f)
{
    return f == SIM_F_WITHIN || f == SIM_F_WAITED || f == SIM_F_LOST ? 1
                                                                     : INFINITY;
}

static struct sim_estimate *
estimates(struct arena *mem, const struct runner *r, const struct sim_sums *s,
          int n, double t, double most)
{
    struct sim_estimate *e = ARENA_NEW_N(mem, struct sim_estimate,
                                         (size_t)n + 1);

    for (int k = 0; k < n; k++) {
        e[k] = sim_sums_estimate(&s[k], r->merged, t);
        possible(&e[k], most);
    }
    return e;
}

static void
result_scope(struct arena *mem, const struct runner *r, int scope, double t,
             struct sim_scope *out)
{
    const struct sim_plan *p = r->p;
    const struct sim_model *m = p->m;
    const struct sim_sums *s = r->sums + scope * sim_scope_pairs(p);
    struct sim_estimate *to[] = {
        [SIM_F_WITHIN] = &out->within,   [SIM_F_WAITED] = &out->waited,
        [SIM_F_ASKED] = &out->asked,     [SIM_F_DONE] = &out->done,
        [SIM_F_REFUSED] = &out->refused, [SIM_F_LEFT] = &out->left,
        [SIM_F_LOST] = &out->lost,       [SIM_F_WAITING] = &out->waiting,
        [SIM_F_GROWTH] = &out->growth};

    for (int w = 0; w < SIM_WAITS; w++) {
        to[SIM_F_WAIT + w] = &out->wait[w];
        to[SIM_F_P50 + w] = &out->p50[w];
        to[SIM_F_P90 + w] = &out->p90[w];
    }
    for (int f = 0; f < SIM_F_MONTHS; f++) {
        *to[f] = sim_sums_estimate(&s[f], r->merged, t);
        if (f != SIM_F_GROWTH) /* a queue may shrink */
            possible(to[f], most_of((enum sim_field)f));
    }
    out->backlog = estimates(mem, r, s + SIM_F_MONTHS, p->months + 1, t,
                             INFINITY);
    out->within_month = estimates(mem, r, s + SIM_F_MONTHS + p->months + 1,
                                  p->months, t, 1);
    out->chance = r->merged > 0 ? (double)r->chance[scope] / r->merged : 0;
    out->load = sim_plan_load(p, scope - 1);
    out->unstable = m->room == 0 && out->load * (1 - m->cancel) >= 1;
}

static void
result_days(struct arena *mem, const struct runner *r, struct worker *w,
            int workers)
{
    const struct sim_plan *p = r->p;
    const size_t each = (size_t)SIM_WAITS * (SIM_DAYS + 1);
    uint64_t *sum = ARENA_NEW_N(mem, uint64_t, days_all(p));

    for (int i = 0; i < workers; i++) {
        for (size_t k = each; k < days_all(p); k++) {
            sum[k] += w[i].days[k];
            sum[k % each] += w[i].days[k];
        }
    }
    for (int s = 0; s <= p->m->regions; s++) {
        struct sim_scope *scope = s == 0 ? &r->out->all
                                         : &r->out->region[s - 1];

        for (int q = 0; q < SIM_WAITS; q++)
            scope->days[q] = sum + each * (size_t)s +
                             (size_t)q * (SIM_DAYS + 1);
    }
}

static void
hash_bytes(uint64_t *h, const void *p, size_t n)
{
    const unsigned char *c = p;

    for (size_t i = 0; i < n; i++)
        *h = (*h ^ c[i]) * 0x100000001b3u; /* FNV-1a */
}

static void
result_hash(const struct runner *r)
{
    struct sim_result *out = r->out;

    out->hash = 0xcbf29ce484222325u;
    hash_bytes(&out->hash, r->sums, (size_t)sim_pairs(r->p) * sizeof *r->sums);
    hash_bytes(&out->hash, out->all.days[0],
               days_all(r->p) * sizeof *out->all.days[0]);
    hash_bytes(&out->hash, &out->children, sizeof out->children);
}

static void
result(struct arena *mem, struct runner *r, struct worker *w, int workers)
{
    const struct sim_plan *p = r->p;
    struct sim_result *out = r->out;
    double c = r->o->confidence > 0 ? r->o->confidence : 0.95;
    double t = r->merged > 1 ? sim_student(0.5 + c / 2, r->merged - 1) : 0;
    const struct sim_sums *rest = r->sums +
                                  (p->m->regions + 1) * sim_scope_pairs(p);

    out->replications = r->merged;
    out->cancelled = r->merged < r->total;
    out->confidence = c;
    out->bin = p->bin;
    for (int s = 0; s <= p->m->regions; s++)
        result_scope(mem, r, s, t, s == 0 ? &out->all : &out->region[s - 1]);
    for (int i = 0; i < SIM_CLASSES; i++)
        out->class_wait[i] = sim_sums_estimate(&rest[i], r->merged, t);
    for (int i = 0; i < p->m->teams; i++) {
        out->busy[i] = sim_sums_estimate(&rest[SIM_CLASSES + i], r->merged, t);
        possible(&out->busy[i], 1);
    }
    out->all.unstable |= out->overflow;
    result_days(mem, r, w, workers);
    result_hash(r);
}

/* One long run of a queue: the intervals come from its batches. */
static void
result_batches(struct arena *mem, const struct runner *r,
               const struct sim_counts *batch)
{
    struct sim_row row = sim_row_new(mem, r->p);
    struct sim_sums sums[SIM_F_MONTHS] = {{0}};
    struct sim_scope *out = &r->out->all;
    double t = sim_student(0.5 + r->out->confidence / 2, SIM_BATCHES - 1);
    struct sim_estimate *to[] = {&out->wait[0], &out->wait[1], &out->wait[2],
                                 &out->within,  &out->waited,  &out->lost,
                                 &out->waiting};
    static const int field[] = {SIM_F_WAIT,   SIM_F_WAIT + 1, SIM_F_WAIT + 2,
                                SIM_F_WITHIN, SIM_F_WAITED,   SIM_F_LOST,
                                SIM_F_WAITING};

    for (int k = 0; k < SIM_BATCHES; k++) {
        sim_row_batch(&row, r->p, &batch[k], &batch[k + 1]);
        for (int f = 0; f < SIM_F_MONTHS; f++)
            sim_sums_add(&sums[f], &row.pair[f]);
    }
    for (size_t i = 0; i < ARRAY_LEN(field); i++) {
        *to[i] = sim_sums_estimate(&sums[field[i]], SIM_BATCHES, t);
        possible(to[i], most_of((enum sim_field)field[i]));
    }
    r->out->region[0] = *out;
}

/* --- warm-up --- */

/* MSER-5: of the series of means of five, cut the beginning that leaves the
 * least squared deviation over the square of what is left; at most half.
 * Source: White, Cobb, Spratt: A comparison of five steady-state truncation
 * heuristics for simulation (WSC 2000). */
size_t
sim_mser(const double *x, size_t n)
{
    double sum = 0;
    double squares = 0;
    double least = INFINITY;
    size_t cut = 0;

    for (size_t d = n; d-- > 0;) {
        double left = (double)(n - d);
        double value;

        sum += x[d];
        squares += x[d] * x[d];
        value = (squares - sum * sum / left) / (left * left);
        if (d <= n / 2 && left >= 5 && value <= least) {
            least = value;
            cut = d;
        }
    }
    return cut;
}

/* The series is the mean of some runs apart from those that count. */
static double
find_warmup(struct arena *mem, const struct sim_model *m, uint64_t seed)
{
    struct sim_model pilot = *m;
    struct sim_state *s;
    size_t n = (size_t)(m->length * m->region[0].moved_a_year / 5 * 0.9);
    double *sum;

    pilot.warmup = 0;
    n = n < SERIES_MAX ? n : SERIES_MAX;
    sum = ARENA_NEW_N(mem, double, n + 1);
    s = sim_state_new(mem, sim_plan_of(mem, &pilot), seed);
    s->series = ARENA_NEW_N(mem, double, n + 1);
    s->series_max = n;
    for (uint32_t i = 0; i < PILOTS; i++) {
        sim_replicate(s, PILOT_RUN + i);
        n = s->series_n < n ? s->series_n : n;
        for (size_t k = 0; k < n; k++)
            sum[k] += s->series[k];
    }
    return (double)sim_mser(sum, n) * 5 / m->region[0].moved_a_year;
}

/* --- */

static void
runner_init(struct arena *mem, struct runner *r, struct worker *w, int workers)
{
    const struct sim_plan *p = r->p;

    r->ring = 4 * workers;
    r->row = ARENA_NEW_N(mem, struct sim_row, (size_t)r->ring);
    r->done = ARENA_NEW_N(mem, bool, (size_t)r->ring);
    r->sums = ARENA_NEW_N(mem, struct sim_sums, (size_t)sim_pairs(p));
    for (int i = 0; i < r->ring; i++)
        r->row[i] = sim_row_new(mem, p);
    for (int i = 0; i < workers; i++) {
        w[i].runner = r;
        w[i].state = sim_state_new(mem, p, r->o->seed);
        w[i].all = ARENA_NEW(mem, struct sim_tally);
        w[i].days = ARENA_NEW_N(mem, uint64_t, days_all(p));
    }
    (void)pthread_mutex_init(&r->lock, NULL);
    (void)pthread_cond_init(&r->moved, NULL);
}

const struct sim_result *
sim_run_part(struct arena *mem, const struct sim_model *m,
             const struct sim_options *o, struct sim_part *part)
{
    struct arena *scratch = arena_new(SCRATCH); /* the work; `mem` keeps the
                                                 * answer only */
    struct sim_model *own = ARENA_NEW(scratch, struct sim_model);
    struct runner r = {.o = o, .part = part, .total = o->replications};
    int workers = o->threads < THREADS_MAX ? o->threads : THREADS_MAX;
    struct worker *w;
    struct sim_counts *batch = NULL;

    ASSERT(o->replications >= 1 && o->threads >= 1);
    *own = *m;
    workers = workers < o->replications ? workers : o->replications;
    if (m->months == 0 && o->mser)
        own->warmup = find_warmup(scratch, m, o->seed);
    r.p = sim_plan_of(scratch, own);
    r.out = ARENA_NEW(mem, struct sim_result);
    r.out->warmup = own->warmup;
    w = ARENA_NEW_N(scratch, struct worker, (size_t)workers);
    runner_init(scratch, &r, w, workers);
    if (m->months == 0 && o->replications == 1)
        batch = w[0].state->batch = ARENA_NEW_N(mem, struct sim_counts,
                                                SIM_BATCHES + 1);
    for (int i = 1; i < workers; i++)
        w[i].started = pthread_create(&w[i].thread, NULL, work_thread, &w[i]) ==
                       0;
    work(&w[0], true);
    for (int i = 1; i < workers; i++) {
        if (w[i].started)
            (void)pthread_join(w[i].thread, NULL);
    }
    (void)pthread_mutex_destroy(&r.lock);
    (void)pthread_cond_destroy(&r.moved);
    result(mem, &r, w, workers);
    if (batch)
        result_batches(mem, &r, batch);
    arena_free(scratch);
    return r.out;
}

const struct sim_result *
sim_run(struct arena *mem, const struct sim_model *m,
        const struct sim_options *o)
{
    struct sim_part all = {0};

    return sim_run_part(mem, m, o, &all);
}
