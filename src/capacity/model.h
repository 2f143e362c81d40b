/* The model of helsekartlegging (THK) as a queue, and what comes out of it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_MODEL_H
#define HELHET_CAPACITY_MODEL_H

#include "base/arena.h"
#include "base/date.h"

#include <stdatomic.h>
#include <stdint.h>

/* Children arrive in regions, are decided upon, wait, and are assessed by
 * teams. Time is a double: days since `start` (queue mode: any unit). All of
 * it is counted in numbers, never in people. Why doubles and threads live
 * here: ADR 0020. */
enum {
    SIM_REGIONS_MAX = 6,
    SIM_TEAMS_MAX = 256,
    SIM_BANDS = 2,   /* 0: 0-6 years, 1: 7-17 years */
    SIM_CLASSES = 3, /* 0 most urgent */
    SIM_MONTHS_MAX = 360,
    SIM_DAYS = 2048 /* bins of a histogram; longer waits count as "more" */
};

enum sim_wait { SIM_DECISION, SIM_ASSESSMENT, SIM_REPORT, SIM_WAITS };

enum sim_rule {
    SIM_FIRST_COME, /* by the day of the request */
    SIM_URGENCY,    /* urgency class, then day of the request */
    SIM_YOUNGEST,   /* age band, then day of the request */
    SIM_GOAL        /* least time left to the goal of its class */
};

/* What a number is drawn from. `cv` is standard deviation / mean (LOGNORMAL).
 */
enum sim_law { SIM_FIXED, SIM_EXPONENTIAL, SIM_LOGNORMAL };
struct sim_dist {
    enum sim_law law;
    double mean; /* 0: nothing is drawn */
    double cv;
};

struct sim_region {
    double moved_a_year; /* children who move out of home, at `start` */
    int backlog;         /* children who wait at `start` */
    double backlog_days; /* … and have waited, on average (exponential) */
};

/* One team. Shares are 0..1. */
struct sim_team {
    int region;          /* index */
    unsigned bands;      /* bit 0: 0-6, bit 1: 7-17 */
    double from;         /* day it starts, <= 0: at work at `start` */
    double until;        /* day it closes; INFINITY or large: never */
    unsigned days;       /* bit 0 Monday … bit 4 Friday; 0: works always */
    int weeks;           /* weeks at work in a year, 1..52; the other weeks are
                          * closed (summer first: sim_week_closed) */
    double hours;        /* share of an open day it can use, 0..1 */
    double absence;      /* share of open days lost to absence */
    double spell;        /* days an absence lasts, mean */
    double vacant;       /* share of time its composition is incomplete */
    double vacant_spell; /* days that lasts, mean */
    double vacant_speed; /* what it gets done then, 0..1 of the usual */
};

struct sim_model {
    struct date start;
    int months; /* length; children asked for within it are counted. 0: queue
                 * mode, where `length` and `warmup` (any unit) say it */
    double length;
    double warmup; /* children asked for before it are not counted */

    int regions;
    struct sim_region region[SIM_REGIONS_MAX];
    double season[12]; /* factor for January … December, mean 1 */
    double trend;      /* growth a year, 0.02: two per cent more */

    double eligible;   /* share of those who move that may be asked for */
    double asked;      /* share of the eligible that is asked for */
    double asked_duty; /* … from `duty_from` on */
    double duty_from;  /* day; INFINITY or large: never */
    double offered;    /* share of requests that end in an offer */
    double young;      /* share aged 0-6 */
    double share[SIM_CLASSES]; /* of urgency classes, sum 1 */

    struct sim_dist decision; /* calendar days from request to decision */
    struct sim_dist gather;   /* calendar days information takes to come, from
                               * the decision; assessed not before then */
    struct sim_dist prepare;  /* team days */
    struct sim_dist assess;   /* team days */
    struct sim_dist after;    /* team days, until the report */
    double band_work[SIM_BANDS];    /* factors on the three */
    double class_work[SIM_CLASSES]; /* factors on the three */

    double cancel;       /* share that would withdraw while waiting … */
    double cancel_days;  /* … after this many days, mean (exponential) */
    double no_show;      /* chance that an agreed day comes to nothing */
    double no_show_days; /* team days lost each time */

    enum sim_rule rule;
    double goal_days[SIM_CLASSES]; /* own goal, calendar days from request */
    enum sim_wait goal_on;         /* which wait the goal is about */

    bool help;         /* teams with nothing to do help other regions … */
    double help_after; /* … with children who have waited so many days */
    double help_work;  /* factor on the work then (travel) */

    int teams;
    struct sim_team team[SIM_TEAMS_MAX];
    int64_t room; /* most children inside at a time, others are turned away
                   * (M/M/c/K); 0: no limit */
};

/* What estimates know: mean and interval at the asked confidence. */
struct sim_estimate {
    double mean, low, high;
};

struct sim_scope { /* one region, or all */
    double load;   /* sim_load */
    bool unstable; /* even with all who would withdraw gone: the queue grows */
    struct sim_estimate wait[SIM_WAITS]; /* mean, days; of those who got it.
                                          * Never show where unstable */
    struct sim_estimate p50[SIM_WAITS];
    struct sim_estimate p90[SIM_WAITS];
    bool p50_more[SIM_WAITS]; /* p50 is "this or more": some still wait */
    bool p90_more[SIM_WAITS];
    struct sim_estimate within;  /* share within the goal */
    double chance;               /* share of runs with `within` >= .target */
    struct sim_estimate waited;  /* share that had to wait for a team */
    struct sim_estimate asked;   /* requests a year */
    struct sim_estimate done;    /* assessed a year */
    struct sim_estimate refused; /* not offered, a year */
    struct sim_estimate left;    /* withdrawn while waiting, a year */
    struct sim_estimate lost;    /* share turned away (room) */
    struct sim_estimate waiting; /* mean number waiting */
    struct sim_estimate growth;  /* children more in the queue each month,
                                  * least squares over the last half */
    /* By month: waiting at its end [0] = start; share within the goal of those
     * asked for in it (month m at [m]). n = months (+ 1). */
    struct sim_estimate *backlog;      /* [months + 1] */
    struct sim_estimate *within_month; /* [months] */
    /* Children by days waited, all runs together; [SIM_DAYS] is "more, or not
     * yet when the run ended". Queue mode: tenths of `assess.mean`. */
    const uint64_t *days[SIM_WAITS]; /* [SIM_DAYS + 1] */
};

struct sim_result {
    int replications; /* done; fewer than asked for when cancelled */
    bool cancelled;
    bool overflow; /* a queue outgrew its memory: unstable */
    double confidence;
    double bin;        /* days in a bin of `days` */
    double little;     /* largest |L - lambda W| / L of any run: ~ 0 */
    double warmup;     /* days cut (MSER-5 in queue mode when asked) */
    uint64_t children; /* all that were simulated */
    uint64_t hash;     /* of every number here: same on any machine */
    struct sim_scope all;
    struct sim_scope region[SIM_REGIONS_MAX];
    struct sim_estimate
        class_wait[SIM_CLASSES];             /* to assessment, all regions */
    struct sim_estimate busy[SIM_TEAMS_MAX]; /* utilisation of its open days */
};

struct sim_options {
    uint64_t seed;
    int replications;  /* 1: interval by batch means (queue mode) */
    int threads;       /* 1..64; the answer does not depend on it */
    double confidence; /* 0.95; 0 means that */
    double target;     /* for `chance`; 0 where not asked for */
    bool mser;         /* queue mode: find the warm-up by MSER-5 */
    /* Called now and then by the calling thread only; false: stop. */
    bool (*progress)(void *ctx, int done, int total);
    void *ctx;
    atomic_bool *cancel; /* set by anyone: stop */
};

/* What a model must hold: counts and shares in range, a start. Callers who
 * take input check it by field first; this is the last gate. */
bool sim_model_ok(const struct sim_model *m);

/* Figures for a model with nothing in it but neutral values: one region, no
 * teams, no season, all offered, first come first served. */
void sim_model_init(struct sim_model *m);

/* Queue mode: `servers` alike, Poisson arrivals at `rate`, `service`, from
 * empty; customers counted from `warmup` until `length`. */
void sim_model_queue(struct sim_model *m, int servers, double rate,
                     struct sim_dist service, double warmup, double length);

/* A team as most are: Monday to Friday, open `weeks` weeks, all bands. */
struct sim_team sim_team_usual(int region, int weeks);

/* Sets the number of teams at work in `region` at the start: takes away the
 * last ones, or adds copies of its first (by `like` where it has none), for
 * the age band that then has most work for each team. */
void sim_teams_set(struct sim_model *m, int region, int n,
                   const struct sim_team *like);
int sim_teams_in(const struct sim_model *m, int region);

/* Does a team open `weeks` weeks a year keep closed in the week of `d`? Closed
 * weeks in this order: 29, 30, 28, 52, 31, 27, Easter's, 1, 8, 40, 32, 26, 33,
 * 25, 51, 2, then from the middle of summer outwards. */
bool sim_week_closed(struct date d, int weeks);

/* Work asked for of what teams can do, in the last year of the model: `region`
 * or -1 for the region where it is worst; the worst age band. */
double sim_load(struct arena *mem, const struct sim_model *m, int region);

/* Runs. The result comes from `mem` (below 1 MB); the work takes memory of its
 * own while it lasts, some MB for each thread. Same model, seed and
 * replications: the same bits, on any number of threads. */
const struct sim_result *sim_run(struct arena *mem, const struct sim_model *m,
                                 const struct sim_options *o);

/* Fewest teams in `region` (-1: in all, the next one where load is highest)
 * such that the share within the goal is at least `target`, sure at
 * `confidence`; common random numbers, sampling stops when sure. */
struct sim_ask {
    int region;
    double target;
    double confidence;
    int most;         /* teams to try, <= SIM_TEAMS_MAX */
    int replications; /* most for each candidate */
    uint64_t seed;
    int threads;
    bool (*progress)(void *ctx, int done, int total);
    void *ctx;
    atomic_bool *cancel;
};
struct sim_try {
    int teams; /* or month, for sim_solve_date */
    int replications;
    int verdict; /* 1 reaches the goal, -1 does not, 0 not sure */
    struct sim_estimate within;
};
struct sim_answer {
    bool found;
    bool cancelled;
    int teams; /* in the region, or in all (found) */
    int per_region[SIM_REGIONS_MAX];
    struct date from; /* sim_solve_date: first of a month (found) */
    int n_tries;
    const struct sim_try *tries; /* in the order they were made */
};
const struct sim_answer *sim_solve(struct arena *mem, const struct sim_model *m,
                                   const struct sim_ask *ask);
/* The earliest first of a month from which the duty to ask can hold on the
 * plan in `m`: `asked_duty` from that day on, and at least `target` within the
 * goal both of the children asked for in the first year from then, and of all
 * to the end. */
const struct sim_answer *sim_solve_date(struct arena *mem,
                                        const struct sim_model *m,
                                        const struct sim_ask *ask);

#endif
