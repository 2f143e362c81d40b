/* Authorisations looked through each year, on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/fixture.h"

#include "text/messages_casefile.h"

/* Everybody's was confirmed on the day. */
static void
confirm_all(struct fixture *f, struct date day)
{
    static const int people[] = {LEA_LEADER, KARI, OLA,     TONE,
                                 BUP_LEADER, BOSS, STRANGER};
    struct call c;

    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(call_begin_on(&c, ACT_SYSTEM_JOB, subject_none()));
    for (size_t i = 0; i < ARRAY_LEN(people); i++)
        OK(authority_store_confirm(&c.tx, (function_id){people[i] + 100},
                                   (account_id){BOSS}, day, f->now));
    OK(call_end(&c, ACT_SYSTEM_JOB, 0, NULL));
}

static void
run_job(struct fixture *f)
{
    struct call c;

    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(call_begin_on(&c, ACT_SYSTEM_JOB, subject_none()));
    OK(call_end(&c, ACT_SYSTEM_JOB, 0, authority_job(&c, 0)));
}

static int64_t
waits(struct fixture *f, int person, int unit)
{
    struct call c = fx_as(f, person, unit, ROLE_LEADER);
    int64_t n = -1;

    OK(call_begin_on(&c, ACT_AUTHORITY_VIEW, subject_none()));
    OK(call_end(&c, ACT_AUTHORITY_VIEW, 0, authority_waits_in(&c, &n)));
    return n;
}

static struct authority_list
list(struct fixture *f, int person, int unit)
{
    struct call c = fx_as(f, person, unit, ROLE_LEADER);
    struct authority_list l = {0};

    OK(authority_app_view(&c, &l));
    return l;
}

static const struct err *
confirm(struct fixture *f, int person, int unit, int whose)
{
    struct call c = fx_as(f, person, unit, ROLE_LEADER);
    function_id id[] = {{whose + 100}};

    return authority_app_confirm(&c, id, 1);
}

TEST(the_day_is_a_year_after_the_last_time)
{
    struct authority a = {.from = date_ymd(2024, 2, 29),
                          .confirmed = DATE_NONE};

    (void)mem;
    CHECK_DATE(authority_due(&a), "2025-02-28");
    CHECK(!authority_is_late(&a, date_ymd(2025, 2, 28)));
    CHECK(authority_is_late(&a, date_ymd(2025, 3, 1)));
    a.confirmed = date_ymd(2026, 5, 4);
    CHECK_DATE(authority_due(&a), "2027-05-04");
}

TEST_BOTH(what_is_late_waits_with_the_leader_then_with_the_next_level)
{
    struct call c = fx_kari(f);

    confirm_all(f, date_ymd(2025, 11, 23));
    run_job(f); /* today is the last day */
    CHECK_EQ(waits(f, LEA_LEADER, WELFARE), 0);
    f->now.us += 24 * INT64_C(3600000000);
    run_job(f);
    CHECK_EQ(waits(f, LEA_LEADER, WELFARE), 2); /* Kari, Ola */
    CHECK_EQ(waits(f, BOSS, REGION), 3);        /* leaders, and who has none */
    CHECK_EQ(waits(f, STRANGER, OTHER), 0);
    f->now.us += AUTHORITY_STEP_DAYS * 24 * INT64_C(3600000000);
    run_job(f);
    run_job(f);
    CHECK_EQ(waits(f, LEA_LEADER, WELFARE), 2);
    CHECK_EQ(waits(f, BOSS, REGION), 6); /* and who they lead */
    CHECK_ERR(authority_app_view(&c, &(struct authority_list){0}), DENIED, 0);
}

TEST_BOTH(a_leader_confirms_the_own_unit_and_never_oneself)
{
    struct authority_list l;

    confirm_all(f, date_ymd(2025, 1, 1));
    run_job(f);
    l = list(f, LEA_LEADER, WELFARE);
    CHECK_EQ(l.n, 2);
    CHECK_DATE(l.row[0].confirmed, "2025-01-01");
    CHECK_ERR(confirm(f, LEA_LEADER, WELFARE, LEA_LEADER), NOT_FOUND, 0);
    CHECK_ERR(confirm(f, LEA_LEADER, WELFARE, TONE), NOT_FOUND, 0);
    OK(confirm(f, LEA_LEADER, WELFARE, KARI));
    CHECK_EQ(waits(f, LEA_LEADER, WELFARE), 1);
    CHECK_EQ(waits(f, BOSS, REGION), 5);
    CHECK_DATE(list(f, LEA_LEADER, WELFARE).row[1].confirmed, "2026-11-23");
    OK(confirm(f, BOSS, REGION, LEA_LEADER)); /* fell to the next level */
    CHECK_ERR(confirm(f, BOSS, REGION, BOSS), NOT_FOUND, 0);
}

TEST_BOTH(nobody_chosen_is_told)
{
    struct call c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);

    CHECK_ERR(authority_app_confirm(&c, NULL, 0), INVALID,
              MSG_AUTHORITY_CHOOSE);
}

TEST_BOTH(what_ends_waits_no_more_and_its_batons_fall)
{
    case_id id = fx_case(f);
    struct leaver_result r;
    struct call c = fx_as(f, BOSS, REGION, ROLE_LEADER);
    struct date yesterday = date_add(c.today, -1);

    OK(casefile_app_function_ends(&c, (function_id){BOSS + 100}, c.today, &r));
    c = fx_as(f, BOSS, REGION, ROLE_LEADER);
    CHECK_ERR(
        casefile_app_function_ends(&c, (function_id){KARI + 100}, c.today, &r),
        DENIED, 0);
    confirm_all(f, date_ymd(2025, 1, 1));
    run_job(f);
    c = fx_as(f, BOSS, REGION, ROLE_LEADER);
    OK(casefile_app_function_ends(&c, (function_id){KARI + 100}, yesterday,
                                  &r));
    CHECK_EQ(r.cases, 1);
    CHECK_EQ(fx_holder(f, id), LEA_LEADER + 100);
    CHECK_EQ(waits(f, LEA_LEADER, WELFARE), 1);
    CHECK_EQ(list(f, LEA_LEADER, WELFARE).n, 1);
}

TEST_BOTH(the_administrator_sees_numbers_only)
{
    struct call c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    struct authority_counts n = {0};

    confirm_all(f, date_ymd(2026, 1, 1));
    OK(authority_app_counts(&c, &n));
    CHECK_EQ(n.n, 4);
    CHECK_EQ(n.row[0].late, 0);
    c = fx_as(f, BOSS, REGION, ROLE_ADMINISTRATOR);
    CHECK_ERR(authority_app_view(&c, &(struct authority_list){0}), DENIED, 0);
}
