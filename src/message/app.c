/* What people do with messages in a case: send, read, list.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

#include "base/workday.h"
#include "registry/registry.h"
#include "text/messages_message.h"
#include "text/messages_text.h"

#define COLUMN_SUBJECT "message.subject"
#define COLUMN_TEXT    "message.text"
enum { READ_DAYS = 2 /* working days to read, when none is set: own goal */ };
enum { PERSONS_MAX = 200, COUNTED_DAYS = 30, BETWEEN_SHOWN = 10 };

/* --- reading --- */

static const struct err *
open_subject(struct call *c, const struct key *key, struct thread *t)
{
    return call_or_damaged(
        c, unseal(c->mem, key, t->id, COLUMN_SUBJECT, t->subject, &t->subject),
        &t->subject);
}

static const struct err *
read_list(struct call *c, case_id about, struct message_view *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, about, &key);

    if (!err)
        err = casefile_view_in(c, about, VIEW_UNITS | VIEW_PEOPLE | VIEW_TEAM,
                               &out->about);
    c->classes |= CLASS_BIT(MESSAGES);
    if (!err)
        err = thread_store_list(&c->tx, &v, about, &out->threads);
    for (size_t i = 0; !err && i < out->threads.n; i++)
        err = open_subject(c, &key, &out->threads.row[i]);
    return err;
}

const struct err *
message_app_list(struct call *c, case_id about, struct message_view *out)
{
    const struct err *err = call_begin_on(c, ACT_MESSAGE_LIST,
                                          subject_case(about));

    *out = (struct message_view){0};
    if (!err)
        err = read_list(c, about, out);
    return call_end(c, ACT_MESSAGE_LIST, about.v, err);
}

static const struct err *
read_thread(struct call *c, case_id about, int64_t thread,
            struct message_view *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, about, &key);

    if (!err)
        err = thread_store_get(&c->tx, &v, about, thread, &out->thread);
    if (!err)
        err = open_subject(c, &key, &out->thread);
    if (!err)
        err = casefile_view_in(c, about, VIEW_UNITS, &out->about);
    c->classes |= CLASS_BIT(MESSAGES);
    if (!err)
        err = thread_store_messages(&c->tx, &v, about, thread, &out->messages);
    for (size_t i = 0; !err && i < out->messages.n; i++) {
        struct message *m = &out->messages.row[i];

        err = call_or_damaged(
            c, unseal(c->mem, &key, m->id, COLUMN_TEXT, m->text, &m->text),
            &m->text);
    }
    return err ? err
               : thread_store_receipts(&c->tx, &v, about, thread,
                                       &out->receipts);
}

const struct err *
message_app_thread(struct call *c, case_id about, int64_t thread,
                   struct message_view *out)
{
    const struct err *err = call_begin_on(c, ACT_MESSAGE_VIEW,
                                          subject_case(about));

    *out = (struct message_view){0};
    if (!err)
        err = read_thread(c, about, thread, out);
    return call_end(c, ACT_MESSAGE_VIEW, thread, err);
}

static void
add_once(int64_t *ids, size_t *n, int64_t id)
{
    for (size_t i = 0; i < *n; i++)
        if (ids[i] == id)
            return;
    ids[(*n)++] = id;
}

static const struct err *
read_inbox(struct call *c, int64_t skip, int64_t max, struct thread_list *out,
           int64_t *out_total)
{
    struct viewer v = viewer_of(c);
    int64_t *ids;
    size_t n = 0;
    const struct err *err = thread_store_inbox(&c->tx, &v, skip, max, out,
                                               out_total);

    if (err)
        return err;
    ids = ARENA_NEW_N(c->mem, int64_t, out->n + 1);
    for (size_t i = 0; !err && i < out->n; i++) {
        struct thread *t = &out->row[i];
        struct key key;

        add_once(ids, &n, t->case_id.v);
        err = key_unwrap(c->mem, c->sv->keys, t->case_id.v, t->wrapped_key,
                         &key);
        if (!err)
            err = open_subject(c, &key, t);
        err = call_or_damaged(c, err, &t->subject);
        if (!err)
            err = casefile_label_in(c, t->case_id, t->wrapped_key,
                                    t->given_name, t->birth, &t->label);
    }
    if (!err)
        call_saw(c, ids, n, CLASS_BIT(CORE) | CLASS_BIT(MESSAGES));
    return err;
}

const struct err *
message_app_inbox(struct call *c, int64_t skip, int64_t max,
                  struct thread_list *out, int64_t *out_total,
                  struct between_list *between)
{
    int64_t all = 0;
    const struct err *err = call_begin(c, ACT_MESSAGE_INBOX);

    *out = (struct thread_list){0};
    *between = (struct between_list){0};
    *out_total = 0;
    if (err)
        return err;
    err = call_permit(c, ACT_MESSAGE_INBOX, subject_none());
    if (!err)
        err = read_inbox(c, skip, max, out, out_total);
    if (!err)
        err = between_list_in(c, BETWEEN_MESSAGE, 0, BETWEEN_SHOWN, between,
                              &all);
    return call_end(c, ACT_MESSAGE_INBOX, 0, err);
}

const struct err *
message_app_counts(struct call *c, struct message_counts *out)
{
    struct instant since = date_end_in_oslo(date_add(c->today, -COUNTED_DAYS));
    const struct err *err = call_begin(c, ACT_MESSAGE_COUNT);

    *out = (struct message_counts){0};
    if (err)
        return err;
    err = call_permit(c, ACT_MESSAGE_COUNT, subject_none());
    if (!err)
        err = thread_store_counts(&c->tx, c->who.unit, since, c->today, out);
    return call_end(c, ACT_MESSAGE_COUNT, 0, err);
}

/* --- whom it is for --- */

struct addressee {
    struct function_row function;
    bool by_kind;
};
struct addressees {
    struct addressee row[PERSONS_MAX];
    size_t n;
};

/* Nobody twice, not oneself, and none who would not see it. */
static void
add(struct call *c, struct addressees *to, const struct function_row *f,
    bool by_kind)
{
    if (f->account_id.v == c->who.account.v || to->n == PERSONS_MAX ||
        function_is_limited(f->kind))
        return;
    for (size_t i = 0; i < to->n; i++)
        if (to->row[i].function.id.v == f->id.v)
            return;
    to->row[to->n++] = (struct addressee){*f, by_kind};
}

static const struct err *
add_function(struct call *c, struct addressees *to, function_id id)
{
    struct function_row f = {0};
    struct date until;
    const struct err *err = casefile_route_in(c, id, &f, &until);

    if (!err)
        add(c, to, &f, false);
    return err;
}

static const struct err *
add_kind(struct call *c, struct addressees *to, const struct message_form *m)
{
    struct function_list list = {0};
    const struct err *err = registry_store_list_functions(
        &c->tx, m->to_unit, m->kind, c->today, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        add(c, to, &list.row[i], true);
    return err;
}

static const struct err *
add_team(struct call *c, struct addressees *to, case_id about)
{
    struct case_view v = {0};
    const struct err *err = casefile_view_in(c, about, VIEW_TEAM, &v);

    if (!err)
        err = add_function(c, to, v.head.holder);
    for (size_t i = 0; !err && i < v.team.n; i++)
        err = add_function(c, to, v.team.row[i].function);
    return err;
}

/* An answer goes to all who wrote in the thread or were written to. */
static const struct err *
add_thread(struct call *c, struct addressees *to, const struct message_form *m)
{
    struct message_view v = {0};
    const struct err *err = read_thread(c, m->case_id, m->thread, &v);

    for (size_t i = 0; !err && i < v.messages.n; i++)
        if (v.messages.row[i].account.v != c->who.account.v)
            err = add_function(c, to, v.messages.row[i].function);
    for (size_t i = 0; !err && i < v.receipts.n; i++)
        if (v.receipts.row[i].account.v != c->who.account.v)
            err = add_function(c, to, v.receipts.row[i].function);
    return err;
}

static const struct err *
find_addressees(struct call *c, const struct message_form *m,
                struct addressees *to)
{
    const struct err *err;

    if (m->thread != 0)
        err = add_thread(c, to, m);
    else if (m->to_team)
        err = add_team(c, to, m->case_id);
    else if (m->to.v != 0)
        err = add_function(c, to, m->to);
    else
        err = add_kind(c, to, m);
    if (err && err->kind == NOT_FOUND && m->thread == 0)
        err = ERR(c->mem, INVALID, .field = "til", .msg = MSG_MESSAGE_NOBODY);
    if (!err && to->n == 0)
        err = ERR(c->mem, INVALID, .field = m->thread ? "tekst" : "til",
                  .msg = MSG_MESSAGE_NOBODY);
    return err;
}

/* --- may their units get it? --- */

/* The unit is of the case, and our messages are shared with it: or the ground
 * that was given in the form is put down as a share now. */
static const struct err *
check_unit(struct call *c, const struct message_form *m, unit_id unit,
           struct str name)
{
    struct share s = m->ground;
    enum takes_part part = NOT_OF_CASE;
    bool has = unit.v == c->who.unit.v;
    const struct err *err = case_store_takes_part(&c->tx, m->case_id, unit,
                                                  &part);

    if (!err && part == NOT_OF_CASE)
        return ERR(c->mem, INVALID, .field = "til",
                   .msg = MSG_MESSAGE_NOT_OF_CASE, .arg = {msg_str(name)});
    if (!err && !has)
        err = thread_store_gives(&c->tx, m->case_id, c->who.unit, unit, c->now,
                                 &has);
    if (err || has)
        return err;
    if (m->ground.basis == BASIS_OWN)
        return ERR(c->mem, INVALID, .field = "grunnlag",
                   .msg = MSG_MESSAGE_NO_SHARE, .arg = {msg_str(name)});
    s.case_id = m->case_id;
    s.to_unit = unit;
    return casefile_share_in(c, &s, CLASS_BIT(MESSAGES));
}

static const struct err *
check_units(struct call *c, const struct message_form *m,
            const struct addressees *to)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < to->n; i++) {
        const struct function_row *f = &to->row[i].function;
        bool seen = false;

        for (size_t k = 0; k < i && !seen; k++)
            seen = to->row[k].function.unit_id.v == f->unit_id.v;
        if (!seen)
            err = check_unit(c, m, f->unit_id, f->unit_name);
    }
    return err;
}

/* --- sending --- */

/* A line in the addressee's worklist, one for a thread however many messages
 * wait in it. */
static const struct err *
open_duty(struct call *c, case_id about, const struct message_receipt *r)
{
    struct deadline d = {.case_id = about,
                         .unit_id = r->unit,
                         .function_id = r->function,
                         .account_id = r->account,
                         .kind = DEADLINE_MESSAGE_READ,
                         .rule = STR("message_read"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = r->due_on,
                         .object_id = r->id,
                         .owner = c->who.unit};

    return deadline_open_in(c, &d);
}

static const struct err *
deliver(struct call *c, const struct message_form *m, int64_t thread,
        int64_t message, const struct addressee *to)
{
    const struct function_row *f = &to->function;
    int32_t days = c->sv->rules.message_read_days;
    struct message_receipt r = {
        .id = id_new(),
        .message = message,
        .function = f->id,
        .account = f->account_id,
        .unit = f->unit_id,
        .due_on = workday_add(c->today, days > 0 ? days : READ_DAYS),
        .delivered_at = c->now,
    };
    bool waits = false;
    const struct err *err = thread_store_waits(&c->tx, thread, r.unit,
                                               r.account, &waits);

    if (!err)
        err = thread_store_insert_to(
            &c->tx, thread, &r,
            to->by_kind ? str_of(function_kind_code(f->kind)) : STR_NONE);
    return err || waits ? err : open_duty(c, m->case_id, &r);
}

static const struct err *
put_thread(struct call *c, const struct key *key, const struct message_form *m,
           int64_t *out)
{
    struct thread t = {
        .id = id_new(), .case_id = m->case_id, .unit = c->who.unit};

    *out = m->thread;
    if (m->thread != 0)
        return NULL;
    *out = t.id;
    t.subject = seal(c->mem, key, t.id, COLUMN_SUBJECT, m->subject);
    return thread_store_insert_thread(&c->tx, &t, c->who.function, c->now);
}

static const struct err *
put_message(struct call *c, const struct message_form *m,
            const struct addressees *to, int64_t *out_thread)
{
    struct key key;
    struct message one = {.id = id_new(),
                          .unit = c->who.unit,
                          .function = c->who.function,
                          .account = c->who.account,
                          .sent_at = c->now};
    const struct err *err = case_key_in(c, m->case_id, &key);

    if (!err)
        err = share_own_in(c, m->case_id, c->who.unit, CLASS_BIT(MESSAGES));
    if (!err)
        err = put_thread(c, &key, m, out_thread);
    if (err)
        return err;
    one.text = seal(c->mem, &key, one.id, COLUMN_TEXT, m->text);
    err = thread_store_insert(&c->tx, *out_thread, m->case_id, &one);
    for (size_t i = 0; !err && i < to->n; i++)
        err = deliver(c, m, *out_thread, one.id, &to->row[i]);
    return err;
}

/* Reading and answering both settle what waited for the person. */
static const struct err *
settle(struct call *c, int64_t thread, bool answered)
{
    struct message_receipts rows = {0};
    const struct err *err = thread_store_settle(
        &c->tx, thread, c->who.unit, c->who.account, answered, c->now, &rows);

    for (size_t i = 0; !err && i < rows.n; i++) {
        err = deadline_close_in(c, rows.row[i].id, DEADLINE_MESSAGE_READ,
                                DEADLINE_MET);
        if (!err)
            err = deadline_close_in(c, rows.row[i].id, DEADLINE_MESSAGE_UNREAD,
                                    DEADLINE_MET);
    }
    return err;
}

/* The thread as the viewer may know it; *thread may be the number of what is
 * addressed to somebody in it, as worklists link. */
static const struct err *
find_thread(struct call *c, case_id about, int64_t *thread)
{
    struct viewer v = viewer_of(c);
    struct thread t = {0};
    const struct err *err = thread_store_get(&c->tx, &v, about, *thread, &t);

    if (!err)
        *thread = t.id;
    return err;
}

static const struct err *
send(struct call *c, const struct message_form *form, int64_t *out_thread)
{
    struct message_form m = *form;
    struct addressees *to = ARENA_NEW(c->mem, struct addressees);
    const struct err *err = NULL;

    if (m.thread != 0)
        err = find_thread(c, m.case_id, &m.thread);
    if (!err)
        err = find_addressees(c, &m, to);
    if (!err)
        err = check_units(c, &m, to);
    if (!err)
        err = put_message(c, &m, to, out_thread);
    return err || m.thread == 0 ? err : settle(c, m.thread, true);
}

const struct err *
message_app_send(struct call *c, const struct message_form *f,
                 int64_t *out_thread)
{
    const struct err *err = call_begin_on(c, ACT_MESSAGE_SEND,
                                          subject_case(f->case_id));
    int64_t thread = 0;

    if (!err && f->text.n == 0)
        err = ERR(c->mem, INVALID, .field = "tekst", .msg = MSG_FORM_REQUIRED);
    if (!err)
        err = send(c, f, &thread);
    err = call_end(c, ACT_MESSAGE_SEND, thread, err);
    if (!err)
        *out_thread = thread;
    return err;
}

const struct err *
message_app_settle(struct call *c, case_id about, int64_t thread)
{
    const struct err *err = call_begin_on(c, ACT_MESSAGE_SEND,
                                          subject_case(about));

    if (!err)
        err = find_thread(c, about, &thread);
    if (!err)
        err = settle(c, thread, false);
    return call_end(c, ACT_MESSAGE_SEND, thread, err);
}
