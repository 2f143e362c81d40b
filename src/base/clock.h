/* The one place that reads the clock; fixed by tests.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_CLOCK_H
#define HELHET_BASE_CLOCK_H

#include "base/date.h"

/* Now, UTC. Called by the dispatcher, jobs and the CLI only: everybody else is
 * given `now` and `today`. HELHET_TEST_NOW (RFC 3339) fixes it, in builds and
 * installations where testing is switched on (clock_fix). */
struct instant clock_now(void);
/* Fixes the clock for tests; {0} lets it run again. */
void clock_fix(struct instant t);
/* Monotonic microseconds, for measuring only. */
int64_t clock_ticks_us(void);

#endif
