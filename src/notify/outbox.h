/* The outbox: mail that waits for the server, and what became of it.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_OUTBOX_H
#define HELHET_NOTIFY_OUTBOX_H

#include "access/call.h"
#include "notify/mail.h"
#include "notify/smtp.h"

extern const struct db_set outbox_sql;

/* Puts a mail into the outbox in the caller's transaction: it leaves after the
 * COMMIT, or never. A key that is there already does nothing. An address that
 * no mail can go to is kept as refused, where the administrator sees it. */
const struct err *outbox_put_in(struct call *c,
                                const struct mail *m) MUST_CHECK;

/* A mail's text: `text`, and the address of `path` where the installation knows
 * its own. */
struct str outbox_text(struct call *c, struct str text, const char *path);

/* Puts a mail to an account: an account_teller of access/call.h. Without an
 * address nothing is put. In the account's language, else in bokmål. */
const struct err *outbox_tell_in(struct call *c, account_id to, int subject,
                                 int text, const char *path) MUST_CHECK;

enum outbox_state {
    OUTBOX_WAITING,
    OUTBOX_SENT,
    OUTBOX_REFUSED,  /* by the server, for good (a bounce at the door) */
    OUTBOX_GIVEN_UP, /* its time ran out */
    OUTBOX_TAKEN_OUT /* by the administrator */
};
const char *outbox_state_word(enum outbox_state s);

/* Tries what is due, at most 20, outside any transaction: a server that is slow
 * or down keeps nobody waiting. Each mail's fate is written when it is known,
 * in a transaction of its own. A process that dies in between sends that mail
 * again, with the same Message-ID. Without a server (opt->url empty) nothing is
 * tried. `c` is a call of the system, not open. *out_tried counts: call again
 * while it is 20. */
const struct err *outbox_run(struct call *c, const struct smtp_options *opt,
                             int32_t *out_tried) MUST_CHECK;

/* Daily: of what ended more than rules.mail_keep_days ago, who it went to and
 * what it said are emptied; that it was sent, and its key, stay. In an open
 * call; at most 5,000 a day. */
const struct err *outbox_job_empty(struct call *c, int64_t object) MUST_CHECK;

/* --- the administrator's view --- */
struct outbox_row {
    outbox_id id;
    struct mail mail;
    enum outbox_state state;
    int64_t tries;
    struct instant due_at;
    int64_t claim;
    int64_t reply; /* the server's last code, 0: none came */
    struct str reason;
    struct instant made_at;
    struct instant ended_at;
    int64_t version;
};
/* Neither whom it went to nor what it said is kept any more. */
bool outbox_is_emptied(const struct outbox_row *r);
struct outbox_view {
    struct outbox_row *row; /* not sent: oldest first; sent: newest first */
    size_t n;
    int64_t count[OUTBOX_TAKEN_OUT + 1];
};
/* `state`'s rows, at most 100, and how many there are of each. */
const struct err *outbox_app_view(struct call *c, enum outbox_state state,
                                  struct outbox_view *out) MUST_CHECK;
/* Tries again now / takes out. Errors: NOT_FOUND, CONFLICT (sent already). */
const struct err *outbox_app_again(struct call *c, outbox_id id) MUST_CHECK;
const struct err *outbox_app_take_out(struct call *c, outbox_id id) MUST_CHECK;

#endif
