/* Pages of agreed hours of guidance: the year, notes, and what is agreed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/guidance_web.h"

#include "agreement/draft_app.h"
#include "agreement/pages_guidance.h"
#include "text/messages_text.h"

enum { FIRST_YEAR = 2000, REF_MAX = 20, HOURS_MAX = 999 };

static agreement_id
path_agreement(struct form *f)
{
    return (agreement_id){form_path_id(f, "avtale")};
}

/* The year asked for; this one when none is, or an odd or a future one. */
static int
year_asked(const struct call *c, const struct http_req *req)
{
    struct form f = form_of(c->mem, req);
    int y;
    int m;
    int d;
    int64_t asked;

    date_split(c->today, &y, &m, &d);
    asked = form_int(&f, "ar", FIRST_YEAR, y);
    return form_errors(&f) ? y : (int)asked;
}

static const struct err *
look_at(struct call *c, const struct http_req *req, struct guidance_look *out)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    const struct err *err = form_errors(&f);

    return err ? err : guidance_app_view(c, id, year_asked(c, req), out);
}

static const struct err *
show_guidance(struct call *c, const struct http_req *req, struct page *pg,
              const struct http_req *typed, const struct err *wrong)
{
    struct guidance_look g;
    const struct err *err = look_at(c, req, &g);

    if (!err) {
        struct guidance_view v = guidance_view_of(
            pg, typed, wrong, &g, call_may_role(c, ACT_AGREEMENT_GUIDE));

        tpl_guidance_page(pg, &v);
    }
    return err;
}

static const struct err *
get_guidance(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    (void)res;
    return show_guidance(c, req, pg, NULL, NULL);
}

static const struct err *
get_csv(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct guidance_look g;
    const struct err *err = look_at(c, req, &g);

    if (!err)
        http_attachment(res, "text/csv; charset=utf-8", STR("veiledning.csv"),
                        guidance_csv(pg, &g));
    return err;
}

static void
read_note(struct form *f, struct guidance_note *n)
{
    static const char *const minutes[] = {"0", "15", "30", "45", NULL};

    n->agreement = path_agreement(f);
    n->ref = form_text_required(f, "punkt", REF_MAX);
    n->on = form_date(f, "dag");
    n->minutes = 15 * (int32_t)form_choice(f, "minutter", minutes);
    n->minutes += 60 * (int32_t)form_int(f, "timer", 0, HOURS_MAX);
    n->subject = form_text(f, "emne", GUIDANCE_SUBJECT_MAX);
}

static const struct err *
post_note(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct guidance_note n = {0};
    const struct err *err;

    read_note(&f, &n);
    err = form_errors(&f);
    if (!err || err->kind == INVALID)
        err = guidance_app_note(c, &n, err);
    if (form_shown_again(err, res))
        return show_guidance(c, req, pg, req, err);
    if (!err)
        http_see_other(res, agreement_path(c->mem, n.agreement, "/veiledning"));
    return err;
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t note = form_path_id(&f, "notat");
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = guidance_app_withdraw(c, id, note);
    if (!err)
        http_see_other(res, agreement_path(c->mem, id, "/veiledning"));
    return err;
}

/* --- agreeing, in a section of a draft --- */

static const struct err *
show_terms(struct call *c, const struct http_req *req, struct page *pg,
           const struct http_req *typed, const struct err *wrong)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    int64_t section = form_path_id(&f, "del");
    struct draft_look d;
    struct unit_list units;
    const struct err *err = form_errors(&f);

    if (!err)
        err = guidance_app_offer(c, id, section, &d, &units);
    if (!err) {
        struct draft_form_view v = guidance_form_of(pg, typed, wrong, &d,
                                                    section, &units);

        tpl_draft_form(pg, &v);
    }
    return err;
}

static const struct err *
get_terms(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    (void)res;
    return show_terms(c, req, pg, NULL, NULL);
}

static void
read_terms(struct form *f, struct clause *k)
{
    static const char *const periods[] = {"maned", "kvartal", NULL};
    int64_t *unit = ARENA_NEW_N(f->mem, int64_t, 2);

    k->statement = form_text_required(f, "setning", GUIDANCE_SUBJECT_MAX);
    k->duty.kind = OBLIGATION_GUIDANCE;
    k->duty.n = (int32_t)form_int(f, "antall", 1, GUIDANCE_HOURS_MAX);
    k->duty.months = form_choice(f, "per", periods) == 0 ? 1 : 3;
    unit[0] = form_id(f, "fra_enhet");
    unit[1] = form_id(f, "til_enhet");
    k->duty.unit = unit;
    k->duty.units = 2;
    k->agreed_from = form_date(f, "fra");
    k->agreed_until = form_date(f, "til");
}

static const struct err *
post_terms(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    agreement_id id = path_agreement(&f);
    struct clause k = {.section_id = form_path_id(&f, "del")};
    const struct err *err = form_errors(&f);

    if (err)
        return err;
    read_terms(&f, &k);
    err = draft_app_bind(c, id, &k, form_errors(&f));
    if (form_shown_again(err, res))
        return show_terms(c, req, pg, req, err);
    if (!err)
        http_see_other(res, str_fmt(c->mem, "%.*s/utkast/del/%.*s",
                                    STR_FMT(agreement_path(c->mem, id, "")),
                                    STR_FMT(id_format(c->mem, k.section_id))));
    return err;
}

#define HERE  "/avtaler/{avtale}/veiledning"
#define TERMS "/avtaler/{avtale}/utkast/del/{del}/veiledning"
const struct route guidance_routes[] = {
    {HTTP_GET, HERE, ACT_AGREEMENT_VIEW, get_guidance},
    {HTTP_GET, HERE ".csv", ACT_AGREEMENT_VIEW, get_csv},
    {HTTP_POST, HERE, ACT_AGREEMENT_GUIDE, post_note},
    {HTTP_POST, HERE "/{notat}/trekk", ACT_AGREEMENT_GUIDE, post_withdraw},
    {HTTP_GET, TERMS, ACT_AGREEMENT_DRAFT_VIEW, get_terms},
    {HTTP_POST, TERMS, ACT_AGREEMENT_DRAFT, post_terms},
};
const size_t guidance_routes_n = ARRAY_LEN(guidance_routes);
