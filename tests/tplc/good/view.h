/* The view of the golden template.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef GOOD_VIEW_H
#define GOOD_VIEW_H

#include "base/id.h"
#include "base/natid.h"
#include "page/page.h"

struct demo_row {
    struct str name;
    struct date due;
    unit_id id;
    bool late;
    const struct str *tags;
    size_t tags_n;
};

struct demo {
    struct str title;
    struct str secret_free;
    const struct demo_row *rows;
    size_t rows_n;
    const struct demo_row *first;
    struct demo_row one;
    int msg;
    int64_t n;
    struct instant at;
    struct str address;
    const char *bare;
    struct natid number;
    bool flag;
    struct page_json data;
};
PAGE_TEMPLATE(demo, struct demo);
PAGE_TEMPLATE(demo_row, struct demo_row);
PAGE_TEMPLATE(untyped, struct demo);

#endif
