/* Shares (delinger): words, checks, and who may consent. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/share.h"

#include "text/messages.h"

struct word {
    const char *word;
    int msg;
};
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
static const struct word cares[CARE_COUNT] = {
#define CARE(id, word, msg) [CARE_##id] = {word, msg},
#include "sharing/care.def"
#undef CARE
};
static const struct word consenters[CONSENTER_COUNT] = {
#define CONSENTER(id, word, msg) [CONSENTER_##id] = {word, msg},
#include "sharing/consenter.def"
#undef CONSENTER
};
static const struct {
    const char *id;
    enum consent_matter matter;
    uint32_t situations;
    enum consenter who;
} consent_map[] = {
#define CONSENT(id, matter, situations, who) \
    {id, MATTER_##matter, situations, CONSENTER_##who},
#include "sharing/consent_map.def"
#undef CONSENT
};

static int
word_find(const struct word *words, int n, struct str word)
{
    for (int i = 0; i < n; i++) {
        if (str_eq_cz(word, words[i].word))
            return i;
    }
    return -1;
}

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

const char *
care_word(enum care k)
{
    return cares[k].word;
}

bool
care_parse(struct str word, enum care *out)
{
    int i = word_find(cares, CARE_COUNT, word);

    if (i >= 0)
        *out = (enum care)i;
    return i >= 0;
}

int
care_message(enum care k)
{
    return cares[k].msg;
}

const char *
consenter_word(enum consenter w)
{
    return consenters[w].word;
}

bool
consenter_parse(struct str word, enum consenter *out)
{
    int i = word_find(consenters, CONSENTER_COUNT, word);

    if (i >= 0)
        *out = (enum consenter)i;
    return i >= 0;
}

int
consenter_message(enum consenter w)
{
    return consenters[w].msg;
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
    if (s->valid_to.us != 0 && s->valid_to.us <= s->valid_from.us)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "til_dato",
                           .msg = MSG_SHARE_ENDS_BEFORE));
    return err;
}

bool
consent_rule_map(struct consent_rule *rule)
{
    for (size_t i = 0; i < ARRAY_LEN(consent_map); i++) {
        if (str_eq_cz(rule->id, consent_map[i].id)) {
            rule->matter = consent_map[i].matter;
            rule->situations = consent_map[i].situations;
            rule->who = consent_map[i].who;
            return true;
        }
    }
    return false;
}

const struct consent_rule *
consent_find(const struct consent_rule *rule, size_t n,
             const struct consent_facts *facts, struct date on)
{
    for (size_t i = 0; i < n; i++) {
        const struct consent_rule *r = &rule[i];

        if (r->matter == facts->matter &&
            (r->age_from < 0 || facts->age >= r->age_from) &&
            (r->age_to < 0 || facts->age <= r->age_to) &&
            (r->situations >> facts->care & 1) != 0 &&
            (date_is_none(r->valid_from) || date_cmp(r->valid_from, on) <= 0) &&
            (date_is_none(r->valid_to) || date_cmp(on, r->valid_to) <= 0))
            return r;
    }
    return NULL;
}
