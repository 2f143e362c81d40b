/* Approving a text, sending it back, choosing who approves: the handlers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/draft_web.h"

const struct err *
approval_get(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    return draft_show_version(c, req, res, pg, NULL, 0, VERSION_TO_APPROVE);
}

const struct err *
approval_post(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    struct str hash = form_text(&f, "kontrollsum", 80);
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = approval_app_give(c, id, hash);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/utkast"));
    return err;
}

const struct err *
approval_post_return(struct call *c, const struct http_req *req,
                     struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    struct str reason = form_text_required(&f, "grunn", DRAFT_REASON_MAX);
    const struct err *err = form_errors(&f);

    if (!err || err->kind == INVALID)
        err = approval_app_send_back(c, id, reason, err);
    if (err && err->kind == INVALID)
        return draft_show_version(c, req, res, pg, err, 0, VERSION_TO_APPROVE);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/utkast"));
    return err;
}

/* --- who approves for a party --- */

static const struct err *
show_name(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    unit_id unit = {form_path_id(&f, "enhet")};
    struct function_list offer = {0};
    struct draft_look d;
    const struct err *err = form_errors(&f);

    if (!err)
        err = approval_app_offer(c, id, unit, &d, &offer);
    if (!err) {
        struct draft_form_view v = approver_form_of(pg, wrong ? req : NULL,
                                                    wrong, &d, unit, &offer);

        tpl_draft_form(pg, &v);
        res->status = wrong ? 422 : 200;
    }
    return err;
}

const struct err *
approval_get_name(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    return show_name(c, req, res, pg, NULL);
}

const struct err *
approval_post_name(struct call *c, const struct http_req *req,
                   struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = {form_path_id(&f, "avtale")};
    unit_id unit = {form_path_id(&f, "enhet")};
    function_id function = {0};
    const struct err *err = form_errors(&f);

    if (err)
        return err;
    if (!str_eq_cz(form_text(&f, "godkjenner", 40), "0"))
        function.v = form_id(&f, "godkjenner");
    err = approval_app_name(c, id, unit, function, form_errors(&f));
    if (err && err->kind == INVALID)
        return show_name(c, req, res, pg, err);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/utkast"));
    return err;
}
