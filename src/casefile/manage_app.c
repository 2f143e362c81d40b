/* Managing a case: open, close, reopen, correct, invite, team, short list.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/baton_app.h"

#include "registry/registry.h"
#include "text/messages_casefile.h"

const struct err *
casefile_app_open(struct call *c, const struct case_open_form *form,
                  case_id *out)
{
    case_id id = {0};
    const struct err *err = call_begin(c, ACT_CASE_OPEN);

    if (err)
        return err;
    err = call_permit(c, ACT_CASE_OPEN, subject_none());
    if (!err)
        err = casefile_app_open_in(c, form, &id);
    if (!err)
        c->about = id;
    err = call_end(c, ACT_CASE_OPEN, id.v, err);
    if (!err)
        *out = id;
    return err;
}

const struct err *
casefile_app_close(struct call *c, case_id id, int64_t version,
                   enum close_reason reason, struct str achieved)
{
    struct baton_row row;
    struct baton_act act = {.event = {.kind = BATON_CLOSED},
                            .answer = achieved};
    const struct err *err = call_begin_on(c, ACT_CASE_CLOSE, subject_case(id));

    if (!err && achieved.n == 0)
        err = ERR(c->mem, INVALID, .field = "oppnadd",
                  .msg = MSG_CASE_ACHIEVED_NEEDED);
    if (!err)
        err = baton_store_get(&c->tx, id, &row);
    if (!err && row.version != version)
        err = ERR(c->mem, CONFLICT, .msg = MSG_CASE_CHANGED);
    if (!err)
        err = baton_act_in(c, &row, &act);
    if (!err)
        err = case_store_set_closed(&c->tx, id, version + 1,
                                    str_of(close_reason_word(reason)), c->now);
    if (!err)
        err = deadline_store_close_case(&c->tx, id, DEADLINE_CANCELLED, c->now);
    return call_end(c, ACT_CASE_CLOSE, id.v, err);
}

/* Who holds a case that is opened again: who held it, if still active. */
static const struct err *
reopening_holder(struct call *c, const struct baton_row *row,
                 struct baton_act *act)
{
    const struct err *err = baton_party_in(c, row->case_id,
                                           row->baton.holder.function,
                                           &act->event.to, &act->to_account);

    if (!err && !act->event.to.active)
        err = baton_party_in(c, row->case_id, c->who.function, &act->event.to,
                             &act->to_account);
    return err;
}

const struct err *
casefile_app_reopen(struct call *c, case_id id, struct str reason)
{
    struct baton_row row;
    struct baton_act act = {.event = {.kind = BATON_REOPENED},
                            .answer = reason};
    const struct err *err = call_begin_on(c, ACT_CASE_REOPEN, subject_case(id));

    if (!err && reason.n == 0)
        err = ERR(c->mem, INVALID, .field = "hvorfor",
                  .msg = MSG_CASE_REASON_NEEDED);
    if (!err)
        err = baton_store_get(&c->tx, id, &row);
    if (!err)
        err = reopening_holder(c, &row, &act);
    if (!err)
        err = case_store_unjoin(&c->tx, id);
    if (!err)
        err = baton_act_in(c, &row, &act);
    if (!err)
        err = case_store_set_closed(&c->tx, id, row.version + 1, STR_NONE,
                                    (struct instant){0});
    return call_end(c, ACT_CASE_REOPEN, id.v, err);
}

/* A new number means a new look-up; a new level of protection hides the case
 * from all but the short list, which the holder is on from then. */
static const struct err *
correct(struct call *c, struct child *k, const struct child *before,
        struct str reason)
{
    struct key key;
    struct baton_row row;
    struct event e = {
        .case_id = k->case_id, .kind = EVENT_CORRECTED, .text = reason};
    bool hide = k->protection >= PROTECTION_CONFIDENTIAL;
    const struct err *err = case_key_in(c, k->case_id, &key);

    if (!err && k->version != before->version)
        err = ERR(c->mem, CONFLICT, .msg = MSG_CASE_CHANGED);
    k->version = before->version + 1;
    if (!err)
        err = child_store_put(&c->tx, &key, k, reason, c->who.function, c->now);
    if (!err)
        err = baton_store_get(&c->tx, k->case_id, &row);
    if (!err && hide)
        err = case_store_put_short_list(&c->tx, k->case_id, row.holder_account,
                                        c->who.function, c->now);
    if (!err && hide)
        err = case_store_put_short_list(&c->tx, k->case_id, c->who.account,
                                        c->who.function, c->now);
    if (!err && hide != row.is_protected)
        err = case_store_set_protected(&c->tx, k->case_id, hide);
    if (!err && k->number.kind != NATID_NONE) {
        struct hash h = lookup_natid(c->sv->keys, &k->number);

        err = case_store_set_lookup(
            &c->tx, k->case_id, (struct str){(const char *)h.b, sizeof h.b});
    }
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
casefile_app_correct(struct call *c, struct child *k, struct str reason)
{
    struct child before;
    struct viewer v = viewer_of(c);
    struct case_head head = {.open = false};
    const struct err *err = call_begin_on(c, ACT_CASE_CORRECT,
                                          subject_case(k->case_id));

    if (!err)
        err = casefile_place_in(c, k);
    if (!err)
        err = case_store_get(&c->tx, &v, k->case_id, &head);
    if (!err)
        err = child_check(c->mem, k, c->sv->demo, c->today,
                          date_in_oslo(head.opened_at));
    if (!err && reason.n == 0)
        err = ERR(c->mem, INVALID, .field = "hvorfor",
                  .msg = MSG_CASE_REASON_NEEDED);
    if (!err)
        err = casefile_child_in(c, k->case_id, &before);
    if (!err)
        err = correct(c, k, &before, reason);
    return call_end(c, ACT_CASE_CORRECT, k->case_id.v, err);
}

static const struct err *
invite(struct call *c, case_id id, unit_id unit, enum purpose purpose)
{
    enum takes_part part = NOT_OF_CASE;
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, unit, &u);

    if (!err)
        err = case_store_takes_part(&c->tx, id, unit, &part);
    if (!err && part != NOT_OF_CASE)
        err = ERR(c->mem, CONFLICT, .msg = MSG_CASE_ALREADY_IN,
                  .field = "enhet");
    return err ? err : casefile_join_in(c, id, unit, purpose, false);
}

const struct err *
casefile_app_invite(struct call *c, case_id id, unit_id unit,
                    enum purpose purpose)
{
    const struct err *err = call_begin_on(c, ACT_CASE_INVITE, subject_case(id));

    if (!err)
        err = invite(c, id, unit, purpose);
    return call_end(c, ACT_CASE_INVITE, id.v, err);
}

const struct err *
casefile_app_unit_leaves(struct call *c, case_id id, unit_id unit)
{
    struct baton_row row;
    struct event e = {
        .case_id = id, .kind = EVENT_UNIT_LEFT, .other_unit = unit};
    const struct err *err = call_begin_on(c, ACT_CASE_INVITE, subject_case(id));

    if (!err)
        err = baton_store_get(&c->tx, id, &row);
    if (!err && row.baton.holder.unit.v == unit.v)
        err = ERR(c->mem, CONFLICT, .msg = MSG_CASE_HOLDER_STAYS);
    if (!err)
        err = case_store_end_unit(&c->tx, id, unit, c->now);
    if (!err)
        err = sharing_store_end_unit(&c->tx, id, unit, c->who.function, c->now);
    if (!err)
        err = casefile_event_in(c, &e);
    return call_end(c, ACT_CASE_INVITE, id.v, err);
}

const struct err *
casefile_app_team_add(struct call *c, case_id id, function_id f,
                      enum team_role role)
{
    const struct err *err = call_begin_on(c, ACT_TEAM_EDIT, subject_case(id));

    if (!err)
        err = casefile_team_in(c, id, f, role);
    return call_end(c, ACT_TEAM_EDIT, id.v, err);
}

const struct err *
casefile_app_team_end(struct call *c, case_id id, function_id f)
{
    struct event e = {
        .case_id = id, .kind = EVENT_TEAM_LEFT, .other_function = f};
    const struct err *err = call_begin_on(c, ACT_TEAM_EDIT, subject_case(id));

    if (!err)
        err = case_store_end_team(&c->tx, id, f, c->now);
    if (!err)
        err = casefile_event_in(c, &e);
    return call_end(c, ACT_TEAM_EDIT, id.v, err);
}

const struct err *
casefile_app_short_list(struct call *c, case_id id, account_id account, bool on)
{
    struct baton_row row;
    const struct err *err = call_begin_on(c, ACT_SHORT_LIST_EDIT,
                                          subject_case(id));

    if (!err)
        err = baton_store_get(&c->tx, id, &row);
    if (!err && !on && row.holder_account.v == account.v)
        err = ERR(c->mem, CONFLICT, .msg = MSG_CASE_HOLDER_ON_LIST);
    if (!err && on)
        err = case_store_put_short_list(&c->tx, id, account, c->who.function,
                                        c->now);
    else if (!err)
        err = case_store_end_short_list(&c->tx, id, account);
    return call_end(c, ACT_SHORT_LIST_EDIT, account.v, err);
}

/* What the form does not ask for stays as it was. */
static const struct err *
keep_address(struct call *c, case_id id, struct person *p)
{
    struct person_list list = {0};
    const struct err *err = casefile_persons_in(c, id, &list);

    for (size_t i = 0; i < list.n && !err; i++)
        if (list.row[i].id == p->id) {
            p->address = list.row[i].address;
            return NULL;
        }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
casefile_app_person(struct call *c, case_id id, struct person *p)
{
    const struct err *err = call_begin_on(c, ACT_CASE_CORRECT,
                                          subject_case(id));

    if (!err && p->id != 0)
        err = keep_address(c, id, p);
    if (!err)
        err = casefile_put_person_in(c, id, p);
    return call_end(c, ACT_CASE_CORRECT, id.v, err);
}

const struct err *
casefile_app_person_end(struct call *c, case_id id, int64_t person)
{
    const struct err *err = call_begin_on(c, ACT_CASE_CORRECT,
                                          subject_case(id));

    if (!err)
        err = child_store_end_person(&c->tx, id, person, c->now);
    return call_end(c, ACT_CASE_CORRECT, id.v, err);
}

const struct err *
casefile_app_short_list_add(struct call *c, case_id id, function_id f)
{
    struct function_row row = {0};
    const struct err *err = call_begin_on(c, ACT_SHORT_LIST_EDIT,
                                          subject_case(id));

    if (!err)
        err = registry_store_get_function(&c->tx, f, &row);
    if (!err)
        err = case_store_put_short_list(&c->tx, id, row.account_id,
                                        c->who.function, c->now);
    return call_end(c, ACT_SHORT_LIST_EDIT, row.account_id.v, err);
}

/* To an assessment only who the dated rules name can consent; which rule said
 * so is kept with the share. Source: R632. */
static const struct err *
check_consent(struct call *c, struct share *s)
{
    struct child k = {0};
    struct consent_rule rule = {0};
    bool found = false;
    struct consent_facts facts = {.matter = MATTER_ASSESSMENT};
    const struct err *err;

    if (s->basis != BASIS_CONSENT || s->purpose != PURPOSE_ASSESSMENT)
        return NULL;
    err = casefile_child_in(c, s->case_id, &k);
    if (err)
        return err;
    facts.age = child_age(&k, c->today);
    facts.care = k.care;
    err = consent_who_in(c, &facts, &rule, &found);
    if (err || !found)
        return err;
    s->consent_rule = rule.id;
    if (rule.who == s->consent_by)
        return NULL;
    return ERR(c->mem, INVALID, .field = "samtykke",
               .msg = MSG_SHARE_WRONG_CONSENTER,
               .arg = {msg_str(msg_plain(c->lang, consenter_message(rule.who))),
                       msg_str(rule.legal_basis)});
}

const struct err *
casefile_share_in(struct call *c, struct share *s, uint32_t classes)
{
    enum takes_part part = NOT_OF_CASE;
    struct event e = {
        .case_id = s->case_id, .kind = EVENT_SHARED, .other_unit = s->to_unit};
    const struct err *err;

    s->from_unit = c->who.unit;
    err = share_check(c->mem, s);
    if (!err)
        err = case_store_takes_part(&c->tx, s->case_id, s->to_unit, &part);
    if (!err && part == NOT_OF_CASE)
        err = ERR(c->mem, CONFLICT, .msg = MSG_BATON_UNIT_NOT_IN_CASE,
                  .field = "til");
    if (!err)
        err = check_consent(c, s);
    if (!err)
        err = casefile_join_shared_in(c, s, classes | CLASS_BIT(CORE));
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
casefile_app_share(struct call *c, struct share *s, uint32_t classes)
{
    const struct err *err = call_begin_on(c, ACT_SHARE_CREATE,
                                          subject_case(s->case_id));

    if (!err)
        err = casefile_share_in(c, s, classes);
    return call_end(c, ACT_SHARE_CREATE, s->to_unit.v, err);
}

const struct err *
casefile_app_answer_knock(struct call *c, case_id id, int64_t knock,
                          unit_id unit, bool invites)
{
    const struct err *err = call_begin_on(c, ACT_CASE_INVITE, subject_case(id));

    if (!err)
        err = case_store_answer_knock(&c->tx, id, knock,
                                      invites ? "invited" : "refused",
                                      c->who.function, c->now);
    if (!err)
        err = deadline_close_in(c, knock, DEADLINE_KNOCK, DEADLINE_MET);
    if (!err && invites)
        err = casefile_join_in(c, id, unit, PURPOSE_FOLLOW_UP, false);
    return call_end(c, ACT_CASE_INVITE, id.v, err);
}
