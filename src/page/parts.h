/* Components: what a page is put together from. Use: {% part NAME field %}.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Every part X here is a function tpl_X(pg, view). The looks are in
 * assets/app.css, the words in page/messages.txt. Texts are in the reader's
 * language already; empty text leaves that piece out. */
#ifndef HELHET_PAGE_PARTS_H
#define HELHET_PAGE_PARTS_H

#include "http/http.h"
#include "page/page.h"

/* --- breadcrumbs, tabs, counts --- */
struct crumb {
    struct str href; /* empty: this page, the last one */
    struct str label;
};
struct crumbs {
    const struct crumb *items;
    size_t items_n;
};
PAGE_TEMPLATE(crumbs, struct crumbs);

struct tab {
    struct str href;
    struct str label;
    bool current;
};
struct tabs {
    struct str label; /* what the tabs belong to, read aloud */
    const struct tab *items;
    size_t items_n;
};
PAGE_TEMPLATE(tabs, struct tabs);

struct count {
    int64_t n;
    struct str label;
    struct str href; /* empty: no link */
};
struct counts {
    const struct count *items;
    size_t items_n;
};
PAGE_TEMPLATE(counts, struct counts);

/* --- tags: shape and words, colour third --- */
enum status_kind {
    STATUS_OK,
    STATUS_SOON,
    STATUS_BREACH,
    STATUS_INFO,
    STATUS_NEUTRAL,
    STATUS_WITHDRAWN,
    STATUS_MANUAL
};
struct status_tag {
    enum status_kind kind;
    struct str text;
};
PAGE_TEMPLATE(status, struct status_tag);

enum due_kind { DUE_NONE, DUE_OVER, DUE_SOON, DUE_OK, DUE_DONE, DUE_WAITING };
struct due_tag {
    enum due_kind kind;
    struct str text;
};
PAGE_TEMPLATE(due, struct due_tag);
/* The tag of a deadline that ends with the day `last` (Oslo): "4 dager over",
 * "I morgen", "4. desember". Soon: at most soon_workdays working days left
 * (3 in lists, 10 on a pathway). DATE_NONE gives DUE_NONE, which shows
 * nothing. */
struct due_tag due_of(const struct page *pg, struct date last,
                      int32_t soon_workdays);
/* Something done on `day`: "Gjort 4. desember" without colour alarm. */
struct due_tag due_done(const struct page *pg, struct date day);

struct service_tag {
    enum service_kind kind;
    struct str name;
};
PAGE_TEMPLATE(service, struct service_tag);

/* --- the baton bar (stafett), on top of every page about a child --- */
struct link {
    struct str href;
    struct str label;
    bool primary;
};
struct baton_bar {
    enum service_kind service; /* of the holder's unit */
    struct str holder;         /* name of the person or function */
    struct str holder_unit;
    struct date since; /* DATE_NONE: not shown */
    bool offered;
    struct str offered_to;
    struct str offered_unit;
    struct date answer_by;
    const struct link *links;
    size_t links_n;
};
PAGE_TEMPLATE(baton, struct baton_bar);

struct fact {
    struct str label;
    struct str value;
    struct str href;        /* of the value, may be empty */
    struct str change_href; /* "Endre", may be empty */
};

/* --- alerts, empty states, confirmations --- */
enum alert_kind { ALERT_INFO, ALERT_SUCCESS, ALERT_WARNING, ALERT_DANGER };
struct alert {
    enum alert_kind kind;
    struct str title;
    struct str text;
    struct link link; /* what to do about it */
};
PAGE_TEMPLATE(alert, struct alert);

struct empty {
    struct str title; /* why there is nothing */
    struct str text;
    struct link link; /* one next step */
};
PAGE_TEMPLATE(empty, struct empty);

struct hidden {
    struct str name;
    struct str value;
};
/* For what cannot be undone: its own page with one form. */
struct confirm {
    struct str title;
    struct str text;
    const struct fact *rows; /* what will happen, may be none */
    size_t rows_n;
    struct str action; /* where the form posts */
    const struct hidden *hidden;
    size_t hidden_n;
    struct str button;
    struct str cancel_href;
    bool danger;
};
PAGE_TEMPLATE(confirm, struct confirm);

/* --- facts and timeline --- */
struct facts {
    const struct fact *rows;
    size_t rows_n;
    bool change; /* rows with "Endre": check-your-answers */
};
PAGE_TEMPLATE(facts, struct facts);

struct timeline_item {
    struct str icon; /* from page/icons.txt; empty: a circle */
    struct str who;
    struct str when;
    struct str text;
    struct str href;
    struct status_tag tag; /* shown when its text is not empty */
};
struct timeline {
    const struct timeline_item *items;
    size_t items_n;
};
PAGE_TEMPLATE(timeline, struct timeline);

/* --- pagination --- */
struct pages {
    int64_t first; /* 1-based number of the first row shown */
    int64_t last;
    int64_t total;
    struct str previous; /* addresses, empty where there is none */
    struct str next;
};
PAGE_TEMPLATE(pages, struct pages);
/* `number` is 1-based; the address is the request's with side= replaced. */
struct pages pages_of(struct page *pg, const struct http_req *req,
                      int64_t number, int64_t per_page, int64_t total);

/* --- form fields --- */
enum field_kind {
    FIELD_TEXT,
    FIELD_NUMBER,
    FIELD_EMAIL,
    FIELD_TEL,
    FIELD_PASSWORD,
    FIELD_SEARCH,
    FIELD_FILE,
    FIELD_AREA,
    FIELD_SELECT,
    FIELD_RADIOS,
    FIELD_CHECKS,
    FIELD_CHECK,
    FIELD_DATE,
    FIELD_TIME,
    FIELD_HIDDEN
};
struct choice {
    struct str value;
    struct str label;
    struct str hint;
    bool selected;
};
/* Something that may be chosen instead of typed; anything else may be typed. */
struct suggestion {
    struct str text;
};
struct field_view {
    enum field_kind kind;
    struct str name; /* also the id of its first control */
    struct str label;
    struct str hint;
    struct str value;
    struct str error;
    bool optional;           /* says so beside the label */
    int64_t rows;            /* area */
    int64_t max;             /* characters, shown under an area */
    struct str autocomplete; /* "username", "one-time-code", … */
    struct str day;          /* date: as typed */
    struct str month;
    struct str year;
    const struct choice *choices;
    size_t choices_n;
    const struct suggestion *suggestions; /* text: offered while one types */
    size_t suggestions_n;
};
PAGE_TEMPLATE(field, struct field_view);

/* How a form is shown: fresh (req and err NULL), or again with what was typed
 * and what is wrong. Marks the page's title with "Feil:". */
struct form_view {
    struct page *pg;
    const struct http_req *req;
    const struct err *err;
};
struct form_view form_view_of(struct page *pg, const struct http_req *req,
                              const struct err *err);

/* Builders: labels and hints are message ids (0: none); `value` is what is
 * stored, used until something was typed. */
struct field_view field_text(const struct form_view *f, const char *name,
                             int label, int hint, struct str value);
struct field_view field_of_kind(const struct form_view *f, enum field_kind kind,
                                const char *name, int label, int hint,
                                struct str value);
struct field_view field_number(const struct form_view *f, const char *name,
                               int label, int hint, int64_t value);
struct field_view field_area(const struct form_view *f, const char *name,
                             int label, int hint, struct str value,
                             int64_t max_chars);
struct field_view field_date(const struct form_view *f, const char *name,
                             int label, int hint, struct date value);
struct field_view field_check(const struct form_view *f, const char *name,
                              int label, int hint, bool checked);
/* FIELD_SELECT, FIELD_RADIOS, FIELD_CHECKS. The choices are copied. */
struct field_view field_choice(const struct form_view *f, enum field_kind kind,
                               const char *name, int label, int hint,
                               const struct choice *choices, size_t n);
struct field_view field_hidden(const char *name, struct str value);

/* The summary on top of a form: same words as at the fields, links to them. */
struct error_line {
    struct str field; /* empty: no link */
    struct str text;
};
struct error_summary {
    const struct error_line *items;
    size_t items_n;
};
PAGE_TEMPLATE(error_summary, struct error_summary);
struct error_summary errors_of(const struct form_view *f);

#endif
