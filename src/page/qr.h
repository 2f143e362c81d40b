/* A text as a square picture that a telephone's camera reads (QR), drawn here.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PAGE_QR_H
#define HELHET_PAGE_QR_H

#include "page/page.h"

/* At most 2000 bytes; the same text stands beside it in letters. */
struct qr {
    struct str text;
    struct str label; /* what it is, read aloud */
};
PAGE_TEMPLATE(qr, struct qr);

#endif
