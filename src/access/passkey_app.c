/* Passkeys: ask, judge the answer, add, rename, remove; one function for each.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey.h"

#include "access/factor.h"
#include "access/session_store.h"
#include "base/random.h"
#include "text/messages_text.h"

#define MINUTE_US (INT64_C(60) * 1000000)
#define ES256     (-7)

/* --- challenges --- */

/* A challenge belongs to the browser that asked, and to one purpose. */
static struct hash
bound_of(const struct call *c, enum passkey_purpose p, struct str visitor)
{
    static const char *const purposes[] = {"passkey-add", "passkey-prove"};
    struct str who = str_fmt(c->mem, "visitor %.*s", STR_FMT(visitor));

    if (c->who.session.v != 0)
        who = str_fmt(c->mem, "session %.*s",
                      STR_FMT(id_format(c->mem, c->who.session.v)));
    return lookup_token(c->sv->keys, purposes[p], who);
}

static const struct err *
ask_in(struct call *c, enum passkey_purpose p, struct str visitor,
       struct str *out)
{
    char random[PASSKEY_CHALLENGE_BYTES];
    struct str bytes = {random, sizeof random};
    struct hash bound = bound_of(c, p, visitor);
    struct instant ends = {c->now.us + PASSKEY_MINUTES * MINUTE_US};
    struct hash challenge;

    if (c->sv->passkey_origin.n == 0)
        return ERR(c->mem, CONFLICT, .msg = MSG_PASSKEYS_NOWHERE);
    random_bytes(random, sizeof random);
    challenge = sha256_of(bytes);
    *out = passkey_base64(c->mem, bytes);
    return passkey_store_put_challenge(&c->tx, &bound, &challenge, ends);
}

const struct err *
passkey_app_ask(struct call *c, struct str visitor, struct str *out_challenge)
{
    const enum action a = ACT_PASSKEY_ASK;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = ask_in(c, PASSKEY_TO_PROVE, visitor, out_challenge);
    return call_end(c, a, 0, err);
}

struct str
passkey_user(struct call *c, account_id account)
{
    struct hash h = lookup_token(c->sv->keys, "passkey-user",
                                 id_format(c->mem, account.v));

    return str_copy(c->mem, (struct str){(const char *)h.b, HASH_BYTES});
}

/* --- judging an answer --- */

/* Somebody's key, so that an unknown credential takes as long as a known one:
 * the base point of P-256. Source: FIPS 186-4 D.1.2.3. */
static struct passkey
nobodys(const struct passkey_answer *a)
{
    static const unsigned char base[64] = {
        0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6,
        0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb,
        0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f,
        0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a,
        0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e,
        0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5};

    return (struct passkey){.credential = a->credential,
                            .algorithm = ES256,
                            .public_key = {(const char *)base, sizeof base}};
}

static const struct err *
judge_in(struct call *c, struct str visitor, const struct passkey_answer *a,
         struct passkey_proof *out)
{
    struct passkey_site site = passkey_site_of(c->sv->passkey_origin);
    struct hash bound = bound_of(c, PASSKEY_TO_PROVE, visitor);
    struct hash challenge = {{0}};
    bool asked = false;
    bool known = false;
    const struct err *wrong;
    const struct err *err = passkey_store_take_challenge(&c->tx, &bound, c->now,
                                                         &challenge, &asked);

    *out = (struct passkey_proof){.right = false};
    if (!err)
        err = passkey_store_find(&c->tx, a->credential, &out->key, &known);
    if (err)
        return err;
    if (!known)
        out->key = nobodys(a);
    wrong = passkey_check(c->mem, &site, &challenge,
                          passkey_user(c, out->key.account_id), a, &out->key);
    out->right = asked && known && !wrong;
    return NULL;
}

const struct err *
passkey_app_prove(struct call *c, struct str visitor,
                  const struct passkey_answer *a, struct passkey_proof *out)
{
    const enum action act = ACT_PASSKEY_ASK;
    struct str once = c->once;
    const struct err *err;

    c->once = STR_NONE; /* is taken by what the proof is for */
    err = call_begin_on(c, act, subject_none());
    if (!err)
        err = judge_in(c, visitor, a, out);
    err = call_end(c, act, 0, err);
    c->once = once;
    return err;
}

const struct err *
passkey_prove_in(struct call *c, const struct passkey_answer *a,
                 struct passkey_proof *out)
{
    return judge_in(c, STR_NONE, a, out);
}

const struct err *
passkey_app_note_back(struct call *c, passkey_id id)
{
    const enum action a = ACT_PASSKEY_WENT_BACK;
    const struct err *err;

    c->once = STR_NONE;
    err = call_begin_on(c, a, subject_none());
    if (!err)
        err = passkey_store_note_back(&c->tx, id, c->now);
    return call_end(c, a, id.v, err);
}

/* --- one's own --- */

const struct err *
passkey_app_list(struct call *c, struct security *out)
{
    const enum action a = ACT_PASSKEY_LIST;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = factor_own_in(c, out);
    return call_end(c, a, 0, err);
}

static const struct err *
check_name(struct call *c, struct str name)
{
    if (name.n == 0)
        return ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "navn");
    return NULL;
}

static const struct err *
check_room(struct call *c, const struct passkey_list *keys)
{
    if (keys->n >= PASSKEYS_MAX)
        return ERR(c->mem, CONFLICT, .msg = MSG_PASSKEY_MANY,
                   .arg = {msg_int(PASSKEYS_MAX)});
    return NULL;
}

const struct err *
passkey_app_begin(struct call *c, struct str name,
                  struct passkey_list *out_keys, struct str *out_challenge)
{
    const enum action a = ACT_PASSKEY_ASK;
    struct security s = {.code = false};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = check_name(c, name);
    if (!err)
        err = factor_own_in(c, &s);
    if (!err)
        err = check_room(c, &s.keys);
    if (!err)
        err = factor_check_fresh_in(c, &s);
    if (!err)
        err = ask_in(c, PASSKEY_TO_ADD, STR_NONE, out_challenge);
    *out_keys = s.keys;
    return call_end(c, a, 0, err);
}

/* The challenge is used up, whatever becomes of the answer. */
static const struct err *
take_in(struct call *c, struct hash *out)
{
    struct hash bound = bound_of(c, PASSKEY_TO_ADD, STR_NONE);
    bool found = false;
    const struct err *err = passkey_store_take_challenge(&c->tx, &bound, c->now,
                                                         out, &found);

    if (!err && !found)
        *out = (struct hash){{0}}; /* of which nobody knows the challenge */
    return err;
}

static const struct err *
take_challenge(struct call *c, struct hash *out)
{
    const enum action a = ACT_PASSKEY_ASK;
    struct str once = c->once;
    const struct err *err;

    c->once = STR_NONE;
    err = call_begin_on(c, a, subject_none());
    if (!err)
        err = take_in(c, out);
    err = call_end(c, a, 0, err);
    c->once = once;
    return err;
}

static const struct err *
insert_in(struct call *c, const struct passkey *k)
{
    struct passkey_list keys = {0};
    struct passkey other = {0};
    bool found = false;
    const struct err *err = passkey_store_list(&c->tx, c->who.account, &keys);

    if (!err)
        err = check_room(c, &keys);
    if (!err)
        err = passkey_store_find(&c->tx, k->credential, &other, &found);
    if (!err && found)
        err = ERR(c->mem, INVALID, .msg = MSG_PASSKEY_REFUSED);
    if (!err)
        err = passkey_store_insert(&c->tx, k);
    if (!err)
        err = factor_note_proved_in(c);
    return err ? err : factor_tell_in(c, c->who.account, MSG_FACTOR_MAIL_TEXT);
}

const struct err *
passkey_app_add(struct call *c, struct str name, const struct passkey_answer *a)
{
    const enum action act = ACT_PASSKEY_ADD;
    struct passkey_site site = passkey_site_of(c->sv->passkey_origin);
    struct hash challenge = {{0}};
    struct passkey k = {.id = {id_new()},
                        .account_id = c->who.account,
                        .name = name,
                        .made = c->now};
    const struct err *err = take_challenge(c, &challenge);

    if (err)
        return err;
    err = call_begin_on(c, act, subject_none());
    if (!err)
        err = check_name(c, name);
    if (!err)
        err = passkey_read_new(c->mem, &site, &challenge, a, &k);
    if (!err)
        err = insert_in(c, &k);
    return call_end(c, act, k.id.v, err);
}

const struct err *
passkey_app_rename(struct call *c, passkey_id id, struct str name)
{
    const enum action a = ACT_PASSKEY_RENAME;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = check_name(c, name);
    if (!err)
        err = passkey_store_rename(&c->tx, c->who.account, id, name);
    return call_end(c, a, id.v, err);
}

const struct err *
passkey_app_remove(struct call *c, passkey_id id)
{
    const enum action a = ACT_PASSKEY_REMOVE;
    struct security s = {.code = false};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = factor_own_in(c, &s);
    if (!err)
        err = factor_check_fresh_in(c, &s);
    if (!err)
        err = factor_check_not_last(c, &s);
    if (!err)
        err = passkey_store_remove(&c->tx, c->who.account, id);
    if (!err)
        err = factor_tell_in(c, c->who.account, MSG_FACTOR_MAIL_TEXT);
    return call_end(c, a, id.v, err);
}

/* --- somebody's, by the administrator --- */

static const struct err *
find_account(struct call *c, struct str login, struct account *out)
{
    bool found = false;
    const struct err *err = account_store_find(
        &c->tx, login_normal(c->mem, login), out, &found);

    if (!err && !found)
        return ERR(c->mem, NOT_FOUND, .msg = MSG_ACCOUNT_UNKNOWN,
                   .arg = {msg_str(login)});
    return err;
}

const struct err *
passkey_app_list_of(struct call *c, struct str login, struct passkey_list *out)
{
    const enum action a = ACT_ACCOUNT_MANAGE;
    struct account who = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = find_account(c, login, &who);
    if (!err)
        err = passkey_store_list(&c->tx, who.id, out);
    return call_end(c, a, who.id.v, err);
}

const struct err *
passkey_app_remove_of(struct call *c, struct str login, passkey_id id)
{
    const enum action a = ACT_PASSKEY_REMOVE;
    struct account who = {0};
    const struct err *err = call_begin_on(c, ACT_ACCOUNT_MANAGE,
                                          subject_none());

    if (!err)
        err = find_account(c, login, &who);
    if (!err)
        err = passkey_store_remove(&c->tx, who.id, id);
    if (!err)
        err = session_store_end(&c->tx, (session_id){0}, who.id);
    if (!err)
        err = factor_tell_in(c, who.id, MSG_FACTOR_MAIL_TEXT);
    return call_end(c, a, id.v, err);
}
