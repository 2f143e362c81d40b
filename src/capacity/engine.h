/* One replication: the event loop and what it counts.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_ENGINE_H
#define HELHET_CAPACITY_ENGINE_H

#include "capacity/plan.h"

enum { SIM_BATCHES = 32 };

/* Sums over the children counted: those asked for within the window. */
struct sim_counts {
    double sum[SIM_WAITS]; /* of days waited */
    double n[SIM_WAITS];
    double within, judged;  /* reached the goal, of those who can tell */
    double waited, started; /* had to wait for a team, of those who got one */
    double asked, refused, left;
    double lost, arrived; /* found no room, of all */
    double done;          /* assessed in the window */
    double area;          /* children waiting, integrated over the window */
    double stayed;        /* the same from each child's own times */
};

struct sim_tally { /* of one region */
    struct sim_counts c;
    double waiting, since; /* now, and since when */
    double backlog[SIM_MONTHS_MAX + 1];
    double within[SIM_MONTHS_MAX], judged[SIM_MONTHS_MAX];
    uint32_t days[SIM_WAITS][SIM_DAYS + 1];
};

enum sim_kind {
    SIM_ARRIVE, /* index: region */
    SIM_JOIN,   /* decided, and what was gathered has come */
    SIM_DONE,   /* index: team */
    SIM_LEAVE,  /* index: generation of the child's place */
    SIM_HELP,   /* the same */
    SIM_OPEN,   /* index: team */
    SIM_CLOSE,
    SIM_SAMPLE /* index: month or batch */
};
enum { SIM_KIND_BITS = 4 };
#define SIM_NOBODY UINT32_MAX

struct sim_event {
    double t;
    uint32_t what; /* kind, and a team, region or generation above it */
    uint32_t child;
};

struct sim_child { /* one who waits */
    double asked;
    double key; /* who is next: the least */
    uint32_t number, generation;
    uint32_t before, after; /* in its queue */
    uint16_t month;
    uint8_t region, band, class, queued, counted;
};

struct sim_state {
    const struct sim_plan *p;
    uint64_t seed;
    uint32_t run;
    struct sim_event *heap; /* from 1 */
    uint32_t events, events_max;
    struct sim_child *child;
    uint32_t *free; /* a stack of places */
    uint32_t n_free, fresh;
    struct {
        uint32_t first, last;
    } queue[SIM_QUEUES];
    uint64_t queues; /* bits: not empty */
    struct sim_teams idle;
    double idle_since[SIM_TEAMS_MAX];
    double busy[SIM_TEAMS_MAX];   /* team days worked in the window */
    double could[SIM_TEAMS_MAX];  /* … of these */
    float *worked[SIM_TEAMS_MAX]; /* [day]: team days before it; NULL: always */
    uint32_t next_number[SIM_REGIONS_MAX];
    struct sim_stream stream[SIM_REGIONS_MAX][SIM_PURPOSES];
    struct sim_ahead arrive[SIM_REGIONS_MAX];
    struct sim_ahead assess; /* queue mode, exponential work */
    int segment[SIM_REGIONS_MAX];
    struct sim_tally *tally; /* [regions] */
    double class_sum[SIM_CLASSES], class_n[SIM_CLASSES];
    double inside;
    double open; /* counted ones that still wait */
    int month;
    bool overflow;
    uint64_t children;
    struct sim_counts *batch; /* [SIM_BATCHES + 1], or NULL */
    double *series;           /* means of five waits each, or NULL */
    size_t series_n, series_max, series_part;
};

static inline struct sim_event
sim_event_of(double t, enum sim_kind kind, uint32_t index, uint32_t child)
{
    return (struct sim_event){t, (uint32_t)kind | index << SIM_KIND_BITS,
                              child};
}

/* The loop itself, from what stands in the heap until nobody counted waits. */
void sim_events_run(struct sim_state *s);
/* For the start of a run. */
double sim_next_arrival(struct sim_state *s, int region, double t);
void sim_child_traits(const struct sim_plan *p, struct sim_child *c,
                      uint32_t band, uint32_t class);
void sim_backlog_child(struct sim_state *s, const struct sim_child *c);

/* Memory for a run, once; the runs themselves allocate nothing. */
struct sim_state *sim_state_new(struct arena *mem, const struct sim_plan *p,
                                uint64_t seed);
/* Runs replication `run`; what it counted is in `s`. */
void sim_replicate(struct sim_state *s, uint32_t run);

#endif
