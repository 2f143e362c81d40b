/* Which documents of meetings are public.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_PAPER_STORE_H
#define HELHET_BODY_PAPER_STORE_H

#include "db/db.h"

struct public_paper_id {
    int64_t paper;
    int64_t meeting;
};
struct public_paper_ids {
    struct public_paper_id *row;
    size_t n;
};

extern const struct db_set body_paper_sql;

/* Those of which every party of the meeting's day has released the newest
 * version, latest meeting first, at most 200; `only` 0: all of them. */
const struct err *
body_paper_store_public(struct db_tx *tx, int64_t only,
                        struct public_paper_ids *out) MUST_CHECK;

#endif
