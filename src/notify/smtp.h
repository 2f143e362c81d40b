/* One mail server, spoken to by libcurl.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_SMTP_H
#define HELHET_NOTIFY_SMTP_H

#include "base/buf.h"
#include "base/err.h"

struct smtp_options {
    struct str url;  /* smtp://host:25, smtps://host:465; empty: none */
    struct str from; /* sender's address */
    struct str from_name;
    struct str user; /* or empty */
    struct str password;
    struct str ca_file; /* empty: the system's */
    bool tls;           /* refuse to send without TLS */
    int32_t timeout_s;  /* for one mail */
};

/* What became of a mail. */
enum smtp_fate {
    SMTP_SENT,
    SMTP_REFUSED, /* for good: 5xx of this mail */
    SMTP_LATER,   /* the server asks to try this mail again: 4xx */
    SMTP_DOWN     /* no answer, no TLS, no login: others would fail too */
};
struct smtp_answer {
    enum smtp_fate fate;
    long code;          /* the server's last, 0: none */
    const char *reason; /* static words for operators, no address in them */
};

/* Once in the process, before any thread sends. */
void smtp_init(void);

/* A connection that several mails may use; closed with the arena. It is made at
 * the first mail. Errors: INTERNAL. */
struct smtp;
const struct err *smtp_open(struct arena *mem, const struct smtp_options *opt,
                            struct smtp **out) MUST_CHECK;
/* Sends the whole message `text` to one address that mail_address_ok knows. */
struct smtp_answer smtp_send(struct smtp *s, struct arena *mem, struct str to,
                             struct str text);

#endif
