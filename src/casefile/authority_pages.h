/* Pages of authorisations: views only. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_AUTHORITY_PAGES_H
#define HELHET_CASEFILE_AUTHORITY_PAGES_H

#include "casefile/authority.h"
#include "casefile/pages.h"

struct authority_row {
    function_id id;
    struct str name;
    int kind;        /* message */
    struct str unit; /* empty: the own one */
    struct date from;
    struct date to;
    struct instant last_login;
    struct date confirmed;
    struct due_tag due;
};
struct authority_view {
    struct str unit;
    struct error_summary errors;
    const struct authority_row *rows;
    size_t rows_n;
    struct empty none;
};
PAGE_TEMPLATE(authority, struct authority_view);

struct authority_count_view {
    const struct authority_count *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(authority_counts, struct authority_count_view);

#endif
