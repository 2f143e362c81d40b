/* Pages of the registry: units, municipalities, holes; nothing about a child.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/web.h"

#include "registry/pages.h"
#include "text/messages_registry.h"

#define TEXT_MAX_CHARS 100

/* The page asked for, from 1; anything odd is the first. */
static int64_t
page_number(const struct http_req *req)
{
    int64_t n = 1;

    if (!str_to_i64(http_param(req, "side"), &n) || n < 1 || n > 100000)
        return 1;
    return n;
}

/* What to search for, cut to a sane length at a character's edge. */
static struct str
search_text(const struct http_req *req)
{
    struct str s = str_trim(http_param(req, "q"));

    while (str_chars(s) > TEXT_MAX_CHARS || !str_is_utf8(s))
        s.n--;
    return s;
}

static const struct err *
get_units(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct unit_search what = {
        .text = search_text(req),
        .limit = REGISTRY_PER_PAGE,
        .offset = (page_number(req) - 1) * REGISTRY_PER_PAGE,
    };
    struct unit_found found = {0};
    const struct err *err;

    (void)res;
    what.any_type = !unit_type_parse(http_param(req, "type"), &what.type);
    err = registry_app_search(c, &what, &found);
    if (!err && !found.units.n && what.offset) {
        what.offset = 0; /* a page beyond the last */
        err = registry_app_search(c, &what, &found);
    }
    if (!err) {
        struct unit_list_view v = unit_list_view_of(pg, req, &what, &found);

        tpl_registry_unit_list(pg, &v);
    }
    return err;
}

static const struct err *
get_unit(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    unit_id id = {form_path_id(&f, "id")};
    struct unit_whole w;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = registry_app_unit(c, id, &w);
    if (!err) {
        struct unit_view v = unit_view_of(pg, &w);

        tpl_registry_unit(pg, &v);
    }
    return err;
}

static const struct err *
get_places(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct str text = search_text(req);
    struct municipality_list list = {0};
    const struct err *err = registry_app_places(c, text, &list);

    (void)res;
    if (!err) {
        struct place_list_view v = place_list_view_of(pg, text, &list);

        tpl_registry_place_list(pg, &v);
    }
    return err;
}

static const struct err *
get_place(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct place_whole w;
    const struct err *err = registry_app_place(c, http_path_arg(req, "nr"), &w);

    (void)res;
    if (!err) {
        struct place_view v = place_view_of(pg, &w);

        tpl_registry_place(pg, &v);
    }
    return err;
}

static const struct err *
get_problems(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct catchment_problem_list list = {0};
    const struct err *err = registry_app_problems(c, &list);

    (void)res;
    if (!err) {
        struct problems_view v = problems_view_of(pg, req, page_number(req),
                                                  &list);

        tpl_registry_problems(pg, &v);
    }
    return err;
}

const struct route registry_routes[] = {
    {HTTP_GET, "/enheter", ACT_UNIT_VIEW, get_units},
    {HTTP_GET, "/enheter/hull", ACT_UNIT_VIEW, get_problems},
    {HTTP_GET, "/enheter/{id}", ACT_UNIT_VIEW, get_unit},
    {HTTP_GET, "/kommuner", ACT_UNIT_VIEW, get_places},
    {HTTP_GET, "/kommuner/{nr}", ACT_UNIT_VIEW, get_place},
};
const size_t registry_routes_n = ARRAY_LEN(registry_routes);

#define EVERYBODY (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM)))
const struct menu_entry registry_menu[] = {
    {"/enheter", MSG_REGISTRY_UNITS, MSG_REGISTRY_MENU_GROUP, EVERYBODY,
     "Buildings3"},
    {"/kommuner", MSG_REGISTRY_MUNICIPALITIES, MSG_REGISTRY_MENU_GROUP,
     EVERYBODY, "LocationPin"},
};
const size_t registry_menu_n = ARRAY_LEN(registry_menu);
