/* Pages of agenda items and action points.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/item_web.h"

#include "body/pages.h"

/* An item with its meeting, or with its body where it is not placed. */
static const struct err *
read_item(struct call *c, const struct http_req *req, item_id *id,
          struct meeting_whole *w)
{
    struct form f = form_of(c->mem, req);
    const struct err *err;

    id->v = form_path_id(&f, "punkt");
    err = form_errors(&f);
    if (!err)
        err = item_app_view(c, *id, w);
    if (!err && !w->may.run)
        err = ERR(c->mem, DENIED);
    return err;
}

typedef struct body_form (*item_form_maker)(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct meeting_whole *w,
                                            item_id item);

static const struct err *
show_form(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong, item_form_maker make)
{
    struct meeting_whole w;
    item_id id;
    const struct err *err = read_item(c, req, &id, &w);

    if (!err) {
        struct body_form v = make(pg, wrong ? req : NULL, wrong, &w, id);

        tpl_body_form(pg, &v);
        res->status = wrong ? 422 : 200;
    }
    return err;
}

static const struct err *
get_prepare(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    return show_form(c, req, res, pg, NULL, prepare_form_of);
}

static const struct err *
post_prepare(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    item_id id = {form_path_id(&f, "punkt")};
    meeting_id meeting = {form_id(&f, "mote")};
    struct str advice = form_text_required(&f, "rad", 4000);
    const struct err *err = form_errors(&f);

    if (!err)
        err = body_app_prepare(c, id, meeting, advice);
    if (err && err->kind == INVALID)
        return show_form(c, req, res, pg, err, prepare_form_of);
    if (!err)
        http_see_other(res, body_path(pg, "/moter/", meeting.v, ""));
    return err;
}

static const struct err *
post_back(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    item_id id = {form_path_id(&f, "punkt")};
    struct meeting_whole w;
    const struct err *err = form_errors(&f);

    if (!err)
        err = item_app_view(c, id, &w);
    if (!err)
        err = body_app_take_back(c, id);
    if (!err)
        http_see_other(res, w.m.id.v ? body_path(pg, "/moter/", w.m.id.v, "")
                                     : body_path(pg, "/organ/", w.b.id.v, ""));
    return err;
}

static const struct err *
get_record(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    return show_form(c, req, res, pg, NULL, record_form_of);
}

static const struct err *
post_record(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    item_id id = {form_path_id(&f, "punkt")};
    struct record_form r = {.record = form_text_required(&f, "referat", 8000),
                            .decision = form_text(&f, "vedtak", 4000),
                            .action = form_text(&f, "oppgave", 300),
                            .person = {form_id_or_none(&f, "hvem")},
                            .due_on = form_date(&f, "frist"),
                            .revise = form_checked(&f, "revisjon")};
    struct meeting_whole w;
    const struct err *err = form_errors(&f);

    if (!err)
        err = item_app_view(c, id, &w);
    if (!err)
        err = meeting_app_record(c, id, &r);
    if (err && err->kind == INVALID)
        return show_form(c, req, res, pg, err, record_form_of);
    if (!err)
        http_see_other(res, body_path(pg, "/moter/", w.m.id.v, ""));
    return err;
}

static const struct err *
get_done(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    action_id id = {form_path_id(&f, "oppgave")};
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = action_app_check(c, id);
    if (!err) {
        struct body_form v = done_form_of(pg, NULL, NULL, id);

        tpl_body_form(pg, &v);
    }
    return err;
}

static const struct err *
post_done(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    action_id id = {form_path_id(&f, "oppgave")};
    struct str note = form_text(&f, "merknad", 1000);
    body_id body = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = action_app_done(c, id, note, &body);
    if (err && err->kind == INVALID) {
        struct body_form v = done_form_of(pg, req, err, id);

        tpl_body_form(pg, &v);
        res->status = 422;
        return NULL;
    }
    if (!err)
        http_see_other(res, body_path(pg, "/organ/", body.v, ""));
    return err;
}

const struct route item_routes[] = {
    {HTTP_GET, "/saker/{punkt}/forbered", ACT_BODY_VIEW, get_prepare},
    {HTTP_POST, "/saker/{punkt}/forbered", ACT_BODY_RUN, post_prepare},
    {HTTP_POST, "/saker/{punkt}/trekk", ACT_BODY_RUN, post_back},
    {HTTP_GET, "/saker/{punkt}/referat", ACT_BODY_VIEW, get_record},
    {HTTP_POST, "/saker/{punkt}/referat", ACT_BODY_RUN, post_record},
    {HTTP_GET, "/oppfolging/{oppgave}", ACT_BODY_VIEW, get_done},
    {HTTP_POST, "/oppfolging/{oppgave}", ACT_BODY_PROPOSE, post_done},
};
const size_t item_routes_n = ARRAY_LEN(item_routes);
