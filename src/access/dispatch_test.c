/* The dispatcher with a second factor, on both databases: what a real
 * installation does, which the demo does not.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/dispatch.h"

#include "access/audit.h"
#include "base/clock.h"
#include "db/store_test.h"
#include "text/messages_access.h"

#include <liboath/oath.h>

#define PASSWORD "lang og trygg frase"
enum { CALL_BYTES = 64 << 20, FIRST = 11, SECOND = 12 };

/* An installation with one account, and a browser in front of it. */
struct house {
    struct arena *mem;
    struct arena *call_mem;
    struct test_store store;
    struct services sv;
    struct audit_chain chain;
    struct keyring *keys;
    struct dispatcher d;
    struct route_set sets[2];
    struct str secret; /* of the second factor, binary */
    struct instant now;
    /* the browser */
    struct str cookie; /* "helhet=…" */
    struct str peer;
    const char *site; /* Sec-Fetch-Site, or NULL */
    /* the last answer */
    int status;
    struct str body;
    struct str location;
    struct str allow;
};

/* --- a feature: one form, in a role's hands --- */

static const struct err *
get_note(struct call *c, const struct http_req *req, struct http_res *res,
         struct page *pg)
{
    (void)c;
    (void)req;
    (void)res;
    buf_fmt(pg->out, "<p>%.*s %.*s</p>", STR_FMT(pg->csrf),
            STR_FMT(pg->notice));
    return NULL;
}

static const struct err *
post_note(struct call *c, const struct http_req *req, struct http_res *res,
          struct page *pg)
{
    struct form f = form_of(c->mem, req);
    const struct err *err;

    (void)form_text_required(&f, "tekst", 100);
    err = form_errors(&f);
    if (err) {
        res->status = 422;
        buf_cz(pg->out, "skriv noe");
        return NULL;
    }
    err = call_begin(c, ACT_SESSION_END);
    if (!err)
        err = call_permit(c, ACT_SESSION_END, subject_none());
    err = call_end(c, ACT_SESSION_END, 1, err);
    if (!err)
        http_see_other(res, STR("/ferdig"));
    return err;
}

static const struct route note_routes[] = {
    {HTTP_GET, "/notat", ACT_UNIT_VIEW, get_note},
    {HTTP_POST, "/notat", ACT_SESSION_END, post_note},
    {HTTP_GET, "/bare-les", ACT_HOME_PUBLIC, get_note},
};

static int functions_held = 2;

static const struct err *
two_functions(struct call *c, struct db_tx *tx, account_id account,
              struct acting **out, size_t *out_n)
{
    static struct acting held[2] = {
        {.function = {FIRST},
         .unit = {1},
         .role = ROLE_LEADER,
         .unit_name = {"A", 1},
         .label = MSG_LOGIN_USER,
         .language = {"nn", 2}},
        {.function = {SECOND},
         .unit = {2},
         .role = ROLE_CASEWORKER,
         .unit_name = {"B", 1},
         .label = MSG_LOGIN_USER},
    };

    (void)c;
    (void)tx;
    (void)account;
    *out = held;
    *out_n = (size_t)functions_held;
    return NULL;
}

/* --- build and tear down --- */

enum { COUNT_ROWS, OUTCOME_SQL };
static const struct db_stmt count_sql[OUTCOME_SQL] = {
    [COUNT_ROWS] = {"test.count", "SELECT COUNT(*) FROM audit WHERE action = $1"
                                  " AND outcome = $2"},
};
static const struct db_set count_set = {count_sql, OUTCOME_SQL};

static void
must(const struct err *err)
{
    if (err)
        test_check(false, err->detail ? err->detail : "an error", err->where);
}

static struct call
system_call(struct house *h)
{
    struct call c;

    call_init_system(&c, h->mem, &h->sv, h->now);
    return c;
}

static void
use_secret(struct house *h, struct str base32)
{
    char *secret = NULL;
    size_t n = 0;

    CHECK_EQ(oath_base32_decode(base32.p, base32.n, &secret, &n), OATH_OK);
    h->secret = str_copy(h->mem, (struct str){secret, n});
    free(secret);
}

static void
add_account(struct house *h)
{
    struct call c = system_call(h);
    struct str base32 = STR_NONE;
    account_id id;

    must(account_app_create(&c, STR("kari"), STR("Kari Test"), STR(""),
                            STR(PASSWORD), DATE_NONE, false, &id, &base32));
    use_secret(h, base32);
}

static bool
house_open(struct arena *mem, bool pg, struct house *h)
{
    static const struct db_set *const all[] = {
        &account_sql, &session_sql, &audit_sql, &audit_list_sql, &count_set};
    struct db_set sets[ARRAY_LEN(all)];
    struct db_options opt = {
        .sets = sets, .n_sets = ARRAY_LEN(all), .readers = 2};
    int applied = 0;

    *h = (struct house){
        .mem = mem, .peer = STR("192.0.2.7"), .site = "same-origin"};
    if (!test_store_new(mem, pg, &h->store))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        sets[i] = *all[i];
    opt.url = h->store.url;
    crypto_init();
    must(db_migrate(mem, opt.url, &applied));
    must(db_open(mem, &opt, &h->sv.db));
    must(keyring_open(mem, db_detail(mem, "%s/key", h->store.folder), true,
                      &h->keys));
    audit_chain_init(&h->chain);
    h->sv.keys = h->keys;
    h->sv.chain = &h->chain;
    h->sv.functions = two_functions;
    h->sets[0] = (struct route_set){access_routes, access_routes_n};
    h->sets[1] = (struct route_set){note_routes, ARRAY_LEN(note_routes)};
    h->d = (struct dispatcher){.sv = &h->sv, .sets = h->sets, .sets_n = 2};
    h->call_mem = arena_new(CALL_BYTES);
    functions_held = 2;
    (void)instant_parse(STR("2026-11-23T08:00:10Z"), &h->now);
    clock_fix(h->now);
    add_account(h);
    return true;
}

static void
house_close(struct house *h)
{
    db_close(h->sv.db);
    keyring_free(h->keys);
    arena_free(h->call_mem);
    test_store_drop(h->mem, &h->store);
}

#define TEST_HOUSE(id)                       \
    static void house_##id(struct house *h); \
    TEST(id)                                 \
    {                                        \
        for (int pg = 0; pg < 2; pg++) {     \
            struct house h;                  \
            if (!house_open(mem, pg, &h))    \
                continue;                    \
            house_##id(&h);                  \
            house_close(&h);                 \
        }                                    \
    }                                        \
    static void house_##id(struct house *h)

/* --- the browser --- */

static void
take_answer(struct house *h, const struct http_res *res)
{
    h->status = res->status;
    h->body = str_copy(h->mem, buf_done((struct buf *)(uintptr_t)&res->body));
    h->location = STR_NONE;
    h->allow = STR_NONE;
    for (size_t i = 0; i < res->n_header; i++) {
        struct str value = str_copy(h->mem, res->header[i].value);
        struct str rest;

        if (str_eq_cz(res->header[i].name, "Location"))
            h->location = value;
        if (str_eq_cz(res->header[i].name, "Allow"))
            h->allow = value;
        if (str_eq_cz(res->header[i].name, "Set-Cookie") &&
            str_starts(value, STR(SESSION_COOKIE "=")))
            (void)str_split(value, ';', &h->cookie, &rest);
    }
}

static void
request(struct house *h, const char *method, const char *target,
        struct str body)
{
    struct http_sketch sketch = {
        .method = method,
        .target = str_of(target),
        .body = body,
        .content_type = body.n > 0 ? "application/x-www-form-urlencoded" : NULL,
        .cookies = h->cookie,
    };
    struct http_pair header[12];
    struct http_req req;
    struct http_res res;

    arena_reset(h->call_mem);
    clock_fix(h->now);
    CHECK_EQ(http_req_parse_target(h->call_mem, &sketch, &req), 0);
    CHECK(req.n_header < ARRAY_LEN(header));
    for (size_t i = 0; i < req.n_header; i++)
        header[i] = req.header[i];
    if (h->site)
        header[req.n_header++] = (struct http_pair){STR("sec-fetch-site"),
                                                    str_of(h->site)};
    req.header = header;
    req.peer = h->peer;
    http_res_init(&res, h->call_mem);
    dispatch(&h->d, 0, &req, &res);
    take_answer(h, &res);
}

static void
get(struct house *h, const char *target)
{
    request(h, "GET", target, STR_NONE);
}

static struct str
token_of(struct house *h)
{
    struct str pair;
    struct str value;

    return str_split(h->cookie, '=', &pair, &value)
               ? csrf_token(h->mem, &h->sv, value)
               : STR_NONE;
}

/* `once` may be NULL. */
static void
post(struct house *h, const char *target, const char *fields, const char *once)
{
    request(h, "POST", target,
            str_fmt(h->mem, "_csrf=%.*s%s%s%s%s", STR_FMT(token_of(h)),
                    once ? "&_once=" : "", once ? once : "", *fields ? "&" : "",
                    fields));
}

static const char *
code_at(struct house *h, int64_t seconds)
{
    char otp[7];

    CHECK_EQ(oath_totp_generate(h->secret.p, h->secret.n,
                                (time_t)(h->now.us / 1000000 + seconds), 30, 0,
                                6, otp),
             OATH_OK);
    return str_cz(h->mem, str_of(otp));
}

static void
log_in(struct house *h, const char *password, const char *code)
{
    get(h, "/logg-inn");
    post(h, "/logg-inn",
         str_cz(h->mem, str_fmt(h->mem, "bruker=kari&passord=%s&kode=%s",
                                password, code)),
         NULL);
}

#define RIGHT "lang+og+trygg+frase"

static void
wait_seconds(struct house *h, int64_t seconds)
{
    h->now.us += seconds * 1000000;
}

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

static int64_t
audit_rows(struct house *h, const char *action, const char *outcome)
{
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;
    int64_t n;

    must(db_read_begin(h->sv.db, h->mem, &tx));
    must(db_first(&tx, &count_sql[COUNT_ROWS],
                  DB_ARGS(db_cz(action), db_cz(outcome)), &rows, &found));
    n = db_get_int(&rows, 0);
    db_rows_close(&rows);
    db_read_end(&tx);
    return n;
}

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
