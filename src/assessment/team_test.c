/* Tests of which team fits a child, and of the weeks it has.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/team.h"
#include "base/test.h"
#include "text/messages_assessment.h"

enum { REGION = 1, OTHER = 2 };

static const struct team_setup older = {.unit = {10},
                                        .region = {REGION},
                                        .age_from = 7,
                                        .age_to = 17,
                                        .needed = TEAM_NEEDED_DEFAULT,
                                        .week_places = 2,
                                        .days_each = 2};

static struct team_people
four(struct team_person row[5])
{
    for (int i = 0; i < 4; i++)
        row[i] = (struct team_person){
            .function = {100 + i},
            .profession = (enum profession)(PROFESSION_PAEDIATRICIAN + i)};
    return (struct team_people){row, 4};
}

TEST(age_band_has_both_ends)
{
    struct team_person row[5];
    struct team_people people = four(row);
    unit_id region = {REGION};

    CHECK(!team_judge(&older, &people, 6, region).age_fits);
    CHECK(team_judge(&older, &people, 7, region).fits);
    CHECK(team_judge(&older, &people, 17, region).fits);
    CHECK(!team_judge(&older, &people, 18, region).fits);
    CHECK(!team_judge(&older, &people, -1, region).fits);
    CHECK_ERR(team_check(mem, &older, &people, 6, region), INVALID,
              MSG_TEAM_AGE_OUTSIDE);
    CHECK_ERR(team_check(mem, &older, &people, -1, region), INVALID,
              MSG_TEAM_AGE_UNKNOWN);
}

TEST(other_regions_fit_by_agreement)
{
    struct team_person row[5];
    struct team_people people = four(row);
    struct team_verdict here = team_judge(&older, &people, 9,
                                          (unit_id){REGION});
    struct team_verdict there = team_judge(&older, &people, 9,
                                           (unit_id){OTHER});

    CHECK(here.own_region && here.fits);
    CHECK(!there.own_region && there.fits);
    CHECK(team_order(&here, 0, &there, 9) < 0);
    CHECK(team_order(&there, 1, &there, 2) > 0);
    there.fits = false;
    CHECK(team_order(&there, 9, &here, 0) > 0);
}

TEST(who_is_partial_is_replaced)
{
    struct team_person row[5];
    struct team_people people = four(row);
    unit_id region = {REGION};
    const struct err *err;

    row[0].left_out = true;
    err = team_check(mem, &older, &people, 9, region);
    CHECK_ERR(err, INVALID, MSG_TEAM_NO_PAEDIATRICIAN);
    CHECK(err->next && err->next->msg == MSG_TEAM_REASON_MISSING);
    row[0].reason = STR("Treated the child");
    CHECK_ERR(team_check(mem, &older, &people, 9, region), INVALID,
              MSG_TEAM_NO_PAEDIATRICIAN);
    row[4] = (struct team_person){.profession = PROFESSION_PAEDIATRICIAN};
    people.n = 5;
    CHECK(!team_check(mem, &older, &people, 9, region));
}

TEST(composition_is_data_of_the_team)
{
    struct team_person row[5];
    struct team_people people = four(row);
    struct team_setup t = older;

    t.needed |= PROFESSION_BIT(DENTIST);
    CHECK_ERR(team_check(mem, &t, &people, 9, (unit_id){REGION}), INVALID,
              MSG_TEAM_NO_DENTIST);
    t.needed = 0;
    CHECK_ERR(team_setup_check(mem, &t), INVALID, MSG_TEAM_NEEDS_SOMEBODY);
    t = older;
    t.age_to = 5;
    CHECK_ERR(team_setup_check(mem, &t), INVALID, MSG_TEAM_AGES_TURNED);
}

TEST(weeks_know_holidays_and_absence)
{
    struct team_person row[5];
    struct team_people people = four(row);
    struct date easter = date_ymd(2026, 3, 30); /* Thursday, Friday are off */
    struct date usual = date_ymd(2026, 11, 30);
    struct team_absence away = {{100}, usual, date_add(usual, 3)};
    struct team_absences none = {0}, one = {&away, 1};
    struct team_week w = team_week_of(&older, &people, &none, easter, -1);

    CHECK_EQ(w.workdays, 3);
    CHECK_EQ(w.places, 2);
    w = team_week_of(&older, &people, &one, usual, -1);
    CHECK_EQ(w.workdays, 5);
    CHECK_EQ(w.days, 1);
    CHECK_EQ(w.places, 0);
    CHECK_EQ(w.missing, PROFESSION_BIT(PAEDIATRICIAN));
    w = team_week_of(&older, &people, &none, usual, 5);
    CHECK_EQ(w.places, 5);
    CHECK(w.set);
}

TEST(places_are_not_given_twice)
{
    struct team_person row[5];
    struct team_people people = four(row);
    struct team_absences none = {0};
    struct date today = date_ymd(2026, 11, 23);
    unit_id region = {REGION};
    struct team_week w = team_week_of(&older, &people, &none, today, -1);

    CHECK(!team_week_check(mem, &older, &people, &w, 9, region, today));
    w.taken = 2;
    CHECK_ERR(team_week_check(mem, &older, &people, &w, 9, region, today),
              INVALID, MSG_BOARD_WEEK_FULL);
    w.taken = 0;
    CHECK_ERR(team_week_check(mem, &older, &people, &w, 3, region, today),
              INVALID, MSG_TEAM_AGE_OUTSIDE);
    CHECK_ERR(team_week_check(mem, &older, &people, &w, 9, region,
                              date_add(today, 7)),
              INVALID, MSG_BOARD_WEEK_PAST);
    w = team_week_of(&older, &people, &none, today, 0);
    CHECK_ERR(team_week_check(mem, &older, &people, &w, 9, region, today),
              INVALID, MSG_BOARD_WEEK_CLOSED);
}
