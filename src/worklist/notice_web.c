/* The page where each person chooses notices by mail.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/messages_text.h"
#include "worklist/notice_pages.h"
#include "worklist/web.h"

enum { WORD_MAX_CHARS = 10 };

static const struct err *
show(struct call *c, struct page *pg, const struct http_req *req,
     const struct err *wrong, bool saved)
{
    struct notice_view v;
    const struct err *err = notice_app_view(c, &v);

    if (!err) {
        struct notice_page_view p = notice_page_view_of(pg, req, wrong, &v,
                                                        saved);

        tpl_notice_page(pg, &p);
    }
    return err;
}

static const struct err *
get_notices(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    (void)res;
    return show(c, pg, NULL, NULL, http_param(req, "lagret").n > 0);
}

static void
read_hour(struct form *f, const char *name, int32_t *out)
{
    struct str s = form_text_required(f, name, WORD_MAX_CHARS);

    *out = -1;
    if (s.n > 0 && !notice_hour_parse(s, out))
        form_fault(f, name, MSG_FORM_CHOICE);
}

static const struct err *
post_notices(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct notice_choice n = {0};
    const struct err *err;

    for (int i = 0; i < NOTICE_ON_COUNT; i++)
        n.how[i] = (enum notice_how)form_choice(
            &f, notice_topic_name((enum notice_topic)i), notice_how_words);
    read_hour(&f, "stille_fra", &n.quiet_from);
    read_hour(&f, "stille_til", &n.quiet_to);
    err = form_errors(&f);
    if (!err)
        err = notice_app_choose(c, &n);
    if (form_shown_again(err, res))
        return show(c, pg, req, err, false);
    if (!err)
        http_see_other(res, STR("/innstillinger/varsler?lagret=1"));
    return err;
}

const struct route notice_routes[] = {
    {HTTP_GET, "/innstillinger/varsler", ACT_NOTICE_VIEW, get_notices},
    {HTTP_POST, "/innstillinger/varsler", ACT_NOTICE_CHOOSE, post_notices},
};
const size_t notice_routes_n = ARRAY_LEN(notice_routes);
