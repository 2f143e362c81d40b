/* Routes of documents of meetings and matters.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/paper_web.h"

#include "body/paper_pages.h"
#include "file/pages.h"

/* --- a meeting's, a matter's --- */

static const struct err *
show_list(struct call *c, struct page *pg, enum paper_of of, int64_t owner,
          const struct http_req *req, const struct err *wrong)
{
    struct paper_place at;
    const struct err *err = body_paper_list(c, of, owner, &at);

    if (!err) {
        struct paper_frame f = body_paper_frame(pg, &at, c->sv->clamd.n > 0);
        struct paper_form v = paper_form_of(pg, req, wrong, &f);

        tpl_paper_form(pg, &v);
    }
    return err;
}

/* May one add to it? Asked before a scanner is kept busy. */
static const struct err *
check_place(struct call *c, enum paper_of of, int64_t owner)
{
    struct paper_place at;
    const struct err *err = body_paper_list(c, of, owner, &at);

    return !err && !at.may.propose ? ERR(c->mem, DENIED) : err;
}

static const struct err *
post_to(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg, enum paper_of of, int64_t owner)
{
    struct form f = form_of(c->mem, req);
    struct str title = form_text_required(&f, "tittel", PAPER_TITLE_MAX);
    struct paper_file file = paper_file_of(&f);
    int64_t id = 0;
    const struct err *err = check_place(c, of, owner);

    if (!err)
        err = form_errors(&f);
    if (!err)
        err = paper_check(c, &file);
    if (!err)
        err = body_paper_add(c, of, owner, title, &file, &id);
    if (file_shown_again(err, res))
        return show_list(c, pg, of, owner, req, err);
    if (!err)
        http_see_other(res, body_path(pg, BODY_PAPER_BASE, id, ""));
    return err;
}

static const struct err *
get_meeting(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "mote");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_list(c, pg, PAPER_MEETING, id, NULL, NULL);
}

static const struct err *
post_meeting(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "mote");
    const struct err *err = form_errors(&f);

    return err ? err : post_to(c, req, res, pg, PAPER_MEETING, id);
}

static const struct err *
get_item(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "punkt");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_list(c, pg, PAPER_ITEM, id, NULL, NULL);
}

static const struct err *
post_item(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "punkt");
    const struct err *err = form_errors(&f);

    return err ? err : post_to(c, req, res, pg, PAPER_ITEM, id);
}

/* --- one --- */

static const struct err *
show_one(struct call *c, struct page *pg, int64_t id,
         const struct http_req *req, const struct err *wrong)
{
    struct body_paper p;
    const struct err *err = body_paper_view(c, id, &p);

    if (!err) {
        struct paper_frame at = body_paper_frame_one(pg, &p);
        struct paper_look l = {.paper = p.paper,
                               .versions = p.versions,
                               .text = p.text,
                               .may_change = p.may_change,
                               .may_release = p.at.may.approve,
                               .parties = p.at.parties};
        struct paper_page v = paper_page_of(pg, req, wrong, &at, &l);

        tpl_paper_page(pg, &v);
    }
    return err;
}

static const struct err *
get_one(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_one(c, pg, id, NULL, NULL);
}

/* May one change it? Asked before a scanner is kept busy. */
static const struct err *
check_mine(struct call *c, int64_t id, struct body_paper *out)
{
    const struct err *err = body_paper_view(c, id, out);

    return !err && !out->at.may.propose ? ERR(c->mem, DENIED) : err;
}

static const struct err *
post_one(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    struct body_paper p;
    struct paper_file file = paper_file_of(&f);
    const struct err *err = check_mine(c, id, &p);

    if (!err)
        err = form_errors(&f);
    if (!err)
        err = paper_check(c, &file);
    if (!err)
        err = body_paper_renew(c, id, &file);
    if (file_shown_again(err, res))
        return show_one(c, pg, id, req, err);
    if (!err)
        http_see_other(res, body_path(pg, BODY_PAPER_BASE, id, ""));
    return err;
}

static const struct err *
get_file(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    struct paper_version v;
    struct str bytes = STR_NONE;
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = body_paper_file(c, id, paper_path_nr(req), &v, &bytes);
    if (!err)
        paper_send(res, &v, bytes);
    return err;
}

static const struct err *
get_picture(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    struct paper_version v;
    struct str bytes = STR_NONE;
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = body_paper_file(c, id, paper_path_nr(req), &v, &bytes);
    return err ? err : paper_send_picture(res, &v, bytes);
}

/* --- removing, releasing --- */

static const struct err *
show_remove(struct call *c, struct page *pg, int64_t id,
            const struct http_req *req, const struct err *wrong)
{
    struct body_paper p;
    const struct err *err = check_mine(c, id, &p);

    if (!err && !p.may_change && !p.at.closed)
        err = ERR(c->mem, DENIED);
    if (!err) {
        struct paper_frame at = body_paper_frame_one(pg, &p);
        struct paper_remove v = paper_remove_of(pg, req, wrong, &at, &p.paper);

        tpl_paper_remove(pg, &v);
    }
    return err;
}

static const struct err *
get_remove(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_remove(c, pg, id, NULL, NULL);
}

static const struct err *
post_remove(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    struct str reason = form_text_required(&f, "grunn", PAPER_REASON_MAX);
    const struct err *err = form_errors(&f);

    if (!err)
        err = body_paper_remove(c, id, reason);
    if (form_shown_again(err, res))
        return show_remove(c, pg, id, req, err);
    if (!err)
        http_see_other(res, body_path(pg, BODY_PAPER_BASE, id, ""));
    return err;
}

static const struct err *
post_release(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    int32_t nr = (int32_t)form_int(&f, "nr", 1, INT32_MAX);
    bool release = form_checked(&f, "slipp");
    const struct err *err = form_errors(&f);

    if (!err)
        err = body_paper_release(c, id, nr, release);
    if (form_shown_again(err, res))
        return show_one(c, pg, id, req, err);
    if (!err)
        http_see_other(res, body_path(pg, BODY_PAPER_BASE, id, ""));
    return err;
}

/* --- for anybody --- */

static const struct err *
get_public(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct public_paper_list list;
    const struct err *err = body_paper_public(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct paper_public v = body_paper_public_of(pg, &list);

        tpl_paper_public(pg, &v);
    }
    return err;
}

static const struct err *
get_public_file(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t id = form_path_id(&f, "dok");
    struct paper p;
    struct paper_version v;
    struct str bytes = STR_NONE;
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = body_paper_public_file(c, id, &p, &v, &bytes);
    if (!err)
        paper_send_public(res, p.title, &v, bytes);
    return err;
}

const struct route body_paper_routes[] = {
    {HTTP_GET, "/moter/{mote}/dokumenter", ACT_BODY_VIEW, get_meeting},
    {HTTP_POST, "/moter/{mote}/dokumenter", ACT_BODY_PAPER, post_meeting},
    {HTTP_GET, "/saker/{punkt}/dokumenter", ACT_BODY_VIEW, get_item},
    {HTTP_POST, "/saker/{punkt}/dokumenter", ACT_BODY_PAPER, post_item},
    {HTTP_GET, "/saksdokumenter/{dok}", ACT_BODY_VIEW, get_one},
    {HTTP_POST, "/saksdokumenter/{dok}", ACT_BODY_PAPER, post_one},
    {HTTP_GET, "/saksdokumenter/{dok}/fil/{nr}", ACT_BODY_VIEW, get_file},
    {HTTP_GET, "/saksdokumenter/{dok}/bilde/{nr}", ACT_BODY_VIEW, get_picture},
    {HTTP_GET, "/saksdokumenter/{dok}/fjern", ACT_BODY_VIEW, get_remove},
    {HTTP_POST, "/saksdokumenter/{dok}/fjern", ACT_BODY_PAPER, post_remove},
    {HTTP_POST, "/saksdokumenter/{dok}/slipp", ACT_BODY_RELEASE, post_release},
    {HTTP_GET, "/offentlig/dokumenter", ACT_BODY_PUBLIC, get_public},
    {HTTP_GET, "/offentlig/dokumenter/{dok}", ACT_BODY_PUBLIC, get_public_file},
};
const size_t body_paper_routes_n = ARRAY_LEN(body_paper_routes);
