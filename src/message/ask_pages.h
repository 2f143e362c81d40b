/* What the pages of one-time links show: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_MESSAGE_ASK_PAGES_H
#define HELHET_MESSAGE_ASK_PAGES_H

#include "casefile/pages.h"
#include "message/ask.h"

/* An id of a question, as templates write it. */
struct ask_nr {
    int64_t v;
};
/* --- /barn/{sak}/sporsmal --- */
struct ask_row {
    struct ask_nr id;
    int service; /* message */
    struct str recipient;
    struct status_tag state;
    struct str by;
    struct str until;
    struct str about;  /* a measure or a step; may be empty */
    struct str effect; /* what the answer did to it; may be empty */
    struct str text;
    bool names_child;
    struct str basis;
    bool answered;
    struct instant answered_at;
    struct str answer;
    bool may_end;
    bool may_undo;
    bool may_note; /* the answer, or that none will come */
};
struct ask_page {
    struct case_top top;
    case_id id;
    bool may_ask;
    bool made; /* told once */
    struct str link;
    struct str code;
    const struct ask_row *rows;
    size_t rows_n;
    struct empty empty;
    struct error_summary errors;
    struct field_view service;
    struct field_view recipient;
    struct field_view kind;
    bool has_measures; /* or steps */
    struct field_view measure;
    struct field_view text;
    struct field_view names;
    struct field_view class_;
    struct field_view basis;
    struct field_view consent_by;
    struct field_view source;
    struct field_view last_day;
};
PAGE_TEMPLATE(ask_page, struct ask_page);
struct ask_page ask_page_of(struct page *pg, const struct http_req *req,
                            const struct err *err, const struct ask_view *v,
                            struct str site, const struct ask_secret *made);

/* --- /svar/{lenke} --- */
struct ask_door {
    struct str path;
    struct error_summary errors;
    struct field_view code;
    struct str typed; /* an answer that was not sent; may be empty */
};
PAGE_TEMPLATE(ask_door, struct ask_door);
struct ask_door ask_door_of(struct page *pg, const struct http_req *req,
                            const struct err *err, struct str token,
                            struct str typed);

struct link_form {
    struct str path;
    struct str code; /* carried by the form: there is no session */
    struct str from;
    struct str about; /* the child, where its name is shown */
    struct str text;
    struct date last_day;
    bool confirms;
    struct error_summary errors;
    struct field_view became;
    struct field_view answer;
};
PAGE_TEMPLATE(link_form, struct link_form);
struct link_form link_form_of(struct page *pg, const struct http_req *req,
                              const struct err *err, const struct ask_secret *s,
                              const struct ask_shown *v);

struct ask_thanks {
    bool sent;
};
PAGE_TEMPLATE(ask_thanks, struct ask_thanks);

#endif
