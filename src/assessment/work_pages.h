/* What the pages of the team's work show: views only, filled by work_pages.c,
 * form_views.c and team_pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_WORK_PAGES_H
#define HELHET_ASSESSMENT_WORK_PAGES_H

#include "assessment/team_app.h"
#include "page/parts.h"

/* "/thk/ID/…" */
struct str work_path(struct page *pg, assessment_id id, const char *rest);
/* Home, the child's work page, and this page. */
struct crumbs work_crumbs(struct page *pg, const struct work *w,
                          struct str here);
/* "Maja, 2 år" */
struct str work_child(struct page *pg, const struct work *w);

/* --- /thk/{id}/arbeid --- */
struct work_line {
    struct str title;
    struct str href; /* empty: no link */
    struct str note;
    struct status_tag tag;
    struct due_tag due;
};
struct work_panel {
    struct str id;
    int title; /* message */
    const struct work_line *lines;
    size_t lines_n;
    struct str add_href; /* empty: nothing may be added */
    struct str add;
};
#define WORK_PANELS_MAX 8
struct work_view {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct status_tag state;
    const struct work_panel *panels;
    size_t panels_n;
    struct str team_name;
    struct facts team;
    bool has_step; /* the caller may take the next step, or try */
    int step_title;
    struct str step_word;
    struct str step_action;
    const struct str *lacks; /* what is missing for it */
    size_t lacks_n;
    bool may_replan;
    struct field_view reason;
    struct error_summary errors;
    bool may_sign;
    struct str sign_href;
    bool may_choose; /* the decider: team */
    struct str team_href;
};
PAGE_TEMPLATE(thk_work, struct work_view);
struct work_view work_view_of(struct page *pg, const struct http_req *req,
                              const struct err *err, const struct call *c,
                              const struct work *w);

/* --- any form about a child's assessment --- */
struct work_form_view {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct str lead;
    struct facts facts;
    struct str action;
    struct str autosave;             /* empty: only by hand */
    const struct field_view *fields; /* none: nothing may be written */
    size_t fields_n;
    const struct hidden *hidden;
    size_t hidden_n;
    struct str button;
    struct error_summary errors;
    struct str cancel;
    struct str more_href; /* a page beside; empty: none */
    struct str more;
    struct str drop; /* where a button takes the thing away; empty: none */
    struct str drop_text;
    const struct timeline_item *items; /* versions */
    size_t items_n;
    struct timeline history;
};
PAGE_TEMPLATE(thk_form, struct work_form_view);
struct work_form_view sheet_form_of(struct page *pg, const struct http_req *req,
                                    const struct err *err,
                                    const struct sheet_view *v, struct str nr);
struct work_form_view ask_form_of(struct page *pg, const struct http_req *req,
                                  const struct err *err, const struct work *w,
                                  const struct unit_list *units);
struct work_form_view answer_form_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct work *w,
                                     const struct information *i, bool own);
struct work_form_view advice_form_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct work *w,
                                     const struct unit_list *units);
struct work_form_view
advice_answer_form_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct call *c,
                      const struct work *w, const struct recommendation *r,
                      const struct function_list *people);
struct work_form_view sign_form_of(struct page *pg, const struct http_req *req,
                                   const struct err *err, const struct work *w);
struct work_form_view choose_form_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct team_view *v,
                                     const struct team_option *o);

/* --- /thk/{id}/team --- */
struct team_line {
    struct str name;
    struct str href; /* empty: it does not fit */
    struct status_tag fits;
    const struct str *why; /* one reason a line */
    size_t why_n;
    const struct str *people;
    size_t people_n;
};
struct team_page {
    struct crumbs crumbs;
    struct str under;
    const struct team_line *teams;
    size_t teams_n;
    struct empty empty;
};
PAGE_TEMPLATE(thk_team, struct team_page);
struct team_page team_page_of(struct page *pg, const struct team_view *v);

/* --- /thk/plan --- */
struct plan_child {
    struct str href;
    struct str label;
    bool firm;
};
struct plan_cell {
    bool closed;
    struct str why; /* closed: the reason */
    struct str count;
    const struct plan_child *children;
    size_t children_n;
    int64_t hidden; /* taken by children that the viewer may not know of */
    int64_t free;
};
struct plan_row {
    struct str name;
    struct str ages;
    struct str people;
    struct str setup_href; /* empty: may not */
    const struct plan_cell *cells;
    size_t cells_n;
};
struct plan_week {
    struct str name;
    struct str days;
    bool now;
};
struct queue_line {
    struct str href;
    struct str child;
    struct str place; /* where it stands now, or empty */
    int64_t waited;   /* days */
    struct str priority;
    struct str id; /* external */
    struct field_view where;
    bool placed;
    bool may;
};
struct plan_page {
    struct counts counts;
    struct str period;
    struct field_view from;
    const struct plan_week *weeks;
    size_t weeks_n;
    const struct plan_row *rows;
    size_t rows_n;
    const struct queue_line *queue;
    size_t queue_n;
    const struct queue_line *placed;
    size_t placed_n;
    struct error_summary errors;
    struct empty empty;
};
PAGE_TEMPLATE(thk_plan, struct plan_page);
struct plan_page plan_page_of(struct page *pg, const struct http_req *req,
                              const struct err *err, const struct board *b,
                              struct str asked);
struct work_form_view setup_form_of(struct page *pg, const struct http_req *req,
                                    const struct err *err,
                                    const struct team_option *o);
struct work_form_view one_week_form_of(struct page *pg,
                                       const struct http_req *req,
                                       const struct err *err,
                                       const struct board *b,
                                       const struct team_option *o);

/* --- /thk/statistikk --- */
struct figure_line {
    struct str term;
    struct str addressed;
    struct str done;
    struct str share;
};
struct figures_page {
    const struct figure_line *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(thk_figures, struct figures_page);
struct figures_page
figures_page_of(struct page *pg,
                const struct recommendation_share s[RECOMMENDATION_TERMS]);

#endif
