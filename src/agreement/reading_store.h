/* Reminders that were sent to readers of an agreement: their rows.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_READING_STORE_H
#define HELHET_AGREEMENT_READING_STORE_H

#include "agreement/reading.h"
#include "db/db.h"

extern const struct db_set reading_sql;

struct reader_mail {
    struct str address; /* or empty */
    struct str name;
    struct str language; /* "", nb, nn, en */
};
const struct err *reading_store_mail(struct db_tx *tx, function_id f,
                                     struct reader_mail *out) MUST_CHECK;
/* Fills reminders and reminded. */
const struct err *reading_store_reminders(struct db_tx *tx, version_id v,
                                          struct reader_list *list) MUST_CHECK;
const struct err *reading_store_remind(struct db_tx *tx, version_id v,
                                       const struct reader *r, struct date on,
                                       struct instant now) MUST_CHECK;

#endif
