/* The page of a body's action plan and its forms.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_web.h"

#include "body/action_plan_pages.h"
#include "body/pages.h"

enum { NUMBER_MAX = 1000, TITLE_MAX = 200, TEXT_MAX = 1000 };

static body_id
path_body(struct form *f)
{
    return (body_id){form_path_id(f, "organ")};
}

static int32_t
number_asked(const struct http_req *req)
{
    int64_t n = 0;

    if (!str_to_i64(http_param(req, "nr"), &n) || n < 1 || n > NUMBER_MAX)
        return 0;
    return (int32_t)n;
}

static const struct err *
show(struct call *c, const struct http_req *req, struct page *pg,
     const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    struct action_plan_look l;
    const struct err *err = wrong ? NULL : form_errors(&f);

    if (!err)
        err = action_plan_app_look(c, id, wrong ? 0 : number_asked(req), &l);
    if (!err) {
        struct plan_page v = action_plan_page_of(pg, req, wrong, &l);

        tpl_action_plan_page(pg, &v);
    }
    return err;
}

/* After a form: back to the page, or the page with what is wrong. */
static const struct err *
answer(struct call *c, const struct http_req *req, struct http_res *res,
       struct page *pg, body_id id, const struct err *err)
{
    if (!err) {
        http_see_other(res, body_path(pg, "/organ/", id.v, "/plan"));
        return NULL;
    }
    if (err->kind != INVALID)
        return err;
    res->status = 422;
    return show(c, req, pg, err);
}

static const struct err *
get_plan(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)res;
    return show(c, req, pg, NULL);
}

static const struct err *
post_start(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    struct str title = form_text_required(&f, "tittel", TITLE_MAX);
    struct date from = form_date(&f, "start");
    const struct err *err;

    if (date_is_none(from))
        form_fault(&f, "start", MSG_FORM_REQUIRED);
    err = form_errors(&f);
    if (!err)
        err = action_plan_app_start(c, id, title, from);
    return answer(c, req, res, pg, id, err);
}

static const struct err *
post_measure(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    struct measure m = {.goal = form_text_required(&f, "mal", TITLE_MAX),
                        .title = form_text_required(&f, "tiltak", TITLE_MAX),
                        .person = {form_id(&f, "ansvarlig")},
                        .from = form_date(&f, "fra"),
                        .until = form_date(&f, "til"),
                        .indicator = form_text(&f, "indikator", TITLE_MAX)};
    const struct err *err;

    if (date_is_none(m.from))
        form_fault(&f, "fra", MSG_FORM_REQUIRED);
    if (date_is_none(m.until))
        form_fault(&f, "til", MSG_FORM_REQUIRED);
    err = form_errors(&f);
    if (!err)
        err = action_plan_app_add(c, id, &m);
    return answer(c, req, res, pg, id, err);
}

static const struct err *
post_progress(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    static const char *const states[] = {"waits", "under_way", "done",
                                         "stopped", NULL};
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    measure_id measure = {form_id(&f, "nummer")};
    struct progress p = {.text = form_text_required(&f, "framdrift", TEXT_MAX)};
    const struct err *err;

    p.state = (enum measure_state)form_choice(&f, "tilstand", states);
    err = form_errors(&f);
    if (!err)
        err = action_plan_app_progress(c, id, measure, &p);
    return answer(c, req, res, pg, id, err);
}

static const struct err *
post_put(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = action_plan_app_put(c, id);
    return answer(c, req, res, pg, id, err);
}

static const struct err *
post_endorse(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    body_decision_id decision = {form_id(&f, "vedtak")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = action_plan_app_endorse(c, id, decision);
    return answer(c, req, res, pg, id, err);
}

const struct route action_plan_routes[] = {
    {HTTP_GET, "/organ/{organ}/plan", ACT_BODY_VIEW, get_plan},
    {HTTP_POST, "/organ/{organ}/plan", ACT_BODY_RUN, post_start},
    {HTTP_POST, "/organ/{organ}/plan/tiltak", ACT_BODY_RUN, post_measure},
    {HTTP_POST, "/organ/{organ}/plan/framdrift", ACT_BODY_PROPOSE,
     post_progress},
    {HTTP_POST, "/organ/{organ}/plan/legg-fram", ACT_BODY_RUN, post_put},
    {HTTP_POST, "/organ/{organ}/plan/tilslutning", ACT_BODY_APPROVE,
     post_endorse},
};
const size_t action_plan_routes_n = ARRAY_LEN(action_plan_routes);
