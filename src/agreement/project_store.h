/* Research and development projects in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PROJECT_STORE_H
#define HELHET_AGREEMENT_PROJECT_STORE_H

#include "agreement/project.h"
#include "db/db.h"
#include "registry/unit.h"

extern const struct db_set agreement_project_sql;

/* Those that stand, the newest first; `id` 0: all. */
const struct err *project_store_list(struct db_tx *tx, project_id id,
                                     struct project_list *out) MUST_CHECK;
/* p->id is made; with its parties. */
const struct err *project_store_insert(struct db_tx *tx, struct project *p,
                                       struct instant now) MUST_CHECK;
/* p->until, version as seen. Errors: CONFLICT. */
const struct err *project_store_end(struct db_tx *tx,
                                    const struct project *p) MUST_CHECK;
/* Errors: CONFLICT: taken back meanwhile. */
const struct err *project_store_withdraw(struct db_tx *tx, project_id id,
                                         struct date gone) MUST_CHECK;

/* Units valid on a day that may be a party, by name; only id and name. */
const struct err *project_store_units(struct db_tx *tx, struct date on,
                                      struct unit_list *out) MUST_CHECK;

/* A point for people to judge, of an agreement in force of a unit's. */
struct project_point {
    int64_t clause;
    agreement_id agreement;
    struct str ref;
    struct str statement;
};
struct project_point_list {
    struct project_point *row;
    size_t n;
};
const struct err *
project_store_points(struct db_tx *tx, unit_id unit,
                     struct project_point_list *out) MUST_CHECK;

#endif
