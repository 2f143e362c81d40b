/* The team's work on one child: loading it, what is there of what the steps ask
 * for, and taking them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/work.h"

#include "assessment/team_store.h"
#include "registry/registry.h"
#include "text/messages_text.h"

/* --- loading --- */

static const struct err *
load_people(struct call *c, struct work *w)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = team_store_members(&c->tx, &v, w->a.id, &w->people);

    if (!err)
        err = case_key_in(c, w->a.case_id, &key);
    for (size_t i = 0; i < w->people.n && !err; i++) {
        struct team_person *p = &w->people.row[i];

        if (p->reason.n > 0)
            err = unseal(c->mem, &key, p->function.v, "thk_member.reason",
                         p->reason, &p->reason);
    }
    return err;
}

static const struct err *
load_signatures(struct call *c, struct work *w)
{
    struct viewer v = viewer_of(c);
    struct signed_list list = {0};
    struct key key;
    const struct err *err = sheet_store_list_signed(&c->tx, &v, w->a.id, &list);

    if (!err)
        err = case_key_in(c, w->a.case_id, &key);
    w->digest = report_digest(c->mem, &w->sheets);
    w->signatures.row = ARENA_NEW_N(c->mem, struct signature, list.n + 1);
    for (size_t i = 0; i < list.n && !err; i++) {
        struct str digest = STR_NONE;

        err = unseal(c->mem, &key, list.row[i].id, "thk_signature.digest",
                     list.row[i].digest, &digest);
        w->signatures.row[w->signatures.n++] = (struct signature){
            .function = list.row[i].function,
            .name = list.row[i].name,
            .at = list.row[i].at,
            .holds = str_eq(
                digest, (struct str){(const char *)w->digest.b, HASH_BYTES})};
    }
    return err;
}

static void
who_asks(const struct call *c, struct work *w)
{
    bool left_out = false, member = false;

    for (size_t i = 0; i < w->people.n; i++)
        if (w->people.row[i].function.v == c->who.function.v) {
            left_out = w->people.row[i].left_out;
            member = !left_out;
        }
    w->is_team = c->who.role == ROLE_THK_MEMBER && !left_out &&
                 (member ||
                  (c->who.unit.v == w->a.team_unit.v && w->a.team_unit.v != 0));
    w->is_requester = c->who.unit.v == w->a.requester_unit.v;
    w->is_decider = c->who.unit.v == w->a.decider_unit.v;
}

static const struct err *
load_head(struct call *c, struct work *w)
{
    struct viewer v = viewer_of(c);
    const struct err *err = casefile_child_in(c, w->a.case_id, &w->child);

    if (!err)
        err = case_store_get(&c->tx, &v, w->a.case_id, &w->head);
    if (!err)
        err = registry_store_get_unit(&c->tx, w->a.requester_unit,
                                      &w->requester);
    if (!err && w->a.team_unit.v != 0)
        err = registry_store_get_unit(&c->tx, w->a.team_unit, &w->team);
    w->age = err ? -1 : child_age(&w->child, c->today);
    return err;
}

const struct err *
work_load_in(struct call *c, assessment_id id, struct work *out)
{
    const struct err *err = assessment_store_get(&c->tx, id, &out->a);

    if (!err)
        err = load_head(c, out);
    if (!err)
        err = load_people(c, out);
    if (!err)
        err = sheet_list_in(c, id, &out->sheets);
    if (!err)
        err = prepare_list_in(c, &out->a, &out->information);
    if (!err)
        err = recommend_list_in(c, &out->a, &out->recommendations);
    if (!err)
        err = load_signatures(c, out);
    who_asks(c, out);
    return err;
}

const struct err *
work_app_view(struct call *c, assessment_id id, struct work *out)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_VIEW, subject_assessment(id));
    if (!err)
        err = work_load_in(c, id, out);
    return call_end(c, ACT_ASSESSMENT_VIEW, id.v, err);
}

static const struct err *
where_in(struct call *c, bool recommendation, int64_t nr, assessment_id *out)
{
    unit_id unit;
    enum recommendation_state state;

    if (!recommendation)
        return prepare_store_where(&c->tx, nr, out);
    return recommend_store_where(&c->tx, nr, out, &unit, &state);
}

const struct err *
work_app_where(struct call *c, bool recommendation, int64_t nr,
               assessment_id *out)
{
    assessment_id id = {0};
    const struct err *err = call_begin(c, ACT_ASSESSMENT_VIEW);

    if (err)
        return err;
    err = where_in(c, recommendation, nr, &id);
    if (!err)
        err = call_permit(c, ACT_ASSESSMENT_VIEW, subject_assessment(id));
    if (!err)
        *out = id;
    return call_end(c, ACT_ASSESSMENT_VIEW, id.v, err);
}

static const struct err *
units_in(struct call *c, struct unit_list *out)
{
    static const enum unit_type type[] = {
        UNIT_HELSESTASJON, UNIT_FASTLEGE,      UNIT_PPT_SKOLE,
        UNIT_TANNHELSE,    UNIT_BUP,           UNIT_HOSPITAL,
        UNIT_FACT_TEAM,    UNIT_CHILD_WELFARE, UNIT_INSTITUTION};
    struct unit_list part[ARRAY_LEN(type)] = {0};
    const struct err *err = NULL;
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(type) && !err; i++) {
        err = registry_store_list_units(&c->tx, type[i], c->today, &part[i]);
        n += part[i].n;
    }
    if (err)
        return err;
    *out = (struct unit_list){ARENA_NEW_N(c->mem, struct unit, n + 1), 0};
    for (size_t i = 0; i < ARRAY_LEN(type); i++)
        for (size_t k = 0; k < part[i].n; k++)
            out->row[out->n++] = part[i].row[k];
    return NULL;
}

const struct err *
work_app_view_units(struct call *c, assessment_id id, struct work *out,
                    struct unit_list *units)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_MATERIAL);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_MATERIAL, subject_assessment(id));
    if (!err)
        err = work_load_in(c, id, out);
    if (!err)
        err = units_in(c, units);
    return call_end(c, ACT_ASSESSMENT_MATERIAL, id.v, err);
}

const struct err *
work_app_view_people(struct call *c, assessment_id id, struct work *out,
                     struct function_list *people)
{
    const struct err *err = call_begin(c, ACT_ASSESSMENT_VIEW);

    if (err)
        return err;
    err = call_permit(c, ACT_ASSESSMENT_VIEW, subject_assessment(id));
    if (!err)
        err = work_load_in(c, id, out);
    if (!err)
        err = registry_store_list_unit_functions(&c->tx, c->who.unit, c->today,
                                                 people);
    return call_end(c, ACT_ASSESSMENT_VIEW, id.v, err);
}

/* --- what is there --- */

static bool
has_sheet(const struct work *w, enum sheet_kind k)
{
    for (size_t i = 0; i < w->sheets.n; i++)
        if (w->sheets.row[i].kind == k && w->sheets.row[i].whole &&
            sheet_counts(&w->sheets.row[i]))
            return true;
    return false;
}

static bool
has_all(const struct work *w, enum sheet_kind k)
{
    struct str nr;
    int name;

    for (size_t i = 0; sheet_key(sheet_rule(k)->list, i, &nr, &name); i++) {
        bool found = false;

        for (size_t s = 0; s < w->sheets.n; s++)
            found |= w->sheets.row[s].kind == k && w->sheets.row[s].whole &&
                     str_eq(w->sheets.row[s].nr, nr);
        if (!found)
            return false;
    }
    return true;
}

/* The last day has come, and what the child told is written. */
static bool
days_are_past(const struct work *w, struct date today)
{
    bool any = false;

    for (size_t i = 0; i < w->sheets.n; i++) {
        const struct sheet *s = &w->sheets.row[i];

        if (s->kind != SHEET_DAY || !sheet_counts(s))
            continue;
        any = true;
        if (date_cmp(sheet_date(s, "dato"), today) > 0)
            return false;
    }
    return any && has_sheet(w, SHEET_VOICE);
}

static bool
all_signed(const struct work *w)
{
    bool any = false;

    for (size_t i = 0; i < w->people.n; i++) {
        bool signed_ = false;

        if (w->people.row[i].left_out)
            continue;
        any = true;
        for (size_t k = 0; k < w->signatures.n; k++)
            signed_ |= w->signatures.row[k].holds &&
                       w->signatures.row[k].function.v ==
                           w->people.row[i].function.v;
        if (!signed_)
            return false;
    }
    return any && has_all(w, SHEET_REPORT);
}

static bool
all_settled(const struct work *w)
{
    for (size_t i = 0; i < w->recommendations.n; i++)
        if (!recommendation_is_settled(&w->recommendations.row[i]))
            return false;
    return true;
}

uint32_t
work_met(const struct work *w, struct date today, struct str note)
{
    const struct {
        enum thk_need need;
        bool holds;
    } each[] = {
        {THK_NEED_REASON, note.n > 0},
        {THK_NEED_TEAM, w->people.n > 0},
        {THK_NEED_DAY, has_sheet(w, SHEET_DAY)},
        {THK_NEED_DAY_PAST, days_are_past(w, today)},
        {THK_NEED_AREAS, has_all(w, SHEET_AREA)},
        {THK_NEED_MEETING, has_sheet(w, SHEET_MEETING)},
        {THK_NEED_SIGNED, all_signed(w)},
        {THK_NEED_ADDRESSED,
         w->recommendations.n > 0 || has_sheet(w, SHEET_NO_ADVICE)},
        {THK_NEED_FOLLOWED, all_settled(w)},
    };

    uint32_t met = 0;

    for (size_t i = 0; i < ARRAY_LEN(each); i++)
        if (each[i].holds)
            met |= 1u << each[i].need;
    return met;
}

/* --- steps --- */

static const enum thk_step team_steps[] = {
    THK_STEP_PLAN_DAYS,     THK_STEP_CARRY_OUT, THK_STEP_DRAFT_REPORT,
    THK_STEP_GIVE_FEEDBACK, THK_STEP_FINISH,    THK_STEP_FOLLOW,
};

enum thk_step
work_next(const struct work *w)
{
    uint32_t from = thk_steps_from(w->a.state);

    if (w->is_team)
        for (size_t i = 0; i < ARRAY_LEN(team_steps); i++)
            if ((from & (1u << team_steps[i])) != 0)
                return team_steps[i];
    if (w->is_requester && (from & (1u << THK_STEP_CLOSE)) != 0)
        return THK_STEP_CLOSE;
    return THK_STEP_COUNT;
}

static bool
is_work_step(enum thk_step s)
{
    bool is = s == THK_STEP_CLOSE || s == THK_STEP_REPLAN;

    for (size_t i = 0; i < ARRAY_LEN(team_steps); i++)
        is |= s == team_steps[i];
    return is;
}

static const struct err *
step_in(struct call *c, assessment_id id, enum thk_step step, struct str note)
{
    struct work w = {0};
    const struct err *err = work_load_in(c, id, &w);

    if (!err)
        err = assessment_step_in(c, &w.a, step, work_met(&w, c->today, note),
                                 note);
    if (!err && step == THK_STEP_FINISH)
        err = report_share_in(c, &w);
    if (!err && step == THK_STEP_FOLLOW)
        err = recommend_address_in(c, &w.a);
    return err;
}

const struct err *
work_app_step(struct call *c, assessment_id id, enum thk_step step,
              struct str note)
{
    enum action act = thk_transition(step)->action;
    const struct err *err;

    if (!is_work_step(step))
        return ERR(c->mem, INVALID, .msg = MSG_FORM_CHOICE, .field = "steg");
    err = call_begin(c, act);
    if (err)
        return err;
    err = call_permit(c, act, subject_assessment(id));
    if (!err)
        err = step_in(c, id, step, note);
    return call_end(c, act, id.v, err);
}
