/* The page of what a function lets its holder see: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_SIGHT_PAGES_H
#define HELHET_SHARING_SIGHT_PAGES_H

#include "page/parts.h"
#include "sharing/sight.h"

struct sight_class {
    int what; /* message */
    struct status_tag seen;
};
struct sight_row {
    struct date valid_from;
    struct str classes;
    struct str source;
    struct str by;
};
struct sight_view {
    int function; /* message */
    const struct sight_class *classes;
    size_t classes_n;
    const struct sight_row *rows;
    size_t rows_n;
    bool may_decide;
    struct error_summary errors;
    struct field_view choice;
    struct field_view why;
};
PAGE_TEMPLATE(sight_page, struct sight_view);

#endif
