/* One's own second factor: set up, confirmed, removed; backup codes; and a
 * colleague's reset. SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor.h"

#include "access/session_store.h"
#include "base/random.h"
#include "text/messages_text.h"

#define MINUTE_US (INT64_C(60) * 1000000)
enum { SECRET_BYTES = 20 };

/* --- what there is --- */

const struct err *
factor_of(struct db_tx *tx, account_id account, struct security *out)
{
    struct account who = {0};
    const struct err *err = account_store_get(tx, account, &who);

    if (!err)
        err = passkey_store_list(tx, account, &out->keys);
    if (!err)
        err = factor_store_count_codes(tx, account, &out->codes);
    out->code = who.totp.n > 0;
    return err;
}

const struct err *
factor_own_in(struct call *c, struct security *out)
{
    struct session s = {0};
    const struct err *err = factor_of(&c->tx, c->who.account, out);

    if (!err)
        err = session_store_get(&c->tx, c->who.session, &s);
    out->fresh = (!c->sv->demo && !security_has_factor(out)) ||
                 (s.proved.us > 0 &&
                  c->now.us - s.proved.us < FACTOR_FRESH_MINUTES * MINUTE_US);
    return err;
}

const struct err *
factor_check_fresh_in(struct call *c, const struct security *s)
{
    return s->fresh ? NULL : ERR(c->mem, CONFLICT, .msg = MSG_FACTOR_STALE);
}

const struct err *
factor_check_not_last(struct call *c, const struct security *s)
{
    if (!c->sv->demo && s->keys.n + (s->code ? 1 : 0) <= 1)
        return ERR(c->mem, CONFLICT, .msg = MSG_FACTOR_LAST);
    return NULL;
}

const struct err *
factor_note_proved_in(struct call *c)
{
    return session_store_prove(&c->tx, c->who.session, c->now);
}

const struct err *
factor_tell_in(struct call *c, account_id to, int text)
{
    return c->sv->tell ? c->sv->tell(c, to, MSG_FACTOR_MAIL_SUBJECT, text,
                                     "/konto/sikkerhet")
                       : NULL;
}

/* Opens a call that changes one's own factors. */
static const struct err *
begin_change(struct call *c, enum action a, struct security *out)
{
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct security){.code = false};
    if (!err)
        err = factor_own_in(c, out);
    return err ? err : factor_check_fresh_in(c, out);
}

/* --- the one-time code --- */

const struct err *
factor_app_begin(struct call *c)
{
    const enum action a = ACT_FACTOR_ADD;
    struct instant ends = {c->now.us + FACTOR_SETUP_MINUTES * MINUTE_US};
    struct security has;
    struct key key;
    const struct err *err = begin_change(c, a, &has);

    if (!err) {
        struct str wrapped = key_new_wrapped(c->mem, c->sv->keys,
                                             c->who.account.v, &key);

        key_clear(&key);
        err = factor_store_put_setup(&c->tx, c->who.account, wrapped, ends);
    }
    return call_end(c, a, c->who.account.v, err);
}

static const struct err *
read_setup(struct call *c, struct code_setup *out)
{
    struct account who = {0};
    struct key key;
    const struct err *err = factor_store_find_setup(&c->tx, c->who.account,
                                                    c->now, &out->wrapped);

    if (err || out->wrapped.n == 0)
        return err;
    err = account_store_get(&c->tx, c->who.account, &who);
    if (!err)
        err = key_unwrap(c->mem, c->sv->keys, who.id.v, out->wrapped, &key);
    if (err)
        return err;
    out->base32 = totp_base32(c->mem, &key);
    key_clear(&key);
    out->uri = totp_uri(c->mem, who.login, out->base32);
    return NULL;
}

const struct err *
factor_app_view(struct call *c, struct factor_state *out)
{
    const enum action a = ACT_PASSKEY_LIST;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct factor_state){.has.code = false};
    if (!err)
        err = factor_own_in(c, &out->has);
    if (!err && out->has.fresh)
        err = read_setup(c, &out->setup);
    return call_end(c, a, 0, err);
}

/* --- backup codes --- */

struct hash
backup_hash(const struct call *c, account_id account, struct str digits)
{
    return lookup_token(c->sv->keys, "backup-code",
                        str_fmt(c->mem, "%.*s %.*s",
                                STR_FMT(id_format(c->mem, account.v)),
                                STR_FMT(digits)));
}

/* Digits, each as likely: bytes of 250 and more are drawn again. */
static struct str
code_new(struct arena *mem)
{
    struct buf b;

    buf_init(&b, mem);
    for (int n = 0; n < BACKUP_DIGITS;) {
        unsigned char byte;

        random_bytes(&byte, 1);
        if (byte >= 250)
            continue;
        buf_char(&b, (char)('0' + byte % 10));
        n++;
    }
    return buf_done(&b);
}

static const struct err *
make_codes(struct call *c, struct backup_codes *out)
{
    const struct err *err = factor_store_drop_codes(&c->tx, c->who.account);

    out->n = 0;
    while (!err && out->n < BACKUP_CODES) {
        struct str digits = code_new(c->mem);
        struct hash code = backup_hash(c, c->who.account, digits);

        err = factor_store_add_code(&c->tx, c->who.account, &code);
        out->code[out->n++] = backup_shown(c->mem, digits);
    }
    return err;
}

const struct err *
factor_app_new_codes(struct call *c, struct backup_codes *out)
{
    const enum action a = ACT_FACTOR_CODES;
    struct security has;
    const struct err *err = begin_change(c, a, &has);

    if (!err && !security_has_factor(&has))
        err = ERR(c->mem, CONFLICT, .msg = MSG_BACKUP_NOTHING);
    if (!err)
        err = make_codes(c, out);
    if (!err)
        err = factor_tell_in(c, c->who.account, MSG_FACTOR_MAIL_TEXT);
    return call_end(c, a, c->who.account.v, err);
}

/* --- confirmed, and removed --- */

static const struct err *
check_confirm(struct call *c, struct str wrapped, struct str code,
              int64_t *out_step)
{
    struct key key;
    bool right;
    const struct err *err;

    if (wrapped.n == 0)
        return ERR(c->mem, CONFLICT, .msg = MSG_CODE_SETUP_OLD);
    if (code.n == 0)
        return ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "kode");
    err = key_unwrap(c->mem, c->sv->keys, c->who.account.v, wrapped, &key);
    if (err)
        return err;
    right = totp_is_right((struct str){(const char *)key.b, SECRET_BYTES}, code,
                          0, c->now, out_step);
    key_clear(&key);
    return right ? NULL
                 : ERR(c->mem, INVALID, .msg = MSG_CODE_NOT_THE_APPS,
                       .field = "kode");
}

/* The code that confirmed it is used up. */
static const struct err *
take_into_use(struct call *c, struct str wrapped, int64_t step)
{
    struct account who = {0};
    const struct err *err = account_store_get(&c->tx, c->who.account, &who);

    who.totp = wrapped;
    if (!err)
        err = account_store_update(&c->tx, &who);
    who.totp_step = 0; /* of a new secret */
    if (!err)
        err = account_store_note_step(&c->tx, &who, step);
    if (!err)
        err = factor_store_drop_setup(&c->tx, who.id);
    if (!err)
        err = factor_note_proved_in(c);
    return err ? err : factor_tell_in(c, who.id, MSG_FACTOR_MAIL_TEXT);
}

const struct err *
factor_app_confirm(struct call *c, struct str code, struct backup_codes *out)
{
    const enum action a = ACT_FACTOR_ADD;
    struct security has;
    struct str wrapped = STR_NONE;
    int64_t step = 0;
    const struct err *err = begin_change(c, a, &has);

    out->n = 0;
    if (!err)
        err = factor_store_find_setup(&c->tx, c->who.account, c->now, &wrapped);
    if (!err)
        err = check_confirm(c, wrapped, code, &step);
    if (!err)
        err = take_into_use(c, wrapped, step);
    if (!err && has.codes == 0)
        err = make_codes(c, out);
    return call_end(c, a, c->who.account.v, err);
}

static const struct err *
clear_code(struct call *c, account_id id)
{
    struct account who = {0};
    const struct err *err = account_store_get(&c->tx, id, &who);

    who.totp = STR_NONE;
    if (!err)
        err = account_store_update(&c->tx, &who);
    return err ? err : factor_store_drop_setup(&c->tx, id);
}

const struct err *
factor_app_remove(struct call *c)
{
    const enum action a = ACT_FACTOR_REMOVE;
    struct security has;
    const struct err *err = begin_change(c, a, &has);

    if (!err && !has.code)
        err = ERR(c->mem, CONFLICT, .msg = MSG_CODE_IS_OFF);
    if (!err)
        err = factor_check_not_last(c, &has);
    if (!err)
        err = clear_code(c, c->who.account);
    if (!err && has.keys.n == 0)
        err = factor_store_drop_codes(&c->tx, c->who.account);
    if (!err)
        err = factor_tell_in(c, c->who.account, MSG_FACTOR_MAIL_TEXT);
    return call_end(c, a, c->who.account.v, err);
}

/* --- a colleague has lost every factor --- */

static const struct err *
clear_all(struct call *c, account_id whose)
{
    struct passkey_list keys = {0};
    const struct err *err = passkey_store_list(&c->tx, whose, &keys);

    for (size_t i = 0; !err && i < keys.n; i++)
        err = passkey_store_remove(&c->tx, whose, keys.row[i].id);
    if (!err)
        err = factor_store_drop_codes(&c->tx, whose);
    if (!err)
        err = clear_code(c, whose);
    if (!err)
        err = session_store_end(&c->tx, (session_id){0}, whose);
    return err ? err : factor_tell_in(c, whose, MSG_FACTOR_MAIL_RESET);
}

const struct err *
factor_reset_in(struct call *c, account_id whose)
{
    struct security own = {.code = false};
    const struct err *err;

    if (whose.v == c->who.account.v)
        return ERR(c->mem, CONFLICT, .msg = MSG_FACTOR_RESET_OWN);
    err = factor_own_in(c, &own);
    if (!err)
        err = factor_check_fresh_in(c, &own);
    if (!err)
        err = clear_all(c, whose);
    return err ? err
               : factor_tell_in(c, c->who.account, MSG_FACTOR_MAIL_RESETTER);
}

const struct err *
factor_app_reset(struct call *c, struct str login)
{
    const enum action a = ACT_FACTOR_RESET;
    struct account who = {0};
    bool found = false;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = account_store_find(&c->tx, login_normal(c->mem, login), &who,
                                 &found);
    if (!err && !found)
        err = ERR(c->mem, NOT_FOUND, .msg = MSG_ACCOUNT_UNKNOWN,
                  .arg = {msg_str(login)});
    if (!err)
        err = clear_all(c, who.id);
    return call_end(c, a, who.id.v, err);
}
