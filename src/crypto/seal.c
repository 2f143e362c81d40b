/* Sealed fields: XChaCha20-Poly1305, bound to their row and column.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/crypto.h"

#include "base/buf.h"
#include "base/id.h"
#include "base/random.h"

#include <sodium.h>
#include <string.h>

/* A sealed value: one byte for the form, the nonce, the padded text, the tag.
 * Source: RFC 8439; draft-irtf-cfrg-xchacha; padding by ISO/IEC 7816-4. */
#define FORM        1
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES   crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEAD_BYTES  (1 + (size_t)NONCE_BYTES)
#define BLOCK_BYTES ((size_t)16)

/* How the detail begins when a value does not open. */
#define DAMAGE "sealed value "

/* What the value is bound to: eight bytes of the row's id, then the column. */
static struct str
bound_to(struct arena *mem, int64_t owner, const char *column)
{
    struct buf b;

    buf_init(&b, mem);
    for (int shift = 56; shift >= 0; shift -= 8)
        buf_char(&b, (char)(unsigned char)((uint64_t)owner >> shift));
    buf_cz(&b, column);
    return buf_done(&b);
}

struct str
seal(struct arena *mem, const struct key *key, int64_t owner,
     const char *column, struct str plain)
{
    size_t padded_n = (plain.n / BLOCK_BYTES + 1) * BLOCK_BYTES;
    size_t all = HEAD_BYTES + padded_n + TAG_BYTES;
    unsigned char *out = arena_alloc(mem, all);
    unsigned char *text = out + HEAD_BYTES;
    struct str bound = bound_to(mem, owner, column);
    size_t n;

    out[0] = FORM;
    random_bytes(out + 1, NONCE_BYTES);
    if (plain.n > 0)
        memcpy(text, plain.p, plain.n);
    ASSERT(sodium_pad(&n, text, plain.n, BLOCK_BYTES, padded_n) == 0);
    ASSERT(n == padded_n);
    ASSERT(crypto_aead_xchacha20poly1305_ietf_encrypt(
               text, NULL, text, padded_n, (const unsigned char *)bound.p,
               bound.n, NULL, out + 1, key->b) == 0);
    return (struct str){(const char *)out, all};
}

/* Says which, for those who put it back from a backup. */
static const struct err *
damaged(struct arena *mem, int64_t owner, const char *column, const char *how)
{
    struct str id = id_format(mem, owner);
    struct str says = str_fmt(mem, DAMAGE "%s of %.*s: %s", column, STR_FMT(id),
                              how);

    return ERR(mem, INTERNAL, .detail = str_cz(mem, says));
}

bool
unseal_is_damage(const struct err *err)
{
    return err && err->kind == INTERNAL && err->detail &&
           str_starts(str_of(err->detail), STR(DAMAGE));
}

const struct err *
unseal(struct arena *mem, const struct key *key, int64_t owner,
       const char *column, struct str sealed, struct str *out)
{
    const unsigned char *in = (const unsigned char *)sealed.p;
    struct str bound = bound_to(mem, owner, column);
    size_t n;
    unsigned char *text;

    if (sealed.n < HEAD_BYTES + BLOCK_BYTES + TAG_BYTES || in[0] != FORM)
        return damaged(mem, owner, column, "not one");
    n = sealed.n - HEAD_BYTES - TAG_BYTES;
    text = arena_alloc(mem, n);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            text, NULL, NULL, in + HEAD_BYTES, sealed.n - HEAD_BYTES,
            (const unsigned char *)bound.p, bound.n, in + 1, key->b) != 0 ||
        sodium_unpad(&n, text, n, BLOCK_BYTES) != 0)
        return damaged(mem, owner, column, "changed, moved, or another key");
    *out = (struct str){(const char *)text, n};
    return NULL;
}

const struct err *
unseal_text(struct arena *mem, const struct key *key, int64_t owner,
            const char *column, struct str *text)
{
    return text->n > 0 ? unseal(mem, key, owner, column, *text, text) : NULL;
}
