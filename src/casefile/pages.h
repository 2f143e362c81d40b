/* What the pages of a case show: views only, filled by pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_PAGES_H
#define HELHET_CASEFILE_PAGES_H

#include "casefile/app.h"
#include "casefile/trust_app.h"
#include "page/parts.h"

enum service_kind service_of_unit(enum unit_type t);
struct str case_path(struct page *pg, case_id id, const char *rest);
/* A choice among `n` words, each with its message. */
struct field_view word_field(const struct form_view *f, enum field_kind kind,
                             const char *name, int label, int hint, int n,
                             const char *(*word)(int), int (*message)(int),
                             int selected);

/* On top of each page about a child: crumbs, name, baton, tabs. */
struct case_top {
    struct crumbs crumbs;
    struct str title;      /* names the child: on the page only */
    struct str page_title; /* names nobody: browsers keep it */
    struct str under;
    struct baton_bar baton;
    struct tabs tabs;
    struct str printed; /* on paper only */
    const struct alert *alerts;
    size_t alerts_n;
};
PAGE_TEMPLATE(case_top, struct case_top);
enum case_tab {
    TAB_OVERVIEW,
    TAB_TEAM,
    TAB_PATHWAYS,
    TAB_PLAN,
    TAB_REFERRALS,
    TAB_ESCALATION,
    TAB_SHARES,
    TAB_MESSAGES,  /* the message folder's */
    TAB_DOCUMENTS, /* the document folder's */
    TAB_VOICE,     /* the family folder's */
    TAB_LOG,
    TAB_OFFER, /* from here on pages without tabs */
    TAB_SHARE_END,
    TAB_CORRECT,
    TAB_CLOSE,
    TAB_PLAN_ITEM,
    TAB_PLAN_ADOPT,
    TAB_PLAN_MEET,
    TAB_PLAN_DIFF,
    TAB_MESSAGE_NEW,
    TAB_MESSAGE,
    TAB_CONSENT,
    TAB_FAMILY,
    TAB_DOCUMENT_NEW,
    TAB_DOCUMENT,
    TAB_DOCUMENT_WITHDRAW,
    TAB_LETTERS,
    TAB_ASK /* the message folder's */
};
struct case_top case_top_of(struct page *pg, const struct case_view *v,
                            enum case_tab tab);

/* --- /barn --- */
struct case_row {
    case_id id;
    struct str label;
    struct service_tag holder;
    struct str offered; /* empty: not offered */
    struct due_tag due;
    bool is_protected;
};
struct case_list_view {
    struct crumbs crumbs;
    struct tabs tabs;
    const struct case_row *rows;
    size_t rows_n;
    int64_t total;
    struct pages pages;
    struct empty empty;
    bool may_open; /* offers to open a case */
};
PAGE_TEMPLATE(case_list, struct case_list_view);
struct case_list_view case_list_view_of(struct page *pg,
                                        const struct http_req *req,
                                        enum case_filter filter, int64_t number,
                                        const struct case_list *list,
                                        account_id me, bool may_open);

/* --- a case --- */
struct deadline_row {
    struct due_tag due;
    struct str what;
    struct str source;
    struct str who;
    struct service_tag service;
    struct str href;
};
struct team_row {
    function_id function;
    struct str name;
    struct str role;
    struct service_tag service;
    bool holder;
};
struct unit_row_view {
    unit_id id;
    struct service_tag service;
    struct str purpose;
    struct str since;
    bool invited;
    bool may_leave;
};
struct share_row {
    share_id id;
    struct str what;
    struct service_tag from;
    struct service_tag to;
    struct str basis;
    struct str note;
    struct str until;
    struct status_tag status;
    bool may_end;
};
struct knock_row {
    int64_t id;
    unit_id unit;
    struct str text;
};
/* The holder first, then the team; *n counts them. */
struct team_row *team_rows(struct page *pg, const struct case_view *v,
                           size_t *n);
/* At most `max`, without what a unit wrote itself. */
struct share_row *share_rows(struct page *pg, const struct case_view *v,
                             unit_id acting, size_t max, size_t *n);
/* Where one does what a deadline asks for. */
struct str deadline_href(struct page *pg, enum deadline_kind kind,
                         case_id about, int64_t object);
struct case_overview {
    struct case_top top;
    case_id id;
    bool is_holder;
    bool is_open;
    const struct deadline_row *deadlines;
    size_t deadlines_n;
    struct empty no_deadlines;
    struct facts facts;
    const struct team_row *team;
    size_t team_n;
    const struct share_row *shares;
    size_t shares_n;
    const struct knock_row *knocks;
    size_t knocks_n;
    struct timeline timeline;
    bool may_request; /* offers to ask for a health assessment */
    bool may_share;   /* leads to consents and shares */
};
PAGE_TEMPLATE(case_overview, struct case_overview);
struct case_overview case_overview_of(struct page *pg,
                                      const struct case_view *v, unit_id acting,
                                      bool may_request);

struct short_row {
    account_id account;
    struct str name;
    bool holder;
};
struct person_row {
    struct str name;
    int kind; /* message */
    bool responsibility;
    struct str relation;
    struct str phone;
    struct str nr;
};
/* --- /statistikk/kasteball --- */
struct bounce_line {
    struct str unit;
    struct str cases;
    struct str offers;
    struct str refused;
    struct str raised;
};
struct bounces_view {
    const struct bounce_line *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(case_bounces, struct bounces_view);
struct bounces_view bounces_view_of(struct page *pg,
                                    const struct bounce_counts *counts);

struct person_fields {
    struct field_view name;
    struct field_view kind;
    struct field_view relation;
    struct field_view phone;
    struct field_view responsibility;
};
PAGE_TEMPLATE(person_fields, struct person_fields);
/* --- /barn/{sak}/person/{nr} --- */
struct case_person_view {
    struct case_top top;
    case_id id;
    struct str nr;
    struct error_summary errors;
    struct person_fields person;
};
PAGE_TEMPLATE(case_person, struct case_person_view);
struct case_person_view case_person_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct case_view *v,
                                            const struct person *p);
struct case_team_view {
    struct case_top top;
    case_id id;
    bool is_holder;
    const struct team_row *team;
    size_t team_n;
    struct empty no_team;
    const struct unit_row_view *units;
    size_t units_n;
    bool is_protected;
    const struct short_row *short_list;
    size_t short_list_n;
    struct error_summary errors;
    struct field_view member;
    struct field_view role;
    struct field_view unit;
    struct field_view purpose;
    struct field_view reveal;
    const struct person_row *persons;
    size_t persons_n;
    struct person_fields person;
    struct str trust; /* whom the child trusts most, its words; may be empty */
    struct str trust_by;
    bool may_trust;
    struct field_view trust_words;
};
PAGE_TEMPLATE(case_team, struct case_team_view);
struct case_team_view case_team_view_of(struct page *pg,
                                        const struct http_req *req,
                                        const struct err *err,
                                        const struct case_view *v,
                                        const struct trust *trust);

struct case_shares_view {
    struct case_top top;
    case_id id;
    const struct share_row *shares;
    size_t shares_n;
    struct str consent; /* who can consent, and why */
    struct error_summary errors;
    struct field_view to;
    struct field_view classes;
    struct field_view purpose;
    struct field_view basis;
    struct field_view consent_by;
    struct field_view source;
    struct field_view until;
};
PAGE_TEMPLATE(case_shares, struct case_shares_view);
struct case_shares_view case_shares_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct case_view *v,
                                            unit_id acting);
struct case_share_end_view {
    struct case_top top;
    case_id id;
    share_id share;
    struct error_summary errors;
    struct field_view reason;
};
PAGE_TEMPLATE(case_share_end, struct case_share_end_view);

/* Fields used on several pages. With `functions`, also "anyone with a
 * function", whose value is the unit's id, a dot, the function's word. */
struct field_view people_field(const struct form_view *f,
                               const struct case_view *v, const char *name,
                               int label, int hint, bool functions);
struct field_view classes_field(const struct form_view *f);
struct field_view basis_field(const struct form_view *f);
/* The same for an offer, which may be to one's own unit: that comes first. */
struct field_view offer_basis_field(const struct form_view *f);
struct field_view consenter_field(const struct form_view *f);
struct field_view source_field(const struct form_view *f);

/* --- the baton --- */
struct offer_new_view {
    struct case_top top;
    case_id id;
    struct error_summary errors;
    bool has_offer;
    offer_id offer;
    struct field_view to;
    struct field_view reason;
    struct field_view classes;
    struct field_view basis;
    struct field_view consent_by;
    struct field_view source;
    struct date answer_by;
    struct facts along;
};
PAGE_TEMPLATE(offer_new, struct offer_new_view);
struct offer_new_view offer_new_view_of(struct page *pg,
                                        const struct http_req *req,
                                        const struct err *err,
                                        const struct case_view *v,
                                        int32_t answer_days);

struct offer_page {
    struct crumbs crumbs;
    struct str title;
    struct str page_title;
    struct str under;
    struct baton_bar baton;
    struct due_tag due;
    offer_id id;
    struct str from_name;
    struct str reason;
    struct facts get;
    bool may_answer;
    bool is_sender;
    bool is_open;
    bool talked;
    struct alert outcome; /* when it is no longer open */
    struct error_summary errors;
    struct field_view answer;
    struct field_view why;
};
PAGE_TEMPLATE(offer_page, struct offer_page);
struct offer_page offer_page_of(struct page *pg, const struct http_req *req,
                                const struct err *err, offer_id id,
                                const struct offer_view *o);

/* --- forms about the case --- */
struct child_fields {
    struct field_view given;
    struct field_view family;
    struct field_view number;
    struct field_view without;
    struct field_view born;
    struct field_view language;
    struct field_view interpreter;
    struct field_view municipality;
    struct field_view care;
    struct field_view care_since;
    struct field_view lives;
    struct field_view address;
    struct field_view phone;
    struct field_view protection;
};
PAGE_TEMPLATE(child_fields, struct child_fields);
struct case_new_view {
    struct crumbs crumbs;
    struct error_summary errors;
    struct child_fields child;
    struct field_view bti;
    struct field_view why;
    bool demo;
};
PAGE_TEMPLATE(case_new, struct case_new_view);
struct case_new_view case_new_view_of(struct page *pg,
                                      const struct http_req *req,
                                      const struct err *err,
                                      const struct municipality_list *places);
struct case_correct_view {
    struct case_top top;
    case_id id;
    int64_t version;
    struct error_summary errors;
    struct child_fields child;
    struct field_view why;
};
PAGE_TEMPLATE(case_correct, struct case_correct_view);
struct case_correct_view
case_correct_view_of(struct page *pg, const struct http_req *req,
                     const struct err *err, const struct case_view *v,
                     const struct municipality_list *places);
struct case_close_view {
    struct case_top top;
    case_id id;
    int64_t version;
    bool is_open;
    struct error_summary errors;
    struct field_view reason;
    struct field_view achieved;
    struct field_view why;
};
PAGE_TEMPLATE(case_close, struct case_close_view);
struct case_close_view case_close_view_of(struct page *pg,
                                          const struct http_req *req,
                                          const struct err *err,
                                          const struct case_view *v);

#endif
