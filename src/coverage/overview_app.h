/* All agreements by region, and the country as their sum (R206).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_OVERVIEW_APP_H
#define HELHET_COVERAGE_OVERVIEW_APP_H

#include "agreement/app.h"
#include "coverage/app.h"

/* A region's figures. An agreement counts once, in the region that its child
 * welfare party is or lies in. */
struct overview_row {
    unit_id region;  /* {0}: agreements without one */
    struct str name; /* empty: without a region */
    int32_t in_force;
    int32_t noted;   /* local, in force, known by what was entered by hand */
    int32_t missing; /* institution and clinic without a local agreement */
    int32_t ends;    /* within the installation's own number of days */
    int32_t expired;
    int32_t unevaluated;
    int32_t breached;
};
struct overview_agreement { /* one that the reader may open */
    agreement_id id;
    struct str title;
    struct str region; /* empty: none */
    struct date until; /* of what ends soon or has expired; NONE: neither */
    bool expired;
    bool unevaluated;
    bool breached;
};
struct overview {
    struct date on;
    int32_t soon;             /* days */
    struct overview_row *row; /* regions by name, those without one last */
    size_t rows;
    struct overview_row country;          /* the sum of the rows */
    struct overview_agreement *agreement; /* in force, or expired */
    size_t agreements;
};
const struct err *overview_app_look(struct call *c,
                                    struct overview *out) MUST_CHECK;

/* Adds one row's figures to another's. Pure. */
void overview_add(struct overview_row *sum, const struct overview_row *r);

#endif
