/* Approving a text, sending it back, naming who approves for a party.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/approval_app.h"

#include "registry/registry.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

/* --- who stands where --- */

const struct party_signature *
approval_of(const struct draft_look *d, version_id version, unit_id unit)
{
    return signature_standing(&d->approvals, version, unit);
}

const struct approver *
approver_of(const struct draft_look *d, unit_id unit)
{
    for (size_t i = 0; i < d->approvers.n; i++)
        if (d->approvers.row[i].unit.v == unit.v)
            return &d->approvers.row[i];
    return NULL;
}

static bool
leads_party(const struct draft_look *d, unit_id unit)
{
    for (size_t i = 0; i < d->led.n; i++)
        if (d->led.row[i].unit.v == unit.v)
            return true;
    return false;
}

static bool
speaks_for(const struct draft_look *d, unit_id unit)
{
    const struct approver *a = approver_of(d, unit);

    return (a && a->function.v == d->function.v) || leads_party(d, unit);
}

const struct party *
approval_asked_of(const struct draft_look *d)
{
    for (size_t i = 0; i < d->parties.n; i++) {
        const struct party *p = &d->parties.row[i];

        if (speaks_for(d, p->unit) && !approval_of(d, d->v->id, p->unit))
            return p;
    }
    return NULL;
}

const struct party *
approval_may_return(const struct draft_look *d)
{
    for (size_t i = 0; i < d->parties.n; i++)
        if (speaks_for(d, d->parties.row[i].unit))
            return &d->parties.row[i];
    return NULL;
}

const struct sent_back *
approval_open_return(const struct draft_look *d)
{
    for (size_t i = d->returns.n; i > 0; i--) {
        const struct sent_back *b = &d->returns.row[i - 1];

        if (b->version.v == d->v->id.v && b->again_at.us == 0)
            return b;
    }
    return NULL;
}

/* --- approving --- */

static const struct err *
check_give(struct call *c, const struct draft_look *d, struct str hash)
{
    if (!approval_may_return(d))
        return ERR(c->mem, DENIED);
    if (d->v->state != VERSION_APPROVAL)
        return ERR(c->mem, CONFLICT, .msg = MSG_APPROVAL_NOT_SENT);
    if (!approval_asked_of(d))
        return ERR(c->mem, CONFLICT, .msg = MSG_APPROVAL_TWICE);
    if (!str_eq(hash, d->hash) || !str_eq(d->v->hash, d->hash))
        return ERR(c->mem, CONFLICT, .msg = MSG_APPROVAL_CHANGED);
    return NULL;
}

static const struct err *
to_signature(struct call *c, const struct draft_look *d)
{
    struct version v = *d->v;
    const struct err *err;

    v.state = VERSION_SIGNING;
    err = version_store_update(&c->tx, &v);
    return err ? err : news_tell_in(c, v.agreement, v.id, NEWS_APPROVED);
}

const struct err *
approval_app_give(struct call *c, agreement_id id, struct str hash)
{
    const enum action a = ACT_AGREEMENT_APPROVE;
    struct draft_look d;
    struct party_signature s = {.function = c->who.function,
                                .account = c->who.account,
                                .name = c->who.name,
                                .unit_name = c->who.unit_name,
                                .at = c->now};
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_give(c, &d, hash);
    if (!err) {
        s.unit = approval_asked_of(&d)->unit;
        s.version = d.v->id;
        s.hash = d.hash;
        err = approved_store_insert(&c->tx, &s);
    }
    if (!err && draft_others_stand(&d, &d.approvals, s.unit))
        err = to_signature(c, &d);
    return call_end(c, a, id.v, err);
}

/* --- sending back --- */

static const struct err *
check_return(struct call *c, const struct draft_look *d, struct str reason,
             const struct err *typed)
{
    if (!approval_may_return(d))
        return ERR(c->mem, DENIED);
    if (!version_is_frozen(d->v))
        return ERR(c->mem, CONFLICT, .msg = MSG_RETURN_NOT_SENT);
    if (!typed && reason.n == 0)
        return ERR(c->mem, INVALID, .field = "grunn", .msg = MSG_FORM_REQUIRED);
    return typed;
}

static const struct err *
keep_return(struct call *c, const struct draft_look *d, struct str reason)
{
    const struct sent_back b = {.version = d->v->id,
                                .unit = approval_may_return(d)->unit,
                                .account = c->who.account,
                                .name = c->who.name,
                                .unit_name = c->who.unit_name,
                                .reason = reason,
                                .at = c->now};
    struct version v = *d->v;
    const struct err *err;

    v.state = VERSION_DRAFT;
    v.hash = STR_NONE;
    err = version_store_update(&c->tx, &v);
    return err ? err : sent_back_store_insert(&c->tx, &b);
}

const struct err *
approval_app_send_back(struct call *c, agreement_id id, struct str reason,
                       const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_APPROVE;
    struct draft_look d;
    int64_t gone = 0;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_return(c, &d, reason, typed);
    if (!err)
        err = keep_return(c, &d, reason);
    if (!err)
        err = approved_store_drop(&c->tx, d.v->id, c->now);
    if (!err)
        err = signature_store_drop(&c->tx, d.v->id, c->now, &gone);
    if (!err)
        err = news_tell_in(c, id, d.v->id, NEWS_RETURNED);
    return call_end(c, a, id.v, err);
}

/* --- who approves for a party --- */

/* Functions at the party that may be named. */
static const struct err *
read_nameable(struct call *c, const struct draft_look *d, unit_id unit,
              struct function_list *out)
{
    struct function_list all = {0};
    const struct err *err = NULL;

    if (!leads_party(d, unit))
        return ERR(c->mem, NOT_FOUND);
    err = registry_store_list_unit_functions(&c->tx, unit, c->today, &all);
    *out = (struct function_list){
        .row = ARENA_NEW_N(c->mem, struct function_row, all.n + 1)};
    for (size_t i = 0; !err && i < all.n; i++)
        if (all.row[i].kind != FUNCTION_LEADER &&
            all.row[i].kind != FUNCTION_ADMINISTRATOR)
            out->row[out->n++] = all.row[i];
    return err;
}

const struct err *
approval_app_offer(struct call *c, agreement_id id, unit_id unit,
                   struct draft_look *out, struct function_list *out_offer)
{
    const enum action a = ACT_AGREEMENT_DRAFT_VIEW;
    const struct err *err = draft_begin(c, a, id, out);

    if (!err)
        err = read_nameable(c, out, unit, out_offer);
    return call_end(c, a, id.v, err);
}

static const struct err *
check_nameable(struct call *c, const struct function_list *offer,
               function_id function)
{
    for (size_t i = 0; i < offer->n; i++)
        if (offer->row[i].id.v == function.v)
            return NULL;
    return function.v ? ERR(c->mem, INVALID, .field = "godkjenner",
                            .msg = MSG_FORM_CHOICE)
                      : NULL;
}

const struct err *
approval_app_name(struct call *c, agreement_id id, unit_id unit,
                  function_id function, const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_NAME;
    struct draft_look d;
    struct function_list offer = {0};
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = read_nameable(c, &d, unit, &offer);
    if (!err)
        err = typed ? typed : check_nameable(c, &offer, function);
    if (!err)
        err = function.v ? approver_store_put(&c->tx, id, unit, function,
                                              c->who.account, c->now)
                         : approver_store_drop(&c->tx, id, unit);
    return call_end(c, a, id.v, err);
}
