/* Pages of drafts: copy, change, order, steps, publish, withdraw, throw away.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/edit_web.h"

#include "pathway/edit_pages.h"

/* A version's own name may be as long as this. */
enum { CODE_CHARS = PATH_CODE_MAX, PLAN_CHARS = 200000 };

static struct str
def_address(struct call *c, struct str key, struct str version,
            const char *rest)
{
    return str_fmt(c->mem, "/forlop/%.*s/%.*s%s", STR_FMT(key),
                   STR_FMT(version), rest);
}

static struct str
key_of(const struct http_req *req)
{
    return http_path_arg(req, "navn");
}

static struct str
version_of(const struct http_req *req)
{
    return http_path_arg(req, "versjon");
}

static struct draft_ref
ref_of(struct form *f)
{
    return (struct draft_ref){key_of(f->req), version_of(f->req),
                              form_int(f, "endring", 1, INT64_MAX)};
}

/* --- taken in --- */

const struct err *
get_pathway_new(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct pathway_new_view v = pathway_new_view_of(pg, NULL, NULL);

    (void)c;
    (void)req;
    (void)res;
    tpl_pathway_new(pg, &v);
    return NULL;
}

const struct err *
post_pathway_new(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str json = form_text_required(&f, "plan", PLAN_CHARS);
    struct path_def d = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = pathway_app_import(c, json, &d);
    if (form_shown_again(err, res)) {
        struct pathway_new_view v = pathway_new_view_of(pg, req, err);

        tpl_pathway_new(pg, &v);
        return NULL;
    }
    if (!err)
        http_see_other(res, def_address(c, d.key, d.version, "/rediger"));
    return err;
}

/* --- copied --- */

static const struct err *
show_copy(struct call *c, struct page *pg, const struct http_req *req,
          const struct err *wrong)
{
    struct path_page p;
    const struct err *err = pathway_app_get(c, key_of(req), version_of(req),
                                            &p);

    if (!err) {
        struct pathway_copy_view v = pathway_copy_view_of(
            pg, wrong ? req : NULL, wrong, &p);

        tpl_pathway_copy(pg, &v);
    }
    return err;
}

const struct err *
get_pathway_copy(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    (void)res;
    return show_copy(c, pg, req, NULL);
}

const struct err *
post_pathway_copy(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str key = form_text_required(&f, "navn", CODE_CHARS);
    struct str version = form_text_required(&f, "versjon", CODE_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = pathway_app_copy(c, key_of(req), version_of(req), key, version);
    if (form_shown_again(err, res))
        return show_copy(c, pg, req, err);
    if (!err)
        http_see_other(res, def_address(c, key, version, "/rediger"));
    return err;
}

/* --- the whole --- */

static const struct err *
show_draft(struct call *c, struct page *pg, const struct http_req *req,
           const struct err *wrong)
{
    struct draft_page p = {0};
    const struct err *err = pathway_app_draft(c, key_of(req), version_of(req),
                                              &p);

    if (!err) {
        struct pathway_draft_view v = pathway_draft_view_of(
            pg, wrong ? req : NULL, wrong, &p,
            call_may_role(c, ACT_PATHWAY_PUBLISH));

        tpl_pathway_draft(pg, &v);
    }
    return err;
}

const struct err *
get_pathway_draft(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    (void)res;
    return show_draft(c, pg, req, NULL);
}

/* Buttons beside a step, or the form about the whole. */
static const struct err *
change_draft(struct call *c, struct form *f, const struct draft_ref *ref)
{
    struct str up = form_text(f, "opp", CODE_CHARS);
    struct str down = form_text(f, "ned", CODE_CHARS);
    struct def_words w = {.source = STR_NONE};

    if (up.n > 0 || down.n > 0) {
        const struct err *err = form_errors(f);

        return err ? err
                   : pathway_app_move_step(c, ref, up.n > 0 ? up : down,
                                           up.n > 0);
    }
    w = def_words_of(f);
    if (form_errors(f))
        return form_errors(f);
    return pathway_app_write(c, ref, &w);
}

const struct err *
post_pathway_draft(struct call *c, const struct http_req *req,
                   struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct draft_ref ref = ref_of(&f);
    const struct err *err = change_draft(c, &f, &ref);

    if (form_shown_again(err, res))
        return show_draft(c, pg, req, err);
    if (!err)
        http_see_other(res, def_address(c, ref.key, ref.version, "/rediger"));
    return err;
}

const struct err *
post_pathway_discard(struct call *c, const struct http_req *req,
                     struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct draft_ref ref = ref_of(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = pathway_app_discard(c, &ref);
    if (form_shown_again(err, res))
        return show_draft(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/forlop"));
    return err;
}

/* --- a step --- */

static const struct err *
show_step(struct call *c, struct page *pg, const struct http_req *req,
          const struct err *wrong)
{
    struct str id = http_path_arg(req, "steg");
    struct draft_page p = {0};
    int32_t step = -1;
    const struct err *err = pathway_app_draft(c, key_of(req), version_of(req),
                                              &p);

    if (!err && id.n > 0) {
        step = path_step_find(&p.found.def, id);
        if (step < 0)
            err = ERR(c->mem, NOT_FOUND);
    }
    if (!err) {
        struct pathway_draft_step_view v = pathway_draft_step_view_of(
            pg, wrong ? req : NULL, wrong, &p, step);

        tpl_pathway_draft_step(pg, &v);
    }
    return err;
}

const struct err *
get_pathway_draft_step(struct call *c, const struct http_req *req,
                       struct http_res *res, struct page *pg)
{
    (void)res;
    return show_step(c, pg, req, NULL);
}

static const struct err *
change_step(struct call *c, struct form *f, const struct draft_ref *ref)
{
    struct str id = http_path_arg(f->req, "steg");
    struct step_words w;

    if (form_has(f, "slett") && id.n > 0) {
        const struct err *err = form_errors(f);

        return err ? err : pathway_app_drop_step(c, ref, id);
    }
    w = step_words_of(f);
    if (form_errors(f))
        return form_errors(f);
    return pathway_app_write_step(c, ref, id, &w);
}

const struct err *
post_pathway_draft_step(struct call *c, const struct http_req *req,
                        struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct draft_ref ref = ref_of(&f);
    const struct err *err = change_step(c, &f, &ref);

    if (form_shown_again(err, res))
        return show_step(c, pg, req, err);
    if (!err)
        http_see_other(res, def_address(c, ref.key, ref.version, "/rediger"));
    return err;
}
