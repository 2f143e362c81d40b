/* Tests of working days against published calendars and Easter tables.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/workday.h"

#include "base/test.h"

/* Easter Sundays 2020..2035 as printed in calendars: month, day. */
static const int easter[][2] = {
    {4, 12}, {4, 4}, {4, 17}, {4, 9},  {3, 31}, {4, 20}, {4, 5}, {3, 28},
    {4, 16}, {4, 1}, {4, 21}, {4, 13}, {3, 28}, {4, 17}, {4, 9}, {3, 25},
};
#define FIRST_YEAR 2020
#define YEARS      ((int)ARRAY_LEN(easter))

static struct date
day(const char *text)
{
    struct date d = DATE_NONE;

    CHECK(date_parse(str_of(text), &d));
    return d;
}

TEST(easter_as_printed)
{
    for (int i = 0; i < YEARS; i++)
        CHECK_EQ(easter_sunday(FIRST_YEAR + i).days,
                 date_ymd(FIRST_YEAR + i, easter[i][0], easter[i][1]).days);
    CHECK_DATE(easter_sunday(1818), "1818-03-22"); /* the earliest there is */
    CHECK_DATE(easter_sunday(1943), "1943-04-25"); /* the latest */
    CHECK_DATE(easter_sunday(2038), "2038-04-25");
    CHECK_DATE(easter_sunday(2285), "2285-03-22");
    CHECK_DATE(easter_sunday(1954), "1954-04-18"); /* exceptions of the rule */
    CHECK_DATE(easter_sunday(1981), "1981-04-19");
    CHECK_DATE(easter_sunday(2049), "2049-04-18");
    CHECK_DATE(easter_sunday(2076), "2076-04-19");
}

TEST(easter_is_a_sunday_in_its_season)
{
    for (int year = 1583; year <= 9999; year++) {
        struct date d = easter_sunday(year);

        CHECK_EQ(date_weekday(d), 7);
        CHECK(date_cmp(d, date_ymd(year, 3, 22)) >= 0);
        CHECK(date_cmp(d, date_ymd(year, 4, 25)) <= 0);
    }
}

/* Is `d` a holiday by the printed Easter of its year? */
static bool
is_holiday_in_print(struct date d, int year)
{
    static const int after_easter[] = {-3, -2, 0, 1, 39, 49, 50};
    static const int fixed[][2] = {{1, 1}, {5, 1}, {5, 17}, {12, 25}, {12, 26}};
    const int *e = easter[year - FIRST_YEAR];

    for (size_t i = 0; i < ARRAY_LEN(after_easter); i++)
        if (date_add(date_ymd(year, e[0], e[1]), after_easter[i]).days ==
            d.days)
            return true;
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (date_ymd(year, fixed[i][0], fixed[i][1]).days == d.days)
            return true;
    return false;
}

TEST(every_day_of_sixteen_years)
{
    for (int i = 0; i < YEARS; i++) {
        int year = FIRST_YEAR + i;
        struct date end = date_ymd(year, 12, 31);

        for (struct date d = date_ymd(year, 1, 1); date_cmp(d, end) <= 0;
             d = date_add(d, 1)) {
            bool holiday = is_holiday_in_print(d, year);

            CHECK_EQ(is_public_holiday(d), holiday);
            CHECK_EQ(is_workday(d), !holiday && date_weekday(d) < 6);
        }
    }
}

/* The red days of the printed calendars, Sundays that are nothing else left
 * out. */
TEST(red_days_of_2026_2027_and_2032)
{
    static const char *const red[] = {
        "2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06",
        "2026-05-01", "2026-05-14", "2026-05-17", "2026-05-24", "2026-05-25",
        "2026-12-25", "2026-12-26", "2027-01-01", "2027-03-25", "2027-03-26",
        "2027-03-28", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-16",
        "2027-05-17", "2027-12-25", "2027-12-26", "2032-01-01", "2032-03-25",
        "2032-03-26", "2032-03-28", "2032-03-29", "2032-05-01", "2032-05-06",
        "2032-05-16", "2032-05-17", "2032-12-25", "2032-12-26",
    };
    static const int years[] = {2026, 2027, 2032};
    size_t found = 0;

    for (size_t i = 0; i < ARRAY_LEN(red); i++)
        CHECK(is_public_holiday(day(red[i])));
    for (size_t i = 0; i < ARRAY_LEN(years); i++)
        for (int n = 0; n < 365; n++)
            found += is_public_holiday(date_add(date_ymd(years[i], 1, 1), n));
    CHECK_EQ(found, ARRAY_LEN(red)); /* Whit Monday is 17 May in two of them */
}

TEST(eves_are_working_days)
{
    CHECK(is_workday(day("2026-12-24")));
    CHECK(is_workday(day("2026-12-31")));
    CHECK(is_workday(day("2026-04-01")));
    CHECK(!is_workday(day("2026-04-04"))); /* a Saturday */
    CHECK(!is_workday(day("2026-05-17"))); /* a Sunday too */
}

TEST(adding_skips_easter)
{
    CHECK_DATE(workday_add(day("2026-03-23"), 10), "2026-04-09");
    CHECK_DATE(workday_add(day("2026-04-01"), 1), "2026-04-07");
    CHECK_DATE(workday_add(day("2026-04-04"), 1), "2026-04-07");
    CHECK_DATE(workday_add(day("2026-12-23"), 5), "2026-12-31");
    CHECK_DATE(workday_add(day("2026-12-31"), 1), "2027-01-04");
    CHECK_DATE(workday_add(day("2026-11-21"), 0), "2026-11-23");
    CHECK_DATE(workday_add(day("2026-11-23"), 0), "2026-11-23");
    CHECK_DATE(workday_add(day("2026-04-02"), 0), "2026-04-07");
    CHECK_DATE(workday_add(day("2026-05-11"), 15), "2026-06-03");
}

TEST(between_undoes_adding)
{
    struct date from = day("2026-01-01");

    for (int start = 0; start < 400; start++, from = date_add(from, 1))
        for (int32_t n = 1; n < 40; n++) {
            struct date to = workday_add(from, n);

            CHECK(is_workday(to));
            CHECK_EQ(workdays_between(from, to), n);
            CHECK_EQ(workdays_between(to, from), -n);
        }
    CHECK_EQ(workdays_between(from, from), 0);
    CHECK_EQ(workdays_between(day("2026-11-20"), day("2026-11-22")), 0);
    CHECK_EQ(workdays_between(day("2026-11-20"), day("2026-11-23")), 1);
}

/* A hundred years: holidays that meet (1 May and Ascension, 17 May and Whit
 * Monday) are taken off once. */
TEST(between_counts_as_day_by_day)
{
    struct date start = day("1960-02-29");
    int32_t n = 0;

    for (int i = 1; i < 36500; i++) {
        struct date d = date_add(start, i);

        n += is_workday(d);
        if (i % 7 == 0 || i > 36000)
            CHECK_EQ(workdays_between(start, d), n);
        CHECK_EQ(workdays_between(date_add(d, -1), d), is_workday(d));
    }
}
