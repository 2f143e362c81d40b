/* Minutes for anybody, and their release.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/public_web.h"

#include "body/public_pages.h"

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct minutes_list list;
    const struct err *err = minutes_app_public(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct minutes_list_page v = minutes_list_page_of(pg, &list);

        tpl_minutes_public_list(pg, &v);
    }
    return err;
}

static const struct err *
get_one(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "mote");
    struct minutes_list list;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = minutes_app_public(c, &list);
    for (size_t i = 0; !err && i < list.n; i++)
        if (list.row[i].m.id.v == id) {
            struct minutes_page v = minutes_page_of(pg, &list.row[i]);

            tpl_minutes_public(pg, &v);
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

static const struct err *
post_release(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    meeting_id id = {form_path_id(&f, "mote")};
    bool release = form_checked(&f, "slipp");
    const struct err *err = form_errors(&f);

    if (!err)
        err = minutes_app_release(c, id, release);
    if (!err)
        http_see_other(res, body_path(pg, "/moter/", id.v, ""));
    return err;
}

const struct route minutes_routes[] = {
    {HTTP_GET, "/offentlig/referater", ACT_BODY_PUBLIC, get_list},
    {HTTP_GET, "/offentlig/referater/{mote}", ACT_BODY_PUBLIC, get_one},
    {HTTP_POST, "/moter/{mote}/slipp", ACT_BODY_RELEASE, post_release},
};
const size_t minutes_routes_n = ARRAY_LEN(minutes_routes);
