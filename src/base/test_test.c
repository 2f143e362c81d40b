/* Tests of the harness itself: a check that fails must be told and counted.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"

#include <sys/wait.h>
#include <unistd.h>

static void
quiet(MAYBE_UNUSED struct arena *mem)
{
}

static void
fails_bool(MAYBE_UNUSED struct arena *mem)
{
    CHECK(1 > 2);
}

static void
fails_number(MAYBE_UNUSED struct arena *mem)
{
    CHECK_EQ(1, 2);
}

static void
fails_text(MAYBE_UNUSED struct arena *mem)
{
    CHECK_STR(STR("a"), "b");
}

static void
fails_date(MAYBE_UNUSED struct arena *mem)
{
    CHECK_DATE(date_ymd(2026, 1, 1), "2026-01-02");
}

static void
fails_error_kind(struct arena *mem)
{
    CHECK_ERR(ERR(mem, INVALID), CONFLICT, 0);
}

static void
fails_error_message(struct arena *mem)
{
    CHECK_ERR(ERR(mem, INVALID, .msg = 1), INVALID, 2);
}

static void
fails_no_error(MAYBE_UNUSED struct arena *mem)
{
    CHECK_ERR(NULL, INVALID, 0);
}

/* What a program with this one test prints, and how it ends. */
static struct str
run_apart(struct arena *mem, void (*fn)(struct arena *), int *out_status)
{
    static struct test_case sample = {"sample", NULL, NULL};
    int ends[2];
    char *p = arena_alloc(mem, 4096);
    ssize_t n;
    pid_t child;

    (void)fflush(stdout);
    CHECK_EQ(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        sample.run = fn;
        test_register(&sample);
        if (dup2(ends[1], STDOUT_FILENO) < 0)
            _exit(99);
        *out_status = test_run("sample");
        _exit(*out_status);
    }
    CHECK_EQ(close(ends[1]), 0);
    CHECK(child > 0 && waitpid(child, out_status, 0) == child);
    n = read(ends[0], p, 4096);
    CHECK_EQ(close(ends[0]), 0);
    return (struct str){p, n > 0 ? (size_t)n : 0};
}

TEST(every_kind_of_check_can_fail)
{
    static void (*const bad[])(struct arena *) = {
        fails_bool,       fails_number,        fails_text,     fails_date,
        fails_error_kind, fails_error_message, fails_no_error,
    };

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        int status = 0;
        struct str said = run_apart(mem, bad[i], &status);

        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 1);
        CHECK(str_starts(said, STR("FAIL sample: ")));
        CHECK(str_has(said, STR("test_test.c:")));
        CHECK(str_ends(said, STR("0 passed, 1 failed\n")));
        CHECK(!str_has(said, STR("ok sample")));
    }
}

TEST(a_quiet_test_passes)
{
    int status = 1;
    struct str said = run_apart(mem, quiet, &status);

    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK_STR(said, "ok sample\n1 passed, 0 failed\n");
}

TEST(nothing_run_is_a_failure)
{
    int status = 0;
    pid_t child;

    (void)fflush(stdout);
    child = fork();
    if (child == 0)
        _exit(freopen("/dev/null", "w", stdout) ? test_run("nobody") : 99);
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}
