/* Who may consent or decide for a child, by dated rules. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/consent.h"

#include "base/err.h"
#include "base/words.h"
#include "text/messages_sharing.h"

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
static const struct word matters[MATTER_COUNT] = {
#define MATTER(id, word, msg) [MATTER_##id] = {word, msg},
#include "sharing/matter.def"
#undef MATTER
};
enum part { DECIDES, ADDS };
static const struct {
    const char *id;
    enum consent_matter matter;
    uint32_t situations;
    enum consenter who;
    enum part part;
    int message;
} consent_map[] = {
#define CONSENT(id, matter, situations, who, part, msg) \
    {id, MATTER_##matter, situations, CONSENTER_##who, part, msg},
#include "sharing/consent_map.def"
#undef CONSENT
};

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

const char *
matter_word(enum consent_matter m)
{
    return matters[m].word;
}

bool
matter_parse(struct str word, enum consent_matter *out)
{
    int i = word_find(matters, MATTER_COUNT, word);

    if (i >= 0)
        *out = (enum consent_matter)i;
    return i >= 0;
}

int
matter_message(enum consent_matter m)
{
    return matters[m].msg;
}

size_t
consent_map_size(void)
{
    return ARRAY_LEN(consent_map);
}

/* "C3" and its later versions, "C3/2". */
static bool
is_rule(struct str id, const char *wanted)
{
    struct str w = str_of(wanted);

    return str_starts(id, w) && (id.n == w.n || id.p[w.n] == '/');
}

bool
consent_rule_map(size_t nth, const struct consent_rule *row,
                 struct consent_rule *out)
{
    ASSERT(nth < ARRAY_LEN(consent_map));
    if (!is_rule(row->id, consent_map[nth].id))
        return false;
    *out = *row;
    out->matter = consent_map[nth].matter;
    out->situations = consent_map[nth].situations;
    out->who = consent_map[nth].who;
    out->adds = consent_map[nth].part == ADDS;
    out->message = consent_map[nth].message;
    return true;
}

static bool
rule_fits(const struct consent_rule *r, const struct consent_facts *facts,
          struct date on)
{
    return r->matter == facts->matter &&
           (r->age_from < 0 || facts->age >= r->age_from) &&
           (r->age_to < 0 || facts->age <= r->age_to) &&
           (r->situations >> facts->care & 1) != 0 &&
           (date_is_none(r->valid_from) || date_cmp(r->valid_from, on) <= 0) &&
           (date_is_none(r->valid_to) || date_cmp(on, r->valid_to) <= 0);
}

const struct consent_rule *
consent_find(const struct consent_rule *rule, size_t n,
             const struct consent_facts *facts, struct date on)
{
    for (size_t i = 0; i < n; i++) {
        if (!rule[i].adds && rule_fits(&rule[i], facts, on))
            return &rule[i];
    }
    return NULL;
}

struct consent_answer
consent_answer(const struct consent_rule *rule, size_t n,
               const struct consent_facts *facts, struct date on)
{
    struct consent_answer a = {.matter = facts->matter,
                               .rule = consent_find(rule, n, facts, on)};

    for (size_t i = 0; i < n; i++) {
        if (&rule[i] == a.rule || !rule_fits(&rule[i], facts, on))
            continue;
        ASSERT(a.also_n < CONSENT_ALSO_MAX);
        a.also[a.also_n++] = &rule[i];
    }
    return a;
}

bool
consent_answer_same(const struct consent_answer *a,
                    const struct consent_answer *b)
{
    bool same = a->rule == b->rule && a->also_n == b->also_n;

    for (size_t i = 0; same && i < a->also_n; i++)
        same = a->also[i] == b->also[i];
    return same;
}

struct date
consent_next(const struct consent_rule *rule, size_t n,
             enum consent_matter matter, enum care care, struct date born,
             struct date on, struct consent_answer *later)
{
    struct date last = date_add_months(born, 20 * 12);
    struct consent_facts facts = {matter, date_age(born, on), care};
    struct consent_answer now = consent_answer(rule, n, &facts, on);

    for (struct date d = date_add(on, 1); date_cmp(d, last) <= 0;
         d = date_add(d, 1)) {
        facts.age = date_age(born, d);
        *later = consent_answer(rule, n, &facts, d);
        if (!consent_answer_same(&now, later))
            return d;
    }
    return DATE_NONE;
}
