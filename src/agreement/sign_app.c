/* From a finished text to an agreement in force: sending, signatures, days,
 * notice.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/app.h"
#include "agreement/draft_app.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

/* --- sending to approval --- */

static const struct err *
check_ready(struct call *c, const struct draft_look *d)
{
    const struct err *err = NULL;

    if (d->text.n == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_DRAFT_EMPTY);
    for (size_t i = 0; i < d->points.n; i++)
        if (d->points.row[i].state == POINT_LACKING)
            err = err_join(c->mem, err,
                           ERR(c->mem, INVALID, .msg = MSG_DRAFT_LACKS,
                               .arg = {msg_int(d->points.row[i].point.no),
                                       msg_str(d->points.row[i].point.text)}));
    return err;
}

static bool
is_bound(const struct draft_look *d, int64_t clause)
{
    for (size_t i = 0; i < d->clauses.n; i++)
        if (d->clauses.row[i].id == clause)
            return true;
    return false;
}

/* Obligations of sections that were taken away go with them; the others get
 * their sections' numbers. */
static const struct err *
fix_clauses(struct call *c, const struct draft_look *d)
{
    struct clause_list all = {0};
    const struct err *err = clause_store_list(&c->tx, d->v->id, &all);

    for (size_t i = 0; !err && i < all.n; i++)
        if (!is_bound(d, all.row[i].id))
            err = draft_store_drop_clause(&c->tx, d->v->id, all.row[i].id);
    for (size_t i = 0; !err && i < d->clauses.n; i++) {
        const struct clause *k = &d->clauses.row[i];

        if (k->section_id)
            err = draft_store_set_place(&c->tx, k->id, k->section_id,
                                        k->section);
    }
    return err;
}

const struct err *
draft_app_send(struct call *c, agreement_id id)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    struct version v;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err && d.v->state != VERSION_DRAFT)
        err = ERR(c->mem, CONFLICT, .msg = MSG_DRAFT_SENT_ALREADY);
    if (!err)
        err = check_ready(c, &d);
    if (!err)
        err = fix_clauses(c, &d);
    if (!err) {
        v = *d.v;
        v.state = VERSION_APPROVAL;
        v.hash = d.hash;
        err = version_store_update(&c->tx, &v);
    }
    if (!err)
        err = sent_back_store_again(&c->tx, v.id, c->now);
    if (!err)
        err = news_tell_in(c, id, v.id, NEWS_SENT);
    return call_end(c, a, id.v, err);
}

/* --- taking effect --- */

/* What was in force ends the day before. */
static const struct err *
replace_others(struct call *c, const struct version_list *all,
               const struct version *new)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < all->n; i++) {
        struct version v = all->row[i];
        struct date last = date_add(new->from, -1);

        if (v.state != VERSION_IN_FORCE || v.id.v == new->id.v)
            continue;
        if (!date_is_none(v.until) && date_cmp(v.until, last) < 0)
            continue; /* had expired before */
        v.state = VERSION_REPLACED;
        v.until = last;
        err = version_store_update(&c->tx, &v);
    }
    return err;
}

static const struct err *
take_effect(struct call *c, const struct version_list *all, struct version v)
{
    const struct err *err = replace_others(c, all, &v);

    v.state = VERSION_IN_FORCE;
    if (!err)
        err = version_store_update(&c->tx, &v);
    if (!err)
        err = draft_store_bind(&c->tx, v.id, v.from);
    if (!err)
        err = agreement_store_set_notice(&c->tx, v.agreement, v.notice_months);
    if (!err)
        err = news_tell_in(c, v.agreement, v.id, NEWS_IN_FORCE);
    return err ? err : agreement_settle_in(c, v.agreement);
}

static const struct err *
turn(struct call *c, const struct version *due)
{
    struct version_list all = {0};
    struct version v;
    const struct err *err = version_store_list(&c->tx, due->agreement, &all);

    if (err)
        return err;
    v = *version_numbered(&all, due->number);
    if (v.state == VERSION_SIGNED)
        return take_effect(c, &all, v);
    v.state = VERSION_TERMINATED;
    err = version_store_update(&c->tx, &v);
    if (!err)
        err = news_tell_in(c, v.agreement, v.id, NEWS_ENDED);
    return err ? err : agreement_settle_in(c, v.agreement);
}

const struct err *
draft_turn_in(struct call *c)
{
    struct version_list due = {0};
    const struct err *err = version_store_due(&c->tx, c->today, &due);

    for (size_t i = 0; !err && i < due.n; i++)
        err = turn(c, &due.row[i]);
    return err ? err : news_watch_in(c);
}

/* --- signing --- */

static const struct err *
check_sign(struct call *c, const struct draft_look *d, struct str hash)
{
    if (d->led.n == 0)
        return ERR(c->mem, DENIED);
    if (d->v->state != VERSION_SIGNING)
        return ERR(c->mem, CONFLICT, .msg = MSG_SIGN_NOT_SENT);
    if (!draft_signs_for(d))
        return ERR(c->mem, CONFLICT, .msg = MSG_SIGN_TWICE);
    if (!str_eq(hash, d->hash) || !str_eq(d->v->hash, d->hash))
        return ERR(c->mem, CONFLICT, .msg = MSG_SIGN_CHANGED);
    return NULL;
}

/* All have signed: in force today, or on the day that is agreed. */
static const struct err *
conclude(struct call *c, const struct draft_look *d)
{
    struct version v = *d->v;
    const struct err *err;

    v.signed_on = c->today;
    v.from = v.agreed_from;
    if (date_is_none(v.from) || date_cmp(v.from, c->today) < 0)
        v.from = c->today;
    v.state = VERSION_SIGNED;
    err = version_store_update(&c->tx, &v);
    if (!err && date_cmp(v.from, c->today) > 0)
        return news_tell_in(c, v.agreement, v.id, NEWS_SIGNED);
    if (err)
        return err;
    v.version++;
    return take_effect(c, &d->versions, v);
}

const struct err *
draft_app_sign(struct call *c, agreement_id id, struct str hash,
               struct factor_proof *proof)
{
    const enum action a = ACT_AGREEMENT_SIGN;
    struct draft_look d;
    struct party_signature s = {.function = c->who.function,
                                .account = c->who.account,
                                .name = c->who.name,
                                .unit_name = c->who.unit_name,
                                .at = c->now};
    const struct err *noted;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_sign(c, &d, hash);
    if (!err)
        err = factor_prove_in(c, proof);
    if (!err) {
        s.unit = draft_signs_for(&d)->unit;
        s.version = d.v->id;
        s.hash = d.hash;
        err = signature_store_insert(&c->tx, &s);
    }
    if (!err && draft_others_stand(&d, &d.signatures, s.unit))
        err = conclude(c, &d);
    err = call_end(c, a, id.v, err);
    if (!proof->wrong)
        return err;
    noted = factor_app_note_fail(c, proof);
    return noted ? noted : err;
}

/* --- notice --- */

struct date
draft_notice_day(const struct draft_look *d, struct date today)
{
    const struct version *v = version_on(&d->versions, today);
    int32_t months = v && v->notice_months ? v->notice_months
                                           : d->agreement.notice_months;

    return months ? notice_last_day(today, months) : DATE_NONE;
}

static const struct err *
check_end(struct call *c, const struct draft_look *d, const struct version *v,
          struct date ends)
{
    if (!v)
        return ERR(c->mem, CONFLICT, .msg = MSG_AGREEMENT_NOT_IN_FORCE);
    if (d->noticed)
        return ERR(c->mem, CONFLICT, .msg = MSG_ENDING_TWICE);
    if (date_is_none(ends))
        return ERR(c->mem, INVALID, .field = "siste", .msg = MSG_FORM_REQUIRED);
    if (date_cmp(ends, c->today) < 0)
        return ERR(c->mem, INVALID, .field = "siste", .msg = MSG_ENDING_PASSED);
    if (!date_is_none(v->until) && date_cmp(v->until, ends) <= 0)
        return ERR(c->mem, CONFLICT, .msg = MSG_ENDING_ENDS_BEFORE,
                   .arg = {msg_date(v->until)});
    return NULL;
}

static const struct err *
give_notice(struct call *c, struct version v, struct date ends,
            struct str reason)
{
    const struct notice n = {.version = v.id,
                             .unit = c->who.unit,
                             .account = c->who.account,
                             .given_on = c->today,
                             .ends_on = ends,
                             .reason = reason};
    const struct err *err;

    v.until = ends;
    err = version_store_update(&c->tx, &v);
    return err ? err : notice_store_insert(&c->tx, &n, c->now);
}

const struct err *
draft_app_end(struct call *c, agreement_id id, struct date ends,
              struct str reason, const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_END;
    struct draft_look d;
    struct date agreed;
    const struct version *v = NULL;
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    if (!err)
        err = draft_look_in(c, id, -1, &d);
    if (!err) {
        v = version_on(&d.versions, c->today);
        agreed = draft_notice_day(&d, c->today);
        if (!date_is_none(agreed))
            ends = agreed;
        err = v && !d.noticed && typed ? typed : check_end(c, &d, v, ends);
    }
    if (!err)
        err = give_notice(c, *v, ends, reason);
    if (!err)
        err = news_tell_in(c, id, v->id, NEWS_NOTICE);
    return call_end(c, a, id.v, err);
}

const struct err *
draft_app_take_back(struct call *c, agreement_id id)
{
    const enum action a = ACT_AGREEMENT_END;
    struct draft_look d;
    struct version v = {0};
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    if (!err)
        err = draft_look_in(c, id, -1, &d);
    if (!err && !d.noticed)
        err = ERR(c->mem, CONFLICT, .msg = MSG_ENDING_BACK_NONE);
    if (!err && d.notice.unit.v != c->who.unit.v)
        err = ERR(c->mem, DENIED);
    if (!err) {
        v = *version_on(&d.versions, c->today);
        v.until = v.agreed_until;
        d.notice.back_on = c->today;
        d.notice.account = c->who.account;
        err = version_store_update(&c->tx, &v);
    }
    if (!err)
        err = notice_store_take_back(&c->tx, &d.notice, c->now);
    if (!err)
        err = news_tell_in(c, id, v.id, NEWS_BACK);
    return call_end(c, a, id.v, err);
}
