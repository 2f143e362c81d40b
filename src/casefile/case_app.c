/* A case inside an open call: facts for the gate, open, join, read, tell.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/app.h"

#include "base/workday.h"
#include "casefile/baton_app.h"
#include "registry/registry.h"
#include "text/messages_casefile.h"

enum { KNOCK_DAYS = 5 };

/* --- facts --- */

static const struct err *
leads_holder(struct call *c, unit_id holder_unit, bool *out)
{
    struct function_row leader = {0};
    bool found = false;
    const struct err *err;

    *out = false;
    if (c->who.role != ROLE_LEADER)
        return NULL;
    err = registry_leader_of(&c->tx, holder_unit, c->today, &leader, &found);
    if (!err)
        *out = found && leader.account_id.v == c->who.account.v;
    return err;
}

static const struct err *
case_relations(struct call *c, case_id id, struct gate_facts *out,
               struct case_facts *f)
{
    bool leads = false;
    struct viewer v = viewer_of(c);
    const struct err *err = case_store_facts(&c->tx, &v, id, f);

    if (err || !f->exists)
        return err;
    out->subject_exists = true;
    out->about_child = true;
    out->is_protected = f->is_protected;
    out->on_short_list = f->on_short_list;
    if (f->participant)
        out->relations |= REL_BIT(PARTICIPANT);
    if (f->team)
        out->relations |= REL_BIT(TEAM);
    if (f->holder_account.v == c->who.account.v &&
        f->holder_unit.v == c->who.unit.v)
        out->relations |= REL_BIT(HOLDER);
    if (f->opened)
        out->relations |= REL_BIT(EMERGENCY);
    err = leads_holder(c, f->holder_unit, &leads);
    if (!err && leads)
        out->relations |= REL_BIT(HOLDER_LEADER);
    return err;
}

static const struct err *
case_classes(struct call *c, case_id id, struct gate_facts *out)
{
    return sharing_store_classes(&c->tx, id, c->who.unit, c->who.account,
                                 c->now, &out->classes);
}

const struct err *
casefile_facts_case(struct call *c, int64_t id, struct gate_facts *out,
                    case_id *out_case)
{
    struct case_facts f;
    const struct err *err = case_relations(c, (case_id){id}, out, &f);

    *out_case = (case_id){id};
    return err || !f.exists ? err : case_classes(c, (case_id){id}, out);
}

static bool
may_answer(const struct call *c, const struct baton_row *row,
           const struct function_row *acting)
{
    struct baton_party who = {
        .function = acting->id, .unit = acting->unit_id, .kind = acting->kind};

    return c->who.unit.v == acting->unit_id.v &&
           baton_may_answer(&row->baton.offer, &who);
}

/* One of the person's functions at the acting unit answers for the offer. */
static const struct err *
is_offered(struct call *c, const struct baton_row *row, bool *out)
{
    const struct baton_offer *o = &row->baton.offer;
    struct function_list own = {0};
    const struct err *err;

    *out = c->who.function.v != 0 && (o->to.function.v == c->who.function.v ||
                                      o->above.v == c->who.function.v);
    if (*out)
        return NULL;
    err = registry_store_list_account_functions(&c->tx, c->who.account,
                                                c->today, &own);
    for (size_t i = 0; !err && i < own.n; i++)
        *out = *out || may_answer(c, row, &own.row[i]);
    return err;
}

const struct err *
casefile_facts_offer(struct call *c, int64_t id, struct gate_facts *out,
                     case_id *out_case)
{
    struct case_facts f;
    struct baton_row *row = ARENA_NEW(c->mem, struct baton_row);
    bool offered = false;
    const struct err *err = baton_store_of_offer(&c->tx, (offer_id){id}, row);

    if (err && err->kind == NOT_FOUND)
        return NULL; /* the gate answers as if it did not exist */
    if (err)
        return err;
    *out_case = row->case_id;
    call_keep(c, subject_offer((offer_id){id}), row);
    err = case_relations(c, row->case_id, out, &f);
    if (!err && row->baton.offer.id.v == id)
        err = is_offered(c, row, &offered);
    if (!err && offered)
        out->relations |= REL_BIT(OFFERED);
    if (err || !f.exists || (offered && out->asked == 0))
        return err; /* whoever is offered it knows of it without a share */
    return case_classes(c, row->case_id, out);
}

const struct err *
casefile_offered_in(struct call *c, offer_id id, struct baton_row *out)
{
    const struct baton_row *kept = call_kept(c, subject_offer(id));

    if (!kept)
        return baton_store_of_offer(&c->tx, id, out);
    *out = *kept;
    return NULL;
}

/* --- write --- */

const struct err *
casefile_event_in(struct call *c, struct event *e)
{
    struct key key;
    struct str sealed = STR_NONE;
    const struct err *err;

    e->id.v = id_new();
    if (e->at.us == 0)
        e->at = c->now;
    if (e->function.v == 0)
        e->function = c->who.function;
    if (e->unit.v == 0)
        e->unit = c->who.unit;
    if (e->day.days == 0)
        e->day = DATE_NONE;
    if (e->text.n > 0) {
        err = case_key_in(c, e->case_id, &key);
        if (err)
            return err;
        sealed = seal(c->mem, &key, e->id.v, "event.text", e->text);
    }
    return case_store_add_event(&c->tx, e, sealed);
}

const struct err *
casefile_join_in(struct call *c, case_id id, unit_id unit, enum purpose purpose,
                 bool active)
{
    enum takes_part part = NOT_OF_CASE;
    struct event e = {.case_id = id,
                      .kind = active ? EVENT_JOINED : EVENT_INVITED,
                      .other_unit = unit};
    const struct err *err = case_store_takes_part(&c->tx, id, unit, &part);

    if (err || part == TAKES_PART || (part == INVITED && !active))
        return err;
    err = case_store_put_unit(&c->tx, id, unit, purpose, active,
                              c->who.function, c->now);
    if (!err && active)
        err = share_own_in(c, id, unit, CLASS_BIT(CORE) | CLASS_BIT(PLAN));
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
casefile_join_shared_in(struct call *c, const struct share *s, uint32_t classes)
{
    const struct err *err = casefile_join_in(c, s->case_id, s->to_unit,
                                             s->purpose, true);

    if (!err)
        err = share_grant_classes_in(c, s, classes);
    return err;
}

const struct err *
casefile_reveal_in(struct call *c, case_id id, account_id account)
{
    struct baton_row row;
    const struct err *err = baton_store_get(&c->tx, id, &row);

    if (err || !row.is_protected)
        return err;
    return case_store_put_short_list(&c->tx, id, account, c->who.function,
                                     c->now);
}

const struct err *
casefile_team_in(struct call *c, case_id id, function_id f, enum team_role role)
{
    struct function_row row = {0};
    enum takes_part part = NOT_OF_CASE;
    struct event e = {
        .case_id = id, .kind = EVENT_TEAM_JOINED, .other_function = f};
    const struct err *err = registry_store_get_function(&c->tx, f, &row);

    if (!err)
        err = case_store_takes_part(&c->tx, id, row.unit_id, &part);
    if (!err && part == NOT_OF_CASE)
        err = ERR(c->mem, CONFLICT, .msg = MSG_TEAM_UNIT_NOT_IN_CASE,
                  .field = "funksjon");
    if (!err && !function_is_valid(&row, c->today))
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_NOT_ACTIVE,
                  .field = "funksjon");
    if (!err)
        err = case_store_put_team(&c->tx, id, &row, role, c->who.function,
                                  c->now);
    if (!err)
        err = casefile_reveal_in(c, id, row.account_id);
    e.other_unit = row.unit_id;
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
casefile_put_person_in(struct call *c, case_id id, struct person *p)
{
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = child_store_put_person(&c->tx, &key, id, p, c->who.function,
                                     c->now);
    return err;
}

const struct err *
casefile_deadline_in(struct call *c, struct deadline *d)
{
    struct function_row row = {0};
    const struct err *err = NULL;

    if (d->account_id.v == 0) {
        err = registry_store_get_function(&c->tx, d->function_id, &row);
        d->account_id = row.account_id;
        d->unit_id = row.unit_id;
    }
    return err ? err : deadline_open_in(c, d);
}

/* --- read --- */

const struct err *
casefile_head_in(struct call *c, case_id id, struct case_head *out)
{
    struct viewer v = viewer_of(c);

    return case_store_get(&c->tx, &v, id, out);
}

const struct err *
casefile_child_in(struct call *c, case_id id, struct child *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    return err ? err : child_store_get(&c->tx, &v, &key, id, out);
}

const struct err *
casefile_persons_in(struct call *c, case_id id, struct person_list *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    return err ? err : child_store_list_persons(&c->tx, &v, &key, id, out);
}

/* --- open --- */

static struct str
lookup_of(struct call *c, const struct natid *id)
{
    struct hash h;

    if (id->kind == NATID_NONE)
        return STR_NONE;
    h = lookup_natid(c->sv->keys, id);
    return str_copy(c->mem, (struct str){(const char *)h.b, sizeof h.b});
}

const struct err *
casefile_find_own_in(struct call *c, const struct natid *id, case_id *out,
                     bool *found)
{
    struct viewer v = viewer_of(c);
    const struct err *err = case_store_find_own(&c->tx, &v, lookup_of(c, id),
                                                out);

    if (!err)
        *found = out->v != 0;
    return err;
}

/* The joined case's holder is asked to invite the new thread's unit. */
static const struct err *
knock(struct call *c, case_id joined, case_id thread)
{
    int64_t id = 0;
    struct baton_row row;
    struct event e = {
        .case_id = joined, .kind = EVENT_KNOCKED, .other_unit = c->who.unit};
    struct deadline d = {.case_id = joined,
                         .kind = DEADLINE_KNOCK,
                         .rule = STR("R602"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = workday_add(c->today, KNOCK_DAYS)};
    const struct err *err = case_store_insert_knock(&c->tx, joined, thread,
                                                    c->who.unit, c->now, &id);

    if (!err)
        err = baton_store_get(&c->tx, joined, &row);
    if (err)
        return err;
    d.unit_id = row.baton.holder.unit;
    d.function_id = row.baton.holder.function;
    d.account_id = row.holder_account;
    d.object_id = id;
    err = deadline_open_in(c, &d);
    return err ? err : casefile_event_in(c, &e);
}

static bool
is_place(struct arena *mem, const struct municipality *m, struct str typed)
{
    return str_eq(m->number, typed) || str_eq(m->name, typed) ||
           str_eq(municipality_label(mem, m), typed);
}

const struct err *
casefile_place_in(struct call *c, struct child *k)
{
    struct municipality_list list = {0};
    struct str number = STR_NONE;
    size_t n = 0;
    const struct err *err;

    if (k->municipality.n == 0)
        return NULL;
    err = registry_store_list_municipalities(&c->tx, &list);
    for (size_t i = 0; i < list.n && !err; i++)
        if (is_place(c->mem, &list.row[i], k->municipality)) {
            number = list.row[i].number;
            n++;
        }
    if (!err && n != 1)
        err = ERR(c->mem, INVALID, .field = "kommune",
                  .msg = MSG_CHILD_MUNICIPALITY_WRONG);
    if (!err)
        k->municipality = number;
    return err;
}

static const struct err *
check_opener(struct call *c, struct case_open_form *form)
{
    struct unit u = {0};
    const struct err *place = casefile_place_in(c, &form->child);
    const struct err *err;

    if (place && place->kind != INVALID)
        return place;
    err = err_join(
        c->mem,
        child_check(c->mem, &form->child, c->sv->demo, c->today, c->today),
        place);
    if (!err)
        err = registry_store_get_unit(&c->tx, c->who.unit, &u);
    if (!err && !case_may_open(u.type))
        err = ERR(c->mem, DENIED, .msg = MSG_CASE_UNIT_MAY_NOT_OPEN);
    return err;
}

static const struct err *
insert_case(struct call *c, const struct case_open_form *form,
            struct case_new *n)
{
    struct key key;
    struct child k = form->child;
    const struct err *err;

    n->id.v = id_new();
    n->wrapped_key = key_new_wrapped(c->mem, c->sv->keys, n->id.v, &key);
    n->is_protected = k.protection >= PROTECTION_CONFIDENTIAL;
    n->bti_level = form->bti_level;
    n->unit = c->who.unit;
    n->function = c->who.function;
    n->account = c->who.account;
    k.case_id = n->id;
    k.version = 1;
    err = case_store_insert(&c->tx, n, c->now, c->today);
    if (!err)
        err = child_store_put(&c->tx, &key, &k, STR_NONE, c->who.function,
                              c->now);
    return err;
}

static const struct err *
hold_first(struct call *c, const struct case_new *n,
           const struct case_open_form *form)
{
    struct baton_row row;
    struct baton_act act = {.event = {.kind = BATON_OPENED},
                            .to_account = n->account,
                            .answer = form->text};
    const struct err *err = baton_store_get(&c->tx, n->id, &row);

    if (!err)
        err = baton_party_in(c, n->id, n->function, &act.event.to, NULL);
    return err ? err : baton_act_in(c, &row, &act);
}

const struct err *
casefile_app_open_in(struct call *c, const struct case_open_form *form,
                     case_id *out)
{
    struct case_new n = {.lookup = lookup_of(c, &form->child.number)};
    struct case_open_form placed = *form;
    case_id joined = {0};
    const struct err *err = check_opener(c, &placed);

    form = &placed;

    if (!err && n.lookup.n > 0)
        err = case_store_find_joined(&c->tx, n.lookup, &joined);
    n.joined = joined.v == 0;
    if (!err)
        err = insert_case(c, form, &n);
    if (!err)
        err = hold_first(c, &n, form);
    if (!err && joined.v != 0)
        err = knock(c, joined, n.id);
    if (!err)
        *out = n.id;
    return err;
}
