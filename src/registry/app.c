/* Looking at the registry: nothing here tells of a child.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/app.h"

#include "registry/reference.h"
#include "registry/search.h"

#include <stdlib.h>

static const struct err *
view_begin(struct call *c)
{
    const struct err *err = call_begin(c, ACT_UNIT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_UNIT_VIEW, subject_none());
    return err ? call_end(c, ACT_UNIT_VIEW, 0, err) : NULL;
}

/* What a unit's kind is called, in the list "<type>_kind". */
static const struct err *
kind_text(struct call *c, const struct unit *u, struct str *out)
{
    struct str list = str_fmt(c->mem, "%s_kind", unit_type_code(u->type));

    *out = STR_NONE;
    return u->kind.n
               ? reference_store_code_text(&c->tx, list, u->kind, c->lang, out)
               : NULL;
}

static const struct err *
fill_found(struct call *c, struct unit_found *out)
{
    const struct err *err = NULL;

    out->parent = ARENA_NEW_N(c->mem, struct unit, out->units.n + 1);
    out->kind_text = ARENA_NEW_N(c->mem, struct str, out->units.n + 1);
    for (size_t i = 0; !err && i < out->units.n; i++) {
        const struct unit *u = &out->units.row[i];

        err = kind_text(c, u, &out->kind_text[i]);
        if (!err && u->parent_id.v)
            err = registry_store_get_unit(&c->tx, u->parent_id,
                                          &out->parent[i]);
    }
    return err;
}

const struct err *
registry_app_search(struct call *c, const struct unit_search *what,
                    struct unit_found *out)
{
    const struct err *err = view_begin(c);

    if (err)
        return err;
    err = registry_store_search_units(&c->tx, what, &out->units, &out->total);
    if (!err)
        err = fill_found(c, out);
    return call_end(c, ACT_UNIT_VIEW, 0, err);
}

static const struct err *
read_unit(struct call *c, unit_id id, struct unit_whole *out)
{
    const struct err *err = registry_store_get_unit(&c->tx, id, &out->unit);

    if (!err)
        err = registry_store_list_parents(&c->tx, out->unit.parent_id,
                                          &out->parents);
    if (!err)
        err = registry_store_list_children(&c->tx, id, &out->children);
    if (!err)
        err = registry_store_list_unit_functions(&c->tx, id, c->today,
                                                 &out->functions);
    if (!err)
        err = registry_store_list_served(&c->tx, id, &out->served);
    if (!err)
        err = registry_store_list_successors(&c->tx, id, &out->after);
    if (!err)
        err = registry_store_list_predecessors(&c->tx, id, &out->before);
    if (!err && out->unit.municipality.n)
        err = registry_store_get_municipality(&c->tx, out->unit.municipality,
                                              &out->place);
    if (!err)
        err = kind_text(c, &out->unit, &out->kind_text);
    return err;
}

const struct err *
registry_app_unit(struct call *c, unit_id id, struct unit_whole *out)
{
    const struct err *err = view_begin(c);

    if (err)
        return err;
    *out = (struct unit_whole){0};
    err = read_unit(c, id, out);
    return call_end(c, ACT_UNIT_VIEW, id.v, err);
}

static int
by_name(const void *a, const void *b)
{
    const struct municipality *x = a;
    const struct municipality *y = b;
    int c = nb_compare(x->name, y->name);

    return c ? c : str_cmp(x->number, y->number);
}

/* Keeps those whose name, number or county has the text. */
static void
keep_places(struct arena *mem, struct municipality_list *list, struct str text)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        const struct municipality *m = &list->row[i];

        if (search_has(mem, m->name, text) ||
            search_has(mem, m->number, text) ||
            search_has(mem, m->county_name, text))
            list->row[n++] = *m;
    }
    list->n = n;
    if (n)
        qsort(list->row, n, sizeof *list->row, by_name);
}

const struct err *
registry_app_places(struct call *c, struct str text,
                    struct municipality_list *out)
{
    const struct err *err = view_begin(c);

    if (err)
        return err;
    err = registry_store_list_municipalities(&c->tx, out);
    if (!err)
        keep_places(c->mem, out, text);
    return call_end(c, ACT_UNIT_VIEW, 0, err);
}

const struct err *
registry_app_place(struct call *c, struct str number, struct place_whole *out)
{
    const struct err *err = view_begin(c);

    if (err)
        return err;
    *out = (struct place_whole){0};
    err = registry_store_get_municipality(&c->tx, number, &out->place);
    if (!err)
        err = registry_responsible(&c->tx, number, STR_NONE, c->today,
                                   &out->responsible);
    if (!err)
        err = registry_store_list_units_in(&c->tx, number, c->today,
                                           &out->units);
    return call_end(c, ACT_UNIT_VIEW, 0, err);
}

const struct err *
registry_app_problems(struct call *c, struct catchment_problem_list *out)
{
    struct municipality_list places = {0};
    struct catchment_list rows = {0};
    const struct err *err = view_begin(c);

    if (err)
        return err;
    err = registry_store_list_municipalities(&c->tx, &places);
    if (!err)
        err = registry_store_list_catchments(&c->tx, c->today, &rows);
    if (!err)
        *out = catchment_problems(c->mem, &places, &rows, c->today);
    return call_end(c, ACT_UNIT_VIEW, 0, err);
}
