/* Pages of consent: who decides and why, the form, what was answered.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_CONSENT_PAGES_H
#define HELHET_CASEFILE_CONSENT_PAGES_H

#include "casefile/pages.h"

/* A record's id, as templates write it. */
struct record_id {
    int64_t v;
};
struct consent_why {
    int text; /* message: the rule in plain words */
    struct str source;
};
struct consent_row {
    int matter; /* message */
    struct str who;
    bool ruled; /* else a lawyer must be asked */
    const struct consent_why *why;
    size_t why_n;
    struct str later; /* from when another decides; may be empty */
};
struct consent_answer_row {
    struct record_id id;
    int matter;
    struct str who;
    struct str what; /* classes given, of those asked */
    struct str to;
    struct str until;
    struct str note;
    struct status_tag status;
    bool may_end;
};
struct consent_page {
    struct case_top top;
    case_id id;
    struct str facts; /* age and care situation, which decide */
    const struct consent_row *rows;
    size_t rows_n;
    struct field_view form_matter;
    struct field_view form_reader;
    struct field_view form_lang;
    const struct consent_answer_row *answers;
    size_t answers_n;
    struct error_summary errors;
    struct field_view matter;
    struct field_view to;
    struct field_view asked;
    struct field_view given;
    struct field_view by;
    struct field_view one_parent;
    struct field_view on;
    struct field_view until;
    struct field_view how;
};
PAGE_TEMPLATE(consent_page, struct consent_page);
struct consent_page consent_page_of(struct page *pg, const struct http_req *req,
                                    const struct err *err,
                                    const struct case_view *v, unit_id acting);

struct consent_end_view {
    struct case_top top;
    case_id id;
    struct record_id record;
    struct error_summary errors;
    struct field_view reason;
};
PAGE_TEMPLATE(consent_end, struct consent_end_view);
struct consent_end_view consent_end_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct case_view *v,
                                            int64_t record);

/* For whom the printed form is written. */
enum consent_reader {
    READER_ADULT,
    READER_YOUTH, /* from 12 */
    READER_CHILD, /* under 12 */
    READER_COUNT
};
/* The consent form as PDF, in the reader's language: what, to whom, that one
 * may say no and change one's mind, who decides and why, place to sign. The
 * file's title names nobody. */
const struct err *consent_form_pdf(struct call *c, const struct case_view *v,
                                   enum consent_matter m,
                                   enum consent_reader reader, enum lang lang,
                                   struct str *out) MUST_CHECK;
/* From case_view with VIEW_ANSWERS. */
struct consent_answer consent_answer_of(const struct case_view *v,
                                        enum consent_matter m,
                                        struct date today);

#endif
