/* Looking at agreed hours of guidance, noting what was given.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/guidance_app.h"

#include "agreement/draft_app.h"

bool
guidance_may_note(const struct clause *c, unit_id unit)
{
    return c->shown == SHOWN_OBLIGATION &&
           c->duty.kind == OBLIGATION_GUIDANCE && c->duty.units == 2 &&
           (c->duty.unit[0] == unit.v || c->duty.unit[1] == unit.v);
}

const struct err *
guidance_app_view(struct call *c, agreement_id id, int year,
                  struct guidance_look *out)
{
    const enum action act = ACT_AGREEMENT_VIEW;
    struct agreement a = {0};
    const struct err *err = call_begin_on(c, act, subject_agreement(id.v));

    *out = (struct guidance_look){.year = year, .unit = c->who.unit};
    if (!err)
        err = agreement_store_get(&c->tx, id, &a);
    if (!err)
        err = agreement_look_in(c, &a, c->today, &out->look);
    if (!err)
        err = guidance_store_list(&c->tx, id, date_ymd(year, 1, 1),
                                  date_ymd(year, 12, 31), &out->notes);
    return call_end(c, act, id.v, err);
}

/* The clause of guidance in force with a ref. Errors: NOT_FOUND; DENIED. */
static const struct err *
find_clause(struct call *c, const struct guidance_note *n,
            struct clause_list *list, const struct clause **out)
{
    struct version_list versions = {0};
    const struct version *v;
    const struct err *err = version_store_list(&c->tx, n->agreement, &versions);

    if (err)
        return err;
    v = version_on(&versions, c->today);
    if (v)
        err = clause_store_list(&c->tx, v->id, list);
    for (size_t i = 0; !err && i < list->n; i++) {
        const struct clause *k = &list->row[i];

        if (k->shown != SHOWN_OBLIGATION ||
            k->duty.kind != OBLIGATION_GUIDANCE || !str_eq(k->ref, n->ref))
            continue;
        *out = k;
        return guidance_may_note(k, c->who.unit) ? NULL : ERR(c->mem, DENIED);
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
guidance_app_note(struct call *c, struct guidance_note *n,
                  const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_GUIDE;
    struct clause_list list = {0};
    const struct clause *k = NULL;
    const struct err *err = call_begin_on(c, a,
                                          subject_agreement(n->agreement.v));

    n->function = c->who.function;
    n->known = c->today;
    if (!err)
        err = find_clause(c, n, &list, &k);
    if (!err)
        err = typed ? typed : guidance_check(c->mem, n, k, c->today);
    if (!err)
        err = guidance_store_insert(&c->tx, n, c->now);
    if (!err)
        err = agreement_settle_in(c, n->agreement);
    return call_end(c, a, n->id, err);
}

const struct err *
guidance_app_withdraw(struct call *c, agreement_id id, int64_t note)
{
    const enum action a = ACT_AGREEMENT_GUIDE;
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    if (!err)
        err = guidance_store_withdraw(&c->tx, id, note, c->who.unit, c->today);
    if (!err)
        err = agreement_settle_in(c, id);
    return call_end(c, a, note, err);
}

static bool
has_section(const struct draft_look *d, int64_t section)
{
    for (size_t i = 0; i < d->text.n; i++)
        if (d->text.row[i].id == section)
            return true;
    return false;
}

const struct err *
guidance_app_offer(struct call *c, agreement_id id, int64_t section,
                   struct draft_look *out, struct unit_list *out_units)
{
    const enum action a = ACT_AGREEMENT_DRAFT_VIEW;
    const struct err *err = draft_begin(c, a, id, out);

    if (!err && !has_section(out, section))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = agreement_store_units(&c->tx, id, c->today, out_units);
    return call_end(c, a, id.v, err);
}
