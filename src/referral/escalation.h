/* Escalation (avklaring i særlig komplekse saker): levels, and what may be told
 * without identity. Pure. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_ESCALATION_H
#define HELHET_REFERRAL_ESCALATION_H

#include "base/err.h"

/* Source: R652; the regional agreement names the routine, not its terms. */
enum {
    LEVEL_CASE = 1,    /* the case's people */
    LEVEL_LEADERS = 2, /* the leaders' contact points */
    LEVEL_AU = 3,      /* AU: without identity */
    LEVEL_SYSTEM = 4   /* system meeting: without identity */
};
int escalation_level_message(int64_t level);

/* What would tell who the child is. */
enum telltale {
    TELLTALE_NONE,
    TELLTALE_NAME,   /* a name of the case: people, units, places */
    TELLTALE_NUMBER, /* six digits or more in a row, blanks apart */
    TELLTALE_DATE    /* a day, or a year of birth */
};
/* The first thing in `text` that tells who the child is: one of `word` as a
 * whole word (ASCII case does not matter; shorter than two bytes are passed
 * over), a long number, a date or a year. *out_at is what was found. */
enum telltale escalation_telltale(struct str text, const struct str *word,
                                  size_t n, struct str *out_at);
/* Ages are told in bands: 0-6, 7-12, 13-17; empty when not known, "18+". */
struct str escalation_age_band(int32_t age);

#endif
