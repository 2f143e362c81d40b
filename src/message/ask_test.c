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
sent_as(struct fixture *f, struct ask *a)
{
    struct ask_secret s = {.token = STR_NONE};
    struct call c = fx_kari(f);

    f->sv.facts[SUBJECT_ASK] = ask_facts;
    OK(ask_app_send(&c, a, &s));
    f->now.us += 1000000;
    return s;
}

static struct ask_secret
sent(struct fixture *f, case_id id)
{
    struct ask a = fx_ask(f, id);

    return sent_as(f, &a);
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

/* --- what a link rests on --- */

static struct ask_secret
sent_on(struct fixture *f, case_id id, enum basis basis, int64_t *out_record)
{
    struct ask a = fx_ask(f, id);
    struct ask_secret s;

    a.basis = basis;
    a.consented = basis == BASIS_CONSENT;
    a.consent_by = CONSENTER_PARENTS;
    a.source = STR("On the paper form");
    s = sent_as(f, &a);
    *out_record = a.consent_id;
    return s;
}

/* By which the clinic shows its plan. */
static share_id
plan_share(struct fixture *f, case_id id)
{
    struct case_view v;
    struct call c = fx_kari(f);

    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_SHARES, &v));
    for (size_t i = 0; i < v.shares.n; i++)
        if (v.shares.row[i].class_ == CLASS_PLAN &&
            v.shares.row[i].from_unit.v == CLINIC &&
            v.shares.row[i].to_unit.v == WELFARE)
            return v.shares.row[i].id;
    CHECK(false);
    return (share_id){0};
}

static void
leads(struct fixture *f, const struct ask_secret *s, bool should)
{
    struct ask_shown v;

    if (should)
        OK(read_by(f, s->token, s->code, &v));
    else
        refuses(f, s->token, s->code);
}

/* Told with the link itself, and withdrawn where consents are. */
TEST_BOTH(a_consent_told_with_the_link_ends_it_when_withdrawn)
{
    case_id id = fx_case(f);
    int64_t record = 0;
    int64_t none = 0;
    struct ask_secret s = sent_on(f, id, BASIS_CONSENT, &record);
    struct ask_secret wish = sent_on(f, id, BASIS_REQUEST_OF_CHILD, &none);
    struct ask_secret duty = sent_on(f, id, BASIS_DUTY, &none);
    struct ask_shown v;
    struct ask_view asks;
    struct call c = fx_kari(f);

    CHECK(record != 0 && none == 0);
    leads(f, &s, true);
    OK(casefile_app_consent_end(&c, id, record, STR("The mother said no")));
    leads(f, &s, false);
    leads(f, &wish, false);
    leads(f, &duty, true);
    c = fx_kari(f);
    OK(ask_app_list(&c, id, &asks));
    CHECK_EQ((int64_t)asks.asks.n, 3);
    c = outsider(f);
    CHECK(ask_link_answer(&c, &s, ASK_WAITS, STR("Yes")) != NULL);
    OK(read_by(f, duty.token, duty.code, &v));
}

/* Put down from the paper form for another unit, or as a share. */
TEST_BOTH(a_consent_put_down_elsewhere_ends_the_links_when_withdrawn)
{
    for (int by_share = 0; by_share < 2; by_share++) {
        case_id id = fx_case(f);
        struct share s = {.case_id = id,
                          .from_unit = {WELFARE},
                          .to_unit = {CLINIC},
                          .purpose = PURPOSE_FOLLOW_UP,
                          .basis = BASIS_CONSENT,
                          .legal_basis = STR("fvl. § 13 a"),
                          .consent_rule = STR("r"),
                          .consented = true,
                          .consent_by = CONSENTER_PARENTS,
                          .source = STR("On the paper form")};
        struct consent_record r = {.case_id = id,
                                   .matter = MATTER_SHARE_WELFARE,
                                   .rule = STR(""),
                                   .legal_basis = STR("fvl. § 13 a"),
                                   .by = CONSENTER_PARENTS,
                                   .from_unit = {WELFARE},
                                   .to_unit = {CLINIC},
                                   .asked = CLASS_BIT(WELFARE),
                                   .given = CLASS_BIT(WELFARE),
                                   .answered_on = date_in_oslo(f->now),
                                   .valid_to = DATE_NONE,
                                   .how = STR("On the paper form")};
        int64_t own = 0;
        struct ask_secret link = sent_on(f, id, BASIS_CONSENT, &own);
        struct call c = fx_kari(f);

        OK(call_begin_on(&c, ACT_SHARE_CREATE, subject_case(id)));
        s.class_ = CLASS_WELFARE;
        if (by_share)
            OK(share_grant_in(&c, &s));
        else
            OK(consent_put_in(&c, &r));
        OK(call_end(&c, ACT_SHARE_CREATE, id.v, NULL));
        leads(f, &link, true);
        c = fx_kari(f);
        if (by_share)
            OK(sharing_app_end(&c, id, s.id, STR("Withdrawn")));
        else
            OK(casefile_app_consent_end(&c, id, r.id, STR("Withdrawn")));
        leads(f, &link, false);
    }
}

/* A dead link leaves the asker's list when it is noted that none will answer.
 */
TEST_BOTH(a_dead_link_can_be_noted)
{
    case_id id = fx_case(f);
    int64_t record = 0;
    struct ask_secret s = sent_on(f, id, BASIS_CONSENT, &record);
    struct case_view v;
    struct call c = fx_kari(f);
    int open = 0;

    OK(ask_app_seen(&c, id, only_ask(f, id).id));
    leads(f, &s, true); /* nothing to note yet */
    c = fx_kari(f);
    OK(casefile_app_consent_end(&c, id, record, STR("Withdrawn")));
    c = fx_kari(f);
    OK(ask_app_seen(&c, id, only_ask(f, id).id));
    c = fx_kari(f);
    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_DEADLINES, &v));
    for (size_t i = 0; i < v.deadlines.n; i++)
        open += str_eq_cz(v.deadlines.row[i].kind, "ask_answer");
    CHECK_EQ(open, 0);
}

/* --- what an answer changes --- */

/* A measure that WELFARE wrote and OLA does, in the adopted plan. */
static int64_t
fx_measure(struct fixture *f, case_id id, struct call by)
{
    struct plan_item i = {.kind = PLAN_MEASURE,
                          .text = STR("A time at the doctor's"),
                          .owner = {by.who.function.v},
                          .starts_on = DATE_NONE,
                          .due_on = date_add(date_in_oslo(f->now), 20)};
    struct plan_version v = {.evaluate_on = date_add(date_in_oslo(f->now), 60)};
    struct call c = fx_kari(f);

    OK(plan_app_put(&by, id, &i));
    OK(plan_app_adopt(&c, id, &v));
    f->now.us += 1000000;
    return i.item;
}

static struct ask_secret
ask_about(struct fixture *f, case_id id, int64_t item, int64_t *out_ask)
{
    struct ask a = fx_ask(f, id);
    struct ask_secret s;

    a.kind = ASK_CONFIRM;
    a.item = item;
    a.class_ = CLASS_PLAN;
    s = sent_as(f, &a);
    *out_ask = a.id;
    return s;
}

static struct plan_item
measure_now(struct fixture *f, case_id id, int64_t item)
{
    struct plan_view v;
    struct call c = fx_kari(f);

    OK(plan_app_view(&c, id, &v));
    for (size_t i = 0; i < v.items.n; i++)
        if (v.items.row[i].item == item)
            return v.items.row[i];
    CHECK(false);
    return (struct plan_item){.item = 0};
}

static int
open_lines(struct fixture *f, case_id id, const char *kind)
{
    struct case_view v;
    struct call c = fx_kari(f);
    int n = 0;

    OK(casefile_app_view(&c, ACT_CASE_VIEW, id, VIEW_DEADLINES | VIEW_EVENTS,
                         &v));
    for (size_t i = 0; i < v.deadlines.n; i++)
        n += str_eq_cz(v.deadlines.row[i].kind, kind);
    return n;
}

TEST_BOTH(a_confirmation_changes_the_measure_and_the_holder_undoes_it)
{
    case_id id = fx_case(f);
    int64_t item = fx_measure(f, id, fx_kari(f));
    int64_t ask = 0;
    struct ask_secret s = ask_about(f, id, item, &ask);
    struct call c = outsider(f);

    CHECK_EQ(open_lines(f, id, "plan_measure"), 1);
    OK(ask_link_answer(&c, &s, ASK_CONFIRMED, STR("On Monday")));
    CHECK_EQ(measure_now(f, id, item).state, PLAN_STATE_DONE);
    CHECK_STR(measure_now(f, id, item).said_by, "A teacher");
    CHECK_STR(measure_now(f, id, item).note, "On Monday");
    CHECK_EQ(open_lines(f, id, "plan_measure"), 0);
    CHECK_EQ(only_ask(f, id).effect, ASK_CHANGED);
    f->now.us += 1000000;
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    CHECK(ask_app_undo(&c, id, ask) != NULL); /* the holder's to do */
    c = fx_kari(f);
    OK(ask_app_undo(&c, id, ask));
    CHECK_EQ(measure_now(f, id, item).state, PLAN_STATE_PLANNED);
    CHECK_STR(measure_now(f, id, item).said_by, "");
    CHECK_EQ(open_lines(f, id, "plan_measure"), 1);
    c = fx_kari(f);
    CHECK_ERR(ask_app_undo(&c, id, ask), CONFLICT, MSG_ASK_CHANGED_SINCE);
}

TEST_BOTH(what_is_not_possible_stops_the_measure)
{
    case_id id = fx_case(f);
    int64_t item = fx_measure(f, id, fx_kari(f));
    int64_t ask = 0;
    struct ask_secret s = ask_about(f, id, item, &ask);
    struct call c = outsider(f);

    CHECK(ask_link_answer(&c, &s, ASK_NOT_POSSIBLE, STR_NONE) != NULL);
    c = outsider(f);
    OK(ask_link_answer(&c, &s, ASK_NOT_POSSIBLE, STR("No places")));
    CHECK_EQ(measure_now(f, id, item).state, PLAN_STATE_STOPPED);
    CHECK_STR(measure_now(f, id, item).note, "No places");
    /* told of by somebody since: it is not the link's to undo */
    f->now.us += 1000000;
    c = fx_kari(f);
    OK(plan_app_state(&c, id, item, PLAN_STATE_UNDER_WAY, STR_NONE));
    c = fx_kari(f);
    CHECK_ERR(ask_app_undo(&c, id, ask), CONFLICT, MSG_ASK_CHANGED_SINCE);
    CHECK_EQ(measure_now(f, id, item).state, PLAN_STATE_UNDER_WAY);
}

/* Settled already: the answer is a word to the holder, who takes it. */
TEST_BOTH(what_is_settled_stays_and_the_holder_gets_a_word)
{
    case_id id = fx_case(f);
    int64_t item = fx_measure(f, id, fx_kari(f));
    int64_t ask = 0;
    struct ask_secret s = ask_about(f, id, item, &ask);
    struct call c = fx_kari(f);

    OK(plan_app_state(&c, id, item, PLAN_STATE_STOPPED, STR("Moved")));
    c = outsider(f);
    OK(ask_link_answer(&c, &s, ASK_CONFIRMED, STR_NONE));
    CHECK_EQ(measure_now(f, id, item).state, PLAN_STATE_STOPPED);
    CHECK_EQ(only_ask(f, id).effect, ASK_NOTED);
    CHECK_EQ(open_lines(f, id, "ask_note"), 1);
    c = fx_as(f, OLA, WELFARE, ROLE_CASEWORKER);
    OK(ask_app_seen(&c, id, ask));
    CHECK_EQ(open_lines(f, id, "ask_note"), 1);
    c = fx_kari(f);
    OK(ask_app_seen(&c, id, ask));
    CHECK_EQ(open_lines(f, id, "ask_note"), 0);
}

/* A measure of another unit: the link rests on that unit's share. */
TEST_BOTH(a_link_ends_with_the_share_that_shows_its_measure)
{
    case_id id = fx_case(f);
    struct call c = fx_kari(f);
    struct share to = {.to_unit = {CLINIC}};
    struct share back = {.to_unit = {WELFARE}};
    struct share *both[] = {&to, &back};
    struct ask wrong;
    struct ask_secret s;
    int64_t item;
    int64_t ask = 0;

    OK(casefile_app_invite(&c, id, (unit_id){CLINIC}, PURPOSE_FOLLOW_UP));
    for (int i = 0; i < 2; i++) {
        both[i]->case_id = id;
        both[i]->purpose = PURPOSE_FOLLOW_UP;
        both[i]->basis = BASIS_NECESSARY;
        c = i ? fx_tone(f) : fx_kari(f);
        OK(casefile_app_share(&c, both[i], CLASS_BIT(PLAN)));
    }
    item = fx_measure(f, id, fx_tone(f));
    s = ask_about(f, id, item, &ask);
    leads(f, &s, true);
    wrong = fx_ask(f, id);
    wrong.item = item; /* the answer would be of another class */
    c = fx_kari(f);
    CHECK_ERR(ask_app_send(&c, &wrong, &s), INVALID, MSG_ASK_PLAN_CLASS);
    wrong.item = 4711;
    c = fx_kari(f);
    CHECK(ask_app_send(&c, &wrong, &s) != NULL);
    s = ask_about(f, id, item, &ask);
    leads(f, &s, true);
    c = fx_tone(f);
    OK(sharing_app_end(&c, id, plan_share(f, id), STR("Withdrawn")));
    leads(f, &s, false);
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
