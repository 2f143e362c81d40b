/* The campaign that makes an agreement known: looking at it, reminding by mail.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/reading_app.h"

#include "agreement/reading_store.h"
#include "notify/outbox.h"
#include "text/messages_agreement.h"

const struct err *
reading_app_campaign(struct call *c, agreement_id id, struct campaign *out)
{
    const enum action a = ACT_AGREEMENT_CAMPAIGN;
    struct agreement agreement = {0};
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    *out = (struct campaign){0};
    if (!err)
        err = agreement_store_get(&c->tx, id, &agreement);
    if (!err)
        err = agreement_look_in(c, &agreement, c->today, &out->look);
    if (!err && out->look.version) {
        out->readers = readers_of(c->mem, &out->look.clauses, out->look.verdict,
                                  &out->look.facts, out->look.on);
        err = reading_store_reminders(&c->tx, out->look.version->id,
                                      &out->readers);
    }
    for (size_t i = 0; i < out->readers.n; i++)
        out->read += !date_is_none(out->readers.row[i].read_on);
    return call_end(c, a, id.v, err);
}

static const struct err *
remind_one(struct call *c, version_id v, const struct reader *r)
{
    struct reader_mail to;
    struct mail m = {0};
    enum lang lang = LANG_NB;
    const struct err *err = reading_store_mail(&c->tx, r->function, &to);

    if (err || to.address.n == 0)
        return err;
    (void)lang_parse(to.language, &lang);
    m.key = str_fmt(c->mem, "reading:%lld:%lld:%d", (long long)v.v,
                    (long long)r->function.v, r->reminders + 1);
    m.to_address = to.address;
    m.to_name = to.name;
    m.subject = msg_plain(lang, MSG_READING_MAIL);
    m.text = outbox_text(c, msg_plain(lang, MSG_READING_MAIL_TEXT), "/avtaler");
    err = outbox_put_in(c, &m);
    return err ? err : reading_store_remind(&c->tx, v, r, c->today, c->now);
}

const struct err *
reading_remind_in(struct call *c, const struct agreement_look *l)
{
    const struct own_rules *rules = &c->sv->rules;
    struct reader_list list;
    const struct err *err;

    if (!l->version)
        return NULL;
    list = readers_of(c->mem, &l->clauses, l->verdict, &l->facts, l->on);
    err = reading_store_reminders(&c->tx, l->version->id, &list);
    for (size_t i = 0; !err && i < list.n; i++)
        if (reader_is_due(&list.row[i], c->today, rules->read_remind_days,
                          rules->read_remind_max))
            err = remind_one(c, l->version->id, &list.row[i]);
    return err;
}
