/* The state machine of an assessment: the table and what follows from it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/state.h"

#include "text/messages_assessment.h"

#define IN(id)   (1u << THK_##id)
#define NEED(id) (1u << THK_NEED_##id)
#define STOP(id) (1u << THK_GOAL_##id)
#define STOP_ALL ((1u << THK_GOAL_COUNT) - 2)
#define TELL(id) (1u << THK_TELL_##id)

static const struct thk_transition table[THK_STEP_COUNT] = {
#define STEP(id, word_, from_, to_, act, needs_, starts_, stops_, told_) \
    [THK_STEP_##id] = {.word = (word_),                                  \
                       .from = (from_),                                  \
                       .to = THK_##to_,                                  \
                       .action = ACT_##act,                              \
                       .needs = (needs_),                                \
                       .starts = THK_GOAL_##starts_,                     \
                       .stops = (stops_),                                \
                       .told = (told_)},
#include "assessment/transitions.def"
#undef STEP
};

static const struct {
    const char *word;
    int message;
} states[THK_STATE_COUNT] = {
#define STATE(id, word, msg) [THK_##id] = {word, msg},
#include "assessment/states.def"
#undef STATE
};

static const int need_messages[THK_NEED_COUNT] = {
    [THK_NEED_REQUEST] = MSG_THK_NEED_REQUEST,
    [THK_NEED_CONSENT] = MSG_THK_NEED_CONSENT,
    [THK_NEED_ELIGIBLE] = MSG_THK_NEED_ELIGIBLE,
    [THK_NEED_DECISION] = MSG_THK_NEED_DECISION,
    [THK_NEED_REASON] = MSG_THK_NEED_REASON,
    [THK_NEED_SECOND] = MSG_THK_NEED_SECOND,
    [THK_NEED_UNDO_TIME] = MSG_THK_NEED_UNDO_TIME,
    [THK_NEED_TEAM] = MSG_THK_NEED_TEAM,
    [THK_NEED_DAY] = MSG_THK_NEED_DAY,
    [THK_NEED_DAY_PAST] = MSG_THK_NEED_DAY_PAST,
    [THK_NEED_AREAS] = MSG_THK_NEED_AREAS,
    [THK_NEED_MEETING] = MSG_THK_NEED_MEETING,
    [THK_NEED_SIGNED] = MSG_THK_NEED_SIGNED,
    [THK_NEED_ADDRESSED] = MSG_THK_NEED_ADDRESSED,
    [THK_NEED_FOLLOWED] = MSG_THK_NEED_FOLLOWED,
};
static const char *const need_words[THK_NEED_COUNT] = {
    [THK_NEED_REQUEST] = "complete request",
    [THK_NEED_CONSENT] = "consent",
    [THK_NEED_ELIGIBLE] = "eligibility",
    [THK_NEED_DECISION] = "decision",
    [THK_NEED_REASON] = "reason",
    [THK_NEED_SECOND] = "second person (setting)",
    [THK_NEED_UNDO_TIME] = "within undo time (setting)",
    [THK_NEED_TEAM] = "complete team",
    [THK_NEED_DAY] = "a day",
    [THK_NEED_DAY_PAST] = "day held, participation told",
    [THK_NEED_AREAS] = "all areas answered",
    [THK_NEED_MEETING] = "feedback given",
    [THK_NEED_SIGNED] = "all signatures",
    [THK_NEED_ADDRESSED] = "recommendations addressed",
    [THK_NEED_FOLLOWED] = "recommendations followed",
};
static const char *const goal_words[THK_GOAL_COUNT] = {
    [THK_GOAL_NONE] = "none",
    [THK_GOAL_DECISION] = "decision",
    [THK_GOAL_COMPLETION] = "completion",
    [THK_GOAL_ASSESSMENT] = "assessment",
    [THK_GOAL_REPORT] = "report",
};
static const char *const told_words[THK_TOLD_COUNT] = {
    [THK_TELL_REQUESTER] = "requester",
    [THK_TELL_DECIDER] = "decider",
    [THK_TELL_TEAM] = "team",
    [THK_TELL_RECIPIENTS] = "recipients",
};

const struct thk_transition *
thk_transition(enum thk_step s)
{
    ASSERT((unsigned)s < THK_STEP_COUNT);
    return &table[s];
}

const struct err *
thk_step_check(struct arena *mem, enum thk_state state, enum thk_step step,
               uint32_t met)
{
    const struct thk_transition *t = thk_transition(step);
    const struct err *list = NULL;

    if ((t->from & (1u << state)) == 0)
        return ERR(mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    for (unsigned n = 0; n < THK_NEED_COUNT; n++)
        if ((t->needs & ~met & (1u << n)) != 0)
            list = err_join(mem, list,
                            ERR(mem, INVALID, .msg = need_messages[n]));
    return list;
}

uint32_t
thk_steps_from(enum thk_state state)
{
    uint32_t steps = 0;

    for (unsigned s = 0; s < THK_STEP_COUNT; s++)
        if ((table[s].from & (1u << state)) != 0)
            steps |= 1u << s;
    return steps;
}

bool
thk_state_is_end(enum thk_state state)
{
    return state == THK_CLOSED || state == THK_WITHDRAWN ||
           state == THK_DECLINED;
}

const char *
thk_state_word(enum thk_state s)
{
    ASSERT((unsigned)s < THK_STATE_COUNT);
    return states[s].word;
}

bool
thk_state_parse(struct str word, enum thk_state *out)
{
    for (unsigned i = 0; i < THK_STATE_COUNT; i++)
        if (str_eq_cz(word, states[i].word)) {
            *out = (enum thk_state)i;
            return true;
        }
    return false;
}

int
thk_state_message(enum thk_state s)
{
    ASSERT((unsigned)s < THK_STATE_COUNT);
    return states[s].message;
}

/* --- the table, printed --- */

static void
put_bits(struct buf *b, uint32_t bits, const char *const *words, unsigned n)
{
    bool first = true;

    for (unsigned i = 0; i < n; i++) {
        if ((bits & (1u << i)) == 0)
            continue;
        buf_fmt(b, "%s%s", first ? "" : ", ", words[i]);
        first = false;
    }
    if (first)
        buf_char(b, '-');
}

void
thk_states_dot(struct buf *b)
{
    buf_cz(b, "digraph thk {\n  rankdir=TB;\n  node [shape=box];\n");
    for (unsigned s = 0; s < THK_STATE_COUNT; s++)
        buf_fmt(b, "  %s%s;\n", states[s].word,
                thk_state_is_end((enum thk_state)s) ? " [peripheries=2]" : "");
    for (unsigned i = 0; i < THK_STEP_COUNT; i++)
        for (unsigned s = 0; s < THK_STATE_COUNT; s++)
            if ((table[i].from & (1u << s)) != 0)
                buf_fmt(b, "  %s -> %s [label=\"%s\"];\n", states[s].word,
                        states[table[i].to].word, table[i].word);
    buf_cz(b, "}\n");
}

static void
text_line(struct buf *b, const struct thk_transition *t)
{
    buf_fmt(b, "%s\n  from    ", t->word);
    for (unsigned s = 0, n = 0; s < THK_STATE_COUNT; s++)
        if ((t->from & (1u << s)) != 0)
            buf_fmt(b, "%s%s", n++ > 0 ? ", " : "", states[s].word);
    buf_fmt(b, "\n  to      %s\n  action  %s\n  needs   ", states[t->to].word,
            action_rule(t->action)->word);
    put_bits(b, t->needs, need_words, THK_NEED_COUNT);
    buf_fmt(b, "\n  starts  %s\n  stops   ", goal_words[t->starts]);
    put_bits(b, t->stops, goal_words, THK_GOAL_COUNT);
    buf_cz(b, "\n  tells   ");
    put_bits(b, t->told, told_words, THK_TOLD_COUNT);
    buf_char(b, '\n');
}

void
thk_states_text(struct buf *b)
{
    for (unsigned i = 0; i < THK_STEP_COUNT; i++)
        text_line(b, &table[i]);
}
