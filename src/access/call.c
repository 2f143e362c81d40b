/* A call from begin to end: transaction, gate, audit, and nothing in between.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/call.h"

#include "access/audit.h"
#include "access/session.h"
#include "base/buf.h"
#include "base/log.h"
#include "text/messages_text.h"

struct subject
subject_none(void)
{
    return (struct subject){SUBJECT_NONE, 0};
}

struct subject
subject_unit(unit_id id)
{
    return (struct subject){SUBJECT_UNIT, id.v};
}

struct subject
subject_case(case_id id)
{
    return (struct subject){SUBJECT_CASE, id.v};
}

struct subject
subject_offer(offer_id id)
{
    return (struct subject){SUBJECT_OFFER, id.v};
}

struct subject
subject_assessment(assessment_id id)
{
    return (struct subject){SUBJECT_ASSESSMENT, id.v};
}

struct subject
subject_body(int64_t id)
{
    return (struct subject){SUBJECT_BODY, id};
}

struct subject
subject_account(account_id id)
{
    return (struct subject){SUBJECT_ACCOUNT, id.v};
}

struct subject
subject_agreement(int64_t id)
{
    return (struct subject){SUBJECT_AGREEMENT, id};
}

struct subject
subject_ask(int64_t id)
{
    return (struct subject){SUBJECT_ASK, id};
}

void
call_init_system(struct call *c, struct arena *mem, const struct services *sv,
                 struct instant now)
{
    *c = (struct call){.mem = mem,
                       .sv = sv,
                       .now = now,
                       .today = date_in_oslo(now),
                       .lang = LANG_NB,
                       .who = {.role = ROLE_SYSTEM},
                       .request_id = STR("system")};
}

struct str
classes_seen(struct arena *mem, const struct actor *who)
{
    struct buf b;

    buf_init(&b, mem);
    for (unsigned k = 0; k < CLASS_COUNT; k++) {
        if ((who->hidden >> k & 1) != 0)
            continue;
        buf_cz(&b, info_class_word((enum info_class)k));
        buf_char(&b, ' ');
    }
    return buf_done(&b);
}

/* Nothing is known yet in the transaction that the call now has. */
static void
start(struct call *c)
{
    c->tx.given = classes_seen(c->mem, &c->who);
    c->open = true;
    c->permitted = false;
    c->ground = 0;
    c->classes = 0;
    c->about = (case_id){0};
    c->key_case = (case_id){0};
    c->found = NULL;
    c->seen_n = 0;
}

/* A request's key is taken by its first write; it may make several calls. */
static const struct err *
take_once(struct call *c)
{
    const struct err *err = NULL;

    if (c->once.n > 0)
        err = session_store_do_once(c);
    if (!err)
        c->once = STR_NONE;
    return err;
}

const struct err *
call_begin(struct call *c, enum action a)
{
    const struct err *err;
    const struct err *ignored;
    bool is_write = action_rule(a)->rw == ACTION_WRITE;

    ASSERT(!c->open);
    err = is_write ? db_write_begin(c->sv->db, c->mem, &c->tx)
                   : db_read_begin(c->sv->db, c->mem, &c->tx);
    if (err)
        return err;
    start(c);
    err = is_write ? take_once(c) : NULL;
    if (!err)
        return NULL;
    c->open = false; /* callers need not end what did not begin */
    ignored = db_write_end(&c->tx, false);
    (void)ignored; /* the first error is the one that tells */
    return err;
}

static const struct err *
read_facts(struct call *c, enum action a, struct subject on,
           struct gate_facts *facts, case_id *out_case)
{
    *facts = (struct gate_facts){.function_active = c->who.function.v != 0 ||
                                                    c->who.role == ROLE_SYSTEM,
                                 .asked = action_rule(a)->class_};
    if (on.kind == SUBJECT_NONE)
        return NULL;
    ASSERT(c->sv->facts[on.kind] != NULL);
    return c->sv->facts[on.kind](c, on.id, facts, out_case);
}

const struct err *
call_permit(struct call *c, enum action a, struct subject on)
{
    struct gate_facts facts;
    case_id about = {0};
    const struct err *err = read_facts(c, a, on, &facts, &about);

    if (err)
        return err;
    if (about.v != 0)
        c->about = about;
    switch (gate_decide(a, c->who.role, &facts)) {
    case GATE_ALLOW:
        c->permitted = true;
        c->ground |= facts.relations & action_rule(a)->relations;
        c->classes |= action_rule(a)->class_;
        return NULL;
    case GATE_HIDE:
        return ERR(c->mem, NOT_FOUND);
    case GATE_DENY:
        break;
    }
    return ERR(c->mem, DENIED);
}

const struct err *
call_begin_on(struct call *c, enum action a, struct subject on)
{
    const struct err *err = call_begin(c, a);

    if (err)
        return err;
    err = call_permit(c, a, on);
    return err ? call_end(c, a, on.id, err) : NULL;
}

void
call_keep(struct call *c, struct subject on, const void *found)
{
    c->found_of = on;
    c->found = found;
}

const void *
call_kept(const struct call *c, struct subject on)
{
    bool same = c->found_of.kind == on.kind && c->found_of.id == on.id;

    return same ? c->found : NULL;
}

bool
call_may_role(const struct call *c, enum action a)
{
    return role_may(c->who.role, a);
}

void
call_saw(struct call *c, const int64_t *ids, size_t n, uint32_t classes)
{
    c->seen = ids;
    c->seen_n = n;
    c->classes |= classes;
}

static struct str
pack_cases(struct call *c)
{
    struct buf b;

    if (c->seen_n == 0)
        return STR_NONE;
    buf_init(&b, c->mem);
    for (size_t i = 0; i < c->seen_n; i++)
        for (unsigned k = 0; k < 8; k++)
            buf_char(&b, (char)((uint64_t)c->seen[i] >> (56 - 8 * k)));
    return buf_done(&b);
}

/* What goes to the audit of this call. */
static struct audit_row *
audit_of(struct call *c, enum action a, int64_t object, const char *outcome)
{
    struct audit_row *row = ARENA_NEW(c->mem, struct audit_row);

    *row = (struct audit_row){.at = c->now,
                              .account_id = c->who.account.v,
                              .function_id = c->who.function.v,
                              .unit_id = c->who.unit.v,
                              .role = str_of(role_word(c->who.role)),
                              .action = str_of(action_rule(a)->word),
                              .case_id = c->about.v,
                              .object_id = object,
                              .classes = (int64_t)c->classes,
                              .ground = (int64_t)c->ground,
                              .outcome = str_of(outcome),
                              .request = c->request_id,
                              .cases = pack_cases(c)};
    return row;
}

struct batch_item {
    const struct services *sv;
    struct audit_row *row;
};

static const struct err *
append_item(struct db_tx *tx, void *item)
{
    struct batch_item *it = item;

    return audit_append(tx, it->sv, it->row);
}

/* Hands a row to the next batch; returns when it is durable. */
static const struct err *
audit_later(struct call *c, struct audit_row *row)
{
    struct batch_item *item = ARENA_NEW(c->mem, struct batch_item);

    *item = (struct batch_item){c->sv, row};
    return db_batch(c->sv->db, c->mem, append_item, item);
}

/* A refusal is in the audit before it is answered. */
static const struct err *
audit_refusal(struct call *c, enum action a, int64_t object,
              const struct err *err)
{
    const struct err *failed;

    if (err->kind != DENIED && err->kind != NOT_FOUND)
        return err;
    if (c->who.account.v == 0 && c->who.role != ROLE_SYSTEM)
        return err;
    c->seen_n = 0;
    failed = audit_later(
        c, audit_of(c, a, object, err->kind == DENIED ? "denied" : "hidden"));
    return failed ? failed : err;
}

static const struct err *
end_failed(struct call *c, enum action a, int64_t object, const struct err *err)
{
    const struct err *ignored;

    if (c->tx.writing)
        ignored = db_write_end(&c->tx, false);
    else
        db_read_end(&c->tx), ignored = NULL;
    (void)ignored; /* the first error is the one that tells */
    return audit_refusal(c, a, object, err);
}

static const struct err *
audit_write(struct call *c, enum action a, int64_t object)
{
    if (action_rule(a)->audit == AUDIT_NOTHING)
        return NULL;
    return audit_append(&c->tx, c->sv, audit_of(c, a, object, "done"));
}

const struct err *
call_end(struct call *c, enum action a, int64_t object, const struct err *err)
{
    if (!c->open)
        return err;
    c->open = false;
    if (err)
        return end_failed(c, a, object, err);
    ASSERT(c->permitted);
    if (c->tx.writing) {
        err = audit_write(c, a, object);
        if (err)
            return end_failed(c, a, object, err);
        return db_write_end(&c->tx, true);
    }
    db_read_end(&c->tx);
    if (action_rule(a)->audit != AUDIT_LOOK)
        return NULL;
    return audit_later(c, audit_of(c, a, object, "done"));
}

/* --- a write handed over as a whole --- */

struct whole {
    struct call *c;
    struct call before; /* what each run begins with */
    enum action action;
    struct subject on;
    int64_t object;
    call_body body;
    void *arg;
};

static const struct err *
run_whole(struct db_tx *tx, void *item)
{
    struct whole *w = item;
    struct call *c = w->c;
    const struct err *err;

    *c = w->before;
    c->tx = *tx;
    start(c);
    err = take_once(c);
    if (!err)
        err = call_permit(c, w->action, w->on);
    if (!err)
        err = w->body(c, w->arg);
    return err ? err : audit_write(c, w->action, w->object);
}

const struct err *
call_write(struct call *c, enum action a, struct subject on, int64_t object,
           call_body body, void *arg)
{
    struct whole w = {c, *c, a, on, object, body, arg};
    const struct err *err;

    ASSERT(!c->open && action_rule(a)->rw == ACTION_WRITE);
    err = db_write(c->sv->db, c->mem, run_whole, &w);
    c->open = false;
    return err ? audit_refusal(c, a, object, err) : NULL;
}

const struct err *
call_refused(struct call *c, enum action a, const struct err *err)
{
    const struct err *failed;

    if (c->who.account.v == 0)
        return err;
    c->ground = 0;
    c->classes = 0;
    c->about = (case_id){0};
    c->seen_n = 0;
    failed = audit_later(
        c, audit_of(c, a, 0, err->kind == DENIED ? "denied" : "hidden"));
    return failed ? failed : err;
}

const struct err *
call_case_key(struct call *c, case_id id, struct str wrapped, struct key *out)
{
    const struct err *err = NULL;

    if (c->key_case.v != id.v && wrapped.n == 0)
        return ERR(c->mem, NOT_FOUND); /* destroyed */
    if (c->key_case.v != id.v)
        err = key_unwrap(c->mem, c->sv->keys, id.v, wrapped, &c->key);
    if (err)
        return err;
    c->key_case = id;
    *out = c->key;
    return NULL;
}

const struct err *
call_or_damaged(struct call *c, const struct err *err, struct str *out)
{
    if (!unseal_is_damage(err))
        return err;
    log_err("sealed_value_damaged", err);
    *out = msg_plain(c->lang, MSG_DAMAGED);
    return NULL;
}
