/* What the pages of a request show: views only, filled by request_pages.c,
 * form_pages.c and inbox_pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_REQUEST_PAGES_H
#define HELHET_ASSESSMENT_REQUEST_PAGES_H

#include "assessment/decision_app.h"
#include "assessment/request_app.h"
#include "page/parts.h"

/* "/thk/ID" and what follows. */
struct str thk_path(struct page *pg, assessment_id id, const char *rest);
/* "Maja, 2 år". */
struct str thk_child(struct page *pg, struct str name, int32_t age);
struct status_tag thk_state_tag(struct page *pg, enum thk_state s);
/* What a person reads of an answer; empty when there is none. */
struct str thk_answer(struct page *pg, const struct request_field *f,
                      const void *base);
int thk_step_title(int step);

/* --- what is wrong, with links to the fields in their steps --- */
struct far_error {
    struct str href; /* empty: no link */
    struct str text;
};
struct far_errors {
    const struct far_error *items;
    size_t items_n;
};
PAGE_TEMPLATE(thk_far_errors, struct far_errors);

/* --- /thk --- */
struct thk_line {
    assessment_id id;
    struct str href;
    struct str child;
    struct str unit;
    struct status_tag state;
    struct instant at;
    struct due_tag due;
    struct str next;
    int priority;   /* message, 0: none set */
    int64_t waited; /* whole days since it was sent */
};
struct thk_list_view {
    struct crumbs crumbs;
    bool may_decide; /* offers the inbox */
    const struct thk_line *drafts;
    size_t drafts_n;
    const struct thk_line *sent;
    size_t sent_n;
    struct empty empty;
    struct str newer; /* addresses, empty where there is none */
    struct str older;
};
PAGE_TEMPLATE(thk_list, struct thk_list_view);
struct thk_list_view thk_list_view_of(struct page *pg, int64_t number,
                                      const struct request_lists *l);

/* --- /thk/ny --- */
struct thk_new_view {
    struct crumbs crumbs;
    struct str child;
    struct str decider;
    case_id case_id;
    struct str existing; /* address of one that is under way */
    bool existing_is_mine;
};
PAGE_TEMPLATE(thk_new, struct thk_new_view);
struct thk_new_view thk_new_view_of(struct page *pg, case_id id,
                                    const struct request_start *s);

/* --- /thk/{id}/steg/{n} and /thk/{id}/kontroller --- */
struct step_link {
    struct str href; /* empty: it may not be opened now */
    int title;       /* message */
    int progress;    /* message */
    bool done;
    bool current;
};
struct step_nav {
    struct str child;
    struct str all_href;
    const struct step_link *links;
    size_t links_n;
    bool is_draft;
};
PAGE_TEMPLATE(thk_step_nav, struct step_nav);

struct field_group {
    struct str title; /* empty: no heading */
    struct str drop;  /* value of the button that takes the group away */
    struct str drop_label;
    const struct field_view *fields;
    size_t fields_n;
};
PAGE_TEMPLATE(thk_group, struct field_group);
struct file_link {
    struct str href;
    struct str name;
    struct str size;
};
struct thk_step_view {
    struct crumbs crumbs;
    struct step_nav nav;
    struct str title;
    int heading; /* message */
    int64_t step;
    struct str action;
    struct str autosave;
    struct error_summary errors;
    const struct alert *alerts;
    size_t alerts_n;
    const struct field_group *groups;
    size_t groups_n;
    bool upload; /* a file may be uploaded here */
    const struct file_link *files;
    size_t files_n;
    struct str add; /* value of the button that adds a group; empty: none */
    int add_label;
    int next; /* message: what comes */
    struct str saved;
};
PAGE_TEMPLATE(thk_step, struct thk_step_view);
/* `grew`: tell that questions were added; err: what is wrong, or NULL. */
struct thk_step_view thk_step_view_of(struct page *pg,
                                      const struct request_view *v, int step,
                                      bool grew, const struct err *err);

struct answer_panel {
    int title; /* message */
    struct str id;
    struct facts facts;
};
struct thk_check_view {
    struct crumbs crumbs;
    struct step_nav nav;
    struct str action;
    struct str discard; /* empty: not a draft */
    struct far_errors errors;
    const struct alert *alerts;
    size_t alerts_n;
    const struct answer_panel *panels;
    size_t panels_n;
    struct field_view read;
    struct str decider;
};
PAGE_TEMPLATE(thk_check, struct thk_check_view);
struct thk_check_view thk_check_view_of(struct page *pg,
                                        const struct request_view *v,
                                        const struct err *err);
struct step_nav thk_step_nav_of(struct page *pg, const struct request_view *v,
                                int current);
/* Panels of all steps; `change`: with links to change each answer. */
const struct answer_panel *thk_panels(struct page *pg,
                                      const struct request_view *v, bool change,
                                      size_t *n);

/* --- /thk/{id}/kvittering --- */
struct thk_receipt_view {
    struct crumbs crumbs;
    struct str title;
    assessment_id id;
    struct instant sent_at;
    struct timeline next;
    struct str case_href;
    struct str withdraw; /* empty: it may not be withdrawn any more */
};
PAGE_TEMPLATE(thk_receipt, struct thk_receipt_view);
struct thk_receipt_view thk_receipt_view_of(struct page *pg,
                                            const struct request_view *v);

/* --- /thk/{id} --- */
struct thk_view {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct status_tag state;
    struct due_tag due;
    struct baton_bar baton;
    const struct alert *alerts;
    size_t alerts_n;
    const struct link *links; /* what one may do now */
    size_t links_n;
    bool may_receive;
    bool may_read; /* "I have read it" */
    struct str receive;
    struct str read;
    int64_t version;
    struct facts decision; /* rows_n 0: none */
    struct timeline history;
    const struct answer_panel *panels;
    size_t panels_n;
    const struct file_link *files;
    size_t files_n;
};
PAGE_TEMPLATE(thk_request, struct thk_view);
struct thk_view thk_view_of(struct page *pg, const struct call *c,
                            const struct request_view *v);

const struct file_link *thk_files_of(struct page *pg,
                                     const struct request_view *v, size_t *n);

/* --- /thk/{id}/vedlegg: one file to upload --- */
struct thk_file_view {
    struct crumbs crumbs;
    struct str action;
    struct error_summary errors;
    struct field_view file;
    struct field_view type;
    struct field_view description;
    struct str cancel;
};
PAGE_TEMPLATE(thk_file, struct thk_file_view);
struct thk_file_view thk_file_view_of(struct page *pg,
                                      const struct http_req *typed,
                                      const struct err *err,
                                      const struct request_view *v);

/* --- a page with a reason: withdraw, ask for more, take up, undo --- */
struct thk_reason_view {
    struct crumbs crumbs;
    struct str title;
    struct str lead;
    struct str action;
    struct error_summary errors;
    struct field_view boxes; /* name empty: none */
    struct field_view reason;
    int64_t version;
    struct str button;
    struct str cancel;
    bool danger;
};
PAGE_TEMPLATE(thk_reason, struct thk_reason_view);
struct reason_words {
    const char *path; /* under /thk/{id} */
    int title;
    int lead;
    int button;
    const char *field;
    int label;
    int hint;
    bool boxes; /* what lacks */
    bool danger;
};
struct thk_reason_view thk_reason_view_of(struct page *pg,
                                          const struct http_req *typed,
                                          const struct err *err,
                                          const struct request_view *v,
                                          const struct reason_words *w);

/* --- /thk/innboks --- */
struct thk_inbox_view {
    struct crumbs crumbs;
    struct counts counts;
    struct field_view state;
    struct field_view priority;
    const struct thk_line *rows;
    size_t rows_n;
    int64_t total;
    struct pages pages;
    struct empty empty;
};
PAGE_TEMPLATE(thk_inbox, struct thk_inbox_view);
struct thk_inbox_view thk_inbox_view_of(struct page *pg,
                                        const struct http_req *req,
                                        const struct inbox_filter *f,
                                        const struct inbox *in);

/* --- /thk/{id}/avgjorelse --- */
struct condition {
    int what; /* message */
    struct str evidence;
    struct str under;
    struct status_tag state;
};
struct thk_decide_view {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct due_tag due;
    struct status_tag state;
    struct baton_bar baton;
    const struct condition *conditions;
    size_t conditions_n;
    struct facts request;
    struct str whole; /* address of the whole request */
    struct str action;
    struct error_summary errors;
    struct field_view kind;
    struct field_view reason_code;
    struct field_view priority;
    struct field_view reason;
    struct field_view to_child;
    int64_t version;
    int64_t undo_minutes; /* 0: none */
    struct str lack;
};
PAGE_TEMPLATE(thk_decide, struct thk_decide_view);
struct thk_decide_view thk_decide_view_of(struct page *pg, const struct call *c,
                                          const struct http_req *typed,
                                          const struct err *err,
                                          const struct request_view *v,
                                          const struct code_list *reasons);

/* --- /thk/{id}/avgjorelse/bekreft --- */
struct thk_second_view {
    struct crumbs crumbs;
    struct str title;
    struct str action;
    struct error_summary errors;
    struct facts decision;
    bool is_mine; /* proposed by the reader: somebody else must confirm */
    struct field_view reason;
    int64_t version;
};
PAGE_TEMPLATE(thk_second, struct thk_second_view);
struct thk_second_view thk_second_view_of(struct page *pg, const struct call *c,
                                          const struct http_req *typed,
                                          const struct err *err,
                                          const struct request_view *v);

/* --- /thk/{id}/brev: the decision as a letter --- */
struct thk_letter_view {
    struct crumbs crumbs;
    struct str page_title;
    struct str lang; /* of the letter */
    struct str from;
    struct str to;
    struct str date;
    struct str reference;
    struct str title;
    struct str opening;
    struct str reason_code; /* empty: none */
    struct str reason_title;
    struct str reason;
    struct str law;
    struct str next;
    struct str signed_by;
};
PAGE_TEMPLATE(thk_letter, struct thk_letter_view);
struct thk_letter_view thk_letter_view_of(struct page *pg,
                                          const struct request_view *v);

#endif
