/* What the pages of bodies and meetings show.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_PAGES_H
#define HELHET_BODY_PAGES_H

#include "body/app.h"
#include "file/paper_pages.h"
#include "page/parts.h"

#define BODY_PAPER_BASE "/saksdokumenter/" /* documents of meetings */

/* One line of a list: a thing with a link. */
struct body_line {
    struct str href; /* may be empty */
    struct str title;
    struct str under;    /* may be empty */
    struct instant when; /* {0}: none */
    struct due_tag due;
    struct status_tag tag;  /* text empty: none */
    struct str button_href; /* what one may do with it; empty: nothing */
    struct str button;
};

struct body_home_page {
    bool may_begin; /* another body */
    const struct body_line *mine;
    size_t mine_n;
    struct empty none;
    const struct body_line *next;
    size_t next_n;
    const struct body_line *todo;
    size_t todo_n;
};
PAGE_TEMPLATE(body_home, struct body_home_page);
struct body_home_page body_home_page_of(struct page *pg,
                                        const struct body_home *h);

struct body_page {
    struct crumbs crumbs;
    struct str title;
    int kind; /* message */
    struct facts facts;
    struct str path; /* "/organ/ID" */
    bool may_propose;
    bool may_run;
    bool evaluates; /* its parties answer a form each year */
    const struct body_line *meetings;
    size_t meetings_n;
    const struct body_line *waiting;
    size_t waiting_n;
    const struct body_line *actions;
    size_t actions_n;
    struct field_view search;
    const struct body_line *decisions;
    size_t decisions_n;
    const struct body_line *units;
    size_t units_n;
    const struct body_line *people;
    size_t people_n;
};
PAGE_TEMPLATE(body_page, struct body_page);
struct body_page body_page_of(struct page *pg, const struct body_whole *w);

struct agenda_line {
    struct str number; /* "24/26", or empty */
    struct str title;
    struct str text;
    int kind;  /* message */
    int topic; /* message, 0: none */
    struct str who;
    int64_t minutes;
    struct str advice;
    bool prepared;
    struct str record;
    const struct str *decisions; /* "RSBU 3/26: …" */
    size_t decisions_n;
    struct str record_href; /* empty: not now */
    struct str prepare_href;
    struct str back_action; /* takes it off the agenda */
    struct paper_lines papers;
    struct str papers_href; /* adds one; empty: not now */
};
struct approval_line {
    struct str unit;
    struct str name;
    struct instant at; /* {0}: not yet */
};
struct meeting_page {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct status_tag state;
    struct due_tag due;
    struct str host;
    struct alert alert; /* text empty: none */
    struct str path;    /* "/moter/ID" */
    const struct agenda_line *items;
    size_t items_n;
    int64_t minutes; /* all items together */
    const struct body_line *waiting;
    size_t waiting_n;
    const struct body_line *carried;
    size_t carried_n;
    const struct body_line *made;
    size_t made_n;
    const struct body_line *people;
    size_t people_n;
    const struct approval_line *approvals;
    size_t approvals_n;
    struct paper_lines papers;
    bool may_add_paper;
    bool show_quorum;
    struct status_tag quorum;
    bool may_approve;
    bool may_call;
    bool call_again;
    bool may_move;
    bool may_cancel;
    bool may_hold;
    bool may_send;
    bool may_approve_minutes;
    bool may_any;
    struct str evaluation; /* how far the parties have answered, or empty */
    struct str evaluation_href;
    struct str plan; /* "PLAN: what is logged from …"; empty: none */
    struct str plan_href;
    struct str plan_sum;
    const struct body_line *progress;
    size_t progress_n;
    struct str released; /* how far the minutes are released; empty: not yet */
    bool is_public;
    bool may_release;
    bool may_take_back;
};
PAGE_TEMPLATE(meeting_page, struct meeting_page);
struct meeting_page meeting_page_of(struct page *pg,
                                    const struct meeting_whole *w);

/* Any form of this folder. */
struct presence_row {
    struct str name;
    struct str unit;
    struct field_view field;
};
struct body_form {
    struct crumbs crumbs;
    struct str title;
    struct str lead;
    struct str action;
    const struct field_view *fields;
    size_t fields_n;
    struct str button;
    struct str cancel;
    struct error_summary errors;
};
PAGE_TEMPLATE(body_form, struct body_form);

struct body_form propose_form_of(struct page *pg, const struct http_req *req,
                                 const struct err *err,
                                 const struct body_whole *w);
struct body_form meeting_form_of(struct page *pg, const struct http_req *req,
                                 const struct err *err, const struct body *b,
                                 const struct meeting *m);
struct body_form prepare_form_of(struct page *pg, const struct http_req *req,
                                 const struct err *err,
                                 const struct meeting_whole *w, item_id item);
struct body_form cancel_form_of(struct page *pg, const struct http_req *req,
                                const struct err *err,
                                const struct meeting_whole *w);
struct body_form hold_form_of(struct page *pg, const struct http_req *req,
                              const struct err *err,
                              const struct meeting_whole *w);
struct body_form record_form_of(struct page *pg, const struct http_req *req,
                                const struct err *err,
                                const struct meeting_whole *w, item_id item);
struct body_form approved_form_of(struct page *pg, const struct http_req *req,
                                  const struct err *err,
                                  const struct meeting_whole *w);
struct body_form done_form_of(struct page *pg, const struct http_req *req,
                              const struct err *err, action_id id);

struct str body_path(struct page *pg, const char *start, int64_t id,
                     const char *rest);

#endif
