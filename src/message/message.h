/* Secure messages (sikre meldinger) in a case: threads, addressees, receipts.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A message is for people at units that the writer's unit shares messages with
 * (class MESSAGES, R631). Three receipts, each stored before it is shown
 * (R661): delivered, in the commit of the message itself; opened, the
 * addressee's first look in the access log; answered. */
#ifndef HELHET_MESSAGE_MESSAGE_H
#define HELHET_MESSAGE_MESSAGE_H

#include "casefile/app.h"

enum { MESSAGE_SUBJECT_MAX = 150, MESSAGE_TEXT_MAX = 10000 }; /* characters */

struct message_receipt {
    int64_t id;
    int64_t message;
    function_id function;
    account_id account;
    struct str name;
    unit_id unit;
    struct str unit_name;
    unit_id writer; /* the unit that wrote it; for the watch only */
    struct date due_on;
    struct instant delivered_at;
    struct instant opened_at;   /* {0}: not yet */
    struct instant settled_at;  /* {0}: not marked as read, not answered */
    struct instant answered_at; /* {0}: not yet */
};
struct message_receipts {
    struct message_receipt *row;
    size_t n;
};
struct message {
    int64_t id;
    unit_id unit;
    struct str unit_name;
    enum unit_type unit_type;
    function_id function;
    account_id account;
    struct str name;
    struct str text; /* plain; sealed in the store */
    struct instant sent_at;
};
struct message_list {
    struct message *row;
    size_t n;
};
/* A thread as it stands in a list. */
struct thread {
    int64_t id;
    case_id case_id;
    unit_id unit;
    struct str unit_name;
    struct str subject; /* plain; sealed in the store */
    struct instant last_at;
    int64_t messages; /* that the reader may see */
    int64_t waiting;  /* addressed to the reader, neither read nor answered */
    struct child_label label;                  /* in the inbox */
    struct str wrapped_key, given_name, birth; /* sealed, in the inbox */
};
struct thread_list {
    struct thread *row;
    size_t n;
};
/* Sent against received, of one pair of units, without any child's identity. */
struct message_count {
    struct str from_name;
    struct str to_name;
    int64_t sent;
    int64_t delivered;
    int64_t opened;
    int64_t answered;
    int64_t late; /* neither read nor answered after the day it was due */
};
struct message_counts {
    struct message_count *row;
    size_t n;
};

/* --- store.c: the first three parameters are always the viewer --- */
extern const struct db_set case_message_sql;
const struct err *thread_store_insert_thread(struct db_tx *tx,
                                             const struct thread *t,
                                             function_id by,
                                             struct instant now) MUST_CHECK;
const struct err *thread_store_insert(struct db_tx *tx, int64_t thread,
                                      case_id about,
                                      const struct message *m) MUST_CHECK;
const struct err *thread_store_insert_to(struct db_tx *tx, int64_t thread,
                                         const struct message_receipt *r,
                                         struct str kind) MUST_CHECK;
/* Threads of a case that the viewer's unit may see, newest first. */
const struct err *thread_store_list(struct db_tx *tx, const struct viewer *v,
                                    case_id about,
                                    struct thread_list *out) MUST_CHECK;
/* Errors: NOT_FOUND, also where the viewer may not know of it. */
const struct err *thread_store_get(struct db_tx *tx, const struct viewer *v,
                                   case_id about, int64_t thread,
                                   struct thread *out) MUST_CHECK;
const struct err *thread_store_messages(struct db_tx *tx,
                                        const struct viewer *v, case_id about,
                                        int64_t thread,
                                        struct message_list *out) MUST_CHECK;
const struct err *
thread_store_receipts(struct db_tx *tx, const struct viewer *v, case_id about,
                      int64_t thread, struct message_receipts *out) MUST_CHECK;
/* Threads with a message to the viewer, those that wait first. */
const struct err *thread_store_inbox(struct db_tx *tx, const struct viewer *v,
                                     int64_t skip, int64_t max,
                                     struct thread_list *out,
                                     int64_t *out_total) MUST_CHECK;
/* Does a unit share messages of the case with another now? */
const struct err *thread_store_gives(struct db_tx *tx, case_id about,
                                     unit_id from, unit_id to,
                                     struct instant now, bool *out) MUST_CHECK;
/* Does a message in the thread wait for the person already? */
const struct err *thread_store_waits(struct db_tx *tx, int64_t thread,
                                     unit_id unit, account_id account,
                                     bool *out) MUST_CHECK;
/* The columns of a thread's messages, and of its receipts, in a case and
 * between units alike. */
const struct err *message_rows_read(struct db_tx *tx, struct db_rows *rows,
                                    struct message_list *out) MUST_CHECK;
const struct err *
message_receipts_read(struct db_tx *tx, struct db_rows *rows,
                      struct message_receipts *out) MUST_CHECK;
/* What was to the account, or to all with its function, in the thread is
 * settled; *out lists the rows that were open. */
const struct err *thread_store_settle(struct db_tx *tx, int64_t thread,
                                      unit_id unit, account_id account,
                                      bool answered, struct instant now,
                                      struct message_receipts *out) MUST_CHECK;
/* Unsettled, due before `today`, not told of; with when it was opened. */
const struct err *thread_store_overdue(struct db_tx *tx, struct date today,
                                       struct message_receipts *out,
                                       case_id **out_cases) MUST_CHECK;
const struct err *thread_store_watched(struct db_tx *tx, int64_t id,
                                       bool settled,
                                       struct instant now) MUST_CHECK;
/* Messages that the unit sent or got since an instant. */
const struct err *thread_store_counts(struct db_tx *tx, unit_id unit,
                                      struct instant since, struct date today,
                                      struct message_counts *out) MUST_CHECK;

/* --- app.c --- */
struct message_form {
    case_id case_id;
    int64_t thread; /* 0: a new one */
    struct str subject;
    struct str text;
    function_id to;          /* a person, or */
    unit_id to_unit;         /* all with a function at a unit, or */
    enum function_kind kind; /* of them */
    bool to_team;            /* the team around the child */
    /* For units that do not get our messages yet; basis OWN: not given. */
    struct share ground;
};
/* Sends; *out_thread gets the thread. Errors: INVALID, CONFLICT (a unit has no
 * share of our messages and no ground was given: field "grunnlag"). */
const struct err *message_app_send(struct call *c, const struct message_form *f,
                                   int64_t *out_thread) MUST_CHECK;
/* What is to oneself in the thread is read. */
const struct err *message_app_settle(struct call *c, case_id about,
                                     int64_t thread) MUST_CHECK;

struct message_view {
    struct case_view about;
    struct thread_list threads; /* the list */
    struct thread thread;       /* one of them */
    struct message_list messages;
    struct message_receipts receipts;
};
const struct err *message_app_list(struct call *c, case_id about,
                                   struct message_view *out) MUST_CHECK;
const struct err *message_app_thread(struct call *c, case_id about,
                                     int64_t thread,
                                     struct message_view *out) MUST_CHECK;
struct between_list; /* message/between.h */
/* `between` gets the first threads between units. */
const struct err *message_app_inbox(struct call *c, int64_t skip, int64_t max,
                                    struct thread_list *out, int64_t *out_total,
                                    struct between_list *between) MUST_CHECK;
/* The last 30 days of the acting unit. */
const struct err *message_app_counts(struct call *c,
                                     struct message_counts *out) MUST_CHECK;

/* --- watch.c: daily job "message.watch" --- */
const struct err *message_job_watch(struct call *c, int64_t object) MUST_CHECK;

#endif
