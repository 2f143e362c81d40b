/* What pages say of a file: its kind and size, whether it was scanned, what it
 * looks like. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FILE_PAGES_H
#define HELHET_FILE_PAGES_H

#include "page/parts.h"

/* "PDF, 12 kB" */
struct str file_text(struct page *pg, struct str type, int64_t bytes);
struct status_tag file_scan_tag(struct page *pg, bool scanned);
/* Beside a form for files where no scanner is set. */
struct alert file_unscanned(struct page *pg);
/* Has it a picture (file_picture)? */
bool file_has_picture(struct str type);
/* What the person can mend, and also where the scanner does not answer: sets
 * the status; nothing was kept, the form is shown once more. */
bool file_shown_again(const struct err *err, struct http_res *res);

#endif
