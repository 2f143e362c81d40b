/* The installation's keys, and the keys of cases wrapped by them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/keyring.h"

#include "base/buf.h"
#include "base/random.h"

#include <sodium.h>
#include <string.h>

/* What a subkey is for. Numbers and words here are for ever: old data needs
 * them. */
enum subkey { SUBKEY_WRAP = 1, SUBKEY_LOOKUP, SUBKEY_TOKEN, SUBKEY_CHAIN };
#define KDF_CONTEXT "helhet-1"
#define WRAP_COLUMN "case key"

/* A wrapped key: the master key's version, four bytes, highest first; then the
 * key as a sealed value. */
#define VERSION_BYTES 4

void
crypto_init(void)
{
    ASSERT(sodium_init() >= 0);
}

static void
derive(const struct key *master, enum subkey which, struct key *out)
{
    ASSERT(crypto_kdf_derive_from_key(out->b, KEY_BYTES, (uint64_t)which,
                                      KDF_CONTEXT, master->b) == 0);
}

static void
add_master(struct keyring *ring, const struct keyfile *file, size_t i)
{
    ring->master[i].version = file->line[i].version;
    derive(&file->line[i].key, SUBKEY_WRAP, &ring->master[i].wrap);
    atomic_store(&ring->count, i + 1);
}

const struct err *
keyring_open(struct arena *mem, const char *path, bool create,
             struct keyring **out)
{
    struct keyfile file;
    struct keyring *ring;
    const struct err *err = create ? keyfile_create(mem, path) : NULL;

    if (!err)
        err = keyfile_read(mem, path, &file);
    if (err)
        return err;
    /* Memory that is kept out of swap and core files. */
    ring = sodium_malloc(sizeof *ring);
    ASSERT(ring != NULL);
    memset(ring, 0, sizeof *ring);
    derive(&file.line[0].key, SUBKEY_LOOKUP, &ring->lookup);
    derive(&file.line[0].key, SUBKEY_TOKEN, &ring->token);
    derive(&file.line[0].key, SUBKEY_CHAIN, &ring->chain);
    for (size_t i = 0; i < file.count; i++)
        add_master(ring, &file, i);
    sodium_memzero(&file, sizeof file);
    *out = ring;
    return NULL;
}

void
keyring_free(struct keyring *ring)
{
    sodium_free(ring);
}

const struct err *
keyring_rotate(struct arena *mem, const char *path)
{
    struct keyfile file;
    const struct err *err = keyfile_read(mem, path, &file);

    if (err)
        return err;
    if (file.count == MASTERS_MAX ||
        file.line[file.count - 1].version == INT32_MAX) {
        err = ERR(mem, INTERNAL, .detail = "key file: no more versions");
    } else {
        file.line[file.count].version = file.line[file.count - 1].version + 1;
        random_bytes(file.line[file.count].key.b, KEY_BYTES);
        file.count++;
        err = keyfile_replace(mem, path, &file);
    }
    sodium_memzero(&file, sizeof file);
    return err;
}

/* Are the versions in use still in the file, unchanged and in their place? */
static bool
is_continued(const struct keyring *ring, const struct keyfile *file)
{
    size_t count = atomic_load(&ring->count);
    bool same = file->count >= count;

    for (size_t i = 0; same && i < count; i++) {
        struct key wrap;

        derive(&file->line[i].key, SUBKEY_WRAP, &wrap);
        same = file->line[i].version == ring->master[i].version &&
               sodium_memcmp(wrap.b, ring->master[i].wrap.b, KEY_BYTES) == 0;
        key_clear(&wrap);
    }
    return same;
}

const struct err *
keyring_reload(struct arena *mem, struct keyring *ring, const char *path)
{
    struct keyfile file;
    const struct err *err = keyfile_read(mem, path, &file);

    if (err)
        return err;
    if (is_continued(ring, &file))
        for (size_t i = atomic_load(&ring->count); i < file.count; i++)
            add_master(ring, &file, i);
    else
        err = ERR(mem, INTERNAL,
                  .detail = "key file: a version in use is gone or changed");
    sodium_memzero(&file, sizeof file);
    return err;
}

static struct str
version_bytes(struct arena *mem, int64_t version)
{
    char *p = arena_alloc(mem, VERSION_BYTES);

    for (int i = 0; i < VERSION_BYTES; i++)
        p[i] = (char)(unsigned char)(version >> (24 - 8 * i));
    return (struct str){p, VERSION_BYTES};
}

/* 0 when there is none. */
static int64_t
version_of(struct str wrapped)
{
    int64_t v = 0;

    if (wrapped.n < VERSION_BYTES)
        return 0;
    for (int i = 0; i < VERSION_BYTES; i++)
        v = v << 8 | (unsigned char)wrapped.p[i];
    return v;
}

struct str
key_wrap(struct arena *mem, const struct keyring *ring, int64_t owner,
         const struct key *key)
{
    size_t newest = atomic_load(&ring->count) - 1;
    struct str plain = {(const char *)key->b, KEY_BYTES};
    struct str sealed = seal(mem, &ring->master[newest].wrap, owner,
                             WRAP_COLUMN, plain);
    struct buf b;

    buf_init(&b, mem);
    buf_str(&b, version_bytes(mem, ring->master[newest].version));
    buf_str(&b, sealed);
    return buf_done(&b);
}

struct str
key_new_wrapped(struct arena *mem, const struct keyring *ring, int64_t owner,
                struct key *out)
{
    random_bytes(out->b, KEY_BYTES);
    return key_wrap(mem, ring, owner, out);
}

static const struct key *
find_wrap(const struct keyring *ring, int64_t version)
{
    size_t count = atomic_load(&ring->count);

    for (size_t i = 0; i < count; i++)
        if (ring->master[i].version == version)
            return &ring->master[i].wrap;
    return NULL;
}

const struct err *
key_unwrap(struct arena *mem, const struct keyring *ring, int64_t owner,
           struct str wrapped, struct key *out)
{
    const struct key *wrap = find_wrap(ring, version_of(wrapped));
    struct str plain;
    const struct err *err;

    if (!wrap)
        return ERR(mem, INTERNAL, .detail = "key: its master key is unknown");
    err = unseal(mem, wrap, owner, WRAP_COLUMN,
                 str_cut(wrapped, VERSION_BYTES, wrapped.n), &plain);
    if (err)
        return err;
    if (plain.n != KEY_BYTES)
        return ERR(mem, INTERNAL, .detail = "key: wrong size");
    memcpy(out->b, plain.p, KEY_BYTES);
    return NULL;
}

bool
key_is_current(const struct keyring *ring, struct str wrapped)
{
    size_t newest = atomic_load(&ring->count) - 1;

    return version_of(wrapped) == ring->master[newest].version;
}

void
key_clear(struct key *key)
{
    sodium_memzero(key, sizeof *key);
}
