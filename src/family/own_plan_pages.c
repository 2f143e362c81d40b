/* The adopted plan on the family's own page, and as a file.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/pages.h"

#include "notify/pdf.h"
#include "text/messages_assessment.h"
#include "text/messages_family.h"

/* In the order they are read: what the child wants, who does what, the rest. */
static const struct {
    enum plan_kind kind;
    int young;
    int guardian;
} order[] = {
    {PLAN_CHILD_GOAL, MSG_YOUNG_PLAN_GOALS, MSG_GUARDIAN_PLAN_GOALS},
    {PLAN_MEASURE, MSG_YOUNG_PLAN_MEASURES, MSG_YOUNG_PLAN_MEASURES},
    {PLAN_TEAM_GOAL, MSG_YOUNG_PLAN_TEAM, MSG_GUARDIAN_PLAN_TEAM},
    {PLAN_NEED, MSG_YOUNG_PLAN_NEEDS, MSG_GUARDIAN_PLAN_NEEDS},
    {PLAN_CONTRIBUTION, MSG_YOUNG_PLAN_GIVES, MSG_GUARDIAN_PLAN_GIVES},
    {PLAN_COOPERATION, MSG_YOUNG_PLAN_TOGETHER, MSG_YOUNG_PLAN_TOGETHER},
};

static struct status_tag
state_of(struct page *pg, enum plan_state s)
{
    switch (s) {
    case PLAN_STATE_PLANNED:
        break;
    case PLAN_STATE_UNDER_WAY:
        return (struct status_tag){STATUS_INFO,
                                   words(pg, MSG_YOUNG_PLAN_UNDER_WAY)};
    case PLAN_STATE_DONE:
        return (struct status_tag){STATUS_OK, words(pg, MSG_YOUNG_PLAN_DONE)};
    case PLAN_STATE_STOPPED:
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_YOUNG_PLAN_STOPPED)};
    case PLAN_STATE_COUNT:
        break;
    }
    return (struct status_tag){STATUS_NEUTRAL,
                               words(pg, MSG_YOUNG_PLAN_PLANNED)};
}

static struct str
with_day(struct page *pg, int message, struct date day)
{
    return date_is_none(day)
               ? STR_NONE
               : msg_text(pg->mem, pg->lang, message,
                          (const struct msg_arg[]){msg_date(day)}, 1);
}

static struct own_plan_row
row_of(struct page *pg, const struct plan_item *i)
{
    const struct msg_arg who[] = {msg_str(i->owner_name),
                                  msg_str(i->owner_unit_name)};
    struct own_plan_row r = {.text = i->text,
                             .quote = i->kind == PLAN_CHILD_GOAL};

    if (i->kind != PLAN_MEASURE)
        return r;
    r.who = msg_text(pg->mem, pg->lang, MSG_YOUNG_PLAN_WHO, who, 2);
    r.by = with_day(pg, MSG_YOUNG_PLAN_BY, i->due_on);
    r.state = state_of(pg, i->state);
    return r;
}

static struct own_plan_row *
rows_of(struct page *pg, const struct own_page *p, enum plan_kind kind,
        size_t *n)
{
    const struct plan_items *items = &p->plan.items;
    struct own_plan_row *row = ARENA_NEW_N(pg->mem, struct own_plan_row,
                                           items->n + 1);

    *n = 0;
    for (size_t i = 0; i < items->n; i++)
        if (items->row[i].kind == kind &&
            plan_holds(&items->row[i], p->plan.newest))
            row[(*n)++] = row_of(pg, &items->row[i]);
    return row;
}

static struct own_plan_group *
groups_of(struct page *pg, const struct own_page *p, size_t *n)
{
    bool child = p->link.kind == FAMILY_CHILD;
    struct own_plan_group *g = ARENA_NEW_N(pg->mem, struct own_plan_group,
                                           ARRAY_LEN(order));

    *n = 0;
    for (size_t i = 0; p->plan.newest != 0 && i < ARRAY_LEN(order); i++) {
        g[*n].heading = child ? order[i].young : order[i].guardian;
        g[*n].rows = rows_of(pg, p, order[i].kind, &g[*n].rows_n);
        *n += g[*n].rows_n > 0;
    }
    return g;
}

struct own_plan_view
own_plan_view_of(struct page *pg, const struct own_page *p)
{
    bool child = p->link.kind == FAMILY_CHILD;
    const struct plan_version *newest = p->plan.versions.n > 0
                                            ? &p->plan.versions.row[0]
                                            : NULL;
    struct own_plan_view v = {
        .title = words(pg,
                       child ? MSG_YOUNG_PLAN_TITLE : MSG_GUARDIAN_PLAN_TITLE),
        .child = child,
        .hidden = p->hidden != 0,
        .lead = child ? MSG_YOUNG_PLAN_LEAD : MSG_GUARDIAN_PLAN_LEAD,
        .none = child ? MSG_YOUNG_PLAN_NONE : MSG_GUARDIAN_PLAN_NONE,
    };

    v.groups = groups_of(pg, p, &v.groups_n);
    if (newest) {
        v.made = with_day(pg, MSG_YOUNG_PLAN_MADE, newest->adopted_on);
        v.again = with_day(pg, MSG_YOUNG_PLAN_AGAIN, newest->evaluate_on);
    }
    return v;
}

/* --- as a file --- */

static void
add_line(struct pdf_block *block, size_t *n, enum pdf_kind kind,
         struct str text)
{
    if (text.n > 0)
        block[(*n)++] = (struct pdf_block){.kind = kind, .text = text};
}

static void
add_rows(struct page *pg, const struct own_plan_group *g,
         struct pdf_block *block, size_t *n)
{
    add_line(block, n, PDF_HEADING, words(pg, g->heading));
    for (size_t i = 0; i < g->rows_n; i++) {
        const struct own_plan_row *r = &g->rows[i];

        if (r->who.n == 0)
            add_line(block, n, r->quote ? PDF_QUOTE : PDF_ITEM, r->text);
        else
            add_line(block, n, PDF_ITEM,
                     str_fmt(pg->mem, "%.*s\n%.*s %.*s %.*s.", STR_FMT(r->text),
                             STR_FMT(r->who), STR_FMT(r->by),
                             STR_FMT(r->state.text)));
    }
}

const struct err *
own_plan_document(struct page *pg, const struct own_page *p, struct str *out)
{
    struct own_plan_view v = own_plan_view_of(pg, p);
    struct pdf_block *block = ARENA_NEW_N(pg->mem, struct pdf_block,
                                          p->plan.items.n + 20);
    size_t n = 0;
    struct pdf_doc doc = {
        .lang = lang_code(pg->lang),
        .title = v.title,
        .mark = with_day(pg, MSG_YOUNG_PLAN_PRINTED, pg->today),
        .page_of = words(pg, MSG_REPORT_PAGE_OF),
        .made = pg->now,
        .block = block,
    };

    if (v.groups_n == 0)
        return ERR(pg->mem, NOT_FOUND);
    add_line(block, &n, PDF_TITLE, v.title);
    add_line(block, &n, PDF_TEXT, words(pg, v.lead));
    for (size_t i = 0; i < v.groups_n; i++)
        add_rows(pg, &v.groups[i], block, &n);
    add_line(block, &n, PDF_TEXT, v.made);
    add_line(block, &n, PDF_TEXT, v.again);
    doc.n = n;
    return pdf_write(pg->mem, &doc, out);
}
