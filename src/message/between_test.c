/* Conversations between units and anonymous consultations: who sees them, their
 * receipts, the watch, the figures. SPDX-License-Identifier: EUPL-1.2 */
#include "message/between.h"

#define FX_MORE_SETS case_message_sql, between_sql,
#include "casefile/fixture.h"
#include "text/messages_message.h"

#define DAY_US INT64_C(86400000000)

static struct between_form
note_to(int person)
{
    return (struct between_form){.kind = BETWEEN_MESSAGE,
                                 .to_unit = {CLINIC},
                                 .to = {person + 100},
                                 .subject = STR("Shared lunch"),
                                 .text = STR("Shall we meet on Monday?")};
}

static struct between_form
question(void)
{
    return (struct between_form){.kind = BETWEEN_QUESTION,
                                 .to_unit = {CLINIC},
                                 .to_kind = FUNCTION_THERAPIST,
                                 .subject = STR("Sleep"),
                                 .text = STR("The child does not sleep.")};
}

static int64_t
put(struct fixture *f, struct call c, const struct between_form *m)
{
    int64_t thread = 0;

    OK(between_app_send(&c, m, &thread));
    f->now.us += 1000000;
    return thread;
}

static struct between_view
seen(struct fixture *f, struct call c, enum between_kind kind, int64_t thread)
{
    struct between_view v;

    OK(between_app_view(&c, kind, thread, &v));
    f->now.us += 1000000;
    return v;
}

static bool
finds_nothing(struct call c, int64_t thread)
{
    struct between_view v;
    const struct err *err = between_app_view(&c, BETWEEN_MESSAGE, thread, &v);

    return err && err->kind == NOT_FOUND;
}

static size_t
lines(struct call c)
{
    struct between_lines l = {0};

    OK(call_begin_on(&c, ACT_MESSAGE_INBOX, subject_none()));
    OK(between_lines_in(&c, &l));
    OK(call_end(&c, ACT_MESSAGE_INBOX, 0, NULL));
    return l.n;
}

static struct call
leader(struct fixture *f)
{
    return fx_as(f, BUP_LEADER, CLINIC, ROLE_LEADER);
}

static void
days_pass(struct fixture *f, int days)
{
    struct call c;

    f->now.us += days * DAY_US;
    call_init_system(&c, f->mem, &f->sv, f->now);
    OK(call_begin_on(&c, ACT_SYSTEM_JOB, subject_none()));
    OK(between_watch_in(&c));
    OK(call_end(&c, ACT_SYSTEM_JOB, 0, NULL));
}

TEST_BOTH(a_third_unit_and_a_colleague_find_nothing)
{
    struct between_form m = note_to(TONE);
    int64_t thread = put(f, fx_kari(f), &m);

    CHECK(finds_nothing(fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER), thread));
    CHECK(finds_nothing(fx_as(f, OLA, WELFARE, ROLE_CASEWORKER), thread));
    CHECK(finds_nothing(fx_as(f, BOSS, REGION, ROLE_LEADER), thread));
    CHECK(!finds_nothing(fx_tone(f), thread));
    CHECK(!finds_nothing(leader(f), thread));
    CHECK(!finds_nothing(fx_as(f, LEA_LEADER, WELFARE, ROLE_LEADER), thread));
}

TEST_BOTH(three_receipts_between_units)
{
    struct between_form m = note_to(TONE);
    int64_t thread = put(f, fx_kari(f), &m);
    struct between_view v = seen(f, fx_kari(f), BETWEEN_MESSAGE, thread);

    CHECK_STR(v.thread.subject, "Shared lunch");
    CHECK_STR(v.messages.row[0].text, "Shall we meet on Monday?");
    CHECK_EQ((int64_t)v.receipts.n, 1);
    CHECK(v.receipts.row[0].delivered_at.us != 0);
    CHECK(v.receipts.row[0].opened_at.us == 0);
    CHECK_EQ((int64_t)lines(fx_tone(f)), 1);
    seen(f, fx_tone(f), BETWEEN_MESSAGE, thread);
    m = (struct between_form){.thread = thread, .text = STR("Yes")};
    CHECK(put(f, fx_tone(f), &m) == thread);
    CHECK_EQ((int64_t)lines(fx_tone(f)), 0);
    CHECK_EQ((int64_t)lines(fx_kari(f)), 1);
    v = seen(f, fx_kari(f), BETWEEN_MESSAGE, thread);
    CHECK(v.receipts.row[0].opened_at.us > v.receipts.row[0].delivered_at.us);
    CHECK(v.receipts.row[0].answered_at.us > v.receipts.row[0].opened_at.us);
}

TEST_BOTH(who_is_written_to)
{
    struct between_form m = note_to(KARI); /* not at the clinic */
    struct call c = fx_kari(f);
    int64_t thread = 0;
    const struct err *err = between_app_send(&c, &m, &thread);

    CHECK(err && err->kind == INVALID && err->msg == MSG_MESSAGE_NOBODY);
    m = note_to(KARI);
    m.to_unit = (unit_id){WELFARE};
    c = fx_kari(f);
    err = between_app_send(&c, &m, &thread);
    CHECK(err && err->msg == MSG_BETWEEN_OWN_UNIT);
    m = note_to(TONE);
    m.subject = STR("About 02831490090");
    c = fx_kari(f);
    err = between_app_send(&c, &m, &thread);
    CHECK(err && err->msg == MSG_BETWEEN_SUBJECT_NUMBER);
}

TEST_BOTH(unread_between_units_goes_to_the_leader)
{
    struct between_form m = note_to(TONE);
    int64_t thread = put(f, fx_kari(f), &m);
    struct call c;

    days_pass(f, 2);
    CHECK_EQ((int64_t)lines(leader(f)), 0);
    days_pass(f, 1);
    CHECK_EQ((int64_t)lines(leader(f)), 1);
    days_pass(f, 4);
    CHECK_EQ((int64_t)lines(leader(f)), 1);
    c = leader(f);
    OK(between_app_settle(&c, thread));
    CHECK_EQ((int64_t)lines(leader(f)), 0);
    CHECK_EQ((int64_t)lines(fx_tone(f)), 0);
}

TEST_BOTH(opened_between_units_is_not_unread)
{
    struct between_form m = note_to(TONE);
    int64_t thread = put(f, fx_kari(f), &m);

    seen(f, fx_tone(f), BETWEEN_MESSAGE, thread);
    days_pass(f, 4);
    CHECK_EQ((int64_t)lines(leader(f)), 0);
    CHECK_EQ((int64_t)lines(fx_tone(f)), 0);
}

TEST_BOTH(a_question_tells_nobody)
{
    static const char *const bad[] = {"Born 2014.", "Call 71 12 34 56.",
                                      "02831490090", "It was 2.3.2014."};
    struct between_form m = question();
    int64_t thread = 0;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct call c = fx_kari(f);
        const struct err *err;

        m.text = str_of(bad[i]);
        err = between_app_send(&c, &m, &thread);
        CHECK(err && err->kind == INVALID && err->msg == MSG_CONSULT_TELLS);
    }
}

TEST_BOTH(a_leavers_unread_goes_to_the_leader_at_once)
{
    struct between_form m = note_to(TONE);
    int64_t thread = put(f, fx_kari(f), &m);
    struct leaver_result r;
    struct between_view v;
    struct call c = leader(f);

    CHECK_EQ((int64_t)lines(leader(f)), 0);
    OK(casefile_app_function_ends(&c, (function_id){TONE + 100}, c.today, &r));
    CHECK_EQ((int64_t)lines(leader(f)), 1);
    v = seen(f, leader(f), BETWEEN_MESSAGE, thread);
    CHECK_EQ((int64_t)v.receipts.n, 2); /* hers stays as it was */
    CHECK(v.receipts.row[0].opened_at.us == 0);
    days_pass(f, 4); /* the watch has nothing more to hand over */
    v = seen(f, leader(f), BETWEEN_MESSAGE, thread);
    CHECK_EQ((int64_t)v.receipts.n, 2);
    m = (struct between_form){.thread = thread, .text = STR("She has left")};
    CHECK(put(f, leader(f), &m) == thread);
    CHECK_EQ((int64_t)lines(leader(f)), 0);
}

TEST_BOTH(who_has_read_all_leaves_nothing)
{
    struct between_form m = note_to(TONE);
    int64_t thread = put(f, fx_kari(f), &m);
    struct leaver_result r;
    struct call c = fx_tone(f);

    OK(between_app_settle(&c, thread));
    c = leader(f);
    OK(casefile_app_function_ends(&c, (function_id){TONE + 100}, c.today, &r));
    CHECK_EQ((int64_t)lines(leader(f)), 0);
}

TEST_BOTH(a_question_is_answered_followed_up_and_closed)
{
    struct between_form m = question();
    int64_t thread = put(f, fx_kari(f), &m);
    struct between_view v = seen(f, fx_tone(f), BETWEEN_QUESTION, thread);
    struct call c;

    CHECK_DATE(v.thread.answer_by, "2026-11-30");
    c = fx_tone(f);
    OK(between_app_settle(&c, thread)); /* reading is no answer */
    CHECK_EQ((int64_t)lines(fx_tone(f)), 1);
    m = (struct between_form){.kind = BETWEEN_QUESTION,
                              .thread = thread,
                              .text = STR("Try a calmer evening.")};
    put(f, fx_tone(f), &m);
    CHECK_EQ((int64_t)lines(fx_tone(f)), 0);
    v = seen(f, fx_kari(f), BETWEEN_QUESTION, thread);
    CHECK_DATE(v.thread.answered_on, "2026-11-23");
    m.text = STR("And what if that does not help?");
    put(f, fx_kari(f), &m);
    CHECK_EQ((int64_t)lines(fx_tone(f)), 1);
    c = fx_tone(f);
    CHECK(between_app_close(&c, thread) != NULL); /* who asked closes */
    c = fx_kari(f);
    OK(between_app_close(&c, thread));
    CHECK_EQ((int64_t)lines(fx_tone(f)), 0);
    c = fx_tone(f);
    CHECK_ERR(between_app_send(&c, &m, &thread), CONFLICT,
              MSG_CONSULT_CLOSED_NOW);
}

TEST_BOTH(five_questions_are_counted)
{
    struct between_form m = question();
    struct between_form answer = {.kind = BETWEEN_QUESTION, .text = STR("Yes")};
    struct consult_figures all;
    struct call c;

    for (int i = 0; i < 5; i++) {
        answer.thread = put(f, fx_kari(f), &m);
        put(f, fx_tone(f), &answer);
        c = fx_kari(f);
        OK(consult_app_figures(&c, &all));
        CHECK_EQ((int64_t)all.n, 1);
        CHECK_EQ(all.row[0].asked, i < 4 ? CONSULT_HIDDEN : 5);
    }
    CHECK_EQ(all.row[0].year, 2026);
    CHECK_STR(all.row[0].unit_name, "CLINIC");
    CHECK_EQ(all.row[0].answered, 5);
    CHECK_EQ(all.row[0].in_time, 5);
}

TEST(few_cannot_be_reckoned)
{
    struct consult_figure f = consult_figure_hide(
        (struct consult_figure){.asked = 12, .answered = 10, .in_time = 10});

    CHECK_EQ(f.asked, 12);
    CHECK_EQ(f.answered, CONSULT_HIDDEN); /* two were not */
    CHECK_EQ(f.in_time, CONSULT_HIDDEN);
    f = consult_figure_hide(
        (struct consult_figure){.asked = 12, .answered = 12, .in_time = 12});
    CHECK_EQ(f.in_time, 12);
    f = consult_figure_hide((struct consult_figure){.asked = 4});
    CHECK_EQ(f.asked, CONSULT_HIDDEN);
    CHECK_EQ(f.answered, CONSULT_HIDDEN);
}
