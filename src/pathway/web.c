/* Pages of pathways: definitions, and a child's runs.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/web.h"

#include "casefile/forms.h"
#include "http/http.h"
#include "pathway/edit_web.h"
#include "pathway/pages.h"
#include "pathway/plan_definition.h"
#include "pathway/region_app.h"
#include "text/messages_casefile.h"
#include "text/messages_pathway.h"

enum { TEXT_MAX_CHARS = 2000 };

/* --- definitions --- */

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct path_found_list list = {0};
    const struct err *err = pathway_app_list(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct pathway_list_view v = pathway_list_view_of(
            pg, &list, call_may_role(c, ACT_PATHWAY_EDIT));

        tpl_pathway_list(pg, &v);
    }
    return err;
}

static const struct err *
show_def(struct call *c, struct page *pg, const struct http_req *req,
         struct str key, struct str version, const struct err *wrong)
{
    struct path_page p;
    const struct err *err = pathway_app_get(c, key, version, &p);

    if (!err) {
        const struct def_rights may = {call_may_role(c, ACT_PATHWAY_ADOPT),
                                       call_may_role(c, ACT_PATHWAY_EDIT),
                                       call_may_role(c, ACT_PATHWAY_PUBLISH)};
        struct pathway_def_view v = pathway_def_view_of(pg, wrong ? req : NULL,
                                                        wrong, &p, &may);

        tpl_pathway_def(pg, &v);
    }
    return err;
}

static const struct err *
get_def(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)res;
    return show_def(c, pg, req, http_path_arg(req, "navn"),
                    http_path_arg(req, "versjon"), NULL);
}

static const struct err *
get_json(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct path_page p;
    const struct err *err = pathway_app_get(c, http_path_arg(req, "navn"),
                                            http_path_arg(req, "versjon"), &p);

    (void)pg;
    if (!err)
        http_attachment(res, "application/fhir+json", STR("forlop.json"),
                        plan_definition_write(c->mem, &p.found.def));
    return err;
}

static const struct err *
post_adopt(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    static const char *const doings[] = {"ta-i-bruk", "ta-ut", NULL};
    struct form f = form_of(c->mem, req);
    struct str key = http_path_arg(req, "navn");
    struct str version = http_path_arg(req, "versjon");
    bool start = form_choice(&f, "gjor", doings) == 0;
    struct date day = form_date(&f, start ? "fra" : "til");
    const struct err *err = form_errors(&f);

    if (!err)
        err = start ? pathway_app_adopt(c, key, day)
                    : pathway_app_unadopt(c, key, day);
    if (form_shown_again(err, res))
        return show_def(c, pg, req, key, version, err);
    if (!err)
        http_see_other(res, str_fmt(c->mem, "/forlop/%.*s/%.*s", STR_FMT(key),
                                    STR_FMT(version)));
    return err;
}

static const struct err *
set_status(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg,
           const struct err *(*change)(struct call *, struct str, struct str))
{
    struct str key = http_path_arg(req, "navn");
    struct str version = http_path_arg(req, "versjon");
    const struct err *err = change(c, key, version);

    if (form_shown_again(err, res))
        return show_def(c, pg, req, key, version, err);
    if (!err)
        http_see_other(res, str_fmt(c->mem, "/forlop/%.*s/%.*s", STR_FMT(key),
                                    STR_FMT(version)));
    return err;
}

static const struct err *
post_publish(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    return set_status(c, req, res, pg, pathway_app_publish);
}

static const struct err *
post_retire(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    return set_status(c, req, res, pg, pathway_app_retire);
}

static const struct err *
get_figures(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct pathway_figures f;
    const struct err *err = pathway_app_figures(c, &f);

    (void)req;
    (void)res;
    if (!err) {
        struct pathway_figures_view v = pathway_figures_view_of(pg, &f);

        tpl_pathway_figures(pg, &v);
    }
    return err;
}

static const struct err *
get_figures_csv(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct pathway_figures f;
    const struct err *err = pathway_app_figures(c, &f);

    (void)req;
    if (!err) {
        struct pathway_figures_view v = pathway_figures_view_of(pg, &f);

        http_attachment(res, "text/csv; charset=utf-8", STR("forlop.csv"),
                        pathway_figures_csv(pg, &v));
    }
    return err;
}

static const struct err *
get_region(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct region_figures f;
    const struct err *err = pathway_app_region(c, &f);

    (void)req;
    (void)res;
    if (!err) {
        struct region_view v = region_view_of(pg, &f);

        tpl_pathway_region(pg, &v);
    }
    return err;
}

static const struct err *
get_region_csv(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    struct region_figures f;
    const struct err *err = pathway_app_region(c, &f);

    (void)req;
    if (!err) {
        struct region_view v = region_view_of(pg, &f);

        http_attachment(res, "text/csv; charset=utf-8",
                        STR("forlop-region.csv"), region_csv(pg, &v));
    }
    return err;
}

/* --- a child's pathways --- */

static const struct err *
show_case(struct call *c, struct page *pg, case_id id,
          const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    struct case_pathways p;
    const struct err *err = casefile_app_view(c, ACT_PATHWAY_VIEW, id, 0, &v);

    if (!err)
        err = pathway_app_case(c, id, &p);
    if (!err) {
        struct case_pathways_view view = case_pathways_view_of(pg, req, wrong,
                                                               &v, &p);

        tpl_case_pathways(pg, &view);
    }
    return err;
}

static const struct err *
get_case(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_case(c, pg, id, NULL, NULL);
}

static struct str
run_address(struct call *c, case_id id, int64_t run)
{
    return str_fmt(c->mem, "/barn/%.*s/forlop/%.*s",
                   STR_FMT(id_format(c->mem, id.v)),
                   STR_FMT(id_format(c->mem, run)));
}

static const struct err *
post_start(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct str both = form_text_required(&f, "forlop", 2 * PATH_CODE_MAX + 1);
    struct str key;
    struct str version;
    int64_t run = 0;
    const struct err *err = form_errors(&f);

    (void)str_split(both, '/', &key, &version);
    if (!err)
        err = pathway_app_start(c, id, key, version, &run);
    if (form_shown_again(err, res))
        return show_case(c, pg, id, req, err);
    if (!err)
        http_see_other(res, run_address(c, id, run));
    return err;
}

static const struct err *
show_run(struct call *c, struct page *pg, case_id id, int64_t run,
         const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    struct run_view r;
    struct path_found_list all = {0};
    const struct err *err = casefile_app_view(c, ACT_PATHWAY_VIEW, id, 0, &v);

    if (!err)
        err = pathway_app_run(c, id, run, &r);
    if (!err)
        err = pathway_app_list(c, &all);
    if (!err) {
        struct pathway_run_view view = pathway_run_view_of(pg, req, wrong, &v,
                                                           &r, &all);

        tpl_pathway_run(pg, &view);
    }
    return err;
}

static const struct err *
get_run(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t run = form_path_id(&f, "lop");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_run(c, pg, id, run, NULL, NULL);
}

static const struct err *
post_end(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    static const char *const how[] = {"stopp", "tiltak", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t run = form_path_id(&f, "lop");
    bool keep = form_choice(&f, "hvordan", how) == 1;
    struct str reason = form_text(&f, "tekst", TEXT_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = pathway_app_end(c, id, run, keep, reason);
    if (form_shown_again(err, res))
        return show_run(c, pg, id, run, req, err);
    if (!err)
        http_see_other(res, run_address(c, id, run));
    return err;
}

static const struct err *
get_move(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t run = form_path_id(&f, "lop");
    struct case_view v;
    struct run_view r;
    struct move_preview m;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = casefile_app_view(c, ACT_PATHWAY_VIEW, id, 0, &v);
    if (!err)
        err = pathway_app_preview(c, id, run, http_param(req, "til"), &r, &m);
    if (!err) {
        struct pathway_move_view view = pathway_move_view_of(pg, &v, &r, &m);

        tpl_pathway_move(pg, &view);
    }
    return err;
}

static const struct err *
post_move(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t run = form_path_id(&f, "lop");
    struct str version = form_text_required(&f, "til", PATH_CODE_MAX);
    const struct err *err = form_errors(&f);

    if (!err)
        err = pathway_app_move(c, id, run, version);
    if (form_shown_again(err, res))
        return show_run(c, pg, id, run, req, err);
    if (!err)
        http_see_other(res, run_address(c, id, run));
    return err;
}

/* --- a step --- */

static const struct err *
show_step(struct call *c, struct page *pg, case_id id, int64_t step,
          const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    struct run_view r;
    const struct err *err = casefile_app_view(c, ACT_PATHWAY_VIEW, id, 0, &v);

    if (!err)
        err = pathway_app_step(c, id, step, &r);
    if (!err) {
        struct pathway_step_view view = pathway_step_view_of(pg, req, wrong, &v,
                                                             &r, step);

        tpl_pathway_step(pg, &view);
    }
    return err;
}

static const struct err *
get_step(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t step = form_path_id(&f, "steg");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_step(c, pg, id, step, NULL, NULL);
}

static const struct err *
post_step(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t step = form_path_id(&f, "steg");
    int64_t run = 0;
    struct record_form r = {
        .kind = record_kinds[form_choice(&f, "hva", record_words)],
        .outcome = form_text(&f, "utfall", PATH_CODE_MAX),
        .day = form_date(&f, "dag"),
        .text = form_text(&f, "tekst", TEXT_MAX_CHARS)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = pathway_app_record(c, id, step, &r, &run);
    if (form_shown_again(err, res))
        return show_step(c, pg, id, step, req, err);
    if (!err)
        http_see_other(res, run_address(c, id, run));
    return err;
}

const struct route pathway_routes[] = {
    {HTTP_GET, "/forlop", ACT_PATHWAY_LIST, get_list},
    {HTTP_GET, "/forlop/tall", ACT_PATHWAY_LIST, get_figures},
    {HTTP_GET, "/forlop/tall.csv", ACT_PATHWAY_LIST, get_figures_csv},
    {HTTP_GET, "/forlop/region", ACT_PATHWAY_REGION, get_region},
    {HTTP_GET, "/forlop/region.csv", ACT_PATHWAY_REGION, get_region_csv},
    {HTTP_GET, "/forlop/ny", ACT_PATHWAY_EDIT, get_pathway_new},
    {HTTP_POST, "/forlop/ny", ACT_PATHWAY_EDIT, post_pathway_new},
    {HTTP_GET, "/forlop/{navn}/{versjon}/kopi", ACT_PATHWAY_EDIT,
     get_pathway_copy},
    {HTTP_POST, "/forlop/{navn}/{versjon}/kopi", ACT_PATHWAY_EDIT,
     post_pathway_copy},
    {HTTP_GET, "/forlop/{navn}/{versjon}/rediger", ACT_PATHWAY_EDIT,
     get_pathway_draft},
    {HTTP_POST, "/forlop/{navn}/{versjon}/rediger", ACT_PATHWAY_EDIT,
     post_pathway_draft},
    {HTTP_POST, "/forlop/{navn}/{versjon}/forkast", ACT_PATHWAY_EDIT,
     post_pathway_discard},
    {HTTP_GET, "/forlop/{navn}/{versjon}/nytt-steg", ACT_PATHWAY_EDIT,
     get_pathway_draft_step},
    {HTTP_POST, "/forlop/{navn}/{versjon}/nytt-steg", ACT_PATHWAY_EDIT,
     post_pathway_draft_step},
    {HTTP_GET, "/forlop/{navn}/{versjon}/steg/{steg}", ACT_PATHWAY_EDIT,
     get_pathway_draft_step},
    {HTTP_POST, "/forlop/{navn}/{versjon}/steg/{steg}", ACT_PATHWAY_EDIT,
     post_pathway_draft_step},
    {HTTP_POST, "/forlop/{navn}/{versjon}/publiser", ACT_PATHWAY_PUBLISH,
     post_publish},
    {HTTP_POST, "/forlop/{navn}/{versjon}/trekk", ACT_PATHWAY_PUBLISH,
     post_retire},
    {HTTP_GET, "/forlop/{navn}/{versjon}", ACT_PATHWAY_LIST, get_def},
    {HTTP_POST, "/forlop/{navn}/{versjon}/bruk", ACT_PATHWAY_ADOPT, post_adopt},
    {HTTP_GET, "/forlop/{navn}/{versjon}/json", ACT_PATHWAY_LIST, get_json},
    {HTTP_GET, "/barn/{sak}/forlop", ACT_PATHWAY_VIEW, get_case},
    {HTTP_POST, "/barn/{sak}/forlop", ACT_PATHWAY_START, post_start},
    {HTTP_GET, "/barn/{sak}/forlop/{lop}", ACT_PATHWAY_VIEW, get_run},
    {HTTP_POST, "/barn/{sak}/forlop/{lop}/slutt", ACT_PATHWAY_STEER, post_end},
    {HTTP_GET, "/barn/{sak}/forlop/{lop}/flytt", ACT_PATHWAY_VIEW, get_move},
    {HTTP_POST, "/barn/{sak}/forlop/{lop}/flytt", ACT_PATHWAY_STEER, post_move},
    {HTTP_GET, "/barn/{sak}/steg/{steg}", ACT_PATHWAY_VIEW, get_step},
    {HTTP_POST, "/barn/{sak}/steg/{steg}", ACT_PATHWAY_RECORD, post_step},
};
const size_t pathway_routes_n = ARRAY_LEN(pathway_routes);

#define EVERYBODY (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM)))
const struct menu_entry pathway_menu[] = {
    {"/forlop", MSG_PATHWAY_LIST_TITLE, MSG_CASE_MENU_GROUP, EVERYBODY,
     "ArrowsCirclepath"},
};
const size_t pathway_menu_n = ARRAY_LEN(pathway_menu);
