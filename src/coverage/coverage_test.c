/* What institutions lack on a day, and since when.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "coverage/coverage.h"

#include "base/test.h"

enum { HUMLA = 1, KOLLEN, STUGU, MOLDE = 11, VOLDA, REGION = 21, OTHER };

static const struct coverage_unit units[] = {
    {.id = {HUMLA},
     .institution = true,
     .name = {"Humla", 5},
     .region = {REGION}},
    {.id = {KOLLEN},
     .institution = true,
     .name = {"Kollen", 6},
     .place = {"Vestnes", 7},
     .region = {REGION}},
    {.id = {STUGU},
     .institution = true,
     .name = {"Stugu", 5},
     .region = {OTHER}},
    {.id = {MOLDE}, .name = {"BUP Molde", 9}, .region = {REGION}},
    {.id = {VOLDA}, .name = {"BUP Volda", 9}, .region = {REGION}},
};

struct scene {
    struct coverage_unit unit[ARRAY_LEN(units)];
    struct coverage_area area[2];
    struct coverage_local local[2];
    struct coverage_holder holder[4];
    struct coverage_start start;
    struct coverage_facts f;
};

static struct date
day(int y, int m, int d)
{
    return date_ymd(y, m, d);
}

/* Kollen lies in Molde's area; Humla is nowhere known. */
static void
set_up(struct scene *s)
{
    *s = (struct scene){0};
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        s->unit[i] = units[i];
        s->unit[i].from = DATE_NONE;
        s->unit[i].until = DATE_NONE;
    }
    s->area[0] = (struct coverage_area){
        {KOLLEN}, {MOLDE}, DATE_NONE, DATE_NONE};
    s->local[0] = (struct coverage_local){.institution = {KOLLEN},
                                          .clinic = {MOLDE},
                                          .from = day(2025, 1, 1),
                                          .until = day(2026, 6, 30),
                                          .known = day(2024, 12, 1),
                                          .gone = DATE_NONE};
    s->holder[0] = (struct coverage_holder){
        {KOLLEN}, FUNCTION_LEADER, {"Knut", 4}, day(2024, 1, 1), DATE_NONE};
    s->holder[1] = (struct coverage_holder){{KOLLEN},
                                            FUNCTION_HEALTH_CONTACT,
                                            {"Turid", 5},
                                            day(2024, 1, 1),
                                            day(2026, 3, 31)};
    s->holder[2] = (struct coverage_holder){{MOLDE},
                                            FUNCTION_CLINIC_CONTACT,
                                            {"Berit", 5},
                                            day(2024, 1, 1),
                                            DATE_NONE};
    s->start = (struct coverage_start){
        {KOLLEN}, {MOLDE}, {99}, day(2025, 2, 1)};
    s->f = (struct coverage_facts){.unit = s->unit,
                                   .units = ARRAY_LEN(units),
                                   .area = s->area,
                                   .areas = 1,
                                   .local = s->local,
                                   .locals = 1,
                                   .holder = s->holder,
                                   .holders = 3,
                                   .start = &s->start,
                                   .starts = 1};
}

static const struct coverage_gap *
gap_of(const struct coverage_pair *p, enum gap_kind kind)
{
    for (size_t i = 0; p && i < p->gaps; i++)
        if (p->gap[i].kind == kind)
            return &p->gap[i];
    return NULL;
}

static const struct coverage_pair *
pair_on(struct arena *mem, const struct scene *s, struct date on, int64_t place,
        int64_t clinic)
{
    struct coverage c = coverage_judge(mem, &s->f, (unit_id){0}, on);

    return coverage_find(&c, (unit_id){place}, (unit_id){clinic});
}

TEST(whole_when_all_is_there)
{
    struct scene s;
    const struct coverage_pair *p;

    set_up(&s);
    p = pair_on(mem, &s, day(2025, 6, 1), KOLLEN, MOLDE);
    CHECK(p && p->gaps == 0 && p->local && p->start);
    CHECK_STR(p->health->name, "Turid");
}

TEST(agreement_by_date)
{
    struct scene s;
    const struct coverage_pair *p;

    set_up(&s);
    p = pair_on(mem, &s, day(2024, 12, 31), KOLLEN, MOLDE);
    CHECK(gap_of(p, GAP_LOCAL) && date_is_none(gap_of(p, GAP_LOCAL)->since));
    p = pair_on(mem, &s, day(2026, 4, 30), KOLLEN, MOLDE);
    CHECK(p && p->local && !gap_of(p, GAP_ENDS));
    p = pair_on(mem, &s, day(2026, 5, 1), KOLLEN, MOLDE); /* 60 days */
    CHECK(gap_of(p, GAP_ENDS) && !gap_of(p, GAP_LOCAL));
    CHECK_DATE(gap_of(p, GAP_ENDS)->since, "2026-06-30");
    p = pair_on(mem, &s, day(2026, 6, 30), KOLLEN, MOLDE);
    CHECK(p && p->local);
    p = pair_on(mem, &s, day(2026, 7, 1), KOLLEN, MOLDE);
    CHECK_DATE(gap_of(p, GAP_LOCAL)->since, "2026-07-01");
    CHECK_EQ(gap_of(p, GAP_LOCAL)->closes[0].v, KOLLEN);
    CHECK_EQ(gap_of(p, GAP_LOCAL)->closes[1].v, MOLDE);
}

TEST(what_was_entered_counts_from_its_day_until_taken_back)
{
    struct scene s;
    const struct coverage_pair *p;

    set_up(&s);
    s.local[0].known = day(2025, 3, 1);
    s.local[0].gone = day(2025, 5, 1);
    CHECK(gap_of(pair_on(mem, &s, day(2025, 2, 28), KOLLEN, MOLDE), GAP_LOCAL));
    CHECK(
        !gap_of(pair_on(mem, &s, day(2025, 4, 30), KOLLEN, MOLDE), GAP_LOCAL));
    p = pair_on(mem, &s, day(2025, 5, 1), KOLLEN, MOLDE);
    CHECK_DATE(gap_of(p, GAP_LOCAL)->since, "2025-05-01");
}

TEST(post_is_empty_since_its_holder_left)
{
    struct scene s;
    const struct coverage_pair *p;

    set_up(&s);
    p = pair_on(mem, &s, day(2026, 4, 1), KOLLEN, MOLDE);
    CHECK_DATE(gap_of(p, GAP_HEALTH)->since, "2026-04-01");
    CHECK_EQ(gap_of(p, GAP_HEALTH)->closes[0].v, KOLLEN);
    CHECK(!gap_of(p, GAP_CONTACT));
    s.holder[2].until = day(2026, 1, 31);
    p = pair_on(mem, &s, day(2026, 4, 1), KOLLEN, MOLDE);
    CHECK_EQ(gap_of(p, GAP_CONTACT)->closes[0].v, MOLDE);
}

TEST(clinic_is_never_guessed)
{
    struct scene s;
    const struct coverage_pair *p;

    set_up(&s);
    p = pair_on(mem, &s, day(2025, 6, 1), HUMLA, 0);
    CHECK(p && !p->clinic && gap_of(p, GAP_CLINIC) && !gap_of(p, GAP_START));
    CHECK_EQ(gap_of(p, GAP_CLINIC)->closes[0].v, REGION);
    /* two clinics share the municipality: not chosen among */
    s.area[1] = (struct coverage_area){{KOLLEN}, {VOLDA}, DATE_NONE, DATE_NONE};
    s.f.areas = 2;
    s.f.locals = 0;
    CHECK(pair_on(mem, &s, day(2025, 6, 1), KOLLEN, 0));
    CHECK(!pair_on(mem, &s, day(2025, 6, 1), KOLLEN, MOLDE));
    /* an agreement entered without its clinic is the institution's all the
     * same */
    s.local[0].institution = (unit_id){HUMLA};
    s.local[0].clinic = (unit_id){0};
    s.f.locals = 1;
    p = pair_on(mem, &s, day(2025, 6, 1), HUMLA, 0);
    CHECK(p && p->local && !gap_of(p, GAP_LOCAL) && gap_of(p, GAP_CLINIC));
}

TEST(agreement_with_another_clinic_is_another_pair)
{
    struct scene s;

    set_up(&s);
    s.local[1] = s.local[0];
    s.local[1].clinic = (unit_id){VOLDA};
    s.f.locals = 2;
    CHECK(pair_on(mem, &s, day(2025, 6, 1), KOLLEN, MOLDE));
    CHECK(pair_on(mem, &s, day(2025, 6, 1), KOLLEN, VOLDA));
    CHECK(!pair_on(mem, &s, day(2026, 7, 1), KOLLEN, VOLDA));
}

TEST(one_region_gaps_first)
{
    struct scene s;
    struct coverage c;

    set_up(&s);
    c = coverage_judge(mem, &s.f, (unit_id){REGION}, day(2025, 6, 1));
    CHECK_EQ(c.pairs, 2);
    CHECK_STR(c.pair[0].institution->name, "Humla");
    CHECK_EQ(c.whole, 1);
    CHECK_EQ(c.count[GAP_CLINIC], 1);
    CHECK_EQ(c.clinics, 2);
    CHECK_EQ(c.clinic[0].in_force, 1);
    CHECK_EQ(c.clinic[0].contacts, 1);
    s.unit[0].until = day(2025, 5, 31); /* closed down */
    c = coverage_judge(mem, &s.f, (unit_id){REGION}, day(2025, 6, 1));
    CHECK_EQ(c.pairs, 1);
}
