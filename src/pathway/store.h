/* Pathways in the store: definitions, adoption, runs with events and steps.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_STORE_H
#define HELHET_PATHWAY_STORE_H

#include "casefile/store.h"
#include "pathway/engine.h"
#include "pathway/figures.h"

extern const struct db_set pathway_sql;
extern const struct db_set pathway_region_sql; /* region_store.c */

/* --- definitions: nothing about a child --- */
struct path_row {
    int64_t id; /* 0: ships with the program, not in the store yet */
    struct str key;
    struct str version;
    enum path_status status;
    struct str title; /* bokmål */
    struct str body;  /* PlanDefinition JSON; not read in lists */
    bool shipped;
    struct instant made_at;
    int64_t row_version;
};
struct path_row_list {
    struct path_row *row;
    size_t n;
};
const struct err *pathway_store_find(struct db_tx *tx, struct str key,
                                     struct str version, struct path_row *out,
                                     bool *found) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *pathway_store_get(struct db_tx *tx, int64_t id,
                                    struct path_row *out) MUST_CHECK;
/* By key, newest first; without bodies. */
const struct err *pathway_store_list(struct db_tx *tx,
                                     struct path_row_list *out) MUST_CHECK;
/* Errors: CONFLICT (this key and version is there). */
const struct err *pathway_store_insert(struct db_tx *tx,
                                       const struct path_row *r, function_id by,
                                       struct instant now) MUST_CHECK;
/* A draft's title, body and status. Errors: CONFLICT (changed by another, or
 * published already). */
const struct err *pathway_store_update(struct db_tx *tx,
                                       const struct path_row *r,
                                       struct instant now) MUST_CHECK;
/* Errors: CONFLICT (changed by another, or no draft). */
const struct err *pathway_store_discard(struct db_tx *tx, int64_t id,
                                        int64_t row_version) MUST_CHECK;
const struct err *pathway_store_retire(struct db_tx *tx, int64_t id,
                                       int64_t row_version) MUST_CHECK;

/* --- adoption --- */
struct adoption {
    int64_t id;
    struct str key;
    unit_id unit;
    struct str unit_name;
    enum unit_type unit_type;
    struct date from_on;
    struct date to_on; /* DATE_NONE: still */
};
struct adoption_list {
    struct adoption *row;
    size_t n;
};
const struct err *
pathway_store_list_adoption(struct db_tx *tx, struct str key,
                            struct adoption_list *out) MUST_CHECK;
const struct err *pathway_store_adopt(struct db_tx *tx, struct str key,
                                      unit_id unit, struct date from,
                                      function_id by,
                                      struct instant now) MUST_CHECK;
const struct err *pathway_store_end_adoption(struct db_tx *tx, struct str key,
                                             unit_id unit,
                                             struct date to) MUST_CHECK;
const struct err *pathway_store_is_adopted(struct db_tx *tx, struct str key,
                                           unit_id unit, struct date on,
                                           bool *out) MUST_CHECK;

/* --- runs --- */
struct run_row {
    int64_t id;
    case_id case_id;
    int64_t definition;
    unit_id unit; /* whose it is */
    struct str unit_name;
    enum path_run_end end;
    struct date started_on;
    struct date ended_on;
    int64_t version;
    struct str body; /* of the definition */
};
struct run_list {
    struct run_row *row;
    size_t n;
};
const struct err *pathway_store_insert_run(struct db_tx *tx,
                                           const struct run_row *r) MUST_CHECK;
/* State, end and definition. Errors: CONFLICT. */
const struct err *pathway_store_update_run(struct db_tx *tx,
                                           const struct run_row *r) MUST_CHECK;
/* Of a case, those that are shared with the viewer. */
const struct err *pathway_store_list_runs(struct db_tx *tx,
                                          const struct viewer *v, case_id id,
                                          struct run_list *out) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *pathway_store_get_run(struct db_tx *tx,
                                        const struct viewer *v, int64_t id,
                                        struct run_row *out) MUST_CHECK;

struct event_row {
    int64_t seq;
    struct path_event event;
    struct str text;    /* sealed; empty also where it is not shared */
    struct str said_by; /* by a one-time link; sealed, as the text */
    struct instant at;
    function_id function;
    unit_id unit;
    struct str name;
    struct str unit_name;
};
struct event_rows {
    struct event_row *row;
    size_t n;
};
const struct err *pathway_store_add_event(struct db_tx *tx, int64_t run,
                                          const struct event_row *e) MUST_CHECK;
/* In order. The run must be the viewer's to see. */
const struct err *pathway_store_list_events(struct db_tx *tx,
                                            const struct viewer *v, int64_t run,
                                            struct event_rows *out) MUST_CHECK;

struct step_row {
    int64_t id;
    int64_t run;
    struct str step;
    int64_t round;
    enum path_state state;
    enum unit_type service;
    unit_id unit;
    function_id function;
    struct str name; /* of who does it; empty: not settled yet */
    struct str unit_name;
    enum unit_type unit_type;
    struct date opened_on;
    struct date settled_on;
    struct date due_on;
    int64_t deviations;
};
struct step_rows {
    struct step_row *row;
    size_t n;
};
const struct err *pathway_store_put_step(struct db_tx *tx,
                                         const struct step_row *s) MUST_CHECK;
const struct err *pathway_store_drop_step(struct db_tx *tx,
                                          int64_t id) MUST_CHECK;
const struct err *pathway_store_list_steps(struct db_tx *tx,
                                           const struct viewer *v, int64_t run,
                                           struct step_rows *out) MUST_CHECK;
/* Which run a step is of. Errors: NOT_FOUND. */
const struct err *pathway_store_step_run(struct db_tx *tx,
                                         const struct viewer *v, int64_t step,
                                         int64_t *out_run) MUST_CHECK;

/* Units that take part, and may see what `owner` plans. */
struct part_row {
    unit_id unit;
    struct str name;
    enum unit_type type;
};
struct part_list {
    struct part_row *row;
    size_t n;
};
const struct err *pathway_store_list_parts(struct db_tx *tx,
                                           const struct viewer *v, case_id id,
                                           unit_id owner,
                                           struct part_list *out) MUST_CHECK;

/* --- measures (R645): counts without identity, of the acting unit's runs ---
 */
struct run_figure {
    struct str key;
    struct str title;
    int64_t started;
    int64_t finished;
    int64_t stopped;
};
struct run_figures {
    struct run_figure *row;
    size_t n;
};
struct step_times {
    struct step_time *row;
    size_t n;
};
/* Steps of the unit's runs that have been open, those of one step together. */
const struct err *pathway_store_step_times(struct db_tx *tx, unit_id unit,
                                           struct step_times *out) MUST_CHECK;
const struct err *pathway_store_run_figures(struct db_tx *tx, unit_id unit,
                                            struct run_figures *out) MUST_CHECK;

#endif
