/* What the pages of escalations show.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_ESCALATION_PAGES_H
#define HELHET_REFERRAL_ESCALATION_PAGES_H

#include "casefile/pages.h"
#include "referral/escalation_app.h"

struct level_line {
    struct str title;
    struct str people;
    struct str term;
    struct str source;
};
struct escalation_line {
    struct str id;
    struct str title;
    struct status_tag status;
    struct facts facts;
    struct timeline words;
    bool is_open;
    bool may_lift;
    bool to_au; /* lifting leads to AU, which sees no identity */
};
struct case_escalations_view {
    struct case_top top;
    case_id id;
    const struct escalation_line *rows;
    size_t rows_n;
    bool may_raise;
    struct error_summary errors;
    struct field_view doing;
    struct field_view text;
    struct field_view by_on;
    struct field_view clear;
    struct field_view cleared;
    struct field_view matter;
    struct field_view wish;
    const struct level_line *levels;
    size_t levels_n;
};
PAGE_TEMPLATE(case_escalations, struct case_escalations_view);
struct case_escalations_view
case_escalations_view_of(struct page *pg, const struct http_req *req,
                         const struct err *err, const struct case_view *v,
                         const struct escalation_page *p);

struct clear_line {
    struct str id;
    struct str title;
    struct facts facts;
    bool is_open;
};
struct escalation_au_view {
    const struct clear_line *rows;
    size_t rows_n;
    struct empty empty;
    bool may_advise;
    bool may_set;
    struct error_summary errors;
    struct field_view which;
    struct field_view advice;
    struct field_view level;
    struct field_view days;
    struct field_view people;
    struct field_view source;
    const struct level_line *levels;
    size_t levels_n;
};
PAGE_TEMPLATE(escalation_au, struct escalation_au_view);
struct escalation_au_view escalation_au_view_of(struct page *pg,
                                                const struct http_req *req,
                                                const struct err *err,
                                                const struct escalation_page *p,
                                                bool may_advise, bool may_set);
extern const char *const escalation_words[]; /* enum order, NULL last */

#endif
