/* Fills what anybody may read: agreements that every party has released.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/pages.h"
#include "base/grow.h"
#include "text/messages_agreement.h"

static struct str
parties_of(struct page *pg, const struct agreement_look *look)
{
    struct buf b;

    buf_init(&b, pg->mem);
    for (size_t i = 0; i < look->parties.n; i++) {
        if (i > 0)
            buf_cz(&b, ", ");
        buf_str(&b, look->parties.row[i].name);
    }
    return buf_done(&b);
}

static struct str
from_of(struct page *pg, const struct agreement_look *look)
{
    const struct msg_arg arg[] = {msg_date(look->version->from)};

    return msg_text(pg->mem, pg->lang, MSG_AGREEMENT_VERSION_FROM, arg, 1);
}

struct agreement_public_list_view
public_list_view_of(struct page *pg, const struct look_list *list)
{
    struct public_row *row = ARENA_NEW_N(pg->mem, struct public_row,
                                         list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct agreement_look *look = &list->row[i];

        row[i] = (struct public_row){
            .href = str_fmt(pg->mem, "/offentlig/avtaler/%.*s",
                            STR_FMT(id_format(pg->mem, look->agreement.id.v))),
            .title = look->agreement.title,
            .parties = parties_of(pg, look),
            .from = from_of(pg, look)};
    }
    return (struct agreement_public_list_view){
        .rows = row,
        .rows_n = list->n,
        .empty = {.title = msg_plain(pg->lang, MSG_PUBLIC_NONE),
                  .text = msg_plain(pg->lang, MSG_PUBLIC_NONE_TEXT)}};
}

/* The paragraphs of a section's text. */
static struct public_part
part_of(struct page *pg, const struct section *s)
{
    struct growing g = {0};
    struct str rest = s->body;

    while (rest.n > 0) {
        struct str line;

        (void)str_split(rest, '\n', &line, &rest);
        if (str_trim(line).n > 0)
            ((struct str_line *)grow(pg->mem, &g, sizeof(struct str_line)))
                ->text = line;
    }
    return (struct public_part){s->number, s->heading, g.row, g.n};
}

struct agreement_public_view
public_view_of(struct page *pg, const struct agreement_look *look)
{
    struct public_part *part = ARENA_NEW_N(pg->mem, struct public_part,
                                           look->sections.n + 1);

    for (size_t i = 0; i < look->sections.n; i++)
        part[i] = part_of(pg, &look->sections.row[i]);
    return (struct agreement_public_view){
        .title = look->agreement.title,
        .parties = parties_of(pg, look),
        .from = from_of(pg, look),
        .unseen = look->version->text_seen
                      ? STR_NONE
                      : msg_plain(pg->lang, MSG_AGREEMENT_UNSEEN),
        .parts = part,
        .parts_n = look->sections.n};
}
