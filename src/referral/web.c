/* The page of referrals.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/web.h"

#include "http/http.h"
#include "referral/pages.h"

enum { TEXT_MAX_CHARS = 4000, LINE_MAX_CHARS = 300 };

static const struct err *
show(struct call *c, struct page *pg, case_id id, const struct http_req *req,
     const struct err *wrong, int64_t about, int doing)
{
    struct case_view v;
    struct referral_page p;
    const struct err *err = casefile_app_view(c, ACT_REFERRAL_VIEW, id, 0, &v);

    if (!err)
        err = referral_app_page(c, id, &p);
    if (!err) {
        struct case_referrals_view view = case_referrals_view_of(
            pg, req, wrong, about, doing, &v, &p, c->who.unit);

        tpl_case_referrals(pg, &view);
    }
    return err;
}

static const struct err *
get_page(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    struct str wanted = http_param(req, "gjor");
    int doing = -1;
    const struct err *err = form_errors(&f);

    (void)res;
    for (int i = 0; doing_words[i]; i++)
        if (str_eq_cz(wanted, doing_words[i]))
            doing = i;
    return err ? err : show(c, pg, id, NULL, NULL, 0, doing);
}

static struct str
address(struct call *c, case_id id)
{
    return str_fmt(c->mem, "/barn/%.*s/henvisning",
                   STR_FMT(id_format(c->mem, id.v)));
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    static const char *const no_yes[] = {"nei", "ja", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t made = 0;
    struct referral_form r = {.urgent = form_choice(&f, "haster", no_yes) == 1,
                              .to = {form_id_or_none(&f, "til")},
                              .why = form_text(&f, "hvorfor", TEXT_MAX_CHARS),
                              .wish = form_text(&f, "onske", TEXT_MAX_CHARS),
                              .consented = form_checked(&f, "samtykke"),
                              .how = form_text(&f, "kilde", LINE_MAX_CHARS)};
    const struct err *err = form_errors(&f);

    if (!err)
        err = referral_app_send(c, id, &r, &made);
    if (form_shown_again(err, res))
        return show(c, pg, id, req, err, 0, -1);
    if (!err)
        http_see_other(res, address(c, id));
    return err;
}

static bool
was_told(struct form *f, const char *who)
{
    struct str value;

    for (size_t i = 0; form_each(f, "hvem", i, LINE_MAX_CHARS, &value); i++)
        if (str_eq_cz(value, who))
            return true;
    return false;
}

static const struct err *
post_answer(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    static const char *const yes_no[] = {"ja", "nei", NULL};
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t referral = form_path_id(&f, "henvisning");
    int doing = form_choice(&f, "gjor", doing_words);
    struct referral_answer a = {.doing = (enum referral_doing)doing,
                                .day = form_date(&f, "dag"),
                                .start_on = form_date(&f, "start"),
                                .right = doing == DOING_ASSESS &&
                                         form_choice(&f, "rett", yes_no) == 0,
                                .text = form_text(&f, "tekst", TEXT_MAX_CHARS),
                                .child = was_told(&f, "barn"),
                                .guardian = was_told(&f, "foresatte")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = referral_app_answer(c, id, referral, &a);
    if (form_shown_again(err, res))
        return show(c, pg, id, req, err, referral, doing);
    if (!err)
        http_see_other(res, address(c, id));
    return err;
}

static const struct err *
own_change(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg,
           const struct err *(*change)(struct call *, case_id, int64_t))
{
    struct form f = form_of(c->mem, req);
    case_id id = {form_path_id(&f, "sak")};
    int64_t referral = form_path_id(&f, "henvisning");
    const struct err *err = form_errors(&f);

    if (!err)
        err = change(c, id, referral);
    if (form_shown_again(err, res))
        return show(c, pg, id, NULL, NULL, 0, -1);
    if (!err)
        http_see_other(res, address(c, id));
    return err;
}

static const struct err *
post_withdraw(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    return own_change(c, req, res, pg, referral_app_withdraw);
}

static const struct err *
post_read(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    return own_change(c, req, res, pg, referral_app_read);
}

const struct route referral_routes[] = {
    {HTTP_GET, "/barn/{sak}/henvisning", ACT_REFERRAL_VIEW, get_page},
    {HTTP_POST, "/barn/{sak}/henvisning", ACT_REFERRAL_SEND, post_new},
    {HTTP_POST, "/barn/{sak}/henvisning/{henvisning}", ACT_REFERRAL_ANSWER,
     post_answer},
    {HTTP_POST, "/barn/{sak}/henvisning/{henvisning}/trekk", ACT_REFERRAL_SEND,
     post_withdraw},
    {HTTP_POST, "/barn/{sak}/henvisning/{henvisning}/lest", ACT_REFERRAL_READ,
     post_read},
};
const size_t referral_routes_n = ARRAY_LEN(referral_routes);
