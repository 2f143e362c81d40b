/* Notices by mail: once for each line, as chosen, never late when urgent.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "worklist/notice.h"

#include "notify/outbox.h"

#define FX_MORE_SETS notice_sql, outbox_sql, nt_set,
static const struct db_stmt nt_stmt[] = {
    {"nt.mails", "SELECT subject, body FROM outbox ORDER BY made_at, id"},
    {"nt.address", "UPDATE account SET email = $2 WHERE id = $1"},
    {"nt.agreement",
     "INSERT INTO agreement (id, code, kind, title,"
     " notice_months, source, made_at, version)"
     " VALUES (1, 'NT', 'local', 'Avtale om Lea', 0, '', 0, 1)"},
    {"nt.version", "INSERT INTO agreement_version (id, agreement_id, number,"
                   " state, text_seen, hash, note, made_at, version)"
                   " VALUES (1, 1, 1, 'approval', 1, '', '', 0, 1)"},
    {"nt.news",
     "INSERT INTO agreement_news (id, agreement_id, version_id, kind,"
     " unit_id, account_id, made_at, until_on)"
     " VALUES (7, 1, 1, 'sent', $1, $2, $3, '2026-12-07')"},
};
static const struct db_set nt_set = {nt_stmt, 5};
#include "casefile/fixture.h"
#include "text/messages_worklist.h"

static struct instant
at(int day, int hour)
{
    struct instant t = date_end_in_oslo(date_ymd(2026, 11, day - 1));

    t.us += hour * INT64_C(3600000000);
    return t;
}

static struct notice_line
line_of(enum deadline_kind kind, int made_day, int made_hour, int due_day)
{
    return (struct notice_line){.id = 1,
                                .topic = notice_topic_of(kind),
                                .kind = kind,
                                .due_on = date_ymd(2026, 11, due_day),
                                .made_at = at(made_day, made_hour)};
}

TEST(at_once_waits_for_quiet_hours)
{
    struct notice_choice n = notice_default(); /* quiet from 17 to 7 */
    struct notice_line l = line_of(DEADLINE_MESSAGE_READ, 23, 18, 25);

    CHECK_EQ(notice_fate_of(&n, &l, at(23, 16)), NOTICE_SEND);
    CHECK_EQ(notice_fate_of(&n, &l, at(23, 17)), NOTICE_WAIT);
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 6)), NOTICE_WAIT);
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 7)), NOTICE_SEND);
    n.quiet_from = 12;
    n.quiet_to = 13;
    CHECK_EQ(notice_fate_of(&n, &l, at(23, 12)), NOTICE_WAIT);
    CHECK_EQ(notice_fate_of(&n, &l, at(23, 13)), NOTICE_SEND);
    n.quiet_from = n.quiet_to = -1;
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 3)), NOTICE_SEND);
}

TEST(once_a_day_is_in_the_morning)
{
    struct notice_choice n = notice_default();
    struct notice_line l = line_of(DEADLINE_PLAN_MEASURE, 23, 9, 29);

    CHECK_EQ(notice_fate_of(&n, &l, at(23, 10)), NOTICE_WAIT);
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 6)), NOTICE_WAIT);
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 7)), NOTICE_SEND);
    l.made_at = at(24, 5);
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 8)), NOTICE_SEND);
    n.how[NOTICE_ON_PLAN] = NOTICE_NOT;
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 8)), NOTICE_DROP);
}

TEST(urgent_to_a_child_is_never_held_back)
{
    struct notice_choice n = notice_default();
    struct notice_line l = line_of(DEADLINE_REFERRAL_BREACH, 23, 2, 29);

    for (int i = 0; i < NOTICE_ON_COUNT; i++)
        n.how[i] = NOTICE_NOT;
    CHECK_EQ(notice_fate_of(&n, &l, at(23, 3)), NOTICE_SEND);
    l = line_of(DEADLINE_PLAN_MEASURE, 23, 2, 24);
    CHECK_EQ(notice_fate_of(&n, &l, at(23, 3)), NOTICE_DROP);
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 3)), NOTICE_SEND); /* last day */
}

TEST(what_happens_to_an_agreement_waits_as_chosen)
{
    struct notice_choice n = notice_default();
    struct notice_line l = line_of(DEADLINE_REFERRAL_BREACH, 23, 9, 23);

    l.topic = NOTICE_ON_AGREEMENT;
    CHECK(!notice_line_is_urgent(&l, date_ymd(2026, 11, 24)));
    CHECK_EQ(notice_fate_of(&n, &l, at(23, 10)), NOTICE_WAIT);
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 8)), NOTICE_SEND);
    n.how[NOTICE_ON_AGREEMENT] = NOTICE_NOT;
    CHECK_EQ(notice_fate_of(&n, &l, at(24, 8)), NOTICE_DROP);
}

TEST(a_choice_makes_sense)
{
    struct notice_choice n = notice_default();

    CHECK(!notice_check(mem, &n));
    n.quiet_to = n.quiet_from;
    CHECK_ERR(notice_check(mem, &n), INVALID, MSG_NOTICE_QUIET_WRONG);
    n.quiet_to = -1;
    CHECK_ERR(notice_check(mem, &n), INVALID, MSG_NOTICE_QUIET_WRONG);
}

/* --- in the store --- */

static int64_t
mails(struct fixture *f, const char *nowhere)
{
    struct db_tx tx;
    struct db_rows rows;
    int64_t n = 0;

    OK(db_read_begin(f->db, f->mem, &tx));
    OK(db_query(&tx, &nt_stmt[0], DB_NO_ARGS, &rows));
    while (db_next(&rows)) {
        n++;
        CHECK(!str_has(db_get_text(&rows, 0), str_of(nowhere)));
        CHECK(!str_has(db_get_text(&rows, 1), str_of(nowhere)));
    }
    OK(rows.err);
    db_read_end(&tx);
    return n;
}

static void
run(struct fixture *f)
{
    struct call c;

    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(notice_run(&c));
}

static void
address(struct fixture *f, int account)
{
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    OK(db_run(&tx, &nt_stmt[1],
              DB_ARGS(db_int(account), db_cz("tone@bup.example")), NULL));
    OK(db_write_end(&tx, true));
}

TEST_BOTH(each_line_is_told_once)
{
    case_id id = fx_case(f);

    address(f, TONE);
    fx_offer(f, id);
    CHECK_EQ(mails(f, "Lea"), 0);
    f->now = at(23, 18); /* quiet */
    run(f);
    CHECK_EQ(mails(f, "Lea"), 0);
    f->now = at(24, 8);
    run(f);
    CHECK_EQ(mails(f, "Lea"), 1);
    run(f);
    f->now = at(25, 8);
    run(f);
    CHECK_EQ(mails(f, "Lea"), 1);
}

static void
news(struct fixture *f)
{
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    OK(db_run(&tx, &nt_stmt[2], DB_NO_ARGS, NULL));
    OK(db_run(&tx, &nt_stmt[3], DB_NO_ARGS, NULL));
    OK(db_run(&tx, &nt_stmt[4],
              DB_ARGS(db_int(CLINIC), db_int(TONE), db_time(at(23, 9))), NULL));
    OK(db_write_end(&tx, true));
}

TEST_BOTH(what_happens_to_an_agreement_is_told_once_and_not_what)
{
    address(f, TONE);
    news(f);
    f->now = at(23, 10);
    run(f);
    CHECK_EQ(mails(f, "Lea"), 0); /* once a day */
    f->now = at(24, 8);
    run(f);
    CHECK_EQ(mails(f, "Lea"), 1);
    f->now = at(25, 8);
    run(f);
    CHECK_EQ(mails(f, "Lea"), 1);
}

TEST_BOTH(who_chose_not_to_gets_none)
{
    case_id id = fx_case(f);
    struct call c = fx_tone(f);
    struct notice_choice n = notice_default();
    struct notice_view v;

    address(f, TONE);
    n.how[NOTICE_ON_BATON] = NOTICE_NOT;
    n.quiet_from = n.quiet_to = -1;
    OK(notice_app_choose(&c, &n));
    c = fx_tone(f);
    OK(notice_app_view(&c, &v));
    CHECK_EQ(v.choice.how[NOTICE_ON_BATON], NOTICE_NOT);
    CHECK_EQ(v.choice.quiet_from, -1);
    CHECK_STR(v.email, "tone@bup.example");
    fx_offer(f, id);
    run(f);
    CHECK_EQ(mails(f, "Lea"), 0);
}

TEST_BOTH(nothing_is_told_without_a_share)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);
    struct deadline d = {.case_id = id,
                         .unit_id = {OTHER},
                         .function_id = {STRANGER + 100},
                         .account_id = {STRANGER},
                         .kind = DEADLINE_REFERRAL_BREACH,
                         .rule = STR("test"),
                         .due_on = date_ymd(2026, 11, 25)};

    address(f, STRANGER);
    OK(call_begin_on(&c, ACT_CASE_CLOSE, subject_case(id)));
    OK(deadline_open_in(&c, &d));
    OK(call_end(&c, ACT_CASE_CLOSE, id.v, NULL));
    run(f);
    CHECK_EQ(mails(f, "Lea"), 0);
}
