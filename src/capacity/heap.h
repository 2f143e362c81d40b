/* The calendar of events: a binary heap by time, from place 1.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_HEAP_H
#define HELHET_CAPACITY_HEAP_H

#include "capacity/engine.h"

/* The first event makes way for `e`. */
static inline void
heap_replace(struct sim_event *h, uint32_t n, struct sim_event e)
{
    uint32_t at = 1;
    uint32_t c;

    while ((c = 2 * at) <= n) {
        c += c < n && h[c + 1].t < h[c].t;
        if (!(h[c].t < e.t))
            break;
        h[at] = h[c];
        at = c;
    }
    h[at] = e;
}

static inline void
heap_pop(struct sim_event *h, uint32_t *n)
{
    struct sim_event last = h[*n];

    if (--*n > 0)
        heap_replace(h, *n, last);
}

/* The caller has seen to room. */
static inline void
heap_push(struct sim_event *h, uint32_t *n, struct sim_event e)
{
    uint32_t at = ++*n;

    while (at > 1 && e.t < h[at / 2].t) {
        h[at] = h[at / 2];
        at /= 2;
    }
    h[at] = e;
}

#endif
