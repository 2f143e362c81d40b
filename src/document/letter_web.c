/* Routes of letters: they stand before those of documents.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/letter_pages.h"
#include "document/web.h"
#include "text/messages_text.h"

enum { WORD_MAX_CHARS = 40 };

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    struct letter_view v;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = letter_app_list(c, id, &v);
    if (!err) {
        struct letter_list_view l = letter_list_view_of(pg, &v);

        tpl_letter_list(pg, &l);
    }
    return err;
}

/* Of an own template; 0: the one in use. */
static int64_t
form_version(struct form *f)
{
    int64_t nr = 0;

    (void)str_to_i64(form_text(f, "versjon", WORD_MAX_CHARS), &nr);
    return nr;
}

static const struct err *
show_letter(struct call *c, struct page *pg, case_id id, enum lang lang,
            const struct http_req *req, const struct http_req *typed,
            const struct err *wrong)
{
    struct letter_view v;
    struct form f = form_of(c->mem, req);
    const struct err *err = letter_app_view(c, id, http_path_arg(req, "mal"),
                                            form_version(&f), &v);

    if (!err) {
        v.facts.role = msg_plain(letter_lang(&v.letter, lang),
                                 c->who.function_label);
        struct letter_page_view p = letter_page_view_of(
            pg, typed, wrong, &v, lang, typed != NULL && wrong == NULL);

        tpl_letter_page(pg, &p);
    }
    return err;
}

static const struct err *
get_letter(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    enum lang lang = pg->lang;
    const struct err *err = form_errors(&f);

    (void)res;
    (void)lang_parse(http_param(req, "sprak"), &lang);
    return err ? err : show_letter(c, pg, id, lang, req, NULL, NULL);
}

static void
read_letter(struct form *f, struct letter_form *l)
{
    struct str class_;

    l->key = http_path_arg(f->req, "mal");
    l->nr = form_version(f);
    (void)lang_parse(form_text(f, "sprak", WORD_MAX_CHARS), &l->lang);
    l->title = form_text_required(f, "tittel", DOCUMENT_TITLE_MAX);
    l->text = form_text_required(f, "tekst", LETTER_TEXT_MAX);
    l->own = form_checked(f, "egen");
    class_ = form_text_required(f, "klasse", WORD_MAX_CHARS);
    if (class_.n > 0 && (!info_class_parse(class_, &l->class_) ||
                         !document_class_fits(l->class_)))
        form_fault(f, "klasse", MSG_FORM_CHOICE);
}

static const struct err *
post_letter(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct letter_form l = {.case_id = {form_path_id(&f, "sak")},
                            .lang = pg->lang};
    bool look = form_checked(&f, "vis");
    int64_t id = 0;
    const struct err *err;

    read_letter(&f, &l);
    err = form_errors(&f);
    if (!err && look)
        return show_letter(c, pg, l.case_id, l.lang, req, req, NULL);
    if (!err)
        err = letter_app_save(c, &l, &id);
    if (form_shown_again(err, res))
        return show_letter(c, pg, l.case_id, l.lang, req, req, err);
    if (!err)
        document_see(pg, res, l.case_id, id);
    return err;
}

const struct route letter_routes[] = {
    {HTTP_GET, "/barn/{sak}/dokumenter/brev", ACT_DOCUMENT_LIST, get_list},
    {HTTP_GET, "/barn/{sak}/dokumenter/brev/{mal}", ACT_DOCUMENT_ADD,
     get_letter},
    {HTTP_POST, "/barn/{sak}/dokumenter/brev/{mal}", ACT_DOCUMENT_ADD,
     post_letter},
};
const size_t letter_routes_n = ARRAY_LEN(letter_routes);
