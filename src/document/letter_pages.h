/* What the pages of letters show: views only, filled by letter_pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DOCUMENT_LETTER_PAGES_H
#define HELHET_DOCUMENT_LETTER_PAGES_H

#include "document/letter_app.h"
#include "document/pages.h"

struct letter_row {
    struct str href;
    struct str title;
    struct str reader;
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
};
PAGE_TEMPLATE(letter_page, struct letter_page_view);
/* `preview`: what was typed, as it will look, under the form. */
struct letter_page_view letter_page_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct letter_view *v,
                                            enum lang lang, bool preview);

#endif
