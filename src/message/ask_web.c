/* Routes of questions to services without an account, and of their links.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "message/web.h"

#include "access/login_page.h"
#include "casefile/forms.h"
#include "message/ask_pages.h"
#include "text/messages_text.h"

enum {
    WORD_MAX_CHARS = 40,
    RECIPIENT_MAX_CHARS = 200,
    SOURCE_MAX_CHARS = 300,
    TEXT_MAX_CHARS = 2000,
    CODE_MAX_CHARS = 40,
    TOKEN_MAX_BYTES = 100
};

/* --- those who ask --- */

static const struct err *
show_asks(struct call *c, struct page *pg, case_id id,
          const struct http_req *req, const struct err *wrong,
          const struct ask_secret *made)
{
    struct ask_view v;
    const struct err *err = ask_app_list(c, id, &v);

    if (!err) {
        struct ask_page p = ask_page_of(pg, req, wrong, &v, c->sv->site_url,
                                        made);

        tpl_ask_page(pg, &p);
    }
    return err;
}

static const struct err *
get_asks(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_asks(c, pg, id, NULL, NULL, NULL);
}

static void
read_ask_ground(struct form *f, struct ask *a)
{
    struct str by = form_text(f, "samtykke", WORD_MAX_CHARS);

    if (!basis_parse(form_text_required(f, "grunnlag", WORD_MAX_CHARS),
                     &a->basis))
        form_fault(f, "grunnlag", MSG_FORM_CHOICE);
    a->consented = a->basis == BASIS_CONSENT &&
                   consenter_parse(by, &a->consent_by);
    a->source = form_text(f, "kilde", SOURCE_MAX_CHARS);
}

static bool
is_ask_class(enum info_class k)
{
    return k == CLASS_PLAN || k == CLASS_WELFARE || k == CLASS_HEALTH;
}

static void
read_ask(struct form *f, struct ask *a)
{
    a->case_id = path_case(f);
    if (!outside_parse(form_text_required(f, "tjeneste", WORD_MAX_CHARS),
                       &a->service))
        form_fault(f, "tjeneste", MSG_FORM_CHOICE);
    a->recipient = form_text(f, "mottaker", RECIPIENT_MAX_CHARS);
    if (!ask_kind_parse(form_text(f, "slag", WORD_MAX_CHARS), &a->kind))
        form_fault(f, "slag", MSG_FORM_CHOICE);
    a->item = form_id_or_none(f, "tiltak");
    a->text = form_text(f, "tekst", TEXT_MAX_CHARS);
    a->names_child = form_checked(f, "navn");
    if (!info_class_parse(form_text_required(f, "klasse", WORD_MAX_CHARS),
                          &a->class_) ||
        !is_ask_class(a->class_))
        form_fault(f, "klasse", MSG_FORM_CHOICE);
    read_ask_ground(f, a);
    a->last_day = form_date(f, "svar_innen");
}

/* Link and code are shown once, on the answer itself. */
static const struct err *
post_new_ask(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct ask a = {.id = 0};
    struct ask_secret made = {.token = STR_NONE};
    const struct err *err;

    read_ask(&f, &a);
    err = form_errors(&f);
    if (!err)
        err = ask_app_send(c, &a, &made);
    if (form_shown_again(err, res))
        return show_asks(c, pg, a.case_id, req, err, NULL);
    return err ? err : show_asks(c, pg, a.case_id, NULL, NULL, &made);
}

static const struct err *
post_ask_end(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t ask = form_path_id(&f, "spm");
    const struct err *err = form_errors(&f);

    if (!err)
        err = ask_app_end(c, id, ask);
    if (form_shown_again(err, res))
        return show_asks(c, pg, id, req, err, NULL);
    if (!err)
        http_see_other(res, case_path(pg, id, "/sporsmal"));
    return err;
}

static const struct err *
post_ask_undo(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t ask = form_path_id(&f, "spm");
    const struct err *err = form_errors(&f);

    if (!err)
        err = ask_app_undo(c, id, ask);
    if (form_shown_again(err, res))
        return show_asks(c, pg, id, req, err, NULL);
    if (!err)
        http_see_other(res, case_path(pg, id, "/sporsmal"));
    return err;
}

static const struct err *
post_ask_seen(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    case_id id = path_case(&f);
    int64_t ask = form_path_id(&f, "spm");
    const struct err *err = form_errors(&f);

    if (!err)
        err = ask_app_seen(c, id, ask);
    if (!err)
        http_see_other(res, case_path(pg, id, "/sporsmal"));
    return err;
}

/* --- who has the link --- */

static struct ask_secret
secret_of(const struct http_req *req, struct form *f)
{
    struct str token = str_cut(http_path_arg(req, "lenke"), 0, TOKEN_MAX_BYTES);

    return (struct ask_secret){.token = token,
                               .code = f ? form_text(f, "kode", CODE_MAX_CHARS)
                                         : STR_NONE};
}

static const struct err *
show_door(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, const struct err *wrong, struct str typed)
{
    struct ask_secret s = secret_of(req, NULL);
    struct ask_door d;

    give_visitor_cookie(c, res, req, pg);
    d = ask_door_of(pg, wrong ? req : NULL, wrong, s.token, typed);
    tpl_ask_door(pg, &d);
    return NULL;
}

/* The same for every link, whether there is one or not. */
static const struct err *
get_door(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    return show_door(c, req, res, pg, NULL, STR_NONE);
}

static const struct err *
post_door(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct ask_secret s = secret_of(req, &f);
    struct ask_shown v;
    const struct err *err = form_errors(&f);

    if (!err)
        err = ask_link_read(c, &s, &v);
    if (form_shown_again(err, res))
        return show_door(c, req, res, pg, err, STR_NONE);
    if (!err) {
        struct link_form form = link_form_of(pg, NULL, NULL, &s, &v);

        tpl_link_form(pg, &form);
    }
    return err;
}

/* What was typed stands there again: in the form, or, where the link is dead by
 * now, beside the door. */
static const struct err *
answer_again(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg, const struct ask_secret *s,
             const struct err *wrong, struct str typed)
{
    struct ask_shown v;
    const struct err *err = NULL;

    if (wrong->field && str_eq_cz(str_of(wrong->field), "kode"))
        return show_door(c, req, res, pg, wrong, typed);
    err = ask_link_read(c, s, &v);
    if (form_shown_again(err, res))
        return show_door(c, req, res, pg, err, typed);
    if (!err) {
        struct link_form form = link_form_of(pg, req, wrong, s, &v);

        tpl_link_form(pg, &form);
    }
    return err;
}

static const struct err *
post_answer_by_link(struct call *c, const struct http_req *req,
                    struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct ask_secret s = secret_of(req, &f);
    struct str text = form_text(&f, "svar", TEXT_MAX_CHARS);
    enum ask_became became = ASK_WAITS;
    const struct err *err;

    (void)ask_became_parse(form_text(&f, "ble", WORD_MAX_CHARS), &became);
    err = form_errors(&f);
    if (!err)
        err = ask_link_answer(c, &s, became, text);
    if (form_shown_again(err, res))
        return answer_again(c, req, res, pg, &s, err, text);
    if (!err)
        tpl_ask_thanks(pg, &(struct ask_thanks){.sent = true});
    return err;
}

const struct route ask_routes[] = {
    {HTTP_GET, "/barn/{sak}/sporsmal", ACT_ASK_LIST, get_asks},
    {HTTP_POST, "/barn/{sak}/sporsmal", ACT_ASK_SEND, post_new_ask},
    {HTTP_POST, "/barn/{sak}/sporsmal/{spm}/trekk", ACT_ASK_END, post_ask_end},
    {HTTP_POST, "/barn/{sak}/sporsmal/{spm}/lest", ACT_ASK_SEEN, post_ask_seen},
    {HTTP_POST, "/barn/{sak}/sporsmal/{spm}/angre", ACT_ASK_UNDO,
     post_ask_undo},
    {HTTP_GET, "/svar/{lenke}", ACT_ASK_DOOR, get_door},
    {HTTP_POST, "/svar/{lenke}", ACT_ASK_READ, post_door},
    {HTTP_POST, "/svar/{lenke}/svar", ACT_ASK_ANSWER, post_answer_by_link},
};
const size_t ask_routes_n = ARRAY_LEN(ask_routes);
