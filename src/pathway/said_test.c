/* Which steps an answer by a one-time link may close.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "pathway/said_app.h"

#include "pathway/fixture.h"

TEST(a_step_is_closed_from_outside_only_where_nobody_in_helhet_does_it)
{
    struct path_def d = sketch(mem, "a; b?; c<a");
    struct path_event started = {.kind = PATH_EVENT_STARTED,
                                 .day = date_ymd(2026, 11, 2)};
    struct part_row part = {.type = UNIT_CHILD_WELFARE};
    struct run_view v = {.def = d, .parts = {&part, 1}};

    for (uint32_t i = 0; i < d.step_n; i++)
        d.step[i].service = UNIT_FASTLEGE;
    v.run = path_replay(mem, &d, &started, 1, started.day);
    CHECK(step_is_outside(&v, 0, OUTSIDE_GP));
    CHECK(!step_is_outside(&v, 0, OUTSIDE_SCHOOL)); /* another's */
    CHECK(!step_is_outside(&v, 0, OUTSIDE_OTHER));
    CHECK(!step_is_outside(&v, 1, OUTSIDE_GP)); /* which outcome? */
    CHECK(!step_is_outside(&v, 2, OUTSIDE_GP)); /* not open yet */
    part.type = UNIT_FASTLEGE;
    CHECK(!step_is_outside(&v, 0, OUTSIDE_GP)); /* one is in Helhet */
    part.type = UNIT_CHILD_WELFARE;
    for (int o = 0; o < OUTSIDE_COUNT; o++) {
        d.step[0].service = UNIT_CHILD_WELFARE;
        CHECK(!step_is_outside(&v, 0, (enum outside)o));
        d.step[0].service = UNIT_BUP;
        CHECK(!step_is_outside(&v, 0, (enum outside)o));
    }
}
