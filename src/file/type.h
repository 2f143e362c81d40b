/* Files that people send: known by their content, never by their name.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FILE_TYPE_H
#define HELHET_FILE_TYPE_H

#include "base/buf.h"
#include "base/err.h"

#define FILE_MAX_BYTES ((size_t)10 << 20) /* of one file */
#define FILE_NAME_MAX  255                /* characters */

/* What the bytes are, by themselves: PDF, PNG, JPEG, TIFF, plain text, Word and
 * OpenDocument; nothing that runs. Errors, at `field`: INVALID (empty, over
 * FILE_MAX_BYTES, another type); UNAVAILABLE (the list of types is absent). */
const struct err *file_type(struct arena *mem, const char *field,
                            struct str bytes, struct str *out) MUST_CHECK;
/* ".pdf"; empty for a type that file_type does not give. */
const char *file_ending(struct str type);
/* The last part of a sender's path, without control characters; never empty. */
struct str file_name_of(struct arena *mem, struct str sent);
/* The beginning of a plain text, whole characters only; empty for anything
 * else. */
struct str file_beginning(struct str type, struct str bytes);

#endif
