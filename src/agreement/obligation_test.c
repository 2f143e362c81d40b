/* The engine: each kind at its edges, and three properties over whole years.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/obligation.h"

#include "base/random.h"
#include "base/test.h"
#include "registry/function.h"

enum { A = 1, B = 2, GUEST = 3, PLACE = 11, CLINIC = 21, FACTS_MAX = 400 };
static const int64_t hosts[] = {A, B};
static const int64_t guests[] = {GUEST};

struct world {
    struct agreement_fact fact[FACTS_MAX];
    size_t n;
    int64_t object;
};

static struct date
day(int y, int m, int d)
{
    return date_ymd(y, m, d);
}

static struct agreement_fact *
put(struct world *w, enum fact_kind kind, struct date on)
{
    struct agreement_fact *f = &w->fact[w->n++];

    ASSERT(w->n <= FACTS_MAX);
    *f = (struct agreement_fact){.kind = kind,
                                 .object = ++w->object,
                                 .body = STR("RSBU"),
                                 .on = on,
                                 .until = DATE_NONE,
                                 .known = on,
                                 .gone = DATE_NONE};
    return f;
}

/* A meeting as it must be: by the right host, joint agenda, all prepared, all
 * invited. Gives its place among the facts; the invitation stands after it. */
static struct agreement_fact *
meeting(struct world *w, struct date on, int64_t host)
{
    struct agreement_fact *f = put(w, FACT_MEETING, on);
    struct agreement_fact *invited = put(w, FACT_INVITED, on);

    f->unit = host;
    f->flags = FACT_JOINT;
    f->n = f->total = 5;
    invited->object = f->object;
    invited->unit = GUEST;
    return f;
}

static struct obligation
duty(enum obligation_kind kind)
{
    struct obligation o = {.id = 100 + (int64_t)kind,
                           .kind = kind,
                           .from = date_ymd(2021, 9, 1),
                           .to = DATE_NONE,
                           .body = STR("RSBU"),
                           .n = 1,
                           .years = 2,
                           .months = 3,
                           .days = 30};

    if (kind == OBLIGATION_MEETINGS)
        o.n = 3;
    if (kind == OBLIGATION_HOST) {
        o.unit = hosts;
        o.units = 2;
    }
    if (kind == OBLIGATION_INVITE) {
        o.unit = guests;
        o.units = 1;
    }
    o.functions = 1u << FUNCTION_LEADER | 1u << FUNCTION_HEALTH_CONTACT;
    return o;
}

static struct verdict
judge(struct arena *mem, enum obligation_kind kind, const struct world *w,
      struct date on)
{
    struct obligation o = duty(kind);
    struct fact_list list = {w->fact, w->n};

    return obligation_judge(mem, &o, &list, on);
}

#define STATE(kind, w, on) ((int)judge(mem, OBLIGATION_##kind, (w), (on)).state)

TEST(meetings_are_counted_by_the_year)
{
    struct world w = {0};
    struct verdict v;

    meeting(&w, day(2025, 3, 5), A);
    meeting(&w, day(2025, 6, 5), A);
    meeting(&w, day(2025, 12, 31), A);
    CHECK_EQ(STATE(MEETINGS, &w, day(2025, 12, 31)), VERDICT_MET);
    CHECK_EQ(STATE(MEETINGS, &w, day(2025, 12, 30)), VERDICT_BREACHED);
    /* 2024 had none; 2025 heals it only when its three are held */
    CHECK_EQ(STATE(MEETINGS, &w, day(2026, 1, 1)), VERDICT_ON_TRACK);
    CHECK_EQ(STATE(MEETINGS, &w, day(2026, 11, 1)), VERDICT_DUE_SOON);
    CHECK_EQ(STATE(MEETINGS, &w, day(2026, 12, 17)), VERDICT_DUE);
    CHECK_EQ(STATE(MEETINGS, &w, day(2027, 1, 1)), VERDICT_BREACHED);
    v = judge(mem, OBLIGATION_MEETINGS, &w, day(2025, 6, 30));
    CHECK_EQ(v.have, 2);
    CHECK_EQ(v.need, 3);
    CHECK_EQ(v.evidence_n, 2);
}

TEST(the_first_broken_year_does_not_count)
{
    struct world w = {0};

    CHECK_EQ(STATE(MEETINGS, &w, day(2021, 12, 31)), VERDICT_ON_TRACK);
    CHECK_EQ(STATE(MEETINGS, &w, day(2022, 1, 1)), VERDICT_ON_TRACK);
    CHECK_EQ(STATE(MEETINGS, &w, day(2022, 11, 5)), VERDICT_DUE_SOON);
    CHECK_EQ(STATE(MEETINGS, &w, day(2023, 1, 1)), VERDICT_BREACHED);
    CHECK(!judge(mem, OBLIGATION_MEETINGS, &w, day(2021, 8, 31)).applies);
}

TEST(a_planned_meeting_gives_the_next_day)
{
    struct world w = {0};
    struct verdict v;

    for (int y = 2022; y <= 2025; y++)
        for (int m = 2; m <= 4; m++)
            meeting(&w, day(y, m, 1), A);
    meeting(&w, day(2026, 3, 5), A);
    meeting(&w, day(2026, 6, 4), A);
    put(&w, FACT_PLANNED, day(2026, 12, 3))->known = day(2026, 10, 28);
    v = judge(mem, OBLIGATION_MEETINGS, &w, day(2026, 11, 23));
    CHECK_EQ(v.state, VERDICT_DUE);
    CHECK_DATE(v.last, "2026-12-03");
    v = judge(mem, OBLIGATION_MEETINGS, &w, day(2026, 10, 27));
    CHECK_DATE(v.last, "2026-12-31");
}

TEST(each_meeting_must_be_as_agreed)
{
    struct world w = {0};
    struct agreement_fact *f = meeting(&w, day(2026, 3, 5), A);
    struct date on = day(2026, 11, 23);

    CHECK_EQ(STATE(AGENDA, &w, on), VERDICT_MET);
    CHECK_EQ(STATE(PREPARED, &w, on), VERDICT_MET);
    CHECK_EQ(STATE(INVITE, &w, on), VERDICT_MET);
    CHECK_EQ(STATE(HOST, &w, on), VERDICT_MET); /* A: 2021-22, 2025-26 */
    f->unit = B;
    CHECK_EQ(STATE(HOST, &w, on), VERDICT_BREACHED);
    f->flags = 0;
    CHECK_EQ(STATE(AGENDA, &w, on), VERDICT_BREACHED);
    f->n = 4;
    CHECK_EQ(STATE(PREPARED, &w, on), VERDICT_BREACHED);
    w.fact[1].object = 99;
    CHECK_EQ(STATE(INVITE, &w, on), VERDICT_BREACHED);
    /* it is looked at until next year's first meeting */
    CHECK_EQ(STATE(AGENDA, &w, day(2027, 2, 1)), VERDICT_BREACHED);
    meeting(&w, day(2027, 3, 1), B);
    CHECK_EQ(STATE(AGENDA, &w, day(2027, 3, 1)), VERDICT_MET);
    CHECK_EQ(STATE(HOST, &w, day(2027, 3, 1)), VERDICT_MET);
}

TEST(the_last_meeting_evaluates)
{
    struct world w = {0};

    meeting(&w, day(2026, 3, 5), A);
    CHECK_EQ(STATE(REVISE, &w, day(2026, 6, 1)), VERDICT_MET);
    meeting(&w, day(2026, 12, 3), A);
    put(&w, FACT_EVALUATION, day(2026, 12, 3))->flags = FACT_ASKED;
    CHECK_EQ(STATE(EVALUATE, &w, day(2026, 12, 3)), VERDICT_MET);
    CHECK_EQ(STATE(EVALUATE, &w, day(2026, 12, 2)), VERDICT_BREACHED);
    CHECK_EQ(STATE(EVALUATE, &w, day(2027, 6, 1)), VERDICT_ON_TRACK);
    /* it asked for a revision */
    CHECK_EQ(STATE(REVISE, &w, day(2026, 12, 4)), VERDICT_ON_TRACK);
    CHECK_EQ(STATE(REVISE, &w, day(2028, 1, 1)), VERDICT_BREACHED);
    put(&w, FACT_REVISION, day(2027, 2, 1));
    CHECK_EQ(STATE(REVISE, &w, day(2028, 1, 1)), VERDICT_MET);
    /* a meeting after it: the evaluation was not in the last one */
    meeting(&w, day(2026, 12, 10), A);
    CHECK_EQ(STATE(EVALUATE, &w, day(2027, 1, 1)), VERDICT_BREACHED);
}

TEST(a_plan_is_drafted_endorsed_and_followed)
{
    struct world w = {0};
    struct agreement_fact *f = put(&w, FACT_PLAN, day(2025, 1, 1));

    f->until = day(2026, 12, 31);
    CHECK_EQ(STATE(PLAN, &w, day(2025, 1, 1)), VERDICT_BREACHED);
    CHECK_EQ(STATE(ENDORSED, &w, day(2025, 2, 1)), VERDICT_BREACHED);
    f->flags = FACT_PREPARED | FACT_ENDORSED;
    CHECK_EQ(STATE(PLAN, &w, day(2025, 1, 1)), VERDICT_MET);
    CHECK_EQ(STATE(ENDORSED, &w, day(2025, 2, 1)), VERDICT_MET);
    CHECK_EQ(STATE(PLAN, &w, day(2026, 11, 2)), VERDICT_DUE_SOON);
    CHECK_EQ(STATE(PLAN, &w, day(2027, 1, 1)), VERDICT_BREACHED);
    f->until = day(2027, 1, 1); /* a day longer than two years */
    CHECK_EQ(STATE(PLAN, &w, day(2026, 1, 1)), VERDICT_BREACHED);
}

static struct agreement_fact *
place(struct world *w, enum fact_kind kind, struct date on)
{
    struct agreement_fact *f = put(w, kind, on);

    f->unit = PLACE;
    f->function = FUNCTION_LEADER;
    return f;
}

TEST(every_institution_has_a_local_agreement_in_its_area)
{
    struct world w = {0};
    struct agreement_fact *local;
    struct date on = day(2026, 11, 23);

    CHECK_EQ(STATE(LOCAL, &w, on), VERDICT_ON_TRACK);
    place(&w, FACT_PLACE, day(1900, 1, 1));
    place(&w, FACT_AREA, day(1900, 1, 1))->other = CLINIC;
    CHECK_EQ(STATE(LOCAL, &w, on), VERDICT_BREACHED);
    local = place(&w, FACT_LOCAL, day(2025, 1, 1));
    local->other = CLINIC + 1; /* of another area */
    CHECK_EQ(STATE(LOCAL, &w, on), VERDICT_BREACHED);
    local->other = CLINIC;
    CHECK_EQ(STATE(LOCAL, &w, on), VERDICT_MET);
    local->until = day(2026, 12, 31);
    CHECK_EQ(STATE(LOCAL, &w, on), VERDICT_DUE_SOON);
    CHECK_EQ(STATE(LOCAL, &w, day(2027, 1, 1)), VERDICT_BREACHED);
}

TEST(posts_are_held_and_holders_have_read)
{
    struct world w = {0};
    struct agreement_fact *holder;
    struct date on = day(2026, 11, 23);

    place(&w, FACT_POST, day(1900, 1, 1));
    CHECK_EQ(STATE(CONTACT, &w, on), VERDICT_BREACHED);
    holder = place(&w, FACT_HOLDER, day(2026, 11, 1));
    CHECK_EQ(STATE(CONTACT, &w, on), VERDICT_MET);
    holder->until = day(2026, 12, 31);
    CHECK_EQ(STATE(CONTACT, &w, on), VERDICT_DUE_SOON);
    CHECK_EQ(STATE(KNOWN, &w, on), VERDICT_DUE); /* asked on 1 November */
    CHECK_EQ(STATE(KNOWN, &w, day(2026, 12, 1)), VERDICT_DUE);
    CHECK_EQ(STATE(KNOWN, &w, day(2026, 12, 2)), VERDICT_BREACHED);
    put(&w, FACT_READ, day(2026, 11, 20))->object = holder->object;
    CHECK_EQ(STATE(KNOWN, &w, on), VERDICT_MET);
}

TEST(routine_input_activity_and_disagreement)
{
    struct world w = {0};
    struct agreement_fact *f;
    struct date on = day(2026, 11, 23);

    CHECK_EQ(STATE(ROUTINE, &w, on), VERDICT_BREACHED);
    put(&w, FACT_ROUTINE, day(2026, 1, 1));
    CHECK_EQ(STATE(ROUTINE, &w, on), VERDICT_MET);
    put(&w, FACT_INPUT, day(2026, 5, 1));
    CHECK_EQ(STATE(INPUT, &w, on), VERDICT_MET);
    put(&w, FACT_COURSE, day(2026, 5, 1));
    CHECK_EQ(STATE(ACTIVITY, &w, on), VERDICT_BREACHED); /* 2025 had none */
    put(&w, FACT_EXCHANGE, day(2026, 5, 1));
    CHECK_EQ(STATE(ACTIVITY, &w, on), VERDICT_MET);
    CHECK_EQ(STATE(INTERNAL, &w, on), VERDICT_MET);
    f = put(&w, FACT_DISPUTE, day(2026, 4, 1));
    f->flags = FACT_RELEASED;
    CHECK_EQ(STATE(INTERNAL, &w, on), VERDICT_BREACHED);
    f->flags |= FACT_AGREED;
    CHECK_EQ(STATE(INTERNAL, &w, on), VERDICT_MET);
}

TEST(a_waiver_holds_its_days)
{
    struct world w = {0};
    struct agreement_fact *f = put(&w, FACT_WAIVER, day(2026, 1, 1));

    f->clause = 100 + OBLIGATION_ROUTINE;
    f->until = day(2026, 6, 30);
    CHECK_EQ(STATE(ROUTINE, &w, day(2026, 6, 30)), VERDICT_WAIVED);
    CHECK_EQ(STATE(ROUTINE, &w, day(2026, 7, 1)), VERDICT_BREACHED);
}

/* --- properties --- */

static uint32_t
roll(uint32_t below)
{
    uint32_t v;

    random_bytes(&v, sizeof v);
    return v % below;
}

static struct date
any_day(int year)
{
    return date_add(date_ymd(year, 1, 1), (int32_t)roll(365));
}

/* A fact that fulfils something. */
static void
put_support(struct world *w, int year)
{
    static const enum fact_kind once[] = {
        FACT_INPUT, FACT_EXCHANGE, FACT_COURSE, FACT_ROUTINE, FACT_REVISION};
    struct date on = any_day(year);
    struct agreement_fact *f;

    switch (roll(5)) {
    case 0:
        meeting(w, on, hosts[(year - 2021) / 2 % 2]);
        return;
    case 1:
        f = put(w, FACT_PLAN, on);
        f->until = date_add(date_add_months(on, 24), -1);
        f->flags = FACT_PREPARED | FACT_ENDORSED;
        return;
    case 2:
        f = place(w, FACT_LOCAL, on);
        f->other = CLINIC;
        return;
    case 3:
        f = put(w, FACT_READ, on);
        f->object = 1000;
        return;
    default:
        (void)put(w, once[roll(ARRAY_LEN(once))], on);
    }
}

static void
put_base(struct world *w)
{
    (void)place(w, FACT_PLACE, day(1900, 1, 1));
    place(w, FACT_AREA, day(1900, 1, 1))->other = CLINIC;
    (void)place(w, FACT_POST, day(1900, 1, 1));
    place(w, FACT_HOLDER, day(2023, 1, 1))->object = 1000;
}

static bool
same(const struct verdict *a, const struct verdict *b)
{
    return a->applies == b->applies && a->state == b->state &&
           a->have == b->have && a->need == b->need &&
           a->last.days == b->last.days && a->met.days == b->met.days &&
           a->evidence_n == b->evidence_n && a->lacks == b->lacks;
}

/* A year played event by event, each day judged with what had happened by
 * then, gives the verdicts that the whole history gives for that day. */
TEST(replaying_a_year_gives_identical_verdicts)
{
    struct world w = {0};
    struct world then;

    random_fix(20261122);
    put_base(&w);
    for (int i = 0; i < 60; i++) {
        put_support(&w, 2024 + (int)roll(3));
        if (roll(4) == 0) /* learnt of later, or taken back */
            w.fact[w.n - 1].known = date_add(w.fact[w.n - 1].on, 40);
        if (roll(6) == 0)
            w.fact[w.n - 1].gone = date_add(w.fact[w.n - 1].on, 200);
    }
    for (struct date d = day(2025, 1, 1); d.days < day(2026, 1, 1).days;
         d = date_add(d, 1)) {
        then = (struct world){0};
        for (size_t i = 0; i < w.n; i++)
            if (date_cmp(w.fact[i].known, d) <= 0 &&
                (date_is_none(w.fact[i].gone) ||
                 date_cmp(w.fact[i].gone, d) > 0))
                then.fact[then.n++] = w.fact[i];
        for (int k = 0; k < OBLIGATION_KIND_COUNT; k++) {
            struct verdict a = judge(mem, (enum obligation_kind)k, &w, d);
            struct verdict b = judge(mem, (enum obligation_kind)k, &then, d);

            if (!same(&a, &b))
                test_check(false, obligation_kind_word((enum obligation_kind)k),
                           TEST_WHERE);
        }
    }
    CHECK(w.n > 60);
}

/* Three good meetings a year; one of 2026 taken away. */
TEST(removing_one_meeting_flips_exactly_what_it_carried)
{
    struct world w = {0};
    struct date on = day(2027, 1, 2);
    struct verdict before[OBLIGATION_KIND_COUNT];

    put_base(&w);
    for (int y = 2022; y <= 2026; y++)
        for (int m = 3; m <= 9; m += 3)
            (void)meeting(&w, day(y, m, 1), hosts[(y - 2021) / 2 % 2]);
    (void)put(&w, FACT_EVALUATION, day(2026, 9, 1));
    for (int k = 0; k < OBLIGATION_KIND_COUNT; k++)
        before[k] = judge(mem, (enum obligation_kind)k, &w, on);
    for (size_t i = 0; i < w.n; i++)
        if (w.fact[i].kind == FACT_MEETING &&
            w.fact[i].on.days == day(2026, 6, 1).days)
            w.fact[i].gone = w.fact[i].on;
    for (int k = 0; k < OBLIGATION_KIND_COUNT; k++) {
        struct verdict after = judge(mem, (enum obligation_kind)k, &w, on);
        bool flips = k == OBLIGATION_MEETINGS;

        if ((after.state != before[k].state) != flips)
            test_check(false, obligation_kind_word((enum obligation_kind)k),
                       TEST_WHERE);
    }
    CHECK_EQ(before[OBLIGATION_MEETINGS].state, VERDICT_ON_TRACK);
    CHECK_EQ(STATE(MEETINGS, &w, on), VERDICT_BREACHED);
}

/* Worlds grow by one fulfilling fact at a time: what was met stays unbreached.
 * Evaluation is left out: a later meeting without one really breaks it. */
TEST(adding_evidence_never_makes_met_breached)
{
    random_fix(7);
    for (int round = 0; round < 40; round++) {
        struct world w = {0};
        bool met[OBLIGATION_KIND_COUNT] = {false};
        struct date on = any_day(2026);

        put_base(&w);
        for (int i = 0; i < 40; i++) {
            put_support(&w, 2024 + (int)roll(3));
            for (int k = 0; k < OBLIGATION_KIND_COUNT; k++) {
                struct verdict v = judge(mem, (enum obligation_kind)k, &w, on);

                if (k == OBLIGATION_EVALUATE)
                    continue;
                if (met[k] && v.state == VERDICT_BREACHED)
                    test_check(false,
                               obligation_kind_word((enum obligation_kind)k),
                               TEST_WHERE);
                met[k] = v.state == VERDICT_MET;
            }
        }
    }
}
