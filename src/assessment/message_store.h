/* Messages in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_MESSAGE_STORE_H
#define HELHET_ASSESSMENT_MESSAGE_STORE_H

#include "assessment/assessment.h"

extern const struct db_set message_sql;

/* `xml` is sealed. Errors: CONFLICT when the id is there. */
const struct err *message_store_insert(struct db_tx *tx, struct str message,
                                       assessment_id id, bool out,
                                       const char *kind, struct str xml,
                                       struct instant now) MUST_CHECK;
/* The last referral that came of an assessment, sealed; *found false: it was
 * written here. */
const struct err *message_store_last(struct db_tx *tx, assessment_id id,
                                     struct str *out, bool *found) MUST_CHECK;
struct message_waiting {
    struct str id;
    assessment_id about;
    case_id case_id;
    struct str xml; /* sealed */
};
struct message_waiting_list {
    struct message_waiting *row;
    size_t n;
};
/* What goes out and nobody has carried yet, oldest first. */
const struct err *
message_store_waiting(struct db_tx *tx, int64_t max,
                      struct message_waiting_list *out) MUST_CHECK;
const struct err *message_store_given(struct db_tx *tx, struct str message,
                                      struct instant now) MUST_CHECK;
/* The assessment that a message belongs to: {0} when it is not known. */
const struct err *message_store_find(struct db_tx *tx, struct str message,
                                     assessment_id *out) MUST_CHECK;

#endif
