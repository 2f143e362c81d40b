/* Arena: all memory of one call, with a hard cap, dropped in one go.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_ARENA_H
#define HELHET_BASE_ARENA_H

#include "base/attr.h"

#include <setjmp.h>
#include <stddef.h>

/* Everything born in a call lives in its arena and dies with it.
 * arena_alloc never returns NULL: at the cap it jumps to `on_full` (set by the
 * dispatcher, which answers 503) or, when none is set, ends the process. */
struct arena;

/* A new arena that may hand out at most `cap_bytes`. Heap. Free with
 * arena_free. Ends the process when the system has no memory. */
struct arena *arena_new(size_t cap_bytes);

/* Runs what was deferred (last first), then frees all. NULL is allowed. */
void arena_free(struct arena *mem);

/* Runs what was deferred, then makes the arena empty; keeps some chunks of
 * ordinary size (256 KiB at most) for what comes next. */
void arena_reset(struct arena *mem);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *mem, size_t size);

/* `n` zeroed elements of `size` bytes; an overflow counts as full. */
void *arena_alloc_n(struct arena *mem, size_t n, size_t size);

#define ARENA_NEW(mem, type) ((type *)arena_alloc((mem), sizeof(type)))
#define ARENA_NEW_N(mem, type, n) \
    ((type *)arena_alloc_n((mem), (n), sizeof(type)))

/* Calls fn(thing) when the arena is reset or freed. */
void arena_defer(struct arena *mem, void (*fn)(void *), void *thing);

/* Where to jump when the cap is reached; NULL for "end the process". Gives what
 * was set before, so that an inner road can hand on to the outer one. */
jmp_buf *arena_on_full(struct arena *mem, jmp_buf *on_full);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *mem);

#endif
