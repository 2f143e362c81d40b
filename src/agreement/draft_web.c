/* Pages of drafts: starting, writing, comments, signing, versions, notice.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/draft_web.h"

#include "agreement/web.h"
#include "registry/function.h"
#include "text/messages_access.h"
#include "text/messages_text.h"

enum { POINTS_MAX = 40, STATEMENT_MAX = 300, TITLE_MAX = 200, PART_MAX = 200 };

static agreement_id
path_agreement(struct form *f)
{
    return (agreement_id){form_path_id(f, "avtale")};
}

static bool
may_write(const struct call *c)
{
    return call_may_role(c, ACT_AGREEMENT_DRAFT);
}

/* A whole number of the address. */
static int64_t
path_number(struct form *f, const char *name)
{
    int64_t n = 0;

    if (!str_to_i64(http_path_arg(f->req, name), &n) || n < 1 || n > 10000)
        form_add(f, ERR(f->mem, NOT_FOUND));
    return n;
}

static const struct err *
look_at(struct call *c, const struct http_req *req, int64_t number,
        struct draft_look *out)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    const struct err *err = form_errors(&f);

    return err ? err : draft_app_view(c, id, number, out);
}

static void
go_to_draft(struct call *c, struct http_res *res, agreement_id id)
{
    http_see_other(res, agreement_path(c->mem, id, "/utkast"));
}

/* --- starting --- */

/* The kind in the address; false: none, or one that is not known. */
static bool
read_start(struct form *f, struct draft_start *s)
{
    static const char *const name[] = {"part1", "part2", "part3", "part4"};
    bool known = draft_kind_parse(form_text(f, "mal", 40), &s->kind);

    if (form_has(f, "over"))
        s->parent.v = form_id_or_none(f, "over");
    if (s->parent.v)
        s->kind = AGREEMENT_SUPPLEMENTARY;
    for (size_t i = 0; i < DRAFT_PARTIES_MAX; i++)
        if (!form_each(f, "part", i, PART_MAX, &s->part[i]))
            s->part[i] = form_text(f, name[i], PART_MAX);
    s->title = form_text(f, "tittel", TITLE_MAX);
    return known && (s->kind != AGREEMENT_SUPPLEMENTARY || s->parent.v);
}

static const struct err *
show_start(struct call *c, struct http_res *res, struct page *pg,
           const struct http_req *typed, const struct err *wrong,
           struct draft_start *s)
{
    struct draft_offer offer = {0};
    const struct err *err = draft_app_new(c, s, &offer);

    if (!err) {
        struct draft_form_view v = start_form_of(pg, typed, wrong, s, &offer);

        tpl_draft_form(pg, &v);
        res->status = wrong ? 422 : 200;
    }
    return err;
}

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct draft_start s = {0};
    bool known = read_start(&f, &s);

    if (!known) {
        struct draft_kinds_view v = draft_kinds_of(pg);

        tpl_draft_kinds(pg, &v);
        return NULL;
    }
    return show_start(c, res, pg, NULL, NULL, &s);
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct draft_start s = {0};
    agreement_id id = {0};
    const struct err *err;

    if (!read_start(&f, &s))
        form_add(&f,
                 ERR(c->mem, INVALID, .field = "mal", .msg = MSG_FORM_CHOICE));
    err = form_errors(&f);
    if (!err || err->kind == INVALID)
        err = draft_app_start(c, &s, err, &id);
    if (err && err->kind == INVALID) {
        if (s.kind == AGREEMENT_SUPPLEMENTARY && s.parent.v == 0)
            s.kind = AGREEMENT_LOCAL;
        return show_start(c, res, pg, req, err, &s);
    }
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

static const struct err *
post_revise(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = draft_app_revise(c, id);
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

/* --- the draft --- */

static const struct err *
show_draft(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg, const struct err *wrong)
{
    struct draft_look d;
    const struct err *err = look_at(c, req, 0, &d);

    if (!err) {
        struct draft_view v = draft_view_of(
            pg, wrong, &d, may_write(c), call_may_role(c, ACT_AGREEMENT_SIGN));

        tpl_draft_view(pg, &v);
        res->status = wrong ? 422 : 200;
    }
    return err;
}

static const struct err *
get_draft(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    return show_draft(c, req, res, pg, NULL);
}

static const struct err *
post_send(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = draft_app_send(c, id);
    if (err && err->kind == INVALID)
        return show_draft(c, req, res, pg, err);
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

/* --- sections --- */

static bool
has_section(const struct draft_look *d, int64_t section)
{
    for (size_t i = 0; i < d->text.n; i++)
        if (d->text.row[i].id == section)
            return true;
    return false;
}

static const struct err *
show_section(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg, int64_t section,
             const struct section_again *again)
{
    struct draft_look d;
    const struct err *err = look_at(c, req, 0, &d);

    if (!err && section && !has_section(&d, section))
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        bool open = !version_is_frozen(d.v) || again->req;
        struct section_view v = section_view_of(pg, again, &d, section,
                                                open && may_write(c));

        tpl_draft_section(pg, &v);
        res->status = again->theirs ? 409 : again->err ? 422 : 200;
    }
    return err;
}

static const struct err *
get_section(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    const struct section_again fresh = {0};
    struct form f = form_of(c->mem, req);
    int64_t section = form_path_id(&f, "del");
    const struct err *err = form_errors(&f);

    return err ? err : show_section(c, req, res, pg, section, &fresh);
}

static const struct err *
get_new_section(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    const struct section_again fresh = {0};

    return show_section(c, req, res, pg, 0, &fresh);
}

static void
read_points(struct form *f, struct section_form *s)
{
    int32_t *no = ARENA_NEW_N(f->mem, int32_t, POINTS_MAX);
    struct str value;
    int64_t n;

    for (size_t i = 0; i < POINTS_MAX && form_each(f, "punkt", i, 20, &value);
         i++)
        if (str_to_i64(value, &n) && n > 0 && n < 1000)
            no[s->points++] = (int32_t)n;
    s->point = no;
    s->tells_points = true;
}

static void
read_section(struct form *f, struct section_form *s)
{
    static const char *const levels[] = {"1", "2", NULL};

    s->heading = form_text_required(f, "overskrift", DRAFT_HEADING_MAX);
    s->body = form_text(f, "tekst", DRAFT_BODY_MAX);
    s->level = 1 + (int32_t)form_choice(f, "niva", levels);
    s->version = s->id ? form_int(f, "versjon", 0, INT64_MAX) : 0;
    read_points(f, s);
}

/* Saves, or shows how it will look; `section` 0: a new one. */
static const struct err *
save_section(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg, int64_t section)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct section_form s = {.id = section};
    struct section_again again = {.req = req};
    struct section theirs = {0};
    const struct err *err = form_errors(&f);

    if (err)
        return err;
    read_section(&f, &s);
    again.preview = form_has(&f, "vis");
    if (again.preview)
        return show_section(c, req, res, pg, section, &again);
    err = draft_app_save(c, id, &s, form_errors(&f), &theirs);
    if (err && theirs.id)
        again.theirs = &theirs;
    else if (err && err->kind == INVALID)
        again.err = err;
    if (again.theirs || again.err)
        return show_section(c, req, res, pg, section, &again);
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

static const struct err *
post_section(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t section = form_path_id(&f, "del");
    const struct err *err = form_errors(&f);

    return err ? err : save_section(c, req, res, pg, section);
}

static const struct err *
post_new_section(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    return save_section(c, req, res, pg, 0);
}

static const struct err *
post_move(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t section = form_path_id(&f, "del");
    bool up = str_eq_cz(form_text(&f, "retning", 10), "opp");
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = draft_app_move(c, id, section, up);
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

static const struct err *
post_remove(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t section = form_path_id(&f, "del");
    bool back = form_checked(&f, "tilbake");
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = draft_app_remove(c, id, section, back);
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

/* --- comments and obligations of a section --- */

static void
go_to_section(struct call *c, struct http_res *res, agreement_id id,
              int64_t section)
{
    http_see_other(res, str_fmt(c->mem, "/avtaler/%.*s/utkast/del/%.*s",
                                STR_FMT(id_format(c->mem, id.v)),
                                STR_FMT(id_format(c->mem, section))));
}

static const struct err *
post_comment(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct comment k = {.section = form_path_id(&f, "del")};
    const struct err *err = form_errors(&f);

    if (err)
        return err;
    k.body = form_text_required(&f, "kommentar", DRAFT_COMMENT_MAX);
    err = draft_app_comment(c, id, &k, form_errors(&f));
    if (err && err->kind == INVALID) {
        struct section_again again = {
            .req = req, .err = err, .post = POST_COMMENT};

        return show_section(c, req, res, pg, k.section, &again);
    }
    if (!err)
        go_to_section(c, res, id, k.section);
    return err;
}

static const struct err *
post_settle(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t section = form_path_id(&f, "del");
    int64_t comment = form_id_or_none(&f, "kommentar");
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = draft_app_settle(c, id, comment);
    if (!err)
        go_to_section(c, res, id, section);
    return err;
}

static enum obligation_kind
read_duty_kind(struct form *f)
{
    const char *words[OBLIGATION_KIND_COUNT + 1] = {NULL};
    size_t n = 0;

    for (const int *k = duty_kinds; *k >= 0; k++)
        words[n++] = obligation_kind_word((enum obligation_kind) * k);
    return (enum obligation_kind)duty_kinds[form_choice(f, "slag", words)];
}

static void
read_duty(struct form *f, struct clause *k)
{
    struct obligation *o = &k->duty;
    int32_t n = form_text(f, "antall", 20).n
                    ? (int32_t)form_int(f, "antall", 0, 1000)
                    : 0;

    o->kind = read_duty_kind(f);
    if (o->kind == OBLIGATION_MEETINGS)
        o->n = n;
    if (o->kind == OBLIGATION_PLAN)
        o->years = n;
    if (o->kind == OBLIGATION_KNOWN)
        o->functions = 1u << FUNCTION_LEADER;
    k->statement = form_text_required(f, "setning", STATEMENT_MAX);
}

static const struct err *
post_duty(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct clause k = {.section_id = form_path_id(&f, "del")};
    const struct err *err = form_errors(&f);

    if (err)
        return err;
    read_duty(&f, &k);
    err = draft_app_bind(c, id, &k, form_errors(&f));
    if (err && err->kind == INVALID) {
        struct section_again again = {
            .req = req, .err = err, .post = POST_DUTY};

        return show_section(c, req, res, pg, k.section_id, &again);
    }
    if (!err)
        go_to_section(c, res, id, k.section_id);
    return err;
}

static const struct err *
post_unbind(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t section = form_path_id(&f, "del");
    int64_t clause = form_id_or_none(&f, "plikt");
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = draft_app_unbind(c, id, clause);
    if (!err)
        go_to_section(c, res, id, section);
    return err;
}

/* --- forms with a page of their own --- */

const struct err *
draft_show_form(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg, const struct err *wrong,
                form_maker make, int64_t number, int64_t key)
{
    struct draft_look d;
    const struct err *err = look_at(c, req, number, &d);

    if (!err) {
        struct draft_form_view v = make(pg, wrong ? req : NULL, wrong, &d, key);

        if (v.fields_n == 0)
            return ERR(c->mem, NOT_FOUND);
        tpl_draft_form(pg, &v);
        res->status = wrong ? 422 : 200;
    }
    return err;
}

static const struct err *
get_point(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t no = path_number(&f, "nr");
    const struct err *err = form_errors(&f);

    return err ? err
               : draft_show_form(c, req, res, pg, NULL, point_form_of, 0, no);
}

static const struct err *
post_point(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct point_cover p = {.no = (int32_t)path_number(&f, "nr")};
    const struct err *err = form_errors(&f);

    if (err)
        return err;
    if (!str_eq_cz(form_text(&f, "del", 40), "0"))
        p.section = form_id(&f, "del");
    p.reason = form_text(&f, "grunn", DRAFT_REASON_MAX);
    if (p.section)
        p.reason = STR_NONE;
    err = draft_app_point(c, id, &p, form_errors(&f));
    if (err && err->kind == INVALID)
        return draft_show_form(c, req, res, pg, err, point_form_of, 0, p.no);
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

static const struct err *
get_terms(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    return draft_show_form(c, req, res, pg, NULL, terms_form_of, 0, 0);
}

static const struct err *
post_terms(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct version v = {.agreed_from = form_date(&f, "fra"),
                        .until = form_date(&f, "til")};
    const struct err *err;

    v.version = form_int(&f, "versjon", 0, INT64_MAX);
    v.notice_months = (int32_t)form_int(&f, "oppsigelse", 0, DRAFT_NOTICE_MAX);
    err = form_errors(&f);
    if (!err || err->kind == INVALID)
        err = draft_app_terms(c, id, &v, err);
    if (err && err->kind == INVALID)
        return draft_show_form(c, req, res, pg, err, terms_form_of, 0, 0);
    if (!err)
        go_to_draft(c, res, id);
    return err;
}

static const struct err *
get_reply(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t comment = form_path_id(&f, "kommentar");
    const struct err *err = form_errors(&f);

    return err ? err
               : draft_show_form(c, req, res, pg, NULL, reply_form_of, 0,
                                 comment);
}

static const struct err *
post_reply(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct comment k = {.parent = form_path_id(&f, "kommentar")};
    const struct err *err = form_errors(&f);

    if (err)
        return err;
    k.body = form_text_required(&f, "kommentar", DRAFT_COMMENT_MAX);
    err = draft_app_comment(c, id, &k, form_errors(&f));
    if (err && err->kind == INVALID)
        return draft_show_form(c, req, res, pg, err, reply_form_of, 0,
                               k.parent);
    if (!err)
        go_to_section(c, res, id, k.section);
    return err;
}

/* --- versions, comparison, signing --- */

static const struct err *
get_versions(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct draft_look d;
    const struct err *err = look_at(c, req, -1, &d);

    (void)res;
    if (!err) {
        struct draft_versions_view v = draft_versions_of(
            pg, &d, may_write(c), call_may_role(c, ACT_AGREEMENT_END));

        tpl_draft_versions(pg, &v);
    }
    return err;
}

const struct err *
draft_show_version(struct call *c, const struct http_req *req,
                   struct http_res *res, struct page *pg,
                   const struct err *wrong, int64_t number,
                   enum version_page what)
{
    struct draft_look d;
    const struct err *err = look_at(c, req, number, &d);

    if (!err) {
        struct draft_version_view v;

        if (what == VERSION_TO_SIGN && !call_may_role(c, ACT_AGREEMENT_SIGN))
            what = VERSION_TO_READ;
        v = draft_version_of(pg, wrong ? req : NULL, wrong, &d, what,
                             c->sv->demo);
        err = passkey_own_button(c, pg, MSG_PASSKEY_USE, &v.button);
        if (err)
            return err;
        tpl_draft_version(pg, &v);
        res->status = wrong ? 422 : 200;
    }
    return err;
}

static const struct err *
get_version(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t number = path_number(&f, "nr");
    const struct err *err = form_errors(&f);

    return err ? err
               : draft_show_version(c, req, res, pg, NULL, number,
                                    VERSION_TO_READ);
}

static const struct err *
get_pdf(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct form f = form_of(c->mem, req);
    int64_t number = path_number(&f, "nr");
    struct draft_look d;
    struct str pdf = STR_NONE;
    const struct err *err = form_errors(&f);

    if (!err)
        err = look_at(c, req, number, &d);
    if (!err)
        err = draft_document(pg, &d, &pdf);
    if (!err)
        http_attachment(res, "application/pdf", STR("avtale.pdf"), pdf);
    return err;
}

static const struct err *
get_compare(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t was = form_int(&f, "fra", 1, 10000);
    int64_t now = form_int(&f, "til", 1, 10000);
    struct section_list before = {0};
    struct section_list after = {0};
    struct draft_look d;
    const struct err *err = form_errors(&f);

    (void)res;
    if (err)
        return err->kind == INVALID ? ERR(c->mem, NOT_FOUND) : err;
    err = draft_app_compare(c, id, was, now, &d, &before, &after);
    if (!err) {
        struct compare_list list = compare_texts(c->mem, &before, &after);
        struct draft_compare_view v = draft_compare_of(pg, &d, &list, was, now);

        tpl_draft_compare(pg, &v);
    }
    return err;
}

static const struct err *
get_sign(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return draft_show_version(c, req, res, pg, NULL, 0, VERSION_TO_SIGN);
}

static const struct err *
post_sign(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct str hash = form_text(&f, "kontrollsum", 80);
    struct factor_proof proof = {.code = form_text(&f, "kode", 200),
                                 .key = passkey_answer_of(&f)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = draft_app_sign(c, id, hash, &proof);
    if (err && err->kind == INVALID)
        return draft_show_version(c, req, res, pg, err, 0, VERSION_TO_SIGN);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/versjoner"));
    return err;
}

#define DRAFT   "/avtaler/{avtale}/utkast"
#define SECTION DRAFT "/del/{del}"
const struct route draft_routes[] = {
    /* before /avtaler/{avtale} */
    {HTTP_GET, "/avtaler/ny", ACT_AGREEMENT_NEW, get_new},
    {HTTP_POST, "/avtaler/ny", ACT_AGREEMENT_START, post_new},
    {HTTP_GET, DRAFT, ACT_AGREEMENT_DRAFT_VIEW, get_draft},
    {HTTP_POST, DRAFT "/ny", ACT_AGREEMENT_DRAFT, post_revise},
    {HTTP_POST, DRAFT "/til-godkjenning", ACT_AGREEMENT_DRAFT, post_send},
    {HTTP_GET, DRAFT "/ny-del", ACT_AGREEMENT_DRAFT_VIEW, get_new_section},
    {HTTP_POST, DRAFT "/ny-del", ACT_AGREEMENT_DRAFT, post_new_section},
    {HTTP_GET, SECTION, ACT_AGREEMENT_DRAFT_VIEW, get_section},
    {HTTP_POST, SECTION, ACT_AGREEMENT_DRAFT, post_section},
    {HTTP_POST, SECTION "/flytt", ACT_AGREEMENT_DRAFT, post_move},
    {HTTP_POST, SECTION "/fjern", ACT_AGREEMENT_DRAFT, post_remove},
    {HTTP_POST, SECTION "/kommentar", ACT_AGREEMENT_COMMENT, post_comment},
    {HTTP_POST, SECTION "/ferdig", ACT_AGREEMENT_DRAFT, post_settle},
    {HTTP_POST, SECTION "/plikt", ACT_AGREEMENT_DRAFT, post_duty},
    {HTTP_POST, SECTION "/plikt/fjern", ACT_AGREEMENT_DRAFT, post_unbind},
    {HTTP_GET, DRAFT "/svar/{kommentar}", ACT_AGREEMENT_DRAFT_VIEW, get_reply},
    {HTTP_POST, DRAFT "/svar/{kommentar}", ACT_AGREEMENT_COMMENT, post_reply},
    {HTTP_GET, DRAFT "/punkt/{nr}", ACT_AGREEMENT_DRAFT_VIEW, get_point},
    {HTTP_POST, DRAFT "/punkt/{nr}", ACT_AGREEMENT_DRAFT, post_point},
    {HTTP_GET, DRAFT "/vilkar", ACT_AGREEMENT_DRAFT_VIEW, get_terms},
    {HTTP_POST, DRAFT "/vilkar", ACT_AGREEMENT_DRAFT, post_terms},
    {HTTP_GET, DRAFT "/forkast", ACT_AGREEMENT_DRAFT_VIEW, draft_get_discard},
    {HTTP_POST, DRAFT "/forkast", ACT_AGREEMENT_DRAFT, draft_post_discard},
    {HTTP_GET, DRAFT "/godkjenner/{enhet}", ACT_AGREEMENT_DRAFT_VIEW,
     approval_get_name},
    {HTTP_POST, DRAFT "/godkjenner/{enhet}", ACT_AGREEMENT_NAME,
     approval_post_name},
    {HTTP_GET, "/avtaler/{avtale}/godkjenn", ACT_AGREEMENT_DRAFT_VIEW,
     approval_get},
    {HTTP_POST, "/avtaler/{avtale}/godkjenn", ACT_AGREEMENT_APPROVE,
     approval_post},
    {HTTP_POST, "/avtaler/{avtale}/send-tilbake", ACT_AGREEMENT_APPROVE,
     approval_post_return},
    {HTTP_GET, "/avtaler/{avtale}/versjoner", ACT_AGREEMENT_VIEW, get_versions},
    {HTTP_GET, "/avtaler/{avtale}/versjon/{nr}", ACT_AGREEMENT_VIEW,
     get_version},
    {HTTP_GET, "/avtaler/{avtale}/versjon/{nr}/pdf", ACT_AGREEMENT_VIEW,
     get_pdf},
    {HTTP_GET, "/avtaler/{avtale}/sammenlign", ACT_AGREEMENT_VIEW, get_compare},
    {HTTP_GET, "/avtaler/{avtale}/signer", ACT_AGREEMENT_DRAFT_VIEW, get_sign},
    {HTTP_POST, "/avtaler/{avtale}/signer", ACT_AGREEMENT_SIGN, post_sign},
    {HTTP_GET, "/avtaler/{avtale}/si-opp", ACT_AGREEMENT_VIEW, draft_get_end},
    {HTTP_POST, "/avtaler/{avtale}/si-opp", ACT_AGREEMENT_END, draft_post_end},
    {HTTP_POST, "/avtaler/{avtale}/si-opp/trekk", ACT_AGREEMENT_END,
     draft_post_take_back},
};
const size_t draft_routes_n = ARRAY_LEN(draft_routes);
