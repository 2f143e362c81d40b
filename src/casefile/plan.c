/* The rules of a joint plan: what holds, what lacks, what changed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/plan.h"

#include "text/messages_casefile.h"
#include "text/messages_text.h"

static const struct {
    const char *word;
    int one;
    int many;
} kinds[] = {
#define PLAN_KIND(id, word, one, many) {word, one, many},
#include "casefile/plan_kind.def"
#undef PLAN_KIND
};
static const struct {
    const char *word;
    int msg;
} states[] = {
#define PLAN_STATE(id, word, msg) {word, msg},
#include "casefile/plan_state.def"
#undef PLAN_STATE
};

const char *
plan_kind_word(enum plan_kind k)
{
    ASSERT((unsigned)k < PLAN_KIND_COUNT);
    return kinds[k].word;
}

bool
plan_kind_parse(struct str word, enum plan_kind *out)
{
    for (unsigned i = 0; i < PLAN_KIND_COUNT; i++)
        if (str_eq_cz(word, kinds[i].word)) {
            *out = (enum plan_kind)i;
            return true;
        }
    return false;
}

int
plan_kind_message(enum plan_kind k)
{
    ASSERT((unsigned)k < PLAN_KIND_COUNT);
    return kinds[k].one;
}

int
plan_kind_heading(enum plan_kind k)
{
    ASSERT((unsigned)k < PLAN_KIND_COUNT);
    return kinds[k].many;
}

const char *
plan_state_word(enum plan_state s)
{
    ASSERT((unsigned)s < PLAN_STATE_COUNT);
    return states[s].word;
}

bool
plan_state_parse(struct str word, enum plan_state *out)
{
    for (unsigned i = 0; i < PLAN_STATE_COUNT; i++)
        if (str_eq_cz(word, states[i].word)) {
            *out = (enum plan_state)i;
            return true;
        }
    return false;
}

int
plan_state_message(enum plan_state s)
{
    ASSERT((unsigned)s < PLAN_STATE_COUNT);
    return states[s].msg;
}

bool
plan_holds(const struct plan_item *i, int64_t version)
{
    return i->version_from <= version &&
           (i->version_to == 0 || i->version_to >= version);
}

const struct err *
plan_check(struct arena *mem, const struct plan_item *i, struct date today)
{
    const struct err *err = NULL;

    if (i->text.n == 0)
        err = ERR(mem, INVALID, .field = "tekst", .msg = MSG_FORM_REQUIRED);
    if (i->kind != PLAN_MEASURE)
        return err;
    if (i->owner.v == 0)
        err = err_join(mem, err,
                       ERR(mem, INVALID, .field = "ansvarlig",
                           .msg = MSG_JOINT_OWNER_MISSING));
    if (date_is_none(i->due_on) || date_cmp(i->due_on, today) < 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "frist", .msg = MSG_JOINT_DUE_PAST));
    else if (!date_is_none(i->starts_on) &&
             date_cmp(i->starts_on, i->due_on) > 0)
        err = err_join(
            mem, err,
            ERR(mem, INVALID, .field = "start", .msg = MSG_JOINT_STARTS_LATE));
    return err;
}

/* --- an individual plan --- */

static const int content_messages[PLAN_CONTENTS] = {
    MSG_JOINT_CONTENT_GOALS,         MSG_JOINT_CONTENT_NEEDS,
    MSG_JOINT_CONTENT_MEASURES,      MSG_JOINT_CONTENT_COORDINATOR,
    MSG_JOINT_CONTENT_CONTRIBUTIONS, MSG_JOINT_CONTENT_EVALUATION,
    MSG_JOINT_CONTENT_CONSENT,       MSG_JOINT_CONTENT_COOPERATION,
};

int
plan_content_message(int bit)
{
    ASSERT(bit >= 0 && bit < PLAN_CONTENTS);
    return content_messages[bit];
}

static bool
has_kind(const struct plan_items *items, int64_t version, enum plan_kind kind)
{
    for (size_t i = 0; i < items->n; i++)
        if (items->row[i].kind == kind && plan_holds(&items->row[i], version))
            return true;
    return false;
}

unsigned
plan_lacks(const struct plan_items *items, int64_t version,
           const struct plan_version *v)
{
    unsigned lacks = 0;

    if (!has_kind(items, version, PLAN_CHILD_GOAL) &&
        !has_kind(items, version, PLAN_TEAM_GOAL))
        lacks |= CONTENT_GOALS;
    if (!has_kind(items, version, PLAN_NEED))
        lacks |= CONTENT_NEEDS;
    if (!has_kind(items, version, PLAN_MEASURE))
        lacks |= CONTENT_MEASURES;
    if (!has_kind(items, version, PLAN_CONTRIBUTION))
        lacks |= CONTENT_CONTRIBUTIONS;
    if (!has_kind(items, version, PLAN_COOPERATION))
        lacks |= CONTENT_COOPERATION;
    if (v->coordinator.v == 0)
        lacks |= CONTENT_COORDINATOR;
    if (date_is_none(v->evaluate_on))
        lacks |= CONTENT_EVALUATION;
    if (!v->consented)
        lacks |= CONTENT_CONSENT;
    return lacks;
}

/* --- two versions --- */

static const struct plan_item *
find(const struct plan_items *items, int64_t item, int64_t version)
{
    for (size_t i = 0; i < items->n; i++)
        if (items->row[i].item == item && plan_holds(&items->row[i], version))
            return &items->row[i];
    return NULL;
}

static bool
is_first_row(const struct plan_items *items, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (items->row[i].item == items->row[at].item)
            return false;
    return true;
}

static enum plan_change
change_of(const struct plan_item *before, const struct plan_item *after)
{
    if (!before)
        return PLAN_ADDED;
    if (!after)
        return PLAN_REMOVED;
    return before->row == after->row ? PLAN_SAME : PLAN_CHANGED;
}

struct plan_difference *
plan_compare(struct arena *mem, const struct plan_items *items, int64_t from,
             int64_t to, size_t *n)
{
    struct plan_difference *out = ARENA_NEW_N(mem, struct plan_difference,
                                              items->n + 1);

    *n = 0;
    for (int kind = 0; kind < PLAN_KIND_COUNT; kind++)
        for (size_t i = 0; i < items->n; i++) {
            const struct plan_item *p = &items->row[i];
            const struct plan_item *before = find(items, p->item, from);
            const struct plan_item *after = find(items, p->item, to);

            if (p->kind == (enum plan_kind)kind && is_first_row(items, i) &&
                (before || after))
                out[(*n)++] = (struct plan_difference){change_of(before, after),
                                                       before, after};
        }
    return out;
}
