/* Messages between units of a case: who sees them, their receipts, the unread
 * watch. SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

#define FX_MORE_SETS case_message_sql, between_sql,
#include "casefile/fixture.h"
#include "text/messages_message.h"

static struct message_form
letter(case_id id, int to)
{
    return (struct message_form){.case_id = id,
                                 .subject = STR("Start at school"),
                                 .text = STR("Can you meet on Monday?"),
                                 .to = {to + 100},
                                 .ground = {.basis = BASIS_OWN}};
}

static struct message_form
letter_on_ground(case_id id, int to)
{
    struct message_form m = letter(id, to);

    m.ground.basis = BASIS_NECESSARY;
    m.ground.purpose = PURPOSE_FOLLOW_UP;
    return m;
}

static case_id
case_of_two(struct fixture *f)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);

    OK(casefile_app_invite(&c, id, (unit_id){CLINIC}, PURPOSE_HEALTH_CARE));
    return id;
}

static int64_t
send_as(struct fixture *f, struct call c, const struct message_form *m)
{
    int64_t thread = 0;

    OK(message_app_send(&c, m, &thread));
    f->now.us += 1000000;
    return thread;
}

static struct message_view
look(struct fixture *f, struct call c, case_id id, int64_t thread)
{
    struct message_view v;

    OK(message_app_thread(&c, id, thread, &v));
    f->now.us += 1000000;
    return v;
}

static bool
is_hidden(struct call c, case_id id, int64_t thread)
{
    struct message_view v;
    const struct err *err = message_app_thread(&c, id, thread, &v);

    return err && err->kind == NOT_FOUND;
}

static int64_t
waiting(struct call c)
{
    struct thread_list list;
    struct between_list between;
    int64_t total = 0, n = 0;

    OK(message_app_inbox(&c, 0, 50, &list, &total, &between));
    for (size_t i = 0; i < list.n; i++)
        n += list.row[i].waiting;
    return n;
}

TEST_BOTH(no_message_without_a_ground)
{
    case_id id = case_of_two(f);
    struct message_form m = letter(id, TONE);
    struct call c = fx_kari(f);
    int64_t thread = 0;
    const struct err *err = message_app_send(&c, &m, &thread);

    CHECK(err && err->kind == INVALID && err->msg == MSG_MESSAGE_NO_SHARE);
    CHECK_EQ(waiting(fx_tone(f)), 0);
    m = letter_on_ground(id, TONE);
    thread = send_as(f, fx_kari(f), &m);
    CHECK_EQ(waiting(fx_tone(f)), 1);
    m = letter(id, TONE); /* the ground stands from now on */
    send_as(f, fx_kari(f), &m);
    CHECK_EQ(waiting(fx_tone(f)), 2);
}

TEST_BOTH(three_receipts)
{
    case_id id = case_of_two(f);
    struct message_form m = letter_on_ground(id, TONE), answer;
    int64_t thread = send_as(f, fx_kari(f), &m);
    struct message_view v = look(f, fx_kari(f), id, thread);

    CHECK_EQ((int64_t)v.messages.n, 1);
    CHECK_STR(v.messages.row[0].text, "Can you meet on Monday?");
    CHECK_STR(v.thread.subject, "Start at school");
    CHECK_EQ((int64_t)v.receipts.n, 1);
    CHECK(v.receipts.row[0].delivered_at.us != 0);
    CHECK(v.receipts.row[0].opened_at.us == 0); /* Kari's look is not hers */
    look(f, fx_tone(f), id, thread);
    v = look(f, fx_kari(f), id, thread);
    CHECK(v.receipts.row[0].opened_at.us > v.receipts.row[0].delivered_at.us);
    CHECK(v.receipts.row[0].answered_at.us == 0);
    answer = letter_on_ground(id, KARI);
    answer.thread = thread;
    CHECK(send_as(f, fx_tone(f), &answer) == thread);
    v = look(f, fx_kari(f), id, thread);
    CHECK_EQ((int64_t)v.messages.n, 2);
    CHECK(v.receipts.row[0].answered_at.us > v.receipts.row[0].opened_at.us);
    CHECK_EQ(v.thread.waiting, 1);
    CHECK_EQ(waiting(fx_tone(f)), 0);
}

TEST_BOTH(only_who_it_is_for)
{
    case_id id = case_of_two(f);
    struct message_form m = letter_on_ground(id, TONE);
    struct share s = {.case_id = id,
                      .to_unit = {REGION},
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_NECESSARY};
    struct call c = fx_kari(f);
    int64_t thread;

    OK(casefile_app_invite(&c, id, (unit_id){REGION}, PURPOSE_FOLLOW_UP));
    c = fx_kari(f);
    OK(casefile_app_share(&c, &s, CLASS_BIT(MESSAGES)));
    thread = send_as(f, fx_kari(f), &m);
    CHECK(!is_hidden(fx_as(f, OLA, WELFARE, ROLE_CASEWORKER), id, thread));
    CHECK(!is_hidden(fx_tone(f), id, thread));
    CHECK(is_hidden(fx_as(f, BOSS, REGION, ROLE_LEADER), id, thread));
    CHECK(is_hidden(fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER), id, thread));
}

TEST_BOTH(withdrawn_is_gone_at_once)
{
    case_id id = case_of_two(f);
    struct message_form m = letter_on_ground(id, TONE);
    int64_t thread = send_as(f, fx_kari(f), &m);
    struct case_view v;
    struct call c = fx_kari(f);

    CHECK(!is_hidden(fx_tone(f), id, thread));
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_SHARES, &v));
    for (size_t i = 0; i < v.shares.n; i++) {
        c = fx_kari(f);
        if (v.shares.row[i].class_ == CLASS_MESSAGES &&
            v.shares.row[i].basis != BASIS_OWN)
            OK(sharing_app_end(&c, id, v.shares.row[i].id, STR("No longer")));
    }
    CHECK(is_hidden(fx_tone(f), id, thread));
    CHECK_EQ(waiting(fx_tone(f)), 0);
    CHECK(!is_hidden(fx_kari(f), id, thread));
}

TEST_BOTH(one_of_a_function_settles_for_all)
{
    case_id id = fx_case(f);
    struct message_form m = letter(id, 0);
    struct call c = fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER);

    m.to = (function_id){0};
    m.to_unit = (unit_id){WELFARE};
    m.kind = FUNCTION_CASEWORKER;
    m.thread = send_as(f, c, &m); /* to Kari and Ola */
    CHECK_EQ(waiting(fx_kari(f)), 1);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    CHECK_EQ(waiting(c), 1);
    OK(message_app_settle(&c, id, m.thread));
    CHECK_EQ(waiting(fx_kari(f)), 0);
}

static void
watch(struct fixture *f, int32_t workdays)
{
    static const struct job_handler job[] = {
        {"message.watch", message_job_watch}};
    static const char *const daily[] = {"message.watch"};
    int32_t ran = 0;
    struct call c;
    struct date day = workday_add(date_in_oslo(f->now), workdays);

    f->now = date_end_in_oslo(date_add(day, -1));
    f->now.us += 9 * INT64_C(3600000000);
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(deadline_run_due(&c, job, 1, daily, 1, &ran));
    CHECK_EQ(ran, 1);
}

static int64_t
duties(struct fixture *f, case_id id, int person, const char *kind)
{
    struct case_view v;
    struct call c = fx_kari(f);
    int64_t n = 0;

    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_DEADLINES, &v));
    for (size_t i = 0; i < v.deadlines.n; i++)
        n += v.deadlines.row[i].account.v == person &&
             str_eq_cz(v.deadlines.row[i].kind, kind);
    return n;
}

static void
set_deputy(struct fixture *f, int person, int deputy)
{
    struct db_tx tx;
    struct function_row r = {0};

    OK(db_write_begin(f->db, f->mem, &tx));
    OK(registry_store_get_function(&tx, (function_id){person + 100}, &r));
    r.deputy_id = (function_id){deputy + 100};
    OK(registry_store_update_function(&tx, &r));
    OK(db_write_end(&tx, true));
}

TEST_BOTH(unread_goes_to_the_deputy)
{
    case_id id = case_of_two(f);
    struct message_form m = letter_on_ground(id, TONE);
    int64_t thread;
    struct call c;

    set_deputy(f, TONE, BUP_LEADER);
    thread = send_as(f, fx_kari(f), &m);
    CHECK_EQ(duties(f, id, TONE, "message_read"), 1);
    watch(f, 1);
    CHECK_EQ(duties(f, id, BUP_LEADER, "message_unread"), 0);
    watch(f, 2);
    CHECK_EQ(duties(f, id, BUP_LEADER, "message_unread"), 1);
    watch(f, 1);
    CHECK_EQ(duties(f, id, BUP_LEADER, "message_unread"), 1);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    OK(message_app_settle(&c, id, thread));
    CHECK_EQ(duties(f, id, BUP_LEADER, "message_unread"), 0);
    CHECK_EQ(duties(f, id, TONE, "message_read"), 0);
}

TEST_BOTH(a_leavers_unread_is_the_leaders_at_once)
{
    case_id id = case_of_two(f);
    struct message_form m = letter_on_ground(id, TONE);
    int64_t thread = send_as(f, fx_kari(f), &m);
    struct call c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    struct leaver_result r;

    CHECK_EQ(waiting(c), 0);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    OK(casefile_app_function_ends(&c, (function_id){TONE + 100}, c.today, &r));
    CHECK_EQ(waiting(fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER)), 1);
    CHECK_EQ(duties(f, id, BUP_LEADER, "message_read"), 1);
    look(f, fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER), id, thread);
    c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
    OK(message_app_settle(&c, id, thread));
    CHECK_EQ(waiting(fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER)), 0);
    CHECK_EQ(duties(f, id, BUP_LEADER, "message_read"), 0);
}

TEST_BOTH(opened_is_not_unread)
{
    case_id id = case_of_two(f);
    struct message_form m = letter_on_ground(id, TONE);
    int64_t thread;

    set_deputy(f, TONE, BUP_LEADER);
    thread = send_as(f, fx_kari(f), &m);
    look(f, fx_tone(f), id, thread);
    watch(f, 3);
    CHECK_EQ(duties(f, id, BUP_LEADER, "message_unread"), 0);
    CHECK_EQ(duties(f, id, TONE, "message_read"), 0);
}

TEST_BOTH(sent_is_counted_against_received)
{
    case_id id = case_of_two(f);
    struct message_form m = letter_on_ground(id, TONE);
    struct message_counts list;
    struct call c = fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);

    look(f, fx_tone(f), id, send_as(f, fx_kari(f), &m));
    m = letter(id, BUP_LEADER);
    send_as(f, fx_kari(f), &m);
    OK(message_app_counts(&c, &list));
    CHECK_EQ((int64_t)list.n, 1);
    CHECK_EQ(list.row[0].sent, 2);
    CHECK_EQ(list.row[0].delivered, 2);
    CHECK_EQ(list.row[0].opened, 1);
    CHECK_EQ(list.row[0].answered, 0);
    c = fx_as(f, STRANGER, OTHER, ROLE_LEADER);
    OK(message_app_counts(&c, &list));
    CHECK_EQ((int64_t)list.n, 0);
}
