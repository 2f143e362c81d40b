/* Passkeys: the pure rules, from what the browser sent to yes or no.
 * SPDX-License-Identifier: EUPL-1.2 */
#include <fido.h> /* first: OpenSSL names a parameter as banned.h forbids */

#include "access/passkey.h"

#include "text/json_read.h"

#include <arpa/inet.h>
#include <cbor.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <sodium.h>
#include <string.h>

enum {
    CLIENT_TOKENS = 64,
    CREDENTIAL_MAX = 1023,
    FLAG_PRESENT = 0x01,
    FLAG_VERIFIED = 0x04,
    FLAG_MAY_SYNC = 0x08,
    FLAG_BACKED_UP = 0x10,
    FLAG_CREDENTIAL = 0x40,
};

static const struct err *
refused(struct arena *mem, const char *detail)
{
    return ERR(mem, INVALID, .msg = MSG_PASSKEY_REFUSED, .detail = detail);
}

static const unsigned char *
octets(struct str s)
{
    return (const unsigned char *)s.p;
}

static struct str
text_of(struct arena *mem, const unsigned char *p, size_t n)
{
    return str_copy(mem, (struct str){(const char *)p, n});
}

/* --- where --- */

/* The host of an origin that browsers let passkeys work on. */
static struct str
host_of(struct str origin)
{
    struct str host = STR_NONE;
    struct str port;
    struct str secure = STR("https://");
    struct str plain = STR("http://");

    if (str_starts(origin, secure))
        (void)str_split(str_cut(origin, secure.n, origin.n), ':', &host, &port);
    else if (str_starts(origin, plain))
        (void)str_split(str_cut(origin, plain.n, origin.n), ':', &host, &port);
    if (str_starts(origin, plain) && !str_eq_cz(host, "localhost"))
        return STR_NONE;
    return host;
}

/* Numbers are no domain. */
static bool
is_domain(struct arena *mem, struct str host)
{
    unsigned char numbers[16];

    return host.n > 0 && host.p[0] != '[' &&
           inet_pton(AF_INET, str_cz(mem, host), numbers) != 1;
}

static struct str
local_origin(struct arena *mem, struct str listen)
{
    static const char *const loopback[] = {
        "127.0.0.1:", "[::1]:", "localhost:"};

    for (size_t i = 0; i < ARRAY_LEN(loopback); i++) {
        struct str start = str_of(loopback[i]);

        if (!str_starts(listen, start))
            continue;
        return str_fmt(mem, "http://localhost:%.*s",
                       STR_FMT(str_cut(listen, start.n, listen.n)));
    }
    return STR_NONE;
}

struct str
passkey_origin_of(struct arena *mem, struct str site_url, struct str listen)
{
    struct str scheme = str_starts(site_url, STR("https://")) ? STR("https://")
                                                              : STR("http://");
    struct str host;
    struct str path;
    struct str origin;

    if (site_url.n == 0)
        return local_origin(mem, listen);
    (void)str_split(str_cut(site_url, scheme.n, site_url.n), '/', &host, &path);
    origin = str_fmt(mem, "%.*s%.*s", STR_FMT(scheme), STR_FMT(host));
    if (!str_starts(site_url, scheme) || !is_domain(mem, host_of(origin)))
        return STR_NONE;
    return origin;
}

struct passkey_site
passkey_site_of(struct str origin)
{
    return (struct passkey_site){origin, host_of(origin)};
}

/* --- base64url --- */

struct str
passkey_base64(struct arena *mem, struct str bytes)
{
    const unsigned form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    size_t room = sodium_base64_ENCODED_LEN(bytes.n, form);
    char *text = ARENA_NEW_N(mem, char, room);

    sodium_bin2base64(text, room, octets(bytes), bytes.n, (int)form);
    return str_of(text);
}

static bool
decode(struct arena *mem, struct str *text)
{
    unsigned char *bytes;
    size_t n = 0;

    if (text->n > PASSKEY_TEXT_MAX)
        return false;
    bytes = ARENA_NEW_N(mem, unsigned char, text->n + 1);
    if (sodium_base642bin(bytes, text->n + 1, text->p, text->n, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    *text = (struct str){(const char *)bytes, n};
    return n <= PASSKEY_BYTES_MAX;
}

const struct err *
passkey_decode(struct arena *mem, struct passkey_answer *a)
{
    struct str *part[] = {&a->credential, &a->client, &a->data, &a->signature,
                          &a->user};

    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        if (!decode(mem, part[i]))
            return refused(mem, "no base64url, or too long");
    return NULL;
}

/* --- what the browser says --- */

static bool
challenge_is(struct arena *mem, struct str text, const struct hash *wanted)
{
    struct hash got;

    if (!decode(mem, &text))
        return false;
    got = sha256_of(text);
    return hash_eq(&got, wanted);
}

/* Source: WebAuthn Level 2 § 5.8.1. */
static const struct err *
check_client(struct arena *mem, const struct passkey_site *site,
             const char *type, const struct hash *challenge, struct str client)
{
    struct json_doc doc = {0};
    size_t foreign;

    if (json_parse(mem, client, CLIENT_TOKENS, &doc))
        return refused(mem, "client data: no JSON");
    if (!str_eq_cz(json_text(&doc, 0, "type"), type))
        return refused(mem, "client data: type");
    if (!challenge_is(mem, json_text(&doc, 0, "challenge"), challenge))
        return refused(mem, "client data: challenge");
    if (site->origin.n == 0 ||
        !str_eq(json_text(&doc, 0, "origin"), site->origin))
        return refused(mem, "client data: origin");
    foreign = json_find(&doc, 0, "crossOrigin");
    if (foreign != 0 && doc.token[foreign].kind != JSON_FALSE)
        return refused(mem, "client data: another site's frame");
    return NULL;
}

/* --- what the authenticator says --- */

static void
free_cred(void *p)
{
    fido_cred_t *cred = p;

    fido_cred_free(&cred);
}

static void
free_assert(void *p)
{
    fido_assert_t *assert = p;

    fido_assert_free(&assert);
}

static void
free_item(void *p)
{
    cbor_item_t *item = p;

    cbor_decref(&item);
}

/* Whole CBOR items of definite length, none of which says that it holds more
 * than there are bytes: libcbor makes room for what is said. Source: RFC 8949 §
 * 3. */
static bool
is_bounded(struct str s)
{
    enum { BYTES = 2, TEXT = 3, ARRAY = 4, MAP = 5 };

    while (s.n > 0) {
        const unsigned char *p = octets(s);
        unsigned kind = p[0] >> 5;
        uint64_t value = p[0] & 31;
        size_t more = value < 24 ? 0 : (size_t)1 << (value - 24);

        if (value > 27 || s.n - 1 < more)
            return false;
        if (more > 0)
            value = 0;
        for (size_t i = 1; i <= more; i++)
            value = value << 8 | p[i];
        s = str_cut(s, 1 + more, s.n);
        if (kind >= BYTES && kind <= MAP && value > s.n)
            return false;
        if (kind == BYTES || kind == TEXT)
            s = str_cut(s, (size_t)value, s.n);
    }
    return true;
}

/* The same of what stands behind the head of authenticator data: a new
 * credential, or nothing, then extensions. Source: WebAuthn Level 2 § 6.1. */
static bool
data_is_bounded(struct str data, bool is_new)
{
    enum { HEAD = 37, FLAGS = 32, GUID = 16 };
    struct str rest = str_cut(data, HEAD, data.n);
    size_t name;

    if (data.n < HEAD ||
        ((octets(data)[FLAGS] & FLAG_CREDENTIAL) != 0) != is_new)
        return false;
    if (!is_new)
        return is_bounded(rest);
    if (rest.n < GUID + 2)
        return false;
    name = (size_t)octets(rest)[GUID] << 8 | octets(rest)[GUID + 1];
    if (rest.n < GUID + 2 + name)
        return false;
    return is_bounded(str_cut(rest, GUID + 2 + name, rest.n));
}

/* The three parts of an attestation object. */
struct attestation {
    struct str format;
    struct str data;
    const cbor_item_t *statement;
};

static struct str
bytes_of(const cbor_item_t *item)
{
    if (!cbor_isa_bytestring(item) || !cbor_bytestring_is_definite(item))
        return STR_NONE;
    return (struct str){(const char *)cbor_bytestring_handle(item),
                        cbor_bytestring_length(item)};
}

static struct str
word_of(const cbor_item_t *item)
{
    if (!cbor_isa_string(item) || !cbor_string_is_definite(item))
        return STR_NONE;
    return (struct str){(const char *)cbor_string_handle(item),
                        cbor_string_length(item)};
}

/* Source: WebAuthn Level 2 § 6.5.4. */
static bool
read_envelope(struct arena *mem, struct str bytes, struct attestation *out)
{
    struct cbor_load_result how;
    cbor_item_t *item = is_bounded(bytes)
                            ? cbor_load(octets(bytes), bytes.n, &how)
                            : NULL;
    struct cbor_pair *pair;

    if (!item)
        return false;
    arena_defer(mem, free_item, item);
    if (how.read != bytes.n || !cbor_isa_map(item) ||
        !cbor_map_is_definite(item) || cbor_map_size(item) != 3)
        return false;
    pair = cbor_map_handle(item);
    for (size_t i = 0; i < 3; i++) {
        struct str key = word_of(pair[i].key);

        if (str_eq_cz(key, "fmt"))
            out->format = word_of(pair[i].value);
        else if (str_eq_cz(key, "authData"))
            out->data = bytes_of(pair[i].value);
        else if (str_eq_cz(key, "attStmt") && cbor_isa_map(pair[i].value))
            out->statement = pair[i].value;
    }
    return out->format.n > 0 && out->statement &&
           data_is_bounded(out->data, true);
}

/* The kind of key is not known before it is read: each is tried. */
static fido_cred_t *
read_credential(struct arena *mem, const struct attestation *a,
                const struct hash *client)
{
    static const int kinds[] = {COSE_ES256, COSE_EDDSA, COSE_RS256};

    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        fido_cred_t *cred = fido_cred_new();

        if (!cred)
            return NULL;
        arena_defer(mem, free_cred, cred);
        if (fido_cred_set_type(cred, kinds[i]) == FIDO_OK &&
            fido_cred_set_clientdata_hash(cred, client->b, HASH_BYTES) ==
                FIDO_OK &&
            fido_cred_set_authdata_raw(cred, octets(a->data), a->data.n) ==
                FIDO_OK &&
            fido_cred_pubkey_len(cred) > 0 && fido_cred_pubkey_ptr(cred))
            return cred;
    }
    return NULL;
}

/* A statement by the key itself. What an authenticator adds about how it guards
 * the key is of no concern, so each degree of it is accepted. */
static bool
vouches_itself(struct arena *mem, fido_cred_t *cred,
               const struct passkey_site *site, const cbor_item_t *statement)
{
    unsigned char *bytes = ARENA_NEW_N(mem, unsigned char, PASSKEY_BYTES_MAX);
    size_t n = cbor_serialize(statement, bytes, PASSKEY_BYTES_MAX);

    if (n == 0 || fido_cred_set_fmt(cred, "packed") != FIDO_OK ||
        fido_cred_set_rp(cred, str_cz(mem, site->domain), NULL) != FIDO_OK ||
        fido_cred_set_uv(cred, FIDO_OPT_TRUE) != FIDO_OK ||
        fido_cred_set_attstmt(cred, bytes, n) != FIDO_OK)
        return false;
    for (int guard = 0; guard <= FIDO_CRED_PROT_UV_REQUIRED; guard++)
        if (fido_cred_set_prot(cred, guard) == FIDO_OK &&
            fido_cred_verify_self(cred) == FIDO_OK)
            return true;
    return false;
}

static bool
is_vouched_for(struct arena *mem, fido_cred_t *cred,
               const struct passkey_site *site, const struct attestation *a)
{
    if (str_eq_cz(a->format, "none"))
        return cbor_map_size(a->statement) == 0;
    return str_eq_cz(a->format, "packed") &&
           vouches_itself(mem, cred, site, a->statement);
}

static bool
is_of_site(struct str data, const struct passkey_site *site)
{
    struct hash wanted = sha256_of(site->domain);

    return sodium_memcmp(wanted.b, data.p, HASH_BYTES) == 0;
}

static void
take_credential(struct arena *mem, const fido_cred_t *cred, struct passkey *out)
{
    uint8_t flags = fido_cred_flags(cred);

    out->credential = text_of(mem, fido_cred_id_ptr(cred),
                              fido_cred_id_len(cred));
    out->algorithm = fido_cred_type(cred);
    out->public_key = text_of(mem, fido_cred_pubkey_ptr(cred),
                              fido_cred_pubkey_len(cred));
    out->counter = fido_cred_sigcount(cred);
    out->synced = (flags & FLAG_MAY_SYNC) != 0;
    out->backed_up = (flags & FLAG_BACKED_UP) != 0;
}

const struct err *
passkey_read_new(struct arena *mem, const struct passkey_site *site,
                 const struct hash *challenge, const struct passkey_answer *a,
                 struct passkey *out)
{
    const int needed = FLAG_PRESENT | FLAG_VERIFIED;
    struct hash client = sha256_of(a->client);
    struct attestation at = {0};
    fido_cred_t *cred;
    const struct err *err = check_client(mem, site, "webauthn.create",
                                         challenge, a->client);

    if (err)
        return err;
    if (!read_envelope(mem, a->data, &at))
        return refused(mem, "attestation object");
    if (!is_of_site(at.data, site))
        return refused(mem, "authenticator data: another site");
    cred = read_credential(mem, &at, &client);
    if (!cred)
        return refused(mem, "authenticator data: no key we know");
    if ((fido_cred_flags(cred) & needed) != needed)
        return refused(mem, "authenticator data: user not verified");
    if (fido_cred_id_len(cred) == 0 || fido_cred_id_len(cred) > CREDENTIAL_MAX)
        return refused(mem, "authenticator data: credential");
    if (!is_vouched_for(mem, cred, site, &at))
        return refused(mem, "attestation statement");
    take_credential(mem, cred, out);
    return NULL;
}

/* --- a login --- */

static void
free_es256(void *p)
{
    es256_pk_t *pk = p;

    es256_pk_free(&pk);
}

static void
free_rs256(void *p)
{
    rs256_pk_t *pk = p;

    rs256_pk_free(&pk);
}

static void
free_eddsa(void *p)
{
    eddsa_pk_t *pk = p;

    eddsa_pk_free(&pk);
}

/* The public key as libfido2 wants it; NULL: it is none. */
static const void *
public_key(struct arena *mem, const struct passkey *key)
{
    const unsigned char *p = octets(key->public_key);
    size_t n = key->public_key.n;
    es256_pk_t *es = NULL;
    rs256_pk_t *rs = NULL;
    eddsa_pk_t *ed = NULL;

    if (key->algorithm == COSE_ES256 && (es = es256_pk_new())) {
        arena_defer(mem, free_es256, es);
        return es256_pk_from_ptr(es, p, n) == FIDO_OK ? es : NULL;
    }
    if (key->algorithm == COSE_RS256 && (rs = rs256_pk_new())) {
        arena_defer(mem, free_rs256, rs);
        return rs256_pk_from_ptr(rs, p, n) == FIDO_OK ? rs : NULL;
    }
    if (key->algorithm == COSE_EDDSA && (ed = eddsa_pk_new())) {
        arena_defer(mem, free_eddsa, ed);
        return eddsa_pk_from_ptr(ed, p, n) == FIDO_OK ? ed : NULL;
    }
    return NULL;
}

static fido_assert_t *
read_assertion(struct arena *mem, const struct passkey_site *site,
               const struct passkey_answer *a)
{
    struct hash client = sha256_of(a->client);
    fido_assert_t *as = data_is_bounded(a->data, false) ? fido_assert_new()
                                                        : NULL;

    if (!as)
        return NULL;
    arena_defer(mem, free_assert, as);
    if (fido_assert_set_rp(as, str_cz(mem, site->domain)) != FIDO_OK ||
        fido_assert_set_clientdata_hash(as, client.b, HASH_BYTES) != FIDO_OK ||
        fido_assert_set_up(as, FIDO_OPT_TRUE) != FIDO_OK ||
        fido_assert_set_uv(as, FIDO_OPT_TRUE) != FIDO_OK ||
        fido_assert_set_count(as, 1) != FIDO_OK ||
        fido_assert_set_authdata_raw(as, 0, octets(a->data), a->data.n) !=
            FIDO_OK ||
        fido_assert_set_sig(as, 0, octets(a->signature), a->signature.n) !=
            FIDO_OK)
        return NULL;
    return as;
}

const struct err *
passkey_check(struct arena *mem, const struct passkey_site *site,
              const struct hash *challenge, struct str user,
              const struct passkey_answer *a, struct passkey *key)
{
    fido_assert_t *as;
    const void *pk;
    const struct err *err = check_client(mem, site, "webauthn.get", challenge,
                                         a->client);

    if (err)
        return err;
    if (!str_eq(a->credential, key->credential))
        return refused(mem, "another credential");
    if (a->user.n > 0 && !str_eq(a->user, user))
        return refused(mem, "another user");
    as = read_assertion(mem, site, a);
    pk = public_key(mem, key);
    if (!as || !pk)
        return refused(mem, "authenticator data");
    if (fido_assert_verify(as, 0, (int)key->algorithm, pk) != FIDO_OK)
        return refused(mem, "signature, site or user verification");
    key->counter = fido_assert_sigcount(as, 0);
    key->backed_up = (fido_assert_flags(as, 0) & FLAG_BACKED_UP) != 0;
    return NULL;
}
