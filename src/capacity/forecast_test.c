/* Tests of forecasts: scores whose right value is known, histories whose truth
 * is known. SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "capacity/forecast.h"
#include "text/messages_capacity.h"
#include "text/text.h"

#include <math.h>

static bool
near(double got, double want, double within)
{
    return fabs(got - want) <= within;
}

/* Poisson, from 0 to where nothing is left. */
static struct forecast_dist
poisson(struct arena *mem, double mean)
{
    double *p = ARENA_NEW_N(mem, double, 400);

    p[0] = exp(-mean);
    for (int k = 1; k < 400; k++)
        p[k] = p[k - 1] * mean / k;
    return (struct forecast_dist){0, p, 400};
}

TEST(a_sure_forecast_misses_by_the_distance)
{
    const double one[] = {1};
    const struct forecast_dist d = {7, one, 1};

    CHECK(near(forecast_crps(&d, 7), 0, 1e-12));
    CHECK(near(forecast_crps(&d, 2), 5, 1e-12));
    CHECK(near(forecast_crps(&d, 10), 3, 1e-12));
    CHECK(near(forecast_crps_expected(&d), 0, 1e-12));
}

/* E|X - X'| / 2 = m e^-2m (I0(2m) + I1(2m)), Bessel functions from tables. */
TEST(crps_of_poisson_is_the_known_one)
{
    struct forecast_dist one = poisson(mem, 1), ten = poisson(mem, 10);
    double average = 0;

    CHECK(near(forecast_crps_expected(&one), 0.523777, 1e-5));
    CHECK(near(forecast_crps_expected(&ten), 1.772861, 1e-4));
    for (int64_t k = 0; k < 200; k++)
        average += ten.p[k] * forecast_crps(&ten, k);
    CHECK(near(average, forecast_crps_expected(&ten), 1e-9));
}

/* s (2 phi(0) - 1/sqrt(pi)) in the middle, and as told one s away. */
TEST(crps_of_the_normal_is_the_known_one)
{
    enum { N = 1001 };
    const double s = 50, pi = 3.14159265358979;
    double *p = ARENA_NEW_N(mem, double, N);
    double sum = 0, phi = exp(-0.5) / sqrt(2 * pi), Phi = 0.841344746068543;
    struct forecast_dist d = {-500, p, N};

    for (int i = 0; i < N; i++)
        sum += p[i] = exp(-0.5 * (i - 500) * (i - 500) / (s * s));
    for (int i = 0; i < N; i++)
        p[i] /= sum;
    CHECK(near(forecast_crps(&d, 0), s * (2 / sqrt(2 * pi) - 1 / sqrt(pi)),
               0.01));
    CHECK(near(forecast_crps(&d, 50),
               s * (2 * Phi - 1 + 2 * phi - 1 / sqrt(pi)), 0.01));
}

/* Mean and variance of the negative binomial: m and m (1 + days / past). */
TEST(arrivals_know_how_little_they_know)
{
    struct forecast_dist d = forecast_arrivals(mem, 100, 365, 73);
    double sum = 0, mean = 0, square = 0, want = 100.5 * 73 / 365;

    for (size_t i = 0; i < d.n; i++) {
        double k = (double)d.first + (double)i;

        sum += d.p[i];
        mean += d.p[i] * k;
        square += d.p[i] * k * k;
    }
    CHECK(near(sum, 1, 1e-9));
    CHECK(near(mean, want, 1e-6));
    CHECK(near(square - mean * mean, want * 1.2, 1e-4));
    d = forecast_arrivals(mem, 0, 365, 28);
    CHECK_EQ(d.first, 0);
    CHECK(d.p[0] > 0.9 && d.p[0] < 1);
}

static struct forecast_case
child(int requested, int wait, int left)
{
    struct date day = date_add(date_ymd(2024, 1, 1), requested);

    return (struct forecast_case){day,
                                  wait < 0 ? DATE_NONE : date_add(day, wait),
                                  left < 0 ? DATE_NONE : date_add(day, left)};
}

/* Worked by hand: 5 at risk, one at 10; one left at 12; then 3, one at 20; one
 * waits still (40 days); the last at 30. */
TEST(kaplan_and_meier_by_hand)
{
    struct forecast_case row[] = {child(0, 10, -1), child(0, -1, 12),
                                  child(0, 20, -1), child(0, 30, -1),
                                  child(0, 90, -1)};
    struct forecast_history h = {row, 5, date_ymd(2025, 1, 1)};
    struct forecast_dist d = forecast_waits(mem, &h, date_ymd(2024, 1, 1),
                                            date_add(row[0].requested, 40));

    CHECK_EQ(d.n, 31);
    CHECK(near(d.p[10], 1.0 / 5, 1e-12));
    CHECK(near(d.p[20], 4.0 / 5 / 3, 1e-12));
    CHECK(near(d.p[30], 4.0 / 5 * 2 / 3 / 2 + 4.0 / 5 / 3, 1e-12));
    CHECK_EQ(forecast_quantile(&d, 0.5), 30);
}

/* --- made-up histories --- */

static uint64_t seed;

static double
chance(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(seed >> 11) / 9007199254740992.0;
}

/* Twelve years; each day Poisson(2), `more` after half of them; waits are
 * geometric with mean 40. */
static struct forecast_history
made_up(struct arena *mem, double more)
{
    enum { DAYS = 12 * 365 };
    struct forecast_case *row = ARENA_NEW_N(mem, struct forecast_case,
                                            DAYS * 20);
    struct forecast_history h = {row, 0,
                                 date_add(date_ymd(2024, 1, 1), DAYS - 1)};

    seed = 20261122;
    for (int day = 0; day < DAYS; day++) {
        double rate = day < DAYS / 2 ? 2 : more, p = exp(-rate), f = p;
        double u = chance();

        for (int k = 1; u > f && k < 20; k++) {
            int wait = (int)(log(1 - chance()) / log(1 - 1.0 / 40));

            if (day + wait >= DAYS)
                wait = -1;
            row[h.n++] = child(day, wait, -1);
            p *= rate / k;
            f += p;
        }
    }
    return h;
}

static const struct forecast_how usual = {28, 728, 0.8};

/* The truth is of the forecast's own kind: the score is what it says of itself,
 * within three standard errors, and better than "as last time". */
TEST(the_score_is_right_where_the_truth_is_known)
{
    struct forecast_history h = made_up(mem, 2);
    struct forecast f;
    const struct forecast_score *a = &f.arrivals_score, *w = &f.waits_score;

    CHECK(!forecast_make(mem, &h, &usual, &f));
    CHECK(a->n > 120);
    CHECK(near(a->inside, a->expected_inside, 0.11));
    CHECK(near(a->crps, a->expected_crps, 0.2 * a->expected_crps));
    CHECK(near(a->expected_crps, sqrt(56 / 3.14159), 0.3));
    CHECK(a->naive_crps > 1.5 * a->crps);
    CHECK(w->n > 5000);
    CHECK(near(w->inside, w->expected_inside, 0.02));
    CHECK(near(w->crps, w->expected_crps, 0.05 * w->expected_crps));
    CHECK(f.too_early > 0);
    CHECK_DATE(f.next_arrivals.as_of, "2035-12-28");
    CHECK(!f.next_arrivals.scored);
    CHECK(f.next_arrivals.low > 40 && f.next_arrivals.high < 75);
}

/* A world that changes is seen in the score. */
TEST(a_broken_forecast_is_told)
{
    struct forecast_history h = made_up(mem, 5);
    struct forecast f;

    CHECK(!forecast_make(mem, &h, &usual, &f));
    CHECK(f.arrivals_score.inside < f.arrivals_score.expected_inside - 0.05);
    CHECK(f.arrivals_score.crps > 1.5 * f.arrivals_score.expected_crps);
}

/* What followed a day does not reach the forecast made on it. */
TEST(no_forecast_knows_what_followed)
{
    struct forecast_history h = made_up(mem, 2), half = h;
    struct forecast whole, before;

    half.n = 0;
    for (size_t i = 0; i < h.n; i++)
        half.n += h.row[i].requested.days < date_ymd(2028, 1, 1).days;
    half.until = date_ymd(2027, 12, 31);
    CHECK(!forecast_make(mem, &h, &usual, &whole));
    CHECK(!forecast_make(mem, &half, &usual, &before));
    CHECK(before.arrivals_n > 10 && before.arrivals_n < whole.arrivals_n);
    for (size_t i = 0; i < before.arrivals_n; i++) {
        CHECK_EQ(before.arrivals[i].low, whole.arrivals[i].low);
        CHECK_EQ(before.arrivals[i].came, whole.arrivals[i].came);
        CHECK_EQ(before.waits[i].middle, whole.waits[i].middle);
    }
}

TEST(a_file_of_two_dates)
{
    struct forecast_history h;
    struct forecast f;

    CHECK(!forecast_read(
        mem,
        STR("requested,assessed,left\n2026-01-05,2026-03-01,\n2026-01-06,,\n"
            "2026-01-07,,2026-04-01\n"),
        &h));
    CHECK_EQ(h.n, 3);
    CHECK_DATE(h.until, "2026-04-01");
    CHECK(date_is_none(h.row[1].assessed));
    CHECK_ERR(forecast_read(mem, STR("a,b\n1,2\n"), &h), INVALID,
              MSG_FORECAST_COLUMNS);
    CHECK_ERR(forecast_read(mem, STR("requested,assessed\n"), &h), INVALID,
              MSG_FORECAST_EMPTY);
    CHECK_ERR(forecast_read(mem, STR("requested,assessed\n5.1.2026,\n"), &h),
              INVALID, MSG_FORECAST_DATE);
    CHECK_ERR(forecast_read(
                  mem, STR("requested,assessed\n2026-01-05,2026-01-04\n"), &h),
              INVALID, MSG_FORECAST_BEFORE);
    CHECK(!forecast_read(
        mem, STR("requested,assessed\n2026-01-05,2026-02-04\n"), &h));
    CHECK_ERR(forecast_make(mem, &h, &usual, &f), INVALID,
              MSG_FORECAST_TOO_SHORT);
}
