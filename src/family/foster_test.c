/* Tests of what a foster home may: periods by the day, the rules of 2026, who
 * decides where they do not agree. SPDX-License-Identifier: EUPL-1.2 */
#include "family/foster.h"

#include "base/test.h"
#include "text/messages_family.h"

TEST(access_holds_on_its_first_and_its_last_day)
{
    struct family_link l = {.from = date_ymd(2026, 3, 1),
                            .to = date_ymd(2026, 3, 31)};
    const struct {
        int month;
        int day;
        enum foster_link_state state;
    } at[] = {{2, 28, FOSTER_LINK_LATER},
              {3, 1, FOSTER_LINK_OPEN},
              {3, 31, FOSTER_LINK_OPEN},
              {4, 1, FOSTER_LINK_OVER}};

    for (size_t i = 0; i < ARRAY_LEN(at); i++)
        CHECK_EQ(foster_link_state_of(&l, CARE_ORDER_5_1, CARE_ORDER_5_1,
                                      date_ymd(2026, at[i].month, at[i].day)),
                 at[i].state);
    l.to = DATE_NONE;
    CHECK_EQ(foster_link_state_of(&l, CARE_ORDER_5_1, CARE_ORDER_5_1,
                                  date_ymd(2036, 1, 1)),
             FOSTER_LINK_OPEN);
    (void)mem;
}

TEST(access_rests_on_one_care_situation)
{
    struct family_link l = {.from = date_ymd(2026, 3, 1), .to = DATE_NONE};
    struct date on = date_ymd(2026, 3, 2);

    for (int given = 0; given < CARE_COUNT; given++) {
        for (int now = 0; now < CARE_COUNT; now++) {
            bool fits = given == now && now != CARE_HOME &&
                        now != CARE_INSTITUTION_6_1 &&
                        now != CARE_INSTITUTION_6_2;

            CHECK_EQ(foster_link_state_of(&l, (enum care)given, (enum care)now,
                                          on) == FOSTER_LINK_OPEN,
                     fits);
        }
    }
    (void)mem;
}

TEST(a_period_has_a_beginning_and_no_end_behind)
{
    struct date today = date_ymd(2026, 3, 10);
    struct date before = date_ymd(2026, 3, 9);

    CHECK(!foster_check_period(mem, before, DATE_NONE, today));
    CHECK(!foster_check_period(mem, today, today, today));
    CHECK_ERR(foster_check_period(mem, DATE_NONE, DATE_NONE, today), INVALID,
              MSG_FOSTER_FROM_NEEDED);
    CHECK_ERR(foster_check_period(mem, before, before, today), INVALID,
              MSG_FOSTER_TO_PAST);
    CHECK_ERR(foster_check_period(mem, date_ymd(2026, 3, 12),
                                  date_ymd(2026, 3, 11), today),
              INVALID, MSG_FOSTER_TO_BEFORE);
}

static const struct consent_rule by_service = {.id = {"C3", 2},
                                               .who = CONSENTER_CHILD_WELFARE};
static const struct consent_rule by_carers = {
    .id = {"C19", 3}, .who = CONSENTER_CARERS, .adds = true};
static const struct consent_rule by_child = {
    .id = {"C4", 2}, .who = CONSENTER_CHILD, .adds = true};

TEST(only_a_rule_that_names_carers_lets_them_consent)
{
    struct consent_answer a = {.matter = MATTER_HEALTH};

    CHECK_EQ(foster_part_of(&a), FOSTER_ASK_LAWYER);
    a.rule = &by_service;
    a.also[a.also_n++] = &by_child;
    CHECK_EQ(foster_part_of(&a), FOSTER_NOT);
    CHECK(!foster_may_answer(&a));
    a.also[a.also_n++] = &by_carers;
    CHECK_EQ(foster_part_of(&a), FOSTER_TOGETHER);
    CHECK(foster_may_answer(&a));
    a = (struct consent_answer){.rule = &by_carers};
    CHECK_EQ(foster_part_of(&a), FOSTER_STANDS_IN);
    CHECK(!foster_may_answer(&a));
    (void)mem;
}

TEST(the_service_decides_where_they_do_not_agree)
{
    struct foster_ask a = {.id = 7, .words = STR("Synsprøve")};
    struct consent_answer rules = {
        .rule = &by_service, .also = {&by_carers}, .also_n = 1};
    struct consent_answer none = {.rule = &by_service};

    CHECK(!foster_check_ask(mem, &a, &rules));
    CHECK_ERR(foster_check_ask(mem, &a, &none), INVALID, MSG_FOSTER_NOT_THEIRS);
    CHECK(!foster_check_answer(mem, &a, &rules));
    CHECK_ERR(foster_check_answer(mem, &a, &none), CONFLICT,
              MSG_FOSTER_NOT_YOURS);
    CHECK(!foster_check_decision(mem, &a, FOSTER_YES, STR("Haster")));
    a.answer = FOSTER_NO;
    CHECK_EQ(foster_ask_state_of(&a), FOSTER_DISAGREES);
    CHECK_ERR(foster_check_answer(mem, &a, &rules), CONFLICT,
              MSG_FOSTER_ANSWERED_ALREADY);
    CHECK_ERR(foster_check_decision(mem, &a, FOSTER_OPEN, STR("w")), INVALID,
              MSG_FOSTER_DECISION_NEEDED);
    CHECK_ERR(foster_check_decision(mem, &a, FOSTER_NO, STR_NONE), INVALID,
              MSG_FOSTER_WHY_NEEDED);
    CHECK(!foster_check_decision(mem, &a, FOSTER_YES, STR("w")));
    a.decision = FOSTER_YES;
    CHECK_EQ(foster_ask_state_of(&a), FOSTER_DECIDED_YES);
    CHECK_ERR(foster_check_decision(mem, &a, FOSTER_NO, STR("w")), CONFLICT,
              MSG_FOSTER_DECIDED_ALREADY);
    a = (struct foster_ask){.answer = FOSTER_YES};
    CHECK_EQ(foster_ask_state_of(&a), FOSTER_CONSENTED);
    CHECK_ERR(foster_check_decision(mem, &a, FOSTER_NO, STR("w")), CONFLICT,
              MSG_FOSTER_DECIDED_ALREADY);
}

TEST(an_appointment_has_a_day_ahead_and_words)
{
    struct foster_day d = {.day = DATE_NONE};
    struct date today = date_ymd(2026, 3, 10);

    CHECK_ERR(foster_check_day(mem, &d, today), INVALID, MSG_FOSTER_DAY_NEEDED);
    d.day = date_ymd(2026, 3, 9);
    CHECK_ERR(foster_check_day(mem, &d, today), INVALID, MSG_FOSTER_DAY_PAST);
    d.day = today;
    CHECK_ERR(foster_check_day(mem, &d, today), INVALID,
              MSG_FOSTER_WHAT_NEEDED);
    d.words = STR("Kl. 9");
    CHECK(!foster_check_day(mem, &d, today));
}
