/* Decisions: the dated rules, what must be said, the time for undoing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/decision.h"
#include "base/test.h"
#include "text/messages_assessment.h"

static struct eligibility
asked(int legal, int status, struct date on, struct date duty)
{
    struct thk_request r;

    request_init(&r);
    r.legal = legal;
    r.decision = status;
    return eligibility_of(&r, on, duty);
}

TEST(the_law_names_when_it_may_be_offered)
{
    struct date day = date_ymd(2026, 11, 23);

    for (int legal = REQUEST_LEGAL_3_2; legal <= REQUEST_LEGAL_6_2; legal++)
        CHECK_EQ(asked(legal, REQUEST_DECISION_MADE, day, DATE_NONE).verdict,
                 ELIGIBLE_MAY);
    CHECK_STR(
        asked(REQUEST_LEGAL_5_1, REQUEST_DECISION_MADE, day, DATE_NONE).law,
        "bvl. § 16-3 fjerde ledd bokstav d");
    CHECK_EQ(asked(REQUEST_LEGAL_6_1, REQUEST_DECISION_AWAITS_TRIBUNAL, day,
                   DATE_NONE)
                 .verdict,
             ELIGIBLE_MAY_NOT);
    CHECK_EQ(asked(REQUEST_LEGAL_UNSET, REQUEST_DECISION_MADE, day, DATE_NONE)
                 .verdict,
             ELIGIBLE_MAY_NOT);
}

TEST(no_offer_before_june_2022)
{
    CHECK_EQ(asked(REQUEST_LEGAL_5_1, REQUEST_DECISION_MADE,
                   date_ymd(2022, 5, 31), DATE_NONE)
                 .verdict,
             ELIGIBLE_MAY_NOT);
    CHECK_EQ(asked(REQUEST_LEGAL_5_1, REQUEST_DECISION_MADE,
                   date_ymd(2022, 6, 1), DATE_NONE)
                 .verdict,
             ELIGIBLE_MAY);
}

TEST(the_duty_to_ask_begins_on_its_day)
{
    struct date from = date_ymd(2027, 7, 1);

    CHECK_EQ(asked(REQUEST_LEGAL_5_1, REQUEST_DECISION_MADE,
                   date_ymd(2027, 6, 30), from)
                 .verdict,
             ELIGIBLE_MAY);
    CHECK_EQ(
        asked(REQUEST_LEGAL_5_1, REQUEST_DECISION_MADE, from, from).verdict,
        ELIGIBLE_MUST_BE_ASKED);
    CHECK_EQ(
        asked(REQUEST_LEGAL_4_2, REQUEST_DECISION_MADE, from, from).verdict,
        ELIGIBLE_MAY);
}

TEST(a_decision_says_why)
{
    struct decision d = {.kind = DECISION_DECLINE};
    const struct err *err = decision_check(mem, &d);

    CHECK_ERR(err, INVALID, MSG_THK_CHOOSE_REASON);
    CHECK(err && err->next && !err->next->next);
    d.reason_code = STR("examined");
    d.reason = STR("Kjent fra før.");
    CHECK(!decision_check(mem, &d));
    d.kind = DECISION_WAIT;
    CHECK_ERR(decision_check(mem, &d), INVALID, MSG_THK_CHOOSE_PRIORITY);
    d.priority = 2;
    CHECK(!decision_check(mem, &d));
}

TEST(undoing_has_its_time)
{
    const int64_t minute = 60 * (int64_t)1000000;
    struct decision d = {.id = 1,
                         .state = DECISION_STANDS,
                         .made_at = {minute},
                         .second_at = {10 * minute}};
    struct instant at = {31 * minute};

    CHECK(decision_may_undo(&d, at, 30));
    at.us++;
    CHECK(!decision_may_undo(&d, at, 30));
    CHECK(!decision_may_undo(&d, at, 0));
    d.second_by.v = 2; /* counts from the second person */
    CHECK(decision_may_undo(&d, at, 30));
    d.state = DECISION_PROPOSED;
    CHECK(!decision_may_undo(&d, at, 30));
}
