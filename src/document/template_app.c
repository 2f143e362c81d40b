/* What people do with letter templates: make, change, put in use, withdraw.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "document/template.h"

#include "text/messages_document.h"

/* Whose templates the person makes: the installation's, or its unit's. */
static unit_id
own_unit(const struct call *c)
{
    const unit_id all = {0};

    return c->who.role == ROLE_ADMINISTRATOR ? all : c->who.unit;
}

const struct err *
template_app_list(struct call *c, struct template_list *out)
{
    const struct err *err = call_begin_on(c, ACT_TEMPLATE_VIEW, subject_none());

    if (!err)
        err = template_store_list(&c->tx, own_unit(c), c->today, out);
    return call_end(c, ACT_TEMPLATE_VIEW, 0, err);
}

/* `nr` of the versions; 0: the newest. */
static const struct err *
pick(struct call *c, int64_t nr, struct template_view *out)
{
    for (size_t i = 0; i < out->versions.n; i++)
        if (nr == 0 || out->versions.row[i].letter.nr == nr) {
            out->template = out->versions.row[i];
            return NULL;
        }
    return ERR(c->mem, NOT_FOUND);
}

static const struct err *
read_own(struct call *c, int64_t id, int64_t nr, struct template_view *out)
{
    unit_id unit = own_unit(c);
    const struct err *err = template_store_versions(&c->tx, unit, c->today, id,
                                                    &out->versions);

    if (!err)
        err = pick(c, nr, out);
    out->mine = !err && out->template.unit.v == unit.v &&
                date_is_none(out->template.withdrawn_on);
    return err;
}

const struct err *
template_app_view(struct call *c, struct str key, int64_t nr,
                  struct template_view *out)
{
    int64_t id = 0;
    const struct err *err = call_begin_on(c, ACT_TEMPLATE_VIEW, subject_none());

    *out = (struct template_view){0};
    if (!err)
        err = id_parse(key, &id)
                  ? read_own(c, id, nr, out)
                  : letter_find(c->mem, key, &out->template.letter);
    return call_end(c, ACT_TEMPLATE_VIEW, id, err);
}

/* --- changing --- */

/* Since when the newest version that is no draft is in use. */
static struct date
last_use(const struct template_list *versions)
{
    for (size_t i = 0; i < versions->n; i++)
        if (!date_is_none(versions->row[i].from_on))
            return versions->row[i].from_on;
    return DATE_NONE;
}

/* The newest version, to be changed. */
static const struct err *
open_own(struct call *c, int64_t id, int64_t seen, struct date withdrawn_on,
         struct template_view *out)
{
    const struct err *err = read_own(c, id, 0, out);

    if (err)
        return err;
    if (out->template.unit.v != own_unit(c).v)
        return ERR(c->mem, DENIED);
    if (!out->mine)
        return ERR(c->mem, CONFLICT, .msg = MSG_TEMPLATE_IS_WITHDRAWN);
    return template_store_touch(&c->tx, id, seen, withdrawn_on);
}

static const struct err *
check_form(struct call *c, const struct template_form *f, struct date last)
{
    const struct err *err = template_check(c->mem, &f->letter);

    if (!f->use)
        return err;
    return err_join(
        c->mem, err,
        template_check_use(c->mem, &f->letter, f->from, c->today, last));
}

static const struct err *
put_new(struct call *c, struct template *t)
{
    const struct err *err;

    t->id = id_new();
    t->unit = own_unit(c);
    t->letter.nr = 1;
    err = template_store_insert(&c->tx, t, c->now);
    return err ? err : template_store_put(&c->tx, t, c->who.function, c->now);
}

static const struct err *
put_next(struct call *c, struct template *t, const struct template *newest)
{
    bool draft = date_is_none(newest->from_on);

    t->id = newest->id;
    t->letter.nr = newest->letter.nr + !draft;
    return draft ? template_store_change(&c->tx, t, c->who.function, c->now)
                 : template_store_put(&c->tx, t, c->who.function, c->now);
}

static const struct err *
save(struct call *c, const struct template_form *f, struct template *t)
{
    struct template_view v = {0};
    const struct err *err = NULL;

    if (f->id != 0)
        err = open_own(c, f->id, f->seen, DATE_NONE, &v);
    if (!err)
        err = check_form(c, f, last_use(&v.versions));
    if (err)
        return err;
    return f->id == 0 ? put_new(c, t) : put_next(c, t, &v.template);
}

const struct err *
template_app_save(struct call *c, const struct template_form *f, int64_t *out)
{
    struct template t = {.letter = f->letter,
                         .from_on = f->use ? f->from : DATE_NONE};
    const struct err *err = call_begin_on(c, ACT_TEMPLATE_EDIT, subject_none());

    if (!err)
        err = save(c, f, &t);
    *out = t.id;
    return call_end(c, ACT_TEMPLATE_EDIT, t.id, err);
}

const struct err *
template_app_withdraw(struct call *c, int64_t id, int64_t seen)
{
    struct template_view v = {0};
    const struct err *err = call_begin_on(c, ACT_TEMPLATE_EDIT, subject_none());

    if (!err)
        err = open_own(c, id, seen, c->today, &v);
    return call_end(c, ACT_TEMPLATE_EDIT, id, err);
}
