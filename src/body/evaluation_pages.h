/* What the page of the yearly evaluation shows: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_EVALUATION_PAGES_H
#define HELHET_BODY_EVALUATION_PAGES_H

#include "body/evaluation_app.h"
#include "body/pages.h"

struct evaluation_party {
    struct str unit;
    struct status_tag tag;
    struct str by; /* "… by …", or empty */
};
struct evaluation_cell {
    struct str unit;
    struct str text;
};
struct evaluation_row {
    struct str question;
    const struct evaluation_cell *cells; /* one a party */
    size_t cells_n;
    struct str agree; /* "1 of 2" */
};
struct evaluation_head {
    struct str unit;
};
struct evaluation_text {
    struct str question;
    const struct evaluation_cell *cells;
    size_t cells_n;
};
struct evaluation_page {
    struct crumbs crumbs;
    struct str title;
    struct str path;
    struct str lead;
    struct str meeting_href; /* empty: none is planned */
    struct str meeting;
    struct error_summary errors;
    const struct evaluation_party *parties;
    size_t parties_n;
    struct str count;
    bool all;
    const struct evaluation_head *heads;
    size_t heads_n;
    const struct evaluation_row *rows;
    size_t rows_n;
    const struct evaluation_text *texts;
    size_t texts_n;
    bool may_answer;
    int64_t year;
    const struct field_view *fields;
    size_t fields_n;
};
PAGE_TEMPLATE(evaluation_page, struct evaluation_page);
struct evaluation_page evaluation_page_of(struct page *pg,
                                          const struct http_req *req,
                                          const struct err *err,
                                          const struct evaluation_look *l);

#endif
