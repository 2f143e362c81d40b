/* Pages of retention: handlers and routes.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "retention/web.h"

#include "casefile/forms.h"
#include "retention/pages.h"
#include "text/messages_casefile.h"
#include "text/messages_registry.h"
#include "text/messages_retention.h"

enum { CODE_MAX_CHARS = 20, LAW_MAX_CHARS = 200, SOURCE_MAX_CHARS = 500 };

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct ripe_list list;
    const struct err *err = retention_app_list(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct retention_view v = retention_view_of(pg, c, &list);

        tpl_retention_page(pg, &v);
    }
    return err;
}

static const struct err *
step(struct call *c, const struct http_req *req, struct http_res *res,
     const struct err *(*take)(struct call *, case_id))
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = take(c, id);
    if (!err)
        http_see_other(res, STR("/bevaring"));
    return err;
}

static const struct err *
post_ask(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)pg;
    return step(c, req, res, retention_app_ask);
}

static const struct err *
post_confirm(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    (void)pg;
    return step(c, req, res, retention_app_confirm);
}

static const struct err *
post_stop(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    (void)pg;
    return step(c, req, res, retention_app_stop);
}

/* --- rules --- */

static const struct err *
show_rules(struct call *c, struct page *pg, const struct http_req *req,
           const struct err *wrong)
{
    struct retention_rules rules = {0};
    const struct err *err = retention_app_rules(c, &rules);

    if (!err) {
        struct retention_rules_view v = retention_rules_view_of(
            pg, req, wrong, &rules, call_may_role(c, ACT_RETENTION_RULE_ADD));

        tpl_retention_rules_page(pg, &v);
    }
    return err;
}

static const struct err *
get_rules(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    (void)req;
    (void)res;
    return show_rules(c, pg, NULL, NULL);
}

static void
read_type(struct form *f, struct retention_rule *r)
{
    struct str word = form_text_required(f, "type", CODE_MAX_CHARS);

    r->any_type = str_eq_cz(word, "any");
    if (word.n > 0 && !r->any_type && !unit_type_parse(word, &r->unit_type))
        form_fault(f, "type", MSG_FORM_CHOICE);
}

static void
read_period(struct form *f, struct retention_rule *r)
{
    r->valid_from = form_date(f, "fra");
    r->valid_to = form_date(f, "til");
    if (form_errors(f))
        return;
    if (date_is_none(r->valid_from))
        form_fault(f, "fra", MSG_FORM_REQUIRED);
    else if (!date_is_none(r->valid_to) &&
             date_cmp(r->valid_to, r->valid_from) < 0)
        form_fault(f, "til", MSG_RETENTION_RULE_PERIOD_WRONG);
}

/* Of a birthday, and of nothing else. */
static int32_t
read_age(struct form *f, enum retention_start starts)
{
    if (starts == RETENTION_BIRTHDAY)
        return (int32_t)form_int(f, "alder", 1, RETENTION_AGE_MAX);
    if (form_text(f, "alder", CODE_MAX_CHARS).n > 0)
        form_fault(f, "alder", MSG_RETENTION_RULE_AGE_UNFIT);
    return -1;
}

static const struct err *
post_rules(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    static const char *const starts[] = {"closed", "last_event", "birthday",
                                         NULL};
    struct form f = form_of(c->mem, req);
    struct retention_rule r = {
        .rule = form_text_required(&f, "kode", CODE_MAX_CHARS),
        .years = (int32_t)form_int(&f, "ar", 1, RETENTION_YEARS_MAX),
        .starts = (enum retention_start)form_choice(&f, "regnet_fra", starts),
        .legal_basis = form_text(&f, "hjemmel", LAW_MAX_CHARS),
        .source = form_text_required(&f, "kilde", SOURCE_MAX_CHARS)};
    const struct err *err;

    r.age = read_age(&f, r.starts);
    read_type(&f, &r);
    read_period(&f, &r);
    err = form_errors(&f);
    if (!err)
        err = retention_app_add_rule(c, &r);
    if (form_shown_again(err, res))
        return show_rules(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/bevaring/regler"));
    return err;
}

const struct route retention_routes[] = {
    {HTTP_GET, "/bevaring", ACT_RETENTION_LIST, get_list},
    {HTTP_GET, "/bevaring/regler", ACT_RETENTION_RULES, get_rules},
    {HTTP_POST, "/bevaring/regler", ACT_RETENTION_RULE_ADD, post_rules},
    {HTTP_POST, "/bevaring/{sak}/be", ACT_RETENTION_ASK, post_ask},
    {HTTP_POST, "/bevaring/{sak}/bekreft", ACT_RETENTION_CONFIRM, post_confirm},
    {HTTP_POST, "/bevaring/{sak}/stopp", ACT_RETENTION_STOP, post_stop},
};
const size_t retention_routes_n = ARRAY_LEN(retention_routes);

const struct menu_entry retention_menu[] = {
    {"/bevaring", MSG_RETENTION_TITLE, MSG_CASE_MENU_GROUP,
     ROLE_BIT(LEADER) | ROLE_BIT(CASEWORKER) | ROLE_BIT(COORDINATOR) |
         ROLE_BIT(INTAKE) | ROLE_BIT(CLINIC_CONTACT) | ROLE_BIT(THERAPIST),
     "Trash"},
};
const size_t retention_menu_n = ARRAY_LEN(retention_menu);
const struct menu_entry retention_rules_menu[] = {
    {"/bevaring/regler", MSG_RETENTION_RULES_TITLE, MSG_REGISTRY_MENU_GROUP,
     ROLE_BIT(ADMINISTRATOR), "Clock"},
};
const size_t retention_rules_menu_n = ARRAY_LEN(retention_rules_menu);
