/* What the pages of documents show: views only, filled by pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DOCUMENT_PAGES_H
#define HELHET_DOCUMENT_PAGES_H

#include "casefile/pages.h"
#include "document/document.h"

struct document_row {
    struct str href;
    struct str title;
    struct str kind;
    struct service_tag unit;
    struct str who; /* the class, or for the own unit alone */
    struct instant at;
    struct str file; /* what it is and how large */
    struct status_tag status;
};
struct document_list_view {
    struct case_top top;
    case_id id;
    bool may_write;
    bool no_scanner;
    struct alert unscanned;
    const struct document_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(document_list, struct document_list_view);
struct document_list_view document_list_view_of(struct page *pg,
                                                const struct document_view *v,
                                                bool scanner);

struct document_new_view {
    struct case_top top;
    case_id id;
    bool no_scanner;
    struct alert unscanned;
    struct error_summary errors;
    struct field_view file;
    struct field_view title;
    struct field_view kind;
    struct field_view class_;
    struct field_view own;
};
PAGE_TEMPLATE(document_new, struct document_new_view);
struct document_new_view document_new_view_of(struct page *pg,
                                              const struct http_req *req,
                                              const struct err *err,
                                              const struct document_view *v,
                                              bool scanner);
/* The class of a document, as a field of a form. */
struct field_view document_class_field(const struct form_view *f);

struct version_row {
    int64_t nr;
    struct str href; /* download */
    struct instant at;
    struct str name;
    struct str file;
    struct status_tag scanned;
};
struct document_page_view {
    struct case_top top;
    case_id id;
    struct str path; /* of the document */
    struct str title;
    bool withdrawn;
    struct alert why;
    struct facts facts;
    struct str picture; /* address of the preview, or empty */
    struct str picture_alt;
    struct str text;
    const struct version_row *rows;
    size_t rows_n;
    bool is_mine;
    struct error_summary errors;
    struct field_view file;
};
PAGE_TEMPLATE(document_page, struct document_page_view);
struct document_page_view document_page_view_of(struct page *pg,
                                                const struct http_req *req,
                                                const struct err *err,
                                                const struct document_view *v);

struct document_withdraw_view {
    struct case_top top;
    struct str path;
    struct str title;
    struct error_summary errors;
    struct field_view reason;
};
PAGE_TEMPLATE(document_withdraw, struct document_withdraw_view);
struct document_withdraw_view
document_withdraw_view_of(struct page *pg, const struct http_req *req,
                          const struct err *err, const struct document_view *v);

#endif
