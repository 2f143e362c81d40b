/* The bytes of a request's attachments: uploaded, shown, taken away.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_FILE_H
#define HELHET_ASSESSMENT_FILE_H

#include "assessment/assessment.h"
#include "assessment/request.h"
#include "casefile/blob.h"

/* --- file_store.c --- */
extern const struct db_set thk_file_sql;
struct file_ids {
    int64_t *id;
    size_t n;
};
const struct err *file_store_insert(struct db_tx *tx, assessment_id id,
                                    int64_t blob) MUST_CHECK;
/* Only ids: what may be shown of each is the file's own matter. */
const struct err *file_store_list(struct db_tx *tx, assessment_id id,
                                  struct file_ids *out) MUST_CHECK;
const struct err *file_store_drop(struct db_tx *tx, assessment_id id,
                                  int64_t blob) MUST_CHECK;

/* --- file_app.c, inside an open call --- */

/* The request's files that the acting unit may see. */
const struct err *file_list_in(struct call *c, assessment_id id,
                               struct blob_list *out) MUST_CHECK;
/* Keeps a file as the requester's; its name is that of an attachment. */
const struct err *file_put_in(struct call *c, const struct assessment *a,
                              struct str name, struct str type,
                              struct str bytes, bool scanned) MUST_CHECK;
/* After an edit: files follow the names of their attachments, and those whose
 * attachment is gone go too unless they were sent. */
const struct err *file_follow_in(struct call *c, const struct assessment *a,
                                 const struct request_attachment *before,
                                 size_t n, const struct thk_request *now,
                                 bool dropped) MUST_CHECK;
/* All of a draft that is discarded. */
const struct err *file_discard_in(struct call *c,
                                  const struct assessment *a) MUST_CHECK;

/* --- calls of their own --- */

struct file_form {
    struct str name; /* as the sender's browser gave it */
    struct str bytes;
    struct str type;        /* a code of REQUEST_LIST_ATTACHMENT */
    struct str description; /* needed for "other" */
    bool scanned;           /* set by file_app_add */
};
/* Adds an attachment with its bytes to what is being written. Errors: INVALID
 * (fields fil, type, description; the scanner found something), CONFLICT,
 * UNAVAILABLE (the scanner does not answer). */
const struct err *file_app_add(struct call *c, assessment_id id,
                               const struct file_form *f) MUST_CHECK;
/* One file for whoever may see the request. Errors: NOT_FOUND. */
const struct err *file_app_get(struct call *c, assessment_id id, int64_t blob,
                               struct blob *out,
                               struct str *out_bytes) MUST_CHECK;

#endif
