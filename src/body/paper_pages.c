/* Where the pages of a meeting's documents stand.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/paper_pages.h"

#include "file/pages.h"
#include "text/messages_body.h"
#include "text/messages_file.h"

/* The body, the meeting where there is one, then this page. */
static struct crumbs
crumbs_of(struct page *pg, const struct paper_place *at, struct str here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 4);
    size_t n = 0;

    c[n++] = (struct crumb){STR("/organ"), words(pg, MSG_BODY_TITLE)};
    c[n++] = (struct crumb){body_path(pg, "/organ/", at->b.id.v, ""),
                            at->b.name};
    if (at->m.id.v)
        c[n++] = (struct crumb){body_path(pg, "/moter/", at->m.id.v, ""),
                                date_text(pg->mem, pg->lang, at->m.held_on)};
    c[n++] = (struct crumb){.label = here};
    return (struct crumbs){c, n};
}

static struct paper_frame
frame_of(struct page *pg, const struct paper_place *at, struct str here)
{
    struct str day = date_text(pg->mem, pg->lang, at->m.held_on);

    return (struct paper_frame){
        .crumbs = crumbs_of(pg, at, here),
        .place = at->of == PAPER_ITEM
                     ? at->item.title
                     : str_fmt(pg->mem, "%.*s, %.*s", STR_FMT(at->b.name),
                               STR_FMT(day)),
        .place_href = at->m.id.v ? body_path(pg, "/moter/", at->m.id.v, "")
                                 : body_path(pg, "/organ/", at->b.id.v, ""),
        .lead = MSG_PAPER_LEAD_MEETING};
}

struct paper_frame
body_paper_frame(struct page *pg, const struct paper_place *at, bool scanner)
{
    struct paper_frame f = frame_of(pg, at, words(pg, MSG_PAPER_TITLES));

    f.path = at->of == PAPER_ITEM
                 ? body_path(pg, "/saker/", at->item.id.v, "/dokumenter")
                 : body_path(pg, "/moter/", at->m.id.v, "/dokumenter");
    f.scanner = scanner;
    f.may_add = at->may.propose;
    f.closed = at->closed;
    f.lines = paper_lines_of(pg, BODY_PAPER_BASE, &at->papers, at->parties);
    return f;
}

struct paper_frame
body_paper_frame_one(struct page *pg, const struct body_paper *p)
{
    struct paper_frame f = frame_of(pg, &p->at, p->paper.title);

    f.path = body_path(pg, BODY_PAPER_BASE, p->paper.id, "");
    return f;
}

struct paper_public
body_paper_public_of(struct page *pg, const struct public_paper_list *list)
{
    struct paper_public_row *row = ARENA_NEW_N(pg->mem, struct paper_public_row,
                                               list->n + 1);
    struct link *link = ARENA_NEW_N(pg->mem, struct link, 3);

    link[0] = (struct link){.href = STR("/offentlig/avtaler"),
                            .label = words(pg, MSG_MINUTES_AGREEMENTS)};
    link[1] = (struct link){.href = STR("/offentlig/referater"),
                            .label = words(pg, MSG_MINUTES_TITLE)};
    link[2] = (struct link){.href = STR("/offentlig/planer"),
                            .label = words(pg, MSG_PLANS_TITLE)};
    for (size_t i = 0; i < list->n; i++) {
        const struct public_paper *p = &list->row[i];
        struct str day = date_text(pg->mem, pg->lang, p->m.held_on);

        row[i] = (struct paper_public_row){
            .href = body_path(pg, "/offentlig/dokumenter/", p->paper.id, ""),
            .title = p->paper.title,
            .under = str_fmt(
                pg->mem, "%.*s, %.*s. %.*s", STR_FMT(p->body_name),
                STR_FMT(day),
                STR_FMT(file_text(pg, p->paper.type, p->paper.bytes)))};
    }
    return (struct paper_public){
        .title = MSG_PAPER_PUBLIC_TITLE,
        .intro = MSG_PAPER_PUBLIC_INTRO,
        .rows = row,
        .rows_n = list->n,
        .links = link,
        .links_n = 3,
        .empty = {.title = words(pg, MSG_PAPER_PUBLIC_NONE),
                  .text = words(pg, MSG_PAPER_PUBLIC_NONE_TEXT)}};
}
