/* What coverage is judged by, gathered from the store. No child is in it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_STORE_H
#define HELHET_COVERAGE_STORE_H

#include "coverage/coverage.h"
#include "db/db.h"

extern const struct db_set coverage_sql;

/* All institutions and outpatient clinics, by name in Norwegian order, with
 * all that was ever true of them. */
const struct err *coverage_store_facts(struct db_tx *tx,
                                       struct coverage_facts *out) MUST_CHECK;

/* The region of each agreement that has one: Bufetat's, or Oslo's agency, that
 * a party is or lies below. */
struct agreement_region {
    agreement_id agreement;
    unit_id region;
};
struct region_list {
    struct agreement_region *row;
    size_t n;
};
const struct err *coverage_store_regions(struct db_tx *tx,
                                         struct region_list *out) MUST_CHECK;
/* The first; {0}: it has none. */
unit_id region_of_agreement(const struct region_list *list, agreement_id id);

#endif
