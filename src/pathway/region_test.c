/* Tests of sums over a region: none tells of one unit, or of few.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/region.h"

#include "base/test.h"

static struct region_part
part(int64_t unit, enum unit_type type, int64_t n)
{
    return (struct region_part){unit, type, {n}};
}

TEST(a_sum_is_shown_only_when_no_part_can_be_taken_away)
{
    struct region_part p[] = {part(1, UNIT_CHILD_WELFARE, 5),
                              part(2, UNIT_CHILD_WELFARE, 6),
                              part(3, UNIT_BUP, 0)};

    (void)mem;
    CHECK(region_shows(p, 0, REGION_OPENED));
    CHECK(region_shows(p, 3, REGION_OPENED));
    /* unit 2 takes its own away and sees unit 1's four */
    p[0].n[0] = 4;
    CHECK(!region_shows(p, 3, REGION_OPENED));
    p[0].n[0] = 5;
    /* another region has the same municipalities, and not the clinic */
    p[2].n[0] = 2;
    CHECK(!region_shows(p, 3, REGION_OPENED));
    p[2].n[0] = 5;
    CHECK(region_shows(p, 3, REGION_OPENED));
    CHECK(!region_shows(p, 1, REGION_SETTLED) || p[0].n[1] == 0);
}

TEST(the_last_of_three_cannot_be_reckoned)
{
    struct region_part p[] = {
        {1, UNIT_CHILD_WELFARE, {16, 10, 5, 0, 1}},
        {2, UNIT_CHILD_WELFARE, {15, 10, 5, 0, 0}},
    };
    struct region_sum s = region_runs_sum(p, 2);

    (void)mem;
    CHECK(s.shows[REGION_STARTED]);
    CHECK(!s.shows[REGION_FINISHED] && !s.shows[REGION_STOPPED]);
    p[0].n[REGION_REST] = 0;
    p[0].n[REGION_STARTED] = 15;
    s = region_runs_sum(p, 2);
    CHECK(s.shows[REGION_FINISHED] && s.shows[REGION_STOPPED]);
    CHECK_EQ(s.n[REGION_FINISHED], 20);
}

enum { EACH = 6 };

static struct region_time
row_of(const char *step, int64_t unit, int32_t days, bool due)
{
    struct date day = date_ymd(2026, 3, 2);

    return (struct region_time){
        .time = {.key = STR("k"),
                 .step = str_of(step),
                 .opened = day,
                 .settled = days < 0 ? DATE_NONE : date_add(day, days),
                 .due = due ? date_add(day, 7) : DATE_NONE},
        .unit = unit,
        .type = UNIT_CHILD_WELFARE,
        .has_lane = true,
        .lane = UNIT_BUP};
}

TEST(steps_and_lanes_are_summed_over_units)
{
    struct region_time row[4 * EACH];
    struct region_lines lanes, steps;
    size_t n = 0;

    for (int i = 0; i < EACH; i++)
        row[n++] = row_of("a", 1, 10, true);
    for (int i = 0; i < EACH; i++)
        row[n++] = row_of("a", 2, 12, true);
    for (int i = 0; i < EACH; i++)
        row[n++] = row_of("b", 1, 3, false);
    for (int i = 0; i < EACH; i++)
        row[n++] = row_of("b", 2, 5, false);
    region_lines_of(mem, row, n, date_ymd(2026, 4, 1), &lanes, &steps);
    CHECK_EQ(steps.n, 2);
    CHECK_EQ(lanes.n, 1);
    CHECK_EQ(steps.row[0].sum.n[REGION_OPENED], 2 * EACH);
    CHECK_EQ(steps.row[0].sum.n[REGION_LATE], 2 * EACH);
    CHECK_EQ(steps.row[0].sum.median, 10);
    CHECK(steps.row[0].sum.shows[REGION_LATE]);
    CHECK_EQ(lanes.row[0].sum.n[REGION_OPENED], 4 * EACH);
    CHECK(lanes.row[0].sum.shows[REGION_OPENED]);
    CHECK(lanes.row[0].lane == UNIT_BUP);
    /* one of the steps is hidden, so its lane is */
    row[0].unit = 2;
    row[1].unit = 2;
    region_lines_of(mem, row, n, date_ymd(2026, 4, 1), &lanes, &steps);
    CHECK(!steps.row[0].sum.shows[REGION_OPENED]);
    CHECK(steps.row[1].sum.shows[REGION_OPENED]);
    CHECK(!lanes.row[0].sum.shows[REGION_OPENED]);
    /* few are late, or few are not */
    for (int i = 0; i < EACH; i++)
        row[i].unit = 1;
    row[0].time.due = DATE_NONE;
    region_lines_of(mem, row, n, date_ymd(2026, 4, 1), &lanes, &steps);
    CHECK(!steps.row[0].sum.shows[REGION_LATE]);
    CHECK(steps.row[0].sum.shows[REGION_OPENED]);
    region_lines_of(mem, row, 0, date_ymd(2026, 4, 1), &lanes, &steps);
    CHECK_EQ(steps.n + lanes.n, 0);
}
