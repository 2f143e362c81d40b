/* Tests of sheets, of recommendations, and of the figures on them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/recommend.h"
#include "assessment/sheet.h"
#include "base/test.h"
#include "text/messages_assessment.h"

static void
put(struct sheet *s, const char *name, struct str value)
{
    size_t n;
    const struct sheet_field *f = sheet_fields(s->kind, &n);

    for (size_t i = 0; i < n; i++)
        if (str_eq_cz(str_of(f[i].name), name))
            s->value[i] = value;
}

TEST(sheets_come_back_as_they_were)
{
    for (unsigned k = 0; k < SHEET_KIND_COUNT; k++) {
        struct sheet a = {.kind = (enum sheet_kind)k}, b = a;
        size_t n;

        (void)sheet_fields(a.kind, &n);
        for (size_t i = 0; i < n; i += 2)
            a.value[i] = STR("linje én\nfunn\n4\nlinje to");
        b.body = sheet_pack(mem, &a);
        CHECK(!sheet_unpack(mem, &b));
        for (size_t i = 0; i < n; i++)
            CHECK(str_eq(a.value[i], b.value[i]));
    }
}

TEST(bytes_that_are_no_sheet_are_told)
{
    struct sheet s = {.kind = SHEET_AREA, .body = STR("funn\n99\nkort")};

    CHECK(sheet_unpack(mem, &s) != NULL);
    s.body = STR("funn");
    CHECK(sheet_unpack(mem, &s) != NULL);
    s.body = STR("funn\n-1\n");
    CHECK(sheet_unpack(mem, &s) != NULL);
}

TEST(participation_is_four_parts_not_a_tick)
{
    struct sheet s = {.kind = SHEET_VOICE, .nr = STR("1")};
    struct date today = date_ymd(2026, 11, 23);

    CHECK_ERR(sheet_check(mem, &s, today), INVALID, MSG_SHEET_VOICE_MISSING);
    put(&s, "ikkehort", STR("Spedbarn"));
    CHECK(!sheet_check(mem, &s, today));
    put(&s, "ikkehort", STR_NONE);
    put(&s, "fortalt", STR("Alt"));
    put(&s, "hortom", STR("Skole"));
    put(&s, "ord", STR("Ja"));
    put(&s, "enig", STR("ja"));
    CHECK_ERR(sheet_check(mem, &s, today), INVALID, MSG_SHEET_VOICE_MISSING);
    put(&s, "vekt", STR("Stor"));
    CHECK(!sheet_check(mem, &s, today));
}

TEST(areas_have_a_finding_or_why_not)
{
    struct sheet s = {.kind = SHEET_AREA, .nr = STR("A1")};
    struct date today = date_ymd(2026, 11, 23);

    CHECK_ERR(sheet_check(mem, &s, today), INVALID, MSG_SHEET_FINDING_MISSING);
    put(&s, "funn", STR("Frisk"));
    CHECK(!sheet_check(mem, &s, today));
    put(&s, "ikkevurdert", STR("Alder"));
    CHECK_ERR(sheet_check(mem, &s, today), INVALID, MSG_SHEET_FINDING_BOTH);
}

TEST(times_and_days_make_sense)
{
    struct sheet day = {.kind = SHEET_DAY}, m = {.kind = SHEET_MEETING};
    struct date today = date_ymd(2026, 11, 23);
    struct str out = STR_NONE;

    put(&day, "dato", STR("2026-12-01"));
    put(&day, "fra", STR("10:00"));
    put(&day, "til", STR("10:00"));
    put(&day, "sted", STR("Rom 2"));
    put(&day, "hvem", STR("Anne"));
    CHECK_ERR(sheet_check(mem, &day, today), INVALID, MSG_SHEET_ENDS_BEFORE);
    put(&m, "dato", STR("2026-11-24"));
    put(&m, "deltok", STR("Barnet"));
    put(&m, "fikkbarnet", STR("1"));
    CHECK_ERR(sheet_check(mem, &m, today), INVALID, MSG_SHEET_DATE_AHEAD);
    put(&m, "dato", STR("2026-11-23"));
    CHECK(!sheet_check(mem, &m, today));
    CHECK(sheet_time_parse(mem, STR("9.05"), &out));
    CHECK_STR(out, "09:05");
    CHECK(!sheet_time_parse(mem, STR("24:00"), &out));
    CHECK(!sheet_time_parse(mem, STR("9:5"), &out));
}

TEST(fifteen_areas_the_childs_views_first)
{
    struct str nr = STR_NONE;
    int name = 0;
    size_t n = 0;

    CHECK(sheet_key(SHEETS_AREAS, 0, &nr, &name));
    CHECK_STR(nr, "A14");
    while (sheet_key(SHEETS_AREAS, n, &nr, &name))
        n++;
    CHECK_EQ(n, 15);
    CHECK(sheet_name(SHEET_AREA, STR("A15"), &name));
    CHECK(!sheet_name(SHEET_AREA, STR("A16"), &name));
    CHECK(!sheet_name(SHEET_REPORT, STR("naboen"), &name));
}

TEST(recommendations_are_answered_once_with_reasons)
{
    struct recommendation r = {.state = RECOMMENDATION_ADDRESSED};
    function_id me = {1}, nobody = {0};

    CHECK_ERR(
        recommendation_check(mem, &r, RECOMMENDATION_REFUSED, STR_NONE, nobody),
        INVALID, MSG_ADVICE_REASON_MISSING);
    CHECK_ERR(recommendation_check(mem, &r, RECOMMENDATION_ACCEPTED, STR_NONE,
                                   nobody),
              INVALID, MSG_ADVICE_OWNER_MISSING);
    CHECK(
        !recommendation_check(mem, &r, RECOMMENDATION_ACCEPTED, STR_NONE, me));
    CHECK_ERR(
        recommendation_check(mem, &r, RECOMMENDATION_DONE, STR("Done"), me),
        CONFLICT, MSG_ADVICE_NOT_NOW);
    r.state = RECOMMENDATION_REFUSED;
    CHECK_ERR(
        recommendation_check(mem, &r, RECOMMENDATION_ACCEPTED, STR_NONE, me),
        CONFLICT, MSG_ADVICE_NOT_NOW);
}

TEST(small_figures_are_hidden)
{
    struct recommendation_dates row[12];
    struct date today = date_ymd(2026, 11, 23);
    struct recommendation_share s;

    for (size_t i = 0; i < 12; i++)
        row[i] = (struct recommendation_dates){date_ymd(2026, 1, 1), DATE_NONE};
    for (size_t i = 0; i < 6; i++)
        row[i].done_on = date_ymd(2026, 4, 1);
    s = recommendation_share_of(row, 12, 3, today);
    CHECK_EQ(s.addressed, 12);
    CHECK_EQ(s.done, 6);
    CHECK(s.shown);
    row[0].done_on = date_ymd(2026, 4, 2); /* a day late */
    s = recommendation_share_of(row, 12, 3, today);
    CHECK_EQ(s.done, 5);
    CHECK(!recommendation_share_of(row, 9, 3, today).shown); /* 4 not done */
    CHECK(!recommendation_share_of(row, 4, 3, today).shown);
    s = recommendation_share_of(row, 12, 12, today); /* time is not out */
    CHECK_EQ(s.addressed, 0);
    CHECK(!s.shown);
}
