/* Pages of one's own security, and the challenges that the script asks for.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey_page.h"

#include "access/dispatch.h"
#include "access/factor_page.h"

#define HERE "/konto/sikkerhet"
#define KEYS "/konto/passnokler"

/* --- the button and what it sends --- */

struct passkey_button
passkey_button_of(const struct page *pg, const struct services *sv, int label)
{
    return (struct passkey_button){.shown = sv->passkey_origin.n > 0,
                                   .origin = sv->passkey_origin,
                                   .label = words(pg, label)};
}

const struct err *
passkey_own_button(struct call *c, const struct page *pg, int label,
                   struct passkey_button *out)
{
    struct security s = {.code = false};
    const struct err *err = passkey_app_list(c, &s);

    *out = passkey_button_of(pg, c->sv, label);
    out->offered = out->shown && s.keys.n == 0;
    out->shown = out->shown && s.keys.n > 0;
    return err;
}

struct passkey_answer
passkey_answer_of(struct form *f)
{
    struct passkey_answer a = {
        .credential = form_text(f, "pn_id", PASSKEY_TEXT_MAX),
        .client = form_text(f, "pn_klient", PASSKEY_TEXT_MAX),
        .data = form_text(f, "pn_data", PASSKEY_TEXT_MAX),
        .signature = form_text(f, "pn_signatur", PASSKEY_TEXT_MAX),
        .user = form_text(f, "pn_bruker", PASSKEY_TEXT_MAX),
    };

    form_add(f, passkey_decode(f->mem, &a));
    return a;
}

/* --- challenges, in JSON for the script --- */

static void
put_ids(struct json *j, struct arena *mem, const char *key,
        const struct passkey_list *keys)
{
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < keys->n; i++)
        json_str(j, passkey_base64(mem, keys->row[i].credential));
    json_close(j, ']');
}

static void
put_asked(struct call *c, struct http_res *res, struct str challenge,
          const struct passkey_list *keys)
{
    struct json j;

    res->content_type = "application/json";
    json_init(&j, &res->body);
    json_open(&j, '{');
    json_key(&j, "challenge");
    json_str(&j, challenge);
    json_key(&j, "rpId");
    json_str(&j, passkey_site_of(c->sv->passkey_origin).domain);
    put_ids(&j, c->mem, "allow", keys);
    json_close(&j, '}');
}

/* Before a login any passkey of the site may answer, so that the answer does
 * not tell who has one; afterwards one's own. */
static const struct err *
post_ask(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct security s = {.code = false};
    struct str challenge = STR_NONE;
    const struct err *err = NULL;

    (void)pg;
    if (c->who.session.v != 0)
        err = passkey_app_list(c, &s);
    if (!err)
        err = passkey_app_ask(c, http_cookie(req, SESSION_COOKIE), &challenge);
    if (!err)
        put_asked(c, res, challenge, &s.keys);
    return err;
}

/* --- the list --- */

static struct str
key_path(struct arena *mem, passkey_id id)
{
    return str_fmt(mem, "/konto/passnokler/%.*s",
                   STR_FMT(id_format(mem, id.v)));
}

static int
code_words(const struct call *c, const struct security *s)
{
    if (s->code && c->sv->demo)
        return MSG_SECURITY_CODE_DEMO;
    return s->code ? MSG_SECURITY_CODE_ON : MSG_SECURITY_CODE_OFF;
}

static const struct passkey_line *
lines_of(struct call *c, const struct passkey_list *keys)
{
    struct passkey_line *line = ARENA_NEW_N(c->mem, struct passkey_line,
                                            keys->n + 1);

    for (size_t i = 0; i < keys->n; i++) {
        const struct passkey *k = &keys->row[i];

        line[i] = (struct passkey_line){.name = k->name,
                                        .href = key_path(c->mem, k->id),
                                        .made = k->made,
                                        .used = k->used,
                                        .went_back = k->went_back,
                                        .backed_up = k->backed_up};
    }
    return line;
}

static const struct err *
get_security(struct call *c, const struct http_req *req, struct http_res *res,
             struct page *pg)
{
    struct security s = {.code = false};
    const struct err *err = passkey_app_list(c, &s);
    bool has_factor = security_has_factor(&s);
    struct security_view v = {.must_set_up = !c->sv->demo && !has_factor,
                              .has_code = s.code,
                              .code = words(pg, code_words(c, &s)),
                              .has_factor = has_factor,
                              .codes = s.codes,
                              .line = lines_of(c, &s.keys),
                              .line_n = s.keys.n,
                              .origin = c->sv->passkey_origin,
                              .empty.title = words(pg, MSG_PASSKEYS_NONE)};

    (void)req;
    (void)res;
    if (!err)
        tpl_security(pg, &v);
    return err;
}

struct crumbs
security_crumbs(struct page *pg, int here)
{
    struct crumb *c = ARENA_NEW_N(pg->mem, struct crumb, 2);

    c[0] = (struct crumb){STR(HERE), words(pg, MSG_SECURITY_TITLE)};
    c[1] = (struct crumb){STR_NONE, words(pg, here)};
    return (struct crumbs){c, 2};
}

/* --- a new one --- */

static void
show_new(struct call *c, const struct http_req *req, struct page *pg,
         const struct err *wrong)
{
    struct form_view f = form_view_of(pg, req, wrong);
    struct passkey_new_view v = {
        .crumbs = security_crumbs(pg, MSG_PASSKEY_NEW),
        .errors = errors_of(&f),
        .name = field_text(&f, "navn", MSG_PASSKEY_NAME, MSG_PASSKEY_NAME_HINT,
                           STR_NONE),
        .origin = c->sv->passkey_origin,
    };

    tpl_passkey_new(pg, &v);
}

static const struct err *
get_new(struct call *c, const struct http_req *req, struct http_res *res,
        struct page *pg)
{
    struct security s = {.code = false};
    const struct err *err;

    (void)req;
    if (c->sv->passkey_origin.n == 0)
        return ERR(c->mem, NOT_FOUND);
    err = passkey_app_list(c, &s);
    if (!err)
        err = factor_check_fresh_in(c, &s);
    if (factor_asked_again(c, err, res, KEYS "/ny"))
        return NULL;
    if (!err)
        show_new(c, NULL, pg, NULL);
    return err;
}

static void
put_kinds(struct json *j)
{
    static const int kinds[] = {-7, -8, -257}; /* ES256, EdDSA, RS256 */

    json_key(j, "algorithms");
    json_open(j, '[');
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        json_int(j, kinds[i]);
    json_close(j, ']');
}

static struct page_json
options_of(struct call *c, struct str challenge,
           const struct passkey_list *keys)
{
    struct str user = passkey_user(c, c->who.account);
    struct buf *b = ARENA_NEW(c->mem, struct buf);
    struct json j;

    buf_init(b, c->mem);
    json_init(&j, b);
    json_open(&j, '{');
    json_key(&j, "challenge");
    json_str(&j, challenge);
    json_key(&j, "rpId");
    json_str(&j, passkey_site_of(c->sv->passkey_origin).domain);
    json_key(&j, "user");
    json_str(&j, passkey_base64(c->mem, user));
    json_key(&j, "name");
    json_str(&j, c->who.name);
    put_kinds(&j);
    put_ids(&j, c->mem, "exclude", keys);
    json_close(&j, '}');
    return page_json_of(&j);
}

static const struct err *
post_new(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct passkey_make_view v = {
        .crumbs = security_crumbs(pg, MSG_PASSKEY_NEW),
        .name = form_text(&f, "navn", PASSKEY_NAME_MAX),
        .origin = c->sv->passkey_origin,
    };
    struct passkey_list keys = {0};
    struct str challenge = STR_NONE;
    const struct err *err = form_errors(&f);

    if (!err)
        err = passkey_app_begin(c, v.name, &keys, &challenge);
    if (factor_asked_again(c, err, res, KEYS "/ny"))
        return NULL;
    if (form_shown_again(err, res)) {
        show_new(c, req, pg, err);
        return NULL;
    }
    if (err)
        return err;
    v.options = options_of(c, challenge, &keys);
    tpl_passkey_make(pg, &v);
    return NULL;
}

static const struct err *
post_add(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    struct str name = form_text(&f, "navn", PASSKEY_NAME_MAX);
    struct passkey_answer a = passkey_answer_of(&f);
    const struct err *err = form_errors(&f);

    if (!err)
        err = passkey_app_add(c, name, &a);
    if (form_shown_again(err, res)) {
        show_new(c, req, pg, err);
        return NULL;
    }
    if (!err)
        http_see_other(res, STR(HERE));
    return err;
}

/* --- one that is there --- */

static const struct err *
find_own(struct call *c, passkey_id id, struct passkey *out)
{
    struct security s = {.code = false};
    const struct err *err = passkey_app_list(c, &s);

    for (size_t i = 0; !err && i < s.keys.n; i++) {
        if (s.keys.row[i].id.v != id.v)
            continue;
        *out = s.keys.row[i];
        return NULL;
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

static const struct err *
show_edit(struct call *c, const struct http_req *req, struct page *pg,
          passkey_id id, const struct err *wrong)
{
    struct passkey k = {.counter = 0};
    const struct err *err = find_own(c, id, &k);
    struct form_view f = form_view_of(pg, req, err ? NULL : wrong);
    struct passkey_edit_view v = {
        .crumbs = security_crumbs(pg, MSG_PASSKEY_EDIT_TITLE),
        .errors = errors_of(&f),
        .name = field_text(&f, "navn", MSG_PASSKEY_NAME, MSG_PASSKEY_NAME_HINT,
                           k.name),
        .path = key_path(c->mem, id),
    };

    if (!err)
        tpl_passkey_edit(pg, &v);
    return err;
}

static const struct err *
get_edit(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    struct form f = form_of(c->mem, req);
    passkey_id id = {form_path_id(&f, "nokkel")};
    const struct err *err = form_errors(&f);

    (void)res;
    return err ? err : show_edit(c, NULL, pg, id, NULL);
}

static const struct err *
post_edit(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    passkey_id id = {form_path_id(&f, "nokkel")};
    struct str name = form_text(&f, "navn", PASSKEY_NAME_MAX);
    const struct err *err = form_errors(&f);

    if (!err)
        err = passkey_app_rename(c, id, name);
    if (form_shown_again(err, res))
        return show_edit(c, req, pg, id, err);
    if (!err)
        http_see_other(res, STR(HERE));
    return err;
}

static const struct err *
post_remove(struct call *c, const struct http_req *req, struct http_res *res,
            struct page *pg)
{
    struct form f = form_of(c->mem, req);
    passkey_id id = {form_path_id(&f, "nokkel")};
    const struct err *err = form_errors(&f);

    if (!err)
        err = passkey_app_remove(c, id);
    if (factor_asked_again(c, err, res, str_cz(c->mem, key_path(c->mem, id))))
        return NULL;
    if (form_shown_again(err, res))
        return show_edit(c, NULL, pg, id, err);
    if (!err)
        http_see_other(res, STR(HERE));
    return err;
}

const struct route passkey_routes[] = {
    {HTTP_POST, "/passnokkel/sporsmal", ACT_PASSKEY_ASK, post_ask},
    {HTTP_GET, HERE, ACT_PASSKEY_LIST, get_security},
    {HTTP_POST, KEYS, ACT_PASSKEY_ADD, post_add},
    {HTTP_GET, KEYS "/ny", ACT_PASSKEY_LIST, get_new},
    {HTTP_POST, KEYS "/ny", ACT_PASSKEY_ADD, post_new},
    {HTTP_GET, KEYS "/{nokkel}", ACT_PASSKEY_LIST, get_edit},
    {HTTP_POST, KEYS "/{nokkel}", ACT_PASSKEY_RENAME, post_edit},
    {HTTP_POST, KEYS "/{nokkel}/fjern", ACT_PASSKEY_REMOVE, post_remove},
};
const size_t passkey_routes_n = ARRAY_LEN(passkey_routes);
