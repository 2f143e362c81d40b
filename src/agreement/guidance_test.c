/* Agreed hours of guidance: periods, the rule at its edges, what may be noted.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/guidance.h"

#include "base/test.h"
#include "text/messages_agreement.h"
#include "text/messages_text.h"

enum { CLAUSE = 7, MAX = 8 };
static const int64_t units[] = {1, 2};

static struct date
day(int y, int m, int d)
{
    return date_ymd(y, m, d);
}

/* Four hours a period of `months`, from 15 January 2026. */
static struct clause
clause(int32_t months)
{
    return (struct clause){.ref = STR("P01"),
                           .shown = SHOWN_OBLIGATION,
                           .agreed_from = DATE_NONE,
                           .agreed_until = DATE_NONE,
                           .duty = {.id = CLAUSE,
                                    .kind = OBLIGATION_GUIDANCE,
                                    .n = 4,
                                    .months = months,
                                    .unit = units,
                                    .units = 2,
                                    .from = date_ymd(2026, 1, 15),
                                    .to = DATE_NONE}};
}

struct given {
    struct agreement_fact fact[MAX];
    size_t n;
};

static struct agreement_fact *
give(struct given *g, struct date on, int32_t minutes)
{
    struct agreement_fact *f = &g->fact[g->n++];

    ASSERT(g->n <= MAX);
    *f = (struct agreement_fact){.kind = FACT_GUIDANCE,
                                 .clause = CLAUSE,
                                 .on = on,
                                 .until = DATE_NONE,
                                 .known = on,
                                 .gone = DATE_NONE,
                                 .n = minutes};
    return f;
}

static struct verdict
judge(struct arena *mem, const struct clause *c, const struct given *g,
      struct date on)
{
    const struct fact_list list = {g->fact, g->n};

    return obligation_judge(mem, &c->duty, &list, on);
}

#define STATE(c, g, on) ((int)judge(mem, &(c), &(g), (on)).state)

TEST(periods_begin_and_end_with_the_calendar)
{
    struct clause c = clause(3);

    CHECK_DATE(guidance_first(day(2026, 3, 31), 3), "2026-01-01");
    CHECK_DATE(guidance_last(day(2026, 3, 31), 3), "2026-03-31");
    CHECK_DATE(guidance_first(day(2026, 12, 1), 3), "2026-10-01");
    CHECK_DATE(guidance_last(day(2026, 12, 1), 3), "2026-12-31");
    CHECK_DATE(guidance_first(day(2028, 2, 29), 1), "2028-02-01");
    CHECK_DATE(guidance_last(day(2028, 2, 1), 1), "2028-02-29");
    CHECK(!guidance_is_agreed(&c.duty, day(2026, 3, 1)));
    CHECK(guidance_is_agreed(&c.duty, day(2026, 4, 1)));
    c.duty.to = day(2026, 9, 29);
    CHECK(guidance_is_agreed(&c.duty, day(2026, 6, 30)));
    CHECK(!guidance_is_agreed(&c.duty, day(2026, 7, 1)));
}

TEST(a_quarter_is_judged_by_its_hours)
{
    struct clause c = clause(3);
    struct given g = {0};
    struct verdict v;

    /* the first, broken quarter asks for nothing */
    CHECK_EQ(STATE(c, g, day(2026, 3, 31)), VERDICT_ON_TRACK);
    CHECK_EQ(judge(mem, &c, &g, day(2026, 3, 31)).need, 0);
    /* 91 days: soon in the last 30, due in the last 15 */
    CHECK_EQ(STATE(c, g, day(2026, 5, 31)), VERDICT_ON_TRACK);
    CHECK_EQ(STATE(c, g, day(2026, 6, 1)), VERDICT_DUE_SOON);
    CHECK_EQ(STATE(c, g, day(2026, 6, 15)), VERDICT_DUE_SOON);
    CHECK_EQ(STATE(c, g, day(2026, 6, 16)), VERDICT_DUE);
    CHECK_EQ(STATE(c, g, day(2026, 6, 30)), VERDICT_DUE);
    CHECK_EQ(STATE(c, g, day(2026, 7, 1)), VERDICT_BREACHED);
    (void)give(&g, day(2026, 4, 1), 135);
    (void)give(&g, day(2026, 6, 30), 90);
    v = judge(mem, &c, &g, day(2026, 6, 30));
    CHECK_EQ(v.have, 3); /* whole hours */
    CHECK_EQ(v.need, 4);
    CHECK_EQ(v.lacks, 1);
    CHECK_EQ(v.lack[0].n, 1);
    CHECK_DATE(v.last, "2026-06-30");
    v = judge(mem, &c, &g, day(2026, 7, 1));
    CHECK_EQ(v.state, VERDICT_BREACHED);
    CHECK_DATE(v.last, "2026-06-30");
    CHECK_EQ(v.lacks, 2);
    (void)give(&g, day(2026, 6, 29), 15);
    CHECK_EQ(STATE(c, g, day(2026, 6, 30)), VERDICT_MET);
    CHECK_EQ(STATE(c, g, day(2026, 7, 1)), VERDICT_ON_TRACK);
}

TEST(the_next_hours_heal_and_another_points_do_not)
{
    struct clause c = clause(1);
    struct given g = {0};
    struct agreement_fact *f;

    CHECK_EQ(STATE(c, g, day(2026, 3, 1)), VERDICT_BREACHED);
    f = give(&g, day(2026, 3, 10), 240);
    CHECK_EQ(STATE(c, g, day(2026, 3, 9)), VERDICT_BREACHED);
    CHECK_EQ(STATE(c, g, day(2026, 3, 10)), VERDICT_MET);
    f->gone = day(2026, 3, 12); /* taken back */
    CHECK_EQ(STATE(c, g, day(2026, 3, 11)), VERDICT_MET);
    CHECK_EQ(STATE(c, g, day(2026, 3, 12)), VERDICT_BREACHED);
    f->gone = DATE_NONE;
    f->clause = CLAUSE + 1;
    CHECK_EQ(STATE(c, g, day(2026, 3, 10)), VERDICT_BREACHED);
    f->clause = CLAUSE;
    f->known = day(2026, 3, 20); /* noted late */
    CHECK_EQ(STATE(c, g, day(2026, 3, 19)), VERDICT_BREACHED);
    CHECK_EQ(STATE(c, g, day(2026, 3, 20)), VERDICT_MET);
    /* the broken last month asks for nothing, an unkept one before it does */
    c.duty.to = day(2026, 5, 15);
    CHECK_EQ(STATE(c, g, day(2026, 5, 1)), VERDICT_BREACHED);
    CHECK(!judge(mem, &c, &g, day(2026, 5, 16)).applies);
}

TEST(a_quarter_sums_its_months)
{
    struct clause c = clause(1);
    struct guidance_note note[] = {
        {.ref = STR("P01"), .on = day(2026, 1, 1), .minutes = 60},
        {.ref = STR("P01"), .on = day(2026, 3, 31), .minutes = 45},
        {.ref = STR("P01"), .on = day(2026, 4, 1), .minutes = 600},
        {.ref = STR("P02"), .on = day(2026, 2, 1), .minutes = 600},
    };
    const struct guidance_note_list list = {note, ARRAY_LEN(note)};
    struct guidance_quarter q = guidance_quarter_of(&c, &list,
                                                    day(2026, 2, 14));

    CHECK_DATE(q.first, "2026-01-01");
    CHECK_EQ(q.agreed, 480); /* February and March; January is broken */
    CHECK_EQ(q.given, 105);
}

TEST(what_may_be_noted)
{
    const struct clause c = clause(3);
    const struct date today = day(2026, 5, 5);
    struct guidance_note n = {
        .on = today, .minutes = 45, .subject = STR("Uro om kvelden")};

    CHECK(!guidance_check(mem, &n, &c, today));
    n.subject = STR("Gjelder 010190 12345");
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID, MSG_GUIDANCE_NUMBER);
    n.subject = STR("Gutt f. 1.2.2012");
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID, MSG_GUIDANCE_NUMBER);
    n.subject = STR_NONE;
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID, MSG_FORM_REQUIRED);
    n.subject = STR("Uro");
    n.minutes = 50;
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID,
              MSG_GUIDANCE_HOW_LONG);
    n.minutes = 24 * 60 + 15;
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID,
              MSG_GUIDANCE_HOW_LONG);
    n.minutes = 15;
    n.on = day(2026, 5, 6);
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID,
              MSG_GUIDANCE_NOT_YET);
    n.on = day(2026, 1, 14);
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID,
              MSG_GUIDANCE_NOT_AGREED);
    n.on = DATE_NONE;
    CHECK_ERR(guidance_check(mem, &n, &c, today), INVALID, MSG_FORM_REQUIRED);
}

TEST(what_may_be_agreed)
{
    static const int64_t twice[] = {1, 1};
    struct clause c = clause(3);

    CHECK(!guidance_check_terms(mem, &c));
    c.duty.n = 0;
    CHECK_ERR(guidance_check_terms(mem, &c), INVALID, MSG_GUIDANCE_HOW_MANY);
    c.duty.n = GUIDANCE_HOURS_MAX + 1;
    CHECK_ERR(guidance_check_terms(mem, &c), INVALID, MSG_GUIDANCE_HOW_MANY);
    c.duty.n = 1;
    c.duty.unit = twice;
    CHECK_ERR(guidance_check_terms(mem, &c), INVALID, MSG_GUIDANCE_SAME_UNIT);
    c.duty.unit = units;
    c.agreed_from = day(2026, 2, 1);
    c.agreed_until = day(2026, 1, 31);
    CHECK_ERR(guidance_check_terms(mem, &c), INVALID, MSG_EVIDENCE_ENDS_FIRST);
}
