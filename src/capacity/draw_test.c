/* Random numbers against published answers, functions against known values.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/draw.h"

#include "base/test.h"

#include <math.h>
#include <stdio.h>

static bool
same(struct philox x, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return x.v[0] == a && x.v[1] == b && x.v[2] == c && x.v[3] == d;
}

/* Source: Random123, kat_vectors (philox4x32, 10 rounds). */
TEST(philox_gives_the_published_answers)
{
    CHECK(same(philox_of((struct philox){{0, 0, 0, 0}}, 0), 0x6627e8d5,
               0xe169c58d, 0xbc57ac4c, 0x9b00dbd8));
    CHECK(same(philox_of((struct philox){{UINT32_MAX, UINT32_MAX, UINT32_MAX,
                                          UINT32_MAX}},
                         UINT64_MAX),
               0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd));
    CHECK(same(philox_of((struct philox){{0x243f6a88, 0x85a308d3, 0x13198a2e,
                                          0x03707344}},
                         (uint64_t)0x299f31d0 << 32 | 0xa4093822),
               0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1));
}

TEST(a_number_does_not_depend_on_those_drawn_before)
{
    struct sim_stream a = {.key = 7, .block = SIM_NO_BLOCK};
    struct sim_stream b = a;
    struct sim_stream other = a;
    uint64_t late = stream_bits(&a, 1001);

    other.purpose = SIM_P_ASSESS;
    for (uint64_t n = 0; n < 1001; n++)
        CHECK(stream_bits(&b, n) != stream_bits(&other, n));
    CHECK_EQ(stream_bits(&b, 1001), late);
}

/* Relative error in units of the last place of a double. */
static double
off_by(double got, double want)
{
    return fabs(got - want) / fabs(want) / 0x1p-52;
}

TEST(log_and_exp_agree_with_the_library)
{
    double log_worst = 0;
    double exp_worst = 0;

    for (int i = 1; i < 200000; i++) {
        double x = i * 5e-6;
        double y = (x - 0.5) * 1200;
        double l = off_by(sim_log(x * 1e3), log(x * 1e3));
        double e = off_by(sim_exp(y), exp(y));

        log_worst = l > log_worst ? l : log_worst;
        exp_worst = e > exp_worst ? e : exp_worst;
        CHECK(off_by(sim_log(x), log(x)) < 2.5);
    }
    printf("log within %.2f, exp within %.2f units in the last place\n",
           log_worst, exp_worst);
    CHECK(exp_worst < 2.5);
    CHECK(sim_log(1.0) >= 0.0 && sim_log(1.0) <= 0.0);
    CHECK(isinf(sim_exp(800)) && sim_exp(-800) <= 0.0);
}

/* The same bits on any machine: these were written down once. */
TEST(bits_are_those_written_down)
{
    uint64_t h = 0;

    for (int i = 1; i <= 1000; i++) {
        double x[3] = {sim_log(i / 1001.0), sim_exp(i / 50.0 - 10),
                       sim_normal(i / 1001.0)};
        uint64_t u[3];

        memcpy(u, x, sizeof u);
        for (int k = 0; k < 3; k++)
            h = (h ^ u[k]) * 0x100000001b3u;
    }
    printf("hash of 3,000 values: %016llx\n", (unsigned long long)h);
    CHECK_EQ(h, 0xc19d57c3cf1779bf);
}

static bool
near(double got, double want, double by)
{
    return fabs(got - want) <= by;
}

TEST(quantiles_are_those_of_the_tables)
{
    CHECK(near(sim_normal(0.975), 1.959963984540054, 1e-14));
    CHECK(near(sim_normal(1e-10), -6.361340902404056, 1e-13));
    CHECK(near(sim_normal(0.5), 0, 1e-17));
    CHECK(near(sim_student(0.975, 1), 12.706204736, 1e-8));
    CHECK(near(sim_student(0.975, 2), 4.302652730, 1e-8));
    CHECK(near(sim_student(0.975, 10), 2.228138852, 1e-8));
    CHECK(near(sim_student(0.995, 30), 2.749995654, 1e-8));
    CHECK(near(sim_student(0.05, 5), -2.015048373, 1e-8));
    CHECK(near(sim_student(0.99, 100000), 2.326377, 1e-4));
}

TEST(draws_have_the_mean_and_spread_asked_for)
{
    static const struct sim_dist dist[] = {{SIM_FIXED, 3, 0},
                                           {SIM_EXPONENTIAL, 3, 0},
                                           {SIM_LOGNORMAL, 3, 0.5},
                                           {SIM_LOGNORMAL, 3, 0}};
    static const double cv[] = {0, 1, 0.5, 0};
    enum { N = 200000 };

    for (int k = 0; k < 4; k++) {
        struct sim_ready r = sim_ready_of(&dist[k]);
        struct sim_stream s = {.key = 11, .block = SIM_NO_BLOCK};
        double sum = 0;
        double squares = 0;

        for (uint64_t n = 0; n < N; n++) {
            double x = sim_draw(&r, &s, n);

            sum += x;
            squares += x * x;
        }
        sum /= N;
        CHECK(near(sum, 3, 3 * 5 * cv[k] / sqrt(N) + 1e-9));
        CHECK(near(sqrt(fabs(squares / N - sum * sum)) / 3, cv[k], 0.01));
    }
}
