/* Recommendations: written, addressed, answered and followed; and figures.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/recommend.h"

#include "assessment/prepare.h"
#include "base/workday.h"
#include "casefile/app.h"
#include "registry/registry.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

#define COLUMN_TEXT   "thk_recommendation.text"
#define COLUMN_STATUS "thk_recommendation.status"
#define ANSWER_DAYS   10 /* working days to answer: an own goal */

const int32_t recommendation_term[RECOMMENDATION_TERMS] = {3, 6, 12};

const struct err *
recommend_list_in(struct call *c, const struct assessment *a,
                  struct recommendation_list *out)
{
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (!err)
        err = recommend_store_list(&c->tx, c->who.unit, c->now, c->who.account,
                                   a->id, out);
    for (size_t i = 0; !err && i < out->n; i++) {
        struct recommendation *r = &out->row[i];

        err = unseal(c->mem, &key, r->id, COLUMN_TEXT, r->text, &r->text);
        if (!err && r->status.n > 0)
            err = unseal(c->mem, &key, r->id, COLUMN_STATUS, r->status,
                         &r->status);
    }
    return err;
}

/* --- the team writes --- */

static const struct err *
begin_work(struct call *c, assessment_id id, struct assessment *a)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_WORK);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_WORK, subject_assessment(id));
    if (!err)
        err = assessment_store_get(&c->tx, id, a);
    if (!err && (a->state < THK_CARRIED_OUT || a->state > THK_FINAL))
        err = ERR(c->mem, CONFLICT, .msg = MSG_SHEET_NOT_NOW);
    return err;
}

static const struct err *
check_form(struct call *c, const struct recommendation_form *f)
{
    struct function_row whom;
    bool found = false;
    const struct err *err = NULL, *faults = NULL;

    if (f->text.n == 0)
        faults = ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED,
                     .field = "tekst");
    if (date_is_none(f->due_on) || date_cmp(f->due_on, c->today) <= 0)
        faults = err_join(
            c->mem, faults,
            ERR(c->mem, INVALID, .msg = MSG_INFO_DUE_PAST, .field = "frist"));
    err = prepare_whom_in(c, f->unit, &whom, &found);
    if (!err && !found)
        faults = err_join(c->mem, faults,
                          ERR(c->mem, INVALID, .msg = MSG_INFO_NOBODY_THERE,
                              .field = "enhet"));
    return err ? err : faults;
}

static const struct err *
add(struct call *c, const struct assessment *a,
    const struct recommendation_form *f)
{
    struct key key;
    struct recommendation r = {.id = id_new(),
                               .assessment = a->id,
                               .to_unit = f->unit,
                               .due_on = f->due_on};
    const struct err *err = check_form(c, f);

    if (!err)
        err = case_key_in(c, a->case_id, &key);
    if (err)
        return err;
    r.text = seal(c->mem, &key, r.id, COLUMN_TEXT, f->text);
    return recommend_store_insert(&c->tx, &r, c->who.function, c->now);
}

const struct err *
recommend_app_add(struct call *c, assessment_id id,
                  const struct recommendation_form *f)
{
    struct assessment a = {0};
    const struct err *err = begin_work(c, id, &a);

    if (!err)
        err = add(c, &a, f);
    return call_end(c, ACT_ASSESSMENT_WORK, id.v, err);
}

const struct err *
recommend_app_drop(struct call *c, assessment_id id, int64_t nr)
{
    struct assessment a = {0};
    const struct err *err = begin_work(c, id, &a);

    if (!err)
        err = recommend_store_drop(&c->tx, id, nr);
    return call_end(c, ACT_ASSESSMENT_WORK, id.v, err);
}

/* --- follow-up begins --- */

static const struct err *
deadline_for(struct call *c, const struct assessment *a, int64_t nr,
             const struct function_row *who, struct date due,
             enum deadline_kind kind)
{
    struct deadline d = {.case_id = a->case_id,
                         .unit_id = who->unit_id,
                         .function_id = who->id,
                         .account_id = who->account_id,
                         .kind = kind,
                         .rule = STR("thk_recommendation"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = due,
                         .object_id = nr};

    return deadline_open_in(c, &d);
}

/* The receiver takes part and knows of the case; what it is asked it sees since
 * it is addressed to it. Source: bvl. § 13-1. */
static const struct err *
address(struct call *c, const struct assessment *a, struct recommendation *r)
{
    struct share s = {.case_id = a->case_id,
                      .from_unit = a->team_unit,
                      .to_unit = r->to_unit,
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_NECESSARY,
                      .legal_basis = basis_legal(BASIS_NECESSARY)};
    struct function_row whom = {0};
    struct event e = {.case_id = a->case_id,
                      .kind = EVENT_THK_RECOMMENDED,
                      .class_ = CLASS_CORE,
                      .other_unit = r->to_unit,
                      .object_id = r->id};
    bool found = false;
    const struct err *err = casefile_join_shared_in(c, &s, CLASS_BIT(CORE));

    if (!err)
        err = prepare_whom_in(c, r->to_unit, &whom, &found);
    if (!err && !found)
        err = ERR(c->mem, CONFLICT, .msg = MSG_INFO_NOBODY_THERE);
    if (!err)
        err = casefile_reveal_in(c, a->case_id, whom.account_id);
    if (!err)
        err = deadline_for(c, a, r->id, &whom,
                           workday_add(c->today, ANSWER_DAYS),
                           DEADLINE_THK_RECOMMENDATION);
    r->state = RECOMMENDATION_ADDRESSED;
    r->addressed_on = c->today;
    if (!err)
        err = recommend_store_update(&c->tx, r);
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
recommend_address_in(struct call *c, const struct assessment *a)
{
    struct recommendation_list list = {0};
    const struct err *err = recommend_list_in(c, a, &list);

    for (size_t i = 0; i < list.n && !err; i++)
        if (list.row[i].state == RECOMMENDATION_WRITTEN) {
            list.row[i].status = STR_NONE;
            err = address(c, a, &list.row[i]);
        }
    return err;
}

/* --- the receiver answers --- */

static const struct err *
find(struct call *c, const struct assessment *a, int64_t nr,
     struct recommendation *out)
{
    struct recommendation_list list = {0};
    const struct err *err = recommend_list_in(c, a, &list);

    for (size_t i = 0; i < list.n && !err; i++)
        if (list.row[i].id == nr) {
            *out = list.row[i];
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

/* Accepted: the owner has a deadline. Settled: nobody has. */
static const struct err *
move_deadlines(struct call *c, const struct assessment *a,
               const struct recommendation *r)
{
    struct function_row owner = {0};
    const struct err *err = deadline_close_in(
        c, r->id, DEADLINE_THK_RECOMMENDATION, DEADLINE_MET);

    if (!err)
        err = deadline_close_in(c, r->id, DEADLINE_THK_FOLLOW_UP, DEADLINE_MET);
    if (err || r->state != RECOMMENDATION_ACCEPTED)
        return err;
    err = registry_store_get_function(&c->tx, r->owner, &owner);
    if (!err && (owner.unit_id.v != c->who.unit.v ||
                 !function_is_valid(&owner, c->today)))
        err = ERR(c->mem, INVALID, .msg = MSG_ADVICE_OWNER_MISSING,
                  .field = "ansvarlig");
    if (!err)
        err = casefile_reveal_in(c, a->case_id, owner.account_id);
    return err ? err
               : deadline_for(c, a, r->id, &owner, r->due_on,
                              DEADLINE_THK_FOLLOW_UP);
}

static const struct err *
answer(struct call *c, const struct assessment *a, struct recommendation *r,
       const struct recommendation_answer *f)
{
    struct key key;
    const struct err *err = recommendation_check(c->mem, r, f->to, f->status,
                                                 f->owner);

    if (!err)
        err = case_key_in(c, a->case_id, &key);
    if (err)
        return err;
    if (r->state == RECOMMENDATION_ADDRESSED)
        r->answered_on = c->today;
    if (f->to == RECOMMENDATION_DONE)
        r->done_on = c->today;
    if (f->owner.v != 0)
        r->owner = f->owner;
    r->state = f->to;
    r->status = f->status.n == 0
                    ? STR_NONE
                    : seal(c->mem, &key, r->id, COLUMN_STATUS, f->status);
    err = recommend_store_update(&c->tx, r);
    return err ? err : move_deadlines(c, a, r);
}

static const struct err *
answer_in(struct call *c, assessment_id id, int64_t nr,
          const struct recommendation_answer *f)
{
    struct assessment a = {0};
    struct recommendation r = {0};
    struct event e = {
        .kind = EVENT_THK_FOLLOWED_UP, .class_ = CLASS_CORE, .object_id = nr};
    const struct err *err = assessment_store_get(&c->tx, id, &a);

    if (!err)
        err = find(c, &a, nr, &r);
    if (!err)
        err = answer(c, &a, &r, f);
    e.case_id = a.case_id;
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
recommend_app_answer(struct call *c, assessment_id id, int64_t nr,
                     const struct recommendation_answer *f)
{
    const struct err *err = call_begin(c, ACT_RECOMMENDATION_ANSWER);

    if (err)
        return err;
    err = call_permit(c, ACT_RECOMMENDATION_ANSWER,
                      (struct subject){SUBJECT_RECOMMENDATION, nr});
    if (!err)
        err = answer_in(c, id, nr, f);
    return call_end(c, ACT_RECOMMENDATION_ANSWER, nr, err);
}

const struct err *
recommend_facts(struct call *c, int64_t id, struct gate_facts *out,
                case_id *out_case)
{
    struct assessment a = {0};
    assessment_id assessment = {0};
    unit_id unit = {0};
    enum recommendation_state state = RECOMMENDATION_WRITTEN;
    const struct err *err = recommend_store_where(&c->tx, id, &assessment,
                                                  &unit, &state);

    if (err && err->kind == NOT_FOUND)
        return NULL; /* the gate answers as if it did not exist */
    if (!err)
        err = assessment_store_get(&c->tx, assessment, &a);
    if (!err)
        err = casefile_facts_case(c, a.case_id.v, out, out_case);
    if (!err && unit.v == c->who.unit.v && state != RECOMMENDATION_WRITTEN)
        out->relations |= REL_BIT(RECIPIENT);
    return err;
}

/* --- figures --- */

const struct err *
recommend_app_figures(struct call *c,
                      struct recommendation_share out[RECOMMENDATION_TERMS])
{
    struct recommendation_dates *row = NULL;
    size_t n = 0;
    const struct err *err = call_begin(c, ACT_ASSESSMENT_FIGURES);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_FIGURES, subject_none());
    if (!err)
        err = recommend_store_dates(&c->tx, &row, &n);
    for (size_t i = 0; i < RECOMMENDATION_TERMS && !err; i++)
        out[i] = recommendation_share_of(row, n, recommendation_term[i],
                                         c->today);
    return call_end(c, ACT_ASSESSMENT_FIGURES, 0, err);
}
