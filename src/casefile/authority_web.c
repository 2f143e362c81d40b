/* Pages of authorisations: the leader's yearly look, and the counts.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/web.h"

#include "casefile/authority_pages.h"
#include "text/messages_casefile.h"

enum { SOON_DAYS = 10 };

static struct authority_row
row_of(struct call *c, struct page *pg, const struct authority *a)
{
    struct date due = authority_due(a);

    return (struct authority_row){
        .id = a->id,
        .name = a->name,
        .kind = function_kind_message(a->kind),
        .unit = a->unit.v == c->who.unit.v ? STR_NONE : a->unit_name,
        .from = a->from,
        .to = a->to,
        .last_login = a->last_login,
        .confirmed = a->confirmed,
        .due = due_of(pg, due, SOON_DAYS),
    };
}

static const struct err *
show_authority(struct call *c, struct page *pg, const struct err *wrong)
{
    struct authority_list list = {0};
    struct form_view f = form_view_of(pg, NULL, wrong);
    struct authority_view v = {.unit = c->who.unit_name,
                               .errors = errors_of(&f),
                               .none.title = words(pg, MSG_AUTHORITY_NONE)};
    struct authority_row *row;
    const struct err *err = authority_app_view(c, &list);

    row = ARENA_NEW_N(pg->mem, struct authority_row, list.n + 1);
    for (size_t i = 0; i < list.n; i++)
        row[i] = row_of(c, pg, &list.row[i]);
    v.rows = row;
    v.rows_n = list.n;
    if (!err)
        tpl_authority(pg, &v);
    return err;
}

static const struct err *
get_authority(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    (void)req;
    (void)res;
    return show_authority(c, pg, NULL);
}

static const struct err *
post_authority(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    struct form f = form_of(c->mem, req);
    function_id *id = ARENA_NEW_N(c->mem, function_id, AUTHORITY_MAX);
    struct str text;
    size_t n = 0;
    const struct err *err;

    while (n < AUTHORITY_MAX && form_each(&f, "f", n, 20, &text)) {
        if (!id_parse(text, &id[n].v))
            form_fault(&f, "f", MSG_AUTHORITY_CHOOSE);
        n++;
    }
    err = form_errors(&f);
    if (!err)
        err = authority_app_confirm(c, id, n);
    if (form_shown_again(err, res))
        return show_authority(c, pg, err);
    if (!err)
        http_see_other(res, STR("/ansatte/gjennomgang"));
    return err;
}

static const struct err *
get_counts(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct authority_counts list = {0};
    struct authority_count_view v;
    const struct err *err = authority_app_counts(c, &list);

    (void)req;
    (void)res;
    v = (struct authority_count_view){list.row, list.n};
    if (!err)
        tpl_authority_counts(pg, &v);
    return err;
}

const struct route authority_routes[] = {
    {HTTP_GET, "/ansatte/gjennomgang", ACT_AUTHORITY_VIEW, get_authority},
    {HTTP_POST, "/ansatte/gjennomgang", ACT_AUTHORITY_CONFIRM, post_authority},
    {HTTP_GET, "/ansatte/antall", ACT_AUTHORITY_COUNT, get_counts},
};
const size_t authority_routes_n = ARRAY_LEN(authority_routes);

const struct menu_entry authority_menu[] = {
    {"/ansatte/gjennomgang", MSG_AUTHORITY_TITLE, MSG_STAFF_MENU_GROUP,
     ROLE_BIT(LEADER), "KeyVertical"},
    {"/ansatte/antall", MSG_AUTHORITY_COUNTS_TITLE, MSG_STAFF_MENU_GROUP,
     ROLE_BIT(ADMINISTRATOR), "KeyVertical"},
};
const size_t authority_menu_n = ARRAY_LEN(authority_menu);
