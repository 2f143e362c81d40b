/* What people do with conversations between units: write, read, list, close.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

#include "base/telltale.h"
#include "base/workday.h"
#include "registry/registry.h"
#include "text/messages_message.h"
#include "text/messages_text.h"

#define COLUMN_SUBJECT "unit_thread.subject"
#define COLUMN_TEXT    "unit_message.text"
enum {
    READ_DAYS = 2,   /* working days to read, when none is set: own goal */
    ANSWER_DAYS = 5, /* and to answer a question */
    PERSONS_MAX = 50,
    FOUND_MAX = 20,
    FIGURE_YEARS = 5
};

static struct between_eye
eye_of(const struct call *c)
{
    return (struct between_eye){c->who.unit, c->who.function, c->who.account};
}

/* --- reading --- */

static const struct err *
between_open(struct call *c, struct between *t, struct key *key)
{
    const struct err *err = key_unwrap(c->mem, c->sv->keys, t->id,
                                       t->wrapped_key, key);

    return err ? err
               : unseal(c->mem, key, t->id, COLUMN_SUBJECT, t->subject,
                        &t->subject);
}

const struct err *
between_list_in(struct call *c, enum between_kind kind, int64_t skip,
                int64_t max, struct between_list *out, int64_t *out_total)
{
    struct between_eye eye = eye_of(c);
    const struct err *err = between_store_list(&c->tx, &eye, kind, skip, max,
                                               out, out_total);

    for (size_t i = 0; !err && i < out->n; i++) {
        struct key key;

        err = between_open(c, &out->row[i], &key);
    }
    return err;
}

const struct err *
between_app_list(struct call *c, enum between_kind kind, int64_t skip,
                 int64_t max, struct between_list *out, int64_t *out_total)
{
    const struct err *err = call_begin_on(c, ACT_BETWEEN_LIST, subject_none());

    *out = (struct between_list){0};
    *out_total = 0;
    if (!err)
        err = between_list_in(c, kind, skip, max, out, out_total);
    return call_end(c, ACT_BETWEEN_LIST, 0, err);
}

static const struct err *
between_find(struct call *c, enum between_kind kind, int64_t thread,
             struct between *out, struct key *key)
{
    struct between_eye eye = eye_of(c);
    const struct err *err = between_store_get(&c->tx, &eye, thread, out);

    if (!err && out->kind != kind)
        err = ERR(c->mem, NOT_FOUND);
    return err ? err : between_open(c, out, key);
}

static const struct err *
between_look(struct call *c, enum between_kind kind, int64_t thread,
             struct between_view *out)
{
    struct key key;
    const struct err *err = between_find(c, kind, thread, &out->thread, &key);

    if (!err)
        err = between_store_messages(&c->tx, thread, &out->messages);
    for (size_t i = 0; !err && i < out->messages.n; i++) {
        struct message *m = &out->messages.row[i];

        err = unseal(c->mem, &key, m->id, COLUMN_TEXT, m->text, &m->text);
    }
    return err ? err : between_store_receipts(&c->tx, thread, &out->receipts);
}

const struct err *
between_app_view(struct call *c, enum between_kind kind, int64_t thread,
                 struct between_view *out)
{
    const struct err *err = call_begin_on(c, ACT_BETWEEN_VIEW, subject_none());

    *out = (struct between_view){0};
    if (!err)
        err = between_look(c, kind, thread, out);
    return call_end(c, ACT_BETWEEN_VIEW, thread, err);
}

const struct err *
between_lines_in(struct call *c, struct between_lines *out)
{
    struct between_eye eye = eye_of(c);

    return between_store_lines(&c->tx, &eye, out);
}

const struct err *
consult_app_figures(struct call *c, struct consult_figures *out)
{
    int year = 0, month = 0, day = 0;
    const struct err *err = call_begin_on(c, ACT_CONSULT_FIGURES,
                                          subject_none());

    *out = (struct consult_figures){0};
    date_split(c->today, &year, &month, &day);
    if (!err)
        err = consult_store_figures(&c->tx, year - FIGURE_YEARS + 1, out);
    for (size_t i = 0; i < out->n; i++)
        out->row[i] = consult_figure_hide(out->row[i]);
    return call_end(c, ACT_CONSULT_FIGURES, 0, err);
}

/* --- to whom --- */

/* Those who may meet a child: nobody else is written to here. */
static bool
may_be_asked(const struct function_row *f)
{
    return f->kind != FUNCTION_ADMINISTRATOR && f->kind != FUNCTION_ADVISER &&
           !function_is_limited(f->kind);
}

static const struct err *
between_people(struct call *c, unit_id unit, struct function_list *out)
{
    struct function_list all = {0};
    const struct err *err = registry_store_list_unit_functions(&c->tx, unit,
                                                               c->today, &all);

    out->row = ARENA_NEW_N(c->mem, struct function_row, all.n + 1);
    out->n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (may_be_asked(&all.row[i]))
            out->row[out->n++] = all.row[i];
    return err;
}

/* One does not write to one's own unit here. */
static void
between_leave_out(struct between_whom *w, unit_id own)
{
    size_t n = 0;

    for (size_t i = 0; i < w->units.n; i++)
        if (w->units.row[i].id.v != own.v)
            w->units.row[n++] = w->units.row[i];
    w->units_total -= (int64_t)(w->units.n - n);
    w->units.n = n;
}

const struct err *
between_app_whom(struct call *c, struct str text, unit_id unit,
                 struct between_whom *out)
{
    struct unit_search what = {
        .text = text, .any_type = true, .limit = FOUND_MAX};
    const struct err *err = call_begin_on(c, ACT_BETWEEN_LIST, subject_none());

    *out = (struct between_whom){.text = text};
    if (!err && unit.v != 0)
        err = registry_store_get_unit(&c->tx, unit, &out->unit);
    if (!err && unit.v != 0)
        err = between_people(c, unit, &out->people);
    if (!err && unit.v == 0 && text.n > 0)
        err = registry_store_search_units(&c->tx, &what, &out->units,
                                          &out->units_total);
    if (!err)
        between_leave_out(out, c->who.unit);
    return call_end(c, ACT_BETWEEN_LIST, 0, err);
}

struct between_persons {
    struct function_row row[PERSONS_MAX];
    size_t n;
};

static void
between_add(struct between_persons *to, const struct function_row *f)
{
    if (to->n == PERSONS_MAX || !may_be_asked(f))
        return;
    for (size_t i = 0; i < to->n; i++)
        if (to->row[i].id.v == f->id.v)
            return;
    to->row[to->n++] = *f;
}

/* A person, or while away the deputy; who has left is passed over. */
static const struct err *
between_add_person(struct call *c, struct between_persons *to, function_id id,
                   unit_id unit)
{
    struct function_row f = {0};
    struct date until;
    const struct err *err = casefile_route_in(c, id, &f, &until);

    if (err && err->kind == NOT_FOUND)
        return NULL;
    if (!err && f.unit_id.v == unit.v && function_is_valid(&f, c->today))
        between_add(to, &f);
    return err;
}

static const struct err *
between_add_kind(struct call *c, struct between_persons *to, unit_id unit,
                 enum function_kind kind)
{
    struct function_list list = {0};
    const struct err *err = registry_store_list_functions(&c->tx, unit, kind,
                                                          c->today, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        between_add(to, &list.row[i]);
    return err;
}

/* An answer goes to those of the other unit who wrote; where none did, to whom
 * the first message was for; where all have left, to the leader. */
static const struct err *
between_add_others(struct call *c, struct between_persons *to,
                   const struct between_view *v)
{
    bool begun_here = v->thread.unit.v == c->who.unit.v;
    unit_id other = begun_here ? v->thread.to_unit : v->thread.unit;
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < v->messages.n; i++)
        if (v->messages.row[i].unit.v == other.v)
            err = between_add_person(c, to, v->messages.row[i].function, other);
    if (!err && to->n == 0 && begun_here && v->thread.by_kind)
        err = between_add_kind(c, to, other, v->thread.to_kind);
    for (size_t i = 0; !err && to->n == 0 && i < v->receipts.n; i++)
        if (v->receipts.row[i].unit.v == other.v)
            err = between_add_person(c, to, v->receipts.row[i].function, other);
    return err || to->n > 0 ? err
                            : between_add_kind(c, to, other, FUNCTION_LEADER);
}

static const struct err *
between_add_first(struct call *c, struct between_persons *to,
                  const struct between_form *f)
{
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, f->to_unit, &u);

    if (err)
        return err->kind == NOT_FOUND ? ERR(c->mem, INVALID, .field = "q",
                                            .msg = MSG_FORM_REQUIRED)
                                      : err;
    if (u.id.v == c->who.unit.v)
        return ERR(c->mem, INVALID, .field = "til",
                   .msg = MSG_BETWEEN_OWN_UNIT);
    return f->to.v ? between_add_person(c, to, f->to, f->to_unit)
                   : between_add_kind(c, to, f->to_unit, f->to_kind);
}

/* --- writing --- */

/* A number that may be a child's does not stand in a subject; a question tells
 * nothing of who the child is, anywhere. */
static const struct err *
between_check_text(struct call *c, enum between_kind kind,
                   const struct between_form *f)
{
    struct str at = STR_NONE;

    if (kind == BETWEEN_QUESTION) {
        if (telltale_find(f->subject, NULL, 0, &at) != TELLTALE_NONE)
            return ERR(c->mem, INVALID, .field = "emne",
                       .msg = MSG_CONSULT_TELLS, .arg = {msg_str(at)});
        if (telltale_find(f->text, NULL, 0, &at) != TELLTALE_NONE)
            return ERR(c->mem, INVALID, .field = "tekst",
                       .msg = MSG_CONSULT_TELLS, .arg = {msg_str(at)});
        return NULL;
    }
    if (telltale_find(f->subject, NULL, 0, &at) == TELLTALE_NUMBER)
        return ERR(c->mem, INVALID, .field = "emne",
                   .msg = MSG_BETWEEN_SUBJECT_NUMBER, .arg = {msg_str(at)});
    return NULL;
}

static int32_t
between_days(const struct call *c, enum between_needs needs)
{
    int32_t read = c->sv->rules.message_read_days;
    int32_t answer = c->sv->rules.consult_answer_days;

    if (needs == BETWEEN_ANSWER)
        return answer > 0 ? answer : ANSWER_DAYS;
    return read > 0 ? read : READ_DAYS;
}

static const struct err *
between_put_thread(struct call *c, const struct between_form *f,
                   struct key *key, struct between *out)
{
    *out = (struct between){.id = id_new(),
                            .kind = f->kind,
                            .unit = c->who.unit,
                            .to_unit = f->to_unit,
                            .by_kind = f->to.v == 0,
                            .to_kind = f->to_kind,
                            .answer_by = DATE_NONE,
                            .answered_on = DATE_NONE};
    out->wrapped_key = key_new_wrapped(c->mem, c->sv->keys, out->id, key);
    out->subject = seal(c->mem, key, out->id, COLUMN_SUBJECT, f->subject);
    if (f->kind == BETWEEN_QUESTION)
        out->answer_by = workday_add(c->today, between_days(c, BETWEEN_ANSWER));
    return between_store_insert(&c->tx, out, c->who.function, c->now);
}

/* All who are written to together form one group. */
static const struct err *
between_deliver(struct call *c, const struct between *t, int64_t message,
                const struct between_persons *to, enum between_needs needs)
{
    int64_t group = id_new();
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < to->n; i++) {
        struct between_to o = {
            .id = id_new(),
            .group = group,
            .message = message,
            .thread = t->id,
            .unit = to->row[i].unit_id,
            .function = to->row[i].id,
            .account = to->row[i].account_id,
            .needs = needs,
            .due_on = workday_add(c->today, between_days(c, needs)),
            .delivered_at = c->now,
        };

        err = between_store_insert_to(&c->tx, &o);
    }
    return err;
}

static const struct err *
between_put_message(struct call *c, const struct between *t,
                    const struct key *key, struct str text,
                    const struct between_persons *to)
{
    bool asks = t->kind == BETWEEN_QUESTION && t->unit.v == c->who.unit.v;
    struct message one = {.id = id_new(),
                          .unit = c->who.unit,
                          .function = c->who.function,
                          .account = c->who.account,
                          .sent_at = c->now};
    const struct err *err;

    one.text = seal(c->mem, key, one.id, COLUMN_TEXT, text);
    err = between_store_insert_message(&c->tx, t->id, &one);
    return err ? err
               : between_deliver(c, t, one.id, to,
                                 asks ? BETWEEN_ANSWER : BETWEEN_READ);
}

static const struct err *
between_begin(struct call *c, const struct between_form *f, int64_t *out)
{
    struct between_persons *to = ARENA_NEW(c->mem, struct between_persons);
    struct between t = {0};
    struct key key;
    const struct err *err = between_check_text(c, f->kind, f);

    if (!err)
        err = between_add_first(c, to, f);
    if (!err && to->n == 0)
        err = ERR(c->mem, INVALID, .field = "til", .msg = MSG_MESSAGE_NOBODY);
    if (!err)
        err = between_put_thread(c, f, &key, &t);
    if (!err)
        err = between_put_message(c, &t, &key, f->text, to);
    *out = t.id;
    return err;
}

static const struct err *
between_answer(struct call *c, const struct between_form *f)
{
    struct between_persons *to = ARENA_NEW(c->mem, struct between_persons);
    struct between_eye eye = eye_of(c);
    struct between_view v = {0};
    struct key key;
    const struct err *err = between_look(c, f->kind, f->thread, &v);

    if (!err)
        err = between_check_text(c, f->kind, f);
    if (!err && v.thread.closed_at.us != 0)
        err = ERR(c->mem, CONFLICT, .msg = MSG_CONSULT_CLOSED_NOW);
    if (!err)
        err = between_add_others(c, to, &v);
    if (!err && to->n == 0)
        err = ERR(c->mem, INVALID, .field = "tekst", .msg = MSG_MESSAGE_NOBODY);
    if (!err)
        err = key_unwrap(c->mem, c->sv->keys, v.thread.id, v.thread.wrapped_key,
                         &key);
    if (!err)
        err = between_put_message(c, &v.thread, &key, f->text, to);
    if (!err)
        err = between_store_settle(&c->tx, f->thread, &eye, true, c->now);
    if (!err && f->kind == BETWEEN_QUESTION &&
        v.thread.to_unit.v == c->who.unit.v)
        err = between_store_answered(&c->tx, f->thread, c->today);
    return err;
}

const struct err *
between_app_send(struct call *c, const struct between_form *f,
                 int64_t *out_thread)
{
    int64_t thread = f->thread;
    const struct err *err = call_begin_on(c, ACT_BETWEEN_SEND, subject_none());

    if (!err)
        err = f->thread ? between_answer(c, f) : between_begin(c, f, &thread);
    err = call_end(c, ACT_BETWEEN_SEND, thread, err);
    if (!err)
        *out_thread = thread;
    return err;
}

/* --- read, and closed --- */

const struct err *
between_app_settle(struct call *c, int64_t thread)
{
    struct between_eye eye = eye_of(c);
    struct between t = {0};
    const struct err *err = call_begin_on(c, ACT_BETWEEN_SEND, subject_none());

    if (!err)
        err = between_store_get(&c->tx, &eye, thread, &t);
    if (!err)
        err = between_store_settle(&c->tx, thread, &eye, false, c->now);
    return call_end(c, ACT_BETWEEN_SEND, thread, err);
}

const struct err *
between_app_close(struct call *c, int64_t thread)
{
    struct between_eye eye = eye_of(c);
    struct between t = {0};
    const struct err *err = call_begin_on(c, ACT_BETWEEN_SEND, subject_none());

    if (!err)
        err = between_store_get(&c->tx, &eye, thread, &t);
    /* by the unit that asked */
    if (!err && (t.kind != BETWEEN_QUESTION || t.unit.v != c->who.unit.v))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = between_store_close(&c->tx, thread, c->now);
    return call_end(c, ACT_BETWEEN_SEND, thread, err);
}
