/* Escalation: levels, and ages told without identity. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/escalation.h"

#include "text/messages_referral.h"

int
escalation_level_message(int64_t level)
{
    switch (level) {
    case LEVEL_CASE:
        return MSG_ESCALATION_LEVEL_1;
    case LEVEL_LEADERS:
        return MSG_ESCALATION_LEVEL_2;
    case LEVEL_AU:
        return MSG_ESCALATION_LEVEL_3;
    default:
        return MSG_ESCALATION_LEVEL_4;
    }
}

struct str
escalation_age_band(int32_t age)
{
    if (age < 0)
        return STR("");
    if (age <= 6)
        return STR("0–6");
    if (age <= 12)
        return STR("7–12");
    return age <= 17 ? STR("13–17") : STR("18+");
}
