/* What institutions and clinics have on a day, and what they lack.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/coverage.h"
#include "text/messages_coverage.h"

#include "text/text.h"

#include <stdlib.h>

static const char *const gap_words[] = {
#define GAP(id, word) word,
#include "coverage/gap_kind.def"
#undef GAP
};
static const int gap_messages[] = {
#define GAP(id, word) MSG_GAP_##id,
#include "coverage/gap_kind.def"
#undef GAP
};

const char *
gap_kind_word(enum gap_kind k)
{
    return gap_words[k];
}

int
gap_kind_message(enum gap_kind k)
{
    return gap_messages[k];
}

struct judging {
    struct arena *mem;
    const struct coverage_facts *f;
    unit_id region;
    struct coverage *out;
};

/* --- on the day --- */

static bool
is_there(const struct judging *j, const struct coverage_unit *u)
{
    return period_has(u->from, u->until, j->out->on) &&
           (!j->region.v || u->region.v == j->region.v);
}

static const struct coverage_unit *
unit_of(const struct judging *j, unit_id id)
{
    for (size_t i = 0; i < j->f->units; i++)
        if (j->f->unit[i].id.v == id.v)
            return &j->f->unit[i];
    return NULL;
}

static bool
holds(const struct judging *j, const struct coverage_local *l)
{
    struct date on = j->out->on;

    return period_has(l->from, l->until, on) && date_cmp(l->known, on) <= 0 &&
           (date_is_none(l->gone) || date_cmp(l->gone, on) > 0);
}

/* The clinic of an institution's area; NULL: none, or several share it. */
static const struct coverage_unit *
area_clinic(const struct judging *j, unit_id institution)
{
    const struct coverage_unit *found = NULL;

    for (size_t i = 0; i < j->f->areas; i++) {
        const struct coverage_area *a = &j->f->area[i];
        const struct coverage_unit *u;

        if (a->institution.v != institution.v ||
            !period_has(a->from, a->until, j->out->on))
            continue;
        u = unit_of(j, a->clinic);
        if (!u || u == found || !period_has(u->from, u->until, j->out->on))
            continue;
        if (found)
            return NULL;
        found = u;
    }
    return found;
}

/* The agreement of a pair that lasts longest. One without a clinic counts for
 * the institution's own pair. */
static const struct coverage_local *
local_of(const struct judging *j, const struct coverage_pair *p, bool own)
{
    const struct coverage_local *best = NULL;

    for (size_t i = 0; i < j->f->locals; i++) {
        const struct coverage_local *l = &j->f->local[i];
        bool here = l->clinic.v ? p->clinic && p->clinic->id.v == l->clinic.v
                                : own;

        if (l->institution.v != p->institution->id.v || !here || !holds(j, l))
            continue;
        if (!best || date_is_none(l->until) ||
            (!date_is_none(best->until) && date_cmp(l->until, best->until) > 0))
            best = l;
    }
    return best;
}

/* The first day without, after the last agreement; DATE_NONE: never had one. */
static struct date
local_ended(const struct judging *j, const struct coverage_pair *p, bool own)
{
    struct date last = DATE_NONE;

    for (size_t i = 0; i < j->f->locals; i++) {
        const struct coverage_local *l = &j->f->local[i];
        bool here = l->clinic.v ? p->clinic && p->clinic->id.v == l->clinic.v
                                : own;
        struct date end = date_is_none(l->until) ? DATE_NONE
                                                 : date_add(l->until, 1);

        if (l->institution.v != p->institution->id.v || !here ||
            date_cmp(l->known, j->out->on) > 0)
            continue;
        if (!date_is_none(l->gone) &&
            (date_is_none(end) || date_cmp(l->gone, end) < 0))
            end = l->gone;
        if (!date_is_none(end) && date_cmp(end, j->out->on) <= 0 &&
            (date_is_none(last) || date_cmp(end, last) > 0))
            last = end;
    }
    return last;
}

/* Who holds a function longest; NULL: nobody. *out_ended: the first day after
 * the last one who did. */
static const struct coverage_holder *
holder_of(const struct judging *j, unit_id unit, enum function_kind kind,
          struct date *out_ended)
{
    const struct coverage_holder *best = NULL;

    *out_ended = DATE_NONE;
    for (size_t i = 0; i < j->f->holders; i++) {
        const struct coverage_holder *h = &j->f->holder[i];
        struct date end;

        if (h->unit.v != unit.v || h->kind != kind)
            continue;
        if (period_has(h->from, h->until, j->out->on)) {
            best = best ? best : h;
            continue;
        }
        end = date_is_none(h->until) ? DATE_NONE : date_add(h->until, 1);
        if (!date_is_none(end) && date_cmp(end, j->out->on) <= 0 &&
            (date_is_none(*out_ended) || date_cmp(end, *out_ended) > 0))
            *out_ended = end;
    }
    return best;
}

static const struct coverage_start *
start_of(const struct judging *j, const struct coverage_pair *p)
{
    for (size_t i = 0; p->clinic && i < j->f->starts; i++) {
        const struct coverage_start *s = &j->f->start[i];

        if (s->institution.v == p->institution->id.v &&
            s->clinic.v == p->clinic->id.v && date_cmp(s->on, j->out->on) <= 0)
            return s;
    }
    return NULL;
}

/* --- gaps --- */

static void
add_gap(struct judging *j, struct coverage_pair *p, struct coverage_gap g)
{
    p->gap[p->gaps++] = g;
    j->out->count[g.kind]++;
}

static void
judge_agreement(struct judging *j, struct coverage_pair *p, bool own)
{
    unit_id clinic = p->clinic ? p->clinic->id : (unit_id){0};
    unit_id both[2] = {p->institution->id, clinic};
    struct date soon = date_add(j->out->on, OBLIGATION_SOON_DAYS);

    p->local = local_of(j, p, own);
    if (!p->clinic)
        add_gap(j, p,
                (struct coverage_gap){.kind = GAP_CLINIC,
                                      .since = DATE_NONE,
                                      .closes = {p->institution->region.v
                                                     ? p->institution->region
                                                     : p->institution->id}});
    if (!p->local)
        add_gap(j, p,
                (struct coverage_gap){.kind = GAP_LOCAL,
                                      .since = local_ended(j, p, own),
                                      .closes = {both[0], both[1]}});
    else if (!date_is_none(p->local->until) &&
             date_cmp(p->local->until, soon) <= 0)
        add_gap(j, p,
                (struct coverage_gap){.kind = GAP_ENDS,
                                      .since = p->local->until,
                                      .closes = {both[0], both[1]}});
}

static const struct coverage_holder *
judge_post(struct judging *j, struct coverage_pair *p, unit_id unit,
           enum function_kind kind, enum gap_kind gap)
{
    struct date ended;
    const struct coverage_holder *h = holder_of(j, unit, kind, &ended);

    if (!h)
        add_gap(j, p,
                (struct coverage_gap){
                    .kind = gap, .since = ended, .closes = {unit}});
    return h;
}

static void
judge_pair(struct judging *j, struct coverage_pair *p, bool own)
{
    unit_id place = p->institution->id;

    judge_agreement(j, p, own);
    p->leader = judge_post(j, p, place, FUNCTION_LEADER, GAP_LEADER);
    p->health = judge_post(j, p, place, FUNCTION_HEALTH_CONTACT, GAP_HEALTH);
    if (!p->clinic)
        return;
    p->contact = judge_post(j, p, p->clinic->id, FUNCTION_CLINIC_CONTACT,
                            GAP_CONTACT);
    p->start = start_of(j, p);
    if (!p->start)
        add_gap(j, p,
                (struct coverage_gap){.kind = GAP_START,
                                      .since = DATE_NONE,
                                      .closes = {place, p->clinic->id}});
}

/* --- pairs --- */

static void
add_pair(struct judging *j, const struct coverage_unit *institution,
         const struct coverage_unit *clinic, bool own)
{
    struct coverage_pair *p = &j->out->pair[j->out->pairs++];

    *p = (struct coverage_pair){.institution = institution, .clinic = clinic};
    judge_pair(j, p, own);
    if (p->gaps == 0)
        j->out->whole++;
}

static void
pairs_of(struct judging *j, const struct coverage_unit *u)
{
    const struct coverage_unit *home = area_clinic(j, u->id);
    size_t first = j->out->pairs;

    for (size_t i = 0; i < j->f->locals; i++) {
        const struct coverage_local *l = &j->f->local[i];
        const struct coverage_unit *clinic;
        bool seen = false;

        if (l->institution.v != u->id.v || !l->clinic.v || !holds(j, l) ||
            (home && home->id.v == l->clinic.v))
            continue;
        for (size_t k = first; k < j->out->pairs; k++)
            seen = seen || j->out->pair[k].clinic->id.v == l->clinic.v;
        clinic = unit_of(j, l->clinic);
        if (!seen && clinic)
            add_pair(j, u, clinic, false);
    }
    if (home || j->out->pairs == first)
        add_pair(j, u, home, true);
}

static int
worst_first(const void *a, const void *b)
{
    const struct coverage_pair *x = a;
    const struct coverage_pair *y = b;
    int order;

    if (x->gaps != y->gaps)
        return x->gaps > y->gaps ? -1 : 1;
    order = nb_compare(x->institution->name, y->institution->name);
    if (order)
        return order;
    return x->institution->id.v < y->institution->id.v ? -1 : 1;
}

/* --- clinics --- */

static void
add_clinic(struct judging *j, const struct coverage_unit *u)
{
    struct coverage_clinic *c = &j->out->clinic[j->out->clinics++];

    *c = (struct coverage_clinic){.unit = u};
    for (size_t i = 0; i < j->out->pairs; i++) {
        const struct coverage_pair *p = &j->out->pair[i];

        if (p->clinic != u)
            continue;
        c->institutions++;
        c->in_force += p->local != NULL;
    }
    for (size_t i = 0; i < j->f->holders; i++) {
        const struct coverage_holder *h = &j->f->holder[i];

        if (h->unit.v != u->id.v || h->kind != FUNCTION_CLINIC_CONTACT ||
            !period_has(h->from, h->until, j->out->on))
            continue;
        c->contacts++;
        c->contact = c->contact ? c->contact : h;
    }
}

struct coverage
coverage_judge(struct arena *mem, const struct coverage_facts *facts,
               unit_id region, struct date on)
{
    struct coverage out = {.on = on};
    struct judging j = {.mem = mem, .f = facts, .region = region, .out = &out};

    out.pair = ARENA_NEW_N(mem, struct coverage_pair,
                           facts->units + facts->locals + 1);
    out.clinic = ARENA_NEW_N(mem, struct coverage_clinic, facts->units + 1);
    for (size_t i = 0; i < facts->units; i++)
        if (facts->unit[i].institution && is_there(&j, &facts->unit[i]))
            pairs_of(&j, &facts->unit[i]);
    if (out.pairs)
        qsort(out.pair, out.pairs, sizeof *out.pair, worst_first);
    for (size_t i = 0; i < facts->units; i++)
        if (!facts->unit[i].institution && is_there(&j, &facts->unit[i]))
            add_clinic(&j, &facts->unit[i]);
    return out;
}

const struct coverage_pair *
coverage_find(const struct coverage *c, unit_id institution, unit_id clinic)
{
    for (size_t i = 0; i < c->pairs; i++) {
        const struct coverage_pair *p = &c->pair[i];

        if (p->institution->id.v == institution.v &&
            (p->clinic ? p->clinic->id.v : 0) == clinic.v)
            return p;
    }
    return NULL;
}
