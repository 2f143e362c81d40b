/* What people do with a joint plan: draft, adopt, follow, meet.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/plan_app.h"

#include "casefile/plan_store.h"
#include "casefile/said_app.h"
#include "registry/registry.h"
#include "text/messages_casefile.h"
#include "text/messages_text.h"

#define COLUMN_TEXT    "plan_item.text"
#define COLUMN_NOTE    "plan_status.note"
#define COLUMN_SAID    "plan_status.said_by"
#define COLUMN_SOURCE  "plan_version.consent_source"
#define COLUMN_PRESENT "team_meeting.present"
#define COLUMN_CHILD   "team_meeting.child_took_part"
#define COLUMN_MINUTES "team_meeting.minutes"

/* --- reading --- */

static const struct err *
open_items(struct call *c, const struct key *key, struct plan_items *items)
{
    const struct err *err = NULL;

    for (size_t k = 0; !err && k < items->n; k++) {
        struct plan_item *i = &items->row[k];

        err = unseal_text(c->mem, key, i->row, COLUMN_TEXT, &i->text);
        if (!err)
            err = unseal_text(c->mem, key, i->note_id, COLUMN_NOTE, &i->note);
        if (!err)
            err = unseal_text(c->mem, key, i->note_id, COLUMN_SAID,
                              &i->said_by);
    }
    return err;
}

static const struct err *
open_meetings(struct call *c, const struct key *key, struct team_meetings *all)
{
    const struct err *err = NULL;

    for (size_t k = 0; !err && k < all->n; k++) {
        struct team_meeting *m = &all->row[k];

        err = unseal_text(c->mem, key, m->id, COLUMN_PRESENT, &m->present);
        if (!err)
            err = unseal_text(c->mem, key, m->id, COLUMN_CHILD, &m->child);
        if (!err)
            err = unseal_text(c->mem, key, m->id, COLUMN_MINUTES, &m->minutes);
    }
    return err;
}

static bool
is_changed(const struct plan_items *items, int64_t newest)
{
    for (size_t k = 0; k < items->n; k++)
        if (items->row[k].version_from > newest ||
            (items->row[k].version_to != 0 &&
             items->row[k].version_to == newest))
            return true;
    return false;
}

/* What is read of the plan itself, opened. */
static const struct err *
read_plan_as(struct call *c, const struct viewer *v, case_id id,
             const struct key *key, struct plan_view *out)
{
    const struct err *err = plan_store_items(&c->tx, v, id, &out->items);

    c->classes |= CLASS_BIT(PLAN);
    if (!err)
        err = plan_store_newest(&c->tx, id, &out->newest);
    if (!err)
        err = open_items(c, key, &out->items);
    out->changed = !err && is_changed(&out->items, out->newest);
    return err;
}

static const struct err *
read_plan(struct call *c, case_id id, const struct key *key,
          struct plan_view *out)
{
    struct viewer v = viewer_of(c);

    return read_plan_as(c, &v, id, key, out);
}

const struct err *
plan_read_in(struct call *c, const struct viewer *v, case_id id,
             struct plan_view *out)
{
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = read_plan_as(c, v, id, &key, out);
    return err ? err : plan_store_versions(&c->tx, v, id, &out->versions);
}

const struct err *
plan_view_in(struct call *c, case_id id, struct plan_view *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = plan_read_in(c, &v, id, out);
    for (size_t k = 0; !err && k < out->versions.n; k++) {
        struct plan_version *p = &out->versions.row[k];

        err = unseal_text(c->mem, &key, id.v, COLUMN_SOURCE,
                          &p->consent_source);
    }
    if (!err)
        err = plan_store_meetings(&c->tx, &v, id, &out->meetings);
    return err ? err : open_meetings(c, &key, &out->meetings);
}

const struct err *
plan_app_view(struct call *c, case_id id, struct plan_view *out)
{
    const struct err *err = call_begin_on(c, ACT_PLAN_VIEW, subject_case(id));

    *out = (struct plan_view){0};
    if (!err)
        err = casefile_view_in(
            c, id, VIEW_UNITS | VIEW_TEAM | VIEW_PEOPLE | VIEW_CONSENT,
            &out->about);
    if (!err)
        err = plan_view_in(c, id, out);
    return call_end(c, ACT_PLAN_VIEW, id.v, err);
}

/* --- the draft --- */

static const struct err *
find_item(struct call *c, const struct plan_view *v, int64_t item,
          int64_t version, struct plan_item *out)
{
    for (size_t k = 0; k < v->items.n; k++)
        if (v->items.row[k].item == item &&
            plan_holds(&v->items.row[k], version)) {
            *out = v->items.row[k];
            return NULL;
        }
    return ERR(c->mem, NOT_FOUND);
}

/* Its own unit changes an item, or who holds the baton. */
static const struct err *
may_change(struct call *c, const struct plan_item *i)
{
    if (i->unit.v == c->who.unit.v || (c->ground & REL_BIT(HOLDER)) != 0)
        return NULL;
    return ERR(c->mem, DENIED);
}

/* Who does it takes part in the case. */
static const struct err *
check_owner(struct call *c, case_id id, const struct plan_item *i)
{
    struct function_row f = {0};
    enum takes_part part = NOT_OF_CASE;
    const struct err *err;

    if (i->kind != PLAN_MEASURE)
        return NULL;
    err = registry_store_get_function(&c->tx, i->owner, &f);
    if (!err)
        err = case_store_takes_part(&c->tx, id, f.unit_id, &part);
    if (err && err->kind != NOT_FOUND)
        return err;
    if (err || part == NOT_OF_CASE || !function_is_valid(&f, c->today))
        return ERR(c->mem, INVALID, .field = "ansvarlig",
                   .msg = MSG_JOINT_OWNER_MISSING);
    return NULL;
}

static const struct err *
put_row(struct call *c, case_id id, const struct key *key,
        const struct plan_item *i, int64_t draft)
{
    struct plan_item row = *i;

    row.row = id_new();
    row.version_from = draft;
    row.text = seal(c->mem, key, row.row, COLUMN_TEXT, i->text);
    return plan_store_insert(&c->tx, id, &row, c->who.function, c->now);
}

static const struct err *
put(struct call *c, case_id id, struct plan_item *i)
{
    struct plan_view v = {0};
    struct plan_item before = {0};
    struct key key;
    bool is_new = i->item == 0;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = read_plan(c, id, &key, &v);
    if (!err && !is_new)
        err = find_item(c, &v, i->item, v.newest + 1, &before);
    if (!err && !is_new)
        err = may_change(c, &before);
    i->kind = is_new ? i->kind : before.kind;
    i->unit = is_new ? c->who.unit : before.unit;
    i->item = is_new ? id_new() : before.item;
    if (!err)
        err = plan_check(c->mem, i, c->today);
    if (!err)
        err = check_owner(c, id, i);
    if (!err && !is_new)
        err = plan_store_end(&c->tx, &before, v.newest + 1);
    return err ? err : put_row(c, id, &key, i, v.newest + 1);
}

const struct err *
plan_app_put(struct call *c, case_id id, struct plan_item *i)
{
    const struct err *err = call_begin_on(c, ACT_PLAN_EDIT, subject_case(id));

    if (!err)
        err = share_own_in(c, id, c->who.unit, CLASS_BIT(PLAN));
    if (!err)
        err = put(c, id, i);
    return call_end(c, ACT_PLAN_EDIT, id.v, err);
}

const struct err *
plan_app_drop(struct call *c, case_id id, int64_t item)
{
    struct plan_view v = {0};
    struct plan_item i = {0};
    struct key key;
    const struct err *err = call_begin_on(c, ACT_PLAN_EDIT, subject_case(id));

    if (!err)
        err = case_key_in(c, id, &key);
    if (!err)
        err = read_plan(c, id, &key, &v);
    if (!err)
        err = find_item(c, &v, item, v.newest + 1, &i);
    if (!err)
        err = may_change(c, &i);
    if (!err)
        err = plan_store_end(&c->tx, &i, v.newest + 1);
    return call_end(c, ACT_PLAN_EDIT, item, err);
}

/* --- how it goes --- */

static struct str
seal_or_none(struct call *c, const struct key *key, int64_t nr,
             const char *column, struct str text)
{
    return text.n ? seal(c->mem, key, nr, column, text) : STR_NONE;
}

/* A line on how a measure goes, and its own line in the worklist. */
static const struct err *
put_state(struct call *c, case_id id, const struct key *key, int64_t nr,
          const struct plan_item *i)
{
    bool settled = i->state == PLAN_STATE_DONE ||
                   i->state == PLAN_STATE_STOPPED;
    const struct err *err = plan_store_state(
        &c->tx, id, nr, i, seal_or_none(c, key, nr, COLUMN_NOTE, i->note),
        seal_or_none(c, key, nr, COLUMN_SAID, i->said_by), c->who.unit,
        c->who.function, c->now);

    if (!err && settled)
        err = deadline_close_in(
            c, i->item, DEADLINE_PLAN_MEASURE,
            i->state == PLAN_STATE_DONE ? DEADLINE_MET : DEADLINE_CANCELLED);
    return err;
}

static const struct err *
set_state(struct call *c, case_id id, int64_t item, enum plan_state state,
          struct str note)
{
    struct plan_view v = {0};
    struct plan_item i = {0};
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = read_plan(c, id, &key, &v);
    if (!err)
        err = find_item(c, &v, item, v.newest, &i);
    if (!err && i.owner_unit.v != c->who.unit.v)
        err = may_change(c, &i);
    if (!err && state == PLAN_STATE_STOPPED && note.n == 0)
        err = ERR(c->mem, INVALID, .field = "merknad",
                  .msg = MSG_JOINT_STOP_REASON);
    i.state = state;
    i.note = note;
    i.said_by = STR_NONE;
    return err ? err : put_state(c, id, &key, id_new(), &i);
}

const struct err *
plan_app_state(struct call *c, case_id id, int64_t item, enum plan_state state,
               struct str note)
{
    const struct err *err = call_begin_on(c, ACT_PLAN_EDIT, subject_case(id));

    if (!err)
        err = share_own_in(c, id, c->who.unit, CLASS_BIT(PLAN));
    if (!err)
        err = set_state(c, id, item, state, note);
    return call_end(c, ACT_PLAN_EDIT, item, err);
}

/* --- adopting --- */

/* An open measure's line in its owner's worklist stands on the plan's day. */
static const struct err *
open_measure(struct call *c, case_id id, const struct plan_item *i)
{
    struct function_row who = {0};
    struct deadline d = {.case_id = id,
                         .kind = DEADLINE_PLAN_MEASURE,
                         .rule = STR("plan_measure"),
                         .source = SOURCE_AGREEMENT,
                         .due_on = i->due_on,
                         .object_id = i->item,
                         .owner = i->unit};
    struct date until;
    const struct err *err = deadline_close_in(c, i->item, DEADLINE_PLAN_MEASURE,
                                              DEADLINE_CANCELLED);

    if (err || i->state == PLAN_STATE_DONE || i->state == PLAN_STATE_STOPPED)
        return err;
    err = casefile_route_in(c, i->owner, &who, &until);
    if (!err)
        err = casefile_reveal_in(c, id, who.account_id);
    d.unit_id = who.unit_id;
    d.function_id = who.id;
    d.account_id = who.account_id;
    return err ? err : deadline_open_in(c, &d);
}

/* --- what a service without an account says --- */

static const struct err *
may_say(struct call *c, case_id id, const struct plan_item *i, bool *out)
{
    struct case_head head = {0};
    const struct err *err = casefile_head_in(c, id, &head);

    *out = !err && i->state != PLAN_STATE_DONE &&
           i->state != PLAN_STATE_STOPPED &&
           (i->unit.v == c->who.unit.v || i->owner_unit.v == c->who.unit.v ||
            head.holder.v == c->who.function.v);
    return err;
}

const struct err *
plan_say_in(struct call *c, case_id id, int64_t item, const struct said *s,
            struct said_effect *out)
{
    struct plan_view v = {0};
    struct plan_item i = {0};
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    *out = (struct said_effect){.before = STR("")};
    if (!err)
        err = read_plan(c, id, &key, &v);
    if (!err)
        err = find_item(c, &v, item, v.newest, &i);
    if (err && err->kind == NOT_FOUND)
        return NULL; /* no longer in the plan */
    if (!err)
        err = may_say(c, id, &i, &out->changed);
    if (err || !out->changed)
        return err;
    out->id = id_new();
    out->before = str_of(plan_state_word(i.state));
    i.state = s->done ? PLAN_STATE_DONE : PLAN_STATE_STOPPED;
    i.note = s->reason;
    i.said_by = s->by;
    return put_state(c, id, &key, out->id, &i);
}

const struct err *
plan_unsay_in(struct call *c, case_id id, int64_t item,
              const struct said_effect *e)
{
    struct plan_view v = {0};
    struct plan_item i = {0};
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = read_plan(c, id, &key, &v);
    if (!err)
        err = find_item(c, &v, item, v.newest, &i);
    if (err)
        return err->kind == NOT_FOUND ? ERR(c->mem, CONFLICT) : err;
    if (i.note_id != e->id || !plan_state_parse(e->before, &i.state))
        return ERR(c->mem, CONFLICT);
    i.note = STR_NONE;
    i.said_by = STR_NONE;
    err = put_state(c, id, &key, id_new(), &i);
    return err ? err : open_measure(c, id, &i);
}

static const struct err *
open_deadlines(struct call *c, case_id id, const struct plan_view *v,
               const struct plan_version *p)
{
    struct case_head head = {0};
    struct deadline d = {.case_id = id,
                         .kind = DEADLINE_PLAN_EVALUATE,
                         .rule = STR("plan_evaluate"),
                         .source = SOURCE_AGREEMENT,
                         .due_on = p->evaluate_on,
                         .object_id = id.v};
    const struct err *err = NULL;

    for (size_t k = 0; !err && k < v->items.n; k++) {
        const struct plan_item *i = &v->items.row[k];

        if (i->kind != PLAN_MEASURE)
            continue;
        if (plan_holds(i, p->version))
            err = open_measure(c, id, i);
        else if (i->version_to == p->version - 1)
            err = deadline_close_in(c, i->item, DEADLINE_PLAN_MEASURE,
                                    DEADLINE_CANCELLED);
    }
    if (!err)
        err = deadline_close_in(c, id.v, DEADLINE_PLAN_EVALUATE, DEADLINE_MET);
    if (!err)
        err = casefile_head_in(c, id, &head);
    d.unit_id = head.holder_unit;
    d.function_id = head.holder;
    d.account_id = head.holder_account;
    return err ? err : deadline_open_in(c, &d);
}

static const struct err *
lacks_text(struct call *c, unsigned lacks)
{
    struct buf b;

    buf_init(&b, c->mem);
    for (int bit = 0; bit < PLAN_CONTENTS; bit++) {
        if ((lacks >> bit & 1) == 0)
            continue;
        if (b.n > 0)
            buf_cz(&b, ", ");
        buf_str(&b, msg_plain(c->lang, plan_content_message(bit)));
    }
    return ERR(c->mem, INVALID, .field = "individuell", .msg = MSG_JOINT_LACKS,
               .arg = {msg_str(buf_done(&b))});
}

static const struct err *
check_adopt(struct call *c, const struct plan_view *v,
            const struct plan_version *p)
{
    unsigned lacks = plan_lacks(&v->items, p->version, p);
    bool empty = true;

    for (size_t k = 0; k < v->items.n; k++)
        empty = empty && !plan_holds(&v->items.row[k], p->version);
    if (empty)
        return ERR(c->mem, INVALID, .field = "evaluering",
                   .msg = MSG_JOINT_IS_EMPTY);
    if (date_is_none(p->evaluate_on) || date_cmp(p->evaluate_on, c->today) <= 0)
        return ERR(c->mem, INVALID, .field = "evaluering",
                   .msg = MSG_JOINT_DUE_PAST);
    return p->is_individual && lacks ? lacks_text(c, lacks) : NULL;
}

static const struct err *
adopt(struct call *c, case_id id, struct plan_version *p)
{
    struct plan_view v = {0};
    struct key key;
    struct event e = {
        .case_id = id, .kind = EVENT_PLAN_ADOPTED, .class_ = CLASS_CORE};
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = read_plan(c, id, &key, &v);
    p->version = v.newest + 1;
    p->adopted_on = c->today;
    if (!err)
        err = check_adopt(c, &v, p);
    if (!err)
        err = plan_store_adopt(
            &c->tx, id, p,
            p->consent_source.n
                ? seal(c->mem, &key, id.v, COLUMN_SOURCE, p->consent_source)
                : STR_NONE,
            c->who.function, c->now);
    if (!err)
        err = open_deadlines(c, id, &v, p);
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
plan_app_adopt(struct call *c, case_id id, struct plan_version *v)
{
    const struct err *err = call_begin_on(c, ACT_PLAN_ADOPT, subject_case(id));

    if (!err)
        err = adopt(c, id, v);
    return call_end(c, ACT_PLAN_ADOPT, id.v, err);
}

/* --- meetings of the team --- */

static const struct err *
check_meeting(struct call *c, const struct team_meeting *m)
{
    const struct err *err = NULL;

    if (date_is_none(m->held_on) || date_cmp(m->held_on, c->today) > 0)
        err = ERR(c->mem, INVALID, .field = "dato", .msg = MSG_JOINT_MEET_DATE);
    if (m->present.n == 0)
        err = err_join(
            c->mem, err,
            ERR(c->mem, INVALID, .field = "deltok", .msg = MSG_FORM_REQUIRED));
    if (m->child.n == 0)
        err = err_join(
            c->mem, err,
            ERR(c->mem, INVALID, .field = "barnet", .msg = MSG_FORM_REQUIRED));
    if (m->minutes.n == 0)
        err = err_join(
            c->mem, err,
            ERR(c->mem, INVALID, .field = "referat", .msg = MSG_FORM_REQUIRED));
    return err;
}

static const struct err *
meet(struct call *c, case_id id, const struct team_meeting *form)
{
    struct key key;
    struct team_meeting m = *form;
    struct event e = {.case_id = id,
                      .kind = EVENT_TEAM_MEETING,
                      .class_ = CLASS_CORE,
                      .day = form->held_on};
    const struct err *err = check_meeting(c, form);

    if (!err)
        err = case_key_in(c, id, &key);
    if (!err)
        err = share_own_in(c, id, c->who.unit, CLASS_BIT(PLAN));
    if (err)
        return err;
    m.id = id_new();
    m.unit = c->who.unit;
    m.present = seal(c->mem, &key, m.id, COLUMN_PRESENT, form->present);
    m.child = seal(c->mem, &key, m.id, COLUMN_CHILD, form->child);
    m.minutes = seal(c->mem, &key, m.id, COLUMN_MINUTES, form->minutes);
    err = plan_store_meet(&c->tx, id, &m, c->who.function, c->now);
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
plan_app_meet(struct call *c, case_id id, struct team_meeting *m)
{
    const struct err *err = call_begin_on(c, ACT_PLAN_EDIT, subject_case(id));

    if (!err)
        err = meet(c, id, m);
    return call_end(c, ACT_PLAN_EDIT, id.v, err);
}
