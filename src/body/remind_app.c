/* Reminders of action points, by mail, in the daily job.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/app.h"
#include "notify/outbox.h"
#include "text/messages_body.h"

/* Own choice: so many days before. Mail goes to several services: bokmål. */
enum { REMIND_DAYS = 3 };
#define MAIL_LANG LANG_NB

static const struct err *
remind(struct call *c, const struct action_due *a)
{
    bool late = date_cmp(a->due_on, c->today) < 0;
    struct str day = date_text(c->mem, MAIL_LANG, a->due_on);
    struct str text = msg_text(
        c->mem, MAIL_LANG, late ? MSG_ACTION_MAIL_LATE : MSG_ACTION_MAIL_SOON,
        (const struct msg_arg[]){msg_str(a->body_name), msg_str(day)}, 2);
    struct mail m = {.key = str_fmt(c->mem, "action.%s:%lld:%.*s",
                                    late ? "late" : "soon", (long long)a->id.v,
                                    STR_FMT(date_format(c->mem, a->due_on))),
                     .to_address = a->address,
                     .to_name = a->name,
                     .subject = msg_text(
                         c->mem, MAIL_LANG, MSG_ACTION_MAIL,
                         (const struct msg_arg[]){msg_str(a->body_name)}, 1)};

    m.text = outbox_text(c, text, "/organ");
    return outbox_put_in(c, &m);
}

const struct err *
body_job_remind(struct call *c, int64_t object)
{
    struct action_due_list list = {0};
    const struct err *err = action_store_due(
        &c->tx, date_add(c->today, REMIND_DAYS), &list);

    (void)object;
    for (size_t i = 0; !err && i < list.n; i++)
        if (list.row[i].address.n > 0)
            err = remind(c, &list.row[i]);
    return err;
}
