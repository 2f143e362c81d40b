/* Pages of access in an emergency and of the review: views.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_EMERGENCY_PAGES_H
#define HELHET_CASEFILE_EMERGENCY_PAGES_H

#include "casefile/emergency_app.h"
#include "casefile/pages.h"

struct emergency_view {
    bool may; /* the unit has a field of work */
    struct error_summary errors;
    struct field_view number;
    struct field_view reason;
    struct field_view classes;
    struct field_view minutes;
};
PAGE_TEMPLATE(emergency_form, struct emergency_view);
struct emergency_view emergency_view_of(struct page *pg,
                                        const struct http_req *req,
                                        const struct err *err,
                                        enum work_field f);

struct look_why {
    int text; /* message */
};
struct look_line {
    account_id account;
    case_id case_id;
    struct str ref; /* the case's reference */
    struct str day; /* for the form */
    struct str who;
    struct str when;
    struct str times;
    const struct look_why *why;
    size_t why_n;
    struct str reason;
};
struct tell_line {
    struct str word; /* for the form */
    int what;        /* message */
    struct date on;  /* DATE_NONE: not yet */
    bool done;
};
struct review_id {
    int64_t v;
};
struct wrong_line {
    struct review_id id;
    struct str ref;
    struct str who;
    struct date day;
    struct str note;
    const struct tell_line *steps;
    size_t steps_n;
};
struct review_page {
    struct error_summary errors;
    const struct look_line *looks;
    size_t looks_n;
    const struct wrong_line *wrong;
    size_t wrong_n;
};
PAGE_TEMPLATE(review_page, struct review_page);
struct review_page review_page_of(struct page *pg, const struct http_req *req,
                                  const struct err *err,
                                  const struct review_view *v);
const char *tell_word(enum tell_step s);

#endif
