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
                                   .age = starts == RETENTION_BIRTHDAY ? 18
                                                                       : -1,
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
                                .last_on = date_ymd(2021, 5, 3),
                                .born = date_ymd(2012, 2, 29)};
    return &k;
}

TEST(without_a_rule_everything_is_kept)
{
    struct retention_rules none = {0};
    struct retention_term t = retention_term_of(&none, a_case(),
                                                date_ymd(2150, 1, 1));

    (void)mem;
    CHECK(t.rule == NULL);
    CHECK(date_is_none(t.until));
    CHECK(!t.cannot_reckon);
}

static struct str
until(struct arena *mem, struct retention_rules *rules)
{
    struct date today = date_ymd(2026, 11, 22);

    return date_format(mem, retention_term_of(rules, a_case(), today).until);
}

TEST(the_years_run_from_the_day_that_the_rule_says)
{
    struct retention_rule r = rule("A", 10, RETENTION_CLOSED);
    struct retention_rules rules = {&r, 1};

    CHECK_STR(until(mem, &rules), "2030-02-28");
    r = rule("A", 10, RETENTION_LAST_EVENT);
    CHECK_STR(until(mem, &rules), "2031-05-03");
    r = rule("A", 10, RETENTION_BIRTHDAY);
    CHECK_STR(until(mem, &rules), "2040-03-01"); /* 18 on 1 March 2030 */
    r.age = 20;
    CHECK_STR(until(mem, &rules), "2042-02-28"); /* 20 on 29 February 2032 */
}

TEST(a_birthday_that_nobody_knows_cannot_be_reckoned)
{
    struct retention_rule r[] = {rule("A", 10, RETENTION_BIRTHDAY),
                                 rule("B", 10, RETENTION_CLOSED)};
    struct retention_rules rules = {r, 1};
    struct retention_case k = *a_case();
    struct date today = date_ymd(2026, 11, 22);
    struct retention_term t;

    k.born = DATE_NONE;
    t = retention_term_of(&rules, &k, today);
    CHECK(t.cannot_reckon && t.rule == &r[0]);
    CHECK(date_is_none(t.until));
    rules.n = 2; /* what another rule says stands beside it, in any order */
    for (int i = 0; i < 2; i++) {
        t = retention_term_of(&rules, &k, today);
        CHECK(t.cannot_reckon && t.rule->starts == RETENTION_BIRTHDAY);
        CHECK_STR(date_format(mem, t.until), "2030-02-28");
        r[0] = rule("B", 10, RETENTION_CLOSED);
        r[1] = rule("A", 10, RETENTION_BIRTHDAY);
    }
    CHECK(retention_asks_birth(&rules, today));
    r[1].valid_to = date_ymd(2026, 11, 21);
    CHECK(!retention_asks_birth(&rules, today));
    CHECK(!retention_term_of(&rules, &k, today).cannot_reckon);
}

TEST(the_longest_rule_that_fits_holds)
{
    struct retention_rule r[] = {rule("A", 10, RETENTION_CLOSED),
                                 rule("B", 25, RETENTION_CLOSED),
                                 rule("C", 60, RETENTION_CLOSED)};
    struct retention_rules rules = {r, 3};
    struct date today = date_ymd(2026, 11, 22);

    r[2].any_type = false;
    r[2].unit_type = UNIT_BUP;
    CHECK_STR(until(mem, &rules), "2045-02-28");
    CHECK(retention_term_of(&rules, a_case(), today).rule == &r[1]);
    r[2].unit_type = UNIT_CHILD_WELFARE;
    CHECK(retention_term_of(&rules, a_case(), today).rule == &r[2]);
}

TEST(a_rule_holds_on_its_days_only)
{
    struct retention_rule r = rule("A", 1, RETENTION_CLOSED);
    struct retention_rules rules = {&r, 1};
    const struct retention_case *k = a_case();

    (void)mem;
    r.valid_to = date_ymd(2026, 12, 31);
    CHECK(!retention_term_of(&rules, k, date_ymd(2025, 12, 31)).rule);
    CHECK(retention_term_of(&rules, k, date_ymd(2026, 1, 1)).rule == &r);
    CHECK(retention_term_of(&rules, k, date_ymd(2026, 12, 31)).rule == &r);
    CHECK(!retention_term_of(&rules, k, date_ymd(2027, 1, 1)).rule);
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
