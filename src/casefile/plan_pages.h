/* What the pages of the joint plan show: views only, filled by plan_pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_PLAN_PAGES_H
#define HELHET_CASEFILE_PLAN_PAGES_H

#include "casefile/pages.h"
#include "casefile/plan_app.h"

struct plan_row {
    struct str href; /* to change it; empty: not the reader's */
    struct str text;
    struct str unit;
    struct str owner; /* a measure's: who does it */
    struct str period;
    struct due_tag due;
    struct status_tag state;
    struct str note;
    struct str said_by;       /* words; empty: who made the note */
    struct status_tag change; /* empty text: none */
};
struct plan_group {
    int heading; /* message */
    struct str anchor;
    bool measures;
    const struct plan_row *rows;
    size_t rows_n;
};
struct meeting_row {
    struct date held_on;
    struct str unit;
    struct str present;
    struct str child;
    struct str minutes;
};
struct version_row {
    struct str label;
    struct str compare; /* address; empty for the first */
};
struct joint_plan_page {
    struct case_top top;
    case_id id;
    struct str lead; /* which version, since when, until when */
    bool has_plan;
    bool may_edit;
    bool may_adopt; /* the draft differs, and the reader holds the baton */
    const struct plan_group *groups;
    size_t groups_n;
    struct empty empty;
    const struct version_row *versions;
    size_t versions_n;
    const struct meeting_row *meetings;
    size_t meetings_n;
    struct facts facts;
};
PAGE_TEMPLATE(joint_plan_page, struct joint_plan_page);
struct joint_plan_page
joint_plan_page_of(struct page *pg, const struct plan_view *v, unit_id acting);

struct plan_item_page {
    struct case_top top;
    case_id id;
    struct str action; /* where the form posts */
    struct error_summary errors;
    bool is_new;
    struct field_view kind;
    struct field_view text;
    struct field_view owner;
    struct field_view start;
    struct field_view due;
    bool measure; /* how it goes can be told */
    struct str state_action;
    struct field_view state;
    struct field_view note;
    struct str drop_action; /* empty: not the reader's */
};
PAGE_TEMPLATE(plan_item_page, struct plan_item_page);
struct plan_item_page
plan_item_page_of(struct page *pg, const struct http_req *req,
                  const struct err *err, const struct plan_view *v,
                  const struct plan_item *item, unit_id acting);

struct plan_adopt_page {
    struct case_top top;
    case_id id;
    struct error_summary errors;
    struct field_view evaluate;
    struct field_view coordinator;
    struct field_view individual;
    struct field_view consent_by;
    struct field_view source;
    struct str who; /* who can consent, and why */
};
PAGE_TEMPLATE(plan_adopt_page, struct plan_adopt_page);
struct plan_adopt_page plan_adopt_page_of(struct page *pg,
                                          const struct http_req *req,
                                          const struct err *err,
                                          const struct plan_view *v);

struct plan_meet_page {
    struct case_top top;
    case_id id;
    struct error_summary errors;
    struct field_view date;
    struct field_view present;
    struct field_view child;
    struct field_view minutes;
};
PAGE_TEMPLATE(plan_meet_page, struct plan_meet_page);
struct plan_meet_page plan_meet_page_of(struct page *pg,
                                        const struct http_req *req,
                                        const struct err *err,
                                        const struct plan_view *v);

struct plan_diff_row {
    int kind; /* message */
    struct status_tag change;
    struct str before;
    struct str after;
};
struct plan_diff_page {
    struct case_top top;
    case_id id;
    int64_t from;
    int64_t to;
    const struct plan_diff_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(plan_diff_page, struct plan_diff_page);
struct plan_diff_page plan_diff_page_of(struct page *pg,
                                        const struct plan_view *v, int64_t from,
                                        int64_t to);

/* The newest adopted version as a document. Errors: NOT_FOUND (none). */
const struct err *plan_document(struct page *pg, const struct plan_view *v,
                                struct str *out) MUST_CHECK;

#endif
