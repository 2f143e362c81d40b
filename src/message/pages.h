/* What the pages of messages show: views only, filled by pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_MESSAGE_PAGES_H
#define HELHET_MESSAGE_PAGES_H

#include "casefile/pages.h"
#include "message/message.h"

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

struct message_inbox_view {
    struct crumbs crumbs;
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
                                                int64_t total, bool may_count);

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

#endif
