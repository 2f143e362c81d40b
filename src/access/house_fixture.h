/* An installation with one account on each database, and a browser in front of
 * it: what a real one does, which the demo does not.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_HOUSE_FIXTURE_H
#define HELHET_ACCESS_HOUSE_FIXTURE_H

#include "access/audit.h"
#include "access/dispatch.h"
#include "access/factor_page.h"
#include "base/clock.h"
#include "db/ready_store.h"

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
    struct route_set sets[4];
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

static inline const struct err *
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

static bool store_is_away;
static bool store_is_damaged;

/* A value that does not open. */
static inline const struct err *
damage(struct call *c)
{
    const struct key any = {{0}};
    struct str out;

    return unseal(c->mem, &any, 7, "note.text", STR("x"), &out);
}

static inline const struct err *
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
    if (store_is_away)
        return ERR(c->mem, UNAVAILABLE);
    if (store_is_damaged)
        return damage(c);
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

static inline const struct err *
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

static inline void
must(const struct err *err)
{
    if (err)
        test_check(false, err->detail ? err->detail : "an error", err->where);
}

static inline struct call
system_call(struct house *h)
{
    struct call c;

    call_init_system(&c, h->mem, &h->sv, h->now);
    return c;
}

static inline void
use_secret(struct house *h, struct str base32)
{
    char *secret = NULL;
    size_t n = 0;

    CHECK_EQ(oath_base32_decode(base32.p, base32.n, &secret, &n), OATH_OK);
    h->secret = str_copy(h->mem, (struct str){secret, n});
    free(secret);
}

static inline void
add_account(struct house *h)
{
    struct call c = system_call(h);
    struct str base32 = STR_NONE;
    account_id id;

    must(account_app_create(&c, STR("kari"), STR("Kari Test"), STR(""),
                            STR(PASSWORD), DATE_NONE, false, &id, &base32));
    use_secret(h, base32);
}

static inline bool
house_open(struct arena *mem, bool pg, struct house *h)
{
    static const struct db_set *const all[] = {
        &account_sql, &session_sql,    &audit_sql, &passkey_sql,
        &factor_sql,  &audit_list_sql, &count_set};
    struct db_set sets[ARRAY_LEN(all)];
    struct db_options opt = {
        .sets = sets, .n_sets = ARRAY_LEN(all), .readers = 2};

    *h = (struct house){
        .mem = mem, .peer = STR("192.0.2.7"), .site = "same-origin"};
    if (pg && !getenv("HELHET_TEST_PG"))
        return false;
    CHECK(test_store_new(mem, false, &h->store)); /* for its folder */
    h->store.url = ready_store(mem, pg, h->store.url);
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        sets[i] = *all[i];
    opt.url = h->store.url;
    crypto_init();
    must(db_open(mem, &opt, &h->sv.db));
    must(keyring_open(mem, db_detail(mem, "%s/key", h->store.folder), true,
                      &h->keys));
    audit_chain_init(&h->chain);
    h->sv.keys = h->keys;
    h->sv.chain = &h->chain;
    h->sv.functions = two_functions;
    h->sets[0] = (struct route_set){access_routes, access_routes_n};
    h->sets[1] = (struct route_set){note_routes, ARRAY_LEN(note_routes)};
    h->sets[2] = (struct route_set){passkey_routes, passkey_routes_n};
    h->sets[3] = (struct route_set){factor_routes, factor_routes_n};
    h->sv.passkey_origin = STR("https://helhet.example");
    h->d = (struct dispatcher){
        .sv = &h->sv, .sets = h->sets, .sets_n = ARRAY_LEN(h->sets)};
    h->call_mem = arena_new(CALL_BYTES);
    functions_held = 2;
    (void)instant_parse(STR("2026-11-23T08:00:10Z"), &h->now);
    clock_fix(h->now);
    add_account(h);
    return true;
}

static inline void
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

/* How often did that happen? */
static inline int64_t
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

/* --- the browser --- */

static inline void
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

static inline void
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

static inline void
get(struct house *h, const char *target)
{
    request(h, "GET", target, STR_NONE);
}

static inline struct str
token_of(struct house *h)
{
    struct str pair;
    struct str value;

    return str_split(h->cookie, '=', &pair, &value)
               ? csrf_token(h->mem, &h->sv, value)
               : STR_NONE;
}

/* `once` may be NULL. */
static inline void
post(struct house *h, const char *target, const char *fields, const char *once)
{
    request(h, "POST", target,
            str_fmt(h->mem, "_csrf=%.*s%s%s%s%s", STR_FMT(token_of(h)),
                    once ? "&_once=" : "", once ? once : "", *fields ? "&" : "",
                    fields));
}

static inline const char *
code_at(struct house *h, int64_t seconds)
{
    char otp[7];

    CHECK_EQ(oath_totp_generate(h->secret.p, h->secret.n,
                                (time_t)(h->now.us / 1000000 + seconds), 30, 0,
                                6, otp),
             OATH_OK);
    return str_cz(h->mem, str_of(otp));
}

static inline void
log_in(struct house *h, const char *password, const char *code)
{
    get(h, "/logg-inn");
    post(h, "/logg-inn",
         str_cz(h->mem, str_fmt(h->mem, "bruker=kari&passord=%s&kode=%s",
                                password, code)),
         NULL);
}

#define RIGHT "lang+og+trygg+frase"

static inline void
wait_seconds(struct house *h, int64_t seconds)
{
    h->now.us += seconds * 1000000;
}

#endif
