/* Installations with many cases, made by the product's own functions.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "bench.h"

#include "access/account.h"
#include "access/session_store.h"
#include "base/clock.h"
#include "cli/demo.h"
#include "db/sqlite_conn.h"
#include "registry/registry.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIRST_UNIT = 1000000, FIRST_CLINIC = 2000000, FIRST_PERSON = 3000000 };
enum { THERAPIST = 5000000, LEADER = 6000000, CALL_BYTES = 256 << 20 };

void
bench_must(const struct err *err, const char *what)
{
    if (!err)
        return;
    fprintf(stderr, "bench: %s: %s (%s)\n", what,
            err->detail ? err->detail : "refused", err->where);
    exit(1);
}

void
bench_open(struct bench *b, const char *folder, bool create, unsigned readers)
{
    struct settings s = {0};

    *b = (struct bench){.mem = arena_new((size_t)1 << 30),
                        .call_mem = arena_new(CALL_BYTES)};
    bench_must(settings_read(b->mem, NULL, &s), "settings");
    s.data = str_of(folder);
    s.db = str_fmt(b->mem, "%s/helhet.db", folder);
    s.key_file = str_fmt(b->mem, "%s/master.key", folder);
    s.demo = true;
    bench_must(wiring_open(b->mem, &s, create, readers, &b->w), "open");
    if (create)
        bench_must(demo_fill(b->mem, &b->w.sv, clock_now()), "demo");
}

void
bench_close(struct bench *b)
{
    wiring_close(&b->w);
    arena_free(b->call_mem);
    arena_free(b->mem);
}

unit_id
bench_clinic(int64_t unit)
{
    return (unit_id){FIRST_CLINIC + unit};
}

function_id
bench_therapist(int64_t unit)
{
    return (function_id){THERAPIST + unit};
}

/* Units have no app function: they are imported. */
static void
put_unit(sqlite3 *db, int64_t id, const char *type)
{
    char sql[600];

    snprintf(sql, sizeof sql,
             "INSERT INTO unit (id, code, type, kind, name, short_name,"
             " org_number, her_id, resh_id, municipality, age_from, age_to,"
             " certainty, source, note, search, version) VALUES (%lld,"
             " 'bench-%lld', '%s', '', 'Prøveenhet %lld', '', '', '', '', '',"
             " -1, -1, 'made_up', '', '', '', 1)",
             (long long)id, (long long)id, type, (long long)id);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return;
    fprintf(stderr, "bench: unit: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static void
put_units(struct bench *b, int64_t units)
{
    sqlite3 *db = NULL;

    if (sqlite3_open(str_cz(b->mem, b->w.settings.db), &db) != SQLITE_OK ||
        sqlite_collation(db) != SQLITE_OK)
        exit(1);
    (void)sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    for (int64_t u = 0; u < units; u++) {
        put_unit(db, FIRST_UNIT + u, "child_welfare");
        put_unit(db, FIRST_CLINIC + u, "bup");
    }
    (void)sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    (void)sqlite3_close(db);
}

static void
put_person(struct bench *b, struct db_tx *tx, int64_t id, unit_id unit,
           enum function_kind kind)
{
    struct account a = {.id = {id},
                        .login = str_fmt(b->mem, "bench%lld", (long long)id),
                        .name = str_fmt(b->mem, "Person %lld", (long long)id),
                        .scheme = STR("auto"),
                        .valid_to = DATE_NONE,
                        .made_up = true};
    struct function_row f = {.id = {id},
                             .account_id = {id},
                             .unit_id = unit,
                             .kind = kind,
                             .valid_from = date_ymd(2025, 1, 1),
                             .valid_to = DATE_NONE};

    bench_must(account_store_insert(tx, &a), "account");
    bench_must(registry_store_insert_function(tx, &f), "function");
}

static void
put_people(struct bench *b, int64_t units)
{
    struct db_tx tx;

    bench_must(db_write_begin(b->w.db, b->mem, &tx), "begin");
    for (int64_t u = 0; u < units; u++) {
        for (int64_t k = 0; k < WORKERS_EACH; k++)
            put_person(b, &tx, FIRST_PERSON + u * WORKERS_EACH + k,
                       (unit_id){FIRST_UNIT + u}, FUNCTION_CASEWORKER);
        put_person(b, &tx, THERAPIST + u, bench_clinic(u), FUNCTION_THERAPIST);
        put_person(b, &tx, LEADER + u, (unit_id){FIRST_UNIT + u},
                   FUNCTION_LEADER);
    }
    bench_must(db_write_end(&tx, true), "end");
}

void
bench_as(struct bench *b, struct arena *mem, int64_t worker, struct call *c)
{
    int64_t id = FIRST_PERSON + worker;

    arena_reset(mem);
    call_init_system(c, mem, &b->w.sv, clock_now());
    c->who = (struct actor){.account = {id},
                            .function = {id},
                            .unit = {FIRST_UNIT + worker / WORKERS_EACH},
                            .role = ROLE_CASEWORKER,
                            .name = STR("Person")};
}

void
bench_as_leader(struct bench *b, struct arena *mem, int64_t unit,
                struct call *c)
{
    bench_as(b, mem, unit * WORKERS_EACH, c);
    c->who.account.v = LEADER + unit;
    c->who.function.v = LEADER + unit;
    c->who.role = ROLE_LEADER;
}

static void
open_case(struct call *c, int64_t n)
{
    static const char *const names[] = {"Ask", "Bo",  "Eir", "Liv",
                                        "Sol", "Tor", "Una", "Ylva"};
    struct case_open_form form = {
        .bti_level = -1,
        .text = STR("Skole og helsestasjon er bekymret for barnet."),
        .child = {.provisional = true,
                  .given_name = str_of(names[n % 8]),
                  .family_name = STR("Oppdiktet"),
                  .birth_date = date_ymd(2010 + (int)(n % 12), 3, 2),
                  .care_since = DATE_NONE,
                  .address = STR("Fjordveien 1")}};
    struct deadline d = {.kind = DEADLINE_THK_FOLLOW_UP,
                         .rule = STR("R714"),
                         .source = SOURCE_OWN_GOAL,
                         .function_id = c->who.function,
                         .due_on = date_add(c->today, 7 + (int32_t)(n % 40))};

    bench_must(casefile_app_open_in(c, &form, &d.case_id), "case");
    bench_must(casefile_join_in(c, d.case_id,
                                bench_clinic(c->who.unit.v - FIRST_UNIT),
                                PURPOSE_HEALTH_CARE, true),
               "join");
    d.object_id = d.case_id.v;
    bench_must(casefile_deadline_in(c, &d), "deadline");
}

void
bench_fill(struct bench *b, int64_t cases, int64_t each)
{
    int64_t workers = (cases + each - 1) / each;
    int64_t units = (workers + WORKERS_EACH - 1) / WORKERS_EACH;

    put_units(b, units);
    put_people(b, units);
    for (int64_t w = 0; w < workers; w++) {
        struct call c;

        bench_as(b, b->call_mem, w, &c);
        bench_must(call_begin(&c, ACT_CASE_OPEN), "begin");
        bench_must(call_permit(&c, ACT_CASE_OPEN, subject_none()), "permit");
        for (int64_t i = 0; i < each; i++)
            open_case(&c, w * each + i);
        bench_must(call_end(&c, ACT_CASE_OPEN, 0, NULL), "end");
    }
}

void
bench_as_therapist(struct bench *b, struct arena *mem, function_id f,
                   struct call *c)
{
    arena_reset(mem);
    call_init_system(c, mem, &b->w.sv, clock_now());
    c->who = (struct actor){.account = {f.v},
                            .function = f,
                            .unit = bench_clinic(f.v - THERAPIST),
                            .role = ROLE_THERAPIST,
                            .name = STR("Person")};
}

void
bench_offer_all(struct bench *b, int64_t worker)
{
    struct case_list list = {0};
    int64_t ids[CASES_EACH];
    struct call c;

    bench_as(b, b->call_mem, worker, &c);
    bench_must(casefile_app_list(&c, CASES_MINE, 0, CASES_EACH, &list), "list");
    for (size_t i = 0; i < list.n; i++)
        ids[i] = list.row[i].id.v;
    for (size_t i = 0; i < list.n; i++) {
        struct offer_form form = {.case_id = {ids[i]},
                                  .to = bench_therapist(worker / WORKERS_EACH),
                                  .reason = STR("Klinikken leder fra nå."),
                                  .basis = BASIS_NECESSARY,
                                  .classes = CLASS_BIT(WELFARE)};
        offer_id out;

        bench_as(b, b->call_mem, worker, &c);
        bench_must(casefile_app_offer(&c, &form, &out), "offer");
    }
}

struct str
bench_log_in(struct bench *b, int64_t worker)
{
    struct call c;
    struct str token = token_new(b->mem, SESSION_TOKEN_BYTES);
    struct session s;
    struct hash hash;
    const struct err *err;

    bench_as(b, b->call_mem, worker, &c);
    s = session_new(&c, c.who.account, STR("bench"));
    s.function_id = c.who.function;
    hash = lookup_token(c.sv->keys, "session", token);
    err = call_begin(&c, ACT_LOGIN);
    if (!err)
        err = call_permit(&c, ACT_LOGIN, subject_none());
    if (!err)
        err = session_store_insert(&c.tx, &s, &hash);
    bench_must(call_end(&c, ACT_LOGIN, 0, err), "session");
    return str_fmt(b->mem, SESSION_COOKIE "=%.*s", STR_FMT(token));
}
