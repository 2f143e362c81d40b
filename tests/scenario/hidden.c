/* Two installations that differ only in one hidden child answer everybody else
 * byte for byte alike (R604): hidden --db FILE|URL
 * SPDX-License-Identifier: EUPL-1.2
 *
 * That the comparison can fail is shown with the same child unprotected. */
#include "crawl.h"
#include "fresh.h"
#include "page_scan.h"

#include "access/account.h"
#include "base/clock.h"
#include "base/random.h"
#include "casefile/app.h"
#include "cli/demo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHILD_NUMBER "22831390011"

enum { PAGES_MAX = 12000, PEOPLE = 40 };
enum with { WITHOUT, HIDDEN, VISIBLE };

/* The store that all walks start from, and what is known of the child. */
struct proof {
    struct arena *mem;
    struct str db;
    struct str base;
    char folder[32];
    case_id id;
    offer_id offer;
    assessment_id request; /* sent: Bufetat's intake and its leader know */
};

/* Everything one world answered, in order. */
struct record {
    struct str path[PAGES_MAX];
    struct str body[PAGES_MAX];
    int status[PAGES_MAX];
    size_t n;
    struct arena *mem;
};

static void
keep(void *arg, struct world *world, struct str path)
{
    struct record *r = arg;

    if (r->n == PAGES_MAX)
        return;
    r->path[r->n] = str_fmt(r->mem, "%.*s as %.*s", STR_FMT(path),
                            STR_FMT(world->who->login));
    r->status[r->n] = world->status;
    r->body[r->n++] = str_fmt(r->mem, "%d %.*s\n%.*s", world->status,
                              STR_FMT(world->location), STR_FMT(world->body));
}

static void
must(const struct err *err, const char *what)
{
    if (!err)
        return;
    printf("FAIL hidden: %s: %s (%s)\n", what, err->detail ? err->detail : "",
           err->where);
    exit(1);
}

static void
start_again(uint64_t seed, const char *when)
{
    struct instant t;

    (void)instant_parse(str_of(when), &t);
    random_fix(seed);
    clock_fix(t);
    id_restart();
}

static struct call
by(struct world *world, const char *login)
{
    struct call c;

    must(demo_act_as(&c, world->mem, &world->w.sv, login, clock_now()), login);
    return c;
}

/* The child that nobody but kine and nils may know of, with a share, an
 * invitation, an offer of the baton and a correction, as real ones have. */
static void
add_child(struct proof *p, struct world *world, enum protection protection)
{
    struct case_open_form form = {.bti_level = 2, .text = STR("Skjult grunn")};
    struct child *k = &form.child;
    struct call kine = by(world, "kine");
    struct call nils = by(world, "nils");
    struct offer_form offer = {.to = nils.who.function,
                               .basis = BASIS_CONSENT,
                               .classes = CLASS_BIT(PLAN),
                               .consented = true,
                               .consent_by = CONSENTER_PARENTS,
                               .source = STR("Muntlig"),
                               .reason = STR("Skjult overlevering")};

    k->protection = protection;
    k->given_name = STR("Skjulte");
    k->family_name = STR("Gjemselvik");
    k->municipality = STR("5001");
    k->lives = STR("Skjulestedet");
    (void)natid_parse(STR(CHILD_NUMBER), &k->number);
    k->birth_date = date_ymd(2013, 3, 22);
    must(casefile_app_open(&kine, &form, &p->id), "open");
    kine = by(world, "kine");
    must(casefile_app_invite(&kine, p->id, nils.who.unit, PURPOSE_FOLLOW_UP),
         "invite");
    kine = by(world, "kine");
    offer.case_id = p->id;
    must(casefile_app_offer(&kine, &offer, &p->offer), "offer");
    must(demo_send_request(world->mem, &world->w.sv, "kine", clock_now(), p->id,
                           true, &p->request),
         "request");
}

static bool
knows(struct str login)
{
    static const char *const who[] = {"kine", "nils", "siri", "ola"};

    for (size_t i = 0; i < ARRAY_LEN(who); i++)
        if (str_eq_cz(login, who[i]))
            return true;
    return false;
}

static size_t
other_people(struct world *world, struct str *out)
{
    struct account_list list = {0};
    struct db_tx tx;
    size_t n = 0;

    must(db_read_begin(world->w.db, world->mem, &tx), "read");
    must(account_store_list(&tx, &list), "accounts");
    db_read_end(&tx);
    for (size_t i = 0; i < list.n && n < PEOPLE; i++)
        if (!knows(list.row[i].login))
            out[n++] = list.row[i].login;
    return n;
}

/* Where a walk starts: the front doors, and the addresses of what is hidden. */
static size_t
starts(const struct proof *p, struct str *out)
{
    static const char *const of_case[] = {
        "",      "/team",    "/logg",       "/samtykke",
        "/rett", "/avslutt", "/stafett/ny", "/tidslinje"};
    static const char *const of_request[] = {
        "",       "/steg/1", "/kontroller", "/kvittering", "/vedlegg",
        "/trekk", "/arbeid", "/team",       "/avgjorelse", "/brev"};
    struct str id = id_format(p->mem, p->id.v);
    size_t n = 0;

    out[n++] = STR("/");
    out[n++] = STR("/barn");
    out[n++] = STR("/thk");
    out[n++] = STR("/thk/plan");
    out[n++] = STR("/thk/innboks");
    out[n++] = STR("/sok?q=Gjemselvik");
    out[n++] = STR("/sok?q=Skjulte");
    out[n++] = STR("/sok?q=" CHILD_NUMBER);
    out[n++] = STR("/enheter");
    out[n++] = STR("/kommuner/5001");
    out[n++] = STR("/kapasitet/prognose?dager=1&tilbake=7");
    for (size_t i = 0; i < ARRAY_LEN(of_case); i++)
        out[n++] = str_fmt(p->mem, "/barn/%.*s%s", STR_FMT(id), of_case[i]);
    for (size_t i = 0; i < ARRAY_LEN(of_request); i++)
        out[n++] = str_fmt(p->mem, "/thk/%.*s%s",
                           STR_FMT(id_format(p->mem, p->request.v)),
                           of_request[i]);
    out[n++] = str_fmt(p->mem, "/thk/ny?sak=%.*s", STR_FMT(id));
    out[n++] = str_fmt(p->mem, "/stafett/%.*s",
                       STR_FMT(id_format(p->mem, p->offer.v)));
    return n;
}

/* Opens a case for the same child: the answer must not tell that there is
 * another (R602). */
static void
open_the_same(struct world *world, struct record *r)
{
    static const struct form_fill fill[] = {
        {{"nummer", 6}, {CHILD_NUMBER, 11}}, {{"fornavn", 7}, {"Skjulte", 7}},
        {{"etternavn", 9}, {"Ukjent", 6}},   {{"fodt", 4}, {"2013-03-22", 10}},
        {{"kommune", 7}, {"5001", 4}},
    };
    struct str body;

    start_again(13, "2026-11-23T10:20:00Z");
    world_get(world, STR("/barn/ny"));
    if (world->status != 200 ||
        !page_fill_form(world->mem, world->body, STR("/barn/ny"), fill,
                        ARRAY_LEN(fill), &body))
        return;
    start_again(14, "2026-11-23T10:30:00Z");
    world_post(world, STR("/barn/ny"), body);
    keep(r, world, STR("POST /barn/ny"));
    start_again(15, "2026-11-23T10:40:00Z");
    if (world->status == 303 && world_follow(world))
        keep(r, world, world->location);
}

/* One world, walked by everybody else, or by `only` one. */
static void
walk(struct proof *p, enum with with, const char *only, struct record *r)
{
    struct world world;
    struct str who[PEOPLE];
    struct str start[32];
    size_t n_start;
    size_t n;

    if (!fresh_copy(p->mem, p->db, p->base))
        exit(1);
    start_again(8, "2026-11-23T08:30:00Z");
    world_open(&world, p->folder, str_cz(p->mem, p->db));
    if (with != WITHOUT)
        add_child(p, &world,
                  with == HIDDEN ? PROTECTION_STRICT : PROTECTION_NONE);
    start_again(9, "2026-11-23T10:00:00Z");
    n = other_people(&world, who);
    n_start = starts(p, start);
    for (size_t i = 0; i < n; i++) {
        if (only && !str_eq_cz(who[i], only))
            continue;
        if (!world_as(&world, who[i])) {
            printf("FAIL hidden: %.*s cannot log in\n", STR_FMT(who[i]));
            exit(1);
        }
        (void)crawl(&world, start, n_start, keep, r);
    }
    if (!only && world_as(&world, STR("berit")))
        open_the_same(&world, r);
    world_close(&world);
}

/* The number of pages that differ; tells of the first ones when `tell`. */
static size_t
differences(const struct record *with, const struct record *without, bool tell)
{
    size_t bad = with->n != without->n;

    for (size_t i = 0; i < with->n && i < without->n; i++) {
        if (str_eq(with->body[i], without->body[i]))
            continue;
        if (++bad > 5 || !tell)
            continue;
        printf("FAIL hidden child shows: %.*s / %.*s (status %d, %d)\n",
               STR_FMT(with->path[i]), STR_FMT(without->path[i]),
               with->status[i], without->status[i]);
        if (getenv("HELHET_SHOW"))
            printf("--- with\n%.*s\n--- without\n%.*s\n",
                   STR_FMT(with->body[i]), STR_FMT(without->body[i]));
    }
    if (tell && with->n != without->n)
        printf("FAIL hidden child changes the number of pages: %zu, %zu\n",
               with->n, without->n);
    return bad;
}

static size_t
count_status(const struct record *r, int low, int high)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n; i++)
        if (r->status[i] >= low && r->status[i] <= high && n++ < 5 &&
            low >= 500)
            printf("FAIL hidden: %.*s answers %d\n", STR_FMT(r->path[i]),
                   r->status[i]);
    return n;
}

static struct record *
record_new(struct arena *mem)
{
    struct record *r = ARENA_NEW(mem, struct record);

    r->mem = mem;
    return r;
}

/* Everybody else, with and without the hidden child. */
static bool
is_hidden(struct proof *p, const char *name)
{
    struct arena *mem = arena_new((size_t)4 << 30);
    struct record *with = record_new(mem);
    struct record *without = record_new(mem);
    bool ok;

    walk(p, HIDDEN, NULL, with);
    walk(p, WITHOUT, NULL, without);
    ok = differences(with, without, true) == 0;
    ok = count_status(with, 500, 599) == 0 && ok;
    if (ok && count_status(with, 200, 200) < 300) {
        printf("FAIL hidden child: hardly a page was seen\n");
        ok = false;
    }
    if (ok)
        printf("ok hidden child on %s: %zu answers to everybody else are "
               "alike, %zu of them pages\n",
               name, with->n, count_status(with, 200, 200));
    arena_free(mem);
    return ok;
}

/* The comparison can fail: a colleague is shown an unprotected child. */
static bool
is_seen_when_visible(struct proof *p, const char *name)
{
    struct arena *mem = arena_new((size_t)2 << 30);
    struct record *with = record_new(mem);
    struct record *without = record_new(mem);
    size_t bad;

    walk(p, VISIBLE, "odd", with);
    walk(p, WITHOUT, "odd", without);
    bad = differences(with, without, false);
    printf(bad > 0 ? "ok an unprotected child on %s: %zu answers to a "
                     "colleague differ\n"
                   : "FAIL an unprotected child on %s: %zu answers differ\n",
           name, bad);
    arena_free(mem);
    return bad > 0;
}

/* And the hidden child is there for its holder. */
static bool
is_seen_by_holder(struct proof *p, const char *name)
{
    struct world world;
    bool ok;

    if (!fresh_copy(p->mem, p->db, p->base))
        return false;
    start_again(8, "2026-11-23T08:30:00Z");
    world_open(&world, p->folder, str_cz(p->mem, p->db));
    add_child(p, &world, PROTECTION_STRICT);
    ok = world_as(&world, STR("kine"));
    world_get(&world, str_fmt(p->mem, "/barn/%.*s",
                              STR_FMT(id_format(p->mem, p->id.v))));
    ok = ok && world.status == 200 && str_has(world.body, STR("Gjemselvik"));
    printf("%s hidden child on %s is shown to its holder (status %d)\n",
           ok ? "ok" : "FAIL", name, world.status);
    world_close(&world);
    return ok;
}

static bool
prepare(struct proof *p)
{
    struct world world;

    if (!mkdtemp(p->folder) || !fresh_empty(p->mem, p->base))
        return false;
    start_again(7, "2026-11-23T08:00:00Z");
    world_open(&world, p->folder, str_cz(p->mem, p->base));
    world_close(&world);
    return true;
}

int
main(int argc, char **argv)
{
    struct proof p = {.mem = arena_new(1 << 24),
                      .folder = "/tmp/helhet-hidden-XXXXXX"};
    const char *name;
    bool ok;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc != 3 || strcmp(argv[1], "--db") != 0) {
        fprintf(stderr, "use: hidden --db FILE|URL\n");
        return 2;
    }
    p.db = str_of(argv[2]);
    p.base = fresh_beside(p.mem, p.db, "_hidden");
    name = fresh_store_name(p.db);
    if (!prepare(&p)) {
        printf("FAIL hidden: the base store cannot be made\n");
        return 1;
    }
    ok = is_seen_by_holder(&p, name);
    ok = is_hidden(&p, name) && ok;
    ok = is_seen_when_visible(&p, name) && ok;
    fresh_drop(p.mem, p.base);
    (void)fresh_shell(p.mem, str_fmt(p.mem, "rm -rf '%s'", p.folder));
    arena_free(p.mem);
    return ok ? 0 : 1;
}
