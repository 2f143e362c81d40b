/* Test harness: keeps the list of tests, counts and reports the checks.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"

#include "base/clock.h"
#include "base/random.h"

#include <inttypes.h>
#include <stdio.h>

#define TEST_ARENA_BYTES ((size_t)512 * 1024 * 1024)

static struct test_case *first_test;
static struct test_case *last_test;
static const char *running;
static bool has_failed;

void
test_register(struct test_case *t)
{
    if (last_test)
        last_test->next = t;
    else
        first_test = t;
    last_test = t;
}

static void
fail(const char *what, const char *where)
{
    has_failed = true;
    printf("FAIL %s: %s (%s)\n", running, what, where);
}

void
test_check(bool ok, const char *what, const char *where)
{
    if (!ok)
        fail(what, where);
}

void
test_check_i64(int64_t got, int64_t want, const char *what, const char *where)
{
    if (got == want)
        return;
    fail(what, where);
    printf("     got %" PRId64 ", want %" PRId64 "\n", got, want);
}

void
test_check_str(struct str got, struct str want, const char *what,
               const char *where)
{
    if (str_eq(got, want))
        return;
    fail(what, where);
    printf("     got  \"%.*s\"\n     want \"%.*s\"\n", STR_FMT(got),
           STR_FMT(want));
}

void
test_check_date(struct date got, const char *want, const char *what,
                const char *where)
{
    struct arena *mem = arena_new(1024);

    test_check_str(date_format(mem, got), str_of(want), what, where);
    arena_free(mem);
}

void
test_check_err(const struct err *e, enum err_kind kind, int msg,
               const char *what, const char *where)
{
    if (e && e->kind == kind && e->msg == msg)
        return;
    fail(what, where);
    if (e)
        printf("     got kind %d message %d from %s, want %d %d\n",
               (int)e->kind, e->msg, e->where ? e->where : "?", (int)kind, msg);
    else
        printf("     got no error, want kind %d message %d\n", (int)kind, msg);
}

static bool
run_one(const struct test_case *t)
{
    struct arena *mem = arena_new(TEST_ARENA_BYTES);

    running = t->name;
    has_failed = false;
    t->run(mem);
    arena_free(mem);
    clock_fix((struct instant){0});
    random_fix(0);
    if (!has_failed)
        printf("ok %s\n", t->name);
    (void)fflush(stdout);
    return !has_failed;
}

int
test_run(const char *only)
{
    int passed = 0;
    int failed = 0;

    for (const struct test_case *t = first_test; t; t = t->next) {
        if (only && !str_eq_cz(str_of(only), t->name))
            continue;
        if (run_one(t))
            passed++;
        else
            failed++;
    }
    printf("%d passed, %d failed\n", passed, failed);
    (void)fflush(stdout);
    return passed > 0 && failed == 0 ? 0 : 1;
}
