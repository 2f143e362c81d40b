/* Escalation (avklaring i særlig komplekse saker): levels, and what may be told
 * without identity. Pure. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_ESCALATION_H
#define HELHET_REFERRAL_ESCALATION_H

#include "base/err.h"
#include "base/telltale.h"

/* Source: R652; the regional agreement names the routine, not its terms. */
enum {
    LEVEL_CASE = 1,    /* the case's people */
    LEVEL_LEADERS = 2, /* the leaders' contact points */
    LEVEL_AU = 3,      /* AU: without identity */
    LEVEL_SYSTEM = 4   /* system meeting: without identity */
};
int escalation_level_message(int64_t level);

/* Ages are told in bands: 0-6, 7-12, 13-17; empty when not known, "18+". */
struct str escalation_age_band(int32_t age);

#endif
