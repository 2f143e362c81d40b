/* Pool: worker threads behind two bounded queues, calls and jobs.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_POOL_H
#define HELHET_HTTP_POOL_H

#include <stdbool.h>
#include <stddef.h>

typedef void (*pool_fn)(void *arg, unsigned worker);

struct pool;

/* Starts `workers` threads. NULL when the system has none to give. Heap. */
struct pool *pool_new(unsigned workers, size_t calls_max, size_t jobs_max);
/* Queues a call / a job; false when its queue is full or the pool stops. Jobs
 * hold at most a quarter of the workers, at least one; the last worker takes
 * jobs first, the others calls first. */
bool pool_call(struct pool *p, pool_fn fn, void *arg);
bool pool_job(struct pool *p, pool_fn fn, void *arg);
/* Takes nothing more, runs what is queued, ends the threads. */
void pool_stop(struct pool *p);
/* After pool_stop, when nobody can ask any more. */
void pool_free(struct pool *p);

#endif
