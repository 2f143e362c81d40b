/* Shares in a call: grant, end, list; who may consent; a case's access log.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/app.h"

#include "access/audit.h"
#include "text/messages_sharing.h"

const struct err *
case_key_in(struct call *c, case_id id, struct key *out)
{
    struct str wrapped = STR_NONE;
    const struct err *err = NULL;

    if (c->key_case.v != id.v)
        err = sharing_store_wrapped_key(&c->tx, id, &wrapped);
    return err ? err : call_case_key(c, id, wrapped, out);
}

const struct err *
share_grant_in(struct call *c, struct share *s)
{
    struct key key;
    struct str sealed = STR_NONE;
    bool has = false;
    const struct err *err;

    if (s->valid_from.us == 0)
        s->valid_from = c->now;
    if (s->legal_basis.n == 0)
        s->legal_basis = basis_legal(s->basis);
    err = share_check(c->mem, s);
    if (!err && s->valid_to.us == 0 && s->consent_id == 0)
        err = sharing_store_has(&c->tx, s, c->now, &has);
    if (err || has)
        return err;
    s->id.v = id_new();
    if (s->source.n > 0) {
        err = case_key_in(c, s->case_id, &key);
        if (err)
            return err;
        sealed = seal(c->mem, &key, s->id.v, "share.source", s->source);
    }
    return sharing_store_insert(&c->tx, s, sealed, c->who.function, c->now);
}

const struct err *
share_grant_classes_in(struct call *c, const struct share *s, uint32_t classes)
{
    const struct err *err = NULL;

    for (int k = 0; k < CLASS_COUNT && !err; k++) {
        struct share one = *s;

        if ((classes >> k & 1) == 0)
            continue;
        one.id.v = 0;
        one.class_ = (enum info_class)k;
        err = share_grant_in(c, &one);
    }
    return err;
}

const struct err *
share_own_in(struct call *c, case_id id, unit_id unit, uint32_t classes)
{
    struct share s = {.case_id = id,
                      .from_unit = unit,
                      .to_unit = unit,
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_OWN};

    return share_grant_classes_in(c, &s, classes);
}

const struct err *
consent_who_in(struct call *c, const struct consent_facts *facts,
               struct consent_rule *out, bool *found)
{
    struct consent_rule *rules = NULL;
    const struct consent_rule *r;
    size_t n = 0;
    const struct err *err = sharing_store_consent_rules(&c->tx, &rules, &n);

    if (err)
        return err;
    r = consent_find(rules, n, facts, c->today);
    *found = r != NULL;
    if (r)
        *out = *r;
    return NULL;
}

/* A share is ended by who gave it, or by the baton's holder. */
static const struct err *
check_end(struct call *c, const struct share *s, case_id id)
{
    if (s->case_id.v != id.v)
        return ERR(c->mem, NOT_FOUND);
    if (s->basis == BASIS_OWN)
        return ERR(c->mem, CONFLICT, .msg = MSG_SHARE_OWN_STAYS);
    if (s->from_unit.v != c->who.unit.v && !(c->ground & REL_BIT(HOLDER)))
        return ERR(c->mem, DENIED);
    return NULL;
}

const struct err *
sharing_app_end(struct call *c, case_id id, share_id share, struct str reason)
{
    struct share s = {0};
    struct key key;
    const struct err *err = call_begin(c, ACT_SHARE_END);

    if (err)
        return err;
    err = call_permit(c, ACT_SHARE_END, subject_case(id));
    if (!err)
        err = sharing_store_get(&c->tx, share, &s);
    if (!err)
        err = check_end(c, &s, id);
    if (!err)
        err = case_key_in(c, id, &key);
    if (!err)
        err = sharing_store_end(
            &c->tx, share, c->who.function,
            seal(c->mem, &key, share.v, "share.end_reason", reason), c->now);
    return call_end(c, ACT_SHARE_END, share.v, err);
}

const struct err *
sharing_list_in(struct call *c, case_id id, struct share_list *out)
{
    struct key key;
    struct share_list list = {0};
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = sharing_store_list(&c->tx, c->who.unit, c->now, c->who.account,
                                 id, &list);
    for (size_t i = 0; !err && i < list.n; i++) {
        struct share *s = &list.row[i];

        if (s->source.n > 0)
            err = unseal(c->mem, &key, s->id.v, "share.source", s->source,
                         &s->source);
        if (!err && s->end_reason.n > 0)
            err = unseal(c->mem, &key, s->id.v, "share.end_reason",
                         s->end_reason, &s->end_reason);
    }
    if (!err)
        *out = list;
    return err;
}
