/* Tests of the deadlines' rules: terms and how much they hurry.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "deadline/deadline.h"

#include "base/test.h"
#include "base/workday.h"

TEST(term_does_not_count_its_first_day)
{
    struct date monday = date_ymd(2026, 11, 23);

    CHECK_DATE(term_end(monday, 10, TERM_WORKDAYS), "2026-12-07");
    CHECK_DATE(term_end(monday, 1, TERM_WEEKS), "2026-11-30");
    CHECK_DATE(term_end(date_ymd(2026, 1, 31), 1, TERM_MONTHS), "2026-02-28");
    CHECK_DATE(term_end(date_ymd(2024, 2, 29), 1, TERM_YEARS), "2025-02-28");
    (void)mem;
}

TEST(term_unit_reads_the_words_of_the_data)
{
    enum term_unit u = TERM_DAYS;

    CHECK(term_unit_parse(STR("virkedager"), &u) && u == TERM_WORKDAYS);
    CHECK(term_unit_parse(STR("måned"), &u) && u == TERM_MONTHS);
    CHECK(!term_unit_parse(STR("timer (om mulig)"), &u));
    (void)mem;
}

TEST(severity_counts_over_every_holiday)
{
    struct date day = date_ymd(2024, 1, 1);

    for (; date_cmp(day, date_ymd(2044, 1, 1)) < 0; day = date_add(day, 1))
        for (int n = 1; n < 20; n++) {
            struct date due = date_add(day, n);
            bool soon = workdays_between(day, due) <= 3;

            if ((deadline_severity(due, day) == SEVERITY_SOON) != soon)
                CHECK_DATE(due, "another");
        }
    (void)mem;
}

TEST(severity_counts_working_days)
{
    struct date friday = date_ymd(2026, 11, 20);

    CHECK_EQ(deadline_severity(date_add(friday, -1), friday), SEVERITY_OVER);
    CHECK_EQ(deadline_severity(friday, friday), SEVERITY_TODAY);
    CHECK_EQ(deadline_severity(date_ymd(2026, 11, 25), friday), SEVERITY_SOON);
    CHECK_EQ(deadline_severity(date_ymd(2026, 11, 26), friday), SEVERITY_LATER);
    (void)mem;
}

TEST(deadline_kind_words_go_both_ways)
{
    enum deadline_kind k = DEADLINE_KIND_COUNT;

    for (int i = 0; i < DEADLINE_KIND_COUNT; i++) {
        CHECK(deadline_kind_parse(
            str_of(deadline_kind_word((enum deadline_kind)i)), &k));
        CHECK_EQ(k, i);
    }
    (void)mem;
}
