/* The second factor (andre faktor) by one's own hand: one-time codes, backup
 * codes, the proof asked again, and its reset for a colleague.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_FACTOR_H
#define HELHET_ACCESS_FACTOR_H

#include "access/passkey.h"

enum {
    FACTOR_FRESH_MINUTES = 10, /* so long a proof holds for changes */
    FACTOR_SETUP_MINUTES = 30, /* to confirm a one-time code by its app */
    BACKUP_CODES = 10,
    BACKUP_DIGITS = 10,
};

extern const struct db_set factor_sql;

/* --- rules: pure --- */

/* Is there any second factor? Backup codes alone are none: they stand in for
 * one that is lost. */
bool security_has_factor(const struct security *s);
/* The digits of a typed backup code; empty: it is none. */
struct str backup_digits(struct arena *mem, struct str typed);
/* "12345 67890" */
struct str backup_shown(struct arena *mem, struct str digits);
/* What an app reads from the picture. Source: Key Uri Format of Google
 * Authenticator. */
struct str totp_uri(struct arena *mem, struct str login, struct str base32);

/* --- store --- */

struct code_setup {
    struct str wrapped; /* empty: none under way */
    struct str base32;
    struct str uri;
};
/* Takes the place of an older one. */
const struct err *factor_store_put_setup(struct db_tx *tx, account_id account,
                                         struct str wrapped,
                                         struct instant ends) MUST_CHECK;
const struct err *factor_store_find_setup(struct db_tx *tx, account_id account,
                                          struct instant now,
                                          struct str *out_wrapped) MUST_CHECK;
const struct err *factor_store_drop_setup(struct db_tx *tx,
                                          account_id account) MUST_CHECK;
const struct err *factor_store_add_code(struct db_tx *tx, account_id account,
                                        const struct hash *code) MUST_CHECK;
/* Takes it out: it is used once. *out_done false: there is no such. */
const struct err *factor_store_use_code(struct db_tx *tx,
                                        const struct hash *code,
                                        bool *out_done) MUST_CHECK;
const struct err *factor_store_drop_codes(struct db_tx *tx,
                                          account_id account) MUST_CHECK;
const struct err *factor_store_count_codes(struct db_tx *tx, account_id account,
                                           int64_t *out) MUST_CHECK;
const struct err *factor_store_clean(struct db_tx *tx,
                                     struct instant now) MUST_CHECK;

/* --- inside an open call that is permitted --- */

/* How an account's second factor lies in the store, and what it is for. */
struct hash backup_hash(const struct call *c, account_id account,
                        struct str digits);
/* What an account has; `fresh` is left alone. */
const struct err *factor_of(struct db_tx *tx, account_id account,
                            struct security *out) MUST_CHECK;
/* The same of who acts, and whether the proof is fresh. */
const struct err *factor_own_in(struct call *c,
                                struct security *out) MUST_CHECK;
/* Before a factor is changed: has who acts proved it in this session within
 * FACTOR_FRESH_MINUTES? Who has none yet has nothing to prove by. Errors:
 * CONFLICT (MSG_FACTOR_STALE). Source: R801. */
const struct err *factor_check_fresh_in(struct call *c,
                                        const struct security *s) MUST_CHECK;
/* Before one is removed: there is another, except in the demo. Errors:
 * CONFLICT. Source: R801. */
const struct err *factor_check_not_last(struct call *c,
                                        const struct security *s) MUST_CHECK;
/* The session's person has proved it now. */
const struct err *factor_note_proved_in(struct call *c) MUST_CHECK;
/* Tells an account by mail that something of its security changed, never what;
 * where the installation sends any. */
const struct err *factor_tell_in(struct call *c, account_id to,
                                 int text) MUST_CHECK;
/* A colleague has lost every factor: all gone, all sessions ended, both told.
 * Errors: CONFLICT: never one's own, and MSG_FACTOR_STALE. */
const struct err *factor_reset_in(struct call *c, account_id whose) MUST_CHECK;

/* --- app: of who acts --- */

/* Proves it once more, for the next FACTOR_FRESH_MINUTES. Errors: as
 * factor_prove_in. */
const struct err *factor_app_prove(struct call *c,
                                   struct factor_proof *proof) MUST_CHECK;
/* A new secret that counts only when factor_app_confirm has seen a code of it.
 * Errors: CONFLICT (MSG_FACTOR_STALE). */
const struct err *factor_app_begin(struct call *c) MUST_CHECK;
struct factor_state {
    struct security has;
    struct code_setup setup; /* shown to a fresh session only */
};
const struct err *factor_app_view(struct call *c,
                                  struct factor_state *out) MUST_CHECK;
/* Ten codes, shown once. */
struct backup_codes {
    struct str code[BACKUP_CODES];
    size_t n; /* 0: those from before stay */
};
/* The app shows the right code: it counts from now on. The first time backup
 * codes come with it. Errors: INVALID at "kode"; CONFLICT: nothing under way,
 * MSG_FACTOR_STALE. */
const struct err *factor_app_confirm(struct call *c, struct str code,
                                     struct backup_codes *out) MUST_CHECK;
/* Errors: CONFLICT: the last second factor, MSG_FACTOR_STALE. */
const struct err *factor_app_remove(struct call *c) MUST_CHECK;
/* New ones; those from before work no more. Errors: CONFLICT: no second factor
 * that they could stand in for, MSG_FACTOR_STALE. */
const struct err *factor_app_new_codes(struct call *c,
                                       struct backup_codes *out) MUST_CHECK;
/* By the CLI. Errors: NOT_FOUND. */
const struct err *factor_app_reset(struct call *c, struct str login) MUST_CHECK;

#endif
