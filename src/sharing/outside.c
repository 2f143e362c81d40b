/* Services without an account: their words. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/outside.h"

#include "base/words.h"
#include "text/messages_sharing.h"

static const struct word outsides[OUTSIDE_COUNT] = {
#define OUTSIDE(id, word, msg, at) [OUTSIDE_##id] = {word, msg},
#include "sharing/outside.def"
#undef OUTSIDE
};
static const int outsides_at[OUTSIDE_COUNT] = {
#define OUTSIDE(id, word, msg, at) [OUTSIDE_##id] = at,
#include "sharing/outside.def"
#undef OUTSIDE
};

const char *
outside_word(enum outside s)
{
    return outsides[s].word;
}

bool
outside_parse(struct str word, enum outside *out)
{
    int i = word_find(outsides, OUTSIDE_COUNT, word);

    if (i >= 0)
        *out = (enum outside)i;
    return i >= 0;
}

int
outside_message(enum outside s)
{
    return outsides[s].msg;
}

bool
outside_is_health(enum outside s)
{
    return s == OUTSIDE_HEALTH_STATION || s == OUTSIDE_GP ||
           s == OUTSIDE_DENTAL || s == OUTSIDE_OTHER;
}

struct str
outside_somebody(struct arena *mem, enum lang lang, enum outside s)
{
    const struct msg_arg at[] = {msg_str(msg_plain(lang, outsides_at[s]))};

    return msg_text(mem, lang, MSG_OUTSIDE_SOMEBODY, at, 1);
}
