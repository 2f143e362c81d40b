/* Agreements that ship as data: read from the binary. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_SHIPPED_H
#define HELHET_AGREEMENT_SHIPPED_H

#include "agreement/agreement.h"

#define AGREEMENT_MIDT "REGIONAL-MIDT"

/* The regional agreement of Midt-Norge, A01 to A32; beside each clause the
 * codes of its units, which are not looked up. Errors: INTERNAL: the data are
 * not as they must be. */
const struct err *shipped_clauses(struct arena *mem, struct clause_list *out,
                                  struct str **out_units) MUST_CHECK;
/* Its sections, their text made of the clauses. */
const struct err *shipped_sections(struct arena *mem,
                                   const struct clause_list *clauses,
                                   struct section_list *out) MUST_CHECK;

/* A point that agreements of a kind should cover. */
struct point {
    int32_t no;
    struct str text;
    bool official; /* false: proposed */
    struct str source;
};
struct point_list {
    struct point *row;
    size_t n;
};
const struct err *shipped_points(struct arena *mem, enum agreement_kind kind,
                                 struct point_list *out) MUST_CHECK;

#endif
