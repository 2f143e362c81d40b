/* Referrals: sent, received, assessed, told, begun; clocks and breaches.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/app.h"

#include "registry/registry.h"
#include "text/messages_referral.h"
#include "text/messages_sharing.h"
#include "text/messages_text.h"

#define RULE_ASSESS   STR("bup_referral_assessment")
#define RULE_START    STR("bup_latest_start")
#define RULE_COMPLAIN STR("patient_complaint")
#define COLUMN_WHY    "referral.why"
#define COLUMN_WISH   "referral.wish"
#define COLUMN_ANSWER "referral.answer"
#define COLUMN_PAUSE  "referral_pause.reason"

/* --- read --- */

static const struct err *
open_referral(struct call *c, struct referral *r)
{
    struct viewer v = viewer_of(c);
    struct key key;
    struct referral_pause *pause;
    const struct err *err = case_key_in(c, r->case_id, &key);

    if (!err)
        err = unseal_text(c->mem, &key, r->id, COLUMN_WHY, &r->why);
    if (!err)
        err = unseal_text(c->mem, &key, r->id, COLUMN_WISH, &r->wish);
    if (!err)
        err = unseal_text(c->mem, &key, r->id, COLUMN_ANSWER, &r->answer);
    if (!err)
        err = referral_store_pauses(&c->tx, &v, r);
    pause = ARENA_NEW_N(c->mem, struct referral_pause, r->pause_n + 1);
    for (size_t i = 0; !err && i < r->pause_n; i++) {
        pause[i] = r->pause[i];
        err = unseal_text(c->mem, &key, pause[i].id, COLUMN_PAUSE,
                          &pause[i].reason);
    }
    r->pause = pause;
    return err;
}

static const struct err *
page_in(struct call *c, case_id id, struct referral_page *out)
{
    struct viewer v = viewer_of(c);
    struct function_row own = {0};
    const struct err *err = referral_store_list(&c->tx, &v, id, &out->list);

    for (size_t i = 0; !err && i < out->list.n; i++)
        err = open_referral(c, &out->list.row[i]);
    if (!err && out->list.n > 0)
        c->classes |= CLASS_BIT(HEALTH);
    if (!err)
        err = registry_store_get_function(&c->tx, c->who.function, &own);
    if (!err)
        err = registry_store_list_units(&c->tx, UNIT_BUP, c->today,
                                        &out->clinics);
    out->may_refer = referrer_of(&own);
    return err;
}

const struct err *
referral_app_page(struct call *c, case_id id, struct referral_page *out)
{
    const struct err *err = call_begin_on(c, ACT_REFERRAL_VIEW,
                                          subject_case(id));

    *out = (struct referral_page){0};
    if (!err)
        err = page_in(c, id, out);
    return call_end(c, ACT_REFERRAL_VIEW, id.v, err);
}

/* --- deadlines --- */

/* At the clinic: whom child welfare turns to there, else who leads. */
static const struct err *
whom(struct call *c, unit_id unit, struct function_row *out, bool *found)
{
    struct function_list list = {0};
    const struct err *err = registry_store_list_functions(
        &c->tx, unit, FUNCTION_CLINIC_CONTACT, c->today, &list);

    *found = !err && list.n > 0;
    if (*found)
        *out = list.row[0];
    if (err || *found)
        return err;
    return registry_leader_of(&c->tx, unit, c->today, out, found);
}

static const struct err *
set_deadline(struct call *c, const struct referral *r, enum deadline_kind kind,
             struct str rule, struct date due)
{
    struct function_row who = {0};
    bool found = false;
    struct deadline d = {.case_id = r->case_id,
                         .kind = kind,
                         .rule = rule,
                         .source = SOURCE_LAW,
                         .due_on = due,
                         .object_id = r->id,
                         .owner = r->from_unit};
    const struct err *err = deadline_close_in(c, r->id, kind,
                                              DEADLINE_CANCELLED);

    if (err || date_is_none(due))
        return err;
    err = whom(c, r->to_unit, &who, &found);
    if (err || !found)
        return err;
    d.function_id = who.id;
    return casefile_deadline_in(c, &d);
}

/* Days of a rule of the rules' data; 0: none is known, so there is no date. */
static const struct err *
rule_days(struct call *c, struct str rule, int32_t *out)
{
    enum term_unit unit = TERM_WORKDAYS;
    bool found = false;
    const struct err *err = deadline_store_rule(&c->tx, rule, out, &unit,
                                                &found);

    if (!err && (!found || unit != TERM_WORKDAYS))
        *out = 0;
    return err;
}

/* Both clocks, from what is recorded; nothing else moves them. */
static const struct err *
set_clocks(struct call *c, struct referral *r, bool young)
{
    int32_t assess = 0;
    int32_t start = 0;
    const struct err *err = rule_days(c, RULE_ASSESS, &assess);

    if (!err)
        err = rule_days(c, RULE_START, &start);
    if (err)
        return err;
    r->assess_due = DATE_NONE;
    r->latest_on = DATE_NONE;
    if (assess > 0)
        r->assess_due = referral_due(r->received_on, assess, r->pause,
                                     r->pause_n);
    if (start > 0 && young && !date_is_none(r->assessed_on) &&
        (r->state == REFERRAL_RIGHT || r->state == REFERRAL_STARTED))
        r->latest_on = referral_due(r->assessed_on, start, r->pause,
                                    r->pause_n);
    err = set_deadline(c, r, DEADLINE_REFERRAL_ASSESS, RULE_ASSESS,
                       r->state == REFERRAL_RECEIVED ? r->assess_due
                                                     : DATE_NONE);
    if (!err)
        err = set_deadline(c, r, DEADLINE_REFERRAL_START, RULE_START,
                           r->state == REFERRAL_RIGHT ? r->latest_on
                                                      : DATE_NONE);
    return err;
}

static const struct err *
tell(struct call *c, const struct referral *r, enum event_kind kind)
{
    struct event e = {.case_id = r->case_id,
                      .kind = kind,
                      .class_ = CLASS_HEALTH,
                      .other_unit = r->to_unit,
                      .object_id = r->id};

    return casefile_event_in(c, &e);
}

/* --- send --- */

static const struct err *
check_send(struct call *c, const struct referral_form *f)
{
    const struct err *err = NULL;

    if (f->urgent)
        return ERR(c->mem, INVALID, .field = "haster",
                   .msg = MSG_REFERRAL_URGENT);
    if (f->to.v == 0)
        err = err_join(
            c->mem, err,
            ERR(c->mem, INVALID, .field = "til", .msg = MSG_REFERRAL_TO_WHOM));
    if (f->why.n == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "hvorfor",
                           .msg = MSG_REFERRAL_WHY_NEEDED));
    if (!f->consented)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "samtykke",
                           .msg = MSG_REFERRAL_CONSENT_NEEDED));
    if (f->how.n == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "kilde",
                           .msg = MSG_SHARE_SOURCE_NEEDED));
    return err;
}

/* Who consented follows from age and care, by the dated rules. */
static const struct err *
consent_of(struct call *c, case_id id, struct share *s)
{
    struct consent_facts facts = {.matter = MATTER_HEALTH};
    struct consent_rule rule = {0};
    struct child k = {0};
    bool found = false;
    const struct err *err = casefile_child_in(c, id, &k);

    if (err)
        return err;
    facts.age = child_age(&k, c->today);
    facts.care = k.care;
    err = consent_who_in(c, &facts, &rule, &found);
    if (!err && !found)
        err = ERR(c->mem, INVALID, .field = "samtykke",
                  .msg = MSG_REFERRAL_NO_RULE);
    s->consented = true;
    s->consent_by = rule.who;
    s->consent_rule = rule.id;
    s->legal_basis = rule.legal_basis;
    return err;
}

static const struct err *
check_clinic(struct call *c, unit_id to)
{
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, to, &u);

    if ((err && err->kind == NOT_FOUND) || (!err && u.type != UNIT_BUP))
        return ERR(c->mem, INVALID, .field = "til", .msg = MSG_FORM_CHOICE);
    return err;
}

static const struct err *
insert(struct call *c, case_id id, const struct referral_form *f,
       enum referrer as, const struct share *s, struct referral *r)
{
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (err)
        return err;
    *r = (struct referral){.id = id_new(),
                           .case_id = id,
                           .from_unit = c->who.unit,
                           .from_function = c->who.function,
                           .referrer = str_of(referrer_word(as)),
                           .to_unit = f->to,
                           .consent_rule = s->consent_rule,
                           .sent_on = c->today};
    r->why = seal(c->mem, &key, r->id, COLUMN_WHY, f->why);
    if (f->wish.n > 0)
        r->wish = seal(c->mem, &key, r->id, COLUMN_WISH, f->wish);
    return referral_store_insert(&c->tx, r);
}

static const struct err *
send(struct call *c, case_id id, const struct referral_form *f, int64_t *out)
{
    struct share s = {.case_id = id,
                      .from_unit = c->who.unit,
                      .to_unit = f->to,
                      .purpose = PURPOSE_HEALTH_CARE,
                      .basis = BASIS_CONSENT,
                      .source = f->how};
    struct function_row own = {0};
    struct referral r = {0};
    enum referrer as;
    const struct err *err = registry_store_get_function(&c->tx, c->who.function,
                                                        &own);

    as = referrer_of(&own);
    if (!err && as == REFERRER_NONE)
        err = ERR(c->mem, DENIED, .msg = MSG_REFERRAL_WHO_MAY);
    if (!err)
        err = check_send(c, f);
    if (!err)
        err = check_clinic(c, f->to);
    if (!err)
        err = consent_of(c, id, &s);
    if (!err)
        err = insert(c, id, f, as, &s, &r);
    if (!err)
        err = share_own_in(c, id, c->who.unit, CLASS_BIT(HEALTH));
    if (!err)
        err = share_own_in(c, id, f->to, CLASS_BIT(HEALTH));
    if (!err && f->to.v != c->who.unit.v)
        err = casefile_join_shared_in(c, &s,
                                      CLASS_BIT(CORE) | CLASS_BIT(HEALTH));
    *out = r.id;
    return err ? err : tell(c, &r, EVENT_REFERRAL_SENT);
}

const struct err *
referral_app_send(struct call *c, case_id id, const struct referral_form *f,
                  int64_t *out)
{
    const struct err *err = call_begin_on(c, ACT_REFERRAL_SEND,
                                          subject_case(id));

    *out = 0;
    if (!err)
        err = send(c, id, f, out);
    return call_end(c, ACT_REFERRAL_SEND, *out, err);
}

/* --- answer --- */

static const struct err *
not_now(struct call *c)
{
    return ERR(c->mem, CONFLICT, .msg = MSG_REFERRAL_NOT_NOW);
}

static const struct err *
check_day(struct call *c, struct date day, struct date least)
{
    if (date_is_none(day) || date_cmp(day, c->today) > 0 ||
        (!date_is_none(least) && date_cmp(day, least) < 0))
        return ERR(c->mem, INVALID, .field = "dag",
                   .msg = MSG_REFERRAL_DAY_WRONG);
    return NULL;
}

static const struct err *
receive(struct call *c, struct referral *r, const struct referral_answer *f)
{
    if (r->state != REFERRAL_SENT)
        return not_now(c);
    r->state = REFERRAL_RECEIVED;
    r->received_on = f->day;
    return check_day(c, f->day, r->sent_on);
}

static const struct err *
assess(struct call *c, struct referral *r, const struct referral_answer *f,
       struct str *answer)
{
    enum term_unit unit = TERM_WEEKS;
    int32_t weeks = 0;
    bool found = false;
    const struct err *err = check_day(c, f->day, r->received_on);

    if (r->state != REFERRAL_RECEIVED)
        return not_now(c);
    if (f->text.n == 0)
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "tekst",
                           .msg = MSG_REFERRAL_ANSWER_NEEDED));
    if (f->right && date_is_none(f->start_on))
        err = err_join(c->mem, err,
                       ERR(c->mem, INVALID, .field = "start",
                           .msg = MSG_REFERRAL_START_NEEDED));
    if (err)
        return err;
    r->state = f->right ? REFERRAL_RIGHT : REFERRAL_NO_RIGHT;
    r->assessed_on = f->day;
    r->start_on = f->right ? f->start_on : DATE_NONE;
    r->told_referrer = c->today;
    *answer = f->text;
    err = deadline_store_rule(&c->tx, RULE_COMPLAIN, &weeks, &unit, &found);
    if (!err && found)
        r->complain_by = term_end(c->today, weeks, unit);
    return err;
}

/* The answer goes to the child and to the guardians; what was not told by the
 * first clock's end is still to be told. */
static const struct err *
note_told(struct call *c, struct referral *r, const struct referral_answer *f)
{
    if (r->state != REFERRAL_RIGHT && r->state != REFERRAL_NO_RIGHT &&
        r->state != REFERRAL_STARTED)
        return not_now(c);
    if (!f->child && !f->guardian)
        return ERR(c->mem, INVALID, .field = "hvem",
                   .msg = MSG_REFERRAL_WHO_WAS_TOLD);
    if (f->child)
        r->told_child = f->day;
    if (f->guardian)
        r->told_guardian = f->day;
    return check_day(c, f->day, r->assessed_on);
}

static const struct err *
pause_clock(struct call *c, struct referral *r, const struct referral_answer *f)
{
    int64_t id = id_new();
    struct key key;
    const struct err *err = check_day(
        c, f->day,
        r->state == REFERRAL_RIGHT ? r->assessed_on : r->received_on);

    if (r->state != REFERRAL_RECEIVED && r->state != REFERRAL_RIGHT)
        return not_now(c);
    if (!err && f->text.n == 0)
        err = ERR(c->mem, INVALID, .field = "tekst",
                  .msg = MSG_REFERRAL_ANSWER_NEEDED);
    if (!err)
        err = case_key_in(c, r->case_id, &key);
    return err ? err
               : referral_store_pause(
                     &c->tx, id, r->id, f->day,
                     seal(c->mem, &key, id, COLUMN_PAUSE, f->text));
}

static const struct err *
resume_clock(struct call *c, struct referral *r,
             const struct referral_answer *f)
{
    if (r->pause_n == 0 || !date_is_none(r->pause[r->pause_n - 1].to_on))
        return not_now(c);
    if (date_cmp(f->day, r->pause[r->pause_n - 1].from_on) < 0)
        return check_day(c, f->day, r->pause[r->pause_n - 1].from_on);
    return referral_store_resume(&c->tx, r->id, f->day);
}

static const struct err *
begin_help(struct call *c, struct referral *r, const struct referral_answer *f)
{
    if (r->state != REFERRAL_RIGHT)
        return not_now(c);
    r->state = REFERRAL_STARTED;
    r->started_on = f->day;
    return check_day(c, f->day, r->assessed_on);
}

static const struct err *
apply(struct call *c, struct referral *r, const struct referral_answer *f,
      struct str *answer)
{
    switch (f->doing) {
    case DOING_RECEIVE:
        return receive(c, r, f);
    case DOING_ASSESS:
        return assess(c, r, f, answer);
    case DOING_TELL:
        return note_told(c, r, f);
    case DOING_START:
        return begin_help(c, r, f);
    case DOING_PAUSE:
        return pause_clock(c, r, f);
    case DOING_RESUME:
        break;
    }
    return resume_clock(c, r, f);
}

/* What must still be told, by the same last day; told: the deadline is met. */
static const struct err *
set_telling(struct call *c, const struct referral *r)
{
    bool open = (r->state == REFERRAL_RIGHT || r->state == REFERRAL_NO_RIGHT) &&
                (date_is_none(r->told_child) || date_is_none(r->told_guardian));

    return set_deadline(c, r, DEADLINE_REFERRAL_TELL, RULE_ASSESS,
                        open ? r->assess_due : DATE_NONE);
}

static const struct err *
keep(struct call *c, struct referral *r, struct str answer)
{
    struct viewer v = viewer_of(c);
    struct child k = {0};
    struct key key;
    const struct err *err = casefile_child_in(c, r->case_id, &k);

    if (!err)
        err = referral_store_pauses(&c->tx, &v, r);
    if (!err)
        err = set_clocks(c, r, referral_is_young(child_age(&k, c->today)));
    if (!err)
        err = set_telling(c, r);
    if (!err)
        err = case_key_in(c, r->case_id, &key);
    if (!err && answer.n > 0)
        r->answer = seal(c->mem, &key, r->id, COLUMN_ANSWER, answer);
    return err ? err : referral_store_update(&c->tx, r);
}

/* Who sent it reads the answer: the referrer gets the same information. */
static const struct err *
tell_referrer(struct call *c, const struct referral *r)
{
    struct deadline d = {.case_id = r->case_id,
                         .kind = DEADLINE_REFERRAL_READ,
                         .rule = STR("referral_answer"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = c->today,
                         .function_id = r->from_function,
                         .object_id = r->id,
                         .owner = r->from_unit};

    return casefile_deadline_in(c, &d);
}

static enum event_kind
event_of(const struct referral_answer *f)
{
    switch (f->doing) {
    case DOING_RECEIVE:
        return EVENT_REFERRAL_RECEIVED;
    case DOING_ASSESS:
        return EVENT_REFERRAL_ASSESSED;
    case DOING_TELL:
        return EVENT_REFERRAL_TOLD;
    case DOING_START:
        return EVENT_REFERRAL_STARTED;
    case DOING_PAUSE:
        return EVENT_REFERRAL_PAUSED;
    case DOING_RESUME:
        break;
    }
    return EVENT_REFERRAL_RESUMED;
}

static const struct err *
answer_in(struct call *c, case_id id, int64_t referral,
          const struct referral_answer *f)
{
    struct viewer v = viewer_of(c);
    struct referral r = {0};
    struct str answer = STR_NONE;
    const struct err *err = referral_store_get(&c->tx, &v, referral, &r);

    if (!err && (r.case_id.v != id.v || r.to_unit.v != c->who.unit.v))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = referral_store_pauses(&c->tx, &v, &r);
    if (!err)
        err = apply(c, &r, f, &answer);
    if (!err)
        err = keep(c, &r, answer);
    if (!err && f->doing == DOING_ASSESS)
        err = tell_referrer(c, &r);
    return err ? err : tell(c, &r, event_of(f));
}

const struct err *
referral_app_answer(struct call *c, case_id id, int64_t referral,
                    const struct referral_answer *f)
{
    const struct err *err = call_begin_on(c, ACT_REFERRAL_ANSWER,
                                          subject_case(id));

    if (!err)
        err = answer_in(c, id, referral, f);
    return call_end(c, ACT_REFERRAL_ANSWER, referral, err);
}

/* --- by who sent it --- */

static const struct err *
own(struct call *c, case_id id, int64_t referral, struct referral *r)
{
    struct viewer v = viewer_of(c);
    const struct err *err = referral_store_get(&c->tx, &v, referral, r);

    if (!err && (r->case_id.v != id.v || r->from_unit.v != c->who.unit.v))
        err = ERR(c->mem, NOT_FOUND);
    return err;
}

const struct err *
referral_app_withdraw(struct call *c, case_id id, int64_t referral)
{
    struct referral r = {0};
    const struct err *err = call_begin_on(c, ACT_REFERRAL_SEND,
                                          subject_case(id));

    if (!err)
        err = own(c, id, referral, &r);
    if (!err && r.state != REFERRAL_SENT && r.state != REFERRAL_RECEIVED)
        err = not_now(c);
    r.state = REFERRAL_WITHDRAWN;
    if (!err)
        err = keep(c, &r, STR_NONE);
    if (!err)
        err = tell(c, &r, EVENT_REFERRAL_WITHDRAWN);
    return call_end(c, ACT_REFERRAL_SEND, referral, err);
}

const struct err *
referral_app_read(struct call *c, case_id id, int64_t referral)
{
    struct referral r = {0};
    const struct err *err = call_begin_on(c, ACT_REFERRAL_READ,
                                          subject_case(id));

    if (!err)
        err = own(c, id, referral, &r);
    if (!err)
        err = deadline_close_in(c, referral, DEADLINE_REFERRAL_READ,
                                DEADLINE_MET);
    return call_end(c, ACT_REFERRAL_READ, referral, err);
}

/* --- breach --- */

static const struct err *
breach(struct call *c, const struct referral_breach *b)
{
    struct function_row leader = {0};
    bool found = false;
    struct event e = {.case_id = b->case_id,
                      .kind = EVENT_REFERRAL_BREACH,
                      .class_ = CLASS_HEALTH,
                      .unit = b->from_unit,
                      .other_unit = b->to_unit,
                      .object_id = b->id};
    struct deadline d = {.case_id = b->case_id,
                         .kind = DEADLINE_REFERRAL_BREACH,
                         .rule = STR("pbrl_2_2_b"),
                         .source = SOURCE_LAW,
                         .due_on = c->today,
                         .object_id = b->id,
                         .owner = b->from_unit};
    const struct err *err = referral_store_mark_breach(&c->tx, b->id, c->today);

    if (!err)
        err = casefile_event_in(c, &e);
    if (!err)
        err = registry_leader_of(&c->tx, b->to_unit, c->today, &leader, &found);
    if (err || !found)
        return err;
    d.function_id = leader.id;
    return casefile_deadline_in(c, &d);
}

const struct err *
referral_job_breach(struct call *c, int64_t object)
{
    struct referral_breaches list = {0};
    const struct err *err = referral_store_list_breached(&c->tx, c->today,
                                                         &list);

    (void)object;
    for (size_t i = 0; !err && i < list.n; i++)
        err = breach(c, &list.row[i]);
    return err;
}
