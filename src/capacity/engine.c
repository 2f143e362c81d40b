/* The event loop: children arrive, are decided upon, wait, and are assessed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/engine.h"

#include "base/err.h"
#include "capacity/heap.h"

#include <math.h>

enum { NONE = -1 };

static inline struct sim_event
event(double t, enum sim_kind kind, uint32_t index, uint32_t child)
{
    return sim_event_of(t, kind, index, child);
}

static void
push(struct sim_state *s, struct sim_event e)
{
    if (s->events + 1 < s->events_max)
        heap_push(s->heap, &s->events, e);
    else
        s->overflow = true;
}

static inline double
clip(const struct sim_plan *p, double t)
{
    double later = t > p->begin ? t : p->begin;

    return later < p->end ? later : p->end;
}

/* --- teams and their time --- */

/* Place of the lowest bit of x != 0. Source: Leiserson, Prokop, Randall: Using
 * de Bruijn sequences to index a 1 in a computer word (1998). */
static inline int
lowest_bit(uint64_t x)
{
    static const uint8_t place[64] = {
        0,  1,  48, 2,  57, 49, 28, 3,  61, 58, 50, 42, 38, 29, 17, 4,
        62, 55, 59, 36, 53, 51, 43, 22, 45, 39, 33, 30, 24, 18, 12, 5,
        63, 47, 56, 27, 60, 41, 37, 16, 54, 35, 52, 21, 44, 32, 23, 11,
        46, 26, 40, 15, 34, 20, 31, 10, 25, 14, 19, 9,  13, 8,  7,  6};

    return place[(x & (~x + 1)) * 0x03f79d71b4cb0a89u >> 58];
}

/* When a team that goes on at t has done `work` more; no work: when it next is
 * open. At most the end of the calendar, which no run reaches. */
static double
calendar_add(const struct sim_state *s, int team, double t, double work)
{
    const float *worked = s->worked[team];
    int day;
    double done;

    if (t >= s->p->days)
        return s->p->days;
    day = (int)t;
    done = (double)worked[day] + work +
           (t - day) * ((double)worked[day + 1] - (double)worked[day]);
    while (day < s->p->days && (double)worked[day + 1] <= done)
        day++;
    if (day >= s->p->days)
        return s->p->days;
    done = day + (done - (double)worked[day]) /
                     ((double)worked[day + 1] - (double)worked[day]);
    return done > t ? done : t;
}

static inline double
time_after(const struct sim_state *s, int team, double t, double work)
{
    return s->worked[team] ? calendar_add(s, team, t, work) : t + work;
}

/* Team days until t. */
static double
work_until(const struct sim_state *s, int team, double t)
{
    const float *worked = s->worked[team];
    int day = (int)t;

    if (!worked)
        return t;
    if (day >= s->p->days)
        return (double)worked[s->p->days];
    return (double)worked[day] +
           (t - day) * ((double)worked[day + 1] - (double)worked[day]);
}

static inline void
count_busy(struct sim_state *s, int team, double from, double to, double work)
{
    double begin = s->p->begin;
    double end = s->p->team_end[team];

    if (from >= begin && to <= end)
        s->busy[team] += work;
    else if (to > begin && from < end)
        s->busy[team] += work_until(s, team, to < end ? to : end) -
                         work_until(s, team, from > begin ? from : begin);
}

/* --- counting --- */

static inline void
count_waiting(const struct sim_plan *p, struct sim_tally *y, double t,
              double more)
{
    double now = clip(p, t);

    y->c.area += y->waiting * (now - y->since);
    y->since = now;
    y->waiting += more;
}

static inline void
count_wait(const struct sim_plan *p, struct sim_tally *y, enum sim_wait which,
           double wait)
{
    double bin = wait * p->bins_a_day;

    y->c.sum[which] += wait;
    y->c.n[which] += 1;
    y->days[which][bin < SIM_DAYS ? (int)bin : SIM_DAYS]++;
}

static inline void
count_goal(const struct sim_plan *p, struct sim_tally *y,
           const struct sim_child *c, double wait)
{
    double in = wait <= p->m->goal_days[c->class] ? 1 : 0;

    y->c.judged += 1;
    y->c.within += in;
    if (p->months > 0) {
        y->judged[c->month] += 1;
        y->within[c->month] += in;
    }
}

static void
count_series(struct sim_state *s, double wait)
{
    if (s->series_n == s->series_max)
        return;
    s->series[s->series_n] += wait / 5;
    if (++s->series_part == 5) {
        s->series_part = 0;
        s->series_n++;
    }
}

/* A team takes the child at t, sees it from `seen` and reports at `reported`.
 */
static inline void
count_start(struct sim_state *s, const struct sim_child *c, double t,
            double seen, double reported)
{
    const struct sim_plan *p = s->p;
    struct sim_tally *y = &s->tally[c->region];
    const double wait[SIM_WAITS] = {0, seen - c->asked, reported - c->asked};

    count_waiting(p, y, t, -1);
    y->c.stayed += clip(p, t) - clip(p, c->asked);
    if (seen >= p->begin && seen < p->end)
        y->c.done += 1;
    if (s->series)
        count_series(s, wait[SIM_ASSESSMENT]);
    if (!c->counted)
        return;
    s->open -= 1;
    y->c.started += 1;
    y->c.waited += c->queued;
    count_wait(p, y, SIM_ASSESSMENT, wait[SIM_ASSESSMENT]);
    count_wait(p, y, SIM_REPORT, wait[SIM_REPORT]);
    s->class_sum[c->class] += wait[SIM_ASSESSMENT];
    s->class_n[c->class] += 1;
    if (p->m->goal_on != SIM_DECISION)
        count_goal(p, y, c, wait[p->m->goal_on]);
}

/* --- places for children, and their queues --- */

static inline uint32_t
child_new(struct sim_state *s)
{
    if (s->n_free > 0)
        return s->free[--s->n_free];
    if (s->fresh < s->p->children)
        return s->fresh++;
    s->overflow = true;
    return SIM_NOBODY;
}

static inline void
child_done(struct sim_state *s, uint32_t i)
{
    s->child[i].generation = (s->child[i].generation + 1) & 0x0FFFFFFF;
    s->free[s->n_free++] = i;
}

static inline int
queue_for(const struct sim_child *c)
{
    return queue_of(c->region, c->band, c->class);
}

static double
key_of(const struct sim_model *m, const struct sim_child *c)
{
    static const double always = 1e9; /* before any day */

    switch (m->rule) {
    case SIM_FIRST_COME:
        break;
    case SIM_URGENCY:
        return c->class * always + c->asked;
    case SIM_YOUNGEST:
        return c->band * always + c->asked;
    case SIM_GOAL:
        return c->asked + m->goal_days[c->class];
    }
    return c->asked;
}

/* In order of the key; those who come are nearly always last (or, at the
 * start, first). */
static void
enqueue(struct sim_state *s, uint32_t i)
{
    struct sim_child *c = &s->child[i];
    int q = queue_for(c);
    uint32_t at = s->queue[q].last;

    c->key = key_of(s->p->m, c);
    c->queued = 1;
    s->queues |= (uint64_t)1 << q;
    if (at != SIM_NOBODY && c->key < s->child[s->queue[q].first].key)
        at = SIM_NOBODY;
    while (at != SIM_NOBODY && c->key < s->child[at].key)
        at = s->child[at].before;
    c->before = at;
    c->after = at == SIM_NOBODY ? s->queue[q].first : s->child[at].after;
    if (c->after == SIM_NOBODY)
        s->queue[q].last = i;
    else
        s->child[c->after].before = i;
    if (at == SIM_NOBODY)
        s->queue[q].first = i;
    else
        s->child[at].after = i;
}

static inline void
unqueue(struct sim_state *s, uint32_t i)
{
    const struct sim_child *c = &s->child[i];
    int q = queue_for(c);

    if (c->before == SIM_NOBODY)
        s->queue[q].first = c->after;
    else
        s->child[c->before].after = c->after;
    if (c->after == SIM_NOBODY)
        s->queue[q].last = c->before;
    else
        s->child[c->after].before = c->before;
    if (s->queue[q].first == SIM_NOBODY)
        s->queues &= ~((uint64_t)1 << q);
}

/* --- service --- */

static double
lost_days(struct sim_state *s, struct sim_stream *stream, uint32_t number)
{
    double u;

    if (!(s->p->show_scale < 0))
        return 0;
    u = unit_of(stream_bits(&stream[SIM_P_SHOW], number));
    return s->p->m->no_show_days * floor(sim_log(u) * s->p->show_scale);
}

/* How long the team works on the child before it sees it, and from then on. */
static void
work_of(struct sim_state *s, int team, const struct sim_child *c,
        double *before, double *rest)
{
    const struct sim_plan *p = s->p;
    struct sim_stream *stream = s->stream[c->region];
    double factor = p->m->band_work[c->band] * p->m->class_work[c->class];

    if (p->m->team[team].region != c->region)
        factor *= p->m->help_work;
    *before = factor *
                  sim_draw(&p->prepare, &stream[SIM_P_PREPARE], c->number) +
              lost_days(s, stream, c->number);
    *rest = factor * (sim_draw(&p->assess, &stream[SIM_P_ASSESS], c->number) +
                      sim_draw(&p->after, &stream[SIM_P_AFTER], c->number));
}

/* The team takes the child, who is in no queue (any more), at t. When it is
 * through with the report. */
static inline double
serve(struct sim_state *s, int team, const struct sim_child *c, double t)
{
    const struct sim_plan *p = s->p;
    double before = 0;
    double rest;
    double seen = t;
    double reported;

    if (p->plain) { /* every child comes to a team: it pays to draw ahead */
        rest = p->assess.mean * sim_ahead_unit(&s->assess, c->number);
        reported = t + rest;
    } else {
        work_of(s, team, c, &before, &rest);
        seen = time_after(s, team, t, before);
        reported = time_after(s, team, seen, rest);
    }
    count_busy(s, team, t, reported, before + rest);
    count_start(s, c, t, seen, reported);
    return reported;
}

/* The first in the queues of `set`; SIM_NOBODY when all are empty. For help,
 * only those who have waited long enough. */
static inline uint32_t
first_of(const struct sim_state *s, uint64_t set, double asked_before)
{
    uint32_t best = SIM_NOBODY;

    for (set &= s->queues; set; set &= set - 1) {
        uint32_t i = s->queue[lowest_bit(set)].first;

        if (s->child[i].asked <= asked_before &&
            (best == SIM_NOBODY || s->child[i].key < s->child[best].key))
            best = i;
    }
    return best;
}

/* A team is free at t: takes the next child, or none. When it is through;
 * below 0: it has nothing to do. */
static inline double
take_next(struct sim_state *s, int team, double t)
{
    const struct sim_plan *p = s->p;
    uint32_t i = first_of(s, p->queues_own[team], INFINITY);

    if (i == SIM_NOBODY && p->m->help)
        i = first_of(s, p->queues_help[team], t - p->m->help_after);
    if (i != SIM_NOBODY && t < p->m->team[team].until) {
        double next;

        unqueue(s, i);
        next = serve(s, team, &s->child[i], t);
        child_done(s, i);
        return next;
    }
    if (t < p->m->team[team].until) {
        s->idle.w[team / 64] |= (uint64_t)1 << team % 64;
        s->idle_since[team] = t;
    }
    return -1;
}

/* Of the idle teams in the set the one that is open first, then the one that
 * was idle longest. NONE: no team. */
static inline int
idle_of(const struct sim_state *s, const struct sim_teams *set, double t)
{
    int best = NONE;
    double best_open = INFINITY;

    for (int w = 0; w < s->p->words; w++) {
        for (uint64_t b = set->w[w] & s->idle.w[w]; b; b &= b - 1) {
            int team = w * 64 + lowest_bit(b);
            double open;

            if (!s->worked[team])
                return team;
            open = calendar_add(s, team, t, 0);
            if (best == NONE || open < best_open ||
                (open <= best_open &&
                 s->idle_since[team] < s->idle_since[best])) {
                best = team;
                best_open = open;
            }
        }
    }
    return best;
}

static inline void
start_at(struct sim_state *s, int team, const struct sim_child *c, double t)
{
    s->idle.w[team / 64] &= ~((uint64_t)1 << team % 64);
    push(s, event(serve(s, team, c, t), SIM_DONE, (uint32_t)team, 0));
}

static void
wait_events(struct sim_state *s, uint32_t i, double t)
{
    const struct sim_model *m = s->p->m;
    const struct sim_child *c = &s->child[i];
    struct sim_stream *stream = &s->stream[c->region][SIM_P_LEAVE];

    if (s->p->leaves &&
        unit_of(stream_bits(stream, 2 * (uint64_t)c->number)) <= m->cancel)
        push(s, event(t - m->cancel_days *
                              sim_log(unit_of(stream_bits(
                                  stream, 2 * (uint64_t)c->number + 1))),
                      SIM_LEAVE, c->generation, i));
    if (m->help && t - c->asked < m->help_after)
        push(s, event(c->asked + m->help_after, SIM_HELP, c->generation, i));
}

/* A team for a child who is ready at t; NONE: it must wait. */
static inline int
team_for(const struct sim_state *s, const struct sim_child *c, double t)
{
    const struct sim_plan *p = s->p;
    int team = idle_of(s, &p->own[c->region][c->band], t);

    if (team == NONE && p->m->help && t - c->asked >= p->m->help_after)
        team = idle_of(s, &p->help[c->region][c->band], t);
    return team;
}

static inline void
wait_in_queue(struct sim_state *s, uint32_t i, double t)
{
    enqueue(s, i);
    if (s->p->leaves || s->p->m->help)
        wait_events(s, i, t);
}

/* The child has been decided upon, and is ready for a team at t. */
static void
join(struct sim_state *s, uint32_t i, double t)
{
    int team = team_for(s, &s->child[i], t);

    if (team == NONE) {
        wait_in_queue(s, i, t);
        return;
    }
    start_at(s, team, &s->child[i], t);
    child_done(s, i);
}

/* A place for the child; SIM_NOBODY: none is left. */
static inline uint32_t
child_place(struct sim_state *s, const struct sim_child *c)
{
    uint32_t i = child_new(s);
    uint32_t generation;

    if (i == SIM_NOBODY)
        return i;
    generation = s->child[i].generation;
    s->child[i] = *c;
    s->child[i].generation = generation;
    return i;
}

void
sim_backlog_child(struct sim_state *s, const struct sim_child *c)
{
    uint32_t i = child_place(s, c);

    if (i == SIM_NOBODY)
        return;
    s->tally[c->region].waiting += 1;
    s->inside += 1;
    s->children++;
    wait_in_queue(s, i, 0);
}

/* --- arrivals --- */

/* The next arrival after t in a region: a unit exponential spent at the rates
 * of the months. */
double
sim_next_arrival(struct sim_state *s, int region, double t)
{
    const struct sim_plan *p = s->p;
    const double *rate = &p->rate[region * p->segments];
    int *k = &s->segment[region];
    double left = sim_ahead_unit(&s->arrive[region], s->next_number[region]);

    while (*k < p->segments) {
        double all = rate[*k] > 0 ? (p->until[*k] - t) * rate[*k] : 0;

        if (left < all)
            return t + left / rate[*k];
        left -= all;
        t = p->until[(*k)++];
    }
    return INFINITY;
}

void
sim_child_traits(const struct sim_plan *p, struct sim_child *c, uint32_t band,
                 uint32_t class)
{
    double u = class * 0x1p-32;

    c->band = band * 0x1p-32 >= p->m->young;
    for (c->class = 0; u >= p->class_to[c->class];)
        c->class ++;
}

/* Asked for? Offered? Fills the child; false: no child for a team. */
static bool
request(struct sim_state *s, struct sim_child *c, double *wait)
{
    const struct sim_plan *p = s->p;
    struct sim_stream *stream = s->stream[c->region];
    struct sim_tally *y = &s->tally[c->region];
    struct philox x = stream_block(&stream[SIM_P_TRAITS], c->number);
    bool offered = x.v[1] * 0x1p-32 < p->m->offered;

    if (x.v[0] * 0x1p-32 >=
        (c->asked < p->m->duty_from ? p->eligible_before : p->eligible_after))
        return false;
    sim_child_traits(p, c, x.v[2], x.v[3]);
    *wait = sim_draw(&p->decide, &stream[SIM_P_DECIDE], c->number);
    s->children++;
    if (c->counted) {
        y->c.asked += 1;
        count_wait(p, y, SIM_DECISION, *wait);
        if (p->m->goal_on == SIM_DECISION)
            count_goal(p, y, c, *wait);
        y->c.refused += !offered;
    }
    *wait += sim_draw(&p->gather, &stream[SIM_P_GATHER], c->number);
    return offered;
}

static inline void
enter(struct sim_state *s, const struct sim_child *c, double wait)
{
    int team = wait > 0 ? NONE : team_for(s, c, c->asked);
    uint32_t i;

    s->inside += 1;
    s->open += c->counted;
    count_waiting(s->p, &s->tally[c->region], c->asked, 1);
    if (team != NONE) {
        start_at(s, team, c, c->asked);
        return;
    }
    i = child_place(s, c);
    if (i == SIM_NOBODY)
        return;
    if (wait > 0)
        push(s, event(c->asked + wait, SIM_JOIN, 0, i));
    else
        wait_in_queue(s, i, c->asked);
}

static inline void
arrive(struct sim_state *s, int region, double t)
{
    const struct sim_plan *p = s->p;
    struct sim_child c = {.asked = t,
                          .number = s->next_number[region]++,
                          .month = (uint16_t)s->month,
                          .region = (uint8_t)region,
                          .counted = t >= p->begin && t < p->end};
    double wait = 0;
    double next = sim_next_arrival(s, region, t);

    if (next <= p->stop)
        heap_replace(s->heap, s->events,
                     event(next, SIM_ARRIVE, (uint32_t)region, 0));
    else
        heap_pop(s->heap, &s->events);
    if (!p->traits && !p->decides) {
        s->children++;
        s->tally[region].c.asked += c.counted;
    } else if (!request(s, &c, &wait)) {
        return;
    }
    s->tally[region].c.arrived += c.counted;
    if (p->m->room > 0 && s->inside >= (double)p->m->room)
        s->tally[region].c.lost += c.counted;
    else
        enter(s, &c, wait);
}

/* --- the other events --- */

static void
leave(struct sim_state *s, uint32_t i, double t)
{
    const struct sim_plan *p = s->p;
    const struct sim_child *c = &s->child[i];
    struct sim_tally *y = &s->tally[c->region];

    unqueue(s, i);
    count_waiting(p, y, t, -1);
    y->c.stayed += clip(p, t) - clip(p, c->asked);
    s->inside -= 1;
    if (c->counted) {
        s->open -= 1;
        y->c.left += 1;
        if (p->m->goal_on != SIM_DECISION &&
            t - c->asked > p->m->goal_days[c->class])
            count_goal(p, y, c, t - c->asked);
    }
    child_done(s, i);
}

static void
help(struct sim_state *s, uint32_t i, double t)
{
    const struct sim_child *c = &s->child[i];
    int team = idle_of(s, &s->p->help[c->region][c->band], t);

    if (team == NONE)
        return;
    unqueue(s, i);
    start_at(s, team, c, t);
    child_done(s, i);
}

static void
sample(struct sim_state *s, int k)
{
    if (s->p->months == 0) {
        count_waiting(s->p, &s->tally[0], s->heap[1].t, 0);
        s->batch[k] = s->tally[0].c;
        return;
    }
    for (int r = 0; r < s->p->m->regions; r++)
        s->tally[r].backlog[k + 1] = s->tally[r].waiting;
    s->month = k + 1;
}

static inline void
done(struct sim_state *s, int team, double t, bool work_ends)
{
    double next;

    s->inside -= work_ends;
    next = take_next(s, team, t);
    if (next >= 0)
        heap_replace(s->heap, s->events,
                     event(next, SIM_DONE, (uint32_t)team, 0));
    else
        heap_pop(s->heap, &s->events);
}

/* The rarer ones; the event is off the heap. */
static void
handle(struct sim_state *s, struct sim_event e)
{
    uint32_t index = e.what >> SIM_KIND_BITS;
    bool still = s->child[e.child].generation == index &&
                 s->child[e.child].queued;

    switch ((enum sim_kind)(e.what & ((1 << SIM_KIND_BITS) - 1))) {
    case SIM_JOIN:
        join(s, e.child, e.t);
        break;
    case SIM_LEAVE:
        if (still)
            leave(s, e.child, e.t);
        break;
    case SIM_HELP:
        if (still)
            help(s, e.child, e.t);
        break;
    case SIM_CLOSE:
        s->idle.w[index / 64] &= ~((uint64_t)1 << index % 64);
        break;
    case SIM_ARRIVE:
    case SIM_DONE:
    case SIM_OPEN:
    case SIM_SAMPLE:
        break;
    }
}

void
sim_events_run(struct sim_state *s)
{
    const struct sim_plan *p = s->p;

    while (s->events > 0 && !s->overflow) {
        struct sim_event e = s->heap[1];
        uint32_t index = e.what >> SIM_KIND_BITS;
        enum sim_kind kind = (enum sim_kind)(e.what &
                                             ((1 << SIM_KIND_BITS) - 1));

        if (e.t > p->end && (e.t > p->stop || s->open <= 0))
            break;
        if (kind == SIM_ARRIVE) {
            arrive(s, (int)index, e.t);
        } else if (kind == SIM_DONE || kind == SIM_OPEN) {
            done(s, (int)index, e.t, kind == SIM_DONE);
        } else {
            if (kind == SIM_SAMPLE)
                sample(s, (int)index);
            heap_pop(s->heap, &s->events);
            handle(s, e);
        }
    }
}
