/* Pages of letter templates: handlers, routes, menu.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/template_pages.h"
#include "document/web.h"
#include "text/messages_document.h"
#include "text/messages_registry.h"
#include "text/messages_text.h"

enum { WORD_MAX_CHARS = 40 };

/* What fields are filled with to be looked at: a child that does not exist. */
static struct letter_facts
sample_of(const struct call *c)
{
    return (struct letter_facts){
        .child = STR("Lea"),
        .unit = c->who.unit_name,
        .sender = c->who.name,
        .role = msg_plain(c->lang, c->who.function_label),
        .day = c->today,
        .born = date_ymd(2014, 2, 3)};
}

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct template_list own = {0};
    struct letter_list shipped = {0};
    const struct err *err = template_app_list(c, &own);

    (void)req;
    (void)res;
    if (!err)
        err = letter_list(c->mem, -1, &shipped);
    if (!err) {
        struct template_list_view v = template_list_view_of(
            pg, &own, &shipped, c->who.role == ROLE_ADMINISTRATOR);

        tpl_template_list(pg, &v);
    }
    return err;
}

/* A number in the address; 0 where there is none that can be read. */
static int64_t
param_number(const struct http_req *req, const char *name)
{
    int64_t n = 0;

    (void)str_to_i64(http_param(req, name), &n);
    return n;
}

static const struct err *
get_one(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct template_view v;
    const struct letter_facts sample = sample_of(c);
    const struct err *err = template_app_view(c, http_path_arg(req, "brevmal"),
                                              param_number(req, "versjon"), &v);

    (void)res;
    if (!err) {
        struct template_page_view p = template_page_view_of(pg, &v, &sample);

        tpl_template_page(pg, &p);
    }
    return err;
}

/* --- writing --- */

static void
read_form(struct form *f, struct template_form *t)
{
    struct letter *l = &t->letter;
    struct str reader = form_text_required(f, "leser", WORD_MAX_CHARS);

    l->name = form_text_required(f, "navn", TEMPLATE_NAME_MAX);
    if (reader.n > 0 && !letter_reader_parse(reader, &l->reader))
        form_fault(f, "leser", MSG_FORM_CHOICE);
    l->age_from = (int32_t)form_int(f, "alder_fra", 0, TEMPLATE_AGE_MAX);
    l->age_to = (int32_t)form_int(f, "alder_til", 0, TEMPLATE_AGE_MAX);
    for (int i = 0; i < LANG_COUNT; i++) {
        l->title[i] = form_text(f, template_title_name((enum lang)i),
                                LETTER_TITLE_MAX);
        l->text[i] = form_text(f, template_text_name((enum lang)i),
                               LETTER_TEXT_MAX);
    }
    t->use = form_checked(f, "bruk");
    if (t->use)
        t->from = form_date(f, "fra");
    if (t->id != 0)
        t->seen = form_int(f, "sett", 1, INT64_MAX);
}

static void
show_form(struct call *c, struct page *pg, const struct http_req *typed,
          const struct err *wrong, const struct letter *begin,
          const struct template_view *of, const struct letter *looked)
{
    const struct letter_facts sample = sample_of(c);
    struct template_form_view v = template_form_view_of(pg, typed, wrong, begin,
                                                        of, looked, &sample);

    tpl_template_form(pg, &v);
}

/* What a new one begins with: empty, or a copy of ?fra=. */
static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct template_view v = {0};
    struct str from = http_param(req, "fra");
    const struct err *err = NULL;

    (void)res;
    v.template.letter.age_to = 18;
    if (from.n > 0)
        err = template_app_view(c, from, 0, &v);
    if (!err)
        show_form(c, pg, NULL, NULL, &v.template.letter, NULL, NULL);
    return err;
}

/* Looked at, saved, or shown again with what was typed. `of`: NULL for a new
 * one. */
static const struct err *
take_form(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct template_view *of)
{
    static const struct letter none;
    struct form f = form_of(c->mem, req);
    struct template_form t = {.id = of ? of->template.id : 0};
    const struct letter *begin = of ? &of->template.letter : &none;
    bool look = form_checked(&f, "vis");
    int64_t id = 0;
    const struct err *err;

    read_form(&f, &t);
    err = form_errors(&f);
    if (!err)
        err = look ? template_check(c->mem, &t.letter)
                   : template_app_save(c, &t, &id);
    if (form_shown_again(err, res) || (!err && look)) {
        show_form(c, pg, req, err, begin, of, look && !err ? &t.letter : NULL);
        return NULL;
    }
    if (!err)
        http_see_other(res, str_fmt(c->mem, "/brevmaler/%.*s",
                                    STR_FMT(id_format(c->mem, id))));
    return err;
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return take_form(c, req, res, pg, NULL);
}

/* The newest version of one's own. Errors: NOT_FOUND (also one that ships),
 * DENIED, CONFLICT. */
static const struct err *
view_mine(struct call *c, const struct http_req *req, struct template_view *out)
{
    const struct err *err = template_app_view(c, http_path_arg(req, "brevmal"),
                                              0, out);

    if (err)
        return err;
    if (out->template.id == 0)
        return ERR(c->mem, NOT_FOUND);
    if (!date_is_none(out->template.withdrawn_on))
        return ERR(c->mem, CONFLICT, .msg = MSG_TEMPLATE_IS_WITHDRAWN);
    return out->mine ? NULL
                     : call_refused(c, ACT_TEMPLATE_EDIT, ERR(c->mem, DENIED));
}

static const struct err *
get_change(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct template_view v;
    const struct err *err = view_mine(c, req, &v);

    (void)res;
    if (!err)
        show_form(c, pg, NULL, NULL, &v.template.letter, &v, NULL);
    return err;
}

static const struct err *
post_change(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct template_view v;
    const struct err *err = view_mine(c, req, &v);

    return err ? err : take_form(c, req, res, pg, &v);
}

/* --- withdrawing --- */

static const struct err *
get_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct template_view v;
    const struct err *err = view_mine(c, req, &v);

    (void)res;
    if (!err) {
        struct confirm w = template_withdraw_view_of(pg, &v);

        tpl_template_withdraw(pg, &w);
    }
    return err;
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "brevmal");
    int64_t seen = form_int(&f, "sett", 1, INT64_MAX);
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = template_app_withdraw(c, id, seen);
    if (!err)
        http_see_other(res, STR("/brevmaler"));
    return err;
}

const struct route template_routes[] = {
    {HTTP_GET, "/brevmaler", ACT_TEMPLATE_VIEW, get_list},
    {HTTP_GET, "/brevmaler/ny", ACT_TEMPLATE_EDIT, get_new},
    {HTTP_POST, "/brevmaler/ny", ACT_TEMPLATE_EDIT, post_new},
    {HTTP_GET, "/brevmaler/{brevmal}", ACT_TEMPLATE_VIEW, get_one},
    {HTTP_GET, "/brevmaler/{brevmal}/rediger", ACT_TEMPLATE_EDIT, get_change},
    {HTTP_POST, "/brevmaler/{brevmal}/rediger", ACT_TEMPLATE_EDIT, post_change},
    {HTTP_GET, "/brevmaler/{brevmal}/trekk", ACT_TEMPLATE_EDIT, get_withdraw},
    {HTTP_POST, "/brevmaler/{brevmal}/trekk", ACT_TEMPLATE_EDIT, post_withdraw},
};
const size_t template_routes_n = ARRAY_LEN(template_routes);

const struct menu_entry template_menu[] = {
    {"/brevmaler", MSG_TEMPLATES_TITLE, MSG_REGISTRY_MENU_GROUP,
     ROLE_BIT(LEADER) | ROLE_BIT(ADMINISTRATOR), "FileText"},
};
const size_t template_menu_n = ARRAY_LEN(template_menu);
