/* Logging in: limits, password and second factor, and the session it opens.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor.h"
#include "access/session.h"
#include "access/session_store.h"
#include "text/messages_access.h"

#include <arpa/inet.h>
#include <string.h>

enum { SECRET_BYTES = 20, CROWD = 10, ACCOUNT_WAIT_MAX_S = 10 };
/* So many wrong tries in an hour at the accounts of one unit, and for so long
 * new addresses have fewer: as if some had failed already. */
enum { UNIT_TRIES = 30, STRICT_S = 900, STRICT_FAILS = 4, STRICT_CROWD = 2 };
#define SECOND_US INT64_C(1000000)
#define HOUR_US   (3600 * SECOND_US)

/* What a login attempt is counted under. */
enum guard_kind { GUARD_ADDRESS, GUARD_LOGIN, GUARD_PAIR, GUARD_COUNT };
struct attempt {
    const struct login_try *t;
    struct str login; /* as it is kept */
    struct hash subject[GUARD_COUNT];
    struct login_guard guard[GUARD_COUNT];
    struct account account;
    bool found;
    int64_t step; /* of the code that was given */
    bool has_factor;
    struct str backup; /* digits of a backup code that was given */
    bool by_key; /* a passkey answered: what is typed beside counts nothing */
    struct passkey_proof proof;
    bool has_unit;
    struct hash unit;   /* of the account, in this hour */
    struct hash strict; /* one for all: who waits tells of no unit */
    bool is_strict;
    struct hash usual; /* account and address: never counts, only notes */
    bool is_usual;     /* the person has logged in from there before */
};

/* An address as one holder has it: of IPv6 the first 64 bits. */
static struct str
holder_of(struct arena *mem, struct str peer)
{
    struct in6_addr a;
    char text[INET6_ADDRSTRLEN];

    if (inet_pton(AF_INET6, str_cz(mem, peer), &a) != 1)
        return peer;
    memset(&a.s6_addr[8], 0, 8);
    if (!inet_ntop(AF_INET6, &a, text, sizeof text))
        return peer;
    return str_copy(mem, str_of(text));
}

struct hash
peer_guard(const struct call *c, const char *purpose)
{
    return lookup_token(c->sv->keys, purpose, holder_of(c->mem, c->peer));
}

static void
name_guards(struct call *c, struct attempt *a)
{
    struct str from = holder_of(c->mem, c->peer);

    a->subject[GUARD_ADDRESS] = peer_guard(c, "guard-address");
    a->subject[GUARD_LOGIN] = lookup_token(c->sv->keys, "guard-login",
                                           a->login);
    a->subject[GUARD_PAIR] = lookup_token(
        c->sv->keys, "guard-pair",
        str_fmt(c->mem, "%.*s %.*s", STR_FMT(a->login), STR_FMT(from)));
    a->strict = lookup_token(c->sv->keys, "guard-strict", STR("all"));
    a->usual = lookup_token(
        c->sv->keys, "guard-usual",
        str_fmt(c->mem, "%.*s %.*s", STR_FMT(a->login), STR_FMT(from)));
}

/* Which unit's accounts are tried, and whether some unit's were so often that
 * all new addresses go slowly. */
static const struct err *
look_up_unit(struct call *c, struct db_tx *tx, struct attempt *a)
{
    struct acting *acting = NULL;
    struct login_guard strict = {0};
    struct login_guard usual = {0};
    size_t n = 0;
    const struct err *err = account_store_get_guard(tx, &a->strict, &strict);

    if (!err)
        err = account_store_get_guard(tx, &a->usual, &usual);
    if (!err && a->found)
        err = c->sv->functions(c, tx, a->account.id, &acting, &n);
    if (err)
        return err;
    a->is_usual = usual.known || a->guard[GUARD_PAIR].known;
    a->is_strict = strict.fails > 0 &&
                   c->now.us - strict.last.us < STRICT_S * SECOND_US;
    a->has_unit = n > 0;
    if (n > 0)
        a->unit = lookup_token(c->sv->keys, "guard-unit",
                               str_fmt(c->mem, "%lld %lld",
                                       (long long)acting[0].unit.v,
                                       (long long)(c->now.us / HOUR_US)));
    return NULL;
}

/* A passkey says whose it is. */
static const struct err *
find_by_key(struct db_tx *tx, struct attempt *a)
{
    struct passkey key = {.counter = 0};
    const struct err *err = passkey_store_find(tx, a->t->key.credential, &key,
                                               &a->found);

    if (err || !a->found)
        return err;
    err = account_store_get(tx, key.account_id, &a->account);
    a->login = a->account.login;
    return err;
}

static const struct err *
look_up(struct call *c, struct attempt *a)
{
    struct security has = {.code = false};
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = a->by_key ? find_by_key(&tx, a)
                    : account_store_find(&tx, a->login, &a->account, &a->found);
    name_guards(c, a);
    for (int i = 0; !err && i < GUARD_COUNT; i++)
        err = account_store_get_guard(&tx, &a->subject[i], &a->guard[i]);
    if (!err)
        err = look_up_unit(c, &tx, a);
    if (!err && a->found)
        err = factor_of(&tx, a->account.id, &has);
    db_read_end(&tx);
    a->step = a->account.totp_step;
    a->has_factor = security_has_factor(&has);
    return err;
}

/* Many people may sit behind one address, and anybody may type a colleague's
 * name: these two wait only after ten times the failures. The name's wait is
 * short, and none where its person has logged in from before, so that nobody
 * can keep a colleague out. While a unit is tried again and again, the first
 * try from a new address is free still, and each that fails makes it wait. */
static int64_t
wait_us(const struct attempt *a, struct instant now)
{
    const struct login_guard *g = a->guard;
    bool strict = a->is_strict && !a->is_usual;
    int64_t more = strict && g[GUARD_PAIR].fails > 0 ? STRICT_FAILS : 0;
    int64_t wait = login_wait_us(g[GUARD_PAIR].fails + more, g[GUARD_PAIR].last,
                                 now);
    int64_t crowd = login_wait_us(g[GUARD_ADDRESS].fails /
                                      (strict ? STRICT_CROWD : CROWD),
                                  g[GUARD_ADDRESS].last, now);
    int64_t name = login_wait_us(g[GUARD_LOGIN].fails / CROWD,
                                 g[GUARD_LOGIN].last, now);
    int64_t roof = g[GUARD_LOGIN].last.us + ACCOUNT_WAIT_MAX_S * SECOND_US -
                   now.us;

    if (name > roof)
        name = roof;
    if (a->is_usual)
        name = 0;
    if (crowd > wait)
        wait = crowd;
    return name > wait ? name : wait;
}

static bool
is_over(const struct call *c, const struct account *who)
{
    return !date_is_none(who->valid_to) &&
           date_cmp(c->today, who->valid_to) > 0;
}

static bool
code_is_right(struct call *c, struct attempt *a)
{
    const struct account *who = &a->account;
    struct key secret;
    bool right;

    a->backup = backup_digits(c->mem, a->t->code);
    if (a->backup.n > 0)
        return true; /* enter() takes it out, or refuses */
    if (who->totp.n == 0 ||
        key_unwrap(c->mem, c->sv->keys, who->id.v, who->totp, &secret) != NULL)
        return false;
    right = totp_is_right((struct str){(const char *)secret.b, SECRET_BYTES},
                          a->t->code, who->totp_step, c->now, &a->step);
    key_clear(&secret);
    return right;
}

/* A passkey, or password and second factor; who has none yet gets no further
 * than to set one up (dispatch.c). The same work is done when there is no
 * account, so that the time it takes tells nothing. */
static bool
proves(struct call *c, struct attempt *a)
{
    static const char nobody[] =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const struct account *who = &a->account;
    bool has_password = a->found && who->password.n > 0;
    bool right;

    if (a->by_key)
        return a->proof.right && a->found &&
               a->proof.key.account_id.v == who->id.v && !is_over(c, who);
    right = password_is(has_password ? who->password : str_of(nobody),
                        a->t->password);
    if (!has_password || !right || is_over(c, who))
        return false;
    return c->sv->demo || !a->has_factor || code_is_right(c, a);
}

static const struct err *
note_unit(struct call *c, const struct attempt *a)
{
    struct login_guard g = {0};
    const struct err *err = account_store_note_guard(&c->tx, &a->unit, c->now);

    if (!err)
        err = account_store_get_guard(&c->tx, &a->unit, &g);
    if (!err && g.fails >= UNIT_TRIES)
        err = account_store_note_guard(&c->tx, &a->strict, c->now);
    return err;
}

static const struct err *
note_fail(struct call *c, const struct attempt *a)
{
    const struct err *err;

    c->once = STR_NONE; /* the form may be sent again as it is */
    err = call_begin(c, ACT_LOGIN_FAIL);
    if (!err)
        err = call_permit(c, ACT_LOGIN_FAIL, subject_none());
    if (!err && a->found)
        err = account_store_note_fail(&c->tx, a->account.id, c->now);
    for (int i = 0; !err && i < GUARD_COUNT; i++)
        err = account_store_note_guard(&c->tx, &a->subject[i], c->now);
    if (!err && a->has_unit)
        err = note_unit(c, a);
    return call_end(c, ACT_LOGIN_FAIL, a->found ? a->account.id.v : 0, err);
}

/* The function that the person acts in first, if any. */
static const struct err *
first_function(struct call *c, account_id account, function_id *out)
{
    struct acting *acting = NULL;
    size_t n = 0;
    const struct err *err = c->sv->functions(c, &c->tx, account, &acting, &n);

    *out = !err && n > 0 ? acting[0].function : (function_id){0};
    return err;
}

static const struct err *
open_session(struct call *c, const struct attempt *a, struct str token)
{
    struct session s = session_new(c, a->account.id, a->t->agent);
    struct hash hash = lookup_token(c->sv->keys, "session", token);
    const struct err *err = first_function(c, a->account.id, &s.function_id);

    s.fails = a->account.fails;
    s.last_fail = a->account.last_fail;
    s.factor = a->by_key || (a->has_factor && !c->sv->demo);
    if (s.factor)
        s.proved = c->now;
    if (!err && c->who.session.v != 0)
        err = session_store_end(&c->tx, c->who.session, c->who.account);
    return err ? err : session_store_insert(&c->tx, &s, &hash);
}

/* The counter is looked at in the statement that moves it. */
static const struct err *
use_key(struct call *c, const struct attempt *a)
{
    bool counted = true;
    const struct err *err = NULL;

    if (a->by_key)
        err = passkey_store_note_use(&c->tx, &a->proof.key, c->now, &counted);
    if (!err && !counted)
        err = ERR(c->mem, DENIED, .msg = MSG_PASSKEY_BACK);
    return err;
}

static const struct err *
use_backup(struct call *c, const struct attempt *a)
{
    struct hash code;
    bool done = false;
    const struct err *err;

    if (a->backup.n == 0)
        return NULL;
    code = backup_hash(c, a->account.id, a->backup);
    err = factor_store_use_code(&c->tx, &code, &done);
    if (!err && !done)
        return ERR(c->mem, DENIED, .msg = MSG_LOGIN_WRONG);
    return err ? err : factor_tell_in(c, a->account.id, MSG_FACTOR_MAIL_TEXT);
}

/* One transaction: the code is used, the counters cleared, the session there.
 */
static const struct err *
enter(struct call *c, const struct attempt *a, struct str token)
{
    const struct err *err = call_begin(c, ACT_LOGIN);

    if (!err)
        err = call_permit(c, ACT_LOGIN, subject_none());
    if (!err)
        err = account_store_note_login(&c->tx, &a->account, a->step, c->now);
    if (err && err->kind == CONFLICT && err->msg == 0 && !db_err_is_retry(err))
        err = ERR(c->mem, DENIED, .msg = MSG_LOGIN_WRONG);
    if (!err)
        err = use_key(c, a);
    if (!err)
        err = use_backup(c, a);
    if (!err)
        err = account_store_clear_guard(&c->tx, &a->subject[GUARD_PAIR],
                                        c->now);
    if (!err)
        err = account_store_clear_guard(&c->tx, &a->usual, c->now);
    if (!err)
        err = account_store_clear_guard(&c->tx, &a->subject[GUARD_LOGIN],
                                        c->now);
    if (!err)
        err = open_session(c, a, token);
    return call_end(c, ACT_LOGIN, a->account.id.v, err);
}

/* Counted as a failure, and told as little as need be. */
static const struct err *
turn_away(struct call *c, const struct attempt *a, const struct err *why)
{
    const struct err *err = note_fail(c, a);

    if (!err && why->msg == MSG_PASSKEY_BACK)
        err = passkey_app_note_back(c, a->proof.key.id);
    return err ? err : why;
}

const struct err *
login_app_enter(struct call *c, const struct login_try *t,
                struct str *out_token)
{
    struct attempt a = {.t = t, .by_key = t->key.credential.n > 0};
    struct str token = token_new(c->mem, SESSION_TOKEN_BYTES);
    int64_t wait;
    const struct err *err;

    if (!a.by_key)
        a.login = login_normal(c->mem, t->login);
    err = look_up(c, &a);
    if (err)
        return err;
    wait = wait_us(&a, c->now);
    if (wait > 0)
        return ERR(c->mem, DENIED, .msg = MSG_LOGIN_WAIT,
                   .arg = {msg_int((wait + SECOND_US - 1) / SECOND_US)});
    if (a.by_key)
        err = passkey_app_prove(c, t->visitor, &t->key, &a.proof);
    if (err)
        return err;
    if (!proves(c, &a))
        return turn_away(
            c, &a,
            ERR(c->mem, DENIED,
                .msg = a.by_key ? MSG_PASSKEY_NOT_IN : MSG_LOGIN_WRONG));
    err = enter(c, &a, token);
    if (err && (err->msg == MSG_PASSKEY_BACK ||
                (a.backup.n > 0 && err->msg == MSG_LOGIN_WRONG)))
        return turn_away(c, &a, err);
    if (!err)
        *out_token = token;
    return err;
}
