/* Tests of errors as values.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/err.h"

#include "base/test.h"

#include <sys/wait.h>
#include <unistd.h>

TEST(carries_what_it_is_given)
{
    const struct err *e = ERR(mem, CONFLICT, .msg = 7, .field = "name",
                              .arg = {msg_int(3), msg_str(STR("x"))});

    CHECK_ERR(e, CONFLICT, 7);
    CHECK_STR(str_of(e->field), "name");
    CHECK_EQ(e->arg[0].kind, MSG_ARG_INT);
    CHECK_EQ(e->arg[0].num, 3);
    CHECK_STR(e->arg[1].str, "x");
    CHECK_EQ(e->arg[2].kind, MSG_ARG_NONE);
    CHECK(str_has(str_of(e->where), STR("err_test.c:")));
}

TEST(kind_alone_is_enough)
{
    CHECK_ERR(ERR(mem, NOT_FOUND), NOT_FOUND, 0);
}

TEST(arguments_keep_their_type)
{
    CHECK_EQ(msg_date(date_ymd(2026, 1, 2)).kind, MSG_ARG_DATE);
    CHECK_DATE(msg_date(date_ymd(2026, 1, 2)).date, "2026-01-02");
    CHECK_EQ(msg_time((struct instant){5}).kind, MSG_ARG_TIME);
    CHECK_EQ(msg_time((struct instant){5}).time.us, 5);
}

TEST(joins_in_order_without_touching)
{
    const struct err *a = ERR(mem, INVALID, .msg = 1);
    const struct err *b = ERR(mem, INVALID, .msg = 2);
    const struct err *c = ERR(mem, INVALID, .msg = 3);
    const struct err *ab = err_join(mem, a, b);
    const struct err *abc = err_join(mem, ab, c);

    CHECK(!err_join(mem, NULL, NULL));
    CHECK_EQ(err_join(mem, NULL, a)->msg, 1);
    CHECK_EQ(err_join(mem, a, NULL)->msg, 1);
    CHECK(!a->next);
    CHECK_EQ(ab->next->msg, 2);
    CHECK(!ab->next->next);
    CHECK_EQ(abc->next->next->msg, 3);
    CHECK(!abc->next->next->next);
}

/* Runs fn in a process of its own; how that ended, as from waitpid. What it
 * says is thrown away. */
static int
end_of(void (*fn)(void))
{
    int status = 0;
    pid_t child;

    (void)fflush(stdout);
    child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout) ||
            !freopen("/dev/null", "w", stderr))
            _exit(99);
        fn();
        _exit(0);
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    return status;
}

static void
assert_true(void)
{
    ASSERT(1 + 1 == 2);
}

static void
assert_false(void)
{
    ASSERT(1 + 1 == 3);
}

static void
fill_arena(void)
{
    (void)arena_alloc(arena_new(10), 11);
}

static void
make_30_february(void)
{
    (void)date_ymd(2026, 2, 30);
}

TEST(our_own_mistakes_end_the_process)
{
    CHECK(WIFEXITED(end_of(assert_true)));
    CHECK(WIFSIGNALED(end_of(assert_false)));
    CHECK(WIFSIGNALED(end_of(fill_arena)));
    CHECK(WIFSIGNALED(end_of(make_30_february)));
}
