/* What the pages of research and development projects show.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAGES_PROJECT_H
#define HELHET_AGREEMENT_PAGES_PROJECT_H

#include "agreement/project_app.h"
#include "page/parts.h"

/* What the list is narrowed to; 0: all. */
struct project_filter {
    int year;
    unit_id party;
};
struct project_row {
    struct str href;
    struct str title;
    int kind; /* message */
    struct str parties;
    struct str period;
};
struct project_list_view {
    struct crumbs crumbs;
    struct field_view year;
    struct field_view party;
    struct str csv_href;
    const struct project_row *rows;
    size_t rows_n;
    struct empty empty;
    bool may_add;
};
PAGE_TEMPLATE(project_list, struct project_list_view);
struct project_list_view project_list_view_of(struct page *pg,
                                              const struct project_list *all,
                                              struct project_filter only,
                                              bool may_add);
struct str project_csv(struct page *pg, const struct project_list *all,
                       struct project_filter only);

struct project_view {
    struct crumbs crumbs;
    struct str title;
    struct str about;
    struct facts facts;
    struct str here;
    bool may_end;
    bool may_withdraw;
    struct error_summary errors;
    struct field_view until;
};
PAGE_TEMPLATE(project_page, struct project_view);
struct project_view project_view_of(struct page *pg, const struct http_req *req,
                                    const struct err *err,
                                    const struct project_look *look,
                                    bool may_write);

struct project_form_view {
    struct crumbs crumbs;
    struct error_summary errors;
    struct field_view kind;
    struct field_view title;
    struct field_view about;
    struct field_view part[PROJECT_PARTIES_MAX - 1];
    size_t part_n;
    struct field_view others;
    struct field_view from;
    struct field_view until;
    struct field_view point;
    bool has_points;
    struct field_view reference;
};
PAGE_TEMPLATE(project_form, struct project_form_view);
struct project_form_view project_form_of(struct page *pg,
                                         const struct http_req *req,
                                         const struct err *err,
                                         const struct project_offer *offer);

#endif
