/* Tests of the two answers on the shipped data: who is responsible, who leads.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/fixture.h"

#include "text/messages_registry.h"

static struct registry_responsible
ask(struct fixture *f, const char *number, const char *district, struct date on)
{
    struct registry_responsible r = {0};

    CHECK(!registry_responsible(&f->call.tx, str_of(number), str_of(district),
                                on, &r));
    return r;
}

TEST_BOTH(a_municipality_names_all_who_are_responsible)
{
    struct date today = date_ymd(2026, 11, 21);
    struct registry_responsible r;

    CHECK(fx_import_shipped(f).stored);
    fx_begin(f);
    r = ask(f, "5014", "", today); /* Frøya */
    CHECK_EQ(r.hf.n, 1);
    CHECK_STR(r.hf.row[0].unit_name, "St. Olavs hospital HF");
    CHECK_EQ(r.bup.n, 1);
    CHECK_STR(r.bup.row[0].unit_name, "BUP Orkdal");
    CHECK_EQ(r.bup.row[0].certainty, CERTAINTY_DATED);
    CHECK_EQ(r.bufetat.n, 1);
    CHECK_STR(r.bufetat.row[0].unit_name, "Bufetat region Midt-Norge");
    CHECK_EQ(r.thk.n, 2);

    r = ask(f, "0301", "", today); /* Oslo does Bufetat's tasks itself */
    CHECK_STR(r.bufetat.row[0].unit_name,
              "Barne- og familieetaten, Oslo kommune");
    CHECK_EQ(r.bup.n, 0);

    r = ask(f, "5001", "", today); /* Trondheim is divided */
    CHECK_EQ(r.bup.n, 4);
    r = ask(f, "5001", "Heimdal", today);
    CHECK_EQ(r.bup.n, 1);
    CHECK_STR(r.bup.row[0].unit_name, "BUP Rosten");
    fx_end(f, false);
}

TEST_BOTH(the_answer_follows_the_date)
{
    CHECK(fx_import_shipped(f).stored);
    fx_begin(f);
    /* THK teams 4 and 8 came in 2021 and 2022; Ålesund's number in 2024. */
    CHECK_EQ(ask(f, "5014", "", date_ymd(2020, 12, 31)).thk.n, 0);
    CHECK_EQ(ask(f, "5014", "", date_ymd(2021, 1, 1)).thk.n, 1);
    CHECK_EQ(ask(f, "5014", "", date_ymd(2021, 12, 31)).thk.n, 1);
    CHECK_EQ(ask(f, "5014", "", date_ymd(2022, 1, 1)).thk.n, 2);
    CHECK_EQ(ask(f, "1508", "", date_ymd(2023, 12, 31)).hf.n, 0);
    CHECK_EQ(ask(f, "1508", "", date_ymd(2024, 1, 1)).hf.n, 1);
    fx_end(f, false);
    CHECK(fx_import(f, "unit,municipality,purpose,valid_to\n"
                       "BUP-ROROS,1101,bup,2025-12-31\n")
              .stored);
    fx_begin(f);
    CHECK_EQ(ask(f, "1101", "", date_ymd(2025, 12, 31)).bup.n, 1);
    CHECK_EQ(ask(f, "1101", "", date_ymd(2026, 1, 1)).bup.n, 0);
    fx_end(f, false);
}

TEST_BOTH(an_unknown_municipality_is_not_found)
{
    struct registry_responsible r;

    fx_begin(f);
    CHECK_ERR(registry_responsible(&f->call.tx, STR("9999"), STR_NONE,
                                   f->call.today, &r),
              NOT_FOUND, MSG_MUNICIPALITY_NOT_FOUND);
    fx_end(f, false);
}

static const struct catchment_list *
list_for(const struct registry_responsible *r, enum catchment_purpose p)
{
    return p == CATCHMENT_HF        ? &r->hf
           : p == CATCHMENT_BUP     ? &r->bup
           : p == CATCHMENT_BUFETAT ? &r->bufetat
                                    : &r->thk;
}

static bool
is_hole(const struct catchment_problem_list *ps, struct str number,
        enum catchment_purpose p)
{
    for (size_t i = 0; i < ps->n; i++)
        if (ps->row[i].fault == CATCHMENT_HOLE && ps->row[i].purpose == p &&
            str_eq(ps->row[i].municipality, number))
            return true;
    return false;
}

TEST_BOTH(all_357_have_an_answer_or_a_listed_hole)
{
    struct arena *mem = f->call.mem;
    struct municipality_list places = {0};
    struct catchment_list rows = {0};
    struct catchment_problem_list ps;
    size_t holes = 0;

    CHECK(fx_import_shipped(f).stored);
    fx_begin(f);
    CHECK(!registry_store_list_municipalities(&f->call.tx, &places));
    CHECK(!registry_store_list_catchments(&f->call.tx, f->call.today, &rows));
    CHECK_EQ(places.n, 357);
    ps = catchment_problems(mem, &places, &rows, f->call.today);
    for (size_t i = 0; i < places.n; i++) {
        struct str number = places.row[i].number;
        struct registry_responsible r = ask(f, str_cz(mem, number), "",
                                            f->call.today);

        for (unsigned p = CATCHMENT_HF; p <= CATCHMENT_THK; p++) {
            enum catchment_purpose purpose = (enum catchment_purpose)p;
            bool hole = is_hole(&ps, number, purpose);

            test_check(hole == (list_for(&r, purpose)->n == 0),
                       str_cz(mem, number), TEST_WHERE);
            holes += hole;
        }
    }
    CHECK_EQ(holes, 357 - 65); /* BUP outside Midt-Norge */
    CHECK_EQ(ps.n, holes);     /* and no overlap */
    fx_end(f, false);
}

/* --- who leads --- */
static const char people[] = "user,name\n"
                             "rita,Rita Region\n"
                             "kari,Kari Klinikk\n"
                             "ola,Ola Behandler\n";
static const char functions[] =
    "user,unit,function,valid_from,valid_to,deputy\n"
    "rita,HF-STOLAV,leader,2020-01-01,,\n"
    "kari,BUP-ROSTEN,leader,2026-01-01,2026-06-30,\n"
    "ola,BUP-ROSTEN,therapist,2026-01-01,,kari\n";

static struct function_row
function_of(struct fixture *f, const char *unit, enum function_kind kind,
            struct date on)
{
    struct unit u = {0};
    struct function_list list = {0};
    bool found = false;

    CHECK(!registry_store_find_unit(&f->call.tx, str_of(unit), &u, &found));
    CHECK(found);
    CHECK(!registry_store_list_functions(&f->call.tx, u.id, kind, on, &list));
    CHECK_EQ(list.n, 1);
    return list.n ? list.row[0] : (struct function_row){0};
}

static void
check_answers(struct fixture *f, const struct function_row *of, struct date on,
              const char *want)
{
    struct function_row got = {0};
    bool found = false;

    CHECK(!registry_deputy_or_leader(&f->call.tx, of->id, on, &got, &found));
    CHECK(found);
    CHECK_STR(got.holder_name, want);
}

TEST_BOTH(the_baton_falls_upward_never_to_nobody)
{
    struct date spring = date_ymd(2026, 3, 1);
    struct date autumn = date_ymd(2026, 9, 1);
    struct function_row therapist;
    struct function_row leader;
    struct function_row got = {0};
    bool found = false;

    CHECK(fx_import_shipped(f).stored);
    CHECK(fx_import(f, people).stored);
    CHECK(fx_import(f, functions).stored);
    fx_begin(f);
    therapist = function_of(f, "BUP-ROSTEN", FUNCTION_THERAPIST, spring);
    leader = function_of(f, "BUP-ROSTEN", FUNCTION_LEADER, spring);
    CHECK_STR(therapist.holder_name, "Ola Behandler");
    CHECK_STR(therapist.unit_name, "BUP Rosten");
    CHECK(therapist.deputy_id.v == leader.id.v);
    check_answers(f, &therapist, spring, "Kari Klinikk");
    check_answers(f, &therapist, autumn, "Rita Region"); /* kari has left */
    check_answers(f, &leader, spring, "Rita Region");    /* never oneself */
    CHECK(
        !registry_leader_of(&f->call.tx, leader.unit_id, spring, &got, &found));
    CHECK(found && got.id.v == leader.id.v);
    CHECK(!registry_leader_of(&f->call.tx, leader.unit_id, date_ymd(2019, 1, 1),
                              &got, &found));
    CHECK(!found);
    fx_end(f, false);
}

TEST_BOTH(functions_are_ended_not_deleted)
{
    struct function_row leader;
    struct function_list left = {0};

    CHECK(fx_import_shipped(f).stored);
    CHECK(fx_import(f, people).stored);
    CHECK(fx_import(f, functions).stored);
    fx_begin(f);
    leader = function_of(f, "HF-STOLAV", FUNCTION_LEADER, f->call.today);
    leader.valid_to = f->call.today;
    CHECK(!registry_store_update_function(&f->call.tx, &leader));
    CHECK_ERR(registry_store_update_function(&f->call.tx, &leader), CONFLICT,
              MSG_REGISTRY_CHANGED_MEANWHILE);
    CHECK(!registry_store_list_account_functions(&f->call.tx, leader.account_id,
                                                 DATE_NONE, &left));
    CHECK_EQ(left.n, 1);
    CHECK_DATE(left.row[0].valid_to, "2026-11-21");
    CHECK(!registry_store_list_account_functions(
        &f->call.tx, leader.account_id, date_add(f->call.today, 1), &left));
    CHECK_EQ(left.n, 0);
    fx_end(f, false);
}

TEST_BOTH(a_merged_unit_names_its_successor)
{
    struct unit old = {0};
    struct unit new = {0};
    struct succession_list list = {0};
    bool found = false;

    CHECK(fx_import_shipped(f).stored);
    CHECK(fx_import(f, "unit,type,name,valid_to\n"
                       "BUP-ROROS,bup,BUP Røros,2026-06-30\n")
              .stored);
    CHECK(fx_import(f, "unit,successor,valid_from\n"
                       "BUP-ROROS,BUP-ORKDAL,2026-07-01\n")
              .stored);
    fx_begin(f);
    CHECK(
        !registry_store_find_unit(&f->call.tx, STR("BUP-ROROS"), &old, &found));
    CHECK(!registry_store_find_unit(&f->call.tx, STR("BUP-ORKDAL"), &new,
                                    &found));
    CHECK(!registry_store_list_successors(&f->call.tx, old.id, &list));
    CHECK_EQ(list.n, 1);
    CHECK_STR(list.row[0].unit_name, "BUP Orkdal");
    CHECK_DATE(list.row[0].valid_from, "2026-07-01");
    CHECK(!registry_store_list_predecessors(&f->call.tx, new.id, &list));
    CHECK_EQ(list.n, 1);
    /* Røros has no clinic any more, and the answer of then stays readable. */
    CHECK_EQ(ask(f, "5025", "", f->call.today).bup.n, 0);
    CHECK_EQ(ask(f, "5025", "", date_ymd(2026, 6, 30)).bup.n, 1);
    fx_end(f, false);
}

TEST_BOTH(search_finds_without_case_and_by_number)
{
    struct unit_search what = {.any_type = true, .limit = 10};
    struct unit_list list = {0};
    int64_t total = 0;

    CHECK(fx_import_shipped(f).stored);
    fx_begin(f);
    what.text = STR("ÅLESUND");
    CHECK(!registry_store_search_units(&f->call.tx, &what, &list, &total));
    CHECK_EQ(total, 3);
    CHECK_STR(list.row[0].name, "BUP Ålesund");
    what.text = STR("883974832");
    CHECK(!registry_store_search_units(&f->call.tx, &what, &list, &total));
    CHECK_EQ(total, 1);
    what.text = STR("100%");
    CHECK(!registry_store_search_units(&f->call.tx, &what, &list, &total));
    CHECK_EQ(total, 0);
    what = (struct unit_search){.type = UNIT_BUP, .limit = 5, .offset = 15};
    CHECK(!registry_store_search_units(&f->call.tx, &what, &list, &total));
    CHECK_EQ(total, 19);
    CHECK_EQ(list.n, 4);
    fx_end(f, false);
}

TEST_BOTH(the_store_refuses_to_delete_or_move)
{
    CHECK(fx_import_shipped(f).stored);
    CHECK(fx_import(f, people).stored);
    CHECK(fx_import(f, functions).stored);
    for (size_t i = 0; i < FX_NEVER_COUNT; i++) {
        const struct err *err;

        fx_begin(f);
        err = db_run(&f->call.tx, &fx_never[i], DB_NO_ARGS, NULL);
        test_check(err != NULL, fx_never[i].name, TEST_WHERE);
        fx_end(f, false);
    }
}
