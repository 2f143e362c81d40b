/* Writing a draft: sections, points, days, obligations, comments.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/draft_app.h"
#include "agreement/guidance.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

enum { YEARLY_MAX = 12, PLAN_YEARS_MAX = 10 };

/* Nothing of a text that is sent to approval changes. */
static const struct err *
check_open(struct call *c, const struct draft_look *d, enum err_kind kind)
{
    return version_is_frozen(d->v) ? ERR(c->mem, kind, .msg = MSG_DRAFT_FROZEN)
                                   : NULL;
}

static struct draft_section *
find(const struct draft_look *d, int64_t section)
{
    for (size_t i = 0; i < d->sections.n; i++)
        if (d->sections.row[i].s.id == section)
            return &d->sections.row[i];
    return NULL;
}

static const struct err *
get_section(struct call *c, const struct draft_look *d, int64_t section,
            bool removed, struct draft_section **out)
{
    *out = find(d, section);
    return *out && (*out)->removed == removed ? NULL : ERR(c->mem, NOT_FOUND);
}

/* Gives every section its place and number as they stand in the list. */
static const struct err *
place_all(struct call *c, struct draft_section_list *list)
{
    const struct err *err = NULL;

    draft_number(c->mem, list);
    for (size_t i = 0; !err && i < list->n; i++) {
        list->row[i].position = (int32_t)i;
        err = draft_store_place(&c->tx, &list->row[i]);
    }
    return err;
}

static const struct err *
renumber(struct call *c, version_id id)
{
    struct draft_section_list list = {0};
    const struct err *err = draft_store_sections(&c->tx, id, &list);

    return err ? err : place_all(c, &list);
}

/* --- sections --- */

static bool
covers(const struct section_form *s, int32_t no)
{
    for (size_t i = 0; i < s->points; i++)
        if (s->point[i] == no)
            return true;
    return false;
}

static const struct err *
save_points(struct call *c, const struct draft_look *d,
            const struct section_form *s)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && s->tells_points && i < d->points.n; i++) {
        const struct draft_point *p = &d->points.row[i];
        struct point_cover cover = {.no = p->point.no, .section = s->id};

        if (covers(s, p->point.no) && p->section != s->id)
            err = point_store_put(&c->tx, d->v->id, &cover, c->who.account,
                                  c->now);
        else if (!covers(s, p->point.no) && p->section == s->id)
            err = point_store_drop(&c->tx, d->v->id, p->point.no);
    }
    return err;
}

static const struct err *
add_section(struct call *c, const struct draft_look *d, struct section_form *s)
{
    struct draft_section new = {.position = (int32_t)d->sections.n,
                                .level = s->level,
                                .s = {.heading = s->heading, .body = s->body}};
    const struct err *err;

    if (d->text.n >= DRAFT_SECTIONS_MAX)
        return ERR(c->mem, INVALID, .field = "overskrift",
                   .msg = MSG_DRAFT_TOO_MANY,
                   .arg = {msg_int(DRAFT_SECTIONS_MAX)});
    err = draft_store_insert(&c->tx, d->v->id, &new);
    s->id = new.s.id;
    return err;
}

static const struct err *
change_section(struct call *c, const struct draft_look *d,
               const struct section_form *s, struct section *out_theirs)
{
    struct draft_section *old = NULL;
    struct draft_section new;
    const struct err *err = get_section(c, d, s->id, false, &old);

    if (err)
        return err;
    if (old->s.version != s->version) {
        *out_theirs = old->s;
        return ERR(c->mem, CONFLICT, .msg = MSG_DRAFT_SAVED_MEANWHILE);
    }
    new = *old;
    new.s.heading = s->heading;
    new.s.body = s->body;
    new.level = s->level;
    return draft_store_update(&c->tx, d->v->id, &new);
}

const struct err *
draft_app_save(struct call *c, agreement_id id, struct section_form *s,
               const struct err *typed, struct section *out_theirs)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_open(c, &d, INVALID);
    *out_theirs = (struct section){0};
    if (!err)
        err = typed;
    if (!err)
        err = s->id ? change_section(c, &d, s, out_theirs)
                    : add_section(c, &d, s);
    if (!err)
        err = save_points(c, &d, s);
    if (!err)
        err = renumber(c, d.v->id);
    return call_end(c, a, s->id, err);
}

const struct err *
draft_app_move(struct call *c, agreement_id id, int64_t section, bool up)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    struct draft_section *own = NULL;
    struct draft_section *other = NULL;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_open(c, &d, CONFLICT);
    if (!err)
        err = get_section(c, &d, section, false, &own);
    for (size_t i = 0; !err && i < d.sections.n; i++) {
        struct draft_section *k = &d.sections.row[i];

        if (k->removed || (up ? k >= own : k <= own))
            continue;
        other = k;
        if (!up)
            break;
    }
    if (!err && other) {
        struct draft_section kept = *own;

        *own = *other;
        *other = kept;
        err = place_all(c, &d.sections);
    }
    return call_end(c, a, section, err);
}

const struct err *
draft_app_remove(struct call *c, agreement_id id, int64_t section, bool back)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct instant none = {0};
    struct draft_look d;
    struct draft_section *s = NULL;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_open(c, &d, CONFLICT);
    if (!err)
        err = get_section(c, &d, section, back, &s);
    if (!err && back && d.text.n >= DRAFT_SECTIONS_MAX)
        err = ERR(c->mem, CONFLICT, .msg = MSG_DRAFT_TOO_MANY,
                  .arg = {msg_int(DRAFT_SECTIONS_MAX)});
    if (!err)
        err = draft_store_remove(&c->tx, d.v->id, section,
                                 back ? none : c->now);
    if (!err)
        err = renumber(c, d.v->id);
    return call_end(c, a, section, err);
}

/* --- points and days --- */

static bool
has_point(const struct draft_look *d, int32_t no)
{
    for (size_t i = 0; i < d->points.n; i++)
        if (d->points.row[i].point.no == no)
            return true;
    return false;
}

const struct err *
draft_app_point(struct call *c, agreement_id id, const struct point_cover *p,
                const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    struct draft_section *s = NULL;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_open(c, &d, INVALID);
    if (!err && !has_point(&d, p->no))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = typed;
    if (!err && p->section)
        err = get_section(c, &d, p->section, false, &s);
    if (!err && !p->section && p->reason.n == 0)
        err = ERR(c->mem, INVALID, .field = "grunn", .msg = MSG_FORM_REQUIRED);
    if (!err)
        err = point_store_put(&c->tx, d.v->id, p, c->who.account, c->now);
    return call_end(c, a, p->no, err);
}

const struct err *
draft_app_terms(struct call *c, agreement_id id, const struct version *v,
                const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    struct version new;
    struct date first = v->agreed_from;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_open(c, &d, INVALID);
    if (!err)
        err = typed;
    if (date_is_none(first))
        first = c->today;
    if (!err && !date_is_none(v->until) && date_cmp(v->until, first) < 0)
        err = ERR(c->mem, INVALID, .field = "til", .msg = MSG_TERMS_ENDS_FIRST);
    if (!err && d.v->version != v->version)
        err = ERR(c->mem, CONFLICT, .msg = MSG_DRAFT_SAVED_MEANWHILE);
    if (!err) {
        new = *d.v;
        new.agreed_from = v->agreed_from;
        new.until = v->until;
        new.notice_months = v->notice_months;
        err = draft_store_terms(&c->tx, &new);
    }
    return call_end(c, a, id.v, err);
}

/* --- obligations --- */

static bool
has_unit(const struct unit_list *list, int64_t unit)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].id.v == unit)
            return true;
    return false;
}

/* Who gives and who receives are parties, or lie below one. */
static const struct err *
check_guidance(struct call *c, agreement_id id, const struct clause *k)
{
    static const char *const field[] = {"fra_enhet", "til_enhet"};
    struct unit_list units = {0};
    const struct err *err = guidance_check_terms(c->mem, k);

    if (!err)
        err = agreement_store_units(&c->tx, id, c->today, &units);
    for (size_t i = 0; !err && i < k->duty.units; i++)
        if (!has_unit(&units, k->duty.unit[i]))
            err = ERR(c->mem, INVALID, .field = field[i],
                      .msg = MSG_FORM_CHOICE);
    return err;
}

static const struct err *
check_duty(struct call *c, agreement_id id, const struct clause *k)
{
    const struct obligation *o = &k->duty;

    if (o->kind == OBLIGATION_GUIDANCE)
        return check_guidance(c, id, k);
    if (o->kind == OBLIGATION_MEETINGS && (o->n < 1 || o->n > YEARLY_MAX))
        return ERR(c->mem, INVALID, .field = "antall",
                   .msg = MSG_DUTY_NUMBER_MEETINGS,
                   .arg = {msg_int(YEARLY_MAX)});
    if (o->kind == OBLIGATION_PLAN &&
        (o->years < 1 || o->years > PLAN_YEARS_MAX))
        return ERR(c->mem, INVALID, .field = "antall",
                   .msg = MSG_DUTY_NUMBER_YEARS,
                   .arg = {msg_int(PLAN_YEARS_MAX)});
    return NULL;
}

const struct err *
draft_app_bind(struct call *c, agreement_id id, struct clause *k,
               const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    struct draft_section *s = NULL;
    int32_t last = 0;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_open(c, &d, INVALID);
    if (!err)
        err = get_section(c, &d, k->section_id, false, &s);
    if (!err)
        err = typed ? typed : check_duty(c, id, k);
    if (!err)
        err = draft_store_last_ref(&c->tx, id, &last);
    if (!err) {
        k->ref = str_fmt(c->mem, "P%02d", last + 1);
        k->section = s->s.number;
        k->shown = SHOWN_OBLIGATION;
        k->responsible = STR("both");
        k->duty.from = DATE_NONE;
        err = clause_store_insert(&c->tx, d.v->id, (int32_t)(1000 + last), k);
    }
    if (!err)
        err = draft_store_set_place(&c->tx, k->id, k->section_id, s->s.number);
    return call_end(c, a, k->id, err);
}

const struct err *
draft_app_unbind(struct call *c, agreement_id id, int64_t clause)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = check_open(c, &d, CONFLICT);
    if (!err)
        err = draft_store_drop_clause(&c->tx, d.v->id, clause);
    return call_end(c, a, clause, err);
}

/* --- giving up --- */

const struct err *
draft_app_discard(struct call *c, agreement_id id, struct str reason,
                  const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    struct version v;
    int64_t n = 0;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = typed;
    if (!err) {
        v = *d.v;
        v.note = reason;
        v.discarded_on = c->today;
        v.discarded_by = c->who.name;
        err = draft_store_discard(&c->tx, &v);
    }
    if (!err)
        err = signature_store_drop(&c->tx, v.id, c->now, &n);
    if (!err)
        err = approved_store_drop(&c->tx, v.id, c->now);
    return call_end(c, a, id.v, err);
}

/* --- comments --- */

static const struct comment *
find_comment(const struct draft_look *d, int64_t id)
{
    for (size_t i = 0; i < d->comments.n; i++)
        if (d->comments.row[i].id == id && d->comments.row[i].parent == 0)
            return &d->comments.row[i];
    return NULL;
}

const struct err *
draft_app_comment(struct call *c, agreement_id id, struct comment *k,
                  const struct err *typed)
{
    const enum action a = ACT_AGREEMENT_COMMENT;
    struct draft_look d;
    const struct comment *parent = NULL;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err && k->parent) {
        parent = find_comment(&d, k->parent);
        k->section = parent ? parent->section : 0;
    }
    if (!err && !find(&d, k->section))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = typed;
    k->unit = c->who.unit;
    k->account = c->who.account;
    k->at = c->now;
    if (!err)
        err = comment_store_insert(&c->tx, d.v->id, k);
    return call_end(c, a, k->section, err);
}

const struct err *
draft_app_settle(struct call *c, agreement_id id, int64_t comment)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct draft_look d;
    const struct err *err = draft_begin(c, a, id, &d);

    if (!err)
        err = comment_store_settle(&c->tx, d.v->id, comment, c->who.account,
                                   c->now);
    return call_end(c, a, comment, err);
}
