/* What the page of notices shows.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_WORKLIST_NOTICE_PAGES_H
#define HELHET_WORKLIST_NOTICE_PAGES_H

#include "page/parts.h"
#include "worklist/notice.h"

struct notice_topic_row {
    struct field_view field;
};
struct notice_page_view {
    struct alert where; /* which address, or that there is none */
    bool saved;
    struct alert done;
    struct error_summary errors;
    const struct notice_topic_row *rows;
    size_t rows_n;
    struct field_view quiet_from;
    struct field_view quiet_to;
};
PAGE_TEMPLATE(notice_page, struct notice_page_view);
struct notice_page_view notice_page_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct notice_view *v,
                                            bool saved);

/* Words of the form's choices. */
extern const char *const notice_how_words[];
/* "-", then the hours "0" to "23". */
bool notice_hour_parse(struct str s, int32_t *out);

#endif
