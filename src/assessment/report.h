/* The report (rapporten) as a document for one reader.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_REPORT_H
#define HELHET_ASSESSMENT_REPORT_H

#include "assessment/work.h"
#include "notify/pdf.h"
#include "text/text.h"

#define REPORT_INSTRUMENTS_MAX 60
#define REPORT_BLOCKS_MAX      512

struct report_doc {
    struct arena *mem;
    enum lang lang;
    struct pdf_block block[REPORT_BLOCKS_MAX];
    size_t n;
};
/* The child's own words first; areas and instruments only in the service's
 * version; signatures that hold, and the hash of what was signed. Source: R715.
 */
void report_doc_of(struct report_doc *d, const struct work *w,
                   const struct sheet *report, int reader);

#endif
