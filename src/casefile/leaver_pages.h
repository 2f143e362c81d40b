/* Pages of absence and of functions that end: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_LEAVER_PAGES_H
#define HELHET_CASEFILE_LEAVER_PAGES_H

#include "casefile/pages.h"

struct absence_view {
    struct error_summary errors;
    struct str deputy; /* who answers meanwhile; empty: nobody */
    struct field_view from;
    struct field_view to;
};
PAGE_TEMPLATE(absence, struct absence_view);

struct staff_row {
    function_id id;
    struct str name;
    int kind; /* message */
    struct str deputy;
    struct date ends; /* DATE_NONE: no end set */
    bool may_reset;   /* somebody else, with an account */
};
struct staff_view {
    struct str unit;
    const struct staff_row *rows;
    size_t rows_n;
    struct empty none;
};
PAGE_TEMPLATE(staff, struct staff_view);

struct staff_end_view {
    function_id id;
    struct str title;
    struct str stand_in; /* who takes over; empty: nobody */
    struct error_summary errors;
    struct field_view last_day;
};
PAGE_TEMPLATE(staff_end, struct staff_end_view);
/* What a leader may do for a colleague who has lost every second factor. */
struct staff_login_view {
    struct confirm confirm;
    struct error_summary errors;
};
PAGE_TEMPLATE(staff_login, struct staff_login_view);
struct staff_done_view {
    int64_t cases;
    int64_t offers;
    struct str stand_in;
    struct str name;
};
PAGE_TEMPLATE(staff_done, struct staff_done_view);

#endif
