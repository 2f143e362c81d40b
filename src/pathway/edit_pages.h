/* What the pages of drafts show: views, and what their forms say.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_EDIT_PAGES_H
#define HELHET_PATHWAY_EDIT_PAGES_H

#include "pathway/pages.h"

/* A text in three languages; bokmål first. */
struct three_fields {
    struct field_view nb;
    struct field_view nn;
    struct field_view en;
};
PAGE_TEMPLATE(pathway_words, struct three_fields);

/* --- /forlop/{navn}/{versjon}/kopi --- */
struct pathway_copy_view {
    struct crumbs crumbs;
    struct str title;
    struct str base;
    struct error_summary errors;
    struct field_view key;
    struct field_view version;
};
PAGE_TEMPLATE(pathway_copy, struct pathway_copy_view);
struct pathway_copy_view pathway_copy_view_of(struct page *pg,
                                              const struct http_req *req,
                                              const struct err *err,
                                              const struct path_page *p);

/* --- /forlop/{navn}/{versjon}/rediger --- */
struct draft_line {
    struct str id;
    struct str title;
    struct service_tag service;
    struct str who;
    struct str after;
    struct str term;
    struct str href;
    struct str up; /* what the buttons are called when read aloud */
    struct str down;
    bool first;
    bool last;
};
struct pathway_draft_view {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct status_tag status;
    struct str base;
    struct str seen;
    struct error_summary errors;
    const struct error_line *problems;
    size_t problems_n;
    struct lanes lanes;
    const struct draft_line *steps;
    size_t steps_n;
    struct three_fields name;
    struct three_fields purpose;
    struct field_view source;
    bool may_publish;
    bool whole; /* nothing is wrong with it */
};
PAGE_TEMPLATE(pathway_draft, struct pathway_draft_view);
struct pathway_draft_view pathway_draft_view_of(struct page *pg,
                                                const struct http_req *req,
                                                const struct err *err,
                                                const struct draft_page *p,
                                                bool may_publish);
struct def_words def_words_of(struct form *f);

/* --- a step of a draft --- */
struct outcome_fields {
    struct three_fields title;
    struct field_view end;
};
struct pathway_draft_step_view {
    struct crumbs crumbs;
    struct str title;
    struct str action; /* where the form goes */
    struct str back;
    struct str seen;
    bool is_new;
    struct error_summary errors;
    const struct error_line *problems;
    size_t problems_n;
    struct lanes lanes;
    struct three_fields name;
    struct three_fields text;
    struct three_fields record;
    struct field_view service;
    struct field_view function;
    struct field_view source;
    struct field_view after;
    bool has_others;         /* steps that may come before */
    struct field_view kinds; /* meeting, any, end */
    const struct outcome_fields *outcomes;
    size_t outcomes_n;
    struct field_view term;
    struct field_view term_n;
    struct field_view term_unit;
    struct field_view term_rule;
    struct field_view term_from;
    struct field_view term_source;
    struct three_fields pause;
};
PAGE_TEMPLATE(pathway_draft_step, struct pathway_draft_step_view);
/* `step` -1: a new one. */
struct pathway_draft_step_view
pathway_draft_step_view_of(struct page *pg, const struct http_req *req,
                           const struct err *err, const struct draft_page *p,
                           int32_t step);
struct step_words step_words_of(struct form *f);

#endif
