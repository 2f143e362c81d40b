/* Requests through the real dispatcher, without a socket.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "world.h"

#include "access/account.h"
#include "assessment/message_app.h"
#include "base/clock.h"
#include "base/random.h"
#include "cli/demo.h"
#include "fresh.h"
#include "page_scan.h"
#include "retention/sealed_store.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORLD_BYTES = 1 << 30, CALL_BYTES = 256 << 20 };

static void
must(const struct err *err, const char *what)
{
    if (!err)
        return;
    fprintf(stderr, "scenario: %s: %s (%s)\n", what,
            err->detail ? err->detail : "no detail", err->where);
    exit(3);
}

/* The demo's password, hashed as cheaply as Argon2 allows. */
static struct str
cheap_hash(struct arena *mem)
{
    char *out = arena_alloc(mem, crypto_pwhash_STRBYTES);

    if (crypto_pwhash_str_alg(out, DEMO_PASSWORD, strlen(DEMO_PASSWORD),
                              crypto_pwhash_OPSLIMIT_MIN,
                              crypto_pwhash_MEMLIMIT_MIN,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        exit(3);
    return str_of(out);
}

static const struct err *
put_hashes(struct call *c, struct account_list *list, struct str hash)
{
    const struct err *err = call_begin(c, ACT_ACCOUNT_MANAGE);

    if (!err)
        err = call_permit(c, ACT_ACCOUNT_MANAGE, subject_none());
    for (size_t i = 0; !err && i < list->n; i++) {
        if (list->row[i].password.n == 0)
            continue;
        list->row[i].password = hash;
        err = account_store_update(&c->tx, &list->row[i]);
    }
    return call_end(c, ACT_ACCOUNT_MANAGE, 0, err);
}

/* People log in some thousand times, on the page and by password: to hash it as
 * in use would take longer than what is proved. What is made later is hashed as
 * in use. */
static void
cheapen_logins(struct world *world)
{
    struct account_list list = {0};
    struct db_tx tx;
    struct call c;

    call_init_system(&c, world->mem, &world->w.sv, clock_now());
    must(db_read_begin(world->w.db, world->mem, &tx), "read");
    must(account_store_list(&tx, &list), "accounts");
    db_read_end(&tx);
    must(put_hashes(&c, &list, cheap_hash(world->mem)), "passwords");
}

/* A store that was empty becomes the demo's; a copy of one is that already. */
static void
fill(struct world *world, struct instant start)
{
    struct account a = {0};
    struct db_tx tx;
    bool filled = false;

    must(db_read_begin(world->w.db, world->mem, &tx), "read");
    must(account_store_find(&tx, STR("tone"), &a, &filled), "account");
    db_read_end(&tx);
    if (filled)
        return;
    must(demo_fill(world->mem, &world->w.sv, start), "demo");
    cheapen_logins(world);
    if (!fresh_settle(world->mem, world->w.settings.db))
        exit(3);
}

void
world_open(struct world *world, const char *folder, const char *url)
{
    struct settings s = {0};
    struct instant start;

    *world = (struct world){.mem = arena_new(WORLD_BYTES),
                            .call_mem = arena_new(CALL_BYTES),
                            .language = STR("nb")};
    (void)instant_parse(STR("2026-11-23T08:00:00Z"), &start);
    clock_fix(start);
    must(settings_read(world->mem, NULL, &s), "settings");
    s.data = str_of(folder);
    s.db = str_of(url);
    s.key_file = str_fmt(world->mem, "%s/master.key", folder);
    s.demo = true;
    world->header[0] = (struct http_pair){STR("accept-language"),
                                          world->language};
    world->header[1] = (struct http_pair){STR("sec-fetch-site"),
                                          STR("same-origin")};
    must(wiring_open(world->mem, &s, true, 2, &world->w), "open");
    fill(world, start);
}

void
world_close(struct world *world)
{
    wiring_close(&world->w);
    arena_free(world->call_mem);
    arena_free(world->mem);
}

/* Puts "name=value" in the place of the cookie of that name. */
static struct str
with_cookie(struct arena *mem, struct str jar, struct str set)
{
    struct str pair;
    struct str attributes;
    struct str name;
    struct str value;
    struct buf b;

    (void)str_split(set, ';', &pair, &attributes);
    (void)str_split(pair, '=', &name, &value);
    buf_init(&b, mem);
    while (jar.n > 0) {
        struct str one;
        struct str rest;

        (void)str_split(jar, ';', &one, &rest);
        one = str_trim(one);
        jar = rest;
        if (str_starts(one, str_fmt(mem, "%.*s=", STR_FMT(name))))
            continue;
        buf_fmt(&b, "%.*s; ", STR_FMT(one));
    }
    if (value.n > 0)
        buf_str(&b, pair);
    return buf_done(&b);
}

static void
take_answer(struct world *world, const struct http_res *res)
{
    world->status = res->status;
    world->location = STR_NONE;
    world->body = res->static_body.p ? res->static_body : buf_done(&res->body);
    world->body = str_copy(world->mem, world->body);
    for (size_t i = 0; i < res->n_header; i++) {
        struct str name = res->header[i].name;

        if (str_eq_cz(name, "Location"))
            world->location = str_copy(world->mem, res->header[i].value);
        if (str_eq_cz(name, "Set-Cookie"))
            world->who->cookies = with_cookie(world->mem, world->who->cookies,
                                              res->header[i].value);
    }
}

/* What every browser sends beside the cookies. */
static void
add_headers(struct world *world, struct http_req *req)
{
    struct http_pair *all = ARENA_NEW_N(world->call_mem, struct http_pair,
                                        req->n_header + 2);

    for (size_t i = 0; i < req->n_header; i++)
        all[i] = req->header[i];
    all[req->n_header] = world->header[0];
    all[req->n_header + 1] = world->header[1];
    req->header = all;
    req->n_header += 2;
}

static const char *
type_of(struct str body)
{
    if (str_starts(body, STR("--" PAGE_BOUNDARY)))
        return "multipart/form-data; boundary=" PAGE_BOUNDARY;
    return body.n > 0 ? "application/x-www-form-urlencoded" : NULL;
}

static void
request(struct world *world, const char *method, struct str target,
        struct str body)
{
    struct http_sketch sketch = {
        .method = method,
        .target = target,
        .body = body,
        .content_type = type_of(body),
        .cookies = world->who->cookies,
    };
    struct http_req req;
    struct http_res res;

    arena_reset(world->call_mem);
    world->status = http_req_parse_target(world->call_mem, &sketch, &req);
    world->body = STR_NONE;
    if (world->status != 0)
        return;
    add_headers(world, &req);
    http_res_init(&res, world->call_mem);
    dispatch(&world->w.dispatcher, 0, &req, &res);
    take_answer(world, &res);
}

void
world_get(struct world *world, struct str target)
{
    world->path = str_copy(world->mem, target);
    request(world, "GET", target, STR_NONE);
}

void
world_post(struct world *world, struct str target, struct str body)
{
    struct str where = str_copy(world->mem, target);

    request(world, "POST", target, body);
    if (world->status == 422) /* the form again, at this address */
        world->path = where;
}

bool
world_follow(struct world *world)
{
    if (world->location.n == 0)
        return false;
    world_get(world, world->location);
    return true;
}

static bool
log_in(struct world *world, struct str login)
{
    struct form_fill fill = {.name = STR("bruker"), .value = login};
    struct form_fill more = {.name = STR("passord"),
                             .value = STR(DEMO_PASSWORD)};
    const struct form_fill both[] = {fill, more};
    struct str body;

    world->who->day = date_in_oslo(clock_now());
    world->who->cookies = STR_NONE;
    world_get(world, STR("/logg-inn"));
    if (!page_fill_form(world->mem, world->body, STR("/logg-inn"), both, 2,
                        &body))
        return false;
    world_post(world, STR("/logg-inn"), body);
    return world->status == 303;
}

static bool
is_fresh(const struct visitor *who)
{
    return str_eq_cz(who->login, "nobody") ||
           date_cmp(who->day, date_in_oslo(clock_now())) == 0;
}

bool
world_as(struct world *world, struct str login)
{
    for (size_t i = 0; i < world->n_person; i++)
        if (str_eq(world->person[i].login, login)) {
            world->who = &world->person[i];
            return is_fresh(world->who) || log_in(world, login);
        }
    if (world->n_person == PEOPLE_MAX)
        return false;
    world->who = &world->person[world->n_person++];
    world->who->login = str_copy(world->mem, login);
    if (str_eq_cz(login, "nobody"))
        return true;
    return log_in(world, login);
}

bool
world_message(struct world *world, const struct str *path, size_t n)
{
    struct message_file file[8] = {0};
    struct message_answer a;
    struct call c;
    struct str xml;

    arena_reset(world->call_mem);
    xml = fresh_read(world->mem, str_cz(world->mem, path[0]));
    for (size_t i = 1; i < n && i < ARRAY_LEN(file); i++)
        file[i - 1] = (struct message_file){
            path[i], fresh_read(world->mem, str_cz(world->mem, path[i]))};
    call_init_system(&c, world->call_mem, &world->w.sv, clock_now());
    if (message_app_in(&c, xml, STR("1.0.0"), file, n - 1, &a))
        return false;
    world->status = 200;
    world->body = str_of(message_outcome_word(a.outcome));
    if (a.refusal)
        world->body = str_copy(world->mem,
                               err_text(world->call_mem, LANG_EN, a.refusal));
    return true;
}

static void
write_message(struct world *world, const struct message_waiting *w)
{
    const char *folder = getenv("HELHET_WRITE_TO");
    FILE *f;

    if (!folder)
        return;
    f = fopen(str_cz(world->mem, str_fmt(world->mem, "%s/seen-%.*s.xml", folder,
                                         STR_FMT(w->id))),
              "w");
    if (!f)
        return;
    (void)fwrite(w->xml.p, 1, w->xml.n, f);
    (void)fclose(f);
}

bool
world_outbox(struct world *world)
{
    struct message_waiting_list list = {0};
    struct call c;
    struct buf b;

    arena_reset(world->call_mem);
    call_init_system(&c, world->call_mem, &world->w.sv, clock_now());
    if (message_app_waiting(&c, &list))
        return false;
    buf_init(&b, world->mem);
    for (size_t i = 0; i < list.n; i++) {
        buf_str(&b, list.row[i].xml);
        write_message(world, &list.row[i]);
        call_init_system(&c, world->call_mem, &world->w.sv, clock_now());
        if (message_app_given(&c, list.row[i].id))
            return false;
    }
    world->status = 200;
    world->body = buf_done(&b);
    return true;
}

bool
world_jobs(struct world *world)
{
    return wiring_run_jobs(&world->w, world->call_mem, clock_now()) == NULL;
}

bool
world_is_whole(struct world *world, struct str name)
{
    struct sealed_verdict v = {0};
    struct db_tx tx;
    const struct err *err = db_read_begin(world->w.sv.db, world->mem, &tx);

    if (!err)
        err = sealed_verify(&tx, world->w.sv.keys, &v);
    if (!err)
        db_read_end(&tx);
    if (!err && v.values > 0 && v.damaged == 0)
        return true;
    printf("FAIL %.*s: %lld of %lld sealed values do not open: %.*s\n",
           STR_FMT(name), (long long)v.damaged, (long long)v.values,
           STR_FMT(v.first));
    return false;
}
