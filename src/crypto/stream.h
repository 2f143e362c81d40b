/* Sealed files: a backup as a stream of authenticated chunks.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CRYPTO_STREAM_H
#define HELHET_CRYPTO_STREAM_H

#include "crypto/crypto.h"

/* Told after each chunk: bytes done and in all; false cancels. May be NULL. */
typedef bool (*stream_tell)(void *arg, int64_t done, int64_t total);

/* Seals everything that can be read from `in` to `out` (open files), with a new
 * key that the file carries wrapped by the master key. Order and end are part
 * of the seal: a file that was cut, or whose chunks were moved, does not open.
 * Errors: UNAVAILABLE (reading or writing failed), CONFLICT (cancelled). */
const struct err *stream_seal(struct arena *mem, const struct keyring *ring,
                              int in, int out, int64_t total, stream_tell tell,
                              void *tell_arg) MUST_CHECK;
/* Errors: INVALID (no sealed file, or it was changed, cut, or sealed by another
 * master key), UNAVAILABLE, CONFLICT. */
const struct err *stream_open(struct arena *mem, const struct keyring *ring,
                              int in, int out, int64_t total, stream_tell tell,
                              void *tell_arg) MUST_CHECK;

#endif
