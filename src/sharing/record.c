/* What may be put down as an answer to a request for consent. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/record.h"

#include "text/messages_casefile.h"
#include "text/messages_sharing.h"

static const struct {
    const char *word;
    int msg;
} states[CONSENT_STATE_COUNT] = {
    [CONSENT_GIVEN] = {"given", MSG_CONSENT_STATE_GIVEN},
    [CONSENT_PARTLY] = {"partly", MSG_CONSENT_STATE_PARTLY},
    [CONSENT_REFUSED] = {"refused", MSG_CONSENT_STATE_REFUSED},
};

const char *
consent_state_word(enum consent_state s)
{
    return states[s].word;
}

bool
consent_state_parse(struct str word, enum consent_state *out)
{
    for (int i = 0; i < CONSENT_STATE_COUNT; i++) {
        if (str_eq_cz(word, states[i].word)) {
            *out = (enum consent_state)i;
            return true;
        }
    }
    return false;
}

int
consent_state_message(enum consent_state s)
{
    return states[s].msg;
}

static const struct err *
fault(struct arena *mem, const struct err *err, const char *field, int msg)
{
    return err_join(mem, err, ERR(mem, INVALID, .field = field, .msg = msg));
}

/* The one whom the rules name, or one who stands in beside it (foster parents
 * beside the service). No rule: whoever a lawyer has named. */
static bool
may_answer(const struct consent_answer *a, enum consenter who)
{
    if (!a->rule || a->rule->who == who)
        return true;
    for (size_t i = 0; i < a->also_n; i++) {
        if (a->also[i]->who == who && who == CONSENTER_CARERS)
            return true;
    }
    return false;
}

const struct err *
consent_check_who(struct arena *mem, enum lang lang, enum consenter by,
                  const struct consent_answer *a)
{
    if (may_answer(a, by))
        return NULL;
    return ERR(
        mem, INVALID, .field = "samtykke", .msg = MSG_SHARE_WRONG_CONSENTER,
        .arg = {msg_str(msg_plain(lang, consenter_message(a->rule->who))),
                msg_str(a->rule->legal_basis)});
}

const struct err *
consent_check(struct arena *mem, enum lang lang, struct consent_record *r,
              const struct consent_answer *answer, struct date today)
{
    const struct err *err = consent_check_who(mem, lang, r->by, answer);

    if (r->to_unit.v == 0 || r->to_unit.v == r->from_unit.v)
        err = fault(mem, err, "til", MSG_SHARE_TO_WHOM);
    if (r->asked == 0)
        err = fault(mem, err, "spurt", MSG_CONSENT_ASKED_NEEDED);
    if ((r->given & ~r->asked) != 0)
        err = fault(mem, err, "klasser", MSG_CONSENT_MORE_THAN_ASKED);
    if (r->how.n == 0)
        err = fault(mem, err, "kilde", MSG_SHARE_SOURCE_NEEDED);
    if (r->one_parent && r->by != CONSENTER_PARENTS)
        err = fault(mem, err, "en_forelder", MSG_CONSENT_NOT_PARENTS);
    if (!date_is_none(r->answered_on) && date_cmp(r->answered_on, today) > 0)
        err = fault(mem, err, "dato", MSG_CONSENT_DATE_AHEAD);
    if (!date_is_none(r->valid_to) && date_cmp(r->valid_to, today) < 0)
        err = fault(mem, err, "til_dato", MSG_SHARE_ENDS_BEFORE);
    if (err)
        return err;
    r->state = r->given == 0          ? CONSENT_REFUSED
               : r->given == r->asked ? CONSENT_GIVEN
                                      : CONSENT_PARTLY;
    r->rule = answer->rule ? answer->rule->id : STR_NONE;
    r->legal_basis = answer->rule ? answer->rule->legal_basis : STR_NONE;
    if (date_is_none(r->answered_on))
        r->answered_on = today;
    return NULL;
}
