/* Tests of the worklist and the search, on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/app.h"

#define FX_MORE_SETS                                                         \
    worklist_sql, assessment_sql, agreement_duty_sql, body_sql, meeting_sql, \
        between_sql, action_plan_sql, evaluation_sql, agreement_news_sql,    \
        agreement_approval_sql,
#include "agreement/approval_store.h"
#include "agreement/duty_store.h"
#include "agreement/news.h"
#include "body/action_plan_store.h"
#include "body/evaluation_store.h"
#include "body/store.h"
#include "casefile/fixture.h"

TEST_BOTH(the_worklist_shows_offers_and_duties)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct worklist w;
    struct call c = fx_tone(f);

    OK(worklist_app_view(&c, DUTIES_MINE, 0, 50, &w));
    CHECK_EQ(w.counts.offers, 1);
    CHECK_EQ(w.asked.n, 1);
    CHECK_STR(w.asked.row[0].label.name, "Lea");
    CHECK_EQ(w.duties.n, 0); /* the offer is not told twice */
    c = fx_kari(f);
    OK(worklist_app_view(&c, DUTIES_MINE, 0, 50, &w));
    CHECK_EQ(w.counts.held, 1);
    CHECK_EQ(w.sent.n, 1);
    c = fx_tone(f);
    OK(casefile_app_answer(&c, offer, ANSWER_NO, STR("No room"), NULL));
    c = fx_kari(f);
    OK(worklist_app_view(&c, DUTIES_MINE, 0, 50, &w));
    CHECK_EQ(w.sent.row[0].state, OFFER_DECLINED);
    CHECK_EQ(w.duties.n, 1);
    CHECK_EQ(w.duties.row[0].kind, DEADLINE_BATON_RETRY);
    CHECK_EQ(w.counts.week, 1);
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    OK(worklist_app_view(&c, DUTIES_UNIT, 0, 50, &w));
    CHECK_EQ(w.counts.all + w.counts.offers + w.counts.held, 0);
}

TEST_BOTH(a_missed_deadline_is_told_to_the_leader)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct worklist w;
    int32_t ran = 0;
    struct call c = fx_tone(f);
    struct date day = workday_add(date_in_oslo(f->now), 4);

    OK(casefile_app_answer(&c, offer, ANSWER_NO, STR("No room"), NULL));
    f->now = date_end_in_oslo(date_add(day, -1));
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(deadline_run_due(&c, casefile_jobs, casefile_jobs_n, casefile_daily,
                        casefile_daily_n, &ran));
    c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);
    OK(worklist_app_view(&c, DUTIES_TOLD, 0, 50, &w));
    CHECK_EQ(w.counts.told, 1);
    CHECK_EQ(w.duties.row[0].kind, DEADLINE_BATON_RETRY);
    c = fx_kari(f);
    OK(worklist_app_view(&c, DUTIES_MINE, 0, 50, &w));
    CHECK_EQ(w.counts.over, 1); /* missed, and still to do */
}

/* One name that does not open takes nobody else's child away. */
TEST_BOTH(a_damaged_name_leaves_the_others)
{
    case_id hurt = fx_case(f);
    struct worklist w;
    struct found r;
    struct call c;

    (void)fx_case(f);
    fx_damage_name(f, hurt);
    c = fx_kari(f);
    OK(worklist_app_view(&c, DUTIES_MINE, 0, 50, &w));
    CHECK_EQ(w.counts.held, 2);
    c = fx_kari(f);
    OK(worklist_app_search(&c, STR("oppDIKT"), &r));
    CHECK_EQ(r.children.n, 2); /* the damaged one by its family name */
}

TEST_BOTH(the_search_finds_what_one_may_know_of)
{
    case_id id = fx_case(f);
    struct found r;
    struct call c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);

    OK(worklist_app_search(&c, STR("oppDIKT"), &r));
    CHECK_EQ(r.children.n, 1);
    CHECK_EQ(r.children.row[0].case_id.v, id.v);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    OK(worklist_app_search(&c, id_format(f->mem, id.v), &r));
    CHECK_EQ(r.children.n, 1);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    OK(worklist_app_search(&c, STR("l"), &r));
    CHECK_EQ(r.children.n, 0);
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    OK(worklist_app_search(&c, STR("Lea"), &r));
    CHECK_EQ(r.children.n, 0);
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    OK(worklist_app_search(&c, id_format(f->mem, id.v), &r));
    CHECK_EQ(r.children.n, 0);
}
