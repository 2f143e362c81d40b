/* Bad input for every form that people meet: sweep --db FILE|URL
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Each form of each page that a person reaches is sent empty, overlong, with
 * bad UTF-8, wrong ids and days, every field twice, odd tokens, and script in
 * every text. Never a 5xx; a refusal is a page and stores nothing; script is
 * shown as text. */
#include "crawl.h"
#include "fresh.h"
#include "page_scan.h"
#include "script.h"

#include "text/text.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMS_MAX = 400, NAMES_MAX = 80, LONG_CHARS = 30000 };

#define SCRIPT "<script>alert(1)</script>\"'><b>"

struct form_seen {
    struct str action;
    struct str kind; /* the action with ids as stars */
    struct str name[NAMES_MAX];
    struct str value[NAMES_MAX];
    size_t n;
};
struct proof {
    struct arena *mem;
    struct world world;
    struct str db;
    PGconn *pg; /* one of the two */
    sqlite3 *lite;
    sqlite3_stmt *count; /* how many rows there are: prepared once */
    char folder[32];
    struct form_seen form[FORMS_MAX];
    size_t forms;
    struct str counts;
    int asked;
    int refused;
    int bad;
};

static void
fail(struct proof *p, struct str why)
{
    if (p->bad++ < 40)
        printf("FAIL sweep: %.*s\n", STR_FMT(why));
}

/* --- how much is stored --- */

#define COUNT "count"

/* A connection beside the product's, kept open: each form is counted after. A
 * hundred small tables need neither parallel workers nor compiled code. */
static void
open_store(struct proof *p)
{
    const char *db = str_cz(p->mem, p->db);
    PGresult *r;

    if (!fresh_is_postgres(p->db)) {
        if (sqlite3_open(db, &p->lite) != SQLITE_OK)
            fail(p, STR("the store does not open"));
        return;
    }
    p->pg = PQconnectdb(db);
    r = PQexec(p->pg, "SET jit = off; SET max_parallel_workers_per_gather = 0");
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail(p, STR("the store does not open"));
    PQclear(r);
}

static void
close_store(struct proof *p)
{
    PQfinish(p->pg);
    (void)sqlite3_finalize(p->count);
    (void)sqlite3_close(p->lite);
}

static bool
take_pg(PGresult *r, struct buf *out)
{
    bool read = PQresultStatus(r) == PGRES_TUPLES_OK;

    for (int i = 0; read && i < PQntuples(r); i++)
        for (int k = 0; k < PQnfields(r); k++)
            buf_fmt(out, "%s%s", PQgetvalue(r, i, k),
                    k + 1 < PQnfields(r) ? "|" : "\n");
    PQclear(r);
    return read;
}

static bool
take_lite(sqlite3_stmt *st, struct buf *out)
{
    int rc;

    while ((rc = sqlite3_step(st)) == SQLITE_ROW)
        for (int k = 0; k < sqlite3_column_count(st); k++)
            buf_fmt(out, "%s%s", (const char *)sqlite3_column_text(st, k),
                    k + 1 < sqlite3_column_count(st) ? "|" : "\n");
    return sqlite3_reset(st) == SQLITE_OK && rc == SQLITE_DONE;
}

/* The names of all tables. */
static struct str
tables_of(struct proof *p)
{
    sqlite3_stmt *st = NULL;
    struct buf b;
    bool read;

    buf_init(&b, p->mem);
    if (p->pg)
        read = take_pg(PQexec(p->pg, "SELECT tablename FROM pg_tables WHERE"
                                     " schemaname = 'public' ORDER BY 1"),
                       &b);
    else
        read = sqlite3_prepare_v2(p->lite,
                                  "SELECT name FROM sqlite_master WHERE"
                                  " type = 'table' AND name NOT LIKE 'sqlite%'"
                                  " ORDER BY 1",
                                  -1, &st, NULL) == SQLITE_OK &&
               take_lite(st, &b);
    (void)sqlite3_finalize(st);
    if (!read)
        fail(p, STR("the tables cannot be named"));
    return buf_done(&b);
}

/* Lines of a table's name, a bar, and its rows. */
static struct str
count_rows(struct proof *p)
{
    struct buf b;

    buf_init(&b, p->mem);
    if (!(p->pg ? take_pg(PQexecPrepared(p->pg, COUNT, 0, NULL, NULL, NULL, 0),
                          &b)
                : take_lite(p->count, &b)))
        fail(p, STR("the rows cannot be counted"));
    return buf_done(&b);
}

/* All tables but those that grow by asking. */
static void
prepare_counts(struct proof *p)
{
    struct str tables = tables_of(p);
    const char *sql;
    struct buf b;

    buf_init(&b, p->mem);
    while (tables.n > 0) {
        struct str name;

        (void)str_split(tables, '\n', &name, &tables);
        if (name.n == 0 || str_starts(name, STR("audit")) ||
            str_eq_cz(name, "session") || str_eq_cz(name, "login_guard") ||
            str_eq_cz(name, "job"))
            continue;
        buf_fmt(&b, "%sSELECT '%.*s', count(*) FROM %.*s",
                b.n ? " UNION ALL " : "", STR_FMT(name), STR_FMT(name));
    }
    /* PostgreSQL may count several tables at once: in order of their names. */
    buf_fmt(&b, " ORDER BY 1");
    sql = str_cz(p->mem, buf_done(&b));
    if (p->pg)
        PQclear(PQprepare(p->pg, COUNT, sql, 0, NULL));
    else
        (void)sqlite3_prepare_v2(p->lite, sql, -1, &p->count, NULL);
    p->counts = count_rows(p);
}

/* --- the forms of a page --- */

static struct str
kind_of(struct arena *mem, struct str action)
{
    struct buf b;

    buf_init(&b, mem);
    action = str_cut(action, 1, action.n);
    while (action.n > 0) {
        struct str part;
        int64_t id;

        (void)str_split(action, '/', &part, &action);
        buf_fmt(&b, "/%.*s", STR_FMT(id_parse(part, &id) ? STR("*") : part));
    }
    return buf_done(&b);
}

/* The value of an attribute in a tag, or empty. */
static struct str
attribute(struct arena *mem, struct str tag, const char *name)
{
    struct str mark = str_fmt(mem, " %s=\"", name);

    for (size_t i = 0; i + mark.n < tag.n; i++)
        if (memcmp(tag.p + i, mark.p, mark.n) == 0) {
            struct str value;
            struct str rest;

            (void)str_split(str_cut(tag, i + mark.n, tag.n), '"', &value,
                            &rest);
            return value;
        }
    return STR_NONE;
}

static void
add_name(struct form_seen *f, struct str name, struct str value)
{
    for (size_t i = 0; i < f->n; i++)
        if (str_eq(f->name[i], name))
            return;
    if (name.n > 0 && f->n < NAMES_MAX) {
        f->name[f->n] = name;
        f->value[f->n++] = value;
    }
}

static void
add_form(struct proof *p, struct str open, struct str inside)
{
    struct form_seen *f = &p->form[p->forms];

    *f = (struct form_seen){.action = attribute(p->mem, open, "action")};
    f->kind = kind_of(p->mem, f->action);
    if (!str_has(open, STR("method=\"post\"")) || p->forms + 1 == FORMS_MAX ||
        str_starts(f->action, STR("/logg-")) ||
        str_starts(f->action, STR("/konto/")))
        return;
    for (size_t i = 0; i < p->forms; i++)
        if (str_eq(p->form[i].kind, f->kind))
            return;
    while (inside.n > 0) {
        struct str tag;

        (void)str_split(inside, '<', &tag, &inside);
        (void)str_split(inside, '>', &tag, &inside);
        add_name(f, attribute(p->mem, tag, "name"),
                 attribute(p->mem, tag, "value"));
    }
    p->forms++;
}

static bool
find(struct str s, struct str mark, struct str *before, struct str *after)
{
    for (size_t i = 0; i + mark.n <= s.n; i++)
        if (memcmp(s.p + i, mark.p, mark.n) == 0) {
            *before = str_cut(s, 0, i);
            *after = str_cut(s, i + mark.n, s.n);
            return true;
        }
    return false;
}

static void
keep_forms(void *arg, struct world *world, struct str path)
{
    struct proof *p = arg;
    struct str rest = world->body;
    struct str before;
    struct str form;

    if (str_has(world->body, STR("<script>alert")))
        fail(p,
             str_fmt(p->mem, "script is not escaped on %.*s", STR_FMT(path)));
    while (find(rest, STR("<form"), &before, &rest)) {
        struct str open;
        struct str inside;

        if (!find(rest, STR("</form>"), &form, &rest))
            return;
        (void)str_split(form, '>', &open, &inside);
        add_form(p, open, inside);
    }
}

/* --- what is sent --- */

enum bad_input {
    EMPTY,
    OVERLONG,
    BAD_UTF8,
    WRONG_IDS,
    WRONG_DAYS,
    TWICE,
    ODD_TOKEN,
    SCRIPTS,
    BAD_INPUTS
};
static const char *const bad_word[BAD_INPUTS] = {
    "empty",      "overlong", "bad UTF-8", "wrong ids",
    "wrong days", "twice",    "odd token", "script"};

static void
put_raw(struct buf *b, struct str name, const char *raw)
{
    url_part(b, name);
    buf_fmt(b, "=%s&", raw);
}

static void
put(struct buf *b, struct str name, struct str value)
{
    url_part(b, name);
    buf_char(b, '=');
    url_part(b, value);
    buf_char(b, '&');
}

static void
put_field(struct proof *p, struct buf *b, const struct form_seen *f, size_t i,
          enum bad_input how)
{
    struct str v = f->value[i];

    switch (how) {
    case EMPTY:
        put(b, f->name[i], STR_NONE);
        return;
    case OVERLONG: {
        char *x = arena_alloc(p->mem, LONG_CHARS);

        memset(x, 'x', LONG_CHARS);
        put(b, f->name[i], (struct str){x, LONG_CHARS});
        return;
    }
    case BAD_UTF8:
        put_raw(b, f->name[i], "a%ff%fe%c0%80");
        return;
    case WRONG_IDS:
        put(b, f->name[i], STR("0000000000000"));
        return;
    case WRONG_DAYS:
        put(b, f->name[i], STR("2026-02-31"));
        return;
    case TWICE:
        put(b, f->name[i], v);
        put(b, f->name[i], v.n > 0 ? v : STR("x"));
        return;
    case ODD_TOKEN:
        put(b, f->name[i], v);
        return;
    case SCRIPTS:
        put(b, f->name[i], v.n > 0 ? v : STR(SCRIPT));
        return;
    case BAD_INPUTS:
        return;
    }
}

static struct str
body_of(struct proof *p, const struct form_seen *f, enum bad_input how)
{
    struct buf b;

    buf_init(&b, p->mem);
    for (size_t i = 0; i < f->n; i++) {
        bool token = str_eq_cz(f->name[i], "_once");

        if (str_eq_cz(f->name[i], "_csrf"))
            put(&b, f->name[i], f->value[i]);
        else if (token && how == ODD_TOKEN)
            put(&b, f->name[i],
                STR("'; DROP TABLE audit; -- æøå "
                    "0123456789012345678901234567890123456789"
                    "01234567890123456789"));
        else if (!token)
            put_field(p, &b, f, i, how);
    }
    return buf_done(&b);
}

/* The first table, with its rows, that is not as before. */
static struct str
changed_table(struct str before, struct str after)
{
    struct str old;
    struct str new;

    do {
        (void)str_split(before, '\n', &old, &before);
        (void)str_split(after, '\n', &new, &after);
    } while (str_eq(old, new) && new.n > 0);
    return new;
}

static void
judge(struct proof *p, const struct form_seen *f, enum bad_input how)
{
    struct world *w = &p->world;
    struct str what = str_fmt(p->mem, "%.*s, %s, by %.*s", STR_FMT(f->kind),
                              bad_word[how], STR_FMT(w->who->login));
    struct str counts = count_rows(p);

    if (w->status >= 500 || w->status == 0)
        fail(p, str_fmt(p->mem, "%.*s: %d", STR_FMT(what), w->status));
    if (str_has(w->body, STR("<script>alert")))
        fail(p, str_fmt(p->mem, "%.*s: not escaped", STR_FMT(what)));
    if (w->status >= 400) {
        p->refused++;
        if (w->body.n > 0 && !str_has(w->body, STR("<h1")))
            fail(p, str_fmt(p->mem, "%.*s: %d without a page", STR_FMT(what),
                            w->status));
        if (!str_eq(counts, p->counts))
            fail(p, str_fmt(p->mem, "%.*s: %d, but something is stored: %.*s",
                            STR_FMT(what), w->status,
                            STR_FMT(changed_table(p->counts, counts))));
    }
    p->counts = counts;
}

static void
send_bad(struct proof *p, const struct form_seen *f, enum bad_input how)
{
    struct world *w = &p->world;

    p->asked++;
    world_post(w, f->action, body_of(p, f, how));
    judge(p, f, how);
    if (how == SCRIPTS && w->status == 303 && world_follow(w) &&
        str_has(w->body, STR("<script>alert")))
        fail(p,
             str_fmt(p->mem, "%.*s: not escaped afterwards", STR_FMT(f->kind)));
}

/* The capacity's page has begun one, of many seconds, which nobody waits for.
 */
static void
stop_simulation(struct proof *p)
{
    for (size_t i = 0; i < p->forms; i++)
        if (str_eq_cz(p->form[i].kind, "/kapasitet/avbryt"))
            world_post(&p->world, p->form[i].action,
                       body_of(p, &p->form[i], ODD_TOKEN));
}

static void
sweep_person(struct proof *p, const char *login, bool send)
{
    static const struct str start[] = {
        {"/", 1},        {"/barn", 5},     {"/barn/ny", 8},
        {"/thk", 4},     {"/thk/plan", 9}, {"/thk/innboks", 12},
        {"/fravaer", 8}, {"/ansatte", 8},  {"/kapasitet", 10}};

    if (!world_as(&p->world, str_of(login))) {
        fail(p, str_fmt(p->mem, "%s cannot log in", login));
        return;
    }
    p->forms = 0;
    (void)crawl(&p->world, start, ARRAY_LEN(start), keep_forms, p);
    stop_simulation(p);
    p->counts = count_rows(p); /* logging in stores something */
    for (int how = 0; send && how < BAD_INPUTS; how++)
        for (size_t i = 0; i < p->forms; i++)
            send_bad(p, &p->form[i], (enum bad_input)how);
}

int
main(int argc, char **argv)
{
    static const char *const people[] = {"tone", "leif", "siri", "ola",
                                         "anne", "nils", "kine", "admin"};
    struct arena *mem = arena_new((size_t)4 << 30);
    struct proof *p = ARENA_NEW(mem, struct proof);
    int bad;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc != 3 || strcmp(argv[1], "--db") != 0) {
        fprintf(stderr, "use: sweep --db FILE|URL\n");
        return 2;
    }
    p->mem = mem;
    memcpy(p->folder, "/tmp/helhet-sweep-XXXXXX", 25);
    p->db = str_of(argv[2]);
    if (!mkdtemp(p->folder) || !fresh_empty(mem, p->db)) {
        printf("FAIL sweep: the store cannot be made\n");
        return 1;
    }
    world_open(&p->world, p->folder, str_cz(mem, p->db));
    (void)script_run(&p->world, STR("a request for the sweep"),
                     fresh_read(mem, "tests/scenarios/thk-request-offer.txt"));
    open_store(p);
    prepare_counts(p);
    for (size_t i = 0; i < ARRAY_LEN(people); i++)
        sweep_person(p, people[i], true);
    for (size_t i = 0; i < ARRAY_LEN(people); i++)
        sweep_person(p, people[i], false);
    printf("%s sweep on %s: %d bad forms, %d refused, nothing half-stored\n",
           p->bad ? "FAIL" : "ok", fresh_store_name(p->db), p->asked,
           p->refused);
    close_store(p);
    world_close(&p->world);
    (void)fresh_shell(mem, str_fmt(mem, "rm -rf '%s'", p->folder));
    bad = p->bad;
    arena_free(mem);
    return bad != 0;
}
