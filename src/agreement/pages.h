/* What the pages of agreements show: views only, filled by pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAGES_H
#define HELHET_AGREEMENT_PAGES_H

#include "agreement/app.h"
#include "file/paper_pages.h"
#include "page/parts.h"

struct agreement_row {
    struct str href;
    struct str title;
    int kind; /* message */
    struct status_tag status;
    struct str from;
    int64_t breached;
    int64_t soon;
    int64_t met;
    bool in_force;
};
struct waiting_row {
    struct due_tag due;
    struct str href;
    struct str what;
    struct str title;
};
struct agreement_list_view {
    struct crumbs crumbs;
    struct counts counts;
    const struct agreement_row *rows;
    size_t rows_n;
    struct empty empty;
    const struct waiting_row *waiting; /* what waits for the reader */
    size_t waiting_n;
    bool may_start;
};
PAGE_TEMPLATE(agreement_list, struct agreement_list_view);
struct agreement_list_view
agreement_list_view_of(struct page *pg, const struct look_list *list,
                       const struct agreement_duty_list *mine);

/* The top that all pages of one agreement share. */
struct agreement_top {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct tabs tabs;
    struct str past; /* "As on 1 May 2026", or empty */
    struct str here; /* address without the day */
};
PAGE_TEMPLATE(agreement_top, struct agreement_top);
enum agreement_tab {
    AGREEMENT_TAB_NONE = -1,
    AGREEMENT_TAB_DUTIES,
    AGREEMENT_TAB_TEXT,
    AGREEMENT_TAB_GUIDANCE,
    AGREEMENT_TAB_VERSIONS,
    AGREEMENT_TAB_DRAFT
};

struct evidence_line {
    struct str text;
    struct str href; /* empty: no link */
};
struct duty_line {
    struct str group; /* heading above this row, empty: as the one before */
    struct str anchor;
    struct str section;
    struct str ref;
    struct str href;
    struct str statement;
    struct status_tag status;
    const struct evidence_line *evidence;
    size_t evidence_n;
    int64_t more_evidence;
    const struct evidence_line *lacks;
    size_t lacks_n;
    int64_t more_lacks;
    struct due_tag due;
    struct str who;
};
struct agreement_view {
    struct agreement_top top;
    struct counts counts;
    const struct duty_line *rows;
    size_t rows_n;
    struct empty empty;
    struct field_view day;
    struct error_summary errors;
    bool must_read;   /* the reader is asked to confirm */
    bool may_release; /* the reader's unit may release the text */
    bool released_by_own;
    bool is_public;
    bool campaign; /* the reader may see who has read it */
};
PAGE_TEMPLATE(agreement_view, struct agreement_view);
struct agreement_view agreement_view_of(struct page *pg,
                                        const struct http_req *req,
                                        const struct agreement_look *look,
                                        bool may_release);

/* The text, statement by statement, beside what became of each. */
struct statement_line {
    struct str ref;
    struct str statement;
    int shown; /* message */
    struct str href;
    struct status_tag status; /* obligations */
};
struct section_part {
    struct str number;
    struct str heading;
    const struct statement_line *rows;
    size_t rows_n;
};
struct version_line {
    struct str name;
    struct str text;
    struct str note;
    struct status_tag status;
    struct str hash;
};
struct agreement_text_view {
    struct agreement_top top;
    const struct section_part *parts;
    size_t parts_n;
    const struct version_line *versions;
    size_t versions_n;
    struct str unseen; /* the text of this version was not seen */
    struct str source;
};
PAGE_TEMPLATE(agreement_text, struct agreement_text_view);
struct agreement_text_view
agreement_text_view_of(struct page *pg, const struct agreement_look *look);

/* One point: its verdict, all evidence, how it was before, and a form. */
struct evidence_row {
    struct str id; /* of what was entered by hand, else empty */
    int kind;      /* message */
    struct date on;
    struct str until; /* empty: one day, or open */
    struct str label;
    struct str href;
    struct str reference; /* of a document that lies elsewhere */
    struct paper_lines papers;
    struct str papers_href; /* adds one; empty: not now */
    bool may_withdraw;
};
struct past_row {
    struct date on;
    struct status_tag status;
    struct str have;
};
struct agreement_point_view {
    struct agreement_top top;
    struct str ref;
    struct str section;
    struct str statement;
    struct facts facts;
    const struct evidence_line *lacks;
    size_t lacks_n;
    const struct evidence_row *evidence;
    size_t evidence_n;
    const struct past_row *past;
    size_t past_n;
    bool may_add;
    struct str action;
    struct error_summary errors;
    struct field_view kind;
    struct field_view day;
    struct field_view until;
    struct field_view label;
    struct field_view document;
    struct field_view file;
    bool no_scanner;
    struct alert unscanned;
    bool of_meeting; /* the next ones are asked */
    struct field_view host;
    struct field_view joint;
    struct field_view prepared;
    struct field_view total;
    struct field_view invited;
    bool of_plan;
    struct field_view drafted;
    struct field_view endorsed;
    bool of_evaluation;
    struct field_view asked;
    bool of_dispute;
    struct field_view released;
    struct field_view agreed;
    bool of_place;
    struct field_view place;
};
PAGE_TEMPLATE(agreement_point, struct agreement_point_view);
/* `req` and `err`: the form comes back with what was typed. */
struct agreement_point_view agreement_point_view_of(
    struct page *pg, const struct http_req *req, const struct err *err,
    const struct agreement_look *look, size_t clause, bool may_add);

/* What anybody may read: released by every party. */
struct public_part {
    struct str number;
    struct str heading;
    const struct str_line *text;
    size_t text_n;
};
struct str_line {
    struct str text;
};
struct public_row {
    struct str href;
    struct str title;
    struct str parties;
    struct str from;
};
struct agreement_public_list_view {
    const struct public_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(agreement_public_list, struct agreement_public_list_view);
struct agreement_public_view {
    struct str title;
    struct str parties;
    struct str from;
    struct str unseen;
    const struct public_part *parts;
    size_t parts_n;
};
PAGE_TEMPLATE(agreement_public, struct agreement_public_view);
struct agreement_public_list_view
public_list_view_of(struct page *pg, const struct look_list *list);
struct agreement_public_view public_view_of(struct page *pg,
                                            const struct agreement_look *look);

/* --- shared by pages.c and pages_point.c --- */
struct agreement_top agreement_top_of(struct page *pg,
                                      const struct agreement_look *look,
                                      enum agreement_tab current);
struct status_tag verdict_tag(struct page *pg, const struct clause *c,
                              const struct verdict *v);
struct due_tag verdict_due(struct page *pg, const struct verdict *v);
struct str clause_who(struct page *pg, const struct agreement_look *look,
                      const struct clause *c);
/* What waits for the acting unit, with links, also for the worklist. */
const struct waiting_row *
draft_waiting_rows(struct page *pg, const struct draft_waits *w, size_t *out_n);
struct version_line version_line_of(struct page *pg, const struct version *v);
struct str agreement_path(struct arena *mem, agreement_id id, const char *tail);
struct str agreement_point_path(struct arena *mem, agreement_id id,
                                struct str ref);

#endif
