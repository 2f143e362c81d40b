/* Who must read an agreement, and when they are reminded. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/reading.h"

#include "base/grow.h"

bool
reader_is_due(const struct reader *r, struct date today, int32_t days,
              int32_t max)
{
    struct date last = date_is_none(r->reminded) ? r->asked : r->reminded;

    return days > 0 && date_is_none(r->read_on) && r->reminders < max &&
           date_cmp(date_add(last, days), today) <= 0;
}

static bool
holds_on(const struct agreement_fact *f, struct date on)
{
    return f->kind == FACT_HOLDER && date_cmp(f->on, on) <= 0 &&
           (date_is_none(f->until) || date_cmp(f->until, on) >= 0);
}

static struct date
read_on(const struct fact_list *facts, struct date on, int64_t function)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct agreement_fact *f = &facts->row[i];

        if (f->kind == FACT_READ && f->object == function &&
            date_cmp(f->on, on) <= 0)
            return f->on;
    }
    return DATE_NONE;
}

static bool
is_listed(const struct reader_list *list, int64_t function)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].function.v == function)
            return true;
    return false;
}

static void
add_readers(struct arena *mem, struct growing *g, const struct fact_list *facts,
            struct date on, const struct obligation *o)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct agreement_fact *f = &facts->row[i];
        const struct reader_list have = {g->row, g->n};

        if (!holds_on(f, on) || !(o->functions & (1u << f->function)) ||
            is_listed(&have, f->object))
            continue;
        *(struct reader *)grow(mem, g, sizeof(struct reader)) = (struct reader){
            .function = {f->object},
            .kind = f->function,
            .name = f->label,
            .asked = date_cmp(f->on, o->from) > 0 ? f->on : o->from,
            .read_on = read_on(facts, on, f->object),
            .reminded = DATE_NONE};
    }
}

struct reader_list
readers_of(struct arena *mem, const struct clause_list *of,
           const struct verdict *verdict, const struct fact_list *facts,
           struct date on)
{
    struct growing g = {0};

    for (size_t i = 0; i < of->n; i++) {
        const struct clause *k = &of->row[i];

        if (k->shown == SHOWN_OBLIGATION && k->duty.kind == OBLIGATION_KNOWN &&
            verdict[i].applies)
            add_readers(mem, &g, facts, on, &k->duty);
    }
    return (struct reader_list){g.row, g.n};
}
