/* An authenticator for tests: makes passkeys and answers challenges as a
 * device does, and as one that is broken. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_AUTHENTICATOR_FIXTURE_H
#define HELHET_ACCESS_AUTHENTICATOR_FIXTURE_H

/* First: OpenSSL names a parameter as banned.h forbids. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "access/passkey.h"
#include "base/test.h"

#define AUTH_ORIGIN "https://helhet.example"
#define AUTH_DOMAIN "helhet.example"
enum { AUTH_ES256 = -7, AUTH_EDDSA = -8, AUTH_RS256 = -257 };
enum { AUTH_PRESENT = 1, AUTH_VERIFIED = 4, AUTH_NEW = 0x40 };

/* Set the fields to break what it says. */
struct authenticator {
    struct arena *mem;
    int kind;
    EVP_PKEY *key;
    struct str credential;
    struct str user;
    uint32_t counter;
    unsigned flags;
    const char *origin;
    const char *domain;
    const char *cross; /* in the frame of another site: "true" */
    bool vouches;      /* attestation "packed" by the key itself */
};

static inline void
auth_free_key(void *p)
{
    EVP_PKEY_free(p);
}

static inline struct authenticator
auth_new(struct arena *mem, int kind, struct str credential)
{
    struct authenticator d = {.mem = mem,
                              .kind = kind,
                              .credential = credential,
                              .flags = AUTH_PRESENT | AUTH_VERIFIED,
                              .origin = AUTH_ORIGIN,
                              .domain = AUTH_DOMAIN,
                              .cross = "false"};

    if (kind == AUTH_ES256)
        d.key = EVP_EC_gen("P-256");
    else if (kind == AUTH_RS256)
        d.key = EVP_RSA_gen(2048);
    else
        d.key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    ASSERT(d.key);
    arena_defer(mem, auth_free_key, d.key);
    return d;
}

static inline void
auth_byte(struct buf *b, unsigned value)
{
    buf_char(b, (char)(value & 0xff));
}

static inline void
auth_hex(struct buf *b, const char *hex)
{
    for (; *hex; hex += 2) {
        unsigned value = 0;

        ASSERT(sscanf(hex, "%2x", &value) == 1);
        auth_byte(b, value);
    }
}

static inline void
auth_put_hash(struct buf *b, struct str text)
{
    struct hash h = sha256_of(text);

    buf_bytes(b, (const char *)h.b, HASH_BYTES);
}

/* The public key in COSE. Source: RFC 9053 § 7, RFC 8230 § 4. */
static inline void
auth_put_key(struct buf *b, const struct authenticator *d)
{
    unsigned char p[300];
    size_t n = sizeof p;
    BIGNUM *modulus = NULL;

    if (d->kind == AUTH_ES256) {
        ASSERT(EVP_PKEY_get_octet_string_param(d->key, OSSL_PKEY_PARAM_PUB_KEY,
                                               p, n, &n) == 1);
        ASSERT(n == 65);
        auth_hex(b, "a5010203262001215820");
        buf_bytes(b, (const char *)p + 1, 32);
        auth_hex(b, "225820");
        buf_bytes(b, (const char *)p + 33, 32);
    } else if (d->kind == AUTH_EDDSA) {
        ASSERT(EVP_PKEY_get_raw_public_key(d->key, p, &n) == 1);
        auth_hex(b, "a4010103272006215820");
        buf_bytes(b, (const char *)p, 32);
    } else {
        ASSERT(EVP_PKEY_get_bn_param(d->key, OSSL_PKEY_PARAM_RSA_N, &modulus) ==
               1);
        ASSERT(BN_bn2binpad(modulus, p, 256) == 256);
        BN_free(modulus);
        auth_hex(b, "a401030339010020590100");
        buf_bytes(b, (const char *)p, 256);
        auth_hex(b, "2143010001");
    }
}

/* Source: WebAuthn Level 2 § 6.1. */
static inline struct str
auth_data(const struct authenticator *d, bool is_new)
{
    struct buf b;

    buf_init(&b, d->mem);
    auth_put_hash(&b, str_of(d->domain));
    auth_byte(&b, d->flags | (is_new ? AUTH_NEW : 0));
    for (int shift = 24; shift >= 0; shift -= 8)
        auth_byte(&b, d->counter >> shift);
    if (is_new) {
        auth_hex(&b, "00000000000000000000000000000000");
        auth_byte(&b, (unsigned)d->credential.n >> 8);
        auth_byte(&b, (unsigned)d->credential.n);
        buf_str(&b, d->credential);
        auth_put_key(&b, d);
    }
    return buf_done(&b);
}

static inline struct str
auth_client(const struct authenticator *d, const char *type,
            struct str challenge)
{
    return str_fmt(d->mem,
                   "{\"type\":\"%s\",\"challenge\":\"%.*s\",\"origin\":\"%s\","
                   "\"crossOrigin\":%s}",
                   type, STR_FMT(challenge), d->origin, d->cross);
}

/* Over the authenticator data and the hash of the client data. */
static inline struct str
auth_sign(const struct authenticator *d, struct str data, struct str client)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    unsigned char out[512];
    size_t n = sizeof out;
    struct buf b;
    struct str what;

    buf_init(&b, d->mem);
    buf_str(&b, data);
    auth_put_hash(&b, client);
    what = buf_done(&b);
    ASSERT(EVP_DigestSignInit(ctx, NULL,
                              d->kind == AUTH_EDDSA ? NULL : EVP_sha256(), NULL,
                              d->key) == 1);
    ASSERT(EVP_DigestSign(ctx, out, &n, (const unsigned char *)what.p,
                          what.n) == 1);
    EVP_MD_CTX_free(ctx);
    return str_copy(d->mem, (struct str){(const char *)out, n});
}

static inline void
auth_put_bytes(struct buf *b, struct str bytes)
{
    auth_byte(b, 0x59);
    auth_byte(b, (unsigned)bytes.n >> 8);
    auth_byte(b, (unsigned)bytes.n);
    buf_str(b, bytes);
}

/* A new passkey: binary, as after passkey_decode. `challenge` is base64url. */
static inline struct passkey_answer
auth_make(const struct authenticator *d, struct str challenge)
{
    struct passkey_answer a = {.credential = d->credential};
    struct str data = auth_data(d, true);
    struct buf b;

    a.client = auth_client(d, "webauthn.create", challenge);
    buf_init(&b, d->mem);
    auth_hex(&b, "a363666d74");
    if (d->vouches) {
        auth_hex(&b, "667061636b65646761747453746d74a263616c67");
        auth_hex(&b, d->kind == AUTH_ES256 ? "26" : "27");
        auth_hex(&b, "63736967");
        auth_put_bytes(&b, auth_sign(d, data, a.client));
    } else {
        auth_hex(&b, "646e6f6e656761747453746d74a0");
    }
    auth_hex(&b, "686175746844617461");
    auth_put_bytes(&b, data);
    a.data = buf_done(&b);
    return a;
}

/* An answer to a login: binary. */
static inline struct passkey_answer
auth_answer(struct authenticator *d, struct str challenge)
{
    struct passkey_answer a = {.credential = d->credential, .user = d->user};

    a.client = auth_client(d, "webauthn.get", challenge);
    a.data = auth_data(d, false);
    a.signature = auth_sign(d, a.data, a.client);
    return a;
}

/* The fields of a form, as the script sends them; starts with '&'. */
static inline struct str
auth_form(const struct authenticator *d, const struct passkey_answer *a)
{
    struct arena *mem = d->mem;

    return str_fmt(
        mem,
        "&pn_id=%.*s&pn_klient=%.*s&pn_data=%.*s&pn_signatur=%.*s&pn_bruker="
        "%.*s",
        STR_FMT(passkey_base64(mem, a->credential)),
        STR_FMT(passkey_base64(mem, a->client)),
        STR_FMT(passkey_base64(mem, a->data)),
        STR_FMT(passkey_base64(mem, a->signature)),
        STR_FMT(passkey_base64(mem, a->user)));
}

#endif
