/* Tests of the baton through its app functions, on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/fixture.h"
#include "text/messages_casefile.h"
#include "text/messages_text.h"

TEST_BOTH(open_offer_accept)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct call c = fx_tone(f);
    case_id about = {0};

    CHECK_EQ(fx_holder(f, id), KARI + 100);
    OK(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, &about));
    CHECK_EQ(about.v, id.v);
    CHECK_EQ(fx_holder(f, id), TONE + 100);
    c = fx_tone(f);
    CHECK_ERR(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL),
              DENIED, 0);
}

TEST_BOTH(a_stranger_learns_nothing)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct call c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);

    CHECK_ERR(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL),
              NOT_FOUND, 0);
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    CHECK_ERR(
        casefile_app_answer(&c, (offer_id){77}, ANSWER_YES, STR_NONE, NULL),
        NOT_FOUND, 0);
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    CHECK_ERR(casefile_app_team_end(&c, id, (function_id){KARI + 100}),
              NOT_FOUND, 0);
}

TEST_BOTH(a_no_needs_a_reason_and_two_raise)
{
    case_id id = fx_case(f);

    for (int i = 0; i < 2; i++) {
        offer_id offer = fx_offer(f, id);
        struct call c = fx_tone(f);

        CHECK_ERR(casefile_app_answer(&c, offer, ANSWER_NO, STR_NONE, NULL),
                  INVALID, MSG_CASE_REASON_NEEDED);
        c = fx_tone(f);
        OK(casefile_app_answer(&c, offer, ANSWER_NO, STR("No room"), NULL));
        CHECK_EQ(fx_holder(f, id), KARI + 100);
    }
}

static void
run_jobs(struct fixture *f, int want)
{
    int32_t ran = 0;
    struct call c;

    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(deadline_run_due(&c, casefile_jobs, casefile_jobs_n, casefile_daily,
                        casefile_daily_n, &ran));
    CHECK_EQ(ran, want);
}

static void
days_pass(struct fixture *f, int32_t workdays)
{
    struct date day = workday_add(date_in_oslo(f->now), workdays);

    f->now = date_end_in_oslo(date_add(day, -1));
    f->now.us += 9 * INT64_C(3600000000);
}

TEST_BOTH(the_ladder_ends_with_the_sender)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct call c;

    run_jobs(f, 3); /* the daily ones */
    run_jobs(f, 0);
    days_pass(f, 6); /* the term and a day: a reminder */
    run_jobs(f, 4);
    run_jobs(f, 0);
    days_pass(f, 2);
    run_jobs(f, 4);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    OK(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL));
    CHECK_EQ(fx_holder(f, id), BUP_LEADER + 100);
}

TEST_BOTH(an_offer_runs_out_after_the_last_rung)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct call c = fx_tone(f);

    OK(casefile_app_answer(&c, offer, ANSWER_TALK, STR_NONE, NULL));
    run_jobs(f, 3);
    days_pass(f, 6); /* extended by a day: nothing yet */
    run_jobs(f, 3);
    for (int i = 0; i < 4; i++) {
        days_pass(f, i == 0 ? 1 : 2);
        run_jobs(f, 4);
    }
    c = fx_tone(f);
    CHECK_ERR(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL),
              NOT_FOUND, 0);
    CHECK_EQ(fx_holder(f, id), KARI + 100);
}

TEST_BOTH(a_leavers_batons_fall_to_the_leader)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct leaver_result r;
    struct call c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);

    OK(casefile_app_function_ends(&c, (function_id){KARI + 100}, c.today, &r));
    CHECK_EQ(r.cases, 1);
    CHECK_EQ(r.to.v, LEA_LEADER + 100);
    CHECK_EQ(fx_holder(f, id), LEA_LEADER + 100);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    OK(casefile_app_function_ends(&c, (function_id){TONE + 100}, c.today, &r));
    CHECK_EQ(r.offers, 1);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    OK(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL));
    CHECK_EQ(fx_holder(f, id), BUP_LEADER + 100);
}

TEST_BOTH(a_planned_end_moves_batons_on_the_last_day)
{
    case_id id = fx_case(f);
    struct leaver_result r;
    struct call c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);

    OK(casefile_app_function_ends(&c, (function_id){KARI + 100},
                                  workday_add(c.today, 2), &r));
    CHECK_EQ(r.cases, 0);
    CHECK_EQ(fx_holder(f, id), KARI + 100);
    run_jobs(f, 3);
    days_pass(f, 2);
    run_jobs(f, 3);
    CHECK_EQ(fx_holder(f, id), LEA_LEADER + 100);
}

TEST_BOTH(work_for_somebody_away_goes_to_who_stands_in)
{
    case_id id = fx_case(f);
    struct call c = fx_tone(f);
    offer_id offer;

    OK(casefile_app_absence(&c, c.today, workday_add(c.today, 5)));
    offer = fx_offer(f, id);
    c = fx_tone(f);
    CHECK_ERR(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL),
              NOT_FOUND, 0);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    OK(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL));
}

TEST_BOTH(the_database_refuses_a_holder_who_has_left)
{
    case_id id = fx_case(f);
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    CHECK_ERR(db_run(&tx, &fx_stmt[FX_END],
                     DB_ARGS(db_int(KARI + 100), db_cz("2026-01-01")), NULL),
              CONFLICT, 0);
    OK(db_write_end(&tx, false));
    OK(db_write_begin(f->db, f->mem, &tx));
    OK(db_run(&tx, &fx_stmt[FX_END],
              DB_ARGS(db_int(OLA + 100), db_cz("2026-01-01")), NULL));
    CHECK_ERR(db_run(&tx, &fx_stmt[FX_STEAL],
                     DB_ARGS(db_int(id.v), db_int(OLA + 100)), NULL),
              CONFLICT, 0);
    OK(db_write_end(&tx, false));
}

/* Who sees only some of what the unit sees holds no baton, by name or among
 * all with the function. */
TEST_BOTH(a_limited_function_gets_no_baton)
{
    enum { AIDE = 23 };
    case_id id = fx_case(f);
    struct db_tx tx;
    struct offer_form form = {.case_id = id,
                              .to = {AIDE + 100},
                              .reason = STR("The clinic leads from now"),
                              .basis = BASIS_NECESSARY};
    struct call c = fx_kari(f);
    offer_id out = {0};

    OK(db_write_begin(f->db, f->mem, &tx));
    fx_person(f, &tx, AIDE, CLINIC, FUNCTION_CARE_STAFF);
    OK(db_write_end(&tx, true));
    OK(casefile_app_invite(&c, id, (unit_id){CLINIC}, PURPOSE_HEALTH_CARE));
    c = fx_kari(f);
    CHECK_ERR(casefile_app_offer(&c, &form, &out), INVALID, MSG_FORM_CHOICE);
    form.to = (function_id){0};
    form.to_unit = (unit_id){CLINIC};
    form.kind = FUNCTION_CARE_STAFF;
    c = fx_kari(f);
    CHECK_ERR(casefile_app_offer(&c, &form, &out), INVALID, MSG_FORM_CHOICE);
    form.kind = FUNCTION_THERAPIST;
    c = fx_kari(f);
    OK(casefile_app_offer(&c, &form, &out));
}
