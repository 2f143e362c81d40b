/* Moving an assessment (THK) on: the one way from state to state, and what
 * comes with it: step, deadlines, timeline, who is told.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/assessment.h"

#include "base/workday.h"
#include "casefile/app.h"
#include "registry/registry.h"
#include "text/messages_assessment.h"

#define NO_EVENT EVENT_KIND_COUNT
static const struct {
    int message;
    enum event_kind event;
} done[THK_STEP_COUNT] = {
#define DONE(id, msg, kind) [THK_STEP_##id] = {msg, kind},
#include "assessment/steps.def"
#undef DONE
};

int
thk_step_message(enum thk_step s)
{
    ASSERT((unsigned)s < THK_STEP_COUNT);
    return done[s].message;
}

/* --- the sealed request --- */

#define COLUMN_REQUEST "assessment.request"
#define COLUMN_NOTE    "assessment_step.note"

const struct err *
assessment_request_in(struct call *c, const struct assessment *a,
                      struct thk_request *out)
{
    struct key key;
    struct str packed = STR_NONE;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (!err)
        err = unseal(c->mem, &key, a->id.v, COLUMN_REQUEST, a->sealed, &packed);
    return err ? err : request_unpack(c->mem, packed, out);
}

const struct err *
assessment_seal_in(struct call *c, struct assessment *a,
                   const struct thk_request *r)
{
    struct key key;
    const struct err *err;

    if (a->id.v == 0)
        a->id.v = id_new();
    err = case_key_in(c, a->case_id, &key);
    if (!err)
        a->sealed = seal(c->mem, &key, a->id.v, COLUMN_REQUEST,
                         request_pack(c->mem, r));
    return err;
}

const struct err *
assessment_steps_in(struct call *c, const struct assessment *a,
                    struct assessment_step_list *out)
{
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (!err)
        err = assessment_store_list_steps(&c->tx, c->who.unit, c->now,
                                          c->who.account, a->id, out);
    for (size_t i = 0; !err && i < out->n; i++)
        if (out->row[i].note.n > 0)
            err = unseal(c->mem, &key, out->row[i].id, COLUMN_NOTE,
                         out->row[i].note, &out->row[i].note);
    return err;
}

/* --- who must act --- */

/* Bufetat's intake, else who leads there. */
static const struct err *
decider_of(struct call *c, unit_id unit, struct function_row *out)
{
    struct function_list list = {0};
    bool found = false;
    const struct err *err = registry_store_list_functions(
        &c->tx, unit, FUNCTION_INTAKE, c->today, &list);

    if (err)
        return err;
    if (list.n > 0) {
        *out = list.row[0];
        return NULL;
    }
    err = registry_leader_of(&c->tx, unit, c->today, out, &found);
    if (!err && !found)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_NOBODY_THERE);
    return err;
}

static const struct err *
leader_of(struct call *c, unit_id unit, struct function_row *out)
{
    bool found = false;
    const struct err *err = registry_leader_of(&c->tx, unit, c->today, out,
                                               &found);

    if (!err && !found)
        err = ERR(c->mem, CONFLICT, .msg = MSG_THK_NOBODY_THERE);
    return err;
}

/* --- own goals --- */

struct goal {
    enum deadline_kind kind;
    int32_t days; /* working days, 0: none is set */
    const char *rule;
};

static struct goal
goal_of(const struct call *c, enum thk_goal g)
{
    const struct own_rules *r = &c->sv->rules;

    switch (g) {
    case THK_GOAL_DECISION:
        return (struct goal){DEADLINE_THK_DECIDE, r->decision_goal_days,
                             "decision_goal_days"};
    case THK_GOAL_COMPLETION:
        return (struct goal){DEADLINE_THK_COMPLETE, 0, ""};
    case THK_GOAL_ASSESSMENT:
        return (struct goal){DEADLINE_THK_DAY, r->assessment_goal_days,
                             "assessment_goal_days"};
    case THK_GOAL_REPORT:
        return (struct goal){DEADLINE_THK_REPORT, r->report_goal_days,
                             "report_goal_days"};
    case THK_GOAL_NONE:
    case THK_GOAL_COUNT:
        break;
    }
    return (struct goal){DEADLINE_THK_FOLLOW_UP, 0, ""};
}

static const struct err *
start_goal(struct call *c, const struct assessment *a, enum thk_goal g)
{
    struct goal goal = goal_of(c, g);
    struct function_row who = {0};
    struct deadline d = {.case_id = a->case_id,
                         .kind = goal.kind,
                         .rule = str_of(goal.rule),
                         .source = SOURCE_OWN_GOAL,
                         .object_id = a->id.v};
    const struct err *err;

    if (goal.days <= 0)
        return NULL;
    err = g == THK_GOAL_REPORT && a->team_unit.v != 0
              ? leader_of(c, a->team_unit, &who)
              : decider_of(c, a->decider_unit, &who);
    if (err)
        return err;
    d.due_on = workday_add(c->today, goal.days);
    d.function_id = who.id;
    d.unit_id = who.unit_id;
    d.account_id = who.account_id;
    return deadline_open_in(c, &d);
}

static const struct err *
move_goals(struct call *c, const struct assessment *a,
           const struct thk_transition *t)
{
    enum deadline_state how = thk_state_is_end(a->state) ? DEADLINE_CANCELLED
                                                         : DEADLINE_MET;
    const struct err *err = NULL;

    for (unsigned g = 1; g < THK_GOAL_COUNT && !err; g++)
        if ((t->stops & (1u << g)) != 0)
            err = deadline_close_in(c, a->id.v,
                                    goal_of(c, (enum thk_goal)g).kind, how);
    if (!err && t->starts != THK_GOAL_NONE)
        err = start_goal(c, a, t->starts);
    return err;
}

/* --- who is told --- */

/* The author while they are at the unit, else whoever is there. */
static const struct err *
tell_requester(struct call *c, const struct assessment *a, enum thk_step step)
{
    struct function_row f = {0};
    const struct err *err = registry_store_get_function(&c->tx,
                                                        a->author_function, &f);

    if (err)
        return err;
    return assessment_store_put_notice(
        &c->tx, a, step, a->requester_unit,
        function_is_valid(&f, c->today) ? f.account_id : (account_id){0},
        c->now);
}

static const struct err *
tell(struct call *c, const struct assessment *a, enum thk_step step)
{
    uint32_t told = thk_transition(step)->told;
    const struct err *err = assessment_store_drop_notice(&c->tx, a->id,
                                                         c->who.unit);

    if (!err && (told & (1u << THK_TELL_REQUESTER)) != 0)
        err = tell_requester(c, a, step);
    if (!err && (told & (1u << THK_TELL_DECIDER)) != 0)
        err = assessment_store_put_notice(&c->tx, a, step, a->decider_unit,
                                          (account_id){0}, c->now);
    if (!err && (told & (1u << THK_TELL_TEAM)) != 0 && a->team_unit.v != 0)
        err = assessment_store_put_notice(&c->tx, a, step, a->team_unit,
                                          (account_id){0}, c->now);
    return err;
}

static const struct err *
write_step(struct call *c, const struct assessment *a, enum thk_step step,
           enum thk_state from, struct str note)
{
    struct key key;
    struct assessment_step s = {.id = id_new(),
                                .step = step,
                                .from = from,
                                .at = c->now,
                                .account = c->who.account,
                                .function = c->who.function};
    const struct err *err = NULL;

    if (note.n > 0) {
        err = case_key_in(c, a->case_id, &key);
        if (!err)
            s.note = seal(c->mem, &key, s.id, COLUMN_NOTE, note);
    }
    return err ? err : assessment_store_add_step(&c->tx, &s, a->id);
}

const struct err *
assessment_step_in(struct call *c, struct assessment *a, enum thk_step step,
                   uint32_t met, struct str note)
{
    const struct thk_transition *t = thk_transition(step);
    enum thk_state from = a->state;
    struct event e = {.case_id = a->case_id,
                      .kind = done[step].event,
                      .class_ = CLASS_CORE,
                      .object_id = a->id.v};
    const struct err *err = thk_step_check(c->mem, from, step, met);

    if (!err)
        err = assessment_store_set_state(&c->tx, a, t->to, c->now);
    if (!err)
        err = write_step(c, a, step, from, note);
    if (!err)
        err = move_goals(c, a, t);
    if (!err && done[step].event != NO_EVENT)
        err = casefile_event_in(c, &e);
    return err ? err : tell(c, a, step);
}

/* --- facts --- */

static uint32_t
own_relations(const struct call *c, const struct assessment *a)
{
    uint32_t r = 0;

    if (c->who.unit.v == 0)
        return 0;
    if (a->requester_unit.v == c->who.unit.v)
        r |= REL_BIT(REQUESTER);
    if (a->decider_unit.v == c->who.unit.v)
        r |= REL_BIT(DECIDER);
    if (a->team_unit.v == c->who.unit.v)
        r |= REL_BIT(ASSESSOR);
    if (a->author_account.v == c->who.account.v &&
        a->requester_unit.v == c->who.unit.v)
        r |= REL_BIT(AUTHOR);
    return r;
}

/* A member from another unit assesses too; who is left out for partiality does
 * not, whatever their unit (R713). */
static const struct err *
member_relations(struct call *c, const struct assessment *a, uint32_t *own)
{
    bool member = false, left_out = false;
    const struct err *err = team_store_is_member(&c->tx, a->id, c->who.function,
                                                 &member, &left_out);

    if (member)
        *own |= REL_BIT(ASSESSOR);
    if (left_out)
        *own &= ~REL_BIT(ASSESSOR);
    return err;
}

const struct err *
assessment_facts(struct call *c, int64_t id, struct gate_facts *out,
                 case_id *out_case)
{
    struct assessment a = {0};
    uint32_t own;
    const struct err *err = assessment_store_get(&c->tx, (assessment_id){id},
                                                 &a);

    if (err && err->kind == NOT_FOUND)
        return NULL; /* the gate answers as if it did not exist */
    if (err)
        return err;
    own = own_relations(c, &a);
    if (a.state == THK_DRAFT && (own & REL_BIT(AUTHOR)) == 0)
        return NULL;
    err = member_relations(c, &a, &own);
    if (!err)
        err = casefile_facts_case(c, a.case_id.v, out, out_case);
    if (!err)
        out->relations |= own;
    return err;
}

/* --- the units around it --- */

const struct err *
assessment_decider_in(struct call *c, struct str municipality, unit_id *out)
{
    struct registry_responsible r = {0};
    const struct err *err;

    if (municipality.n == 0)
        return ERR(c->mem, INVALID, .msg = MSG_THK_NO_DECIDER);
    err = registry_responsible(&c->tx, municipality, STR_NONE, c->today, &r);
    if (err && err->kind == NOT_FOUND)
        return ERR(c->mem, INVALID, .msg = MSG_THK_NO_DECIDER);
    if (!err && r.bufetat.n == 0)
        err = ERR(c->mem, INVALID, .msg = MSG_THK_NO_DECIDER);
    if (!err)
        *out = r.bufetat.row[0].unit_id;
    return err;
}
