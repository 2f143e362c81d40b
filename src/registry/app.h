/* What a person can do with the registry: look, in one call each.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_APP_H
#define HELHET_REGISTRY_APP_H

#include "access/call.h"
#include "registry/store.h"

/* A unit with what stands around it on c->today. */
struct unit_whole {
    struct unit unit;
    struct unit_list parents; /* nearest first */
    struct unit_list children;
    struct function_list functions; /* today's */
    struct catchment_list served;   /* all periods */
    struct succession_list after;   /* went on with its work */
    struct succession_list before;  /* whose work it went on with */
    struct municipality place;      /* number empty: none */
    struct str kind_text;           /* in the reader's language, or empty */
};

/* A municipality with all who are responsible on c->today. */
struct place_whole {
    struct municipality place;
    struct registry_responsible responsible;
    struct unit_list units; /* that lie in it */
};

/* Units that match, with what a list shows of each. */
struct unit_found {
    struct unit_list units;
    struct unit *parent; /* one for each; id 0: none */
    struct str *kind_text;
    int64_t total;
};

/* Errors of each: NOT_FOUND, DENIED. */
const struct err *registry_app_search(struct call *c,
                                      const struct unit_search *what,
                                      struct unit_found *out) MUST_CHECK;
const struct err *registry_app_unit(struct call *c, unit_id id,
                                    struct unit_whole *out) MUST_CHECK;
/* By name in Norwegian order; `text` empty: all. */
const struct err *registry_app_places(struct call *c, struct str text,
                                      struct municipality_list *out) MUST_CHECK;
const struct err *registry_app_place(struct call *c, struct str number,
                                     struct place_whole *out) MUST_CHECK;
const struct err *
registry_app_problems(struct call *c,
                      struct catchment_problem_list *out) MUST_CHECK;

#endif
