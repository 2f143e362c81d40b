/* The second factor asked again, before what binds a unit: a signature.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
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
check_code(struct call *c, const struct account *a, struct str code,
           bool *out_right)
{
    struct key secret;
    int64_t step = a->totp_step;
    const struct err *err = key_unwrap(c->mem, c->sv->keys, a->id.v, a->totp,
                                       &secret);

    if (err)
        return err;
    *out_right = totp_is_right(
        (struct str){(const char *)secret.b, SECRET_BYTES}, code, a->totp_step,
        c->now, &step);
    key_clear(&secret);
    return *out_right ? account_store_note_step(&c->tx, a, step) : NULL;
}

static const struct err *
check_proof(struct call *c, struct str proof, bool *out_right)
{
    struct account a = {0};
    const struct err *err = account_store_get(&c->tx, c->who.account, &a);

    if (err)
        return err;
    if (!c->sv->demo)
        return check_code(c, &a, proof, out_right);
    *out_right = a.password.n > 0 && password_is(a.password, proof);
    return NULL;
}

const struct err *
factor_prove_in(struct call *c, struct str proof, bool *out_wrong)
{
    struct hash subject = guard_of(c);
    struct login_guard g = {0};
    bool right = false;
    int64_t wait;
    const struct err *err = account_store_get_guard(&c->tx, &subject, &g);

    *out_wrong = false;
    if (err)
        return err;
    wait = login_wait_us(g.fails, g.last, c->now);
    if (wait > 0)
        return ERR(c->mem, INVALID, .msg = MSG_LOGIN_WAIT, .field = "kode",
                   .arg = {msg_int((wait + SECOND_US - 1) / SECOND_US)});
    if (proof.n == 0)
        return refuse(c, MSG_FORM_REQUIRED);
    err = check_proof(c, proof, &right);
    if (err)
        return err;
    if (right)
        return account_store_clear_guard(&c->tx, &subject, c->now);
    *out_wrong = true;
    return refuse(c,
                  c->sv->demo ? MSG_FACTOR_WRONG_PASSWORD : MSG_FACTOR_WRONG);
}

const struct err *
factor_app_note_fail(struct call *c)
{
    struct hash subject = guard_of(c);
    const struct err *err;

    c->once = STR_NONE; /* the form may be sent again as it is */
    err = call_begin(c, ACT_LOGIN_FAIL);
    if (!err)
        err = call_permit(c, ACT_LOGIN_FAIL, subject_none());
    if (!err)
        err = account_store_note_guard(&c->tx, &subject, c->now);
    return call_end(c, ACT_LOGIN_FAIL, c->who.account.v, err);
}
