/* The worklist and the search, in a call each.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/app.h"

#include "base/buf.h"
#include "casefile/authority.h"
#include "registry/search.h"
#include "registry/store.h"

enum {
    HELD_SHOWN = 8,
    SENT_DAYS = 14,
    FOUND_MAX = 50,
    CHUNK = 500,
    SCAN_MAX = 20000,
    RECENT_MAX = 8,
    NEWS_MAX = 20
};

/* Case ids that were shown, for the audit. */
struct seen {
    int64_t *id;
    size_t n;
    size_t cap;
};

static void
saw(struct arena *mem, struct seen *s, case_id id)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->id[i] == id.v)
            return;
    }
    if (s->n == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 128;
        int64_t *more = ARENA_NEW_N(mem, int64_t, cap);

        for (size_t i = 0; i < s->n; i++)
            more[i] = s->id[i];
        s->id = more;
        s->cap = cap;
    }
    s->id[s->n++] = id.v;
}

static const struct err *
open_duties(struct call *c, struct duty_list *list, struct seen *seen)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < list->n; i++) {
        struct duty *d = &list->row[i];

        saw(c->mem, seen, d->case_id);
        err = casefile_label_in(c, d->case_id, d->sealed.wrapped_key,
                                d->sealed.given, d->sealed.birth, &d->label);
    }
    return err;
}

static const struct err *
open_offers(struct call *c, struct offer_list *list, struct seen *seen)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < list->n; i++) {
        struct offer_line *o = &list->row[i];

        saw(c->mem, seen, o->case_id);
        err = casefile_label_in(c, o->case_id, o->sealed.wrapped_key,
                                o->sealed.given, o->sealed.birth, &o->label);
    }
    return err;
}

/* The viewer's own duties, which stand whole in `list`. */
static void
count_listed(const struct duty_list *list, struct date today,
             struct duty_counts *n)
{
    n->all = (int64_t)list->n;
    for (size_t i = 0; i < list->n; i++) {
        int32_t days = list->row[i].due_on.days - today.days;

        n->over += days < 0;
        n->week += days >= 0 && days <= DUTY_WEEK_DAYS;
    }
}

/* Asks the store only for what the lists at hand do not tell. */
static const struct err *
read_counts(struct call *c, enum duty_filter filter, bool first,
            struct worklist *out)
{
    struct viewer v = viewer_of(c);
    struct duty_counts *n = &out->counts;
    const struct err *err = NULL;

    if (filter == DUTIES_MINE && first && !out->duties.more)
        count_listed(&out->duties, c->today, n);
    else
        err = worklist_store_count_mine(&c->tx, &v, c->today, n);
    if (!err)
        err = worklist_store_count(&c->tx, &v, DUTIES_TOLD, &n->told);
    if (!err && filter == DUTIES_UNIT)
        err = worklist_store_count(&c->tx, &v, DUTIES_UNIT, &n->all);
    if (filter == DUTIES_TOLD)
        n->all = n->told;
    n->held = out->held.total;
    n->offers = (int64_t)out->asked.n;
    if (!err && out->asked.n == OFFERS_MAX)
        err = worklist_store_count_asked(&c->tx, &v, c->today, &n->offers);
    return err;
}

static const struct err *
read_lists(struct call *c, enum duty_filter filter, int64_t skip, int64_t max,
           struct worklist *out)
{
    struct viewer v = viewer_of(c);
    struct instant since = {c->now.us - SENT_DAYS * INT64_C(86400000000)};
    const struct err *err = worklist_store_duties(&c->tx, &v, filter, skip, max,
                                                  &out->duties);

    if (!err)
        err = worklist_store_asked(&c->tx, &v, c->today, &out->asked);
    if (!err)
        err = worklist_store_sent(&c->tx, &v, since, &out->sent);
    if (!err)
        err = casefile_list_in(c, CASES_MINE, 0, HELD_SHOWN, &out->held);
    return err ? err : read_counts(c, filter, skip == 0, out);
}

/* The assessments' news, with the children's first names. */
static const struct err *
read_news(struct call *c, struct news_list *out, struct seen *seen)
{
    struct assessment_notice_list list = {0};
    const struct err *err = assessment_store_list_notices(
        &c->tx, c->who.unit, c->now, c->who.account, NEWS_MAX, &list);

    if (err)
        return err;
    out->row = ARENA_NEW_N(c->mem, struct news_line, list.n + 1);
    for (; !err && out->n < list.n; out->n++) {
        const struct assessment_notice *n = &list.row[out->n];
        struct child k = {.birth_date = DATE_NONE};

        saw(c->mem, seen, n->case_id);
        err = call_or_damaged(c, casefile_child_in(c, n->case_id, &k),
                              &k.given_name);
        out->row[out->n] = (struct news_line){.id = n->id,
                                              .case_id = n->case_id,
                                              .step = n->step,
                                              .at = n->at,
                                              .child = k.given_name,
                                              .birth_date = k.birth_date};
    }
    return err;
}

/* What is about no child. */
static const struct err *
read_cooperation(struct call *c, struct worklist *out)
{
    const struct err *err = duty_store_list_mine(&c->tx, c->who.account,
                                                 &out->agreed);

    if (!err)
        err = draft_waits_in(c, &out->drafts);
    if (!err)
        err = authority_waits_in(c, &out->authorities);
    return err ? err : body_home_in(c, &out->bodies);
}

const struct err *
worklist_app_desk(struct call *c, struct worklist *out)
{
    const enum action a = ACT_WORKLIST_DESK;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct worklist){0};
    if (!err)
        err = read_cooperation(c, out);
    return call_end(c, a, 0, err);
}

const struct err *
worklist_app_view(struct call *c, enum duty_filter filter, int64_t skip,
                  int64_t max, struct worklist *out)
{
    struct seen seen = {0};
    const struct err *err = call_begin(c, ACT_WORKLIST);

    *out = (struct worklist){0};
    if (err)
        return err;
    err = call_permit(c, ACT_WORKLIST, subject_none());
    if (!err)
        err = read_lists(c, filter, skip, max, out);
    if (!err)
        err = open_duties(c, &out->duties, &seen);
    if (!err)
        err = open_offers(c, &out->asked, &seen);
    if (!err)
        err = open_offers(c, &out->sent, &seen);
    if (!err)
        err = read_news(c, &out->news, &seen);
    if (!err && filter == DUTIES_MINE)
        err = read_cooperation(c, out);
    if (!err && filter == DUTIES_MINE)
        err = between_lines_in(c, &out->between);
    for (size_t i = 0; i < out->held.n; i++)
        saw(c->mem, &seen, out->held.row[i].id);
    if (!err)
        call_saw(c, seen.id, seen.n, CLASS_BIT(CORE));
    return call_end(c, ACT_WORKLIST, 0, err);
}

/* --- search --- */

static const struct err *
find_recent(struct call *c, struct found_list *out)
{
    struct viewer v = viewer_of(c);
    const struct err *err = worklist_store_recent(&c->tx, &v, RECENT_MAX, out);

    for (size_t i = 0; !err && i < out->n; i++) {
        struct found_child *f = &out->row[i];

        err = casefile_label_in(c, f->case_id, f->sealed.wrapped_key,
                                f->sealed.given, f->sealed.birth, &f->label);
    }
    return err;
}

static const struct err *
matches(struct call *c, struct found_child *f, struct str text, bool *out)
{
    struct key key;
    struct str family = STR_NONE;
    struct str whole;
    const struct err *err = call_case_key(c, f->case_id, f->sealed.wrapped_key,
                                          &key);

    if (!err)
        err = casefile_label_in(c, f->case_id, f->sealed.wrapped_key,
                                f->sealed.given, f->sealed.birth, &f->label);
    if (!err && f->family.n > 0)
        err = unseal(c->mem, &key, f->case_id.v, "child.family_name", f->family,
                     &family);
    if (unseal_is_damage(err)) /* the others are found */
        err = NULL;
    if (err)
        return err;
    whole = str_fmt(c->mem, "%.*s %.*s", STR_FMT(f->label.name),
                    STR_FMT(family));
    *out = search_has(c->mem, whole, text);
    return NULL;
}

static void
keep(struct found_list *list, const struct found_child *f)
{
    if (list->n < FOUND_MAX)
        list->row[list->n++] = *f;
}

/* Reads what one may know of in portions and keeps what matches. `only`: the
 * case whose number or reference was typed, 0: by name. */
static const struct err *
find_children(struct call *c, struct str text, case_id only,
              struct found_list *out)
{
    struct viewer v = viewer_of(c);
    case_id after = {only.v ? only.v - 1 : 0};
    const struct err *err = NULL;
    size_t read = 0;

    out->row = ARENA_NEW_N(c->mem, struct found_child, FOUND_MAX);
    for (;;) {
        struct found_list some = {0};

        err = worklist_store_children(&c->tx, &v, after, only.v ? 1 : CHUNK,
                                      &some);
        for (size_t i = 0; !err && i < some.n; i++) {
            bool hit = false;

            err = matches(c, &some.row[i], text, &hit);
            if (!err && (only.v ? some.row[i].case_id.v == only.v : hit))
                keep(out, &some.row[i]);
        }
        read += some.n;
        if (err || only.v || some.n < CHUNK || read >= SCAN_MAX ||
            out->n == FOUND_MAX)
            return err;
        after = some.row[some.n - 1].case_id;
    }
}

static const struct err *
which_case(struct call *c, struct str text, case_id *out)
{
    struct natid number;
    bool found = false;

    out->v = 0;
    if (id_parse(text, &out->v))
        return NULL;
    if (natid_parse(text, &number) != NATID_OK)
        return NULL;
    return casefile_find_own_in(c, &number, out, &found);
}

static const struct err *
find_all(struct call *c, struct str text, struct found *out)
{
    struct unit_search what = {.text = text, .any_type = true, .limit = 20};
    case_id only = {0};
    const struct err *err = which_case(c, text, &only);

    if (!err)
        err = find_children(c, search_fold(c->mem, text), only, &out->children);
    if (!err)
        err = registry_store_search_units(&c->tx, &what, &out->units,
                                          &out->units_total);
    return err;
}

const struct err *
worklist_app_search(struct call *c, struct str text, struct found *out)
{
    int64_t *ids;
    const struct err *err = call_begin(c, ACT_SEARCH);

    *out = (struct found){0};
    if (err)
        return err;
    err = call_permit(c, ACT_SEARCH, subject_none());
    if (!err && text.n == 0)
        err = find_recent(c, &out->children);
    else if (!err && str_chars(text) >= 2)
        err = find_all(c, text, out);
    ids = ARENA_NEW_N(c->mem, int64_t, out->children.n + 1);
    for (size_t i = 0; i < out->children.n; i++)
        ids[i] = out->children.row[i].case_id.v;
    if (!err && out->children.n > 0)
        call_saw(c, ids, out->children.n, CLASS_BIT(CORE));
    return call_end(c, ACT_SEARCH, 0, err);
}
