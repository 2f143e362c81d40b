/* Referrals (henvisninger) to BUP: who may, both clocks, what is told. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_REFERRAL_H
#define HELHET_REFERRAL_REFERRAL_H

#include "deadline/deadline.h"
#include "registry/function.h"

enum referrer {
    REFERRER_NONE,
    REFERRER_DOCTOR,
    REFERRER_PSYCHOLOGIST,
    REFERRER_LEADER
};
const char *referrer_word(enum referrer r);
int referrer_message(enum referrer r);
/* As what this function may refer: doctor, psychologist, or leader of child
 * welfare. NONE: it may not. Source: practice of the health trusts (pages on
 * referral to BUP); R651. */
enum referrer referrer_of(const struct function_row *f);

enum referral_state {
    REFERRAL_SENT,
    REFERRAL_RECEIVED,
    REFERRAL_RIGHT,
    REFERRAL_NO_RIGHT,
    REFERRAL_STARTED,
    REFERRAL_WITHDRAWN,
    REFERRAL_STATE_COUNT
};
const char *referral_state_word(enum referral_state s);
bool referral_state_parse(struct str word, enum referral_state *out);
int referral_state_message(enum referral_state s);

/* A span in which the clock stood still; to_on DATE_NONE: it does still. */
struct referral_pause {
    int64_t id;
    struct date from_on;
    struct date to_on;
    struct str reason; /* plain; sealed in the store */
};
/* The last day of a term of `n` working days from `from`, later by the working
 * days of the pauses that began on or after `from`. DATE_NONE while it stands
 * still. The first counted day is the next working day.
 * Source: pbrl. § 2-2 a; FOR-2000-12-01-1208 § 4 a. */
struct date referral_due(struct date from, int32_t n,
                         const struct referral_pause *pause, size_t pause_n);
/* Has the youngest group's outer limit: under 23 years.
 * Source: FOR-2000-12-01-1208 § 4 a. */
bool referral_is_young(int32_t age);

#endif
