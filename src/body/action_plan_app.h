/* What people do with a body's action plan.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_ACTION_PLAN_APP_H
#define HELHET_BODY_ACTION_PLAN_APP_H

#include "body/action_plan_store.h"
#include "body/app.h"

/* A body's plan: the newest, or the one with a number. */
struct action_plan_look {
    struct body b;
    struct body_unit_list units;
    struct body_person_list people;
    struct action_plan_list plans;  /* newest first */
    const struct action_plan *plan; /* NULL: the body has none */
    enum action_plan_state state;
    struct measure_list measures;
    struct progress_list progress;
    struct endorsement_list endorsed;
    struct body_decision_list decisions; /* of the body, about plans */
    struct plan_return_list returns;     /* newest first */
    int32_t released; /* parties that have released it to the public */
    bool released_by_own;
    size_t parties;
    struct body_may may;
};
/* Inside an open call; what action_plan_app_look does. */
const struct err *action_plan_look_in(struct call *c, body_id id,
                                      int32_t number,
                                      struct action_plan_look *out) MUST_CHECK;
/* number 0: the newest. Errors: NOT_FOUND, DENIED. */
const struct err *action_plan_app_look(struct call *c, body_id id,
                                       int32_t number,
                                       struct action_plan_look *out) MUST_CHECK;

/* A draft, number one or a revision: what is not done in the plan before comes
 * along. Errors: CONFLICT: there is a draft. */
const struct err *action_plan_app_start(struct call *c, body_id id,
                                        struct str title,
                                        struct date from) MUST_CHECK;
/* Into the newest plan, until a party has endorsed it. Errors: INVALID
 * (field), CONFLICT. */
const struct err *action_plan_app_add(struct call *c, body_id id,
                                      struct measure *m) MUST_CHECK;
/* Other words, person or days for a measure of a plan that is open; m->id and
 * m->version. `remove`: takes it out. Errors: INVALID (field), CONFLICT. */
const struct err *action_plan_app_change(struct call *c, body_id id,
                                         const struct measure *m,
                                         bool remove) MUST_CHECK;
/* On the newest plan's measure. */
const struct err *action_plan_app_progress(struct call *c, body_id id,
                                           measure_id measure,
                                           const struct progress *p) MUST_CHECK;
/* Proposes a matter to the body. Errors: CONFLICT: was done before. */
const struct err *action_plan_app_put(struct call *c, body_id id) MUST_CHECK;
/* The acting person's party endorses it, by a decision of the body about plans;
 * the parties name the same. Errors: INVALID (vedtak), CONFLICT. */
const struct err *action_plan_app_endorse(struct call *c, body_id id,
                                          body_decision_id decision) MUST_CHECK;

/* --- plan_end_app.c --- */
/* The acting person's party sends it back with comments: a draft again, that no
 * party has endorsed. Errors: CONFLICT: it was not put forward. */
const struct err *action_plan_app_return(struct call *c, body_id id,
                                         struct str text) MUST_CHECK;
/* An endorsed plan ends, with an evaluation. Errors: CONFLICT. */
const struct err *action_plan_app_close(struct call *c, body_id id,
                                        int32_t number,
                                        struct str evaluation) MUST_CHECK;
/* The acting person's party releases an endorsed plan to the public, or takes
 * that back (R305). Errors: CONFLICT. */
const struct err *action_plan_app_release(struct call *c, body_id id,
                                          int32_t number,
                                          bool release) MUST_CHECK;
struct public_plan {
    struct action_plan plan;
    struct body b;
    struct body_unit_list units;
    struct measure_list measures;
};
struct public_plan_list {
    struct public_plan *row;
    size_t n;
};
/* What every party has released; nothing else is read. For anybody. */
const struct err *
action_plan_app_public(struct call *c, struct public_plan_list *out) MUST_CHECK;

/* --- plan_look_app.c: inside this folder's open calls --- */
/* The days of a year in plans that are in force or were. */
const struct err *plan_days_in(struct call *c, body_id id, int year,
                               struct body_whole *out) MUST_CHECK;
/* A day of an action plan in words. */
struct str plan_day_text(struct arena *mem, enum lang lang,
                         const struct plan_day *d);

/* Fills w->plan; w->m, w->units and w->others are read. */
const struct err *plan_summary_in(struct call *c,
                                  struct meeting_whole *w) MUST_CHECK;

#endif
