/* The dispatcher: the one road every request takes.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/dispatch.h"

#include "access/login_page.h"
#include "base/clock.h"
#include "base/log.h"
#include "page/error_page.h"
#include "text/messages_access.h"
#include "text/messages_text.h"

enum { RETRIES = 3 };

/* A request under way: what the steps hand on to each other. */
struct passage {
    const struct dispatcher *d;
    struct http_req *req;
    struct http_res *res;
    struct call c;
    struct page pg;
    struct page_user user;
    struct session session;
    const struct route *route;
    bool other_method; /* the path exists for another method */
    bool lang_chosen;  /* by the person: account or cookie */
    bool must_set_up;  /* logged in without any second factor */
    struct str cookie;
};

/* --- who --- */

static const struct err *
choose_function(struct passage *p, struct db_tx *tx)
{
    struct acting *acting = NULL;
    size_t n = 0;
    const struct err *err = p->d->sv->functions(
        &p->c, tx, p->session.account_id, &acting, &n);

    if (err)
        return err;
    p->user.many_functions = n > 1;
    for (size_t i = 0; i < n; i++) {
        if (acting[i].function.v != p->session.function_id.v)
            continue;
        p->c.who.function = acting[i].function;
        p->c.who.unit = acting[i].unit;
        p->c.who.role = acting[i].role;
        p->c.who.hidden = acting[i].hidden;
        p->c.who.unit_name = acting[i].unit_name;
        p->c.who.function_label = acting[i].label;
        p->user.service = (enum service_kind)acting[i].service;
        if (!p->lang_chosen) /* malvedtak of the unit's municipality */
            (void)lang_parse(acting[i].language, &p->c.lang);
    }
    return NULL;
}

static bool
account_is_good(const struct passage *p, const struct account *a)
{
    return date_is_none(a->valid_to) || date_cmp(p->c.today, a->valid_to) <= 0;
}

static const struct err *
load_session_in(struct passage *p, struct db_tx *tx)
{
    struct hash token = lookup_token(p->d->sv->keys, "session", p->cookie);
    struct account a = {0};
    bool found = false;
    const struct err *err = session_store_find(tx, &token, &p->session, &a,
                                               &found);

    if (err || !found || !session_is_live(&p->session, p->c.now) ||
        !account_is_good(p, &a))
        return err;
    p->c.who.account = a.id;
    p->c.who.name = a.name;
    p->c.who.session = p->session.id;
    p->c.who.role = ROLE_NO_FUNCTION; /* until one is found */
    if (lang_parse(a.language, &p->c.lang))
        p->lang_chosen = true;
    if (a.scheme.n > 0)
        p->pg.scheme = a.scheme;
    p->must_set_up = !p->d->sv->demo && !p->session.factor;
    return p->must_set_up ? NULL : choose_function(p, tx);
}

/* A session that cannot be kept alive now is no reason to answer nothing. */
static void
touch(struct passage *p)
{
    const struct err *err = session_app_touch(&p->c, &p->session);

    if (err)
        log_err("session_not_touched", err);
}

static const struct err *
load_session(struct passage *p)
{
    struct db_tx tx;
    const struct err *err;

    p->cookie = http_cookie(p->req, SESSION_COOKIE);
    if (p->cookie.n == 0)
        return NULL;
    err = db_read_begin(p->d->sv->db, p->c.mem, &tx);
    if (err)
        return err;
    err = load_session_in(p, &tx);
    db_read_end(&tx);
    if (!err && p->c.who.account.v != 0)
        touch(p);
    return err;
}

/* --- what --- */

static void
find_route(struct passage *p)
{
    enum http_method m = p->req->method == HTTP_HEAD ? HTTP_GET
                                                     : p->req->method;

    for (size_t s = 0; s < p->d->sets_n; s++) {
        const struct route_set *set = &p->d->sets[s];

        for (size_t i = 0; i < set->n; i++) {
            if (!route_match(set->route[i].path, p->req))
                continue;
            if (set->route[i].method == m) {
                p->route = &set->route[i];
                return;
            }
            p->other_method = true;
        }
    }
}

/* A request that changes something must come from a page of ours. */
static bool
is_same_site(struct passage *p)
{
    struct str site = http_header(p->req, "sec-fetch-site");
    struct str origin = http_header(p->req, "origin");
    struct str host = http_header(p->req, "host");

    if (site.n > 0 && !str_eq_cz(site, "same-origin") &&
        !str_eq_cz(site, "none"))
        return false;
    /* Our pages send no referrer, so browsers write "null" as origin; those
     * that do have answered by sec-fetch-site already. */
    if (origin.n == 0 || (site.n > 0 && str_eq_cz(origin, "null")))
        return true;
    return str_ends(origin, host) && origin.n > host.n + 2 &&
           str_starts(str_cut(origin, origin.n - host.n - 3, 3), STR("://"));
}

static struct str
form_field(const struct http_req *req, const char *name)
{
    for (size_t i = 0; i < req->n_field; i++)
        if (str_eq_cz(req->field[i].name, name))
            return req->field[i].value;
    return STR_NONE;
}

static bool
csrf_is_right(struct passage *p)
{
    struct str given = form_field(p->req, "_csrf");

    if (given.n == 0)
        given = http_header(p->req, "x-csrf");
    return p->pg.csrf.n > 0 && str_eq(given, p->pg.csrf);
}

static const struct err *
check_unsafe(struct passage *p)
{
    if (p->req->method != HTTP_POST)
        return NULL;
    if (!is_same_site(p))
        return ERR(p->c.mem, DENIED, .msg = MSG_CSRF_FOREIGN);
    if (!csrf_is_right(p))
        return ERR(p->c.mem, DENIED, .msg = MSG_CSRF_OLD);
    p->c.once = str_cut(form_field(p->req, "_once"), 0, 64);
    return NULL;
}

/* --- the page that every handler gets --- */

static void
fill_menu(struct passage *p)
{
    struct nav_item *item = ARENA_NEW_N(p->c.mem, struct nav_item,
                                        p->d->menu_n + 1);
    bool is_family = (FAMILY_ROLES >> p->c.who.role & 1) != 0;
    size_t n = 0;

    for (size_t i = 0; i < p->d->menu_n; i++) {
        const struct menu_entry *m = &p->d->menu[i];

        if ((m->roles & (1u << p->c.who.role)) == 0)
            continue;
        /* menus of staff say whom they are not for */
        if (is_family && (m->roles & ~FAMILY_ROLES) != 0)
            continue;
        item[n++] = (struct nav_item){
            .href = str_of(m->href),
            .label = m->label,
            .group = m->group,
            .icon = m->icon ? str_of(m->icon) : STR_NONE,
            .current = str_eq_cz(p->req->path, m->href),
        };
    }
    p->user.nav = item;
    p->user.nav_n = n;
}

/* In the minute after a login, what somebody else may have tried before it. */
static void
tell_fails(struct passage *p)
{
    const struct session *s = &p->session;

    if (s->fails > 0 && s->seen.us == s->created.us)
        p->pg.notice = msg_text(
            p->c.mem, p->c.lang, MSG_SESSIONS_FAILS,
            (const struct msg_arg[]){msg_int(s->fails), msg_time(s->last_fail)},
            2);
    p->pg.notice_alarms = p->pg.notice.n > 0;
}

static void
fill_page(struct passage *p)
{
    p->pg.out = &p->res->body;
    p->pg.mem = p->c.mem;
    p->pg.lang = p->c.lang;
    p->pg.today = p->c.today;
    p->pg.now = p->c.now;
    p->pg.path = p->req->path;
    p->pg.demo = p->d->sv->demo;
    p->pg.version = p->d->sv->version;
    if (p->cookie.n > 0)
        p->pg.csrf = csrf_token(p->c.mem, p->d->sv, p->cookie);
    if (p->c.who.account.v == 0)
        return;
    p->user.name = p->c.who.name;
    p->user.unit_name = p->c.who.unit_name;
    if (p->c.who.function_label != 0)
        p->user.function = msg_plain(p->c.lang, p->c.who.function_label);
    fill_menu(p);
    p->pg.user = &p->user;
    p->pg.session_left_s = session_left_s(&p->session, p->c.now);
    tell_fails(p);
}

static void
begin(struct passage *p)
{
    struct str lang = http_cookie(p->req, "sprak");

    p->c.mem = p->res->mem;
    p->c.sv = p->d->sv;
    p->c.now = clock_now();
    p->c.today = date_in_oslo(p->c.now);
    p->c.request_id = p->req->request_id;
    p->c.peer = p->req->peer;
    p->c.who.role = ROLE_PUBLIC;
    p->lang_chosen = lang_parse(lang, &p->c.lang);
    if (!p->lang_chosen)
        p->c.lang = lang_negotiate(http_header(p->req, "accept-language"));
    p->pg.scheme = http_cookie(p->req, "visning");
}

/* --- the answer when something is in the way --- */

/* What everybody may, and what a second factor is set up by. Source: R801. */
static bool
is_for_set_up(enum action a)
{
    return (action_rule(a)->roles & ROLE_BIT(PUBLIC)) != 0 ||
           a == ACT_PASSKEY_LIST || a == ACT_PASSKEY_ADD ||
           a == ACT_FACTOR_PROVE || a == ACT_FACTOR_ADD ||
           a == ACT_FACTOR_CODES;
}

/* What was typed is written into a page, to be sent again: not where passwords
 * and codes are typed, and not where a file would be lost unseen. */
static bool
may_keep(const struct passage *p)
{
    return p->req->method == HTTP_POST && p->route &&
           !is_for_set_up(p->route->action) && p->req->n_field > 0 &&
           p->req->n_file == 0;
}

/* Nothing is the matter with the form: it can be sent again. Its token sees to
 * it that it takes effect once. */
static void
keep_typed(struct passage *p, const struct err *err)
{
    bool is_passing = err->kind == UNAVAILABLE || err->kind == UNCERTAIN ||
                      err->kind == INTERNAL;

    if (!is_passing || !may_keep(p) || !is_same_site(p) || !csrf_is_right(p))
        return;
    p->pg.kept_for = local_path(wanted_page(p->c.mem, p->req));
    p->pg.kept_once = form_field(p->req, "_once");
    keep_fields(p->c.mem, p->req, STR(""), &p->pg.kept, &p->pg.kept_n);
}

/* The form stood on a page of an earlier session: who has logged in again, in
 * another tab, sends it from a page that says so. Only where the browser says
 * that the form was ours: another site could have it sent otherwise. */
static bool
answer_old(struct passage *p, const struct err *err)
{
    struct resend_view v = {
        .name = p->c.who.name,
        .unit_name = p->c.who.unit_name,
        .once = form_field(p->req, "_once"),
    };

    if (err->msg != MSG_CSRF_OLD || !may_keep(p) || p->c.who.account.v == 0 ||
        !str_eq_cz(http_header(p->req, "sec-fetch-site"), "same-origin"))
        return false;
    v.path = local_path(wanted_page(p->c.mem, p->req));
    keep_fields(p->c.mem, p->req, STR(""), &v.kept, &v.kept_n);
    tpl_resend(&p->pg, &v);
    return true;
}

static void
answer_error(struct passage *p, const struct err *err)
{
    static const struct err damaged = {.kind = INTERNAL,
                                       .msg = MSG_ERR_DAMAGED};

    http_res_init(p->res, p->c.mem);
    p->pg.out = &p->res->body;
    p->pg.notice = STR_NONE;
    p->res->status = error_page_status(err);
    if (!p->route && p->other_method) {
        p->res->status = 405;
        http_res_header(p->res, "Allow",
                        p->req->method == HTTP_POST ? STR("GET, HEAD")
                                                    : STR("POST"));
    }
    if (answer_old(p, err))
        return;
    keep_typed(p, err);
    error_page(&p->pg, p->res->status, unseal_is_damage(err) ? &damaged : err,
               p->req->request_id);
    if (err->kind == INTERNAL || err->kind == UNCERTAIN ||
        err->kind == UNAVAILABLE)
        log_err("request_failed", err);
}

static bool
may_role(const struct passage *p)
{
    return (action_rule(p->route->action)->roles & (1u << p->c.who.role)) != 0;
}

/* What was typed is kept through a login only when our own page sent it:
 * otherwise another site could have the person send it after logging in. */
static bool
is_own_form(struct passage *p)
{
    return is_same_site(p) &&
           (csrf_is_right(p) ||
            str_eq_cz(http_header(p->req, "sec-fetch-site"), "same-origin"));
}

static const struct err *
refusal_by_role(struct passage *p)
{
    if (p->c.who.function.v == 0)
        return ERR(p->c.mem, DENIED, .msg = MSG_NO_FUNCTION);
    if (action_rule(p->route->action)->relations != 0)
        return ERR(p->c.mem, NOT_FOUND);
    return ERR(p->c.mem, DENIED);
}

/* NULL: go on to the handler. Otherwise the error, or *answered. */
static const struct err *
stop_before(struct passage *p, bool *answered)
{
    if (!p->route)
        return ERR(p->c.mem, NOT_FOUND);
    if (!may_role(p) && p->c.who.account.v == 0) {
        *answered = true;
        login_page_for(&p->c, p->req, p->res, &p->pg, is_own_form(p));
        return NULL;
    }
    if (p->must_set_up && !is_for_set_up(p->route->action)) {
        *answered = true;
        http_see_other(p->res, STR("/konto/sikkerhet"));
        return NULL;
    }
    if (!may_role(p) && str_eq_cz(p->req->path, "/") && p->user.nav_n > 0) {
        *answered = true; /* who has no worklist starts with the menu's first */
        http_see_other(p->res, p->user.nav[0].href);
        return NULL;
    }
    if (!may_role(p))
        return call_refused(&p->c, p->route->action, refusal_by_role(p));
    return check_unsafe(p);
}

/* Runs the handler, again when the store asks for it (serialization): each time
 * from where the first began. */
static const struct err *
run_handler(struct passage *p)
{
    const struct call c = p->c;
    const struct page pg = p->pg;
    const struct err *err = NULL;

    for (int i = 0; i < RETRIES; i++) {
        http_res_init(p->res, c.mem);
        p->c = c;
        p->pg = pg;
        p->pg.out = &p->res->body;
        err = p->route->handler(&p->c, p->req, p->res, &p->pg);
        if (!err || !db_err_is_retry(err))
            return err;
    }
    return err;
}

static struct str
led_to(const struct http_res *res)
{
    for (size_t i = 0; i < res->n_header && res->status == 303; i++)
        if (str_eq_cz(res->header[i].name, "Location") &&
            str_starts(res->header[i].value, STR("/")))
            return res->header[i].value;
    return STR_NONE;
}

/* Who sends a form twice is led to what was made the first time. */
static const struct err *
run_once(struct passage *p)
{
    struct str once = p->c.once;
    const struct err *err = run_handler(p);

    if (once.n == 0)
        return err;
    if (err && err->msg == MSG_CALL_ALREADY_DONE)
        p->pg.done_at = session_app_where(&p->c, once);
    else if (!err && p->c.once.n == 0 && led_to(p->res).n > 0)
        session_app_led(&p->c, once, led_to(p->res));
    return err;
}

/* What no handler may end without: somebody asked the gate. */
static void
check_permitted(const struct passage *p)
{
    if (action_rule(p->route->action)->audit == AUDIT_LOOK)
        ASSERT(p->c.permitted);
}

static void
pass(struct passage *p)
{
    bool answered = false;
    const struct err *err;

    begin(p);
    err = load_session(p);
    fill_page(p);
    find_route(p);
    if (!err)
        err = stop_before(p, &answered);
    if (!err && answered)
        return;
    if (!err)
        err = run_once(p);
    if (err)
        answer_error(p, err);
    else
        check_permitted(p);
}

void
dispatch(void *ctx, unsigned worker, struct http_req *req, struct http_res *res)
{
    struct passage *p;

    (void)worker;
    if (http_asset(req, res))
        return;
    p = ARENA_NEW(res->mem, struct passage);
    p->d = ctx;
    p->req = req;
    p->res = res;
    pass(p);
}

void
dispatch_refuse(struct http_res *res, enum lang lang, int status)
{
    struct page pg = {.out = &res->body,
                      .mem = res->mem,
                      .lang = lang,
                      .now = clock_now(),
                      .path = STR("/"),
                      .scheme = STR("auto")};

    pg.today = date_in_oslo(pg.now);
    error_page(&pg, status, NULL, STR_NONE);
}
