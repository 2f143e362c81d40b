/* Reading and writing sheets: sealed, each save a version.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work.h"

#include "text/messages_assessment.h"

#define COLUMN_BODY "thk_sheet.body"

static const struct err *
open_sheets(struct call *c, case_id id, struct sheet_set *set)
{
    struct key key;
    const struct err *err = case_key_in(c, id, &key);

    for (size_t i = 0; i < set->n && !err; i++) {
        struct sheet *s = &set->row[i];

        err = unseal(c->mem, &key, s->id, COLUMN_BODY, s->body, &s->body);
        if (!err)
            err = sheet_unpack(c->mem, s);
        s->whole = !err && !sheet_check(c->mem, s, c->today);
        c->classes |= 1u << sheet_rule(s->kind)->class_;
    }
    return err;
}

const struct err *
sheet_list_in(struct call *c, assessment_id id, struct sheet_set *out)
{
    struct viewer v = viewer_of(c);
    struct assessment a = {0};
    const struct err *err = assessment_store_get(&c->tx, id, &a);

    if (!err)
        err = sheet_store_list(&c->tx, &v, id, out);
    return err ? err : open_sheets(c, a.case_id, out);
}

/* Reading what the team writes is the team's; all else is by shares. */
static enum action
reads(enum sheet_kind k)
{
    return sheet_rule(k)->writes == ACT_ASSESSMENT_WORK
               ? ACT_ASSESSMENT_MATERIAL
               : ACT_ASSESSMENT_VIEW;
}

static bool
may_write(const struct work *w, enum sheet_kind k)
{
    const struct sheet_rule *rule = sheet_rule(k);
    bool who = rule->writes == ACT_ASSESSMENT_WORK
                   ? w->is_team
                   : w->is_team || w->is_requester;

    return who && (rule->states & (1u << w->a.state)) != 0;
}

static const struct err *
get_in(struct call *c, assessment_id id, enum sheet_kind k, struct str nr,
       struct sheet_view *out)
{
    struct viewer v = viewer_of(c);
    const struct sheet *found;
    int name;
    const struct err *err = work_load_in(c, id, &out->w);

    if (!err && !sheet_name(k, nr, &name))
        err = ERR(c->mem, NOT_FOUND);
    if (err)
        return err;
    out->sheet = (struct sheet){.kind = k, .nr = nr};
    found = sheet_find(&out->w.sheets, k, str_cz(c->mem, nr));
    if (found)
        out->sheet = *found;
    out->editable = may_write(&out->w, k);
    return sheet_store_history(&c->tx, &v, id, &out->sheet, &out->history);
}

const struct err *
sheet_app_get(struct call *c, assessment_id id, enum sheet_kind k,
              struct str nr, struct sheet_view *out)
{
    const struct err *err = call_begin(c, reads(k));

    if (err)
        return err;
    err = call_permit(c, reads(k), subject_assessment(id));
    if (!err)
        err = get_in(c, id, k, nr, out);
    return call_end(c, reads(k), id.v, err);
}

static const struct err *
store_version(struct call *c, const struct work *w, struct sheet *s)
{
    struct key key;
    const struct err *err = case_key_in(c, w->a.case_id, &key);

    if (err)
        return err;
    s->id = id_new();
    s->version++;
    s->made_at = c->now;
    s->unit = sheet_rule(s->kind)->writes == ACT_ASSESSMENT_WORK
                  ? w->a.team_unit
                  : c->who.unit;
    s->body = seal(c->mem, &key, s->id, COLUMN_BODY, s->body);
    return sheet_store_put(&c->tx, w->a.id, s, c->who.function, c->who.account);
}

/* How it was, told by the service: the team is to know. */
static const struct err *
share_voice(struct call *c, const struct work *w)
{
    struct share s = {.case_id = w->a.case_id,
                      .from_unit = c->who.unit,
                      .to_unit = w->a.team_unit,
                      .purpose = PURPOSE_ASSESSMENT,
                      .basis = BASIS_NECESSARY,
                      .legal_basis = basis_legal(BASIS_NECESSARY)};
    const struct err *err = share_own_in(c, w->a.case_id, c->who.unit,
                                         CLASS_BIT(VOICE));

    if (err || c->who.unit.v == w->a.team_unit.v)
        return err;
    return share_grant_classes_in(c, &s, CLASS_BIT(VOICE));
}

static const struct err *
may_put(struct call *c, const struct work *w, const struct sheet *s)
{
    int name;

    if (!sheet_name(s->kind, s->nr, &name))
        return ERR(c->mem, NOT_FOUND);
    if (!may_write(w, s->kind))
        return ERR(c->mem, CONFLICT, .msg = MSG_SHEET_NOT_NOW);
    return NULL;
}

/* Did it change since it was opened? */
static const struct err *
check_seen(struct call *c, const struct sheet *before, const struct sheet *s)
{
    if ((before ? before->version : 0) == s->version)
        return NULL;
    return ERR(c->mem, CONFLICT, .msg = MSG_SHEET_CHANGED);
}

/* The same person goes on with what was saved by itself: its place. */
static const struct err *
replace_version(struct call *c, const struct work *w,
                const struct sheet *before, struct sheet *s)
{
    struct key key;
    const struct err *err = case_key_in(c, w->a.case_id, &key);

    if (err)
        return err;
    s->id = before->id;
    s->made_at = c->now;
    s->body = seal(c->mem, &key, s->id, COLUMN_BODY, s->body);
    return sheet_store_replace(&c->tx, s);
}

static const struct err *
keep_in(struct call *c, assessment_id id, struct sheet *s)
{
    struct work w = {0};
    const struct sheet *before;
    const struct err *err = work_load_in(c, id, &w);

    if (!err)
        err = may_put(c, &w, s);
    if (err)
        return err;
    before = sheet_find(&w.sheets, s->kind, str_cz(c->mem, s->nr));
    err = check_seen(c, before, s);
    if (err)
        return err;
    s->body = sheet_pack(c->mem, s);
    s->kept = false;
    if (before && str_eq(before->body, s->body))
        return NULL;
    if (before && !before->kept && before->account.v == c->who.account.v)
        return replace_version(c, &w, before, s);
    return store_version(c, &w, s);
}

const struct err *
sheet_app_keep(struct call *c, assessment_id id, struct sheet *s)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_WORK);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_WORK, subject_assessment(id));
    if (!err)
        err = keep_in(c, id, s);
    return call_end(c, ACT_ASSESSMENT_WORK, id.v, err);
}

static const struct err *
put_in(struct call *c, assessment_id id, struct sheet *s)
{
    struct work w = {0};
    const struct sheet *before;
    const struct err *err = work_load_in(c, id, &w);

    if (!err)
        err = may_put(c, &w, s);
    if (!err)
        err = sheet_check(c->mem, s, c->today);
    if (err)
        return err;
    before = sheet_find(&w.sheets, s->kind, str_cz(c->mem, s->nr));
    err = check_seen(c, before, s);
    if (err)
        return err;
    s->body = sheet_pack(c->mem, s);
    s->kept = true;
    if (before && before->kept && str_eq(before->body, s->body))
        return NULL;
    err = store_version(c, &w, s);
    if (!err && sheet_rule(s->kind)->writes != ACT_ASSESSMENT_WORK)
        err = share_voice(c, &w);
    return err;
}

const struct err *
sheet_app_put(struct call *c, assessment_id id, struct sheet *s)
{
    enum action act = sheet_rule(s->kind)->writes;
    const struct err *err = call_begin(c, act);

    if (err)
        return err;
    err = call_permit(c, act, subject_assessment(id));
    if (!err)
        err = put_in(c, id, s);
    return call_end(c, act, id.v, err);
}
