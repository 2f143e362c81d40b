/* Sessions: open, list, end, keep alive.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/session.h"
#include "access/session_store.h"

#define MINUTE_US (INT64_C(60) * 1000000)
enum { TOKEN_BYTES = 32 };

static const struct err *
open_in(struct call *c, const struct session *s, session_id replaced,
        struct str token)
{
    struct hash hash = lookup_token(c->sv->keys, "session", token);
    const struct err *err = NULL;

    if (replaced.v != 0)
        err = session_store_end(&c->tx, replaced, s->account_id);
    return err ? err : session_store_insert(&c->tx, s, &hash);
}

const struct err *
session_app_open(struct call *c, enum action a, account_id account,
                 function_id function, struct str agent, session_id replaced,
                 struct str *out_token)
{
    struct session s = {
        .id = {id_new()},
        .account_id = account,
        .function_id = function,
        .created = c->now,
        .ends = {c->now.us + SESSION_HOURS * 60 * MINUTE_US},
        .agent = agent,
        .factor = true,
    };
    struct str token = token_new(c->mem, TOKEN_BYTES);
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = open_in(c, &s, replaced, token);
    err = call_end(c, a, account.v, err);
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
