/* Fuzz target: any bytes as what a browser says of a passkey, new or at a
 * login. SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey.h"

/* Input: a line of client data, a line "credential signature" in base64url,
 * then the attestation object or the authenticator data. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The SHA-256 that the corpus answers to. */
static struct hash
challenge(void)
{
    return sha256_of(STR("12345678901234567890123456789012"));
}

static void
make(struct arena *mem, const struct passkey_site *site,
     const struct passkey_answer *a)
{
    struct hash asked = challenge();
    struct passkey k = {.counter = 0};

    if (passkey_read_new(mem, site, &asked, a, &k))
        return;
    ASSERT(k.credential.n > 0 && k.credential.n <= 1023);
    ASSERT(k.public_key.n == 64 || k.public_key.n == 32 ||
           k.public_key.n == 259);
    ASSERT(k.algorithm == -7 || k.algorithm == -8 || k.algorithm == -257);
    ASSERT(k.counter >= 0 && k.counter <= UINT32_MAX);
}

/* Of a key that nobody holds: no answer is right. */
static void
prove(struct arena *mem, const struct passkey_site *site,
      const struct passkey_answer *a)
{
    static const int kinds[] = {-7, -8, -257};
    static const size_t sizes[] = {64, 32, 259};
    static const char bytes[259] = {0};
    struct hash asked = challenge();

    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct passkey k = {.credential = a->credential,
                            .algorithm = kinds[i],
                            .public_key = {bytes, sizes[i]}};
        const struct err *err = passkey_check(mem, site, &asked, STR("u"), a,
                                              &k);

        /* The zero point of Ed25519 is of small order: it signs for nobody,
         * but a signature for it can be made up. */
        ASSERT(err || kinds[i] == -8);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new((size_t)64 * 1024 * 1024);
    struct passkey_site site = passkey_site_of(STR("https://helhet.example"));
    struct passkey_answer a = {.credential = STR_NONE};
    struct passkey_answer coded = {.credential = STR_NONE};
    struct str rest = {(const char *)data, size};
    struct str line;

    crypto_init();
    (void)str_split(rest, '\n', &a.client, &rest);
    (void)str_split(rest, '\n', &line, &a.data);
    (void)str_split(line, ' ', &coded.credential, &coded.signature);
    if (!passkey_decode(mem, &coded)) {
        a.credential = coded.credential;
        a.signature = coded.signature;
    }
    if (a.data.n <= PASSKEY_BYTES_MAX) {
        make(mem, &site, &a);
        prove(mem, &site, &a);
    }
    arena_free(mem);
    return 0;
}
