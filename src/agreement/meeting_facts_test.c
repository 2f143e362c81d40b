/* A year of meetings in the real stores is the evidence: past days are judged
 * as they were, and a meeting less flips exactly the duty to hold so many.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/meeting_facts.h"

#include "agreement/app.h"
#include "agreement/shipped.h"
#include "body/action_plan_store.h"
#include "body/store.h"

#define FX_MORE_SETS                                                 \
    agreement_sql, agreement_fact_sql, agreement_duty_sql, body_sql, \
        meeting_sql, body_facts_sql, action_plan_sql, account_sql
#include "access/account.h"
#include "agreement/fixture.h"

enum { MEETINGS = 3, GUESTS = 6, REFS = 32 };

static const char *const guest[GUESTS] = {
    "RKBU-MIDT", "KORUS-MIDT", "RVTS-MIDT", "SF-TRL", "SF-MR", "KS"};

struct year {
    struct fixture *f;
    struct db_tx *tx;
    struct agreement agreement;
    struct clause_list clauses;
    version_id version;
    struct body rsbu;
    struct body au;
    unit_id party[2];
    struct body_person person[2 + GUESTS];
    struct meeting meeting[MEETINGS];
    account_id account;
};

static unit_id
unit_of(struct year *y, const char *code)
{
    struct unit u = {0};
    bool found = false;

    OK(registry_store_find_unit(y->tx, str_of(code), &u, &found));
    CHECK(found);
    return u.id;
}

static void
add_unit(struct year *y, const struct body *b, unit_id unit,
         enum body_part part, int32_t position)
{
    struct body_unit u = {.unit = unit,
                          .part = part,
                          .position = position,
                          .valid_from = b->valid_from,
                          .valid_to = DATE_NONE};

    OK(body_store_add_unit(y->tx, b->id, &u));
}

static void
add_person(struct year *y, size_t i, unit_id unit, enum seat seat)
{
    y->person[i] = (struct body_person){.id = {id_new()},
                                        .body = y->rsbu.id,
                                        .unit = unit,
                                        .name = STR("Medlem"),
                                        .seat = seat,
                                        .valid_from = y->rsbu.valid_from,
                                        .valid_to = DATE_NONE};
    OK(body_store_add_person(y->tx, &y->person[i]));
}

static void
add_bodies(struct year *y)
{
    y->rsbu = (struct body){.id = {id_new()},
                            .code = STR("RSBU-PROVE"),
                            .kind = BODY_RSBU,
                            .name = STR("RSBU"),
                            .short_name = STR("RSBU"),
                            .quorum_parties = true,
                            .host_years = 2,
                            .host_from = 2021,
                            .valid_from = date_ymd(2021, 9, 1),
                            .valid_to = DATE_NONE};
    y->au = y->rsbu;
    y->au.id.v = id_new();
    y->au.code = STR("AU-PROVE");
    y->au.kind = BODY_AU;
    y->au.prepares = y->rsbu.id;
    OK(body_store_insert(y->tx, &y->rsbu));
    OK(body_store_insert(y->tx, &y->au));
    y->party[0] = unit_of(y, "BUF-MIDT");
    y->party[1] = unit_of(y, "RHF-MIDT");
    for (int32_t i = 0; i < 2; i++) {
        add_unit(y, &y->rsbu, y->party[i], PART_PARTY, i);
        add_unit(y, &y->au, y->party[i], PART_PARTY, i);
        add_person(y, (size_t)i, y->party[i], SEAT_MEMBER);
    }
    for (size_t i = 0; i < GUESTS; i++)
        add_person(y, 2 + i, unit_of(y, guest[i]), SEAT_INVITED);
}

/* Noon of a day. */
static struct instant
noon(struct date d)
{
    return meeting_time(d, 12 * 60);
}

static void
add_item(struct year *y, const struct meeting *m, enum item_topic topic)
{
    struct agenda_item i = {.id = {id_new()},
                            .body = m->body,
                            .meeting = m->id,
                            .number = 1,
                            .kind = ITEM_DECISION,
                            .topic = topic,
                            .title = STR("Sak"),
                            .proposed_at = m->planned_at,
                            .prepared_body = y->au.id,
                            .prepared_at = m->planned_at,
                            .state = ITEM_PLACED};

    OK(item_store_put(y->tx, &i));
    i.version = 1;
    i.state = ITEM_TREATED;
    i.treated_at = m->held_at;
    OK(item_store_put(y->tx, &i));
}

/* Planned sixty days before, approved thirty before, called twenty before, held
 * and noted the day after. */
static void
add_meeting(struct year *y, struct meeting *m, struct date day,
            enum item_topic topic)
{
    *m = (struct meeting){.id = {id_new()},
                          .body = y->rsbu.id,
                          .state = MEETING_HELD,
                          .starts_at = noon(day),
                          .ends_at = noon(day),
                          .held_on = day,
                          .host = y->party[0],
                          .planned_at = noon(date_add(day, -60)),
                          .called_at = noon(date_add(day, -20)),
                          .held_at = noon(date_add(day, 1)),
                          .quorate = true};
    OK(meeting_store_put(y->tx, m));
    m->version = 1;
    add_item(y, m, topic);
    for (size_t i = 0; i < 2; i++)
        OK(approval_store_put(y->tx, m->id, y->party[i], y->account,
                              noon(date_add(day, -30))));
    for (size_t i = 0; i < ARRAY_LEN(y->person); i++) {
        struct meeting_person p = {.person = y->person[i],
                                   .called_at = m->called_at,
                                   .presence = PRESENT};

        OK(meeting_store_put_person(y->tx, m->id, &p));
    }
}

static void
fill_year(struct year *y, struct fixture *f)
{
    struct version_list versions = {0};
    struct account a = {
        .login = STR("prove"), .name = STR("Prøve"), .valid_to = DATE_NONE};
    bool found = false;

    *y = (struct year){.f = f, .tx = &f->call.tx};
    OK(agreement_install_in(&f->call));
    OK(agreement_store_find(y->tx, STR(AGREEMENT_MIDT), &y->agreement, &found));
    OK(version_store_list(y->tx, y->agreement.id, &versions));
    y->version = versions.row[0].id;
    OK(clause_store_list(y->tx, y->version, &y->clauses));
    OK(account_store_insert(y->tx, &a));
    y->account = a.id;
    add_bodies(y);
    for (int month = 10; month <= 12; month++) /* the year before is kept */
        add_meeting(y, &y->meeting[0], date_ymd(2025, month, 1),
                    month == 12 ? TOPIC_EVALUATION : TOPIC_NONE);
    add_meeting(y, &y->meeting[0], date_ymd(2026, 3, 5), TOPIC_NONE);
    add_meeting(y, &y->meeting[1], date_ymd(2026, 6, 4), TOPIC_NONE);
    add_meeting(y, &y->meeting[2], date_ymd(2026, 12, 3), TOPIC_EVALUATION);
}

static void
judge_all(struct year *y, struct date on, struct verdict out[REFS])
{
    struct fact_list facts = {0};

    OK(agreement_store_facts(y->tx, y->agreement.id, y->version, &facts));
    CHECK_EQ(y->clauses.n, REFS);
    for (size_t i = 0; i < REFS; i++)
        out[i] = y->clauses.row[i].shown == SHOWN_OBLIGATION
                     ? obligation_judge(y->f->call.mem, &y->clauses.row[i].duty,
                                        &facts, on)
                     : (struct verdict){.applies = false};
}

TEST_BOTH(a_year_in_the_bodies_is_the_evidence)
{
    struct verdict v[REFS];
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    judge_all(&y, date_ymd(2026, 12, 4), v);
    CHECK_EQ(v[6].state, VERDICT_MET); /* A07: three meetings */
    CHECK_EQ(v[6].have, 3);
    CHECK_EQ(v[7].state, VERDICT_MET);  /* A08: prepared by AU */
    CHECK_EQ(v[10].state, VERDICT_MET); /* A11: joint agenda */
    CHECK_EQ(v[11].state, VERDICT_MET); /* A12: invited */
    CHECK_EQ(v[12].state, VERDICT_MET); /* A13: the host's turn */
    CHECK_EQ(v[13].state, VERDICT_MET); /* A14: evaluated in the last */
    CHECK(str_starts(v[6].evidence[0]->href, STR("/moter/")));
    fx_end(f, false);
}

TEST_BOTH(past_days_are_judged_by_what_was_known_then)
{
    struct verdict v[REFS];
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    judge_all(&y, date_ymd(2026, 12, 3), v); /* held, not noted yet */
    CHECK_EQ(v[6].have, 2);
    CHECK_EQ(v[6].state, VERDICT_DUE);
    CHECK_DATE(v[6].last, "2026-12-03");
    judge_all(&y, date_ymd(2026, 10, 20), v); /* planned, no agenda yet */
    CHECK_EQ(v[10].state, VERDICT_DUE_SOON);
    CHECK_EQ(v[11].state, VERDICT_DUE_SOON);
    judge_all(&y, date_ymd(2026, 11, 4), v); /* approved, not called */
    CHECK_EQ(v[10].state, VERDICT_MET);
    CHECK_EQ(v[11].state, VERDICT_DUE_SOON);
    judge_all(&y, date_ymd(2026, 11, 14), v); /* called */
    CHECK_EQ(v[11].state, VERDICT_MET);
    fx_end(f, false);
}

TEST_BOTH(a_meeting_less_flips_one_obligation)
{
    struct verdict before[REFS];
    struct verdict after[REFS];
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    judge_all(&y, date_ymd(2026, 12, 31), before);
    y.meeting[1].state = MEETING_CANCELLED;
    y.meeting[1].held_at.us = 0;
    OK(meeting_store_put(y.tx, &y.meeting[1]));
    judge_all(&y, date_ymd(2026, 12, 31), after);
    for (size_t i = 0; i < REFS; i++)
        CHECK_EQ(before[i].state != after[i].state, i == 6);
    fx_end(f, false);
}

TEST_BOTH(a_body_of_others_is_no_evidence)
{
    struct verdict v[REFS];
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    add_unit(&y, &y.rsbu, unit_of(&y, "KS"), PART_PARTY, 2);
    judge_all(&y, date_ymd(2026, 12, 4), v);
    CHECK_EQ(v[6].have, 0);
    fx_end(f, false);
}

TEST_BOTH(without_a_quorum_it_was_not_held)
{
    struct verdict v[REFS];
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    y.meeting[0].quorate = false;
    OK(meeting_store_put(y.tx, &y.meeting[0]));
    judge_all(&y, date_ymd(2026, 12, 4), v);
    CHECK_EQ(v[6].have, 2);
    fx_end(f, false);
}

/* --- the action plan --- */

/* Put before a coming meeting; AU prepared it on 1 December 2025, or not. */
static item_id
put_plan(struct year *y, action_plan_id plan, bool prepared)
{
    struct meeting m = {.id = {id_new()},
                        .body = y->rsbu.id,
                        .state = MEETING_PLANNED,
                        .starts_at = noon(date_ymd(2027, 6, 1)),
                        .ends_at = noon(date_ymd(2027, 6, 1)),
                        .held_on = date_ymd(2027, 6, 1),
                        .host = y->party[0],
                        .planned_at = noon(date_ymd(2025, 11, 1))};
    struct agenda_item i = {.id = {id_new()},
                            .body = y->rsbu.id,
                            .meeting = m.id,
                            .number = 1,
                            .kind = ITEM_ENDORSEMENT,
                            .topic = TOPIC_PLAN,
                            .title = STR("Plan"),
                            .plan = plan.v,
                            .proposed_at = m.planned_at,
                            .state = ITEM_PLACED};

    if (prepared) {
        i.prepared_body = y->au.id;
        i.prepared_at = noon(date_ymd(2025, 12, 1));
    }
    OK(meeting_store_put(y->tx, &m));
    OK(item_store_put(y->tx, &i));
    return i.id;
}

static struct action_plan
add_plan(struct year *y, bool prepared)
{
    struct action_plan p = {.id = {id_new()},
                            .body = y->rsbu.id,
                            .number = 1,
                            .title = STR("Handlingsplan 2026–2027"),
                            .from = date_ymd(2026, 1, 1),
                            .until = action_plan_end(date_ymd(2026, 1, 1)),
                            .returned_on = DATE_NONE,
                            .closed_on = DATE_NONE};

    OK(action_plan_store_put(y->tx, &p, y->account, y->f->call.now));
    p.version = 1;
    p.item = put_plan(y, p.id, prepared);
    return p;
}

/* Both parties on 15 December 2025, or one of them. */
static void
endorse_plan(struct year *y, const struct action_plan *p, size_t parties)
{
    struct body_decision d = {.id = {id_new()},
                              .body = y->rsbu.id,
                              .meeting = y->meeting[0].id,
                              .item = p->item,
                              .year = 2025,
                              .number = 9,
                              .topic = TOPIC_PLAN,
                              .title = STR("Plan"),
                              .text = STR("Tilslutning"),
                              .decided_on = date_ymd(2025, 12, 15)};

    OK(body_decision_store_insert(y->tx, &d, STR("plan")));
    for (size_t i = 0; i < parties; i++) {
        struct endorsement e = {.unit = y->party[i],
                                .decision = d.id,
                                .account = y->account,
                                .on = d.decided_on};

        OK(endorsement_store_insert(y->tx, p->id, &e, y->f->call.now));
    }
}

TEST_BOTH(an_endorsed_plan_flips_its_two_obligations)
{
    const struct date day = date_ymd(2026, 12, 31);
    struct verdict before[REFS];
    struct verdict after[REFS];
    struct action_plan p;
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    judge_all(&y, day, before);
    CHECK_EQ(before[8].state, VERDICT_BREACHED); /* A09 */
    CHECK_EQ(before[9].state, VERDICT_BREACHED); /* A10 */
    p = add_plan(&y, true);
    endorse_plan(&y, &p, 2);
    judge_all(&y, day, after);
    for (size_t i = 0; i < REFS; i++)
        CHECK_EQ(before[i].state != after[i].state, i == 8 || i == 9);
    CHECK_EQ(after[8].state, VERDICT_MET);
    CHECK_EQ(after[9].state, VERDICT_MET);
    CHECK_STR(after[9].evidence[0]->label, "Handlingsplan 2026–2027");
    CHECK(str_starts(after[9].evidence[0]->href, STR("/organ/")));
    judge_all(&y, date_ymd(2027, 12, 31), after); /* its last day: due */
    CHECK_EQ(after[8].state, VERDICT_DUE);
    judge_all(&y, date_ymd(2028, 1, 1), after);
    CHECK_EQ(after[8].state, VERDICT_BREACHED);
    CHECK_DATE(after[8].last, "2027-12-31");
    fx_end(f, false);
}

TEST_BOTH(a_plan_on_its_way_is_judged_step_by_step)
{
    struct verdict v[REFS];
    struct action_plan p;
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    p = add_plan(&y, true);
    judge_all(&y, date_ymd(2026, 1, 2), v);
    CHECK_EQ(v[8].state, VERDICT_MET);      /* AU drafted it */
    CHECK_EQ(v[9].state, VERDICT_BREACHED); /* nobody endorsed it */
    CHECK_EQ(v[9].lack[0].kind, LACK_ENDORSEMENT);
    endorse_plan(&y, &p, 1);
    judge_all(&y, date_ymd(2026, 1, 2), v);
    CHECK_EQ(v[9].state, VERDICT_BREACHED); /* one of two */
    fx_end(f, false);
}

TEST_BOTH(a_plan_that_au_did_not_prepare_meets_one)
{
    struct verdict v[REFS];
    struct action_plan p;
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    p = add_plan(&y, false);
    judge_all(&y, date_ymd(2026, 1, 2), v);
    CHECK_EQ(v[9].lack[0].kind, LACK_PLAN);
    endorse_plan(&y, &p, 2);
    judge_all(&y, date_ymd(2026, 1, 2), v);
    CHECK_EQ(v[8].state, VERDICT_BREACHED);
    CHECK_EQ(v[8].lack[0].kind, LACK_PLAN_PREPARED);
    CHECK_EQ(v[9].state, VERDICT_MET);
    judge_all(&y, date_ymd(2025, 12, 14), v); /* the day before */
    CHECK_EQ(v[9].lack[0].kind, LACK_PLAN);
    fx_end(f, false);
}

TEST_BOTH(a_plan_closed_early_holds_until_then)
{
    struct verdict v[REFS];
    struct action_plan p;
    struct year y;

    fx_begin(f);
    fill_year(&y, f);
    p = add_plan(&y, true);
    endorse_plan(&y, &p, 2);
    p.closed_on = date_ymd(2026, 9, 1);
    p.closed_by = y.account;
    OK(action_plan_store_put(y.tx, &p, y.account, f->call.now));
    judge_all(&y, date_ymd(2026, 8, 31), v);
    CHECK_EQ(v[8].state, VERDICT_MET);
    CHECK_DATE(v[8].last, "2027-12-31");
    judge_all(&y, date_ymd(2026, 9, 1), v);
    CHECK_EQ(v[8].state, VERDICT_BREACHED);
    CHECK_DATE(v[8].last, "2026-08-31");
    CHECK_EQ(v[9].state, VERDICT_BREACHED);
    fx_end(f, false);
}
