/* Random bytes from the system, or a repeatable stream in tests.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"

#include "base/err.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>

/* 0: the system's randomness; else the state of the repeatable stream. */
static _Atomic uint64_t fixed_state;

/* SplitMix64: one step of the counter, then mixed.
 * Source: Steele, Lea, Flood 2014. */
static uint64_t
fixed_next(void)
{
    uint64_t z = atomic_fetch_add(&fixed_state, UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void
fixed_bytes(unsigned char *p, size_t n)
{
    while (n > 0) {
        uint64_t v = fixed_next();
        size_t part = n < sizeof v ? n : sizeof v;

        memcpy(p, &v, part);
        p += part;
        n -= part;
    }
}

void
random_bytes(void *p, size_t n)
{
    unsigned char *at = p;

    if (atomic_load(&fixed_state) != 0) {
        fixed_bytes(at, n);
        return;
    }
    while (n > 0) {
        ssize_t got = getrandom(at, n, 0);

        ASSERT(got > 0 || errno == EINTR);
        if (got > 0) {
            at += got;
            n -= (size_t)got;
        }
    }
}

void
random_fix(uint64_t seed)
{
    atomic_store(&fixed_state, seed);
}
