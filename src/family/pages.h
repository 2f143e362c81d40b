/* The family's own page, the child's voice and the family's access: views.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_PAGES_H
#define HELHET_FAMILY_PAGES_H

#include "casefile/pages.h"
#include "family/app.h"

/* An id of family's own, as templates write it. */
struct family_id {
    int64_t v;
};
struct helper_row {
    struct str name;
    struct str unit;
    int role; /* message */
    bool holder;
};
struct happening_row {
    struct date day;
    struct str text;
};
struct said_row {
    struct date day;
    struct str words;
    struct status_tag became;
    struct str outcome;
    bool answered;
};
struct shared_row {
    struct str text;
    struct str until;
};
struct kept_row {
    struct str word; /* of the class, for the form */
    int what;        /* message */
    bool kept;
    bool waits; /* an adult has not decided */
};
struct own_view {
    struct str name;
    bool child; /* else a guardian */
    int age_group_text;
    const struct helper_row *helpers;
    size_t helpers_n;
    struct str offered; /* somebody is asked to take over; may be empty */
    const struct happening_row *next; /* what comes, soonest first */
    size_t next_n;
    const struct happening_row *events;
    size_t events_n;
    const struct shared_row *shares;
    size_t shares_n;
    const struct said_row *said;
    size_t said_n;
    const struct kept_row *kept;
    size_t kept_n;
    int kept_lead; /* message: what the child may keep at its age */
    bool foster;   /* foster parents have a page too */
    bool hidden;   /* guardians: something is kept from this page */
    int right_health;
    int right_party;
    struct error_summary errors;
    struct field_view words;
    struct field_view guardians;
    struct str trusted; /* whom the child trusts most; may be empty */
    struct field_view trust;
};
PAGE_TEMPLATE(own_page, struct own_view);
PAGE_TEMPLATE(own_guardian, struct own_view);
struct own_view own_view_of(struct page *pg, const struct http_req *req,
                            const struct err *err, const struct own_page *p);

/* --- the plan, for the child and the guardians --- */
struct own_plan_row {
    struct str text;
    bool quote; /* the child's own words */
    struct str who;
    struct str by;
    struct status_tag state; /* a measure's */
};
struct own_plan_group {
    int heading; /* message */
    const struct own_plan_row *rows;
    size_t rows_n;
};
struct own_plan_view {
    struct str title;
    bool child;
    bool hidden;
    int lead;
    const struct own_plan_group *groups; /* those that hold something */
    size_t groups_n;
    int none; /* message */
    struct str made;
    struct str again;
};
PAGE_TEMPLATE(own_plan, struct own_plan_view);
struct own_plan_view own_plan_view_of(struct page *pg,
                                      const struct own_page *p);
/* The same as a file. Errors: NOT_FOUND (there is none), INTERNAL. */
const struct err *own_plan_document(struct page *pg, const struct own_page *p,
                                    struct str *out) MUST_CHECK;

struct look_row {
    struct instant at;
    struct str who;
    bool in_log_words; /* a sentence of its own, after a colon */
    struct str text;
    struct str seen; /* kinds of information; empty: no more than the name */
};
struct own_log_view {
    struct str title;
    int lead; /* messages */
    int ask;
    const struct look_row *rows;
    size_t rows_n;
    struct pages pages;
};
PAGE_TEMPLATE(own_log, struct own_log_view);
struct own_log_view own_log_view_of(struct page *pg, const struct http_req *req,
                                    int64_t number, const struct own_page *p);

struct voice_row {
    struct family_id id;
    struct str who; /* itself, or put down by an adult */
    struct instant at;
    struct str words;
    struct str informed;
    int agrees;
    struct status_tag became;
    struct str weight;
    struct str outcome;
    bool answered;
    bool whole; /* all four parts are there */
    struct field_view became_field;
    struct field_view weight_field;
    struct field_view outcome_field;
};
struct voice_page {
    struct case_top top;
    case_id id;
    const struct voice_row *rows;
    size_t rows_n;
    bool may_answer;
    bool is_holder;
    bool is_open;
    struct error_summary errors;
    struct field_view informed;
    struct field_view words;
    struct field_view agrees;
    struct field_view guardians;
};
PAGE_TEMPLATE(voice_page, struct voice_page);
struct voice_page voice_page_of(struct page *pg, const struct http_req *req,
                                const struct err *err,
                                const struct voice_view *v);

struct link_row {
    struct family_id id;
    int kind; /* message */
    struct str login;
    struct date since;
};
struct withheld_row {
    struct str word;
    int what; /* message */
    struct str reason;
    struct status_tag status;
    bool may_lift;
};
struct family_page {
    struct case_top top;
    case_id id;
    const struct link_row *links;
    size_t links_n;
    const struct withheld_row *withheld;
    size_t withheld_n;
    struct error_summary errors;
    struct field_view who;
    /* told once */
    bool made;
    struct str login;
    struct str password;
    struct str secret;
};
PAGE_TEMPLATE(family_page, struct family_page);
struct family_page family_page_of(struct page *pg, const struct http_req *req,
                                  const struct err *err,
                                  const struct access_view *v,
                                  const struct new_access *made);

#endif
