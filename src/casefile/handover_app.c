/* Handing the baton over: offer, answer, withdraw, absence, ladder.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton_app.h"

#include "base/workday.h"
#include "registry/registry.h"
#include "text/messages_casefile.h"
#include "text/messages_sharing.h"
#include "text/messages_text.h"

const struct err *
casefile_route_in(struct call *c, function_id f, struct function_row *out,
                  struct date *out_until)
{
    struct date until = DATE_NONE;
    bool away = false;
    bool found = false;
    const struct err *err = registry_store_get_function(&c->tx, f, out);

    *out_until = DATE_NONE;
    if (!err)
        err = baton_store_absent(&c->tx, f, c->today, &until, &away);
    if (err || !away)
        return err;
    *out_until = until;
    err = registry_deputy_or_leader(&c->tx, f, c->today, out, &found);
    if (!err && !found)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_RECEIVER_AWAY,
                  .field = "til");
    return err;
}

static const struct err *
check_form(struct call *c, const struct offer_form *f,
           const struct baton_row *row)
{
    const struct err *err = NULL;

    if (f->reason.n == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "hvorfor",
                           .msg = MSG_CASE_REASON_NEEDED));
    if (row->is_protected && f->to.v == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "til",
                           .msg = MSG_CASE_PROTECTED_NEEDS_PERSON));
    if (f->basis == BASIS_CONSENT && !f->consented)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "samtykke",
                           .msg = MSG_SHARE_WHO_CONSENTED));
    if (f->basis == BASIS_CONSENT && f->source.n == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "kilde",
                           .msg = MSG_SHARE_SOURCE_NEEDED));
    return err;
}

/* The receiver: a person (or who stands in), or all with a function. */
static const struct err *
receiver(struct call *c, const struct offer_form *f, struct baton_act *act)
{
    struct function_row row = {0};
    struct date until;
    enum takes_part part = NOT_OF_CASE;
    const struct err *err;

    if (f->to.v != 0) {
        err = casefile_route_in(c, f->to, &row, &until);
        if (!err && function_is_limited(row.kind))
            err = ERR(c->mem, INVALID, .field = "til", .msg = MSG_FORM_CHOICE);
        return err ? err
                   : baton_party_in(c, f->case_id, row.id, &act->event.to,
                                    &act->to_account);
    }
    if (function_is_limited(f->kind))
        return ERR(c->mem, INVALID, .field = "til", .msg = MSG_FORM_CHOICE);
    err = case_store_takes_part(&c->tx, f->case_id, f->to_unit, &part);
    act->event.to = (struct baton_party){.unit = f->to_unit,
                                         .kind = f->kind,
                                         .active = true,
                                         .takes_part = part != NOT_OF_CASE};
    return err;
}

static const struct err *
seal_offer(struct call *c, const struct offer_form *f, offer_id id,
           struct baton_row *row)
{
    struct key key;
    const struct err *err = case_key_in(c, f->case_id, &key);

    if (err)
        return err;
    row->reason = seal(c->mem, &key, id.v, "offer.reason", f->reason);
    row->offer_source = f->source.n ? seal(c->mem, &key, id.v, "offer.source",
                                           f->source)
                                    : STR_NONE;
    row->offer_classes = f->classes | CLASS_BIT(CORE);
    row->offer_basis = f->basis;
    row->offer_consented = f->consented;
    row->offer_consent_by = f->consent_by;
    row->offer_consent_rule = STR_NONE;
    return NULL;
}

struct offering {
    const struct offer_form *form;
    offer_id id;
};

static const struct err *
offer(struct call *c, void *arg)
{
    const struct offering *o = arg;
    const struct offer_form *f = o->form;
    struct baton_row row;
    struct baton_act act = {.event = {.kind = BATON_OFFERED, .offer = o->id}};
    const struct err *err = baton_store_get(&c->tx, f->case_id, &row);

    if (!err)
        err = check_form(c, f, &row);
    if (!err)
        err = receiver(c, f, &act);
    if (!err && f->basis == BASIS_OWN &&
        act.event.to.unit.v != row.baton.holder.unit.v)
        err = ERR(c->mem, INVALID, .field = "grunnlag",
                  .msg = MSG_OFFER_BASIS_NEEDED);
    if (!err && row.is_protected)
        err = case_store_put_short_list(&c->tx, f->case_id, act.to_account,
                                        c->who.function, c->now);
    if (!err)
        err = seal_offer(c, f, o->id, &row);
    return err ? err : baton_act_in(c, &row, &act);
}

const struct err *
casefile_app_offer(struct call *c, const struct offer_form *f, offer_id *out)
{
    struct offering o = {f, {id_new()}};
    const struct err *err = call_write(
        c, ACT_BATON_OFFER, subject_case(f->case_id), o.id.v, offer, &o);

    if (!err)
        *out = o.id;
    return err;
}

/* Which of the person's functions at the acting unit answers; the acting one
 * when it may. */
static const struct err *
answering(struct call *c, const struct baton_row *row, struct baton_party *out)
{
    struct function_list own = {0};
    const struct err *err = baton_party_in(c, row->case_id, c->who.function,
                                           out, NULL);

    if (err || baton_may_answer(&row->baton.offer, out))
        return err;
    err = registry_store_list_account_functions(&c->tx, c->who.account,
                                                c->today, &own);
    for (size_t i = 0; !err && i < own.n; i++) {
        struct baton_party p;

        if (own.row[i].unit_id.v != c->who.unit.v)
            continue;
        err = baton_party_in(c, row->case_id, own.row[i].id, &p, NULL);
        if (!err && baton_may_answer(&row->baton.offer, &p)) {
            *out = p;
            return NULL;
        }
    }
    return err;
}

struct answered {
    offer_id offer;
    enum offer_answer how;
    struct str reason;
    case_id case_id; /* set */
};

static const struct err *
answer(struct call *c, void *arg)
{
    static const enum baton_event_kind kinds[] = {[ANSWER_YES] = BATON_ACCEPTED,
                                                  [ANSWER_TALK] = BATON_TALK,
                                                  [ANSWER_NO] = BATON_DECLINED};
    struct answered *a = arg;
    bool no = a->how == ANSWER_NO;
    struct baton_act act = {.event = {.kind = kinds[a->how], .offer = a->offer},
                            .by_account = c->who.account,
                            .answer = no ? a->reason : STR_NONE};
    struct baton_row row = {0};
    const struct err *err = casefile_offered_in(c, a->offer, &row);

    a->case_id = row.case_id;
    if (!err && no && a->reason.n == 0)
        err = ERR(c->mem, INVALID, .field = "begrunnelse",
                  .msg = MSG_CASE_REASON_NEEDED);
    if (!err)
        err = answering(c, &row, &act.event.by);
    return err ? err : baton_act_in(c, &row, &act);
}

const struct err *
casefile_app_answer(struct call *c, offer_id id, enum offer_answer how,
                    struct str reason, case_id *out_case)
{
    struct answered a = {.offer = id, .how = how, .reason = reason};
    const struct err *err = call_write(c, ACT_BATON_ANSWER, subject_offer(id),
                                       id.v, answer, &a);

    if (!err && out_case)
        *out_case = a.case_id;
    return err;
}

static const struct err *
withdraw(struct call *c, void *arg)
{
    struct answered *a = arg;
    struct baton_act act = {
        .event = {.kind = BATON_WITHDRAWN, .offer = a->offer}};
    struct baton_row row = {0};
    const struct err *err = casefile_offered_in(c, a->offer, &row);

    a->case_id = row.case_id;
    if (!err)
        err = baton_party_in(c, row.case_id, c->who.function, &act.event.by,
                             NULL);
    return err ? err : baton_act_in(c, &row, &act);
}

const struct err *
casefile_app_withdraw(struct call *c, offer_id id, case_id *out_case)
{
    struct answered a = {.offer = id};
    const struct err *err = call_write(c, ACT_BATON_WITHDRAW, subject_offer(id),
                                       id.v, withdraw, &a);

    if (!err && out_case)
        *out_case = a.case_id;
    return err;
}

const struct err *
casefile_app_absence(struct call *c, struct date from, struct date to)
{
    struct function_row deputy = {0};
    bool found = false;
    const struct err *err = call_begin(c, ACT_ABSENCE_PLAN);

    if (err)
        return err;
    err = call_permit(c, ACT_ABSENCE_PLAN, subject_none());
    if (!err && (date_is_none(from) || date_is_none(to)))
        err = ERR(c->mem, INVALID, .field = date_is_none(from) ? "fra" : "til",
                  .msg = MSG_FORM_REQUIRED);
    if (!err && date_cmp(to, from) < 0)
        err = ERR(c->mem, INVALID, .field = "til",
                  .msg = MSG_SHARE_ENDS_BEFORE);
    if (!err)
        err = registry_deputy_or_leader(&c->tx, c->who.function, c->today,
                                        &deputy, &found);
    if (!err && !found)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_NOBODY_TO_TAKE_OVER);
    if (!err)
        err = baton_store_put_absence(&c->tx, c->who.function, from, to,
                                      c->now);
    return call_end(c, ACT_ABSENCE_PLAN, c->who.function.v, err);
}

/* --- the ladder --- */

/* Whom a rung reaches: the leader of the receiving unit, or of the unit above
 * the one that leader is of. */
static const struct err *
rung_person(struct call *c, const struct baton_row *row, enum baton_rung rung,
            struct baton_act *act)
{
    struct function_row leader = {0};
    struct unit_list above = {0};
    unit_id unit = row->baton.offer.to.unit;
    bool found = false;
    const struct err *err;

    if (rung < RUNG_LEADER)
        return NULL;
    err = registry_leader_of(&c->tx, unit, c->today, &leader, &found);
    if (!err && found && rung == RUNG_ABOVE) {
        err = registry_store_list_parents(&c->tx, leader.unit_id, &above);
        /* the unit itself stands first, then those above it */
        for (size_t i = 0; !err && i < above.n; i++) {
            if (above.row[i].id.v == leader.unit_id.v)
                continue;
            err = registry_leader_of(&c->tx, above.row[i].id, c->today, &leader,
                                     &found);
            break;
        }
    }
    if (err || !found)
        return err;
    return baton_party_in(c, row->case_id, leader.id, &act->event.to,
                          &act->to_account);
}

static const struct err *
job_ladder(struct call *c, int64_t object)
{
    struct baton_row row;
    struct baton_step step;
    struct baton_terms terms = baton_terms_of(c);
    struct baton_act act = {.event = {.offer = {object}}};
    const struct err *err = baton_store_of_offer(&c->tx, (offer_id){object},
                                                 &row);

    if (err || row.baton.offer.id.v != object ||
        !baton_step_due(&row.baton.offer, &terms, c->today, &step))
        return err;
    c->about = row.case_id;
    if (step.rung == RUNG_COUNT) {
        act.event.kind = BATON_EXPIRED;
        return baton_act_in(c, &row, &act);
    }
    act.event.kind = BATON_ESCALATED;
    act.event.rung = step.rung;
    err = rung_person(c, &row, step.rung, &act);
    return err ? err : baton_act_in(c, &row, &act);
}

/* Daily: cases that were offered about for too long. */
static const struct err *
job_stuck(struct call *c, int64_t object)
{
    struct case_ids ids = {0};
    struct date before = c->today;
    struct baton_terms terms = baton_terms_of(c);
    const struct err *err;

    (void)object;
    for (int32_t n = 0; n < terms.bounce_days;) {
        before = date_add(before, -1);
        n = workdays_between(before, c->today);
    }
    err = baton_store_list_stuck(&c->tx, before, &ids);
    for (size_t i = 0; !err && i < ids.n; i++) {
        struct baton_row row;
        struct baton_act act = {.event = {.kind = BATON_STUCK}};

        err = baton_store_get(&c->tx, ids.id[i], &row);
        if (!err && baton_is_stuck(&row.baton, &terms, c->today))
            err = baton_act_in(c, &row, &act);
    }
    return err;
}

const struct job_handler casefile_jobs[] = {
    {"baton.ladder", job_ladder},
    {"baton.stuck", job_stuck},
    {"baton.leavers", casefile_job_leavers},
    {"deadline.passed", deadline_job_passed},
};
const size_t casefile_jobs_n = ARRAY_LEN(casefile_jobs);
const char *const casefile_daily[] = {"baton.leavers", "baton.stuck",
                                      "deadline.passed"};
const size_t casefile_daily_n = ARRAY_LEN(casefile_daily);
