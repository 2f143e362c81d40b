/* Gathers the figures of all agreements by region. No child is in them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/overview_app.h"

#include "coverage/store.h"
#include "registry/registry.h"

void
overview_add(struct overview_row *sum, const struct overview_row *r)
{
    sum->in_force += r->in_force;
    sum->noted += r->noted;
    sum->missing += r->missing;
    sum->ends += r->ends;
    sum->expired += r->expired;
    sum->unevaluated += r->unevaluated;
    sum->breached += r->breached;
}

/* Must it be evaluated this year, and is not? */
static bool
is_unevaluated(const struct agreement_look *l)
{
    for (size_t i = 0; i < l->clauses.n; i++)
        if (l->clauses.row[i].shown == SHOWN_OBLIGATION &&
            l->clauses.row[i].duty.kind == OBLIGATION_EVALUATE &&
            l->verdict[i].applies && l->verdict[i].state != VERDICT_MET &&
            l->verdict[i].state != VERDICT_WAIVED)
            return true;
    return false;
}

static bool
has_end_soon(const struct overview *o, const struct agreement_look *l)
{
    return l->version && !date_is_none(l->version->until) &&
           date_cmp(l->version->until, date_add(l->on, o->soon)) <= 0;
}

static struct overview_row *
row_of_region(struct overview *o, unit_id region)
{
    for (size_t i = 0; i < o->rows; i++)
        if (o->row[i].region.v == region.v)
            return &o->row[i];
    return &o->row[o->rows - 1]; /* those without */
}

/* One that is in force or has expired, into its region and the reader's list.
 */
static const struct err *
take_agreement(struct call *c, struct overview *o,
               const struct region_list *regions,
               const struct agreement_look *l)
{
    struct overview_row *r = row_of_region(
        o, region_of_agreement(regions, l->agreement.id));
    const struct version *gone = version_expired_on(&l->versions, l->on);
    struct overview_row one = {.in_force = l->version != NULL,
                               .ends = has_end_soon(o, l),
                               .expired = gone != NULL,
                               .unevaluated = is_unevaluated(l),
                               .breached = l->count[VERDICT_BREACHED] > 0};
    struct agreement_tie tie = {0};
    const struct err *err = agreement_store_tie(&c->tx, l->agreement.id,
                                                c->who.unit, &tie);

    overview_add(r, &one);
    if (!err && (tie.party || tie.near || tie.invited))
        o->agreement[o->agreements++] = (struct overview_agreement){
            .id = l->agreement.id,
            .title = l->agreement.title,
            .region = r->name,
            .until = gone           ? gone->until
                     : one.ends > 0 ? l->version->until
                                    : DATE_NONE,
            .expired = gone != NULL,
            .unevaluated = one.unevaluated > 0,
            .breached = one.breached > 0};
    return err;
}

static const struct err *
take_agreements(struct call *c, struct overview *o)
{
    struct region_list regions = {0};
    struct look_list looks = {0};
    const struct err *err = agreement_check_in(c, o->on, &looks);

    if (!err)
        err = coverage_store_regions(&c->tx, &regions);
    if (err)
        return err;
    o->agreement = ARENA_NEW_N(c->mem, struct overview_agreement, looks.n + 1);
    for (size_t i = 0; !err && i < looks.n; i++)
        if (looks.row[i].version ||
            version_expired_on(&looks.row[i].versions, o->on))
            err = take_agreement(c, o, &regions, &looks.row[i]);
    return err;
}

/* Local agreements that nobody wrote here, but somebody has entered. */
static int32_t
count_noted(const struct coverage *k)
{
    int32_t n = 0;

    for (size_t i = 0; i < k->pairs; i++)
        n += k->pair[i].local && k->pair[i].local->noted;
    return n;
}

static const struct err *
take_regions(struct call *c, struct overview *o)
{
    struct coverage_facts facts = {0};
    struct unit_list regions = {0};
    const struct err *err = coverage_regions_in(c, &regions);

    if (!err)
        err = coverage_store_facts(&c->tx, &facts);
    if (err)
        return err;
    o->row = ARENA_NEW_N(c->mem, struct overview_row, regions.n + 1);
    o->rows = regions.n + 1;
    for (size_t i = 0; i < regions.n; i++) {
        struct coverage k = coverage_judge(c->mem, &facts, regions.row[i].id,
                                           o->on);

        o->row[i] = (struct overview_row){.region = regions.row[i].id,
                                          .name = regions.row[i].name,
                                          .noted = count_noted(&k),
                                          .missing = k.count[GAP_LOCAL]};
    }
    o->row[regions.n] = (struct overview_row){0};
    return NULL;
}

const struct err *
overview_app_look(struct call *c, struct overview *out)
{
    const enum action a = ACT_COVERAGE_VIEW;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct overview){.on = c->today,
                             .soon = c->sv->rules.agreement_end_days};
    if (!err)
        err = take_regions(c, out);
    if (!err)
        err = take_agreements(c, out);
    for (size_t i = 0; !err && i < out->rows; i++)
        overview_add(&out->country, &out->row[i]);
    return call_end(c, a, 0, err);
}
