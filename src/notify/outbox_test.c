/* The outbox: once each, kept without a server, tried again, given up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "notify/fixture.h"
#include "text/messages_notify.h"

static struct call
fx_call(struct fixture *f)
{
    struct call c;

    call_init_system(&c, f->mem, &f->sv, f->now);
    return c;
}

static void
put(struct fixture *f, const char *key, const char *to)
{
    struct mail m = {.key = str_of(key),
                     .to_address = str_of(to),
                     .subject = STR("Noe venter"),
                     .text = STR("Logg inn.\n")};
    struct call c = fx_call(f);
    const struct err *err = call_begin(&c, ACT_SYSTEM_JOB);

    if (!err)
        err = call_permit(&c, ACT_SYSTEM_JOB, subject_none());
    if (!err)
        err = outbox_put_in(&c, &m);
    OK(call_end(&c, ACT_SYSTEM_JOB, 0, err));
}

static struct outbox_view
view(struct fixture *f, enum outbox_state s)
{
    struct outbox_view v = {0};
    struct call c = fx_call(f);

    OK(outbox_app_view(&c, s, &v));
    return v;
}

static int32_t
run(struct fixture *f, const char *url)
{
    struct smtp_options opt = {
        .url = str_of(url), .from = STR("helhet@example.org"), .timeout_s = 2};
    struct call c = fx_call(f);
    int32_t tried = 0;

    OK(outbox_run(&c, &opt, &tried));
    return tried;
}

TEST_BOTH(the_same_key_is_put_once)
{
    put(f, "a:1", "kari@example.org");
    put(f, "a:1", "kari@example.org");
    put(f, "a:2", "kari@example.org");
    CHECK_EQ(view(f, OUTBOX_WAITING).n, 2);
}

TEST_BOTH(what_no_mail_can_go_to_is_shown)
{
    put(f, "a:1", "nobody");
    CHECK_EQ(view(f, OUTBOX_WAITING).n, 0);
    CHECK_STR(view(f, OUTBOX_REFUSED).row[0].reason, "no mail address");
}

TEST_BOTH(without_a_server_mail_is_kept)
{
    put(f, "a:1", "kari@example.org");
    CHECK_EQ(run(f, ""), 0);
    f->now.us += INT64_C(864000000000);
    CHECK_EQ(run(f, ""), 0);
    CHECK_EQ(view(f, OUTBOX_WAITING).n, 1);
}

/* Port 1 of this machine: nobody answers. */
#define NOBODY "smtp://127.0.0.1:1"

TEST_BOTH(a_server_that_is_down_is_asked_again_later)
{
    struct outbox_view v;

    smtp_init();
    put(f, "a:1", "kari@example.org");
    put(f, "a:2", "ola@example.org");
    CHECK_EQ(run(f, NOBODY), 2);
    v = view(f, OUTBOX_WAITING);
    CHECK_EQ(v.n, 2);
    CHECK_EQ(v.row[0].tries + v.row[1].tries, 1); /* one found out */
    CHECK_EQ(v.row[0].due_at.us, f->now.us + 60000000);
    CHECK_EQ(v.row[1].due_at.us, f->now.us + 60000000);
    CHECK_EQ(run(f, NOBODY), 0); /* not yet */
    f->now.us += 60000001;
    CHECK_EQ(run(f, NOBODY), 2);
}

TEST_BOTH(after_its_time_it_is_given_up)
{
    struct outbox_view v;
    struct call c;

    smtp_init();
    put(f, "a:1", "kari@example.org");
    f->now.us += 6 * INT64_C(86400000000);
    CHECK_EQ(run(f, NOBODY), 0);
    v = view(f, OUTBOX_GIVEN_UP);
    CHECK_EQ(v.n, 1);
    c = fx_call(f);
    OK(outbox_app_again(&c, v.row[0].id));
    CHECK_EQ(run(f, NOBODY), 1);
    c = fx_call(f);
    OK(outbox_app_take_out(&c, v.row[0].id));
    c = fx_call(f);
    CHECK_ERR(outbox_app_again(&c, v.row[0].id), CONFLICT, MSG_OUTBOX_CHANGED);
    c = fx_call(f);
    CHECK_ERR(outbox_app_again(&c, (outbox_id){5}), NOT_FOUND, 0);
}

static void
empty_old(struct fixture *f)
{
    struct call c = fx_call(f);
    const struct err *err = call_begin_on(&c, ACT_SYSTEM_JOB, subject_none());

    if (!err)
        err = outbox_job_empty(&c, 0);
    OK(call_end(&c, ACT_SYSTEM_JOB, 0, err));
}

/* Who was written to is not kept for ever; that it was, is. */
TEST_BOTH(what_ended_long_ago_is_emptied)
{
    struct outbox_view v;
    struct call c;

    smtp_init();
    f->sv.rules.mail_keep_days = 90;
    put(f, "a:1", "nobody"); /* ends at once */
    put(f, "a:2", "kari@example.org");
    f->now.us += 90 * INT64_C(86400000000);
    empty_old(f);
    CHECK_STR(view(f, OUTBOX_REFUSED).row[0].mail.to_address, "nobody");
    f->now.us += 1;
    empty_old(f);
    v = view(f, OUTBOX_REFUSED);
    CHECK_EQ(v.n, 1);
    CHECK_EQ(v.row[0].mail.to_address.n + v.row[0].mail.subject.n, 0);
    CHECK_EQ(v.row[0].mail.text.n + v.row[0].mail.calendar.n, 0);
    CHECK_STR(v.row[0].reason, "no mail address");
    CHECK_STR(view(f, OUTBOX_WAITING).row[0].mail.to_address,
              "kari@example.org"); /* has not ended */
    c = fx_call(f);
    CHECK_ERR(outbox_app_again(&c, v.row[0].id), CONFLICT, MSG_OUTBOX_CHANGED);
    put(f, "a:1", "nobody"); /* and is not put a second time */
    CHECK_EQ(view(f, OUTBOX_REFUSED).n, 1);
}

static void
tell(struct fixture *f, const char *login, const char *address)
{
    struct call c = fx_call(f);
    account_id id = {0};
    const struct err *err;

    OK(account_app_create(&c, str_of(login), STR("Kari Test"), str_of(address),
                          STR("lang og trygg frase"), DATE_NONE, false, &id,
                          NULL));
    c = fx_call(f);
    err = call_begin_on(&c, ACT_SYSTEM_JOB, subject_none());
    if (!err)
        err = outbox_tell_in(&c, id, MSG_FACTOR_MAIL_SUBJECT,
                             MSG_FACTOR_MAIL_TEXT, "/konto/sikkerhet");
    OK(call_end(&c, ACT_SYSTEM_JOB, 0, err));
}

TEST_BOTH(an_account_is_told_where_it_has_an_address)
{
    struct outbox_view v;

    tell(f, "kari", "kari@example.org");
    tell(f, "per", "");
    v = view(f, OUTBOX_WAITING);
    CHECK_EQ(v.n, 1);
    CHECK_EQ(view(f, OUTBOX_REFUSED).n, 0);
    CHECK_STR(v.row[0].mail.to_address, "kari@example.org");
    CHECK_STR(v.row[0].mail.subject, "Innloggingen din i Helhet er endret");
}
