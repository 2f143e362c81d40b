/* What the pages of letters show: views only, filled by letter_pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DOCUMENT_LETTER_PAGES_H
#define HELHET_DOCUMENT_LETTER_PAGES_H

#include "document/letter_app.h"
#include "document/pages.h"

/* How hard a text reads, for its reader. */
struct reading_fault_row {
    struct str text;
};
struct reading_panel {
    struct status_tag tag;
    struct str line;
    const struct reading_fault_row *faults;
    size_t faults_n;
};
PAGE_TEMPLATE(reading_panel, struct reading_panel);
struct reading_panel reading_panel_of(struct page *pg, const struct reading *r,
                                      enum reading_level level, enum lang lang);

struct letter_row {
    struct str href;
    struct str title;
    struct str reader;
    struct str whose; /* empty: ships with the program */
};
struct letter_list_view {
    struct case_top top;
    const struct letter_row *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(letter_list, struct letter_list_view);
struct letter_list_view letter_list_view_of(struct page *pg,
                                            const struct letter_view *v);

struct letter_page_view {
    struct case_top top;
    case_id id;
    struct str action;
    struct str heading;
    struct str lang; /* of the letter */
    int64_t nr;      /* version of an own template, else 0 */
    bool not_in_language;
    struct alert no_language;
    const struct link *languages;
    size_t languages_n;
    struct error_summary errors;
    struct field_view title;
    struct field_view text;
    struct field_view class_;
    struct field_view own;
    bool preview;
    struct str shown_title;
    struct str shown_text;
    struct reading_panel reading; /* of what is shown */
};
PAGE_TEMPLATE(letter_page, struct letter_page_view);
/* Whose own template it is, in words; empty: it ships with the program. */
struct str letter_whose(struct page *pg, const struct letter *l);
/* `preview`: what was typed, as it will look, under the form. */
struct letter_page_view letter_page_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct letter_view *v,
                                            enum lang lang, bool preview);

#endif
