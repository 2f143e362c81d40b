/* A replication from its start to its sums: calendars, backlog, what is left.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/engine.h"
#include "capacity/heap.h"

#include <math.h>

enum { BACKLOG_NUMBER = 1 << 30 }; /* children who wait at the start: from */

struct sim_state *
sim_state_new(struct arena *mem, const struct sim_plan *p, uint64_t seed)
{
    struct sim_state *s = ARENA_NEW(mem, struct sim_state);
    const struct sim_model *m = p->m;
    size_t days = (size_t)p->days + 1;

    s->p = p;
    s->seed = seed;
    s->events_max = (uint32_t)(p->children * (p->leaves || m->help ? 3 : 1)) +
                    3 * (uint32_t)m->teams + SIM_MONTHS_MAX + SIM_BATCHES + 16;
    s->heap = ARENA_NEW_N(mem, struct sim_event, s->events_max + 1);
    s->child = ARENA_NEW_N(mem, struct sim_child, p->children);
    s->free = ARENA_NEW_N(mem, uint32_t, p->children);
    s->tally = ARENA_NEW_N(mem, struct sim_tally, (size_t)m->regions);
    for (int i = 0; i < m->teams; i++) {
        if (p->open[i])
            s->worked[i] = ARENA_NEW_N(mem, float, days);
    }
    return s;
}

static struct sim_stream
stream_of(const struct sim_state *s, int owner, enum sim_purpose purpose)
{
    return (struct sim_stream){.key = s->seed,
                               .owner = (uint32_t)owner,
                               .run = s->run,
                               .purpose = (uint32_t)purpose,
                               .block = SIM_NO_BLOCK};
}

/* --- calendars --- */

/* Days in spells: away for `spell` days on average, so often that `share` of
 * the days are. Draws come two by two: time until the spell, its length. */
struct spells {
    struct sim_stream stream;
    uint64_t n;
    double between, spell; /* means */
    double from, to;       /* the one that is or comes */
};

static void
spell_next(struct spells *x)
{
    x->from = x->to -
              x->between * sim_log(unit_of(stream_bits(&x->stream, x->n)));
    x->to = x->from -
            x->spell * sim_log(unit_of(stream_bits(&x->stream, x->n + 1)));
    x->n += 2;
}

static void
spells_init(struct spells *x, const struct sim_state *s, int team,
            enum sim_purpose purpose, double share, double spell)
{
    *x = (struct spells){.stream = stream_of(s, team, purpose),
                         .spell = spell,
                         .from = INFINITY,
                         .to = INFINITY};
    if (!(share > 0))
        return;
    x->between = spell * (1 - share) / share;
    x->to = 0;
    /* In the long run `share` of the starts fall in a spell; what is left of
     * an exponential spell is one again. */
    if (unit_of(stream_bits(&x->stream, 0)) <= share) {
        x->from = 0;
        x->to = -spell * sim_log(unit_of(stream_bits(&x->stream, 1)));
        x->n = 2;
    } else {
        x->n = 2;
        spell_next(x);
    }
}

/* The share of day d that is in spells; d grows. */
static double
spell_share(struct spells *x, int d)
{
    double sum = 0;

    while (x->from < d + 1) {
        double from = x->from > d ? x->from : d;
        double to = x->to < d + 1 ? x->to : d + 1;

        sum += to - from;
        if (x->to > d + 1)
            break;
        spell_next(x);
    }
    return sum;
}

static void
team_calendar(struct sim_state *s, int team)
{
    const struct sim_team *t = &s->p->m->team[team];
    const float *open = s->p->open[team];
    float *worked = s->worked[team];
    struct spells absent;
    struct spells vacant;
    double sum = 0;

    spells_init(&absent, s, team, SIM_P_ABSENT, t->absence, t->spell);
    spells_init(&vacant, s, team, SIM_P_VACANT, t->vacant, t->vacant_spell);
    for (int d = 0; d < s->p->days; d++) {
        double here = (double)open[d];

        if (absent.from < d + 1)
            here *= 1 - spell_share(&absent, d);
        if (vacant.from < d + 1)
            here *= 1 - (1 - t->vacant_speed) * spell_share(&vacant, d);
        worked[d] = (float)sum;
        sum += here;
    }
    worked[s->p->days] = (float)sum;
}

static double
team_days(const struct sim_state *s, int team, double t)
{
    const float *worked = s->worked[team];
    int day = (int)t;

    if (!worked)
        return t;
    return (double)worked[day] +
           (t - day) * ((double)worked[day + 1] - (double)worked[day]);
}

/* --- the start --- */

static void
start_streams(struct sim_state *s)
{
    for (int r = 0; r < s->p->m->regions; r++) {
        for (int k = 0; k < SIM_PURPOSES; k++)
            s->stream[r][k] = stream_of(s, r, (enum sim_purpose)k);
        s->arrive[r].stream = stream_of(s, r, SIM_P_ARRIVE);
        sim_ahead_fill(&s->arrive[r], 0);
        s->next_number[r] = 0;
        s->segment[r] = 0;
    }
    s->assess.stream = stream_of(s, 0, SIM_P_ASSESS);
    sim_ahead_fill(&s->assess, 0);
}

static void
start_empty(struct sim_state *s)
{
    const struct sim_plan *p = s->p;

    s->events = 0;
    s->n_free = s->fresh = 0;
    s->queues = 0;
    s->inside = s->open = 0;
    s->month = 0;
    s->overflow = false;
    s->children = 0;
    s->series_n = s->series_part = 0;
    memset(&s->idle, 0, sizeof s->idle);
    memset(s->class_sum, 0, sizeof s->class_sum);
    memset(s->class_n, 0, sizeof s->class_n);
    memset(s->tally, 0, (size_t)p->m->regions * sizeof *s->tally);
    for (int i = 0; i < SIM_QUEUES; i++)
        s->queue[i].first = s->queue[i].last = SIM_NOBODY;
    for (int i = 0; i < p->m->regions; i++)
        s->tally[i].since = p->begin;
    if (s->series)
        memset(s->series, 0, s->series_max * sizeof *s->series);
}

/* Ages of n exponential waits from the least up: their gaps are exponential
 * too (Renyi), so no sorting. */
static void
start_backlog(struct sim_state *s, int region)
{
    const struct sim_model *m = s->p->m;
    struct sim_stream *stream = s->stream[region];
    uint32_t n = (uint32_t)m->region[region].backlog;
    double age = 0;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = BACKLOG_NUMBER + i;
        struct philox x = stream_block(&stream[SIM_P_TRAITS], number);
        struct sim_child c = {.number = number, .region = (uint8_t)region};

        age -= m->region[region].backlog_days / (n - i) *
               sim_log(unit_of(stream_bits(&stream[SIM_P_BACKLOG], i)));
        c.asked = -age;
        sim_child_traits(s->p, &c, x.v[2], x.v[3]);
        sim_backlog_child(s, &c);
    }
    s->tally[region].backlog[0] = n;
}

static void
start_teams(struct sim_state *s)
{
    const struct sim_plan *p = s->p;

    for (int i = 0; i < p->m->teams; i++) {
        const struct sim_team *t = &p->m->team[i];
        double from = t->from > 0 ? t->from : 0;
        double end = p->team_end[i];

        if (s->worked[i])
            team_calendar(s, i);
        s->busy[i] = 0;
        s->idle_since[i] = from;
        if (p->begin > from)
            from = p->begin;
        s->could[i] = end > from ? team_days(s, i, end) - team_days(s, i, from)
                                 : 0;
        if (t->until <= p->stop)
            heap_push(s->heap, &s->events,
                      sim_event_of(t->until, SIM_CLOSE, (uint32_t)i, 0));
        if (t->from <= p->stop)
            heap_push(s->heap, &s->events,
                      sim_event_of(t->from > 0 ? t->from : 0, SIM_OPEN,
                                   (uint32_t)i, 0));
    }
}

static void
start_events(struct sim_state *s)
{
    const struct sim_plan *p = s->p;

    for (int r = 0; r < p->m->regions; r++) {
        double t = sim_next_arrival(s, r, 0);

        s->next_number[r] = 0;
        if (t <= p->stop)
            heap_push(s->heap, &s->events,
                      sim_event_of(t, SIM_ARRIVE, (uint32_t)r, 0));
    }
    for (int k = 0; k < p->months; k++)
        heap_push(s->heap, &s->events,
                  sim_event_of(p->until[k], SIM_SAMPLE, (uint32_t)k, 0));
    for (int k = 0; s->batch && k <= SIM_BATCHES; k++)
        heap_push(s->heap, &s->events,
                  sim_event_of(p->begin + (p->end - p->begin) * k / SIM_BATCHES,
                               SIM_SAMPLE, (uint32_t)k, 0));
}

/* --- the end --- */

/* One who still waits when the run ends. */
static void
count_left(struct sim_state *s, const struct sim_child *c)
{
    const struct sim_plan *p = s->p;
    struct sim_tally *y = &s->tally[c->region];

    if (c->asked < p->end)
        y->c.stayed += p->end - (c->asked > p->begin ? c->asked : p->begin);
    if (!c->counted)
        return;
    y->days[SIM_ASSESSMENT][SIM_DAYS]++;
    y->days[SIM_REPORT][SIM_DAYS]++;
    if (p->m->goal_on == SIM_DECISION)
        return;
    y->c.judged += 1;
    if (p->months > 0)
        y->judged[c->month] += 1;
}

static void
count_end(struct sim_state *s)
{
    const struct sim_plan *p = s->p;

    for (int r = 0; r < p->m->regions; r++) {
        struct sim_tally *y = &s->tally[r];

        if (y->since < p->end)
            y->c.area += y->waiting * (p->end - y->since);
    }
    for (int q = 0; q < SIM_QUEUES; q++) {
        for (uint32_t i = s->queue[q].first; i != SIM_NOBODY;
             i = s->child[i].after)
            count_left(s, &s->child[i]);
    }
    for (uint32_t i = 1; i <= s->events; i++) {
        if ((s->heap[i].what & ((1 << SIM_KIND_BITS) - 1)) == SIM_JOIN)
            count_left(s, &s->child[s->heap[i].child]);
    }
}

void
sim_replicate(struct sim_state *s, uint32_t run)
{
    s->run = run;
    start_streams(s);
    start_empty(s);
    for (int r = 0; r < s->p->m->regions; r++)
        start_backlog(s, r);
    start_teams(s);
    start_events(s);
    sim_events_run(s);
    count_end(s);
}
