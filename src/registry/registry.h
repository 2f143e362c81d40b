/* The registry's questions to the store: units, who is responsible, who leads.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_REGISTRY_H
#define HELHET_REGISTRY_REGISTRY_H

#include "db/db.h"
#include "registry/function.h"
#include "registry/unit.h"

extern const struct db_set registry_sql; /* for db_options.sets */

/* --- units --- */
/* Errors: NOT_FOUND. */
const struct err *registry_store_get_unit(struct db_tx *tx, unit_id id,
                                          struct unit *out) MUST_CHECK;
const struct err *registry_store_find_unit(struct db_tx *tx, struct str code,
                                           struct unit *out,
                                           bool *found) MUST_CHECK;
const struct err *
registry_store_list_children(struct db_tx *tx, unit_id parent,
                             struct unit_list *out) MUST_CHECK;
/* Valid on `on`, by name in Norwegian order. */
const struct err *registry_store_list_units(struct db_tx *tx,
                                            enum unit_type type, struct date on,
                                            struct unit_list *out) MUST_CHECK;
/* `id` and all its ancestors, nearest first; at most 16. */
const struct err *registry_store_list_parents(struct db_tx *tx, unit_id id,
                                              struct unit_list *out) MUST_CHECK;

/* --- municipalities --- */
/* Errors: NOT_FOUND. */
const struct err *
registry_store_get_municipality(struct db_tx *tx, struct str number,
                                struct municipality *out) MUST_CHECK;
/* All, also ended ones, by number. */
const struct err *
registry_store_list_municipalities(struct db_tx *tx,
                                   struct municipality_list *out) MUST_CHECK;

/* --- functions --- */
/* Errors: NOT_FOUND. */
const struct err *
registry_store_get_function(struct db_tx *tx, function_id id,
                            struct function_row *out) MUST_CHECK;
/* Those of one kind at a unit on a day, longest held first. */
const struct err *
registry_store_list_functions(struct db_tx *tx, unit_id unit,
                              enum function_kind kind, struct date on,
                              struct function_list *out) MUST_CHECK;
/* All functions at a unit on a day, by kind, then longest held. */
const struct err *
registry_store_list_unit_functions(struct db_tx *tx, unit_id unit,
                                   struct date on,
                                   struct function_list *out) MUST_CHECK;
/* A person's functions on a day; DATE_NONE: all, also ended ones. */
const struct err *
registry_store_list_account_functions(struct db_tx *tx, account_id account,
                                      struct date on,
                                      struct function_list *out) MUST_CHECK;
/* A new function: checked by function_check and function_check_overlap before.
 * f->id is made when 0; version starts at 1. Errors: CONFLICT. */
const struct err *
registry_store_insert_function(struct db_tx *tx,
                               struct function_row *f) MUST_CHECK;
/* Sets last day and deputy, seen version f->version. Errors: CONFLICT. */
const struct err *
registry_store_update_function(struct db_tx *tx,
                               const struct function_row *f) MUST_CHECK;

/* --- the two answers the rest lives on --- */

/* Who is responsible for children of a municipality on a day. Several BUP
 * clinics: the municipality is divided by district and `district` was empty. */
struct registry_responsible {
    struct catchment_list hf;
    struct catchment_list bup;
    struct catchment_list bufetat; /* a Bufetat region, or BFE in Oslo */
    struct catchment_list thk;
    struct catchment_list fact;
    struct catchment_list child_welfare;
};
/* `district` empty: whole municipality. A list with n == 0 is a hole. Errors:
 * NOT_FOUND when the municipality does not exist. */
const struct err *
registry_responsible(struct db_tx *tx, struct str municipality,
                     struct str district, struct date on,
                     struct registry_responsible *out) MUST_CHECK;

/* The leader of the unit on a day; when it has none, of the nearest unit above
 * that has one ("the baton falls to the unit's leader, never to nobody").
 * Several: the longest held. Not found: nobody leads all the way up. */
const struct err *registry_leader_of(struct db_tx *tx, unit_id unit,
                                     struct date on, struct function_row *out,
                                     bool *found) MUST_CHECK;
/* Who answers for a function on a day when its holder does not: its deputy if
 * valid that day, else the leader of its unit, never the function itself. */
const struct err *registry_deputy_or_leader(struct db_tx *tx, function_id f,
                                            struct date on,
                                            struct function_row *out,
                                            bool *found) MUST_CHECK;

#endif
