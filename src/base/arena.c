/* Arena: chunks from the heap, a cap on what is handed out, deferred calls.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include "base/err.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif

/* Under the address sanitizer unused bytes are forbidden ground, and a guard
 * lies behind each allocation. */
#if defined(ARENA_ASAN)
#include <sanitizer/asan_interface.h>
#define GUARD_BYTES  ((size_t)16)
#define FORBID(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define ALLOW(p, n)  ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define GUARD_BYTES  ((size_t)0)
#define FORBID(p, n) ((void)(p), (void)(n))
#define ALLOW(p, n)  ((void)(p), (void)(n))
#endif

#define CHUNK_BYTES ((size_t)32 * 1024)
#define SPARE_MAX   8 /* chunks kept over resets */
#define ALIGN       alignof(max_align_t)

struct chunk {
    struct chunk *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

struct deferred {
    void (*fn)(void *);
    void *thing;
    struct deferred *next;
};

struct arena {
    struct chunk *chunks; /* the one that is being filled comes first */
    struct chunk *spare;  /* empty, of ordinary size, kept over resets */
    size_t spares;
    struct deferred *deferred;
    size_t cap;
    size_t used;
    jmp_buf *on_full;
};

static struct chunk *
chunk_new(size_t size)
{
    struct chunk *c = malloc(sizeof *c + size);

    if (!c)
        return NULL;
    c->next = NULL;
    c->size = size;
    c->used = 0;
    FORBID(c->data, size);
    return c;
}

static void
chunk_free(struct chunk *c)
{
    ALLOW(c->data, c->size);
    free(c);
}

struct arena *
arena_new(size_t cap_bytes)
{
    struct arena *mem = calloc(1, sizeof *mem);

    ASSERT(mem != NULL);
    mem->cap = cap_bytes;
    return mem;
}

/* Last first; a deferred call may itself allocate and defer. */
static void
run_deferred(struct arena *mem)
{
    while (mem->deferred) {
        struct deferred *d = mem->deferred;

        mem->deferred = d->next;
        d->fn(d->thing);
    }
}

/* Keeps a chunk for later, or gives it back. */
static void
put_aside(struct arena *mem, struct chunk *c)
{
    if (c->size > CHUNK_BYTES || mem->spares == SPARE_MAX) {
        chunk_free(c);
        return;
    }
    c->used = 0;
    FORBID(c->data, c->size);
    c->next = mem->spare;
    mem->spare = c;
    mem->spares++;
}

void
arena_reset(struct arena *mem)
{
    run_deferred(mem);
    while (mem->chunks) {
        struct chunk *c = mem->chunks;

        mem->chunks = c->next;
        put_aside(mem, c);
    }
    mem->used = 0;
}

void
arena_free(struct arena *mem)
{
    if (!mem)
        return;
    arena_reset(mem);
    while (mem->spare) {
        struct chunk *c = mem->spare;

        mem->spare = c->next;
        chunk_free(c);
    }
    free(mem);
}

static _Noreturn void
full(struct arena *mem)
{
    if (mem->on_full)
        longjmp(*mem->on_full, 1);
    assert_failed("arena has room", __FILE__ ":" ERR_STRING(__LINE__));
}

/* A chunk with room for `need` bytes; NULL when the system has no memory. */
static struct chunk *
chunk_for(struct arena *mem, size_t need)
{
    struct chunk *c = mem->spare;

    if (!c || need > CHUNK_BYTES)
        return chunk_new(need > CHUNK_BYTES ? need : CHUNK_BYTES);
    mem->spare = c->next;
    mem->spares--;
    return c;
}

/* `size` bytes, cap or not; NULL when the system has no memory. */
static void *
take(struct arena *mem, size_t size)
{
    size_t rounded = (size + ALIGN - 1) / ALIGN * ALIGN;
    size_t need = rounded + GUARD_BYTES;
    struct chunk *c = mem->chunks;
    void *p;

    if (!c || c->size - c->used < need) {
        c = chunk_for(mem, need);
        if (!c)
            return NULL;
        if (need > CHUNK_BYTES && mem->chunks) {
            c->next = mem->chunks->next; /* full at once: fill the other on */
            mem->chunks->next = c;
        } else {
            c->next = mem->chunks;
            mem->chunks = c;
        }
    }
    p = c->data + c->used;
    c->used += need;
    mem->used += rounded;
    ALLOW(p, size);
    memset(p, 0, size);
    return p;
}

void *
arena_alloc(struct arena *mem, size_t size)
{
    void *p = NULL;

    if (size == 0)
        size = 1;
    if (mem->used <= mem->cap && size <= mem->cap - mem->used)
        p = take(mem, size);
    if (!p)
        full(mem);
    return p;
}

void *
arena_alloc_n(struct arena *mem, size_t n, size_t size)
{
    if (size > 0 && n > SIZE_MAX / 2 / size)
        full(mem);
    return arena_alloc(mem, n * size);
}

/* What is already open must be closed, so the cap does not stop this. */
void
arena_defer(struct arena *mem, void (*fn)(void *), void *thing)
{
    struct deferred *d = take(mem, sizeof *d);

    ASSERT(d != NULL);
    d->fn = fn;
    d->thing = thing;
    d->next = mem->deferred;
    mem->deferred = d;
}

jmp_buf *
arena_on_full(struct arena *mem, jmp_buf *on_full)
{
    jmp_buf *before = mem->on_full;

    mem->on_full = on_full;
    return before;
}

size_t
arena_used(const struct arena *mem)
{
    return mem->used;
}
