/* Shares (delinger): words and checks. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/share.h"

#include "base/words.h"
#include "text/messages_casefile.h"
#include "text/messages_sharing.h"

static const struct word purposes[PURPOSE_COUNT] = {
#define PURPOSE(id, word, msg) [PURPOSE_##id] = {word, msg},
#include "sharing/purpose.def"
#undef PURPOSE
};
static const struct word bases[BASIS_COUNT] = {
#define BASIS(id, word, legal, msg) [BASIS_##id] = {word, msg},
#include "sharing/basis.def"
#undef BASIS
};
static const char *const legal_bases[BASIS_COUNT] = {
#define BASIS(id, word, legal, msg) [BASIS_##id] = legal,
#include "sharing/basis.def"
#undef BASIS
};

const char *
purpose_word(enum purpose p)
{
    return purposes[p].word;
}

bool
purpose_parse(struct str word, enum purpose *out)
{
    int i = word_find(purposes, PURPOSE_COUNT, word);

    if (i >= 0)
        *out = (enum purpose)i;
    return i >= 0;
}

int
purpose_message(enum purpose p)
{
    return purposes[p].msg;
}

const char *
basis_word(enum basis b)
{
    return bases[b].word;
}

bool
basis_parse(struct str word, enum basis *out)
{
    int i = word_find(bases, BASIS_COUNT, word);

    if (i >= 0)
        *out = (enum basis)i;
    return i >= 0;
}

int
basis_message(enum basis b)
{
    return bases[b].msg;
}

struct str
basis_legal(enum basis b)
{
    return str_of(legal_bases[b]);
}

int
info_class_message(enum info_class k)
{
    switch (k) {
    case CLASS_CORE:
        return MSG_CLASS_CORE;
    case CLASS_PLAN:
        return MSG_CLASS_PLAN;
    case CLASS_WELFARE:
        return MSG_CLASS_WELFARE;
    case CLASS_HEALTH:
        return MSG_CLASS_HEALTH;
    case CLASS_REPORT:
        return MSG_CLASS_REPORT;
    case CLASS_VOICE:
        return MSG_CLASS_VOICE;
    case CLASS_DOCUMENTS:
        return MSG_CLASS_DOCUMENTS;
    case CLASS_MESSAGES:
        return MSG_CLASS_MESSAGES;
    case CLASS_COUNT:
        break;
    }
    return MSG_CLASS_CORE;
}

bool
share_is_active(const struct share *s, struct instant now)
{
    return s->valid_from.us <= now.us &&
           (s->valid_to.us == 0 || s->valid_to.us > now.us) &&
           (s->ended_at.us == 0 || s->ended_at.us > now.us);
}

const struct err *
share_check(struct arena *mem, const struct share *s)
{
    const struct err *err = NULL;

    if (s->to_unit.v == 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "til", .msg = MSG_SHARE_TO_WHOM));
    if ((s->from_unit.v == s->to_unit.v) != (s->basis == BASIS_OWN))
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "til", .msg = MSG_SHARE_TO_ITSELF));
    if (s->basis == BASIS_CONSENT && !s->consented)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "samtykke",
                           .msg = MSG_SHARE_WHO_CONSENTED));
    if (s->basis == BASIS_CONSENT && s->source.n == 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "kilde",
                           .msg = MSG_SHARE_SOURCE_NEEDED));
    if ((s->basis == BASIS_EMERGENCY) != (s->to_account.v != 0))
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "grunnlag",
                           .msg = MSG_SHARE_EMERGENCY_APART));
    if (s->valid_to.us != 0 && s->valid_to.us <= s->valid_from.us)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "til_dato",
                           .msg = MSG_SHARE_ENDS_BEFORE));
    return err;
}
