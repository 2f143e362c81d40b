/* Words of a case's log: each action and each ground about a case has its own.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "casefile/log_pages.h"
#include "text/messages_casefile.h"

/* Relations to a child's case; the others are to bodies, agreements, accounts.
 */
#define TO_A_CASE                                                              \
    (REL_BIT(PARTICIPANT) | REL_BIT(TEAM) | REL_BIT(HOLDER) |                  \
     REL_BIT(HOLDER_LEADER) | REL_BIT(OFFERED) | REL_BIT(REQUESTER) |          \
     REL_BIT(DECIDER) | REL_BIT(ASSESSOR) | REL_BIT(RECIPIENT) |               \
     REL_BIT(AUTHOR) | REL_BIT(SELF) | REL_BIT(GUARDED) | REL_BIT(EMERGENCY) | \
     REL_BIT(LINKED) | REL_BIT(FOSTERED))

/* Looks about no child's case that have no relation to tell them by. */
static bool
is_of_no_case(enum action a)
{
    return a == ACT_BETWEEN_LIST || a == ACT_BETWEEN_VIEW ||
           a == ACT_ESCALATION_AU;
}

static bool
is_about_a_case(enum action a)
{
    const struct action_rule *r = action_rule(a);

    return (r->relations & TO_A_CASE) != 0 || r->class_ != 0 ||
           (r->audit == AUDIT_LOOK && !is_of_no_case(a));
}

TEST(each_look_has_its_words)
{
    int n = 0;

    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        enum action a = (enum action)i;

        if (!is_about_a_case(a))
            continue;
        n++;
        test_check(look_word_message(a) != 0, action_rule(a)->word, TEST_WHERE);
    }
    CHECK(n > 60);
    CHECK_EQ(look_word_message(ACT_AGREEMENT_SIGN), 0);
}

TEST(each_ground_has_its_words)
{
    for (int i = 0; i < REL_COUNT; i++) {
        if ((1u << i & TO_A_CASE) != 0)
            test_check(look_ground_message(1u << i) != 0,
                       relation_word((enum relation)i), TEST_WHERE);
    }
    CHECK_EQ(look_ground_message(0), 0);
    /* the nearest is told */
    CHECK_EQ(look_ground_message(REL_BIT(PARTICIPANT) | REL_BIT(HOLDER)),
             MSG_GROUND_HOLDER);
}
