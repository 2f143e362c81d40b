/* Deciding on a request: propose, confirm, undo.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/decision_app.h"

#include "assessment/request_app.h"
#include "text/messages_assessment.h"

#define COLUMN_REASON   "assessment_decision.reason"
#define COLUMN_TO_CHILD "assessment_decision.to_child"
#define COLUMN_NOTE     "assessment_decision.note"
#define REASONS_LIST    "thk_decline_reason"

/* --- read --- */

const struct err *
decision_last_in(struct call *c, const struct assessment *a,
                 struct decision *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    bool found = false;
    const struct err *err = decision_store_last(&c->tx, &v, a->id, out, &found);

    if (err || !found) {
        *out = (struct decision){0};
        return err;
    }
    err = case_key_in(c, a->case_id, &key);
    if (!err)
        err = unseal_text(c->mem, &key, out->id, COLUMN_REASON, &out->reason);
    if (!err)
        err = unseal_text(c->mem, &key, out->id, COLUMN_TO_CHILD,
                          &out->to_child);
    if (!err)
        err = unseal_text(c->mem, &key, out->id, COLUMN_NOTE, &out->note);
    if (!err && out->reason_code.n > 0)
        err = reference_store_code_text(&c->tx, STR(REASONS_LIST),
                                        out->reason_code, c->lang,
                                        &out->reason_text);
    return err;
}

static const struct err *
reasons_in(struct call *c, struct code_list *out)
{
    return reference_store_list_codes(&c->tx, STR(REASONS_LIST), c->today, out);
}

const struct err *
decision_app_reasons(struct call *c, assessment_id id, struct code_list *out)
{
    const struct err *err = call_begin(c, ACT_REQUEST_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_REQUEST_VIEW, subject_assessment(id));
    if (!err)
        err = reasons_in(c, out);
    return call_end(c, ACT_REQUEST_VIEW, id.v, err);
}

/* --- begin --- */

static const struct err *
begin_on(struct call *c, assessment_id id, int64_t version,
         struct assessment *a)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_DECIDE);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_DECIDE, subject_assessment(id));
    if (!err)
        err = assessment_store_get(&c->tx, id, a);
    if (!err && a->version != version)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    return err;
}

static const struct err *
check_reason_code(struct call *c, const struct decision *d)
{
    struct code_list list = {0};
    const struct err *err = reasons_in(c, &list);

    if (err || d->kind != DECISION_DECLINE)
        return err;
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.row[i].code, d->reason_code))
            return NULL;
    return ERR(c->mem, INVALID, .msg = MSG_THK_CHOOSE_REASON,
               .field = "avslagsgrunn");
}

static enum thk_step
step_of(enum decision_kind k)
{
    switch (k) {
    case DECISION_OFFER:
        return THK_STEP_OFFER;
    case DECISION_DECLINE:
        return THK_STEP_DECLINE;
    case DECISION_WAIT:
        break;
    }
    return THK_STEP_WAIT;
}

static const struct err *
insert(struct call *c, const struct assessment *a, const struct decision *d)
{
    struct key key;
    struct decision sealed = *d;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (err)
        return err;
    sealed.reason = seal(c->mem, &key, d->id, COLUMN_REASON, d->reason);
    sealed.to_child = d->to_child.n > 0 ? seal(c->mem, &key, d->id,
                                               COLUMN_TO_CHILD, d->to_child)
                                        : STR_NONE;
    return decision_store_insert(&c->tx, a->id, &sealed, c->who.function);
}

/* A decision on the waiting list makes room for the next one. */
static const struct err *
retire_last(struct call *c, const struct assessment *a)
{
    struct viewer v = viewer_of(c);
    struct decision last = {0};
    bool found = false;
    const struct err *err = decision_store_last(&c->tx, &v, a->id, &last,
                                                &found);

    if (err || !found)
        return err;
    if (last.state == DECISION_PROPOSED)
        return ERR(c->mem, CONFLICT, .msg = MSG_THK_PROPOSED_ALREADY);
    if (last.state != DECISION_STANDS)
        return NULL;
    return decision_store_retire(&c->tx, &last);
}

/* The step that the decision is, with all that the table asks for. */
static const struct err *
take(struct call *c, struct assessment *a, const struct decision *d)
{
    uint32_t met = 1u << THK_NEED_DECISION | 1u << THK_NEED_REASON |
                   1u << THK_NEED_SECOND;
    const struct err *err = NULL;

    if (d->verdict != ELIGIBLE_MAY_NOT)
        met |= 1u << THK_NEED_ELIGIBLE;
    if (d->priority != 0) {
        a->priority = d->priority;
        err = assessment_store_update(&c->tx, a);
    }
    return err ? err
               : assessment_step_in(c, a, step_of(d->kind), met, d->reason);
}

static const struct err *
judge(struct call *c, const struct assessment *a, struct decision *d)
{
    struct thk_request r;
    struct eligibility e;
    const struct err *err = assessment_request_in(c, a, &r);

    if (err)
        return err;
    e = eligibility_of(&r, c->today, c->sv->rules.duty_to_request_from);
    d->verdict = e.verdict;
    d->law = e.law;
    if (e.verdict == ELIGIBLE_MAY_NOT && d->kind != DECISION_DECLINE)
        return ERR(c->mem, INVALID, .msg = MSG_THK_NEED_ELIGIBLE,
                   .field = "avgjorelse");
    return NULL;
}

const struct err *
decision_app_make(struct call *c, assessment_id id, int64_t version,
                  struct decision *d)
{
    struct assessment a = {0};
    const struct err *err = begin_on(c, id, version, &a);

    if (!err && (thk_steps_from(a.state) & 1u << step_of(d->kind)) == 0)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (!err)
        err = decision_check(c->mem, d);
    if (!err)
        err = check_reason_code(c, d);
    if (!err)
        err = judge(c, &a, d);
    if (!err)
        err = retire_last(c, &a);
    d->id = id_new();
    d->made_by = c->who.account;
    d->made_at = c->now;
    d->state = d->kind == DECISION_DECLINE && c->sv->rules.refusal_needs_second
                   ? DECISION_PROPOSED
                   : DECISION_STANDS;
    if (!err)
        err = insert(c, &a, d);
    if (!err && d->state == DECISION_STANDS)
        err = take(c, &a, d);
    if (!err && d->state == DECISION_PROPOSED)
        err = assessment_store_put_notice(&c->tx, &a, THK_STEP_DECLINE,
                                          a.decider_unit, (account_id){0},
                                          c->now);
    return call_end(c, ACT_ASSESSMENT_DECIDE, id.v, err);
}

/* --- the second person --- */

static const struct err *
check_second(struct call *c, const struct decision *d, bool agree,
             struct str reason)
{
    if (d->id == 0 || d->state != DECISION_PROPOSED)
        return ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (agree && d->made_by.v == c->who.account.v)
        return ERR(c->mem, DENIED, .msg = MSG_THK_SECOND_SAME);
    if (!agree && reason.n == 0)
        return ERR(c->mem, INVALID, .msg = MSG_THK_WRITE_REASON,
                   .field = "begrunnelse");
    return NULL;
}

static const struct err *
close_decision(struct call *c, const struct assessment *a, struct decision *d,
               enum decision_state to, struct str note)
{
    struct key key;
    enum decision_state was = d->state;
    struct decision row = *d;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (err)
        return err;
    row.state = to;
    row.note = note.n > 0 ? seal(c->mem, &key, d->id, COLUMN_NOTE, note)
                          : STR_NONE;
    if (was == DECISION_PROPOSED) {
        row.second_by = c->who.account;
        row.second_at = c->now;
        return decision_store_update(&c->tx, &row, was, c->who.function);
    }
    return decision_store_end(&c->tx, &row);
}

const struct err *
decision_app_second(struct call *c, assessment_id id, int64_t version,
                    bool agree, struct str reason)
{
    struct assessment a = {0};
    struct decision d = {0};
    const struct err *err = begin_on(c, id, version, &a);

    if (!err)
        err = decision_last_in(c, &a, &d);
    if (!err)
        err = check_second(c, &d, agree, reason);
    if (!err)
        err = close_decision(
            c, &a, &d, agree ? DECISION_STANDS : DECISION_REJECTED, reason);
    if (!err)
        err = agree ? take(c, &a, &d)
                    : assessment_store_drop_notice(&c->tx, id, a.decider_unit);
    return call_end(c, ACT_ASSESSMENT_DECIDE, id.v, err);
}

const struct err *
decision_app_undo(struct call *c, assessment_id id, int64_t version,
                  struct str reason)
{
    struct assessment a = {0};
    struct decision d = {0};
    uint32_t met = 0;
    const struct err *err = begin_on(c, id, version, &a);

    if (!err && reason.n == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_THK_WRITE_REASON,
                  .field = "begrunnelse");
    if (!err)
        err = decision_last_in(c, &a, &d);
    if (!err &&
        decision_may_undo(&d, c->now, c->sv->rules.decision_undo_minutes))
        met = 1u << THK_NEED_UNDO_TIME;
    if (!err)
        err = assessment_step_in(c, &a, THK_STEP_UNDO, met, reason);
    if (!err)
        err = close_decision(c, &a, &d, DECISION_UNDONE, reason);
    return call_end(c, ACT_ASSESSMENT_DECIDE, id.v, err);
}
