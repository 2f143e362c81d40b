/* The one place that reads the clock; fixed by tests.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/clock.h"

#include "base/err.h"

#include <stdatomic.h>
#include <time.h>

/* 0: the clock runs. */
static _Atomic int64_t fixed_us;

static int64_t
read_us(clockid_t which)
{
    struct timespec t;

    ASSERT(clock_gettime(which, &t) == 0);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct instant
clock_now(void)
{
    int64_t us = atomic_load(&fixed_us);

    return (struct instant){us != 0 ? us : read_us(CLOCK_REALTIME)};
}

void
clock_fix(struct instant t)
{
    atomic_store(&fixed_us, t.us);
}

int64_t
clock_ticks_us(void)
{
    return read_us(CLOCK_MONOTONIC);
}
