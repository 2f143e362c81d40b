/* Accounts: create, log in, change; one function for each.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"

#include "access/session_store.h"
#include "text/messages_access.h"
#include "text/messages_text.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_BYTES = 20 };

/* The second factor's secret is a wrapped key of the account: sealed by the
 * master key like a case's, and bound to the account's id. */
struct str
totp_base32(struct arena *mem, const struct key *secret)
{
    struct str base32 = STR_NONE;
    char *text = NULL;
    size_t n = 0;

    if (oath_base32_encode((const char *)secret->b, SECRET_BYTES, &text, &n) ==
        OATH_OK)
        base32 = (struct str){text, n};
    arena_defer(mem, free, text);
    return base32;
}

static struct str
secret_new(struct call *c, account_id id, struct str *out_base32)
{
    struct key key;
    struct str wrapped = key_new_wrapped(c->mem, c->sv->keys, id.v, &key);

    *out_base32 = totp_base32(c->mem, &key);
    sodium_memzero(&key, sizeof key);
    return wrapped;
}

/* One line of text. */
static const struct err *
name_check(struct arena *mem, struct str name)
{
    bool good = str_is_utf8(name);

    if (name.n == 0)
        return ERR(mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "navn");
    for (size_t i = 0; i < name.n; i++)
        good = good && (unsigned char)name.p[i] >= ' ' && name.p[i] != 0x7f;
    return good ? NULL
                : ERR(mem, INVALID, .msg = MSG_FORM_TEXT_CODING,
                      .field = "navn");
}

const struct err *
account_create_in(struct call *c, struct str login, struct str name,
                  struct str email, struct str password, struct date valid_to,
                  bool made_up, account_id *out, struct str *out_secret)
{
    struct account a = {.id = {id_new()},
                        .login = login,
                        .name = name,
                        .email = email,
                        .language = STR(""),
                        .scheme = STR("auto"),
                        .valid_to = valid_to,
                        .made_up = made_up};
    const struct err *err;

    err = login_check(c->mem, login);
    if (!err)
        err = name_check(c->mem, name);
    if (!err && email.n > 0 && !mail_address_ok(email))
        err = ERR(c->mem, INVALID, .msg = MSG_FORM_EMAIL, .field = "epost");
    if (!err && password.n > 0)
        err = password_check(c->mem, login, password);
    if (err)
        return err;
    a.password = password.n > 0 ? password_hash(c->mem, password) : STR("");
    a.totp = out_secret ? secret_new(c, a.id, out_secret) : STR_NONE;
    err = account_store_insert(&c->tx, &a);
    if (err && err->kind == CONFLICT)
        return ERR(c->mem, CONFLICT, .msg = MSG_ACCOUNT_TAKEN,
                   .field = "bruker");
    if (!err)
        *out = a.id;
    return err;
}

const struct err *
account_app_create(struct call *c, struct str login, struct str name,
                   struct str email, struct str password, struct date valid_to,
                   bool made_up, account_id *out, struct str *out_secret)
{
    const struct err *err = call_begin(c, ACT_ACCOUNT_MANAGE);

    if (!err)
        err = call_permit(c, ACT_ACCOUNT_MANAGE, subject_none());
    if (!err)
        err = account_create_in(c, login, name, email, password, valid_to,
                                made_up, out, out_secret);
    return call_end(c, ACT_ACCOUNT_MANAGE, err ? 0 : out->v, err);
}

/* Changes an account by its login, in one call. */
static const struct err *
change(struct call *c, struct str login,
       const struct err *(*edit)(struct call *c, struct account *a, void *arg),
       void *arg)
{
    struct account a = {0};
    bool found = false;
    const struct err *err = call_begin(c, ACT_ACCOUNT_MANAGE);

    if (!err)
        err = call_permit(c, ACT_ACCOUNT_MANAGE, subject_none());
    if (!err)
        err = account_store_find(&c->tx, login_normal(c->mem, login), &a,
                                 &found);
    if (!err && !found)
        err = ERR(c->mem, NOT_FOUND, .msg = MSG_ACCOUNT_UNKNOWN,
                  .arg = {msg_str(login)});
    if (!err)
        err = edit(c, &a, arg);
    if (!err)
        err = account_store_update(&c->tx, &a);
    return call_end(c, ACT_ACCOUNT_MANAGE, a.id.v, err);
}

/* Whoever knew the old one is out. */
static const struct err *
end_sessions(struct call *c, const struct account *a)
{
    return session_store_end(&c->tx, (session_id){0}, a->id);
}

static const struct err *
edit_password(struct call *c, struct account *a, void *arg)
{
    const struct str *password = arg;
    const struct err *err = password_check(c->mem, a->login, *password);

    if (err)
        return err;
    a->password = password_hash(c->mem, *password);
    return end_sessions(c, a);
}

const struct err *
account_app_set_password(struct call *c, struct str login, struct str password)
{
    return change(c, login, edit_password, &password);
}

static const struct err *
edit_secret(struct call *c, struct account *a, void *arg)
{
    a->totp = secret_new(c, a->id, arg);
    return end_sessions(c, a);
}

const struct err *
account_app_new_secret(struct call *c, struct str login, struct str *out_secret)
{
    return change(c, login, edit_secret, out_secret);
}

static const struct err *
edit_end(struct call *c, struct account *a, void *arg)
{
    const struct date *valid_to = arg;

    (void)c;
    a->valid_to = *valid_to;
    return NULL;
}

const struct err *
account_app_set_end(struct call *c, struct str login, struct date valid_to)
{
    return change(c, login, edit_end, &valid_to);
}

const struct err *
account_app_set_preferences(struct call *c, struct str language,
                            struct str scheme)
{
    struct account a = {0};
    const struct err *err;

    if (c->who.account.v == 0)
        return NULL;
    err = call_begin(c, ACT_PREFERENCES);
    if (!err)
        err = call_permit(c, ACT_PREFERENCES, subject_none());
    if (!err)
        err = account_store_get(&c->tx, c->who.account, &a);
    if (!err && language.n > 0)
        a.language = language;
    if (!err && scheme.n > 0)
        a.scheme = scheme;
    if (!err)
        err = account_store_update(&c->tx, &a);
    return call_end(c, ACT_PREFERENCES, a.id.v, err);
}
