/* Action plans: period, states, lateness.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan.h"

#include "base/test.h"
#include "text/messages_body.h"

static struct action_plan
two_years(void)
{
    return (struct action_plan){.id = {1},
                                .returned_on = DATE_NONE,
                                .closed_on = DATE_NONE,
                                .from = date_ymd(2026, 1, 1),
                                .until = action_plan_end(date_ymd(2026, 1, 1))};
}

TEST(plan_lasts_two_years)
{
    CHECK_DATE(action_plan_end(date_ymd(2026, 1, 1)), "2027-12-31");
    CHECK_DATE(action_plan_end(date_ymd(2024, 2, 29)), "2026-02-27");
}

TEST(plan_is_in_force_when_every_party_has_endorsed)
{
    struct action_plan p = two_years();
    struct date day = date_ymd(2026, 6, 1);

    CHECK_EQ(action_plan_state_on(&p, 2, 0, day), ACTION_PLAN_DRAFT);
    p.item.v = 5;
    CHECK_EQ(action_plan_state_on(&p, 2, 0, day), ACTION_PLAN_PUT);
    CHECK_EQ(action_plan_state_on(&p, 2, 1, day), ACTION_PLAN_ENDORSED);
    CHECK_EQ(action_plan_state_on(&p, 2, 2, p.until), ACTION_PLAN_IN_FORCE);
    CHECK_EQ(action_plan_state_on(&p, 2, 2, date_add(p.until, 1)),
             ACTION_PLAN_ENDED);
    CHECK_EQ(action_plan_state_on(&p, 0, 0, day), ACTION_PLAN_PUT);
}

TEST(plan_is_a_draft_again_when_it_was_returned)
{
    struct action_plan p = two_years();
    struct date day = date_ymd(2026, 6, 1);

    p.returned_on = day;
    CHECK_EQ(action_plan_state_on(&p, 2, 0, day), ACTION_PLAN_RETURNED);
    CHECK(action_plan_is_open(ACTION_PLAN_RETURNED));
    CHECK(!action_plan_is_open(ACTION_PLAN_ENDORSED));
    p.returned_on = DATE_NONE;
    p.closed_on = day;
    CHECK_EQ(action_plan_state_on(&p, 2, 2, date_add(day, -1)),
             ACTION_PLAN_IN_FORCE);
    CHECK_EQ(action_plan_state_on(&p, 2, 2, day), ACTION_PLAN_CLOSED);
    CHECK(action_plan_is_agreed(ACTION_PLAN_CLOSED));
    CHECK(!action_plan_is_agreed(ACTION_PLAN_RETURNED));
}

TEST(the_log_tells_how_it_stood_on_a_day)
{
    struct progress row[] = {
        {.measure = {1}, .on = date_ymd(2026, 9, 1), .state = MEASURE_DONE},
        {.measure = {2}, .on = date_ymd(2026, 8, 1), .state = MEASURE_STOPPED},
        {.measure = {1},
         .on = date_ymd(2026, 3, 1),
         .state = MEASURE_UNDER_WAY}};
    struct progress_list log = {row, 3};
    measure_id one = {1};

    CHECK_EQ(measure_state_at(&log, one, date_ymd(2026, 2, 28)), MEASURE_WAITS);
    CHECK_EQ(measure_state_at(&log, one, date_ymd(2026, 8, 31)),
             MEASURE_UNDER_WAY);
    CHECK_EQ(measure_state_at(&log, one, date_ymd(2026, 9, 1)), MEASURE_DONE);
}

TEST(measure_is_late_by_date)
{
    struct measure m = {.from = date_ymd(2026, 3, 1),
                        .until = date_ymd(2026, 5, 31)};

    CHECK(!measure_is_late(&m, m.from));
    CHECK(measure_is_late(&m, date_add(m.from, 1))); /* not begun */
    m.state = MEASURE_UNDER_WAY;
    CHECK(!measure_is_late(&m, m.until));
    CHECK(measure_is_late(&m, date_add(m.until, 1)));
    m.state = MEASURE_DONE;
    CHECK(!measure_is_late(&m, date_add(m.until, 1)));
    m.state = MEASURE_STOPPED;
    CHECK(!measure_is_late(&m, date_add(m.until, 1)));
}

TEST(measure_lies_within_its_plan)
{
    struct action_plan p = two_years();
    struct measure m = {.from = p.from, .until = p.until};

    CHECK(!measure_check(mem, &p, &m));
    m.until = date_add(p.until, 1);
    CHECK_ERR(measure_check(mem, &p, &m), INVALID, MSG_MEASURE_OUTSIDE);
    m.until = p.until;
    m.from = date_add(p.from, -1);
    CHECK_ERR(measure_check(mem, &p, &m), INVALID, MSG_MEASURE_OUTSIDE);
    m.from = date_ymd(2026, 5, 2);
    m.until = date_ymd(2026, 5, 1);
    CHECK_ERR(measure_check(mem, &p, &m), INVALID, MSG_MEASURE_BACKWARDS);
}
