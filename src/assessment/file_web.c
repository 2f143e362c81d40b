/* Pages of a request's files: upload, download.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/file.h"
#include "assessment/request_pages.h"
#include "assessment/web.h"
#include "text/messages_assessment.h"

static const struct err *
show_upload(struct call *c, struct page *pg, assessment_id id,
            const struct http_req *typed, const struct err *wrong)
{
    struct request_view v;
    const struct err *err = request_app_view(c, id, &v);

    if (!err && !v.editable)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (!err) {
        struct thk_file_view view = thk_file_view_of(pg, typed, wrong, &v);

        tpl_thk_file(pg, &view);
    }
    return err;
}

static const struct err *
get_upload(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)res;
    return err ? err : show_upload(c, pg, id, NULL, NULL);
}

static const struct err *
post_upload(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    const struct http_file *file = form_file(&f, "fil");
    struct file_form form = {.name = file ? file->file_name : STR_NONE,
                             .bytes = file ? file->bytes : STR_NONE,
                             .type = form_text(&f, "type", 40),
                             .description = form_text(&f, "description", 255)};
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    if (!err)
        err = form_errors(&f);
    if (!err)
        err = file_app_add(c, id, &form);
    if (err && (err->kind == INVALID || err->kind == UNAVAILABLE) && err->msg) {
        res->status = err->kind == INVALID ? 422 : 503;
        return show_upload(c, pg, id, req, err);
    }
    if (!err)
        thk_see_other(res, id, "/steg/6");
    return err;
}

static const struct err *
get_file(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t blob = form_path_id(&f, "fil");
    struct blob b = {0};
    struct str bytes = STR_NONE;
    assessment_id id;
    const struct err *err = thk_path_id(c, req, &id);

    (void)pg;
    if (!err)
        err = form_errors(&f);
    if (!err)
        err = file_app_get(c, id, blob, &b, &bytes);
    if (!err)
        http_attachment(res, str_cz(c->mem, b.type), b.name, bytes);
    return err;
}

const struct route file_routes[] = {
    {HTTP_GET, "/thk/{id}/vedlegg", ACT_REQUEST_VIEW, get_upload},
    {HTTP_POST, "/thk/{id}/vedlegg", ACT_REQUEST_EDIT, post_upload},
    {HTTP_GET, "/thk/{id}/vedlegg/{fil}", ACT_REQUEST_VIEW, get_file},
};
const size_t file_routes_n = ARRAY_LEN(file_routes);
