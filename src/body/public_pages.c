/* Minutes as anybody reads them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/public_pages.h"

#include "text/messages_body.h"

static struct str
title_of(struct page *pg, const struct minutes *m)
{
    return str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(m->b.name),
                   STR_FMT(date_text(pg->mem, pg->lang, m->m.held_on)));
}

static struct str
parties_of(struct page *pg, const struct minutes *m)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (size_t i = 0; i < m->units.n; i++) {
        if (m->units.row[i].part != PART_PARTY)
            continue;
        if (b.n > 0)
            buf_cz(&b, ", ");
        buf_str(&b, m->units.row[i].name);
    }
    return buf_done(&b);
}

struct minutes_list_page
minutes_list_page_of(struct page *pg, const struct minutes_list *list)
{
    struct minutes_row *row = ARENA_NEW_N(pg->mem, struct minutes_row,
                                          list->n + 1);

    for (size_t i = 0; i < list->n; i++)
        row[i] = (struct minutes_row){
            .href = body_path(pg, "/offentlig/referater/", list->row[i].m.id.v,
                              ""),
            .title = title_of(pg, &list->row[i]),
            .parties = parties_of(pg, &list->row[i])};
    return (struct minutes_list_page){
        .rows = row,
        .rows_n = list->n,
        .empty = {.title = words(pg, MSG_MINUTES_NONE),
                  .text = words(pg, MSG_MINUTES_NONE_TEXT)}};
}

static struct minutes_item
item_of(struct page *pg, const struct minutes *m, const struct agenda_item *i)
{
    struct minutes_line *line = ARENA_NEW_N(pg->mem, struct minutes_line,
                                            m->decisions.n + 1);
    struct minutes_item out = {.record = i->record, .decisions = line};
    int y;
    int month;
    int day;

    date_split(m->m.held_on, &y, &month, &day);
    out.title = str_fmt(pg->mem, "%d/%02d. %.*s", (int)i->number, y % 100,
                        STR_FMT(i->title));
    for (size_t k = 0; k < m->decisions.n; k++) {
        const struct body_decision *d = &m->decisions.row[k];

        if (d->item.v == i->id.v)
            line[out.decisions_n++].text = str_fmt(
                pg->mem, "%.*s: %.*s", STR_FMT(body_decision_name(pg->mem, d)),
                STR_FMT(d->text));
    }
    return out;
}

struct minutes_page
minutes_page_of(struct page *pg, const struct minutes *m)
{
    struct minutes_item *item = ARENA_NEW_N(pg->mem, struct minutes_item,
                                            m->items.n + 1);

    for (size_t i = 0; i < m->items.n; i++)
        item[i] = item_of(pg, m, &m->items.row[i]);
    return (struct minutes_page){.title = title_of(pg, m),
                                 .parties = parties_of(pg, m),
                                 .place = m->m.place,
                                 .items = item,
                                 .items_n = m->items.n};
}
