/* The reader's mark on what leaves, and pictures of what stands in it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FILE_MARK_H
#define HELHET_FILE_MARK_H

#include "base/buf.h"
#include "base/err.h"

/* The PDF with `mark` across and at the foot of each page. Errors: INVALID at
 * `field` (damaged, or locked by a password); UNAVAILABLE (qpdf is not there).
 */
const struct err *mark_pdf(struct arena *mem, const char *field,
                           struct str bytes, struct str mark,
                           struct str *out) MUST_CHECK;
/* The first page as PNG, at most 900 points wide. Errors: NOT_FOUND (none can
 * be drawn); UNAVAILABLE (pdftocairo is not there). */
const struct err *mark_first_page(struct arena *mem, struct str bytes,
                                  struct str *out) MUST_CHECK;
/* The text with the mark as its first line, the rest as it was. */
struct str mark_text(struct arena *mem, struct str bytes, struct str mark);

#endif
