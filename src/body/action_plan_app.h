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
    size_t parties;
    struct body_may may;
};
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

#endif
