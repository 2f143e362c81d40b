/* The simulator's answer as a document: what was asked, what came out.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/pages.h"
#include "notify/pdf.h"
#include "text/messages_assessment.h"
#include "text/messages_capacity.h"

enum { BLOCKS_MAX = 400 };

struct writer {
    struct page *pg;
    struct pdf_block *block;
    size_t n;
};

static void
add(struct writer *w, enum pdf_kind kind, struct str text)
{
    ASSERT(w->n < BLOCKS_MAX);
    w->block[w->n++] = (struct pdf_block){.kind = kind, .text = text};
}

static void
add_row(struct writer *w, enum pdf_kind kind, const struct str *cell, size_t n)
{
    struct pdf_block b = {.kind = kind, .cells = n};

    ASSERT(w->n < BLOCKS_MAX && n <= PDF_CELLS_MAX);
    for (size_t i = 0; i < n; i++)
        b.cell[i] = cell[i];
    w->block[w->n++] = b;
}

static void
add_answer(struct writer *w, const struct capacity_view *v)
{
    add(w, PDF_TITLE, words(w->pg, MSG_CAP_TITLE));
    add(w, PDF_TEXT,
        str_fmt(w->pg->mem, "%.*s. %.*s.", STR_FMT(v->under),
                STR_FMT(v->runs)));
    add(w, PDF_HEADING, words(w->pg, MSG_CAP_ANSWER));
    for (size_t i = 0; i < v->says_n; i++)
        add(w, PDF_TEXT, v->says[i]);
    if (v->grows)
        add(w, PDF_TEXT, v->alert.text);
    for (size_t i = 0; i < v->boxes_n; i++)
        add(w, PDF_ITEM,
            str_fmt(w->pg->mem, "%.*s: %.*s", STR_FMT(v->boxes[i].value),
                    STR_FMT(v->boxes[i].label)));
}

static void
add_what_if(struct writer *w, const struct capacity_view *v)
{
    const struct str head[] = {
        words(w->pg, MSG_CAP_COL_TEAMS), words(w->pg, MSG_CAP_COL_LOAD),
        words(w->pg, MSG_CAP_COL_NINE), words(w->pg, MSG_CAP_COL_WITHIN),
        words(w->pg, MSG_CAP_COL_DUTY)};

    if (v->what_if_n == 0)
        return;
    add(w, PDF_HEADING, words(w->pg, MSG_CAP_WHAT_IF));
    add_row(w, PDF_HEAD_ROW, head, ARRAY_LEN(head));
    for (size_t i = 0; i < v->what_if_n; i++) {
        const struct cap_what_if *r = &v->what_if[i];
        const struct str cell[] = {r->teams, r->load, r->nine, r->within,
                                   r->enough.text};

        add_row(w, PDF_ROW, cell, ARRAY_LEN(cell));
    }
}

static void
add_regions(struct writer *w, const struct capacity_view *v)
{
    const struct str head[] = {
        words(w->pg, MSG_CAP_COL_AREA), words(w->pg, MSG_CAP_COL_TEAMS),
        words(w->pg, MSG_CAP_COL_BALANCE), words(w->pg, MSG_CAP_COL_WITHIN),
        words(w->pg, MSG_CAP_COL_QUEUE)};

    if (v->regions_n == 0)
        return;
    add(w, PDF_HEADING, words(w->pg, MSG_CAP_REGIONS));
    add_row(w, PDF_HEAD_ROW, head, ARRAY_LEN(head));
    for (size_t i = 0; i < v->regions_n; i++) {
        const struct cap_region *r = &v->regions[i];
        const struct str cell[] = {r->name, r->teams, r->balance, r->within,
                                   r->queue};

        add_row(w, PDF_ROW, cell, ARRAY_LEN(cell));
    }
}

static void
add_pairs(struct writer *w, struct str title, int at, int value,
          const struct cap_pair *row, size_t n)
{
    const struct str head[] = {words(w->pg, at), words(w->pg, value)};

    add(w, PDF_HEADING, title);
    add_row(w, PDF_HEAD_ROW, head, ARRAY_LEN(head));
    for (size_t i = 0; i < n; i++) {
        const struct str cell[] = {row[i].at, row[i].value};

        add_row(w, PDF_ROW, cell, ARRAY_LEN(cell));
    }
}

/* Every assumption, with how sure it is. */
static void
add_inputs(struct writer *w, const struct answer *a,
           const struct capacity_view *v)
{
    const struct str head[] = {words(w->pg, MSG_CAP_COL_INPUT),
                               words(w->pg, MSG_CAP_COL_VALUE),
                               words(w->pg, MSG_CAP_COL_SOURCE)};

    add(w, PDF_HEADING, words(w->pg, MSG_CAP_INPUTS));
    add_row(w, PDF_HEAD_ROW, head, ARRAY_LEN(head));
    for (size_t g = 0; g <= v->groups_n; g++) {
        const struct cap_group *group = g == 0 ? &v->main : &v->groups[g - 1];

        for (size_t i = 0; i < group->fields_n; i++) {
            const struct cap_field *f = &group->fields[i];
            enum param p;

            if (f->aside || !param_find(f->field.name, &p))
                continue;
            add_row(w, PDF_ROW,
                    (const struct str[]){f->field.label,
                                         param_text(w->pg->mem, &a->params, p),
                                         f->tag.text},
                    ARRAY_LEN(head));
        }
    }
}

const struct err *
capacity_pdf(struct page *pg, const struct answer *a,
             const struct capacity_view *v, struct str *out)
{
    struct writer w = {pg, ARENA_NEW_N(pg->mem, struct pdf_block, BLOCKS_MAX),
                       0};
    struct msg_arg day = msg_date(pg->today);
    struct pdf_doc doc = {
        .lang = lang_code(pg->lang),
        .title = msg_plain(pg->lang, MSG_CAP_TITLE),
        .mark = msg_text(pg->mem, pg->lang, MSG_CAP_PDF_MARK, &day, 1),
        .page_of = msg_plain(pg->lang, MSG_REPORT_PAGE_OF),
        .made = pg->now};

    add_answer(&w, v);
    add_what_if(&w, v);
    add_regions(&w, v);
    add_pairs(&w, v->spread_title, MSG_CAP_COL_WEEKS, MSG_CAP_COL_SHARE,
              v->spread, v->spread_n);
    add_pairs(&w, words(pg, MSG_CAP_QUEUE_TITLE), MSG_CAP_COL_MONTH,
              MSG_CAP_COL_WAITING, v->queue, v->queue_n);
    add_inputs(&w, a, v);
    add(&w, PDF_HEADING, words(pg, MSG_CAP_READ));
    add(&w, PDF_TEXT, words(pg, MSG_CAP_READ_1));
    add(&w, PDF_TEXT, words(pg, MSG_CAP_READ_2));
    add(&w, PDF_TEXT, words(pg, MSG_CAP_READ_3));
    doc.block = w.block;
    doc.n = w.n;
    return pdf_write(pg->mem, &doc, out);
}
