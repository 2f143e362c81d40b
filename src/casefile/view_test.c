/* Tests of what is shown, to whom, and of the replayed history.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/fixture.h"
#include "text/messages_casefile.h"
#include "text/messages_sharing.h"
#include "text/messages_text.h"

TEST_BOTH(opener_sees_all_clinic_sees_nothing_before_yes)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct case_view v;
    struct offer_view o;
    struct case_list list;
    struct call c = fx_kari(f);

    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0x1ff, &v));
    CHECK_STR(v.child.given_name, "Lea");
    CHECK_STR(v.child.address, "Fjordveien 1");
    CHECK_EQ(child_age(&v.child, c.today), 12);
    CHECK_EQ(v.units.n, 2);
    CHECK(v.is_holder);
    CHECK_STR(v.baton.reason, "The clinic leads from now");
    CHECK_EQ(v.deadlines.n, 1);
    c = fx_tone(f);
    CHECK_ERR(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v), NOT_FOUND, 0);
    c = fx_tone(f);
    OK(casefile_app_list(&c, CASES_UNIT, 0, 50, &list));
    CHECK_EQ(list.n, 0);
    CHECK_EQ(list.total, 0);
    c = fx_tone(f);
    OK(casefile_app_offer_view(&c, offer, &o));
    CHECK_STR(o.label.name, "Lea");
    CHECK(o.may_answer && !o.is_sender);
    c = fx_tone(f);
    OK(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL));
    c = fx_tone(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0x1ff, &v));
    CHECK_STR(v.child.given_name, "Lea");
    CHECK(v.is_holder);
    c = fx_tone(f);
    OK(casefile_app_list(&c, CASES_MINE, 0, 50, &list));
    CHECK_EQ(list.n, 1);
    CHECK_STR(list.row[0].label.name, "Lea");
}

TEST_BOTH(opening_answers_the_same_and_asks_the_holder)
{
    struct case_open_form form = fx_child("Lea", "02831490090");
    struct call c = fx_kari(f);
    struct case_view v;
    case_id first = {0};
    case_id second = {0};

    OK(casefile_app_open(&c, &form, &first));
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    OK(casefile_app_open(&c, &form, &second));
    CHECK(first.v != second.v && second.v != 0);
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, first, VIEW_KNOCKS, &v));
    CHECK_EQ(v.knocks.n, 1);
    CHECK(v.head.joined);
    c = fx_kari(f);
    CHECK_ERR(casefile_app_view(&c, ACT_CASE_VIEW, second, 0, &v), NOT_FOUND,
              0);
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, first, VIEW_KNOCKS, &v));
    c = fx_kari(f);
    OK(casefile_app_answer_knock(&c, first, v.knocks.row[0].id,
                                 (unit_id){OTHER}, true));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, first, VIEW_UNITS | VIEW_KNOCKS,
                         &v));
    CHECK_EQ(v.knocks.n, 0);
    CHECK_EQ(v.units.n, 2);
}

TEST_BOTH(protected_case_is_for_the_short_list)
{
    case_id id = fx_case(f);
    struct case_view v;
    struct case_list list;
    struct call c = fx_kari(f);
    struct child k;

    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v));
    k = v.child;
    k.protection = PROTECTION_STRICT;
    c = fx_kari(f);
    OK(casefile_app_correct(&c, &k, STR("Decided by the service")));
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    CHECK_ERR(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v), NOT_FOUND, 0);
    c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);
    CHECK_ERR(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v), NOT_FOUND, 0);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    OK(casefile_app_list(&c, CASES_UNIT, 0, 50, &list));
    CHECK_EQ(list.total, 0);
    c = fx_kari(f);
    OK(casefile_app_short_list(&c, id, (account_id){OLA}, true));
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_SHORT_LIST, &v));
    CHECK_EQ(v.short_list.n, 2);
}

TEST_BOTH(a_share_that_ends_closes_at_once)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct case_view v;
    struct call c = fx_tone(f);
    share_id core = {0};

    OK(casefile_app_answer(&c, offer, ANSWER_YES, STR_NONE, NULL));
    c = fx_tone(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_SHARES, &v));
    for (size_t i = 0; i < v.shares.n; i++) {
        if (v.shares.row[i].class_ == CLASS_WELFARE)
            core = v.shares.row[i].id;
    }
    CHECK(core.v != 0);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    OK(sharing_app_end(&c, id, core, STR("No longer needed")));
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    CHECK_ERR(sharing_app_end(&c, id, core, STR("Again")), CONFLICT,
              MSG_SHARE_ALREADY_ENDED);
}

static struct case_log
log_of(struct fixture *f, case_id id, enum log_part part, unit_id unit)
{
    const struct log_ask ask = {.part = part, .unit = unit, .max = 50};
    struct call c = fx_kari(f);
    struct case_log l = {.sum = {0}};

    OK(casefile_app_log(&c, id, &ask, &l));
    return l;
}

TEST_BOTH(the_log_tells_who_looked)
{
    case_id id = fx_case(f);
    const unit_id all = {0};
    struct case_view v;
    struct case_list list;
    struct case_log l;
    struct call c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);

    CHECK_ERR(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v), NOT_FOUND, 0);
    c = fx_kari(f);
    OK(casefile_app_list(&c, CASES_MINE, 0, 50, &list));
    l = log_of(f, id, LOG_ALL, all);
    CHECK_EQ(l.log.total, 3); /* opened, refused, shown in a list */
    CHECK_EQ(l.sum.lines, 2); /* who was refused has done nothing */
    CHECK_EQ(l.sum.people, 1);
    CHECK_EQ(l.sum.units, 1);
    CHECK_EQ(l.sum.unit_n, 2);
    l = log_of(f, id, LOG_OPENED, all); /* and the log itself */
    CHECK_EQ(l.log.total, 3);
    l = log_of(f, id, LOG_REFUSED, all);
    CHECK_EQ(l.log.total, 1);
    CHECK_EQ(l.log.row[0].unit_id.v, OTHER);
    CHECK_EQ(l.log.row[0].action, ACT_CASE_VIEW);
    CHECK_EQ(l.log.row[0].function, FUNCTION_CASEWORKER);
    CHECK_EQ(log_of(f, id, LOG_EMERGENCY, all).log.total, 0);
    CHECK_EQ(log_of(f, id, LOG_ALL, (unit_id){OTHER}).log.total, 1);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    CHECK_ERR(casefile_app_log(&c, id, &(struct log_ask){.max = 1}, &l), DENIED,
              0);
}

/* Two processes write lists; whoever fills the index takes both. */
TEST_BOTH(lists_of_other_processes_are_in_the_log)
{
    case_id id = fx_case(f);
    struct audit_chain other;
    struct services both = f->sv;
    struct case_list list;

    audit_chain_init(&other);
    both.chain = &other;
    for (int i = 0; i < 50; i++) { /* more than one full row of SQL_ADD_MANY */
        struct call c = fx_kari(f);

        c.sv = i % 2 ? &both : &f->sv;
        OK(casefile_app_list(&c, CASES_MINE, 0, 50, &list));
        CHECK_EQ(list.n, 1);
    }
    for (int64_t i = 0; i < 2; i++) /* opened, lists, the log itself */
        CHECK_EQ(log_of(f, id, LOG_ALL, (unit_id){0}).log.total, 51 + i);
    OK(audit_fill_lists(f->db, f->mem)); /* nothing to do */
}

/* What verify says after `wrong` was run, which is undone. */
static enum audit_fault
fault_after(struct fixture *f, const struct db_stmt *wrong,
            const struct db_val *arg, size_t n_arg)
{
    struct audit_verdict v = {0};
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    if (wrong)
        OK(db_run(&tx, wrong, arg, n_arg, NULL));
    OK(audit_verify(&tx, f->keys, NULL, 0, &v));
    OK(db_write_end(&tx, false));
    return v.fault;
}

/* Lists that are hidden from the log, or invented in it, are found. */
TEST_BOTH(verify_proves_the_index_of_lists)
{
    case_id id = fx_case(f);
    struct db_val chain = db_int(f->chain.id);
    struct case_list list;
    struct call c = fx_kari(f);

    OK(casefile_app_list(&c, CASES_MINE, 0, 50, &list));
    CHECK_EQ(fault_after(f, NULL, DB_NO_ARGS), AUDIT_SOUND);
    CHECK_EQ(fault_after(f, &fx_stmt[FX_LIST_SKIP], DB_ARGS(chain)),
             AUDIT_UNLISTED);
    CHECK_EQ(fault_after(f, &fx_stmt[FX_LIST_LOSE], DB_ARGS(chain)),
             AUDIT_UNLISTED);
    OK(audit_fill_lists(f->db, f->mem));
    CHECK_EQ(fault_after(f, NULL, DB_NO_ARGS), AUDIT_SOUND);
    CHECK_EQ(
        fault_after(f, &fx_stmt[FX_LIST_FORGE], DB_ARGS(db_int(id.v), chain)),
        AUDIT_UNLISTED);
}

/* Past the triggers, as whoever has the store's password could. */
static void
swap_lists(struct fixture *f, case_id a, case_id b)
{
    const char *file = str_cz(f->mem,
                              str_fmt(f->mem, "%s/helhet.db", f->folder));
    bool pg = access(file, F_OK) != 0;
    struct db *db = NULL;

    OK(db_open_single(f->mem, pg ? getenv("HELHET_TEST_PG") : file, &fx_set,
                      &db));
    OK(db->driver->script(
        f->mem, db->writer,
        str_cz(f->mem,
               str_fmt(f->mem,
                       "DROP TRIGGER %s; UPDATE audit_case SET case_id ="
                       " CASE case_id WHEN %lld THEN %lld ELSE %lld END",
                       pg ? "audit_case_append_only ON audit_case"
                          : "audit_case_never_changed",
                       (long long)a.v, (long long)b.v, (long long)a.v))));
    db_close(db);
}

/* Each list has as many rows as before, of the other's child. */
TEST_BOTH(verify_finds_swapped_rows_of_the_index_of_lists)
{
    case_id id = fx_case(f);
    case_id other = {0};
    struct case_open_form form = fx_child("Kim", NULL);
    struct case_list list;
    struct call c = fx_kari(f);

    OK(casefile_app_list(&c, CASES_MINE, 0, 50, &list));
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    OK(casefile_app_open(&c, &form, &other));
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    OK(casefile_app_list(&c, CASES_MINE, 0, 50, &list));
    OK(audit_fill_lists(f->db, f->mem));
    CHECK_EQ(fault_after(f, NULL, DB_NO_ARGS), AUDIT_SOUND);
    swap_lists(f, id, other);
    CHECK_EQ(fault_after(f, NULL, DB_NO_ARGS), AUDIT_UNLISTED);
}

TEST_BOTH(close_and_open_again)
{
    case_id id = fx_case(f);
    struct case_view v;
    struct call c = fx_kari(f);

    (void)fx_offer(f, id);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v));
    c = fx_kari(f);
    CHECK_ERR(casefile_app_close(&c, id, v.head.version, CLOSE_DONE, STR_NONE),
              INVALID, MSG_CASE_ACHIEVED_NEEDED);
    c = fx_kari(f);
    OK(casefile_app_close(&c, id, v.head.version, CLOSE_DONE,
                          STR("Lives well at home")));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_DEADLINES, &v));
    CHECK(!v.head.open);
    CHECK_EQ(v.deadlines.n, 0);
    CHECK_EQ(v.baton.baton.offer.id.v, 0);
    c = fx_kari(f);
    OK(casefile_app_reopen(&c, id, STR("New worry")));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v));
    CHECK(v.head.open);
}

TEST_BOTH(a_case_opened_again_may_meet_another_joined_one)
{
    struct case_open_form form = fx_child("Lea", "02831490090");
    struct case_view v;
    case_id first = {0};
    case_id second = {0};
    struct call c = fx_kari(f);

    OK(casefile_app_open(&c, &form, &first));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, first, 0, &v));
    c = fx_kari(f);
    OK(casefile_app_close(&c, first, v.head.version, CLOSE_DONE, STR("Done")));
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    OK(casefile_app_open(&c, &form, &second));
    c = fx_kari(f);
    OK(casefile_app_reopen(&c, first, STR("New worry")));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, first, 0, &v));
    CHECK(v.head.open && !v.head.joined);
}

/* One damaged row takes neither the list nor the other children away. */
TEST_BOTH(a_damaged_name_is_told_in_the_list)
{
    case_id whole = fx_case(f);
    case_id hurt = fx_case(f);
    struct case_list list;
    struct case_view v;
    struct call c;

    fx_damage_name(f, hurt);
    c = fx_kari(f);
    OK(casefile_app_list(&c, CASES_MINE, 0, 50, &list));
    CHECK_EQ(list.n, 2);
    for (size_t i = 0; i < list.n; i++)
        CHECK(str_eq(list.row[i].label.name,
                     list.row[i].id.v == whole.v
                         ? STR("Lea")
                         : msg_plain(c.lang, MSG_DAMAGED)));
    c = fx_kari(f);
    CHECK(unseal_is_damage(casefile_app_view(&c, ACT_CASE_VIEW, hurt, 0, &v)));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, whole, 0, &v));
}

TEST_BOTH(verify_replays_history_and_sees_a_forged_holder)
{
    case_id id = fx_case(f);
    offer_id offer = fx_offer(f, id);
    struct casefile_verdict v;
    struct db_tx tx;
    struct call c = fx_tone(f);

    OK(casefile_app_answer(&c, offer, ANSWER_NO, STR("No room"), NULL));
    (void)fx_offer(f, id);
    OK(db_read_begin(f->db, f->mem, &tx));
    OK(casefile_verify(&tx, f->sv.keys, &v));
    db_read_end(&tx);
    CHECK_EQ(v.cases, 1);
    CHECK_EQ(v.events, 4);
    CHECK_EQ(v.bad, 0);
    OK(db_write_begin(f->db, f->mem, &tx));
    OK(db_run(&tx, &fx_stmt[FX_FORGE_HOLDER],
              DB_ARGS(db_int(id.v), db_int(OLA + 100), db_int(OLA)), NULL));
    OK(casefile_verify(&tx, f->sv.keys, &v));
    OK(db_write_end(&tx, false));
    CHECK_EQ(v.bad, 1);
    CHECK_EQ(v.first_bad.v, id.v);
}
