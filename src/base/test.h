/* Test harness: TEST blocks register themselves, CHECKs count, lines tell.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_TEST_H
#define HELHET_BASE_TEST_H

#include "base/err.h"

struct test_case {
    const char *name;
    void (*run)(struct arena *mem);
    struct test_case *next;
};
void test_register(struct test_case *t);
/* Runs all tests, or the one named `only`; prints a line for each. 0 when at
 * least one ran and none failed, else 1. After each test the clock and the
 * randomness are let loose again. */
int test_run(const char *only);
void test_check(bool ok, const char *what, const char *where);
void test_check_i64(int64_t got, int64_t want, const char *what,
                    const char *where);
void test_check_str(struct str got, struct str want, const char *what,
                    const char *where);
void test_check_date(struct date got, const char *want, const char *what,
                     const char *where);
void test_check_err(const struct err *e, enum err_kind kind, int msg,
                    const char *what, const char *where);

#define TEST_WHERE __FILE__ ":" ERR_STRING(__LINE__)
/* A test; `mem` is its own arena. Why not cmocka: ADR 0003. */
#define TEST(id)                                                 \
    static void test_##id(MAYBE_UNUSED struct arena *mem);       \
    __attribute__((constructor)) static void test_reg_##id(void) \
    {                                                            \
        static struct test_case t = {#id, test_##id, NULL};      \
        test_register(&t);                                       \
    }                                                            \
    static void test_##id(MAYBE_UNUSED struct arena *mem)

#define CHECK(cond) test_check((cond), #cond, TEST_WHERE)
#define CHECK_EQ(got, want) \
    test_check_i64((int64_t)(got), (int64_t)(want), #got, TEST_WHERE)
#define CHECK_STR(got, want) \
    test_check_str((got), str_of(want), #got, TEST_WHERE)
#define CHECK_DATE(got, want) test_check_date((got), (want), #got, TEST_WHERE)
#define CHECK_ERR(e, KIND, MSG) \
    test_check_err((e), (KIND), (MSG), #e, TEST_WHERE)

/* main() of every test program is in base/test_main.c: runs all TESTs (or the
 * one named as argument), prints "ok NAME" or "FAIL NAME: what (where)" for
 * each, then "N passed, N failed"; exit 1 on a failure. */

#endif
