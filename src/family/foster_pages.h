/* A foster home's own page, and what the holder does for it: views.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_FOSTER_PAGES_H
#define HELHET_FAMILY_FOSTER_PAGES_H

#include "family/foster_app.h"
#include "family/pages.h"

struct foster_measure_row {
    struct family_id item;
    struct str text;
    struct str who;
    struct str by;
    bool marked;
};
struct foster_why_row {
    int text; /* message */
    struct str source;
    struct str since; /* may be empty */
};
struct foster_matter_row {
    int matter; /* message */
    struct str part;
    const struct foster_why_row *why;
    size_t why_n;
};
struct foster_ask_row {
    struct family_id id;
    int matter; /* message */
    struct str words;
    struct date day;
    struct str rule;
    struct str login;
    struct status_tag state;
    struct str answer;
    struct str why;
    bool open; /* the foster home may answer, the holder decide */
    struct field_view words_field;
    struct field_view decision_field;
    struct field_view why_field;
};
struct foster_home_view {
    struct str name;
    struct str lasts; /* may be empty */
    bool hidden;
    const struct happening_row *days;
    size_t days_n;
    const struct foster_measure_row *measures;
    size_t measures_n;
    struct error_summary errors;
    const struct foster_ask_row *asks;
    size_t asks_n;
    struct str facts;
    const struct foster_matter_row *matters;
    size_t matters_n;
    struct str holder;
    const struct str *units;
    size_t units_n;
};
PAGE_TEMPLATE(own_foster, struct foster_home_view);
struct foster_home_view foster_home_of(struct page *pg,
                                       const struct http_req *req,
                                       const struct err *err,
                                       const struct foster_view *v);

struct foster_link_row {
    struct family_id id;
    struct str login;
    struct str period;
    int care; /* message */
    struct status_tag state;
};
struct foster_day_row {
    struct family_id id;
    struct date day;
    struct str words;
    struct str login;
};
struct foster_page {
    struct case_top top;
    case_id id;
    const struct foster_link_row *links;
    size_t links_n;
    struct error_summary errors;
    struct field_view from;
    struct field_view to;
    bool somebody; /* has access now or later */
    const struct foster_day_row *days;
    size_t days_n;
    struct field_view day;
    struct field_view what;
    struct field_view class_;
    const struct foster_measure_row *measures;
    size_t measures_n;
    const struct foster_ask_row *asks;
    size_t asks_n;
    bool may_ask;
    struct field_view matter;
    struct field_view words;
    /* told once */
    bool made;
    struct str login;
    struct str password;
    struct str secret;
};
PAGE_TEMPLATE(foster_page, struct foster_page);
struct foster_page foster_page_of(struct page *pg, const struct http_req *req,
                                  const struct err *err,
                                  const struct foster_staff_view *v,
                                  const struct new_access *made);

#endif
