/* What handlers of documents of the system level share.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/mark.h"
#include "file/paper_pages.h"
#include "file/type.h"
#include "text/messages_file.h"

struct paper_file
paper_file_of(struct form *f)
{
    const struct http_file *file = form_file(f, "fil");

    if (file)
        return (struct paper_file){.name = file->file_name,
                                   .bytes = file->bytes};
    form_fault(f, "fil", MSG_FILE_EMPTY);
    return (struct paper_file){.name = STR_NONE};
}

int32_t
paper_path_nr(const struct http_req *req)
{
    int64_t nr = 0;

    return str_to_i64(http_path_arg(req, "nr"), &nr) && nr > 0 &&
                   nr <= INT32_MAX
               ? (int32_t)nr
               : 0;
}

void
paper_send(struct http_res *res, const struct paper_version *v,
           struct str bytes)
{
    http_attachment(res, str_cz(res->mem, v->type), v->file_name, bytes);
}

void
paper_send_public(struct http_res *res, struct str title,
                  const struct paper_version *v, struct str bytes)
{
    struct str name = str_fmt(res->mem, "%.*s%s",
                              STR_FMT(file_name_of(res->mem, title)),
                              file_ending(v->type));

    http_attachment(res, str_cz(res->mem, v->type), name, bytes);
}

const struct err *
paper_send_picture(struct http_res *res, const struct paper_version *v,
                   struct str bytes)
{
    struct str picture = bytes;
    const char *type = "image/png";
    const struct err *err = NULL;

    if (str_eq_cz(v->type, "application/pdf"))
        err = mark_first_page(res->mem, bytes, &picture);
    else if (str_eq_cz(v->type, "image/jpeg"))
        type = "image/jpeg";
    else if (!str_eq_cz(v->type, "image/png"))
        err = ERR(res->mem, NOT_FOUND);
    if (!err)
        http_picture(res, type, picture);
    return err;
}
