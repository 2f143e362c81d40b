/* Catchments (opptaksområder) as a whole: holes and overlaps on a day.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/unit.h"

/* Which purposes every municipality must have a unit for, and which at most
 * one in each place. */
static const struct {
    bool required;
    bool single;
} purpose_rule[CATCHMENT_PURPOSE_COUNT] = {
    [CATCHMENT_HF] = {true, true},
    [CATCHMENT_BUP] = {true, true},
    [CATCHMENT_BUFETAT] = {true, true},
    [CATCHMENT_THK] = {true, false},
    [CATCHMENT_FACT] = {false, false},
    [CATCHMENT_CHILD_WELFARE] = {false, true},
};

struct problems {
    struct arena *mem;
    struct catchment_problem_list list;
    size_t cap;
};

static struct catchment_problem *
problem_add(struct problems *ps, enum catchment_fault fault,
            const struct municipality *m, enum catchment_purpose p)
{
    struct catchment_problem *row;

    if (ps->list.n == ps->cap) {
        size_t cap = ps->cap ? 2 * ps->cap : 64;
        struct catchment_problem *grown = ARENA_NEW_N(
            ps->mem, struct catchment_problem, cap);

        for (size_t i = 0; i < ps->list.n; i++)
            grown[i] = ps->list.row[i];
        ps->list.row = grown;
        ps->cap = cap;
    }
    row = &ps->list.row[ps->list.n++];
    row->fault = fault;
    row->municipality = m->number;
    row->municipality_name = m->name;
    row->purpose = p;
    return row;
}

/* Do the two serve a common place? A whole municipality holds every district.
 */
static bool
places_meet(struct str a, struct str b)
{
    return a.n == 0 || b.n == 0 || str_eq(a, b);
}

/* One municipality and one purpose; rows[from..to) are those of the place. */
static void
problems_of(struct problems *ps, const struct municipality *m,
            enum catchment_purpose p, const struct catchment *row, size_t n,
            struct date on)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        const struct catchment *a = &row[i];

        if (a->purpose != p || !period_has(a->valid_from, a->valid_to, on))
            continue;
        any = true;
        for (size_t j = i + 1; j < n && purpose_rule[p].single; j++) {
            const struct catchment *b = &row[j];
            struct catchment_problem *found;

            if (b->purpose != p || b->unit_id.v == a->unit_id.v ||
                !period_has(b->valid_from, b->valid_to, on) ||
                !places_meet(a->district, b->district))
                continue;
            found = problem_add(ps, CATCHMENT_OVERLAP, m, p);
            found->district = a->district.n ? a->district : b->district;
            found->a = *a;
            found->b = *b;
        }
    }
    if (!any && purpose_rule[p].required)
        problem_add(ps, CATCHMENT_HOLE, m, p);
}

struct catchment_problem_list
catchment_problems(struct arena *mem, const struct municipality_list *places,
                   const struct catchment_list *rows, struct date on)
{
    struct problems ps = {.mem = mem};
    size_t from = 0;

    for (size_t i = 0; i < places->n; i++) {
        const struct municipality *m = &places->row[i];
        size_t to;

        while (from < rows->n &&
               str_cmp(rows->row[from].municipality, m->number) < 0)
            from++;
        for (to = from;
             to < rows->n && str_eq(rows->row[to].municipality, m->number);)
            to++;
        if (period_has(m->valid_from, m->valid_to, on))
            for (unsigned p = 0; p < CATCHMENT_PURPOSE_COUNT; p++)
                problems_of(&ps, m, (enum catchment_purpose)p,
                            from < to ? &rows->row[from] : NULL, to - from, on);
        from = to;
    }
    return ps.list;
}
