/* What the worklist and the search show: views only, filled by pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_WORKLIST_PAGES_H
#define HELHET_WORKLIST_PAGES_H

#include "agreement/pages.h"
#include "casefile/pages.h"
#include "worklist/app.h"

struct duty_row {
    struct str group; /* heading above this row, empty: as the one before */
    struct due_tag due;
    struct str what;
    struct str source;
    struct str href;
    struct str child;
    struct service_tag service;
    struct str who; /* empty: the reader */
};
struct asked_row {
    offer_id id;
    struct str child;
    struct str text;
    struct service_tag service;
    struct due_tag due;
    bool by_ladder;
};
struct sent_row {
    offer_id id;
    struct str child;
    struct str text;
    struct service_tag service;
    struct due_tag due;
    struct status_tag status;
};
struct agreed_row {
    struct str href;
    struct str what;
    struct due_tag due;
};
/* A coming meeting, or an action point of one. */
struct meet_row {
    struct str href;
    struct str what;
    struct str under; /* place; may be empty */
    struct due_tag due;
};
struct news_row {
    assessment_id id;
    struct str child;
    int what; /* message */
    struct instant at;
};
struct worklist_view {
    struct str day;
    struct tabs tabs;
    struct counts counts;
    const struct duty_row *duties;
    size_t duties_n;
    int64_t total;
    struct pages pages;
    struct empty none;
    const struct asked_row *asked;
    size_t asked_n;
    const struct sent_row *sent;
    size_t sent_n;
    const struct agreed_row *agreed; /* of agreements, about no child */
    size_t agreed_n;
    int64_t authorities;              /* functions that wait for a look */
    const struct waiting_row *drafts; /* texts on their way to signature */
    size_t drafts_n;
    const struct meet_row *meet; /* of bodies, about no child */
    size_t meet_n;
    const struct agreed_row *between; /* of other units, about no case */
    size_t between_n;
    const struct news_row *news;
    size_t news_n;
    const struct case_row *held;
    size_t held_n;
    int64_t held_total;
};
PAGE_TEMPLATE(worklist, struct worklist_view);
struct worklist_view worklist_view_of(struct page *pg,
                                      const struct http_req *req,
                                      enum duty_filter filter, int64_t number,
                                      const struct worklist *w, account_id me);

/* The same for who meets no child. */
PAGE_TEMPLATE(adviser_desk, struct worklist_view);
struct worklist_view adviser_desk_view_of(struct page *pg,
                                          const struct worklist *w);

struct found_row {
    case_id id;
    struct str child;
    struct str holder;
};
struct found_unit {
    unit_id id;
    struct service_tag service;
    int type; /* message */
};
struct search_view {
    struct str text;
    struct field_view field;
    bool asked;                       /* something was searched for */
    const struct found_row *children; /* not asked: those seen last */
    size_t children_n;
    const struct found_unit *units;
    size_t units_n;
    int64_t units_total;
    struct empty none;
};
PAGE_TEMPLATE(search, struct search_view);
struct search_view search_view_of(struct page *pg, const struct http_req *req,
                                  struct str text, const struct found *f);

#endif
