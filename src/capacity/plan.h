/* A model made ready to run: tables that every replication reads.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_PLAN_H
#define HELHET_CAPACITY_PLAN_H

#include "capacity/draw.h"

enum {
    SIM_WORDS = SIM_TEAMS_MAX / 64,
    SIM_QUEUES = SIM_REGIONS_MAX * SIM_BANDS * SIM_CLASSES,
    SIM_TAIL_DAYS = 731 /* a run goes on so long for those who still wait */
};

struct sim_teams { /* a set of teams, a bit each */
    uint64_t w[SIM_WORDS];
};

struct sim_plan {
    const struct sim_model *m;
    double begin, end, stop; /* counted from, until; the run's last moment */
    double bin, bins_a_day;
    int days;        /* in a calendar table */
    int months;      /* with a figure each */
    int segments;    /* of the arrival rates */
    double *rate;    /* [region * segments + segment], a day */
    double *until;   /* [segment] */
    float **open;    /* [team]: share of each day it is open; NULL: always */
    size_t children; /* most inside at a time */
    int words;       /* of team sets in use */
    bool traits, decides, leaves;
    bool plain; /* nothing but exponential work, always at work */
    struct sim_ready decide, gather, prepare, assess, after;
    double eligible_before, eligible_after; /* eligible x asked */
    double class_to[SIM_CLASSES];           /* share, cumulated */
    double show_scale; /* 1 / log(no_show); 0: all show up */
    struct sim_teams own[SIM_REGIONS_MAX][SIM_BANDS];
    struct sim_teams help[SIM_REGIONS_MAX][SIM_BANDS];
    uint64_t queues_own[SIM_TEAMS_MAX]; /* bits: queues a team serves */
    uint64_t queues_help[SIM_TEAMS_MAX];
    double team_end[SIM_TEAMS_MAX]; /* its work counts until */
};

static inline int
queue_of(int region, int band, int class)
{
    return (region * SIM_BANDS + band) * SIM_CLASSES + class;
}

const struct sim_plan *sim_plan_of(struct arena *mem,
                                   const struct sim_model *m);

double sim_plan_load(const struct sim_plan *p, int region);

#endif
