/* An agreement's text on its way to signature: numbers, points, what is signed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/draft.h"

#include "base/buf.h"
#include "crypto/crypto.h"

void
draft_number(struct arena *mem, struct draft_section_list *list)
{
    int32_t first = 0;
    int32_t second = 0;

    for (size_t i = 0; i < list->n; i++) {
        struct draft_section *d = &list->row[i];

        if (d->removed)
            continue;
        if (d->level == 2 && first > 0) {
            second++;
            d->s.number = str_fmt(mem, "%d.%d", first, second);
            continue;
        }
        first++;
        second = 0;
        d->s.number = str_fmt(mem, "%d", first);
    }
}

static const struct draft_section *
find_section(const struct draft_section_list *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].s.id == id)
            return &list->row[i];
    return NULL;
}

static const struct point_cover *
find_cover(const struct point_cover_list *list, int32_t no)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].no == no)
            return &list->row[i];
    return NULL;
}

static void
judge_point(struct arena *mem, const struct point_cover *c,
            const struct draft_section_list *sections, struct draft_point *out)
{
    const struct draft_section *d = NULL;

    if (!c)
        return;
    if (c->section == 0) {
        out->state = POINT_WAIVED;
        out->reason = c->reason;
        return;
    }
    d = find_section(sections, c->section);
    if (!d || d->removed)
        return;
    out->section = c->section;
    out->section_name = str_fmt(mem, "%.*s %.*s", STR_FMT(d->s.number),
                                STR_FMT(d->s.heading));
    if (d->s.body.n > 0)
        out->state = POINT_COVERED;
}

void
draft_points(struct arena *mem, const struct point_list *points,
             const struct point_cover_list *covers,
             const struct draft_section_list *sections,
             struct draft_point_list *out)
{
    *out = (struct draft_point_list){
        .row = ARENA_NEW_N(mem, struct draft_point, points->n + 1),
        .n = points->n};
    for (size_t i = 0; i < points->n; i++) {
        struct draft_point *p = &out->row[i];

        *p = (struct draft_point){.point = points->row[i],
                                  .state = POINT_LACKING};
        judge_point(mem, find_cover(covers, p->point.no), sections, p);
        if (p->state == POINT_LACKING)
            out->lacking++;
    }
}

/* --- what is signed --- */

static void
put(struct buf *b, const char *name, struct str value)
{
    buf_fmt(b, "%s %zu:", name, value.n);
    buf_str(b, value);
    buf_char(b, '\n');
}

static void
put_int(struct buf *b, const char *name, int64_t value)
{
    put(b, name, str_fmt(b->mem, "%lld", (long long)value));
}

static void
put_clause(struct buf *b, const struct clause *c)
{
    const struct obligation *o = &c->duty;

    put(b, "statement", c->statement);
    put(b, "ref", c->ref);
    put(b, "of", c->section);
    put(b, "as", str_of(shown_as_word(c->shown)));
    if (c->shown != SHOWN_OBLIGATION)
        return;
    put(b, "duty", str_of(obligation_kind_word(o->kind)));
    put(b, "body", o->body);
    put(b, "other", c->other_body);
    put(b, "responsible", c->responsible);
    put_int(b, "n", o->n);
    put_int(b, "years", o->years);
    put_int(b, "days", o->days);
    put_int(b, "functions", o->functions);
    if (o->kind == OBLIGATION_GUIDANCE) {
        put_int(b, "months", o->months);
        put(b, "from", date_format(b->mem, c->agreed_from));
        put(b, "until", date_format(b->mem, c->agreed_until));
    }
    for (size_t i = 0; i < o->units; i++)
        put(b, "unit", c->unit_name[i]);
}

struct str
draft_canonical(struct arena *mem, const struct agreement *a,
                const struct party_list *parties, const struct version *v,
                const struct section_list *sections,
                const struct clause_list *clauses)
{
    struct buf b;

    buf_init(&b, mem);
    buf_cz(&b, "helhet agreement 1\n");
    put(&b, "title", a->title);
    put(&b, "kind", str_of(agreement_kind_word(a->kind)));
    put_int(&b, "version", v->number);
    for (size_t i = 0; i < parties->n; i++)
        put(&b, "party", parties->row[i].name);
    put(&b, "from", date_format(mem, v->agreed_from));
    put(&b, "until", date_format(mem, v->agreed_until));
    put_int(&b, "notice", v->notice_months);
    for (size_t i = 0; i < sections->n; i++) {
        put(&b, "section", sections->row[i].number);
        put(&b, "heading", sections->row[i].heading);
        put(&b, "text", sections->row[i].body);
    }
    for (size_t i = 0; i < clauses->n; i++)
        put_clause(&b, &clauses->row[i]);
    return buf_done(&b);
}

struct str
draft_hash(struct arena *mem, struct str canonical)
{
    struct hash h = sha256_of(canonical);

    return hash_hex(mem, &h);
}

struct date
notice_last_day(struct date given, int32_t months)
{
    return date_add_months(given, months);
}

/* --- versions --- */

bool
version_is_frozen(const struct version *v)
{
    return v->state == VERSION_APPROVAL || v->state == VERSION_SIGNING;
}

bool
version_is_open(const struct version *v)
{
    return v->state == VERSION_DRAFT || version_is_frozen(v);
}

bool
version_was_signed(const struct version *v)
{
    return !version_is_open(v) && v->state != VERSION_DISCARDED;
}

const struct version *
version_being_written(const struct version_list *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (version_is_open(&all->row[i]))
            return &all->row[i];
    return NULL;
}

const struct version *
version_numbered(const struct version_list *all, int64_t number)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->row[i].number == number)
            return &all->row[i];
    return NULL;
}
