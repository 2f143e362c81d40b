/* Forecasts of arrivals and waits, scored against what really followed (R733).
 * SPDX-License-Identifier: EUPL-1.2
 *
 * From a history of requests (two dates each, nothing about anybody) forecasts
 * are made as of past days with what was known then, and scored by what came:
 * how often the interval held, and CRPS (continuous ranked probability score;
 * smaller is better; in requests or days). Beside each score stands what it
 * would be were the forecast exactly right, and that of the naive forecast "as
 * last time". */
#ifndef HELHET_CAPACITY_FORECAST_H
#define HELHET_CAPACITY_FORECAST_H

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "text/messages_capacity.h"

/* --- distributions over whole numbers --- */

/* p[i] is the chance of first + i; they sum to 1. */
struct forecast_dist {
    int64_t first;
    const double *p;
    size_t n;
};

/* Sum over k of (F(k) - [k >= came])^2: CRPS on whole numbers.
 * Source: Gneiting and Raftery 2007, section 4.2. */
double forecast_crps(const struct forecast_dist *d, int64_t came);
/* What CRPS is on average when `d` is the truth: sum of F (1 - F). */
double forecast_crps_expected(const struct forecast_dist *d);
/* The smallest k with F(k) >= q. */
int64_t forecast_quantile(const struct forecast_dist *d, double q);
/* Chance of low..high, both inclusive. */
double forecast_between(const struct forecast_dist *d, int64_t low,
                        int64_t high);

/* Requests in `days` days to come after `came` in `past` days: Poisson with a
 * rate known as well as that (gamma, Jeffreys' prior), so negative binomial. */
struct forecast_dist forecast_arrivals(struct arena *mem, int64_t came,
                                       int64_t past, int64_t days);

/* --- history --- */

struct forecast_case {
    struct date requested;
    struct date assessed; /* DATE_NONE: not yet */
    struct date left;     /* withdrawn or refused; DATE_NONE: not */
};
struct forecast_history {
    struct forecast_case *row;
    size_t n;
    struct date until; /* known up to and including this day */
};
/* Columns requested, assessed and, if wanted, left; dates as YYYY-MM-DD, empty:
 * not. `until` is the last date there is. Errors: INVALID with line and field:
 * a missing column, no date, one before the request, no rows. */
const struct err *forecast_read(struct arena *mem, struct str csv,
                                struct forecast_history *out) MUST_CHECK;

/* Days from request to assessment of those asked for in [from, as_of], as far
 * as known then; who still waits, or left, counts as "longer" (Kaplan and Meier
 * 1958); the rest beyond the longest known wait lies there. n = 0: nothing is
 * known. */
struct forecast_dist forecast_waits(struct arena *mem,
                                    const struct forecast_history *h,
                                    struct date from, struct date as_of);

/* --- forecasts and their score --- */

struct forecast_how {
    int64_t horizon_days; /* how far ahead, and how often */
    int64_t memory_days;  /* how far back it looks */
    double interval;      /* 0.8: from the 10th to the 90th percentile */
};

struct forecast_point {
    struct date as_of; /* with what was known at the end of this day */
    struct date until; /* for the days after it, this one included */
    int64_t low, middle, high;
    double expected_inside; /* chance of low..high by the forecast itself */
    double expected_crps;
    bool scored;   /* what followed is known */
    int64_t came;  /* requests; for waits: children scored */
    double inside; /* 1 or 0; for waits: share of the children */
    double crps;
    double naive_crps;
};

struct forecast_score {
    int64_t n; /* forecasts scored; for waits: children */
    double inside, expected_inside;
    double crps, expected_crps, naive_crps;
};

struct forecast {
    const struct forecast_point *arrivals;
    size_t arrivals_n;
    struct forecast_score arrivals_score;
    const struct forecast_point *waits;
    size_t waits_n;
    struct forecast_score waits_score;
    int64_t too_early; /* windows whose waits are not all known yet */
    /* As of the last day of the history; not scored. */
    struct forecast_point next_arrivals;
    struct forecast_point next_waits;
    bool has_next_waits;
};

/* One forecast each horizon_days from the first day with memory_days behind it.
 * Errors: INVALID (MSG_FORECAST_TOO_SHORT): not one can be scored. */
const struct err *forecast_make(struct arena *mem,
                                const struct forecast_history *h,
                                const struct forecast_how *how,
                                struct forecast *out) MUST_CHECK;

/* One JSON object; and a text for the terminal, in English as all of it. */
void forecast_json(struct buf *out, const struct forecast *f);
void forecast_text(struct buf *out, const struct forecast *f);

#endif
