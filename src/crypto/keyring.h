/* The master key file and the ring made of it; for this folder only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CRYPTO_KEYRING_H
#define HELHET_CRYPTO_KEYRING_H

#include "crypto/crypto.h"

#include <stdatomic.h>

#define MASTERS_MAX 64

/* The lines of the file, oldest first; count >= 1 once read. */
struct keyfile {
    struct {
        int64_t version;
        struct key key;
    } line[MASTERS_MAX];
    size_t count;
};

/* Errors: INTERNAL (detail: unreadable, malformed, too open). */
const struct err *keyfile_read(struct arena *mem, const char *path,
                               struct keyfile *out) MUST_CHECK;
/* Makes the file with one new key, unless it is there. Errors: INTERNAL. */
const struct err *keyfile_create(struct arena *mem,
                                 const char *path) MUST_CHECK;
/* Puts `file` in the place of what stands at `path`, by way of path.new.
 * Errors: INTERNAL; CONFLICT when path.new exists. */
const struct err *keyfile_replace(struct arena *mem, const char *path,
                                  const struct keyfile *file) MUST_CHECK;

/* Wrapping keys are only added, and `count` is raised after, so that readers
 * need no lock. The newest stands last. */
struct keyring {
    struct {
        int64_t version;
        struct key wrap;
    } master[MASTERS_MAX];
    _Atomic size_t count;
    struct key lookup;
    struct key token;
    struct key chain;
};

#endif
