/* Pathways of a region in numbers, in a call.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/region_app.h"

#include "registry/registry.h"

enum { MONTHS = 12 };

const struct err *
pathway_region_in(struct call *c, struct unit *out_unit, bool *out)
{
    const struct err *err = NULL;

    *out = false;
    if (c->who.unit.v == 0)
        return NULL;
    err = registry_store_get_unit(&c->tx, c->who.unit, out_unit);
    *out = !err && (out_unit->type == UNIT_RHF ||
                    out_unit->type == UNIT_BUFETAT_REGION ||
                    out_unit->type == UNIT_BFE);
    return err;
}

/* Twelve whole months, the last of them over. */
static void
set_period(struct date today, struct region_figures *out)
{
    int year, month, day;
    struct date first;

    date_split(today, &year, &month, &day);
    first = date_ymd(year, month, 1);
    out->to = date_add(first, -1);
    out->from = date_add_months(first, -MONTHS);
}

static const struct err *
sum_runs(struct call *c, struct region_figures *out)
{
    struct region_run_rows rows = {0};
    const struct err *err = region_store_runs(&c->tx, c->who.unit, out->from,
                                              out->to, &rows);
    struct region_part *part = ARENA_NEW_N(c->mem, struct region_part,
                                           rows.n + 1);

    out->run = ARENA_NEW_N(c->mem, struct region_run, rows.n + 1);
    for (size_t i = 0; !err && i < rows.n;) {
        struct region_run *r = &out->run[out->run_n++];
        size_t n = 0;

        r->key = rows.row[i].key;
        r->title = rows.row[i].title;
        for (; i < rows.n && str_eq(rows.row[i].key, r->key); i++)
            part[n++] = rows.row[i].part;
        r->sum = region_runs_sum(part, n);
    }
    return err;
}

/* --- the steps' lanes, as the newest version says --- */

static const struct err *
definition_of(struct call *c, const struct path_found_list *all, struct str key,
              struct path_found *out)
{
    *out = (struct path_found){.row = {.id = 0}};
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->row[i].row.key, key) &&
            all->row[i].row.status != PATH_DRAFT)
            return pathway_find_in(c, key, all->row[i].row.version, out);
    return NULL;
}

static const struct err *
set_lanes(struct call *c, const struct path_found_list *all,
          struct region_times *t)
{
    const struct err *err = NULL;
    struct path_found f = {.row = {.id = 0}};

    for (size_t i = 0; !err && i < t->n; i++) {
        struct region_time *r = &t->row[i];
        int32_t k;

        if (i == 0 || !str_eq(r->time.key, t->row[i - 1].time.key))
            err = definition_of(c, all, r->time.key, &f);
        if (err)
            break;
        k = path_step_find(&f.def, r->time.step);
        r->has_lane = k >= 0 && f.def.step[k].has_service;
        if (r->has_lane)
            r->lane = f.def.step[k].service;
    }
    return err;
}

static const struct err *
set_definitions(struct call *c, const struct path_found_list *all,
                const struct region_lines *lines, struct path_found **out)
{
    const struct err *err = NULL;

    *out = ARENA_NEW_N(c->mem, struct path_found, lines->n + 1);
    for (size_t i = 0; !err && i < lines->n; i++) {
        if (i > 0 && str_eq(lines->row[i].key, lines->row[i - 1].key))
            (*out)[i] = (*out)[i - 1];
        else
            err = definition_of(c, all, lines->row[i].key, &(*out)[i]);
    }
    return err;
}

static const struct err *
sum_steps(struct call *c, struct region_figures *out)
{
    struct path_found_list all = {0};
    struct region_times times = {0};
    const struct err *err = pathway_list_in(c, &all);

    if (!err)
        err = region_store_times(&c->tx, c->who.unit, out->from, out->to,
                                 &times);
    if (!err)
        err = set_lanes(c, &all, &times);
    if (err)
        return err;
    region_lines_of(c->mem, times.row, times.n, out->to, &out->lanes,
                    &out->steps);
    err = set_definitions(c, &all, &out->lanes, &out->lane_def);
    return err ? err : set_definitions(c, &all, &out->steps, &out->def);
}

const struct err *
pathway_app_region(struct call *c, struct region_figures *out)
{
    struct unit u = {.id = {0}};
    bool has = false;
    const struct err *err = call_begin_on(c, ACT_PATHWAY_REGION,
                                          subject_none());

    *out = (struct region_figures){.run = NULL};
    if (!err)
        err = pathway_region_in(c, &u, &has);
    if (!err && !has)
        err = ERR(c->mem, DENIED);
    out->unit_name = u.name;
    set_period(c->today, out);
    if (!err)
        err = sum_runs(c, out);
    if (!err)
        err = sum_steps(c, out);
    return call_end(c, ACT_PATHWAY_REGION, 0, err);
}
