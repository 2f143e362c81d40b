/* The page of a body's action plan and its forms.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_web.h"

#include "body/action_plan_pages.h"
#include "body/pages.h"
#include "text/messages_text.h"

enum { NUMBER_MAX = 1000, TITLE_MAX = 200, TEXT_MAX = 1000 };
enum { CLOSING_MAX = 4000 };

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

static struct measure
form_measure(struct form *f)
{
    struct measure m = {.goal = form_text_required(f, "mal", TITLE_MAX),
                        .title = form_text_required(f, "tiltak", TITLE_MAX),
                        .person = {form_id(f, "ansvarlig")},
                        .from = form_date(f, "fra"),
                        .until = form_date(f, "til"),
                        .indicator = form_text(f, "indikator", TITLE_MAX),
                        .budget = form_text(f, "budsjett", TITLE_MAX)};

    if (date_is_none(m.from))
        form_fault(f, "fra", MSG_FORM_REQUIRED);
    if (date_is_none(m.until))
        form_fault(f, "til", MSG_FORM_REQUIRED);
    return m;
}

static const struct err *
post_measure(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    struct measure m = form_measure(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = action_plan_app_add(c, id, &m);
    return answer(c, req, res, pg, id, err);
}

/* The form that changes a measure of the newest plan. */
static const struct err *
show_measure(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg, const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    int64_t which = form_path_id(&f, "tiltak");
    struct action_plan_look l;
    const struct err *err = action_plan_app_look(c, id, 0, &l);

    if (!err && !l.may.run)
        err = ERR(c->mem, DENIED);
    for (size_t i = 0; !err && i < l.measures.n; i++)
        if (l.measures.row[i].id.v == which && action_plan_is_open(l.state)) {
            struct body_form v = measure_form_of(pg, wrong ? req : NULL, wrong,
                                                 &l, &l.measures.row[i]);

            tpl_body_form(pg, &v);
            res->status = wrong ? 422 : 200;
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

static const struct err *
get_measure(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    return show_measure(c, req, res, pg, NULL);
}

static const struct err *
post_change(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    bool remove = form_checked(&f, "fjern");
    struct measure m = form_measure(&f);
    const struct err *err;

    m.id.v = form_path_id(&f, "tiltak");
    m.version = form_int(&f, "versjon", 1, INT64_MAX);
    err = remove ? NULL : form_errors(&f);
    if (!err)
        err = action_plan_app_change(c, id, &m, remove);
    if (err && err->kind == INVALID)
        return show_measure(c, req, res, pg, err);
    return answer(c, req, res, pg, id, err);
}

static const struct err *
post_return(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    struct str text = form_text_required(&f, "merknad", TEXT_MAX);
    const struct err *err = form_errors(&f);

    if (!err)
        err = action_plan_app_return(c, id, text);
    return answer(c, req, res, pg, id, err);
}

static const struct err *
post_close(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    int32_t number = (int32_t)form_int(&f, "nr", 1, NUMBER_MAX);
    struct str text = form_text_required(&f, "evaluering", CLOSING_MAX);
    const struct err *err = form_errors(&f);

    if (!err)
        err = action_plan_app_close(c, id, number, text);
    return answer(c, req, res, pg, id, err);
}

/* --- for anybody --- */

static const struct err *
post_release(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = path_body(&f);
    int32_t number = (int32_t)form_int(&f, "nr", 1, NUMBER_MAX);
    bool release = form_checked(&f, "slipp");
    const struct err *err = form_errors(&f);

    if (!err)
        err = action_plan_app_release(c, id, number, release);
    return answer(c, req, res, pg, id, err);
}

static const struct err *
get_public_list(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct public_plan_list list;
    const struct err *err = action_plan_app_public(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct public_plan_list_page v = public_plan_list_page_of(pg, &list);

        tpl_plan_public_list(pg, &v);
    }
    return err;
}

static const struct err *
get_public(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "plan");
    struct public_plan_list list;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = action_plan_app_public(c, &list);
    for (size_t i = 0; !err && i < list.n; i++)
        if (list.row[i].plan.id.v == id) {
            struct public_plan_page v = public_plan_page_of(pg, &list.row[i]);

            tpl_plan_public(pg, &v);
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
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
    {HTTP_GET, "/organ/{organ}/plan/tiltak/{tiltak}", ACT_BODY_VIEW,
     get_measure},
    {HTTP_POST, "/organ/{organ}/plan/tiltak/{tiltak}", ACT_BODY_RUN,
     post_change},
    {HTTP_POST, "/organ/{organ}/plan/tilbake", ACT_BODY_APPROVE, post_return},
    {HTTP_POST, "/organ/{organ}/plan/avslutt", ACT_BODY_RUN, post_close},
    {HTTP_POST, "/organ/{organ}/plan/slipp", ACT_BODY_RELEASE, post_release},
    {HTTP_GET, "/offentlig/planer", ACT_BODY_PUBLIC, get_public_list},
    {HTTP_GET, "/offentlig/planer/{plan}", ACT_BODY_PUBLIC, get_public},
};
const size_t action_plan_routes_n = ARRAY_LEN(action_plan_routes);
