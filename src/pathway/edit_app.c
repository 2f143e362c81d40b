/* Drafts: taken in, copied, changed, published, withdrawn, thrown away.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/app.h"

#include "pathway/plan_definition.h"
#include "text/messages_pathway.h"

/* As it is stored. What is written here must be readable later: bounds of the
 * whole are the reader's. */
static const struct err *
row_of(struct call *c, const struct path_def *d, struct path_row *out)
{
    struct path_def again;
    const struct err *err;

    out->key = d->key;
    out->version = d->version;
    out->status = d->status;
    out->title = d->title.t[LANG_NB];
    out->body = plan_definition_write(c->mem, d);
    err = plan_definition_read(c->mem, out->body, &again);
    return err ? ERR(c->mem, INVALID, .field = "plan",
                     .msg = MSG_PATHWAY_TOO_LARGE)
               : NULL;
}

static const struct err *
insert_draft(struct call *c, struct path_def *d)
{
    struct path_row row = {.id = id_new()};
    const struct err *err;

    d->status = PATH_DRAFT;
    err = row_of(c, d, &row);
    return err ? err
               : pathway_store_insert(&c->tx, &row, c->who.function, c->now);
}

static const struct err *
update_draft(struct call *c, struct path_found *f)
{
    const struct err *err = row_of(c, &f->def, &f->row);

    return err ? err : pathway_store_update(&c->tx, &f->row, c->now);
}

/* --- taken in --- */

static const struct err *
keep_draft(struct call *c, struct path_def *d)
{
    struct path_found there = {0};
    const struct err *err = pathway_find_in(c, d->key, d->version, &there);

    if (err && err->kind == NOT_FOUND)
        return insert_draft(c, d);
    if (err)
        return err;
    if (there.row.id == 0 || there.row.status != PATH_DRAFT)
        return ERR(c->mem, CONFLICT, .field = "plan",
                   .msg = MSG_PATHWAY_VERSION_TAKEN);
    there.def = *d;
    there.def.status = PATH_DRAFT;
    return update_draft(c, &there);
}

const struct err *
pathway_app_import(struct call *c, struct str json, struct path_def *out)
{
    const struct err *err = call_begin_on(c, ACT_PATHWAY_EDIT, subject_none());

    if (!err)
        err = plan_definition_read(c->mem, json, out);
    if (!err)
        err = keep_draft(c, out);
    return call_end(c, ACT_PATHWAY_EDIT, 0, err);
}

/* --- copied --- */

static const struct err *
check_free(struct call *c, struct str key, struct str version)
{
    struct path_found there = {0};
    const struct err *err = pathway_find_in(c, key, version, &there);

    if (err && err->kind == NOT_FOUND)
        return NULL;
    return err ? err
               : ERR(c->mem, CONFLICT, .field = "versjon",
                     .msg = MSG_PATHWAY_VERSION_TAKEN);
}

const struct err *
pathway_app_copy(struct call *c, struct str key, struct str version,
                 struct str new_key, struct str new_version)
{
    struct path_found f = {0};
    const struct err *err = call_begin_on(c, ACT_PATHWAY_EDIT, subject_none());

    if (!err)
        err = pathway_find_in(c, key, version, &f);
    if (!err && !path_code_is(new_key))
        err = ERR(c->mem, INVALID, .field = "navn",
                  .msg = MSG_PATHWAY_CODE_WANTED);
    if (!err && !path_code_is(new_version))
        err = ERR(c->mem, INVALID, .field = "versjon",
                  .msg = MSG_PATHWAY_CODE_WANTED);
    if (!err)
        err = check_free(c, new_key, new_version);
    f.def.key = new_key;
    f.def.version = new_version;
    if (!err)
        err = insert_draft(c, &f.def);
    return call_end(c, ACT_PATHWAY_EDIT, 0, err);
}

/* --- changed --- */

/* The draft as the person saw it. Errors: NOT_FOUND, CONFLICT (no draft any
 * more, or changed by another). */
static const struct err *
draft_in(struct call *c, const struct draft_ref *ref, struct path_found *out)
{
    const struct err *err = pathway_find_in(c, ref->key, ref->version, out);

    if (err)
        return err;
    if (out->row.id == 0 || out->row.status != PATH_DRAFT)
        return ERR(c->mem, CONFLICT, .msg = MSG_PATHWAY_NO_DRAFT);
    if (ref->seen != 0 && out->row.row_version != ref->seen)
        return ERR(c->mem, CONFLICT, .msg = MSG_PATHWAY_CHANGED);
    return NULL;
}

static const struct err *
open_draft(struct call *c, const struct draft_ref *ref, struct path_found *out)
{
    const struct err *err = call_begin_on(c, ACT_PATHWAY_EDIT, subject_none());

    return err ? err : draft_in(c, ref, out);
}

static const struct err *
close_draft(struct call *c, struct path_found *f, const struct err *err)
{
    if (!err)
        err = update_draft(c, f);
    return call_end(c, ACT_PATHWAY_EDIT, f->row.id, err);
}

const struct err *
pathway_app_draft(struct call *c, struct str key, struct str version,
                  struct draft_page *out)
{
    const struct draft_ref ref = {key, version, 0};
    const struct err *err = open_draft(c, &ref, &out->found);

    out->rules = NULL;
    out->rules_n = 0;
    if (!err)
        err = pathway_rules_in(c, &out->rules, &out->rules_n);
    if (!err)
        out->problems = path_check(c->mem, &out->found.def, out->rules,
                                   out->rules_n);
    return call_end(c, ACT_PATHWAY_EDIT, 0, err);
}

const struct err *
pathway_app_write(struct call *c, const struct draft_ref *ref,
                  const struct def_words *w)
{
    struct path_found f = {0};
    const struct err *err = open_draft(c, ref, &f);

    if (!err)
        path_edit_words(&f.def, w);
    return close_draft(c, &f, err);
}

/* A step of the draft by its id; the number of steps for a new one (""). */
static const struct err *
step_at(struct call *c, const struct path_def *d, struct str id, uint32_t *out)
{
    int32_t i = path_step_find(d, id);

    if (id.n > 0 && i < 0)
        return ERR(c->mem, NOT_FOUND);
    *out = id.n > 0 ? (uint32_t)i : d->step_n;
    return NULL;
}

/* By law is what the rule says, whatever else was chosen. */
static const struct err *
term_of_rule(struct call *c, struct path_term *t)
{
    struct path_rule *rule = NULL;
    size_t n = 0;
    const struct err *err = NULL;

    if (!t->set || t->kind != SOURCE_LAW)
        return NULL;
    err = pathway_rules_in(c, &rule, &n);
    for (size_t i = 0; !err && i < n; i++)
        if (str_eq(rule[i].id, t->rule)) {
            t->n = rule[i].n;
            t->unit = rule[i].unit;
            return NULL;
        }
    return err ? err
               : ERR(c->mem, INVALID, .field = "frist-regel",
                     .msg = MSG_PATHWAY_RULE_WANTED);
}

const struct err *
pathway_app_write_step(struct call *c, const struct draft_ref *ref,
                       struct str id, struct step_words *w)
{
    struct path_found f = {0};
    uint32_t at = 0;
    const struct err *err = open_draft(c, ref, &f);

    if (!err)
        err = step_at(c, &f.def, id, &at);
    if (!err)
        err = term_of_rule(c, &w->term);
    if (!err)
        err = path_edit_step(c->mem, &f.def, at, w);
    return close_draft(c, &f, err);
}

const struct err *
pathway_app_drop_step(struct call *c, const struct draft_ref *ref,
                      struct str id)
{
    struct path_found f = {0};
    uint32_t at = 0;
    const struct err *err = open_draft(c, ref, &f);

    if (!err)
        err = step_at(c, &f.def, id, &at);
    if (!err && at < f.def.step_n)
        path_edit_remove(c->mem, &f.def, at);
    return close_draft(c, &f, err);
}

const struct err *
pathway_app_move_step(struct call *c, const struct draft_ref *ref,
                      struct str id, bool up)
{
    struct path_found f = {0};
    uint32_t at = 0;
    const struct err *err = open_draft(c, ref, &f);

    if (!err)
        err = step_at(c, &f.def, id, &at);
    if (!err && at < f.def.step_n)
        path_edit_move(c->mem, &f.def, at, up);
    return close_draft(c, &f, err);
}

const struct err *
pathway_app_discard(struct call *c, const struct draft_ref *ref)
{
    struct path_found f = {0};
    const struct err *err = open_draft(c, ref, &f);

    if (!err)
        err = pathway_store_discard(&c->tx, f.row.id, f.row.row_version);
    return call_end(c, ACT_PATHWAY_EDIT, f.row.id, err);
}

/* --- published, withdrawn --- */

static const struct err *
publish(struct call *c, struct path_found *f)
{
    struct path_rule *rule = NULL;
    size_t rule_n = 0;
    const struct err *err = pathway_rules_in(c, &rule, &rule_n);

    if (err)
        return err;
    if (path_check(c->mem, &f->def, rule, rule_n).n > 0)
        return ERR(c->mem, CONFLICT, .msg = MSG_PATHWAY_HAS_FAULTS);
    f->def.status = PATH_ACTIVE;
    return update_draft(c, f);
}

const struct err *
pathway_app_publish(struct call *c, struct str key, struct str version)
{
    const struct draft_ref ref = {key, version, 0};
    struct path_found f = {0};
    const struct err *err = call_begin_on(c, ACT_PATHWAY_PUBLISH,
                                          subject_none());

    if (!err)
        err = draft_in(c, &ref, &f);
    if (!err)
        err = publish(c, &f);
    return call_end(c, ACT_PATHWAY_PUBLISH, f.row.id, err);
}

const struct err *
pathway_app_retire(struct call *c, struct str key, struct str version)
{
    struct path_found f = {0};
    const struct err *err = call_begin_on(c, ACT_PATHWAY_PUBLISH,
                                          subject_none());

    if (!err)
        err = pathway_find_in(c, key, version, &f);
    if (!err && f.row.shipped)
        err = ERR(c->mem, CONFLICT, .msg = MSG_PATHWAY_SHIPPED_STAYS);
    if (!err)
        err = pathway_store_retire(&c->tx, f.row.id, f.row.row_version);
    return call_end(c, ACT_PATHWAY_PUBLISH, f.row.id, err);
}
