/* What the page of forecasts shows: filled by forecast_pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_FORECAST_PAGES_H
#define HELHET_CAPACITY_FORECAST_PAGES_H

#include "capacity/forecast.h"
#include "page/chart.h"
#include "page/parts.h"

struct forecast_line {
    struct str days;    /* which days it was for */
    struct str between; /* the interval */
    struct str middle;
    struct str came; /* or children scored; few are hidden */
    struct status_tag held;
    struct str share; /* of the children inside; empty for requests */
};
/* Requests, or waits. */
struct forecast_part {
    struct str id;
    struct str title;
    struct str next; /* the forecast that counts, in words */
    struct str held; /* how earlier ones did, in words */
    struct str error;
    struct str table; /* its name */
    struct str came_label;
    bool has_chart;
    struct chart chart;
    const struct forecast_line *rows; /* newest first */
    size_t rows_n;
};
PAGE_TEMPLATE(forecast_part, struct forecast_part);

struct forecast_view {
    struct field_view days;
    struct field_view memory;
    struct error_summary errors;
    bool has_answer;
    struct str under;
    struct forecast_part requests;
    struct forecast_part waits;
    struct empty empty;
    struct str json_href;
};
PAGE_TEMPLATE(forecast, struct forecast_view);

/* `wrong`: INVALID of the form, or why there is no forecast. `f` NULL then. */
void forecast_fill(struct page *pg, const struct http_req *req,
                   const struct forecast_how *how, const struct err *wrong,
                   const struct forecast *f, struct forecast_view *out);

#endif
