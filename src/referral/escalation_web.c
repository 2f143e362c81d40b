/* Pages of escalations: a case's, and AU's.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/web.h"

#include "http/http.h"
#include "referral/escalation_pages.h"
#include "text/messages_casefile.h"
#include "text/messages_referral.h"

enum { TEXT_MAX_CHARS = 4000, LINE_MAX_CHARS = 300, DAYS_MAX = 250 };

static const struct err *
show(struct call *c, struct page *pg, case_id id, const struct http_req *req,
     const struct err *wrong)
{
    struct case_view v;
    struct escalation_page p;
    const struct err *err = casefile_app_view(c, ACT_ESCALATION_VIEW, id, 0,
                                              &v);

    if (!err)
        err = escalation_app_page(c, id, &p);
    if (!err) {
        struct case_escalations_view view = case_escalations_view_of(
            pg, req, wrong, &v, &p);

        tpl_case_escalations(pg, &view);
    }
    return err;
}

static const struct err *
get_page(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show(c, pg, id, NULL, NULL);
}

static const struct err *
changed(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg, case_id id, const struct err *err)
{
    if (form_shown_again(err, res))
        return show(c, pg, id, req, err);
    if (!err)
        http_see_other(res, str_fmt(c->mem, "/barn/%.*s/avklaring",
                                    STR_FMT(id_format(c->mem, id.v))));
    return err;
}

static const struct err *
post_raise(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    struct str matter = form_text(&f, "uenighet", TEXT_MAX_CHARS);
    struct str wish = form_text(&f, "onske", TEXT_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = escalation_app_raise(c, id, matter, wish);
    return changed(c, req, res, pg, id, err);
}

static const struct err *
post_do(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t escalation = form_path_id(&f, "avklaring");
    struct escalation_form e = {
        .doing = (enum escalation_doing)form_choice(&f, "gjor",
                                                    escalation_words),
        .text = form_text(&f, "tekst", TEXT_MAX_CHARS),
        .by_on = form_date(&f, "innen"),
        .clear = form_text(&f, "klarert", TEXT_MAX_CHARS),
        .cleared = form_checked(&f, "lest")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = escalation_app_do(c, id, escalation, &e);
    return changed(c, req, res, pg, id, err);
}

/* --- AU --- */

static const struct err *
show_au(struct call *c, struct page *pg, const struct http_req *req,
        const struct err *wrong)
{
    struct escalation_page p;
    const struct err *err = escalation_app_clear(c, &p);

    if (!err) {
        struct escalation_au_view v = escalation_au_view_of(
            pg, req, wrong, &p, call_may_role(c, ACT_ESCALATION_ADVISE),
            call_may_role(c, ACT_ESCALATION_ROUTINE));

        tpl_escalation_au(pg, &v);
    }
    return err;
}

static const struct err *
get_au(struct call *c, const struct http_req *req, struct http_res *res,
       struct page *pg)
{
    (void)req;
    (void)res;
    return show_au(c, pg, NULL, NULL);
}

static const struct err *
au_changed(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg, const struct err *err)
{
    if (form_shown_again(err, res))
        return show_au(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/avklaring"));
    return err;
}

static const struct err *
post_advice(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t escalation = form_id(&f, "sak");
    struct str advice = form_text(&f, "rad", TEXT_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = escalation_app_advise(c, escalation, advice);
    return au_changed(c, req, res, pg, err);
}

static const struct err *
post_routine(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct escalation_level l = {
        .level = form_int(&f, "niva", LEVEL_CASE, LEVEL_SYSTEM),
        .days = form_int(&f, "dager", 0, DAYS_MAX),
        .people = form_text(&f, "hvem", LINE_MAX_CHARS),
        .source = form_text(&f, "kilde", LINE_MAX_CHARS)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = escalation_app_set_level(c, &l);
    return au_changed(c, req, res, pg, err);
}

const struct route escalation_routes[] = {
    {HTTP_GET, "/barn/{sak}/avklaring", ACT_ESCALATION_VIEW, get_page},
    {HTTP_POST, "/barn/{sak}/avklaring", ACT_ESCALATION_RAISE, post_raise},
    {HTTP_POST, "/barn/{sak}/avklaring/{avklaring}", ACT_ESCALATION_RAISE,
     post_do},
    {HTTP_GET, "/avklaring", ACT_ESCALATION_AU, get_au},
    {HTTP_POST, "/avklaring", ACT_ESCALATION_ADVISE, post_advice},
    {HTTP_POST, "/avklaring/rutine", ACT_ESCALATION_ROUTINE, post_routine},
};
const size_t escalation_routes_n = ARRAY_LEN(escalation_routes);

const struct menu_entry escalation_menu[] = {
    {"/avklaring", MSG_ESCALATION_AU_TITLE, MSG_CASE_MENU_GROUP,
     ROLE_BIT(ADVISER), "Handshake"},
};
const size_t escalation_menu_n = ARRAY_LEN(escalation_menu);
