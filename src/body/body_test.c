/* Bodies' rules: whose turn it is, quorum, proposed days, a meeting's life.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/body.h"

#include "base/test.h"
#include "base/workday.h"

static const struct body_unit parties[] = {
    {.unit = {7}, .part = PART_PARTY},
    {.unit = {9}, .part = PART_INVITED},
    {.unit = {8}, .part = PART_PARTY},
};

TEST(the_parties_take_turns_every_second_year)
{
    struct body b = {.host_years = 2, .host_from = 2021};
    static const int64_t want[] = {7, 7, 8, 8, 7, 7, 8};

    for (int y = 2021; y < 2028; y++)
        CHECK_EQ(body_host(&b, parties, 3, y).v, want[y - 2021]);
    CHECK_EQ(body_host(&b, parties, 3, 2020).v, 0);
    b.host_years = 0;
    CHECK_EQ(body_host(&b, parties, 3, 2021).v, 0);
}

TEST(a_quorum_needs_people_and_parties)
{
    struct body b = {.quorum_people = 2, .quorum_parties = true};
    struct meeting_person p[] = {
        {.person = {.unit = {7}, .seat = SEAT_MEMBER}, .presence = PRESENT},
        {.person = {.unit = {7}, .seat = SEAT_MEMBER}, .presence = PRESENT},
        {.person = {.unit = {8}, .seat = SEAT_MEMBER}, .presence = APOLOGY},
        {.person = {.unit = {8}, .seat = SEAT_INVITED}, .presence = PRESENT},
    };

    CHECK(!meeting_quorate(&b, parties, 3, p, 4)); /* party 8 is away */
    p[2].presence = PRESENT;
    CHECK(meeting_quorate(&b, parties, 3, p, 4));
    p[0].presence = p[1].presence = ABSENT;
    CHECK(!meeting_quorate(&b, parties, 3, p, 4));
    b.quorum_parties = false;
    b.quorum_people = 1;
    CHECK(meeting_quorate(&b, parties, 3, p, 4));
}

TEST(days_are_proposed_on_working_days_only)
{
    for (int year = 2024; year < 2060; year++)
        for (int32_t n = 0; n <= 12; n++) {
            struct date day[12];
            size_t got = body_propose_days(year, n, day);

            CHECK_EQ(got, n);
            for (size_t i = 0; i < got; i++) {
                int y, m, d;

                date_split(day[i], &y, &m, &d);
                CHECK(is_workday(day[i]) && y == year && m != 7);
                CHECK(i == 0 || day[i].days > day[i - 1].days);
            }
        }
}

TEST(a_meeting_goes_one_step_at_a_time)
{
    CHECK(meeting_may_become(MEETING_PLANNED, MEETING_CALLED));
    CHECK(meeting_may_become(MEETING_CALLED, MEETING_CALLED));
    CHECK(!meeting_may_become(MEETING_PLANNED, MEETING_HELD));
    CHECK(!meeting_may_become(MEETING_HELD, MEETING_CANCELLED));
    CHECK(!meeting_may_become(MEETING_CANCELLED, MEETING_CALLED));
    CHECK(!meeting_may_become(MEETING_HELD, MEETING_APPROVED));
}

TEST(clock_times_are_those_of_oslo)
{
    CHECK_STR(instant_format(mem, meeting_time(date_ymd(2026, 12, 3), 600)),
              "2026-12-03T09:00:00.000000Z");
    CHECK_STR(instant_format(mem, meeting_time(date_ymd(2026, 6, 3), 600)),
              "2026-06-03T08:00:00.000000Z");
    /* the day the clock goes forward and back */
    CHECK_STR(instant_format(mem, meeting_time(date_ymd(2026, 3, 29), 600)),
              "2026-03-29T08:00:00.000000Z");
    CHECK_STR(instant_format(mem, meeting_time(date_ymd(2026, 10, 25), 600)),
              "2026-10-25T09:00:00.000000Z");
}

TEST(a_decision_has_a_name_to_find_it_by)
{
    struct body_decision d = {
        .number = 3, .year = 2026, .short_name = STR("RSBU")};

    CHECK_STR(body_decision_name(mem, &d), "RSBU 3/26");
}
