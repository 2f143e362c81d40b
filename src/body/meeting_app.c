/* Meetings: planned, approved, called, held, recorded, their minutes approved.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_app.h"
#include "body/body_app.h"
#include "body/evaluation_app.h"
#include "body/invite_app.h"
#include "body/release_store.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

/* --- looking --- */

static bool
all_parties(const struct body_unit_list *units, const struct approval_list *yes)
{
    for (size_t i = 0; i < units->n; i++) {
        bool found = units->row[i].part != PART_PARTY;

        for (size_t k = 0; k < yes->n; k++)
            found |= yes->row[k].unit.v == units->row[i].unit.v;
        if (!found)
            return false;
    }
    return true;
}

static const struct err *
read_agenda(struct call *c, struct meeting_whole *out)
{
    const struct meeting *m = &out->m;
    struct instant after = m->held_at.us ? m->starts_at
                                         : (struct instant){INT64_MAX};
    const struct err *err = item_store_list(&c->tx, m->id, &out->items);

    if (!err)
        err = item_store_waiting(&c->tx, m->body, &out->waiting);
    if (!err)
        err = approval_store_list(&c->tx, m->id, &out->approvals);
    if (!err)
        err = body_decision_store_list(&c->tx, m->id, &out->decisions);
    if (!err)
        err = action_store_carried(&c->tx, m->body, m->starts_at, after,
                                   &out->carried);
    if (!err)
        err = action_store_list(&c->tx, m->id, &out->made);
    return err;
}

static const struct err *
read_whole(struct call *c, struct meeting_whole *out)
{
    const struct meeting *m = &out->m;
    const struct err *err = body_store_get(&c->tx, m->body, &out->b);

    if (!err)
        err = body_store_units(&c->tx, m->body, m->held_on, &out->units);
    if (!err)
        err = meeting_store_people(&c->tx, m, &out->people);
    if (!err)
        err = meeting_store_list(&c->tx, m->body, &out->others);
    if (!err)
        err = read_agenda(c, out);
    if (!err)
        err = body_may_in(c, m->body, &out->may);
    if (!err)
        err = minutes_store_count(&c->tx, m->id, out->may.party, &out->released,
                                  &out->released_by_own);
    if (!err)
        out->agenda_approved = all_parties(&out->units, &out->approvals);
    if (!err && out->m.id.v)
        err = plan_summary_in(c, out);
    if (!err && out->m.id.v)
        err = evaluation_count_in(c, out);
    return err;
}

static const struct err *
read_papers(struct call *c, struct meeting_whole *out)
{
    unit_id own = out->may.party;
    const struct err *err = paper_list_in(c, PAPER_MEETING, out->m.id.v, own,
                                          &out->papers);

    out->item_papers = ARENA_NEW_N(c->mem, struct paper_list, out->items.n + 1);
    for (size_t i = 0; !err && i < out->items.n; i++)
        err = paper_list_in(c, PAPER_ITEM, out->items.row[i].id.v, own,
                            &out->item_papers[i]);
    return err;
}

const struct err *
meeting_app_view(struct call *c, meeting_id id, struct meeting_whole *out)
{
    const struct err *err = call_begin(c, ACT_BODY_VIEW);

    *out = (struct meeting_whole){0};
    if (err)
        return err;
    err = meeting_store_get(&c->tx, id, &out->m);
    if (!err)
        err = call_permit(c, ACT_BODY_VIEW, subject_body(out->m.body.v));
    if (!err)
        err = read_whole(c, out);
    if (!err)
        err = read_papers(c, out);
    return call_end(c, ACT_BODY_VIEW, id.v, err);
}

const struct err *
item_app_view(struct call *c, item_id id, struct meeting_whole *out)
{
    struct agenda_item i = {0};
    const struct err *err = call_begin(c, ACT_BODY_VIEW);

    *out = (struct meeting_whole){.m = {.held_on = c->today}};
    if (err)
        return err;
    err = item_store_get(&c->tx, id, &i);
    if (!err)
        err = call_permit(c, ACT_BODY_VIEW, subject_body(i.body.v));
    out->m.body = i.body;
    if (!err && i.meeting.v)
        err = meeting_store_get(&c->tx, i.meeting, &out->m);
    if (!err)
        err = read_whole(c, out);
    return call_end(c, ACT_BODY_VIEW, id.v, err);
}

const struct err *
action_app_check(struct call *c, action_id id)
{
    struct action_point a = {0};
    const struct err *err = call_begin(c, ACT_BODY_VIEW);

    if (err)
        return err;
    err = action_store_get(&c->tx, id, &a);
    if (!err)
        err = call_permit(c, ACT_BODY_PROPOSE, subject_body(a.body.v));
    return call_end(c, ACT_BODY_VIEW, id.v, err);
}

/* --- planning --- */

static const struct err *
check_form(struct call *c, const struct meeting_form *f)
{
    if (f->to_minute <= f->from_minute)
        return ERR(c->mem, INVALID, .msg = MSG_MEETING_ENDS_BEFORE,
                   .field = "slutt");
    return NULL;
}

static void
take_form(struct meeting *m, const struct meeting_form *f)
{
    m->held_on = f->day;
    m->starts_at = meeting_time(f->day, f->from_minute);
    m->ends_at = meeting_time(f->day, f->to_minute);
    m->place = f->place;
    m->link = f->link;
}

/* No meeting after the body's last day. */
static const struct err *
set_host(struct call *c, struct meeting *m)
{
    struct body_unit_list units = {0};
    struct body b = {0};
    int y, month, day;
    const struct err *err = body_store_get(&c->tx, m->body, &b);

    if (!err && !date_is_none(b.valid_to) &&
        date_cmp(m->held_on, b.valid_to) > 0)
        err = ERR(c->mem, INVALID, .msg = MSG_BODY_AFTER_END, .field = "dag");
    if (!err)
        err = body_store_units(&c->tx, m->body, m->held_on, &units);
    date_split(m->held_on, &y, &month, &day);
    if (!err)
        m->host = body_host(&b, units.row, units.n, y);
    return err;
}

const struct err *
meeting_plan_in(struct call *c, body_id body, const struct meeting_form *f,
                meeting_id *out)
{
    struct meeting m = {.id = {id_new()}, .body = body, .planned_at = c->now};
    const struct err *err = check_form(c, f);

    if (err)
        return err;
    take_form(&m, f);
    err = set_host(c, &m);
    *out = m.id;
    return err ? err : meeting_store_put(&c->tx, &m);
}

const struct err *
meeting_app_plan(struct call *c, body_id body, const struct meeting_form *f,
                 meeting_id *out)
{
    const struct err *err = call_begin(c, ACT_BODY_RUN);

    if (err)
        return err;
    err = call_permit(c, ACT_BODY_RUN, subject_body(body.v));
    if (!err)
        err = meeting_plan_in(c, body, f, out);
    return call_end(c, ACT_BODY_RUN, err ? body.v : out->v, err);
}

/* Opens a call on a meeting and asks the gate. */
static const struct err *
begin_on(struct call *c, enum action a, meeting_id id, struct meeting *m)
{
    const struct err *err = call_begin(c, a);

    if (err)
        return err;
    err = meeting_store_get(&c->tx, id, m);
    if (!err)
        err = call_permit(c, a, subject_body(m->body.v));
    return err ? call_end(c, a, id.v, err) : NULL;
}

static const struct err *
step(struct call *c, struct meeting *m, enum meeting_state to)
{
    if (!meeting_may_become(m->state, to))
        return ERR(c->mem, CONFLICT, .msg = MSG_MEETING_WRONG_STATE);
    m->state = to;
    return NULL;
}

const struct err *
meeting_app_move(struct call *c, meeting_id id, const struct meeting_form *f)
{
    struct meeting m = {0};
    const struct err *err = begin_on(c, ACT_BODY_RUN, id, &m);

    if (err)
        return err;
    err = check_form(c, f);
    if (!err && m.state > MEETING_CALLED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_MEETING_WRONG_STATE);
    if (!err) {
        take_form(&m, f);
        m.sequence += m.state == MEETING_CALLED;
        err = set_host(c, &m);
    }
    if (!err)
        err = meeting_store_put(&c->tx, &m);
    if (!err && m.state == MEETING_CALLED)
        err = invite_in(c, &m, ICAL_REQUEST);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

/* --- the agenda's approval, and the call --- */

const struct err *
meeting_app_approve(struct call *c, meeting_id id)
{
    struct body_may may = {0};
    struct meeting m = {0};
    const struct err *err = begin_on(c, ACT_BODY_APPROVE, id, &m);

    if (err)
        return err;
    err = body_may_in(c, m.body, &may);
    if (!err && m.state > MEETING_CALLED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_MEETING_WRONG_STATE);
    if (!err)
        err = approval_store_put(&c->tx, id, may.party, c->who.account, c->now);
    return call_end(c, ACT_BODY_APPROVE, id.v, err);
}

/* Items without a number get the next ones of the year, in order. */
static const struct err *
number_items(struct call *c, const struct meeting *m,
             const struct item_list *items)
{
    int32_t last = 0;
    int y, month, day;
    const struct err *err;

    date_split(m->held_on, &y, &month, &day);
    err = item_store_last_number(&c->tx, m->body, y, &last);
    for (size_t i = 0; !err && i < items->n; i++) {
        struct agenda_item *item = &items->row[i];

        if (item->number > 0)
            continue;
        item->number = ++last;
        err = item_store_put(&c->tx, item);
    }
    return err;
}

/* May it be called? Both parties stand behind the agenda as it is. Source:
 * regional agreement, Helse Midt-Norge and Bufetat, 4.1 (A11). */
static const struct err *
check_agenda(struct call *c, const struct meeting *m,
             const struct item_list *items)
{
    struct body_unit_list units = {0};
    struct approval_list yes = {0};
    const struct err *err = body_store_units(&c->tx, m->body, m->held_on,
                                             &units);

    if (!err)
        err = approval_store_list(&c->tx, m->id, &yes);
    if (!err && items->n == 0)
        err = ERR(c->mem, CONFLICT, .msg = MSG_MEETING_NO_AGENDA);
    if (!err && !all_parties(&units, &yes))
        err = ERR(c->mem, CONFLICT, .msg = MSG_MEETING_NOT_APPROVED);
    return err;
}

const struct err *
meeting_call_in(struct call *c, struct meeting *m)
{
    struct item_list items = {0};
    bool again = m->state == MEETING_CALLED;
    const struct err *err = step(c, m, MEETING_CALLED);

    if (!err)
        err = item_store_list(&c->tx, m->id, &items);
    if (!err)
        err = check_agenda(c, m, &items);
    if (!err)
        err = number_items(c, m, &items);
    if (!err) {
        m->sequence += again;
        m->called_at = c->now;
        err = meeting_store_put(&c->tx, m);
    }
    return err ? err : invite_in(c, m, ICAL_REQUEST);
}

const struct err *
meeting_app_call(struct call *c, meeting_id id)
{
    struct meeting m = {0};
    const struct err *err = begin_on(c, ACT_BODY_RUN, id, &m);

    if (err)
        return err;
    err = meeting_call_in(c, &m);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

const struct err *
meeting_app_cancel(struct call *c, meeting_id id, struct str reason)
{
    struct meeting m = {0};
    bool called;
    const struct err *err = begin_on(c, ACT_BODY_RUN, id, &m);

    if (err)
        return err;
    called = m.state == MEETING_CALLED;
    err = step(c, &m, MEETING_CANCELLED);
    if (!err) {
        m.reason = reason;
        m.cancelled_at = c->now;
        m.sequence += called;
        err = meeting_store_put(&c->tx, &m);
    }
    if (!err && called)
        err = invite_in(c, &m, ICAL_CANCEL);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

/* --- held --- */

static void
mark(struct meeting_person_list *people, const struct presence_mark *marks,
     size_t n)
{
    for (size_t i = 0; i < people->n; i++)
        for (size_t k = 0; k < n; k++)
            if (people->row[i].person.id.v == marks[k].person.v)
                people->row[i].presence = marks[k].presence;
}

const struct err *
meeting_hold_in(struct call *c, struct meeting *m,
                const struct presence_mark *marks, size_t n)
{
    struct meeting_person_list people = {0};
    struct body_unit_list units = {0};
    struct body b = {0};
    bool again = m->state == MEETING_HELD;
    const struct err *err = again ? NULL : step(c, m, MEETING_HELD);

    if (!err && date_cmp(c->today, m->held_on) < 0)
        err = ERR(c->mem, CONFLICT, .msg = MSG_MEETING_NOT_YET,
                  .arg = {msg_date(m->held_on)});
    if (!err)
        err = body_store_get(&c->tx, m->body, &b);
    if (!err)
        err = body_store_units(&c->tx, m->body, m->held_on, &units);
    if (!err)
        err = meeting_store_people(&c->tx, m, &people);
    if (err)
        return err;
    mark(&people, marks, n);
    for (size_t i = 0; !err && i < people.n; i++)
        err = meeting_store_put_person(&c->tx, m->id, &people.row[i]);
    if (!again)
        m->held_at = c->now;
    m->quorate = meeting_quorate(&b, units.row, units.n, people.row, people.n);
    return err ? err : meeting_store_put(&c->tx, m);
}

const struct err *
meeting_app_hold(struct call *c, meeting_id id,
                 const struct presence_mark *marks, size_t n)
{
    struct meeting m = {0};
    const struct err *err = begin_on(c, ACT_BODY_RUN, id, &m);

    if (err)
        return err;
    err = meeting_hold_in(c, &m, marks, n);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

/* --- minutes --- */

static const struct err *
decide(struct call *c, const struct meeting *m, const struct agenda_item *i,
       struct str text)
{
    struct body_decision d = {.id = {id_new()},
                              .body = m->body,
                              .meeting = m->id,
                              .item = i->id,
                              .topic = i->topic,
                              .text = text,
                              .decided_on = m->held_on};
    int y, month, day;
    const struct err *err;

    if (!m->quorate)
        return ERR(c->mem, INVALID, .msg = MSG_MEETING_NOT_QUORATE,
                   .field = "vedtak");
    date_split(m->held_on, &y, &month, &day);
    d.year = y;
    err = body_decision_store_last_number(&c->tx, m->body, y, &d.number);
    d.number++;
    if (err)
        return err;
    text = str_fmt(c->mem, "%.*s\n%.*s", STR_FMT(i->title), STR_FMT(text));
    return body_decision_store_insert(&c->tx, &d, search_fold(c->mem, text));
}

static const struct err *
check_action(struct call *c, const struct meeting *m,
             const struct record_form *f)
{
    struct meeting_person_list people = {0};
    const struct err *err = NULL;
    bool found = false;

    if (date_is_none(f->due_on))
        err = err_join(
            c->mem, err,
            ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "frist"));
    if (!err)
        err = meeting_store_people(&c->tx, m, &people);
    for (size_t i = 0; !err && i < people.n; i++)
        found |= people.row[i].person.id.v == f->person.v;
    if (!err && !found)
        err = ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "hvem");
    return err;
}

static const struct err *
add_action(struct call *c, const struct meeting *m, const struct agenda_item *i,
           const struct record_form *f)
{
    struct action_point a = {.id = {id_new()},
                             .body = m->body,
                             .meeting = m->id,
                             .item = i->id,
                             .text = f->action,
                             .person = f->person,
                             .due_on = f->due_on};
    const struct err *err = check_action(c, m, f);

    return err ? err : action_store_put(&c->tx, &a);
}

const struct err *
meeting_record_in(struct call *c, const struct meeting *m,
                  struct agenda_item *i, const struct record_form *f)
{
    const struct err *err = NULL;

    if (m->state != MEETING_HELD || i->state == ITEM_TAKEN_BACK)
        return ERR(c->mem, CONFLICT, .msg = MSG_MEETING_WRONG_STATE);
    i->record = f->record;
    i->state = ITEM_TREATED;
    i->revise = i->topic == TOPIC_EVALUATION && f->revise;
    if (i->treated_at.us == 0)
        i->treated_at = c->now;
    if (f->decision.n > 0)
        err = decide(c, m, i, f->decision);
    if (!err && f->action.n > 0)
        err = add_action(c, m, i, f);
    return err ? err : item_store_put(&c->tx, i);
}

const struct err *
meeting_app_record(struct call *c, item_id id, const struct record_form *f)
{
    struct agenda_item i = {0};
    struct meeting m = {0};
    const struct err *err = call_begin(c, ACT_BODY_RUN);

    if (err)
        return err;
    err = item_store_get(&c->tx, id, &i);
    if (!err)
        err = call_permit(c, ACT_BODY_RUN, subject_body(i.body.v));
    if (!err)
        err = meeting_store_get(&c->tx, i.meeting, &m);
    if (!err)
        err = meeting_record_in(c, &m, &i, f);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

/* What was not treated waits for the next agenda. */
static const struct err *
carry_items(struct call *c, const struct meeting *m)
{
    struct item_list items = {0};
    const struct err *err = item_store_list(&c->tx, m->id, &items);

    for (size_t i = 0; !err && i < items.n; i++) {
        struct agenda_item *item = &items.row[i];

        if (item->state != ITEM_PLACED)
            continue;
        item->state = ITEM_PROPOSED;
        item->meeting.v = 0;
        item->number = 0;
        err = item_store_put(&c->tx, item);
    }
    return err;
}

const struct err *
meeting_send_minutes_in(struct call *c, struct meeting *m)
{
    const struct err *err = step(c, m, MEETING_SENT);

    if (!err)
        err = carry_items(c, m);
    if (!err) {
        m->sent_at = c->now;
        err = meeting_store_put(&c->tx, m);
    }
    return err ? err : tell_minutes_in(c, m);
}

const struct err *
meeting_app_send_minutes(struct call *c, meeting_id id)
{
    struct meeting m = {0};
    const struct err *err = begin_on(c, ACT_BODY_RUN, id, &m);

    if (err)
        return err;
    err = meeting_send_minutes_in(c, &m);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

const struct err *
meeting_approve_minutes_in(struct call *c, struct meeting *m, meeting_id in)
{
    struct meeting later = {0};
    const struct err *err = step(c, m, MEETING_APPROVED);

    if (!err)
        err = meeting_store_get(&c->tx, in, &later);
    if (!err && (later.body.v != m->body.v || later.held_at.us == 0 ||
                 later.starts_at.us <= m->starts_at.us))
        err = ERR(c->mem, INVALID, .msg = MSG_MEETING_APPROVED_WHERE,
                  .field = "mote");
    if (err)
        return err;
    m->approved_at = c->now;
    m->approved_in = in;
    return meeting_store_put(&c->tx, m);
}

const struct err *
meeting_app_approve_minutes(struct call *c, meeting_id id, meeting_id in)
{
    struct meeting m = {0};
    const struct err *err = begin_on(c, ACT_BODY_RUN, id, &m);

    if (err)
        return err;
    err = meeting_approve_minutes_in(c, &m, in);
    return call_end(c, ACT_BODY_RUN, id.v, err);
}

const struct err *
action_app_done(struct call *c, action_id id, struct str note, body_id *out)
{
    struct action_point a = {0};
    const struct err *err = call_begin(c, ACT_BODY_PROPOSE);

    if (err)
        return err;
    err = action_store_get(&c->tx, id, &a);
    if (!err)
        err = call_permit(c, ACT_BODY_PROPOSE, subject_body(a.body.v));
    if (!err && a.done)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BODY_CHANGED);
    if (!err) {
        a.done = true;
        a.done_at = c->now;
        a.note = note;
        err = action_store_put(&c->tx, &a);
        *out = a.body;
    }
    return call_end(c, ACT_BODY_PROPOSE, id.v, err);
}
