/* Sealed files: what goes in comes out, and no changed byte gets through.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/stream.h"

#include "base/buf.h"
#include "base/random.h"
#include "base/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct keyring *
ring_of(struct arena *mem, const char *folder)
{
    struct keyring *ring = NULL;

    crypto_init();
    if (keyring_open(mem, str_cz(mem, str_fmt(mem, "%s/key", folder)), true,
                     &ring))
        abort();
    arena_defer(mem, (void (*)(void *))keyring_free, ring);
    return ring;
}

/* A temporary file with these bytes, read from the start; closed with mem. */
static FILE *
file_with(const void *p, size_t n)
{
    FILE *f = tmpfile();

    if (!f || fwrite(p, 1, n, f) != n || fflush(f) || fseek(f, 0, SEEK_SET))
        abort();
    return f;
}

static struct str
all_of(struct arena *mem, FILE *f)
{
    long n = lseek(fileno(f), 0, SEEK_END);
    char *p = arena_alloc(mem, (size_t)n + 1);

    if (pread(fileno(f), p, (size_t)n, 0) != n)
        abort();
    return (struct str){p, (size_t)n};
}

/* Seals `plain`; the sealed bytes. */
static struct str
sealed(struct arena *mem, const struct keyring *ring, struct str plain)
{
    FILE *in = file_with(plain.p, plain.n);
    FILE *out = tmpfile();
    struct str s;

    CHECK(!stream_seal(mem, ring, fileno(in), fileno(out), 0, NULL, NULL));
    s = all_of(mem, out);
    (void)fclose(in);
    (void)fclose(out);
    return s;
}

static const struct err *
opened(struct arena *mem, const struct keyring *ring, struct str bytes,
       struct str *plain)
{
    FILE *in = file_with(bytes.p, bytes.n);
    FILE *out = tmpfile();
    const struct err *err = stream_open(mem, ring, fileno(in), fileno(out), 0,
                                        NULL, NULL);

    *plain = all_of(mem, out);
    (void)fclose(in);
    (void)fclose(out);
    return err;
}

TEST(sealed_files_open_again_at_every_chunk_border)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072, 200000};
    char folder[] = "/tmp/helhet-stream-XXXXXX";
    const struct keyring *ring = ring_of(mem, mkdtemp(folder));

    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        char *p = arena_alloc(mem, sizes[i] + 1);
        struct str back;

        random_bytes(p, sizes[i]);
        CHECK(!opened(mem, ring, sealed(mem, ring, (struct str){p, sizes[i]}),
                      &back));
        CHECK(str_eq(back, (struct str){p, sizes[i]}));
    }
}

TEST(a_changed_cut_or_longer_file_does_not_open)
{
    char folder[] = "/tmp/helhet-stream-XXXXXX";
    const struct keyring *ring = ring_of(mem, mkdtemp(folder));
    char *plain = arena_alloc(mem, 100000);
    struct str whole = sealed(mem, ring, (struct str){plain, 100000});
    struct str back;

    for (size_t at = 0; at < whole.n; at += 997) {
        char *p = arena_alloc(mem, whole.n + 1);

        memcpy(p, whole.p, whole.n);
        p[at] = (char)(p[at] ^ 1);
        CHECK_ERR(opened(mem, ring, (struct str){p, whole.n}, &back), INVALID,
                  0);
        CHECK(opened(mem, ring, str_cut(whole, 0, at), &back) != NULL);
    }
    CHECK_ERR(opened(mem, ring, STR("short"), &back), INVALID, 0);
}

TEST(another_master_key_does_not_open_it)
{
    char a[] = "/tmp/helhet-stream-XXXXXX";
    char b[] = "/tmp/helhet-stream-XXXXXX";
    const struct keyring *ours = ring_of(mem, mkdtemp(a));
    const struct keyring *theirs = ring_of(mem, mkdtemp(b));
    struct str back;

    CHECK_ERR(opened(mem, theirs, sealed(mem, ours, STR("abc")), &back),
              INVALID, 0);
}
