/* Fills the views of documents.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/pages.h"

#include "file/pages.h"
#include "text/messages_document.h"
#include "text/messages_file.h"

/* --- words --- */

static struct str
who_text(struct page *pg, const struct document *d)
{
    return words(pg, d->own ? MSG_DOCUMENT_OWN_ONLY
                            : info_class_message(d->class_));
}

static struct str
document_path(struct page *pg, const struct document *d)
{
    return case_path(
        pg, d->case_id,
        str_cz(pg->mem, str_fmt(pg->mem, "/dokumenter/%.*s",
                                STR_FMT(id_format(pg->mem, d->id)))));
}

static struct service_tag
unit_of(const struct document *d)
{
    return (struct service_tag){service_of_unit(d->unit_type), d->unit_name};
}

/* --- the list --- */

static struct document_row
row_of(struct page *pg, const struct document *d)
{
    return (struct document_row){
        .href = document_path(pg, d),
        .title = d->title,
        .kind = words(pg, document_kind_message(d->kind)),
        .unit = unit_of(d),
        .who = who_text(pg, d),
        .at = d->made_at,
        .file = file_text(pg, d->media_type, d->bytes),
        .status = {STATUS_WITHDRAWN, d->withdrawn_at.us
                                         ? words(pg, MSG_DOCUMENT_WITHDRAWN)
                                         : STR_NONE},
    };
}

struct document_list_view
document_list_view_of(struct page *pg, const struct document_view *v,
                      bool scanner)
{
    struct document_row *row = ARENA_NEW_N(pg->mem, struct document_row,
                                           v->list.n + 1);

    for (size_t i = 0; i < v->list.n; i++)
        row[i] = row_of(pg, &v->list.row[i]);
    return (struct document_list_view){
        .top = case_top_of(pg, &v->about, TAB_DOCUMENTS),
        .id = v->about.head.id,
        .may_write = v->about.head.open,
        .no_scanner = !scanner,
        .unscanned = file_unscanned(pg),
        .rows = row,
        .rows_n = v->list.n,
        .empty = {.title = words(pg, MSG_DOCUMENT_EMPTY),
                  .text = words(pg, MSG_DOCUMENT_EMPTY_LEAD)},
    };
}

/* --- a new one --- */

static struct field_view
kind_field(const struct form_view *f)
{
    struct choice c[DOCUMENT_KIND_COUNT + 1] = {
        {.label = words(f->pg, MSG_DOCUMENT_CHOOSE)}};

    for (int i = 0; i < DOCUMENT_KIND_COUNT; i++)
        c[i + 1] = (struct choice){
            .value = str_of(document_kind_word((enum document_kind)i)),
            .label = words(f->pg,
                           document_kind_message((enum document_kind)i))};
    return field_choice(f, FIELD_SELECT, "slag", MSG_DOCUMENT_KIND, 0, c,
                        ARRAY_LEN(c));
}

struct field_view
document_class_field(const struct form_view *f)
{
    struct choice c[DOCUMENT_CLASSES];

    for (int i = 0; i < DOCUMENT_CLASSES; i++)
        c[i] = (struct choice){
            .value = str_of(info_class_word(document_classes[i])),
            .label = words(f->pg, info_class_message(document_classes[i])),
            .selected = i == 0};
    return field_choice(f, FIELD_SELECT, "klasse", MSG_DOCUMENT_CLASS,
                        MSG_DOCUMENT_CLASS_HINT, c, ARRAY_LEN(c));
}

struct document_new_view
document_new_view_of(struct page *pg, const struct http_req *req,
                     const struct err *err, const struct document_view *v,
                     bool scanner)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct document_new_view){
        .top = case_top_of(pg, &v->about, TAB_DOCUMENT_NEW),
        .id = v->about.head.id,
        .no_scanner = !scanner,
        .unscanned = file_unscanned(pg),
        .errors = errors_of(&f),
        .file = field_of_kind(&f, FIELD_FILE, "fil", MSG_DOCUMENT_FILE,
                              MSG_DOCUMENT_FILE_HINT, STR_NONE),
        .title = field_text(&f, "tittel", MSG_DOCUMENT_TITLE,
                            MSG_DOCUMENT_TITLE_HINT, STR_NONE),
        .kind = kind_field(&f),
        .class_ = document_class_field(&f),
        .own = field_check(&f, "egen", MSG_DOCUMENT_OWN, MSG_DOCUMENT_OWN_HINT,
                           false),
    };
}

/* --- one --- */

static struct version_row
version_row_of(struct page *pg, const struct document *d,
               const struct document_version *w)
{
    struct str path = document_path(pg, d);

    return (struct version_row){
        .nr = w->nr,
        .href = str_fmt(pg->mem, "%.*s/fil/%lld", STR_FMT(path),
                        (long long)w->nr),
        .at = w->made_at,
        .name = w->name,
        .file = file_text(pg, w->media_type, w->bytes),
        .scanned = file_scan_tag(pg, w->scanned),
    };
}

/* The units that get this class from the document's own unit now. */
static struct str
seen_by(struct page *pg, const struct document_view *v)
{
    struct buf b;

    buf_init(&b, pg->mem);
    buf_str(&b, v->document.unit_name);
    for (size_t i = 0; !v->document.own && v->document.withdrawn_at.us == 0 &&
                       i < v->about.shares.n;
         i++) {
        const struct share *s = &v->about.shares.row[i];

        if (s->from_unit.v != v->document.unit.v ||
            s->to_unit.v == v->document.unit.v || s->to_account.v != 0 ||
            s->class_ != v->document.class_ || !share_is_active(s, pg->now))
            continue;
        buf_cz(&b, ", ");
        buf_str(&b, s->to_name);
    }
    return buf_done(&b);
}

static struct facts
facts_of(struct page *pg, const struct document_view *v)
{
    struct fact *row = ARENA_NEW_N(pg->mem, struct fact, 4);
    const struct msg_arg from[] = {msg_str(v->document.template_name),
                                   msg_int(v->document.template_nr)};
    size_t n = 0;

    row[n++] = (struct fact){
        .label = words(pg, MSG_DOCUMENT_KIND),
        .value = words(pg, document_kind_message(v->document.kind))};
    row[n++] = (struct fact){.label = words(pg, MSG_DOCUMENT_CLASS),
                             .value = who_text(pg, &v->document)};
    row[n++] = (struct fact){.label = words(pg, MSG_DOCUMENT_SEEN_BY),
                             .value = seen_by(pg, v)};
    if (v->document.template_nr > 0)
        row[n++] = (struct fact){.label = words(pg, MSG_DOCUMENT_TEMPLATE),
                                 .value = msg_text(pg->mem, pg->lang,
                                                   MSG_DOCUMENT_TEMPLATE_NR,
                                                   from, 2)};
    return (struct facts){.rows = row, .rows_n = n};
}

struct document_page_view
document_page_view_of(struct page *pg, const struct http_req *req,
                      const struct err *err, const struct document_view *v)
{
    struct form_view f = form_view_of(pg, req, err);
    const struct document *d = &v->document;
    struct version_row *row = ARENA_NEW_N(pg->mem, struct version_row,
                                          v->versions.n + 1);
    struct document_page_view p = {
        .top = case_top_of(pg, &v->about, TAB_DOCUMENT),
        .id = d->case_id,
        .path = document_path(pg, d),
        .title = d->title,
        .withdrawn = d->withdrawn_at.us != 0,
        .why = {.kind = ALERT_WARNING,
                .title = words(pg, MSG_DOCUMENT_IS_WITHDRAWN),
                .text = d->withdraw_reason},
        .facts = facts_of(pg, v),
        .picture_alt = words(pg, MSG_FILE_PICTURE_ALT),
        .text = v->text,
        .rows = row,
        .rows_n = v->versions.n,
        .is_mine = v->is_mine && v->about.head.open,
        .errors = errors_of(&f),
        .file = field_of_kind(&f, FIELD_FILE, "fil", MSG_DOCUMENT_FILE,
                              MSG_DOCUMENT_FILE_HINT, STR_NONE),
    };

    if (file_has_picture(d->media_type))
        p.picture = str_fmt(pg->mem, "%.*s/bilde/%lld", STR_FMT(p.path),
                            (long long)d->newest);
    for (size_t i = 0; i < v->versions.n; i++)
        row[i] = version_row_of(pg, d, &v->versions.row[i]);
    return p;
}

struct document_withdraw_view
document_withdraw_view_of(struct page *pg, const struct http_req *req,
                          const struct err *err, const struct document_view *v)
{
    struct form_view f = form_view_of(pg, req, err);

    return (struct document_withdraw_view){
        .top = case_top_of(pg, &v->about, TAB_DOCUMENT_WITHDRAW),
        .path = document_path(pg, &v->document),
        .title = v->document.title,
        .errors = errors_of(&f),
        .reason = field_area(&f, "grunn", MSG_DOCUMENT_WITHDRAW_WHY, 0,
                             STR_NONE, DOCUMENT_REASON_MAX),
    };
}
