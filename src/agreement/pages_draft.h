/* What the pages of drafts, versions and signatures show: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAGES_DRAFT_H
#define HELHET_AGREEMENT_PAGES_DRAFT_H

#include "access/passkey_page.h"
#include "agreement/approval_app.h"
#include "agreement/compare.h"
#include "agreement/markdown.h"
#include "agreement/pages.h"

PAGE_TEMPLATE(agreement_md, struct md_text);

/* What agreement one may begin. */
struct template_row {
    struct str href;
    int name; /* message */
    struct str points;
};
struct draft_kinds_view {
    struct crumbs crumbs;
    const struct template_row *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(draft_kinds, struct draft_kinds_view);
struct draft_kinds_view draft_kinds_of(struct page *pg);
/* The word of a kind in addresses: "lokal"; and back. */
const char *draft_kind_address(enum agreement_kind k);
bool draft_kind_parse(struct str word, enum agreement_kind *out);

/* Any form with its own page. */
enum { DRAFT_FIELDS_MAX = 8 };
struct draft_form_view {
    struct crumbs crumbs;
    struct str title;
    struct str lead;
    struct error_summary errors;
    struct str action;
    struct field_view *fields;
    size_t fields_n;
    struct str button;
    struct str cancel;
};
PAGE_TEMPLATE(draft_form, struct draft_form_view);
struct draft_form_view start_form_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct draft_start *s,
                                     const struct draft_offer *offer);
struct draft_form_view point_form_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct draft_look *d, int64_t key);
struct draft_form_view terms_form_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct draft_look *d, int64_t key);
struct draft_form_view reply_form_of(struct page *pg,
                                     const struct http_req *req,
                                     const struct err *err,
                                     const struct draft_look *d, int64_t key);
struct draft_form_view discard_form_of(struct page *pg,
                                       const struct http_req *req,
                                       const struct err *err,
                                       const struct draft_look *d, int64_t key);
struct draft_form_view end_form_of(struct page *pg, const struct http_req *req,
                                   const struct err *err,
                                   const struct draft_look *d, int64_t key);

/* The draft as a whole. */
struct draft_part {
    struct str anchor;
    struct str title; /* "2.1 Ansvar" */
    bool second;      /* level 2 */
    struct md_text text;
    struct str href;
    struct str told; /* comments that wait */
    const struct evidence_line *duties;
    size_t duties_n;
};
struct point_line {
    struct str text;
    struct str href;
    struct status_tag status;
    struct str how; /* section or reason */
    bool proposed;
};
struct removed_line {
    struct str href;
    struct str title;
};
struct signer_line {
    struct str unit;
    struct str text; /* who and when */
    struct str hash;
    struct status_tag status;
    struct str reason; /* of a text that was sent back */
};
struct name_line {
    struct str href;
    struct str text;
};
struct wish_line {
    struct str who; /* "Bufetat region Midt-Norge, 2026" */
    struct str text;
};
struct draft_view {
    struct agreement_top top;
    struct error_summary errors;
    struct alert alert;
    const struct draft_part *parts;
    size_t parts_n;
    const struct point_line *points;
    size_t points_n;
    int64_t lacking;
    const struct removed_line *removed;
    size_t removed_n;
    const struct signer_line *signers;
    size_t signers_n;
    struct facts terms;
    bool may_write;
    bool may_send;
    const struct wish_line *wishes; /* points the parties want to revise */
    size_t wishes_n;
    bool tells_approval;
    const struct signer_line *approvals; /* of a text that is sent */
    size_t approvals_n;
    const struct signer_line *returns; /* approvals gone, texts sent back */
    size_t returns_n;
    bool signing;                 /* all have approved */
    struct str approve_href;      /* the reader may approve */
    struct str return_href;       /* and send back */
    const struct name_line *name; /* parties whose approver the reader names */
    size_t name_n;
    struct str sign_href; /* the reader may sign */
    struct str discard_href;
    struct str compare_href;
    struct str pdf_href;
    struct str read_href;
};
PAGE_TEMPLATE(draft_view, struct draft_view);
/* `err`: what sending it to signature said. */
struct draft_view draft_view_of(struct page *pg, const struct err *err,
                                const struct draft_look *d, bool may_write,
                                bool may_sign);

/* One section: text, preview, comments, obligations. */
struct comment_line {
    struct str who;
    struct str when;
    const struct str_line *text;
    size_t text_n;
    bool answer;
    bool settled;
    struct str reply_href;
    struct str id; /* to settle; empty: may not */
};
struct bound_line {
    struct str id;
    struct str kind; /* of guidance: its terms */
    struct str statement;
    bool guidance;
};
enum section_post { POST_TEXT, POST_COMMENT, POST_DUTY };
struct section_view {
    struct agreement_top top;
    struct str title;
    struct str here;
    struct error_summary errors;
    struct alert conflict;
    struct md_text theirs;
    bool has_theirs;
    struct field_view heading;
    struct field_view body;
    struct field_view level;
    struct field_view points;
    bool has_points;
    struct field_view version;
    bool has_preview;
    struct md_text preview;
    bool is_new;
    bool may_write;
    struct md_text text;
    const struct comment_line *comments;
    size_t comments_n;
    struct field_view comment;
    const struct bound_line *duties;
    size_t duties_n;
    struct field_view duty_kind;
    struct field_view duty_text;
    struct field_view duty_n;
};
PAGE_TEMPLATE(draft_section, struct section_view);
/* How the page is shown again after a post. */
struct section_again {
    const struct http_req *req; /* NULL: fresh */
    const struct err *err;
    enum section_post post;
    bool preview;
    const struct section *theirs; /* saved meanwhile, or NULL */
};
struct section_view section_view_of(struct page *pg,
                                    const struct section_again *again,
                                    const struct draft_look *d, int64_t section,
                                    bool may_write);
/* Kinds of obligations that a section can be bound to; -1 ends them. */
extern const int duty_kinds[];

/* One version as it reads, with its signatures; where one signs. */
struct version_part {
    struct str title;
    bool second;
    struct md_text text;
};
struct draft_version_view {
    struct agreement_top top;
    struct str name;
    struct str state;
    struct str unseen;
    const struct version_part *parts;
    size_t parts_n;
    const struct bound_line *duties;
    size_t duties_n;
    const struct signer_line *signers;
    size_t signers_n;
    const struct signer_line *gone;
    size_t gone_n;
    struct facts terms;
    bool tells_approval;
    const struct signer_line *approvals; /* none of those before approval was */
    size_t approvals_n;                  /* a step */
    const struct signer_line *returns;
    size_t returns_n;
    bool may_approve;
    struct str approve_for; /* a party that is not the reader's own unit */
    struct str approve_under;
    struct str approve_action;
    bool may_return;
    struct str return_action;
    struct field_view reason;
    struct str hash;
    struct str pdf_href;
    bool may_sign;
    struct error_summary errors;
    struct str sign_for; /* a party that is not the reader's own unit */
    struct field_view hash_field;
    struct field_view code;
    struct passkey_button button;
    struct str sign_action;
    struct str sign_under;
};
PAGE_TEMPLATE(draft_version, struct draft_version_view);
/* What one came to the page for. */
enum version_page { VERSION_TO_READ, VERSION_TO_APPROVE, VERSION_TO_SIGN };
struct draft_version_view draft_version_of(struct page *pg,
                                           const struct http_req *req,
                                           const struct err *err,
                                           const struct draft_look *d,
                                           enum version_page what, bool demo);
/* Who has approved and who is waited for; *out_n 0: approval was no step. */
const struct signer_line *
approval_lines(struct page *pg, const struct draft_look *d, size_t *out_n);
/* "Sent back by …". */
struct str approval_returned_by(struct page *pg, const struct sent_back *b);
/* Approvals that are gone and texts that were sent back, for the parties. */
const struct signer_line *
return_lines(struct page *pg, const struct draft_look *d, size_t *out_n);
void approval_fill(struct page *pg, const struct form_view *f,
                   const struct draft_look *d, struct draft_version_view *v);
/* For each party the reader leads: where to choose who approves for it. */
const struct name_line *
approver_links(struct page *pg, const struct draft_look *d, size_t *out_n);
struct draft_form_view
approver_form_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct draft_look *d,
                 unit_id unit, const struct function_list *offer);

/* All versions, comparison, agreements under this one, notice. */
struct child_line {
    struct str href;
    struct str title;
};
struct version_row {
    struct str href;
    struct version_line line;
};
struct draft_versions_view {
    struct agreement_top top;
    const struct version_row *rows;
    size_t rows_n;
    bool may_compare;
    struct field_view was;
    struct field_view now;
    const struct child_line *children;
    size_t children_n;
    struct str child_href; /* to begin one */
    bool may_revise;
    struct str end_href;
    struct str notice;
    struct str back_lead; /* the reader may take it back */
    const struct evidence_line *backs;
    size_t backs_n;
};
PAGE_TEMPLATE(draft_versions, struct draft_versions_view);
struct draft_versions_view draft_versions_of(struct page *pg,
                                             const struct draft_look *d,
                                             bool may_write, bool may_end);

struct compare_line {
    struct str mark; /* "+", "−", "±" or empty */
    struct str word;
    bool heading;
    struct str was;
    struct str now;
    bool same;
};
struct draft_compare_view {
    struct agreement_top top;
    struct str title;
    struct str count;
    const struct compare_line *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(draft_compare, struct draft_compare_view);
struct draft_compare_view draft_compare_of(struct page *pg,
                                           const struct draft_look *d,
                                           const struct compare_list *list,
                                           int64_t was, int64_t now);

/* The version as a tagged PDF, its signatures last. */
const struct err *draft_document(struct page *pg, const struct draft_look *d,
                                 struct str *out) MUST_CHECK;

/* --- shared by the files of these pages --- */
/* Crumbs, title, error summary, room for fields, "Save" and the way back. */
struct draft_form_view draft_form_begin(struct page *pg,
                                        const struct form_view *f,
                                        const struct draft_look *d, int title,
                                        const char *back);
struct agreement_top draft_top_of(struct page *pg, const struct draft_look *d,
                                  enum agreement_tab current);
struct str draft_path(struct arena *mem, const struct draft_look *d,
                      const char *tail);
/* ".../utkast/del/ID" and what follows. */
struct str draft_section_path(struct arena *mem, const struct draft_look *d,
                              int64_t section, const char *tail);
/* What a clause asks for: its kind, or the terms of guidance. */
struct str draft_duty_text(struct page *pg, const struct clause *c);
struct facts draft_terms_of(struct page *pg, const struct draft_look *d);
const struct signer_line *
draft_signers_of(struct page *pg, const struct draft_look *d, size_t *out_n);

#endif
