/* Logarithms' company: exp, the normal and Student's distribution, draws.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/draw.h"

#include <math.h>

/* e^r - 1 - r over r^2, for |r| <= 0.35: the series, in pairs so that the
 * products need not wait for each other. */
static double
exp_rest(double r)
{
    double r2 = r * r;
    double r4 = r2 * r2;
    double r8 = r4 * r4;

    return ((1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120))) +
           r4 * ((1.0 / 720 + r * (1.0 / 5040)) +
                 r2 * (1.0 / 40320 + r * (1.0 / 362880))) +
           r8 * ((1.0 / 3628800 + r * (1.0 / 39916800)) +
                 r2 * (1.0 / 479001600 + r * (1.0 / 6227020800)));
}

double
sim_exp(double x)
{
    double k;
    double r;
    uint64_t u;
    double scale;

    if (x > 709.0)
        return INFINITY;
    if (!(x > -700.0))
        return 0.0;
    k = (double)(int64_t)(x * 1.44269504088896338700 + (x < 0 ? -0.5 : 0.5));
    r = (x - k * 0.69314718036912381649) - k * 1.90821492927058770002e-10;
    u = (uint64_t)((int64_t)k + 1023) << 52;
    memcpy(&scale, &u, sizeof scale);
    return (1.0 + (r + r * r * exp_rest(r))) * scale;
}

double
sim_pow(double x, double y)
{
    return sim_exp(y * sim_log(x));
}

/* Two polynomials of degree seven, in pairs that need not wait for each other.
 */
static double
ratio(const double *a, const double *b, double r)
{
    double r2 = r * r;
    double r4 = r2 * r2;
    double over = ((a[0] + a[1] * r) + (a[2] + a[3] * r) * r2) +
                  ((a[4] + a[5] * r) + (a[6] + a[7] * r) * r2) * r4;
    double under = ((b[0] + b[1] * r) + (b[2] + b[3] * r) * r2) +
                   ((b[4] + b[5] * r) + (b[6] + b[7] * r) * r2) * r4;

    return over / under;
}

double
sim_normal(double p)
{
    static const double a[8] = {
        3.3871328727963666080e0,  1.3314166789178437745e+2,
        1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4,
        3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static const double b[8] = {1.0,
                                4.2313330701600911252e+1,
                                6.8718700749205790830e+2,
                                5.3941960214247511077e+3,
                                2.1213794301586595867e+4,
                                3.9307895800092710610e+4,
                                2.8729085735721942674e+4,
                                5.2264952788528545610e+3};
    static const double c[8] = {
        1.42343711074968357734e0,  4.63033784615654529590e0,
        5.76949722146069140550e0,  3.64784832476320460504e0,
        1.27045825245236838258e0,  2.41780725177450611770e-1,
        2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[8] = {1.0,
                                2.05319162663775882187e0,
                                1.67638483018380384940e0,
                                6.89767334985100004550e-1,
                                1.48103976427480074590e-1,
                                1.51986665636164571966e-2,
                                5.47593808499534494600e-4,
                                1.05075007164441684324e-9};
    static const double e[8] = {
        6.65790464350110377720e0,  5.46378491116411436990e0,
        1.78482653991729133580e0,  2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3,
        2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[8] = {1.0,
                                5.99832206555887937690e-1,
                                1.36929880922735805310e-1,
                                1.48753612908506148525e-2,
                                7.86869131745613259100e-4,
                                1.84631831751005468180e-5,
                                1.42151175831644588870e-7,
                                2.04426310338993978564e-15};
    double q = p - 0.5;
    double r;

    if (q >= -0.425 && q <= 0.425)
        return q * ratio(a, b, 0.180625 - q * q);
    r = sqrt(-sim_log(q < 0 ? p : 1.0 - p));
    r = r <= 5.0 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5.0);
    return q < 0 ? -r : r;
}

/* Sine and cosine of 0 <= x <= pi/2 by their series. */
static void
turn(double x, double *sine, double *cosine)
{
    double s = 1.0;
    double c = 1.0;

    for (int i = 26; i > 0; i -= 2) {
        c = 1.0 - x * x * c / (i * (i - 1));
        s = 1.0 - x * x * s / (i * (i + 1));
    }
    *sine = x * s;
    *cosine = c;
}

/* P(|T| <= sqrt(n) tan x) for Student's T. Source: Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 26.7.3 and 26.7.4. */
static double
student_within(double x, int64_t n)
{
    double s;
    double c;
    double term = 1.0;
    double sum = 0.0;
    bool odd = n % 2 == 1;

    turn(x, &s, &c);
    for (int64_t k = odd ? 3 : 2; k <= n && term > 1e-18; k += 2) {
        sum += term;
        term *= c * c * (double)(k - 1) / (double)k;
    }
    return odd ? (x + (n > 1 ? s * c * sum : 0.0)) * 0.63661977236758134308
               : s * sum;
}

double
sim_student(double p, int64_t n)
{
    double want = p < 0.5 ? 1.0 - 2.0 * p : 2.0 * p - 1.0;
    double low = 0.0;
    double high = 1.57079632679489661923;
    double s;
    double c;

    for (int i = 0; i < 60; i++) {
        double mid = low + (high - low) / 2;

        if (student_within(mid, n) < want)
            low = mid;
        else
            high = mid;
    }
    turn(low, &s, &c);
    return (p < 0.5 ? -1.0 : 1.0) * sqrt((double)n) * s / c;
}

void
sim_ahead_fill(struct sim_ahead *a, uint64_t n)
{
    uint32_t block = (uint32_t)(n / 2) & ~(uint32_t)(SIM_AHEAD / 2 - 1);

    a->from = (uint64_t)block * 2;
    for (uint32_t i = 0; i < SIM_AHEAD; i += 2) {
        struct philox x = stream_block(&a->stream, block + i / 2);

        a->unit[i] = -sim_log(unit_of((uint64_t)x.v[1] << 32 | x.v[0]));
        a->unit[i + 1] = -sim_log(unit_of((uint64_t)x.v[3] << 32 | x.v[2]));
    }
}

struct sim_ready
sim_ready_of(const struct sim_dist *d)
{
    struct sim_ready r = {d->law, d->mean, 0};

    if (!(d->mean > 0))
        return (struct sim_ready){SIM_FIXED, 0, 0};
    if (d->law == SIM_LOGNORMAL && !(d->cv > 0))
        r.law = SIM_FIXED;
    if (r.law == SIM_LOGNORMAL) {
        double variance = sim_log(1.0 + d->cv * d->cv);

        r.mean = sim_log(d->mean) - variance / 2;
        r.sd = sqrt(variance);
    }
    return r;
}

double
sim_draw_lognormal(const struct sim_ready *d, uint64_t bits)
{
    double p = ((double)(int64_t)(bits >> 11) + 0.5) * 0x1p-53;

    return sim_exp(d->mean + d->sd * sim_normal(p));
}
