/* The window of the yearly evaluation, and what must be answered.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/evaluation.h"

#include "base/test.h"
#include "text/messages_text.h"

TEST(opens_before_the_last_meeting_of_the_year)
{
    struct meeting row[] = {
        {.id = {1}, .held_on = date_ymd(2027, 1, 20)},
        {.id = {2}, .held_on = date_ymd(2026, 12, 3)},
        {.id = {3},
         .held_on = date_ymd(2026, 12, 17),
         .state = MEETING_CANCELLED},
        {.id = {4}, .held_on = date_ymd(2026, 9, 17), .state = MEETING_SENT}};
    struct evaluation_window w = evaluation_window_of(row, 4, 2026, 30,
                                                      date_ymd(2026, 11, 2));

    CHECK_EQ(w.last->id.v, 2);
    CHECK_DATE(w.opens, "2026-11-03");
    CHECK(!w.open);
    w = evaluation_window_of(row, 4, 2026, 30, date_ymd(2026, 11, 3));
    CHECK(w.open);
    row[1].state = MEETING_HELD;
    CHECK(evaluation_window_of(row, 4, 2026, 30, date_ymd(2026, 12, 9)).open);
    row[1].state = MEETING_SENT;
    CHECK(!evaluation_window_of(row, 4, 2026, 30, date_ymd(2026, 12, 9)).open);
    w = evaluation_window_of(row, 4, 2025, 30, date_ymd(2026, 11, 3));
    CHECK(!w.last && !w.open);
}

TEST(everything_must_be_answered_to_submit)
{
    struct evaluation e = {
        .works = STR("Ja"), .change = STR("Mer"), .score = {1, 5, 3, 4}};

    CHECK(!evaluation_check(mem, &e));
    e.score[2] = 0;
    CHECK_ERR(evaluation_check(mem, &e), INVALID, MSG_FORM_CHOICE);
    e.score[2] = 3;
    e.change = STR_NONE;
    CHECK_ERR(evaluation_check(mem, &e), INVALID, MSG_FORM_REQUIRED);
}
