/* What the pages of messages show: views only, filled by pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_MESSAGE_PAGES_H
#define HELHET_MESSAGE_PAGES_H

#include "casefile/pages.h"
#include "message/between.h"

struct thread_row {
    struct str href;
    struct str subject;
    struct str child; /* in the inbox */
    struct service_tag unit;
    struct instant last;
    int64_t messages;
    struct status_tag status;
};
struct message_list_view {
    struct case_top top;
    case_id id;
    bool may_write;
    const struct thread_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(message_list, struct message_list_view);
struct message_list_view message_list_view_of(struct page *pg,
                                              const struct message_view *v);

struct ground_fields {
    struct field_view basis;
    struct field_view consent_by;
    struct field_view source;
};
struct message_new_view {
    struct case_top top;
    case_id id;
    struct error_summary errors;
    struct field_view to;
    struct field_view subject;
    struct field_view text;
    struct ground_fields ground;
};
PAGE_TEMPLATE(message_new, struct message_new_view);
struct message_new_view message_new_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct message_view *v);

struct receipt_row {
    struct str who;
    struct str text;
    struct status_tag status;
};
struct message_row {
    int64_t id;
    struct str name;
    struct service_tag unit;
    struct instant at;
    struct str text;
    const struct receipt_row *receipts;
    size_t receipts_n;
};
PAGE_TEMPLATE(message_body, struct message_row);
struct message_thread_view {
    struct case_top top;
    case_id id;
    struct str thread;
    struct str subject;
    bool is_open; /* the case */
    bool waits;   /* something is to the reader */
    const struct message_row *rows;
    size_t rows_n;
    struct error_summary errors;
    struct field_view text;
    bool ask_ground; /* a unit does not get our messages yet */
    struct ground_fields ground;
};
PAGE_TEMPLATE(message_thread, struct message_thread_view);
struct message_thread_view message_thread_view_of(struct page *pg,
                                                  const struct http_req *req,
                                                  const struct err *err,
                                                  const struct message_view *v);

/* Threads between units, as a table. */
struct between_row {
    struct str href;
    struct str subject;
    struct service_tag from;
    struct service_tag to;
    struct instant last;
    struct status_tag status;
};
struct between_rows_view {
    const struct between_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(between_rows, struct between_rows_view);

struct message_inbox_view {
    struct crumbs crumbs;
    struct between_rows_view between; /* the first of them */
    const struct thread_row *rows;
    size_t rows_n;
    struct pages pages;
    struct empty empty;
    bool may_count;
};
PAGE_TEMPLATE(message_inbox, struct message_inbox_view);
struct message_inbox_view message_inbox_view_of(struct page *pg,
                                                const struct http_req *req,
                                                int64_t number,
                                                const struct thread_list *list,
                                                int64_t total, bool may_count,
                                                const struct between_list *l);

struct count_row {
    struct str from;
    struct str to;
    int64_t sent;
    int64_t delivered;
    int64_t opened;
    int64_t answered;
    int64_t late;
};
struct message_counts_view {
    struct crumbs crumbs;
    const struct count_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(message_counts, struct message_counts_view);
struct message_counts_view
message_counts_view_of(struct page *pg, const struct message_counts *list);

/* --- between units: between_pages.c --- */
struct between_rows_view between_rows_of(struct page *pg,
                                         const struct between_list *list);
struct between_list_view {
    struct crumbs crumbs;
    struct between_rows_view list;
    struct pages pages;
};
PAGE_TEMPLATE(between_list, struct between_list_view);
PAGE_TEMPLATE(consult_list, struct between_list_view);
struct between_list_view
between_list_view_of(struct page *pg, const struct http_req *req,
                     enum between_kind kind, int64_t number,
                     const struct between_list *list, int64_t total);

struct between_new_view {
    struct crumbs crumbs;
    struct str title;
    bool question;
    struct str path; /* of the form */
    struct error_summary errors;
    struct field_view find; /* no unit is chosen yet */
    bool searched;
    int64_t total;
    const struct link *units;
    size_t units_n;
    bool chosen;
    struct service_tag unit;
    bool nobody;
    struct field_view unit_id;
    struct field_view to;
    struct field_view subject;
    struct field_view text;
    struct field_view confirm;
};
PAGE_TEMPLATE(between_new, struct between_new_view);
struct between_new_view between_new_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            enum between_kind kind,
                                            const struct between_whom *w);

struct between_thread_view {
    struct crumbs crumbs;
    struct str title;
    bool question;
    struct str path;
    struct str subject;
    struct str from;
    struct str to;
    bool waits;
    struct status_tag status;
    struct date answer_by;
    bool is_open;
    struct instant closed_at;
    bool may_close;
    const struct message_row *rows;
    size_t rows_n;
    struct error_summary errors;
    struct field_view text;
    struct field_view confirm;
};
PAGE_TEMPLATE(between_thread, struct between_thread_view);
struct between_thread_view between_thread_view_of(struct page *pg,
                                                  const struct http_req *req,
                                                  const struct err *err,
                                                  unit_id reader,
                                                  const struct between_view *v);

struct consult_figure_row {
    int64_t year;
    struct str unit;
    struct str asked;
    struct str answered;
    struct str in_time;
};
struct consult_figures_view {
    struct crumbs crumbs;
    const struct consult_figure_row *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(consult_figures_page, struct consult_figures_view);
struct consult_figures_view
consult_figures_view_of(struct page *pg, const struct consult_figures *list);
struct str consult_figures_csv(struct page *pg,
                               const struct consult_figures *list);

/* --- shared within the folder --- */
struct message_row message_row_of(struct page *pg, const struct message *m,
                                  const struct message_receipts *all);

#endif
