/* Fills the views of documents of the system level.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/paper_pages.h"

#include "file/pages.h"
#include "text/messages_file.h"

static bool
is_public(const struct paper *p, int64_t parties)
{
    return p->removed_at.us == 0 && parties > 0 && p->released >= parties;
}

static struct status_tag
tag_of(struct page *pg, const struct paper *p, int64_t parties)
{
    if (p->removed_at.us)
        return (struct status_tag){STATUS_WITHDRAWN,
                                   words(pg, MSG_PAPER_REMOVED)};
    if (is_public(p, parties))
        return (struct status_tag){STATUS_INFO, words(pg, MSG_PAPER_PUBLIC)};
    return (struct status_tag){STATUS_NEUTRAL, words(pg, MSG_PAPER_INTERNAL)};
}

static struct str
by_text(struct page *pg, const struct paper *p)
{
    const struct msg_arg arg[] = {msg_str(p->name), msg_str(p->unit_name),
                                  msg_time(p->made_at)};

    return msg_text(pg->mem, pg->lang, MSG_PAPER_BY, arg, 3);
}

static struct str
line_text(struct page *pg, const struct paper *p)
{
    struct buf b;

    buf_init(&b, pg->mem);
    buf_str(&b, file_text(pg, p->type, p->bytes));
    if (!p->scanned) {
        buf_cz(&b, ". ");
        buf_str(&b, words(pg, MSG_FILE_UNSCANNED));
    }
    buf_cz(&b, ". ");
    buf_str(&b, by_text(pg, p));
    return buf_done(&b);
}

struct paper_lines
paper_lines_of(struct page *pg, const char *base, const struct paper_list *list,
               int64_t parties)
{
    struct paper_line *l = ARENA_NEW_N(pg->mem, struct paper_line, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct paper *p = &list->row[i];

        l[i] = (struct paper_line){
            .href = str_fmt(pg->mem, "%s%.*s", base,
                            STR_FMT(id_format(pg->mem, p->id))),
            .title = p->title,
            .under = line_text(pg, p),
            .tag = tag_of(pg, p, parties)};
    }
    return (struct paper_lines){l, list->n};
}

/* --- forms --- */

static struct field_view
file_field(const struct form_view *f)
{
    return field_of_kind(f, FIELD_FILE, "fil", MSG_PAPER_FILE,
                         MSG_PAPER_FILE_HINT, STR_NONE);
}

struct paper_form
paper_form_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct paper_frame *at)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct msg_arg arg[] = {msg_str(at->place)};

    return (struct paper_form){
        .crumbs = at->crumbs,
        .title = msg_text(pg->mem, pg->lang, MSG_PAPER_TITLES_OF, arg, 1),
        .lines = at->lines,
        .may_add = at->may_add && !at->closed,
        .closed = at->closed,
        .lead = at->lead,
        .no_scanner = !at->scanner,
        .unscanned = file_unscanned(pg),
        .action = at->path,
        .cancel = at->place_href,
        .errors = errors_of(&f),
        .file = file_field(&f),
        .name = field_text(&f, "tittel", MSG_PAPER_TITLE, MSG_PAPER_TITLE_HINT,
                           STR_NONE)};
}

struct paper_remove
paper_remove_of(struct page *pg, const struct http_req *req,
                const struct err *err, const struct paper_frame *at,
                const struct paper *p)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct msg_arg arg[] = {msg_str(p->title)};

    return (struct paper_remove){
        .crumbs = at->crumbs,
        .title = msg_text(pg->mem, pg->lang, MSG_PAPER_REMOVE_TITLE, arg, 1),
        .path = at->path,
        .errors = errors_of(&f),
        .reason = field_area(&f, "grunn", MSG_PAPER_REMOVE_WHY, 0, STR_NONE,
                             PAPER_REASON_MAX)};
}

/* --- one --- */

static struct paper_row
row_of(struct page *pg, const struct paper_frame *at, const struct paper *p,
       const struct paper_version *v)
{
    struct paper_row r = {.nr = v->nr,
                          .file = file_text(pg, v->type, v->bytes),
                          .name = v->name,
                          .at = v->made_at,
                          .scanned = file_scan_tag(pg, v->scanned)};

    if (p->removed_at.us == 0)
        r.href = str_fmt(pg->mem, "%.*s/fil/%d", STR_FMT(at->path), (int)v->nr);
    return r;
}

static struct facts
facts_of(struct page *pg, const struct paper_frame *at, const struct paper *p)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 2);

    row[0] = (struct fact){.label = words(pg, MSG_PAPER_BELONGS),
                           .value = at->place,
                           .href = at->place_href};
    row[1] = (struct fact){.label = words(pg, MSG_PAPER_WHO),
                           .value = by_text(pg, p)};
    return (struct facts){.rows = row, .rows_n = 2};
}

static struct alert
removed_of(struct page *pg, const struct paper *p)
{
    const struct msg_arg arg[] = {msg_str(p->removed_name),
                                  msg_time(p->removed_at),
                                  msg_str(p->removed_reason)};

    if (p->removed_at.us == 0)
        return (struct alert){0};
    return (struct alert){
        .kind = ALERT_WARNING,
        .title = words(pg, MSG_PAPER_IS_REMOVED),
        .text = msg_text(pg->mem, pg->lang, MSG_PAPER_REMOVED_BY, arg, 3)};
}

static void
fill_release(struct page *pg, const struct paper_look *l, struct paper_page *v)
{
    const struct paper *p = &l->paper;
    const struct msg_arg arg[] = {msg_int(p->released), msg_int(l->parties)};

    if (p->removed_at.us)
        return;
    v->released = msg_text(pg->mem, pg->lang, MSG_PAPER_RELEASED_BY, arg, 2);
    v->is_public = is_public(p, l->parties);
    v->may_release = l->may_release && !p->released_by_own;
    v->may_take_back = l->may_release && p->released_by_own;
}

struct paper_page
paper_page_of(struct page *pg, const struct http_req *req,
              const struct err *err, const struct paper_frame *at,
              const struct paper_look *l)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct paper *p = &l->paper;
    bool stands = p->removed_at.us == 0;
    struct paper_row *row = ARENA_NEW_N(pg->mem, struct paper_row,
                                        l->versions.n + 1);
    struct paper_page v = {.crumbs = at->crumbs,
                           .title = p->title,
                           .tag = tag_of(pg, p, l->parties),
                           .removed = removed_of(pg, p),
                           .facts = facts_of(pg, at, p),
                           .text = stands ? l->text : STR_NONE,
                           .path = at->path,
                           .rows = row,
                           .rows_n = l->versions.n,
                           .nr = p->newest,
                           .may_change = l->may_change && stands,
                           .errors = errors_of(&f),
                           .file = file_field(&f)};

    for (size_t i = 0; i < l->versions.n; i++)
        row[i] = row_of(pg, at, p, &l->versions.row[i]);
    if (stands && file_has_picture(p->type))
        v.picture = str_fmt(pg->mem, "%.*s/bilde/%d", STR_FMT(at->path),
                            (int)p->newest);
    fill_release(pg, l, &v);
    return v;
}
