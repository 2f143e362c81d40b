/* What pages say of a file.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/pages.h"

#include "text/messages_file.h"

struct str
file_text(struct page *pg, struct str type, int64_t bytes)
{
    static const struct {
        const char *type;
        int msg;
    } known[] = {
        {"application/pdf", MSG_FILE_IS_PDF},
        {"image/png", MSG_FILE_IS_PICTURE},
        {"image/jpeg", MSG_FILE_IS_PICTURE},
        {"image/tiff", MSG_FILE_IS_PICTURE},
        {"text/plain", MSG_FILE_IS_TEXT},
    };
    int msg = MSG_FILE_IS_WRITING;

    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_eq_cz(type, known[i].type))
            msg = known[i].msg;
    return msg_text(pg->mem, pg->lang, msg,
                    (const struct msg_arg[]){msg_int((bytes + 1023) / 1024)},
                    1);
}

struct status_tag
file_scan_tag(struct page *pg, bool scanned)
{
    return (struct status_tag){
        scanned ? STATUS_OK : STATUS_NEUTRAL,
        words(pg, scanned ? MSG_FILE_SCANNED : MSG_FILE_UNSCANNED)};
}

struct alert
file_unscanned(struct page *pg)
{
    return (struct alert){.kind = ALERT_WARNING,
                          .title = words(pg, MSG_FILE_NO_SCANNER),
                          .text = words(pg, MSG_FILE_NO_SCANNER_TEXT)};
}

bool
file_has_picture(struct str type)
{
    return str_eq_cz(type, "application/pdf") || str_eq_cz(type, "image/png") ||
           str_eq_cz(type, "image/jpeg");
}

bool
file_shown_again(const struct err *err, struct http_res *res)
{
    if (err && err->kind == UNAVAILABLE && err->msg) {
        res->status = 503;
        return true;
    }
    return form_shown_again(err, res);
}
