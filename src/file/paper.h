/* Documents of the system level (saksdokumenter): of meetings, of matters on an
 * agenda, of evidence for agreements. Nothing about a child stands in them.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Who may what is asked by the folders that own what a document belongs to:
 * functions ending in _in work inside their open, permitted call. */
#ifndef HELHET_FILE_PAPER_H
#define HELHET_FILE_PAPER_H

#include "access/call.h"
#include "base/id.h"

#define PAPER_TITLE_MAX   200 /* characters */
#define PAPER_REASON_MAX  500
#define PAPER_CHUNK_BYTES ((size_t)256 << 10)

enum paper_of { PAPER_MEETING, PAPER_ITEM, PAPER_EVIDENCE, PAPER_OF_COUNT };
const char *paper_of_word(enum paper_of of);

struct paper {
    int64_t id;
    enum paper_of of;
    int64_t owner; /* id of the meeting, item or evidence */
    struct str title;
    int32_t newest; /* version that holds */
    unit_id unit;   /* who put it there */
    struct str unit_name;
    /* of the newest version */
    struct str name; /* of the person */
    struct str type; /* media type by content */
    int64_t bytes;
    bool scanned; /* a virus scanner found nothing */
    struct instant made_at;
    struct instant removed_at; /* {0}: it stands */
    struct str removed_name;
    struct str removed_reason;
    int32_t released;     /* units that have released the newest version */
    bool released_by_own; /* the unit that was asked for has */
    int64_t version;
};
struct paper_list {
    struct paper *row;
    size_t n;
};
struct paper_version {
    int32_t nr;
    struct str file_name;
    struct str type;
    int64_t bytes;
    struct hash hash;
    bool scanned;
    struct instant made_at;
    account_id account;
    struct str name; /* of the person */
};
struct paper_version_list {
    struct paper_version *row;
    size_t n;
};

/* What somebody sends; paper_check fills type and scanned. */
struct paper_file {
    struct str name;
    struct str bytes;
    struct str type;
    bool scanned;
};
/* What the file is, what the scanner says, whether a PDF opens: before any
 * transaction. Errors, at "fil": INVALID; UNAVAILABLE (nothing was kept). */
const struct err *paper_check(struct call *c, struct paper_file *f) MUST_CHECK;

/* p gives `of`, owner, title; the rest is filled. */
const struct err *paper_put_in(struct call *c, struct paper *p,
                               const struct paper_file *f) MUST_CHECK;
/* Errors: CONFLICT (removed, or changed since `p` was read). */
const struct err *paper_renew_in(struct call *c, const struct paper *p,
                                 const struct paper_file *f) MUST_CHECK;
/* Deletes the bytes of all versions; title, who and why stay. The same errors.
 */
const struct err *paper_remove_in(struct call *c, const struct paper *p,
                                  struct str reason) MUST_CHECK;
/* In the order they came, removed ones too. `own` is the unit of
 * released_by_own. */
const struct err *paper_list_in(struct call *c, enum paper_of of, int64_t owner,
                                unit_id own, struct paper_list *out) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *paper_in(struct call *c, int64_t id, unit_id own,
                           struct paper *out) MUST_CHECK;
/* Newest first. */
const struct err *paper_versions_in(struct call *c, int64_t id,
                                    struct paper_version_list *out) MUST_CHECK;
/* A version with its bytes; nr 0: the newest. Errors: NOT_FOUND (also of a
 * removed one); INTERNAL (the bytes are not what was put there). */
const struct err *paper_read_in(struct call *c, const struct paper *p,
                                int32_t nr, struct paper_version *out,
                                struct str *out_bytes) MUST_CHECK;
/* May one be put, renewed or removed where it belongs? Errors: CONFLICT: that
 * is closed; DENIED. */
const struct err *paper_change_check(struct arena *mem, bool closed,
                                     bool may) MUST_CHECK;
/* `own` releases version `nr` to the public, or takes that back. Errors:
 * CONFLICT: removed, or `nr` is not the newest: it was not what was read. */
const struct err *paper_release_in(struct call *c, const struct paper *p,
                                   int32_t nr, unit_id own,
                                   bool release) MUST_CHECK;

#endif
