/* Tests of units: code words, organisation numbers, periods.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/unit.h"

#include "base/test.h"
#include "text/messages_registry.h"

static struct unit
good_unit(void)
{
    return (struct unit){
        .code = STR("BUP-ROSTEN"),
        .name = STR("BUP Rosten"),
        .org_number = STR("883974832"),
        .age_from = 0,
        .age_to = 17,
        .valid_from = DATE_NONE,
        .valid_to = DATE_NONE,
    };
}

TEST(every_code_word_reads_back)
{
    (void)mem;
    for (unsigned i = 0; i < UNIT_TYPE_COUNT; i++) {
        enum unit_type t = UNIT_TYPE_COUNT;

        CHECK(unit_type_parse(str_of(unit_type_code((enum unit_type)i)), &t));
        CHECK_EQ(t, i);
        CHECK(unit_type_message((enum unit_type)i) != 0);
    }
    for (unsigned i = 0; i < CERTAINTY_COUNT; i++) {
        enum certainty c = CERTAINTY_COUNT;

        CHECK(certainty_parse(str_of(certainty_code((enum certainty)i)), &c));
        CHECK_EQ(c, i);
        CHECK(certainty_message((enum certainty)i) != 0);
    }
    for (unsigned i = 0; i < CATCHMENT_PURPOSE_COUNT; i++) {
        enum catchment_purpose p = CATCHMENT_PURPOSE_COUNT;
        const char *code = catchment_purpose_code((enum catchment_purpose)i);

        CHECK(catchment_purpose_parse(str_of(code), &p));
        CHECK_EQ(p, i);
        CHECK(catchment_purpose_message((enum catchment_purpose)i) != 0);
    }
}

TEST(unknown_words_are_refused)
{
    enum unit_type t;

    (void)mem;
    CHECK(!unit_type_parse(STR("RHF"), &t));
    CHECK(!unit_type_parse(STR(""), &t));
    CHECK(!unit_type_parse(STR("rhf "), &t));
}

TEST(a_good_unit_passes)
{
    struct unit u = good_unit();

    CHECK(!unit_check(mem, &u));
    u.org_number = STR_NONE;
    u.age_from = -1;
    u.age_to = -1;
    CHECK(!unit_check(mem, &u));
}

TEST(org_number_needs_its_check_digit)
{
    struct unit u = good_unit();

    u.org_number = STR("883974833");
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_UNIT_ORG_NUMBER_WRONG);
    u.org_number = STR("88397483");
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_UNIT_ORG_NUMBER_WRONG);
}

TEST(each_fault_of_a_unit_is_found)
{
    struct unit u = good_unit();

    u.code = STR("bup-rosten");
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_UNIT_CODE_WRONG);
    u = good_unit();
    u.name = STR_NONE;
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_UNIT_NAME_EMPTY);
    u = good_unit();
    u.her_id = STR("12x");
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_UNIT_HER_ID_WRONG);
    u = good_unit();
    u.resh_id = STR("12345678901");
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_UNIT_RESH_ID_WRONG);
    u = good_unit();
    u.age_from = 18;
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_UNIT_AGES_WRONG);
    u = good_unit();
    u.valid_from = date_ymd(2026, 2, 1);
    u.valid_to = date_ymd(2026, 1, 31);
    CHECK_ERR(unit_check(mem, &u), INVALID, MSG_PERIOD_ENDS_FIRST);
}

TEST(all_faults_come_at_once)
{
    struct unit u = good_unit();
    const struct err *err;

    u.code = STR_NONE;
    u.name = STR_NONE;
    u.org_number = STR("123456789");
    err = unit_check(mem, &u);
    CHECK(err && err->next && err->next->next && !err->next->next->next);
}

TEST(period_ends_are_inclusive_and_open)
{
    struct date a = date_ymd(2026, 1, 1);
    struct date b = date_ymd(2026, 1, 31);

    (void)mem;
    CHECK(period_has(a, b, a));
    CHECK(period_has(a, b, b));
    CHECK(!period_has(a, b, date_add(a, -1)));
    CHECK(!period_has(a, b, date_add(b, 1)));
    CHECK(period_has(DATE_NONE, b, date_ymd(1990, 1, 1)));
    CHECK(period_has(a, DATE_NONE, date_ymd(2090, 1, 1)));
    CHECK(period_has(DATE_NONE, DATE_NONE, a));
}

TEST(periods_overlap_on_a_shared_day)
{
    struct date a = date_ymd(2026, 1, 1);
    struct date b = date_ymd(2026, 1, 31);
    struct date c = date_ymd(2026, 2, 1);

    (void)mem;
    CHECK(!period_overlap(a, b, c, DATE_NONE));
    CHECK(!period_overlap(c, DATE_NONE, a, b));
    CHECK(period_overlap(a, c, c, DATE_NONE));
    CHECK(period_overlap(DATE_NONE, DATE_NONE, a, b));
    CHECK(period_overlap(DATE_NONE, b, a, DATE_NONE));
}

TEST(a_purpose_fits_few_types)
{
    (void)mem;
    CHECK(catchment_purpose_fits(CATCHMENT_BUP, UNIT_BUP));
    CHECK(!catchment_purpose_fits(CATCHMENT_BUP, UNIT_INSTITUTION));
    CHECK(catchment_purpose_fits(CATCHMENT_BUFETAT, UNIT_BFE));
    CHECK(!catchment_purpose_fits(CATCHMENT_THK, UNIT_BUFETAT_REGION));
}
