/* The second factor asked again: before a signature, and before it is changed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor.h"

#include "access/session_store.h"
#include "text/messages_access.h"
#include "text/messages_text.h"

enum { SECRET_BYTES = 20 };
#define SECOND_US INT64_C(1000000)

static struct hash
guard_of(const struct call *c)
{
    return lookup_token(c->sv->keys, "guard-factor",
                        id_format(c->mem, c->who.account.v));
}

static const struct err *
refuse(struct call *c, int msg)
{
    return ERR(c->mem, INVALID, .msg = msg, .field = "kode");
}

static const struct err *
use_backup(struct call *c, account_id account, struct str digits,
           bool *out_right)
{
    struct hash code = backup_hash(c, account, digits);
    const struct err *err = factor_store_use_code(&c->tx, &code, out_right);

    if (!err && *out_right)
        err = factor_tell_in(c, account, MSG_FACTOR_MAIL_TEXT);
    return err;
}

static const struct err *
check_code(struct call *c, const struct account *a, struct str code,
           bool *out_right)
{
    struct key secret;
    int64_t step = a->totp_step;
    const struct err *err;

    if (backup_digits(c->mem, code).n > 0)
        return use_backup(c, a->id, backup_digits(c->mem, code), out_right);
    if (a->totp.n == 0)
        return NULL;
    err = key_unwrap(c->mem, c->sv->keys, a->id.v, a->totp, &secret);

    if (err)
        return err;
    *out_right = totp_is_right(
        (struct str){(const char *)secret.b, SECRET_BYTES}, code, a->totp_step,
        c->now, &step);
    key_clear(&secret);
    return *out_right ? account_store_note_step(&c->tx, a, step) : NULL;
}

/* The counter is looked at in the statement that moves it. */
static const struct err *
check_passkey(struct call *c, struct factor_proof *proof, bool *out_right)
{
    struct passkey_proof p = {.right = false};
    bool counted = true;
    const struct err *err = passkey_prove_in(c, &proof->key, &p);

    *out_right = !err && p.right && p.key.account_id.v == c->who.account.v;
    if (*out_right)
        err = passkey_store_note_use(&c->tx, &p.key, c->now, &counted);
    if (!err && !counted) {
        *out_right = false;
        proof->went_back = p.key.id;
    }
    return err;
}

static const struct err *
check_proof(struct call *c, struct factor_proof *proof, bool *out_right)
{
    struct account a = {0};
    const struct err *err;

    if (proof->key.credential.n > 0)
        return check_passkey(c, proof, out_right);
    err = account_store_get(&c->tx, c->who.account, &a);
    if (err)
        return err;
    if (!c->sv->demo)
        return check_code(c, &a, proof->code, out_right);
    *out_right = a.password.n > 0 && password_is(a.password, proof->code);
    return NULL;
}

static int
fault_of(const struct call *c, const struct factor_proof *proof)
{
    if (proof->went_back.v != 0)
        return MSG_PASSKEY_BACK;
    if (proof->key.credential.n > 0)
        return MSG_PASSKEY_REFUSED;
    return c->sv->demo ? MSG_FACTOR_WRONG_PASSWORD : MSG_FACTOR_WRONG;
}

const struct err *
factor_prove_in(struct call *c, struct factor_proof *proof)
{
    struct hash subject = guard_of(c);
    struct login_guard g = {0};
    bool right = false;
    int64_t wait;
    const struct err *err = account_store_get_guard(&c->tx, &subject, &g);

    proof->wrong = false;
    if (err)
        return err;
    wait = login_wait_us(g.fails, g.last, c->now);
    if (wait > 0)
        return ERR(c->mem, INVALID, .msg = MSG_LOGIN_WAIT, .field = "kode",
                   .arg = {msg_int((wait + SECOND_US - 1) / SECOND_US)});
    if (proof->code.n == 0 && proof->key.credential.n == 0)
        return refuse(c, MSG_FORM_REQUIRED);
    err = check_proof(c, proof, &right);
    if (err)
        return err;
    if (right)
        return account_store_clear_guard(&c->tx, &subject, c->now);
    proof->wrong = true;
    return refuse(c, fault_of(c, proof));
}

/* A challenge that was answered wrongly is used up too. */
static const struct err *
drop_challenge(struct call *c, const struct factor_proof *proof)
{
    struct passkey_proof ignored = {.right = false};

    if (proof->key.credential.n == 0)
        return NULL;
    return passkey_prove_in(c, &proof->key, &ignored);
}

const struct err *
factor_app_note_fail(struct call *c, const struct factor_proof *proof)
{
    struct hash subject = guard_of(c);
    const struct err *err;

    c->once = STR_NONE; /* the form may be sent again as it is */
    err = call_begin_on(c, ACT_LOGIN_FAIL, subject_none());
    if (!err)
        err = account_store_note_guard(&c->tx, &subject, c->now);
    if (!err)
        err = drop_challenge(c, proof);
    err = call_end(c, ACT_LOGIN_FAIL, c->who.account.v, err);
    if (!err && proof->went_back.v != 0)
        err = passkey_app_note_back(c, proof->went_back);
    return err;
}

const struct err *
factor_app_prove(struct call *c, struct factor_proof *proof)
{
    const enum action a = ACT_FACTOR_PROVE;
    const struct err *noted = NULL;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = factor_prove_in(c, proof);
    if (!err)
        err = factor_note_proved_in(c);
    err = call_end(c, a, 0, err);
    if (proof->wrong)
        noted = factor_app_note_fail(c, proof);
    return noted ? noted : err;
}
