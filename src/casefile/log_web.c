/* Routes of the log of a case: a page, and a table to take along.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/forms.h"
#include "casefile/log_pages.h"
#include "casefile/web.h"

enum { PER_PAGE = 50, CSV_MAX = 10000, WORD_MAX = 20 };

/* What cannot be read narrows nothing. */
static struct log_ask
ask_of(struct call *c, const struct http_req *req)
{
    struct form f = form_of(c->mem, req);
    struct log_ask ask = {.unit = {form_id_or_none(&f, "enhet")}};
    struct str part = form_text(&f, "vis", WORD_MAX);

    for (int i = 0; i < LOG_PART_COUNT; i++) {
        if (str_eq_cz(part, log_part_word((enum log_part)i)))
            ask.part = (enum log_part)i;
    }
    return ask;
}

static const struct err *
get_log(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t number = read_page(req);
    struct log_ask ask = ask_of(c, req);
    struct case_log l;
    const struct err *err = form_errors(&f);

    (void)res;
    ask.max = PER_PAGE;
    ask.skip = (number - 1) * PER_PAGE;
    if (!err)
        err = casefile_app_log(c, id, &ask, &l);
    if (!err) {
        struct case_log_view v = case_log_view_of(pg, req, number, &ask, &l);

        tpl_case_log(pg, &v);
    }
    return err;
}

static const struct err *
get_csv(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct log_ask ask = ask_of(c, req);
    struct case_log l;
    const struct err *err = form_errors(&f);

    ask.max = CSV_MAX;
    if (!err)
        err = casefile_app_log(c, id, &ask, &l);
    if (!err)
        http_attachment(res, "text/csv; charset=utf-8", STR("logg.csv"),
                        case_log_csv(pg, &l.log));
    return err;
}

const struct route log_routes[] = {
    {HTTP_GET, "/barn/{sak}/logg", ACT_CASE_LOG_VIEW, get_log},
    {HTTP_GET, "/barn/{sak}/logg.csv", ACT_CASE_LOG_VIEW, get_csv},
};
const size_t log_routes_n = ARRAY_LEN(log_routes);
