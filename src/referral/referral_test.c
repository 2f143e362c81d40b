/* Tests of the rules of referrals: who may, both clocks, pauses.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral.h"

#include "base/test.h"

static struct function_row
function(enum function_kind kind, enum unit_type unit, enum profession p)
{
    return (struct function_row){
        .kind = kind, .unit_type = unit, .profession = p};
}

TEST(doctor_psychologist_and_leader_of_child_welfare_may_refer)
{
    struct function_row f = function(FUNCTION_LEADER, UNIT_CHILD_WELFARE,
                                     PROFESSION_NONE);

    (void)mem;
    CHECK_EQ(referrer_of(&f), REFERRER_LEADER);
    f = function(FUNCTION_CASEWORKER, UNIT_CHILD_WELFARE, PROFESSION_NONE);
    CHECK_EQ(referrer_of(&f), REFERRER_NONE);
    f = function(FUNCTION_LEADER, UNIT_BUP, PROFESSION_NONE);
    CHECK_EQ(referrer_of(&f), REFERRER_NONE);
    f = function(FUNCTION_THERAPIST, UNIT_FASTLEGE, PROFESSION_NONE);
    CHECK_EQ(referrer_of(&f), REFERRER_DOCTOR);
    f = function(FUNCTION_THK_MEMBER, UNIT_THK_TEAM,
                 PROFESSION_PSYCHOLOGIST_BUP);
    CHECK_EQ(referrer_of(&f), REFERRER_PSYCHOLOGIST);
    f = function(FUNCTION_THK_MEMBER, UNIT_THK_TEAM, PROFESSION_NURSE);
    CHECK_EQ(referrer_of(&f), REFERRER_NONE);
}

TEST(ten_working_days_from_receipt_pass_over_holidays)
{
    (void)mem;
    /* Easter 2027 is 28 March: Thursday, Friday and Monday do not count. */
    CHECK_DATE(referral_due(date_ymd(2027, 3, 22), 10, NULL, 0), "2027-04-08");
    /* 24 and 31 December count, 25, 26 and 1 January do not. */
    CHECK_DATE(referral_due(date_ymd(2026, 12, 18), 10, NULL, 0), "2027-01-05");
    CHECK_DATE(referral_due(date_ymd(2026, 11, 23), 65, NULL, 0), "2027-02-24");
    CHECK(date_is_none(referral_due(DATE_NONE, 10, NULL, 0)));
}

TEST(a_clock_that_stood_still_ends_later_by_those_working_days)
{
    struct referral_pause p[] = {
        {.from_on = date_ymd(2026, 11, 25), .to_on = date_ymd(2026, 12, 2)},
        {.from_on = date_ymd(2026, 12, 4), .to_on = DATE_NONE}};

    (void)mem;
    CHECK_DATE(referral_due(date_ymd(2026, 11, 23), 10, p, 1), "2026-12-14");
    CHECK(date_is_none(referral_due(date_ymd(2026, 11, 23), 10, p, 2)));
    /* a pause of the first clock does not move the second */
    CHECK_DATE(referral_due(date_ymd(2026, 12, 3), 5, p, 1), "2026-12-10");
}

TEST(the_outer_limit_is_for_those_under_twenty_three)
{
    (void)mem;
    CHECK(referral_is_young(0) && referral_is_young(22));
    CHECK(!referral_is_young(23) && !referral_is_young(-1));
}
