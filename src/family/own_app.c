/* The child's and the guardians' own page in a call.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/app.h"

#include "access/audit.h"
#include "base/workday.h"

enum { EVENTS_MAX = 40, LOG_MAX = 50, LOG_WHOLE = 10000, ANSWER_WORKDAYS = 5 };

static uint32_t
relation_of(enum family_kind kind)
{
    switch (kind) {
    case FAMILY_CHILD:
        return REL_BIT(SELF);
    case FAMILY_GUARDIAN:
        return REL_BIT(GUARDED);
    case FAMILY_FOSTER:
        break;
    }
    return REL_BIT(FOSTERED);
}

const struct err *
family_facts_case(struct call *c, int64_t id, struct gate_facts *out,
                  case_id *out_case)
{
    struct family_facts f = {0};
    const struct err *err;

    if ((FAMILY_ROLES >> c->who.role & 1) == 0)
        return casefile_facts_case(c, id, out, out_case);
    err = family_store_facts(&c->tx, (case_id){id}, c->who.account, c->today,
                             &f);
    *out_case = (case_id){id};
    if (err || !f.found)
        return err;
    out->subject_exists = true;
    out->about_child = true;
    out->is_protected = f.is_protected;
    /* the child knows where it lives; the others must be on the list */
    out->on_short_list = f.on_short_list || f.kind == FAMILY_CHILD;
    out->relations |= relation_of(f.kind);
    return NULL;
}

const struct err *
family_permit_own(struct call *c, enum action a, struct family_link *out)
{
    bool found = false;
    const struct err *err = call_begin(c, a);

    if (!err)
        err = family_store_link(&c->tx, c->who.function.v, c->who.account,
                                c->today, out, &found);
    if (!err && !found)
        err = ERR(c->mem, NOT_FOUND);
    return err ? err : call_permit(c, a, subject_case(out->case_id));
}

/* --- what a guardian is not shown --- */

static bool
is_health(enum unit_type t)
{
    return t == UNIT_BUP || t == UNIT_FACT_TEAM || t == UNIT_HF ||
           t == UNIT_HF_DEPARTMENT || t == UNIT_HOSPITAL;
}

static bool
is_health_unit(const struct own_page *p, unit_id id)
{
    for (size_t i = 0; i < p->units.n; i++) {
        if (p->units.row[i].unit.v == id.v)
            return is_health(p->units.row[i].type);
    }
    return false;
}

bool
own_hides(const struct own_page *p, enum info_class k)
{
    return (p->hidden >> k & 1) != 0;
}

/* Who helps tells of health care too. */
static void
leave_out_health(struct own_page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->team.n; i++) {
        if (!is_health(p->team.row[i].unit_type))
            p->team.row[n++] = p->team.row[i];
    }
    p->team.n = n;
    n = 0;
    for (size_t i = 0; i < p->events.n; i++) {
        const struct event *e = &p->events.row[i];

        if (!is_health_unit(p, e->unit) && !is_health_unit(p, e->other_unit))
            p->events.row[n++] = *e;
    }
    p->events.n = n;
}

/* A look that tells of what the child keeps, or of a foster home: at what it
 * keeps, by health care, which may have left the case since, or by the child
 * itself. */
static bool
is_kept_look(const struct own_page *p, const struct access_line *l)
{
    const uint32_t unseen = REL_BIT(SELF) | REL_BIT(FOSTERED);
    bool health = is_health(l->unit_type) ||
                  (l->by_link && outside_is_health(l->outside));

    return (l->classes & p->hidden) != 0 || (l->ground & unseen) != 0 ||
           l->action == ACT_FOSTER_EDIT ||
           (health && own_hides(p, CLASS_HEALTH));
}

/* What is left is counted: a gap in the numbers would tell too. */
static void
leave_out_looks(struct own_page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->log.n; i++) {
        if (!is_kept_look(p, &p->log.row[i]))
            p->log.row[n++] = p->log.row[i];
    }
    p->log.n = n;
    p->log.total = (int64_t)n;
}

/* What the child keeps; and nothing of a foster home, whose address may be
 * hidden from the guardians. */
static void
leave_out(struct own_page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->shares.n; i++) {
        const struct share *s = &p->shares.row[i];
        bool health = is_health_unit(p, s->from_unit) ||
                      is_health_unit(p, s->to_unit);

        if (!own_hides(p, s->class_) && !(health && own_hides(p, CLASS_HEALTH)))
            p->shares.row[n++] = *s;
    }
    p->shares.n = n;
    if (own_hides(p, CLASS_VOICE))
        p->said.n = 0;
    n = 0;
    for (size_t i = 0; i < p->events.n; i++) {
        if (!own_hides(p, p->events.row[i].class_))
            p->events.row[n++] = p->events.row[i];
    }
    p->events.n = n;
    if (own_hides(p, CLASS_HEALTH))
        leave_out_health(p);
    leave_out_looks(p);
}

/* --- the page --- */

void
own_note_hidden(struct own_page *p)
{
    for (size_t i = 0; i < p->withheld.n; i++)
        p->hidden |= 1u << p->withheld.row[i].class_;
}

static const struct err *
open_said(struct call *c, const struct key *key, struct statement_list *list)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < list->n; i++) {
        struct statement *s = &list->row[i];

        err = unseal(c->mem, key, s->id, "statement.words", s->words,
                     &s->words);
        if (!err && s->outcome.n > 0)
            err = unseal(c->mem, key, s->id, "statement.outcome", s->outcome,
                         &s->outcome);
    }
    return err;
}

static const struct err *
read_case(struct call *c, struct own_page *p)
{
    struct viewer v = {p->link.holder_unit, c->now, p->link.holder_account};
    case_id id = p->link.case_id;
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = case_store_get(&c->tx, &v, id, &p->head);
    if (!err)
        err = child_store_get(&c->tx, &v, &key, id, &p->child);
    if (!err)
        err = case_store_list_team(&c->tx, &v, id, &p->team);
    if (!err)
        err = case_store_list_units(&c->tx, &v, id, &p->units);
    if (!err)
        err = case_store_list_events(&c->tx, &v, id, EVENTS_MAX, &p->events);
    if (!err)
        err = case_store_list_deadlines(&c->tx, &v, id, &p->deadlines);
    if (!err)
        err = sharing_store_list(&c->tx, v.unit, v.now, v.account, id,
                                 &p->shares);
    if (!err)
        err = statement_store_own(&c->tx, id, c->who.account, &p->said);
    if (!err)
        err = open_said(c, &key, &p->said);
    if (!err)
        err = withheld_store_list(&c->tx, id, &p->withheld);
    if (!err && p->link.kind == FAMILY_CHILD)
        err = family_store_has_foster(&c->tx, id, c->today, &p->foster);
    if (!err && p->link.kind == FAMILY_CHILD)
        err = trust_own_in(c, id, &p->trust);
    if (!err)
        p->age = child_age(&p->child, c->today);
    return err;
}

/* What is shown is on record, also what the family itself sees. */
static void
note_seen(struct call *c, const struct own_page *p)
{
    c->classes |= CLASS_BIT(CORE);
    if (p->said.n > 0)
        c->classes |= CLASS_BIT(VOICE);
    for (size_t i = 0; i < p->events.n; i++)
        c->classes |= 1u << p->events.row[i].class_;
}

/* A guardian's lines are read whole: those left out shift the others. */
static const struct err *
read_log(struct call *c, int64_t skip, struct own_page *p)
{
    bool whole = p->link.kind == FAMILY_GUARDIAN;
    const struct log_ask ask = {.skip = whole ? 0 : skip,
                                .max = whole ? LOG_WHOLE : LOG_MAX};

    return sharing_store_log(&c->tx, p->link.holder_unit, c->now,
                             p->link.holder_account, p->link.case_id, &ask,
                             &p->log);
}

/* The page of the log that begins after `skip` lines. */
static void
cut_log(struct access_log *log, int64_t skip)
{
    size_t first = (size_t)skip < log->n ? (size_t)skip : log->n;

    if (log->n == 0)
        return;
    log->row += first;
    log->n = log->n - first < LOG_MAX ? log->n - first : LOG_MAX;
}

const struct err *
family_app_page(struct call *c, bool log, int64_t skip, struct own_page *out)
{
    enum action a = log ? ACT_OWN_LOG : ACT_OWN_PAGE;
    const struct err *err = log ? audit_fill_lists(c->sv->db, c->mem) : NULL;

    *out = (struct own_page){.reader = c->who.account};
    if (err)
        return err;
    err = family_permit_own(c, a, &out->link);
    if (!err)
        err = read_case(c, out);
    if (!err && log)
        err = read_log(c, skip, out);
    if (!err && out->link.kind == FAMILY_GUARDIAN) {
        own_note_hidden(out);
        leave_out(out);
        cut_log(&out->log, skip);
    }
    if (!err && !log)
        note_seen(c, out);
    return call_end(c, a, out->link.case_id.v, err);
}

/* --- the plan --- */

/* May a guardian read what a unit wrote? One that has left the case is not
 * known any more: then nothing is shown that might be of a kept kind. */
bool
own_keeps_unit(const struct own_page *p, unit_id id)
{
    for (size_t i = 0; id.v != 0 && i < p->units.n; i++) {
        enum unit_type t = p->units.row[i].type;

        if (p->units.row[i].unit.v != id.v)
            continue;
        return (is_health(t) && own_hides(p, CLASS_HEALTH)) ||
               (t == UNIT_CHILD_WELFARE && own_hides(p, CLASS_WELFARE));
    }
    return id.v != 0 &&
           (own_hides(p, CLASS_HEALTH) || own_hides(p, CLASS_WELFARE));
}

static void
leave_out_plan(struct own_page *p)
{
    struct plan_items *items = &p->plan.items;
    size_t n = 0;

    for (size_t i = 0; i < items->n; i++) {
        const struct plan_item *k = &items->row[i];
        bool goal = k->kind == PLAN_CHILD_GOAL && own_hides(p, CLASS_VOICE);

        if (!goal && !own_hides(p, CLASS_PLAN) && !own_keeps_unit(p, k->unit) &&
            !own_keeps_unit(p, k->owner_unit))
            items->row[n++] = *k;
    }
    items->n = n;
    if (own_hides(p, CLASS_PLAN))
        p->plan.versions.n = 0;
}

static const struct err *
read_own_plan(struct call *c, struct own_page *p)
{
    struct viewer v = {p->link.holder_unit, c->now, p->link.holder_account};
    case_id id = p->link.case_id;
    const struct err *err = plan_read_in(c, &v, id, &p->plan);

    if (!err)
        err = case_store_list_units(&c->tx, &v, id, &p->units);
    if (!err)
        err = withheld_store_list(&c->tx, id, &p->withheld);
    return err;
}

const struct err *
family_app_plan(struct call *c, struct own_page *out)
{
    const struct err *err;

    *out = (struct own_page){0};
    err = family_permit_own(c, ACT_OWN_PLAN, &out->link);
    if (!err)
        err = read_own_plan(c, out);
    if (!err && out->link.kind == FAMILY_GUARDIAN) {
        own_note_hidden(out);
        leave_out_plan(out);
    }
    return call_end(c, ACT_OWN_PLAN, out->link.case_id.v, err);
}

/* --- the child says --- */

/* The holder answers: an own goal, since no law gives a term. */
static const struct err *
ask_holder(struct call *c, const struct statement *s)
{
    struct baton_row row = {0};
    struct deadline d = {.case_id = s->case_id,
                         .kind = DEADLINE_VOICE_ANSWER,
                         .rule = STR("R623"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = workday_add(c->today, ANSWER_WORKDAYS),
                         .object_id = s->id};
    const struct err *err = baton_store_get(&c->tx, s->case_id, &row);

    if (err)
        return err;
    d.unit_id = row.baton.holder.unit;
    d.function_id = row.baton.holder.function;
    return casefile_deadline_in(c, &d);
}

static const struct err *
put_statement(struct call *c, struct statement *s)
{
    struct key key;
    struct event e = {.case_id = s->case_id,
                      .unit = s->unit,
                      .kind = EVENT_CHILD_SAID,
                      .class_ = CLASS_VOICE};
    struct statement sealed;
    const struct err *err = case_key_in(c, s->case_id, &key);

    if (err)
        return err;
    s->id = id_new();
    sealed = *s;
    sealed.words = seal(c->mem, &key, s->id, "statement.words", s->words);
    err = share_own_in(c, s->case_id, s->unit, CLASS_BIT(VOICE));
    if (!err)
        err = statement_store_insert(&c->tx, &sealed, c->who.account,
                                     c->who.function, c->now);
    e.object_id = s->id;
    if (!err)
        err = casefile_event_in(c, &e);
    return err ? err : ask_holder(c, s);
}

const struct err *
family_app_say(struct call *c, struct str words, bool to_guardians)
{
    struct family_link l = {0};
    struct statement s = {.by_child = true,
                          .words = words,
                          .agrees = AGREES_YES,
                          .to_guardians = to_guardians};
    const struct err *err = family_permit_own(c, ACT_OWN_SAY, &l);

    if (!err)
        err = statement_check(c->mem, &s);
    s.case_id = l.case_id;
    s.unit = l.holder_unit;
    if (!err)
        err = put_statement(c, &s);
    return call_end(c, ACT_OWN_SAY, s.id, err);
}

const struct err *
family_app_trust(struct call *c, struct str said)
{
    struct family_link l = {0};
    const struct err *err = family_permit_own(c, ACT_OWN_SAY, &l);

    if (!err)
        err = trust_put_in(c, l.case_id, l.holder_unit, true, said);
    return call_end(c, ACT_OWN_SAY, l.case_id.v, err);
}

/* --- the child keeps --- */

static const struct err *
is_kept(struct call *c, case_id id, enum info_class k, bool *out)
{
    struct withheld_list list = {0};
    const struct err *err = withheld_store_list(&c->tx, id, &list);

    *out = false;
    for (size_t i = 0; !err && i < list.n; i++)
        *out = *out || list.row[i].class_ == k;
    return err;
}

static const struct err *
keep(struct call *c, case_id id, enum info_class k, struct str why)
{
    struct key key;
    struct withheld w = {.id = id_new(), .class_ = k, .state = WITHHELD_ASKED};
    const struct err *err = case_key_in(c, id, &key);

    if (err)
        return err;
    if (why.n > 0)
        w.reason = seal(c->mem, &key, w.id, "withheld.reason", why);
    return withheld_store_insert(&c->tx, id, &w, c->who.function, c->now);
}

const struct err *
family_app_withhold(struct call *c, enum info_class k, bool hide,
                    struct str why)
{
    struct family_link l = {0};
    bool kept = false;
    const struct err *err = family_permit_own(c, ACT_OWN_WITHHOLD, &l);

    if (!err)
        err = is_kept(c, l.case_id, k, &kept);
    if (!err && hide && !kept)
        err = keep(c, l.case_id, k, why);
    if (!err && !hide && kept)
        err = withheld_store_decide(&c->tx, l.case_id, k, WITHHELD_LIFTED,
                                    c->who.function, c->now);
    return call_end(c, ACT_OWN_WITHHOLD, l.case_id.v, err);
}
