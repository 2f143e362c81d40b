/* The gate's table and its one decision. Pure: facts in, answer out.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate.h"

#include "access/gate_sets.h"
#include "base/attr.h"
#include "base/err.h"

static const struct action_rule rules[ACT_COUNT] = {
#define READ  ACTION_READ
#define WRITE ACTION_WRITE
#define ACTION(id, word_, rw_, roles_, relations_, class__, audit_) \
    [ACT_##id] = {.word = (word_),                                  \
                  .rw = rw_,                                        \
                  .roles = (roles_),                                \
                  .relations = (relations_),                        \
                  .class_ = (class__),                              \
                  .audit = AUDIT_##audit_},
#include "access/actions.def"
#undef ACTION
#undef READ
#undef WRITE
};

static const char *const role_words[] = {
#define ROLE(id, word) word,
#include "access/roles.def"
#undef ROLE
};
static const char *const relation_words[] = {
#define RELATION(id, word) word,
#include "access/relations.def"
#undef RELATION
};
static const char *const class_words[] = {
#define CLASS(id, word) word,
#include "access/classes.def"
#undef CLASS
};

const struct action_rule *
action_rule(enum action a)
{
    ASSERT(a > ACT_NONE && a < ACT_COUNT);
    return &rules[a];
}

enum action
action_find(struct str word)
{
    for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
        if (str_eq_cz(word, rules[a].word))
            return (enum action)a;
    }
    return ACT_NONE;
}

bool
role_may(enum role r, enum action a)
{
    return (action_rule(a)->roles & (1u << r)) != 0;
}

/* Does the actor's side already know that this child's case exists? What they
 * wrote themselves, hold or are offered, they know of. */
static bool
is_known(const struct gate_facts *facts)
{
    const uint32_t own = REL_BIT(OFFERED) | REL_BIT(AUTHOR) |
                         REL_BIT(OWN_ACCOUNT) | REL_BIT(HOLDER) |
                         REL_BIT(SELF) | REL_BIT(GUARDED) | REL_BIT(FOSTERED) |
                         REL_BIT(LINKED);

    if (!facts->subject_exists)
        return false;
    if (!facts->about_child)
        return true;
    if (facts->is_protected && !facts->on_short_list)
        return false;
    return (facts->classes & CLASS_BIT(CORE)) != 0 ||
           (facts->relations & own) != 0;
}

enum gate_answer
gate_decide(enum action a, enum role role, const struct gate_facts *facts)
{
    const struct action_rule *rule = action_rule(a);
    bool has_subject = rule->relations != 0;
    bool allowed = (rule->roles & (1u << role)) != 0 &&
                   (facts->function_active || role == ROLE_PUBLIC ||
                    role == ROLE_NO_FUNCTION || role == ROLE_SYSTEM);

    if (!has_subject)
        return allowed ? GATE_ALLOW : GATE_DENY;
    if (!is_known(facts))
        return GATE_HIDE;
    if (!allowed || (facts->relations & rule->relations) == 0 ||
        (facts->classes & rule->class_) != rule->class_)
        return GATE_DENY;
    return GATE_ALLOW;
}

const char *
role_word(enum role r)
{
    ASSERT((unsigned)r < ROLE_COUNT);
    return role_words[r];
}

const char *
relation_word(enum relation r)
{
    ASSERT((unsigned)r < REL_COUNT);
    return relation_words[r];
}

const char *
info_class_word(enum info_class c)
{
    ASSERT((unsigned)c < CLASS_COUNT);
    return class_words[c];
}

bool
info_class_parse(struct str word, enum info_class *out)
{
    for (unsigned i = 0; i < CLASS_COUNT; i++)
        if (str_eq_cz(word, class_words[i])) {
            *out = (enum info_class)i;
            return true;
        }
    return false;
}
