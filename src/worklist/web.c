/* Pages of the worklist and the search.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/web.h"

#include "casefile/forms.h"
#include "text/messages_worklist.h"
#include "worklist/pages.h"

enum { PER_PAGE = 50, TEXT_MAX_CHARS = 100 };

static const struct err *
get_desk(struct call *c, struct page *pg)
{
    struct worklist w;
    const struct err *err = worklist_app_desk(c, &w);

    if (!err) {
        struct worklist_view v = adviser_desk_view_of(pg, &w);

        tpl_adviser_desk(pg, &v);
    }
    return err;
}

static const struct err *
get_worklist(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct str show = http_param(req, "vis");
    enum duty_filter filter = str_eq_cz(show, "enhet")     ? DUTIES_UNIT
                              : str_eq_cz(show, "varslet") ? DUTIES_TOLD
                                                           : DUTIES_MINE;
    int64_t number = read_page(req);
    struct worklist w;
    const struct err *err;

    (void)res;
    if (!call_may_role(c, ACT_WORKLIST)) /* no children in this role */
        return get_desk(c, pg);
    err = worklist_app_view(c, filter, (number - 1) * PER_PAGE, PER_PAGE, &w);
    if (!err) {
        struct worklist_view v = worklist_view_of(pg, req, filter, number, &w,
                                                  c->who.account);

        tpl_worklist(pg, &v);
    }
    return err;
}

static const struct err *
get_search(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct str text = str_trim(http_param(req, "q"));
    struct found f;
    const struct err *err;

    (void)res;
    while (str_chars(text) > TEXT_MAX_CHARS || !str_is_utf8(text))
        text.n--;
    err = worklist_app_search(c, text, &f);
    if (!err) {
        struct search_view v = search_view_of(pg, req, text, &f);

        tpl_search(pg, &v);
    }
    return err;
}

const struct route worklist_routes[] = {
    {HTTP_GET, "/", ACT_WORKLIST_DESK, get_worklist},
    {HTTP_GET, "/sok", ACT_SEARCH, get_search},
};
const size_t worklist_routes_n = ARRAY_LEN(worklist_routes);

#define STAFF (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM) | ROLE_BIT(ADMINISTRATOR)))
const struct menu_entry worklist_menu[] = {
    {"/", MSG_WORKLIST_MENU, MSG_WORKLIST_MENU_GROUP, STAFF, "Tasklist"},
};
const size_t worklist_menu_n = ARRAY_LEN(worklist_menu);
