/* Writing, sending, completing and withdrawing a request.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "assessment/file.h"
#include "assessment/request_app.h"
#include "registry/registry.h"
#include "text/messages_assessment.h"

/* --- start --- */

static int
legal_of(enum care care)
{
    switch (care) {
    case CARE_VOLUNTARY:
        return REQUEST_LEGAL_3_2;
    case CARE_ACUTE_4_2:
        return REQUEST_LEGAL_4_2;
    case CARE_ORDER_5_1:
        return REQUEST_LEGAL_5_1;
    case CARE_INSTITUTION_6_1:
        return REQUEST_LEGAL_6_1;
    case CARE_INSTITUTION_6_2:
        return REQUEST_LEGAL_6_2;
    case CARE_HOME:
    case CARE_BROUGHT:
    case CARE_BAN_4_3:
    case CARE_COUNT:
        break;
    }
    return REQUEST_LEGAL_UNSET;
}

static void
fill_caregivers(struct call *c, const struct person_list *list,
                struct thk_request *r)
{
    r->caregivers = ARENA_NEW_N(c->mem, struct request_caregiver, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        const struct person *p = &list->row[i];
        struct request_caregiver *g = &r->caregivers[r->n_caregivers];
        size_t at = p->name.n;

        if (p->kind == PERSON_NETWORK ||
            r->n_caregivers == REQUEST_CAREGIVERS_MAX)
            continue;
        while (at > 0 && p->name.p[at - 1] != ' ')
            at--;
        g->first_name = at > 1 ? str_cut(p->name, 0, at - 1) : p->name;
        g->last_name = at > 1 ? str_cut(p->name, at, p->name.n) : STR_NONE;
        g->dead = REQUEST_NO;
        g->responsibility = p->responsibility ? REQUEST_YES : REQUEST_NO;
        r->n_caregivers++;
    }
}

/* The contact is who writes; beside them, who leads the unit. */
static const struct err *
fill_contacts(struct call *c, struct thk_request *r)
{
    struct account own = {0};
    struct account leads = {0};
    struct function_row leader = {0};
    bool found = false;
    const struct err *err = account_store_get(&c->tx, c->who.account, &own);

    if (err)
        return err;
    r->contact.name = own.name;
    r->contact.email = own.email;
    err = registry_leader_of(&c->tx, c->who.unit, c->today, &leader, &found);
    if (err || !found || leader.account_id.v == own.id.v)
        return err;
    err = account_store_get(&c->tx, leader.account_id, &leads);
    r->alt_contact.name = leads.name;
    r->alt_contact.email = leads.email;
    return err;
}

static const struct err *
fill_from_case(struct call *c, case_id id, const struct child *k,
               struct thk_request *r)
{
    struct person_list persons = {0};
    const struct err *err = casefile_persons_in(c, id, &persons);

    request_init(r);
    if (err)
        return err;
    if (!k->provisional)
        r->child = k->number;
    if (k->protection < PROTECTION_CLIENT_ADDRESS)
        r->residence = k->lives;
    r->interpreter = k->interpreter ? REQUEST_YES : REQUEST_NO;
    r->legal = legal_of(k->care);
    fill_caregivers(c, &persons, r);
    return fill_contacts(c, r);
}

/* The region that decides: by the child's municipality, else the unit's own. */
static const struct err *
find_decider(struct call *c, const struct child *k, unit_id *out)
{
    struct unit own = {0};
    struct str place = k->municipality;
    const struct err *err = registry_store_get_unit(&c->tx, c->who.unit, &own);

    if (err)
        return err;
    if (own.type != UNIT_CHILD_WELFARE)
        return ERR(c->mem, DENIED, .msg = MSG_THK_UNIT_MAY_NOT_ASK);
    if (place.n == 0)
        place = own.municipality;
    return assessment_decider_in(c, place, out);
}

static const struct err *
permit_start(struct call *c, case_id id)
{
    const struct err *err = call_permit(c, ACT_REQUEST_DRAFT, subject_none());

    return err ? err : call_permit(c, ACT_CASE_VIEW, subject_case(id));
}

const struct err *
request_app_before(struct call *c, case_id id, struct request_start *out)
{
    struct child k = {0};
    struct unit decider = {0};
    struct assessment open = {0};
    bool found = false;
    unit_id to = {0};
    const struct err *err = call_begin(c, ACT_CASE_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_CASE_VIEW, subject_case(id));
    if (!err)
        err = casefile_child_in(c, id, &k);
    if (!err)
        err = find_decider(c, &k, &to);
    if (!err)
        err = registry_store_get_unit(&c->tx, to, &decider);
    if (!err)
        err = request_store_find_open(&c->tx, id, &open, &found);
    *out = (struct request_start){
        .child_name = k.given_name,
        .child_age = child_age(&k, c->today),
        .decider_name = decider.name,
        .existing = open.id,
        .existing_is_mine = open.author_account.v == c->who.account.v,
    };
    return call_end(c, ACT_CASE_VIEW, id.v, err);
}

static const struct err *
insert_draft(struct call *c, case_id id, assessment_id *out)
{
    struct child k = {0};
    struct thk_request r;
    struct assessment a = {.case_id = id,
                           .state = THK_DRAFT,
                           .state_at = c->now,
                           .author_account = c->who.account,
                           .author_function = c->who.function,
                           .requester_unit = c->who.unit,
                           .request_version = 1,
                           .made_at = c->now};
    const struct err *err = casefile_child_in(c, id, &k);

    if (!err)
        err = find_decider(c, &k, &a.decider_unit);
    if (!err)
        err = fill_from_case(c, id, &k, &r);
    if (!err)
        err = assessment_seal_in(c, &a, &r);
    if (!err)
        err = assessment_store_insert(&c->tx, &a);
    *out = a.id;
    return err;
}

const struct err *
request_app_start(struct call *c, case_id id, assessment_id *out)
{
    struct assessment open = {0};
    bool found = false;
    const struct err *err = call_begin(c, ACT_REQUEST_DRAFT);

    if (err)
        return err;
    err = permit_start(c, id);
    if (!err)
        err = request_store_find_open(&c->tx, id, &open, &found);
    if (!err && found && open.state == THK_DRAFT &&
        open.author_account.v == c->who.account.v)
        *out = open.id;
    else if (!err && found && open.state != THK_DRAFT)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_ONE_ALREADY);
    else if (!err)
        err = insert_draft(c, id, out);
    return call_end(c, ACT_REQUEST_DRAFT, out->v, err);
}

/* --- write --- */

/* A draft is its author's; what was asked for is the whole unit's. */
const struct err *
request_begin_writing(struct call *c, assessment_id id, enum action *out_action,
                      struct assessment *a)
{
    const struct err *err = call_begin(c, ACT_REQUEST_EDIT);

    *out_action = ACT_REQUEST_EDIT;
    if (err)
        return err;
    err = assessment_store_get(&c->tx, id, a);
    if (err)
        return err;
    if (a->state != THK_DRAFT)
        *out_action = ACT_REQUEST_COMPLETE;
    err = call_permit(c, *out_action, subject_assessment(id));
    if (!err && a->state != THK_DRAFT && a->state != THK_INCOMPLETE)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    return err;
}

/* While something was asked for, only its steps may change. */
const struct err *
request_check_step_open(struct call *c, const struct assessment *a, int step)
{
    struct viewer v = viewer_of(c);
    uint32_t bits = 0;
    const struct err *err;

    if (a->state == THK_DRAFT)
        return NULL;
    err = request_store_lacks(&c->tx, &v, a->id, &bits);
    for (unsigned l = 0; !err && l < THK_LACK_COUNT; l++)
        if ((bits & (1u << l)) != 0 && thk_lack_step((enum thk_lack)l) == step)
            return NULL;
    return err ? err : ERR(c->mem, CONFLICT, .msg = MSG_THK_STEP_NOT_ASKED);
}

static const struct err *
apply(struct call *c, const struct assessment *a, struct draft *d,
      const struct request_saving *form, bool *out_grew,
      const struct err **out_faults)
{
    size_t n = d->request.n_attachments;
    struct request_attachment *before = ARENA_NEW_N(
        c->mem, struct request_attachment, n + 1);
    const struct err *err;

    for (size_t i = 0; i < n; i++)
        before[i] = d->request.attachments[i];
    *out_faults = draft_apply(c->mem, d, form->step, form->pair, form->n,
                              form->press, form->item, out_grew);
    err = request_put_draft_in(c, a, d);
    if (err || form->step != REQUEST_STEPS)
        return err;
    return file_follow_in(c, a, before, n, &d->request,
                          form->press == DRAFT_DROP_ATTACHMENT);
}

const struct err *
request_app_save(struct call *c, assessment_id id,
                 const struct request_saving *form, bool *out_grew,
                 const struct err **out_faults)
{
    struct assessment a = {0};
    struct draft d;
    struct instant saved;
    enum action act;
    const struct err *err = request_begin_writing(c, id, &act, &a);

    *out_grew = false;
    *out_faults = NULL;
    if (!err)
        err = request_check_step_open(c, &a, form->step);
    if (!err)
        err = request_draft_in(c, &a, &d, &saved);
    if (!err)
        err = apply(c, &a, &d, form, out_grew, out_faults);
    return call_end(c, act, id.v, err);
}

const struct err *
request_app_discard(struct call *c, assessment_id id)
{
    struct assessment a = {0};
    enum action act;
    const struct err *err = request_begin_writing(c, id, &act, &a);

    if (!err && a.state != THK_DRAFT)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
    if (!err)
        err = request_store_drop_draft(&c->tx, id);
    if (!err)
        err = file_discard_in(c, &a);
    if (!err)
        err = assessment_store_discard(&c->tx, &a);
    return call_end(c, act, id.v, err);
}

/* --- send --- */

/* On what ground the decider sees it: the consent that is attached, given by
 * who the dated rules say; else what the tasks make necessary. */
static const struct err *
share_ground(struct call *c, const struct assessment *a,
             const struct thk_request *r, struct share *s)
{
    struct child k = {0};
    struct consent_rule rule = {0};
    struct consent_facts facts = {.matter = MATTER_ASSESSMENT};
    bool found = false;
    const struct err *err;

    s->basis = BASIS_NECESSARY;
    if (!request_has_consent(r))
        return NULL;
    err = casefile_child_in(c, a->case_id, &k);
    facts.age = child_age(&k, c->today);
    facts.care = k.care;
    if (!err)
        err = consent_who_in(c, &facts, &rule, &found);
    if (err || !found)
        return err;
    s->basis = BASIS_CONSENT;
    s->consented = true;
    s->consent_by = rule.who;
    s->consent_rule = rule.id;
    s->source = msg_plain(c->lang, MSG_THK_CONSENT_SOURCE);
    return NULL;
}

static const struct err *
reveal_to_deciders(struct call *c, const struct assessment *a)
{
    struct function_list list = {0};
    struct function_row leader = {0};
    bool found = false;
    const struct err *err = registry_store_list_functions(
        &c->tx, a->decider_unit, FUNCTION_INTAKE, c->today, &list);

    for (size_t i = 0; !err && i < list.n; i++)
        err = casefile_reveal_in(c, a->case_id, list.row[i].account_id);
    if (!err)
        err = registry_leader_of(&c->tx, a->decider_unit, c->today, &leader,
                                 &found);
    if (!err && found)
        err = casefile_reveal_in(c, a->case_id, leader.account_id);
    return err;
}

const struct err *
request_share_in(struct call *c, const struct assessment *a,
                 const struct thk_request *r)
{
    struct share s = {.case_id = a->case_id,
                      .from_unit = a->requester_unit,
                      .to_unit = a->decider_unit,
                      .purpose = PURPOSE_DECISION};
    uint32_t classes = CLASS_BIT(CORE) | CLASS_BIT(WELFARE);
    const struct err *err = share_ground(c, a, r, &s);

    if (s.basis == BASIS_CONSENT)
        classes |= CLASS_BIT(HEALTH);
    if (!err)
        err = casefile_join_shared_in(c, &s, classes);
    return err ? err : reveal_to_deciders(c, a);
}

/* What was written becomes what stands. */
static const struct err *
take_over_draft(struct call *c, struct assessment *a, const struct draft *d)
{
    const struct err *err = assessment_seal_in(c, a, &d->request);

    if (a->state == THK_DRAFT)
        a->sent_at = c->now;
    else
        a->request_version++;
    if (!err)
        err = assessment_store_update(&c->tx, a);
    if (!err)
        err = request_store_drop_draft(&c->tx, a->id);
    if (!err)
        err = request_store_answer_lacks(&c->tx, a->id, c->now);
    return err;
}

const struct err *
request_app_send(struct call *c, assessment_id id, bool confirmed)
{
    struct assessment a = {0};
    struct draft d;
    struct instant saved;
    enum action act;
    enum thk_step step;
    const struct err *err = request_begin_writing(c, id, &act, &a);

    if (!err)
        err = request_draft_in(c, &a, &d, &saved);
    if (!err)
        err = draft_check(c->mem, &d, 0);
    if (!err && !confirmed)
        err = ERR(c->mem, INVALID, .msg = MSG_THK_CONFIRM_READ,
                  .field = "lest");
    step = a.state == THK_DRAFT ? THK_STEP_SEND : THK_STEP_COMPLETE;
    if (!err)
        err = request_share_in(c, &a, &d.request);
    if (!err)
        err = take_over_draft(c, &a, &d);
    if (!err)
        err = assessment_step_in(c, &a, step, 1u << THK_NEED_REQUEST, STR_NONE);
    return call_end(c, act, id.v, err);
}

const struct err *
request_app_withdraw(struct call *c, assessment_id id, struct str reason)
{
    struct assessment a = {0};
    const struct err *err = call_begin(c, ACT_REQUEST_WITHDRAW);

    if (err)
        return err;
    err = call_permit(c, ACT_REQUEST_WITHDRAW, subject_assessment(id));
    if (!err && reason.n == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_THK_WRITE_REASON,
                  .field = "begrunnelse");
    if (!err)
        err = assessment_store_get(&c->tx, id, &a);
    if (!err)
        err = request_store_drop_draft(&c->tx, id);
    if (!err)
        err = assessment_step_in(c, &a, THK_STEP_WITHDRAW,
                                 1u << THK_NEED_REASON, reason);
    return call_end(c, ACT_REQUEST_WITHDRAW, id.v, err);
}

const struct err *
request_app_read_notice(struct call *c, assessment_id id)
{
    const struct err *err = call_begin(c, ACT_NOTICE_READ);

    if (err)
        return err;
    err = call_permit(c, ACT_NOTICE_READ, subject_assessment(id));
    if (!err)
        err = assessment_store_drop_notice(&c->tx, id, c->who.unit);
    return call_end(c, ACT_NOTICE_READ, id.v, err);
}
