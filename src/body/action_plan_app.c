/* Looking at a body's action plan, writing, putting forward, endorsing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_app.h"

#include "body/body_app.h"
#include "text/messages_body.h"
#include "text/messages_text.h"

enum { ITEM_MINUTES = 30, MEASURES_MAX = 200 };

/* --- looking --- */

static void
choose(struct action_plan_look *l, int32_t number)
{
    for (size_t i = 0; i < l->plans.n; i++)
        if (!l->plan && (number == 0 || l->plans.row[i].number == number))
            l->plan = &l->plans.row[i];
}

/* Keeps decisions about plans. */
static void
keep_plans(struct body_decision_list *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n; i++)
        if (d->row[i].topic == TOPIC_PLAN)
            d->row[n++] = d->row[i];
    d->n = n;
}

static const struct err *
read_plan(struct call *c, struct action_plan_look *l)
{
    const struct err *err = measure_store_list(&c->tx, l->plan->id,
                                               &l->measures);

    if (!err)
        err = progress_store_list(&c->tx, l->plan->id, &l->progress);
    if (!err)
        err = endorsement_store_list(&c->tx, l->plan->id, &l->endorsed);
    if (!err)
        err = plan_return_store_list(&c->tx, l->plan->id, &l->returns);
    if (!err)
        err = plan_store_released(&c->tx, l->plan->id, l->may.party,
                                  &l->released, &l->released_by_own);
    if (!err)
        l->state = action_plan_state_on(l->plan, l->parties, l->endorsed.n,
                                        c->today);
    return err;
}

const struct err *
action_plan_look_in(struct call *c, body_id id, int32_t number,
                    struct action_plan_look *l)
{
    const struct err *err = body_store_get(&c->tx, id, &l->b);

    if (!err)
        err = body_store_units(&c->tx, id, c->today, &l->units);
    if (!err)
        err = body_store_people(&c->tx, id, c->today, &l->people);
    if (!err)
        err = action_plan_store_list(&c->tx, id, &l->plans);
    if (!err)
        err = body_decision_store_search(
            &c->tx, id, search_pattern(c->mem, STR_NONE), &l->decisions);
    if (!err)
        err = body_may_in(c, id, &l->may);
    if (err)
        return err;
    keep_plans(&l->decisions);
    for (size_t i = 0; i < l->units.n; i++)
        l->parties += l->units.row[i].part == PART_PARTY;
    choose(l, number);
    if (!l->plan)
        return number == 0 ? NULL : ERR(c->mem, NOT_FOUND);
    return read_plan(c, l);
}

const struct err *
action_plan_app_look(struct call *c, body_id id, int32_t number,
                     struct action_plan_look *out)
{
    const enum action a = ACT_BODY_VIEW;
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    *out = (struct action_plan_look){0};
    if (!err)
        err = action_plan_look_in(c, id, number, out);
    return call_end(c, a, id.v, err);
}

/* --- writing --- */

static const struct err *
carry_over(struct call *c, const struct action_plan_look *old,
           const struct action_plan *p)
{
    const struct err *err = NULL;
    int32_t n = 0;

    for (size_t i = 0; !err && i < old->measures.n; i++) {
        struct measure m = old->measures.row[i];

        if (m.state == MEASURE_DONE || m.state == MEASURE_STOPPED)
            continue;
        m.id = (measure_id){id_new()};
        m.plan = p->id;
        m.position = ++n;
        if (date_cmp(m.from, p->from) < 0)
            m.from = p->from;
        if (date_cmp(m.until, m.from) < 0 || date_cmp(m.until, p->until) > 0)
            m.until = p->until;
        err = measure_store_insert(&c->tx, &m);
    }
    return err;
}

static bool
is_open(const struct action_plan_look *l)
{
    return l->plan && action_plan_is_open(l->state);
}

const struct err *
action_plan_app_start(struct call *c, body_id id, struct str title,
                      struct date from)
{
    const enum action a = ACT_BODY_RUN;
    struct action_plan_look old = {0};
    struct action_plan p = {.id = {id_new()},
                            .body = id,
                            .number = 1,
                            .title = title,
                            .from = from,
                            .until = action_plan_end(from),
                            .returned_on = DATE_NONE,
                            .closed_on = DATE_NONE};
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    if (!err)
        err = action_plan_look_in(c, id, 0, &old);
    if (!err && (is_open(&old) || old.state == ACTION_PLAN_ENDORSED))
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_IS_DRAFT);
    if (!err && old.plan)
        p.number = old.plan->number + 1;
    if (!err)
        err = action_plan_store_put(&c->tx, &p, c->who.account, c->now);
    if (!err)
        err = carry_over(c, &old, &p);
    return call_end(c, a, p.id.v, err);
}

static const struct err *
check_person(struct call *c, const struct action_plan_look *l, person_id id)
{
    for (size_t i = 0; i < l->people.n; i++)
        if (l->people.row[i].id.v == id.v)
            return NULL;
    return ERR(c->mem, INVALID, .field = "ansvarlig", .msg = MSG_FORM_CHOICE);
}

const struct err *
action_plan_app_add(struct call *c, body_id id, struct measure *m)
{
    const enum action a = ACT_BODY_RUN;
    struct action_plan_look l = {0};
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    m->id = (measure_id){id_new()};
    if (!err)
        err = action_plan_look_in(c, id, 0, &l);
    if (!err && (!is_open(&l) || l.measures.n >= MEASURES_MAX))
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_IS_CLOSED);
    if (!err)
        err = check_person(c, &l, m->person);
    if (!err)
        err = measure_check(c->mem, l.plan, m);
    if (!err) {
        m->plan = l.plan->id;
        m->position = (int32_t)l.measures.n + 1;
        err = measure_store_insert(&c->tx, m);
    }
    return call_end(c, a, m->id.v, err);
}

static const struct measure *
measure_of(const struct action_plan_look *l, measure_id id)
{
    for (size_t i = 0; i < l->measures.n; i++)
        if (l->measures.row[i].id.v == id.v)
            return &l->measures.row[i];
    return NULL;
}

const struct err *
action_plan_app_change(struct call *c, body_id id, const struct measure *m,
                       bool remove)
{
    const enum action a = ACT_BODY_RUN;
    struct action_plan_look l = {0};
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    if (!err)
        err = action_plan_look_in(c, id, 0, &l);
    if (!err && !measure_of(&l, m->id))
        err = ERR(c->mem, NOT_FOUND);
    if (!err && !is_open(&l))
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_IS_CLOSED);
    if (!err && remove)
        return call_end(c, a, m->id.v, measure_store_delete(&c->tx, m->id));
    if (!err)
        err = check_person(c, &l, m->person);
    if (!err)
        err = measure_check(c->mem, l.plan, m);
    if (!err)
        err = measure_store_update(&c->tx, m);
    return call_end(c, a, m->id.v, err);
}

const struct err *
action_plan_app_progress(struct call *c, body_id id, measure_id measure,
                         const struct progress *p)
{
    const enum action a = ACT_BODY_PROPOSE;
    struct action_plan_look l = {0};
    const struct measure *m = NULL;
    struct progress line = *p;
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    line.on = c->today;
    if (!err)
        err = action_plan_look_in(c, id, 0, &l);
    m = err ? NULL : measure_of(&l, measure);
    if (!err && l.state == ACTION_PLAN_CLOSED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_IS_CLOSED);
    if (!err && !m)
        err = ERR(c->mem, INVALID, .field = "nummer", .msg = MSG_FORM_CHOICE);
    if (!err)
        err = measure_store_progress(&c->tx, m, &line, c->who.account, c->now);
    return call_end(c, a, measure.v, err);
}

const struct err *
action_plan_app_put(struct call *c, body_id id)
{
    const enum action a = ACT_BODY_RUN;
    struct action_plan_look l = {0};
    struct item_form f = {
        .kind = ITEM_ENDORSEMENT, .topic = TOPIC_PLAN, .minutes = ITEM_MINUTES};
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    if (!err)
        err = action_plan_look_in(c, id, 0, &l);
    if (!err && (!l.plan || l.measures.n == 0 || l.plan->item.v ||
                 !action_plan_is_open(l.state)))
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_NOT_READY);
    if (!err) {
        struct action_plan p = *l.plan;

        f.title = p.title;
        f.plan = p.id.v;
        p.returned_on = DATE_NONE;
        err = body_item_add_in(c, id, &f, &p.item);
        if (!err)
            err = action_plan_store_put(&c->tx, &p, c->who.account, c->now);
    }
    return call_end(c, a, id.v, err);
}

static const struct err *
check_endorse(struct call *c, const struct action_plan_look *l,
              body_decision_id decision)
{
    bool found = false;

    if (!l->plan || action_plan_is_agreed(l->state) ||
        l->state == ACTION_PLAN_RETURNED || l->measures.n == 0)
        return ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_NOT_READY);
    for (size_t i = 0; i < l->decisions.n; i++)
        found = found || l->decisions.row[i].id.v == decision.v;
    if (!found)
        return ERR(c->mem, INVALID, .field = "vedtak", .msg = MSG_FORM_CHOICE);
    for (size_t i = 0; i < l->endorsed.n; i++) {
        if (l->endorsed.row[i].unit.v == l->may.party.v)
            return ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_TWICE);
        if (l->endorsed.row[i].decision.v != decision.v)
            return ERR(c->mem, INVALID, .field = "vedtak",
                       .msg = MSG_ACTION_PLAN_OTHER_DECISION);
    }
    return NULL;
}

const struct err *
action_plan_app_endorse(struct call *c, body_id id, body_decision_id decision)
{
    const enum action a = ACT_BODY_APPROVE;
    struct action_plan_look l = {0};
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    if (!err)
        err = action_plan_look_in(c, id, 0, &l);
    if (!err)
        err = check_endorse(c, &l, decision);
    if (!err) {
        struct endorsement e = {.unit = l.may.party,
                                .decision = decision,
                                .account = c->who.account,
                                .on = c->today};

        err = endorsement_store_insert(&c->tx, l.plan->id, &e, c->now);
    }
    return call_end(c, a, id.v, err);
}
