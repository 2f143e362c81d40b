/* Pages of research and development projects: the list, one, a new one.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/project_web.h"

#include "agreement/pages_project.h"
#include "text/messages_agreement.h"
#include "text/messages_body.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2200 };

/* What cannot be read narrows nothing. */
static struct project_filter
filter_asked(const struct call *c, const struct http_req *req)
{
    struct form year = form_of(c->mem, req);
    struct form party = form_of(c->mem, req);
    struct project_filter only = {
        .year = (int)form_int(&year, "ar", FIRST_YEAR, LAST_YEAR),
        .party = {form_id_or_none(&party, "part")}};

    if (form_errors(&year))
        only.year = 0;
    return only;
}

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct project_list list = {0};
    const struct err *err = project_app_list(c, &list);

    (void)res;
    if (!err) {
        struct project_list_view v = project_list_view_of(
            pg, &list, filter_asked(c, req),
            call_may_role(c, ACT_PROJECT_WRITE));

        tpl_project_list(pg, &v);
    }
    return err;
}

static const struct err *
get_csv(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct project_list list = {0};
    const struct err *err = project_app_list(c, &list);

    if (!err)
        http_attachment(res, "text/csv; charset=utf-8", STR("prosjekter.csv"),
                        project_csv(pg, &list, filter_asked(c, req)));
    return err;
}

static const struct err *
show_project(struct call *c, const struct http_req *req, struct page *pg,
             const struct http_req *typed, const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    project_id id = {form_path_id(&f, "prosjekt")};
    struct project_look look;
    const struct err *err = form_errors(&f);

    if (!err)
        err = project_app_view(c, id, &look);
    if (!err) {
        struct project_view v = project_view_of(
            pg, typed, wrong, &look, call_may_role(c, ACT_PROJECT_WRITE));

        tpl_project_page(pg, &v);
    }
    return err;
}

static const struct err *
get_project(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    (void)res;
    return show_project(c, req, pg, NULL, NULL);
}

static const struct err *
show_new(struct call *c, struct page *pg, const struct http_req *typed,
         const struct err *wrong)
{
    struct project_offer offer;
    const struct err *err = project_app_new(c, &offer);

    if (!err) {
        struct project_form_view v = project_form_of(pg, typed, wrong, &offer);

        tpl_project_form(pg, &v);
    }
    return err;
}

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)req;
    (void)res;
    return show_new(c, pg, NULL, NULL);
}

static void
read_project(struct form *f, struct project *p)
{
    static const char *const part[] = {"part2", "part3", "part4"};
    const char *kind[PROJECT_KIND_COUNT + 1] = {NULL};

    for (int k = 0; k < PROJECT_KIND_COUNT; k++)
        kind[k] = project_kind_word((enum project_kind)k);
    p->kind = (enum project_kind)form_choice(f, "slag", kind);
    p->title = form_text(f, "tittel", PROJECT_TITLE_MAX);
    p->about = form_text(f, "om", PROJECT_ABOUT_MAX);
    p->others = form_text(f, "andre", PROJECT_LINE_MAX);
    p->reference = form_text(f, "kilde", PROJECT_LINE_MAX);
    p->from = form_date(f, "fra");
    p->until = form_date(f, "til");
    p->parties = 1;
    for (size_t i = 0; i < ARRAY_LEN(part); i++) {
        int64_t unit = form_id_or_none(f, part[i]);

        if (unit != 0)
            p->party[p->parties++].unit.v = unit;
    }
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct project p = {0};
    int64_t clause = form_id_or_none(&f, "punkt");
    const struct err *err;

    read_project(&f, &p);
    err = form_errors(&f);
    if (!err || err->kind == INVALID)
        err = project_app_add(c, &p, clause, err);
    if (form_shown_again(err, res))
        return show_new(c, pg, req, err);
    if (!err)
        http_see_other(res, str_fmt(c->mem, "/prosjekter/%.*s",
                                    STR_FMT(id_format(c->mem, p.id.v))));
    return err;
}

static const struct err *
post_end(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    project_id id = {form_path_id(&f, "prosjekt")};
    struct date until = form_date(&f, "til");
    const struct err *err = form_errors(&f);

    if (!err || err->kind == INVALID)
        err = project_app_end(c, id, until, err);
    if (form_shown_again(err, res))
        return show_project(c, req, pg, req, err);
    if (!err)
        http_see_other(res, str_fmt(c->mem, "/prosjekter/%.*s",
                                    STR_FMT(id_format(c->mem, id.v))));
    return err;
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    project_id id = {form_path_id(&f, "prosjekt")};
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = project_app_withdraw(c, id);
    if (!err)
        http_see_other(res, STR("/prosjekter"));
    return err;
}

const struct route project_routes[] = {
    {HTTP_GET, "/prosjekter", ACT_PROJECT_LIST, get_list},
    {HTTP_GET, "/prosjekter.csv", ACT_PROJECT_LIST, get_csv},
    /* before /prosjekter/{prosjekt} */
    {HTTP_GET, "/prosjekter/nytt", ACT_PROJECT_NEW, get_new},
    {HTTP_POST, "/prosjekter/nytt", ACT_PROJECT_WRITE, post_new},
    {HTTP_GET, "/prosjekter/{prosjekt}", ACT_PROJECT_LIST, get_project},
    {HTTP_POST, "/prosjekter/{prosjekt}/slutt", ACT_PROJECT_WRITE, post_end},
    {HTTP_POST, "/prosjekter/{prosjekt}/trekk", ACT_PROJECT_WRITE,
     post_withdraw},
};
const size_t project_routes_n = ARRAY_LEN(project_routes);

#define AGREEING (ROLE_BIT(LEADER) | ROLE_BIT(ADVISER))
const struct menu_entry project_menu[] = {
    {"/prosjekter", MSG_PROJECTS, MSG_BODY_MENU_GROUP, AGREEING, "Tasklist"},
};
const size_t project_menu_n = ARRAY_LEN(project_menu);
