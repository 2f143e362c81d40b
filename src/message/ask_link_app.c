/* Questions to services without an account: who has the link and its code.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/ask.h"

#include "access/account.h"
#include "access/session.h"
#include "base/workday.h"
#include "text/messages_access.h"
#include "text/messages_message.h"

enum { ADDRESS_FREE = 4, READ_DAYS = 2 };
#define SECOND_US INT64_C(1000000)

const struct err *
ask_facts(struct call *c, int64_t id, struct gate_facts *out, case_id *out_case)
{
    const struct ask *a = call_kept(c, subject_ask(id));

    if (!a)
        return NULL;
    *out_case = a->case_id;
    out->subject_exists = true;
    out->about_child = true;
    out->is_protected = a->is_protected;
    out->relations |= REL_BIT(LINKED);
    return NULL;
}

/* One try with a link and a code. */
struct ask_try {
    struct hash token;
    struct hash code;
    struct hash address;
    struct ask ask;
    bool found;
};

static const struct err *
ask_refused(struct call *c)
{
    return ERR(c->mem, INVALID, .field = "kode", .msg = MSG_ASK_REFUSED);
}

/* The comparison is made also where there is nothing to compare with. */
static bool
code_is_right(const struct ask_try *t)
{
    struct hash stored = {{0}};

    for (size_t i = 0; t->found && i < t->ask.code.n && i < HASH_BYTES; i++)
        stored.b[i] = (unsigned char)t->ask.code.p[i];
    return hash_eq(&stored, &t->code) && t->found;
}

/* Before the writer's turn: an address that fails much must wait. */
static const struct err *
check_address(struct call *c, const struct ask_try *t)
{
    struct login_guard guard = {0};
    struct db_tx tx;
    int64_t wait;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = account_store_get_guard(&tx, &t->address, &guard);
    db_read_end(&tx);
    if (err)
        return err;
    wait = login_wait_us(guard.fails / ADDRESS_FREE, guard.last, c->now);
    if (wait <= 0)
        return NULL;
    return ERR(c->mem, INVALID, .field = "kode", .msg = MSG_LOGIN_WAIT,
               .arg = {msg_int((wait + SECOND_US - 1) / SECOND_US)});
}

/* The fifth wrong code is the link's last: the asker is told. */
static const struct err *
count_try(struct call *c, const struct ask *a)
{
    const struct err *err = ask_store_note_try(&c->tx, a->id);

    if (err || a->tries + 1 < ASK_TRIES)
        return err;
    err = deadline_close_in(c, a->id, DEADLINE_ASK_ANSWER, DEADLINE_CANCELLED);
    return err ? err : ask_duty_in(c, a, DEADLINE_ASK_LOCKED, c->today);
}

static const struct err *
note_ask_fail(struct call *c, struct ask_try *t)
{
    struct subject on = subject_none();
    const struct err *err;

    c->once = STR_NONE; /* the form may be sent again as it is */
    err = call_begin(c, ACT_ASK_FAIL);
    if (err)
        return err;
    err = ask_store_find(&c->tx, &t->token, &t->ask, &t->found);
    if (!err && t->found) {
        on = subject_ask(t->ask.id);
        call_keep(c, on, &t->ask);
        c->classes |= 1u << t->ask.class_;
    }
    if (!err)
        err = call_permit(c, ACT_ASK_FAIL, on);
    if (!err)
        err = account_store_note_guard(&c->tx, &t->address, c->now);
    if (!err && t->found && !code_is_right(t) &&
        ask_is_alive(&t->ask, c->today))
        err = count_try(c, &t->ask);
    return call_end(c, ACT_ASK_FAIL, on.id, err);
}

/* The asker still sees the measure or the step. */
static const struct err *
prove_about(struct call *c, const struct ask *a)
{
    struct actor bearer = c->who;
    bool there = false;
    const struct err *err;

    c->who.account = a->account;
    c->who.unit = a->unit;
    c->who.function = a->function;
    err = ask_about_in(c, a, &there);
    c->who = bearer;
    return err || there ? err : ERR(c->mem, NOT_FOUND);
}

/* The link leads somewhere, the code is right, and the asker still sees what it
 * wrote: then the call is open and permitted, and *out has it, texts sealed. */
static const struct err *
prove_link(struct call *c, enum action act, struct ask_try *t, struct ask *out)
{
    struct viewer asker;
    const struct err *err = ask_store_find(&c->tx, &t->token, &t->ask,
                                           &t->found);

    if (err)
        return err;
    if (!code_is_right(t) || !ask_is_alive(&t->ask, c->today))
        return ERR(c->mem, NOT_FOUND);
    call_keep(c, subject_ask(t->ask.id), &t->ask);
    err = call_permit(c, act, subject_ask(t->ask.id));
    asker = (struct viewer){t->ask.unit, c->now, t->ask.account};
    if (!err)
        err = ask_store_get(&c->tx, &asker, t->ask.id, out);
    return err ? err : prove_about(c, out);
}

static const struct err *
begin_link(struct call *c, enum action act, const struct ask_secret *s,
           struct ask *out)
{
    struct ask_try t = {.token = ask_token_hash(c, s->token),
                        .code = ask_code_hash(c, s),
                        .address = peer_guard(c, "ask-address")};
    const struct err *err = check_address(c, &t);

    if (err)
        return err;
    err = call_begin(c, act);
    if (err)
        return err;
    err = prove_link(c, act, &t, out);
    if (!err)
        return NULL;
    err = call_end(c, act, 0, err);
    if (err->kind != NOT_FOUND)
        return err;
    err = note_ask_fail(c, &t);
    return err ? err : ask_refused(c);
}

/* --- reading --- */

static const struct err *
read_child_name(struct call *c, const struct ask *a, struct str *out)
{
    struct viewer asker = {a->unit, c->now, a->account};
    struct child k = {0};
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (!err)
        err = child_store_get(&c->tx, &asker, &key, a->case_id, &k);
    if (!err)
        *out = str_fmt(c->mem, "%.*s %.*s", STR_FMT(k.given_name),
                       STR_FMT(k.family_name));
    return err;
}

const struct err *
ask_link_read(struct call *c, const struct ask_secret *s, struct ask_shown *out)
{
    const struct err *err;

    *out = (struct ask_shown){.child = STR_NONE};
    c->once = STR_NONE; /* the page may be asked for again */
    err = begin_link(c, ACT_ASK_READ, s, &out->ask);
    if (err)
        return err;
    err = ask_open_in(c, &out->ask);
    if (!err && out->ask.names_child)
        err = read_child_name(c, &out->ask, &out->child);
    if (!err)
        err = ask_store_note_read(&c->tx, out->ask.id, c->now);
    return call_end(c, ACT_ASK_READ, out->ask.id, err);
}

/* --- the answer --- */

static const struct err *
put_link_answer(struct call *c, struct ask *a, struct str text)
{
    int32_t days = c->sv->rules.message_read_days;
    struct str sealed = STR_NONE;
    struct event e = {.case_id = a->case_id,
                      .kind = EVENT_ASK_ANSWERED,
                      .class_ = a->class_,
                      .unit = a->unit,
                      .object_id = a->id};
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (err)
        return err;
    c->classes |= 1u << a->class_;
    if (text.n > 0)
        sealed = seal(c->mem, &key, a->id, COLUMN_ASK_ANSWER, text);
    err = ask_open_in(c, a);
    if (!err)
        err = ask_say_in(c, a, text);
    if (!err)
        err = ask_store_answer(&c->tx, a, sealed, c->now);
    if (!err)
        err = deadline_close_in(c, a->id, DEADLINE_ASK_ANSWER, DEADLINE_MET);
    if (!err)
        err = ask_duty_in(c, a, DEADLINE_ASK_READ,
                          workday_add(c->today, days > 0 ? days : READ_DAYS));
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
ask_link_answer(struct call *c, const struct ask_secret *s,
                enum ask_became became, struct str text)
{
    struct ask a = {0};
    const struct err *err = begin_link(c, ACT_ASK_ANSWER, s, &a);

    if (err)
        return err;
    a.became = a.kind == ASK_QUESTION ? ASK_ANSWERED : became;
    err = ask_check_answer(c->mem, &a, a.became, text);
    if (!err)
        err = put_link_answer(c, &a, text);
    return call_end(c, ACT_ASK_ANSWER, a.id, err);
}
