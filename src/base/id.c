/* Identifiers: made in time order, shown mixed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/id.h"

#include "base/clock.h"
#include "base/random.h"

#include <stdatomic.h>

#define RANDOM_BITS 22
#define MS_MAX      ((INT64_C(1) << 41) - 1)  /* in 2089; then ids count on */
#define EPOCH_US    INT64_C(1577836800000000) /* 2020-01-01T00:00:00Z */
#define ID_CHARS    13

static _Atomic int64_t last_id;

static int64_t
milliseconds(void)
{
    int64_t ms = (clock_now().us - EPOCH_US) / 1000;

    if (ms < 1)
        return 1;
    return ms < MS_MAX ? ms : MS_MAX;
}

/* In the same millisecond ids go on by a random step, so that two processes
 * that met once do not walk on side by side. */
int64_t
id_new(void)
{
    uint32_t r;
    int64_t fresh;
    int64_t last = atomic_load(&last_id);
    int64_t id;

    random_bytes(&r, sizeof r);
    fresh = milliseconds() << RANDOM_BITS |
            (int64_t)(r & ((UINT32_C(1) << RANDOM_BITS) - 1));
    do {
        id = fresh > last ? fresh : last + 1 + (int64_t)(r >> 22);
    } while (!atomic_compare_exchange_weak(&last_id, &last, id));
    return id;
}

void
id_restart(void)
{
    atomic_store(&last_id, 0);
}

/* The mixing: add, then twice "fold the high half down, multiply by an odd
 * number", then fold. Each step can be undone, so no two ids meet. */
#define MIX_ADD UINT64_C(0x9E3779B97F4A7C15)
#define MIX_1   UINT64_C(0xD6E8FEB86659FD93)
#define MIX_2   UINT64_C(0xA3AAACE9B3D4C0E5)

static uint64_t
mix(uint64_t x)
{
    x += MIX_ADD;
    x = (x ^ (x >> 32)) * MIX_1;
    x = (x ^ (x >> 32)) * MIX_2;
    return x ^ (x >> 32);
}

/* The number that undoes a multiplication by `odd` modulo 2^64 (Newton: each
 * round doubles the number of right bits, from 3). */
static uint64_t
inverse(uint64_t odd)
{
    uint64_t x = odd;

    for (int i = 0; i < 5; i++)
        x *= 2 - odd * x;
    return x;
}

static uint64_t
unmix(uint64_t x)
{
    x = (x ^ (x >> 32)) * inverse(MIX_2);
    x = (x ^ (x >> 32)) * inverse(MIX_1);
    x ^= x >> 32;
    return x - MIX_ADD;
}

static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct str
id_format(struct arena *mem, int64_t id)
{
    char *p = arena_alloc(mem, ID_CHARS + 1);
    uint64_t x = mix((uint64_t)id);

    for (int i = ID_CHARS - 1; i >= 0; i--) {
        p[i] = letters[x & 31];
        x >>= 5;
    }
    return (struct str){p, ID_CHARS};
}

static int
letter_value(char c)
{
    for (int i = 0; i < 32; i++)
        if (letters[i] == c)
            return i;
    return -1;
}

bool
id_parse(struct str s, int64_t *out)
{
    uint64_t x = 0;

    if (s.n != ID_CHARS)
        return false;
    for (size_t i = 0; i < ID_CHARS; i++) {
        int v = letter_value(s.p[i]);

        if (v < 0 || (i == 0 && v > 15)) /* 13 letters hold 65 bits */
            return false;
        x = x << 5 | (uint64_t)v;
    }
    x = unmix(x);
    if (x == 0 || x > INT64_MAX)
        return false;
    *out = (int64_t)x;
    return true;
}
