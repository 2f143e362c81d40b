/* How an action plan goes back, ends, and becomes public.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_app.h"

#include "text/messages_body.h"

/* Opens a call on a body's plan. */
static const struct err *
begin_plan(struct call *c, enum action a, body_id id, int32_t number,
           struct action_plan_look *l)
{
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    *l = (struct action_plan_look){0};
    if (!err)
        err = action_plan_look_in(c, id, number, l);
    if (!err && !l->plan)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_NOT_READY);
    return err;
}

const struct err *
action_plan_app_return(struct call *c, body_id id, struct str text)
{
    const enum action a = ACT_BODY_APPROVE;
    struct action_plan_look l;
    const struct err *err = begin_plan(c, a, id, 0, &l);

    if (!err && l.state != ACTION_PLAN_PUT && l.state != ACTION_PLAN_ENDORSED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_MAY_NOT_RETURN);
    if (!err)
        err = plan_return_store_insert(&c->tx, l.plan->id, l.may.party, text,
                                       c->who.account, c->today, c->now);
    if (!err) {
        struct action_plan p = *l.plan;

        p.item.v = 0;
        p.returned_on = c->today;
        err = action_plan_store_put(&c->tx, &p, c->who.account, c->now);
    }
    return call_end(c, a, id.v, err);
}

const struct err *
action_plan_app_close(struct call *c, body_id id, int32_t number,
                      struct str evaluation)
{
    const enum action a = ACT_BODY_RUN;
    struct action_plan_look l;
    const struct err *err = begin_plan(c, a, id, number, &l);

    if (!err && l.state != ACTION_PLAN_IN_FORCE && l.state != ACTION_PLAN_ENDED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_MAY_NOT_CLOSE);
    if (!err) {
        struct action_plan p = *l.plan;

        p.closed_on = c->today;
        p.closed_by = c->who.account;
        p.evaluation = evaluation;
        err = action_plan_store_put(&c->tx, &p, c->who.account, c->now);
    }
    return call_end(c, a, id.v, err);
}

const struct err *
action_plan_app_release(struct call *c, body_id id, int32_t number,
                        bool release)
{
    const enum action a = ACT_BODY_RELEASE;
    struct action_plan_look l;
    const struct err *err = begin_plan(c, a, id, number, &l);

    if (!err && !action_plan_is_agreed(l.state))
        err = ERR(c->mem, CONFLICT, .msg = MSG_ACTION_PLAN_NOT_AGREED);
    if (!err)
        err = release ? plan_store_release(&c->tx, l.plan->id, l.may.party,
                                           c->who.account, c->today)
                      : plan_store_withdraw(&c->tx, l.plan->id, l.may.party,
                                            c->today);
    return call_end(c, a, id.v, err);
}

static const struct err *
read_public(struct call *c, struct public_plan *p)
{
    const struct err *err = body_store_get(&c->tx, p->plan.body, &p->b);

    if (!err)
        err = body_store_units(&c->tx, p->plan.body, c->today, &p->units);
    return err ? err : measure_store_list(&c->tx, p->plan.id, &p->measures);
}

const struct err *
action_plan_app_public(struct call *c, struct public_plan_list *out)
{
    const enum action a = ACT_BODY_PUBLIC;
    struct action_plan_list list = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct public_plan_list){0};
    if (err)
        return err;
    err = plan_store_public(&c->tx, c->today, &list);
    out->row = ARENA_NEW_N(c->mem, struct public_plan, list.n + 1);
    out->n = list.n;
    for (size_t i = 0; !err && i < list.n; i++) {
        out->row[i].plan = list.row[i];
        err = read_public(c, &out->row[i]);
    }
    return call_end(c, a, 0, err);
}
