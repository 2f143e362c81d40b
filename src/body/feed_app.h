/* A person's own calendar feed at a secret address (R813).
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Meetings of bodies, own action points, evaluations, and the days of those
 * bodies' years. Nothing of a child is read for it: appointments about a child
 * are left out, as no rule says that they may stand in a calendar outside. */
#ifndef HELHET_BODY_FEED_APP_H
#define HELHET_BODY_FEED_APP_H

#include "access/call.h"
#include "body/feed_store.h"

/* When the acting person's feed was made, 0: there is none. */
const struct err *feed_app_look(struct call *c, struct instant *out) MUST_CHECK;
/* Makes it, or gives it a new address; the old one is gone. *out_secret is
 * shown once and kept nowhere. */
const struct err *feed_app_make(struct call *c,
                                struct str *out_secret) MUST_CHECK;
const struct err *feed_app_withdraw(struct call *c) MUST_CHECK;

/* The calendar behind a secret, for who asks without logging in. Errors:
 * NOT_FOUND: nobody's secret, or an account that has ended. */
const struct err *feed_app_read(struct call *c, struct str secret,
                                struct str *out) MUST_CHECK;

#endif
