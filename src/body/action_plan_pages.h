/* What the page of an action plan shows: views only (R402).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_ACTION_PLAN_PAGES_H
#define HELHET_BODY_ACTION_PLAN_PAGES_H

#include "body/action_plan_app.h"
#include "body/pages.h"

/* The picture: time from left to right over 960 units, one bar a measure. */
struct plan_tick {
    int64_t x;
    int64_t text_x;
    struct str name; /* "2026-07" */
};
struct plan_bar {
    int64_t number;
    int64_t x;
    int64_t y;
    int64_t wide;
    int64_t text_x;
    int64_t text_y;
    bool done;
    bool late;
    bool stopped;
};
struct plan_row {
    struct str goal; /* heading above this row; empty: as the one before */
    int64_t number;  /* the same as in the picture */
    struct str title;
    struct str indicator;
    struct str budget; /* "Budget: …", or empty */
    struct str change; /* where one changes it; empty: not now */
    struct str who;
    struct str unit;
    struct date from;
    struct date until;
    struct status_tag tag;
    struct str last; /* newest line of its log, or empty */
};
struct plan_party {
    struct str unit;
    struct str text;
    struct status_tag tag;
};
struct plan_comment {
    struct str unit;
    struct str text;
    struct str by;
};
struct plan_older {
    struct str href;
    struct str name;
};
struct plan_page {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct status_tag state;
    struct str path; /* "/organ/ID/plan" */
    bool has_plan;
    struct empty empty;
    struct counts counts;
    struct str picture; /* in words */
    int64_t height;
    int64_t axis;   /* the height without the words below */
    int64_t axis_y; /* of the words */
    int64_t now_x;  /* 0: today lies outside */
    const struct plan_tick *ticks;
    size_t ticks_n;
    const struct plan_bar *bars;
    size_t bars_n;
    const struct plan_row *rows;
    size_t rows_n;
    const struct plan_party *parties;
    size_t parties_n;
    const struct plan_comment *comments; /* what parties wanted changed */
    size_t comments_n;
    int64_t number;
    struct str closed; /* "Closed … by …", or empty */
    struct str evaluation;
    struct str released; /* how far; empty: it is not endorsed */
    bool is_public;
    bool may_release;
    bool may_take_back;
    const struct plan_older *older;
    size_t older_n;
    struct error_summary errors;
    bool may_add;
    struct field_view goal;
    struct field_view what;
    struct field_view person;
    struct field_view from;
    struct field_view until;
    struct field_view indicator;
    struct field_view budget;
    bool may_tell;
    struct field_view measure;
    struct field_view progress;
    struct field_view text;
    bool may_put;
    bool may_endorse;
    struct field_view decision;
    bool may_return;
    struct field_view comment;
    bool may_close;
    struct field_view closing;
    bool may_start;
    int start_button; /* message */
    struct field_view name;
    struct field_view begins;
};
PAGE_TEMPLATE(action_plan_page, struct plan_page);
/* `req` and `err`: a form comes back with what was typed. */
struct plan_page action_plan_page_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct action_plan_look *l);
/* Changes a measure of a plan that is open. */
struct body_form measure_form_of(struct page *pg, const struct http_req *req,
                                 const struct err *err,
                                 const struct action_plan_look *l,
                                 const struct measure *m);

/* --- for anybody --- */
struct public_plan_row {
    struct str href;
    struct str title;
    struct str parties;
};
struct public_plan_list_page {
    const struct public_plan_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(plan_public_list, struct public_plan_list_page);
struct public_plan_list_page
public_plan_list_page_of(struct page *pg, const struct public_plan_list *list);

struct public_measure {
    struct str goal; /* heading above this row; empty: as the one before */
    struct str title;
    struct str indicator;
    struct str unit;
    struct date from;
    struct date until;
    struct status_tag tag;
};
struct public_plan_page {
    struct str title;
    struct str under;
    struct str parties;
    struct str evaluation;
    const struct public_measure *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(plan_public, struct public_plan_page);
/* No persons and no budgets: goals, measures, units and how far they are. */
struct public_plan_page public_plan_page_of(struct page *pg,
                                            const struct public_plan *p);
struct status_tag measure_tag_of(struct page *pg, const struct measure *m);

#endif
