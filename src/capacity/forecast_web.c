/* The page of forecasts from the installation's own requests.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/forecast_app.h"
#include "capacity/forecast_pages.h"
#include "capacity/web.h"

enum {
    DAYS = 28,
    DAYS_MAX = 365,
    MEMORY = 364,
    MEMORY_MIN = 7,
    MEMORY_MAX = 3650
};

static int64_t
days_or(struct form *f, const char *name, int64_t min, int64_t max,
        int64_t usual)
{
    return http_param(f->req, name).n > 0 ? form_int(f, name, min, max) : usual;
}

static const struct err *
read_how(struct call *c, const struct http_req *req, struct forecast_how *out)
{
    struct form f = form_of(c->mem, req);

    out->horizon_days = days_or(&f, "dager", 1, DAYS_MAX, DAYS);
    out->memory_days = days_or(&f, "tilbake", MEMORY_MIN, MEMORY_MAX, MEMORY);
    out->interval = 0.8;
    return form_errors(&f);
}

static const struct err *
get_forecast(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct forecast_how how;
    struct forecast f;
    struct forecast_view v;
    const struct err *err = read_how(c, req, &how);

    if (err)
        res->status = 422;
    else
        err = forecast_app_own(c, &how, &f);
    if (err && err->kind != INVALID)
        return err;
    forecast_fill(pg, req, &how, err, err ? NULL : &f, &v);
    tpl_forecast(pg, &v);
    return NULL;
}

static const struct err *
get_json(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct forecast_how how;
    struct forecast f;
    const struct err *err = read_how(c, req, &how);

    (void)pg;
    if (!err)
        err = forecast_app_own(c, &how, &f);
    if (err)
        return err;
    res->content_type = "application/json";
    forecast_json(&res->body, &f);
    return NULL;
}

const struct route forecast_routes[] = {
    {HTTP_GET, "/kapasitet/prognose", ACT_CAPACITY_FORECAST, get_forecast},
    {HTTP_GET, "/kapasitet/prognose.json", ACT_CAPACITY_FORECAST, get_json},
};
const size_t forecast_routes_n = ARRAY_LEN(forecast_routes);
