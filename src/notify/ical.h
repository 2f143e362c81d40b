/* Calendars (iCalendar): invitations, changes, cancellations, a feed.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_ICAL_H
#define HELHET_NOTIFY_ICAL_H

#include "base/buf.h"
#include "base/err.h"

enum ical_method {
    ICAL_PUBLISH, /* a list to look at */
    ICAL_REQUEST, /* an invitation, or a change of one */
    ICAL_CANCEL
};
const char *ical_method_word(enum ical_method m); /* "REQUEST" */

struct ical_person {
    struct str name;
    struct str address;
    bool optional; /* invited, not a member */
};
/* Nothing about a child: an entry about one reads "Avtale" (R813). */
struct ical_event {
    struct str uid;   /* the same through all changes */
    int64_t sequence; /* grows with every change */
    struct instant start;
    struct instant end;
    struct date all_day; /* set: the whole day, start and end are not used */
    struct str summary;
    struct str description;
    struct str place;
    struct str link;
    struct ical_person organizer; /* address empty: none (a list) */
    const struct ical_person *attendee;
    size_t attendees;
};

/* The calendar with CRLF, times in Oslo's zone, which stands in it.
 * Errors: INTERNAL: the library refused. Source: RFC 5545, RFC 5546. */
const struct err *ical_write(struct arena *mem, enum ical_method method,
                             struct str name, const struct ical_event *event,
                             size_t n, struct instant now,
                             struct str *out) MUST_CHECK;

#endif
