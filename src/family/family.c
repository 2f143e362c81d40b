/* The child and the guardians themselves: rules. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/family.h"

#include "base/buf.h"
#include "base/words.h"
#include "text/messages_family.h"

static const struct word agrees_words[AGREES_COUNT] = {
    [AGREES_YES] = {"yes", MSG_VOICE_AGREES_YES},
    [AGREES_NO] = {"no", MSG_VOICE_AGREES_NO},
    [AGREES_NOT_ASKED] = {"not_asked", MSG_VOICE_AGREES_NOT_ASKED},
};
static const struct {
    const char *word;
    int msg;
    int young;
} became_words[BECAME_COUNT] = {
    [BECAME_OPEN] = {"", MSG_VOICE_BECAME_OPEN, MSG_YOUNG_BECAME_OPEN},
    [BECAME_YES] = {"yes", MSG_VOICE_BECAME_YES, MSG_YOUNG_BECAME_YES},
    [BECAME_PARTLY] = {"partly", MSG_VOICE_BECAME_PARTLY,
                       MSG_YOUNG_BECAME_PARTLY},
    [BECAME_NO] = {"no", MSG_VOICE_BECAME_NO, MSG_YOUNG_BECAME_NO},
};
static const struct {
    const char *word;
    int msg;
    int account;
} kinds[FAMILY_KIND_COUNT] = {
    [FAMILY_CHILD] = {"child", MSG_FAMILY_KIND_CHILD, MSG_FAMILY_ACCOUNT_CHILD},
    [FAMILY_GUARDIAN] = {"guardian", MSG_FAMILY_KIND_GUARDIAN,
                         MSG_FAMILY_ACCOUNT_GUARDIAN},
    [FAMILY_FOSTER] = {"foster", MSG_FAMILY_KIND_FOSTER,
                       MSG_FAMILY_ACCOUNT_FOSTER},
};
static const char *const withheld_words[] = {"asked", "kept", "lifted"};

const char *
family_kind_word(enum family_kind k)
{
    return kinds[k].word;
}

bool
family_kind_parse(struct str word, enum family_kind *out)
{
    for (int i = 0; i < FAMILY_KIND_COUNT; i++) {
        if (str_eq_cz(word, kinds[i].word)) {
            *out = (enum family_kind)i;
            return true;
        }
    }
    return false;
}

int
family_kind_message(enum family_kind k)
{
    return kinds[k].msg;
}

int
family_account_message(enum family_kind k)
{
    return kinds[k].account;
}

const char *
agrees_word(enum agrees a)
{
    return agrees_words[a].word;
}

bool
agrees_parse(struct str word, enum agrees *out)
{
    for (int i = 0; i < AGREES_COUNT; i++) {
        if (str_eq_cz(word, agrees_words[i].word)) {
            *out = (enum agrees)i;
            return true;
        }
    }
    return false;
}

int
agrees_message(enum agrees a)
{
    return agrees_words[a].msg;
}

const char *
became_word(enum became b)
{
    return became_words[b].word;
}

bool
became_parse(struct str word, enum became *out)
{
    for (int i = 0; i < BECAME_COUNT; i++) {
        if (str_eq_cz(word, became_words[i].word)) {
            *out = (enum became)i;
            return true;
        }
    }
    return false;
}

int
became_message(enum became b)
{
    return became_words[b].msg;
}

int
became_young_message(enum became b)
{
    return became_words[b].young;
}

bool
statement_is_whole(const struct statement *s)
{
    return s->informed.n > 0 && s->words.n > 0 &&
           s->agrees != AGREES_NOT_ASKED && s->weight.n > 0 && s->outcome.n > 0;
}

static const struct err *
fault(struct arena *mem, const struct err *err, const char *field, int msg)
{
    return err_join(mem, err, ERR(mem, INVALID, .field = field, .msg = msg));
}

const struct err *
statement_check(struct arena *mem, const struct statement *s)
{
    const struct err *err = NULL;

    if (s->words.n == 0)
        err = fault(mem, err, "ord",
                    s->by_child ? MSG_YOUNG_WORDS_NEEDED
                                : MSG_VOICE_WORDS_NEEDED);
    if (!s->by_child && s->informed.n == 0)
        err = fault(mem, err, "informert", MSG_VOICE_INFORMED_NEEDED);
    return err;
}

const char *
answer_field(struct arena *mem, const char *name, int64_t id)
{
    return str_cz(mem,
                  str_fmt(mem, "%s-%.*s", name, STR_FMT(id_format(mem, id))));
}

const struct err *
statement_check_answer(struct arena *mem, const struct statement *s,
                       enum became became, struct str weight,
                       struct str outcome)
{
    const struct err *err = NULL;

    if (s->answered_at.us != 0)
        return ERR(mem, CONFLICT, .msg = MSG_VOICE_ANSWERED_ALREADY);
    if (became == BECAME_OPEN)
        err = fault(mem, err, answer_field(mem, "ble", s->id),
                    MSG_VOICE_BECAME_NEEDED);
    if (weight.n == 0)
        err = fault(mem, err, answer_field(mem, "vekt", s->id),
                    MSG_VOICE_WEIGHT_NEEDED);
    if (outcome.n == 0)
        err = fault(mem, err, answer_field(mem, "gjort", s->id),
                    MSG_VOICE_OUTCOME_NEEDED);
    return err;
}

enum withhold_right
withhold_right_of(int32_t age)
{
    if (age >= 16)
        return WITHHOLD_DECIDES;
    return age >= 12 ? WITHHOLD_RESERVES : WITHHOLD_ASKS;
}

bool
withhold_may_lift(int32_t age)
{
    return withhold_right_of(age) != WITHHOLD_DECIDES;
}

const char *
withheld_state_word(enum withheld_state s)
{
    return withheld_words[s];
}

bool
withheld_state_parse(struct str word, enum withheld_state *out)
{
    for (int i = 0; i <= WITHHELD_LIFTED; i++) {
        if (str_eq_cz(word, withheld_words[i])) {
            *out = (enum withheld_state)i;
            return true;
        }
    }
    return false;
}

static const struct {
    enum event_kind kind;
    int msg;
} young_events[] = {
    {EVENT_OPENED, MSG_YOUNG_EVENT_OPENED},
    {EVENT_JOINED, MSG_YOUNG_EVENT_JOINED},
    {EVENT_UNIT_LEFT, MSG_YOUNG_EVENT_LEFT},
    {EVENT_ACCEPTED, MSG_YOUNG_EVENT_ACCEPTED},
    {EVENT_SHARED, MSG_YOUNG_EVENT_SHARED},
    {EVENT_CONSENT_GIVEN, MSG_YOUNG_EVENT_SHARED},
    {EVENT_CONSENT_WITHDRAWN, MSG_YOUNG_EVENT_WITHDRAWN},
    {EVENT_THK_REQUESTED, MSG_YOUNG_EVENT_THK_REQUESTED},
    {EVENT_THK_DECIDED, MSG_YOUNG_EVENT_THK_DECIDED},
    {EVENT_THK_PLANNED, MSG_YOUNG_EVENT_THK_PLANNED},
    {EVENT_THK_DAY, MSG_YOUNG_EVENT_THK_DAY},
    {EVENT_THK_FEEDBACK, MSG_YOUNG_EVENT_THK_FEEDBACK},
    {EVENT_CLOSED, MSG_YOUNG_EVENT_CLOSED},
    {EVENT_EMERGENCY, MSG_YOUNG_EVENT_EMERGENCY},
    {EVENT_WRONG_LOOK, MSG_YOUNG_EVENT_WRONG_LOOK},
    {EVENT_ASK_SENT, MSG_YOUNG_EVENT_ASK_SENT},
    {EVENT_ASK_ANSWERED, MSG_YOUNG_EVENT_ASK_ANSWERED},
};

int
event_young_message(enum event_kind k)
{
    for (size_t i = 0; i < ARRAY_LEN(young_events); i++) {
        if (young_events[i].kind == k)
            return young_events[i].msg;
    }
    return 0;
}

static const struct {
    enum deadline_kind kind;
    int msg;
} young_deadlines[] = {
    {DEADLINE_VOICE_ANSWER, MSG_YOUNG_NEXT_ANSWER},
    {DEADLINE_BATON_ANSWER, MSG_YOUNG_NEXT_BATON},
    {DEADLINE_THK_DECIDE, MSG_YOUNG_NEXT_THK_DECIDE},
    {DEADLINE_THK_DAY, MSG_YOUNG_NEXT_THK_DAY},
    {DEADLINE_THK_FEEDBACK, MSG_YOUNG_NEXT_THK_FEEDBACK},
};

int
deadline_young_message(enum deadline_kind k)
{
    for (size_t i = 0; i < ARRAY_LEN(young_deadlines); i++) {
        if (young_deadlines[i].kind == k)
            return young_deadlines[i].msg;
    }
    return 0;
}

int
look_young_message(enum action a, bool own, bool in_list)
{
    switch (a) {
    case ACT_OWN_PAGE:
    case ACT_OWN_LOG:
    case ACT_OWN_PLAN:
        return own ? MSG_YOUNG_LOOK_OWN : MSG_YOUNG_LOOK_OWN_OF_OTHER;
    case ACT_OWN_SAY:
        return MSG_YOUNG_LOOK_SAID;
    case ACT_OWN_WITHHOLD:
        return MSG_YOUNG_LOOK_WITHHELD;
    case ACT_FOSTER_PAGE:
        return MSG_YOUNG_LOOK_FOSTER;
    case ACT_FOSTER_ANSWER:
        return MSG_YOUNG_LOOK_FOSTER_ANSWERED;
    case ACT_EMERGENCY_OPEN:
        return MSG_YOUNG_LOOK_EMERGENCY;
    case ACT_ASK_READ:
        return MSG_YOUNG_LOOK_ASKED;
    case ACT_ASK_ANSWER:
        return MSG_YOUNG_LOOK_ASK_ANSWERED;
    case ACT_ASK_FAIL:
        return MSG_YOUNG_LOOK_ASK_FAILED;
    case ACT_NONE:
        return MSG_YOUNG_LOOK_WORKED;
    default:
        break;
    }
    if (in_list)
        return MSG_YOUNG_LOOK_LIST;
    return action_rule(a)->rw == ACTION_READ ? MSG_YOUNG_LOOK_READ
                                             : MSG_YOUNG_LOOK_WORKED;
}

int
class_young_message(enum info_class k)
{
    switch (k) {
    case CLASS_CORE:
        return MSG_YOUNG_CLASS_CORE;
    case CLASS_PLAN:
        return MSG_YOUNG_CLASS_PLAN;
    case CLASS_WELFARE:
        return MSG_YOUNG_CLASS_WELFARE;
    case CLASS_HEALTH:
        return MSG_YOUNG_CLASS_HEALTH;
    case CLASS_REPORT:
        return MSG_YOUNG_CLASS_REPORT;
    case CLASS_VOICE:
        return MSG_YOUNG_CLASS_VOICE;
    case CLASS_DOCUMENTS:
        return MSG_YOUNG_CLASS_DOCUMENTS;
    case CLASS_MESSAGES:
        return MSG_YOUNG_CLASS_MESSAGES;
    case CLASS_COUNT:
        break;
    }
    return MSG_YOUNG_CLASS_CORE;
}

int
team_role_young_message(enum team_role r)
{
    switch (r) {
    case TEAM_THERAPIST:
        return MSG_YOUNG_ROLE_THERAPIST;
    case TEAM_HEALTH:
        return MSG_YOUNG_ROLE_HEALTH;
    case TEAM_ASSESSOR:
        return MSG_YOUNG_ROLE_ASSESSOR;
    case TEAM_DAILY:
        return MSG_YOUNG_ROLE_DAILY;
    case TEAM_CONTACT:
    case TEAM_COORDINATOR:
    case TEAM_OTHER:
    case TEAM_ROLE_COUNT:
        break;
    }
    return MSG_YOUNG_ROLE_OTHER;
}
