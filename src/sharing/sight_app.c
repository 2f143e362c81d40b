/* What a function lets its holder see: decided by administrators, read by all.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "sharing/sight.h"

#include "text/messages_text.h"

const struct err *
sight_app_list(struct call *c, enum function_kind kind, struct sight_list *out)
{
    uint32_t hidden = 0;
    const struct err *err = call_begin_on(c, ACT_SIGHT_VIEW, subject_none());

    *out = (struct sight_list){0};
    if (err)
        return err;
    err = sight_store_list(&c->tx, kind, out);
    if (!err)
        err = sight_hidden_in(&c->tx, kind, c->today, &hidden);
    out->now = CLASS_ALL & ~hidden;
    return call_end(c, ACT_SIGHT_VIEW, 0, err);
}

const struct err *
sight_app_decide(struct call *c, enum function_kind kind, uint32_t classes,
                 struct str why)
{
    int64_t id = id_new();
    const struct err *err = call_begin_on(c, ACT_SIGHT_EDIT, subject_none());

    if (err)
        return err;
    if (!function_is_limited(kind))
        err = ERR(c->mem, NOT_FOUND);
    else if (why.n == 0)
        err = ERR(c->mem, INVALID, .field = "grunn", .msg = MSG_FORM_REQUIRED);
    else
        err = sight_store_insert(c, id, kind, classes, why);
    return call_end(c, ACT_SIGHT_EDIT, id, err);
}
