/* Sealed fields, keyed look-up, password hashes, and the audit's hash chain.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CRYPTO_CRYPTO_H
#define HELHET_CRYPTO_CRYPTO_H

#include "base/err.h"
#include "base/natid.h"

#define KEY_BYTES  32
#define HASH_BYTES 32

/* A secret key. No writer accepts it. */
struct key {
    unsigned char b[KEY_BYTES];
};
struct hash {
    unsigned char b[HASH_BYTES];
};

/* The installation's keys: wrapping, look-up, tokens, chain. They are derived
 * from the master key, which lies in a file outside the database (mode 0600),
 * a line "version:64 hex digits" for each version, the newest last. The newest
 * wraps; the oldest is the root of look-up, tokens and chain, which therefore
 * outlive a rotation. Safe from any thread. */
struct keyring;

/* Once, before anything else. */
void crypto_init(void);
/* Reads `path`, or creates it with a new key when it is absent and `create`.
 * Errors: INTERNAL (detail: unreadable, malformed, too open). Freed by
 * keyring_free. */
const struct err *keyring_open(struct arena *mem, const char *path, bool create,
                               struct keyring **out) MUST_CHECK;
void keyring_free(struct keyring *ring);

/* Adds a new master key to the file, which is replaced as a whole. Running
 * processes take it up by keyring_reload. Errors: INTERNAL as above; CONFLICT
 * when another rotation is under way or was broken off. */
const struct err *keyring_rotate(struct arena *mem,
                                 const char *path) MUST_CHECK;
/* Reads the file again and takes up versions that are new; one caller at a
 * time, while others use the ring. Errors: INTERNAL as
 * above, or when a version in use is gone or has changed. */
const struct err *keyring_reload(struct arena *mem, struct keyring *ring,
                                 const char *path) MUST_CHECK;

/* A new random key for a case, and the same wrapped by the master key. The
 * wrapped form carries the master key's version, so that keys can rotate. */
struct str key_new_wrapped(struct arena *mem, const struct keyring *ring,
                           int64_t owner, struct key *out);
/* Errors: INTERNAL when the wrapped key does not open for this owner, or its
 * master key is unknown. */
const struct err *key_unwrap(struct arena *mem, const struct keyring *ring,
                             int64_t owner, struct str wrapped,
                             struct key *out) MUST_CHECK;
/* Is it wrapped by the newest master key? */
bool key_is_current(const struct keyring *ring, struct str wrapped);
/* A key wrapped anew by the newest master key. */
struct str key_wrap(struct arena *mem, const struct keyring *ring,
                    int64_t owner, const struct key *key);
/* Forgets a key that is no longer needed. */
void key_clear(struct key *key);

/* XChaCha20-Poly1305 with random nonce. `owner` (a row's id) and `column` (a
 * fixed word) are bound in, so that a sealed value cannot be moved. The length
 * is padded to the next 16 bytes, so that it does not tell a short name. */
struct str seal(struct arena *mem, const struct key *key, int64_t owner,
                const char *column, struct str plain);
/* Errors: INTERNAL when it was changed or moved; the detail says which it is.
 */
const struct err *unseal(struct arena *mem, const struct key *key,
                         int64_t owner, const char *column, struct str sealed,
                         struct str *out) MUST_CHECK;

/* Is it that a sealed value (a wrapped key is one) does not open? */
bool unseal_is_damage(const struct err *err);

/* Opens a text where it stands; an empty one was never sealed. */
const struct err *unseal_text(struct arena *mem, const struct key *key,
                              int64_t owner, const char *column,
                              struct str *text) MUST_CHECK;

/* Keyed BLAKE2b of a national number: look-up without the number. */
struct hash lookup_natid(const struct keyring *ring, const struct natid *id);
/* Keyed hash of a session token or other secret, `purpose` separates uses. */
struct hash lookup_token(const struct keyring *ring, const char *purpose,
                         struct str token);

/* Next link of an append-only chain: H(key, prev || row). */
struct hash chain_next(const struct keyring *ring, const struct hash *prev,
                       struct str row);
struct hash hash_of(struct str bytes); /* unkeyed BLAKE2b-256 */
/* SHA-256: for what people check with other tools. Source: FIPS 180-4. */
struct hash sha256_of(struct str bytes);

/* Argon2id (t = 2, 19 MiB), at most two at a time in this process; others wait.
 * A system without memory counts as a full arena. */
struct str password_hash(struct arena *mem, struct str password);
/* False also for a hash that is none, in no time; a login that does not exist
 * should be tried against some hash, so that it takes as long. */
bool password_is(struct str hash, struct str password);

/* URL-safe base64 of n random bytes (n <= 64). */
struct str token_new(struct arena *mem, size_t n_bytes);
struct str hash_hex(struct arena *mem, const struct hash *h);
bool hash_eq(const struct hash *a, const struct hash *b); /* constant time */

#endif
