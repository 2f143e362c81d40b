/* Pages of access: log in and out, acting function, own sessions, preferences.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/dispatch.h"

#include "access/login_page.h"
#include "text/messages_access.h"

enum { LOGIN_MAX = 100, PASSWORD_MAX = 200, NEXT_MAX = 2000 };

/* --- tokens and paths --- */

struct str
csrf_token(struct arena *mem, const struct services *sv, struct str cookie)
{
    struct hash h = lookup_token(sv->keys, "csrf", cookie);

    return hash_hex(mem, &h);
}

struct str
local_path(struct str wanted)
{
    if (wanted.n == 0 || wanted.n > NEXT_MAX || wanted.p[0] != '/')
        return STR("/");
    if (wanted.n > 1 && (wanted.p[1] == '/' || wanted.p[1] == '\\'))
        return STR("/");
    for (size_t i = 0; i < wanted.n; i++)
        if ((unsigned char)wanted.p[i] <= ' ' || wanted.p[i] == 0x7f)
            return STR("/");
    return wanted;
}

/* --- the login page --- */

void
give_visitor_cookie(struct call *c, struct http_res *res,
                    const struct http_req *req, struct page *pg)
{
    struct str token;

    if (http_cookie(req, SESSION_COOKIE).n > 0 && pg->csrf.n > 0)
        return;
    token = token_new(c->mem, SESSION_TOKEN_BYTES);
    http_set_cookie(res, req, SESSION_COOKIE, token);
    pg->csrf = csrf_token(c->mem, c->sv, token);
}

static void
show_login(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg, struct login_view *v)
{
    give_visitor_cookie(c, res, req, pg);
    v->wants_code = !c->sv->demo;
    v->button = passkey_button_of(pg, c->sv, MSG_PASSKEY_LOGIN);
    pg->has_errors = v->problem.n > 0;
    tpl_login(pg, v);
}

void
keep_fields(struct arena *mem, const struct http_req *req, struct str prefix,
            const struct kept_field **out, size_t *out_n)
{
    struct kept_field *kept = ARENA_NEW_N(mem, struct kept_field,
                                          req->n_field + 1);
    size_t n = 0;

    for (size_t i = 0; i < req->n_field; i++) {
        struct str name = req->field[i].name;

        if (!str_starts(name, prefix))
            continue;
        name = str_cut(name, prefix.n, name.n - prefix.n);
        if (name.n > 0 && name.p[0] != '_')
            kept[n++] = (struct kept_field){name, req->field[i].value};
    }
    *out = kept;
    *out_n = n;
}

struct str
wanted_page(struct arena *mem, const struct http_req *req)
{
    if (req->query.n == 0)
        return req->path;
    return str_fmt(mem, "%.*s?%.*s", STR_FMT(req->path), STR_FMT(req->query));
}

void
login_page_for(struct call *c, const struct http_req *req, struct http_res *res,
               struct page *pg, bool keep)
{
    struct login_view v = {.next = STR("/"), .session_ended = keep};
    struct str wanted = local_path(wanted_page(c->mem, req));
    struct buf to;

    if (req->method == HTTP_POST) {
        res->status = 401;
        if (keep) {
            v.next = wanted;
            keep_fields(c->mem, req, STR(""), &v.kept, &v.kept_n);
        }
        show_login(c, req, res, pg, &v);
        return;
    }
    buf_init(&to, c->mem);
    buf_cz(&to, "/logg-inn");
    if (!str_eq_cz(wanted, "/")) {
        buf_cz(&to, "?til=");
        url_part(&to, wanted);
    }
    http_see_other(res, buf_done(&to));
}

static const struct err *
get_login(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct login_view v = {.next = local_path(http_param(req, "til"))};

    show_login(c, req, res, pg, &v);
    return NULL;
}

static const struct err *
login_failed(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg, const struct err *err)
{
    struct form f = form_of(c->mem, req);
    struct login_view v = {
        .login = form_text(&f, "bruker", LOGIN_MAX),
        .next = local_path(form_text(&f, "til", NEXT_MAX)),
        .problem = err_text(c->mem, c->lang, err),
    };

    if (err->kind != DENIED && err->kind != INVALID)
        return err;
    keep_fields(c->mem, req, STR("g."), &v.kept, &v.kept_n);
    res->status = 422;
    if (err->msg == MSG_LOGIN_WAIT) {
        res->status = 429;
        http_res_header(res, "Retry-After",
                        str_fmt(c->mem, "%lld", (long long)err->arg[0].num));
    }
    show_login(c, req, res, pg, &v);
    return NULL;
}

/* In: to the page that was wanted; or, where a form was interrupted, to a page
 * that sends it again. */
static const struct err *
logged_in(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg, struct str next, struct str token)
{
    struct resend_view v = {.path = next};

    http_set_cookie(res, req, SESSION_COOKIE, token);
    keep_fields(c->mem, req, STR("g."), &v.kept, &v.kept_n);
    if (v.kept_n == 0) {
        http_see_other(res, next);
        return NULL;
    }
    pg->csrf = csrf_token(c->mem, c->sv, token);
    tpl_resend(pg, &v);
    return NULL;
}

static const struct err *
post_login(struct call *c, const struct http_req *req, struct http_res *res,
           struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct login_try t = {
        .login = form_text(&f, "bruker", LOGIN_MAX),
        .password = form_text(&f, "passord", PASSWORD_MAX),
        .code = form_text(&f, "kode", 12),
        .key = passkey_answer_of(&f),
        .visitor = http_cookie(req, SESSION_COOKIE),
        .agent = session_agent(c->mem, http_header(req, "user-agent")),
    };
    struct str next = local_path(form_text(&f, "til", NEXT_MAX));
    struct str token = STR_NONE;
    const struct err *err = form_errors(&f);

    if (!err)
        err = login_app_enter(c, &t, &token);
    if (err)
        return login_failed(c, req, res, pg, err);
    return logged_in(c, req, res, pg, next, token);
}

static const struct err *
post_logout(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    const struct err *err = NULL;

    (void)pg;
    if (c->who.session.v != 0)
        err = session_app_end(c, ACT_LOGOUT, c->who.session);
    if (err)
        return err;
    http_set_cookie(res, req, SESSION_COOKIE, STR_NONE);
    http_see_other(res, STR("/logg-inn"));
    return NULL;
}

/* --- the acting function --- */

static const struct err *
list_functions(struct call *c, struct functions_view *v)
{
    struct acting *acting = NULL;
    size_t n = 0;
    struct function_choice *choice;
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = c->sv->functions(c, &tx, c->who.account, &acting, &n);
    db_read_end(&tx);
    choice = ARENA_NEW_N(c->mem, struct function_choice, n + 1);
    for (size_t i = 0; !err && i < n; i++)
        choice[i] = (struct function_choice){
            .id = acting[i].function,
            .label = msg_plain(c->lang, acting[i].label),
            .unit_name = acting[i].unit_name,
            .current = acting[i].function.v == c->who.function.v,
        };
    v->choice = choice;
    v->choice_n = err ? 0 : n;
    return err;
}

static const struct err *
get_functions(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct functions_view v = {0};
    const struct err *err = list_functions(c, &v);

    (void)req;
    (void)res;
    if (!err)
        tpl_functions(pg, &v);
    return err;
}

static const struct err *
post_function(struct call *c, const struct http_req *req, struct http_res *res,
              struct page *pg)
{
    struct form f = form_of(c->mem, req);
    function_id wanted = {form_id(&f, "funksjon")};
    struct str token = STR_NONE;
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = session_app_change(
            c, wanted, session_agent(c->mem, http_header(req, "user-agent")),
            &token);
    if (err)
        return err;
    http_set_cookie(res, req, SESSION_COOKIE, token);
    http_see_other(res, STR("/"));
    return NULL;
}

/* --- own sessions --- */

static const struct err *
get_sessions(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct session_list list = {0};
    struct sessions_view v = {0};
    struct session_line *line;
    const struct err *err = session_app_list(c, &list);

    (void)req;
    (void)res;
    if (err)
        return err;
    line = ARENA_NEW_N(c->mem, struct session_line, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        const struct session *s = &list.row[i];

        line[i] = (struct session_line){s->id, s->agent, s->created, s->seen,
                                        s->id.v == c->who.session.v};
        if (line[i].current) {
            v.fails = s->fails;
            v.last_fail = s->last_fail;
        }
    }
    v.line = line;
    v.line_n = list.n;
    tpl_sessions(pg, &v);
    return NULL;
}

static const struct err *
post_session_end(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    struct form f = form_of(c->mem, req);
    session_id id = {form_id_or_none(&f, "okt")};
    const struct err *err = form_errors(&f);

    (void)pg;
    if (!err)
        err = session_app_end(c, ACT_SESSION_END, id);
    if (!err)
        http_see_other(res, STR("/konto/okter"));
    return err;
}

/* --- language and theme: cookies, and kept with the account --- */

static const struct err *
post_preferences(struct call *c, const struct http_req *req,
                 struct http_res *res, struct page *pg)
{
    static const char *const languages[] = {"nb", "nn", "en", NULL};
    static const char *const schemes[] = {"auto", "light", "dark", NULL};
    struct form f = form_of(c->mem, req);
    struct str back = local_path(form_text(&f, "til", NEXT_MAX));
    struct str lang = STR_NONE;
    struct str scheme = STR_NONE;
    const struct err *err;

    (void)pg;
    if (form_has(&f, "sprak"))
        lang = str_of(languages[form_choice(&f, "sprak", languages)]);
    if (form_has(&f, "visning"))
        scheme = str_of(schemes[form_choice(&f, "visning", schemes)]);
    err = form_errors(&f);
    if (!err)
        err = account_app_set_preferences(c, lang, scheme);
    if (err)
        return err;
    if (lang.n > 0)
        http_set_cookie(res, req, "sprak", lang);
    if (scheme.n > 0)
        http_set_cookie(res, req, "visning", scheme);
    http_see_other(res, back);
    return NULL;
}

const struct route access_routes[] = {
    {HTTP_GET, "/logg-inn", ACT_HOME_PUBLIC, get_login},
    {HTTP_POST, "/logg-inn", ACT_LOGIN, post_login},
    {HTTP_POST, "/logg-ut", ACT_LOGOUT, post_logout},
    {HTTP_GET, "/bytt-funksjon", ACT_SESSION_LIST, get_functions},
    {HTTP_POST, "/bytt-funksjon", ACT_FUNCTION_CHOOSE, post_function},
    {HTTP_GET, "/konto/okter", ACT_SESSION_LIST, get_sessions},
    {HTTP_POST, "/konto/okter", ACT_SESSION_END, post_session_end},
    {HTTP_POST, "/innstillinger", ACT_PREFERENCES, post_preferences},
};
const size_t access_routes_n = ARRAY_LEN(access_routes);
