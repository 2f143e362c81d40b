/* Action plans as anybody reads them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_pages.h"

#include "text/messages_body.h"

static struct str
plan_title_of(struct page *pg, const struct public_plan *p)
{
    return str_fmt(pg->mem, "%.*s: %.*s", STR_FMT(p->b.name),
                   STR_FMT(p->plan.title));
}

static struct str
plan_parties_of(struct page *pg, const struct public_plan *p)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (size_t i = 0; i < p->units.n; i++) {
        if (p->units.row[i].part != PART_PARTY)
            continue;
        if (b.n > 0)
            buf_cz(&b, ", ");
        buf_str(&b, p->units.row[i].name);
    }
    return buf_done(&b);
}

struct public_plan_list_page
public_plan_list_page_of(struct page *pg, const struct public_plan_list *list)
{
    struct public_plan_row *row = ARENA_NEW_N(pg->mem, struct public_plan_row,
                                              list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        row[i] = (struct public_plan_row){
            .href = body_path(pg, "/offentlig/planer/", list->row[i].plan.id.v,
                              ""),
            .title = plan_title_of(pg, &list->row[i]),
            .parties = plan_parties_of(pg, &list->row[i])};
    return (struct public_plan_list_page){
        .rows = row,
        .rows_n = list->n,
        .empty = {.title = words(pg, MSG_PLANS_NONE),
                  .text = words(pg, MSG_PLANS_NONE_TEXT)}};
}

struct public_plan_page
public_plan_page_of(struct page *pg, const struct public_plan *p)
{
    struct public_measure *row = ARENA_NEW_N(pg->mem, struct public_measure,
                                             p->measures.n + 1);
    const struct msg_arg arg[] = {msg_str(p->plan.title),
                                  msg_date(p->plan.from),
                                  msg_date(p->plan.until)};

    for (size_t i = 0; i < p->measures.n; i++) {
        const struct measure *m = &p->measures.row[i];

        row[i] = (struct public_measure){.title = m->title,
                                         .indicator = m->indicator,
                                         .unit = m->unit_name,
                                         .from = m->from,
                                         .until = m->until,
                                         .tag = measure_tag_of(pg, m)};
        if (i == 0 || !str_eq(m->goal, p->measures.row[i - 1].goal))
            row[i].goal = m->goal;
    }
    return (struct public_plan_page){
        .title = plan_title_of(pg, p),
        .under = msg_text(pg->mem, pg->lang, MSG_ACTION_PLAN_PERIOD, arg, 3),
        .parties = plan_parties_of(pg, p),
        .evaluation = p->plan.evaluation,
        .rows = row,
        .rows_n = p->measures.n};
}
