/* The dispatcher with a second factor, on both databases: what a real
 * installation does, which the demo does not.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/house_fixture.h"
#include "text/messages_access.h"

/* --- the second factor --- */

TEST_HOUSE(the_code_is_needed_and_works_once)
{
    const char *code = code_at(h, 0);

    log_in(h, RIGHT, "");
    CHECK_EQ(h->status, 422);
    CHECK(str_has(h->body, STR("name=\"kode\"")));
    log_in(h, RIGHT, "12345");
    CHECK_EQ(h->status, 422);
    log_in(h, RIGHT, code);
    CHECK_EQ(h->status, 303);
    CHECK_STR(h->location, "/");
    get(h, "/notat");
    CHECK_EQ(h->status, 200);
    h->cookie = STR_NONE;
    log_in(h, RIGHT, code);
    CHECK_EQ(h->status, 422);
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 30);
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(names_are_typed_as_one_likes)
{
    get(h, "/logg-inn");
    post(h, "/logg-inn",
         str_cz(h->mem,
                str_fmt(h->mem, "bruker=+Kari+&passord=" RIGHT "&kode=%s",
                        code_at(h, 0))),
         NULL);
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(failures_make_one_wait_longer_and_are_told)
{
    for (int i = 0; i < 5; i++) {
        log_in(h, "feil", "000000");
        CHECK_EQ(h->status, 422);
    }
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 429);
    CHECK(str_has(h->body, STR("Vent 1 sekund")));
    wait_seconds(h, 1);
    log_in(h, "feil", "000000");
    CHECK_EQ(h->status, 422);
    wait_seconds(h, 1);
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 429);
    wait_seconds(h, 1);
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    get(h, "/notat");
    CHECK(str_has(h->body, STR("6 mislukka innloggingar")));
    wait_seconds(h, 120);
    get(h, "/notat");
    get(h, "/notat");
    CHECK(!str_has(h->body, STR("innloggingar")));
    get(h, "/konto/okter");
    CHECK(str_has(h->body, STR("6 mislukka innloggingar")));
}

/* 60 failures from elsewhere: the owner waits ten seconds at most, and not at
 * all where they have logged in from before. */
TEST_HOUSE(nobody_keeps_a_colleague_out)
{
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 30);
    for (int i = 0; i < 60; i++) {
        h->peer = str_fmt(h->mem, "198.51.100.%d", i);
        h->cookie = STR_NONE;
        log_in(h, "feil", "000000");
    }
    h->peer = STR("203.0.113.1");
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 429);
    h->peer = STR("192.0.2.7");
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
}

static void
log_in_from(struct house *h, const char *peer, const char *password,
            const char *code)
{
    h->peer = str_of(peer);
    h->cookie = STR_NONE;
    log_in(h, password, code);
}

/* 30 wrong tries at one unit's accounts, each from another address: who comes
 * from a new one has one free try, until the hour is over; where a colleague
 * has logged in from before nothing changes. */
TEST_HOUSE(a_unit_that_is_tried_again_and_again_slows_new_addresses)
{
    log_in_from(h, "192.0.2.7", RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 30);
    for (int i = 0; i < 29; i++)
        log_in_from(h, str_cz(h->mem, str_fmt(h->mem, "198.51.100.%d", i)),
                    "feil", "000000");
    log_in_from(h, "203.0.113.1", "feil", "000000");
    log_in_from(h, "203.0.113.1", RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 429); /* the thirtieth */
    log_in_from(h, "203.0.113.2", RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 30);
    log_in_from(h, "192.0.2.7", "feil", "000000");
    log_in_from(h, "192.0.2.7", RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 75 * 60); /* another hour, and a quarter */
    log_in_from(h, "203.0.113.3", "feil", "000000");
    log_in_from(h, "203.0.113.3", RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(one_ipv6_network_is_one_address)
{
    for (int i = 0; i < 5; i++) {
        h->peer = str_fmt(h->mem, "2001:db8:1:2::%d", i + 1);
        log_in(h, "feil", "000000");
    }
    h->peer = STR("2001:db8:1:2:ffff::1");
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 429);
    h->peer = STR("2001:db8:1:3::1");
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(a_new_secret_ends_the_old_one)
{
    struct call c = system_call(h);
    struct str secret = STR_NONE;

    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    must(account_app_new_secret(&c, STR("kari"), &secret));
    CHECK_EQ(secret.n, 32);
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 30);
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 422);
    use_secret(h, secret);
    log_in(h, RIGHT, code_at(h, -30)); /* no code of the new one is used yet */
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(authorisation_ends_with_its_day)
{
    struct call c = system_call(h);

    must(account_app_set_end(&c, STR("kari"), date_ymd(2026, 11, 23)));
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 15 * 3600); /* over midnight in Oslo */
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
    h->cookie = STR_NONE;
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 422);
}

/* --- sessions --- */

TEST_HOUSE(a_session_is_new_at_login_and_change)
{
    struct str visitor;
    struct str first;

    get(h, "/logg-inn");
    visitor = h->cookie;
    log_in(h, RIGHT, code_at(h, 0));
    CHECK(!str_eq(visitor, h->cookie));
    first = h->cookie;
    post(h, "/bytt-funksjon",
         str_cz(h->mem, str_fmt(h->mem, "funksjon=%.*s",
                                STR_FMT(id_format(h->mem, SECOND)))),
         NULL);
    CHECK_EQ(h->status, 303);
    CHECK(!str_eq(first, h->cookie));
    h->cookie = first;
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(only_ones_own_function_can_be_chosen)
{
    log_in(h, RIGHT, code_at(h, 0));
    post(h, "/bytt-funksjon",
         str_cz(h->mem, str_fmt(h->mem, "funksjon=%.*s",
                                STR_FMT(id_format(h->mem, 99)))),
         NULL);
    CHECK_EQ(h->status, 404);
    get(h, "/notat");
    CHECK_EQ(h->status, 200);
}

TEST_HOUSE(a_session_ends_when_idle_and_after_a_day_of_work)
{
    log_in(h, RIGHT, code_at(h, 0));
    for (int i = 0; i < 11; i++) {
        get(h, "/notat");
        CHECK_EQ(h->status, 200);
        wait_seconds(h, 50 * 60);
    }
    get(h, "/notat"); /* 9 h 10 min */
    CHECK_EQ(h->status, 200);
    wait_seconds(h, 50 * 60);
    get(h, "/notat"); /* 10 h */
    CHECK_EQ(h->status, 303);
    log_in(h, RIGHT, code_at(h, 0));
    wait_seconds(h, 60 * 60);
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
}

/* A change of function is no way round the absolute limit. */
TEST_HOUSE(changing_function_does_not_prolong)
{
    log_in(h, RIGHT, code_at(h, 0));
    for (int i = 0; i < 11; i++) {
        get(h, "/notat");
        wait_seconds(h, 50 * 60);
    }
    post(h, "/bytt-funksjon",
         str_cz(h->mem, str_fmt(h->mem, "funksjon=%.*s",
                                STR_FMT(id_format(h->mem, SECOND)))),
         NULL);
    CHECK_EQ(h->status, 303);
    wait_seconds(h, 50 * 60);
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(log_out_everywhere)
{
    struct str other;

    log_in(h, RIGHT, code_at(h, 0));
    other = h->cookie;
    h->cookie = STR_NONE;
    wait_seconds(h, 30);
    log_in(h, RIGHT, code_at(h, 0));
    post(h, "/konto/okter", "", NULL);
    CHECK_EQ(h->status, 303);
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
    h->cookie = other;
    get(h, "/notat");
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(without_a_function_one_is_told_whom_to_ask)
{
    functions_held = 0;
    log_in(h, RIGHT, code_at(h, 0));
    CHECK_EQ(h->status, 303);
    get(h, "/notat");
    CHECK_EQ(h->status, 403);
    CHECK(str_has(h->body, STR("Be lederen")));
    get(h, "/konto/okter");
    CHECK_EQ(h->status, 200);
}

/* --- forms --- */

TEST_HOUSE(a_form_sent_twice_has_its_effect_once)
{
    log_in(h, RIGHT, code_at(h, 0));
    post(h, "/notat", "tekst=", "abc");
    CHECK_EQ(h->status, 422); /* burns nothing */
    post(h, "/notat", "tekst=x", "abc");
    CHECK_EQ(h->status, 303);
    post(h, "/notat", "tekst=x", "abc");
    CHECK_EQ(h->status, 409);
    CHECK(str_has(h->body, STR("href=\"/\"")));
    CHECK(str_has(h->body, STR("href=\"/ferdig\"")));
    post(h, "/notat", "tekst=x", "abd");
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(what_was_typed_is_kept_through_a_login)
{
    struct str twice;

    log_in(h, RIGHT, code_at(h, 0));
    wait_seconds(h, 2 * 3600);
    post(h, "/notat?a=1", "tekst=h%C3%A5p+og+%3Cb%3E", "abc");
    CHECK_EQ(h->status, 401);
    CHECK(str_has(h->body, STR("name=\"g.tekst\" value=\"håp og &lt;b&gt;\"")));
    CHECK(str_has(h->body, STR("value=\"/notat?a=1\"")));
    post(h, "/logg-inn",
         str_cz(h->mem,
                str_fmt(h->mem,
                        "bruker=kari&passord=" RIGHT "&kode=%s&til=/notat%%3Fa"
                        "%%3D1&g.tekst=h%%C3%%A5p",
                        code_at(h, 0))),
         NULL);
    CHECK_EQ(h->status, 200);
    CHECK(str_has(h->body, STR("action=\"/notat?a=1\"")));
    CHECK(str_has(h->body, STR("name=\"tekst\" value=\"håp\"")));
    twice = str_fmt(h->mem, "value=\"%.*s\"", STR_FMT(token_of(h)));
    CHECK(str_has(h->body, twice)); /* a token of the new session */
}

/* The page was made before one logged in again, in another tab. */
TEST_HOUSE(what_was_typed_on_an_older_page_is_kept)
{
    const struct str old = STR("tekst=h%C3%A5p+%3Cb%3E&_csrf=abc&_once=o1");

    log_in(h, RIGHT, code_at(h, 0));
    request(h, "POST", "/notat?a=1", old);
    CHECK_EQ(h->status, 403);
    CHECK(str_has(h->body, STR("name=\"tekst\" value=\"håp &lt;b&gt;\"")));
    CHECK(str_has(h->body, STR("action=\"/notat?a=1\"")));
    CHECK(str_has(h->body, STR("Kari Test")));
    CHECK(str_has(h->body, STR("name=\"_once\" value=\"o1\"")));
    CHECK(!str_has(h->body, STR("value=\"abc\"")));
    h->site = "cross-site";
    request(h, "POST", "/notat", old);
    CHECK_EQ(h->status, 403);
    CHECK(!str_has(h->body, STR("name=\"tekst\"")));
    h->site = NULL; /* nothing says that the form is ours */
    request(h, "POST", "/notat", old);
    CHECK_EQ(h->status, 403);
    CHECK(!str_has(h->body, STR("name=\"tekst\"")));
}

/* The store is away for a while. Sent once more, it takes effect once. */
TEST_HOUSE(what_was_typed_is_kept_when_the_store_is_away)
{
    log_in(h, RIGHT, code_at(h, 0));
    store_is_away = true;
    post(h, "/notat?a=1", "tekst=h%C3%A5p", "o1");
    store_is_away = false;
    CHECK_EQ(h->status, 503);
    CHECK(str_has(h->body, STR("name=\"tekst\" value=\"håp\"")));
    CHECK(str_has(h->body, STR("action=\"/notat?a=1\"")));
    CHECK(str_has(h->body, STR("name=\"_once\" value=\"o1\"")));
}

TEST_HOUSE(what_does_not_open_is_said_plainly)
{
    log_in(h, RIGHT, code_at(h, 0));
    store_is_damaged = true;
    post(h, "/notat", "tekst=x", NULL);
    store_is_damaged = false;
    CHECK_EQ(h->status, 500);
    CHECK(str_has(h->body, STR("i databasen og kan ikkje lesast")));
    CHECK(!str_has(h->body, STR("note.text")));
}

/* Nothing secret is written into a page. */
TEST_HOUSE(a_password_is_not_kept)
{
    log_in(h, RIGHT, code_at(h, 0));
    request(h, "POST", "/logg-inn", STR("passord=hemmelig&_csrf=abc"));
    CHECK_EQ(h->status, 403);
    CHECK(!str_has(h->body, STR("hemmelig")));
    request(h, "POST", "/konto/engangskode", STR("kode=123456&_csrf=abc"));
    CHECK(!str_has(h->body, STR("123456")));
}

/* Another site's form is not carried through the login. */
TEST_HOUSE(a_foreign_form_is_not_kept)
{
    h->site = "cross-site";
    request(h, "POST", "/notat", STR("tekst=angrep"));
    CHECK_EQ(h->status, 401);
    CHECK(!str_has(h->body, STR("angrep")));
    h->site = NULL;
    request(h, "POST", "/notat", STR("tekst=angrep"));
    CHECK_EQ(h->status, 401);
    CHECK(!str_has(h->body, STR("angrep")));
}

TEST_HOUSE(unsafe_requests_come_from_our_own_pages)
{
    log_in(h, RIGHT, code_at(h, 0));
    request(h, "POST", "/notat", STR("tekst=x"));
    CHECK_EQ(h->status, 403);
    request(h, "POST", "/notat", STR("tekst=x&_csrf=abc"));
    CHECK_EQ(h->status, 403);
    h->site = "cross-site";
    post(h, "/notat", "tekst=x", NULL);
    CHECK_EQ(h->status, 403);
    h->site = "same-site";
    post(h, "/notat", "tekst=x", NULL);
    CHECK_EQ(h->status, 403);
    h->site = "same-origin";
    post(h, "/notat", "tekst=x", NULL);
    CHECK_EQ(h->status, 303);
}

TEST_HOUSE(methods_and_where_to_go_afterwards)
{
    post(h, "/bare-les", "", NULL);
    CHECK_EQ(h->status, 405);
    CHECK_STR(h->allow, "GET, HEAD");
    get(h, "/logg-ut");
    CHECK_EQ(h->status, 405);
    CHECK_STR(h->allow, "POST");
    request(h, "HEAD", "/bare-les", STR_NONE);
    CHECK_EQ(h->status, 200);
    get(h, "/notat?q=%C3%B8&side=2");
    CHECK_EQ(h->status, 303);
    CHECK_STR(h->location,
              "/logg-inn?til=%2Fnotat%3Fq%3D%25C3%25B8%26side%3D2");
    get(h, "/logg-inn?til=//evil.example/");
    CHECK(!str_has(h->body, STR("evil")));
}

/* The person's choice, then the unit's municipality, then the browser. */
TEST_HOUSE(language_follows_person_unit_browser)
{
    log_in(h, RIGHT, code_at(h, 0));
    get(h, "/konto/okter");
    CHECK(str_has(h->body, STR("<html lang=\"nn\"")));
    post(h, "/bytt-funksjon",
         str_cz(h->mem, str_fmt(h->mem, "funksjon=%.*s",
                                STR_FMT(id_format(h->mem, SECOND)))),
         NULL);
    get(h, "/konto/okter");
    CHECK(str_has(h->body, STR("<html lang=\"nb\"")));
    post(h, "/innstillinger", "sprak=en", NULL);
    CHECK_EQ(h->status, 303);
    get(h, "/konto/okter");
    CHECK(str_has(h->body, STR("<html lang=\"en\"")));
}

/* --- the audit --- */

TEST_HOUSE(logins_failures_and_refusals_are_in_the_audit)
{
    struct audit_verdict v = {0};
    struct db_tx tx;

    functions_held = 0;
    log_in(h, "feil", "000000");
    log_in(h, RIGHT, code_at(h, 0));
    get(h, "/notat");
    CHECK_EQ(h->status, 403);
    CHECK_EQ(audit_rows(h, "login.fail", "done"), 1);
    CHECK_EQ(audit_rows(h, "login", "done"), 1);
    CHECK_EQ(audit_rows(h, "unit.view", "denied"), 1);
    must(db_read_begin(h->sv.db, h->mem, &tx));
    must(audit_verify(&tx, h->keys, NULL, 0, &v));
    db_read_end(&tx);
    CHECK_EQ(v.fault, AUDIT_SOUND);
    CHECK_EQ(v.rows, 4); /* with the account's own making */
}

/* Whoever returns at once leaves neither the writer's turn taken nor the
 * refusal out of the audit. */
TEST_HOUSE(a_refused_call_is_ended_and_in_the_audit)
{
    struct call c;
    const struct err *err;

    call_init_system(&c, h->mem, &h->sv, clock_now());
    c.who.account.v = 1;
    c.who.role = ROLE_CASEWORKER;
    err = call_begin_on(&c, ACT_OUTBOX_EDIT, subject_none());
    CHECK(err && err->kind == DENIED);
    CHECK(!c.open);
    CHECK(call_end(&c, ACT_OUTBOX_EDIT, 0, err) == err);
    CHECK_EQ(audit_rows(h, "outbox.edit", "denied"), 1);
}
