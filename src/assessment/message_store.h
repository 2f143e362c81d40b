/* Messages in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_MESSAGE_STORE_H
#define HELHET_ASSESSMENT_MESSAGE_STORE_H

#include "assessment/assessment.h"

extern const struct db_set message_sql;

/* `xml` is sealed. Errors: CONFLICT when the id is there. */
const struct err *message_store_insert(struct db_tx *tx, struct str message,
                                       assessment_id id, const char *kind,
                                       struct str xml,
                                       struct instant now) MUST_CHECK;
/* The assessment that a message belongs to: {0} when it is not known. */
const struct err *message_store_find(struct db_tx *tx, struct str message,
                                     assessment_id *out) MUST_CHECK;

#endif
