/* Agreements: words, and which version binds. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/agreement.h"

#include "base/words.h"
#include "text/messages_agreement.h"

static const struct word kinds[] = {
#define KIND(id, word, msg) {word, msg},
#include "agreement/agreement_kind.def"
#undef KIND
};
static const struct word states[] = {
#define STATE(id, word, msg) {word, msg},
#include "agreement/version_state.def"
#undef STATE
};
static const struct word shown[] = {
#define SHOWN(id, word, msg) {word, msg},
#include "agreement/shown_as.def"
#undef SHOWN
};

const char *
agreement_kind_word(enum agreement_kind k)
{
    return kinds[k].word;
}

bool
agreement_kind_parse(struct str word, enum agreement_kind *out)
{
    int i = word_find(kinds, ARRAY_LEN(kinds), word);

    if (i >= 0)
        *out = (enum agreement_kind)i;
    return i >= 0;
}

int
agreement_kind_message(enum agreement_kind k)
{
    return kinds[k].msg;
}

const char *
version_state_word(enum version_state s)
{
    return states[s].word;
}

bool
version_state_parse(struct str word, enum version_state *out)
{
    int i = word_find(states, ARRAY_LEN(states), word);

    if (i >= 0)
        *out = (enum version_state)i;
    return i >= 0;
}

int
version_state_message(enum version_state s)
{
    return states[s].msg;
}

const char *
shown_as_word(enum shown_as s)
{
    return shown[s].word;
}

bool
shown_as_parse(struct str word, enum shown_as *out)
{
    int i = word_find(shown, ARRAY_LEN(shown), word);

    if (i >= 0)
        *out = (enum shown_as)i;
    return i >= 0;
}

int
shown_as_message(enum shown_as s)
{
    return shown[s].msg;
}

const struct version *
version_on(const struct version_list *all, struct date on)
{
    const struct version *best = NULL;

    for (size_t i = 0; i < all->n; i++) {
        const struct version *v = &all->row[i];

        if (v->state < VERSION_IN_FORCE || date_is_none(v->from) ||
            date_cmp(v->from, on) > 0 ||
            (!date_is_none(v->until) && date_cmp(v->until, on) < 0))
            continue;
        if (!best || v->number > best->number)
            best = v;
    }
    return best;
}

enum version_state
version_state_on(const struct version *v, struct date day)
{
    if (v->state != VERSION_IN_FORCE || date_is_none(v->until) ||
        date_cmp(v->until, day) >= 0)
        return v->state;
    return date_is_none(v->agreed_until) ||
                   date_cmp(v->agreed_until, v->until) == 0
               ? VERSION_EXPIRED
               : VERSION_TERMINATED;
}

const struct version *
version_expired_on(const struct version_list *all, struct date on)
{
    const struct version *best = NULL;

    if (version_on(all, on))
        return NULL;
    for (size_t i = 0; i < all->n; i++) {
        const struct version *v = &all->row[i];

        if (!date_is_none(v->from) && date_cmp(v->from, on) <= 0 &&
            (!best || v->number > best->number))
            best = v;
    }
    return best && version_state_on(best, on) == VERSION_EXPIRED ? best : NULL;
}
