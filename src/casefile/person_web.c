/* Pages of the people around a child, and of batons in numbers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/web.h"

#include "casefile/forms.h"
#include "casefile/pages.h"

static const struct err *
show_person(struct call *c, struct page *pg, const struct http_req *req,
            struct form *f, const struct err *wrong)
{
    case_id id = {form_path_id(f, "sak")};
    int64_t nr = form_path_id(f, "nr");
    const struct person *p = NULL;
    struct case_view v;
    const struct err *err = form_errors(f);

    if (err && !wrong)
        return err;
    err = casefile_app_view(c, ACT_CASE_VIEW, id, VIEW_PERSONS | VIEW_HOLDER,
                            &v);
    for (size_t i = 0; !err && i < v.persons.n; i++)
        if (v.persons.row[i].id == nr)
            p = &v.persons.row[i];
    if (!err && !p)
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        struct case_person_view view = case_person_view_of(
            pg, wrong ? req : NULL, wrong, &v, p);

        tpl_case_person(pg, &view);
    }
    return err;
}

static const struct err *
get_person(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);

    (void)res;
    return show_person(c, pg, req, &f, NULL);
}

static const struct err *
post_person_change(struct call *c, const struct http_req *req,
                   struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    struct person p;
    const struct err *err;

    read_person(&f, &p);
    p.id = form_path_id(&f, "nr");
    err = form_errors(&f);
    if (!err)
        err = casefile_app_person(c, id, &p);
    if (err && err->kind == INVALID) {
        res->status = 422;
        return show_person(c, pg, req, &f, err);
    }
    if (!err)
        http_see_other(res, case_path(pg, id, "/team"));
    return err;
}

static const struct err *
post_person_end(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t nr = form_path_id(&f, "nr");
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_person_end(c, id, nr);
    if (!err)
        http_see_other(res, case_path(pg, id, "/team"));
    return err;
}

static const struct err *
get_bounces(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct bounce_counts counts = {0};
    const struct err *err = casefile_app_bounces(c, &counts);

    (void)req;
    (void)res;
    if (!err) {
        struct bounces_view v = bounces_view_of(pg, &counts);

        tpl_case_bounces(pg, &v);
    }
    return err;
}

const struct route person_routes[] = {
    {HTTP_GET, "/statistikk/kasteball", ACT_UNIT_VIEW, get_bounces},
    {HTTP_GET, "/barn/{sak}/person/{nr}", ACT_CASE_CORRECT, get_person},
    {HTTP_POST, "/barn/{sak}/person/{nr}", ACT_CASE_CORRECT,
     post_person_change},
    {HTTP_POST, "/barn/{sak}/person/{nr}/ut", ACT_CASE_CORRECT,
     post_person_end},
};
const size_t person_routes_n = ARRAY_LEN(person_routes);
