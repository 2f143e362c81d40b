/* Tests of the retention rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/retention.h"

#include "base/test.h"

static struct retention_rule
rule(const char *name, int years, enum retention_start starts)
{
    return (struct retention_rule){.rule = str_of(name),
                                   .any_type = true,
                                   .years = years,
                                   .starts = starts,
                                   .valid_from = date_ymd(2026, 1, 1),
                                   .valid_to = DATE_NONE,
                                   .source = STR("made up")};
}

static const struct retention_case *
a_case(void)
{
    static struct retention_case k;

    k = (struct retention_case){.opened_by = UNIT_CHILD_WELFARE,
                                .closed_on = date_ymd(2020, 2, 29),
                                .last_on = date_ymd(2021, 5, 3)};
    return &k;
}

TEST(without_a_rule_everything_is_kept)
{
    const struct retention_rule *by = NULL;
    struct retention_rules none = {0};

    (void)mem;
    CHECK(date_is_none(
        retention_kept_until(&none, a_case(), date_ymd(2150, 1, 1), &by)));
    CHECK(by == NULL);
}

TEST(the_years_run_from_the_day_that_the_rule_says)
{
    const struct retention_rule *by = NULL;
    struct retention_rule r = rule("A", 10, RETENTION_CLOSED);
    struct retention_rules rules = {&r, 1};
    struct date today = date_ymd(2026, 11, 22);

    CHECK_STR(
        date_format(mem, retention_kept_until(&rules, a_case(), today, &by)),
        "2030-02-28");
    CHECK(by == &r);
    r.starts = RETENTION_LAST_EVENT;
    CHECK_STR(
        date_format(mem, retention_kept_until(&rules, a_case(), today, &by)),
        "2031-05-03");
}

TEST(the_longest_rule_that_fits_holds)
{
    const struct retention_rule *by = NULL;
    struct retention_rule r[] = {rule("A", 10, RETENTION_CLOSED),
                                 rule("B", 25, RETENTION_CLOSED),
                                 rule("C", 60, RETENTION_CLOSED)};
    struct retention_rules rules = {r, 3};
    struct date today = date_ymd(2026, 11, 22);

    r[2].any_type = false;
    r[2].unit_type = UNIT_BUP;
    CHECK_STR(
        date_format(mem, retention_kept_until(&rules, a_case(), today, &by)),
        "2045-02-28");
    CHECK(by == &r[1]);
    r[2].unit_type = UNIT_CHILD_WELFARE;
    (void)retention_kept_until(&rules, a_case(), today, &by);
    CHECK(by == &r[2]);
}

TEST(a_rule_holds_on_its_days_only)
{
    const struct retention_rule *by = NULL;
    struct retention_rule r = rule("A", 1, RETENTION_CLOSED);
    struct retention_rules rules = {&r, 1};

    (void)mem;
    r.valid_to = date_ymd(2026, 12, 31);
    (void)retention_kept_until(&rules, a_case(), date_ymd(2025, 12, 31), &by);
    CHECK(by == NULL);
    (void)retention_kept_until(&rules, a_case(), date_ymd(2026, 1, 1), &by);
    CHECK(by == &r);
    (void)retention_kept_until(&rules, a_case(), date_ymd(2026, 12, 31), &by);
    CHECK(by == &r);
    (void)retention_kept_until(&rules, a_case(), date_ymd(2027, 1, 1), &by);
    CHECK(by == NULL);
}

TEST(words_of_a_start_are_read_back)
{
    enum retention_start s = RETENTION_CLOSED;

    (void)mem;
    for (int i = 0; i < RETENTION_START_COUNT; i++) {
        CHECK(retention_start_parse(
            str_of(retention_start_word((enum retention_start)i)), &s));
        CHECK_EQ((int)s, i);
    }
    CHECK(!retention_start_parse(STR("soon"), &s));
}
