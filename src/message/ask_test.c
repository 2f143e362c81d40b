/* One-time links: guessed, replayed, withdrawn, out of date, of a child that is
 * protected by now; what the text may tell. SPDX-License-Identifier: EUPL-1.2
 */
#include "message/ask.h"

#include "casefile/plan_store.h"

#define FX_MORE_SETS consent_sql, plan_sql, ask_sql,
#include "casefile/fixture.h"

#include "text/messages_message.h"
#include "text/messages_sharing.h"

#define DAY_US INT64_C(86400000000)

static struct ask
fx_ask(struct fixture *f, case_id id)
{
    return (struct ask){.case_id = id,
                        .service = OUTSIDE_SCHOOL,
                        .recipient = STR("A teacher"),
                        .text = STR("Is the place free from 3 December?"),
                        .class_ = CLASS_WELFARE,
                        .basis = BASIS_NECESSARY,
                        .last_day = date_add(date_in_oslo(f->now), 10)};
}

static struct call
outsider(struct fixture *f)
{
    struct call c = fx_as(f, 0, 0, ROLE_PUBLIC);

    f->sv.facts[SUBJECT_ASK] = ask_facts;
    c.who = (struct actor){.role = ROLE_PUBLIC};
    c.peer = STR("192.0.2.7");
    return c;
}

static struct ask_secret
sent(struct fixture *f, case_id id)
{
    struct ask a = fx_ask(f, id);
    struct ask_secret s = {.token = STR_NONE};
    struct call c = fx_kari(f);

    f->sv.facts[SUBJECT_ASK] = ask_facts;
    OK(ask_app_send(&c, &a, &s));
    f->now.us += 1000000;
    return s;
}

static const struct err *
read_by(struct fixture *f, struct str token, struct str code,
        struct ask_shown *out)
{
    struct ask_secret s = {token, code};
    struct call c = outsider(f);

    f->now.us += 3600 * INT64_C(1000000); /* no address waits that long */
    c.now = f->now;
    return ask_link_read(&c, &s, out);
}

/* Whatever is wrong, the answer is the same. */
static void
refuses(struct fixture *f, struct str token, struct str code)
{
    struct ask_shown v;
    const struct err *err = read_by(f, token, code, &v);

    CHECK(err && err->kind == INVALID && err->msg == MSG_ASK_REFUSED);
    CHECK(err && str_eq_cz(str_of(err->field), "kode"));
}

static struct ask
only_ask(struct fixture *f, case_id id)
{
    struct ask_view v;
    struct call c = fx_kari(f);

    OK(ask_app_list(&c, id, &v));
    CHECK_EQ((int64_t)v.asks.n, 1);
    return v.asks.row[0];
}

TEST_BOTH(a_link_shows_one_question_and_takes_one_answer)
{
    case_id id = fx_case(f);
    struct ask_secret s = sent(f, id);
    struct ask_shown v;
    struct call c;

    CHECK(s.token.n > 40 && s.code.n == 6);
    OK(read_by(f, s.token, s.code, &v));
    CHECK_STR(v.ask.text, "Is the place free from 3 December?");
    CHECK(v.child.n == 0);
    c = outsider(f);
    CHECK(ask_link_answer(&c, &s, ASK_WAITS, STR_NONE) != NULL);
    c = outsider(f);
    OK(ask_link_answer(&c, &s, ASK_WAITS, STR("Yes")));
    CHECK_STR(only_ask(f, id).answer, "Yes");
    refuses(f, s.token, s.code);
    c = outsider(f);
    CHECK(ask_link_answer(&c, &s, ASK_WAITS, STR("No")) != NULL);
    CHECK_STR(only_ask(f, id).answer, "Yes");
}

TEST_BOTH(guesses_end_the_link)
{
    case_id id = fx_case(f);
    struct ask_secret s = sent(f, id);
    struct ask_shown v;

    refuses(f, STR("another link"), s.code);
    for (int i = 0; i < ASK_TRIES - 1; i++)
        refuses(f, s.token, STR("nothing"));
    OK(read_by(f, s.token, s.code, &v)); /* not one too few */
    refuses(f, s.token, STR("nothing"));
    refuses(f, s.token, s.code);
    CHECK_EQ(
        ask_state_of(&(struct ask){.tries = ASK_TRIES}, date_in_oslo(f->now)),
        ASK_IS_LOCKED);
    CHECK_EQ(only_ask(f, id).tries, ASK_TRIES);
}

TEST_BOTH(an_address_that_fails_much_waits)
{
    struct ask_secret s = sent(f, fx_case(f));
    struct ask_secret wrong = {STR("no such link"), STR("1")};
    const struct err *err = NULL;
    struct call c;

    for (int i = 0; i < 40; i++) {
        c = outsider(f);
        err = ask_link_read(&c, &wrong, &(struct ask_shown){.child = STR_NONE});
    }
    CHECK(err && err->msg != MSG_ASK_REFUSED);
    c = outsider(f);
    err = ask_link_read(&c, &s, &(struct ask_shown){.child = STR_NONE});
    CHECK(err && err->msg != MSG_ASK_REFUSED);
    c = outsider(f);
    c.peer = STR("192.0.2.8");
    OK(ask_link_read(&c, &s, &(struct ask_shown){.child = STR_NONE}));
}

TEST_BOTH(withdrawn_or_out_of_date_it_leads_nowhere)
{
    case_id id = fx_case(f);
    struct ask_secret s = sent(f, id);
    struct ask_shown v;
    struct call c = fx_kari(f);

    OK(read_by(f, s.token, s.code, &v));
    OK(ask_app_end(&c, id, v.ask.id));
    refuses(f, s.token, s.code);
    c = fx_kari(f);
    CHECK(ask_app_end(&c, id, v.ask.id) != NULL);
    s = sent(f, id);
    OK(read_by(f, s.token, s.code, &v));
    f->now.us += 11 * DAY_US;
    refuses(f, s.token, s.code);
}

/* Through the asker's eyes: protected by now, or closed, it shows nothing. */
TEST_BOTH(a_child_protected_by_now_is_not_told_of)
{
    case_id id = fx_case(f);
    struct ask_secret s = sent(f, id);
    struct ask_shown v;
    struct child k = {0};
    struct call c = fx_kari(f);

    OK(read_by(f, s.token, s.code, &v));
    OK(call_begin_on(&c, ACT_CASE_VIEW, subject_case(id)));
    OK(casefile_child_in(&c, id, &k));
    OK(call_end(&c, ACT_CASE_VIEW, id.v, NULL));
    k.protection = PROTECTION_STRICT;
    c = fx_kari(f);
    OK(casefile_app_correct(&c, &k, STR("The register says so")));
    refuses(f, s.token, s.code);
    {
        struct ask a = fx_ask(f, id);
        const struct err *err;

        c = fx_kari(f);
        err = ask_app_send(&c, &a, &s);
        CHECK(err && err->msg == MSG_ASK_PROTECTED);
    }
}

TEST_BOTH(only_holder_and_team_ask)
{
    case_id id = fx_case(f);
    struct ask a = fx_ask(f, id);
    struct ask_secret s = {.token = STR_NONE};
    struct call c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    const struct err *err = ask_app_send(&c, &a, &s);

    CHECK(err && err->kind == DENIED);
    c = fx_as(f, STRANGER, OTHER, ROLE_CASEWORKER);
    err = ask_app_send(&c, &a, &s);
    CHECK(err && err->kind == NOT_FOUND);
}

TEST(the_text_does_not_tell_who_the_child_is)
{
    struct date today = date_ymd(2026, 11, 23);
    struct child k = {.given_name = STR("Lea Marie"),
                      .family_name = STR("Oppdiktet")};
    struct ask a = {.recipient = STR("A"),
                    .text = STR("Kommer marie 3. desember 2026?"),
                    .basis = BASIS_NECESSARY,
                    .last_day = today};

    CHECK_ERR(ask_check(mem, &a, &k, today), INVALID, MSG_ASK_TEXT_TELLS);
    a.text = STR("Er timen 3. desember 2026 avtalt med 12345678901?");
    CHECK_ERR(ask_check(mem, &a, &k, today), INVALID, MSG_ASK_TEXT_TELLS);
    a.text = STR("Er timen 3. desember 2026 avtalt?");
    CHECK(ask_check(mem, &a, &k, today) == NULL);
    a.text = STR("Kommer Lea?");
    a.names_child = true;
    CHECK(ask_check(mem, &a, &k, today) == NULL);
    a.basis = BASIS_OWN;
    CHECK(ask_check(mem, &a, &k, today) != NULL);
    a.basis = BASIS_CONSENT;
    CHECK_ERR(ask_check(mem, &a, &k, today), INVALID, MSG_SHARE_WHO_CONSENTED);
    a.basis = BASIS_DUTY;
    a.last_day = date_add(today, ASK_DAYS + 1);
    CHECK_ERR(ask_check(mem, &a, &k, today), INVALID, MSG_ASK_LAST_DAY_WRONG);
}
