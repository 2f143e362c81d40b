/* Opening a case in an emergency, and judging the looks that stand out.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/emergency_app.h"

#include "access/account.h"
#include "base/grow.h"
#include "notify/outbox.h"
#include "registry/registry.h"
#include "text/messages_casefile.h"

#define MINUTE_US INT64_C(60000000)
#define DAY_US    INT64_C(86400000000)
enum { REVIEW_DAYS = 30 };

/* --- in an emergency --- */

static const struct err *
field_of(struct call *c, enum work_field *out)
{
    struct unit u = {0};
    const struct err *err = registry_store_get_unit(&c->tx, c->who.unit, &u);

    if (!err)
        *out = work_field_of(u.type);
    return err;
}

const struct err *
emergency_app_field(struct call *c, enum work_field *out)
{
    const struct err *err = call_begin(c, ACT_UNIT_VIEW);

    if (!err)
        err = call_permit(c, ACT_UNIT_VIEW, subject_none());
    if (!err)
        err = field_of(c, out);
    return call_end(c, ACT_UNIT_VIEW, 0, err);
}

/* One share for each unit of the own field and class, to this person only. */
static const struct err *
share_field(struct call *c, const struct emergency *e,
            const struct owner_list *owners, enum work_field f, size_t *shared)
{
    const struct err *err = NULL;

    *shared = 0;
    for (size_t i = 0; !err && i < owners->n; i++) {
        struct share s = {.case_id = e->case_id,
                          .from_unit = owners->row[i].unit,
                          .to_unit = c->who.unit,
                          .to_account = c->who.account,
                          .purpose = PURPOSE_FOLLOW_UP,
                          .basis = BASIS_EMERGENCY,
                          .source = e->reason,
                          .valid_to = e->ends_at};

        if (work_field_of(owners->row[i].type) != f ||
            owners->row[i].unit.v == c->who.unit.v)
            continue;
        (*shared)++;
        err = share_grant_classes_in(c, &s, e->classes | CLASS_BIT(CORE));
    }
    return err;
}

/* Says only that something waits. */
static const struct err *
tell_leader(struct call *c, const struct emergency *e)
{
    struct function_row leader = {0};
    struct account a = {0};
    bool found = false;
    struct mail m = {
        .key = str_fmt(c->mem, "emergency %.*s",
                       STR_FMT(id_format(c->mem, e->id))),
        .subject = msg_plain(c->lang, MSG_EMERGENCY_MAIL_SUBJECT),
        .text = msg_plain(c->lang, MSG_EMERGENCY_MAIL_TEXT),
    };
    const struct err *err = registry_leader_of(&c->tx, c->who.unit, c->today,
                                               &leader, &found);

    if (err || !found)
        return err;
    err = account_store_get(&c->tx, leader.account_id, &a);
    if (err || a.email.n == 0)
        return err;
    m.to_address = a.email;
    m.to_name = a.name;
    return outbox_put_in(c, &m);
}

static const struct err *
not_to_be_opened(struct call *c)
{
    return ERR(c->mem, INVALID, .field = "nummer",
               .msg = MSG_EMERGENCY_NOTHING);
}

static const struct err *
open_case(struct call *c, struct emergency *e, enum work_field f)
{
    struct key key;
    struct owner_list owners = {0};
    struct emergency sealed;
    struct event event = {.case_id = e->case_id, .kind = EVENT_EMERGENCY};
    size_t shared = 0;
    const struct err *err = emergency_store_owners(&c->tx, e->case_id,
                                                   c->who.account, &owners);

    if (!err)
        err = share_field(c, e, &owners, f, &shared);
    if (err)
        return err;
    if (shared == 0)
        return not_to_be_opened(c);
    err = case_key_in(c, e->case_id, &key);
    if (err)
        return err;
    sealed = *e;
    sealed.reason = seal(c->mem, &key, e->id, "emergency.reason", e->reason);
    err = emergency_store_insert(&c->tx, &sealed, &c->who);
    if (!err)
        err = casefile_event_in(c, &event);
    return err ? err : tell_leader(c, e);
}

const struct err *
emergency_app_open(struct call *c, const struct natid *number,
                   struct emergency *e, case_id *out)
{
    enum work_field f = FIELD_OF_NONE;
    struct hash h = lookup_natid(c->sv->keys, number);
    const struct err *err = call_begin(c, ACT_EMERGENCY_OPEN);

    if (err)
        return err;
    e->id = id_new();
    e->opened_at = c->now;
    e->ends_at.us = c->now.us + e->minutes * MINUTE_US;
    err = call_permit(c, ACT_EMERGENCY_OPEN, subject_none());
    if (!err)
        err = field_of(c, &f);
    if (!err)
        err = emergency_check(c->mem, e, f);
    if (!err)
        err = case_store_find_joined(
            &c->tx, (struct str){(const char *)h.b, sizeof h.b}, &e->case_id);
    if (!err && e->case_id.v == 0)
        err = not_to_be_opened(c);
    if (!err)
        err = open_case(c, e, f);
    if (!err) /* asked again, now about the child: the audit tells which */
        err = call_permit(c, ACT_CASE_VIEW, subject_case(e->case_id));
    if (!err)
        *out = e->case_id;
    return call_end(c, ACT_EMERGENCY_OPEN, e->id, err);
}

/* --- review --- */

struct suspicion {
    struct call *c;
    struct name_list colleagues;
};

static const struct err *
judge_names(struct suspicion *s, struct look *l)
{
    struct call *c = s->c;
    struct review_names names;
    struct name_list guardians = {0};
    struct key key;
    struct str family = STR_NONE;
    const struct err *err = review_store_child(&c->tx, l->case_id, &names);

    if (err || names.wrapped_key.n == 0)
        return err;
    err = key_unwrap(c->mem, c->sv->keys, l->case_id.v, names.wrapped_key,
                     &key);
    if (!err)
        err = unseal(c->mem, &key, l->case_id.v, "child.family_name",
                     names.family, &family);
    if (!err && look_same_family(l->name, family))
        l->flags |= LOOK_NAME;
    if (!err)
        err = review_store_guardians(&c->tx, l->case_id, &guardians);
    for (size_t i = 0; !err && i < guardians.n; i++) {
        struct str name = STR_NONE;

        err = unseal(c->mem, &key, guardians.row[i].id, "person.name",
                     guardians.row[i].name, &name);
        for (size_t k = 0; !err && k < s->colleagues.n; k++) {
            if (str_eq(name, s->colleagues.row[k].name))
                l->flags |= LOOK_COLLEAGUE;
        }
    }
    return err;
}

static bool
is_judged(const struct review_list *done, const struct look *l)
{
    for (size_t i = 0; i < done->n; i++) {
        const struct review *r = &done->row[i];

        if (r->account.v == l->account.v && r->case_id.v == l->case_id.v &&
            date_cmp(r->day, l->day) == 0)
            return true;
    }
    return false;
}

/* One person's looks into one case on one day become one. */
static struct look *
look_for(struct call *c, struct growing *g, const struct look_row *row)
{
    struct look *all = g->row;
    struct date day = date_in_oslo(row->at);
    struct look *l;

    for (size_t i = 0; i < g->n; i++) {
        if (all[i].account.v == row->account.v &&
            all[i].case_id.v == row->case_id.v &&
            date_cmp(all[i].day, day) == 0)
            return &all[i];
    }
    l = grow(c->mem, g, sizeof *l);
    *l = (struct look){.account = row->account,
                       .case_id = row->case_id,
                       .day = day,
                       .name = row->name};
    return l;
}

static const struct err *
gather(struct call *c, struct growing *g, const struct look_row *row)
{
    struct look *l = look_for(c, g, row);
    struct str wrapped = STR_NONE;
    struct key key;
    const struct err *err;

    l->times++;
    l->first = row->at;
    l->flags |= look_flags(row->action, row->outcome, row->ground, row->at);
    if (row->reason.n == 0)
        return NULL;
    err = sharing_store_wrapped_key(&c->tx, row->case_id, &wrapped);
    if (!err)
        err = key_unwrap(c->mem, c->sv->keys, row->case_id.v, wrapped, &key);
    return err ? err
               : unseal(c->mem, &key, row->object, "emergency.reason",
                        row->reason, &l->reason);
}

static void
sort_looks(struct look_list *list)
{
    for (size_t i = 1; i < list->n; i++) {
        struct look one = list->row[i];
        size_t k = i;

        for (; k > 0 &&
               look_weight(list->row[k - 1].flags) < look_weight(one.flags);
             k--)
            list->row[k] = list->row[k - 1];
        list->row[k] = one;
    }
}

static const struct err *
find_looks(struct call *c, const struct review_list *done,
           struct look_list *out)
{
    struct suspicion s = {.c = c};
    struct look_rows rows = {0};
    struct growing g = {0};
    struct look *all;
    size_t n = 0;
    const struct err *err = review_store_looks(
        &c->tx, c->who.unit, (struct instant){c->now.us - REVIEW_DAYS * DAY_US},
        c->who.account, &rows);

    if (!err)
        err = review_store_colleagues(&c->tx, c->who.unit, &s.colleagues);
    for (size_t i = 0; !err && i < rows.n; i++)
        err = gather(c, &g, &rows.row[i]);
    all = g.row;
    for (size_t i = 0; !err && i < g.n; i++) {
        if (is_judged(done, &all[i]))
            continue;
        err = judge_names(&s, &all[i]);
        if (!err && (all[i].flags & ~(uint32_t)LOOK_HOURS) != 0)
            all[n++] = all[i];
    }
    *out = (struct look_list){all, n};
    if (!err)
        sort_looks(out);
    return err;
}

/* Only wrongful ones are followed; their notes are opened. */
static const struct err *
open_wrong(struct call *c, struct review_list *list)
{
    size_t n = 0;
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < list->n; i++) {
        struct review r = list->row[i];
        struct str wrapped = STR_NONE;
        struct key key;

        if (r.verdict != VERDICT_WRONG)
            continue;
        err = sharing_store_wrapped_key(&c->tx, r.case_id, &wrapped);
        if (!err)
            err = key_unwrap(c->mem, c->sv->keys, r.case_id.v, wrapped, &key);
        if (!err)
            err = unseal(c->mem, &key, r.id, "review.note", r.note, &r.note);
        list->row[n++] = r;
    }
    list->n = n;
    return err;
}

const struct err *
review_app_view(struct call *c, struct review_view *out)
{
    const struct err *err = call_begin(c, ACT_REVIEW_VIEW);

    *out = (struct review_view){.looks = {NULL, 0}};
    if (err)
        return err;
    err = call_permit(c, ACT_REVIEW_VIEW, subject_none());
    if (!err)
        err = review_store_list(&c->tx, c->who.unit, c->who.account,
                                &out->wrong);
    if (!err)
        err = find_looks(c, &out->wrong, &out->looks);
    if (!err)
        err = open_wrong(c, &out->wrong);
    return call_end(c, ACT_REVIEW_VIEW, 0, err);
}

static const struct err *
check_look(struct call *c, const struct review *r)
{
    struct review_list done = {0};
    struct look_list looks = {0};
    const struct err *err = NULL;

    if (r->note.n == 0)
        return ERR(c->mem, INVALID, .field = "merknad",
                   .msg = MSG_REVIEW_NOTE_NEEDED);
    err = find_looks(c, &done, &looks);
    for (size_t i = 0; !err && i < looks.n; i++) {
        const struct look *l = &looks.row[i];

        if (l->account.v == r->account.v && l->case_id.v == r->case_id.v &&
            date_cmp(l->day, r->day) == 0)
            return NULL;
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
review_app_judge(struct call *c, struct review *r)
{
    struct key key;
    struct review sealed;
    const struct err *err = call_begin(c, ACT_REVIEW_JUDGE);

    if (err)
        return err;
    err = call_permit(c, ACT_REVIEW_JUDGE, subject_none());
    if (!err)
        err = check_look(c, r);
    if (!err)
        err = case_key_in(c, r->case_id, &key);
    if (!err) {
        r->id = id_new();
        sealed = *r;
        sealed.note = seal(c->mem, &key, r->id, "review.note", r->note);
        err = review_store_insert(&c->tx, &sealed, c->who.unit, c->who.function,
                                  c->now);
    }
    return call_end(c, ACT_REVIEW_JUDGE, r->id, err);
}

/* That the child is told stands on the case's own timeline. */
static const struct err *
told_child(struct call *c, int64_t id)
{
    struct review_list list = {0};
    const struct err *err = review_store_list(&c->tx, c->who.unit,
                                              c->who.account, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        struct event e = {.case_id = list.row[i].case_id,
                          .kind = EVENT_WRONG_LOOK,
                          .object_id = id};

        if (list.row[i].id == id)
            return casefile_event_in(c, &e);
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
review_app_tell(struct call *c, int64_t id, enum tell_step step)
{
    const struct err *err = call_begin(c, ACT_REVIEW_JUDGE);

    if (err)
        return err;
    err = call_permit(c, ACT_REVIEW_JUDGE, subject_none());
    if (!err)
        err = review_store_tell(&c->tx, id, c->who.unit, step, c->today);
    if (!err && step == TELL_CHILD)
        err = told_child(c, id);
    return call_end(c, ACT_REVIEW_JUDGE, id, err);
}
