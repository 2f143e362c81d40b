/* Tests of the arena: cap, reset, order of deferred calls.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include "base/test.h"

#include <stdint.h>

static int trace;

static void
push(void *digit)
{
    trace = trace * 10 + *(const int *)digit;
}

/* Does taking `size` bytes with a jump set end in the jump? */
static bool
is_full_at(struct arena *a, size_t n, size_t size)
{
    jmp_buf on_full;

    if (setjmp(on_full))
        return true;
    arena_on_full(a, &on_full);
    (void)arena_alloc_n(a, n, size);
    arena_on_full(a, NULL);
    return false;
}

TEST(memory_is_zeroed_and_aligned)
{
    for (size_t size = 0; size < 200; size++) {
        unsigned char *p = arena_alloc(mem, size);

        CHECK((uintptr_t)p % 16 == 0);
        for (size_t i = 0; i < size; i++)
            CHECK(p[i] == 0);
        memset(p, 0xAA, size);
    }
}

TEST(large_pieces_have_their_own_chunk)
{
    char *big = arena_alloc(mem, 5000000);
    char *small = arena_alloc(mem, 5);

    big[4999999] = 'x';
    small[4] = 'y';
    CHECK(big[0] == 0);
    CHECK(arena_used(mem) >= 5000005);
}

TEST(cap_jumps)
{
    struct arena *a = arena_new(1024);

    CHECK(!is_full_at(a, 1, 1000));
    CHECK(is_full_at(a, 1, 1000));
    arena_reset(a);
    CHECK_EQ(arena_used(a), 0);
    CHECK(!is_full_at(a, 1, 1024));
    CHECK(is_full_at(a, 1, 1));
    arena_free(a);
}

TEST(overflow_is_full)
{
    struct arena *a = arena_new(SIZE_MAX);

    CHECK(is_full_at(a, SIZE_MAX / 4, 16));
    CHECK(is_full_at(a, SIZE_MAX, SIZE_MAX));
    arena_free(a);
}

TEST(memory_is_zeroed_again_after_reset)
{
    struct arena *a = arena_new(4096);
    unsigned char *p = arena_alloc(a, 64);

    memset(p, 0xFF, 64);
    arena_reset(a);
    p = arena_alloc(a, 64);
    for (int i = 0; i < 64; i++)
        CHECK(p[i] == 0);
    arena_free(a);
}

TEST(many_chunks_are_used_again_and_zeroed)
{
    struct arena *a = arena_new(SIZE_MAX);

    for (int again = 0; again < 3; again++) {
        for (int i = 0; i < 100; i++) {
            size_t size = i % 7 == 0 ? 50000 : 9000;
            unsigned char *p = arena_alloc(a, size);

            CHECK(p[0] == 0 && p[size / 2] == 0 && p[size - 1] == 0);
            memset(p, 0xFF, size);
        }
        arena_reset(a);
    }
    arena_free(a);
}

TEST(reset_after_small_and_large_pieces)
{
    struct arena *a = arena_new(SIZE_MAX);

    for (size_t size = 1; size < 10000000; size = size * 3 + 1)
        for (int again = 0; again < 3; again++) {
            char *p = arena_alloc(a, size);

            memset(p, 1, size);
            (void)arena_alloc(a, 10);
            arena_reset(a);
            CHECK_EQ(arena_used(a), 0);
        }
    arena_free(a);
}

TEST(inner_road_hands_on)
{
    struct arena *a = arena_new(64);
    jmp_buf outer;
    jmp_buf inner;

    CHECK(arena_on_full(a, &outer) == NULL);
    CHECK(arena_on_full(a, &inner) == &outer);
    CHECK(arena_on_full(a, NULL) == &inner);
    arena_free(a);
}

TEST(deferred_run_last_first)
{
    struct arena *a = arena_new(4096);
    int digit[] = {1, 2, 3};

    trace = 0;
    arena_defer(a, push, &digit[0]);
    arena_defer(a, push, &digit[1]);
    arena_defer(a, push, &digit[2]);
    arena_reset(a);
    CHECK_EQ(trace, 321);
    arena_reset(a);
    CHECK_EQ(trace, 321);
    arena_defer(a, push, &digit[0]);
    arena_free(a);
    CHECK_EQ(trace, 3211);
    arena_free(NULL);
}

TEST(defer_works_at_the_cap)
{
    struct arena *a = arena_new(64);
    int one = 1;

    trace = 0;
    (void)arena_alloc(a, 64);
    arena_defer(a, push, &one);
    CHECK(is_full_at(a, 1, 1));
    arena_free(a);
    CHECK_EQ(trace, 1);
}
