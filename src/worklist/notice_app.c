/* Notices by mail: choosing, and sending what is ripe.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "notify/outbox.h"
#include "text/messages_worklist.h"
#include "worklist/notice.h"

/* --- choosing --- */

const struct err *
notice_app_view(struct call *c, struct notice_view *out)
{
    struct account a = {0};
    const struct err *err = call_begin_on(c, ACT_NOTICE_VIEW, subject_none());

    *out = (struct notice_view){0};
    if (!err)
        err = notice_store_get(&c->tx, c->who.account, &out->choice);
    if (!err)
        err = account_store_get(&c->tx, c->who.account, &a);
    if (!err && mail_address_ok(a.email))
        out->email = a.email;
    return call_end(c, ACT_NOTICE_VIEW, 0, err);
}

const struct err *
notice_app_choose(struct call *c, const struct notice_choice *n)
{
    const struct err *err = call_begin_on(c, ACT_NOTICE_CHOOSE, subject_none());

    if (!err)
        err = notice_check(c->mem, n);
    if (!err)
        err = notice_store_put(&c->tx, c->who.account, n, c->now);
    return call_end(c, ACT_NOTICE_CHOOSE, 0, err);
}

/* --- sending --- */

/* Only how many, and whether something hurries: never what or whom. */
static const struct err *
put_mail(struct call *c, const struct notice_row *r, int64_t n, bool urgent)
{
    enum lang lang = LANG_NB;
    struct str text;
    struct mail m = {.to_address = r->email, .to_name = r->name};

    (void)lang_parse(r->language, &lang);
    m.key = str_fmt(c->mem, "notice:%lld:%lld:%lld", (long long)r->account.v,
                    (long long)r->line.id, (long long)c->now.us);
    m.subject = msg_plain(lang, urgent ? MSG_NOTICE_SUBJECT_URGENT
                                       : MSG_NOTICE_SUBJECT);
    text = msg_text(c->mem, lang, MSG_NOTICE_MAIL,
                    (const struct msg_arg[]){msg_int(n)}, 1);
    m.text = str_fmt(c->mem, "%.*s\n\n%.*s\n", STR_FMT(text),
                     STR_FMT(c->sv->site_url));
    return outbox_put_in(c, &m);
}

/* Rows from..to are of one person. */
static const struct err *
tell_person(struct call *c, const struct notice_row *row, size_t n)
{
    const struct notice_row *first = NULL;
    const struct err *err = NULL;
    int64_t sent = 0;
    bool urgent = false;

    for (size_t i = 0; !err && i < n; i++) {
        const struct notice_line *l = &row[i].line;
        enum notice_fate fate = notice_fate_of(&row[i].choice, l, c->now);

        if (fate == NOTICE_WAIT)
            continue;
        err = notice_store_told(&c->tx, l->id, row[i].account);
        if (fate == NOTICE_DROP)
            continue;
        first = first ? first : &row[i];
        sent++;
        urgent = urgent || notice_line_is_urgent(l, c->today);
    }
    if (!err && first && mail_address_ok(first->email))
        err = put_mail(c, first, sent, urgent);
    return err;
}

static const struct err *
tell_all(struct call *c, const struct notice_rows *all)
{
    const struct err *err = NULL;
    size_t from = 0;

    for (size_t i = 1; !err && i <= all->n; i++)
        if (i == all->n || all->row[i].account.v != all->row[from].account.v) {
            err = tell_person(c, &all->row[from], i - from);
            from = i;
        }
    return err;
}

static bool
any_ripe(const struct call *c, const struct notice_rows *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (notice_fate_of(&all->row[i].choice, &all->row[i].line, c->now) !=
            NOTICE_WAIT)
            return true;
    return false;
}

/* Looks without taking the writer's turn: mostly all wait. */
static const struct err *
look(struct call *c, account_id account, int64_t after, struct notice_rows *out)
{
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = notice_store_pending(&tx, c->now, account, after, out);
    db_read_end(&tx);
    return err;
}

/* Asks again inside the turn: another process may have told meanwhile. */
static const struct err *
tell(struct call *c, account_id account, int64_t after)
{
    struct notice_rows all = {0};
    const struct err *err = call_begin_on(c, ACT_SYSTEM_JOB, subject_none());

    if (!err)
        err = notice_store_pending(&c->tx, c->now, account, after, &all);
    if (!err)
        err = tell_all(c, &all);
    return call_end(c, ACT_SYSTEM_JOB, 0, err);
}

const struct err *
notice_run(struct call *c)
{
    account_id account = {0};
    int64_t after = 0;
    const struct err *err = NULL;

    for (;;) {
        struct notice_rows all = {0};

        err = look(c, account, after, &all);
        if (!err && any_ripe(c, &all))
            err = tell(c, account, after);
        if (err || all.n < NOTICE_ROWS_MAX)
            return err;
        account = all.row[all.n - 1].account;
        after = all.row[all.n - 1].line.id;
    }
}
