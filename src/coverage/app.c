/* Gathers, judges, and finds who must close what is missing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/app.h"

#include "coverage/store.h"
#include "registry/registry.h"

const struct coverage_closer *
coverage_closer_of(const struct coverage_look *l, unit_id unit)
{
    for (size_t i = 0; i < l->closers; i++)
        if (l->closer[i].unit.v == unit.v)
            return &l->closer[i];
    return NULL;
}

static const struct err *
add_closer(struct call *c, struct coverage_look *l, unit_id unit)
{
    struct coverage_closer *k = &l->closer[l->closers];
    struct function_row f = {0};
    struct unit u = {0};
    bool found = false;
    const struct err *err;

    if (!unit.v || coverage_closer_of(l, unit))
        return NULL;
    err = registry_store_get_unit(&c->tx, unit, &u);
    if (!err)
        err = registry_leader_of(&c->tx, unit, l->c.on, &f, &found);
    if (err)
        return err;
    *k = (struct coverage_closer){.unit = unit, .unit_name = unit_short(&u)};
    if (found) {
        k->name = f.holder_name;
        k->unit_name = f.unit_name;
    }
    l->closers++;
    return NULL;
}

static const struct err *
find_closers(struct call *c, struct coverage_look *l)
{
    const struct err *err = NULL;

    l->closer = ARENA_NEW_N(c->mem, struct coverage_closer, l->c.pairs * 3 + 1);
    for (size_t i = 0; !err && i < l->c.pairs; i++) {
        const struct coverage_pair *p = &l->c.pair[i];

        for (size_t k = 0; !err && k < p->gaps; k++) {
            err = add_closer(c, l, p->gap[k].closes[0]);
            if (!err)
                err = add_closer(c, l, p->gap[k].closes[1]);
        }
    }
    return err;
}

const struct err *
coverage_regions_in(struct call *c, struct unit_list *out)
{
    struct unit_list bfe = {0};
    struct unit_list list = {0};
    struct unit *row;
    const struct err *err = registry_store_list_units(
        &c->tx, UNIT_BUFETAT_REGION, c->today, &list);

    if (!err)
        err = registry_store_list_units(&c->tx, UNIT_BFE, c->today, &bfe);
    if (err)
        return err;
    row = ARENA_NEW_N(c->mem, struct unit, list.n + bfe.n + 1);
    for (size_t i = 0; i < list.n; i++)
        row[i] = list.row[i];
    for (size_t i = 0; i < bfe.n; i++)
        row[list.n + i] = bfe.row[i];
    *out = (struct unit_list){row, list.n + bfe.n};
    return NULL;
}

static const struct err *
list_regions(struct call *c, struct str code, struct coverage_look *out)
{
    const struct err *err = coverage_regions_in(c, &out->regions);

    for (size_t i = 0; !err && i < out->regions.n; i++)
        if (str_eq(out->regions.row[i].code, code))
            out->region = out->regions.row[i].id;
    return err;
}

const struct err *
coverage_app_look(struct call *c, struct str region, struct date on,
                  struct coverage_look *out)
{
    const enum action a = ACT_COVERAGE_VIEW;
    struct coverage_facts facts = {0};
    const struct err *err = call_begin(c, a);

    *out = (struct coverage_look){
        .may_start = call_may_role(c, ACT_AGREEMENT_START) &&
                     date_cmp(on, c->today) == 0};
    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = list_regions(c, region, out);
    if (!err)
        err = coverage_store_facts(&c->tx, &facts);
    if (!err) {
        out->c = coverage_judge(c->mem, &facts, out->region, on);
        err = find_closers(c, out);
    }
    return call_end(c, a, out->region.v, err);
}
