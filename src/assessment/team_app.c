/* Proposing and choosing a team for a child: habilitet, shares, who is told.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/team_app.h"

#include "base/grow.h"
#include "registry/registry.h"
#include "text/messages_assessment.h"

#define COLUMN_REASON "thk_member.reason"

/* --- the teams there are --- */

static const struct err *
people_of(struct call *c, unit_id unit, struct date on, struct team_people *out)
{
    struct function_list list = {0};
    const struct err *err = registry_store_list_functions(
        &c->tx, unit, FUNCTION_THK_MEMBER, on, &list);

    if (err)
        return err;
    out->row = ARENA_NEW_N(c->mem, struct team_person, list.n + 1);
    out->n = list.n;
    for (size_t i = 0; i < list.n; i++)
        out->row[i] = (struct team_person){.function = list.row[i].id,
                                           .account = list.row[i].account_id,
                                           .unit = unit,
                                           .profession = list.row[i].profession,
                                           .name = list.row[i].holder_name,
                                           .unit_name = list.row[i].unit_name};
    return NULL;
}

static const struct err *
option_of(struct call *c, const struct unit *u, struct date on,
          struct team_option *out)
{
    bool found = false;
    const struct err *err;

    out->setup = (struct team_setup){.unit = u->id,
                                     .name = unit_short(u),
                                     .region = u->parent_id,
                                     .age_from = u->age_from < 0 ? 0
                                                                 : u->age_from,
                                     .age_to = u->age_to < 0 ? 17 : u->age_to,
                                     .needed = TEAM_NEEDED_DEFAULT,
                                     .week_places = 2,
                                     .days_each = 2};
    err = team_store_setup(&c->tx, u->id, &out->setup, &found);
    return err ? err : people_of(c, u->id, on, &out->people);
}

const struct err *
team_options_in(struct call *c, struct date on, struct team_options *out)
{
    struct unit_list units = {0};
    const struct err *err = registry_store_list_units(&c->tx, UNIT_THK_TEAM, on,
                                                      &units);

    if (err)
        return err;
    out->row = ARENA_NEW_N(c->mem, struct team_option, units.n + 1);
    out->n = units.n;
    for (size_t i = 0; i < units.n && !err; i++)
        err = option_of(c, &units.row[i], on, &out->row[i]);
    return err;
}

/* Places that nobody has, in the coming weeks. */
static const struct err *
count_free(struct call *c, struct team_option *o)
{
    struct date monday = date_add(c->today, 8 - date_weekday(c->today));
    struct date last = date_add(monday, 7 * BOARD_WEEKS - 1);
    struct team_absences away = {0};
    struct team_week_rows set = {0};
    const struct err *err = team_store_absences(&c->tx, monday, last, &away);

    if (!err)
        err = team_store_weeks(&c->tx, monday, last, &set);
    for (int i = 0; i < BOARD_WEEKS && !err; i++) {
        struct date week = date_add(monday, 7 * i);
        int64_t taken = 0;
        int32_t places = -1;

        for (size_t k = 0; k < set.n; k++)
            if (set.row[k].unit.v == o->setup.unit.v &&
                date_cmp(set.row[k].week, week) == 0) {
                taken = set.row[k].taken;
                places = set.row[k].places;
            }
        places = team_week_of(&o->setup, &o->people, &away, week, places)
                     .places;
        o->free += places > taken ? places - taken : 0;
    }
    return err;
}

static void
put_in_order(struct team_options *list)
{
    for (size_t i = 1; i < list->n; i++)
        for (size_t k = i; k > 0; k--) {
            struct team_option *a = &list->row[k - 1], *b = &list->row[k];
            struct team_option keep = *a;

            if (team_order(&a->verdict, a->free, &b->verdict, b->free) <= 0)
                break;
            *a = *b;
            *b = keep;
        }
}

static const struct err *
propose(struct call *c, struct team_view *v)
{
    int32_t age = child_age(&v->w.child, v->day);
    const struct err *err = team_options_in(c, v->day, &v->options);

    for (size_t i = 0; i < v->options.n && !err; i++) {
        struct team_option *o = &v->options.row[i];

        o->verdict = team_judge(&o->setup, &o->people, age,
                                v->w.a.decider_unit);
        err = count_free(c, o);
    }
    if (!err)
        put_in_order(&v->options);
    return err;
}

/* The BUP clinic of the child's municipality, when there is one of it. */
static const struct err *
clinic_of(struct call *c, struct team_view *v)
{
    struct registry_responsible r = {0};
    struct thk_request request;
    const struct err *err = assessment_request_in(c, &v->w.a, &request);

    if (err)
        return err;
    v->consented = request.consent == REQUEST_YES;
    if (v->w.child.municipality.n == 0)
        return NULL;
    err = registry_responsible(&c->tx, v->w.child.municipality, STR_NONE,
                               c->today, &r);
    if (err)
        return err->kind == NOT_FOUND ? NULL : err;
    if (r.bup.n != 1)
        return NULL;
    return registry_store_get_unit(&c->tx, r.bup.row[0].unit_id, &v->clinic);
}

static const struct err *
view_in(struct call *c, assessment_id id, struct team_view *out)
{
    unit_id placed;
    const struct err *err = work_load_in(c, id, &out->w);

    if (!err)
        err = team_store_place(&c->tx, id, &placed, &out->day);
    if (!err && date_is_none(out->day))
        out->day = c->today;
    if (!err)
        err = propose(c, out);
    return err ? err : clinic_of(c, out);
}

const struct err *
team_app_view(struct call *c, assessment_id id, struct team_view *out)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_VIEW, subject_assessment(id));
    if (!err)
        err = view_in(c, id, out);
    return call_end(c, ACT_ASSESSMENT_VIEW, id.v, err);
}

/* --- choosing --- */

static const struct err *
add_instead(struct call *c, struct team_people *people, function_id f,
            enum profession needed)
{
    struct function_row row = {0};
    const struct err *err = registry_store_get_function(&c->tx, f, &row);

    if (err)
        return err;
    if (row.kind != FUNCTION_THK_MEMBER || row.profession != needed ||
        !function_is_valid(&row, c->today))
        return ERR(c->mem, INVALID, .msg = MSG_TEAM_INSTEAD_WRONG,
                   .field = "team");
    people->row[people->n++] = (struct team_person){
        .function = f,
        .account = row.account_id,
        .unit = row.unit_id,
        .profession = row.profession};
    return NULL;
}

/* The unit's people, with those left out marked, and who comes instead. */
static const struct err *
people_chosen(struct call *c, const struct team_option *o,
              const struct team_choice *f, struct team_people *out)
{
    const struct err *err = NULL;

    out->row = ARENA_NEW_N(c->mem, struct team_person,
                           o->people.n + f->marks + 1);
    out->n = o->people.n;
    for (size_t i = 0; i < o->people.n; i++)
        out->row[i] = o->people.row[i];
    for (size_t k = 0; k < f->marks && !err; k++)
        for (size_t i = 0; i < o->people.n && !err; i++) {
            struct team_person *p = &out->row[i];

            if (p->function.v != f->mark[k].function.v)
                continue;
            p->left_out = true;
            p->reason = f->mark[k].reason;
            if (f->mark[k].instead.v != 0)
                err = add_instead(c, out, f->mark[k].instead, p->profession);
        }
    return err;
}

static const struct team_option *
find_option(const struct team_options *list, unit_id unit)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].setup.unit.v == unit.v)
            return &list->row[i];
    return NULL;
}

static const struct err *
store_people(struct call *c, const struct assessment *a,
             const struct team_people *people)
{
    struct key key;
    const struct err *err = case_key_in(c, a->case_id, &key);

    if (!err)
        err = team_store_clear(&c->tx, a->id);
    for (size_t i = 0; i < people->n && !err; i++) {
        const struct team_person *p = &people->row[i];
        struct str reason = STR_NONE;

        if (p->left_out)
            reason = seal(c->mem, &key, p->function.v, COLUMN_REASON,
                          p->reason);
        err = team_store_put_member(&c->tx, a->id, p, reason, c->who.function,
                                    c->now);
    }
    return err;
}

/* What the team must see, and what the requester sees of the team's. A member
 * from another unit: that unit sees the same. Source: R632; bvl. § 13-1. */
#define TEAM_SEES (CLASS_BIT(CORE) | CLASS_BIT(WELFARE) | CLASS_BIT(HEALTH))
#define TEAM_OWNS                                               \
    (CLASS_BIT(PLAN) | CLASS_BIT(WELFARE) | CLASS_BIT(HEALTH) | \
     CLASS_BIT(REPORT) | CLASS_BIT(VOICE))
#define REQUESTER_SEES (CLASS_BIT(PLAN) | CLASS_BIT(WELFARE) | CLASS_BIT(VOICE))

static const struct err *
share_between(struct call *c, const struct assessment *a, unit_id from,
              unit_id to, uint32_t classes)
{
    struct share s = {.case_id = a->case_id,
                      .from_unit = from,
                      .to_unit = to,
                      .purpose = PURPOSE_ASSESSMENT,
                      .basis = BASIS_NECESSARY,
                      .legal_basis = basis_legal(BASIS_NECESSARY)};

    return casefile_join_shared_in(c, &s, classes);
}

static const struct err *
share_with_member(struct call *c, const struct assessment *a,
                  const struct team_person *p)
{
    const struct err *err = NULL;

    if (p->left_out)
        return NULL;
    if (p->unit.v != a->team_unit.v) {
        err = share_between(c, a, a->requester_unit, p->unit, TEAM_SEES);
        if (!err)
            err = share_between(c, a, a->team_unit, p->unit,
                                TEAM_OWNS | CLASS_BIT(CORE));
    }
    return err ? err
               : casefile_team_in(c, a->case_id, p->function, TEAM_ASSESSOR);
}

static bool
works_in(const struct team_people *people, function_id f)
{
    for (size_t i = 0; i < people->n; i++)
        if (people->row[i].function.v == f.v)
            return !people->row[i].left_out;
    return false;
}

/* The team around the child: who is new comes, who is out goes. */
static const struct err *
change_team(struct call *c, const struct assessment *a,
            const struct team_people *before, const struct team_people *people)
{
    const struct err *err = NULL;

    for (size_t i = 0; i < before->n && !err; i++) {
        function_id f = before->row[i].function;

        if (!before->row[i].left_out && !works_in(people, f))
            err = case_store_end_team(&c->tx, a->case_id, f, c->now);
    }
    for (size_t i = 0; i < people->n && !err; i++)
        if (!works_in(before, people->row[i].function))
            err = share_with_member(c, a, &people->row[i]);
    return err;
}

static const struct err *
share_with_team(struct call *c, const struct assessment *a,
                const struct team_people *before,
                const struct team_people *people)
{
    const struct err *err = share_between(c, a, a->requester_unit, a->team_unit,
                                          TEAM_SEES);

    if (!err)
        err = share_own_in(c, a->case_id, a->team_unit, TEAM_OWNS);
    if (!err)
        err = share_between(c, a, a->team_unit, a->requester_unit,
                            REQUESTER_SEES);
    return err ? err : change_team(c, a, before, people);
}

static const struct err *
tell_clinic(struct call *c, const struct team_view *v)
{
    struct ground g = {BASIS_CONSENT, msg_plain(c->lang, MSG_TEAM_CLINIC_HOW)};
    struct share s = {.case_id = v->w.a.case_id,
                      .from_unit = v->w.a.requester_unit,
                      .to_unit = v->clinic.id,
                      .purpose = PURPOSE_HEALTH_CARE};
    const struct err *err;

    if (v->clinic.id.v == 0 || !v->consented)
        return ERR(c->mem, INVALID, .msg = MSG_TEAM_CLINIC_NO_CONSENT,
                   .field = "klinikk");
    err = prepare_ground_in(c, s.case_id, &g, &s);
    return err ? err : casefile_join_shared_in(c, &s, CLASS_BIT(CORE));
}

static const struct err *
may_choose(struct call *c, const struct assessment *a, unit_id unit)
{
    bool begun = a->state == THK_PREPARATION || a->state == THK_PLANNED;

    if (a->state == THK_OFFERED || (begun && a->team_unit.v == unit.v))
        return NULL;
    return ERR(c->mem, CONFLICT, .msg = MSG_THK_WRONG_STATE);
}

static const struct err *
choose(struct call *c, struct team_view *v, const struct team_choice *f)
{
    const struct team_option *o = find_option(&v->options, f->unit);
    struct assessment *a = &v->w.a;
    struct team_people people = {0};
    const struct err *err = may_choose(c, a, f->unit);

    if (!err && !o)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = people_chosen(c, o, f, &people);
    if (!err)
        err = team_check(c->mem, &o->setup, &people,
                         child_age(&v->w.child, v->day), a->decider_unit);
    if (err)
        return err;
    a->team_unit = f->unit;
    a->variant = f->variant;
    err = assessment_store_update(&c->tx, a);
    if (!err)
        err = store_people(c, a, &people);
    if (!err)
        err = share_with_team(c, a, &v->w.people, &people);
    if (!err && f->tell_clinic)
        err = tell_clinic(c, v);
    if (!err && a->state == THK_OFFERED)
        err = assessment_step_in(c, a, THK_STEP_PREPARE, 1u << THK_NEED_TEAM,
                                 STR_NONE);
    return err;
}

const struct err *
team_app_choose(struct call *c, assessment_id id, const struct team_choice *f)
{
    struct team_view v = {0};
    const struct err *err = call_begin(c, ACT_ASSESSMENT_PLAN);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_PLAN, subject_assessment(id));
    if (!err)
        err = view_in(c, id, &v);
    if (!err)
        err = choose(c, &v, f);
    return call_end(c, ACT_ASSESSMENT_PLAN, id.v, err);
}
