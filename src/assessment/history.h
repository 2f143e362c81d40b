/* When requests came and what became of them: days only, nothing of anybody.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_HISTORY_H
#define HELHET_ASSESSMENT_HISTORY_H

#include "db/db.h"

struct request_times {
    struct date requested; /* sent */
    struct date assessed;  /* carried out; DATE_NONE: not yet */
    struct date left;      /* withdrawn or declined; DATE_NONE: not */
};
struct request_times_list {
    struct request_times *row;
    size_t n;
};
/* Of all requests that were ever sent, by their day. Those of children with a
 * protected address are left out: a figure must not tell of one (R604). */
const struct err *history_store_list(struct db_tx *tx,
                                     struct request_times_list *out) MUST_CHECK;
extern const struct db_set history_sql;

#endif
