/* A question to a service without an account, answered once by a link (R632,
 * R635): rules, statements' rows, what people and the recipient do.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Who asks passes the link and its code on two roads; Helhet sends neither. The
 * recipient is shown what the asker wrote for them and nothing else, read
 * through the asker's eyes: what the asker may no longer see, the link no
 * longer shows. Whatever is wrong with a link or a code, the answer is the
 * same. Source: the table of roles in the product's description; ADR 0030. */
#ifndef HELHET_MESSAGE_ASK_H
#define HELHET_MESSAGE_ASK_H

#include "casefile/app.h"
#include "casefile/plan_app.h"
#include "casefile/said_app.h"
#include "sharing/outside.h"

enum { ASK_TRIES = 5, ASK_DAYS = 30, ASK_TOKEN_BYTES = 32 };

enum ask_kind { ASK_QUESTION, ASK_CONFIRM };
enum { ASK_KIND_COUNT = ASK_CONFIRM + 1 };
const char *ask_kind_word(enum ask_kind k);
bool ask_kind_parse(struct str word, enum ask_kind *out);
int ask_kind_message(enum ask_kind k);

/* What an answer did to the measure or the step that the question is about. */
enum ask_effect {
    ASK_NO_EFFECT,
    ASK_CHANGED, /* as if the recipient's service had recorded it */
    ASK_NOTED,   /* a word to the holder */
    ASK_EFFECT_COUNT
};
const char *ask_effect_word(enum ask_effect e);
bool ask_effect_parse(struct str word, enum ask_effect *out);

/* What came of it. */
enum ask_became {
    ASK_WAITS,
    ASK_ANSWERED,
    ASK_CONFIRMED,
    ASK_NOT_POSSIBLE,
    ASK_BECAME_COUNT
};
const char *ask_became_word(enum ask_became b);
bool ask_became_parse(struct str word, enum ask_became *out);

struct ask {
    int64_t id;
    case_id case_id;
    unit_id unit; /* who asks */
    function_id function;
    account_id account;
    struct str by_name;
    struct str unit_name;
    enum info_class class_; /* of question and answer */
    enum outside service;
    struct str recipient; /* plain; sealed in the store, as the texts below */
    enum ask_kind kind;
    int64_t item;          /* a measure of the plan; 0: none */
    int64_t step;          /* of a pathway that runs; 0: none */
    struct str step_title; /* read along for pages */
    struct str text;
    bool names_child;
    enum basis basis;
    struct str legal_basis;
    struct str consent_rule;
    bool consented;
    enum consenter consent_by;
    struct str source;
    int64_t consent_id; /* its record; 0: none */
    struct str token;   /* keyed hashes */
    struct str code;
    int64_t tries;
    struct date last_day;
    struct instant asked_at;
    struct instant read_at;
    struct instant answered_at;
    enum ask_became became;
    struct str answer;
    enum ask_effect effect;
    struct said_effect said;
    struct instant settled_at; /* the holder undid it, or noted the word */
    struct instant seen_at;
    struct instant ended_at;
    bool case_open;
    bool is_protected;
    bool consent_ended; /* it rests on one, and one was withdrawn since */
};
struct ask_list {
    struct ask *row;
    size_t n;
};

/* --- rules, pure --- */

enum ask_state {
    ASK_IS_OPEN,
    ASK_IS_READ,
    ASK_IS_ANSWERED,
    ASK_IS_WITHDRAWN,
    ASK_IS_LOCKED,
    ASK_IS_EXPIRED
};
enum ask_state ask_state_of(const struct ask *a, struct date today);
/* Is it about a measure or a step? */
bool ask_is_about(const struct ask *a);
/* Does it rest on what somebody wants, who may want otherwise? Source: R631. */
bool ask_rests_on_will(enum basis b);
/* Does the link lead anywhere? */
bool ask_is_alive(const struct ask *a, struct date today);
/* Does the text tell who the child is, by one of its names or a long number?
 * Days are what appointments are about and may stand. *out_what is what was
 * found. */
bool ask_tells(struct str text, const struct str *name, size_t n,
               struct str *out_what);
/* May it be asked? The ground is what a share could rest on, a consent says how
 * it was given; the text does not tell who the child is unless the name is to
 * be shown. Errors: INVALID, field named. Source: R631, R632. */
const struct err *ask_check(struct arena *mem, const struct ask *a,
                            const struct child *k,
                            struct date today) MUST_CHECK;
/* May it be answered so? Errors: INVALID. */
const struct err *ask_check_answer(struct arena *mem, const struct ask *a,
                                   enum ask_became became,
                                   struct str text) MUST_CHECK;
/* The matter in which somebody consents to such a question. */
enum consent_matter ask_matter(enum info_class k);

/* --- ask_store.c: the first three parameters are the viewer --- */
extern const struct db_set ask_sql;
/* Texts are sealed. */
const struct err *ask_store_insert(struct db_tx *tx,
                                   const struct ask *a) MUST_CHECK;
const struct err *ask_store_list(struct db_tx *tx, const struct viewer *v,
                                 case_id about,
                                 struct ask_list *out) MUST_CHECK;
/* Errors: NOT_FOUND, also where the viewer may not know of it. */
const struct err *ask_store_get(struct db_tx *tx, const struct viewer *v,
                                int64_t id, struct ask *out) MUST_CHECK;
/* By the link's hash, without texts: for whoever brings the link. */
const struct err *ask_store_find(struct db_tx *tx, const struct hash *token,
                                 struct ask *out, bool *found) MUST_CHECK;
const struct err *ask_store_note_try(struct db_tx *tx, int64_t id) MUST_CHECK;
const struct err *ask_store_note_read(struct db_tx *tx, int64_t id,
                                      struct instant now) MUST_CHECK;
/* Once; `sealed` is the answer. Errors: CONFLICT. */
const struct err *ask_store_answer(struct db_tx *tx, const struct ask *a,
                                   struct str sealed,
                                   struct instant now) MUST_CHECK;
/* Undone, or noted, by the holder. Errors: CONFLICT. */
const struct err *ask_store_settle(struct db_tx *tx, int64_t id, function_id by,
                                   struct instant now) MUST_CHECK;
/* Withdrawn. Errors: CONFLICT (answered, or withdrawn already). */
const struct err *ask_store_end(struct db_tx *tx, int64_t id, function_id by,
                                struct instant now) MUST_CHECK;
const struct err *ask_store_seen(struct db_tx *tx, int64_t id,
                                 struct instant now) MUST_CHECK;

/* --- ask_app.c: those who ask --- */
#define COLUMN_ASK_RECIPIENT "case_ask.recipient"
#define COLUMN_ASK_TEXT      "case_ask.text"
#define COLUMN_ASK_SOURCE    "case_ask.source"
#define COLUMN_ASK_ANSWER    "case_ask.answer"

struct ask_view {
    struct case_view about;
    struct ask_list asks; /* texts opened */
    struct plan_items items;
    struct case_step_list steps; /* open: what may be asked about */
    bool may_ask;
    bool is_holder;
};
const struct err *ask_app_list(struct call *c, case_id id,
                               struct ask_view *out) MUST_CHECK;
/* What is told once. Made up where they are empty. */
struct ask_secret {
    struct str token;
    struct str code;
};
/* Errors: INVALID (ask_check; the rules name another who consents), CONFLICT
 * (closed case, protected address). */
const struct err *ask_app_send(struct call *c, struct ask *a,
                               struct ask_secret *out) MUST_CHECK;
const struct err *ask_app_end(struct call *c, case_id id,
                              int64_t ask) MUST_CHECK;
/* What the answer changed is as it was. Errors: CONFLICT (it changed nothing,
 * was undone, or somebody has told of it since). */
const struct err *ask_app_undo(struct call *c, case_id id,
                               int64_t ask) MUST_CHECK;
/* By the holder: its word on a step or a measure is noted, too. */
const struct err *ask_app_seen(struct call *c, case_id id,
                               int64_t ask) MUST_CHECK;
/* Does the acting unit see the measure or the step that it is about? */
const struct err *ask_about_in(struct call *c, const struct ask *a,
                               bool *out) MUST_CHECK;
/* Opens the texts that stand. In an open, permitted call. */
const struct err *ask_open_in(struct call *c, struct ask *a) MUST_CHECK;
/* A line in the asker's worklist; the holder's when the asker has left. */
const struct err *ask_duty_in(struct call *c, const struct ask *a,
                              enum deadline_kind kind,
                              struct date due_on) MUST_CHECK;
struct hash ask_token_hash(const struct call *c, struct str token);
struct hash ask_code_hash(const struct call *c, const struct ask_secret *s);

/* --- ask_link_app.c: whoever has the link and its code --- */

/* Facts for the gate, registered by main: LINKED for who proved both. */
const struct err *ask_facts(struct call *c, int64_t id, struct gate_facts *out,
                            case_id *out_case) MUST_CHECK;
struct ask_shown {
    struct ask ask;
    struct str child; /* name; empty: not to be shown */
};
/* The question. On record before it is shown. Errors: INVALID (field "kode"),
 * the same whatever is wrong; or that one must wait. */
const struct err *ask_link_read(struct call *c, const struct ask_secret *s,
                                struct ask_shown *out) MUST_CHECK;
/* The one answer. Errors: as above; INVALID (ask_check_answer). */
const struct err *ask_link_answer(struct call *c, const struct ask_secret *s,
                                  enum ask_became became,
                                  struct str text) MUST_CHECK;

/* --- ask_said_app.c: what an answer changes --- */

/* By whoever has the link, in the asker's name; fills effect and said. */
const struct err *ask_say_in(struct call *c, struct ask *a,
                             struct str text) MUST_CHECK;

#endif
