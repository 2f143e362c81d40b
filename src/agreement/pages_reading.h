/* The page of a campaign: who has read an agreement. What it shows.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAGES_READING_H
#define HELHET_AGREEMENT_PAGES_READING_H

#include "agreement/pages.h"
#include "agreement/reading_app.h"

struct campaign_row {
    struct str name;
    int function; /* message */
    struct status_tag status;
    struct date asked;
    struct str reminded;
};
struct campaign_view {
    struct agreement_top top;
    struct str rule; /* when reminders go out */
    int64_t read;
    const struct campaign_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(campaign, struct campaign_view);
struct campaign_view campaign_view_of(struct page *pg, const struct campaign *k,
                                      const struct own_rules *rules);

#endif
