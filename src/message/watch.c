/* The unread watch: what lies unread goes to the deputy; the leader is told as
 * of any missed deadline. SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

#include "base/workday.h"
#include "registry/registry.h"

/* The deputy of a function, today; *found false: none is named. */
static const struct err *
deputy_of(struct call *c, function_id f, struct function_row *out, bool *found)
{
    struct function_row own = {0};
    const struct err *err = registry_store_get_function(&c->tx, f, &own);

    *found = false;
    if (err || own.deputy_id.v == 0)
        return err;
    err = registry_store_get_function(&c->tx, own.deputy_id, out);
    *found = !err && function_is_valid(out, c->today);
    return err;
}

/* The deputy has one working day, an own goal. */
static const struct err *
tell_deputy(struct call *c, const struct message_receipt *r, case_id about)
{
    struct function_row who = {0};
    bool found = false;
    const struct err *err = deputy_of(c, r->function, &who, &found);
    struct deadline d = {.case_id = about,
                         .unit_id = who.unit_id,
                         .function_id = who.id,
                         .account_id = who.account_id,
                         .kind = DEADLINE_MESSAGE_UNREAD,
                         .rule = STR("message_unread"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = workday_add(c->today, 1),
                         .object_id = r->id,
                         .owner = r->writer};

    if (err || !found)
        return err;
    err = casefile_reveal_in(c, about, who.account_id);
    return err ? err : deadline_open_in(c, &d);
}

/* Somebody looked, but did not say so: it is read. */
static const struct err *
was_opened(struct call *c, const struct message_receipt *r)
{
    return deadline_close_in(c, r->id, DEADLINE_MESSAGE_READ, DEADLINE_MET);
}

const struct err *
message_job_watch(struct call *c, int64_t object)
{
    struct message_receipts rows = {0};
    case_id *about = NULL;
    const struct err *err = thread_store_overdue(&c->tx, c->today, &rows,
                                                 &about);

    (void)object;
    for (size_t i = 0; !err && i < rows.n; i++) {
        const struct message_receipt *r = &rows.row[i];
        bool opened = r->opened_at.us != 0;

        err = opened ? was_opened(c, r) : tell_deputy(c, r, about[i]);
        if (!err)
            err = thread_store_watched(&c->tx, r->id, opened, c->now);
    }
    return err ? err : between_watch_in(c);
}
