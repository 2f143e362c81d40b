/* Tests of functions: professions, periods, one function once.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/function.h"

#include "base/test.h"
#include "text/messages_registry.h"

static struct function_row
leader(int64_t id, struct date from, struct date to)
{
    return (struct function_row){
        .id = {id},
        .account_id = {7},
        .unit_id = {9},
        .kind = FUNCTION_LEADER,
        .valid_from = from,
        .valid_to = to,
    };
}

TEST(function_words_read_back)
{
    (void)mem;
    for (unsigned i = 0; i < FUNCTION_KIND_COUNT; i++) {
        enum function_kind k = FUNCTION_KIND_COUNT;
        const char *code = function_kind_code((enum function_kind)i);

        CHECK(function_kind_parse(str_of(code), &k));
        CHECK_EQ(k, i);
        CHECK(function_kind_message((enum function_kind)i) != 0);
    }
    for (unsigned i = 0; i < PROFESSION_COUNT; i++) {
        enum profession p = PROFESSION_COUNT;

        CHECK(
            profession_parse(str_of(profession_code((enum profession)i)), &p));
        CHECK_EQ(p, i);
    }
}

TEST(only_thk_members_have_a_profession)
{
    struct function_row f = leader(1, date_ymd(2026, 1, 1), DATE_NONE);

    CHECK(!function_check(mem, &f));
    f.profession = PROFESSION_NURSE;
    CHECK_ERR(function_check(mem, &f), INVALID,
              MSG_FUNCTION_PROFESSION_TOO_MUCH);
    f.kind = FUNCTION_THK_MEMBER;
    CHECK(!function_check(mem, &f));
    f.profession = PROFESSION_NONE;
    CHECK_ERR(function_check(mem, &f), INVALID,
              MSG_FUNCTION_PROFESSION_MISSING);
}

TEST(a_function_has_a_start_and_ends_after_it)
{
    struct function_row f = leader(1, DATE_NONE, DATE_NONE);

    CHECK_ERR(function_check(mem, &f), INVALID, MSG_FUNCTION_START_MISSING);
    f = leader(1, date_ymd(2026, 1, 2), date_ymd(2026, 1, 1));
    CHECK_ERR(function_check(mem, &f), INVALID, MSG_PERIOD_ENDS_FIRST);
    f = leader(1, date_ymd(2026, 1, 2), date_ymd(2026, 1, 2));
    CHECK(!function_check(mem, &f));
    f.deputy_id = f.id;
    CHECK_ERR(function_check(mem, &f), INVALID, MSG_FUNCTION_OWN_DEPUTY);
}

TEST(the_same_function_twice_on_a_day_is_refused)
{
    struct function_row old[] = {
        leader(1, date_ymd(2025, 1, 1), date_ymd(2025, 12, 31))};
    struct function_list all = {old, 1};
    struct function_row f = leader(2, date_ymd(2026, 1, 1), DATE_NONE);

    CHECK(!function_check_overlap(mem, &f, &all));
    f.valid_from = date_ymd(2025, 12, 31);
    CHECK_ERR(function_check_overlap(mem, &f, &all), CONFLICT,
              MSG_FUNCTION_TWICE);
    f.id.v = 1; /* itself is no clash */
    CHECK(!function_check_overlap(mem, &f, &all));
    f.id.v = 2;
    old[0].kind = f.kind = FUNCTION_THK_MEMBER; /* two professions are two */
    old[0].profession = PROFESSION_NURSE;
    f.profession = PROFESSION_DENTIST;
    CHECK(!function_check_overlap(mem, &f, &all));
    f.profession = PROFESSION_NURSE;
    CHECK_ERR(function_check_overlap(mem, &f, &all), CONFLICT,
              MSG_FUNCTION_TWICE);
    f.account_id.v = 8; /* two leaders may share a unit */
    CHECK(!function_check_overlap(mem, &f, &all));
}
