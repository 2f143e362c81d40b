/* The decision on a request: the dated rules, and what a decision must say.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/decision.h"

#include "base/words.h"
#include "text/messages_assessment.h"

#define L(id)     (1u << REQUEST_LEGAL_##id)
#define D(id)     (1u << REQUEST_DECISION_##id)
#define TEXT_MAX  5000
#define CHILD_MAX 2000

enum rule_when { RULE_ALWAYS, RULE_DUTY };
static const struct rule {
    enum rule_when when;
    uint32_t legal;
    uint32_t status;
    int from; /* YYYYMMDD, 0: open */
    int to;
    enum eligible verdict;
    const char *law;
    int note;
} rules[] = {
#define ELIGIBLE(when, legal, status, from, to, verdict, law, note) \
    {RULE_##when, legal, status, from, to, ELIGIBLE_##verdict, law, note},
#include "assessment/eligible.def"
#undef ELIGIBLE
};

static struct date
day_of(int ymd)
{
    return ymd == 0 ? DATE_NONE
                    : date_ymd(ymd / 10000, ymd / 100 % 100, ymd % 100);
}

static bool
rule_fits(const struct rule *rule, const struct thk_request *r, struct date on,
          struct date duty_from)
{
    struct date from = rule->when == RULE_DUTY ? duty_from : day_of(rule->from);

    if ((rule->legal & (1u << r->legal)) == 0 ||
        (rule->status & (1u << r->decision)) == 0)
        return false;
    if (rule->when == RULE_DUTY && date_is_none(duty_from))
        return false;
    if (!date_is_none(from) && date_cmp(on, from) < 0)
        return false;
    return rule->to == 0 || date_cmp(on, day_of(rule->to)) <= 0;
}

struct eligibility
eligibility_of(const struct thk_request *r, struct date on,
               struct date duty_from)
{
    for (size_t i = 0; i < ARRAY_LEN(rules); i++)
        if (rule_fits(&rules[i], r, on, duty_from))
            return (struct eligibility){
                .verdict = rules[i].verdict,
                .law = str_of(rules[i].law),
                .note = rules[i].note,
                .from = rules[i].when == RULE_DUTY ? duty_from
                                                   : day_of(rules[i].from),
            };
    return (struct eligibility){.verdict = ELIGIBLE_MAY_NOT,
                                .note = MSG_THK_RULE_NONE,
                                .from = DATE_NONE};
}

/* --- words --- */

static const struct word verdicts[] = {
    [ELIGIBLE_MAY_NOT] = {"may_not", MSG_THK_ELIGIBLE_MAY_NOT},
    [ELIGIBLE_MAY] = {"may", MSG_THK_ELIGIBLE_MAY},
    [ELIGIBLE_MUST_BE_ASKED] = {"must_be_asked", MSG_THK_ELIGIBLE_MUST},
};
static const struct word kinds[] = {
    [DECISION_OFFER] = {"offer", MSG_THK_DECISION_OFFER},
    [DECISION_DECLINE] = {"decline", MSG_THK_DECISION_DECLINE},
    [DECISION_WAIT] = {"wait", MSG_THK_DECISION_WAIT},
};
static const struct word states[] = {
    [DECISION_PROPOSED] = {"proposed", MSG_THK_DECISION_PROPOSED},
    [DECISION_STANDS] = {"stands", MSG_THK_DECISION_STANDS},
    [DECISION_REJECTED] = {"rejected", MSG_THK_DECISION_REJECTED},
    [DECISION_UNDONE] = {"undone", MSG_THK_DECISION_UNDONE},
    [DECISION_FOLLOWED] = {"followed", MSG_THK_DECISION_FOLLOWED},
};

const char *
eligible_word(enum eligible v)
{
    return verdicts[v].word;
}

int
eligible_message(enum eligible v)
{
    return verdicts[v].msg;
}

bool
eligible_parse(struct str word, enum eligible *out)
{
    int i = word_find(verdicts, ARRAY_LEN(verdicts), word);

    if (i >= 0)
        *out = (enum eligible)i;
    return i >= 0;
}

const char *
decision_kind_word(enum decision_kind k)
{
    return kinds[k].word;
}

int
decision_kind_message(enum decision_kind k)
{
    return kinds[k].msg;
}

bool
decision_kind_parse(struct str word, enum decision_kind *out)
{
    int i = word_find(kinds, ARRAY_LEN(kinds), word);

    if (i >= 0)
        *out = (enum decision_kind)i;
    return i >= 0;
}

const char *
decision_state_word(enum decision_state s)
{
    return states[s].word;
}

int
decision_state_message(enum decision_state s)
{
    return states[s].msg;
}

bool
decision_state_parse(struct str word, enum decision_state *out)
{
    int i = word_find(states, ARRAY_LEN(states), word);

    if (i >= 0)
        *out = (enum decision_state)i;
    return i >= 0;
}

/* --- rules --- */

struct instant
decision_counts_from(const struct decision *d)
{
    return d->second_by.v != 0 ? d->second_at : d->made_at;
}

bool
decision_may_undo(const struct decision *d, struct instant now, int32_t minutes)
{
    int64_t since = now.us - decision_counts_from(d).us;

    return d->id != 0 && d->state == DECISION_STANDS && minutes > 0 &&
           since <= (int64_t)minutes * 60 * 1000000;
}

static const struct err *
add(struct arena *mem, const struct err *list, const char *field, int msg)
{
    return err_join(mem, list, ERR(mem, INVALID, .msg = msg, .field = field));
}

static const struct err *
check_length(struct arena *mem, const struct err *list, struct str text,
             size_t max, const char *field)
{
    if (str_chars(text) <= max)
        return list;
    return err_join(mem, list,
                    ERR(mem, INVALID, .msg = MSG_REQUEST_LONG, .field = field,
                        .arg = {msg_int((int64_t)max)}));
}

const struct err *
decision_check(struct arena *mem, const struct decision *d)
{
    const struct err *list = NULL;

    if (d->kind == DECISION_DECLINE && d->reason_code.n == 0)
        list = add(mem, list, "avslagsgrunn", MSG_THK_CHOOSE_REASON);
    if (d->kind == DECISION_WAIT && d->priority == 0)
        list = add(mem, list, "prioritet", MSG_THK_CHOOSE_PRIORITY);
    if (d->reason.n == 0)
        list = add(mem, list, "begrunnelse", MSG_THK_WRITE_REASON);
    list = check_length(mem, list, d->reason, TEXT_MAX, "begrunnelse");
    return check_length(mem, list, d->to_child, CHILD_MAX, "til_barnet");
}
