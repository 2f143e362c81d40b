/* Pages of the calendar feed.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_FEED_WEB_H
#define HELHET_BODY_FEED_WEB_H

#include "access/route.h"
#include "page/page.h"

extern const struct route feed_routes[];
extern const size_t feed_routes_n;

struct feed_page_view {
    struct str made;    /* when, in words; empty: there is none */
    struct str address; /* just made: shown this once */
};
PAGE_TEMPLATE(feed_page, struct feed_page_view);

#endif
