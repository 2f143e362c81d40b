/* Tests of days, weeks, months, ages, Oslo's clock and RFC 3339.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/date.h"

#include "base/test.h"

static struct date
day(const char *text)
{
    struct date d = DATE_NONE;

    CHECK(date_parse(str_of(text), &d));
    return d;
}

static struct instant
moment(const char *text)
{
    struct instant t = {0};

    CHECK(instant_parse(str_of(text), &t));
    return t;
}

TEST(every_day_of_ten_millennia_once)
{
    int32_t next = date_ymd(1, 1, 1).days;

    for (int y = 1; y <= 9999; y++)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= 31; d++) {
                int year;
                int month;
                int on;

                if (!date_is_real(y, m, d))
                    continue;
                if (date_ymd(y, m, d).days != next)
                    CHECK_EQ(date_ymd(y, m, d).days, next);
                date_split((struct date){next}, &year, &month, &on);
                if (year != y || month != m || on != d)
                    CHECK_EQ(year * 10000 + month * 100 + on,
                             y * 10000 + m * 100 + d);
                next++;
            }
    CHECK_EQ(next, date_ymd(9999, 12, 31).days + 1);
    CHECK_EQ(date_ymd(1970, 1, 1).days, 0);
}

TEST(split_far_outside_the_calendar)
{
    int year;
    int month;
    int on;

    date_split((struct date){INT32_MAX}, &year, &month, &on);
    CHECK_EQ(year, 5881580);
    CHECK_EQ(month, 7);
    CHECK_EQ(on, 11);
    date_split((struct date){INT32_MIN + 1}, &year, &month, &on);
    CHECK_EQ(year, -5877641);
    CHECK_EQ(month, 6);
    CHECK_EQ(on, 24);
}

TEST(real_days)
{
    CHECK(date_is_real(2024, 2, 29));
    CHECK(date_is_real(2000, 2, 29));
    CHECK(!date_is_real(1900, 2, 29));
    CHECK(!date_is_real(2026, 2, 29));
    CHECK(!date_is_real(2026, 4, 31));
    CHECK(!date_is_real(2026, 0, 1));
    CHECK(!date_is_real(2026, 13, 1));
    CHECK(!date_is_real(2026, 1, 0));
    CHECK(!date_is_real(0, 1, 1));
    CHECK(!date_is_real(10000, 1, 1));
}

TEST(weekdays_of_printed_calendars)
{
    CHECK_EQ(date_weekday(day("2026-11-21")), 6);
    CHECK_EQ(date_weekday(day("2027-01-01")), 5);
    CHECK_EQ(date_weekday(day("2032-02-29")), 7);
    CHECK_EQ(date_weekday(day("1970-01-01")), 4);
    CHECK_EQ(date_weekday(day("1814-05-17")), 2);
    CHECK_EQ(date_weekday(day("0001-01-01")), 1);
}

static int
iso(const char *text)
{
    int year;
    int week;

    date_iso_week(day(text), &year, &week);
    return year * 100 + week;
}

TEST(iso_weeks_of_printed_calendars)
{
    CHECK_EQ(iso("2026-01-01"), 202601);
    CHECK_EQ(iso("2026-11-21"), 202647);
    CHECK_EQ(iso("2026-12-27"), 202652);
    CHECK_EQ(iso("2026-12-28"), 202653);
    CHECK_EQ(iso("2027-01-03"), 202653);
    CHECK_EQ(iso("2027-01-04"), 202701);
    CHECK_EQ(iso("2027-12-31"), 202752);
    CHECK_EQ(iso("2031-12-29"), 203201);
    CHECK_EQ(iso("2032-12-31"), 203253);
    CHECK_EQ(iso("2033-01-02"), 203253);
    CHECK_EQ(iso("2024-12-30"), 202501);
    CHECK_EQ(iso("2021-01-03"), 202053);
}

TEST(weeks_begin_on_monday_and_come_back)
{
    struct date d = day("1990-01-01");

    for (int i = 0; i < 30000; i++, d = date_add(d, 1)) {
        int year;
        int week;
        struct date monday;

        date_iso_week(d, &year, &week);
        monday = date_of_week(year, week);
        CHECK(week >= 1 && week <= 53);
        CHECK_EQ(date_weekday(monday), 1);
        CHECK_EQ(d.days - monday.days, date_weekday(d) - 1);
    }
}

TEST(months_stop_at_their_last_day)
{
    CHECK_DATE(date_add_months(day("2026-01-31"), 1), "2026-02-28");
    CHECK_DATE(date_add_months(day("2024-01-31"), 1), "2024-02-29");
    CHECK_DATE(date_add_months(day("2024-02-29"), 12), "2025-02-28");
    CHECK_DATE(date_add_months(day("2026-11-21"), 3), "2027-02-21");
    CHECK_DATE(date_add_months(day("2026-12-31"), -1), "2026-11-30");
    CHECK_DATE(date_add_months(day("2026-01-15"), -13), "2024-12-15");
    CHECK_DATE(date_add_months(day("2026-01-15"), 0), "2026-01-15");
    CHECK(date_is_none(date_add_months(DATE_NONE, 5)));
}

TEST(none_stays_none)
{
    CHECK(date_is_none(DATE_NONE));
    CHECK(!date_is_none(day("1970-01-01")));
    CHECK(date_is_none(date_add(DATE_NONE, 1)));
    CHECK_STR(date_format(mem, DATE_NONE), "");
    CHECK(date_cmp(DATE_NONE, day("0001-01-01")) < 0);
    CHECK_EQ(date_cmp(day("2026-01-01"), day("2026-01-01")), 0);
    CHECK(date_cmp(day("2026-01-02"), day("2026-01-01")) > 0);
}

TEST(ages)
{
    CHECK_EQ(date_age(day("2012-03-15"), day("2027-03-14")), 14);
    CHECK_EQ(date_age(day("2012-03-15"), day("2027-03-15")), 15);
    CHECK_EQ(date_age(day("2012-02-29"), day("2030-02-28")), 17);
    CHECK_EQ(date_age(day("2012-02-29"), day("2030-03-01")), 18);
    CHECK_EQ(date_age(day("2012-02-29"), day("2028-02-29")), 16);
    CHECK_EQ(date_age(day("2026-11-21"), day("2026-11-21")), 0);
    CHECK_EQ(date_age(day("2026-11-22"), day("2026-11-21")), -1);
}

TEST(dates_are_read_strictly)
{
    static const char *const bad[] = {
        "",           "2026-1-01",   "2026-01-1",   "26-01-01",
        "2026/01/01", "2026-02-29",  "2026-00-10",  "2026-13-01",
        "0000-01-01", "2026-01-01 ", " 2026-01-01", "+026-01-01",
        "20260101",   "2026-01-01T", "2026-01-32",  "2O26-01-01",
    };
    struct date d = {7};

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK(!date_parse(str_of(bad[i]), &d));
    CHECK_EQ(d.days, 7);
    CHECK_DATE(day("2024-02-29"), "2024-02-29");
    CHECK_DATE(day("0001-01-01"), "0001-01-01");
    CHECK_DATE(day("9999-12-31"), "9999-12-31");
}

/* Summer time in printed calendars: 29 March to 25 October 2026, 28 March to
 * 31 October 2027 and 2032. */
TEST(oslo_changes_its_clock)
{
    CHECK_EQ(minutes_in_oslo(moment("2026-03-29T00:59:59.999999Z")), 119);
    CHECK_EQ(minutes_in_oslo(moment("2026-03-29T01:00:00Z")), 180);
    CHECK_EQ(minutes_in_oslo(moment("2026-10-25T00:59:59Z")), 179);
    CHECK_EQ(minutes_in_oslo(moment("2026-10-25T01:00:00Z")), 120);
    CHECK_EQ(minutes_in_oslo(moment("2027-03-28T00:59:59Z")), 119);
    CHECK_EQ(minutes_in_oslo(moment("2027-03-28T01:00:00Z")), 180);
    CHECK_EQ(minutes_in_oslo(moment("2027-10-31T00:59:59Z")), 179);
    CHECK_EQ(minutes_in_oslo(moment("2027-10-31T01:00:00Z")), 120);
    CHECK_EQ(minutes_in_oslo(moment("2032-03-28T01:00:00Z")), 180);
    CHECK_EQ(minutes_in_oslo(moment("2032-10-31T01:00:00Z")), 120);
}

TEST(oslo_day_of_an_instant)
{
    CHECK_DATE(date_in_oslo(moment("2026-11-21T22:59:59Z")), "2026-11-21");
    CHECK_DATE(date_in_oslo(moment("2026-11-21T23:00:00Z")), "2026-11-22");
    CHECK_DATE(date_in_oslo(moment("2026-07-21T21:59:59Z")), "2026-07-21");
    CHECK_DATE(date_in_oslo(moment("2026-07-21T22:00:00Z")), "2026-07-22");
    CHECK_DATE(date_in_oslo(moment("1969-12-31T22:59:59Z")), "1969-12-31");
    CHECK_DATE(date_in_oslo(moment("1969-12-31T23:30:00Z")), "1970-01-01");
}

TEST(a_deadline_ends_with_its_day_in_oslo)
{
    struct date d = day("2020-01-01");

    for (int i = 0; i < 6000; i++, d = date_add(d, 1)) {
        struct instant end = date_end_in_oslo(d);

        CHECK_EQ(date_in_oslo(end).days, d.days + 1);
        CHECK_EQ(minutes_in_oslo(end), 0);
        CHECK_EQ(date_in_oslo((struct instant){end.us - 1}).days, d.days);
    }
    CHECK_STR(instant_format(mem, date_end_in_oslo(day("2026-03-28"))),
              "2026-03-28T23:00:00.000000Z");
    CHECK_STR(instant_format(mem, date_end_in_oslo(day("2026-03-29"))),
              "2026-03-29T22:00:00.000000Z");
}

TEST(instants_there_and_back)
{
    CHECK_STR(instant_format(mem, moment("2026-11-21T10:15:30.123456Z")),
              "2026-11-21T10:15:30.123456Z");
    CHECK_STR(instant_format(mem, moment("2026-11-21t10:15:30z")),
              "2026-11-21T10:15:30.000000Z");
    CHECK_STR(instant_format(mem, moment("2026-11-21T00:15:30.5+01:30")),
              "2026-11-20T22:45:30.500000Z");
    CHECK_STR(instant_format(mem, moment("2026-11-21T23:15:30-23:59")),
              "2026-11-22T23:14:30.000000Z");
    CHECK_STR(instant_format(mem, moment("2026-11-21T10:15:30.1234569999Z")),
              "2026-11-21T10:15:30.123456Z");
    CHECK_STR(instant_format(mem, moment("1969-12-31T23:59:59.999999Z")),
              "1969-12-31T23:59:59.999999Z");
    CHECK_STR(instant_format(mem, moment("2016-12-31T23:59:60Z")),
              "2017-01-01T00:00:00.000000Z");
    CHECK_STR(instant_format(mem, moment("2017-01-01T00:59:60+01:00")),
              "2017-01-01T00:00:00.000000Z");
    CHECK_STR(instant_format(mem, (struct instant){0}), "");
}

TEST(instants_are_read_strictly)
{
    static const char *const bad[] = {
        "",
        "2026-11-21",
        "2026-11-21T10:15Z",
        "2026-11-21T10:15:30",
        "2026-11-21 10:15:30Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z",
        "2026-11-21T10:15:60Z",
        "2026-11-21T23:58:60Z",
        "2026-11-22T00:00:60Z",
        "2026-11-21T23:59:61Z",
        "2026-11-21T23:59:60.5Z",
        "2026-11-21T10:15:30.Z",
        "2026-11-21T10:15:30,5Z",
        "2026-11-21T10:15:30+1:00",
        "2026-11-21T10:15:30+0100",
        "2026-11-21T10:15:30+24:00",
        "2026-11-21T10:15:30+01:60",
        "2026-11-21T10:15:30ZZ",
        "2026-02-29T10:15:30Z",
        "0000-01-01T00:00:00Z",
    };
    struct instant t = {7};

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK(!instant_parse(str_of(bad[i]), &t));
    CHECK_EQ(t.us, 7);
}
