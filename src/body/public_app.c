/* Minutes for anybody: released by each party, and then read without login.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/body_app.h"
#include "body/release_store.h"
#include "text/messages_body.h"

const struct err *
minutes_app_release(struct call *c, meeting_id id, bool release)
{
    const enum action a = ACT_BODY_RELEASE;
    struct meeting m = {0};
    struct body_may may = {0};
    const struct err *err = call_begin(c, a);

    if (err)
        return err;
    err = meeting_store_get(&c->tx, id, &m);
    if (!err)
        err = call_permit(c, a, subject_body(m.body.v));
    if (!err && m.state != MEETING_APPROVED)
        err = ERR(c->mem, CONFLICT, .msg = MSG_MINUTES_NOT_APPROVED);
    if (!err)
        err = body_may_in(c, m.body, &may);
    if (!err)
        err = release ? minutes_store_release(&c->tx, id, may.party,
                                              c->who.account, c->today)
                      : minutes_store_withdraw(&c->tx, id, may.party, c->today);
    return call_end(c, a, id.v, err);
}

static const struct err *
read_minutes(struct call *c, struct minutes *m)
{
    const struct err *err = body_store_get(&c->tx, m->m.body, &m->b);

    if (!err)
        err = body_store_units(&c->tx, m->m.body, m->m.held_on, &m->units);
    if (!err)
        err = item_store_list(&c->tx, m->m.id, &m->items);
    return err ? err : body_decision_store_list(&c->tx, m->m.id, &m->decisions);
}

const struct err *
minutes_app_public(struct call *c, struct minutes_list *out)
{
    const enum action a = ACT_BODY_PUBLIC;
    struct meeting_list list = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct minutes_list){0};
    if (err)
        return err;
    err = minutes_store_public(&c->tx, &list);
    out->row = ARENA_NEW_N(c->mem, struct minutes, list.n + 1);
    out->n = list.n;
    for (size_t i = 0; !err && i < list.n; i++) {
        out->row[i].m = list.row[i];
        err = read_minutes(c, &out->row[i]);
    }
    return call_end(c, a, 0, err);
}
