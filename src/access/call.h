/* A call: who does what, when, in which transaction, and what is on record.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_CALL_H
#define HELHET_ACCESS_CALL_H

#include "access/gate.h"
#include "base/grow.h"
#include "crypto/crypto.h"
#include "db/db.h"
#include "text/messages_access.h"
#include "text/text.h"

/* Who acts, for which unit (R804). One function at a time. */
struct actor {
    account_id account; /* 0: not logged in, or the system */
    function_id function;
    unit_id unit;
    enum role role;
    uint32_t hidden; /* CLASS_BITs that the function does not let one see */
    struct str name; /* of the person */
    struct str unit_name;
    int function_label; /* message: the function's name */
    session_id session;
};

/* What an action is about. kind NONE: nothing in particular. */
enum subject_kind {
    SUBJECT_NONE,
    SUBJECT_UNIT,
    SUBJECT_CASE,
    SUBJECT_OFFER,
    SUBJECT_ASSESSMENT,
    SUBJECT_RECOMMENDATION,
    SUBJECT_ACCOUNT,
    SUBJECT_BODY,
    SUBJECT_AGREEMENT,
    SUBJECT_ASK,
    SUBJECT_COUNT
};
struct subject {
    enum subject_kind kind;
    int64_t id;
};
struct subject subject_none(void);
struct subject subject_unit(unit_id id);
struct subject subject_case(case_id id);
struct subject subject_offer(offer_id id);
struct subject subject_assessment(assessment_id id);
struct subject subject_account(account_id id);
struct subject subject_body(int64_t id);
struct subject subject_agreement(int64_t id);
struct subject subject_ask(int64_t id);

struct call;
/* Gathers facts about a subject for the caller in the call's transaction, and
 * the case it belongs to (0: none). Higher folders write these; main registers
 * them by subject kind. */
typedef const struct err *(*facts_reader)(struct call *c, int64_t id,
                                          struct gate_facts *out,
                                          case_id *out_case);

/* A function that the person may act in today. */
struct acting {
    function_id function;
    unit_id unit;
    enum role role;
    uint32_t hidden; /* CLASS_BITs that it does not let one see */
    struct str unit_name;
    int label;           /* message: the function's name */
    int service;         /* enum service_kind of the unit, for its colour */
    struct str language; /* of the unit's municipality: nb, nn, or empty */
};
/* Lists an account's functions on the call's day. Registry's, set by main. */
typedef const struct err *(*functions_reader)(struct call *c, struct db_tx *tx,
                                              account_id account,
                                              struct acting **out,
                                              size_t *out_n);

/* Puts a mail to an account into the outbox, in the call's transaction: subject
 * and text are messages without arguments, `path` where to look. Notify's, set
 * by main. */
typedef const struct err *(*account_teller)(struct call *c, account_id to,
                                            int subject, int text,
                                            const char *path);

/* Adds what others know of a body's year to `out`: struct year_note of
 * body/body.h. Inside an open call. Set by main. */
typedef const struct err *(*year_reader)(struct call *c, int64_t body, int year,
                                         struct growing *out);

/* What the installation has set for itself (cli/settings.def). Own goals, never
 * law: 0 means that none is set. */
struct own_rules {
    int32_t offer_answer_days;    /* working days to answer a baton offer */
    int32_t bounce_declines;      /* declines that raise an escalation */
    int32_t bounce_days;          /* working days without an accepted holder */
    int32_t decision_goal_days;   /* working days to Bufetat's answer */
    int32_t assessment_goal_days; /* working days from offer to assessment */
    int32_t report_goal_days;     /* working days from assessment to report */
    int32_t message_read_days;    /* working days to read a message */
    int32_t consult_answer_days;  /* working days to answer a question */
    int32_t evaluation_open_days; /* before a committee's last meeting */
    int32_t read_remind_days;     /* between reminders to read; 0: none */
    int32_t agreement_end_days;   /* told before an agreement's last day */
    int32_t read_remind_max;      /* reminders to one reader at most */
    int32_t mail_keep_days;       /* what was sent, then it is emptied */
    int32_t removal_wait_days;    /* days to stop a removal that is confirmed */
    int32_t decision_undo_minutes;
    bool refusal_needs_second;
    struct date duty_to_request_from; /* bvl. § 2-6; DATE_NONE: not in force */
};

struct runs; /* capacity/run_queue.h: simulations in the background */

/* What one process has, shared by all calls, const after start. */
struct services {
    struct db *db;
    const struct keyring *keys;
    facts_reader facts[SUBJECT_COUNT];
    functions_reader functions;
    year_reader year;    /* NULL: nobody knows more */
    account_teller tell; /* NULL: nothing is sent */
    struct own_rules rules;
    bool demo; /* second factor off, banner, synthetic ids only */
    struct audit_chain *chain;
    struct runs *simulations;
    const struct case_steps *steps; /* of pathways; NULL: there are none */
    struct str version;             /* of the program, shown in the footer */
    struct str site_url; /* what people use, without '/' at the end; or empty */
    struct str passkey_origin; /* where passkeys work; empty: nowhere */
    struct str clamd;     /* where the virus scanner listens; empty: none */
    struct str mail_from; /* the installation's own mail address, or empty */
    bool mail_is_sent;    /* a mail server is set */
};

struct call {
    struct arena *mem;
    const struct services *sv;
    struct instant now;
    struct date today; /* in Oslo */
    enum lang lang;
    struct actor who;
    struct str request_id;
    struct str peer; /* the client's address */
    struct str once; /* idempotency key of an unsafe request, or empty */
    struct db_tx tx;
    /* the rest is call.c's own */
    bool open;
    bool permitted;
    uint32_t ground;  /* REL_BITs on which it was permitted */
    uint32_t classes; /* CLASS_BITs that were used */
    case_id about;    /* the case, 0: none */
    case_id key_case; /* whose key is kept, 0: none */
    struct key key;
    struct subject found_of; /* what `found` is about */
    const void *found;       /* see call_keep */
    const int64_t *seen;     /* further cases shown in a list */
    size_t seen_n;
};

/* A call acting as the system (jobs, CLI), role ROLE_SYSTEM. */
void call_init_system(struct call *c, struct arena *mem,
                      const struct services *sv, struct instant now);

/* What a transaction that reads for `who` is given ($0 of the statements): the
 * words of the classes that the function acted for lets one see. */
struct str classes_seen(struct arena *mem, const struct actor *who);

/* Opens the call's transaction: a snapshot for an action that reads, the
 * writer's turn for one that writes. Errors: UNAVAILABLE; CONFLICT
 * (MSG_CALL_ALREADY_DONE) when `once` was used before. */
const struct err *call_begin(struct call *c, enum action a) MUST_CHECK;

/* Asks the gate. May be asked several times in one call. Errors: NOT_FOUND,
 * DENIED. */
const struct err *call_permit(struct call *c, enum action a,
                              struct subject on) MUST_CHECK;

/* Begins and asks the gate about one subject: how most calls start. The call is
 * open afterwards only where it is allowed; a refused one has been ended, with
 * its row in the audit, and call_end does nothing to it. */
const struct err *call_begin_on(struct call *c, enum action a,
                                struct subject on) MUST_CHECK;

/* A facts reader keeps what it has read of `on`, so that the app function that
 * goes on in the same transaction does not read it again. In the call's arena;
 * the type is between the two of them. */
void call_keep(struct call *c, struct subject on, const void *found);
/* What was kept of `on` in this transaction, or NULL. */
const void *call_kept(const struct call *c, struct subject on);

/* Does the role allow it at all? Only for whether a page offers a link; what
 * happens behind it is call_permit's. */
bool call_may_role(const struct call *c, enum action a);

/* Which cases a list shows: each becomes part of the audit row, so that the
 * child's log tells. `ids` are case ids in the call's arena. Uses CLASS bits
 * `classes`. */
void call_saw(struct call *c, const int64_t *ids, size_t n, uint32_t classes);

/* Ends the transaction: with `err` NULL commits, with its audit row, and
 * returns when both are durable; otherwise undoes, writes the refusal's audit
 * row if it was one, and gives `err` back. ASSERTs that call_permit allowed
 * something. `object` is the id of what was changed or shown. */
const struct err *call_end(struct call *c, enum action a, int64_t object,
                           const struct err *err) MUST_CHECK;

/* A whole call that writes, for what everybody does all day: begins, asks the
 * gate about `on`, runs `body`, adds the audit row of `object`, and returns
 * when all of it is durable. Many at once share their way to the disk, and run
 * one after the other on the thread of one of them: so `body` may run on
 * another thread and more than once (db_write); it gives back through `arg`,
 * all of it anew each time. Errors: as call_begin, call_permit, call_end,
 * `body`. */
typedef const struct err *(*call_body)(struct call *c, void *arg);
const struct err *call_write(struct call *c, enum action a, struct subject on,
                             int64_t object, call_body body,
                             void *arg) MUST_CHECK;

/* A refusal before a call could begin, by role alone: is in the audit when this
 * gives `err` back. */
const struct err *call_refused(struct call *c, enum action a,
                               const struct err *err) MUST_CHECK;

/* The case's key, unwrapped once for each call and kept in it. */
const struct err *call_case_key(struct call *c, case_id id, struct str wrapped,
                                struct key *out) MUST_CHECK;
/* For texts that are only shown, one of many on a page: where `err` says that
 * one is damaged, *out says so to the reader, the log says which, and the rest
 * of the page stands. Other errors are given back. */
const struct err *call_or_damaged(struct call *c, const struct err *err,
                                  struct str *out) MUST_CHECK;

#endif
