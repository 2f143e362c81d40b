/* The case (saken): words and checks. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/case.h"

#include "base/words.h"
#include "text/messages_casefile.h"
#include "text/messages_document.h"
#include "text/messages_family.h"
#include "text/messages_message.h"

static const struct word events[EVENT_KIND_COUNT] = {
#define EVENT(id, word, msg) [EVENT_##id] = {word, msg},
#include "casefile/event_kind.def"
#undef EVENT
};
static const struct word roles[TEAM_ROLE_COUNT] = {
#define TEAM_ROLE(id, word, msg) [TEAM_##id] = {word, msg},
#include "casefile/team_role.def"
#undef TEAM_ROLE
};
static const struct word reasons[CLOSE_REASON_COUNT] = {
#define CLOSE_REASON(id, word, msg) [CLOSE_##id] = {word, msg},
#include "casefile/close_reason.def"
#undef CLOSE_REASON
};
static const struct word persons[] = {
    [PERSON_GUARDIAN] = {"guardian", MSG_PERSON_GUARDIAN},
    [PERSON_CARER] = {"carer", MSG_PERSON_CARER},
    [PERSON_NETWORK] = {"network", MSG_PERSON_NETWORK},
};

const char *
event_kind_word(enum event_kind k)
{
    return events[k].word;
}

bool
event_kind_parse(struct str word, enum event_kind *out)
{
    int i = word_find(events, EVENT_KIND_COUNT, word);

    if (i >= 0)
        *out = (enum event_kind)i;
    return i >= 0;
}

int
event_kind_message(enum event_kind k)
{
    return events[k].msg;
}

const char *
team_role_word(enum team_role r)
{
    return roles[r].word;
}

bool
team_role_parse(struct str word, enum team_role *out)
{
    int i = word_find(roles, TEAM_ROLE_COUNT, word);

    if (i >= 0)
        *out = (enum team_role)i;
    return i >= 0;
}

int
team_role_message(enum team_role r)
{
    return roles[r].msg;
}

const char *
close_reason_word(enum close_reason r)
{
    return reasons[r].word;
}

bool
close_reason_parse(struct str word, enum close_reason *out)
{
    int i = word_find(reasons, CLOSE_REASON_COUNT, word);

    if (i >= 0)
        *out = (enum close_reason)i;
    return i >= 0;
}

int
close_reason_message(enum close_reason r)
{
    return reasons[r].msg;
}

const char *
person_kind_word(enum person_kind k)
{
    return persons[k].word;
}

int
person_kind_message(enum person_kind k)
{
    return persons[k].msg;
}

bool
person_kind_parse(struct str word, enum person_kind *out)
{
    int i = word_find(persons, ARRAY_LEN(persons), word);

    if (i >= 0)
        *out = (enum person_kind)i;
    return i >= 0;
}

int
protection_message(enum protection p)
{
    switch (p) {
    case PROTECTION_NONE:
        return MSG_PROTECTION_NONE;
    case PROTECTION_CLIENT_ADDRESS:
        return MSG_PROTECTION_CLIENT_ADDRESS;
    case PROTECTION_CONFIDENTIAL:
        return MSG_PROTECTION_CONFIDENTIAL;
    case PROTECTION_STRICT:
        return MSG_PROTECTION_STRICT;
    case PROTECTION_COUNT:
        break;
    }
    return MSG_PROTECTION_NONE;
}

int32_t
child_age(const struct child *k, struct date today)
{
    return date_is_none(k->birth_date) ? -1 : date_age(k->birth_date, today);
}

static const struct err *
check_number(struct arena *mem, const struct child *k, bool demo)
{
    if (k->provisional && k->number.kind != NATID_NONE)
        return ERR(mem, INVALID, .field = "uten_nummer",
                   .msg = MSG_CHILD_NUMBER_OR_NONE);
    if (k->provisional)
        return NULL;
    if (k->number.kind == NATID_NONE)
        return ERR(mem, INVALID, .field = "nummer",
                   .msg = MSG_CHILD_NUMBER_NEEDED);
    /* A DUF number has no synthetic series: docs/adr/0016. */
    if (demo && !k->number.synthetic && k->number.kind != NATID_DUF)
        return ERR(mem, INVALID, .field = "nummer",
                   .msg = MSG_CHILD_ONLY_SYNTHETIC);
    if (!demo && k->number.synthetic)
        return ERR(mem, INVALID, .field = "nummer",
                   .msg = MSG_CHILD_NOT_SYNTHETIC);
    return NULL;
}

const struct err *
child_check(struct arena *mem, const struct child *k, bool demo,
            struct date today, struct date opened)
{
    const struct err *err = NULL;

    if (k->given_name.n == 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "fornavn",
                           .msg = MSG_CHILD_NAME_NEEDED));
    err = err_join(mem, err, check_number(mem, k, demo));
    if (date_is_none(k->birth_date) && !k->birth_unknown)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "fodt", .msg = MSG_CHILD_BIRTH_NEEDED));
    else if (!date_is_none(k->birth_date) && date_cmp(k->birth_date, today) > 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "fodt", .msg = MSG_CHILD_BIRTH_AHEAD));
    else if (child_age(k, opened) >= 25)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "fodt", .msg = MSG_CHILD_TOO_OLD));
    return err;
}

bool
case_may_open(enum unit_type t)
{
    return t == UNIT_CHILD_WELFARE || t == UNIT_BUP ||
           t == UNIT_BUFETAT_REGION || t == UNIT_BUFETAT_SERVICE ||
           t == UNIT_BFE || t == UNIT_INSTITUTION || t == UNIT_THK_TEAM;
}
