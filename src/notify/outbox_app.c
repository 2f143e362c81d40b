/* The outbox: putting in, trying, and what the administrator may do.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/outbox.h"

#include "access/account.h"
#include "notify/outbox_store.h"
#include "text/messages_notify.h"

#define MINUTE INT64_C(60000000)
/* A row stays claimed long enough for twenty slow mails. */
#define CLAIM_US (30 * MINUTE)
#define DAY_US   (24 * 60 * MINUTE)
#define KEEP_US  (5 * DAY_US)

const char *
outbox_state_word(enum outbox_state s)
{
    static const char *const word[] = {"waiting", "sent", "refused", "given up",
                                       "taken out"};

    return word[s];
}

bool
outbox_is_emptied(const struct outbox_row *r)
{
    return r->mail.text.n == 0;
}

struct str
outbox_text(struct call *c, struct str text, const char *path)
{
    return c->sv->site_url.n > 0
               ? str_fmt(c->mem, "%.*s\n\n%.*s%s\n", STR_FMT(text),
                         STR_FMT(c->sv->site_url), path)
               : str_fmt(c->mem, "%.*s\n", STR_FMT(text));
}

const struct err *
outbox_put_in(struct call *c, const struct mail *m)
{
    bool good = mail_address_ok(m->to_address);
    struct outbox_row r = {
        .id = {id_new()},
        .mail = *m,
        .state = good ? OUTBOX_WAITING : OUTBOX_REFUSED,
        .reason = good ? STR_NONE : STR("no mail address"),
        .made_at = c->now,
        .ended_at = {good ? 0 : c->now.us},
    };

    if (m->until.us == 0)
        r.mail.until.us = c->now.us + KEEP_US;
    return outbox_store_insert(&c->tx, &r);
}

const struct err *
outbox_tell_in(struct call *c, account_id to, int subject, int text,
               const char *path)
{
    enum lang lang = LANG_NB;
    struct account a = {0};
    const struct err *err = account_store_get(&c->tx, to, &a);

    if (err || !mail_address_ok(a.email))
        return err;
    (void)lang_parse(a.language, &lang);
    return outbox_put_in(
        c, &(struct mail){
               .key = str_fmt(c->mem, "account:%lld:%d:%lld", (long long)to.v,
                              text, (long long)c->now.us),
               .to_address = a.email,
               .to_name = a.name,
               .subject = msg_plain(lang, subject),
               .text = outbox_text(c, msg_plain(lang, text), path),
           });
}

/* --- sending --- */

static const struct err *
begin(struct call *c)
{
    const struct err *err = call_begin(c, ACT_SYSTEM_JOB);

    if (!err)
        err = call_permit(c, ACT_SYSTEM_JOB, subject_none());
    return err;
}

/* Looks without taking the writer's turn: mostly there is nothing to do. */
static const struct err *
has_due(struct call *c, bool *out)
{
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = outbox_store_has_due(&tx, c->now, out);
    db_read_end(&tx);
    return err;
}

static const struct err *
claim(struct call *c, struct outbox_view *out)
{
    struct instant until = {c->now.us + CLAIM_US};
    const struct err *err = begin(c);

    if (!err)
        err = outbox_store_expire(&c->tx, c->now);
    if (!err)
        err = outbox_store_claim(&c->tx, id_new(), c->now, until, out);
    return call_end(c, ACT_SYSTEM_JOB, 0, err);
}

/* What an answer means for its row. */
static void
settle(struct call *c, const struct smtp_answer *a, struct outbox_row *r)
{
    r->reply = a->code;
    r->reason = str_of(a->reason);
    r->tries++;
    switch (a->fate) {
    case SMTP_SENT:
        r->state = OUTBOX_SENT;
        r->ended_at = c->now;
        break;
    case SMTP_REFUSED:
        r->state = OUTBOX_REFUSED;
        r->ended_at = c->now;
        break;
    case SMTP_LATER:
    case SMTP_DOWN:
        r->due_at = mail_next_try(r->tries, c->now);
        break;
    }
}

static const struct err *
note(struct call *c, const struct outbox_row *r)
{
    const struct err *err = begin(c);

    if (!err)
        err = outbox_store_note(&c->tx, r, NULL);
    return call_end(c, ACT_SYSTEM_JOB, r->id.v, err);
}

/* The server is down: the rest waits as long as the one that found out. */
static void
put_off(const struct outbox_row *tried, struct outbox_row *r)
{
    r->due_at = tried->due_at;
    r->reply = tried->reply;
    r->reason = tried->reason;
}

static const struct err *
send_all(struct call *c, const struct smtp_options *opt, struct outbox_view *v)
{
    const struct outbox_row *down = NULL;
    struct smtp *smtp = NULL;
    const struct err *err = smtp_open(c->mem, opt, &smtp);

    for (size_t i = 0; !err && i < v->n; i++) {
        struct outbox_row *r = &v->row[i];

        if (down) {
            put_off(down, r);
        } else {
            struct str text = mail_write(c->mem, &r->mail, opt->from,
                                         opt->from_name, r->id.v, c->now);
            struct smtp_answer a = smtp_send(smtp, c->mem, r->mail.to_address,
                                             text);

            settle(c, &a, r);
            down = a.fate == SMTP_DOWN ? r : NULL;
        }
        err = note(c, r);
    }
    return err;
}

const struct err *
outbox_run(struct call *c, const struct smtp_options *opt, int32_t *out_tried)
{
    struct outbox_view v = {0};
    bool due = false;
    const struct err *err = NULL;

    *out_tried = 0;
    if (opt->url.n == 0)
        return NULL;
    err = has_due(c, &due);
    if (!err && due)
        err = claim(c, &v);
    if (!err && v.n > 0)
        err = send_all(c, opt, &v);
    if (!err)
        *out_tried = (int32_t)v.n;
    return err;
}

const struct err *
outbox_job_empty(struct call *c, int64_t object)
{
    int64_t kept = c->sv->rules.mail_keep_days * DAY_US;

    (void)object;
    return outbox_store_empty(&c->tx, (struct instant){c->now.us - kept});
}

/* --- the administrator --- */

const struct err *
outbox_app_view(struct call *c, enum outbox_state state,
                struct outbox_view *out)
{
    const struct err *err = call_begin(c, ACT_OUTBOX_VIEW);

    *out = (struct outbox_view){0};
    if (err)
        return err;
    err = call_permit(c, ACT_OUTBOX_VIEW, subject_none());
    if (!err)
        err = outbox_store_count(&c->tx, out);
    if (!err)
        err = outbox_store_list(&c->tx, state, out);
    return call_end(c, ACT_OUTBOX_VIEW, 0, err);
}

static const struct err *
change(struct call *c, outbox_id id, enum outbox_state state)
{
    struct outbox_row r = {0};
    const struct err *err = call_begin(c, ACT_OUTBOX_EDIT);

    if (err)
        return err;
    err = call_permit(c, ACT_OUTBOX_EDIT, subject_none());
    if (!err)
        err = outbox_store_get(&c->tx, id, &r);
    if (!err && (r.state == OUTBOX_SENT || r.state == OUTBOX_TAKEN_OUT ||
                 outbox_is_emptied(&r)))
        err = ERR(c->mem, CONFLICT, .msg = MSG_OUTBOX_CHANGED);
    if (!err) {
        r.state = state;
        r.due_at = c->now;
        r.ended_at.us = state == OUTBOX_WAITING ? 0 : c->now.us;
        if (r.mail.until.us < c->now.us + KEEP_US)
            r.mail.until.us = c->now.us + KEEP_US;
        err = outbox_store_set(&c->tx, &r);
    }
    return call_end(c, ACT_OUTBOX_EDIT, id.v, err);
}

const struct err *
outbox_app_again(struct call *c, outbox_id id)
{
    return change(c, id, OUTBOX_WAITING);
}

const struct err *
outbox_app_take_out(struct call *c, outbox_id id)
{
    return change(c, id, OUTBOX_TAKEN_OUT);
}
