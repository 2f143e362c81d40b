/* The page of the yearly evaluation and its form.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/evaluation_web.h"

#include "body/evaluation_pages.h"

enum {
    YEAR_FIRST = 2000,
    YEAR_LAST = 2100,
    ANSWER_MAX = 2000,
    TITLE_MAX = 200
};

/* The year asked for; 0: this one. */
static int32_t
evaluation_year(const struct http_req *req)
{
    int64_t n = 0;

    if (!str_to_i64(http_param(req, "ar"), &n) || n < YEAR_FIRST ||
        n > YEAR_LAST)
        return 0;
    return (int32_t)n;
}

static const struct err *
show_evaluation(struct call *c, const struct http_req *req, struct page *pg,
                int32_t year, const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    struct evaluation_look l;
    const struct err *err = wrong ? NULL : form_errors(&f);

    if (!err)
        err = evaluation_app_look(c, id, year, &l);
    if (!err) {
        struct evaluation_page v = evaluation_page_of(pg, req, wrong, &l);

        tpl_evaluation_page(pg, &v);
    }
    return err;
}

static const struct err *
get_evaluation(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    (void)res;
    return show_evaluation(c, req, pg, evaluation_year(req), NULL);
}

/* A statement may be left open in a draft. */
static int32_t
form_score(struct form *f, const char *name)
{
    static const char *const scores[] = {"1", "2", "3", "4", "5", NULL};

    if (form_text(f, name, 1).n == 0)
        return 0;
    return (int32_t)form_choice(f, name, scores) + 1;
}

static const struct err *
post_evaluation(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    body_id id = {form_path_id(&f, "organ")};
    int32_t year = (int32_t)form_int(&f, "ar", YEAR_FIRST, YEAR_LAST);
    bool submit = form_checked(&f, "lever");
    struct evaluation e = {
        .score = {form_score(&f, "pastand1"), form_score(&f, "pastand2"),
                  form_score(&f, "pastand3"), form_score(&f, "pastand4")},
        .works = form_text(&f, "virker", ANSWER_MAX),
        .lacks = form_text(&f, "mangler", ANSWER_MAX),
        .change = form_text(&f, "endring", ANSWER_MAX),
        .points = form_text(&f, "punkter", TITLE_MAX)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = evaluation_app_save(c, id, year, &e, submit);
    if (err && err->kind == INVALID) {
        res->status = 422;
        return show_evaluation(c, req, pg, year, err);
    }
    if (!err)
        http_see_other(
            res, str_fmt(c->mem, "%.*s?ar=%d",
                         STR_FMT(body_path(pg, "/organ/", id.v, "/evaluering")),
                         (int)year));
    return err;
}

const struct route evaluation_routes[] = {
    {HTTP_GET, "/organ/{organ}/evaluering", ACT_BODY_VIEW, get_evaluation},
    {HTTP_POST, "/organ/{organ}/evaluering", ACT_BODY_APPROVE, post_evaluation},
};
const size_t evaluation_routes_n = ARRAY_LEN(evaluation_routes);
