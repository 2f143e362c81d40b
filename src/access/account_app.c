/* Accounts: create, log in, change; one function for each.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_BYTES = 20 };

/* The second factor's secret is a wrapped key of the account: sealed by the
 * master key like a case's, and bound to the account's id. */
static struct str
secret_new(struct call *c, account_id id, struct str *out_base32)
{
    struct key key;
    struct str wrapped = key_new_wrapped(c->mem, c->sv->keys, id.v, &key);
    char *text = NULL;
    size_t n = 0;

    if (oath_base32_encode((const char *)key.b, SECRET_BYTES, &text, &n) ==
        OATH_OK)
        *out_base32 = (struct str){text, n};
    arena_defer(c->mem, free, text);
    sodium_memzero(&key, sizeof key);
    return wrapped;
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
    const struct err *err = NULL;

    if (login.n == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "bruker");
    if (!err && name.n == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "navn");
    if (!err && password.n > 0)
        err = password_check(c->mem, login, password);
    if (err)
        return err;
    a.password = password.n > 0 ? password_hash(c->mem, password) : STR("");
    a.totp = secret_new(c, a.id, out_secret);
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
        err = account_store_find(&c->tx, login, &a, &found);
    if (!err && !found)
        err = ERR(c->mem, NOT_FOUND, .msg = MSG_ACCOUNT_UNKNOWN,
                  .arg = {msg_str(login)});
    if (!err)
        err = edit(c, &a, arg);
    if (!err)
        err = account_store_update(&c->tx, &a);
    return call_end(c, ACT_ACCOUNT_MANAGE, a.id.v, err);
}

static const struct err *
edit_password(struct call *c, struct account *a, void *arg)
{
    const struct str *password = arg;
    const struct err *err = password_check(c->mem, a->login, *password);

    if (!err)
        a->password = password_hash(c->mem, *password);
    return err;
}

const struct err *
account_app_set_password(struct call *c, struct str login, struct str password)
{
    return change(c, login, edit_password, &password);
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

/* --- log in --- */

/* What a login attempt is counted under: the address alone, and the account
 * from that address. Nobody elsewhere can make a colleague wait. */
struct guards {
    struct hash address;
    struct hash pair;
};

static struct guards
guards_of(struct call *c, struct str login)
{
    struct guards g;

    g.address = lookup_token(c->sv->keys, "guard-address", c->peer);
    g.pair = lookup_token(
        c->sv->keys, "guard-pair",
        str_fmt(c->mem, "%.*s %.*s", STR_FMT(login), STR_FMT(c->peer)));
    return g;
}

/* Reads the account and how long this attempt must wait. An address as a whole
 * gets ten times the failures: many people may sit behind it. */
static const struct err *
look_up(struct call *c, struct str login, const struct guards *g,
        struct account *a, bool *found, int64_t *wait_us)
{
    struct db_tx tx;
    int64_t fails = 0;
    struct instant last;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = account_store_find(&tx, login, a, found);
    if (!err)
        err = account_store_get_guard(&tx, &g->pair, &fails, &last);
    if (!err)
        *wait_us = login_wait_us(fails, last, c->now);
    if (!err)
        err = account_store_get_guard(&tx, &g->address, &fails, &last);
    if (!err && login_wait_us(fails / 10, last, c->now) > *wait_us)
        *wait_us = login_wait_us(fails / 10, last, c->now);
    db_read_end(&tx);
    return err;
}

/* Password and second factor. The same work is done when there is no account,
 * so that the time it takes tells nothing. */
static bool
proves(struct call *c, const struct account *a, bool found, struct str password,
       struct str code, int64_t *step)
{
    static const char nobody[] =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    bool has_password = found && a->password.n > 0;
    bool right = password_is(has_password ? a->password : str_of(nobody),
                             password);
    struct key secret;

    if (!has_password || !right)
        return false;
    if (!date_is_none(a->valid_to) && date_cmp(c->today, a->valid_to) > 0)
        return false;
    if (c->sv->demo)
        return true;
    if (key_unwrap(c->mem, c->sv->keys, a->id.v, a->totp, &secret) != NULL)
        return false;
    right = totp_is_right((struct str){(const char *)secret.b, SECRET_BYTES},
                          code, a->totp_step, c->now, step);
    sodium_memzero(&secret, sizeof secret);
    return right;
}

static const struct err *
note_fail(struct call *c, const struct account *a, bool found,
          const struct guards *g)
{
    const struct err *err = call_begin(c, ACT_LOGIN_FAIL);

    if (!err)
        err = call_permit(c, ACT_LOGIN_FAIL, subject_none());
    if (!err && found)
        err = account_store_note_fail(&c->tx, a->id, c->now);
    if (!err)
        err = account_store_note_guard(&c->tx, &g->pair, c->now);
    if (!err)
        err = account_store_note_guard(&c->tx, &g->address, c->now);
    return call_end(c, ACT_LOGIN_FAIL, found ? a->id.v : 0, err);
}

static const struct err *
note_login(struct call *c, const struct account *a, const struct guards *g,
           int64_t step)
{
    const struct err *err = call_begin(c, ACT_LOGIN);

    if (!err)
        err = call_permit(c, ACT_LOGIN, subject_none());
    if (!err)
        err = account_store_note_login(&c->tx, a->id, step, c->now);
    if (!err)
        err = account_store_clear_guard(&c->tx, &g->pair);
    return call_end(c, ACT_LOGIN, a->id.v, err);
}

const struct err *
account_app_login(struct call *c, struct str login, struct str password,
                  struct str code, struct account *out)
{
    struct guards g = guards_of(c, login);
    struct account a = {0};
    bool found = false;
    int64_t wait_us = 0;
    int64_t step;
    const struct err *err = look_up(c, login, &g, &a, &found, &wait_us);

    if (err)
        return err;
    if (wait_us > 0)
        return ERR(c->mem, DENIED, .msg = MSG_LOGIN_WAIT,
                   .arg = {msg_int((wait_us + 999999) / 1000000)});
    step = a.totp_step;
    if (!proves(c, &a, found, password, code, &step)) {
        err = note_fail(c, &a, found, &g);
        return err ? err : ERR(c->mem, DENIED, .msg = MSG_LOGIN_WRONG);
    }
    *out = a;
    return note_login(c, &a, &g, step);
}
