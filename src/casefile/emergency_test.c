/* Each pattern by which a look stands out (R635), alone and in the review that
 * the leader reads. SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/emergency_app.h"
#include "casefile/fixture.h"

static uint32_t
flags_at(const char *when, uint32_t ground)
{
    struct instant at;

    CHECK(instant_parse(str_of(when), &at));
    return look_flags(STR("case.view"), STR("done"), ground, at);
}

TEST(whoever_has_a_task_does_not_stand_out)
{
    static const char day[] = "2026-11-23T09:00:00Z"; /* a Monday */

    CHECK_EQ(flags_at(day, REL_BIT(HOLDER)), 0);
    CHECK_EQ(flags_at(day, REL_BIT(TEAM) | REL_BIT(PARTICIPANT)), 0);
    CHECK_EQ(flags_at(day, REL_BIT(OFFERED)), 0);
    CHECK_EQ(flags_at(day, REL_BIT(PARTICIPANT)), LOOK_NO_TASK);
    CHECK_EQ(flags_at(day, 0), LOOK_NO_TASK);
    (void)mem;
}

TEST(what_is_refused_or_opened_in_an_emergency_stands_out)
{
    struct instant at;

    CHECK(instant_parse(STR("2026-11-23T09:00:00Z"), &at));
    CHECK_EQ(look_flags(STR("case.view"), STR("hidden"), 0, at), LOOK_REFUSED);
    CHECK_EQ(look_flags(STR("case.view"), STR("denied"), REL_BIT(HOLDER), at),
             LOOK_REFUSED);
    CHECK_EQ(look_flags(STR("emergency.open"), STR("done"), 0, at),
             LOOK_EMERGENCY);
    (void)mem;
}

/* From ten at night to six, Saturdays and Sundays, by the clock in Oslo. */
TEST(looks_out_of_hours_stand_out)
{
    uint32_t task = REL_BIT(HOLDER);

    CHECK_EQ(flags_at("2026-11-23T04:59:59Z", task), LOOK_HOURS);
    CHECK_EQ(flags_at("2026-11-23T05:00:00Z", task), 0);
    CHECK_EQ(flags_at("2026-11-23T20:59:59Z", task), 0);
    CHECK_EQ(flags_at("2026-11-23T21:00:00Z", task), LOOK_HOURS);
    CHECK_EQ(flags_at("2026-11-28T10:00:00Z", task), LOOK_HOURS);
    CHECK_EQ(flags_at("2026-11-29T10:00:00Z", task), LOOK_HOURS);
    /* in summer an hour earlier */
    CHECK_EQ(flags_at("2026-07-01T19:59:59Z", task), 0);
    CHECK_EQ(flags_at("2026-07-01T20:00:00Z", task), LOOK_HOURS);
    (void)mem;
}

TEST(the_family_name_is_the_last_word)
{
    CHECK(look_same_family(STR("Nina Oppdiktet"), STR("oppdiktet")));
    CHECK(look_same_family(STR("Oppdiktet"), STR("Oppdiktet")));
    CHECK(!look_same_family(STR("Oppdiktet Nina"), STR("Oppdiktet")));
    CHECK(!look_same_family(STR("Nina Oppdiktetsen"), STR("Oppdiktet")));
    CHECK(!look_same_family(STR("Nina"), STR("")));
    (void)mem;
}

TEST(what_should_be_looked_at_first_weighs_most)
{
    CHECK(look_weight(LOOK_EMERGENCY) >
          look_weight(LOOK_NAME | LOOK_NO_TASK | LOOK_HOURS));
    CHECK(look_weight(LOOK_NAME) > look_weight(LOOK_REFUSED));
    CHECK(look_weight(LOOK_COLLEAGUE) > look_weight(LOOK_REFUSED));
    CHECK(look_weight(LOOK_REFUSED) > look_weight(LOOK_NO_TASK));
    CHECK(look_weight(LOOK_NO_TASK) > look_weight(LOOK_HOURS));
    CHECK_EQ(look_weight(0), 0);
    (void)mem;
}

/* --- in the review --- */

enum { RELATIVE = 14 };

/* Somebody at the service with the child's family name. */
static void
add_relative(struct fixture *f)
{
    struct db_tx tx;
    struct account a = {.id = {RELATIVE},
                        .login = STR("p14"),
                        .name = STR("Nina Oppdiktet"),
                        .scheme = STR("auto"),
                        .valid_to = DATE_NONE,
                        .made_up = true};
    struct function_row r = {.id = {RELATIVE + 100},
                             .account_id = {RELATIVE},
                             .unit_id = {WELFARE},
                             .kind = FUNCTION_CASEWORKER,
                             .valid_from = date_ymd(2025, 1, 1),
                             .valid_to = DATE_NONE};

    OK(db_write_begin(f->db, f->mem, &tx));
    OK(account_store_insert(&tx, &a));
    OK(registry_store_insert_function(&tx, &r));
    OK(db_write_end(&tx, true));
}

static void
look_at(struct fixture *f, int account, case_id id)
{
    struct call c = fx_as(f, account, WELFARE, ROLE_CASEWORKER);
    struct case_view v;

    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v));
}

/* What the leader is told of one person's look; 0: it does not stand out. */
static uint32_t
told_of(struct fixture *f, int account, case_id id, size_t *place)
{
    struct call c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);
    struct review_view v;

    OK(review_app_view(&c, &v));
    for (*place = 0; *place < v.looks.n; (*place)++)
        if (v.looks.row[*place].account.v == account &&
            v.looks.row[*place].case_id.v == id.v)
            return v.looks.row[*place].flags;
    return 0;
}

TEST_BOTH(the_leader_sees_each_pattern_the_gravest_first)
{
    case_id id = fx_case(f);
    case_id other = fx_case(f);
    struct person guardian = {.kind = PERSON_GUARDIAN,
                              .name = STR("Person 13"), /* as Ola is named */
                              .relation = STR("Father"),
                              .responsibility = true};
    struct call c = fx_kari(f);
    size_t first;
    size_t second;

    add_relative(f);
    OK(casefile_app_person(&c, other, &guardian));
    look_at(f, KARI, id);
    look_at(f, OLA, id);
    CHECK_EQ(told_of(f, KARI, id, &first), 0); /* she holds it */
    CHECK_EQ(told_of(f, OLA, id, &first), LOOK_NO_TASK);
    look_at(f, RELATIVE, id);
    CHECK_EQ(told_of(f, RELATIVE, id, &first), LOOK_NO_TASK | LOOK_NAME);
    CHECK_EQ(told_of(f, OLA, id, &second), LOOK_NO_TASK);
    CHECK(first < second);
    look_at(f, OLA, other);
    CHECK_EQ(told_of(f, OLA, other, &first), LOOK_NO_TASK | LOOK_COLLEAGUE);
    f->now.us += 14 * INT64_C(3600000000); /* eleven at night */
    look_at(f, OLA, id);
    CHECK_EQ(told_of(f, OLA, id, &first), LOOK_NO_TASK | LOOK_HOURS);
}
