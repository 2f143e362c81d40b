/* What the page of referrals shows.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_PAGES_H
#define HELHET_REFERRAL_PAGES_H

#include "casefile/pages.h"
#include "referral/app.h"

/* What the clinic, or who sent it, may do now. */
struct referral_form_view {
    struct str title;
    struct str doing; /* word of the hidden field */
    struct str button;
    struct error_summary errors;
    const struct field_view *fields;
    size_t fields_n;
};
struct referral_line {
    struct str id;
    struct str title;
    struct status_tag status;
    struct facts facts;
    struct alert breach;
    bool is_breached;
    const struct referral_form_view *forms;
    size_t forms_n;
    bool may_withdraw;
    bool may_read;
};
struct case_referrals_view {
    struct case_top top;
    case_id id;
    const struct referral_line *rows;
    size_t rows_n;
    struct empty empty;
    struct alert urgent;
    bool may_refer;
    struct str as;
    struct error_summary errors;
    struct field_view urgency;
    struct field_view to;
    struct field_view why;
    struct field_view wish;
    struct field_view consent;
    struct field_view how;
};
PAGE_TEMPLATE(case_referrals, struct case_referrals_view);
/* `about` and `doing`: whose form comes back with what was typed (0: the new
 * one's). */
struct case_referrals_view
case_referrals_view_of(struct page *pg, const struct http_req *req,
                       const struct err *err, int64_t about, int doing,
                       const struct case_view *v, const struct referral_page *p,
                       unit_id acting);
extern const char *const doing_words[]; /* in enum order, NULL last */

#endif
