/* Pages of documents of the system level: one look for meetings and evidence.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FILE_PAPER_PAGES_H
#define HELHET_FILE_PAPER_PAGES_H

#include "file/paper.h"
#include "page/parts.h"

/* A list of documents within a page. */
struct paper_line {
    struct str href;
    struct str title;
    struct str under; /* kind, size, who, when */
    struct status_tag tag;
};
struct paper_lines {
    const struct paper_line *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(paper_lines, struct paper_lines);
/* `parties`: how many must release one for it to be public. The address of each
 * is `base` and its id. */
struct paper_lines paper_lines_of(struct page *pg, const char *base,
                                  const struct paper_list *list,
                                  int64_t parties);

/* What a document belongs to, as its pages show it. */
struct paper_frame {
    struct crumbs crumbs; /* the last one is this page */
    struct str place;     /* "RSBU, 3. desember 2026" */
    struct str place_href;
    struct str path; /* of the document; of where it is put, on a form */
    int lead;        /* message: who sees it */
    bool scanner;    /* one is set */
    bool may_add;
    bool closed;              /* nothing may be added or changed any more */
    struct paper_lines lines; /* what is there already */
};

/* The documents of one thing, and the form for another one. */
struct paper_form {
    struct crumbs crumbs;
    struct str title;
    struct paper_lines lines;
    bool may_add;
    bool closed;
    int lead;
    bool no_scanner;
    struct alert unscanned;
    struct str action;
    struct str cancel;
    struct error_summary errors;
    struct field_view file;
    struct field_view name;
};
PAGE_TEMPLATE(paper_form, struct paper_form);
struct paper_form paper_form_of(struct page *pg, const struct http_req *req,
                                const struct err *err,
                                const struct paper_frame *at);

struct paper_look {
    struct paper paper;
    struct paper_version_list versions;
    struct str text; /* how a plain text begins */
    bool may_change;
    bool may_release;
    int64_t parties; /* that must release it */
};
struct paper_row {
    int32_t nr;
    struct str href; /* empty: the bytes are gone */
    struct str file;
    struct str name;
    struct instant at;
    struct status_tag scanned;
};
struct paper_page {
    struct crumbs crumbs;
    struct str title;
    struct status_tag tag;
    struct alert removed; /* text empty: it stands */
    struct facts facts;
    struct str picture;
    struct str text;
    struct str path;
    const struct paper_row *rows;
    size_t rows_n;
    struct str released; /* how far; empty when removed */
    bool is_public;
    int32_t nr; /* the newest: what is released */
    bool may_release;
    bool may_take_back;
    bool may_change;
    struct error_summary errors;
    struct field_view file;
};
PAGE_TEMPLATE(paper_page, struct paper_page);
struct paper_page paper_page_of(struct page *pg, const struct http_req *req,
                                const struct err *err,
                                const struct paper_frame *at,
                                const struct paper_look *l);

struct paper_remove {
    struct crumbs crumbs;
    struct str title;
    struct str path;
    struct error_summary errors;
    struct field_view reason;
};
PAGE_TEMPLATE(paper_remove, struct paper_remove);
struct paper_remove paper_remove_of(struct page *pg, const struct http_req *req,
                                    const struct err *err,
                                    const struct paper_frame *at,
                                    const struct paper *p);

/* For anybody: what every party has released. */
struct paper_public_row {
    struct str href;
    struct str title;
    struct str under; /* what it belongs to; kind and size */
};
struct paper_public {
    int title; /* messages */
    int intro;
    const struct paper_public_row *rows;
    size_t rows_n;
    struct empty empty;
    const struct link *links; /* to what else is public */
    size_t links_n;
};
PAGE_TEMPLATE(paper_public, struct paper_public);

/* --- what handlers share --- */
/* The file of a form; a fault at "fil" where none came. */
struct paper_file paper_file_of(struct form *f);
/* The number in the path; 0, which is none, for anything else. */
int32_t paper_path_nr(const struct http_req *req);
/* The file as it was sent; never shown as a page. */
void paper_send(struct http_res *res, const struct paper_version *v,
                struct str bytes);
/* The same to anybody, called by its title: the sender's name for it may tell
 * who wrote it. */
void paper_send_public(struct http_res *res, struct str title,
                       const struct paper_version *v, struct str bytes);
/* Its picture. Errors: NOT_FOUND: it has none. */
const struct err *paper_send_picture(struct http_res *res,
                                     const struct paper_version *v,
                                     struct str bytes) MUST_CHECK;

#endif
