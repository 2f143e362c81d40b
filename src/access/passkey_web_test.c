/* Passkeys through the whole road, on both databases: made, used alone and
 * beside a password, refused, lost. SPDX-License-Identifier: EUPL-1.2 */
#include "access/authenticator_fixture.h"

#include "access/house_fixture.h"

/* What stands between `before` and the next quotation mark. */
static struct str
quoted(struct house *h, const char *before)
{
    struct str wanted = str_of(before);

    for (size_t i = 0; i + wanted.n < h->body.n; i++) {
        struct str rest = str_cut(h->body, i, h->body.n);
        struct str found = STR_NONE;

        if (!str_starts(rest, wanted))
            continue;
        (void)str_split(str_cut(rest, wanted.n, rest.n), '"', &found, &rest);
        return str_copy(h->mem, found);
    }
    return STR_NONE;
}

static bool
says(const struct house *h, const char *words)
{
    return str_has(h->body, str_of(words));
}

/* First step of a new passkey, soon after a login. */
static struct str
begin_passkey(struct house *h)
{
    post(h, "/konto/passnokler/ny", "navn=Jobbtelefonen", NULL);
    CHECK_EQ(h->status, 200);
    return quoted(h, "\"challenge\":\"");
}

static void
send_new(struct house *h, const struct authenticator *d, struct str challenge)
{
    struct passkey_answer a = auth_make(d, challenge);

    post(h, "/konto/passnokler",
         str_cz(h->mem, str_fmt(h->mem, "navn=Jobbtelefonen%.*s",
                                STR_FMT(auth_form(d, &a)))),
         NULL);
}

static struct authenticator
register_passkey(struct house *h, const char *credential)
{
    struct authenticator d = auth_new(h->mem, AUTH_ES256, str_of(credential));
    struct passkey_answer user = {.user = STR_NONE};
    struct str challenge;

    log_in(h, RIGHT, code_at(h, 0));
    challenge = begin_passkey(h);
    user.user = quoted(h, "\"user\":\"");
    must(passkey_decode(h->mem, &user));
    d.user = user.user;
    send_new(h, &d, challenge);
    CHECK_EQ(h->status, 303);
    get(h, "/konto/sikkerhet");
    CHECK(says(h, "Jobbtelefonen"));
    post(h, "/logg-ut", "", NULL);
    return d;
}

static struct str
ask(struct house *h)
{
    post(h, "/passnokkel/sporsmal", "", NULL);
    CHECK_EQ(h->status, 200);
    return quoted(h, "\"challenge\":\"");
}

/* `typed`: user name and password as form fields, or empty. */
static struct str
answer_to(struct house *h, struct authenticator *d, const char *typed)
{
    struct passkey_answer a = auth_answer(d, ask(h));

    return str_fmt(h->mem, "%s%.*s", typed, STR_FMT(auth_form(d, &a)));
}

static void
log_in_by_key(struct house *h, struct authenticator *d, const char *typed)
{
    get(h, "/logg-inn");
    d->counter++;
    post(h, "/logg-inn", str_cz(h->mem, answer_to(h, d, typed)), NULL);
}

static bool
is_in(struct house *h)
{
    get(h, "/konto/sikkerhet");
    return h->status == 200;
}

TEST_HOUSE(a_passkey_alone_lets_one_in)
{
    struct authenticator d = register_passkey(h, "credential of kari");

    CHECK(!is_in(h));
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 303);
    CHECK(is_in(h));
    CHECK_EQ(audit_rows(h, "login", "done"), 2);
    CHECK_EQ(audit_rows(h, "passkey.add", "done"), 1);
}

TEST_HOUSE(what_is_typed_beside_a_passkey_counts_for_nothing)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct authenticator other = auth_new(h->mem, AUTH_RS256, STR("nobody's"));

    log_in_by_key(h, &other, "bruker=kari&passord=" RIGHT);
    CHECK_EQ(h->status, 422);
    CHECK(!is_in(h));
    log_in_by_key(h, &d, "bruker=ingen&passord=feil");
    CHECK_EQ(h->status, 303);
    CHECK(is_in(h));
}

TEST_HOUSE(an_answer_lets_one_in_once)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct str visitor;
    struct str form;

    get(h, "/logg-inn");
    visitor = h->cookie;
    form = answer_to(h, &d, "bruker=&passord=");
    post(h, "/logg-inn", str_cz(h->mem, form), NULL);
    CHECK_EQ(h->status, 303);
    h->cookie = visitor;
    post(h, "/logg-inn", str_cz(h->mem, form), NULL);
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(an_answer_is_for_the_browser_that_was_asked)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct str form;

    get(h, "/logg-inn");
    form = answer_to(h, &d, "bruker=&passord=");
    h->cookie = STR_NONE;
    get(h, "/logg-inn");
    (void)ask(h);
    post(h, "/logg-inn", str_cz(h->mem, form), NULL);
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(a_challenge_is_good_for_five_minutes)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct str form;

    get(h, "/logg-inn");
    form = answer_to(h, &d, "bruker=&passord=");
    wait_seconds(h, 300);
    post(h, "/logg-inn", str_cz(h->mem, form), NULL);
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(a_counter_that_goes_back_is_refused_told_and_kept)
{
    struct authenticator d = register_passkey(h, "credential of kari");

    d.counter = 10;
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 303);
    post(h, "/logg-ut", "", NULL);
    d.counter = 10; /* 11 was used; a copy says 11 once more */
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 422);
    CHECK(says(h, "Telleren"));
    CHECK_EQ(audit_rows(h, "passkey.went_back", "done"), 1);
    CHECK_EQ(audit_rows(h, "login.fail", "done"), 1);
    d.counter = 20;
    log_in_by_key(h, &d, "bruker=&passord=");
    get(h, "/konto/sikkerhet");
    CHECK(says(h, "Teljaren"));
}

/* One that does not count stays at nought. */
TEST_HOUSE(a_passkey_need_not_count)
{
    struct authenticator d = register_passkey(h, "credential of kari");

    for (int i = 0; i < 2; i++) {
        d.counter = UINT32_MAX; /* the next is 0 */
        log_in_by_key(h, &d, "bruker=&passord=");
        CHECK_EQ(h->status, 303);
        post(h, "/logg-ut", "", NULL);
    }
}

TEST_HOUSE(an_unknown_passkey_is_told_the_same)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct authenticator other = auth_new(h->mem, AUTH_RS256, STR("nobody's"));
    struct str right;

    d.flags = AUTH_PRESENT;
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 422);
    right = quoted(h, "role=\"alert\" tabindex=\"-1\" autofocus><p>");
    log_in_by_key(h, &other, "bruker=&passord=");
    CHECK_EQ(h->status, 422);
    CHECK(str_eq(right,
                 quoted(h, "role=\"alert\" tabindex=\"-1\" autofocus><p>")));
}

TEST_HOUSE(failures_with_a_passkey_make_one_wait)
{
    struct authenticator d = register_passkey(h, "credential of kari");

    d.flags = AUTH_PRESENT;
    for (int i = 0; i < 5; i++)
        log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 422);
    d.flags |= AUTH_VERIFIED;
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 429);
    wait_seconds(h, 60);
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 303);
    get(h, "/notat");
    CHECK(says(h, "5"));
}

TEST_HOUSE(an_account_that_has_ended_has_no_passkey)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct call c = system_call(h);

    must(account_app_set_end(&c, STR("kari"), date_ymd(2026, 11, 22)));
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(a_new_one_needs_the_second_factor_and_its_own_challenge)
{
    struct authenticator d = auth_new(h->mem, AUTH_EDDSA, STR("c"));
    struct str challenge;

    log_in(h, RIGHT, code_at(h, 0));
    post(h, "/konto/passnokler/ny", "navn=", NULL);
    CHECK_EQ(h->status, 422);
    wait_seconds(h, FACTOR_FRESH_MINUTES * 60);
    post(h, "/konto/passnokler/ny", "navn=Jobbtelefonen", NULL);
    CHECK_STR(h->location,
              "/konto/sikkerhet/bekreft?til=%2Fkonto%2Fpassnokler%2Fny");
    post(h, "/konto/sikkerhet/bekreft",
         str_cz(h->mem, str_fmt(h->mem, "kode=%s", code_at(h, 0))), NULL);
    CHECK_EQ(h->status, 303);
    send_new(h, &d, ask(h)); /* of a login */
    CHECK_EQ(h->status, 422);
    challenge = begin_passkey(h);
    d.flags = AUTH_PRESENT;
    send_new(h, &d, challenge);
    CHECK_EQ(h->status, 422);
    d.flags |= AUTH_VERIFIED;
    send_new(h, &d, challenge); /* used up */
    CHECK_EQ(h->status, 422);
    send_new(h, &d, begin_passkey(h));
    CHECK_EQ(h->status, 303);
    send_new(h, &d, begin_passkey(h)); /* kept already */
    CHECK_EQ(h->status, 422);
}

/* --- those that are there --- */

static struct str
only_path(struct house *h)
{
    get(h, "/konto/sikkerhet");
    return str_fmt(h->mem, "/konto/passnokler/%.*s",
                   STR_FMT(quoted(h, "href=\"/konto/passnokler/")));
}

static void
take_away_the_code(struct house *h)
{
    struct call c = system_call(h);
    struct account a = {0};
    bool found = false;

    must(call_begin_on(&c, ACT_ACCOUNT_MANAGE, subject_none()));
    must(account_store_find(&c.tx, STR("kari"), &a, &found));
    a.totp = STR_NONE;
    must(account_store_update(&c.tx, &a));
    must(call_end(&c, ACT_ACCOUNT_MANAGE, a.id.v, NULL));
}

TEST_HOUSE(renamed_and_removed_but_not_the_last_factor)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct str path;
    struct str away;

    log_in_by_key(h, &d, "bruker=&passord=");
    path = only_path(h);
    away = str_fmt(h->mem, "%.*s/fjern", STR_FMT(path));
    post(h, str_cz(h->mem, path), "navn=", NULL);
    CHECK_EQ(h->status, 422);
    post(h, str_cz(h->mem, path), "navn=Den+r%C3%B8de", NULL);
    CHECK_EQ(h->status, 303);
    get(h, "/konto/sikkerhet");
    CHECK(says(h, "Den røde"));
    take_away_the_code(h);
    post(h, str_cz(h->mem, away), "", NULL);
    CHECK_EQ(h->status, 409);
    CHECK(is_in(h));
    h->sv.demo = true; /* where there is no second factor to lose */
    post(h, str_cz(h->mem, away), "", NULL);
    CHECK_EQ(h->status, 303);
    h->sv.demo = false;
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 422);
    get(h, str_cz(h->mem, path));
    CHECK_EQ(h->status, 404);
}

TEST_HOUSE(a_lost_one_is_removed_by_the_administrator)
{
    struct authenticator d = register_passkey(h, "credential of kari");
    struct passkey_list list = {0};
    struct call c = system_call(h);

    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK(is_in(h));
    must(passkey_app_list_of(&c, STR("kari"), &list));
    CHECK_EQ(list.n, 1);
    c = system_call(h);
    must(passkey_app_remove_of(&c, STR("kari"), list.row[0].id));
    CHECK(!is_in(h));
    log_in_by_key(h, &d, "bruker=&passord=");
    CHECK_EQ(h->status, 422);
}

TEST_HOUSE(without_an_address_there_are_no_passkeys)
{
    h->sv.passkey_origin = STR_NONE;
    log_in(h, RIGHT, code_at(h, 0));
    get(h, "/konto/passnokler/ny");
    CHECK_EQ(h->status, 404);
    post(h, "/passnokkel/sporsmal", "", NULL);
    CHECK_EQ(h->status, 409);
    get(h, "/logg-inn");
    CHECK(!says(h, "data-passnokkel"));
}
