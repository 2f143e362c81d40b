/* The state machine of an assessment (THK): one table, pure rules over it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_STATE_H
#define HELHET_ASSESSMENT_STATE_H

#include "access/gate.h"
#include "base/buf.h"
#include "base/err.h"
#include "text/messages_assessment.h"

enum thk_state {
#define STATE(id, word, msg) THK_##id,
#include "assessment/states.def"
#undef STATE
    THK_STATE_COUNT
};

/* What must be there before a step; the caller finds out, the table asks. */
enum thk_need {
    THK_NEED_REQUEST,   /* the request has no faults (request_check) */
    THK_NEED_CONSENT,   /* consent attached, or the taker-up says why not */
    THK_NEED_ELIGIBLE,  /* legal basis and case status may be offered */
    THK_NEED_DECISION,  /* a decision is written */
    THK_NEED_REASON,    /* a reason is given */
    THK_NEED_SECOND,    /* a second person confirms (a setting) */
    THK_NEED_UNDO_TIME, /* within the time for undoing (a setting) */
    THK_NEED_TEAM,     /* a team, complete in its composition, nobody partial */
    THK_NEED_DAY,      /* at least one day is set */
    THK_NEED_DAY_PAST, /* the last day has been, and the child's part is told */
    THK_NEED_AREAS,    /* every area has a finding, or why not */
    THK_NEED_MEETING,  /* feedback was given: who, when, each its version */
    THK_NEED_SIGNED,   /* every member of the team has signed */
    THK_NEED_ADDRESSED, /* recommendations have receivers; or none, and why */
    THK_NEED_FOLLOWED,  /* every recommendation is done or answered with no */
    THK_NEED_COUNT
};

/* Own goals, counted in working days from settings; never law (R722). */
enum thk_goal {
    THK_GOAL_NONE,
    THK_GOAL_DECISION,
    THK_GOAL_COMPLETION,
    THK_GOAL_ASSESSMENT,
    THK_GOAL_REPORT,
    THK_GOAL_COUNT
};

enum thk_told {
    THK_TELL_REQUESTER,
    THK_TELL_DECIDER,
    THK_TELL_TEAM,
    THK_TELL_RECIPIENTS,
    THK_TOLD_COUNT
};

enum thk_step {
#define STEP(id, word, from, to, act, needs, starts, stops, told) THK_STEP_##id,
#include "assessment/transitions.def"
#undef STEP
    THK_STEP_COUNT
};

struct thk_transition {
    const char *word;
    uint32_t from; /* 1 << enum thk_state */
    enum thk_state to;
    enum action action;
    uint32_t needs; /* 1 << enum thk_need */
    enum thk_goal starts;
    uint32_t stops; /* 1 << enum thk_goal */
    uint32_t told;  /* 1 << enum thk_told */
};
const struct thk_transition *thk_transition(enum thk_step s);

/* May the step be taken from `state`, when `met` is what is there (bits of
 * enum thk_need)? Errors: CONFLICT (MSG_THK_WRONG_STATE), INVALID list with a
 * message for each need that is not met. */
const struct err *thk_step_check(struct arena *mem, enum thk_state state,
                                 enum thk_step step, uint32_t met) MUST_CHECK;
/* The steps that lead out of a state, as bits: what a page may offer. */
uint32_t thk_steps_from(enum thk_state state);
bool thk_state_is_end(enum thk_state state);

const char *thk_state_word(enum thk_state s);
bool thk_state_parse(struct str word, enum thk_state *out);
int thk_state_message(enum thk_state s);

/* The table as a picture for Graphviz, and as text. */
void thk_states_dot(struct buf *b);
void thk_states_text(struct buf *b);

#endif
