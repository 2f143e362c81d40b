/* From the sums of replications to means with intervals.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_ESTIMATE_H
#define HELHET_CAPACITY_ESTIMATE_H

#include "capacity/engine.h"

/* Every figure is a ratio of two sums over replications; a plain mean has the
 * number of replications below. The fields of a scope, then of months, then
 * those of the whole run. */
enum sim_field {
    SIM_F_WAIT,
    SIM_F_P50 = SIM_F_WAIT + SIM_WAITS,
    SIM_F_P90 = SIM_F_P50 + SIM_WAITS,
    SIM_F_WITHIN = SIM_F_P90 + SIM_WAITS,
    SIM_F_WAITED,
    SIM_F_ASKED,
    SIM_F_DONE,
    SIM_F_REFUSED,
    SIM_F_LEFT,
    SIM_F_LOST,
    SIM_F_WAITING,
    SIM_F_GROWTH,
    SIM_F_MONTHS /* backlog [months + 1], within [months] */
};

struct sim_pair {
    double over, under;
};

struct sim_sums { /* of one figure over the replications */
    double a, b, aa, bb, ab;
};

struct sim_row {           /* what one replication says */
    struct sim_pair *pair; /* [sim_pairs] */
    uint64_t children;
    double little;
    bool overflow;
    bool more50[SIM_REGIONS_MAX + 1][SIM_WAITS];
    bool more90[SIM_REGIONS_MAX + 1][SIM_WAITS];
};

static inline int
sim_scope_pairs(const struct sim_plan *p)
{
    return SIM_F_MONTHS + 2 * p->months + 1;
}

/* Scope 0 is all, 1 … the regions; then classes, then teams. */
static inline int
sim_pairs(const struct sim_plan *p)
{
    return (p->m->regions + 1) * sim_scope_pairs(p) + SIM_CLASSES + p->m->teams;
}

struct sim_row sim_row_new(struct arena *mem, const struct sim_plan *p);
/* `all` is room for the sum of the regions. */
void sim_row_fill(struct sim_row *row, const struct sim_state *s,
                  struct sim_tally *all);
/* The main figures of one batch of a queue: between two snapshots. */
void sim_row_batch(struct sim_row *row, const struct sim_plan *p,
                   const struct sim_counts *from, const struct sim_counts *to);

/* sim_run of the replications from number `first` on. The sums of the share
 * within the goal in `scope` are added to `within`; to `early` those of the
 * children asked for in the months [month_from, month_to). */
struct sim_part {
    int first, scope;
    int month_from, month_to;
    struct sim_sums within, early;
};
const struct sim_result *sim_run_part(struct arena *mem,
                                      const struct sim_model *m,
                                      const struct sim_options *o,
                                      struct sim_part *part);

/* How many means of five MSER-5 cuts off. */
size_t sim_mser(const double *x, size_t n);

void sim_sums_add(struct sim_sums *s, const struct sim_pair *p);
/* Mean and interval by Student's t over n replications, `t` its quantile; n = 1
 * has no interval: NAN. Nothing below: all NAN. */
struct sim_estimate sim_sums_estimate(const struct sim_sums *s, int n,
                                      double t);

#endif
