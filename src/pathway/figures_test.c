/* Tests of the figures of steps.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/figures.h"

#include "base/test.h"

TEST(time_and_lateness_are_counted_by_step)
{
    struct date day = date_ymd(2026, 11, 2);
    struct step_time row[9];
    struct step_figures f;

    for (int i = 0; i < 9; i++)
        row[i] = (struct step_time){
            .key = STR("k"),
            .step = i < 6 ? STR("a") : STR("b"),
            .opened = day,
            .settled = i == 5 || i == 8 ? DATE_NONE : date_add(day, 10 - i),
            .due = i < 6 ? date_add(day, 7) : DATE_NONE,
            .deviations = i == 0 ? 2 : 0};
    f = path_step_figures(mem, row, 9, date_add(day, 8));
    CHECK_EQ(f.n, 2);
    CHECK_STR(f.row[0].step, "a");
    CHECK_EQ(f.row[0].opened, 6);
    CHECK_EQ(f.row[0].settled, 5);
    CHECK_EQ(f.row[0].median, 8); /* of 6, 7, 8, 9, 10 */
    CHECK_EQ(f.row[0].late, 4);   /* after 8, 9, 10 days, and still open */
    CHECK_EQ(f.row[0].deviations, 2);
    CHECK_EQ(f.row[1].late, 0);
    CHECK_EQ(f.row[1].with_due, 0);
    CHECK_EQ(path_step_figures(mem, row, 0, day).n, 0);
    f = path_step_figures(mem, row, 9, date_add(day, 7));
    CHECK_EQ(f.row[0].late, 3); /* the last day is not late */
}

TEST(small_counts_are_not_shown)
{
    CHECK(figure_shows(0) && figure_shows(5));
    CHECK(!figure_shows(1) && !figure_shows(4));
}
