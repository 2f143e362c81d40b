/* Looking at agreements, entering evidence, confirming what one has read.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/app.h"
#include "agreement/draft_app.h"
#include "agreement/paper_app.h"

#include "body/app.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

const struct err *
agreement_facts(struct call *c, int64_t id, struct gate_facts *out,
                case_id *out_case)
{
    struct agreement_tie tie = {0};
    struct party_list led = {0};
    const struct err *err = agreement_store_tie(&c->tx, (agreement_id){id},
                                                c->who.unit, &tie);

    (void)out_case;
    if (err)
        return err;
    if (tie.party || tie.begun)
        out->relations |= REL_BIT(PARTY);
    if (tie.near && tie.was_signed)
        out->relations |= REL_BIT(UNIT_MEMBER);
    if (tie.invited && tie.was_signed)
        out->relations |= REL_BIT(INVITED);
    if (c->who.role == ROLE_LEADER && !tie.party)
        err = draft_store_led(&c->tx, (agreement_id){id}, c->who.unit, c->today,
                              &led);
    if (led.n > 0)
        out->relations |= REL_BIT(PARTY_ABOVE);
    out->subject_exists = out->relations != 0;
    return err;
}

/* --- looking --- */

static void
judge_all(struct call *c, struct agreement_look *look)
{
    look->verdict = ARENA_NEW_N(c->mem, struct verdict, look->clauses.n + 1);
    for (size_t i = 0; i < look->clauses.n; i++) {
        const struct clause *clause = &look->clauses.row[i];

        if (clause->shown == SHOWN_PEOPLE)
            look->people++;
        if (clause->shown != SHOWN_OBLIGATION)
            continue;
        look->verdict[i] = obligation_judge(c->mem, &clause->duty, &look->facts,
                                            look->on);
        if (look->verdict[i].applies)
            look->count[look->verdict[i].state]++;
    }
}

/* Is the acting function one that must know it, and has not confirmed? */
static bool
is_asked(const struct call *c, const struct agreement_look *look)
{
    for (size_t i = 0; i < look->clauses.n; i++) {
        const struct verdict *v = &look->verdict[i];

        if (look->clauses.row[i].shown != SHOWN_OBLIGATION || !v->applies)
            continue;
        for (size_t k = 0; k < v->lacks; k++)
            if (v->lack[k].kind == LACK_READ &&
                v->lack[k].fact->object == c->who.function.v)
                return true;
    }
    return false;
}

/* No link to a meeting that the reader may not look at; one to the document of
 * what was entered by hand. */
static const struct err *
close_links(struct call *c, struct agreement_look *look)
{
    struct agreement_fact *row = ARENA_NEW_N(c->mem, struct agreement_fact,
                                             look->facts.n + 1);
    int64_t asked = 0;
    bool sees = false;
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < look->facts.n; i++) {
        row[i] = look->facts.row[i];
        if (row[i].of_body == 0)
            continue;
        if (row[i].of_body != asked) {
            asked = row[i].of_body;
            err = body_sees_in(c, (body_id){asked}, &sees);
        }
        if (!sees)
            row[i].href = STR_NONE;
    }
    look->facts.row = row;
    return err ? err
               : evidence_link_in(c, look->agreement.id, row, look->facts.n);
}

const struct err *
agreement_look_in(struct call *c, const struct agreement *a, struct date on,
                  struct agreement_look *look)
{
    const struct err *err;

    *look = (struct agreement_look){.agreement = *a, .on = on};
    err = agreement_store_parties(&c->tx, a->id, &look->parties);
    if (!err)
        err = version_store_list(&c->tx, a->id, &look->versions);
    if (err)
        return err;
    for (size_t i = 0; i < look->parties.n; i++)
        if (look->parties.row[i].unit.v == c->who.unit.v)
            look->party = true;
    look->version = version_on(&look->versions, on);
    if (!look->version)
        return NULL;
    err = clause_store_list(&c->tx, look->version->id, &look->clauses);
    if (!err)
        err = agreement_store_facts(&c->tx, a->id, look->version->id,
                                    &look->facts);
    if (!err)
        err = close_links(c, look);
    if (!err)
        err = release_store_count(&c->tx, look->version->id, c->who.unit,
                                  &look->released, &look->released_by_own);
    if (err)
        return err;
    judge_all(c, look);
    look->must_read = is_asked(c, look);
    return NULL;
}

static const struct err *
read_looks(struct call *c, const struct agreement_list *list, struct date on,
           struct look_list *out)
{
    const struct err *err = NULL;

    out->row = ARENA_NEW_N(c->mem, struct agreement_look, list->n + 1);
    out->n = list->n;
    for (size_t i = 0; !err && i < list->n; i++)
        err = agreement_look_in(c, &list->row[i], on, &out->row[i]);
    return err;
}

const struct err *
agreement_app_list(struct call *c, struct date on, struct look_list *out,
                   struct agreement_duty_list *out_mine)
{
    const enum action a = ACT_AGREEMENT_LIST;
    struct agreement_list list = {0};
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = agreement_store_list_near(&c->tx, c->who.unit, &list);
    if (!err)
        err = read_looks(c, &list, on, out);
    if (!err)
        err = duty_store_list_mine(&c->tx, c->who.account, out_mine);
    if (!err)
        err = draft_waits_in(c, &out->waits);
    return call_end(c, a, 0, err);
}

const struct err *
agreement_app_view(struct call *c, agreement_id id, struct date on,
                   struct agreement_look *out)
{
    const enum action act = ACT_AGREEMENT_VIEW;
    struct agreement a = {0};
    const struct err *err = call_begin(c, act);

    if (!err)
        err = call_permit(c, act, subject_agreement(id.v));
    if (!err)
        err = agreement_store_get(&c->tx, id, &a);
    if (!err)
        err = agreement_look_in(c, &a, on, out);
    if (!err && out->version)
        err = section_store_list(&c->tx, out->version->id, &out->sections);
    if (!err)
        err = evidence_papers_in(c, id, &out->papers);
    return call_end(c, act, id.v, err);
}

const struct err *
agreement_check_in(struct call *c, struct date on, struct look_list *out)
{
    struct agreement_list list = {0};
    const struct err *err = agreement_store_list(&c->tx, &list);

    return err ? err : read_looks(c, &list, on, out);
}

const struct err *
agreement_app_check(struct call *c, struct date on, struct look_list *out)
{
    const enum action a = ACT_AGREEMENT_CHECK;
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = agreement_check_in(c, on, out);
    return call_end(c, a, 0, err);
}

/* --- evidence by hand --- */

static const struct err *
check_evidence(struct call *c, const struct evidence *e)
{
    const struct agreement_fact *f = &e->fact;

    if (!fact_kind_by_hand(f->kind))
        return ERR(c->mem, INVALID, .field = "slag", .msg = MSG_FORM_CHOICE);
    if (date_is_none(f->on))
        return ERR(c->mem, INVALID, .field = "dag", .msg = MSG_FORM_REQUIRED);
    if (f->kind != FACT_PLANNED && f->kind != FACT_PLAN &&
        f->kind != FACT_WAIVER && date_cmp(f->on, c->today) > 0)
        return ERR(c->mem, INVALID, .field = "dag",
                   .msg = MSG_EVIDENCE_NOT_YET);
    if (!date_is_none(f->until) && date_cmp(f->until, f->on) < 0)
        return ERR(c->mem, INVALID, .field = "til",
                   .msg = MSG_EVIDENCE_ENDS_FIRST);
    if (f->kind == FACT_PLAN && date_is_none(f->until))
        return ERR(c->mem, INVALID, .field = "til", .msg = MSG_FORM_REQUIRED);
    return NULL;
}

/* The point it is entered for gives the body. */
static const struct err *
find_point(struct call *c, struct evidence *e)
{
    struct version_list versions = {0};
    struct clause_list clauses = {0};
    const struct version *v;
    const struct err *err = version_store_list(&c->tx, e->agreement, &versions);

    if (err)
        return err;
    v = version_on(&versions, c->today);
    if (v)
        err = clause_store_list(&c->tx, v->id, &clauses);
    for (size_t i = 0; !err && i < clauses.n; i++)
        if (str_eq(clauses.row[i].ref, e->ref)) {
            e->fact.body = clauses.row[i].duty.body;
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
agreement_app_add_evidence(struct call *c, struct evidence *e,
                           const struct paper_file *file,
                           const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_EVIDENCE;
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_agreement(e->agreement.v));
    if (!err)
        err = find_point(c, e);
    if (!err)
        err = typed ? typed : check_evidence(c, e);
    e->fact.known = c->today;
    e->account = c->who.account;
    if (!err)
        err = evidence_store_insert(&c->tx, e, c->now);
    if (!err && file) {
        struct paper p = {
            .of = PAPER_EVIDENCE, .owner = e->id, .title = e->fact.label};

        err = paper_put_in(c, &p, file);
    }
    if (!err)
        err = agreement_settle_in(c, e->agreement);
    return call_end(c, a, e->id, err);
}

const struct err *
agreement_app_withdraw(struct call *c, agreement_id id, int64_t evidence)
{
    const enum action a = ACT_AGREEMENT_EVIDENCE;
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_agreement(id.v));
    if (!err)
        err = evidence_store_withdraw(&c->tx, id, evidence, c->today);
    if (!err)
        err = agreement_settle_in(c, id);
    return call_end(c, a, evidence, err);
}

/* --- made known --- */

/* The version in force today. Errors: CONFLICT: none is. */
static const struct err *
get_in_force(struct call *c, agreement_id id, const struct version **out)
{
    struct version_list versions = {0};
    const struct err *err = version_store_list(&c->tx, id, &versions);

    if (err)
        return err;
    *out = version_on(&versions, c->today);
    return *out ? NULL
                : ERR(c->mem, CONFLICT, .msg = MSG_AGREEMENT_NOT_IN_FORCE);
}

const struct err *
agreement_app_confirm(struct call *c, agreement_id id)
{
    const enum action a = ACT_AGREEMENT_CONFIRM;
    const struct version *v = NULL;
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_agreement(id.v));
    if (!err)
        err = get_in_force(c, id, &v);
    if (!err)
        err = reading_store_insert(&c->tx, v->id, c->who.function,
                                   c->who.account, c->today, c->now);
    if (!err)
        err = agreement_settle_in(c, id);
    return call_end(c, a, id.v, err);
}

/* --- released to the public --- */

const struct err *
agreement_app_release(struct call *c, agreement_id id, bool release)
{
    const enum action a = ACT_AGREEMENT_RELEASE;
    const struct version *v = NULL;
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_agreement(id.v));
    if (!err)
        err = get_in_force(c, id, &v);
    if (!err)
        err = release ? release_store_put(&c->tx, v->id, c->who.unit,
                                          c->who.account, c->today)
                      : release_store_withdraw(&c->tx, v->id, c->who.unit,
                                               c->today);
    return call_end(c, a, id.v, err);
}

static const struct err *
read_public(struct call *c, const struct version *v, struct agreement_look *out)
{
    const struct err *err = agreement_store_get(&c->tx, v->agreement,
                                                &out->agreement);

    out->on = c->today;
    if (!err)
        err = agreement_store_parties(&c->tx, v->agreement, &out->parties);
    if (!err)
        err = version_store_list(&c->tx, v->agreement, &out->versions);
    if (!err)
        out->version = version_on(&out->versions, c->today);
    return err ? err : section_store_list(&c->tx, v->id, &out->sections);
}

const struct err *
agreement_app_public(struct call *c, struct look_list *out)
{
    const enum action a = ACT_AGREEMENT_PUBLIC;
    struct version_list list = {0};
    const struct err *err = call_begin(c, a);

    if (!err)
        err = call_permit(c, a, subject_none());
    if (!err)
        err = release_store_list_public(&c->tx, c->today, &list);
    out->row = ARENA_NEW_N(c->mem, struct agreement_look, list.n + 1);
    out->n = list.n;
    for (size_t i = 0; !err && i < list.n; i++)
        err = read_public(c, &list.row[i], &out->row[i]);
    return call_end(c, a, 0, err);
}
