/* Questions to services without an account: those who ask.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/ask.h"

#include "base/workday.h"
#include "casefile/baton_app.h"
#include "registry/registry.h"
#include "text/messages_message.h"
#include "text/messages_text.h"

enum { CODE_DIGITS = 1000000 };

struct hash
ask_token_hash(const struct call *c, struct str token)
{
    return lookup_token(c->sv->keys, "ask-link", token);
}

struct hash
ask_code_hash(const struct call *c, const struct ask_secret *s)
{
    return lookup_token(
        c->sv->keys, "ask-code",
        str_fmt(c->mem, "%.*s %.*s", STR_FMT(s->token), STR_FMT(s->code)));
}

/* --- reading --- */

const struct err *
ask_open_in(struct call *c, struct ask *a)
{
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (!err)
        err = unseal_text(c->mem, &key, a->id, COLUMN_ASK_RECIPIENT,
                          &a->recipient);
    if (!err)
        err = unseal_text(c->mem, &key, a->id, COLUMN_ASK_TEXT, &a->text);
    if (!err)
        err = unseal_text(c->mem, &key, a->id, COLUMN_ASK_ANSWER, &a->answer);
    c->classes |= 1u << a->class_;
    return err;
}

/* None where it is not shared, or the pathway has no such step any more. */
static const struct err *
read_step_title(struct call *c, struct ask *a)
{
    struct case_step s = {.title = STR_NONE};
    const struct err *err = NULL;

    if (a->step != 0 && c->sv->steps)
        err = c->sv->steps->get(c, a->case_id, a->step, &s);
    a->step_title = s.title;
    return err && err->kind == NOT_FOUND ? NULL : err;
}

const struct err *
ask_about_in(struct call *c, const struct ask *a, bool *out)
{
    struct viewer v = viewer_of(c);
    struct plan_view plan = {.newest = 0};
    struct ask step = *a;
    const struct err *err = NULL;

    *out = !ask_is_about(a);
    if (a->step != 0) {
        err = read_step_title(c, &step);
        *out = step.step_title.n > 0;
    } else if (a->item != 0) {
        err = plan_read_in(c, &v, a->case_id, &plan);
        for (size_t i = 0; !err && i < plan.items.n; i++)
            *out = *out || (plan.items.row[i].item == a->item &&
                            plan.items.row[i].kind == PLAN_MEASURE);
    }
    return err;
}

static const struct err *
read_asks(struct call *c, case_id id, struct ask_view *out)
{
    struct viewer v = viewer_of(c);
    struct plan_view plan = {.newest = 0};
    const struct err *err = ask_store_list(&c->tx, &v, id, &out->asks);

    for (size_t i = 0; !err && i < out->asks.n; i++) {
        err = ask_open_in(c, &out->asks.row[i]);
        if (!err)
            err = read_step_title(c, &out->asks.row[i]);
    }
    if (!err && c->sv->steps)
        err = c->sv->steps->list(c, id, &out->steps);
    if (!err)
        err = plan_read_in(c, &v, id, &plan);
    out->items = plan.items;
    if (!err && plan.items.n > 0)
        c->classes |= CLASS_BIT(PLAN);
    return err;
}

const struct err *
ask_app_list(struct call *c, case_id id, struct ask_view *out)
{
    const struct err *err = call_begin_on(c, ACT_ASK_LIST, subject_case(id));

    *out = (struct ask_view){.may_ask = false};
    if (!err)
        err = casefile_view_in(c, id, VIEW_UNITS, &out->about);
    if (!err)
        err = read_asks(c, id, out);
    out->is_holder = (c->ground & REL_BIT(HOLDER)) != 0;
    out->may_ask = (c->ground & (REL_BIT(HOLDER) | REL_BIT(TEAM))) != 0;
    return call_end(c, ACT_ASK_LIST, id.v, err);
}

/* --- the asker's worklist --- */

const struct err *
ask_duty_in(struct call *c, const struct ask *a, enum deadline_kind kind,
            struct date due_on)
{
    struct function_row row = {0};
    struct baton_row baton;
    struct deadline d = {.case_id = a->case_id,
                         .function_id = a->function,
                         .kind = kind,
                         .rule = STR("one_time_link"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = due_on,
                         .object_id = a->id};
    const struct err *err = registry_store_get_function(&c->tx, a->function,
                                                        &row);

    if (!err && !function_is_valid(&row, c->today)) {
        err = baton_store_get(&c->tx, a->case_id, &baton);
        if (!err)
            d.function_id = baton.baton.holder.function;
    }
    return err ? err : casefile_deadline_in(c, &d);
}

/* --- asking --- */

/* The rules name who consents; the answer says who and by which law. */
static const struct err *
check_ask_consent(struct call *c, struct ask *a)
{
    struct consent_answer answer = {0};
    const struct err *err;

    a->legal_basis = basis_legal(a->basis);
    if (a->basis != BASIS_CONSENT)
        return NULL;
    err = casefile_consent_answer_in(c, a->case_id, ask_matter(a->class_),
                                     &answer);
    if (!err)
        err = consent_check_who(c->mem, c->lang, a->consent_by, &answer);
    if (!err && answer.rule) {
        a->consent_rule = answer.rule->id;
        a->legal_basis = answer.rule->legal_basis;
    }
    return err;
}

static const struct err *
check_ask_case(struct call *c, case_id id)
{
    struct case_head head = {0};
    const struct err *err = casefile_head_in(c, id, &head);

    if (!err && !head.open)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ASK_CASE_CLOSED);
    if (!err && head.is_protected)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ASK_PROTECTED);
    return err;
}

/* The consent stands among the case's, where it is withdrawn as any other. */
static const struct err *
put_ask_consent(struct call *c, struct ask *a)
{
    struct consent_record r = {.case_id = a->case_id,
                               .matter = ask_matter(a->class_),
                               .rule = a->consent_rule,
                               .legal_basis = a->legal_basis,
                               .by = a->consent_by,
                               .state = CONSENT_GIVEN,
                               .from_unit = a->unit,
                               .to_unit = a->unit,
                               .asked = 1u << a->class_,
                               .given = 1u << a->class_,
                               .answered_on = c->today,
                               .valid_to = a->last_day,
                               .how = a->source};
    const struct err *err = NULL;

    if (a->basis == BASIS_CONSENT)
        err = consent_put_in(c, &r);
    a->consent_id = r.id;
    return err;
}

/* What the one field chose is a measure or a step that the asker sees; the
 * answer is then of the plan. */
static const struct err *
check_ask_about(struct call *c, struct ask *a)
{
    const struct msg_arg plan = msg_str(
        msg_plain(c->lang, info_class_message(CLASS_PLAN)));
    bool there = false;
    const struct err *err = ask_about_in(c, a, &there);

    if (!err && !there) {
        a->step = a->item;
        a->item = 0;
        err = ask_about_in(c, a, &there);
    }
    if (!err && !there)
        err = ERR(c->mem, INVALID, .field = "tiltak", .msg = MSG_FORM_CHOICE);
    if (!err && ask_is_about(a) && a->class_ != CLASS_PLAN)
        err = ERR(c->mem, INVALID, .field = "klasse", .msg = MSG_ASK_PLAN_CLASS,
                  .arg = {plan});
    return err;
}

static void
make_secret(struct call *c, struct ask_secret *s)
{
    struct hash h = hash_of(token_new(c->mem, ASK_TOKEN_BYTES));
    uint32_t n = 0;

    for (size_t i = 0; i < sizeof n; i++)
        n = n << 8 | h.b[i];
    if (s->token.n == 0)
        s->token = token_new(c->mem, ASK_TOKEN_BYTES);
    if (s->code.n == 0)
        s->code = str_fmt(c->mem, "%06u", (unsigned)(n % CODE_DIGITS));
}

static struct str
ask_hash_bytes(struct call *c, struct hash h)
{
    return str_copy(c->mem, (struct str){(const char *)h.b, sizeof h.b});
}

static const struct err *
put_ask(struct call *c, const struct ask *plain, const struct ask_secret *s)
{
    struct key key;
    struct ask a = *plain;
    struct event e = {.case_id = a.case_id,
                      .kind = EVENT_ASK_SENT,
                      .class_ = a.class_,
                      .object_id = a.id};
    const struct err *err = case_key_in(c, a.case_id, &key);

    if (!err)
        err = share_own_in(c, a.case_id, a.unit, 1u << a.class_);
    if (err)
        return err;
    a.recipient = seal(c->mem, &key, a.id, COLUMN_ASK_RECIPIENT, a.recipient);
    a.text = seal(c->mem, &key, a.id, COLUMN_ASK_TEXT, a.text);
    if (a.source.n > 0)
        a.source = seal(c->mem, &key, a.id, COLUMN_ASK_SOURCE, a.source);
    else
        a.source = STR_NONE;
    a.token = ask_hash_bytes(c, ask_token_hash(c, s->token));
    a.code = ask_hash_bytes(c, ask_code_hash(c, s));
    err = ask_store_insert(&c->tx, &a);
    if (!err)
        err = ask_duty_in(c, &a, DEADLINE_ASK_ANSWER, a.last_day);
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
ask_app_send(struct call *c, struct ask *a, struct ask_secret *out)
{
    struct child child = {0};
    const struct err *err = call_begin_on(c, ACT_ASK_SEND,
                                          subject_case(a->case_id));

    if (!err)
        err = check_ask_case(c, a->case_id);
    if (!err)
        err = casefile_child_in(c, a->case_id, &child);
    if (!err)
        err = ask_check(c->mem, a, &child, c->today);
    if (!err)
        err = check_ask_about(c, a);
    if (!err)
        err = check_ask_consent(c, a);
    a->id = id_new();
    a->unit = c->who.unit;
    a->function = c->who.function;
    a->account = c->who.account;
    a->asked_at = c->now;
    if (!err)
        err = put_ask_consent(c, a);
    if (!err)
        make_secret(c, out);
    if (!err)
        err = put_ask(c, a, out);
    return call_end(c, ACT_ASK_SEND, a->id, err);
}

/* --- afterwards --- */

static const struct err *
find_ask_of(struct call *c, case_id id, int64_t ask, struct ask *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err = ask_store_get(&c->tx, &v, ask, out);

    if (!err && out->case_id.v != id.v)
        err = ERR(c->mem, NOT_FOUND);
    return err;
}

const struct err *
ask_app_end(struct call *c, case_id id, int64_t ask)
{
    struct ask a = {0};
    struct event e = {.case_id = id, .kind = EVENT_ASK_ENDED, .object_id = ask};
    const struct err *err = call_begin_on(c, ACT_ASK_END, subject_case(id));

    if (!err)
        err = find_ask_of(c, id, ask, &a);
    if (!err)
        err = ask_store_end(&c->tx, ask, c->who.function, c->now);
    if (!err)
        err = deadline_close_in(c, ask, DEADLINE_ASK_ANSWER,
                                DEADLINE_CANCELLED);
    if (!err)
        err = deadline_close_in(c, ask, DEADLINE_ASK_LOCKED, DEADLINE_MET);
    e.class_ = a.class_;
    if (!err)
        err = casefile_event_in(c, &e);
    return call_end(c, ACT_ASK_END, ask, err);
}

/* The answer, or that none will come. */
static const struct err *
note_seen(struct call *c, int64_t ask)
{
    const struct err *err = ask_store_seen(&c->tx, ask, c->now);

    if (!err)
        err = deadline_close_in(c, ask, DEADLINE_ASK_ANSWER,
                                DEADLINE_CANCELLED);
    if (!err)
        err = deadline_close_in(c, ask, DEADLINE_ASK_READ, DEADLINE_MET);
    if (!err)
        err = deadline_close_in(c, ask, DEADLINE_ASK_LOCKED, DEADLINE_MET);
    return err;
}

/* The holder has taken the word on a measure or a step. */
static const struct err *
note_word(struct call *c, int64_t ask)
{
    const struct err *err = ask_store_settle(&c->tx, ask, c->who.function,
                                             c->now);

    return err ? err
               : deadline_close_in(c, ask, DEADLINE_ASK_NOTE, DEADLINE_MET);
}

static const struct err *
undo_answer(struct call *c, const struct ask *a)
{
    const struct err *err = ask_store_settle(&c->tx, a->id, c->who.function,
                                             c->now);

    if (!err && a->effect != ASK_CHANGED)
        err = ERR(c->mem, CONFLICT);
    if (!err && a->step != 0)
        err = c->sv->steps->unsay(c, a->case_id, a->step, a->said.id);
    else if (!err)
        err = plan_unsay_in(c, a->case_id, a->item, &a->said);
    if (err && err->kind == CONFLICT)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ASK_CHANGED_SINCE);
    return err;
}

const struct err *
ask_app_undo(struct call *c, case_id id, int64_t ask)
{
    struct ask a = {0};
    struct event e = {.case_id = id,
                      .kind = EVENT_ASK_UNDONE,
                      .class_ = CLASS_PLAN,
                      .object_id = ask};
    const struct err *err = call_begin_on(c, ACT_ASK_UNDO, subject_case(id));

    if (!err)
        err = find_ask_of(c, id, ask, &a);
    if (!err)
        err = undo_answer(c, &a);
    if (!err)
        err = casefile_event_in(c, &e);
    return call_end(c, ACT_ASK_UNDO, ask, err);
}

const struct err *
ask_app_seen(struct call *c, case_id id, int64_t ask)
{
    struct ask a = {0};
    const struct err *err = call_begin_on(c, ACT_ASK_SEEN, subject_case(id));

    if (!err)
        err = find_ask_of(c, id, ask, &a);
    if (!err && !ask_is_alive(&a, c->today))
        err = note_seen(c, ask);
    if (!err && a.effect == ASK_NOTED && a.settled_at.us == 0 &&
        (c->ground & REL_BIT(HOLDER)) != 0)
        err = note_word(c, ask);
    return call_end(c, ACT_ASK_SEEN, ask, err);
}
