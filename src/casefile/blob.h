/* Files that go with a case: known by their content, sealed in chunks.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Functions ending in _in work inside the caller's open, permitted call. */
#ifndef HELHET_CASEFILE_BLOB_H
#define HELHET_CASEFILE_BLOB_H

#include "file/type.h"
#include "sharing/app.h"

#define BLOB_CHUNK_BYTES ((size_t)256 << 10)

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
