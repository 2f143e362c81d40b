/* Pathways of a region in numbers, in the store: rows without identity.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_REGION_STORE_H
#define HELHET_PATHWAY_REGION_STORE_H

#include "pathway/region.h"
#include "pathway/store.h"

/* Counts of pathways begun from..to by units in the region of `unit`: those
 * below it, and municipal ones that it or they serve. One row for each pathway
 * and unit; those of one pathway together. */
struct region_run_row {
    struct str key;
    struct str title;
    struct region_part part;
};
struct region_run_rows {
    struct region_run_row *row;
    size_t n;
};
const struct err *region_store_runs(struct db_tx *tx, unit_id unit,
                                    struct date from, struct date to,
                                    struct region_run_rows *out) MUST_CHECK;
struct region_times {
    struct region_time *row;
    size_t n;
};
const struct err *region_store_times(struct db_tx *tx, unit_id unit,
                                     struct date from, struct date to,
                                     struct region_times *out) MUST_CHECK;

#endif
