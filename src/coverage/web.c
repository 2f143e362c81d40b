/* The page of coverage, and the same as CSV and XLSX.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/web.h"

#include "coverage/overview_pages.h"
#include "coverage/pages.h"
#include "text/messages_body.h"
#include "text/messages_coverage.h"

/* The day asked for; today when none is, or one that is odd or to come, of
 * which *out_wrong tells. */
static struct date
day_asked(const struct call *c, const struct http_req *req,
          const struct err **out_wrong)
{
    struct form f = form_of(c->mem, req);
    struct date day = form_date(&f, "dag");

    *out_wrong = form_errors(&f);
    if (*out_wrong || date_is_none(day))
        return c->today;
    if (date_cmp(day, c->today) <= 0)
        return day;
    *out_wrong = ERR(c->mem, INVALID, .field = "dag",
                     .msg = MSG_COVERAGE_DAY_LATER);
    return c->today;
}

static const struct err *
get_coverage(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    const struct err *wrong;
    struct date on = day_asked(c, req, &wrong);
    struct coverage_look look;
    const struct err *err = coverage_app_look(c, http_param(req, "region"), on,
                                              &look);

    if (err)
        return err;
    if (wrong)
        res->status = 422;
    {
        struct coverage_view v = coverage_view_of(pg, req, wrong, &look);

        tpl_coverage_page(pg, &v);
    }
    return NULL;
}

static const struct err *
sheet_asked(struct call *c, const struct http_req *req, struct sheet *out)
{
    const struct err *wrong;
    struct date on = day_asked(c, req, &wrong);
    struct coverage_look look;
    const struct err *err = wrong;

    if (!err)
        err = coverage_app_look(c, http_param(req, "region"), on, &look);
    if (!err)
        *out = coverage_sheet_of(c->mem, c->lang, &look);
    return err;
}

static const struct err *
get_csv(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct sheet sheet;
    const struct err *err = sheet_asked(c, req, &sheet);

    (void)pg;
    if (!err)
        http_attachment(res, "text/csv; charset=utf-8", STR("dekning.csv"),
                        sheet_csv(c->mem, &sheet));
    return err;
}

static const struct err *
get_xlsx(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct str bytes = STR_NONE;
    struct sheet sheet;
    const struct err *err = sheet_asked(c, req, &sheet);

    (void)pg;
    if (!err)
        err = sheet_xlsx(c->mem, &sheet, &bytes);
    if (!err)
        http_attachment(res,
                        "application/vnd.openxmlformats-officedocument."
                        "spreadsheetml.sheet",
                        STR("dekning.xlsx"), bytes);
    return err;
}

static const struct err *
get_overview(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct overview o;
    const struct err *err = overview_app_look(c, &o);

    (void)req;
    (void)res;
    if (!err) {
        struct overview_view v = overview_view_of(pg, &o);

        tpl_agreement_overview(pg, &v);
    }
    return err;
}

static const struct err *
get_overview_csv(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    struct overview o;
    const struct err *err = overview_app_look(c, &o);

    (void)req;
    (void)pg;
    if (!err) {
        struct sheet sheet = overview_sheet_of(c->mem, c->lang, &o);

        http_attachment(res, "text/csv; charset=utf-8", STR("avtaler.csv"),
                        sheet_csv(c->mem, &sheet));
    }
    return err;
}

const struct route coverage_routes[] = {
    /* before /avtaler/{avtale} */
    {HTTP_GET, "/avtaler/oversikt", ACT_COVERAGE_VIEW, get_overview},
    {HTTP_GET, "/avtaler/oversikt.csv", ACT_COVERAGE_VIEW, get_overview_csv},
    {HTTP_GET, "/dekning", ACT_COVERAGE_VIEW, get_coverage},
    {HTTP_GET, "/dekning/dekning.csv", ACT_COVERAGE_VIEW, get_csv},
    {HTTP_GET, "/dekning/dekning.xlsx", ACT_COVERAGE_VIEW, get_xlsx},
};
const size_t coverage_routes_n = ARRAY_LEN(coverage_routes);

#define EVERYBODY                                           \
    (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM) | FAMILY_ROLES | \
       ROLE_BIT(NO_FUNCTION)))
const struct menu_entry coverage_menu[] = {
    {"/dekning", MSG_COVERAGE, MSG_BODY_MENU_GROUP, EVERYBODY, "LocationPin"},
};
const size_t coverage_menu_n = ARRAY_LEN(coverage_menu);
