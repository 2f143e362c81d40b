/* Definitions: those of the store and those that ship; where they are in use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/app.h"

#include "base/embed.h"
#include "pathway/plan_definition.h"
#include "pathway/region_app.h"
#include "registry/reference.h"
#include "text/messages_text.h"

static struct str
body_of(const struct embedded *e)
{
    return (struct str){(const char *)e->p, e->n};
}

static bool
is_pathway(const struct embedded *e)
{
    return str_starts(str_of(e->name), STR("data/pathways/"));
}

/* The one that ships under this key, or NULL: its file bears the key's name, so
 * that a page reads one text and not all. */
static const struct embedded *
shipped_of(struct arena *mem, struct str key)
{
    return embed_find(
        str_cz(mem, str_fmt(mem, "data/pathways/%.*s.json", STR_FMT(key))));
}

static struct path_row
shipped_row(const struct path_def *d, struct str body)
{
    return (struct path_row){.key = d->key,
                             .version = d->version,
                             .status = d->status,
                             .title = d->title.t[LANG_NB],
                             .body = body,
                             .shipped = true};
}

/* Shipped texts are ours: one that cannot be read is our mistake. */
static const struct err *
read_shipped(struct call *c, const struct embedded *e, struct path_found *out)
{
    const struct err *err = plan_definition_read(c->mem, body_of(e), &out->def);

    if (err)
        return ERR(c->mem, INTERNAL,
                   .detail = "a shipped pathway is malformed");
    out->row = shipped_row(&out->def, body_of(e));
    return NULL;
}

const struct err *
pathway_find_in(struct call *c, struct str key, struct str version,
                struct path_found *out)
{
    const struct embedded *e;
    bool found = false;
    const struct err *err = pathway_store_find(&c->tx, key, version, &out->row,
                                               &found);

    if (!err && found) {
        err = plan_definition_read(c->mem, out->row.body, &out->def);
        out->def.status = out->row.status;
        return err;
    }
    if (!err && (e = shipped_of(c->mem, key)) != NULL) {
        err = read_shipped(c, e, out);
        if (!err && str_eq(out->def.version, version))
            return NULL;
    }
    return err ? err : ERR(c->mem, NOT_FOUND);
}

static bool
has_version(const struct path_found_list *l, const struct path_def *d)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(l->row[i].row.key, d->key) &&
            str_eq(l->row[i].row.version, d->version))
            return true;
    return false;
}

/* By title in Norwegian order; versions of one pathway stay together. */
static void
sort_found(struct path_found_list *l)
{
    for (size_t i = 1; i < l->n; i++) {
        struct path_found one = l->row[i];
        size_t k = i;

        for (; k > 0 && nb_compare(l->row[k - 1].row.title, one.row.title) > 0;
             k--)
            l->row[k] = l->row[k - 1];
        l->row[k] = one;
    }
}

const struct err *
pathway_list_in(struct call *c, struct path_found_list *out)
{
    struct path_row_list stored = {0};
    const struct err *err = pathway_store_list(&c->tx, &stored);

    *out = (struct path_found_list){0};
    if (err)
        return err;
    out->row = ARENA_NEW_N(c->mem, struct path_found,
                           stored.n + embed_count() + 1);
    for (size_t i = 0; i < stored.n; i++) {
        struct path_found *f = &out->row[out->n++];

        f->row = stored.row[i];
        f->def = (struct path_def){.key = stored.row[i].key,
                                   .version = stored.row[i].version,
                                   .status = stored.row[i].status,
                                   .title = {{stored.row[i].title}}};
    }
    for (size_t i = 0; !err && i < embed_count(); i++) {
        struct path_found f = {0};

        if (!is_pathway(embed_at(i)))
            continue;
        err = read_shipped(c, embed_at(i), &f);
        if (!err && !has_version(out, &f.def))
            out->row[out->n++] = f;
    }
    sort_found(out);
    return err;
}

const struct err *
pathway_app_list(struct call *c, struct path_found_list *out)
{
    const struct err *err = call_begin(c, ACT_PATHWAY_LIST);

    if (err)
        return err;
    err = call_permit(c, ACT_PATHWAY_LIST, subject_none());
    if (!err)
        err = pathway_list_in(c, out);
    return call_end(c, ACT_PATHWAY_LIST, 0, err);
}

const struct err *
pathway_rules_in(struct call *c, struct path_rule **out, size_t *out_n)
{
    struct deadline_rule_list list = {0};
    const struct err *err = reference_store_list_deadline_rules(&c->tx, &list);

    *out = ARENA_NEW_N(c->mem, struct path_rule, list.n + 1);
    *out_n = 0;
    for (size_t i = 0; !err && i < list.n; i++) {
        struct path_rule *r = &(*out)[*out_n];

        if (list.row[i].length <= 0 ||
            !term_unit_parse(list.row[i].unit, &r->unit))
            continue;
        r->id = list.row[i].rule;
        r->n = (int32_t)list.row[i].length;
        ++*out_n;
    }
    return err;
}

static const struct err *
page_in(struct call *c, struct str key, struct str version,
        struct path_page *out)
{
    struct path_rule *rule = NULL;
    size_t rule_n = 0;
    struct path_found_list all = {0};
    const struct err *err = pathway_find_in(c, key, version, &out->found);

    if (!err)
        err = pathway_rules_in(c, &rule, &rule_n);
    if (!err)
        err = pathway_store_list_adoption(&c->tx, key, &out->adopted);
    if (!err)
        err = pathway_store_is_adopted(&c->tx, key, c->who.unit, c->today,
                                       &out->own_adopted);
    if (!err)
        err = pathway_list_in(c, &all);
    if (err)
        return err;
    out->problems = path_check(c->mem, &out->found.def, rule, rule_n);
    out->versions.row = ARENA_NEW_N(c->mem, struct path_found, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.row[i].row.key, key))
            out->versions.row[out->versions.n++] = all.row[i];
    return NULL;
}

const struct err *
pathway_app_get(struct call *c, struct str key, struct str version,
                struct path_page *out)
{
    const struct err *err = call_begin(c, ACT_PATHWAY_LIST);

    *out = (struct path_page){0};
    if (err)
        return err;
    err = call_permit(c, ACT_PATHWAY_LIST, subject_none());
    if (!err)
        err = page_in(c, key, version, out);
    return call_end(c, ACT_PATHWAY_LIST, 0, err);
}

/* --- adoption --- */

static const struct err *
known_key(struct call *c, struct str key)
{
    struct path_found_list all = {0};
    const struct err *err = pathway_list_in(c, &all);

    for (size_t i = 0; !err && i < all.n; i++)
        if (str_eq(all.row[i].row.key, key))
            return NULL;
    return err ? err : ERR(c->mem, NOT_FOUND);
}

const struct err *
pathway_app_adopt(struct call *c, struct str key, struct date from)
{
    const struct err *err = call_begin(c, ACT_PATHWAY_ADOPT);

    if (err)
        return err;
    err = call_permit(c, ACT_PATHWAY_ADOPT, subject_none());
    if (!err)
        err = known_key(c, key);
    if (!err && date_is_none(from))
        err = ERR(c->mem, INVALID, .field = "fra", .msg = MSG_FORM_REQUIRED);
    if (!err)
        err = pathway_store_adopt(&c->tx, key, c->who.unit, from,
                                  c->who.function, c->now);
    return call_end(c, ACT_PATHWAY_ADOPT, c->who.unit.v, err);
}

const struct err *
pathway_app_unadopt(struct call *c, struct str key, struct date to)
{
    const struct err *err = call_begin(c, ACT_PATHWAY_ADOPT);

    if (err)
        return err;
    err = call_permit(c, ACT_PATHWAY_ADOPT, subject_none());
    if (!err && date_is_none(to))
        err = ERR(c->mem, INVALID, .field = "til", .msg = MSG_FORM_REQUIRED);
    if (!err)
        err = pathway_store_end_adoption(&c->tx, key, c->who.unit, to);
    return call_end(c, ACT_PATHWAY_ADOPT, c->who.unit.v, err);
}

/* --- figures --- */

/* The newest published version of the pathway: for titles. */
static const struct err *
newest_in(struct call *c, const struct path_found_list *all, struct str key,
          struct path_found *out)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->row[i].row.key, key) &&
            all->row[i].row.status != PATH_DRAFT)
            return pathway_find_in(c, key, all->row[i].row.version, out);
    return NULL;
}

static const struct err *
step_figures_in(struct call *c, struct pathway_figures *out)
{
    struct path_found_list all = {0};
    struct step_times times = {0};
    struct path_found f = {.row = {.id = 0}};
    const struct err *err = pathway_list_in(c, &all);

    /* titles in the reader's language */
    for (size_t i = 0; !err && i < out->runs.n; i++) {
        err = newest_in(c, &all, out->runs.row[i].key, &f);
        if (!err && str_eq(f.def.key, out->runs.row[i].key))
            out->runs.row[i].title = path_text_in(&f.def.title, c->lang);
    }
    if (!err)
        err = pathway_store_step_times(&c->tx, c->who.unit, &times);
    if (err)
        return err;
    out->steps = path_step_figures(c->mem, times.row, times.n, c->today);
    out->def = ARENA_NEW_N(c->mem, struct path_found, out->steps.n + 1);
    for (size_t i = 0; !err && i < out->steps.n; i++) {
        if (i > 0 && str_eq(out->steps.row[i].key, out->steps.row[i - 1].key))
            out->def[i] = out->def[i - 1];
        else
            err = newest_in(c, &all, out->steps.row[i].key, &out->def[i]);
    }
    return err;
}

const struct err *
pathway_app_figures(struct call *c, struct pathway_figures *out)
{
    struct unit u = {.id = {0}};
    const struct err *err = call_begin_on(c, ACT_PATHWAY_LIST, subject_none());

    *out = (struct pathway_figures){.def = NULL};
    if (!err)
        err = pathway_store_run_figures(&c->tx, c->who.unit, &out->runs);
    if (!err)
        err = step_figures_in(c, out);
    if (!err && call_may_role(c, ACT_PATHWAY_REGION))
        err = pathway_region_in(c, &u, &out->has_region);
    return call_end(c, ACT_PATHWAY_LIST, 0, err);
}
