/* Action plans (handlingsplaner) of bodies, R401: types and pure rules.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_ACTION_PLAN_H
#define HELHET_BODY_ACTION_PLAN_H

#include "body/body.h"

ID_TYPE(action_plan_id);
ID_TYPE(measure_id);

enum action_plan_state {
    ACTION_PLAN_DRAFT,
    ACTION_PLAN_PUT,      /* on its way to a meeting */
    ACTION_PLAN_ENDORSED, /* by some of the parties */
    ACTION_PLAN_IN_FORCE, /* by all, in its period */
    ACTION_PLAN_ENDED,    /* its period is over */
    ACTION_PLAN_RETURNED, /* by a party, with comments: a draft again */
    ACTION_PLAN_CLOSED,   /* with an evaluation */
    ACTION_PLAN_STATE_COUNT
};
int action_plan_state_message(enum action_plan_state s);

struct action_plan {
    action_plan_id id;
    body_id body;
    int32_t number; /* of the body's plans, from 1 */
    struct str title;
    struct date from;
    struct date until;
    item_id item;            /* {0}: not put forward */
    struct date returned_on; /* since it was last put forward, or DATE_NONE */
    struct date closed_on;   /* DATE_NONE: not; so below */
    struct str evaluation;
    account_id closed_by;
    struct str closed_name; /* read along */
    int64_t version;
};

enum measure_state {
    MEASURE_WAITS,
    MEASURE_UNDER_WAY,
    MEASURE_DONE,
    MEASURE_STOPPED,
    MEASURE_STATE_COUNT
};
const char *measure_state_word(enum measure_state s);
int measure_state_message(enum measure_state s);

struct measure {
    measure_id id;
    action_plan_id plan;
    int32_t position;
    struct str goal;
    struct str title;
    person_id person;
    struct str person_name; /* read along */
    struct str unit_name;   /* read along: whom the person speaks for */
    struct date from;
    struct date until;
    struct str indicator;
    struct str budget; /* a note */
    enum measure_state state;
    int64_t version;
};
struct measure_list {
    struct measure *row;
    size_t n;
};
/* A line in the log of a measure. */
struct progress {
    measure_id measure;
    struct date on;
    enum measure_state state;
    struct str text;
    struct str name; /* of who wrote it */
};
struct progress_list {
    struct progress *row;
    size_t n;
};

/* A day of a plan in force that stands in the body's year. */
enum plan_day_kind {
    PLAN_DAY_BEGINS,
    PLAN_DAY_ENDS,
    PLAN_DAY_MEASURE /* a measure's last day */
};
struct plan_day {
    enum plan_day_kind kind;
    struct date day;
    int64_t id;     /* of the plan or the measure */
    int32_t number; /* of the plan */
    struct str title;
    enum measure_state state; /* a measure's */
    bool late;
};

/* The last day of a plan that begins on `from`: two years. Source: R401; the
 * regional agreement's 4.1 (A09). */
struct date action_plan_end(struct date from);

/* May measures be written into it: nobody has endorsed it? */
bool action_plan_is_open(enum action_plan_state s);
/* Have all parties endorsed it, now or once? */
bool action_plan_is_agreed(enum action_plan_state s);

/* The state on `on`, by how many of the body's parties have endorsed it. */
enum action_plan_state action_plan_state_on(const struct action_plan *p,
                                            size_t parties, size_t endorsed,
                                            struct date on);

/* Is it late on `on`: not done after its last day, or not begun after its
 * first? What was stopped is never late. */
bool measure_is_late(const struct measure *m, struct date on);

/* The state that the log tells of for the end of `on`; `log` is newest first.
 */
enum measure_state measure_state_at(const struct progress_list *log,
                                    measure_id id, struct date on);

/* Checks a new measure: its days lie in order and within the plan.
 * Errors: INVALID (field fra, til). */
const struct err *measure_check(struct arena *mem, const struct action_plan *p,
                                const struct measure *m) MUST_CHECK;

#endif
