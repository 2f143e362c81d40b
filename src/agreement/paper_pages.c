/* Where the pages of documents of evidence stand.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/paper_pages.h"

#include "file/pages.h"
#include "text/messages_agreement.h"
#include "text/messages_file.h"

struct str
evidence_paper_path(struct page *pg, agreement_id id, int64_t paper)
{
    return str_fmt(pg->mem, "%.*s%.*s",
                   STR_FMT(agreement_path(pg->mem, id, "/dokumenter/")),
                   STR_FMT(id_format(pg->mem, paper)));
}

static struct paper_frame
frame_of(struct page *pg, const struct evidence_place *at, struct str here)
{
    agreement_id id = at->agreement.id;
    struct str point = agreement_point_path(pg->mem, id, at->evidence.ref);
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 4);

    c[0] = (struct crumb){STR("/avtaler"), words(pg, MSG_AGREEMENTS)};
    c[1] = (struct crumb){agreement_path(pg->mem, id, ""), at->agreement.title};
    c[2] = (struct crumb){point, at->evidence.ref};
    c[3] = (struct crumb){.label = here};
    return (struct paper_frame){.crumbs = {c, 4},
                                .place = at->evidence.label,
                                .place_href = point,
                                .lead = MSG_PAPER_LEAD_EVIDENCE};
}

struct paper_frame
evidence_frame(struct page *pg, const struct evidence_place *at, bool scanner)
{
    struct paper_frame f = frame_of(pg, at, words(pg, MSG_PAPER_TITLES));
    struct str base = agreement_path(pg->mem, at->agreement.id, "/dokumenter/");

    f.path = str_fmt(
        pg->mem, "%.*s%.*s/dokumenter",
        STR_FMT(agreement_path(pg->mem, at->agreement.id, "/bevis/")),
        STR_FMT(id_format(pg->mem, at->evidence.id)));
    f.scanner = scanner;
    f.may_add = at->party;
    f.closed = at->closed;
    f.lines = paper_lines_of(pg, str_cz(pg->mem, base), &at->papers,
                             at->parties);
    return f;
}

struct paper_frame
evidence_frame_one(struct page *pg, const struct evidence_paper_look *p)
{
    struct paper_frame f = frame_of(pg, &p->at, p->paper.title);

    f.path = evidence_paper_path(pg, p->at.agreement.id, p->paper.id);
    return f;
}

struct paper_public
evidence_public_of(struct page *pg, const struct public_evidence_list *list)
{
    struct paper_public_row *row = ARENA_NEW_N(pg->mem, struct paper_public_row,
                                               list->n + 1);
    struct link *link = ARENA_NEW_N(pg->mem, struct link, 2);

    link[0] = (struct link){.href = STR("/offentlig/avtaler"),
                            .label = words(pg, MSG_PUBLIC_TITLE)};
    link[1] = (struct link){.href = STR("/offentlig/dokumenter"),
                            .label = words(pg, MSG_PAPER_PUBLIC_TITLE)};
    for (size_t i = 0; i < list->n; i++) {
        const struct public_evidence *e = &list->row[i];

        row[i] = (struct paper_public_row){
            .href = str_fmt(pg->mem, "/offentlig/bevis/%.*s",
                            STR_FMT(id_format(pg->mem, e->paper.id))),
            .title = e->paper.title,
            .under = str_fmt(
                pg->mem, "%.*s. %.*s. %.*s", STR_FMT(e->agreement),
                STR_FMT(e->label),
                STR_FMT(file_text(pg, e->paper.type, e->paper.bytes)))};
    }
    return (struct paper_public){
        .title = MSG_PAPER_PUBLIC_EVIDENCE,
        .intro = MSG_PAPER_PUBLIC_EVIDENCE_INTRO,
        .rows = row,
        .rows_n = list->n,
        .links = link,
        .links_n = 2,
        .empty = {.title = words(pg, MSG_PAPER_PUBLIC_NONE),
                  .text = words(pg, MSG_PAPER_PUBLIC_NONE_TEXT)}};
}
