/* Proposing and choosing a team for a child; the board of teams and weeks.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_TEAM_APP_H
#define HELHET_ASSESSMENT_TEAM_APP_H

#include "assessment/team_store.h"
#include "assessment/work.h"

/* --- team_app.c --- */
struct team_option {
    struct team_setup setup;
    struct team_people people;
    struct team_verdict verdict;
    int64_t free; /* places in the coming eight weeks */
};
struct team_options {
    struct team_option *row; /* as proposed */
    size_t n;
};
struct team_view {
    struct work w;
    struct team_options options;
    struct date day;    /* on which the age was reckoned */
    struct unit clinic; /* BUP of the child's municipality; id 0: not known */
    bool consented;     /* the request says that consent is given */
};
const struct err *team_app_view(struct call *c, assessment_id id,
                                struct team_view *out) MUST_CHECK;
/* A member who is partial, and who comes instead. */
struct team_mark {
    function_id function;
    struct str reason;
    function_id instead; /* {0}: nobody */
};
struct team_choice {
    unit_id unit;
    const struct team_mark *mark;
    size_t marks;
    struct str variant; /* "A", "B", "C" */
    bool tell_clinic;   /* BUP takes part, on the request's consent */
};
/* Chosen from OFFERED the step PREPARE is taken; later on members change.
 * Errors: INVALID (team_check), CONFLICT (another unit has begun). */
const struct err *team_app_choose(struct call *c, assessment_id id,
                                  const struct team_choice *f) MUST_CHECK;
/* Setup and people of all teams on a day. In an open call. */
const struct err *team_options_in(struct call *c, struct date on,
                                  struct team_options *out) MUST_CHECK;

/* --- board_app.c --- */
#define BOARD_WEEKS 8
struct board_row {
    struct team_option team;
    struct team_week week[BOARD_WEEKS];
};
struct board {
    struct date monday[BOARD_WEEKS];
    struct board_row *row;
    size_t n;
    struct board_children children;
    bool may_plan; /* the caller decides */
    unit_id region;
};
/* From an ISO week on; DATE_NONE: this week. */
const struct err *board_app_view(struct call *c, struct date from,
                                 struct board *out) MUST_CHECK;
/* Errors: INVALID (team_week_check), CONFLICT (its team is another). */
const struct err *board_app_place(struct call *c, assessment_id id,
                                  unit_id unit, struct date week) MUST_CHECK;
const struct err *board_app_unplace(struct call *c,
                                    assessment_id id) MUST_CHECK;
const struct err *board_app_setup(struct call *c,
                                  const struct team_setup *t) MUST_CHECK;
/* The places of a team's week; below 0: as usual again. */
const struct err *board_app_week(struct call *c, unit_id unit, struct date week,
                                 int32_t places) MUST_CHECK;

#endif
