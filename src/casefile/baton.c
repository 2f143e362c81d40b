/* The baton (stafettpinnen): the one transition function, ladder and bouncing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton.h"

#include "base/workday.h"
#include "text/messages_casefile.h"

const struct baton_terms baton_terms_default = {
    .answer_days = 5,
    .talk_days = 1,
    .rung_days = 2,
    .bounce_refused = 2,
    .bounce_days = 15,
};

static bool
same_function(function_id a, function_id b)
{
    return a.v != 0 && a.v == b.v;
}

static void
end_offer(struct baton *b, struct baton_effects *fx, enum offer_state how)
{
    if (b->offer.id.v == 0)
        return;
    fx->offer_ended = b->offer.id;
    fx->ended_as = how;
    fx->offer_moved = false;
    b->offer = (struct baton_offer){.made = DATE_NONE, .due = DATE_NONE};
}

static void
forget_bounce(struct baton *b)
{
    b->offers = b->declines = b->expiries = 0;
    b->asked_since = DATE_NONE;
    b->units_n = 0;
    b->bounce_raised = false;
}

static void
move_to(struct baton *b, struct baton_effects *fx,
        const struct baton_party *who, struct date day)
{
    b->holder = *who;
    b->held_since = day;
    fx->holder_moved = true;
    if (!who->takes_part)
        fx->joins = who->unit;
}

static void
remember_unit(struct baton *b, unit_id unit)
{
    for (size_t i = 0; i < b->units_n; i++) {
        if (b->units[i].v == unit.v)
            return;
    }
    if (b->units_n < BATON_UNITS_MAX)
        b->units[b->units_n++] = unit;
}

static const struct err *
apply_opened(struct arena *mem, struct baton *b, const struct baton_event *e,
             struct baton_effects *fx)
{
    if (b->open)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_CASE_IS_OPEN);
    if (e->to.function.v == 0 || !e->to.active)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_NOT_ACTIVE);
    b->open = true;
    forget_bounce(b);
    move_to(b, fx, &e->to, e->day);
    return NULL;
}

static const struct err *
check_receiver(struct arena *mem, const struct baton *b,
               const struct baton_party *to)
{
    if (to->unit.v == 0 || !to->takes_part)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_UNIT_NOT_IN_CASE,
                   .field = "til");
    if (!to->active)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_NOT_ACTIVE, .field = "til");
    if (same_function(to->function, b->holder.function))
        return ERR(mem, CONFLICT, .msg = MSG_BATON_OWN, .field = "til");
    return NULL;
}

static const struct err *
apply_offered(struct arena *mem, struct baton *b, const struct baton_event *e,
              struct baton_effects *fx)
{
    const struct err *err;

    if (b->offer.id.v != 0)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_OFFER_IS_OPEN);
    err = check_receiver(mem, b, &e->to);
    if (err)
        return err;
    b->offer = (struct baton_offer){
        .id = e->offer,
        .to = e->to,
        .made = e->day,
        .due = workday_add(e->day, e->terms.answer_days),
    };
    b->offers++;
    if (date_is_none(b->asked_since))
        b->asked_since = e->day;
    remember_unit(b, e->to.unit);
    fx->offer_made = true;
    return NULL;
}

/* The offer is open and is the one the event names. */
static const struct err *
check_offer(struct arena *mem, const struct baton *b,
            const struct baton_event *e)
{
    if (b->offer.id.v == 0 || b->offer.id.v != e->offer.v)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_OFFER_NOT_OPEN);
    return NULL;
}

static const struct err *
check_answerer(struct arena *mem, const struct baton *b,
               const struct baton_event *e)
{
    const struct err *err = check_offer(mem, b, e);

    if (err)
        return err;
    if (!baton_may_answer(&b->offer, &e->by))
        return ERR(mem, DENIED, .msg = MSG_BATON_NOT_YOURS_TO_ANSWER);
    if (same_function(e->by.function, b->holder.function))
        return ERR(mem, CONFLICT, .msg = MSG_BATON_OWN);
    return NULL;
}

static const struct err *
apply_talk(struct arena *mem, struct baton *b, const struct baton_event *e,
           struct baton_effects *fx)
{
    const struct err *err = check_answerer(mem, b, e);

    if (err)
        return err;
    if (b->offer.talked)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_ALREADY_EXTENDED);
    if (b->offer.rung != RUNG_NONE)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_TOO_LATE_TO_EXTEND);
    b->offer.talked = true;
    b->offer.due = workday_add(b->offer.due, e->terms.talk_days);
    fx->offer_moved = true;
    return NULL;
}

static const struct err *
apply_accepted(struct arena *mem, struct baton *b, const struct baton_event *e,
               struct baton_effects *fx)
{
    const struct err *err = check_answerer(mem, b, e);

    if (err)
        return err;
    if (!e->by.active)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_NOT_ACTIVE);
    end_offer(b, fx, OFFER_ACCEPTED);
    move_to(b, fx, &e->by, e->day);
    forget_bounce(b);
    return NULL;
}

/* A refusal or an offer that ran out: does the case bounce? */
static void
count_refusal(struct baton *b, const struct baton_event *e,
              struct baton_effects *fx)
{
    if (b->bounce_raised || b->declines + b->expiries < e->terms.bounce_refused)
        return;
    b->bounce_raised = true;
    fx->raise = true;
}

static const struct err *
apply_declined(struct arena *mem, struct baton *b, const struct baton_event *e,
               struct baton_effects *fx)
{
    const struct err *err = check_answerer(mem, b, e);

    if (err)
        return err;
    end_offer(b, fx, OFFER_DECLINED);
    b->declines++;
    count_refusal(b, e, fx);
    return NULL;
}

static const struct err *
apply_withdrawn(struct arena *mem, struct baton *b, const struct baton_event *e,
                struct baton_effects *fx)
{
    const struct err *err = check_offer(mem, b, e);

    if (err)
        return err;
    end_offer(b, fx, OFFER_WITHDRAWN);
    return NULL;
}

static const struct err *
apply_escalated(struct arena *mem, struct baton *b, const struct baton_event *e,
                struct baton_effects *fx)
{
    const struct err *err = check_offer(mem, b, e);

    if (err)
        return err;
    if (e->rung != b->offer.rung + 1 || e->rung >= RUNG_COUNT)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_OFFER_NOT_OPEN);
    b->offer.rung = e->rung;
    /* The holder does not answer an offer of its own baton. */
    if (e->rung >= RUNG_LEADER && e->to.active &&
        !same_function(e->to.function, b->holder.function))
        b->offer.above = e->to.function;
    fx->offer_moved = true;
    return NULL;
}

static const struct err *
apply_expired(struct arena *mem, struct baton *b, const struct baton_event *e,
              struct baton_effects *fx)
{
    const struct err *err = check_offer(mem, b, e);

    if (err)
        return err;
    end_offer(b, fx, OFFER_EXPIRED);
    b->expiries++;
    count_refusal(b, e, fx);
    return NULL;
}

/* What was offered to the leaver goes to who takes over; an offer that would
 * then stand between the holder and itself is moot. */
static void
reroute_offer(struct baton *b, const struct baton_event *e,
              struct baton_effects *fx)
{
    if (b->offer.id.v == 0)
        return;
    if (same_function(b->offer.to.function, e->gone.function)) {
        b->offer.to = e->to;
        fx->offer_moved = true;
    }
    if (same_function(b->offer.above, e->gone.function)) {
        b->offer.above = e->to.function;
        fx->offer_moved = true;
    }
    if (same_function(b->offer.above, b->holder.function)) {
        b->offer.above = (function_id){0};
        fx->offer_moved = true;
    }
    if (same_function(b->offer.to.function, b->holder.function))
        end_offer(b, fx, OFFER_MOOT);
}

static const struct err *
apply_left(struct arena *mem, struct baton *b, const struct baton_event *e,
           struct baton_effects *fx)
{
    function_id gone = e->gone.function;
    bool holds = b->open && same_function(b->holder.function, gone);
    bool asked = same_function(b->offer.to.function, gone) ||
                 same_function(b->offer.above, gone);

    if (!holds && !asked)
        return NULL;
    if (e->to.function.v == 0 || !e->to.active ||
        same_function(e->to.function, gone))
        return ERR(mem, CONFLICT, .msg = MSG_BATON_NOBODY_TO_TAKE_OVER);
    if (holds)
        move_to(b, fx, &e->to, e->day);
    reroute_offer(b, e, fx);
    return NULL;
}

static const struct err *
apply_stuck(struct arena *mem, struct baton *b, const struct baton_event *e,
            struct baton_effects *fx)
{
    if (!baton_is_stuck(b, &e->terms, e->day))
        return ERR(mem, CONFLICT, .msg = MSG_BATON_NOT_STUCK);
    b->bounce_raised = true;
    fx->raise = true;
    return NULL;
}

static const struct err *
apply_event(struct arena *mem, struct baton *b, const struct baton_event *e,
            struct baton_effects *fx)
{
    switch (e->kind) {
    case BATON_OPENED:
    case BATON_REOPENED:
        return apply_opened(mem, b, e, fx);
    case BATON_OFFERED:
        return apply_offered(mem, b, e, fx);
    case BATON_TALK:
        return apply_talk(mem, b, e, fx);
    case BATON_ACCEPTED:
        return apply_accepted(mem, b, e, fx);
    case BATON_DECLINED:
        return apply_declined(mem, b, e, fx);
    case BATON_WITHDRAWN:
        return apply_withdrawn(mem, b, e, fx);
    case BATON_ESCALATED:
        return apply_escalated(mem, b, e, fx);
    case BATON_EXPIRED:
        return apply_expired(mem, b, e, fx);
    case BATON_FUNCTION_ENDED:
    case BATON_REORGANISED:
        return apply_left(mem, b, e, fx);
    case BATON_STUCK:
        return apply_stuck(mem, b, e, fx);
    case BATON_CLOSED:
        end_offer(b, fx, OFFER_CASE_CLOSED);
        b->open = false;
        return NULL;
    }
    return ERR(mem, INTERNAL, .detail = "unknown baton event");
}

const struct err *
baton_apply(struct arena *mem, const struct baton *before,
            const struct baton_event *e, struct baton *after,
            struct baton_effects *effects)
{
    struct baton b = *before;
    struct baton_effects fx = {0};
    const struct err *err;
    bool opens = e->kind == BATON_OPENED || e->kind == BATON_REOPENED;
    bool leaves = e->kind == BATON_FUNCTION_ENDED ||
                  e->kind == BATON_REORGANISED;

    if (!b.open && !opens && !leaves)
        return ERR(mem, CONFLICT, .msg = MSG_BATON_CASE_IS_CLOSED);
    err = apply_event(mem, &b, e, &fx);
    if (err)
        return err;
    *after = b;
    *effects = fx;
    return NULL;
}

const struct err *
baton_replay(struct arena *mem, const struct baton_event *e, size_t n,
             struct baton *out, size_t *out_bad)
{
    struct baton b = {.asked_since = DATE_NONE};
    struct baton_effects fx;

    for (size_t i = 0; i < n; i++) {
        const struct err *err = baton_apply(mem, &b, &e[i], &b, &fx);

        if (err) {
            *out_bad = i;
            return err;
        }
    }
    *out = b;
    return NULL;
}

bool
baton_same(const struct baton *a, const struct baton *b)
{
    return a->open == b->open && a->holder.function.v == b->holder.function.v &&
           a->holder.unit.v == b->holder.unit.v &&
           a->offer.id.v == b->offer.id.v &&
           (a->offer.id.v == 0 ||
            (a->offer.to.function.v == b->offer.to.function.v &&
             a->offer.to.unit.v == b->offer.to.unit.v &&
             date_cmp(a->offer.due, b->offer.due) == 0 &&
             a->offer.rung == b->offer.rung));
}

bool
baton_may_answer(const struct baton_offer *o, const struct baton_party *who)
{
    if (o->id.v == 0 || who->function.v == 0)
        return false;
    if (same_function(o->above, who->function))
        return true;
    if (o->to.function.v != 0)
        return o->to.function.v == who->function.v;
    return o->to.unit.v == who->unit.v && o->to.kind == who->kind;
}

struct date
baton_step_day(const struct baton_offer *o, const struct baton_terms *terms)
{
    return workday_add(o->due, 1 + (int32_t)o->rung * terms->rung_days);
}

bool
baton_step_due(const struct baton_offer *o, const struct baton_terms *terms,
               struct date today, struct baton_step *out)
{
    struct date on;

    if (o->id.v == 0)
        return false;
    on = baton_step_day(o, terms);
    if (date_cmp(on, today) > 0)
        return false;
    *out = (struct baton_step){
        .rung = (enum baton_rung)(o->rung + 1),
        .on = on,
        .until = workday_add(o->due, (int32_t)(o->rung + 1) * terms->rung_days),
    };
    return true;
}

struct bounce
baton_bounce(const struct baton *b, struct date today)
{
    return (struct bounce){
        .offers = b->offers,
        .declines = b->declines,
        .expiries = b->expiries,
        .units = (int32_t)b->units_n,
        .days = date_is_none(b->asked_since) || b->offers == 0
                    ? 0
                    : workdays_between(b->asked_since, today),
        .raised = b->bounce_raised,
    };
}

bool
baton_is_stuck(const struct baton *b, const struct baton_terms *terms,
               struct date today)
{
    return b->open && !b->bounce_raised && b->offers > 0 &&
           baton_bounce(b, today).days >= terms->bounce_days;
}

const char *
baton_event_word(enum baton_event_kind k)
{
    switch (k) {
    case BATON_OPENED:
        return "opened";
    case BATON_OFFERED:
        return "offered";
    case BATON_TALK:
        return "talk first";
    case BATON_ACCEPTED:
        return "accepted";
    case BATON_DECLINED:
        return "declined";
    case BATON_WITHDRAWN:
        return "withdrawn";
    case BATON_ESCALATED:
        return "escalated";
    case BATON_EXPIRED:
        return "expired";
    case BATON_FUNCTION_ENDED:
        return "function ended";
    case BATON_REORGANISED:
        return "unit reorganised";
    case BATON_STUCK:
        return "stuck";
    case BATON_CLOSED:
        return "closed";
    case BATON_REOPENED:
        return "reopened";
    }
    return "unknown";
}
