/* The calendar feed: the page where one makes and withdraws it, and the feed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/feed_web.h"

#include "body/feed_app.h"
#include "text/messages_body.h"

static const struct err *
show_feed(struct call *c, struct page *pg, struct str secret)
{
    struct instant made;
    const struct err *err = feed_app_look(c, &made);

    if (!err) {
        const struct msg_arg arg[] = {msg_time(made)};
        struct feed_page_view v = {0};

        if (made.us)
            v.made = msg_text(pg->mem, pg->lang, MSG_FEED_MADE, arg, 1);
        if (secret.n)
            v.address = str_fmt(pg->mem, "%.*s/kalender/%.*s.ics",
                                STR_FMT(c->sv->site_url), STR_FMT(secret));
        tpl_feed_page(pg, &v);
    }
    return err;
}

static const struct err *
get_own(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)req;
    (void)res;
    return show_feed(c, pg, STR_NONE);
}

/* The answer is the page itself: the address is not kept to be shown later. */
static const struct err *
post_make(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct str secret = STR_NONE;
    const struct err *err = feed_app_make(c, &secret);

    (void)req;
    (void)res;
    return err ? err : show_feed(c, pg, secret);
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    const struct err *err = feed_app_withdraw(c);

    (void)req;
    (void)pg;
    if (!err)
        http_see_other(res, STR("/innstillinger/kalender"));
    return err;
}

static const struct err *
get_feed(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct str file = http_path_arg(req, "fil");
    struct str text = STR_NONE;
    const struct err *err;

    (void)pg;
    if (!str_ends(file, STR(".ics")))
        return ERR(c->mem, NOT_FOUND);
    err = feed_app_read(c, str_cut(file, 0, file.n - 4), &text);
    if (!err)
        http_attachment(res, "text/calendar; charset=utf-8", STR("helhet.ics"),
                        text);
    return err;
}

#define OWN "/innstillinger/kalender"
const struct route feed_routes[] = {
    {HTTP_GET, OWN, ACT_CALENDAR_VIEW, get_own},
    {HTTP_POST, OWN, ACT_CALENDAR_EDIT, post_make},
    {HTTP_POST, OWN "/trekk", ACT_CALENDAR_EDIT, post_withdraw},
    {HTTP_GET, "/kalender/{fil}", ACT_CALENDAR_FEED, get_feed},
};
const size_t feed_routes_n = ARRAY_LEN(feed_routes);
