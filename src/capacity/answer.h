/* An answer of the simulator: runs, what-if, how many teams, from when.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_ANSWER_H
#define HELHET_CAPACITY_ANSWER_H

#include "base/buf.h"
#include "capacity/params.h"

enum { ANSWER_WHAT_IF_MAX = 8, ANSWER_TEAMS_MAX = 120 };

/* The same scenario with another number of teams at the start. */
struct what_if {
    int teams;
    bool now;    /* as the scenario has it */
    double load; /* shared evenly over the area */
    bool unstable;
    struct sim_estimate within; /* share within the goal */
    struct sim_estimate p50;    /* days, of the wait that the goal is about */
    struct sim_estimate p90;
    bool p50_more, p90_more;
    struct sim_estimate backlog; /* children waiting at the end */
    struct sim_estimate growth;  /* children more each month */
    double chance;               /* share of runs that reached the goal */
};

struct answer {
    struct params params;
    const struct sim_model *model;
    int region_of[SIM_REGIONS_MAX]; /* which region is the model's number i */
    const struct sim_result *run;
    struct what_if what_if[ANSWER_WHAT_IF_MAX];
    size_t what_if_n;
    double need[SIM_REGIONS_MAX];    /* work asked for, in teams, by the model's
                                      * region */
    const struct sim_answer *fewest; /* at work from the start, no plan
                                      * (NULL: not computed) */
    const struct sim_answer *earliest; /* on the plan (NULL: none, or not
                                        * computed) */
    bool whole;                        /* all runs that were asked for */
};

/* How far: `done` of `total` steps; false: stop. */
typedef bool (*answer_progress)(void *ctx, int done, int total);

struct answer_how {
    int threads;
    bool quick; /* few runs, so that it takes well under a second */
    bool solve; /* how many teams, and from when */
    answer_progress progress; /* may be NULL */
    void *ctx;
    atomic_bool *cancel; /* may be NULL */
};

/* Computes it; memory from `mem`. `p` must pass params_check. A cancelled
 * answer has whole = false and what was done. */
const struct answer *answer_compute(struct arena *mem, const struct params *p,
                                    const struct answer_how *how);

/* --- reading it --- */

/* Does the share within the goal reach what the scenario asks for: 1 surely
 * (the whole interval), -1 surely not, 0 not sure yet. */
int answer_reaches(const struct answer *a, const struct what_if *w);
/* Children waiting at the end of the time looked at. */
struct sim_estimate answer_backlog(const struct answer *a,
                                   const struct sim_scope *s);
/* Teams without which the queue grows for ever: in the model's region, in the
 * whole area (-1). */
int answer_balance(const struct answer *a, int region);
/* Work asked for of what `teams` could do, were it shared evenly. */
double answer_load(const struct answer *a, int teams);
/* Share of the children whose wait was from `from_day` and less than `days`
 * days more; `days` 0: to any length, those who still wait too. */
double answer_share_in(const struct answer *a, const struct sim_scope *s,
                       enum sim_wait w, int from_day, int days);
/* The word of the model's region i, or of the whole area: -1. */
const char *answer_scope_word(const struct answer *a, int i);

/* --- writing it: the same from the page and from `helhet simulate` --- */

/* One JSON object: inputs, results with intervals, what-if, solve. */
void answer_json(struct buf *out, const struct answer *a);
/* Rows "part,scope,name,at,mean,low,high,unit", a header row first, LF. */
void answer_csv(struct buf *out, const struct answer *a);

#endif
