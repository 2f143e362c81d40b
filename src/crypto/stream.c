/* Sealed files with libsodium's secretstream (XChaCha20-Poly1305).
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/stream.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK = 64 * 1024,
    SEALED_CHUNK = CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES,
    WRAPPED_MAX = 512
};
/* The owner that the file's key is bound to: no case has this id. */
#define BACKUP_OWNER INT64_C(-1)
static const char magic[8] = {'H', 'e', 'l', 'h', 'e', 't', 'B', '1'};

struct ends {
    struct arena *mem;
    int in;
    int out;
    int64_t total;
    int64_t done;
    stream_tell tell;
    void *tell_arg;
};

static const struct err *
failed(struct ends *e, const char *what)
{
    return ERR(e->mem, UNAVAILABLE, .detail = what);
}

static const struct err *
damaged(struct ends *e)
{
    return ERR(e->mem, INVALID,
               .detail = "not a sealed file, or it was changed, cut, or sealed "
                         "by another master key");
}

/* Reads until `n` bytes or the end; *got says how many. */
static const struct err *
read_full(struct ends *e, void *p, size_t n, size_t *got)
{
    *got = 0;
    while (*got < n) {
        ssize_t k = read(e->in, (char *)p + *got, n - *got);

        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return failed(e, "reading failed");
        if (k == 0)
            break;
        *got += (size_t)k;
    }
    return NULL;
}

static const struct err *
write_full(struct ends *e, const void *p, size_t n)
{
    size_t done = 0;

    while (done < n) {
        ssize_t k = write(e->out, (const char *)p + done, n - done);

        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return failed(e, "writing failed");
        done += (size_t)k;
    }
    return NULL;
}

static const struct err *
tell_progress(struct ends *e, size_t n)
{
    e->done += (int64_t)n;
    if (e->tell && !e->tell(e->tell_arg, e->done, e->total))
        return ERR(e->mem, CONFLICT, .detail = "cancelled");
    return NULL;
}

static const struct err *
write_head(struct ends *e, struct str wrapped, const unsigned char *header)
{
    unsigned char length[2] = {(unsigned char)(wrapped.n >> 8),
                               (unsigned char)wrapped.n};
    const struct err *err = write_full(e, magic, sizeof magic);

    if (!err)
        err = write_full(e, length, sizeof length);
    if (!err)
        err = write_full(e, wrapped.p, wrapped.n);
    if (!err)
        err = write_full(e, header,
                         crypto_secretstream_xchacha20poly1305_HEADERBYTES);
    return err;
}

static const struct err *
seal_chunks(struct ends *e, crypto_secretstream_xchacha20poly1305_state *st)
{
    unsigned char *plain = arena_alloc(e->mem, CHUNK);
    unsigned char *sealed = arena_alloc(e->mem, SEALED_CHUNK);
    size_t got = CHUNK;
    const struct err *err = NULL;

    while (!err && got == CHUNK) {
        unsigned long long n = 0;

        err = read_full(e, plain, CHUNK, &got);
        if (err)
            break;
        crypto_secretstream_xchacha20poly1305_push(
            st, sealed, &n, plain, got, NULL, 0,
            got < CHUNK ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        err = write_full(e, sealed, (size_t)n);
        if (!err)
            err = tell_progress(e, got);
    }
    return err;
}

const struct err *
stream_seal(struct arena *mem, const struct keyring *ring, int in, int out,
            int64_t total, stream_tell tell, void *tell_arg)
{
    struct ends e = {mem, in, out, total, 0, tell, tell_arg};
    unsigned char header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
    crypto_secretstream_xchacha20poly1305_state st;
    struct key key;
    struct str wrapped = key_new_wrapped(mem, ring, BACKUP_OWNER, &key);
    const struct err *err;

    crypto_secretstream_xchacha20poly1305_init_push(&st, header, key.b);
    sodium_memzero(&key, sizeof key);
    err = write_head(&e, wrapped, header);
    if (!err)
        err = seal_chunks(&e, &st);
    sodium_memzero(&st, sizeof st);
    return err;
}

static const struct err *
read_head(struct ends *e, const struct keyring *ring,
          crypto_secretstream_xchacha20poly1305_state *st)
{
    unsigned char head[sizeof magic + 2];
    unsigned char header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
    char wrapped[WRAPPED_MAX];
    struct key key;
    size_t n = 0;
    size_t got;
    const struct err *err = read_full(e, head, sizeof head, &got);

    if (!err && (got < sizeof head || memcmp(head, magic, sizeof magic) != 0))
        return damaged(e);
    if (!err)
        n = (size_t)head[sizeof magic] << 8 | head[sizeof magic + 1];
    if (!err && n > sizeof wrapped)
        return damaged(e);
    if (!err)
        err = read_full(e, wrapped, n, &got);
    if (!err && got == n)
        err = read_full(e, header, sizeof header, &got);
    if (err)
        return err;
    if (got != sizeof header ||
        key_unwrap(e->mem, ring, BACKUP_OWNER, (struct str){wrapped, n},
                   &key) != NULL)
        return damaged(e);
    got = (size_t)crypto_secretstream_xchacha20poly1305_init_pull(st, header,
                                                                  key.b);
    sodium_memzero(&key, sizeof key);
    return got == 0 ? NULL : damaged(e);
}

/* Nothing may stand after the last chunk. */
static const struct err *
check_end(struct ends *e)
{
    char more;
    size_t got;
    const struct err *err = read_full(e, &more, 1, &got);

    if (!err && got > 0)
        return damaged(e);
    return err;
}

static const struct err *
open_chunks(struct ends *e, crypto_secretstream_xchacha20poly1305_state *st)
{
    unsigned char *plain = arena_alloc(e->mem, CHUNK);
    unsigned char *sealed = arena_alloc(e->mem, SEALED_CHUNK);
    unsigned char tag = 0;
    const struct err *err = NULL;

    while (!err && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        unsigned long long n = 0;
        size_t got;

        err = read_full(e, sealed, SEALED_CHUNK, &got);
        if (err)
            break;
        if (crypto_secretstream_xchacha20poly1305_pull(
                st, plain, &n, &tag, sealed, got, NULL, 0) != 0)
            return damaged(e);
        err = write_full(e, plain, (size_t)n);
        if (!err)
            err = tell_progress(e, got);
    }
    return err ? err : check_end(e);
}

const struct err *
stream_open(struct arena *mem, const struct keyring *ring, int in, int out,
            int64_t total, stream_tell tell, void *tell_arg)
{
    struct ends e = {mem, in, out, total, 0, tell, tell_arg};
    crypto_secretstream_xchacha20poly1305_state st;
    const struct err *err = read_head(&e, ring, &st);

    if (!err)
        err = open_chunks(&e, &st);
    sodium_memzero(&st, sizeof st);
    return err;
}
