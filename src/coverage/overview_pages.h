/* What the overview of agreements shows, and its sheet: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_OVERVIEW_PAGES_H
#define HELHET_COVERAGE_OVERVIEW_PAGES_H

#include "coverage/overview_app.h"
#include "notify/sheet.h"
#include "page/parts.h"

struct overview_line {
    struct str name;
    int64_t in_force;
    int64_t noted;
    int64_t missing;
    int64_t ends;
    int64_t expired;
    int64_t unevaluated;
    int64_t breached;
};
struct overview_link {
    struct str href;
    struct str title;
    struct str region;
    struct status_tag ends;
    struct status_tag unevaluated;
    struct status_tag breached;
    bool is_ending;
    bool is_unevaluated;
    bool is_breached;
};
struct overview_view {
    struct crumbs crumbs;
    struct date on;
    int64_t soon;
    const struct overview_line *rows; /* the country last */
    size_t rows_n;
    const struct overview_link *agreements;
    size_t agreements_n;
};
PAGE_TEMPLATE(agreement_overview, struct overview_view);
struct overview_view overview_view_of(struct page *pg,
                                      const struct overview *o);
struct sheet overview_sheet_of(struct arena *mem, enum lang lang,
                               const struct overview *o);

#endif
