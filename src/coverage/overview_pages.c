/* Fills the overview of agreements, and its sheet.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/overview_pages.h"

#include "agreement/pages.h"
#include "text/messages_agreement.h"
#include "text/messages_coverage.h"

static struct str
overview_word(struct arena *mem, enum lang lang, int msg)
{
    return msg_text(mem, lang, msg, NULL, 0);
}

static struct overview_line
line_of_region(struct arena *mem, enum lang lang, const struct overview_row *r)
{
    return (struct overview_line){
        .name = r->name.n > 0 ? r->name
                              : overview_word(mem, lang, MSG_OVERVIEW_OTHER),
        .in_force = r->in_force,
        .noted = r->noted,
        .missing = r->missing,
        .ends = r->ends,
        .expired = r->expired,
        .unevaluated = r->unevaluated,
        .breached = r->breached};
}

/* Regions that have something to show, and the country under them. */
static const struct overview_line *
overview_lines(struct arena *mem, enum lang lang, const struct overview *o,
               size_t *out_n)
{
    struct overview_line *l = ARENA_NEW_N(mem, struct overview_line,
                                          o->rows + 1);
    size_t n = 0;

    for (size_t i = 0; i < o->rows; i++)
        if (o->row[i].region.v || o->row[i].in_force + o->row[i].expired > 0)
            l[n++] = line_of_region(mem, lang, &o->row[i]);
    l[n] = line_of_region(mem, lang, &o->country);
    l[n++].name = overview_word(mem, lang, MSG_OVERVIEW_COUNTRY);
    *out_n = n;
    return l;
}

static struct status_tag
ending_tag(struct page *pg, const struct overview *o,
           const struct overview_agreement *a)
{
    const struct msg_arg arg[] = {msg_date(a->until),
                                  msg_int(a->until.days - o->on.days)};

    if (a->expired)
        return (struct status_tag){
            STATUS_BREACH,
            msg_text(pg->mem, pg->lang, MSG_OVERVIEW_EXPIRED_ON, arg, 1)};
    return (struct status_tag){
        STATUS_SOON, msg_text(pg->mem, pg->lang, MSG_OVERVIEW_ENDS_ON, arg, 2)};
}

static const struct overview_link *
overview_links(struct page *pg, const struct overview *o)
{
    struct overview_link *l = ARENA_NEW_N(pg->mem, struct overview_link,
                                          o->agreements + 1);

    for (size_t i = 0; i < o->agreements; i++) {
        const struct overview_agreement *a = &o->agreement[i];

        l[i] = (struct overview_link){
            .href = str_fmt(pg->mem, "/avtaler/%.*s",
                            STR_FMT(id_format(pg->mem, a->id.v))),
            .title = a->title,
            .region = a->region,
            .is_ending = !date_is_none(a->until),
            .is_unevaluated = a->unevaluated,
            .is_breached = a->breached,
            .ends = ending_tag(pg, o, a),
            .unevaluated = {STATUS_SOON, words(pg, MSG_OVERVIEW_UNEVALUATED)},
            .breached = {STATUS_BREACH, words(pg, MSG_OVERVIEW_BREACHED)}};
    }
    return l;
}

struct overview_view
overview_view_of(struct page *pg, const struct overview *o)
{
    struct crumb *crumb = ARENA_NEW_N(pg->mem, struct crumb, 2);
    struct overview_view v = {.crumbs = {crumb, 2},
                              .on = o->on,
                              .soon = o->soon,
                              .agreements = overview_links(pg, o),
                              .agreements_n = o->agreements};

    crumb[0] = (struct crumb){STR("/avtaler"), words(pg, MSG_AGREEMENTS)};
    crumb[1] = (struct crumb){STR_NONE, words(pg, MSG_OVERVIEW)};
    v.rows = overview_lines(pg->mem, pg->lang, o, &v.rows_n);
    return v;
}

struct sheet
overview_sheet_of(struct arena *mem, enum lang lang, const struct overview *o)
{
    static const int column[] = {
        MSG_OVERVIEW_REGION,      MSG_OVERVIEW_IN_FORCE, MSG_OVERVIEW_NOTED,
        MSG_OVERVIEW_MISSING,     MSG_OVERVIEW_ENDS,     MSG_OVERVIEW_EXPIRED,
        MSG_OVERVIEW_UNEVALUATED, MSG_OVERVIEW_BREACHED};
    const size_t cols = ARRAY_LEN(column);
    size_t n = 0;
    const struct overview_line *l = overview_lines(mem, lang, o, &n);
    struct str *head = ARENA_NEW_N(mem, struct str, cols);
    struct str *cell = ARENA_NEW_N(mem, struct str, n * cols + 1);

    for (size_t i = 0; i < cols; i++)
        head[i] = overview_word(mem, lang, column[i]);
    for (size_t i = 0; i < n; i++) {
        const int64_t figure[] = {l[i].in_force, l[i].noted,   l[i].missing,
                                  l[i].ends,     l[i].expired, l[i].unevaluated,
                                  l[i].breached};

        cell[i * cols] = l[i].name;
        for (size_t k = 0; k < ARRAY_LEN(figure); k++)
            cell[i * cols + 1 + k] = str_fmt(mem, "%d", (int)figure[k]);
    }
    return (struct sheet){.title = overview_word(mem, lang, MSG_OVERVIEW),
                          .head = head,
                          .cols = cols,
                          .cell = cell,
                          .rows = n};
}
