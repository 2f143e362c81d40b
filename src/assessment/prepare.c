/* Information that a team asks for: words, states, and how it is answered.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/prepare.h"

#include "text/messages_assessment.h"
#include "text/messages_text.h"

const char *const information_words[] = {
#define INFORMATION(id, word, msg) word,
#include "assessment/prepare_sources.def"
#undef INFORMATION
    NULL};

int
information_message(enum information_source s)
{
    static const int message[INFORMATION_COUNT] = {
#define INFORMATION(id, word, msg) [INFORMATION_##id] = msg,
#include "assessment/prepare_sources.def"
#undef INFORMATION
    };

    ASSERT((unsigned)s < INFORMATION_COUNT);
    return message[s];
}

int
information_state_message(enum information_state s)
{
    switch (s) {
    case INFORMATION_ASKED:
        return MSG_INFO_STATE_ASKED;
    case INFORMATION_ANSWERED:
        return MSG_INFO_STATE_ANSWERED;
    case INFORMATION_PAPER:
        return MSG_INFO_STATE_PAPER;
    case INFORMATION_NOTHING:
        break;
    }
    return MSG_INFO_STATE_NOTHING;
}

const struct err *
information_check(struct arena *mem, const struct information *i,
                  enum information_state to, struct str answer)
{
    if (i->state != INFORMATION_ASKED)
        return ERR(mem, CONFLICT, .msg = MSG_INFO_ANSWERED_ALREADY);
    if (to != INFORMATION_NOTHING && answer.n == 0)
        return ERR(mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "svar");
    return NULL;
}
