/* Tests of identifiers, and of the fixed clock and randomness they rest on.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/id.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/test.h"

#include <pthread.h>

static void
fix(int64_t us)
{
    clock_fix((struct instant){us});
    random_fix(42);
    id_restart();
}

TEST(ids_grow_also_when_the_clock_stands_or_turns_back)
{
    int64_t last = 0;

    fix(1790000000000000);
    for (int i = 0; i < 10000; i++) {
        int64_t id = id_new();

        CHECK(id > last);
        last = id;
        if (i == 5000)
            clock_fix((struct instant){1780000000000000});
    }
    id_restart();
}

TEST(ids_repeat_when_all_is_fixed)
{
    int64_t first[3];

    fix(1790000000000000);
    for (int i = 0; i < 3; i++)
        first[i] = id_new();
    fix(1790000000000000);
    for (int i = 0; i < 3; i++)
        CHECK_EQ(id_new(), first[i]);
    id_restart();
}

TEST(ids_tell_the_millisecond_to_us)
{
    int64_t ms = INT64_C(214835130123); /* 2026-10-22T12:18:50.123Z */

    for (int i = 0; i < 100; i++) {
        fix(INT64_C(1577836800000000) + ms * 1000 + i);
        random_fix((uint64_t)i + 1);
        CHECK_EQ(id_new() >> 22, ms);
    }
    id_restart();
}

TEST(ids_are_positive_at_both_ends_of_time)
{
    fix(1); /* 1970 */
    CHECK(id_new() > 0);
    fix(INT64_C(253402300799000000)); /* year 9999 */
    CHECK(id_new() > 0);
    CHECK(id_new() > 0);
    id_restart();
}

TEST(external_form_goes_there_and_back)
{
    int64_t edge[] = {1, 2, 3, INT64_MAX, INT64_MAX - 1, INT64_C(1) << 40};

    for (size_t i = 0; i < ARRAY_LEN(edge) + 1000; i++) {
        int64_t id = i < ARRAY_LEN(edge) ? edge[i] : id_new();
        int64_t back = 0;
        struct str s = id_format(mem, id);

        CHECK_EQ(s.n, 13);
        CHECK(id_parse(s, &back));
        CHECK_EQ(back, id);
    }
}

/* URLs, mails and calendars hold these: the form must never change. */
TEST(external_form_is_for_ever)
{
    CHECK_STR(id_format(mem, 1), "fhbs0pa1etvk0");
    CHECK_STR(id_format(mem, INT64_C(912345678901234567)), "65emp5rzpq25g");
}

TEST(neighbours_do_not_look_alike)
{
    struct str a = id_format(mem, INT64_C(912345678901234567));
    struct str b = id_format(mem, INT64_C(912345678901234568));
    int same = 0;

    for (size_t i = 0; i < a.n; i++)
        same += a.p[i] == b.p[i];
    CHECK(same < 5);
}

TEST(only_the_written_form_is_read)
{
    int64_t id = 0;
    int accepted = 0;

    CHECK(!id_parse(STR(""), &id));
    CHECK(!id_parse(STR("000000000000"), &id));
    CHECK(!id_parse(STR("00000000000000"), &id));
    CHECK(!id_parse(STR("g000000000000"), &id)); /* more than 64 bits */
    CHECK(!id_parse(STR("0I00000000000"), &id));
    CHECK(!id_parse(STR("0u00000000000"), &id));
    CHECK(!id_parse(STR("0A00000000000"), &id));
    CHECK(!id_parse(STR("0000000000000\0"), &id));
    CHECK(!id_parse(STR("000000000000\0"), &id));
    CHECK(!id_parse(id_format(mem, 0), &id));
    CHECK(!id_parse(id_format(mem, -5), &id));
    CHECK_EQ(id, 0);
    for (int i = 0; i < 1000; i++) { /* half of all are negative numbers */
        struct str s = str_fmt(mem, "0000000000%03d", i);

        accepted += id_parse(s, &id) && str_eq(id_format(mem, id), s);
    }
    CHECK(accepted > 400 && accepted < 600);
}

TEST(system_randomness_differs)
{
    unsigned char a[32];
    unsigned char b[32];

    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    CHECK(memcmp(a, b, sizeof a) != 0);
    random_fix(1);
    random_bytes(a, sizeof a);
    random_fix(1);
    random_bytes(b, sizeof b);
    CHECK(memcmp(a, b, sizeof a) == 0);
}

TEST(clock_runs_and_stands)
{
    int64_t ticks = clock_ticks_us();

    CHECK(clock_now().us > INT64_C(1767225600000000)); /* 2026 */
    clock_fix((struct instant){77});
    CHECK_EQ(clock_now().us, 77);
    CHECK(clock_ticks_us() >= ticks);
}

#define THREADS 4
#define IDS     5000

static void *
make_ids(void *ids)
{
    for (int i = 0; i < IDS; i++)
        ((int64_t *)ids)[i] = id_new();
    return NULL;
}

static int
compare(const void *a, const void *b)
{
    const int64_t *x = a;
    const int64_t *y = b;

    return (*x > *y) - (*x < *y);
}

TEST(threads_never_get_the_same)
{
    int64_t *ids = ARENA_NEW_N(mem, int64_t, THREADS * IDS);
    pthread_t threads[THREADS];

    for (int i = 0; i < THREADS; i++)
        CHECK_EQ(pthread_create(&threads[i], NULL, make_ids, ids + i * IDS), 0);
    for (int i = 0; i < THREADS; i++)
        CHECK_EQ(pthread_join(threads[i], NULL), 0);
    for (int i = 0; i < THREADS; i++)
        for (int n = 1; n < IDS; n++)
            CHECK(ids[i * IDS + n] > ids[i * IDS + n - 1]);
    qsort(ids, (size_t)THREADS * IDS, sizeof *ids, compare);
    for (int i = 1; i < THREADS * IDS; i++)
        CHECK(ids[i] != ids[i - 1]);
}
