/* Drafts of agreements: starting one, looking at one, comparing versions.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/draft_app.h"

#include "agreement/app.h"
#include "base/grow.h"
#include "registry/registry.h"
#include "text/messages_agreement.h"

/* Which units may be parties, by kind of agreement. -1 ends a row. */
static const int types[AGREEMENT_KIND_COUNT][5] = {
    [AGREEMENT_REGIONAL] = {UNIT_RHF, UNIT_BUFETAT_REGION, UNIT_BFE, -1},
    [AGREEMENT_LOCAL] = {UNIT_BUP, UNIT_INSTITUTION, -1},
    [AGREEMENT_SUPPLEMENTARY] = {-1},
    [AGREEMENT_OPTIONAL_LOCAL] = {UNIT_BUP, UNIT_BUFETAT_SERVICE, UNIT_THK_TEAM,
                                  -1},
    [AGREEMENT_MUNICIPAL_STATE] = {UNIT_MUNICIPALITY, UNIT_CHILD_WELFARE,
                                   UNIT_BUFETAT_REGION, UNIT_BFE, -1},
    [AGREEMENT_MUNICIPAL_HEALTH] = {UNIT_MUNICIPALITY, UNIT_HF, UNIT_HOSPITAL,
                                    -1},
};

/* --- starting --- */

static const struct err *
read_offer(struct call *c, enum agreement_kind kind, struct draft_offer *out)
{
    struct growing g = {0};
    const struct err *err = NULL;

    for (const int *t = types[kind]; !err && *t >= 0; t++) {
        struct unit_list list = {0};

        err = registry_store_list_units(&c->tx, (enum unit_type) * t, c->today,
                                        &list);
        for (size_t i = 0; !err && i < list.n; i++)
            *(struct unit *)grow(c->mem, &g, sizeof(struct unit)) = list.row[i];
    }
    out->unit = g.row;
    out->n = g.n;
    return err;
}

/* "Name (CODE)", which is what the form suggests. */
static struct str
told(struct arena *mem, const struct unit *u)
{
    return str_fmt(mem, "%.*s (%.*s)", STR_FMT(u->name), STR_FMT(u->code));
}

static const struct unit *
find_unit(struct arena *mem, const struct draft_offer *offer, struct str text)
{
    int64_t id = 0;
    bool by_id = id_parse(text, &id);

    for (size_t i = 0; i < offer->n; i++) {
        const struct unit *u = &offer->unit[i];

        if ((by_id && u->id.v == id) || str_eq(text, u->code) ||
            str_eq(text, u->name) || str_eq(text, told(mem, u)))
            return u;
    }
    return NULL;
}

static const struct err *
read_parent(struct call *c, enum action a, struct draft_start *s,
            struct agreement *out)
{
    const struct err *err;

    *out = (struct agreement){0};
    if (s->parent.v == 0)
        return NULL;
    err = call_permit(c, a, subject_agreement(s->parent.v));
    if (!err)
        err = agreement_store_get(&c->tx, s->parent, out);
    s->kind = AGREEMENT_SUPPLEMENTARY;
    return err;
}

const struct err *
draft_app_new(struct call *c, struct draft_start *s, struct draft_offer *out)
{
    const enum action a = ACT_AGREEMENT_NEW;
    struct agreement parent;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = read_parent(c, ACT_AGREEMENT_DRAFT_VIEW, s, &parent);
    if (!err)
        err = read_offer(c, s->kind, out);
    for (size_t i = 0; !err && i < DRAFT_PARTIES_MAX; i++) {
        const struct unit *u = find_unit(c->mem, out, s->part[i]);

        if (u)
            s->part[i] = told(c->mem, u);
    }
    if (!err)
        out->parent_title = parent.title;
    return call_end(c, a, 0, err);
}

static const struct err *
fault(struct call *c, size_t i, int msg)
{
    static const char *const field[DRAFT_PARTIES_MAX] = {"part1", "part2",
                                                         "part3", "part4"};

    return ERR(c->mem, INVALID, .msg = msg, .field = field[i]);
}

static bool
is_among(const struct party_list *list, unit_id unit)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].unit.v == unit.v)
            return true;
    return false;
}

/* Does the acting unit take part, or lie above one that does? */
static const struct err *
check_own(struct call *c, const struct party_list *parties)
{
    for (size_t i = 0; i < parties->n; i++) {
        struct unit_list up = {0};
        const struct err *err = registry_store_list_parents(
            &c->tx, parties->row[i].unit, &up);

        if (err)
            return err;
        for (size_t k = 0; k < up.n; k++)
            if (up.row[k].id.v == c->who.unit.v)
                return NULL;
    }
    return fault(c, 0, MSG_START_NOT_OWN);
}

static const struct err *
check_mixed(struct call *c, enum agreement_kind kind,
            const struct party_list *parties)
{
    bool has[2] = {false, false};

    if (kind != AGREEMENT_LOCAL)
        return NULL;
    for (size_t i = 0; i < parties->n; i++) {
        has[0] = has[0] || parties->row[i].type == UNIT_BUP;
        has[1] = has[1] || parties->row[i].type == UNIT_INSTITUTION;
    }
    return has[0] && has[1] ? NULL : fault(c, 1, MSG_START_LOCAL_NEEDS);
}

static const struct err *
read_parties(struct call *c, const struct draft_start *s,
             struct party_list *out)
{
    struct draft_offer offer = {0};
    const struct err *bad = NULL;
    const struct err *err = read_offer(c, s->kind, &offer);

    *out = (struct party_list){
        .row = ARENA_NEW_N(c->mem, struct party, DRAFT_PARTIES_MAX)};
    for (size_t i = 0; !err && i < DRAFT_PARTIES_MAX; i++) {
        const struct unit *u = find_unit(c->mem, &offer, s->part[i]);

        if (s->part[i].n == 0)
            continue;
        if (!u || is_among(out, u->id)) {
            bad = err_join(
                c->mem, bad,
                fault(c, i, u ? MSG_START_TWICE : MSG_START_UNKNOWN));
            continue;
        }
        out->row[out->n++] = (struct party){
            .unit = u->id, .name = u->name, .type = (int32_t)u->type};
    }
    if (!err && !bad && out->n < 2)
        bad = fault(c, out->n, MSG_START_TOO_FEW);
    if (!err && !bad)
        bad = check_mixed(c, s->kind, out);
    if (!err && !bad)
        bad = check_own(c, out);
    return err ? err : bad;
}

static struct str
title_of(struct call *c, const struct draft_start *s,
         const struct party_list *parties, const struct agreement *parent)
{
    const struct msg_arg of_parent[] = {msg_str(parent->title)};
    const struct msg_arg of_two[] = {msg_str(parties->row[0].name),
                                     msg_str(parties->row[1].name)};

    if (s->title.n > 0)
        return s->title;
    /* a name is part of the text, which is in bokmål */
    return s->parent.v
               ? msg_text(c->mem, LANG_NB, MSG_START_TITLE_UNDER, of_parent, 1)
               : msg_text(c->mem, LANG_NB, MSG_START_TITLE_OF, of_two, 2);
}

/* A section for each point of the template, to be filled in. */
static const struct err *
insert_template(struct call *c, version_id id, enum agreement_kind kind)
{
    struct point_list points = {0};
    const struct err *err = shipped_points(c->mem, kind, &points);

    for (size_t i = 0; !err && i < points.n; i++) {
        struct draft_section d = {.position = (int32_t)i,
                                  .level = 1,
                                  .s = {.number = str_fmt(c->mem, "%zu", i + 1),
                                        .heading = points.row[i].text}};
        struct point_cover cover = {.no = points.row[i].no};

        err = draft_store_insert(&c->tx, id, &d);
        cover.section = d.s.id;
        if (!err)
            err = point_store_put(&c->tx, id, &cover, c->who.account, c->now);
    }
    return err;
}

static const struct err *
insert_draft(struct call *c, struct agreement *a,
             const struct party_list *parties)
{
    struct version v = {.number = 1,
                        .state = VERSION_DRAFT,
                        .text_seen = true,
                        .from = DATE_NONE,
                        .until = DATE_NONE,
                        .signed_on = DATE_NONE,
                        .agreed_from = DATE_NONE};
    const struct err *err;

    a->id.v = id_new();
    a->code = str_fmt(c->mem, "AVTALE-%.*s",
                      STR_FMT(id_format(c->mem, a->id.v)));
    v.agreement = a->id;
    err = agreement_store_insert(&c->tx, a, c->now);
    for (size_t i = 0; !err && i < parties->n; i++)
        err = agreement_store_add_party(&c->tx, a->id, parties->row[i].unit,
                                        (int32_t)i);
    if (!err)
        err = agreement_store_begun_by(&c->tx, a->id, c->who.unit);
    if (!err)
        err = version_store_insert(&c->tx, &v, c->now);
    return err ? err : insert_template(c, v.id, a->kind);
}

const struct err *
draft_app_start(struct call *c, const struct draft_start *s,
                const struct err *typed, agreement_id *out)
{
    const enum action act = ACT_AGREEMENT_START;
    struct draft_start start = *s;
    struct agreement parent;
    struct agreement a = {0};
    struct party_list parties = {0};
    const struct err *err = call_begin_on(c, act, subject_none());

    if (!err)
        err = read_parent(c, ACT_AGREEMENT_DRAFT, &start, &parent);
    if (!err)
        err = typed;
    if (!err)
        err = start.parent.v
                  ? agreement_store_parties(&c->tx, start.parent, &parties)
                  : read_parties(c, &start, &parties);
    if (!err) {
        a.kind = start.kind;
        a.parent = start.parent;
        a.title = title_of(c, &start, &parties, &parent);
        err = insert_draft(c, &a, &parties);
    }
    if (!err)
        *out = a.id;
    return call_end(c, act, a.id.v, err);
}

/* --- a new version of what was signed --- */

/* The document's own numbers tell the level: 4.1 is a second, 5.0 a first. */
static int32_t
level_of(struct str number)
{
    struct str first;
    struct str rest;

    return str_split(number, '.', &first, &rest) && rest.n > 0 &&
                   rest.p[0] >= '1' && rest.p[0] <= '9'
               ? 2
               : 1;
}

struct copy {
    version_id from;
    version_id to;
    struct section_list was;
    struct draft_section_list now;
};

static const struct err *
copy_sections(struct call *c, struct copy *k)
{
    const struct err *err = section_store_list(&c->tx, k->from, &k->was);

    k->now.row = ARENA_NEW_N(c->mem, struct draft_section, k->was.n + 1);
    k->now.n = k->was.n;
    for (size_t i = 0; i < k->was.n; i++)
        k->now.row[i] = (struct draft_section){
            .s = k->was.row[i],
            .position = (int32_t)i,
            .level = level_of(k->was.row[i].number)};
    draft_number(c->mem, &k->now);
    for (size_t i = 0; !err && i < k->now.n; i++)
        err = draft_store_insert(&c->tx, k->to, &k->now.row[i]);
    return err;
}

/* The copy of a section; by its id, or by its number where no id was kept. */
static const struct draft_section *
copy_of(const struct copy *k, int64_t id, struct str number)
{
    for (size_t i = 0; i < k->was.n; i++)
        if (id ? k->was.row[i].id == id : str_eq(k->was.row[i].number, number))
            return &k->now.row[i];
    return NULL;
}

static const struct err *
copy_clauses(struct call *c, const struct copy *k)
{
    struct clause_list list = {0};
    const struct err *err = clause_store_list(&c->tx, k->from, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        struct clause *clause = &list.row[i];
        const struct draft_section *d = copy_of(k, clause->section_id,
                                                clause->section);

        if (!d)
            continue;
        err = clause_store_insert(&c->tx, k->to, (int32_t)i, clause);
        if (!err)
            err = draft_store_set_place(&c->tx, clause->id, d->s.id,
                                        d->s.number);
    }
    return err;
}

static const struct err *
copy_points(struct call *c, const struct copy *k)
{
    struct point_cover_list list = {0};
    const struct err *err = point_store_list(&c->tx, k->from, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        struct point_cover *p = &list.row[i];
        const struct draft_section *d = copy_of(k, p->section, STR_NONE);

        if (p->section && !d)
            continue;
        if (d)
            p->section = d->s.id;
        err = point_store_put(&c->tx, k->to, p, c->who.account, c->now);
    }
    return err;
}

/* The newest version that was signed. */
static const struct version *
last_signed(const struct version_list *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (version_was_signed(&all->row[i]))
            return &all->row[i];
    return NULL;
}

static const struct err *
insert_revision(struct call *c, const struct version *was, int32_t number)
{
    struct version v = {.agreement = was->agreement,
                        .number = number,
                        .state = VERSION_DRAFT,
                        .text_seen = was->text_seen,
                        .from = DATE_NONE,
                        .until = DATE_NONE,
                        .signed_on = DATE_NONE,
                        .agreed_from = DATE_NONE,
                        .notice_months = was->notice_months,
                        .version = 1};
    struct copy k = {.from = was->id};
    const struct err *err;

    v.text_seen = true;
    err = version_store_insert(&c->tx, &v, c->now);
    k.to = v.id;
    if (!err)
        err = draft_store_terms(&c->tx, &v);
    if (!err)
        err = copy_sections(c, &k);
    if (!err)
        err = copy_clauses(c, &k);
    return err ? err : copy_points(c, &k);
}

const struct err *
draft_app_revise(struct call *c, agreement_id id)
{
    const enum action a = ACT_AGREEMENT_DRAFT;
    struct version_list all = {0};
    const struct version *was = NULL;
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    if (!err)
        err = version_store_list(&c->tx, id, &all);
    if (!err && version_being_written(&all))
        err = ERR(c->mem, CONFLICT, .msg = MSG_DRAFT_IS_OPEN);
    if (!err) {
        was = last_signed(&all);
        err = was ? insert_revision(c, was, all.row[0].number + 1)
                  : ERR(c->mem, NOT_FOUND);
    }
    return call_end(c, a, id.v, err);
}

/* --- looking --- */

const struct party_signature *
signature_standing(const struct party_signature_list *list, version_id version,
                   unit_id unit)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct party_signature *s = &list->row[i];

        if (s->version.v == version.v && s->unit.v == unit.v && !s->gone)
            return s;
    }
    return NULL;
}

bool
draft_others_stand(const struct draft_look *d,
                   const struct party_signature_list *list, unit_id party)
{
    for (size_t i = 0; i < d->parties.n; i++) {
        unit_id unit = d->parties.row[i].unit;

        if (unit.v != party.v && !signature_standing(list, d->v->id, unit))
            return false;
    }
    return true;
}

const struct party_signature *
draft_signature(const struct draft_look *d, version_id version, unit_id unit)
{
    return signature_standing(&d->signatures, version, unit);
}

static struct section_list
standing(struct arena *mem, const struct draft_section_list *all)
{
    struct section_list out = {
        .row = ARENA_NEW_N(mem, struct section, all->n + 1)};

    for (size_t i = 0; i < all->n; i++)
        if (!all->row[i].removed)
            out.row[out.n++] = all->row[i].s;
    return out;
}

/* Clauses of sections that stand, with their sections' numbers as they are. */
static struct clause_list
bound(struct arena *mem, const struct clause_list *all,
      const struct section_list *text)
{
    struct clause_list out = {
        .row = ARENA_NEW_N(mem, struct clause, all->n + 1)};

    for (size_t i = 0; i < all->n; i++) {
        const struct clause *c = &all->row[i];

        if (c->section_id == 0)
            out.row[out.n++] = *c;
        for (size_t k = 0; c->section_id && k < text->n; k++)
            if (text->row[k].id == c->section_id) {
                out.row[out.n] = *c;
                out.row[out.n++].section = text->row[k].number;
            }
    }
    return out;
}

static const struct err *
read_points(struct call *c, struct draft_look *d)
{
    struct point_list points = {0};
    struct point_cover_list covers = {0};
    const struct err *err = shipped_points(c->mem, d->agreement.kind, &points);

    if (!err)
        err = point_store_list(&c->tx, d->v->id, &covers);
    if (!err)
        draft_points(c->mem, &points, &covers, &d->sections, &d->points);
    return err;
}

static const struct err *
read_text(struct call *c, struct draft_look *d)
{
    struct clause_list all = {0};
    const struct err *err = draft_store_sections(&c->tx, d->v->id,
                                                 &d->sections);

    if (!err)
        err = clause_store_list(&c->tx, d->v->id, &all);
    if (err)
        return err;
    d->text = standing(c->mem, &d->sections);
    d->clauses = bound(c->mem, &all, &d->text);
    d->hash = draft_hash(c->mem,
                         draft_canonical(c->mem, &d->agreement, &d->parties,
                                         d->v, &d->text, &d->clauses));
    return read_points(c, d);
}

static const struct err *
read_approvals(struct call *c, agreement_id id, struct draft_look *d)
{
    const struct err *err = approved_store_list(&c->tx, id, &d->approvals);

    if (!err)
        err = sent_back_store_list(&c->tx, id, &d->returns);
    return err ? err : approver_store_list(&c->tx, id, c->today, &d->approvers);
}

/* Agreements under this one, as far as one may read them. */
static const struct err *
read_children(struct call *c, agreement_id id, struct draft_look *d)
{
    const struct err *err = agreement_store_list_children(
        &c->tx, id, c->who.unit, &d->children);
    size_t n = 0;

    for (size_t i = 0; !err && i < d->children.n; i++) {
        struct gate_facts facts = {0};

        err = agreement_facts(c, d->children.row[i].id.v, &facts, NULL);
        if (facts.subject_exists)
            d->children.row[n++] = d->children.row[i];
    }
    d->children.n = n;
    return err;
}

/* What belongs to the whole agreement. */
static const struct err *
read_frame(struct call *c, agreement_id id, struct draft_look *d)
{
    const struct version *now;
    const struct err *err = agreement_store_get(&c->tx, id, &d->agreement);

    if (!err)
        err = agreement_store_parties(&c->tx, id, &d->parties);
    if (!err)
        err = version_store_list(&c->tx, id, &d->versions);
    if (!err)
        err = signature_store_list(&c->tx, id, &d->signatures);
    if (!err)
        err = read_children(c, id, d);
    if (err)
        return err;
    d->unit = c->who.unit;
    d->function = c->who.function;
    d->party = is_among(&d->parties, c->who.unit);
    if (c->who.role == ROLE_LEADER)
        err = draft_store_led(&c->tx, id, c->who.unit, c->today, &d->led);
    if (!err)
        err = notice_store_backs(&c->tx, id, &d->backs);
    if (!err)
        err = read_approvals(c, id, d);
    if (err)
        return err;
    now = version_on(&d->versions, c->today);
    return now ? notice_store_find(&c->tx, now->id, &d->notice, &d->noticed)
               : NULL;
}

/* What the parties want to revise, for a version after the first. */
static const struct err *
read_wishes(struct call *c, struct draft_look *d)
{
    struct agreement_bodies bodies = {0};
    struct growing g = {0};
    const struct err *err;

    if (!version_is_open(d->v) || d->v->number == 1)
        return NULL;
    err = agreement_store_bodies(&c->tx, d->agreement.id, &bodies);
    for (size_t i = 0; !err && i < bodies.n; i++)
        err = evaluation_wishes_in(c, bodies.row[i], &g);
    d->wish = g.row;
    d->wishes = g.n;
    return err;
}

const struct err *
draft_look_in(struct call *c, agreement_id id, int64_t number,
              struct draft_look *out)
{
    const struct err *err;

    *out = (struct draft_look){0};
    err = read_frame(c, id, out);
    if (err || number < 0)
        return err;
    out->v = number ? version_numbered(&out->versions, number)
                    : version_being_written(&out->versions);
    if (!out->v)
        return ERR(c->mem, NOT_FOUND);
    err = read_text(c, out);
    if (!err && !version_was_signed(out->v))
        err = comment_store_list(&c->tx, out->v->id, &out->comments);
    return err ? err : read_wishes(c, out);
}

const struct err *
draft_app_view(struct call *c, agreement_id id, int64_t number,
               struct draft_look *out)
{
    const enum action a = number ? ACT_AGREEMENT_VIEW
                                 : ACT_AGREEMENT_DRAFT_VIEW;
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    if (!err)
        err = draft_look_in(c, id, number, out);
    if (!err && number && out->v && !version_was_signed(out->v))
        err = call_permit(c, ACT_AGREEMENT_DRAFT_VIEW, subject_agreement(id.v));
    return call_end(c, a, id.v, err);
}

const struct err *
draft_app_compare(struct call *c, agreement_id id, int64_t was, int64_t now,
                  struct draft_look *out, struct section_list *out_was,
                  struct section_list *out_now)
{
    const enum action a = ACT_AGREEMENT_VIEW;
    struct draft_look first;
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    if (!err)
        err = draft_look_in(c, id, was, &first);
    if (!err)
        err = draft_look_in(c, id, now, out);
    if (!err && !(version_was_signed(first.v) && version_was_signed(out->v)))
        err = call_permit(c, ACT_AGREEMENT_DRAFT_VIEW, subject_agreement(id.v));
    if (!err) {
        *out_was = first.text;
        *out_now = out->text;
    }
    return call_end(c, a, id.v, err);
}

const struct err *
draft_begin(struct call *c, enum action a, agreement_id id,
            struct draft_look *out)
{
    const struct err *err = call_begin_on(c, a, subject_agreement(id.v));

    return err ? err : draft_look_in(c, id, 0, out);
}

const struct party *
draft_signs_for(const struct draft_look *d)
{
    for (size_t i = 0; i < d->led.n; i++)
        if (!draft_signature(d, d->v->id, d->led.row[i].unit))
            return &d->led.row[i];
    return NULL;
}

const struct err *
draft_waits_in(struct call *c, struct draft_waits *out)
{
    const struct approval_asker me = {
        .unit = c->who.unit,
        .function = c->who.function,
        .leads = call_may_role(c, ACT_AGREEMENT_SIGN)};
    const struct err *err = NULL;

    *out = (struct draft_waits){0};
    if (me.leads)
        err = draft_store_to_sign(&c->tx, c->who.unit, c->today, &out->sign);
    if (!err && me.leads)
        err = draft_store_to_renew(
            &c->tx, c->who.unit, c->today,
            date_add(c->today, c->sv->rules.agreement_end_days), &out->end);
    if (!err)
        err = approved_store_to_give(&c->tx, &me, c->today, &out->approve);
    if (!err)
        err = news_store_list(&c->tx, c->who.account, c->who.unit, c->today,
                              &out->news);
    if (err || !call_may_role(c, ACT_AGREEMENT_DRAFT))
        return err;
    if (!me.leads)
        err = approved_store_to_read(&c->tx, &me, &out->read);
    if (!err)
        err = approved_store_to_mend(&c->tx, c->who.unit, &out->mend);
    return err ? err : draft_store_to_answer(&c->tx, c->who.unit, &out->answer);
}
