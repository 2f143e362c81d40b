/* Passkeys: what an authenticator of our own says is believed when it is right,
 * and in nothing when one thing is wrong. SPDX-License-Identifier: EUPL-1.2 */
#include "access/authenticator_fixture.h"

static const struct passkey_site site = {{AUTH_ORIGIN, sizeof AUTH_ORIGIN - 1},
                                         {AUTH_DOMAIN, sizeof AUTH_DOMAIN - 1}};
static const int kinds[] = {AUTH_ES256, AUTH_EDDSA, AUTH_RS256};

#define ASKED  "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI"
#define OTHER  "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTM"
#define USER   "0123456789abcdef0123456789abcdef"
#define SECRET "12345678901234567890123456789012"

static struct hash
asked(void)
{
    return sha256_of(STR(SECRET));
}

static const struct err *
make(struct authenticator *d, const char *challenge, struct passkey *out)
{
    struct hash wanted = asked();
    struct passkey_answer a = auth_make(d, str_of(challenge));

    *out = (struct passkey){.counter = -1};
    return passkey_read_new(d->mem, &site, &wanted, &a, out);
}

static struct passkey
made(struct authenticator *d)
{
    struct passkey k;

    d->user = STR(USER);
    CHECK(!make(d, ASKED, &k));
    return k;
}

static const struct err *
answer(struct authenticator *d, const char *challenge, struct passkey *k)
{
    struct hash wanted = asked();
    struct passkey_answer a = auth_answer(d, str_of(challenge));

    return passkey_check(d->mem, &site, &wanted, STR(USER), &a, k);
}

static void
check_refused(const struct err *err, const char *why)
{
    CHECK(err != NULL);
    if (err)
        CHECK_STR(str_of(err->detail), why);
}

TEST(each_kind_of_key_is_made_and_proves)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct authenticator d = auth_new(mem, kinds[i], STR("the credential"));
        struct passkey k = made(&d);

        CHECK_EQ(k.algorithm, kinds[i]);
        CHECK_STR(k.credential, "the credential");
        CHECK_EQ(k.counter, 0);
        d.counter = 7;
        CHECK(!answer(&d, ASKED, &k));
        CHECK_EQ(k.counter, 7);
    }
}

TEST(a_key_may_vouch_for_itself)
{
    struct authenticator d = auth_new(mem, AUTH_ES256, STR("c"));
    struct passkey_answer a;
    struct hash wanted = asked();
    struct passkey k = {.counter = 0};
    char *data;

    d.vouches = true;
    CHECK(!make(&d, ASKED, &k));
    a = auth_make(&d, STR(ASKED));
    data = (char *)(uintptr_t)a.data.p;
    data[40] ^= 1; /* of the signature */
    check_refused(passkey_read_new(mem, &site, &wanted, &a, &k),
                  "attestation statement");
}

TEST(whether_it_may_lie_on_several_devices_is_kept)
{
    struct authenticator d = auth_new(mem, AUTH_ES256, STR("c"));
    struct passkey k;

    d.flags |= 0x08 | 0x10;
    k = made(&d);
    CHECK(k.synced && k.backed_up);
    d.flags &= ~0x10u;
    CHECK(!answer(&d, ASKED, &k));
    CHECK(!k.backed_up);
}

TEST(a_new_one_must_be_for_us_and_by_a_person)
{
    struct authenticator good = auth_new(mem, AUTH_ES256, STR("c"));
    struct authenticator d = good;
    struct passkey k;

    check_refused(make(&d, OTHER, &k), "client data: challenge");
    d.origin = "https://evil.example";
    check_refused(make(&d, ASKED, &k), "client data: origin");
    d.origin = "https://helhet.example.evil.example";
    check_refused(make(&d, ASKED, &k), "client data: origin");
    d = good;
    d.cross = "true";
    check_refused(make(&d, ASKED, &k), "client data: another site's frame");
    d = good;
    d.domain = "evil.example";
    check_refused(make(&d, ASKED, &k), "authenticator data: another site");
    d = good;
    d.flags = AUTH_PRESENT;
    check_refused(make(&d, ASKED, &k), "authenticator data: user not verified");
    d.flags = AUTH_VERIFIED;
    check_refused(make(&d, ASKED, &k), "authenticator data: user not verified");
}

TEST(a_login_must_be_for_us_and_by_a_person)
{
    struct authenticator good = auth_new(mem, AUTH_ES256, STR("c"));
    const char *not_it = "signature, site or user verification";
    struct passkey k = made(&good);
    struct authenticator d = good;

    check_refused(answer(&d, OTHER, &k), "client data: challenge");
    d.origin = "https://evil.example";
    check_refused(answer(&d, ASKED, &k), "client data: origin");
    d = good;
    d.domain = "evil.example";
    check_refused(answer(&d, ASKED, &k), not_it);
    d = good;
    d.flags = AUTH_PRESENT;
    check_refused(answer(&d, ASKED, &k), not_it);
    d.flags = AUTH_VERIFIED;
    check_refused(answer(&d, ASKED, &k), not_it);
    d = good;
    d.user = STR("somebody else");
    check_refused(answer(&d, ASKED, &k), "another user");
    d = good;
    d.credential = STR("x");
    check_refused(answer(&d, ASKED, &k), "another credential");
    CHECK(!answer(&good, ASKED, &k));
}

/* A registration cannot stand for a login, nor the other way. */
TEST(what_it_was_for_counts)
{
    struct authenticator d = auth_new(mem, AUTH_ES256, STR("c"));
    struct passkey k = made(&d);
    struct hash wanted = asked();
    struct passkey_answer a = auth_make(&d, STR(ASKED));

    check_refused(passkey_check(mem, &site, &wanted, STR(USER), &a, &k),
                  "client data: type");
    a = auth_answer(&d, STR(ASKED));
    check_refused(passkey_read_new(mem, &site, &wanted, &a, &k),
                  "client data: type");
}

TEST(one_changed_byte_is_enough)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct authenticator d = auth_new(mem, kinds[i], STR("c"));
        struct passkey k = made(&d);
        struct hash wanted = asked();
        struct passkey_answer a = auth_answer(&d, STR(ASKED));
        char *last = (char *)(uintptr_t)&a.signature.p[a.signature.n - 1];

        CHECK(!passkey_check(mem, &site, &wanted, STR(USER), &a, &k));
        *last ^= 1;
        CHECK(passkey_check(mem, &site, &wanted, STR(USER), &a, &k));
        a.signature = STR_NONE;
        CHECK(passkey_check(mem, &site, &wanted, STR(USER), &a, &k));
    }
}

TEST(anothers_key_does_not_do)
{
    struct authenticator mine = auth_new(mem, AUTH_ES256, STR("c"));
    struct authenticator other = auth_new(mem, AUTH_ES256, STR("c"));
    struct passkey k = made(&mine);

    other.user = STR(USER);
    CHECK(answer(&other, ASKED, &k));
    k.algorithm = AUTH_RS256;
    CHECK(answer(&mine, ASKED, &k));
    k.algorithm = AUTH_ES256;
    k.public_key.n--;
    CHECK(answer(&mine, ASKED, &k));
}

TEST(half_an_envelope_is_none)
{
    struct authenticator d = auth_new(mem, AUTH_ES256, STR("c"));
    struct hash wanted = asked();
    struct passkey_answer whole = auth_make(&d, STR(ASKED));
    struct passkey_answer a = whole;
    struct passkey k;

    for (a.data.n = 0; a.data.n < whole.data.n; a.data.n++)
        CHECK(passkey_read_new(mem, &site, &wanted, &a, &k));
    a.data = str_fmt(mem, "%.*s ", STR_FMT(whole.data));
    CHECK(passkey_read_new(mem, &site, &wanted, &a, &k));
    a = whole;
    for (a.client.n = 0; a.client.n < whole.client.n; a.client.n++)
        CHECK(passkey_read_new(mem, &site, &wanted, &a, &k));
}

/* An envelope of few bytes that says it holds much. */
TEST(what_is_said_to_be_there_must_be_there)
{
    static const char many[] = "\xa3\x63"
                               "fmt\x9b\x00\x00\x00\x10\x00\x00\x00\x00";
    static const char long_text[] = "\xa3\x7b\x00\x00\x00\x10\x00\x00\x00\x00";
    static const char endless[] = "\xbf\x63"
                                  "fmt\x64none\xff";
    struct authenticator d = auth_new(mem, AUTH_ES256, STR("c"));
    struct hash wanted = asked();
    struct passkey_answer a = auth_make(&d, STR(ASKED));
    struct passkey k = made(&d);

    a.data = (struct str){many, sizeof many - 1};
    check_refused(passkey_read_new(mem, &site, &wanted, &a, &k),
                  "attestation object");
    a.data = (struct str){long_text, sizeof long_text - 1};
    check_refused(passkey_read_new(mem, &site, &wanted, &a, &k),
                  "attestation object");
    a.data = (struct str){endless, sizeof endless - 1};
    check_refused(passkey_read_new(mem, &site, &wanted, &a, &k),
                  "attestation object");
    d.flags |= AUTH_NEW; /* a login that brings a credential */
    check_refused(answer(&d, ASKED, &k), "authenticator data");
}

TEST(base64url_only)
{
    struct passkey_answer a = {.credential = STR("YWJj"), .user = STR("")};

    CHECK(!passkey_decode(mem, &a));
    CHECK_STR(a.credential, "abc");
    CHECK_STR(passkey_base64(mem, STR("abc?")), "YWJjPw");
    a.client = STR("YWJjPw==");
    CHECK_ERR(passkey_decode(mem, &a), INVALID, MSG_PASSKEY_REFUSED);
    a.client = STR("a b");
    CHECK_ERR(passkey_decode(mem, &a), INVALID, MSG_PASSKEY_REFUSED);
}

static void
works_at(struct arena *mem, const char *url, const char *listen,
         const char *origin, const char *domain)
{
    struct str got = passkey_origin_of(mem, str_of(url), str_of(listen));

    CHECK_STR(got, origin);
    CHECK_STR(passkey_site_of(got).domain, domain);
}

TEST(passkeys_work_at_one_address)
{
    works_at(mem, "https://helhet.example", "127.0.0.1:8080",
             "https://helhet.example", "helhet.example");
    works_at(mem, "https://helhet.example:8443/x", "127.0.0.1:8080",
             "https://helhet.example:8443", "helhet.example");
    works_at(mem, "http://localhost:8080", "", "http://localhost:8080",
             "localhost");
    works_at(mem, "", "127.0.0.1:8080", "http://localhost:8080", "localhost");
    works_at(mem, "", "[::1]:80", "http://localhost:80", "localhost");
    works_at(mem, "", "192.0.2.1:80", "", "");
    works_at(mem, "", "unix:/run/helhet", "", "");
    works_at(mem, "http://helhet.example", "127.0.0.1:80", "", "");
    works_at(mem, "https://192.0.2.1", "127.0.0.1:80", "", "");
    works_at(mem, "https://[2001:db8::1]:443", "127.0.0.1:80", "", "");
    works_at(mem, "helhet.example", "127.0.0.1:80", "", "");
}
