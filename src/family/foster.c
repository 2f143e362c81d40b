/* A foster home's own page: rules. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/foster.h"

#include "text/messages_family.h"

static const char *const words_[] = {"", "yes", "no"};

const char *
foster_word_word(enum foster_word w)
{
    return words_[w];
}

bool
foster_word_parse(struct str word, enum foster_word *out)
{
    for (int i = 0; i <= FOSTER_NO; i++) {
        if (str_eq_cz(word, words_[i])) {
            *out = (enum foster_word)i;
            return true;
        }
    }
    return false;
}

bool
foster_care_fits(enum care k)
{
    switch (k) {
    case CARE_VOLUNTARY:
    case CARE_BROUGHT:
    case CARE_ACUTE_4_2:
    case CARE_BAN_4_3:
    case CARE_ORDER_5_1:
        return true;
    case CARE_HOME:
    case CARE_INSTITUTION_6_1:
    case CARE_INSTITUTION_6_2:
    case CARE_COUNT:
        break;
    }
    return false;
}

enum foster_link_state
foster_link_state_of(const struct family_link *l, enum care given_on,
                     enum care now, struct date today)
{
    if (!date_is_none(l->to) && date_cmp(today, l->to) > 0)
        return FOSTER_LINK_OVER;
    if (given_on != now || !foster_care_fits(now))
        return FOSTER_LINK_NO_GROUND;
    return date_cmp(today, l->from) < 0 ? FOSTER_LINK_LATER : FOSTER_LINK_OPEN;
}

static const struct err *
fault(struct arena *mem, const struct err *err, const char *field, int msg)
{
    return err_join(mem, err, ERR(mem, INVALID, .field = field, .msg = msg));
}

const struct err *
foster_check_period(struct arena *mem, struct date from, struct date to,
                    struct date today)
{
    const struct err *err = NULL;

    if (date_is_none(from))
        err = fault(mem, err, "fra", MSG_FOSTER_FROM_NEEDED);
    if (!date_is_none(to) && date_cmp(to, today) < 0)
        err = fault(mem, err, "til", MSG_FOSTER_TO_PAST);
    else if (!date_is_none(from) && !date_is_none(to) && date_cmp(to, from) < 0)
        err = fault(mem, err, "til", MSG_FOSTER_TO_BEFORE);
    return err;
}

const struct consent_rule *
foster_rule_of(const struct consent_answer *a)
{
    if (a->rule && a->rule->who == CONSENTER_CARERS)
        return a->rule;
    for (size_t i = 0; i < a->also_n; i++) {
        if (a->also[i]->who == CONSENTER_CARERS)
            return a->also[i];
    }
    return NULL;
}

enum foster_part
foster_part_of(const struct consent_answer *a)
{
    const struct consent_rule *r = foster_rule_of(a);

    if (!a->rule)
        return FOSTER_ASK_LAWYER;
    if (!r)
        return FOSTER_NOT;
    return r == a->rule ? FOSTER_STANDS_IN : FOSTER_TOGETHER;
}

bool
foster_may_answer(const struct consent_answer *a)
{
    return foster_part_of(a) == FOSTER_TOGETHER;
}

bool
foster_class_fits(enum info_class k)
{
    return k == CLASS_CORE || k == CLASS_HEALTH || k == CLASS_WELFARE;
}

const struct err *
foster_check_day(struct arena *mem, const struct foster_day *d,
                 struct date today)
{
    const struct err *err = NULL;

    if (date_is_none(d->day))
        err = fault(mem, err, "dag", MSG_FOSTER_DAY_NEEDED);
    else if (date_cmp(d->day, today) < 0)
        err = fault(mem, err, "dag", MSG_FOSTER_DAY_PAST);
    if (d->words.n == 0)
        err = fault(mem, err, "hva", MSG_FOSTER_WHAT_NEEDED);
    return err;
}

enum foster_ask_state
foster_ask_state_of(const struct foster_ask *a)
{
    if (a->decision != FOSTER_OPEN)
        return a->decision == FOSTER_YES ? FOSTER_DECIDED_YES
                                         : FOSTER_DECIDED_NO;
    switch (a->answer) {
    case FOSTER_OPEN:
        break;
    case FOSTER_YES:
        return FOSTER_CONSENTED;
    case FOSTER_NO:
        return FOSTER_DISAGREES;
    }
    return FOSTER_WAITS;
}

const struct err *
foster_check_ask(struct arena *mem, const struct foster_ask *a,
                 const struct consent_answer *rules)
{
    const struct err *err = NULL;

    if (!foster_may_answer(rules))
        err = fault(mem, err, "gjelder", MSG_FOSTER_NOT_THEIRS);
    if (a->words.n == 0)
        err = fault(mem, err, "tekst", MSG_FOSTER_ASK_NEEDED);
    return err;
}

const struct err *
foster_check_answer(struct arena *mem, const struct foster_ask *a,
                    const struct consent_answer *rules)
{
    if (foster_ask_state_of(a) != FOSTER_WAITS)
        return ERR(mem, CONFLICT, .msg = MSG_FOSTER_ANSWERED_ALREADY);
    if (!foster_may_answer(rules))
        return ERR(mem, CONFLICT, .msg = MSG_FOSTER_NOT_YOURS);
    return NULL;
}

const struct err *
foster_check_decision(struct arena *mem, const struct foster_ask *a,
                      enum foster_word decision, struct str why)
{
    enum foster_ask_state s = foster_ask_state_of(a);
    const struct err *err = NULL;

    if (s != FOSTER_DISAGREES && s != FOSTER_WAITS)
        return ERR(mem, CONFLICT, .msg = MSG_FOSTER_DECIDED_ALREADY);
    if (decision == FOSTER_OPEN)
        err = fault(mem, err, answer_field(mem, "avgjort", a->id),
                    MSG_FOSTER_DECISION_NEEDED);
    if (why.n == 0)
        err = fault(mem, err, answer_field(mem, "hvorfor", a->id),
                    MSG_FOSTER_WHY_NEEDED);
    return err;
}
