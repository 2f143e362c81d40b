/* Conversations between two units about no child's case: messages, and
 * anonymous consultations (drøfting). SPDX-License-Identifier: EUPL-1.2
 *
 * A thread has a key of its own and exactly two units. It is seen by those who
 * wrote in it or were written to, by all with the function that was asked, and
 * by the two units' leaders; a third unit finds nothing (R661). The receipts
 * are those of message.h. A question (R505) has a term for the answer, an own
 * goal, and is refused where it tells who a child is. */
#ifndef HELHET_MESSAGE_BETWEEN_H
#define HELHET_MESSAGE_BETWEEN_H

#include "access/key_store.h"
#include "message/message.h"
#include "registry/store.h"

enum between_kind { BETWEEN_MESSAGE, BETWEEN_QUESTION };
const char *between_kind_word(enum between_kind k);

struct between {
    int64_t id;
    enum between_kind kind;
    unit_id unit; /* who began it */
    struct str unit_name;
    enum unit_type unit_type;
    unit_id to_unit;
    struct str to_unit_name;
    enum unit_type to_unit_type;
    bool by_kind; /* to all with the function to_kind; else to a person */
    enum function_kind to_kind;
    struct str wrapped_key;
    struct str subject; /* plain; sealed in the store */
    struct instant last_at;
    int64_t messages;
    int64_t waiting;         /* to the reader, neither read nor answered */
    struct date answer_by;   /* a question; DATE_NONE otherwise */
    struct date answered_on; /* DATE_NONE: not yet */
    struct instant closed_at;
};
struct between_list {
    struct between *row;
    size_t n;
};
enum between_needs { BETWEEN_READ, BETWEEN_ANSWER };
/* Somebody a message is for. */
struct between_to {
    int64_t id;
    int64_t group;
    int64_t message;
    int64_t thread;
    unit_id unit;
    function_id function;
    account_id account;
    enum between_needs needs;
    struct date due_on;
    struct instant delivered_at;
    struct instant opened_at; /* {0}: not yet */
};
struct between_to_list {
    struct between_to *row;
    size_t n;
};
/* What waits for a person, a line for each thread. */
struct between_line {
    int64_t thread;
    enum between_kind kind;
    enum between_needs needs;
    struct date due_on;
    struct str unit_name; /* the other side */
};
struct between_lines {
    struct between_line *row;
    size_t n;
};
/* Questions that a unit was asked in a year. */
struct consult_figure {
    int32_t year;
    struct str unit_name;
    int64_t asked;
    int64_t answered;
    int64_t in_time;
};
struct consult_figures {
    struct consult_figure *row;
    size_t n;
};
enum { CONSULT_SHOWN_FROM = 5, CONSULT_HIDDEN = -1 };
/* Numbers from one to four become CONSULT_HIDDEN, and with them the others of
 * the row from which they could be reckoned. Zero is shown. Pure. */
struct consult_figure consult_figure_hide(struct consult_figure f);

/* --- between_store.c: who looks comes first --- */
struct between_eye {
    unit_id unit;
    function_id function;
    account_id account;
};
extern const struct db_set between_sql;
extern const struct key_table between_keys;
const struct err *between_store_insert(struct db_tx *tx,
                                       const struct between *t, function_id by,
                                       struct instant now) MUST_CHECK;
const struct err *
between_store_insert_message(struct db_tx *tx, int64_t thread,
                             const struct message *m) MUST_CHECK;
/* Not twice to the same function in a message: the second is no error. */
const struct err *
between_store_insert_to(struct db_tx *tx,
                        const struct between_to *to) MUST_CHECK;
const struct err *between_store_list(struct db_tx *tx,
                                     const struct between_eye *eye,
                                     enum between_kind kind, int64_t skip,
                                     int64_t max, struct between_list *out,
                                     int64_t *out_total) MUST_CHECK;
/* Errors: NOT_FOUND, also where the person may not know of it. */
const struct err *between_store_get(struct db_tx *tx,
                                    const struct between_eye *eye,
                                    int64_t thread,
                                    struct between *out) MUST_CHECK;
/* The thread was got before. */
const struct err *between_store_messages(struct db_tx *tx, int64_t thread,
                                         struct message_list *out) MUST_CHECK;
const struct err *
between_store_receipts(struct db_tx *tx, int64_t thread,
                       struct message_receipts *out) MUST_CHECK;
/* Settles what waits for the person in the thread and its group with it. What
 * needs an answer is settled by one only. */
const struct err *between_store_settle(struct db_tx *tx, int64_t thread,
                                       const struct between_eye *eye,
                                       bool answered,
                                       struct instant now) MUST_CHECK;
/* The day of a question's first answer. */
const struct err *between_store_answered(struct db_tx *tx, int64_t thread,
                                         struct date on) MUST_CHECK;
/* Closed, and nothing waits in it any more. */
const struct err *between_store_close(struct db_tx *tx, int64_t thread,
                                      struct instant now) MUST_CHECK;
const struct err *between_store_lines(struct db_tx *tx,
                                      const struct between_eye *eye,
                                      struct between_lines *out) MUST_CHECK;
/* Unsettled, due before `today`, not told of. */
const struct err *between_store_overdue(struct db_tx *tx, struct date today,
                                        struct between_to_list *out) MUST_CHECK;
const struct err *between_store_watched(struct db_tx *tx, int64_t id,
                                        bool settled,
                                        struct instant now) MUST_CHECK;
/* Years from `from` on, newest first, units by name. */
const struct err *consult_store_figures(struct db_tx *tx, int32_t from,
                                        struct consult_figures *out) MUST_CHECK;

/* --- between_app.c --- */
struct between_form {
    enum between_kind kind; /* of a new one */
    int64_t thread;         /* 0: a new one */
    unit_id to_unit;
    function_id to;             /* a person, or {0}: */
    enum function_kind to_kind; /* all with it */
    struct str subject;
    struct str text;
};
/* Errors: INVALID, CONFLICT (a question that is closed), NOT_FOUND. */
const struct err *between_app_send(struct call *c, const struct between_form *f,
                                   int64_t *out_thread) MUST_CHECK;
/* What is to oneself in the thread is read. */
const struct err *between_app_settle(struct call *c, int64_t thread) MUST_CHECK;
/* Ends a question. Errors: NOT_FOUND. */
const struct err *between_app_close(struct call *c, int64_t thread) MUST_CHECK;
const struct err *between_app_list(struct call *c, enum between_kind kind,
                                   int64_t skip, int64_t max,
                                   struct between_list *out,
                                   int64_t *out_total) MUST_CHECK;
/* The same inside an open call. */
const struct err *between_list_in(struct call *c, enum between_kind kind,
                                  int64_t skip, int64_t max,
                                  struct between_list *out,
                                  int64_t *out_total) MUST_CHECK;
struct between_view {
    struct between thread;
    struct message_list messages;
    struct message_receipts receipts;
};
const struct err *between_app_view(struct call *c, enum between_kind kind,
                                   int64_t thread,
                                   struct between_view *out) MUST_CHECK;
/* To whom one may write: units whose name has the text, or, of one unit, its
 * people today (without administrators and advisers). */
struct between_whom {
    struct str text;
    struct unit_list units;
    int64_t units_total;
    struct unit unit; /* id 0: none is chosen */
    struct function_list people;
};
const struct err *between_app_whom(struct call *c, struct str text,
                                   unit_id unit,
                                   struct between_whom *out) MUST_CHECK;
/* Inside an open call. */
const struct err *between_lines_in(struct call *c,
                                   struct between_lines *out) MUST_CHECK;
const struct err *consult_app_figures(struct call *c,
                                      struct consult_figures *out) MUST_CHECK;

/* --- between_watch.c --- */
/* What lies past its day goes to the deputy and the leader; part of the daily
 * job "message.watch". */
const struct err *between_watch_in(struct call *c) MUST_CHECK;

#endif
