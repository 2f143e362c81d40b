/* What anybody may read of meetings: views.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_PUBLIC_PAGES_H
#define HELHET_BODY_PUBLIC_PAGES_H

#include "body/pages.h"

struct minutes_row {
    struct str href;
    struct str title;
    struct str parties;
};
struct minutes_list_page {
    const struct minutes_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(minutes_public_list, struct minutes_list_page);
struct minutes_list_page minutes_list_page_of(struct page *pg,
                                              const struct minutes_list *list);

struct minutes_line {
    struct str text;
};
struct minutes_item {
    struct str title; /* "24/26 Title" */
    struct str record;
    const struct minutes_line *decisions;
    size_t decisions_n;
};
struct minutes_page {
    struct str title;
    struct str parties;
    struct str place;
    const struct minutes_item *items;
    size_t items_n;
};
PAGE_TEMPLATE(minutes_public, struct minutes_page);
/* No persons: bodies, matters and decisions. */
struct minutes_page minutes_page_of(struct page *pg, const struct minutes *m);

#endif
