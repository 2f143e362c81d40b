/* Sessions: an opaque cookie, hashed in the store, idle and absolute limits.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_SESSION_H
#define HELHET_ACCESS_SESSION_H

#include "access/account.h"
#include "access/call.h"

#define SESSION_IDLE_MINUTES 60
#define SESSION_HOURS        10

struct session {
    session_id id;
    account_id account_id;
    function_id function_id; /* 0: none chosen */
    struct instant created;
    struct instant seen;
    struct instant ends;
    struct str agent;
    bool factor;
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
/* Removes ended sessions and idempotency keys over a day old. */
const struct err *session_store_clean(struct db_tx *tx,
                                      struct instant now) MUST_CHECK;

/* A new session for an account; *out_token is the cookie's value. Ends
 * `replaced` (0: none): a new id at login and at a change of function. */
const struct err *session_app_open(struct call *c, enum action a,
                                   account_id account, function_id function,
                                   struct str agent, session_id replaced,
                                   struct str *out_token) MUST_CHECK;
/* Ends one of one's own sessions, or all of them (id 0). */
const struct err *session_app_end(struct call *c, enum action a,
                                  session_id id) MUST_CHECK;
const struct err *session_app_list(struct call *c,
                                   struct session_list *out) MUST_CHECK;
/* Moves the idle limit; at most once a minute, no audit row. */
const struct err *session_app_touch(struct call *c,
                                    const struct session *s) MUST_CHECK;

#endif
