/* Invitations and notices of a meeting, into the outbox.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_INVITE_APP_H
#define HELHET_BODY_INVITE_APP_H

#include "body/app.h"
#include "notify/ical.h"

/* Everybody with a seat on the meeting's day is called (ICAL_REQUEST), or told
 * that it is cancelled (ICAL_CANCEL), with m->sequence. */
const struct err *invite_in(struct call *c, const struct meeting *m,
                            enum ical_method method) MUST_CHECK;
/* The minutes wait to be read. */
const struct err *tell_minutes_in(struct call *c,
                                  const struct meeting *m) MUST_CHECK;
/* A meeting as a calendar entry: without people, for lists. */
struct ical_event meeting_event(struct arena *mem, const struct services *sv,
                                const struct meeting *m, struct str body_name);

#endif
