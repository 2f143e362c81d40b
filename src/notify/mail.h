/* An e-mail: what it holds, how it is written, when it is tried again. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_MAIL_H
#define HELHET_NOTIFY_MAIL_H

#include "base/buf.h"
#include "base/err.h"

/* Texts say no more than that something waits, and where to read it (R814). */
struct mail {
    struct str key; /* what makes it one: the same key is sent once */
    struct str to_address;
    struct str to_name;   /* may be empty */
    struct str subject;   /* one line */
    struct str text;      /* lines end with \n */
    struct str calendar;  /* iCalendar of notify/ical.h, or empty */
    struct str method;    /* of the calendar: REQUEST or CANCEL */
    struct instant until; /* no use after; {0}: five days */
};

/* The whole message with CRLF, as it goes over the wire: plain text, and the
 * calendar beside it as an alternative that calendar programs answer.
 * `id` makes the Message-ID: the same mail sent twice keeps it.
 * Source: RFC 5322, RFC 2045, RFC 2047, RFC 6047. */
struct str mail_write(struct arena *mem, const struct mail *m,
                      struct str from_address, struct str from_name, int64_t id,
                      struct instant at);

/* When a mail that could not be delivered is tried again: after 1, 5, 15 and 60
 * minutes, then every four hours. `tries` counts those made, from 1. */
struct instant mail_next_try(int64_t tries, struct instant now);

#endif
