/* The simulator's pages: the scenario is in the address, answers come at once
 * and get better. SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/web.h"

#include "capacity/pages.h"
#include "text/messages_capacity.h"
#include "text/messages_http.h"
#include "text/messages_registry.h"

/* --- the scenario in the address --- */

/* Names of the address that are no inputs. */
static bool
is_other(struct str name)
{
    return str_eq_cz(name, "igjen");
}

static bool
came_before(const struct http_req *req, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_eq(req->param[k].name, req->param[i].name))
            return true;
    return false;
}

/* All faults of all fields; those that contradict only when each is right. */
static const struct err *
read_params(struct call *c, const struct http_req *req, struct params *out)
{
    const struct err *err = NULL;

    params_defaults(c->mem, c->today, out);
    for (size_t i = 0; i < req->n_param; i++) {
        struct str name = req->param[i].name;

        if (is_other(name))
            continue;
        if (came_before(req, i))
            err = err_join(c->mem, err,
                           ERR(c->mem, INVALID, .msg = MSG_FORM_TWICE,
                               .field = str_cz(c->mem, name)));
        else
            err = err_join(c->mem, err,
                           params_set(c->mem, out, name, req->param[i].value));
    }
    return err ? err : params_check(c->mem, out);
}

static const struct answer *
quick_answer(struct call *c, const struct params *p)
{
    const struct answer_how how = {.threads = 1, .quick = true};

    return answer_compute(c->mem, p, &how);
}

static void
ask(struct call *c, const struct http_req *req, const struct params *p,
    struct run_view *out)
{
    runs_ask(c->sv->simulations, c->mem, p, c->who.account,
             http_param(req, "igjen").n > 0, out);
}

/* --- the page --- */

static void
fill_answer(struct call *c, const struct http_req *req, struct page *pg,
            const struct params *p, struct capacity_view *v)
{
    struct str query = params_query(c->mem, p);
    struct run_view run;
    bool going;

    ask(c, req, p, &run);
    going = run.state == RUN_WAITING || run.state == RUN_WORKING;
    v->has_progress = run.state != RUN_DONE;
    v->progress = capacity_progress_of(pg, &run, c->who.account, query);
    capacity_answer_fill(pg, run.answer ? run.answer : quick_answer(c, p),
                         going, v);
    /* the language is changed without losing the scenario */
    pg->path = str_fmt(c->mem, "/kapasitet?%.*s", STR_FMT(query));
}

static const struct err *
get_capacity(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct params p;
    struct capacity_view v = {0};
    const struct err *err = read_params(c, req, &p);

    capacity_form_fill(pg, req, err, &p, &v);
    if (err)
        res->status = 422;
    else
        fill_answer(c, req, pg, &p, &v);
    tpl_capacity(pg, &v);
    return NULL;
}

/* --- progress --- */

static uint64_t
run_id(struct str hex)
{
    uint64_t id = 0;

    for (size_t i = 0; i < hex.n && i < 16; i++) {
        char ch = hex.p[i];

        if (ch >= '0' && ch <= '9')
            id = id << 4 | (uint64_t)(ch - '0');
        else if (ch >= 'a' && ch <= 'f')
            id = id << 4 | (uint64_t)(ch - 'a' + 10);
        else
            return 0;
    }
    return id;
}

/* Asks again by itself until it is done; then leads to the answer. */
static const struct err *
get_progress(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    uint64_t id = run_id(http_param(req, "id"));
    struct str query = runs_query(c->sv->simulations, c->mem, id);
    struct run_view run;
    struct cap_progress v;

    if (query.n == 0)
        return ERR(c->mem, NOT_FOUND, .msg = MSG_CAP_RUN_GONE);
    runs_find(c->sv->simulations, c->mem, id, &run);
    if (run.state == RUN_DONE) {
        http_see_other(res, str_fmt(c->mem, "/kapasitet?%.*s", STR_FMT(query)));
        return NULL;
    }
    v = capacity_progress_of(pg, &run, c->who.account, query);
    v.again_href = str_fmt(c->mem, "/kapasitet?%.*s", STR_FMT(query));
    v.follow_href = STR_NONE;
    if (v.going)
        http_res_header(res, "Refresh", STR("2"));
    tpl_capacity_progress(pg, &v);
    return NULL;
}

static const struct err *
get_progress_json(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    uint64_t id = run_id(http_param(req, "id"));
    struct run_view run;
    struct cap_progress v;
    struct json j;

    runs_find(c->sv->simulations, c->mem, id, &run);
    v = capacity_progress_of(pg, &run, c->who.account, STR_NONE);
    res->content_type = "application/json";
    json_init(&j, &res->body);
    json_open(&j, '{');
    json_key(&j, "going");
    json_bool(&j, v.going);
    json_key(&j, "done");
    json_int(&j, v.done);
    json_key(&j, "total");
    json_int(&j, v.total);
    json_key(&j, "text");
    json_str(&j, v.more);
    json_close(&j, '}');
    return NULL;
}

static const struct err *
post_cancel(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    uint64_t id = run_id(form_text_required(&f, "id", 16));
    struct str query = runs_query(c->sv->simulations, c->mem, id);
    const struct err *err = form_errors(&f);

    (void)pg;
    if (err)
        return err;
    if (query.n == 0)
        return ERR(c->mem, NOT_FOUND, .msg = MSG_CAP_RUN_GONE);
    if (!runs_cancel(c->sv->simulations, id, c->who.account))
        return ERR(c->mem, CONFLICT, .msg = MSG_CAP_RUN_NOT_YOURS);
    http_see_other(res, str_fmt(c->mem, "/kapasitet?%.*s", STR_FMT(query)));
    return NULL;
}

/* --- the answer as a file: the whole one when it is ready, else the first ---
 */

static const struct err *
answer_for_file(struct call *c, const struct http_req *req,
                const struct answer **out)
{
    struct params p;
    struct run_view run;
    const struct err *err = read_params(c, req, &p);

    if (err)
        return err;
    ask(c, req, &p, &run);
    *out = run.answer ? run.answer : quick_answer(c, &p);
    return NULL;
}

static const struct err *
get_csv(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    const struct answer *a;
    const struct err *err = answer_for_file(c, req, &a);
    struct buf b;

    (void)pg;
    if (err)
        return err;
    buf_init(&b, c->mem);
    answer_csv(&b, a);
    http_attachment(res, "text/csv; charset=utf-8", STR("kapasitet.csv"),
                    buf_done(&b));
    return NULL;
}

static const struct err *
get_json(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    const struct answer *a;
    const struct err *err = answer_for_file(c, req, &a);

    (void)pg;
    if (err)
        return err;
    res->content_type = "application/json";
    answer_json(&res->body, a);
    return NULL;
}

static const struct err *
get_pdf(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct capacity_view v = {0};
    const struct answer *a;
    struct str pdf;
    const struct err *err = answer_for_file(c, req, &a);

    if (!err) {
        capacity_form_fill(pg, req, NULL, &a->params, &v);
        capacity_answer_fill(pg, a, false, &v);
        err = capacity_pdf(pg, a, &v, &pdf);
    }
    if (!err)
        http_attachment(res, "application/pdf", STR("kapasitet.pdf"), pdf);
    return err;
}

const struct route capacity_routes[] = {
    {HTTP_GET, "/kapasitet", ACT_CAPACITY_VIEW, get_capacity},
    {HTTP_GET, "/kapasitet/framdrift", ACT_CAPACITY_VIEW, get_progress},
    {HTTP_GET, "/kapasitet/framdrift.json", ACT_CAPACITY_VIEW,
     get_progress_json},
    {HTTP_POST, "/kapasitet/avbryt", ACT_CAPACITY_CANCEL, post_cancel},
    {HTTP_GET, "/kapasitet/svar.csv", ACT_CAPACITY_VIEW, get_csv},
    {HTTP_GET, "/kapasitet/svar.json", ACT_CAPACITY_VIEW, get_json},
    {HTTP_GET, "/kapasitet/svar.pdf", ACT_CAPACITY_VIEW, get_pdf},
};
const size_t capacity_routes_n = ARRAY_LEN(capacity_routes);

#define PLANNERS                                                   \
    (ROLE_BIT(LEADER) | ROLE_BIT(COORDINATOR) | ROLE_BIT(INTAKE) | \
     ROLE_BIT(THK_MEMBER) | ROLE_BIT(ADVISER))
const struct menu_entry capacity_menu[] = {
    {"/kapasitet", MSG_CAP_MENU, MSG_REGISTRY_MENU_GROUP, PLANNERS, "BarChart"},
};
const size_t capacity_menu_n = ARRAY_LEN(capacity_menu);
