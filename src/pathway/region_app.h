/* Pathways of the acting adviser's region in numbers: read.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_REGION_APP_H
#define HELHET_PATHWAY_REGION_APP_H

#include "pathway/app.h"
#include "pathway/region_store.h"

struct region_run {
    struct str key;
    struct str title;
    struct region_sum sum;
};
/* What was begun in twelve whole months, as it stood when the last of them
 * ended: who asks again in the same month is told the same. */
struct region_figures {
    struct str unit_name;
    struct date from;
    struct date to;
    struct region_run *run;
    size_t run_n;
    struct region_lines lanes;
    struct region_lines steps;
    struct path_found *def; /* for each of steps: where its title stands */
    struct path_found *lane_def;
};
/* Is the acting unit one that has a region: an RHF, a Bufetat region, BFE? */
const struct err *pathway_region_in(struct call *c, struct unit *out_unit,
                                    bool *out) MUST_CHECK;
/* Errors: DENIED (the unit has no region). */
const struct err *pathway_app_region(struct call *c,
                                     struct region_figures *out) MUST_CHECK;

#endif
