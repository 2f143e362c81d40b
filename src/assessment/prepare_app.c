/* Asking for information, and answering, each on its own ground.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/prepare.h"

#include "casefile/app.h"
#include "registry/registry.h"
#include "text/messages_assessment.h"
#include "text/messages_text.h"

#define COLUMN_QUESTION "thk_information.question"
#define COLUMN_ANSWER   "thk_information.answer"

const struct err *
prepare_list_in(struct call *c, const struct assessment *a,
                struct information_list *out)
{
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (!err)
        err = prepare_store_list(&c->tx, c->who.unit, c->now, c->who.account,
                                 a->id, out);
    for (size_t i = 0; !err && i < out->n; i++) {
        struct information *r = &out->row[i];

        err = unseal(c->mem, &key, r->id, COLUMN_QUESTION, r->question,
                     &r->question);
        if (!err && r->answer.n > 0)
            err = unseal(c->mem, &key, r->id, COLUMN_ANSWER, r->answer,
                         &r->answer);
    }
    return err;
}

/* --- grounds --- */

static const struct err *
consent_in(struct call *c, case_id id, struct share *s)
{
    struct child child = {0};
    struct consent_facts facts = {.matter = MATTER_ASSESSMENT};
    struct consent_rule rule;
    bool found = false;
    const struct err *err = casefile_child_in(c, id, &child);

    if (err)
        return err;
    facts.age = child_age(&child, c->today);
    facts.care = child.care;
    err = consent_who_in(c, &facts, &rule, &found);
    if (!err && !found)
        err = ERR(c->mem, INVALID, .msg = MSG_INFO_NO_CONSENT_RULE,
                  .field = "grunnlag");
    if (err)
        return err;
    s->consented = true;
    s->consent_by = rule.who;
    s->consent_rule = rule.id;
    s->legal_basis = rule.legal_basis;
    return NULL;
}

const struct err *
prepare_ground_in(struct call *c, case_id id, const struct ground *g,
                  struct share *s)
{
    s->basis = g->basis;
    s->source = g->how;
    s->legal_basis = basis_legal(g->basis);
    if (g->basis == BASIS_OWN)
        return ERR(c->mem, INVALID, .msg = MSG_FORM_CHOICE,
                   .field = "grunnlag");
    if (g->basis != BASIS_CONSENT)
        return NULL;
    if (g->how.n == 0)
        return ERR(c->mem, INVALID, .msg = MSG_INFO_HOW_MISSING,
                   .field = "hvordan");
    return consent_in(c, id, s);
}

const struct err *
prepare_whom_in(struct call *c, unit_id unit, struct function_row *out,
                bool *found)
{
    static const enum function_kind first[] = {
        FUNCTION_CONTACT_POINT, FUNCTION_COORDINATOR, FUNCTION_CLINIC_CONTACT,
        FUNCTION_HEALTH_CONTACT, FUNCTION_LEADER};
    struct function_list list = {0};
    const struct err *err = registry_store_list_unit_functions(&c->tx, unit,
                                                               c->today, &list);

    *found = !err && list.n > 0;
    if (!*found)
        return err;
    *out = list.row[0];
    for (size_t k = ARRAY_LEN(first); k-- > 0;)
        for (size_t i = 0; i < list.n; i++)
            if (list.row[i].kind == first[k]) {
                *out = list.row[i];
                break;
            }
    return NULL;
}

/* --- asking --- */

static const struct err *
begin_work(struct call *c, assessment_id id, struct assessment *a)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_WORK);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_WORK, subject_assessment(id));
    return err ? err : assessment_store_get(&c->tx, id, a);
}

static const struct err *
may_prepare(struct call *c, const struct assessment *a)
{
    if (a->state == THK_PREPARATION || a->state == THK_PLANNED ||
        a->state == THK_CARRIED_OUT)
        return NULL;
    return ERR(c->mem, CONFLICT, .msg = MSG_SHEET_NOT_NOW);
}

static const struct err *
check_form(struct call *c, const struct information_form *f)
{
    const struct err *err = NULL;

    if (f->question.n == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED,
                  .field = "sporsmal");
    if (date_is_none(f->due_on))
        err = err_join(
            c->mem, err,
            ERR(c->mem, INVALID, .msg = MSG_FORM_REQUIRED, .field = "frist"));
    else if (date_cmp(f->due_on, c->today) <= 0)
        err = err_join(
            c->mem, err,
            ERR(c->mem, INVALID, .msg = MSG_INFO_DUE_PAST, .field = "frist"));
    return err;
}

/* The unit takes part, sees CORE, and somebody there has a deadline. */
static const struct err *
ask_unit(struct call *c, const struct assessment *a,
         const struct information_form *f, const struct information *i)
{
    struct share s = {.case_id = a->case_id,
                      .from_unit = a->team_unit,
                      .to_unit = f->unit,
                      .purpose = PURPOSE_ASSESSMENT};
    struct function_row whom = {0};
    struct deadline d = {.case_id = a->case_id,
                         .kind = DEADLINE_THK_INFORMATION,
                         .rule = STR("thk_information"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = f->due_on,
                         .object_id = i->id};
    bool found = false;
    const struct err *err = prepare_ground_in(c, a->case_id, &f->ground, &s);

    if (!err)
        err = prepare_whom_in(c, f->unit, &whom, &found);
    if (!err && !found)
        err = ERR(c->mem, INVALID, .msg = MSG_INFO_NOBODY_THERE,
                  .field = "enhet");
    if (!err)
        err = casefile_join_shared_in(c, &s, CLASS_BIT(CORE));
    if (!err)
        err = casefile_reveal_in(c, a->case_id, whom.account_id);
    d.function_id = whom.id;
    d.unit_id = whom.unit_id;
    d.account_id = whom.account_id;
    return err ? err : deadline_open_in(c, &d);
}

static const struct err *
ask(struct call *c, const struct assessment *a,
    const struct information_form *f)
{
    struct key key;
    struct information i = {.id = id_new(),
                            .assessment = a->id,
                            .unit = f->unit,
                            .source = f->source,
                            .asked_at = c->now,
                            .due_on = f->due_on};
    const struct err *err = may_prepare(c, a);

    if (!err)
        err = check_form(c, f);
    if (!err)
        err = case_key_in(c, a->case_id, &key);
    if (err)
        return err;
    i.question = seal(c->mem, &key, i.id, COLUMN_QUESTION, f->question);
    err = prepare_store_insert(&c->tx, &i, c->who.function);
    return err || f->unit.v == 0 ? err : ask_unit(c, a, f, &i);
}

const struct err *
prepare_app_ask(struct call *c, assessment_id id,
                const struct information_form *f)
{
    struct assessment a = {0};
    const struct err *err = begin_work(c, id, &a);

    if (!err)
        err = ask(c, &a, f);
    return call_end(c, ACT_ASSESSMENT_WORK, id.v, err);
}

/* --- answering --- */

static const struct err *
find(struct call *c, const struct assessment *a, int64_t nr,
     struct information *out)
{
    struct information_list list = {0};
    const struct err *err = prepare_list_in(c, a, &list);

    for (size_t i = 0; i < list.n && !err; i++)
        if (list.row[i].id == nr) {
            *out = list.row[i];
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

static const struct err *
store_answer(struct call *c, const struct assessment *a, struct information *i,
             enum information_state how, struct str answer)
{
    struct key key;
    const struct err *err = information_check(c->mem, i, how, answer);

    if (!err)
        err = case_key_in(c, a->case_id, &key);
    if (err)
        return err;
    i->state = how;
    i->answer = seal(c->mem, &key, i->id, COLUMN_ANSWER, answer);
    i->answered_at = c->now;
    err = prepare_store_answer(&c->tx, i, c->who.function);
    return err ? err
               : deadline_close_in(c, i->id, DEADLINE_THK_INFORMATION,
                                   DEADLINE_MET);
}

/* What a unit answers is its own; the team sees it on the unit's ground. */
static const struct err *
share_answer(struct call *c, const struct assessment *a, const struct ground *g)
{
    struct share s = {.case_id = a->case_id,
                      .from_unit = c->who.unit,
                      .to_unit = a->team_unit,
                      .purpose = PURPOSE_ASSESSMENT};
    const struct err *err = prepare_ground_in(c, a->case_id, g, &s);

    if (!err)
        err = share_own_in(c, a->case_id, c->who.unit, CLASS_BIT(HEALTH));
    return err ? err : share_grant_classes_in(c, &s, CLASS_BIT(HEALTH));
}

static const struct err *
answer_in(struct call *c, assessment_id id, int64_t nr, bool nothing,
          struct str answer, const struct ground *g)
{
    struct assessment a = {0};
    struct information i = {0};
    const struct err *err = assessment_store_get(&c->tx, id, &a);

    if (!err)
        err = find(c, &a, nr, &i);
    if (!err && i.unit.v != c->who.unit.v)
        err = ERR(c->mem, DENIED);
    if (!err)
        err = store_answer(c, &a, &i,
                           nothing ? INFORMATION_NOTHING : INFORMATION_ANSWERED,
                           answer);
    return err || nothing ? err : share_answer(c, &a, g);
}

const struct err *
prepare_app_answer(struct call *c, assessment_id id, int64_t nr, bool nothing,
                   struct str answer, const struct ground *g)
{
    const struct err *err = call_begin(c, ACT_INFORMATION_ANSWER);

    if (err)
        return err;
    err = call_permit(c, ACT_INFORMATION_ANSWER, subject_assessment(id));
    if (!err)
        err = answer_in(c, id, nr, nothing, answer, g);
    return call_end(c, ACT_INFORMATION_ANSWER, id.v, err);
}

const struct err *
prepare_app_note(struct call *c, assessment_id id, int64_t nr,
                 enum information_state how, struct str answer)
{
    struct assessment a = {0};
    struct information i = {0};
    const struct err *err = begin_work(c, id, &a);

    if (!err)
        err = find(c, &a, nr, &i);
    if (!err)
        err = store_answer(c, &a, &i, how, answer);
    return call_end(c, ACT_ASSESSMENT_WORK, id.v, err);
}
