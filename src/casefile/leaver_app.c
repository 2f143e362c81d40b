/* Leavers and reorganised units: what they hold never falls on the floor.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/factor.h"
#include "casefile/authority.h"
#include "casefile/baton_app.h"
#include "casefile/leaver_store.h"

#include "registry/registry.h"
#include "text/messages_casefile.h"
#include "text/messages_text.h"

/* Everything of one function goes to `to`. */
static const struct err *
move_all(struct call *c, enum baton_event_kind kind, function_id gone,
         const struct function_row *to, struct leaver_result *out)
{
    struct case_ids ids = {0};
    const struct err *err = baton_store_list_of_function(&c->tx, gone, &ids);

    for (size_t i = 0; !err && i < ids.n; i++) {
        struct baton_row row;
        struct baton_act act = {
            .event = {.kind = kind, .gone = {.function = gone}},
            .to_account = to->account_id};

        err = baton_store_get(&c->tx, ids.id[i], &row);
        if (!err)
            err = baton_party_in(c, ids.id[i], to->id, &act.event.to, NULL);
        if (!err)
            err = baton_act_in(c, &row, &act);
        if (err)
            return err;
        out->cases += act.fx.holder_moved;
        out->offers += act.fx.offer_moved || act.fx.offer_ended.v != 0;
    }
    if (!err)
        err = deadline_store_hand_over(&c->tx, gone, to->unit_id, to->id,
                                       to->account_id);
    if (!err)
        err = case_store_move_team(&c->tx, gone, to, c->now);
    if (!err && kind == BATON_FUNCTION_ENDED)
        err = leaver_store_hand_letters(&c->tx, gone, to, c->now);
    if (!err)
        *out = (struct leaver_result){.cases = out->cases,
                                      .offers = out->offers,
                                      .to = to->id,
                                      .to_name = to->holder_name};
    return err;
}

/* May this function take over from `gone` on the day? Not itself, and not one
 * that ends the same day. */
static bool
can_stand_in(const struct call *c, const struct function_row *f,
             function_id gone)
{
    return f->id.v != gone.v && function_is_valid(f, c->today) &&
           (date_is_none(f->valid_to) || date_cmp(f->valid_to, c->today) > 0);
}

/* The nearest leader from the unit upward who can. */
static const struct err *
find_leader(struct call *c, unit_id unit, function_id gone,
            struct function_row *out, bool *found)
{
    struct unit_list above = {0};
    const struct err *err = registry_store_list_parents(&c->tx, unit, &above);

    for (size_t i = 0; !err && i < above.n; i++) {
        struct function_list leaders = {0};

        err = registry_store_list_functions(
            &c->tx, above.row[i].id, FUNCTION_LEADER, c->today, &leaders);
        for (size_t k = 0; !err && k < leaders.n; k++) {
            if (can_stand_in(c, &leaders.row[k], gone)) {
                *out = leaders.row[k];
                *found = true;
                return NULL;
            }
        }
    }
    return err;
}

/* The named deputy, else the leader: never nobody. */
static const struct err *
find_stand_in(struct call *c, function_id gone, struct function_row *out)
{
    struct function_row leaver = {0};
    bool found = false;
    const struct err *err = registry_store_get_function(&c->tx, gone, &leaver);

    if (!err && leaver.deputy_id.v) {
        err = registry_store_get_function(&c->tx, leaver.deputy_id, out);
        found = !err && can_stand_in(c, out, gone) &&
                function_may_stand_in(leaver.kind, out->kind);
    }
    if (!err && !found)
        err = find_leader(c, leaver.unit_id, gone, out, &found);
    if (!err && !found)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_NOBODY_TO_TAKE_OVER);
    return err;
}

static const struct err *
fall(struct call *c, function_id gone, struct leaver_result *out)
{
    struct function_row to = {0};
    const struct err *err = find_stand_in(c, gone, &to);

    return err ? err : move_all(c, BATON_FUNCTION_ENDED, gone, &to, out);
}

/* Leaders end functions at their own unit and those that have fallen to them,
 * administrators anywhere. */
static const struct err *
check_ender(struct call *c, const struct function_row *f, struct date last_day)
{
    bool answers = true;
    const struct err *err = NULL;

    if (c->who.role == ROLE_LEADER)
        err = authority_answers_in(c, f, &answers);
    if (err || !answers)
        return err ? err : ERR(c->mem, DENIED);
    if (date_is_none(last_day))
        return ERR(c->mem, INVALID, .field = "siste_dag",
                   .msg = MSG_FORM_REQUIRED);
    if (date_cmp(last_day, f->valid_from) < 0)
        return ERR(c->mem, INVALID, .field = "siste_dag",
                   .msg = MSG_FUNCTION_ENDS_BEFORE);
    return NULL;
}

/* Does it concern anybody? Without batons, offers, duties and team roles
 * nobody needs to stand in. */
static const struct err *
has_nothing(struct call *c, function_id f, bool *out)
{
    struct function_ids leaving = {0};
    const struct err *err = baton_store_list_bound(&c->tx, f, &leaving);

    *out = !err && leaving.n == 0;
    return err;
}

const struct err *
casefile_app_function_ends(struct call *c, function_id f, struct date last_day,
                           struct leaver_result *out)
{
    struct function_row row = {0};
    bool nothing = true;
    const struct err *err = call_begin(c, ACT_FUNCTION_END);

    *out = (struct leaver_result){0};
    if (err)
        return err;
    err = call_permit(c, ACT_FUNCTION_END, subject_none());
    if (!err)
        err = registry_store_get_function(&c->tx, f, &row);
    if (!err)
        err = check_ender(c, &row, last_day);
    if (!err)
        err = has_nothing(c, f, &nothing);
    if (!err && !nothing && date_cmp(last_day, c->today) <= 0)
        err = fall(c, f, out);
    row.valid_to = last_day;
    if (!err)
        err = registry_store_update_function(&c->tx, &row);
    if (!err)
        err = authority_store_settle(&c->tx, f);
    return call_end(c, ACT_FUNCTION_END, f.v, err);
}

const struct err *
casefile_app_reorganise(struct call *c, unit_id unit, function_id to,
                        struct leaver_result *out)
{
    struct function_row target = {0};
    struct function_list own = {0};
    const struct err *err = call_begin(c, ACT_FUNCTION_END);

    *out = (struct leaver_result){0};
    if (err)
        return err;
    err = call_permit(c, ACT_FUNCTION_END, subject_none());
    if (!err)
        err = registry_store_get_function(&c->tx, to, &target);
    if (!err && c->who.role == ROLE_LEADER && unit.v != c->who.unit.v)
        err = ERR(c->mem, DENIED);
    if (!err && function_is_limited(target.kind))
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_NOBODY_TO_TAKE_OVER);
    if (!err)
        err = registry_store_list_unit_functions(&c->tx, unit, c->today, &own);
    for (size_t i = 0; !err && i < own.n; i++) {
        if (own.row[i].id.v != to.v)
            err = move_all(c, BATON_REORGANISED, own.row[i].id, &target, out);
    }
    return call_end(c, ACT_FUNCTION_END, unit.v, err);
}

const struct err *
casefile_job_leavers(struct call *c, int64_t object)
{
    struct function_ids leaving = {0};
    struct leaver_result ignored = {0};
    const struct err *err = baton_store_list_leaving(&c->tx, c->today,
                                                     &leaving);

    (void)object;
    for (size_t i = 0; !err && i < leaving.n; i++)
        err = fall(c, leaving.id[i], &ignored);
    return err;
}

const struct err *
casefile_app_stand_in(struct call *c, function_id f, struct str *out_name,
                      struct str *out_stand_in)
{
    struct function_row own = {0};
    struct function_row to = {0};
    bool answers = true;
    const struct err *err = call_begin(c, ACT_UNIT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_UNIT_VIEW, subject_none());
    if (!err)
        err = registry_store_get_function(&c->tx, f, &own);
    if (!err && c->who.role != ROLE_ADMINISTRATOR)
        err = authority_answers_in(c, &own, &answers);
    if (!err && !answers)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = find_stand_in(c, f, &to);
    if (err && err->kind == CONFLICT) /* nobody: shown, not an error here */
        err = NULL;
    if (!err && out_name)
        *out_name = own.holder_name;
    if (!err)
        *out_stand_in = to.holder_name;
    return call_end(c, ACT_UNIT_VIEW, f.v, err);
}

const struct err *
casefile_app_staff(struct call *c, struct staff_list *out)
{
    struct function_list list = {0};
    const struct err *err = call_begin(c, ACT_UNIT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_UNIT_VIEW, subject_none());
    if (!err)
        err = registry_store_list_unit_functions(&c->tx, c->who.unit, c->today,
                                                 &list);
    out->row = ARENA_NEW_N(c->mem, struct staff_member, list.n + 1);
    for (size_t i = 0; !err && i < list.n; i++) {
        struct function_row deputy = {0};

        if (list.row[i].deputy_id.v)
            err = registry_store_get_function(&c->tx, list.row[i].deputy_id,
                                              &deputy);
        out->row[out->n++] = (struct staff_member){list.row[i],
                                                   deputy.holder_name};
    }
    return call_end(c, ACT_UNIT_VIEW, c->who.unit.v, err);
}

/* A function that who acts answers for: leaders at their own unit. */
static const struct err *
get_answered_for(struct call *c, function_id f, struct function_row *out)
{
    const struct err *err = registry_store_get_function(&c->tx, f, out);

    if (!err && (out->account_id.v == 0 || (c->who.role == ROLE_LEADER &&
                                            out->unit_id.v != c->who.unit.v)))
        err = ERR(c->mem, NOT_FOUND);
    return err;
}

const struct err *
casefile_app_colleague(struct call *c, function_id f, struct function_row *out)
{
    const struct err *err = call_begin_on(c, ACT_UNIT_VIEW, subject_none());

    if (!err)
        err = get_answered_for(c, f, out);
    return call_end(c, ACT_UNIT_VIEW, f.v, err);
}

const struct err *
casefile_app_reset_factor(struct call *c, function_id f)
{
    struct function_row row = {0};
    const struct err *err = call_begin_on(c, ACT_FACTOR_RESET, subject_none());

    if (!err)
        err = get_answered_for(c, f, &row);
    if (!err)
        err = factor_reset_in(c, row.account_id);
    return call_end(c, ACT_FACTOR_RESET, row.account_id.v, err);
}
