/* Routes of the own page, the child's voice, and the family's access.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/web.h"

#include "casefile/forms.h"
#include "family/pages.h"
#include "text/messages_family.h"
#include "text/messages_text.h"

enum { WORD_MAX_CHARS = 60, TEXT_MAX_CHARS = 2000, PER_PAGE = 50 };

/* --- the own page --- */

static const struct err *
show_own(struct call *c, struct page *pg, const struct http_req *req,
         const struct err *wrong)
{
    struct own_page p;
    const struct err *err = family_app_page(c, false, 0, &p);

    if (!err) {
        struct own_view v = own_view_of(pg, req, wrong, &p);

        if (v.child)
            tpl_own_page(pg, &v);
        else
            tpl_own_guardian(pg, &v);
    }
    return err;
}

static const struct err *
get_own(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)req;
    (void)res;
    return show_own(c, pg, NULL, NULL);
}

static const struct err *
post_own(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str said = form_text(&f, "ord", TEXT_MAX_CHARS);
    bool guardians = form_checked(&f, "foreldre");
    const struct err *err = form_errors(&f);

    if (!err)
        err = family_app_say(c, said, guardians);
    if (form_shown_again(err, res))
        return show_own(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/min-side"));
    return err;
}

static const struct err *
post_own_trust(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str said = form_text(&f, "tillit", TRUST_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = family_app_trust(c, said);
    if (form_shown_again(err, res))
        return show_own(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/min-side"));
    return err;
}

static enum info_class
read_class(struct form *f)
{
    enum info_class k = CLASS_CORE;

    if (!info_class_parse(form_text(f, "klasse", WORD_MAX_CHARS), &k) ||
        k == CLASS_CORE)
        form_add(
            f, ERR(f->mem, INVALID, .field = "klasse", .msg = MSG_FORM_CHOICE));
    return k;
}

static const struct err *
post_withhold(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    static const char *const what[] = {"skjul", "vis", NULL};
    struct form f = form_of(c->mem, req);
    enum info_class k = read_class(&f);
    bool hide = form_choice(&f, "gjor", what) == 0;
    const struct err *err = form_errors(&f);

    if (!err)
        err = family_app_withhold(c, k, hide, STR_NONE);
    if (form_shown_again(err, res))
        return show_own(c, pg, req, err);
    if (!err)
        http_see_other(res, STR("/min-side"));
    return err;
}

static const struct err *
get_own_log(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    int64_t number = read_page(req);
    struct own_page p;
    const struct err *err = family_app_page(c, true, (number - 1) * PER_PAGE,
                                            &p);

    (void)res;
    if (!err) {
        struct own_log_view v = own_log_view_of(pg, req, number, &p);

        tpl_own_log(pg, &v);
    }
    return err;
}

static const struct err *
get_own_plan(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct own_page p;
    const struct err *err = family_app_plan(c, &p);

    (void)req;
    (void)res;
    if (!err) {
        struct own_plan_view v = own_plan_view_of(pg, &p);

        tpl_own_plan(pg, &v);
    }
    return err;
}

static const struct err *
get_own_plan_file(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    struct str pdf = STR_NONE;
    struct own_page p;
    const struct err *err = family_app_plan(c, &p);

    (void)req;
    if (!err)
        err = own_plan_document(pg, &p, &pdf);
    if (!err)
        http_attachment(res, "application/pdf", STR("plan.pdf"), pdf);
    return err;
}

/* --- the child's voice --- */

static const struct err *
show_voice(struct call *c, struct page *pg, case_id id,
           const struct http_req *req, const struct err *wrong)
{
    struct voice_view v;
    const struct err *err = voice_app_view(c, id, &v);

    if (!err) {
        struct voice_page p = voice_page_of(pg, req, wrong, &v);

        tpl_voice_page(pg, &p);
    }
    return err;
}

static const struct err *
get_voice(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_voice(c, pg, id, NULL, NULL);
}

static const struct err *
post_voice(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct statement s = {.case_id = path_case(&f), .agrees = AGREES_NOT_ASKED};
    const struct err *err;

    s.informed = form_text(&f, "informert", TEXT_MAX_CHARS);
    s.words = form_text(&f, "ord", TEXT_MAX_CHARS);
    (void)agrees_parse(form_text(&f, "enig", WORD_MAX_CHARS), &s.agrees);
    s.to_guardians = form_checked(&f, "foreldre");
    err = form_errors(&f);
    if (!err)
        err = voice_app_put(c, &s);
    if (form_shown_again(err, res))
        return show_voice(c, pg, s.case_id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, s.case_id, "/stemme"));
    return err;
}

/* A field of the statement's own form. */
static struct str
own_text(struct form *f, const char *name, int64_t id)
{
    return form_text(f, answer_field(f->mem, name, id), TEXT_MAX_CHARS);
}

static const struct err *
post_voice_answer(struct call *c, const struct http_req *req,
                  struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t said = form_path_id(&f, "utsagn");
    enum became became = BECAME_OPEN;
    struct str weight = own_text(&f, "vekt", said);
    struct str outcome = own_text(&f, "gjort", said);
    const struct err *err;

    (void)became_parse(own_text(&f, "ble", said), &became);
    err = form_errors(&f);
    if (!err)
        err = voice_app_answer(c, id, said, became, weight, outcome);
    if (form_shown_again(err, res))
        return show_voice(c, pg, id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, "/stemme"));
    return err;
}

/* --- the family's access --- */

static const struct err *
show_family(struct call *c, struct page *pg, case_id id,
            const struct http_req *req, const struct err *wrong,
            const struct new_access *made)
{
    struct access_view v;
    const struct err *err = access_app_view(c, id, &v);

    if (!err) {
        struct family_page p = family_page_of(pg, req, wrong, &v, made);

        tpl_family_page(pg, &p);
    }
    return err;
}

static const struct err *
get_family(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_family(c, pg, id, NULL, NULL, NULL);
}

/* The password is shown once, on the answer itself. */
static const struct err *
post_family(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    bool child = str_eq_cz(form_text_required(&f, "hvem", WORD_MAX_CHARS),
                           "barnet");
    int64_t person = child ? 0 : form_id(&f, "hvem");
    struct new_access made = {.login = STR_NONE};
    const struct err *err = form_errors(&f);

    if (!err)
        err = access_app_open(c, id, person, &made);
    if (form_shown_again(err, res))
        return show_family(c, pg, id, req, err, NULL);
    return err ? err : show_family(c, pg, id, NULL, NULL, &made);
}

static const struct err *
post_family_end(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t link = form_path_id(&f, "kobling");
    const struct err *err = form_errors(&f);

    if (!err)
        err = access_app_end(c, id, link);
    if (!err)
        http_see_other(res, case_path(pg, id, "/familie"));
    return err;
}

static const struct err *
post_family_decide(struct call *c, const struct http_req *req,
                   struct http_res *res, struct page *pg)
{
    static const char *const what[] = {"behold", "opphev", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    enum info_class k = read_class(&f);
    bool keep = form_choice(&f, "gjor", what) == 0;
    const struct err *err = form_errors(&f);

    if (!err)
        err = access_app_decide(c, id, k, keep);
    if (form_shown_again(err, res))
        return show_family(c, pg, id, req, err, NULL);
    if (!err)
        http_see_other(res, case_path(pg, id, "/familie"));
    return err;
}

const struct route family_routes[] = {
    {HTTP_GET, "/min-side", ACT_OWN_PAGE, get_own},
    {HTTP_POST, "/min-side", ACT_OWN_SAY, post_own},
    {HTTP_POST, "/min-side/hold-tilbake", ACT_OWN_WITHHOLD, post_withhold},
    {HTTP_POST, "/min-side/tillit", ACT_OWN_SAY, post_own_trust},
    {HTTP_GET, "/min-side/logg", ACT_OWN_LOG, get_own_log},
    {HTTP_GET, "/min-side/plan", ACT_OWN_PLAN, get_own_plan},
    {HTTP_GET, "/min-side/plan.pdf", ACT_OWN_PLAN, get_own_plan_file},
    {HTTP_GET, "/barn/{sak}/stemme", ACT_VOICE_VIEW, get_voice},
    {HTTP_POST, "/barn/{sak}/stemme", ACT_VOICE_WRITE, post_voice},
    {HTTP_POST, "/barn/{sak}/stemme/{utsagn}", ACT_VOICE_ANSWER,
     post_voice_answer},
    {HTTP_GET, "/barn/{sak}/familie", ACT_CASE_VIEW, get_family},
    {HTTP_POST, "/barn/{sak}/familie", ACT_FAMILY_ACCESS, post_family},
    {HTTP_POST, "/barn/{sak}/familie/{kobling}/slutt", ACT_FAMILY_ACCESS,
     post_family_end},
    {HTTP_POST, "/barn/{sak}/familie/holdt", ACT_FAMILY_ACCESS,
     post_family_decide},
};
const size_t family_routes_n = ARRAY_LEN(family_routes);

const struct menu_entry family_menu[] = {
    {"/min-side", MSG_YOUNG_TITLE, MSG_YOUNG_TITLE, KIN_ROLES, NULL},
};
const size_t family_menu_n = ARRAY_LEN(family_menu);
