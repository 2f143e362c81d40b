/* Making an agreement known: looking at it, reminding by e-mail (R204).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_READING_APP_H
#define HELHET_AGREEMENT_READING_APP_H

#include "agreement/app.h"
#include "agreement/reading.h"

struct campaign {
    struct agreement_look look;
    struct reader_list readers;
    size_t read; /* how many have */
};
/* Errors: NOT_FOUND, DENIED. */
const struct err *reading_app_campaign(struct call *c, agreement_id id,
                                       struct campaign *out) MUST_CHECK;
/* Mails to who is due, by the outbox: it says that something waits, not what.
 * Once for each number and reader. In the daily job's open call. */
const struct err *reading_remind_in(struct call *c,
                                    const struct agreement_look *l) MUST_CHECK;

#endif
