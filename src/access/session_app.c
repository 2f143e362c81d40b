/* Sessions: open, list, end, keep alive.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/session.h"
#include "access/session_store.h"

#define MINUTE_US (INT64_C(60) * 1000000)

struct session
session_new(const struct call *c, account_id account, struct str agent)
{
    return (struct session){
        .id = {id_new()},
        .account_id = account,
        .created = c->now,
        .seen = c->now,
        .ends = {c->now.us + SESSION_HOURS * 60 * MINUTE_US},
        .agent = agent,
    };
}

static const struct err *
check_own(struct call *c, function_id function)
{
    struct acting *acting = NULL;
    size_t n = 0;
    const struct err *err = c->sv->functions(c, &c->tx, c->who.account, &acting,
                                             &n);

    for (size_t i = 0; !err && i < n; i++)
        if (acting[i].function.v == function.v)
            return NULL;
    return err ? err : ERR(c->mem, NOT_FOUND);
}

/* The new row keeps what the login gave the old one. */
static const struct err *
replace(struct call *c, function_id function, struct str agent,
        struct str token)
{
    struct session s = session_new(c, c->who.account, agent);
    struct session old = {0};
    struct hash hash = lookup_token(c->sv->keys, "session", token);
    const struct err *err = session_store_get(&c->tx, c->who.session, &old);

    if (err)
        return err;
    s.function_id = function;
    s.created = old.created;
    s.ends = old.ends;
    s.factor = old.factor;
    s.fails = old.fails;
    s.last_fail = old.last_fail;
    s.proved = old.proved;
    err = session_store_end(&c->tx, old.id, old.account_id);
    return err ? err : session_store_insert(&c->tx, &s, &hash);
}

const struct err *
session_app_change(struct call *c, function_id function, struct str agent,
                   struct str *out_token)
{
    const enum action a = ACT_FUNCTION_CHOOSE;
    struct str token = token_new(c->mem, SESSION_TOKEN_BYTES);
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = check_own(c, function);
    if (!err)
        err = replace(c, function, agent, token);
    err = call_end(c, a, function.v, err);
    if (!err)
        *out_token = token;
    return err;
}

const struct err *
session_app_end(struct call *c, enum action a, session_id id)
{
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = session_store_end(&c->tx, id, c->who.account);
    return call_end(c, a, id.v, err);
}

const struct err *
session_app_list(struct call *c, struct session_list *out)
{
    const struct err *err = call_begin(c, ACT_SESSION_LIST);

    if (!err)
        err = call_permit(c, ACT_SESSION_LIST, subject_none());
    if (!err)
        err = session_store_list(&c->tx, c->who.account, out);
    return call_end(c, ACT_SESSION_LIST, 0, err);
}

struct touch {
    session_id id;
    struct instant now;
};

static const struct err *
touch_item(struct db_tx *tx, void *item)
{
    const struct touch *t = item;

    return session_store_touch(tx, t->id, t->now);
}

const struct err *
session_app_touch(struct call *c, const struct session *s)
{
    struct touch *t;

    if (c->now.us < s->seen.us + MINUTE_US)
        return NULL;
    t = ARENA_NEW(c->mem, struct touch);
    *t = (struct touch){s->id, c->now};
    return db_batch(c->sv->db, c->mem, touch_item, t);
}

/* --- where a form led --- */

struct led {
    account_id account;
    struct str token;
    struct str path;
};

static const struct err *
led_item(struct db_tx *tx, void *item)
{
    const struct led *l = item;

    return session_store_led(tx, l->account, l->token, l->path);
}

void
session_app_led(struct call *c, struct str token, struct str path)
{
    struct led *l = ARENA_NEW(c->mem, struct led);
    const struct err *err;

    *l = (struct led){c->who.account, token, path};
    err = db_batch(c->sv->db, c->mem, led_item, l);
    (void)err; /* the form's effect stands; only a link is missing */
}

struct str
session_app_where(struct call *c, struct str token)
{
    struct db_tx tx;
    struct str path = STR_NONE;

    if (db_read_begin(c->sv->db, c->mem, &tx))
        return STR_NONE;
    if (session_store_where(&tx, c->who.account, token, &path))
        path = STR_NONE;
    db_read_end(&tx);
    return path;
}
