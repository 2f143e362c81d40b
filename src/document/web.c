/* Routes of documents.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/web.h"

#include "document/pages.h"
#include "file/pages.h"
#include "text/messages_file.h"
#include "text/messages_text.h"

enum { WORD_MAX_CHARS = 40 };

void
document_see(struct page *pg, struct http_res *res, case_id about,
             int64_t document)
{
    const char *rest = str_cz(pg->mem,
                              str_fmt(pg->mem, "/dokumenter/%.*s",
                                      STR_FMT(id_format(pg->mem, document))));

    http_see_other(res, case_path(pg, about, rest));
}

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    struct document_view v;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = document_app_list(c, id, &v);
    if (!err) {
        struct document_list_view l = document_list_view_of(pg, &v,
                                                            c->sv->clamd.n > 0);

        tpl_document_list(pg, &l);
    }
    return err;
}

/* --- a new one --- */

static const struct err *
show_new(struct call *c, struct page *pg, case_id id,
         const struct http_req *req, const struct err *wrong)
{
    struct document_view v;
    const struct err *err = document_app_list(c, id, &v);

    if (!err) {
        struct document_new_view n = document_new_view_of(pg, req, wrong, &v,
                                                          c->sv->clamd.n > 0);

        tpl_document_new(pg, &n);
    }
    return err;
}

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_new(c, pg, id, NULL, NULL);
}

static void
read_file(struct form *f, struct document_form *d)
{
    const struct http_file *file = form_file(f, "fil");

    d->name = file ? file->file_name : STR_NONE;
    d->bytes = file ? file->bytes : STR_NONE;
    if (!file)
        form_fault(f, "fil", MSG_FILE_EMPTY);
}

static void
read_words(struct form *f, struct document_form *d)
{
    struct str kind, class_;

    d->title = form_text_required(f, "tittel", DOCUMENT_TITLE_MAX);
    kind = form_text_required(f, "slag", WORD_MAX_CHARS);
    class_ = form_text_required(f, "klasse", WORD_MAX_CHARS);
    d->own = form_checked(f, "egen");
    if (kind.n > 0 && !document_kind_parse(kind, &d->kind))
        form_fault(f, "slag", MSG_FORM_CHOICE);
    if (class_.n > 0 && (!info_class_parse(class_, &d->class_) ||
                         !document_class_fits(d->class_)))
        form_add(
            f, ERR(f->mem, INVALID, .field = "klasse", .msg = MSG_FORM_CHOICE));
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct document_form d = {.case_id = {form_path_id(&f, "sak")}};
    int64_t id = 0;
    const struct err *err;

    read_file(&f, &d);
    read_words(&f, &d);
    err = form_errors(&f);
    if (!err)
        err = document_app_put(c, &d, &id);
    if (file_shown_again(err, res))
        return show_new(c, pg, d.case_id, req, err);
    if (!err)
        document_see(pg, res, d.case_id, id);
    return err;
}

/* --- one --- */

static const struct err *
show_one(struct call *c, struct page *pg, case_id id, int64_t document,
         const struct http_req *req, const struct err *wrong)
{
    struct document_view v;
    const struct err *err = document_app_view(c, id, document, &v);

    if (!err) {
        struct document_page_view p = document_page_view_of(pg, req, wrong, &v);

        tpl_document_page(pg, &p);
    }
    return err;
}

static const struct err *
get_one(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t document = form_path_id(&f, "dok");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_one(c, pg, id, document, NULL, NULL);
}

static const struct err *
post_one(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct document_form d = {.case_id = {form_path_id(&f, "sak")},
                              .document = form_path_id(&f, "dok")};
    int64_t id = 0;
    const struct err *err;

    read_file(&f, &d);
    err = form_errors(&f);
    if (!err)
        err = document_app_put(c, &d, &id);
    if (file_shown_again(err, res))
        return show_one(c, pg, d.case_id, d.document, req, err);
    if (!err)
        document_see(pg, res, d.case_id, d.document);
    return err;
}

/* The number of a version; 0, which is none, for anything else. */
static int64_t
path_nr(const struct http_req *req)
{
    int64_t nr = 0;

    return str_to_i64(http_path_arg(req, "nr"), &nr) && nr > 0 ? nr : 0;
}

static const struct err *
get_file(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t document = form_path_id(&f, "dok");
    struct blob b = {0};
    struct str bytes = STR_NONE;
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = document_app_file(c, id, document, path_nr(req), &b, &bytes);
    if (!err)
        http_attachment(res, str_cz(c->mem, b.type), b.name, bytes);
    return err;
}

static const struct err *
get_picture(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t document = form_path_id(&f, "dok");
    const char *type = NULL;
    struct str bytes = STR_NONE;
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = document_app_picture(c, id, document, path_nr(req), &type,
                                   &bytes);
    if (!err)
        http_picture(res, type, bytes);
    return err;
}

/* --- withdrawing --- */

static const struct err *
show_withdraw(struct call *c, struct page *pg, case_id id, int64_t document,
              const struct http_req *req, const struct err *wrong)
{
    struct document_view v;
    const struct err *err = document_app_view(c, id, document, &v);

    if (!err && v.document.unit.v != c->who.unit.v)
        err = ERR(c->mem, DENIED);
    if (!err) {
        struct document_withdraw_view w = document_withdraw_view_of(pg, req,
                                                                    wrong, &v);

        tpl_document_withdraw(pg, &w);
    }
    return err;
}

static const struct err *
get_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t document = form_path_id(&f, "dok");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_withdraw(c, pg, id, document, NULL, NULL);
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t document = form_path_id(&f, "dok");
    struct str reason = form_text_required(&f, "grunn", DOCUMENT_REASON_MAX);
    const struct err *err = form_errors(&f);

    if (!err)
        err = document_app_withdraw(c, id, document, reason);
    if (file_shown_again(err, res))
        return show_withdraw(c, pg, id, document, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, "/dokumenter"));
    return err;
}

const struct route document_routes[] = {
    {HTTP_GET, "/barn/{sak}/dokumenter", ACT_DOCUMENT_LIST, get_list},
    {HTTP_GET, "/barn/{sak}/dokumenter/ny", ACT_DOCUMENT_ADD, get_new},
    {HTTP_POST, "/barn/{sak}/dokumenter/ny", ACT_DOCUMENT_ADD, post_new},
    {HTTP_GET, "/barn/{sak}/dokumenter/{dok}", ACT_DOCUMENT_VIEW, get_one},
    {HTTP_POST, "/barn/{sak}/dokumenter/{dok}", ACT_DOCUMENT_ADD, post_one},
    {HTTP_GET, "/barn/{sak}/dokumenter/{dok}/fil/{nr}", ACT_DOCUMENT_VIEW,
     get_file},
    {HTTP_GET, "/barn/{sak}/dokumenter/{dok}/bilde/{nr}", ACT_DOCUMENT_VIEW,
     get_picture},
    {HTTP_GET, "/barn/{sak}/dokumenter/{dok}/trekk", ACT_DOCUMENT_WITHDRAW,
     get_withdraw},
    {HTTP_POST, "/barn/{sak}/dokumenter/{dok}/trekk", ACT_DOCUMENT_WITHDRAW,
     post_withdraw},
};
const size_t document_routes_n = ARRAY_LEN(document_routes);
