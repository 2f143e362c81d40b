/* Tests of shares: what may be put down, and who may consent when.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/share.h"

#include "base/test.h"
#include "text/messages.h"

static struct consent_rule
rule(const char *id, int32_t from, int32_t to, struct date valid_from,
     struct date valid_to)
{
    struct consent_rule r = {.id = str_of(id),
                             .age_from = from,
                             .age_to = to,
                             .valid_from = valid_from,
                             .valid_to = valid_to};

    CHECK(consent_rule_map(&r));
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
        rule("C2", 0, 12, date_ymd(2026, 7, 1), DATE_NONE),
    };
    struct consent_facts f = {MATTER_HEALTH, 14, CARE_HOME};

    CHECK(consent_find(r, 2, &f, date_ymd(2026, 6, 30)) == &r[0]);
    CHECK(consent_find(r, 2, &f, date_ymd(2026, 7, 1)) == NULL);
    f.age = 12;
    CHECK(consent_find(r, 2, &f, date_ymd(2026, 7, 1)) == &r[1]);
    (void)mem;
}

TEST(share_by_consent_says_who_and_how)
{
    struct share s = {.from_unit = {1},
                      .to_unit = {2},
                      .basis = BASIS_CONSENT,
                      .valid_from = {10}};
    const struct err *e = share_check(mem, &s);

    CHECK_ERR(e, INVALID, MSG_SHARE_WHO_CONSENTED);
    CHECK(e && e->next && e->next->msg == MSG_SHARE_SOURCE_NEEDED);
    s.consented = true;
    s.source = STR("on paper");
    CHECK(!share_check(mem, &s));
    s.valid_to = (struct instant){10};
    CHECK_ERR(share_check(mem, &s), INVALID, MSG_SHARE_ENDS_BEFORE);
}

TEST(share_to_oneself_is_only_ones_own)
{
    struct share s = {
        .from_unit = {1}, .to_unit = {1}, .basis = BASIS_NECESSARY};

    CHECK_ERR(share_check(mem, &s), INVALID, MSG_SHARE_TO_ITSELF);
    s.basis = BASIS_OWN;
    CHECK(!share_check(mem, &s));
}

TEST(share_is_active_until_the_instant_it_ends)
{
    struct share s = {.valid_from = {10}, .valid_to = {20}};

    CHECK(!share_is_active(&s, (struct instant){9}));
    CHECK(share_is_active(&s, (struct instant){10}));
    CHECK(!share_is_active(&s, (struct instant){20}));
    s.ended_at = (struct instant){15};
    CHECK(share_is_active(&s, (struct instant){14}));
    CHECK(!share_is_active(&s, (struct instant){15}));
    (void)mem;
}

TEST(share_words_go_both_ways)
{
    enum purpose p = PURPOSE_COUNT;
    enum basis b = BASIS_COUNT;
    enum care k = CARE_COUNT;
    enum consenter w = CONSENTER_COUNT;

    for (int i = 0; i < PURPOSE_COUNT; i++)
        CHECK(purpose_parse(str_of(purpose_word((enum purpose)i)), &p) &&
              (int)p == i);
    for (int i = 0; i < BASIS_COUNT; i++)
        CHECK(basis_parse(str_of(basis_word((enum basis)i)), &b) &&
              (int)b == i);
    for (int i = 0; i < CARE_COUNT; i++)
        CHECK(care_parse(str_of(care_word((enum care)i)), &k) && (int)k == i);
    for (int i = 0; i < CONSENTER_COUNT; i++)
        CHECK(consenter_parse(str_of(consenter_word((enum consenter)i)), &w) &&
              (int)w == i);
    CHECK(!basis_parse(STR("whatever"), &b));
    (void)mem;
}
