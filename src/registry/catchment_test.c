/* Tests of catchments as a whole: holes and overlaps on a day.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "registry/unit.h"

#define DAY date_ymd(2026, 11, 21)

static struct municipality
place(const char *number)
{
    return (struct municipality){.number = str_of(number),
                                 .name = str_of(number),
                                 .valid_from = DATE_NONE,
                                 .valid_to = DATE_NONE};
}

static struct catchment
serves(int64_t unit, const char *number, const char *district,
       enum catchment_purpose p)
{
    return (struct catchment){.unit_id = {unit},
                              .municipality = str_of(number),
                              .district = str_of(district),
                              .purpose = p,
                              .valid_from = DATE_NONE,
                              .valid_to = DATE_NONE};
}

TEST(a_municipality_without_units_has_four_holes)
{
    struct municipality m[] = {place("5001")};
    struct municipality_list places = {m, 1};
    struct catchment_list none = {NULL, 0};
    struct catchment_problem_list got = catchment_problems(mem, &places, &none,
                                                           DAY);

    CHECK_EQ(got.n, 4);
    CHECK_EQ(got.row[0].fault, CATCHMENT_HOLE);
    CHECK_EQ(got.row[0].purpose, CATCHMENT_HF);
    CHECK_EQ(got.row[3].purpose, CATCHMENT_THK);
}

TEST(a_municipality_that_has_ended_has_no_holes)
{
    struct municipality m[] = {place("1507")};
    struct municipality_list places = {m, 1};
    struct catchment_list none = {NULL, 0};

    m[0].valid_to = date_ymd(2023, 12, 31);
    CHECK_EQ(catchment_problems(mem, &places, &none, DAY).n, 0);
}

TEST(districts_and_teams_do_not_overlap)
{
    struct municipality m[] = {place("5001")};
    struct municipality_list places = {m, 1};
    struct catchment row[] = {
        serves(1, "5001", "", CATCHMENT_HF),
        serves(2, "5001", "Midtbyen", CATCHMENT_BUP),
        serves(3, "5001", "Heimdal", CATCHMENT_BUP),
        serves(4, "5001", "", CATCHMENT_BUFETAT),
        serves(5, "5001", "", CATCHMENT_THK),
        serves(6, "5001", "", CATCHMENT_THK),
    };
    struct catchment_list rows = {row, ARRAY_LEN(row)};
    struct catchment_problem_list got = catchment_problems(mem, &places, &rows,
                                                           DAY);

    CHECK_EQ(got.n, 0);
    row[2].district = STR("Midtbyen");
    got = catchment_problems(mem, &places, &rows, DAY);
    CHECK_EQ(got.n, 1);
    CHECK_EQ(got.row[0].fault, CATCHMENT_OVERLAP);
    CHECK_STR(got.row[0].district, "Midtbyen");
    row[2].district = STR_NONE; /* the whole holds every district */
    CHECK_EQ(catchment_problems(mem, &places, &rows, DAY).n, 1);
    row[2].unit_id = row[1].unit_id; /* one unit, twice, is no clash */
    CHECK_EQ(catchment_problems(mem, &places, &rows, DAY).n, 0);
    row[2].unit_id.v = 3;
    row[2].valid_to = date_ymd(2026, 11, 20); /* ended the day before */
    CHECK_EQ(catchment_problems(mem, &places, &rows, DAY).n, 0);
}

TEST(rows_of_other_places_do_not_count)
{
    struct municipality m[] = {place("1101"), place("5001"), place("5099")};
    struct municipality_list places = {m, 3};
    struct catchment row[] = {
        serves(1, "0301", "", CATCHMENT_HF),
        serves(1, "5001", "", CATCHMENT_HF),
        serves(1, "5002", "", CATCHMENT_HF),
    };
    struct catchment_list rows = {row, ARRAY_LEN(row)};

    CHECK_EQ(catchment_problems(mem, &places, &rows, DAY).n, 4 + 3 + 4);
}
