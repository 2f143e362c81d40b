/* Help, privacy, accessibility and status: pages without anything about a
 * child, open to everybody.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/help_page.h"

#include "access/account.h"
#include "access/dispatch.h"
#include "text/messages_access.h"

/* These pages are read both before and after the login: the frame follows. */
static void
begin_frame(struct page *pg, int title)
{
    struct str text = msg_plain(pg->lang, title);

    if (pg->user)
        frame_staff_begin(pg, text);
    else
        frame_plain_begin(pg, text);
}

static void
end_frame(struct page *pg)
{
    if (pg->user)
        frame_staff_end(pg);
    else
        frame_plain_end(pg);
}

static const struct err *
get_help(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct help_view v = {.demo = c->sv->demo};

    (void)req;
    (void)res;
    begin_frame(pg, MSG_HELP_TITLE);
    tpl_help(pg, &v);
    end_frame(pg);
    return NULL;
}

static const struct err *
get_privacy(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct privacy_view v = {.demo = c->sv->demo};

    (void)req;
    (void)res;
    begin_frame(pg, MSG_PRIVACY_TITLE);
    tpl_privacy(pg, &v);
    end_frame(pg);
    return NULL;
}

static const struct err *
get_accessibility(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    struct accessibility_view v = {.version = pg->version};

    (void)c;
    (void)req;
    (void)res;
    begin_frame(pg, MSG_ACCESSIBILITY_TITLE);
    tpl_accessibility(pg, &v);
    end_frame(pg);
    return NULL;
}

/* Can the store be read? Asks it for an account that cannot exist. */
static bool
store_answers(struct call *c)
{
    struct account nobody = {0};
    bool found = false;
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return false;
    err = account_store_find(&tx, STR(""), &nobody, &found);
    db_read_end(&tx);
    return !err;
}

static struct status_tag
works(const struct page *pg, bool good)
{
    return (struct status_tag){
        .kind = good ? STATUS_OK : STATUS_BREACH,
        .text = msg_plain(pg->lang,
                          good ? MSG_STATUS_PAGE_WORKS : MSG_STATUS_PAGE_FAILS),
    };
}

static const struct err *
get_status(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    bool good = store_answers(c);
    struct status_view v = {.service = works(pg, true),
                            .store = works(pg, good),
                            .version = pg->version,
                            .now = c->now};

    (void)req;
    res->status = good ? 200 : 503;
    begin_frame(pg, MSG_STATUS_PAGE_TITLE);
    tpl_status_page(pg, &v);
    end_frame(pg);
    return NULL;
}

/* For load balancers and watchers: ready or not, and nothing else. */
static const struct err *
get_health(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    bool good = store_answers(c);
    struct json j;

    (void)req;
    (void)pg;
    res->status = good ? 200 : 503;
    res->content_type = "application/json";
    json_init(&j, &res->body);
    json_open(&j, '{');
    json_key(&j, "status");
    json_str(&j, good ? STR("ok") : STR("unavailable"));
    json_close(&j, '}');
    buf_char(&res->body, '\n');
    return NULL;
}

const struct route help_routes[] = {
    {HTTP_GET, "/hjelp", ACT_HOME_PUBLIC, get_help},
    {HTTP_GET, "/personvern", ACT_HOME_PUBLIC, get_privacy},
    {HTTP_GET, "/tilgjengelighet", ACT_HOME_PUBLIC, get_accessibility},
    {HTTP_GET, "/drift", ACT_HOME_PUBLIC, get_status},
    {HTTP_GET, "/helse", ACT_HOME_PUBLIC, get_health},
};
const size_t help_routes_n = ARRAY_LEN(help_routes);
