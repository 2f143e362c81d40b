/* Whom the child trusts most: told, put down, read.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/trust_app.h"

#include "text/messages_casefile.h"

#define COLUMN_TRUST "case_trust.words"

static const struct err *
open_trust(struct call *c, case_id id, struct trust *t)
{
    struct key key;
    const struct err *err;

    if (t->id == 0)
        return NULL;
    c->classes |= CLASS_BIT(VOICE);
    err = case_key_in(c, id, &key);
    return err ? err
               : unseal_text(c->mem, &key, t->id, COLUMN_TRUST, &t->words);
}

const struct err *
trust_own_in(struct call *c, case_id id, struct trust *out)
{
    const struct err *err = trust_store_find_own(&c->tx, id, c->who.account,
                                                 out);

    return err ? err : open_trust(c, id, out);
}

const struct err *
trust_put_in(struct call *c, case_id id, unit_id unit, bool by_child,
             struct str words)
{
    struct trust t = {.id = id_new(), .by_child = by_child, .at = c->now};
    struct key key;
    const struct err *err;

    if (words.n == 0)
        return ERR(c->mem, INVALID, .field = "tillit", .msg = MSG_TRUST_NEEDED);
    err = case_key_in(c, id, &key);
    if (!err)
        err = share_own_in(c, id, unit, CLASS_BIT(VOICE));
    if (err)
        return err;
    t.words = seal(c->mem, &key, t.id, COLUMN_TRUST, words);
    return trust_store_insert(&c->tx, id, unit, &t, c->who.function);
}

const struct err *
trust_app_get(struct call *c, case_id id, struct trust *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err = call_begin_on(c, ACT_CASE_VIEW, subject_case(id));

    *out = (struct trust){.id = 0};
    if (!err)
        err = trust_store_find(&c->tx, &v, id, out);
    if (!err)
        err = open_trust(c, id, out);
    return call_end(c, ACT_CASE_VIEW, id.v, err);
}

const struct err *
trust_app_put(struct call *c, case_id id, struct str words)
{
    const struct err *err = call_begin_on(c, ACT_VOICE_WRITE, subject_case(id));

    if (!err)
        err = trust_put_in(c, id, c->who.unit, false, words);
    return call_end(c, ACT_VOICE_WRITE, id.v, err);
}
