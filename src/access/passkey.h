/* Passkeys (passnøkler): what a browser answers is judged here, and kept.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * The cryptography is libfido2's. Source: W3C Web Authentication Level 2. */
#ifndef HELHET_ACCESS_PASSKEY_H
#define HELHET_ACCESS_PASSKEY_H

#include "access/account.h"

ID_TYPE(passkey_id);

enum {
    PASSKEYS_MAX = 20, /* of one account */
    PASSKEY_NAME_MAX = 60,
    PASSKEY_CHALLENGE_BYTES = 32,
    PASSKEY_MINUTES = 5,      /* to answer a challenge */
    PASSKEY_TEXT_MAX = 6000,  /* characters of one base64url value */
    PASSKEY_BYTES_MAX = 4096, /* of one value, decoded */
};

/* A passkey as it is kept. */
struct passkey {
    passkey_id id;
    account_id account_id;
    struct str credential; /* its name at the authenticator, binary */
    int64_t algorithm;     /* COSE: -7, -8, -257 */
    struct str public_key; /* binary */
    int64_t counter;       /* last seen; 0: it does not count */
    bool synced;           /* may lie on several devices */
    bool backed_up;        /* does so now */
    struct str name;
    struct instant made;
    struct instant used;      /* 0: never */
    struct instant went_back; /* its counter; 0: never */
};
struct passkey_list {
    struct passkey *row;
    size_t n;
};

extern const struct db_set passkey_sql;

/* --- rules: pure --- */

/* Where passkeys work: an origin ("https://helhet.example"), and its domain. */
struct passkey_site {
    struct str origin;
    struct str domain;
};
/* The origin of `site_url`; where that is empty, http://localhost:PORT of a
 * server that listens on loopback. Empty: neither, or a browser would refuse
 * (no TLS, an address in numbers). Source: WebAuthn Level 2 § 5.1.3. */
struct str passkey_origin_of(struct arena *mem, struct str site_url,
                             struct str listen);
struct passkey_site passkey_site_of(struct str origin);

/* What the browser's script sent, decoded; all empty: nothing came. */
struct passkey_answer {
    struct str credential;
    struct str client;    /* clientDataJSON */
    struct str data;      /* attestationObject, or authenticatorData */
    struct str signature; /* of a login */
    struct str user;      /* userHandle of a login, may be empty */
};
/* Decodes base64url without padding, in place of the texts. Errors: INVALID
 * (MSG_PASSKEY_REFUSED). */
const struct err *passkey_decode(struct arena *mem,
                                 struct passkey_answer *a) MUST_CHECK;
struct str passkey_base64(struct arena *mem, struct str bytes);

/* Reads a new passkey from the answer to `challenge` (the SHA-256 of what was
 * sent): sets out's credential, key, counter and flags. Attestation "none", or
 * by the key itself. The user was present and verified. Errors: INVALID
 * (MSG_PASSKEY_REFUSED; `detail` says what was wrong). Source: WebAuthn Level 2
 * § 7.1. */
const struct err *passkey_read_new(struct arena *mem,
                                   const struct passkey_site *site,
                                   const struct hash *challenge,
                                   const struct passkey_answer *a,
                                   struct passkey *out) MUST_CHECK;
/* Does the answer prove that whoever sent it holds `key`? Sets the key's
 * counter and backed_up to what the authenticator says now. `user` is the
 * handle that the account's passkeys were made with. Errors: as above. Source:
 * WebAuthn Level 2 § 7.2. */
const struct err *passkey_check(struct arena *mem,
                                const struct passkey_site *site,
                                const struct hash *challenge, struct str user,
                                const struct passkey_answer *a,
                                struct passkey *key) MUST_CHECK;

/* --- store --- */
const struct err *passkey_store_list(struct db_tx *tx, account_id account,
                                     struct passkey_list *out) MUST_CHECK;
const struct err *passkey_store_find(struct db_tx *tx, struct str credential,
                                     struct passkey *out,
                                     bool *found) MUST_CHECK;
/* Errors: CONFLICT: it is kept already. */
const struct err *passkey_store_insert(struct db_tx *tx,
                                       const struct passkey *k) MUST_CHECK;
/* *out_done false: the counter was seen before, or a greater one: there may be
 * a copy. One that is always 0 does not count. Source: WebAuthn Level 2 §
 * 6.1.1. */
const struct err *passkey_store_note_use(struct db_tx *tx,
                                         const struct passkey *k,
                                         struct instant now,
                                         bool *out_done) MUST_CHECK;
const struct err *passkey_store_note_back(struct db_tx *tx, passkey_id id,
                                          struct instant now) MUST_CHECK;
/* Errors: NOT_FOUND: not the account's. */
const struct err *passkey_store_rename(struct db_tx *tx, account_id account,
                                       passkey_id id,
                                       struct str name) MUST_CHECK;
const struct err *passkey_store_remove(struct db_tx *tx, account_id account,
                                       passkey_id id) MUST_CHECK;
/* Takes the place of an older one. */
const struct err *passkey_store_put_challenge(struct db_tx *tx,
                                              const struct hash *bound,
                                              const struct hash *challenge,
                                              struct instant ends) MUST_CHECK;
/* Takes it out: it is answered once. *found false: none, or too old. */
const struct err *passkey_store_take_challenge(struct db_tx *tx,
                                               const struct hash *bound,
                                               struct instant now,
                                               struct hash *out,
                                               bool *found) MUST_CHECK;
const struct err *passkey_store_clean(struct db_tx *tx,
                                      struct instant now) MUST_CHECK;

/* --- app --- */

/* Who was asked: a session, or the visitor's cookie before a login. */
enum passkey_purpose { PASSKEY_TO_ADD, PASSKEY_TO_PROVE };
/* A fresh challenge for a login or a proof; `visitor` is the cookie of one who
 * is not logged in. */
const struct err *passkey_app_ask(struct call *c, struct str visitor,
                                  struct str *out_challenge) MUST_CHECK;
/* The handle that the account's passkeys are made with: tells nothing. */
struct str passkey_user(struct call *c, account_id account);

/* An answer that was judged, in a transaction of its own, in which its
 * challenge was used up. */
struct passkey_proof {
    bool right;
    struct passkey key; /* as it will be kept; id 0: not known */
};
const struct err *passkey_app_prove(struct call *c, struct str visitor,
                                    const struct passkey_answer *a,
                                    struct passkey_proof *out) MUST_CHECK;
/* Inside an open call, for the account logged in. */
const struct err *passkey_prove_in(struct call *c,
                                   const struct passkey_answer *a,
                                   struct passkey_proof *out) MUST_CHECK;
/* In a call of its own: the counter went back. */
const struct err *passkey_app_note_back(struct call *c,
                                        passkey_id id) MUST_CHECK;

/* What somebody proves by once more: a code (in the demo the password), or a
 * passkey. */
struct factor_proof {
    struct str code;
    struct passkey_answer key;
    bool wrong;           /* out: to be counted */
    passkey_id went_back; /* out: its counter; 0: did not */
};

struct security {
    struct passkey_list keys;
    bool code;     /* a one-time code is set up */
    int64_t codes; /* backup codes that are left */
    bool fresh;    /* may change it without a further proof */
};
const struct err *passkey_app_list(struct call *c,
                                   struct security *out) MUST_CHECK;
/* First step. Errors: INVALID at "navn"; CONFLICT: too many, MSG_FACTOR_STALE.
 */
const struct err *passkey_app_begin(struct call *c, struct str name,
                                    struct passkey_list *out_keys,
                                    struct str *out_challenge) MUST_CHECK;
/* Second step. Errors: INVALID. */
const struct err *passkey_app_add(struct call *c, struct str name,
                                  const struct passkey_answer *a) MUST_CHECK;
const struct err *passkey_app_rename(struct call *c, passkey_id id,
                                     struct str name) MUST_CHECK;
/* Errors: CONFLICT: the last second factor, MSG_FACTOR_STALE. */
const struct err *passkey_app_remove(struct call *c, passkey_id id) MUST_CHECK;
/* By the administrator or the CLI, of somebody who has lost it; ends the
 * account's sessions. Errors: NOT_FOUND. */
const struct err *passkey_app_list_of(struct call *c, struct str login,
                                      struct passkey_list *out) MUST_CHECK;
const struct err *passkey_app_remove_of(struct call *c, struct str login,
                                        passkey_id id) MUST_CHECK;

#endif
