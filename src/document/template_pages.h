/* What the pages of letter templates show: views only, filled by
 * template_pages.c. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DOCUMENT_TEMPLATE_PAGES_H
#define HELHET_DOCUMENT_TEMPLATE_PAGES_H

#include "document/letter_pages.h"

struct template_row_view {
    struct str href;
    struct str name;
    struct str reader;
    struct str ages;
    struct str whose;
    struct status_tag state;
};
struct template_list_view {
    struct str lead;
    const struct template_row_view *rows;
    size_t rows_n;
    struct empty empty;
    const struct template_row_view *shipped;
    size_t shipped_n;
};
PAGE_TEMPLATE(template_list, struct template_list_view);
struct template_list_view
template_list_view_of(struct page *pg, const struct template_list *own,
                      const struct letter_list *shipped, bool all_units);

/* The letter in one language, filled in for a child that does not exist. */
struct template_text {
    struct str code; /* nb, nn, en */
    struct str heading;
    struct str title;
    struct str text;
    struct reading_panel reading;
};
struct template_preview {
    const struct template_text *texts;
    size_t texts_n;
    bool advice; /* not for a child */
};
PAGE_TEMPLATE(template_preview, struct template_preview);

struct template_version_row {
    struct str href;
    int64_t nr;
    struct status_tag state;
    struct date from;
    struct str changed;
};
struct template_page_view {
    struct crumbs crumbs;
    struct str name;
    struct status_tag state;
    struct facts facts;
    struct template_preview preview;
    const struct template_version_row *rows;
    size_t rows_n;
    struct str path;
    struct str copy_href;
    bool mine;
};
PAGE_TEMPLATE(template_page, struct template_page_view);
struct template_page_view
template_page_view_of(struct page *pg, const struct template_view *v,
                      const struct letter_facts *sample);

struct template_language {
    struct field_view title;
    struct field_view text;
};
struct template_field_row {
    struct str word;
    struct str meaning;
};
struct template_form_view {
    struct crumbs crumbs;
    struct str heading;
    struct str action;
    struct str cancel_href;
    struct str seen; /* empty: a new one */
    struct error_summary errors;
    struct field_view name;
    struct field_view reader;
    struct field_view age_from;
    struct field_view age_to;
    const struct template_language *languages;
    size_t languages_n;
    const struct template_field_row *fields;
    size_t fields_n;
    struct field_view from;
    bool looked; /* show what was typed */
    struct template_preview preview;
};
PAGE_TEMPLATE(template_form, struct template_form_view);
/* `l`: what the form begins with. `v` NULL: a new one. `typed`: what was typed,
 * to be looked at, or NULL. */
struct template_form_view
template_form_view_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct letter *l,
                      const struct template_view *v, const struct letter *typed,
                      const struct letter_facts *sample);

struct confirm template_withdraw_view_of(struct page *pg,
                                         const struct template_view *v);
PAGE_TEMPLATE(template_withdraw, struct confirm);

#endif
