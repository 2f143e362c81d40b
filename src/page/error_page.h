/* Error pages: what happened, what to do, and the reference for support.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PAGE_ERROR_PAGE_H
#define HELHET_PAGE_ERROR_PAGE_H

#include "page/page.h"

/* The HTTP status of an error by its kind: 404, 403, 422, 409, 503, 503, 500.
 */
int error_page_status(const struct err *err);

/* A whole page into pg->out. The text is the error's own where it has a
 * message, else that of the status (err may be NULL: by status alone; 400,
 * 401, 405, 410, 413, 415, 429 too). `detail` is never shown. */
void error_page(struct page *pg, int status, const struct err *err,
                struct str request_id);

#endif
