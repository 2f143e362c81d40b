/* What the pages of agreed hours of guidance show.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_PAGES_GUIDANCE_H
#define HELHET_AGREEMENT_PAGES_GUIDANCE_H

#include "agreement/guidance_app.h"
#include "agreement/pages.h"
#include "agreement/pages_draft.h"

/* "4 timer i kvartalet fra A til B, fra 1. januar 2026": how many, from whom to
 * whom, and from and until when (DATE_NONE: not told). */
struct str guidance_terms(struct page *pg, const struct clause *c,
                          struct date from, struct date until);

struct guidance_quarter_row {
    struct str quarter; /* "1. kvartal 2026" */
    struct str agreed;
    struct str given;
    struct status_tag status;
};
struct guidance_part {
    struct str anchor;
    struct str ref;
    struct str href; /* of the point */
    struct str statement;
    struct str terms;
    const struct guidance_quarter_row *quarters;
    size_t quarters_n;
};
struct guidance_note_row {
    struct str id;
    struct date on;
    struct str hours;
    struct str subject;
    struct str ref;
    struct str who;
    bool may_withdraw;
};
struct guidance_view {
    struct agreement_top top;
    int64_t year;
    struct str csv_href;
    struct str before_href; /* the year before */
    int64_t before;
    struct str after_href; /* empty: it has not come */
    int64_t after;
    const struct guidance_part *parts;
    size_t parts_n;
    struct empty empty;
    const struct guidance_note_row *notes;
    size_t notes_n;
    bool may_note;
    struct error_summary errors;
    struct field_view point;
    struct field_view day;
    struct field_view hours;
    struct field_view minutes;
    struct field_view subject;
};
PAGE_TEMPLATE(guidance_page, struct guidance_view);
/* `req` and `err`: the form comes back with what was typed. */
struct guidance_view guidance_view_of(struct page *pg,
                                      const struct http_req *req,
                                      const struct err *err,
                                      const struct guidance_look *g,
                                      bool may_note);
/* A line for each clause and quarter of the year. */
struct str guidance_csv(struct page *pg, const struct guidance_look *g);

/* The form that agrees hours in a section of a draft. */
struct draft_form_view
guidance_form_of(struct page *pg, const struct http_req *req,
                 const struct err *err, const struct draft_look *d,
                 int64_t section, const struct unit_list *units);

#endif
