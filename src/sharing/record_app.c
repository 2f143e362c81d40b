/* Consents in a call: put down, list, withdraw.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/record_app.h"

#include "sharing/record_store.h"

const struct err *
consent_rules_in(struct call *c, struct consent_rule **out, size_t *out_n)
{
    return sharing_store_consent_rules(&c->tx, out, out_n);
}

static enum purpose
purpose_of(enum consent_matter m)
{
    switch (m) {
    case MATTER_ASSESSMENT:
        return PURPOSE_ASSESSMENT;
    case MATTER_HEALTH:
    case MATTER_SHARE_HEALTH:
    case MATTER_ADMISSION:
    case MATTER_HEALTH_TO_PARENTS:
    case MATTER_PARTY_HEALTH:
        return PURPOSE_HEALTH_CARE;
    case MATTER_HEALTH_TO_CARERS:
    case MATTER_INSTITUTION:
        return PURPOSE_DAILY_CARE;
    case MATTER_SHARE_WELFARE:
    case MATTER_TEAM:
    case MATTER_PLAN:
    case MATTER_WELFARE_TO_PARENTS:
    case MATTER_PARTY_WELFARE:
    case MATTER_COUNT:
        break;
    }
    return PURPOSE_FOLLOW_UP;
}

/* What a service without an account tells becomes the asking unit's own. */
static bool
is_of_outside(const struct consent_record *r)
{
    return r->from_unit.v == r->to_unit.v;
}

static const struct err *
share_given(struct call *c, const struct consent_record *r)
{
    struct share s = {.case_id = r->case_id,
                      .from_unit = r->from_unit,
                      .to_unit = r->to_unit,
                      .purpose = purpose_of(r->matter),
                      .basis = BASIS_CONSENT,
                      .legal_basis = r->legal_basis,
                      .consent_rule = r->rule,
                      .consented = true,
                      .consent_by = r->by,
                      .consent_id = r->id,
                      .wording = r->wording,
                      .source = r->how};

    if (r->given == 0 || is_of_outside(r))
        return NULL;
    if (!date_is_none(r->valid_to))
        s.valid_to = date_end_in_oslo(r->valid_to);
    return share_grant_classes_in(c, &s, r->given | CLASS_BIT(CORE));
}

const struct err *
consent_put_in(struct call *c, struct consent_record *r)
{
    struct key key;
    struct consent_record sealed;
    const struct err *err = case_key_in(c, r->case_id, &key);

    if (err)
        return err;
    r->id = id_new();
    r->wording = is_of_outside(r) ? STR("") : STR(CONSENT_WORDING);
    sealed = *r;
    sealed.how = seal(c->mem, &key, r->id, "consent.how", r->how);
    err = consent_store_insert(&c->tx, &sealed, c->who.function, c->now);
    return err ? err : share_given(c, r);
}

const struct err *
consent_list_in(struct call *c, case_id id, struct consent_list *out)
{
    struct key key;
    struct consent_list list = {0};
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = consent_store_list(&c->tx, c->who.unit, c->now, c->who.account,
                                 id, &list);
    for (size_t i = 0; !err && i < list.n; i++) {
        struct consent_record *r = &list.row[i];

        err = unseal(c->mem, &key, r->id, "consent.how", r->how, &r->how);
        if (!err && r->end_reason.n > 0)
            err = unseal(c->mem, &key, r->id, "consent.end_reason",
                         r->end_reason, &r->end_reason);
    }
    if (!err)
        *out = list;
    return err;
}

/* It is ended by the unit that asked, or by the baton's holder. */
static const struct err *
find_to_end(struct call *c, case_id id, int64_t record)
{
    struct consent_list list = {0};
    const struct err *err = consent_store_list(&c->tx, c->who.unit, c->now,
                                               c->who.account, id, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        if (list.row[i].id != record)
            continue;
        if (list.row[i].from_unit.v != c->who.unit.v &&
            !(c->ground & REL_BIT(HOLDER)))
            return ERR(c->mem, DENIED);
        return NULL;
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
consent_end_in(struct call *c, case_id id, int64_t record, struct str reason)
{
    struct key key;
    const struct err *err = find_to_end(c, id, record);

    if (!err)
        err = case_key_in(c, id, &key);
    if (!err)
        err = consent_store_end(
            &c->tx, record, c->who.function,
            seal(c->mem, &key, record, "consent.end_reason", reason), c->now);
    if (!err)
        err = consent_store_end_shares(&c->tx, record, c->who.function, c->now);
    return err;
}
