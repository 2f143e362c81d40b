/* Accounts: who may log in, passwords, second factor, growing delays.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_ACCOUNT_H
#define HELHET_ACCESS_ACCOUNT_H

#include "access/call.h"
#include "text/messages_access.h"

struct account {
    account_id id;
    struct str login; /* unique, lower case */
    struct str name;
    struct str email;
    struct str language; /* "", nb, nn, en */
    struct str scheme;   /* auto, light, dark */
    struct str password; /* Argon2id or empty */
    struct str totp;     /* sealed secret, or empty */
    int64_t totp_step;   /* last time step that was used */
    int64_t fails;       /* failed logins since the last good one */
    struct instant last_fail;
    struct instant last_login;
    struct date valid_to; /* last day; DATE_NONE: no end */
    bool made_up;
    int64_t version;
};

extern const struct db_set account_sql;

/* --- rules --- */

/* How long a login must wait, microseconds, 0: not at all. Free for the first
 * four failures, then 1, 2, 4 … seconds, at most 15 minutes, from the last
 * failure: an outsider can never lock a colleague out for longer. */
int64_t login_wait_us(int64_t fails, struct instant last, struct instant now);
/* Is the code right for the secret at `now`, one step of 30 s back and forth,
 * and not used before? *out_step is the step it stands for. Source: RFC 6238.
 */
bool totp_is_right(struct str secret, struct str code, int64_t used_step,
                   struct instant now, int64_t *out_step);
/* A one-time code's secret as an app takes it. */
struct str totp_base32(struct arena *mem, const struct key *secret);
/* A login name as it is kept: trimmed, ASCII letters in lower case. */
struct str login_normal(struct arena *mem, struct str login);
/* Letters, digits, and ._@- , in lower case, at most 100. Errors: INVALID at
 * "bruker". */
const struct err *login_check(struct arena *mem, struct str login) MUST_CHECK;
/* At least 12 characters, not the login itself. Errors: INVALID at "passord".
 */
const struct err *password_check(struct arena *mem, struct str login,
                                 struct str password) MUST_CHECK;

/* --- store --- */
const struct err *account_store_get(struct db_tx *tx, account_id id,
                                    struct account *out) MUST_CHECK;
const struct err *account_store_find(struct db_tx *tx, struct str login,
                                     struct account *out,
                                     bool *found) MUST_CHECK;
struct account_list {
    struct account *row;
    size_t n;
};
const struct err *account_store_list(struct db_tx *tx,
                                     struct account_list *out) MUST_CHECK;
const struct err *account_store_count(struct db_tx *tx, int64_t *made_up,
                                      int64_t *real) MUST_CHECK;
/* a->id is made when 0. Errors: CONFLICT: the login is taken. */
const struct err *account_store_insert(struct db_tx *tx,
                                       struct account *a) MUST_CHECK;
/* Everything but login and counters; version as seen. Errors: CONFLICT. */
const struct err *account_store_update(struct db_tx *tx,
                                       const struct account *a) MUST_CHECK;
/* `step`: of the code that was used; a->totp_step as it was seen. Errors:
 * CONFLICT: another login has used a code meanwhile. */
const struct err *account_store_note_login(struct db_tx *tx,
                                           const struct account *a,
                                           int64_t step,
                                           struct instant now) MUST_CHECK;
/* A code was used without a login. Errors: as above. */
const struct err *account_store_note_step(struct db_tx *tx,
                                          const struct account *a,
                                          int64_t step) MUST_CHECK;
const struct err *account_store_note_fail(struct db_tx *tx, account_id id,
                                          struct instant now) MUST_CHECK;
/* Failures of a guarded subject: a login name, an address, or both together.
 * known: it has been seen, and its last login was a good one. */
struct login_guard {
    int64_t fails;
    struct instant last;
    bool known;
};
const struct err *account_store_get_guard(struct db_tx *tx,
                                          const struct hash *subject,
                                          struct login_guard *out) MUST_CHECK;
const struct err *account_store_note_guard(struct db_tx *tx,
                                           const struct hash *subject,
                                           struct instant now) MUST_CHECK;
/* Back to no failures; from now on it is known. */
const struct err *account_store_clear_guard(struct db_tx *tx,
                                            const struct hash *subject,
                                            struct instant now) MUST_CHECK;
/* Forgets failures of before `failed`, and good logins of before `good`. */
const struct err *account_store_clean_guards(struct db_tx *tx,
                                             struct instant failed,
                                             struct instant good) MUST_CHECK;

/* --- app --- */

/* A new account by the administrator or the CLI. `out_secret` gets the base32
 * secret of a one-time code, shown once; NULL: none is made, and its person
 * sets up a second factor at the first login. Errors: INVALID, CONFLICT,
 * DENIED. */
const struct err *account_app_create(struct call *c, struct str login,
                                     struct str name, struct str email,
                                     struct str password, struct date valid_to,
                                     bool made_up, account_id *out,
                                     struct str *out_secret) MUST_CHECK;
/* The same inside a transaction that is open and permitted (import, demo). */
const struct err *account_create_in(struct call *c, struct str login,
                                    struct str name, struct str email,
                                    struct str password, struct date valid_to,
                                    bool made_up, account_id *out,
                                    struct str *out_secret) MUST_CHECK;
const struct err *account_app_set_password(struct call *c, struct str login,
                                           struct str password) MUST_CHECK;
const struct err *account_app_set_end(struct call *c, struct str login,
                                      struct date valid_to) MUST_CHECK;
/* Language and theme of the one logged in; empty leaves it. Does nothing for
 * others: their choice is in a cookie only. */
const struct err *account_app_set_preferences(struct call *c,
                                              struct str language,
                                              struct str scheme) MUST_CHECK;
struct factor_proof; /* passkey.h */
/* The acting person proves once more to be who logged in: by a passkey, or by
 * a code of the second factor, in the demo by the password. In an open call
 * that is permitted. Errors: INVALID at "kode" (proof->wrong: to be counted by
 * factor_app_note_fail after call_end; too many failures: MSG_LOGIN_WAIT).
 * Source: RFC 6238, WebAuthn Level 2 § 7.2, R802. */
const struct err *factor_prove_in(struct call *c,
                                  struct factor_proof *proof) MUST_CHECK;
/* In a call of its own, after the one that failed has ended. */
const struct err *
factor_app_note_fail(struct call *c,
                     const struct factor_proof *proof) MUST_CHECK;
/* A new second factor; its base32 secret is shown once. Ends the account's
 * sessions, as a new password does. */
const struct err *account_app_new_secret(struct call *c, struct str login,
                                         struct str *out_secret) MUST_CHECK;

#endif
