/* Giving up a draft, giving notice of an agreement, taking it back.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/draft_web.h"

const struct err *
draft_get_end(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    return draft_show_form(c, req, res, pg, NULL, end_form_of, -1, 0);
}

const struct err *
draft_post_end(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    struct date last = form_date(&f, "siste");
    struct str reason = form_text_required(&f, "grunn", DRAFT_REASON_MAX);
    const struct err *err = form_errors(&f);

    if (!err || err->kind == INVALID)
        err = draft_app_end(c, id, last, reason, err);
    if (err && err->kind == INVALID)
        return draft_show_form(c, req, res, pg, err, end_form_of, -1, 0);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/versjoner"));
    return err;
}

const struct err *
draft_post_take_back(struct call *c, const struct http_req *req,
                     struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = draft_app_take_back(c, id);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/versjoner"));
    return err;
}

const struct err *
draft_get_discard(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    return draft_show_form(c, req, res, pg, NULL, discard_form_of, 0, 0);
}

const struct err *
draft_post_discard(struct call *c, const struct http_req *req,
                   struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    struct str reason = form_text_required(&f, "grunn", DRAFT_REASON_MAX);
    const struct err *err = form_errors(&f);

    if (!err || err->kind == INVALID)
        err = draft_app_discard(c, id, reason, err);
    if (err && err->kind == INVALID)
        return draft_show_form(c, req, res, pg, err, discard_form_of, 0, 0);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/versjoner"));
    return err;
}
