/* Files that go with a case: known by their content, sealed in chunks.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Functions ending in _in work inside the caller's open, permitted call. */
#ifndef HELHET_CASEFILE_BLOB_H
#define HELHET_CASEFILE_BLOB_H

#include "sharing/app.h"

#define BLOB_MAX_BYTES   ((size_t)10 << 20) /* of one file */
#define BLOB_CHUNK_BYTES ((size_t)256 << 10)
#define BLOB_NAME_MAX    255 /* characters */

struct blob {
    int64_t id;
    case_id case_id;
    enum info_class class_;
    unit_id unit;    /* whose it is */
    struct str name; /* plain; sealed in the store */
    struct str type; /* media type by content */
    int64_t bytes;
    int64_t chunks;
    bool scanned; /* a virus scanner found nothing */
    struct instant made_at;
};
struct blob_list {
    struct blob *row;
    size_t n;
};

/* What the bytes are, by themselves: PDF, PNG, JPEG, TIFF, plain text, Word and
 * OpenDocument; nothing that runs. Errors, at `field`: INVALID (empty, over
 * BLOB_MAX_BYTES, another type); UNAVAILABLE (the list of types is absent). */
const struct err *blob_type(struct arena *mem, const char *field,
                            struct str bytes, struct str *out) MUST_CHECK;
/* The last part of a sender's path, without control characters; never empty. */
struct str blob_name(struct arena *mem, struct str sent);

/* b gives case, class, unit, name, type, scanned; its id, size and time are
 * filled. */
const struct err *casefile_blob_put_in(struct call *c, struct blob *b,
                                       struct str bytes) MUST_CHECK;
/* Name, type, size. Errors: NOT_FOUND (or not shared with the acting unit). */
const struct err *casefile_blob_in(struct call *c, int64_t id,
                                   struct blob *out) MUST_CHECK;
/* The file itself. Errors: NOT_FOUND; INTERNAL (a chunk was changed, moved, or
 * is gone). */
const struct err *casefile_blob_read_in(struct call *c, const struct blob *b,
                                        struct str *out) MUST_CHECK;
const struct err *casefile_blob_rename_in(struct call *c, const struct blob *b,
                                          struct str name) MUST_CHECK;
/* Takes a file away that nobody else has seen. */
const struct err *casefile_blob_drop_in(struct call *c, int64_t id) MUST_CHECK;

#endif
