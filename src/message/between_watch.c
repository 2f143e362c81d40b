/* The watch over conversations between units: what lies past its day goes to
 * the deputy and the leader. SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

#include "base/workday.h"
#include "registry/registry.h"

/* They have one working day, an own goal. */
static const struct err *
between_tell(struct call *c, const struct between_to *o,
             const struct function_row *who)
{
    struct between_to more = *o;

    more.id = id_new();
    more.function = who->id;
    more.account = who->account_id;
    more.unit = who->unit_id;
    more.due_on = workday_add(c->today, 1);
    more.delivered_at = c->now;
    return who->unit_id.v == o->unit.v && who->account_id.v != o->account.v
               ? between_store_insert_to(&c->tx, &more)
               : NULL;
}

/* The named deputy, and the leader; both of the unit that was written to. */
static const struct err *
between_tell_both(struct call *c, const struct between_to *o)
{
    struct function_row deputy = {0}, leader = {0};
    bool has_deputy = false, has_leader = false;
    const struct err *err = registry_deputy_or_leader(
        &c->tx, o->function, c->today, &deputy, &has_deputy);

    if (!err)
        err = registry_leader_of(&c->tx, o->unit, c->today, &leader,
                                 &has_leader);
    if (!err && has_deputy)
        err = between_tell(c, o, &deputy);
    if (!err && has_leader)
        err = between_tell(c, o, &leader);
    return err;
}

const struct err *
between_watch_in(struct call *c)
{
    struct between_to_list rows = {0};
    const struct err *err = between_store_overdue(&c->tx, c->today, &rows);

    for (size_t i = 0; !err && i < rows.n; i++) {
        const struct between_to *o = &rows.row[i];
        bool read = o->needs == BETWEEN_READ && o->opened_at.us != 0;

        if (!read)
            err = between_tell_both(c, o);
        if (!err)
            err = between_store_watched(&c->tx, o->id, read, c->now);
    }
    return err;
}
