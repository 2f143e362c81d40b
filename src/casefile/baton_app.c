/* One step of the baton in a call: the rule, and all that follows from it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton_app.h"

#include "base/buf.h"
#include "base/workday.h"
#include "registry/registry.h"
#include "text/messages_casefile.h"

enum { RETRY_DAYS = 3, TAKEN_OVER_DAYS = 5, BOUNCE_DAYS = 5 };

struct baton_terms
baton_terms_of(const struct call *c)
{
    const struct own_rules *own = &c->sv->rules;
    struct baton_terms t = baton_terms_default;

    if (own->offer_answer_days > 0)
        t.answer_days = own->offer_answer_days;
    if (own->bounce_declines > 0)
        t.bounce_refused = own->bounce_declines;
    if (own->bounce_days > 0)
        t.bounce_days = own->bounce_days;
    return t;
}

const struct err *
baton_party_in(struct call *c, case_id id, function_id f,
               struct baton_party *out, account_id *out_account)
{
    account_id account = {0};
    const struct err *err = baton_store_party(&c->tx, id, f, c->today, out,
                                              &account);

    if (!err && out_account)
        *out_account = account;
    return err;
}

static struct str
ladder_key(struct call *c, const struct baton_offer *o)
{
    return str_fmt(c->mem, "ladder:%lld:%d", (long long)o->id.v, (int)o->rung);
}

/* The named human who must answer: the receiver, one with the function, or the
 * one the ladder reached. */
static const struct err *
answerer(struct call *c, const struct baton_offer *o, struct deadline *d)
{
    struct function_row row = {0};
    struct function_list list = {0};
    function_id f = o->above.v ? o->above : o->to.function;
    const struct err *err = NULL;

    if (f.v != 0) {
        err = registry_store_get_function(&c->tx, f, &row);
    } else {
        err = registry_store_list_functions(&c->tx, o->to.unit, o->to.kind,
                                            c->today, &list);
        if (!err && list.n == 0)
            err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_NOBODY_HAS_FUNCTION,
                      .field = "til");
        if (!err)
            row = list.row[0];
    }
    d->unit_id = row.unit_id;
    d->function_id = row.id;
    d->account_id = row.account_id;
    return err;
}

static struct date
answer_by(const struct baton_offer *o, const struct baton_terms *terms)
{
    return workday_add(o->due, (int32_t)o->rung * terms->rung_days);
}

static const struct err *
offer_made(struct call *c, const struct baton_row *row, struct baton_act *act)
{
    const struct baton_offer *o = &act->after.offer;
    struct deadline d = {.case_id = row->case_id,
                         .kind = DEADLINE_BATON_ANSWER,
                         .rule = STR("R612"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = o->due,
                         .object_id = o->id.v};
    const struct err *err = baton_store_insert_offer(&c->tx, row, &act->after,
                                                     act->to_account, c->now);

    if (!err)
        err = answerer(c, o, &d);
    if (!err)
        err = deadline_open_in(c, &d);
    if (!err)
        err = deadline_close_in(c, row->case_id.v, DEADLINE_BATON_RETRY,
                                DEADLINE_MET);
    if (!err)
        err = job_at_in(c, "baton.ladder", ladder_key(c, o), o->id.v,
                        baton_step_day(o, &act->event.terms));
    return err;
}

static const struct err *
offer_moved(struct call *c, const struct baton_row *row, struct baton_act *act)
{
    const struct baton_offer *o = &act->after.offer;
    struct deadline d = {0};
    struct function_row above = {0};
    struct function_row to = {0};
    const struct err *err = answerer(c, o, &d);

    if (!err && o->above.v)
        err = registry_store_get_function(&c->tx, o->above, &above);
    if (!err && o->to.function.v)
        err = registry_store_get_function(&c->tx, o->to.function, &to);
    if (!err)
        err = baton_store_update_offer(&c->tx, row, &act->after, to.account_id,
                                       above.account_id);
    if (!err)
        err = deadline_store_move(&c->tx, o->id.v, DEADLINE_BATON_ANSWER,
                                  answer_by(o, &act->event.terms), d.unit_id,
                                  d.function_id, d.account_id);
    if (!err && row->is_protected && above.account_id.v)
        err = case_store_put_short_list(&c->tx, row->case_id, above.account_id,
                                        c->who.function, c->now);
    if (!err && row->is_protected && to.account_id.v)
        err = case_store_put_short_list(&c->tx, row->case_id, to.account_id,
                                        c->who.function, c->now);
    if (!err)
        err = job_at_in(c, "baton.ladder", ladder_key(c, o), o->id.v,
                        baton_step_day(o, &act->event.terms));
    return err;
}

/* The holder looks for another receiver: a duty with a date of its own. */
static const struct err *
open_retry(struct call *c, const struct baton_row *row)
{
    struct deadline d = {
        .case_id = row->case_id,
        .unit_id = row->baton.holder.unit,
        .function_id = row->baton.holder.function,
        .account_id = row->holder_account,
        .kind = DEADLINE_BATON_RETRY,
        .rule = STR("R612"),
        .source = SOURCE_OWN_GOAL,
        .due_on = workday_add(c->today, RETRY_DAYS),
        .object_id = row->case_id.v,
    };
    const struct err *err = deadline_close_in(
        c, row->case_id.v, DEADLINE_BATON_RETRY, DEADLINE_CANCELLED);

    return err ? err : deadline_open_in(c, &d);
}

static const struct err *
offer_ended(struct call *c, const struct baton_row *row, struct baton_act *act)
{
    enum offer_state how = act->fx.ended_as;
    bool answered = how == OFFER_ACCEPTED || how == OFFER_DECLINED;
    struct str sealed = STR_NONE;
    struct key key;
    const struct err *err = NULL;

    if (act->answer.n > 0) {
        err = case_key_in(c, row->case_id, &key);
        if (err)
            return err;
        sealed = seal(c->mem, &key, act->fx.offer_ended.v, "offer.answer",
                      act->answer);
    }
    err = baton_store_end_offer(&c->tx, row, how, act->event.by.function,
                                sealed, c->now);
    if (!err)
        err = deadline_close_in(c, act->fx.offer_ended.v, DEADLINE_BATON_ANSWER,
                                answered ? DEADLINE_MET : DEADLINE_CANCELLED);
    if (!err && how != OFFER_EXPIRED) /* that is the job itself */
        err = job_cancel_in(c, ladder_key(c, &row->baton.offer));
    if (!err && (how == OFFER_DECLINED || how == OFFER_EXPIRED))
        err = open_retry(c, row);
    return err;
}

/* What comes along to the new holder's unit, on the ground the sender gave. */
static const struct err *
share_along(struct call *c, const struct baton_row *row,
            const struct baton_act *act)
{
    bool accepted = act->event.kind == BATON_ACCEPTED;
    uint32_t classes = CLASS_BIT(CORE) | CLASS_BIT(PLAN);
    struct key key;
    struct share s = {
        .case_id = row->case_id,
        .from_unit = row->baton.holder.unit,
        .to_unit = act->after.holder.unit,
        .purpose = PURPOSE_HANDOVER,
        .basis = accepted && row->offer_basis != BASIS_OWN ? row->offer_basis
                                                           : BASIS_NECESSARY,
        .consented = accepted && row->offer_consented,
        .consent_by = row->offer_consent_by,
        .consent_rule = row->offer_consent_rule,
        .wording = STR("1"),
    };
    const struct err *err = NULL;

    if (s.from_unit.v == s.to_unit.v)
        return NULL;
    if (accepted)
        classes = row->offer_classes | CLASS_BIT(CORE);
    if (accepted && row->offer_source.n > 0) {
        err = case_key_in(c, row->case_id, &key);
        if (!err)
            err = unseal(c->mem, &key, row->baton.offer.id.v, "offer.source",
                         row->offer_source, &s.source);
    }
    return err ? err : share_grant_classes_in(c, &s, classes);
}

/* Listed to whoever got the baton without having said yes. */
static const struct err *
list_taken_over(struct call *c, const struct baton_row *row,
                const struct baton_act *act)
{
    struct deadline d = {
        .case_id = row->case_id,
        .unit_id = act->after.holder.unit,
        .function_id = act->after.holder.function,
        .account_id = act->to_account,
        .kind = DEADLINE_TAKEN_OVER,
        .rule = STR("R615"),
        .source = SOURCE_OWN_GOAL,
        .due_on = workday_add(c->today, TAKEN_OVER_DAYS),
        .object_id = row->case_id.v,
    };

    if (act->event.kind != BATON_FUNCTION_ENDED &&
        act->event.kind != BATON_REORGANISED)
        return NULL;
    return deadline_open_in(c, &d);
}

static const struct err *
holder_moved(struct call *c, const struct baton_row *row,
             const struct baton_act *act, account_id account)
{
    const struct baton_party *to = &act->after.holder;
    const struct err *err = NULL;

    if (act->event.kind == BATON_OPENED || act->event.kind == BATON_REOPENED)
        return NULL;
    err = deadline_store_follow(&c->tx, row->case_id,
                                row->baton.holder.function, to->unit,
                                to->function, account);
    if (!err)
        err = deadline_close_in(c, row->case_id.v, DEADLINE_BATON_RETRY,
                                DEADLINE_MET);
    if (!err && act->event.kind == BATON_ACCEPTED)
        err = deadline_close_in(c, row->case_id.v, DEADLINE_BOUNCE,
                                DEADLINE_MET);
    if (!err)
        err = share_along(c, row, act);
    if (!err)
        err = list_taken_over(c, row, act);
    return err;
}

/* The case bounces: the leader of the holder's unit settles it. Source: R614.
 */
static const struct err *
raise_bounce(struct call *c, const struct baton_row *row,
             const struct baton_act *act)
{
    struct function_row leader = {0};
    bool found = false;
    struct deadline d = {.case_id = row->case_id,
                         .kind = DEADLINE_BOUNCE,
                         .rule = STR("R614"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = workday_add(c->today, BOUNCE_DAYS),
                         .object_id = row->case_id.v};
    struct event e = {
        .case_id = row->case_id, .kind = EVENT_BOUNCES, .day = d.due_on};
    const struct err *err = registry_leader_of(&c->tx, act->after.holder.unit,
                                               c->today, &leader, &found);

    if (err)
        return err;
    d.unit_id = found ? leader.unit_id : act->after.holder.unit;
    d.function_id = found ? leader.id : act->after.holder.function;
    d.account_id = found ? leader.account_id : row->holder_account;
    e.other_function = d.function_id;
    e.other_unit = d.unit_id;
    if (row->is_protected)
        err = case_store_put_short_list(&c->tx, row->case_id, d.account_id,
                                        c->who.function, c->now);
    if (!err)
        err = deadline_open_in(c, &d);
    return err ? err : casefile_event_in(c, &e);
}

static bool
event_of(const struct baton_act *act, enum event_kind *out)
{
    switch (act->event.kind) {
    case BATON_OPENED:
        *out = EVENT_OPENED;
        return true;
    case BATON_OFFERED:
        *out = EVENT_OFFERED;
        return true;
    case BATON_TALK:
        *out = EVENT_TALK;
        return true;
    case BATON_ACCEPTED:
        *out = EVENT_ACCEPTED;
        return true;
    case BATON_DECLINED:
        *out = EVENT_DECLINED;
        return true;
    case BATON_WITHDRAWN:
        *out = EVENT_WITHDRAWN;
        return true;
    case BATON_ESCALATED:
        *out = act->event.rung == RUNG_REMIND   ? EVENT_REMINDED
               : act->event.rung == RUNG_LEADER ? EVENT_TO_LEADER
                                                : EVENT_TO_ABOVE;
        return true;
    case BATON_EXPIRED:
        *out = EVENT_EXPIRED;
        return true;
    case BATON_FUNCTION_ENDED:
    case BATON_REORGANISED:
        *out = act->fx.holder_moved ? EVENT_FELL : EVENT_OFFER_MOVED;
        return act->fx.holder_moved || act->fx.offer_moved ||
               act->fx.offer_ended.v != 0;
    case BATON_STUCK:
        return false; /* raise_bounce writes the line */
    case BATON_CLOSED:
        *out = EVENT_CLOSED;
        return true;
    case BATON_REOPENED:
        *out = EVENT_REOPENED;
        return true;
    }
    return false;
}

static const struct err *
write_line(struct call *c, const struct baton_row *row,
           const struct baton_act *act)
{
    struct event e = {.case_id = row->case_id,
                      .object_id = act->fx.offer_made ? act->after.offer.id.v
                                                      : row->baton.offer.id.v,
                      .day = act->after.offer.id.v ? act->after.offer.due
                                                   : DATE_NONE,
                      .text = act->answer};

    if (!event_of(act, &e.kind))
        return NULL;
    if (act->event.kind == BATON_OFFERED || act->fx.offer_moved) {
        e.other_function = act->after.offer.above.v
                               ? act->after.offer.above
                               : act->after.offer.to.function;
        e.other_unit = act->after.offer.to.unit;
    }
    if (act->fx.holder_moved && act->event.kind != BATON_OPENED) {
        e.other_function = act->after.holder.function;
        e.other_unit = act->after.holder.unit;
    }
    return casefile_event_in(c, &e);
}

static const struct err *
follow_up(struct call *c, const struct baton_row *row, struct baton_act *act,
          account_id account)
{
    const struct baton_effects *fx = &act->fx;
    const struct err *err = NULL;

    if (fx->offer_ended.v)
        err = offer_ended(c, row, act);
    if (!err && fx->offer_made)
        err = offer_made(c, row, act);
    if (!err && fx->offer_moved)
        err = offer_moved(c, row, act);
    if (!err && fx->holder_moved)
        err = holder_moved(c, row, act, account);
    if (!err)
        err = write_line(c, row, act);
    if (!err && fx->raise)
        err = raise_bounce(c, row, act);
    return err;
}

const struct err *
baton_act_in(struct call *c, struct baton_row *row, struct baton_act *act)
{
    account_id account = row->holder_account;
    const struct err *err;

    act->event.day = c->today;
    act->event.terms = baton_terms_of(c);
    err = baton_apply(c->mem, &row->baton, &act->event, &act->after, &act->fx);
    if (err)
        return err;
    if (act->fx.holder_moved)
        account = act->event.kind == BATON_ACCEPTED ? act->by_account
                                                    : act->to_account;
    if (act->fx.holder_moved && !act->after.holder.joined)
        err = casefile_join_in(c, row->case_id, act->after.holder.unit,
                               act->event.kind == BATON_OPENED
                                   ? PURPOSE_FOLLOW_UP
                                   : PURPOSE_HANDOVER,
                               true);
    if (!err && row->is_protected && act->fx.holder_moved)
        err = case_store_put_short_list(&c->tx, row->case_id, account,
                                        c->who.function, c->now);
    if (!err)
        err = baton_store_save(&c->tx, row, &act->after, account);
    if (!err)
        err = baton_store_log(&c->tx, c->sv->keys, row->case_id,
                              row->version + 1, &act->event, c->now);
    return err ? err : follow_up(c, row, act, account);
}
