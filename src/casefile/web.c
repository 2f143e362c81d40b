/* Pages of cases and of the baton.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/web.h"

#include "casefile/baton_app.h"
#include "casefile/forms.h"
#include "casefile/pages.h"
#include "registry/app.h"
#include "text/messages_casefile.h"

enum { PER_PAGE = 50, TEXT_MAX_CHARS = 2000 };
#define OVERVIEW_PARTS                                                     \
    (VIEW_UNITS | VIEW_TEAM | VIEW_DEADLINES | VIEW_EVENTS | VIEW_SHARES | \
     VIEW_KNOCKS)
#define TEAM_PARTS                                                          \
    (VIEW_UNITS | VIEW_TEAM | VIEW_PEOPLE | VIEW_INVITE | VIEW_SHORT_LIST | \
     VIEW_PERSONS)
#define SHARE_PARTS (VIEW_UNITS | VIEW_SHARES | VIEW_CONSENT)
#define OFFER_PARTS \
    (VIEW_UNITS | VIEW_TEAM | VIEW_DEADLINES | VIEW_PEOPLE | VIEW_HOLDER)

/* Is it something that the person can mend in the form? Then the form comes
 * back with what was typed. */
static offer_id
path_offer(struct form *f)
{
    return (offer_id){form_path_id(f, "tilbud")};
}

/* --- lists and the case --- */

static const struct err *
get_list(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct str show = http_param(req, "vis");
    enum case_filter filter = str_eq_cz(show, "enhet")       ? CASES_UNIT
                              : str_eq_cz(show, "avsluttet") ? CASES_CLOSED
                                                             : CASES_MINE;
    int64_t number = read_page(req);
    struct case_list list = {0};
    const struct err *err = casefile_app_list(
        c, filter, (number - 1) * PER_PAGE, PER_PAGE, &list);

    (void)res;
    if (!err) {
        struct case_list_view v = case_list_view_of(
            pg, req, filter, number, &list, c->who.account,
            call_may_role(c, ACT_CASE_OPEN));

        tpl_case_list(pg, &v);
    }
    return err;
}

static const struct err *
show_new(struct call *c, struct page *pg, const struct http_req *req,
         const struct err *wrong)
{
    struct municipality_list places = {0};
    const struct err *err = registry_app_places(c, STR_NONE, &places);

    if (!err) {
        struct case_new_view v = case_new_view_of(pg, req, wrong, &places);

        tpl_case_new(pg, &v);
    }
    return err;
}

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    (void)req;
    (void)res;
    return show_new(c, pg, NULL, NULL);
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct case_open_form form = {0};
    case_id id = {0};
    const struct err *err;

    read_open(&f, &form);
    err = form_errors(&f);
    if (!err)
        err = casefile_app_open(c, &form, &id);
    if (form_shown_again(err, res))
        return show_new(c, pg, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, ""));
    return err;
}

static const struct err *
get_case(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct case_view v;
    const struct err *err = form_errors(&f);

    (void)res;
    if (!err)
        err = casefile_app_view(c, ACT_CASE_VIEW, id, OVERVIEW_PARTS, &v);
    if (!err) {
        struct case_overview o = case_overview_of(
            pg, &v, c->who.unit, call_may_role(c, ACT_REQUEST_DRAFT));

        tpl_case_overview(pg, &o);
    }
    return err;
}

static const struct err *
post_knock(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    static const char *const yes_no[] = {"ja", "nei", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t knock = form_int(&f, "nr", 1, INT64_MAX);
    unit_id unit = {form_id(&f, "enhet")};
    bool invite = form_choice(&f, "svar", yes_no) == 0;
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_answer_knock(c, id, knock, unit, invite);
    if (!err)
        http_see_other(res, case_path(pg, id, ""));
    return err;
}

/* --- team --- */

static const struct err *
show_team(struct call *c, struct page *pg, case_id id,
          const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    struct trust trust = {0};
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id, TEAM_PARTS,
                                              &v);

    if (!err)
        err = trust_app_get(c, id, &trust);
    if (!err) {
        struct case_team_view t = case_team_view_of(pg, req, wrong, &v, &trust);

        tpl_case_team(pg, &t);
    }
    return err;
}

static const struct err *
get_team(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_team(c, pg, id, NULL, NULL);
}

/* After a change of the team: back to it, or the form again. */
static const struct err *
team_changed(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg, case_id id, const struct err *err)
{
    if (form_shown_again(err, res))
        return show_team(c, pg, id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, "/team"));
    return err;
}

static const struct err *
post_team(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    function_id who = {form_id(&f, "funksjon")};
    enum team_role role = read_team_role(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_team_add(c, id, who, role);
    return team_changed(c, req, res, pg, id, err);
}

static const struct err *
post_trust(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct str said = form_text(&f, "tillit", TRUST_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = trust_app_put(c, id, said);
    return team_changed(c, req, res, pg, id, err);
}

static const struct err *
post_team_end(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    function_id who = {form_id(&f, "funksjon")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_team_end(c, id, who);
    return team_changed(c, req, res, pg, id, err);
}

static const struct err *
post_unit(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    unit_id unit = {form_id(&f, "enhet")};
    enum purpose purpose = read_purpose(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_invite(c, id, unit, purpose);
    return team_changed(c, req, res, pg, id, err);
}

static const struct err *
post_unit_out(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    unit_id unit = {form_id(&f, "enhet")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_unit_leaves(c, id, unit);
    return team_changed(c, req, res, pg, id, err);
}

static const struct err *
post_person(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    struct person p;
    const struct err *err;

    read_person(&f, &p);
    err = form_errors(&f);
    if (!err)
        err = casefile_app_person(c, id, &p);
    return team_changed(c, req, res, pg, id, err);
}

/* A person is named by a function in the form, by an account on the list. */
static const struct err *
post_short_list(struct call *c, const struct http_req *req,
                struct http_res *res, struct page *pg)
{
    static const char *const yes_no[] = {"ja", "nei", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    bool on = form_choice(&f, "paa", yes_no) == 0;
    function_id who = {on ? form_id(&f, "person") : 0};
    account_id account = {on ? 0 : form_id(&f, "konto")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = on ? casefile_app_short_list_add(c, id, who)
                 : casefile_app_short_list(c, id, account, false);
    return team_changed(c, req, res, pg, id, err);
}

/* --- shares --- */

static const struct err *
show_shares(struct call *c, struct page *pg, case_id id,
            const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id, SHARE_PARTS,
                                              &v);

    if (!err) {
        struct case_shares_view s = case_shares_view_of(pg, req, wrong, &v,
                                                        c->who.unit);

        tpl_case_shares(pg, &s);
    }
    return err;
}

static const struct err *
get_shares(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_shares(c, pg, id, NULL, NULL);
}

static const struct err *
post_share(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct share s = {.case_id = path_case(&f)};
    uint32_t classes = 0;
    const struct err *err;

    read_share(&f, c->today, &s, &classes);
    err = form_errors(&f);
    if (!err)
        err = casefile_app_share(c, &s, classes);
    if (form_shown_again(err, res))
        return show_shares(c, pg, s.case_id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, s.case_id, "/samtykke"));
    return err;
}

/* Only what the unit gave, and still gives, can be taken back. */
static bool
lists_share(const struct case_view *v, share_id id)
{
    for (size_t i = 0; i < v->shares.n; i++)
        if (v->shares.row[i].id.v == id.v)
            return true;
    return false;
}

static const struct err *
show_share_end(struct call *c, struct page *pg, case_id id, share_id share,
               const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id, VIEW_SHARES,
                                              &v);

    if (!err && !lists_share(&v, share))
        err = ERR(c->mem, NOT_FOUND);
    if (!err) {
        struct form_view f = form_view_of(pg, req, wrong);
        struct case_share_end_view e = {
            .top = case_top_of(pg, &v, TAB_SHARE_END),
            .id = id,
            .share = share,
            .errors = errors_of(&f),
            .reason = field_area(&f, "hvorfor", MSG_SHARE_END_WHY, 0, STR_NONE,
                                 TEXT_MAX_CHARS),
        };

        tpl_case_share_end(pg, &e);
    }
    return err;
}

static const struct err *
get_share_end(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    share_id share = {form_path_id(&f, "deling")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_share_end(c, pg, id, share, NULL, NULL);
}

static const struct err *
post_share_end(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    share_id share = {form_path_id(&f, "deling")};
    struct str why = form_text_required(&f, "hvorfor", TEXT_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = sharing_app_end(c, id, share, why);
    if (form_shown_again(err, res))
        return show_share_end(c, pg, id, share, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, "/samtykke"));
    return err;
}

/* --- the baton --- */

static const struct err *
show_offer_new(struct call *c, struct page *pg, case_id id,
               const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id, OFFER_PARTS,
                                              &v);

    if (!err) {
        struct offer_new_view o = offer_new_view_of(
            pg, req, wrong, &v, baton_terms_of(c).answer_days);

        tpl_offer_new(pg, &o);
    }
    return err;
}

static const struct err *
get_offer_new(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_offer_new(c, pg, id, NULL, NULL);
}

static const struct err *
post_offer_new(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct offer_form form = {.case_id = path_case(&f)};
    offer_id id = {0};
    const struct err *err;

    read_offer(&f, &form);
    err = form_errors(&f);
    if (!err)
        err = casefile_app_offer(c, &form, &id);
    if (form_shown_again(err, res))
        return show_offer_new(c, pg, form.case_id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, form.case_id, ""));
    return err;
}

static const struct err *
show_offer(struct call *c, struct page *pg, offer_id id,
           const struct http_req *req, const struct err *wrong)
{
    struct offer_view o;
    const struct err *err = casefile_app_offer_view(c, id, &o);

    if (!err) {
        struct offer_page p = offer_page_of(pg, req, wrong, id, &o);

        tpl_offer_page(pg, &p);
    }
    return err;
}

static const struct err *
get_offer(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    offer_id id = path_offer(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_offer(c, pg, id, NULL, NULL);
}

static const struct err *
post_offer(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    offer_id id = path_offer(&f);
    enum offer_answer answer = read_answer(&f);
    struct str why = form_text(&f, "begrunnelse", TEXT_MAX_CHARS);
    case_id about = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_answer(c, id, answer, why, &about);
    if (form_shown_again(err, res))
        return show_offer(c, pg, id, req, err);
    if (!err)
        http_see_other(res, answer == ANSWER_YES ? case_path(pg, about, "")
                                                 : STR("/"));
    return err;
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    offer_id id = path_offer(&f);
    case_id about = {0};
    const struct err *err = form_errors(&f);

    if (!err)
        err = casefile_app_withdraw(c, id, &about);
    if (!err)
        http_see_other(res, case_path(pg, about, ""));
    return err;
}

/* --- correct, close, open again --- */

static const struct err *
show_correct(struct call *c, struct page *pg, case_id id,
             const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    struct municipality_list places = {0};
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id, VIEW_HOLDER,
                                              &v);

    if (!err)
        err = registry_app_places(c, STR_NONE, &places);
    if (!err) {
        struct case_correct_view k = case_correct_view_of(pg, req, wrong, &v,
                                                          &places);

        tpl_case_correct(pg, &k);
    }
    return err;
}

static const struct err *
get_correct(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_correct(c, pg, id, NULL, NULL);
}

static const struct err *
post_correct(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct child k;
    struct str why = form_text_required(&f, "hvorfor", TEXT_MAX_CHARS);
    const struct err *err;

    read_child(&f, &k);
    k.case_id = path_case(&f);
    k.version = form_int(&f, "versjon", 1, INT64_MAX);
    err = form_errors(&f);
    if (!err)
        err = casefile_app_correct(c, &k, why);
    if (form_shown_again(err, res))
        return show_correct(c, pg, k.case_id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, k.case_id, ""));
    return err;
}

static const struct err *
show_close(struct call *c, struct page *pg, case_id id,
           const struct http_req *req, const struct err *wrong)
{
    struct case_view v;
    const struct err *err = casefile_app_view(c, ACT_CASE_VIEW, id, VIEW_HOLDER,
                                              &v);

    if (!err) {
        struct case_close_view k = case_close_view_of(pg, req, wrong, &v);

        tpl_case_close(pg, &k);
    }
    return err;
}

static const struct err *
get_close(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_close(c, pg, id, NULL, NULL);
}

static const struct err *
close_case(struct call *c, struct form *f, case_id id)
{
    int64_t version = form_int(f, "versjon", 1, INT64_MAX);
    enum close_reason reason = read_close_reason(f);
    struct str achieved = form_text(f, "oppnadd", TEXT_MAX_CHARS);
    const struct err *err = form_errors(f);

    return err ? err : casefile_app_close(c, id, version, reason, achieved);
}

static const struct err *
post_close(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    static const char *const what[] = {"avslutt", "apne", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    bool closes = form_choice(&f, "gjor", what) == 0;
    struct str why = form_text(&f, "hvorfor", TEXT_MAX_CHARS);
    const struct err *err = form_errors(&f);

    if (!err)
        err = closes ? close_case(c, &f, id) : casefile_app_reopen(c, id, why);
    if (form_shown_again(err, res))
        return show_close(c, pg, id, req, err);
    if (!err)
        http_see_other(res, case_path(pg, id, ""));
    return err;
}

const struct route casefile_routes[] = {
    {HTTP_GET, "/barn", ACT_CASE_LIST, get_list},
    {HTTP_GET, "/barn/ny", ACT_CASE_OPEN, get_new},
    {HTTP_POST, "/barn/ny", ACT_CASE_OPEN, post_new},
    {HTTP_GET, "/barn/{sak}", ACT_CASE_VIEW, get_case},
    {HTTP_POST, "/barn/{sak}/foresporsel", ACT_CASE_INVITE, post_knock},
    {HTTP_GET, "/barn/{sak}/team", ACT_CASE_VIEW, get_team},
    {HTTP_POST, "/barn/{sak}/team", ACT_TEAM_EDIT, post_team},
    {HTTP_POST, "/barn/{sak}/team/ut", ACT_TEAM_EDIT, post_team_end},
    {HTTP_POST, "/barn/{sak}/team/tillit", ACT_VOICE_WRITE, post_trust},
    {HTTP_POST, "/barn/{sak}/enhet", ACT_CASE_INVITE, post_unit},
    {HTTP_POST, "/barn/{sak}/enhet/ut", ACT_CASE_INVITE, post_unit_out},
    {HTTP_POST, "/barn/{sak}/person", ACT_CASE_CORRECT, post_person},
    {HTTP_POST, "/barn/{sak}/korte-liste", ACT_SHORT_LIST_EDIT,
     post_short_list},
    {HTTP_GET, "/barn/{sak}/samtykke", ACT_CASE_VIEW, get_shares},
    {HTTP_POST, "/barn/{sak}/samtykke", ACT_SHARE_CREATE, post_share},
    {HTTP_GET, "/barn/{sak}/samtykke/{deling}/trekk", ACT_SHARE_END,
     get_share_end},
    {HTTP_POST, "/barn/{sak}/samtykke/{deling}/trekk", ACT_SHARE_END,
     post_share_end},
    {HTTP_GET, "/barn/{sak}/rett", ACT_CASE_CORRECT, get_correct},
    {HTTP_POST, "/barn/{sak}/rett", ACT_CASE_CORRECT, post_correct},
    {HTTP_GET, "/barn/{sak}/avslutt", ACT_CASE_CLOSE, get_close},
    {HTTP_POST, "/barn/{sak}/avslutt", ACT_CASE_CLOSE, post_close},
    {HTTP_GET, "/barn/{sak}/stafett/ny", ACT_BATON_OFFER, get_offer_new},
    {HTTP_POST, "/barn/{sak}/stafett/ny", ACT_BATON_OFFER, post_offer_new},
    {HTTP_GET, "/stafett/{tilbud}", ACT_BATON_OFFER_VIEW, get_offer},
    {HTTP_POST, "/stafett/{tilbud}", ACT_BATON_ANSWER, post_offer},
    {HTTP_POST, "/stafett/{tilbud}/trekk", ACT_BATON_WITHDRAW, post_withdraw},
};
const size_t casefile_routes_n = ARRAY_LEN(casefile_routes);

#define STAFF                                                          \
    (~(ROLE_BIT(PUBLIC) | ROLE_BIT(SYSTEM) | ROLE_BIT(ADMINISTRATOR) | \
       ROLE_BIT(ADVISER)))
const struct menu_entry casefile_menu[] = {
    {"/barn", MSG_CASE_LIST_TITLE, MSG_CASE_MENU_GROUP, STAFF, "ChildEyes"},
    {"/statistikk/kasteball", MSG_BOUNCES_MENU, MSG_CASE_MENU_GROUP,
     ROLE_BIT(LEADER), "BarChart"},
};
const size_t casefile_menu_n = ARRAY_LEN(casefile_menu);
