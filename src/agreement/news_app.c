/* Who is told what happens to an agreement.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/approval_store.h"
#include "agreement/news.h"
#include "base/grow.h"
#include "registry/registry.h"

/* Own choice: what expired longer ago than this is told to nobody. */
enum { LATE_NEWS_DAYS = 30 };

/* Each person once. */
struct told {
    account_id account[4 * DRAFT_PARTIES_MAX + 64];
    size_t n;
};

static bool
is_told(const struct told *t, account_id account)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->account[i].v == account.v)
            return true;
    return t->n == ARRAY_LEN(t->account);
}

static const struct err *
tell_one(struct call *c, struct agreement_news *n, struct told *t,
         const struct function_row *f)
{
    if (f->account_id.v == c->who.account.v || is_told(t, f->account_id))
        return NULL;
    t->account[t->n++] = f->account_id;
    n->account = f->account_id;
    n->unit = f->unit_id;
    return news_store_insert(&c->tx, n, date_add(c->today, NEWS_DAYS));
}

static const struct err *
tell_party(struct call *c, struct agreement_news *n, struct told *t,
           unit_id party)
{
    struct function_list advisers = {0};
    struct function_row leader = {0};
    bool found = false;
    const struct err *err = registry_leader_of(&c->tx, party, c->today, &leader,
                                               &found);

    if (!err && found)
        err = tell_one(c, n, t, &leader);
    if (!err)
        err = registry_store_list_functions(&c->tx, party, FUNCTION_ADVISER,
                                            c->today, &advisers);
    for (size_t i = 0; !err && i < advisers.n; i++)
        err = tell_one(c, n, t, &advisers.row[i]);
    return err;
}

static const struct err *
tell_approvers(struct call *c, struct agreement_news *n, struct told *t)
{
    struct approver_list list = {0};
    const struct err *err = approver_store_list(&c->tx, n->agreement, c->today,
                                                &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        struct function_row f = {0};

        err = registry_store_get_function(&c->tx, list.row[i].function, &f);
        if (!err)
            err = tell_one(c, n, t, &f);
    }
    return err;
}

const struct err *
news_tell_in(struct call *c, agreement_id id, version_id version,
             enum news_kind kind)
{
    struct agreement_news n = {
        .agreement = id, .version = version, .kind = kind, .made_at = c->now};
    struct party_list parties = {0};
    struct told t = {0};
    const struct err *err = agreement_store_parties(&c->tx, id, &parties);

    for (size_t i = 0; !err && i < parties.n; i++)
        err = tell_party(c, &n, &t, parties.row[i].unit);
    return err ? err : tell_approvers(c, &n, &t);
}

static const struct err *
tell_of(struct call *c, enum news_kind kind, struct date from, struct date to)
{
    struct agreement_news_list list = {0};
    const struct err *err = news_store_ending(&c->tx, kind, from, to, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        err = news_tell_in(c, list.row[i].agreement, list.row[i].version, kind);
    return err;
}

const struct err *
news_watch_in(struct call *c)
{
    int32_t days = c->sv->rules.agreement_end_days;
    const struct err *err = tell_of(c, NEWS_ENDS, c->today,
                                    date_add(c->today, days));

    return err ? err
               : tell_of(c, NEWS_ENDED, date_add(c->today, -LATE_NEWS_DAYS),
                         date_add(c->today, -1));
}
