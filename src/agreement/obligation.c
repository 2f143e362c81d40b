/* The obligation engine: words, and which rule judges which kind. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/obligation.h"

#include "agreement/judge.h"
#include "text/messages_agreement.h"

struct word {
    const char *word;
    int message;
    bool by_hand;
};
static const struct word obligations[] = {
#define OBLIGATION(id, word, msg) {word, msg, false},
#include "agreement/obligation_kind.def"
#undef OBLIGATION
};
static const struct word verdicts[] = {
#define VERDICT(id, word, msg) {word, msg, false},
#include "agreement/verdict.def"
#undef VERDICT
};
static const struct word lacks[] = {
#define LACK(id, word, msg) {word, msg, false},
#include "agreement/lack.def"
#undef LACK
};
static const struct word facts_words[] = {
#define FACT(id, word, msg, by_hand) {word, msg, by_hand},
#include "agreement/fact_kind.def"
#undef FACT
};

const char *
obligation_kind_word(enum obligation_kind k)
{
    return obligations[k].word;
}

bool
obligation_kind_parse(struct str word, enum obligation_kind *out)
{
    for (unsigned i = 0; i < OBLIGATION_KIND_COUNT; i++)
        if (str_eq_cz(word, obligations[i].word)) {
            *out = (enum obligation_kind)i;
            return true;
        }
    return false;
}

int
obligation_kind_message(enum obligation_kind k)
{
    return obligations[k].message;
}

const char *
verdict_word(enum verdict_state s)
{
    return verdicts[s].word;
}

bool
verdict_parse(struct str word, enum verdict_state *out)
{
    for (unsigned i = 0; i < VERDICT_COUNT; i++)
        if (str_eq_cz(word, verdicts[i].word)) {
            *out = (enum verdict_state)i;
            return true;
        }
    return false;
}

int
verdict_message(enum verdict_state s)
{
    return verdicts[s].message;
}

const char *
lack_word(enum lack_kind k)
{
    return lacks[k].word;
}

int
lack_message(enum lack_kind k)
{
    return lacks[k].message;
}

const char *
fact_kind_word(enum fact_kind k)
{
    return facts_words[k].word;
}

bool
fact_kind_parse(struct str word, enum fact_kind *out)
{
    for (unsigned i = 0; i < FACT_KIND_COUNT; i++)
        if (str_eq_cz(word, facts_words[i].word)) {
            *out = (enum fact_kind)i;
            return true;
        }
    return false;
}

int
fact_kind_message(enum fact_kind k)
{
    return facts_words[k].message;
}

bool
fact_kind_by_hand(enum fact_kind k)
{
    return facts_words[k].by_hand;
}

/* --- what every rule needs --- */

bool
judge_counts(const struct judging *j, const struct agreement_fact *f,
             enum fact_kind kind)
{
    return f->kind == kind && date_cmp(f->known, j->on) <= 0 &&
           (date_is_none(f->gone) || date_cmp(f->gone, j->on) > 0);
}

bool
judge_holds(const struct judging *j, const struct agreement_fact *f,
            enum fact_kind kind)
{
    return judge_counts(j, f, kind) && date_cmp(f->on, j->on) <= 0 &&
           (date_is_none(f->until) || date_cmp(f->until, j->on) >= 0);
}

bool
judge_body(const struct judging *j, const struct agreement_fact *f,
           enum fact_kind kind)
{
    return judge_counts(j, f, kind) && str_eq(f->body, j->o->body);
}

void
judge_evidence(struct judging *j, const struct agreement_fact *f)
{
    size_t n = j->v.evidence_n;

    if (n == j->evidence_cap) {
        const struct agreement_fact **more;

        j->evidence_cap = n ? n * 2 : 8;
        more = ARENA_NEW_N(j->mem, const struct agreement_fact *,
                           j->evidence_cap);
        for (size_t i = 0; i < n; i++)
            more[i] = j->evidence[i];
        j->evidence = more;
    }
    j->evidence[j->v.evidence_n++] = f;
}

void
judge_lack(struct judging *j, struct lack lack)
{
    size_t n = j->v.lacks;

    if (n == j->lack_cap) {
        struct lack *more;

        j->lack_cap = n ? n * 2 : 8;
        more = ARENA_NEW_N(j->mem, struct lack, j->lack_cap);
        for (size_t i = 0; i < n; i++)
            more[i] = j->lack[i];
        j->lack = more;
    }
    j->lack[j->v.lacks++] = lack;
}

void
judge_by_time(struct judging *j, struct date last)
{
    int32_t left = last.days - j->on.days;

    j->v.last = last;
    j->v.state = left < 0                       ? VERDICT_BREACHED
                 : left <= OBLIGATION_DUE_DAYS  ? VERDICT_DUE
                 : left <= OBLIGATION_SOON_DAYS ? VERDICT_DUE_SOON
                                                : VERDICT_ON_TRACK;
}

int
judge_year(struct date d)
{
    int y;
    int m;
    int day;

    date_split(d, &y, &m, &day);
    return y;
}

struct date
judge_year_end(int year)
{
    return date_ymd(year, 12, 31);
}

struct date
judge_earlier(struct date a, struct date b)
{
    if (date_is_none(a))
        return b;
    return date_is_none(b) || date_cmp(a, b) <= 0 ? a : b;
}

struct date
judge_later(struct date a, struct date b)
{
    return date_cmp(a, b) >= 0 ? a : b; /* DATE_NONE is before all */
}

size_t
obligation_host_of(const struct obligation *o, int year)
{
    int turn = o->years > 0 ? o->years : 1;
    int since = year - judge_year(o->from);

    ASSERT(o->units > 0);
    return since < 0 ? 0 : (size_t)(since / turn) % o->units;
}

/* --- the judgement --- */

static bool
is_waived(struct judging *j)
{
    for (size_t i = 0; i < j->facts->n; i++) {
        const struct agreement_fact *f = &j->facts->row[i];

        if (judge_holds(j, f, FACT_WAIVER) && f->clause == j->o->id) {
            j->v.state = VERDICT_WAIVED;
            j->v.last = f->until;
            judge_evidence(j, f);
            return true;
        }
    }
    return false;
}

static void
judge(struct judging *j)
{
    static void (*const rule[OBLIGATION_KIND_COUNT])(struct judging *) = {
        [OBLIGATION_MEETINGS] = judge_meetings,
        [OBLIGATION_INVITE] = judge_each_meeting,
        [OBLIGATION_AGENDA] = judge_each_meeting,
        [OBLIGATION_HOST] = judge_each_meeting,
        [OBLIGATION_EVALUATE] = judge_evaluate,
        [OBLIGATION_REVISE] = judge_revise,
        [OBLIGATION_PLAN] = judge_plan,
        [OBLIGATION_ENDORSED] = judge_endorsed,
        [OBLIGATION_PREPARED] = judge_each_meeting,
        [OBLIGATION_LOCAL] = judge_local,
        [OBLIGATION_CONTACT] = judge_contact,
        [OBLIGATION_KNOWN] = judge_known,
        [OBLIGATION_ROUTINE] = judge_routine,
        [OBLIGATION_INPUT] = judge_input,
        [OBLIGATION_ACTIVITY] = judge_activity,
        [OBLIGATION_INTERNAL] = judge_internal,
        [OBLIGATION_GUIDANCE] = judge_guidance,
    };

    ASSERT((unsigned)j->o->kind < OBLIGATION_KIND_COUNT);
    rule[j->o->kind](j);
}

struct verdict
obligation_judge(struct arena *mem, const struct obligation *o,
                 const struct fact_list *facts, struct date on)
{
    struct judging j = {
        .mem = mem,
        .o = o,
        .facts = facts,
        .on = on,
        .v = {.last = DATE_NONE, .met = DATE_NONE},
    };

    if (date_cmp(on, o->from) < 0 ||
        (!date_is_none(o->to) && date_cmp(on, o->to) > 0))
        return j.v;
    j.v.applies = true;
    if (!is_waived(&j))
        judge(&j);
    j.v.evidence = j.evidence;
    j.v.lack = j.lack;
    return j.v;
}
