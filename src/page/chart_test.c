/* Tests of charts: numbers as people write them, axes, gaps, hostile text.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "page/chart.h"

#define NOT_A_NUMBER (0.0 / zero)
static const double zero = 0;

static struct page
page_for(struct arena *mem, enum lang l)
{
    struct page pg = {.mem = mem, .lang = l};

    pg.out = ARENA_NEW(mem, struct buf);
    buf_init(pg.out, mem);
    return pg;
}

static bool
has(const struct page *pg, const char *part)
{
    return str_has(buf_done(pg->out), str_of(part));
}

static int
times(const struct page *pg, const char *part)
{
    struct str s = buf_done(pg->out);
    size_t n = str_of(part).n;
    int found = 0;

    for (size_t i = 0; i + n <= s.n; i++)
        found += str_eq_cz(str_cut(s, i, n), part);
    return found;
}

TEST(numbers_for_people_and_machines)
{
    CHECK_STR(decimal_text(mem, LANG_NB, 1.25, 1), "1,3");
    CHECK_STR(decimal_text(mem, LANG_EN, 1.25, 2), "1.25");
    CHECK_STR(decimal_text(mem, LANG_NN, 12345.0, 0), "12\u00a0345");
    CHECK_STR(decimal_text(mem, LANG_NB, -0.04, 1), "0,0");
    CHECK_STR(decimal_text(mem, LANG_NB, -2.5, 1), "\u22122,5");
    CHECK_STR(decimal_text(mem, LANG_NB, NOT_A_NUMBER, 1), "\u2013");
    CHECK_STR(decimal_text(mem, LANG_NB, 1 / zero, 1), "\u2013");
    CHECK_STR(decimal_raw(mem, -0.25, 2), "-0.25");
    CHECK_STR(decimal_raw(mem, 12345.006, 3), "12345.006");
    CHECK_STR(decimal_raw(mem, NOT_A_NUMBER, 3), "");
}

TEST(axis_steps_are_round)
{
    CHECK(chart_step(0, 5) == 1);
    CHECK(chart_step(5, 5) == 1);
    CHECK(chart_step(9, 5) == 2);
    CHECK(chart_step(23, 5) == 5);
    CHECK(chart_step(26, 5) == 10);
    CHECK(chart_step(4000, 5) == 1000);
    CHECK(chart_step(NOT_A_NUMBER, 5) == 1);
}

TEST(bars_late_from_the_goal)
{
    const double share[] = {10, 20, 5, 0};
    const struct str tick[] = {STR("0"), STR("4"), STR("8"), STR("12")};
    struct page pg = page_for(mem, LANG_NB);
    const struct chart c = {.id = STR("f"),
                            .title = STR("T<x>"),
                            .description = STR("\"D\" & d"),
                            .x_label = STR("uker"),
                            .y_label = STR("andel"),
                            .y_unit = STR(" %"),
                            .tick = tick,
                            .n = 4,
                            .bar = share,
                            .late_from = 2,
                            .moment = {1.5, STR("mål <8>")}};

    tpl_chart(&pg, &c);
    CHECK(has(&pg, "role=\"img\" aria-labelledby=\"f-t f-d\"><title "
                   "id=\"f-t\">T&lt;x&gt;</title>"));
    CHECK(has(&pg, "<desc id=\"f-d\">&quot;D&quot; &amp; d</desc>"));
    CHECK_EQ(times(&pg, "<rect class=\"ak-stolpe\""), 2);
    CHECK_EQ(times(&pg, "<rect class=\"ak-stolpe ak-stolpe--sein\""), 2);
    CHECK(has(&pg, "height=\"194.0\"")); /* the highest fills the plot */
    CHECK(has(&pg, ">20 %</text>"));
    CHECK(has(&pg, "mål &lt;8&gt;"));
    CHECK(has(&pg, "><title>uker 8: 5,0 %</title></rect>"));
    CHECK(!has(&pg, "style="));
}

TEST(lines_with_bands_and_gaps)
{
    const double y[] = {1, 2, NOT_A_NUMBER, 4};
    const double low[] = {0.5, 1, NOT_A_NUMBER, 3};
    const double high[] = {1.5, 3, NOT_A_NUMBER, 5};
    struct page pg = page_for(mem, LANG_EN);
    const struct chart c = {.id = STR("k"),
                            .n = 4,
                            .x_label = STR("weeks"),
                            .line = {{STR("middle"), y, low, high}},
                            .lines = 1,
                            .points = true,
                            .goal = {4.5, STR("goal")},
                            .late_from = 4};

    tpl_chart(&pg, &c);
    CHECK_EQ(times(&pg, "<polyline"), 2); /* a gap makes two */
    CHECK_EQ(times(&pg, "<polygon"), 1);
    CHECK_EQ(times(&pg, "<circle"), 3);
    CHECK_EQ(times(&pg, "class=\"ak-maal\""), 1);
    CHECK(!has(&pg, "nan"));
    CHECK(has(&pg, ">middle</text>"));
    CHECK(
        has(&pg, "><title>middle, weeks: 2.0 (1.0\u20133.0)</title></circle>"));
}

/* One value, all zero, very large, far below one: always a picture. */
TEST(odd_numbers_still_give_a_picture)
{
    const double odd[] = {0, 1e-5, 1e14, -3, 1 / zero};

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct page pg = page_for(mem, LANG_NN);
        const struct chart c = {.id = STR("o"),
                                .n = 1,
                                .bar = &odd[i],
                                .late_from = 1,
                                .line = {{STR("l"), &odd[i], NULL, NULL}},
                                .lines = 1};

        tpl_chart(&pg, &c);
        CHECK(str_ends(buf_done(pg.out), STR("</svg>\n")));
        CHECK(times(&pg, "ak-linje") < 20);
    }
}
