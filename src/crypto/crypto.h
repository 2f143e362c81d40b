/* Sealed fields, keyed look-up, password hashes, and the audit's hash chain.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CRYPTO_CRYPTO_H
#define HELHET_CRYPTO_CRYPTO_H

#include "base/err.h"
#include "base/natid.h"

#define KEY_BYTES 32
#define HASH_BYTES 32

/* A secret key. No writer accepts it. */
struct key {
    unsigned char b[KEY_BYTES];
};
struct hash {
    unsigned char b[HASH_BYTES];
};

/* The installation's keys, derived from one master key file (32 bytes, mode
 * 0600, outside the database): wrapping, look-up, sessions, chain. */
struct keyring;

/* Once, before anything else. */
void crypto_init(void);
/* Reads `path`, or creates it with a new key when `create`. Errors: INTERNAL
 * (detail: unreadable, wrong size, too open). Heap; freed by keyring_free. */
const struct err *keyring_open(struct arena *mem, const char *path, bool create,
                               struct keyring **out) MUST_CHECK;
void keyring_free(struct keyring *ring);

/* A new random key for a case, and the same wrapped by the master key. The
 * wrapped form carries the master key's version, so that keys can rotate. */
struct str key_new_wrapped(struct arena *mem, const struct keyring *ring,
                           int64_t owner, struct key *out);
/* Errors: INTERNAL when the wrapped key does not open for this owner. */
const struct err *key_unwrap(struct arena *mem, const struct keyring *ring,
                             int64_t owner, struct str wrapped,
                             struct key *out) MUST_CHECK;

/* XChaCha20-Poly1305 with random nonce. `owner` (a row's id) and `column` (a
 * fixed word) are bound in, so that a sealed value cannot be moved. The length
 * of short texts is padded to 16 bytes. */
struct str seal(struct arena *mem, const struct key *key, int64_t owner,
                const char *column, struct str plain);
/* Errors: INTERNAL when it was changed or moved. */
const struct err *unseal(struct arena *mem, const struct key *key, int64_t owner,
                         const char *column, struct str sealed,
                         struct str *out) MUST_CHECK;

/* Keyed BLAKE2b of a national number: look-up without the number. */
struct hash lookup_natid(const struct keyring *ring, const struct natid *id);
/* Keyed hash of a session token or other secret, `purpose` separates uses. */
struct hash lookup_token(const struct keyring *ring, const char *purpose,
                         struct str token);

/* Next link of an append-only chain: H(key, prev || row). */
struct hash chain_next(const struct keyring *ring, const struct hash *prev,
                       struct str row);
struct hash hash_of(struct str bytes); /* unkeyed BLAKE2b-256 */

/* Argon2id (t = 2, 19 MiB), at most two at a time in this process. */
struct str password_hash(struct arena *mem, struct str password);
bool password_is(struct str hash, struct str password);

/* URL-safe base64 of n random bytes (n <= 64). */
struct str token_new(struct arena *mem, size_t n_bytes);
struct str hash_hex(struct arena *mem, const struct hash *h);
bool hash_eq(const struct hash *a, const struct hash *b); /* constant time */

#endif
