/* Documents of evidence in the store: whose they are, which are public.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAPER_STORE_H
#define HELHET_AGREEMENT_PAPER_STORE_H

#include "agreement/store.h"
#include "db/db.h"

extern const struct db_set agreement_paper_sql;

/* Evidence entered by hand, as far as its documents need it. */
struct evidence_brief {
    int64_t id;
    agreement_id agreement;
    struct str ref; /* of the point */
    struct str label;
    struct date gone; /* DATE_NONE: it stands */
};
/* Errors: NOT_FOUND. */
const struct err *evidence_store_get(struct db_tx *tx, int64_t id,
                                     struct evidence_brief *out) MUST_CHECK;

/* A document that stands, of evidence that stands. */
struct evidence_paper {
    int64_t paper;
    int64_t evidence;
    agreement_id agreement;
};
struct evidence_paper_list {
    struct evidence_paper *row;
    size_t n;
};
/* Of one agreement, in the order they came. */
const struct err *
evidence_store_papers(struct db_tx *tx, agreement_id id,
                      struct evidence_paper_list *out) MUST_CHECK;
/* Those of which every party of the agreement has released the newest version,
 * newest first, at most 200; `only` 0: all of them. */
const struct err *
evidence_store_public(struct db_tx *tx, int64_t only,
                      struct evidence_paper_list *out) MUST_CHECK;

#endif
