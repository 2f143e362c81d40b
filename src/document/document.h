/* Documents of a case (dokumenter i saken): kept in versions, shown to whom
 * they are shared with, withdrawn with a reason.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A document belongs to the unit that put it there. Others see it while that
 * unit shares its class with them; one that is for the own unit alone, or was
 * withdrawn, is seen by nobody else (R662). */
#ifndef HELHET_DOCUMENT_DOCUMENT_H
#define HELHET_DOCUMENT_DOCUMENT_H

#include "casefile/app.h"
#include "casefile/blob.h"

enum { DOCUMENT_TITLE_MAX = 150, DOCUMENT_REASON_MAX = 1000 }; /* characters */

enum document_kind {
#define DOCUMENT_KIND(id, word, msg) DOCUMENT_KIND_##id,
#include "document/kind.def"
#undef DOCUMENT_KIND
    DOCUMENT_KIND_COUNT
};
const char *document_kind_word(enum document_kind k);
bool document_kind_parse(struct str word, enum document_kind *out);
int document_kind_message(enum document_kind k);

/* The classes a document may be of, in the order of the form. */
#define DOCUMENT_CLASSES 5
extern const enum info_class document_classes[DOCUMENT_CLASSES];
bool document_class_fits(enum info_class k);

struct document {
    int64_t id;
    case_id case_id;
    enum info_class class_;
    unit_id unit; /* whose it is */
    struct str unit_name;
    enum unit_type unit_type;
    bool own; /* for its unit alone */
    enum document_kind kind;
    struct str title;            /* plain; sealed in the store */
    int64_t newest;              /* the version that holds */
    struct instant withdrawn_at; /* {0}: not */
    struct str withdraw_reason;  /* plain; sealed in the store */
    struct instant made_at;      /* of the newest version in a list */
    struct str media_type;       /* of the newest version, in a list */
    int64_t bytes;
    int64_t version;
    struct str template_name; /* of the letter template it was written from, of
                                 the house's own; or empty */
    int64_t template_nr;
};
struct document_list {
    struct document *row;
    size_t n;
};
struct document_version {
    int64_t nr;
    int64_t blob;
    struct instant made_at;
    struct str name;       /* of who put it there */
    struct str media_type; /* by content */
    int64_t bytes;
    bool scanned;
};
struct document_versions {
    struct document_version *row; /* newest first */
    size_t n;
};

/* --- store.c: the first three parameters are always the viewer --- */
extern const struct db_set document_sql;
const struct err *document_store_insert(struct db_tx *tx,
                                        const struct document *d,
                                        function_id by) MUST_CHECK;
const struct err *document_store_put_version(struct db_tx *tx, int64_t document,
                                             int64_t nr, int64_t blob,
                                             function_id by,
                                             struct instant now) MUST_CHECK;
/* Which template the document was written from. */
const struct err *document_store_put_letter(struct db_tx *tx, int64_t document,
                                            int64_t template,
                                            int64_t nr) MUST_CHECK;
/* Errors: CONFLICT (somebody put another version there meanwhile). */
const struct err *document_store_newest(struct db_tx *tx, int64_t document,
                                        int64_t version, int64_t nr) MUST_CHECK;
/* Errors: CONFLICT (withdrawn already). */
const struct err *document_store_withdraw(struct db_tx *tx, int64_t document,
                                          function_id by, struct str reason,
                                          struct instant now) MUST_CHECK;
/* Newest first, titles sealed. */
const struct err *document_store_list(struct db_tx *tx, const struct viewer *v,
                                      case_id about,
                                      struct document_list *out) MUST_CHECK;
/* Errors: NOT_FOUND, also where the viewer may not know of it. */
const struct err *document_store_get(struct db_tx *tx, const struct viewer *v,
                                     case_id about, int64_t document,
                                     struct document *out) MUST_CHECK;
const struct err *
document_store_versions(struct db_tx *tx, const struct viewer *v,
                        int64_t document,
                        struct document_versions *out) MUST_CHECK;

/* --- app.c --- */
struct document_view {
    struct case_view about;
    struct document_list list; /* of the case */
    struct document document;  /* one of them */
    struct document_versions versions;
    struct str text; /* its beginning, when the newest is plain text */
    bool is_mine;    /* the acting unit's own, and not withdrawn */
};
const struct err *document_app_list(struct call *c, case_id about,
                                    struct document_view *out) MUST_CHECK;
const struct err *document_app_view(struct call *c, case_id about,
                                    int64_t document,
                                    struct document_view *out) MUST_CHECK;

struct document_form {
    case_id case_id;
    int64_t document; /* 0: a new one */
    struct str title;
    enum document_kind kind;
    enum info_class class_;
    bool own;
    struct str name; /* of the file, as the browser gave it */
    struct str bytes;
    bool made_here;   /* a letter of our own: no scanner is asked */
    int64_t template; /* and the house's own template of it, with its version */
    int64_t template_nr;
};
/* Keeps a file as a new document or a new version of one. What it is is told
 * by its content; a PDF must be one that can be opened and marked; the scanner
 * is asked before anything is kept. Errors: INVALID (fields tittel, slag,
 * klasse, fil), UNAVAILABLE (the scanner does not answer), CONFLICT
 * (withdrawn), DENIED (another unit's). *out gets its id. */
const struct err *document_app_put(struct call *c,
                                   const struct document_form *form,
                                   int64_t *out) MUST_CHECK;
/* Takes it away from all but the own unit, which keeps it with the reason. */
const struct err *document_app_withdraw(struct call *c, case_id about,
                                        int64_t document,
                                        struct str reason) MUST_CHECK;
/* One version for the reader: a PDF carries the reader's name and the time on
 * each page, plain text on its first line. Errors: NOT_FOUND; UNAVAILABLE (it
 * could not be marked, and is not given without). */
const struct err *document_app_file(struct call *c, case_id about,
                                    int64_t document, int64_t nr,
                                    struct blob *out,
                                    struct str *out_bytes) MUST_CHECK;
/* A picture of one version: the first page of a PDF, or the image itself.
 * Errors: NOT_FOUND (also what no picture can be made of). */
const struct err *document_app_picture(struct call *c, case_id about,
                                       int64_t document, int64_t nr,
                                       const char **out_type,
                                       struct str *out_bytes) MUST_CHECK;

#endif
