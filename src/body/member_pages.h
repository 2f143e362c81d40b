/* What the pages of a body's members show.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_MEMBER_PAGES_H
#define HELHET_BODY_MEMBER_PAGES_H

#include "body/pages.h"

struct member_row {
    struct str name;
    struct str under; /* seat and unit, or part */
    struct date from;
    struct str until; /* empty: goes on */
    struct str href;  /* to change it; empty: it has ended */
    struct str unit;  /* id, of a unit that may be ended; empty: not */
};
struct members_page {
    struct crumbs crumbs;
    struct str title;
    struct str path; /* "/organ/ID" */
    const struct member_row *people;
    size_t people_n;
    const struct member_row *units;
    size_t units_n;
};
PAGE_TEMPLATE(body_members, struct members_page);
struct members_page members_page_of(struct page *pg,
                                    const struct body_members *m);

struct body_form seat_form_of(struct page *pg, const struct http_req *req,
                              const struct err *err,
                              const struct body_members *m);
struct body_form change_form_of(struct page *pg, const struct http_req *req,
                                const struct err *err,
                                const struct body_members *m,
                                const struct body_person *p);
struct body_form unit_form_of(struct page *pg, const struct http_req *req,
                              const struct err *err,
                              const struct body_members *m);
struct body_form rules_form_of(struct page *pg, const struct http_req *req,
                               const struct err *err,
                               const struct body_members *m);
struct body_form body_end_form_of(struct page *pg, const struct http_req *req,
                                  const struct err *err,
                                  const struct body_members *m);

#endif
