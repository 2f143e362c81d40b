/* The registry's store: what registry.h does not offer to other folders.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_STORE_H
#define HELHET_REGISTRY_STORE_H

#include "registry/registry.h"

/* Units of a municipality's own number, valid on `on`, by name. */
const struct err *
registry_store_list_units_in(struct db_tx *tx, struct str municipality,
                             struct date on, struct unit_list *out) MUST_CHECK;

/* Catchments valid on `on` of units valid on `on`, by district and unit. */
const struct err *
registry_store_list_serving(struct db_tx *tx, struct str municipality,
                            struct date on,
                            struct catchment_list *out) MUST_CHECK;
/* All a unit serves or has served, by purpose, place. */
const struct err *
registry_store_list_served(struct db_tx *tx, unit_id unit,
                           struct catchment_list *out) MUST_CHECK;
/* All catchments of units valid on `on`, by municipality's number. */
const struct err *
registry_store_list_catchments(struct db_tx *tx, struct date on,
                               struct catchment_list *out) MUST_CHECK;

/* Units that went on with a unit's work, or whose work it went on with. */
struct succession {
    unit_id unit_id;
    struct str unit_name;
    struct date valid_from; /* first day of the one that went on */
};
struct succession_list {
    struct succession *row;
    size_t n;
};
const struct err *
registry_store_list_successors(struct db_tx *tx, unit_id unit,
                               struct succession_list *out) MUST_CHECK;
const struct err *
registry_store_list_predecessors(struct db_tx *tx, unit_id unit,
                                 struct succession_list *out) MUST_CHECK;

struct unit_search {
    struct str text; /* empty: all */
    bool any_type;   /* otherwise `type` only */
    enum unit_type type;
    int64_t limit;
    int64_t offset;
};
/* By name in Norwegian order; *out_total counts all that match. */
const struct err *registry_store_search_units(struct db_tx *tx,
                                              const struct unit_search *what,
                                              struct unit_list *out,
                                              int64_t *out_total) MUST_CHECK;

#endif
