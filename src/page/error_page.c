/* Error pages: from an error or a status to a whole page.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "page/error_page.h"

#include "page/part_views.h"
#include "text/messages_page.h"
#include "text/messages_text.h"

struct wording {
    int status;
    int title;
    int text;
    bool again; /* trying the same address once more makes sense */
};

/* The last one serves every status that is not listed. */
static const struct wording wordings[] = {
    {400, MSG_ERRPAGE_TITLE_400, MSG_ERR_BAD_REQUEST, false},
    {401, MSG_ERRPAGE_TITLE_401, MSG_ERR_LOGIN_NEEDED, false},
    {403, MSG_ERRPAGE_TITLE_403, MSG_ERR_DENIED, false},
    {404, MSG_ERRPAGE_TITLE_404, MSG_ERR_NOT_FOUND, false},
    {405, MSG_ERRPAGE_TITLE_400, MSG_ERR_METHOD, false},
    {409, MSG_ERRPAGE_TITLE_409, MSG_ERR_CONFLICT, true},
    {410, MSG_ERRPAGE_TITLE_404, MSG_ERR_GONE, false},
    {413, MSG_ERRPAGE_TITLE_413, MSG_ERR_TOO_LARGE, false},
    {415, MSG_ERRPAGE_TITLE_415, MSG_ERR_MEDIA_TYPE, false},
    {422, MSG_ERRPAGE_TITLE_422, MSG_ERR_INVALID, false},
    {429, MSG_ERRPAGE_TITLE_429, MSG_ERR_TOO_MANY, true},
    {503, MSG_ERRPAGE_TITLE_503, MSG_ERR_UNAVAILABLE, true},
    {500, MSG_ERRPAGE_TITLE_500, MSG_ERR_INTERNAL, true},
};

int
error_page_status(const struct err *err)
{
    switch (err->kind) {
    case NOT_FOUND:
        return 404;
    case DENIED:
        return 403;
    case INVALID:
        return 422;
    case CONFLICT:
        return 409;
    case UNAVAILABLE:
    case UNCERTAIN:
        return 503;
    case INTERNAL:
        return 500;
    }
    return 500;
}

void
error_page(struct page *pg, int status, const struct err *err,
           struct str request_id)
{
    const struct wording *w = wordings;
    struct error_view v;
    bool own;

    while (w < &wordings[ARRAY_LEN(wordings) - 1] && w->status != status)
        w++;
    /* By the error when it speaks of this status; UNCERTAIN is a 503 that
     * must not say "nothing has been changed". */
    own = err && (err->msg != 0 || error_page_status(err) == status);
    v = (struct error_view){
        .status = status,
        .title = msg_plain(pg->lang, w->title),
        .text = own ? err_text(pg->mem, pg->lang, err)
                    : msg_plain(pg->lang, w->text),
        .request_id = request_id,
        .now = pg->now,
        .again = w->again && pg->done_at.n == 0 && pg->kept_for.n == 0
                     ? pg->path
                     : STR_NONE,
        .done = pg->done_at,
        .logged_in = pg->user != NULL,
        .kept_for = pg->kept_for,
        .kept_once = pg->kept_once,
        .kept = pg->kept,
        .kept_n = pg->kept_n,
    };
    if (pg->user)
        tpl_error_staff(pg, &v);
    else
        tpl_error_plain(pg, &v);
}
