/* A body's year (årshjul): its meetings, deadlines, and days proposed.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_YEAR_PAGES_H
#define HELHET_BODY_YEAR_PAGES_H

#include "body/app.h"
#include "notify/ical.h"
#include "page/parts.h"

/* The picture: twelve months side by side; a mark for each thing. Places are
 * units of the picture, 0 … 960. */
struct year_month {
    struct str name; /* "jan." */
    int64_t x;
    int64_t text_x;
};
struct year_mark {
    int64_t x;
    int64_t y;
    bool meeting; /* else an action point's day */
    bool proposed;
};
struct year_line {
    struct str day;
    struct str what;
    struct str href; /* empty: none */
    struct status_tag tag;
};
struct year_page {
    struct crumbs crumbs;
    struct str title;
    int64_t year;
    struct str picture; /* in words */
    const struct year_month *months;
    size_t months_n;
    const struct year_mark *marks;
    size_t marks_n;
    const struct year_line *rows;
    size_t rows_n;
    struct str last_href;
    struct str next_href;
    struct str calendar_href;
    struct str plan_href; /* empty: one may not plan */
    int64_t proposed;     /* days proposed */
};
PAGE_TEMPLATE(body_year, struct year_page);
struct year_page year_page_of(struct page *pg, const struct body_whole *w,
                              int year);

/* The year's meetings as a calendar to look at. */
const struct err *year_calendar(struct call *c, const struct body_whole *w,
                                int year, struct str *out) MUST_CHECK;

#endif
