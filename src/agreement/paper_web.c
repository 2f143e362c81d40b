/* Routes of documents of evidence.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/paper_web.h"

#include "agreement/paper_pages.h"
#include "file/pages.h"

/* The ids in a path: an agreement, and evidence or a document of it. */
struct paper_address {
    agreement_id agreement;
    int64_t id;
};

static const struct err *
read_address(struct call *c, const struct http_req *req, const char *name,
             struct paper_address *out)
{
    struct form f = form_of(c->mem, req);

    out->agreement = (agreement_id){form_path_id(&f, "avtale")};
    out->id = form_path_id(&f, name);
    return form_errors(&f);
}

/* --- of one piece of evidence --- */

static const struct err *
show_list(struct call *c, struct page *pg, struct paper_address at,
          const struct http_req *req, const struct err *wrong)
{
    struct evidence_place place;
    const struct err *err = evidence_paper_list(c, at.agreement, at.id, &place);

    if (!err) {
        struct paper_frame f = evidence_frame(pg, &place, c->sv->clamd.n > 0);
        struct paper_form v;

        f.may_add = f.may_add && call_may_role(c, ACT_AGREEMENT_EVIDENCE);
        v = paper_form_of(pg, req, wrong, &f);
        tpl_paper_form(pg, &v);
    }
    return err;
}

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct paper_address at;
    const struct err *err = read_address(c, req, "bevis", &at);

    (void)res;
    return err ? err : show_list(c, pg, at, NULL, NULL);
}

/* May one add to it? Asked before a scanner is kept busy. */
static const struct err *
check_party(struct call *c, struct paper_address at)
{
    struct evidence_place place;
    const struct err *err = evidence_paper_list(c, at.agreement, at.id, &place);

    if (!err && (!place.party || !call_may_role(c, ACT_AGREEMENT_EVIDENCE)))
        err = ERR(c->mem, DENIED);
    return err;
}

static const struct err *
post_list(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str title = form_text_required(&f, "tittel", PAPER_TITLE_MAX);
    struct paper_file file = paper_file_of(&f);
    struct paper_address at;
    int64_t id = 0;
    const struct err *err = read_address(c, req, "bevis", &at);

    if (!err)
        err = check_party(c, at);
    if (!err)
        err = form_errors(&f);
    if (!err)
        err = paper_check(c, &file);
    if (!err)
        err = evidence_paper_add(c, at.agreement, at.id, title, &file, &id);
    if (file_shown_again(err, res))
        return show_list(c, pg, at, req, err);
    if (!err)
        http_see_other(res, evidence_paper_path(pg, at.agreement, id));
    return err;
}

/* --- one --- */

static const struct err *
show_one(struct call *c, struct page *pg, struct paper_address at,
         const struct http_req *req, const struct err *wrong)
{
    struct evidence_paper_look p;
    const struct err *err = evidence_paper_view(c, at.agreement, at.id, &p);

    if (!err) {
        struct paper_frame f = evidence_frame_one(pg, &p);
        struct paper_look l = {
            .paper = p.paper,
            .versions = p.versions,
            .text = p.text,
            .may_change = p.may_change &&
                          call_may_role(c, ACT_AGREEMENT_EVIDENCE),
            .may_release = p.at.party &&
                           call_may_role(c, ACT_AGREEMENT_RELEASE),
            .parties = p.at.parties};
        struct paper_page v = paper_page_of(pg, req, wrong, &f, &l);

        tpl_paper_page(pg, &v);
    }
    return err;
}

static const struct err *
get_one(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct paper_address at;
    const struct err *err = read_address(c, req, "dok", &at);

    (void)res;
    return err ? err : show_one(c, pg, at, NULL, NULL);
}

/* May one change it? */
static const struct err *
check_mine(struct call *c, struct paper_address at,
           struct evidence_paper_look *out)
{
    const struct err *err = evidence_paper_view(c, at.agreement, at.id, out);

    if (!err && (!out->at.party || !call_may_role(c, ACT_AGREEMENT_EVIDENCE)))
        err = ERR(c->mem, DENIED);
    return err;
}

static const struct err *
post_one(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct paper_file file = paper_file_of(&f);
    struct paper_address at;
    struct evidence_paper_look p;
    const struct err *err = read_address(c, req, "dok", &at);

    if (!err)
        err = check_mine(c, at, &p);
    if (!err)
        err = form_errors(&f);
    if (!err)
        err = paper_check(c, &file);
    if (!err)
        err = evidence_paper_renew(c, at.agreement, at.id, &file);
    if (file_shown_again(err, res))
        return show_one(c, pg, at, req, err);
    if (!err)
        http_see_other(res, evidence_paper_path(pg, at.agreement, at.id));
    return err;
}

static const struct err *
read_version(struct call *c, const struct http_req *req,
             struct paper_version *out, struct str *out_bytes)
{
    struct paper_address at;
    const struct err *err = read_address(c, req, "dok", &at);

    return err ? err
               : evidence_paper_file(c, at.agreement, at.id, paper_path_nr(req),
                                     out, out_bytes);
}

static const struct err *
get_file(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct paper_version v;
    struct str bytes = STR_NONE;
    const struct err *err = read_version(c, req, &v, &bytes);

    (void)pg;
    if (!err)
        paper_send(res, &v, bytes);
    return err;
}

static const struct err *
get_picture(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct paper_version v;
    struct str bytes = STR_NONE;
    const struct err *err = read_version(c, req, &v, &bytes);

    (void)pg;
    return err ? err : paper_send_picture(res, &v, bytes);
}

/* --- removing, releasing --- */

static const struct err *
show_remove(struct call *c, struct page *pg, struct paper_address at,
            const struct http_req *req, const struct err *wrong)
{
    struct evidence_paper_look p;
    const struct err *err = check_mine(c, at, &p);

    if (!err && !p.may_change && !p.at.closed)
        err = ERR(c->mem, DENIED);
    if (!err) {
        struct paper_frame f = evidence_frame_one(pg, &p);
        struct paper_remove v = paper_remove_of(pg, req, wrong, &f, &p.paper);

        tpl_paper_remove(pg, &v);
    }
    return err;
}

static const struct err *
get_remove(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct paper_address at;
    const struct err *err = read_address(c, req, "dok", &at);

    (void)res;
    return err ? err : show_remove(c, pg, at, NULL, NULL);
}

static const struct err *
post_remove(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str reason = form_text_required(&f, "grunn", PAPER_REASON_MAX);
    struct paper_address at;
    const struct err *err = read_address(c, req, "dok", &at);

    if (err)
        return err;
    err = form_errors(&f);
    if (!err)
        err = evidence_paper_remove(c, at.agreement, at.id, reason);
    if (form_shown_again(err, res))
        return show_remove(c, pg, at, req, err);
    if (!err)
        http_see_other(res, evidence_paper_path(pg, at.agreement, at.id));
    return err;
}

static const struct err *
post_release(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int32_t nr = (int32_t)form_int(&f, "nr", 1, INT32_MAX);
    bool release = form_checked(&f, "slipp");
    struct paper_address at;
    const struct err *err = read_address(c, req, "dok", &at);

    if (err)
        return err;
    err = form_errors(&f);
    if (!err)
        err = evidence_paper_release(c, at.agreement, at.id, nr, release);
    if (form_shown_again(err, res))
        return show_one(c, pg, at, req, err);
    if (!err)
        http_see_other(res, evidence_paper_path(pg, at.agreement, at.id));
    return err;
}

/* --- for anybody --- */

static const struct err *
get_public(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct public_evidence_list list;
    const struct err *err = evidence_paper_public(c, &list);

    (void)req;
    (void)res;
    if (!err) {
        struct paper_public v = evidence_public_of(pg, &list);

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
        err = evidence_paper_public_file(c, id, &p, &v, &bytes);
    if (!err)
        paper_send_public(res, p.title, &v, bytes);
    return err;
}

const struct route evidence_paper_routes[] = {
    {HTTP_GET, "/avtaler/{avtale}/bevis/{bevis}/dokumenter", ACT_AGREEMENT_VIEW,
     get_list},
    {HTTP_POST, "/avtaler/{avtale}/bevis/{bevis}/dokumenter",
     ACT_AGREEMENT_EVIDENCE, post_list},
    {HTTP_GET, "/avtaler/{avtale}/dokumenter/{dok}", ACT_AGREEMENT_VIEW,
     get_one},
    {HTTP_POST, "/avtaler/{avtale}/dokumenter/{dok}", ACT_AGREEMENT_EVIDENCE,
     post_one},
    {HTTP_GET, "/avtaler/{avtale}/dokumenter/{dok}/fil/{nr}",
     ACT_AGREEMENT_VIEW, get_file},
    {HTTP_GET, "/avtaler/{avtale}/dokumenter/{dok}/bilde/{nr}",
     ACT_AGREEMENT_VIEW, get_picture},
    {HTTP_GET, "/avtaler/{avtale}/dokumenter/{dok}/fjern", ACT_AGREEMENT_VIEW,
     get_remove},
    {HTTP_POST, "/avtaler/{avtale}/dokumenter/{dok}/fjern",
     ACT_AGREEMENT_EVIDENCE, post_remove},
    {HTTP_POST, "/avtaler/{avtale}/dokumenter/{dok}/slipp",
     ACT_AGREEMENT_RELEASE, post_release},
    {HTTP_GET, "/offentlig/bevis", ACT_AGREEMENT_PUBLIC, get_public},
    {HTTP_GET, "/offentlig/bevis/{dok}", ACT_AGREEMENT_PUBLIC, get_public_file},
};
const size_t evidence_paper_routes_n = ARRAY_LEN(evidence_paper_routes);
