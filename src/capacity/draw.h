/* Random numbers of the simulator, by counter, and the few functions they need.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_DRAW_H
#define HELHET_CAPACITY_DRAW_H

#include "capacity/model.h"

#include <string.h>

/* Philox4x32-10: 128 random bits of a counter and a key.
 * Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as
 * 1, 2, 3 (SC 2011); known answers in draw_test.c. */
struct philox {
    uint32_t v[4];
};

static inline struct philox
philox_of(struct philox c, uint64_t key)
{
    uint32_t k0 = (uint32_t)key;
    uint32_t k1 = (uint32_t)(key >> 32);

    for (int i = 0; i < 10; i++) {
        uint64_t a = (uint64_t)0xD2511F53u * c.v[0];
        uint64_t b = (uint64_t)0xCD9E8D57u * c.v[2];

        c = (struct philox){{(uint32_t)(b >> 32) ^ c.v[1] ^ k0, (uint32_t)b,
                             (uint32_t)(a >> 32) ^ c.v[3] ^ k1, (uint32_t)a}};
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return c;
}

/* One stream for each purpose, so that a change in one thing leaves the draws
 * of all others as they were (common random numbers). */
enum sim_purpose {
    SIM_P_ARRIVE,
    SIM_P_TRAITS,
    SIM_P_DECIDE,
    SIM_P_GATHER,
    SIM_P_PREPARE,
    SIM_P_ASSESS,
    SIM_P_AFTER,
    SIM_P_SHOW,
    SIM_P_LEAVE,
    SIM_P_BACKLOG,
    SIM_P_ABSENT,
    SIM_P_VACANT,
    SIM_PURPOSES
};

struct sim_stream {
    uint64_t key;   /* the seed */
    uint32_t owner; /* region or team */
    uint32_t run;   /* replication */
    uint32_t purpose;
    uint32_t block; /* of `bits`; two numbers a block */
    uint64_t bits[2];
};

static inline struct philox
stream_block(const struct sim_stream *s, uint32_t block)
{
    return philox_of((struct philox){{block, s->owner, s->run, s->purpose}},
                     s->key);
}

/* A block is kept; none has this number at first. */
#define SIM_NO_BLOCK UINT32_MAX

/* The n-th 64 bits of a stream, in any order; cheapest in order. */
static inline uint64_t
stream_bits(struct sim_stream *s, uint64_t n)
{
    uint32_t block = (uint32_t)(n >> 1);

    if (block != s->block) {
        struct philox x = stream_block(s, block);

        s->block = block;
        s->bits[0] = (uint64_t)x.v[1] << 32 | x.v[0];
        s->bits[1] = (uint64_t)x.v[3] << 32 | x.v[2];
    }
    return s->bits[n & 1];
}

/* In (0, 1], steps of 2^-53. */
static inline double
unit_of(uint64_t bits)
{
    return (double)(int64_t)((bits >> 11) + 1) * 0x1p-53;
}

/* Natural logarithm of x > 0 (normal numbers), within 2 units in the last
 * place; the same bits on any machine with IEEE 754 doubles. m in
 * [sqrt(1/2), sqrt 2), log m = 2 atanh((m - 1) / (m + 1)). */
static inline double
sim_log(double x)
{
    uint64_t u;
    uint64_t up;
    double m;
    double s;
    double z;
    double z2;
    double z4;
    double p;
    int64_t e;

    memcpy(&u, &x, sizeof u);
    up = u - 0x3FE6A09E667F3BCDu; /* sqrt(1/2) */
    e = (int64_t)(up >> 52);
    e -= (e & 0x800) << 1; /* the sign of twelve bits */
    u = (up & 0x000FFFFFFFFFFFFFu) + 0x3FE6A09E667F3BCDu;
    memcpy(&m, &u, sizeof m);
    s = (m - 1.0) / (m + 1.0);
    z = s * s;
    z2 = z * z;
    z4 = z2 * z2;
    p = ((2.0 / 3 + z * (2.0 / 5)) + z2 * (2.0 / 7 + z * (2.0 / 9))) +
        z4 * ((2.0 / 11 + z * (2.0 / 13)) + z2 * (2.0 / 15 + z * (2.0 / 17)) +
              z4 * (2.0 / 19 + z * (2.0 / 21)));
    return (double)e * 0.69314718055994528623 +
           (2.0 * s + (s * z * p + (double)e * 2.3190468138462995584e-17));
}

/* Exponentials of mean 1 from a stream, made many at a time: one after the
 * other each would wait for the one before. The numbers are the same. */
enum { SIM_AHEAD = 64 };
struct sim_ahead {
    struct sim_stream stream;
    uint64_t from; /* number of the first */
    double unit[SIM_AHEAD];
};
void sim_ahead_fill(struct sim_ahead *a, uint64_t n);

static inline double
sim_ahead_unit(struct sim_ahead *a, uint64_t n)
{
    if (n - a->from >= SIM_AHEAD)
        sim_ahead_fill(a, n);
    return a->unit[n - a->from];
}

/* e^x, -700 < x < 700; outside: 0 or infinity. */
double sim_exp(double x);

/* x^y for x > 0 */
double sim_pow(double x, double y);

/* Inverse of the standard normal distribution, 0 < p < 1.
 * Source: Wichura: Algorithm AS 241, PPND16 (Applied Statistics 37, 1988). */
double sim_normal(double p);

/* Quantile of Student's t with n >= 1 degrees of freedom, 0 < p < 1. */
double sim_student(double p, int64_t n);

/* A law made ready: with what a draw needs computed once. */
struct sim_ready {
    enum sim_law law;
    double mean; /* SIM_LOGNORMAL: of the logarithm */
    double sd;
};
struct sim_ready sim_ready_of(const struct sim_dist *d);

double sim_draw_lognormal(const struct sim_ready *d, uint64_t bits);

static inline double
sim_draw(const struct sim_ready *d, struct sim_stream *s, uint64_t n)
{
    switch (d->law) {
    case SIM_FIXED:
        break;
    case SIM_EXPONENTIAL:
        return -d->mean * sim_log(unit_of(stream_bits(s, n)));
    case SIM_LOGNORMAL:
        return sim_draw_lognormal(d, stream_bits(s, n));
    }
    return d->mean;
}

#endif
