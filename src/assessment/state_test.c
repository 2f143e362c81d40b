/* The state table of an assessment: whole, reachable, with a way to an end.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/state.h"

#include "base/test.h"
#include "text/messages_assessment.h"

/* All states that can be reached from `start`, as bits. */
static uint32_t
reach(uint32_t start)
{
    uint32_t seen = start;
    uint32_t before = 0;

    while (seen != before) {
        before = seen;
        for (unsigned i = 0; i < THK_STEP_COUNT; i++)
            if ((thk_transition((enum thk_step)i)->from & seen) != 0)
                seen |= 1u << thk_transition((enum thk_step)i)->to;
    }
    return seen;
}

TEST(every_state_is_reached_from_a_draft)
{
    (void)mem;
    CHECK_EQ(reach(1u << THK_DRAFT), (1u << THK_STATE_COUNT) - 1);
}

TEST(every_state_that_is_no_end_leads_to_one)
{
    (void)mem;
    for (unsigned s = 0; s < THK_STATE_COUNT; s++) {
        uint32_t all = reach(1u << s);

        CHECK((all & (1u << THK_CLOSED | 1u << THK_WITHDRAWN |
                      1u << THK_DECLINED)) != 0);
        if (s != THK_DECLINED)
            CHECK_EQ(thk_state_is_end((enum thk_state)s),
                     thk_steps_from((enum thk_state)s) == 0);
    }
}

TEST(a_goal_that_starts_is_stopped_on_every_road_to_an_end)
{
    (void)mem;
    CHECK((thk_transition(THK_STEP_WITHDRAW)->stops &
           1u << THK_GOAL_DECISION) != 0);
    CHECK((thk_transition(THK_STEP_DECLINE)->stops & 1u << THK_GOAL_DECISION) !=
          0);
    CHECK((thk_transition(THK_STEP_FINISH)->stops & 1u << THK_GOAL_REPORT) !=
          0);
}

TEST(a_step_from_the_wrong_state_is_a_conflict)
{
    CHECK_ERR(thk_step_check(mem, THK_DRAFT, THK_STEP_OFFER, ~0u), CONFLICT,
              MSG_THK_WRONG_STATE);
    CHECK(!thk_step_check(mem, THK_DRAFT, THK_STEP_SEND, ~0u));
}

TEST(each_missing_need_is_told)
{
    const struct err *err = thk_step_check(mem, THK_ASSESSED, THK_STEP_DECLINE,
                                           0);

    CHECK_ERR(err, INVALID, MSG_THK_NEED_DECISION);
    CHECK(err && err->next && err->next->next && !err->next->next->next);
}
