/* A foster home's own page in a call, and what the holder does for it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "family/foster_app.h"

#include "base/workday.h"
#include "text/messages_family.h"

#define COLUMN_CARE   "family_link.care"
#define COLUMN_DAY    "foster_day.words"
#define COLUMN_ASK    "foster_ask.words"
#define COLUMN_ANSWER "foster_ask.answer_words"
#define COLUMN_WHY    "foster_ask.why"

enum { DECIDE_WORKDAYS = 5 };

/* --- sealed texts --- */

static const struct err *
open_care(struct call *c, const struct key *key, const struct family_link *l,
          enum care *out)
{
    struct str word = l->care;
    const struct err *err = unseal_text(c->mem, key, l->id, COLUMN_CARE, &word);

    if (!err && !care_parse(word, out))
        err = ERR(c->mem, INTERNAL, .detail = "a care situation is unknown");
    return err;
}

static const struct err *
open_days(struct call *c, const struct key *key, struct foster_days *list)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < list->n; i++)
        err = unseal_text(c->mem, key, list->row[i].id, COLUMN_DAY,
                          &list->row[i].words);
    return err;
}

static const struct err *
open_asks(struct call *c, const struct key *key, struct foster_asks *list)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < list->n; i++) {
        struct foster_ask *a = &list->row[i];

        err = unseal_text(c->mem, key, a->id, COLUMN_ASK, &a->words);
        if (!err)
            err = unseal_text(c->mem, key, a->id, COLUMN_ANSWER,
                              &a->answer_words);
        if (!err)
            err = unseal_text(c->mem, key, a->id, COLUMN_WHY, &a->why);
    }
    return err;
}

static struct str
seal_words(struct call *c, const struct key *key, int64_t owner,
           const char *column, struct str words)
{
    return words.n > 0 ? seal(c->mem, key, owner, column, words) : STR_NONE;
}

/* --- the foster home's own page --- */

/* Who it is, and that what it rests on still holds. */
static const struct err *
read_who(struct call *c, const struct viewer *v, const struct key *key,
         struct own_page *p)
{
    case_id id = p->link.case_id;
    enum care care = CARE_HOME;
    const struct err *err = child_store_get(&c->tx, v, key, id, &p->child);

    if (!err)
        err = open_care(c, key, &p->link, &care);
    if (!err && foster_link_state_of(&p->link, care, p->child.care, c->today) !=
                    FOSTER_LINK_OPEN)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = case_store_get(&c->tx, v, id, &p->head);
    if (!err)
        err = case_store_list_units(&c->tx, v, id, &p->units);
    if (!err)
        err = withheld_store_list(&c->tx, id, &p->withheld);
    if (err)
        return err;
    p->age = child_age(&p->child, c->today);
    own_note_hidden(p);
    return NULL;
}

static bool
is_marked(const struct foster_measures *marks, int64_t item)
{
    for (size_t i = 0; i < marks->n; i++) {
        if (marks->row[i].item == item)
            return true;
    }
    return false;
}

/* Measures of the adopted plan that are for the foster home, and that the
 * child does not keep. */
static void
choose_measures(struct call *c, struct foster_view *out,
                const struct foster_measures *marks)
{
    const struct own_page *p = &out->own;
    const struct plan_items *all = &p->plan.items;

    out->items.row = ARENA_NEW_N(c->mem, struct plan_item, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const struct plan_item *k = &all->row[i];

        if (k->kind == PLAN_MEASURE && plan_holds(k, p->plan.newest) &&
            is_marked(marks, k->item) && !own_hides(p, CLASS_PLAN) &&
            !own_keeps_unit(p, k->unit) && !own_keeps_unit(p, k->owner_unit))
            out->items.row[out->items.n++] = *k;
    }
}

static void
leave_out_kept(struct foster_view *out)
{
    size_t n = 0;

    for (size_t i = 0; i < out->days.n; i++) {
        if (!own_hides(&out->own, out->days.row[i].class_))
            out->days.row[n++] = out->days.row[i];
    }
    out->days.n = n;
    if (own_hides(&out->own, CLASS_HEALTH))
        out->asks.n = 0;
}

static const struct err *
read_own(struct call *c, struct foster_view *out)
{
    struct own_page *p = &out->own;
    struct viewer v = {p->link.holder_unit, c->now, p->link.holder_account};
    case_id id = p->link.case_id;
    struct foster_measures marks = {0};
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = read_who(c, &v, &key, p);
    if (!err)
        err = foster_store_days(&c->tx, &v, id, p->link.id, c->today,
                                &out->days);
    if (!err)
        err = open_days(c, &key, &out->days);
    if (!err)
        err = foster_store_measures(&c->tx, &v, id, p->link.id, &marks);
    if (!err)
        err = plan_read_in(c, &v, id, &p->plan);
    if (!err)
        err = foster_store_asks(&c->tx, &v, id, p->link.id, &out->asks);
    if (!err)
        err = open_asks(c, &key, &out->asks);
    if (!err)
        err = consent_rules_in(c, &out->rules, &out->rules_n);
    if (err)
        return err;
    choose_measures(c, out, &marks);
    leave_out_kept(out);
    c->classes |= CLASS_BIT(CORE);
    if (out->items.n > 0)
        c->classes |= CLASS_BIT(PLAN);
    return NULL;
}

const struct err *
foster_app_page(struct call *c, struct foster_view *out)
{
    const struct err *err;

    *out = (struct foster_view){.rules_n = 0};
    err = family_permit_own(c, ACT_FOSTER_PAGE, &out->own.link);
    if (!err)
        err = read_own(c, out);
    return call_end(c, ACT_FOSTER_PAGE, out->own.link.case_id.v, err);
}

static const struct err *
find_ask(struct call *c, const struct foster_asks *list, int64_t id,
         struct foster_ask *out)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->row[i].id == id) {
            *out = list->row[i];
            return NULL;
        }
    }
    return ERR(c->mem, NOT_FOUND);
}

static struct consent_answer
answer_of(const struct consent_rule *rules, size_t n, const struct child *k,
          enum consent_matter m, struct date today)
{
    struct consent_facts facts = {m, child_age(k, today), k->care};

    if (facts.age >= 0)
        return consent_answer(rules, n, &facts, today);
    return (struct consent_answer){.matter = m};
}

/* They do not agree: the holder decides, by an own goal, since no law gives a
 * term. */
static const struct err *
ask_holder(struct call *c, const struct foster_ask *a)
{
    struct baton_row row = {0};
    struct deadline d = {.case_id = a->case_id,
                         .kind = DEADLINE_FOSTER_DECIDE,
                         .rule = STR("R632"),
                         .source = SOURCE_OWN_GOAL,
                         .due_on = workday_add(c->today, DECIDE_WORKDAYS),
                         .object_id = a->id};
    const struct err *err = baton_store_get(&c->tx, a->case_id, &row);

    if (err)
        return err;
    d.unit_id = row.baton.holder.unit;
    d.function_id = row.baton.holder.function;
    return casefile_deadline_in(c, &d);
}

static const struct err *
put_answer(struct call *c, struct foster_ask *a)
{
    struct key key;
    struct event e = {.case_id = a->case_id,
                      .kind = EVENT_FOSTER_ANSWERED,
                      .class_ = CLASS_HEALTH,
                      .object_id = a->id,
                      .unit = a->unit};
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (err)
        return err;
    a->answer_words = seal_words(c, &key, a->id, COLUMN_ANSWER,
                                 a->answer_words);
    err = foster_store_answer(&c->tx, a, c->now);
    if (!err)
        err = casefile_event_in(c, &e);
    return err || a->answer == FOSTER_YES ? err : ask_holder(c, a);
}

const struct err *
foster_app_answer(struct call *c, int64_t ask, enum foster_word answer,
                  struct str words)
{
    struct foster_view v = {.rules_n = 0};
    struct foster_ask a = {.id = ask};
    struct consent_answer rules = {0};
    const struct err *err = family_permit_own(c, ACT_FOSTER_ANSWER,
                                              &v.own.link);

    if (!err)
        err = read_own(c, &v);
    if (!err)
        err = find_ask(c, &v.asks, ask, &a);
    if (!err)
        rules = answer_of(v.rules, v.rules_n, &v.own.child, a.matter, c->today);
    if (!err)
        err = foster_check_answer(c->mem, &a, &rules);
    a.answer = answer;
    a.answer_words = words;
    if (!err)
        err = put_answer(c, &a);
    return call_end(c, ACT_FOSTER_ANSWER, a.id, err);
}

/* --- the holder: what is there --- */

static const struct err *
read_links(struct call *c, case_id id, const struct key *key, enum care now,
           struct foster_staff_view *out)
{
    struct link_list all = {0};
    const struct err *err = family_store_links_of(&c->tx, c->who.unit, c->now,
                                                  c->who.account, id, &all);

    if (err)
        return err;
    out->link = ARENA_NEW_N(c->mem, struct foster_link, all.n + 1);
    for (size_t i = 0; !err && i < all.n; i++) {
        struct foster_link *l = &out->link[out->links_n];

        if (all.row[i].kind != FAMILY_FOSTER)
            continue;
        *l = (struct foster_link){.l = all.row[i]};
        err = open_care(c, key, &l->l, &l->care);
        l->state = foster_link_state_of(&l->l, l->care, now, c->today);
        out->links_n++;
    }
    return err;
}

/* In an open, permitted call: everything but the case itself. */
static const struct err *
read_staff(struct call *c, case_id id, enum care now,
           struct foster_staff_view *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    if (!err)
        err = read_links(c, id, &key, now, out);
    if (!err)
        err = foster_store_days(&c->tx, &v, id, 0, c->today, &out->days);
    if (!err)
        err = open_days(c, &key, &out->days);
    if (!err)
        err = plan_read_in(c, &v, id, &out->plan);
    if (!err)
        err = foster_store_measures(&c->tx, &v, id, 0, &out->marks);
    if (!err)
        err = foster_store_asks(&c->tx, &v, id, 0, &out->asks);
    return err ? err : open_asks(c, &key, &out->asks);
}

const struct err *
foster_app_staff(struct call *c, case_id id, struct foster_staff_view *out)
{
    const struct err *err;

    *out = (struct foster_staff_view){.links_n = 0};
    err = casefile_app_view(c, ACT_CASE_VIEW, id, VIEW_HOLDER | VIEW_ANSWERS,
                            &out->v);
    if (!err)
        err = call_begin_on(c, ACT_CASE_VIEW, subject_case(id));
    if (err)
        return err;
    err = read_staff(c, id, out->v.child.care, out);
    return call_end(c, ACT_CASE_VIEW, id.v, err);
}

/* --- the holder: access --- */

static const struct err *
open_link(struct call *c, case_id id, struct date from, struct date to,
          struct new_access *out)
{
    struct family_link l = {.id = id_new(),
                            .case_id = id,
                            .kind = FAMILY_FOSTER,
                            .from = from,
                            .to = to};
    struct child child = {0};
    struct key key;
    const struct err *err = casefile_child_in(c, id, &child);

    if (!err && !foster_care_fits(child.care))
        err = ERR(c->mem, CONFLICT, .msg = MSG_FOSTER_NO_HOME);
    if (!err)
        err = case_key_in(c, id, &key);
    if (err)
        return err;
    l.care = seal(c->mem, &key, l.id, COLUMN_CARE,
                  str_of(care_word(child.care)));
    err = family_open_in(c, &l, out);
    return err ? err : casefile_reveal_in(c, id, l.account);
}

const struct err *
foster_app_give(struct call *c, case_id id, struct date from, struct date to,
                struct new_access *out)
{
    const struct err *err = call_begin_on(c, ACT_FAMILY_ACCESS,
                                          subject_case(id));

    if (!err)
        err = foster_check_period(c->mem, from, to, c->today);
    if (!err)
        err = open_link(c, id, from, to, out);
    return call_end(c, ACT_FAMILY_ACCESS, id.v, err);
}

/* Nothing waits for a foster home that is gone. */
static const struct err *
close_asks(struct call *c, case_id id, int64_t link)
{
    struct viewer v = viewer_of(c);
    struct foster_asks asks = {0};
    const struct err *err = foster_store_asks(&c->tx, &v, id, link, &asks);

    for (size_t i = 0; !err && i < asks.n; i++)
        err = deadline_close_in(c, asks.row[i].id, DEADLINE_FOSTER_DECIDE,
                                DEADLINE_CANCELLED);
    return err;
}

const struct err *
foster_app_end(struct call *c, case_id id, int64_t link)
{
    struct link_list all = {0};
    const struct err *err = call_begin_on(c, ACT_FAMILY_ACCESS,
                                          subject_case(id));

    if (!err)
        err = family_store_links_of(&c->tx, c->who.unit, c->now, c->who.account,
                                    id, &all);
    if (!err)
        err = close_asks(c, id, link);
    if (!err)
        err = family_store_end_link(&c->tx, id, link, true, c->now);
    for (size_t i = 0; !err && i < all.n; i++) {
        if (all.row[i].id == link)
            err = case_store_end_short_list(&c->tx, id, all.row[i].account);
    }
    return call_end(c, ACT_FAMILY_ACCESS, link, err);
}

/* --- the holder: what the page shows --- */

/* Begins, and reads who has access and what is there for them. */
static const struct err *
begin_edit(struct call *c, case_id id, struct foster_staff_view *out)
{
    struct child child = {0};
    const struct err *err = call_begin_on(c, ACT_FOSTER_EDIT, subject_case(id));

    *out = (struct foster_staff_view){.links_n = 0};
    if (!err)
        err = casefile_child_in(c, id, &child);
    out->v.child = child;
    return err ? err : read_staff(c, id, child.care, out);
}

static bool
has_access(const struct foster_link *l)
{
    return l->state == FOSTER_LINK_OPEN || l->state == FOSTER_LINK_LATER;
}

static const struct err *
check_somebody(struct call *c, const struct foster_staff_view *v)
{
    for (size_t i = 0; i < v->links_n; i++) {
        if (has_access(&v->link[i]))
            return NULL;
    }
    return ERR(c->mem, CONFLICT, .msg = MSG_FOSTER_NOBODY);
}

static const struct err *
put_day(struct call *c, const struct foster_staff_view *v, struct foster_day *d)
{
    struct str words = d->words;
    struct key key;
    const struct err *err = case_key_in(c, d->case_id, &key);

    d->unit = c->who.unit;
    if (!err)
        err = share_own_in(c, d->case_id, d->unit, 1u << d->class_);
    for (size_t i = 0; !err && i < v->links_n; i++) {
        if (!has_access(&v->link[i]))
            continue;
        d->id = id_new();
        d->link = v->link[i].l.id;
        d->words = seal(c->mem, &key, d->id, COLUMN_DAY, words);
        err = foster_store_add_day(&c->tx, d, c->who.function, c->now);
    }
    return err;
}

const struct err *
foster_app_day(struct call *c, struct foster_day *d)
{
    struct foster_staff_view v;
    const struct err *err = begin_edit(c, d->case_id, &v);

    if (!err)
        err = foster_check_day(c->mem, d, c->today);
    if (!err)
        err = check_somebody(c, &v);
    if (!err)
        err = put_day(c, &v, d);
    return call_end(c, ACT_FOSTER_EDIT, d->id, err);
}

const struct err *
foster_app_end_day(struct call *c, case_id id, int64_t day)
{
    const struct err *err = call_begin_on(c, ACT_FOSTER_EDIT, subject_case(id));

    if (!err)
        err = foster_store_end_day(&c->tx, id, day, c->now);
    return call_end(c, ACT_FOSTER_EDIT, day, err);
}

static const struct err *
check_measure(struct call *c, const struct foster_staff_view *v, int64_t item)
{
    for (size_t i = 0; i < v->plan.items.n; i++) {
        const struct plan_item *k = &v->plan.items.row[i];

        if (k->item == item && k->kind == PLAN_MEASURE &&
            plan_holds(k, v->plan.newest))
            return NULL;
    }
    return ERR(c->mem, NOT_FOUND);
}

static const struct err *
mark(struct call *c, case_id id, const struct foster_staff_view *v,
     int64_t item)
{
    const struct err *err = foster_store_unmark(&c->tx, id, item, c->now);

    for (size_t i = 0; !err && i < v->links_n; i++) {
        struct foster_measure m = {
            .id = id_new(), .link = v->link[i].l.id, .item = item};

        if (has_access(&v->link[i]))
            err = foster_store_mark(&c->tx, id, &m, c->who.function, c->now);
    }
    return err;
}

const struct err *
foster_app_mark(struct call *c, case_id id, int64_t item, bool on)
{
    struct foster_staff_view v;
    const struct err *err = begin_edit(c, id, &v);

    if (!err)
        err = check_measure(c, &v, item);
    if (!err && on)
        err = check_somebody(c, &v);
    if (!err)
        err = on ? mark(c, id, &v, item)
                 : foster_store_unmark(&c->tx, id, item, c->now);
    return call_end(c, ACT_FOSTER_EDIT, item, err);
}

/* --- the holder: consent --- */

static const struct err *
check_not_kept(struct call *c, case_id id)
{
    struct own_page p = {.age = -1};
    const struct err *err = withheld_store_list(&c->tx, id, &p.withheld);

    if (err)
        return err;
    own_note_hidden(&p);
    return own_hides(&p, CLASS_HEALTH)
               ? ERR(c->mem, CONFLICT, .msg = MSG_FOSTER_CHILD_KEEPS)
               : NULL;
}

static const struct err *
put_ask(struct call *c, const struct foster_staff_view *v, struct foster_ask *a)
{
    struct str words = a->words;
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    a->unit = c->who.unit;
    if (!err)
        err = share_own_in(c, a->case_id, a->unit, CLASS_BIT(HEALTH));
    for (size_t i = 0; !err && i < v->links_n; i++) {
        if (!has_access(&v->link[i]))
            continue;
        a->id = id_new();
        a->link = v->link[i].l.id;
        a->words = seal(c->mem, &key, a->id, COLUMN_ASK, words);
        err = foster_store_ask(&c->tx, a, c->who.function, c->now);
    }
    return err;
}

const struct err *
foster_app_ask(struct call *c, struct foster_ask *a)
{
    struct foster_staff_view v;
    struct consent_answer rules = {0};
    const struct err *err = begin_edit(c, a->case_id, &v);

    if (!err)
        err = casefile_consent_answer_in(c, a->case_id, a->matter, &rules);
    if (!err)
        err = foster_check_ask(c->mem, a, &rules);
    if (!err)
        err = check_somebody(c, &v);
    if (!err)
        err = check_not_kept(c, a->case_id);
    if (!err)
        a->rule = foster_rule_of(&rules)->id;
    if (!err)
        err = put_ask(c, &v, a);
    return call_end(c, ACT_FOSTER_EDIT, a->id, err);
}

static const struct err *
put_decision(struct call *c, struct foster_ask *a, struct str why)
{
    struct key key;
    struct event e = {.case_id = a->case_id,
                      .kind = EVENT_FOSTER_DECIDED,
                      .class_ = CLASS_HEALTH,
                      .object_id = a->id};
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (err)
        return err;
    a->why = seal(c->mem, &key, a->id, COLUMN_WHY, why);
    err = foster_store_decide(&c->tx, a, c->who.function, c->now);
    if (!err)
        err = deadline_close_in(c, a->id, DEADLINE_FOSTER_DECIDE, DEADLINE_MET);
    return err ? err : casefile_event_in(c, &e);
}

const struct err *
foster_app_decide(struct call *c, case_id id, int64_t ask,
                  enum foster_word decision, struct str why)
{
    struct foster_staff_view v;
    struct foster_ask a = {.id = ask};
    const struct err *err = begin_edit(c, id, &v);

    if (!err)
        err = find_ask(c, &v.asks, ask, &a);
    if (!err)
        err = foster_check_decision(c->mem, &a, decision, why);
    a.decision = decision;
    if (!err)
        err = put_decision(c, &a, why);
    return call_end(c, ACT_FOSTER_EDIT, ask, err);
}
