/* Keyed look-up, the audit's chain, and random tokens.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/keyring.h"

#include "base/random.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES_MAX 64

/* BLAKE2b-256 of two parts, one after the other. `key` may be NULL. */
static struct hash
hash_two(const struct key *key, struct str a, struct str b)
{
    crypto_generichash_state state;
    struct hash out;

    crypto_generichash_init(&state, key ? key->b : NULL, key ? KEY_BYTES : 0,
                            HASH_BYTES);
    if (a.n > 0)
        crypto_generichash_update(&state, (const unsigned char *)a.p, a.n);
    if (b.n > 0)
        crypto_generichash_update(&state, (const unsigned char *)b.p, b.n);
    crypto_generichash_final(&state, out.b, HASH_BYTES);
    sodium_memzero(&state, sizeof state);
    return out;
}

struct hash
lookup_natid(const struct keyring *ring, const struct natid *id)
{
    return hash_two(&ring->lookup, str_of(id->digits), STR_NONE);
}

struct hash
lookup_token(const struct keyring *ring, const char *purpose, struct str token)
{
    /* With its NUL, so that no purpose runs on into the token. */
    struct str word = {purpose, strlen(purpose) + 1};

    return hash_two(&ring->token, word, token);
}

struct hash
chain_next(const struct keyring *ring, const struct hash *prev, struct str row)
{
    struct str before = {(const char *)prev->b, HASH_BYTES};

    return hash_two(&ring->chain, before, row);
}

struct hash
hash_of(struct str bytes)
{
    return hash_two(NULL, bytes, STR_NONE);
}

struct hash
sha256_of(struct str bytes)
{
    struct hash h;

    crypto_hash_sha256(h.b, (const unsigned char *)bytes.p, bytes.n);
    return h;
}

struct str
hash_hex(struct arena *mem, const struct hash *h)
{
    size_t size = (size_t)HASH_BYTES * 2 + 1;
    char *p = arena_alloc(mem, size);

    sodium_bin2hex(p, size, h->b, HASH_BYTES);
    return str_of(p);
}

bool
hash_eq(const struct hash *a, const struct hash *b)
{
    return sodium_memcmp(a->b, b->b, HASH_BYTES) == 0;
}

struct str
token_new(struct arena *mem, size_t n_bytes)
{
    unsigned char bytes[TOKEN_BYTES_MAX];
    size_t size = sodium_base64_encoded_len(
        n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *p = arena_alloc(mem, size);

    ASSERT(n_bytes <= TOKEN_BYTES_MAX);
    random_bytes(bytes, n_bytes);
    sodium_bin2base64(p, size, bytes, n_bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return str_of(p);
}
