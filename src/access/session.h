/* Sessions: an opaque cookie, hashed in the store, idle and absolute limits.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_SESSION_H
#define HELHET_ACCESS_SESSION_H

#include "access/account.h"
#include "access/passkey.h"
#include "text/messages_access.h"

#define SESSION_IDLE_MINUTES 60
#define SESSION_HOURS        10
enum { SESSION_TOKEN_BYTES = 32 };

struct session {
    session_id id;
    account_id account_id;
    function_id function_id; /* 0: none chosen */
    struct instant created;
    struct instant seen;
    struct instant ends;
    struct str agent;
    bool factor;
    int64_t fails; /* failed logins between the last good one and this */
    struct instant last_fail;
    struct instant proved; /* a second factor was given last; 0: never */
};
struct session_list {
    struct session *row;
    size_t n;
};

extern const struct db_set session_sql;

/* Is it still good at `now`? Idle 60 minutes, 10 hours at most. */
bool session_is_live(const struct session *s, struct instant now);
/* Seconds until it ends when nothing more is asked for: at most 60 minutes. */
int64_t session_left_s(const struct session *s, struct instant now);
/* "Firefox, Linux" of a User-Agent header; never more. */
struct str session_agent(struct arena *mem, struct str user_agent);

/* The session of a cookie, with its account. Not found: no such, or ended. */
const struct err *session_store_find(struct db_tx *tx, const struct hash *token,
                                     struct session *out, struct account *who,
                                     bool *found) MUST_CHECK;
const struct err *session_store_list(struct db_tx *tx, account_id account,
                                     struct session_list *out) MUST_CHECK;
/* Takes the call's idempotency key. Errors: CONFLICT: used before. */
const struct err *session_store_do_once(struct call *c) MUST_CHECK;
/* Where the form with this token led; empty when it is not known. */
const struct err *session_store_led(struct db_tx *tx, account_id account,
                                    struct str token,
                                    struct str path) MUST_CHECK;
const struct err *session_store_where(struct db_tx *tx, account_id account,
                                      struct str token,
                                      struct str *out) MUST_CHECK;
/* The same in a transaction of their own; what cannot be kept or found is not:
 * the form's effect stands already. */
void session_app_led(struct call *c, struct str token, struct str path);
struct str session_app_where(struct call *c, struct str token);
/* Removes ended sessions, idempotency keys over a day old, and old failures to
 * log in. */
const struct err *session_store_clean(struct db_tx *tx,
                                      struct instant now) MUST_CHECK;

/* What somebody typed to log in, or what a passkey answered: then what is typed
 * is not looked at. */
struct login_try {
    struct str login;
    struct str password;
    struct str code;
    struct passkey_answer key;
    struct str visitor; /* the cookie that the challenge was given to */
    struct str agent;
};
/* Logs in: a new session takes the place of the call's own, if it had one;
 * *out_token is the cookie's value. Errors: DENIED (MSG_LOGIN_WRONG, whatever
 * was wrong; MSG_PASSKEY_NOT_IN; MSG_PASSKEY_BACK; MSG_LOGIN_WAIT). */
const struct err *login_app_enter(struct call *c, const struct login_try *t,
                                  struct str *out_token) MUST_CHECK;
/* What failures from the call's address are counted under, for a purpose. */
struct hash peer_guard(const struct call *c, const char *purpose);
/* A session of the account that begins now, not stored yet. */
struct session session_new(const struct call *c, account_id account,
                           struct str agent);
/* Acts in another function from now on: under a new id, until the same end.
 * Errors: NOT_FOUND: the function is not one's own today. */
const struct err *session_app_change(struct call *c, function_id function,
                                     struct str agent,
                                     struct str *out_token) MUST_CHECK;
/* Ends one of one's own sessions, or all of them (id 0). */
const struct err *session_app_end(struct call *c, enum action a,
                                  session_id id) MUST_CHECK;
const struct err *session_app_list(struct call *c,
                                   struct session_list *out) MUST_CHECK;
/* The session's own row. Errors: NOT_FOUND. */
const struct err *session_store_get(struct db_tx *tx, session_id id,
                                    struct session *out) MUST_CHECK;
/* Moves the idle limit; at most once a minute, no audit row. */
const struct err *session_app_touch(struct call *c,
                                    const struct session *s) MUST_CHECK;

#endif
