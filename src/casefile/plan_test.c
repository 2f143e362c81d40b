/* The joint plan: versions that stay, who sees and changes what, deadlines,
 * individual plans. SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/plan_app.h"
#include "casefile/plan_store.h"

#define FX_MORE_SETS plan_sql,
#include "casefile/fixture.h"
#include "text/messages_casefile.h"

static struct plan_item
goal(const char *text)
{
    return (struct plan_item){.kind = PLAN_CHILD_GOAL,
                              .text = str_of(text),
                              .starts_on = DATE_NONE,
                              .due_on = DATE_NONE};
}

static struct plan_item
measure(const char *text, int owner)
{
    return (struct plan_item){.kind = PLAN_MEASURE,
                              .text = str_of(text),
                              .owner = {owner + 100},
                              .starts_on = DATE_NONE,
                              .due_on = date_ymd(2026, 12, 18)};
}

static int64_t
put(struct fixture *f, struct call c, case_id id, struct plan_item i)
{
    OK(plan_app_put(&c, id, &i));
    f->now.us += 1000000;
    return i.item;
}

static void
adopt(struct fixture *f, case_id id)
{
    struct call c = fx_kari(f);
    struct plan_version v = {.evaluate_on = date_ymd(2027, 2, 1)};

    OK(plan_app_adopt(&c, id, &v));
    f->now.us += 1000000;
}

static struct plan_view
look(struct call c, case_id id)
{
    struct plan_view v;

    OK(plan_app_view(&c, id, &v));
    return v;
}

static const struct plan_item *
in_version(const struct plan_view *v, int64_t item, int64_t version)
{
    for (size_t i = 0; i < v->items.n; i++)
        if (v->items.row[i].item == item &&
            plan_holds(&v->items.row[i], version))
            return &v->items.row[i];
    return NULL;
}

static int64_t
duties(struct fixture *f, case_id id, int person, const char *kind)
{
    struct case_view v;
    struct call c = fx_kari(f);
    int64_t n = 0;

    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_DEADLINES, &v));
    for (size_t i = 0; i < v.deadlines.n; i++)
        n += v.deadlines.row[i].account.v == person &&
             str_eq_cz(v.deadlines.row[i].kind, kind);
    return n;
}

TEST_BOTH(an_adopted_version_stays)
{
    case_id id = fx_case(f);
    int64_t g = put(f, fx_kari(f), id, goal("Sleep at home"));
    int64_t m = put(f, fx_kari(f), id, measure("A bed of her own", OLA));
    struct plan_item changed = goal("Sleep at home each night");
    struct plan_view v;
    struct plan_difference *d;
    size_t n = 0;

    CHECK_EQ(duties(f, id, OLA, "plan_measure"), 0);
    adopt(f, id);
    CHECK_EQ(duties(f, id, OLA, "plan_measure"), 1);
    CHECK_EQ(duties(f, id, KARI, "plan_evaluate"), 1);
    v = look(fx_kari(f), id);
    CHECK(v.newest == 1 && !v.changed);
    changed.item = g;
    put(f, fx_kari(f), id, changed);
    v = look(fx_kari(f), id);
    CHECK(v.newest == 1 && v.changed);
    CHECK_STR(in_version(&v, g, 1)->text, "Sleep at home");
    CHECK_STR(in_version(&v, g, 2)->text, "Sleep at home each night");
    adopt(f, id);
    v = look(fx_kari(f), id);
    d = plan_compare(f->mem, &v.items, 1, 2, &n);
    CHECK_EQ((int64_t)n, 2);
    CHECK(d[0].change == PLAN_CHANGED && d[0].after->item == g);
    CHECK(d[1].change == PLAN_SAME && d[1].after->item == m);
    CHECK_EQ(duties(f, id, OLA, "plan_measure"), 1);
    CHECK_EQ(duties(f, id, KARI, "plan_evaluate"), 1);
}

TEST_BOTH(taken_out_of_the_draft_only)
{
    case_id id = fx_case(f);
    int64_t m = put(f, fx_kari(f), id, measure("A bed of her own", OLA));
    struct call c;
    struct plan_view v;

    put(f, fx_kari(f), id, goal("Sleep at home"));
    adopt(f, id);
    c = fx_kari(f);
    OK(plan_app_drop(&c, id, m));
    v = look(fx_kari(f), id);
    CHECK(v.changed);
    CHECK(in_version(&v, m, 1) != NULL);
    CHECK(in_version(&v, m, 2) == NULL);
    CHECK_EQ(duties(f, id, OLA, "plan_measure"), 1); /* holds till then */
    adopt(f, id);
    CHECK_EQ(duties(f, id, OLA, "plan_measure"), 0);
}

/* The clinic takes part, and sees the plan that child welfare wrote. */
static void
share_plan(struct fixture *f, case_id id)
{
    struct call c = fx_kari(f);
    struct share s = {.case_id = id,
                      .to_unit = {CLINIC},
                      .purpose = PURPOSE_HEALTH_CARE,
                      .basis = BASIS_NECESSARY};

    OK(casefile_app_invite(&c, id, (unit_id){CLINIC}, PURPOSE_HEALTH_CARE));
    c = fx_kari(f);
    OK(casefile_app_share(&c, &s, CLASS_BIT(PLAN)));
}

TEST_BOTH(each_unit_owns_what_it_wrote)
{
    case_id id = fx_case(f);
    int64_t g = put(f, fx_kari(f), id, goal("Sleep at home"));
    int64_t theirs;
    struct plan_item i = goal("Something else");
    struct call c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    struct plan_view v;
    const struct err *err;

    CHECK(plan_app_view(&c, id, &v) != NULL);
    share_plan(f, id);
    v = look(fx_tone(f), id);
    CHECK(in_version(&v, g, 1) != NULL);
    theirs = put(f, fx_tone(f), id, measure("Weekly talks", TONE));
    i.item = g;
    c = fx_tone(f);
    err = plan_app_put(&c, id, &i);
    CHECK(err && err->kind == DENIED);
    v = look(fx_kari(f), id); /* the clinic does not share its part */
    CHECK(in_version(&v, theirs, 1) == NULL);
    v = look(fx_tone(f), id);
    CHECK(in_version(&v, theirs, 1) != NULL);
}

TEST_BOTH(how_a_measure_goes)
{
    case_id id = fx_case(f);
    int64_t m = put(f, fx_kari(f), id, measure("A bed of her own", OLA));
    struct call c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    struct plan_view v;
    const struct err *err;

    adopt(f, id);
    err = plan_app_state(&c, id, m, PLAN_STATE_STOPPED, STR_NONE);
    CHECK(err && err->kind == INVALID);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    OK(plan_app_state(&c, id, m, PLAN_STATE_DONE, STR("Bought on Friday")));
    v = look(fx_kari(f), id);
    CHECK(in_version(&v, m, 1)->state == PLAN_STATE_DONE);
    CHECK_STR(in_version(&v, m, 1)->note, "Bought on Friday");
    CHECK_EQ(duties(f, id, OLA, "plan_measure"), 0);
}

TEST_BOTH(an_individual_plan_has_what_it_must)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);
    struct plan_version p = {.evaluate_on = date_ymd(2027, 2, 1),
                             .is_individual = true};
    static const enum plan_kind kinds[] = {PLAN_NEED, PLAN_CONTRIBUTION,
                                           PLAN_COOPERATION};
    const struct err *err;

    put(f, fx_kari(f), id, goal("Sleep at home"));
    put(f, fx_kari(f), id, measure("A bed of her own", OLA));
    err = plan_app_adopt(&c, id, &p);
    CHECK(err && err->kind == INVALID && err->msg == MSG_JOINT_LACKS);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct plan_item item = goal("Something");

        item.kind = kinds[i];
        put(f, fx_kari(f), id, item);
    }
    p.coordinator = (function_id){OLA + 100};
    p.consented = true;
    p.consent_by = CONSENTER_PARENTS;
    c = fx_kari(f);
    OK(plan_app_adopt(&c, id, &p));
}

TEST_BOTH(the_team_meets)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);
    struct team_meeting m = {.held_on = date_ymd(2026, 11, 20),
                             .present = STR("Kari, Ola"),
                             .minutes = STR("Agreed on a bed")};
    struct plan_view v;
    const struct err *err = plan_app_meet(&c, id, &m);

    CHECK(err && err->kind == INVALID); /* how did the child take part? */
    m.child = STR("She said: I want my own bed");
    c = fx_kari(f);
    OK(plan_app_meet(&c, id, &m));
    v = look(fx_kari(f), id);
    CHECK_EQ((int64_t)v.meetings.n, 1);
    CHECK_STR(v.meetings.row[0].child, "She said: I want my own bed");
}
