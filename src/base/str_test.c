/* Tests of text: compare, search, split, UTF-8, numbers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/str.h"

#include "base/test.h"

TEST(copies_end_in_nul)
{
    struct str s = str_cut(STR("barnevern"), 0, 4);

    CHECK_STR(str_copy(mem, s), "barn");
    CHECK_EQ(strlen(str_cz(mem, s)), 4);
    CHECK_STR(str_copy(mem, STR_NONE), "");
    CHECK_EQ(str_of(NULL).n, 0);
}

TEST(compares_by_bytes)
{
    CHECK(str_eq(STR(""), STR_NONE));
    CHECK(str_eq(STR("ab"), STR("ab")));
    CHECK(!str_eq(STR("ab"), STR("abc")));
    CHECK(str_eq_cz(STR("ab"), "ab"));
    CHECK_EQ(str_cmp(STR("ab"), STR("ab")), 0);
    CHECK(str_cmp(STR("ab"), STR("abc")) < 0);
    CHECK(str_cmp(STR("b"), STR("abc")) > 0);
    CHECK(str_cmp(STR_NONE, STR("a")) < 0);
}

TEST(finds_parts)
{
    CHECK(str_starts(STR("helhet"), STR("hel")));
    CHECK(!str_starts(STR("he"), STR("hel")));
    CHECK(str_ends(STR("helhet"), STR("het")));
    CHECK(!str_ends(STR("et"), STR("het")));
    CHECK(!str_starts(STR("helhet"), STR("hex")));
    CHECK(!str_ends(STR("helhet"), STR("hat")));
    CHECK(str_has(STR("helhet"), STR("hel")));
    CHECK(str_has(STR("helhet"), STR("lh")));
    CHECK(str_has(STR("helhet"), STR("het")));
    CHECK(str_has(STR("helhet"), STR("")));
    CHECK(!str_has(STR("helhet"), STR("hetx")));
    CHECK(!str_has(STR_NONE, STR("x")));
}

TEST(trims_and_cuts)
{
    CHECK_STR(str_trim(STR(" \t\r\n a b \v\f")), "a b");
    CHECK_STR(str_trim(STR("   ")), "");
    CHECK_STR(str_cut(STR("abc"), 1, 1), "b");
    CHECK_STR(str_cut(STR("abc"), 1, SIZE_MAX), "bc");
    CHECK_STR(str_cut(STR("abc"), 9, 1), "");
    CHECK_STR(str_cut(STR_NONE, 1, 1), "");
}

TEST(splits_at_the_first)
{
    struct str head;
    struct str rest;

    CHECK(str_split(STR("a,b,c"), ',', &head, &rest));
    CHECK_STR(head, "a");
    CHECK_STR(rest, "b,c");
    CHECK(str_split(STR(",x"), ',', &head, &rest));
    CHECK_STR(head, "");
    CHECK(str_split(STR("x,"), ',', &head, &rest));
    CHECK_STR(head, "x");
    CHECK_STR(rest, "");
    CHECK(!str_split(STR("x"), ',', &head, &rest));
    CHECK_STR(head, "x");
    CHECK_STR(rest, "");
    CHECK(!str_split(STR_NONE, ',', &head, &rest));
}

TEST(utf8_is_strict)
{
    CHECK(str_is_utf8(STR("")));
    CHECK(str_is_utf8(STR("bl\xC3\xA5"
                          "b\xC3\xA6r")));
    CHECK(str_is_utf8(STR("\xE2\x82\xAC \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF")));
    CHECK(str_is_utf8(STR("\xED\x9F\xBF\xEE\x80\x80")));
    CHECK(!str_is_utf8(STR("a\0b")));
    CHECK(!str_is_utf8(STR("\x80")));
    CHECK(!str_is_utf8(STR("\xC0\xAF")));
    CHECK(!str_is_utf8(STR("\xC1\xBF")));
    CHECK(!str_is_utf8(STR("\xE0\x9F\xBF")));
    CHECK(!str_is_utf8(STR("\xED\xA0\x80")));
    CHECK(!str_is_utf8(STR("\xF0\x8F\xBF\xBF")));
    CHECK(!str_is_utf8(STR("\xF4\x90\x80\x80")));
    CHECK(!str_is_utf8(STR("\xF5\x80\x80\x80")));
    CHECK(!str_is_utf8(STR("\xE2\x82")));
    CHECK(!str_is_utf8(STR("\xE2\x82z")));
    CHECK(!str_is_utf8(STR("\xC3")));
    CHECK(str_is_utf8(STR("\xC2\x80")));
    CHECK(!str_is_utf8(str_cut(STR("ab\xE2\x82\xAC"), 0, 4)));
    CHECK_EQ(str_chars(STR("bl\xC3\xA5\xF0\x9F\x98\x80!")), 5);
    CHECK_EQ(str_chars(STR_NONE), 0);
}

static int64_t
number(const char *s)
{
    int64_t v = -78;

    return str_to_i64(str_of(s), &v) ? v : v + 1;
}

TEST(whole_numbers)
{
    CHECK_EQ(number("0"), 0);
    CHECK_EQ(number("-0"), 0);
    CHECK_EQ(number("0042"), 42);
    CHECK_EQ(number("-42"), -42);
    CHECK_EQ(number("9223372036854775807"), INT64_MAX);
    CHECK_EQ(number("-9223372036854775808"), INT64_MIN);
    CHECK_EQ(number("9223372036854775808"), -77);
    CHECK_EQ(number("-9223372036854775809"), -77);
    CHECK_EQ(number("92233720368547758070"), -77);
    CHECK_EQ(number(""), -77);
    CHECK_EQ(number("-"), -77);
    CHECK_EQ(number("+1"), -77);
    CHECK_EQ(number(" 1"), -77);
    CHECK_EQ(number("1 "), -77);
    CHECK_EQ(number("0x1"), -77);
}
