/* Tests of who may consent when.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/consent.h"

#include "base/test.h"

static struct consent_rule
rule(const char *id, int32_t from, int32_t to, struct date valid_from,
     struct date valid_to)
{
    struct consent_rule row = {.id = str_of(id),
                               .age_from = from,
                               .age_to = to,
                               .valid_from = valid_from,
                               .valid_to = valid_to};
    struct consent_rule r = {0};
    bool found = false;

    for (size_t m = 0; m < consent_map_size() && !found; m++)
        found = consent_rule_map(m, &row, &r);
    CHECK(found);
    return r;
}

TEST(consent_for_assessment_follows_age_and_care)
{
    struct consent_rule r[] = {
        rule("C11", 0, 14, DATE_NONE, DATE_NONE),
        rule("C12", 0, 14, DATE_NONE, DATE_NONE),
        rule("C13", 15, 17, DATE_NONE, DATE_NONE),
    };
    struct date on = date_ymd(2026, 11, 23);
    struct consent_facts f = {MATTER_ASSESSMENT, 14, CARE_VOLUNTARY};

    CHECK_EQ(consent_find(r, 3, &f, on)->who, CONSENTER_PARENTS);
    f.care = CARE_ORDER_5_1;
    CHECK_EQ(consent_find(r, 3, &f, on)->who, CONSENTER_CHILD_WELFARE);
    f.age = 15;
    CHECK_EQ(consent_find(r, 3, &f, on)->who, CONSENTER_CHILD);
    f.age = 18;
    CHECK(consent_find(r, 3, &f, on) == NULL);
    f.matter = MATTER_HEALTH;
    CHECK(consent_find(r, 3, &f, on) == NULL);
    (void)mem;
}

TEST(consent_rules_hold_in_their_dates)
{
    struct consent_rule r[] = {
        rule("C2", 0, 15, DATE_NONE, date_ymd(2026, 6, 30)),
        rule("C2/2", 0, 12, date_ymd(2026, 7, 1), DATE_NONE),
    };
    struct consent_facts f = {MATTER_HEALTH, 14, CARE_HOME};

    CHECK(consent_find(r, 2, &f, date_ymd(2026, 6, 30)) == &r[0]);
    CHECK(consent_find(r, 2, &f, date_ymd(2026, 7, 1)) == NULL);
    f.age = 12;
    CHECK(consent_find(r, 2, &f, date_ymd(2026, 7, 1)) == &r[1]);
    (void)mem;
}

TEST(carers_come_in_beside_the_service_and_never_decide_alone)
{
    struct date from = date_ymd(2026, 1, 1);
    struct consent_rule r[] = {
        rule("C3", 0, 15, DATE_NONE, DATE_NONE),
        rule("C19", 0, 15, from, DATE_NONE),
    };
    struct consent_facts f = {MATTER_HEALTH, 9, CARE_ORDER_5_1};
    struct consent_answer a = consent_answer(r, 2, &f, date_ymd(2025, 12, 31));

    CHECK_EQ(a.rule->who, CONSENTER_CHILD_WELFARE);
    CHECK_EQ(a.also_n, 0);
    a = consent_answer(r, 2, &f, from);
    CHECK_EQ(a.rule->who, CONSENTER_CHILD_WELFARE);
    CHECK_EQ(a.also_n, 1);
    CHECK_EQ(a.also[0]->who, CONSENTER_CARERS);
    (void)mem;
}

TEST(the_next_change_is_a_birthday_or_a_rules_date)
{
    struct consent_rule r[] = {
        rule("C2", 0, 15, DATE_NONE, DATE_NONE),
        rule("C1", 16, -1, DATE_NONE, DATE_NONE),
    };
    struct consent_answer later = {0};
    struct date born = date_ymd(2012, 2, 29);
    struct date on = date_ymd(2026, 11, 23);

    CHECK_DATE(consent_next(r, 2, MATTER_HEALTH, CARE_HOME, born, on, &later),
               "2028-02-29");
    CHECK_EQ(later.rule->who, CONSENTER_CHILD);
    on = date_ymd(2028, 2, 29);
    CHECK(date_is_none(
        consent_next(r, 2, MATTER_HEALTH, CARE_HOME, born, on, &later)));
    (void)mem;
}

TEST(consent_words_go_both_ways)
{
    enum care k = CARE_COUNT;
    enum consenter w = CONSENTER_COUNT;
    enum consent_matter m = MATTER_COUNT;

    for (int i = 0; i < CARE_COUNT; i++)
        CHECK(care_parse(str_of(care_word((enum care)i)), &k) && (int)k == i);
    for (int i = 0; i < CONSENTER_COUNT; i++)
        CHECK(consenter_parse(str_of(consenter_word((enum consenter)i)), &w) &&
              (int)w == i);
    for (int i = 0; i < MATTER_COUNT; i++)
        CHECK(matter_parse(str_of(matter_word((enum consent_matter)i)), &m) &&
              (int)m == i);
    CHECK(!matter_parse(STR("whatever"), &m));
    (void)mem;
}
