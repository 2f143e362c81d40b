/* Referrals to BUP: the rules. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral.h"

#include "base/workday.h"
#include "text/messages_referral.h"

enum { YOUNG_UNDER = 23 };

static const struct {
    const char *word;
    int msg;
} referrers[] = {
    [REFERRER_NONE] = {"", 0},
    [REFERRER_DOCTOR] = {"doctor", MSG_REFERRER_DOCTOR},
    [REFERRER_PSYCHOLOGIST] = {"psychologist", MSG_REFERRER_PSYCHOLOGIST},
    [REFERRER_LEADER] = {"leader", MSG_REFERRER_LEADER},
};
static const struct {
    const char *word;
    int msg;
} states[REFERRAL_STATE_COUNT] = {
    [REFERRAL_SENT] = {"sent", MSG_REFERRAL_SENT},
    [REFERRAL_RECEIVED] = {"received", MSG_REFERRAL_RECEIVED},
    [REFERRAL_RIGHT] = {"right", MSG_REFERRAL_RIGHT},
    [REFERRAL_NO_RIGHT] = {"no_right", MSG_REFERRAL_NO_RIGHT},
    [REFERRAL_STARTED] = {"started", MSG_REFERRAL_STARTED},
    [REFERRAL_WITHDRAWN] = {"withdrawn", MSG_REFERRAL_WITHDRAWN},
};

const char *
referrer_word(enum referrer r)
{
    return referrers[r].word;
}

int
referrer_message(enum referrer r)
{
    return referrers[r].msg;
}

enum referrer
referrer_of(const struct function_row *f)
{
    if (f->kind == FUNCTION_LEADER && f->unit_type == UNIT_CHILD_WELFARE)
        return REFERRER_LEADER;
    if (f->kind == FUNCTION_THERAPIST && f->unit_type == UNIT_FASTLEGE)
        return REFERRER_DOCTOR;
    switch (f->profession) {
    case PROFESSION_PAEDIATRICIAN:
        return REFERRER_DOCTOR;
    case PROFESSION_PSYCHOLOGIST_BUP:
    case PROFESSION_PSYCHOLOGIST_BUFETAT:
        return REFERRER_PSYCHOLOGIST;
    case PROFESSION_NONE:
    case PROFESSION_CHILD_WELFARE:
    case PROFESSION_NURSE:
    case PROFESSION_DENTIST:
    case PROFESSION_COUNT:
        break;
    }
    return REFERRER_NONE;
}

const char *
referral_state_word(enum referral_state s)
{
    return states[s].word;
}

bool
referral_state_parse(struct str word, enum referral_state *out)
{
    for (int i = 0; i < REFERRAL_STATE_COUNT; i++)
        if (str_eq_cz(word, states[i].word)) {
            *out = (enum referral_state)i;
            return true;
        }
    return false;
}

int
referral_state_message(enum referral_state s)
{
    return states[s].msg;
}

struct date
referral_due(struct date from, int32_t n, const struct referral_pause *pause,
             size_t pause_n)
{
    int32_t still = 0;

    if (date_is_none(from))
        return DATE_NONE;
    for (size_t i = 0; i < pause_n; i++) {
        if (date_cmp(pause[i].from_on, from) < 0)
            continue;
        if (date_is_none(pause[i].to_on))
            return DATE_NONE;
        still += workdays_between(pause[i].from_on, pause[i].to_on);
    }
    return workday_add(from, n + still);
}

bool
referral_is_young(int32_t age)
{
    return age >= 0 && age < YOUNG_UNDER;
}
