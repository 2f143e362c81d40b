/* Pages of the second factor by one's own hand.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor_page.h"

#include "access/dispatch.h"

#define HERE   "/konto/sikkerhet"
#define PROVE  HERE "/bekreft"
#define CODE   "/konto/engangskode"
#define BACKUP "/konto/reservekoder"
enum { CODE_MAX = 200, NEXT_MAX = 2000, GROUP = 4 };

/* --- proved once more --- */

bool
factor_asked_again(struct call *c, const struct err *err, struct http_res *res,
                   const char *path)
{
    struct buf to;

    if (!err || err->msg != MSG_FACTOR_STALE)
        return false;
    buf_init(&to, c->mem);
    buf_cz(&to, PROVE "?til=");
    url_part(&to, str_of(path));
    http_see_other(res, buf_done(&to));
    return true;
}

static const struct err *
show_prove(struct call *c, const struct http_req *req, struct page *pg,
           struct str next, const struct err *wrong)
{
    struct form_view f = form_view_of(pg, wrong ? req : NULL, wrong);
    bool demo = c->sv->demo;
    struct factor_prove_view v = {
        .crumbs = security_crumbs(pg, MSG_FACTOR_PROVE_TITLE),
        .errors = errors_of(&f),
        .code = field_of_kind(&f, demo ? FIELD_PASSWORD : FIELD_TEXT, "kode",
                              demo ? MSG_LOGIN_PASSWORD : MSG_LOGIN_CODE,
                              demo ? 0 : MSG_LOGIN_CODE_HELP, STR_NONE),
        .next = field_hidden("til", next),
    };
    const struct err *err = passkey_own_button(c, pg, MSG_PASSKEY_USE,
                                               &v.button);

    v.code.value = STR_NONE; /* what proves is never shown again */
    v.code.autocomplete = demo ? STR("current-password") : STR("one-time-code");
    if (!err)
        tpl_factor_prove(pg, &v);
    return err;
}

static const struct err *
get_prove(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    (void)res;
    return show_prove(c, NULL, pg, local_path(http_param(req, "til")), NULL);
}

static const struct err *
post_prove(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct factor_proof proof = {.code = form_text(&f, "kode", CODE_MAX),
                                 .key = passkey_answer_of(&f)};
    struct str next = local_path(form_text(&f, "til", NEXT_MAX));
    const struct err *err = form_errors(&f);

    if (!err)
        err = factor_app_prove(c, &proof);
    if (form_shown_again(err, res))
        return show_prove(c, req, pg, next, err);
    if (!err)
        http_see_other(res, next);
    return err;
}

/* --- backup codes --- */

static void
show_backup(struct page *pg, const struct security *has,
            const struct backup_codes *fresh, const struct err *wrong)
{
    struct form_view f = form_view_of(pg, NULL, wrong);
    struct shown_code *code = ARENA_NEW_N(pg->mem, struct shown_code,
                                          BACKUP_CODES);
    struct factor_backup_view v = {
        .crumbs = security_crumbs(pg, MSG_BACKUP_TITLE),
        .errors = errors_of(&f),
        .left = has->codes,
        .none = !security_has_factor(has),
        .code = code,
        .code_n = fresh ? fresh->n : 0};

    for (size_t i = 0; fresh && i < fresh->n; i++)
        code[i].text = fresh->code[i];
    tpl_factor_backup(pg, &v);
}

static const struct err *
get_backup(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct factor_state s;
    const struct err *err = factor_app_view(c, &s);

    (void)req;
    (void)res;
    if (!err)
        show_backup(pg, &s.has, NULL, NULL);
    return err;
}

static const struct err *
post_backup(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct backup_codes fresh = {.n = 0};
    struct factor_state s;
    const struct err *wrong = factor_app_new_codes(c, &fresh);
    const struct err *err;

    (void)req;
    if (factor_asked_again(c, wrong, res, BACKUP))
        return NULL;
    if (wrong && !form_shown_again(wrong, res))
        return wrong;
    err = factor_app_view(c, &s);
    if (!err)
        show_backup(pg, &s.has, &fresh, wrong);
    return err;
}

/* --- the one-time code --- */

/* As people type it over: "ABCD EFGH". */
static struct str
grouped(struct arena *mem, struct str base32)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < base32.n; i++) {
        if (i > 0 && i % GROUP == 0)
            buf_char(&b, ' ');
        buf_char(&b, base32.p[i]);
    }
    return buf_done(&b);
}

static const struct err *
show_code(struct call *c, const struct http_req *req, struct page *pg,
          const struct err *wrong)
{
    struct form_view f = form_view_of(pg, req, wrong);
    struct factor_state s;
    const struct err *err = factor_app_view(c, &s);
    struct factor_code_view v = {
        .crumbs = security_crumbs(pg, MSG_SECURITY_CODE),
        .errors = errors_of(&f),
        .is_on = s.has.code,
        .last = !c->sv->demo && s.has.keys.n == 0,
        .demo = c->sv->demo,
        .begun = s.setup.uri.n > 0,
        .qr = {s.setup.uri, words(pg, MSG_CODE_PICTURE)},
        .secret = grouped(pg->mem, s.setup.base32),
        .code = field_text(&f, "kode", MSG_LOGIN_CODE, MSG_CODE_CONFIRM_HINT,
                           STR_NONE),
    };

    v.code.autocomplete = STR("one-time-code");
    if (!err)
        tpl_factor_code(pg, &v);
    return err;
}

static const struct err *
get_code(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)req;
    (void)res;
    return show_code(c, NULL, pg, NULL);
}

static const struct err *
post_begin(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    const struct err *err = factor_app_begin(c);

    (void)req;
    (void)pg;
    if (factor_asked_again(c, err, res, CODE))
        return NULL;
    if (!err)
        http_see_other(res, STR(CODE));
    return err;
}

/* Who has no backup codes yet is shown them at once. */
static const struct err *
post_confirm(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str code = form_text(&f, "kode", CODE_MAX);
    struct security has = {.code = true};
    struct backup_codes fresh;
    const struct err *err = form_errors(&f);

    if (!err)
        err = factor_app_confirm(c, code, &fresh);
    if (factor_asked_again(c, err, res, CODE))
        return NULL;
    if (form_shown_again(err, res))
        return show_code(c, req, pg, err);
    if (err)
        return err;
    has.codes = (int64_t)fresh.n;
    if (fresh.n > 0)
        show_backup(pg, &has, &fresh, NULL);
    else
        http_see_other(res, STR(HERE));
    return NULL;
}

static const struct err *
post_remove(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    const struct err *err = factor_app_remove(c);

    (void)req;
    if (factor_asked_again(c, err, res, CODE))
        return NULL;
    if (form_shown_again(err, res))
        return show_code(c, NULL, pg, err);
    if (!err)
        http_see_other(res, STR(HERE));
    return err;
}

const struct route factor_routes[] = {
    {HTTP_GET, PROVE, ACT_PASSKEY_LIST, get_prove},
    {HTTP_POST, PROVE, ACT_FACTOR_PROVE, post_prove},
    {HTTP_GET, CODE, ACT_PASSKEY_LIST, get_code},
    {HTTP_POST, CODE, ACT_FACTOR_ADD, post_confirm},
    {HTTP_POST, CODE "/ny", ACT_FACTOR_ADD, post_begin},
    {HTTP_POST, CODE "/fjern", ACT_FACTOR_REMOVE, post_remove},
    {HTTP_GET, BACKUP, ACT_PASSKEY_LIST, get_backup},
    {HTTP_POST, BACKUP, ACT_FACTOR_CODES, post_backup},
};
const size_t factor_routes_n = ARRAY_LEN(factor_routes);
