/* Pages of planned absence, and of functions that end.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor_page.h"
#include "casefile/web.h"

#include "casefile/leaver_pages.h"
#include "text/messages_casefile.h"

static const struct err *
show_absence(struct call *c, struct page *pg, const struct http_req *req,
             const struct err *wrong)
{
    struct form_view f = form_view_of(pg, req, wrong);
    struct absence_view v = {
        .errors = errors_of(&f),
        .from = field_date(&f, "fra", MSG_ABSENCE_FROM, 0, DATE_NONE),
        .to = field_date(&f, "til", MSG_ABSENCE_TO, 0, DATE_NONE),
    };
    const struct err *err = casefile_app_stand_in(c, c->who.function, NULL,
                                                  &v.deputy);

    if (!err)
        tpl_absence(pg, &v);
    return err;
}

static const struct err *
get_absence(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    (void)req;
    (void)res;
    return show_absence(c, pg, NULL, NULL);
}

static const struct err *
post_absence(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct date from = form_date(&f, "fra");
    struct date to = form_date(&f, "til");
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_absence(c, from, to);
    if (err && (err->kind == INVALID || err->kind == CONFLICT)) {
        res->status = err->kind == INVALID ? 422 : 409;
        return show_absence(c, pg, req, err);
    }
    if (!err)
        http_see_other(res, STR("/"));
    return err;
}

static bool
may_reset(const struct call *c, const struct function_row *f)
{
    return call_may_role(c, ACT_FACTOR_RESET) && f->account_id.v != 0 &&
           f->account_id.v != c->who.account.v;
}

static const struct err *
get_staff(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct staff_list list = {0};
    struct staff_view v = {
        .unit = c->who.unit_name,
        .none = {.title = words(pg, MSG_STAFF_NONE)},
    };
    struct staff_row *row;
    const struct err *err = casefile_app_staff(c, &list);

    (void)req;
    (void)res;
    if (err)
        return err;
    row = ARENA_NEW_N(pg->mem, struct staff_row, list.n + 1);
    for (size_t i = 0; i < list.n; i++)
        row[i] = (struct staff_row){
            list.row[i].function.id,
            list.row[i].function.holder_name,
            function_kind_message(list.row[i].function.kind),
            list.row[i].deputy,
            list.row[i].function.valid_to,
            may_reset(c, &list.row[i].function)};
    v.rows = row;
    v.rows_n = list.n;
    tpl_staff(pg, &v);
    return NULL;
}

static const struct err *
show_end(struct call *c, struct page *pg, function_id id,
         const struct http_req *req, const struct err *wrong)
{
    struct form_view f = form_view_of(pg, wrong ? req : NULL, wrong);
    bool at_once = str_eq_cz(http_param(req, "dag"), "i-gar");
    struct staff_end_view v = {
        .id = id,
        .errors = errors_of(&f),
        .last_day = field_date(&f, "siste_dag", MSG_STAFF_LAST_DAY,
                               MSG_STAFF_LAST_DAY_HINT,
                               at_once ? date_add(pg->today, -1) : pg->today),
    };
    struct str name = STR_NONE;
    const struct err *err = casefile_app_stand_in(c, id, &name, &v.stand_in);
    const struct msg_arg who[] = {msg_str(name)};

    if (err)
        return err;
    v.title = msg_text(pg->mem, pg->lang, MSG_STAFF_END_TITLE, who, 1);
    tpl_staff_end(pg, &v);
    return NULL;
}

static const struct err *
get_end(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    function_id id = {form_path_id(&f, "funksjon")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_end(c, pg, id, req, NULL);
}

static const struct err *
post_end(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    function_id id = {form_path_id(&f, "funksjon")};
    struct date last = form_date(&f, "siste_dag");
    struct leaver_result r = {0};
    struct staff_done_view v = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_function_ends(c, id, last, &r);
    if (form_shown_again(err, res))
        return show_end(c, pg, id, req, err);
    if (err)
        return err;
    v.cases = r.cases;
    v.offers = r.offers;
    v.stand_in = r.to_name;
    tpl_staff_done(pg, &v);
    return NULL;
}

/* --- a colleague who has lost every second factor --- */

static struct str
login_path(struct page *pg, function_id id)
{
    return str_fmt(pg->mem, "/ansatte/%.*s/innlogging",
                   STR_FMT(id_format(pg->mem, id.v)));
}

static const struct err *
show_login(struct call *c, struct page *pg, function_id id,
           const struct err *wrong)
{
    struct function_row who = {0};
    const struct err *err = casefile_app_colleague(c, id, &who);
    struct form_view f = form_view_of(pg, NULL, wrong);
    const struct msg_arg name[] = {msg_str(who.holder_name)};
    struct staff_login_view v = {
        .errors = errors_of(&f),
        .confirm = {.title = words(pg, MSG_STAFF_LOGIN),
                    .text = msg_text(pg->mem, pg->lang, MSG_STAFF_LOGIN_TEXT,
                                     name, 1),
                    .action = login_path(pg, id),
                    .button = words(pg, MSG_STAFF_LOGIN),
                    .cancel_href = STR("/ansatte"),
                    .danger = true},
    };

    if (!err)
        tpl_staff_login(pg, &v);
    return err;
}

static const struct err *
get_login(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    function_id id = {form_path_id(&f, "funksjon")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_login(c, pg, id, NULL);
}

static const struct err *
post_login(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    function_id id = {form_path_id(&f, "funksjon")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_reset_factor(c, id);
    if (factor_asked_again(c, err, res, str_cz(c->mem, login_path(pg, id))))
        return NULL;
    if (form_shown_again(err, res))
        return show_login(c, pg, id, err);
    if (!err)
        http_see_other(res, STR("/ansatte"));
    return err;
}

const struct route leaver_routes[] = {
    {HTTP_GET, "/fravaer", ACT_UNIT_VIEW, get_absence},
    {HTTP_POST, "/fravaer", ACT_ABSENCE_PLAN, post_absence},
    {HTTP_GET, "/ansatte", ACT_UNIT_VIEW, get_staff},
    {HTTP_GET, "/ansatte/{funksjon}/slutt", ACT_FUNCTION_END, get_end},
    {HTTP_POST, "/ansatte/{funksjon}/slutt", ACT_FUNCTION_END, post_end},
    {HTTP_GET, "/ansatte/{funksjon}/innlogging", ACT_FACTOR_RESET, get_login},
    {HTTP_POST, "/ansatte/{funksjon}/innlogging", ACT_FACTOR_RESET, post_login},
};
const size_t leaver_routes_n = ARRAY_LEN(leaver_routes);

#define CHILD_PEOPLE                                                   \
    (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM) | ROLE_BIT(ADMINISTRATOR) | \
       ROLE_BIT(ADVISER) | ROLE_BIT(CARE_STAFF)))
const struct menu_entry leaver_menu[] = {
    {"/ansatte", MSG_STAFF_TITLE, MSG_STAFF_MENU_GROUP,
     ROLE_BIT(LEADER) | ROLE_BIT(ADMINISTRATOR), "PersonGroup"},
    {"/fravaer", MSG_ABSENCE_TITLE, MSG_STAFF_MENU_GROUP, CHILD_PEOPLE,
     "Calendar"},
};
const size_t leaver_menu_n = ARRAY_LEN(leaver_menu);
