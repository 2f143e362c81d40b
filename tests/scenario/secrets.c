/* What identifies a child is nowhere in the clear (R603): after the demo, the
 * scenarios and a job with names of its own, the store, its log, the process'
 * own log and every address it gave are searched.
 * secrets --db FILE|URL SCENARIOS
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Searched as UTF-8, UTF-16 (both ends first), base64 at all three offsets, hex
 * and percent-encoded. That the search finds is shown with a unit's name, which
 * is no secret and is not sealed. The pages of every PDF that people got are
 * read by pdftotext: one about no child holds none of it, one about a child
 * holds nothing of another. The log is at its most talkative. */
#define _GNU_SOURCE /* memmem */
#include "crawl.h"
#include "fresh.h"
#include "page_scan.h"
#include "script.h"

#include "base/clock.h"
#include "base/embed.h"
#include "base/log.h"
#include "casefile/app.h"
#include "cli/demo.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SECRETS_MAX = 1000,
    DISGUISES = 8,
    NEEDLES_MAX = SECRETS_MAX * DISGUISES,
    HAYS_MAX = 2000,
    PREFIX = 4, /* bytes of a needle that the index looks at */
    SLOTS = 1 << 16
};

struct needle {
    struct str bytes;
    struct str secret;
    const char *how;
    const struct needle *next; /* of the same slot */
};
struct hay {
    struct str name;
    struct str bytes;
};
struct proof {
    struct arena *mem;
    char folder[40];
    const char *log;
    struct str secret[SECRETS_MAX];
    size_t secrets;
    struct needle needle[NEEDLES_MAX];
    size_t needles;
    const struct needle *slot[SLOTS]; /* needles by their first bytes */
    struct hay hay[HAYS_MAX];
    size_t hays;
    struct buf addresses; /* every Location and link that was given */
    struct str own_case;  /* of the job that this test does itself */
    struct buf others;    /* pages of PDFs about other children */
    size_t pdfs;
};

/* Texts of the job that this test does itself: each found nowhere else. */
static const char *const own_secrets[] = {
    "Qvintinella",  "Zwergbakken",    "Xanthehjemmet",     "Yxnegata 4242",
    "+47 40490218", "Wxyzabekymring", "Qwertabegrunnelse", "Zxcvbsvar",
    "Qxysamtykke",  "Jkvortzia",      "Bvnmemor",          "+47 40490219",
    "Ghjkveien 77", "22831390011",    "Vfrtgplanen",       "Nhytplan",
};

/* Typed where no child is known, and kept as it is read. */
static const char *const open_texts[] = {
    "Rutine for regionen, punkt 3", /* the routine: escalation_level.source */
    "Oppdiktet vedtak",             /* a rule's: retention_rule.source */
    "Styringsgruppa, sak 7",        /* a decision: function_sight.source */
};
/* Stories of the services' cooperation and of templates: nothing typed in them
 * is about a child. */
static const char *const open_stories[] = {"/action-plan",     "/agreement-",
                                           "/body-",           "/coverage",
                                           "/letter-template", "/pathway-edit"};

static void
must(const struct err *err, const char *what)
{
    if (!err)
        return;
    printf("FAIL secrets: %s: %s (%s)\n", what, err->detail ? err->detail : "",
           err->where);
    exit(1);
}

static void
must_fit(bool fits, const char *what)
{
    if (fits)
        return;
    printf("FAIL secrets: more %s than there is room for\n", what);
    exit(1);
}

static void
add_secret(struct proof *p, const char *text)
{
    for (size_t i = 0; i < p->secrets; i++)
        if (str_eq_cz(p->secret[i], text))
            return;
    if (strlen(text) < 5)
        return;
    must_fit(p->secrets < SECRETS_MAX, "secrets");
    p->secret[p->secrets++] = str_of(text);
}

/* --- one secret in all its disguises --- */

static size_t
slot_of(const char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return v * 2654435761u >> 16;
}

static void
add_needle(struct proof *p, struct str secret, const char *how, struct str s)
{
    const struct needle **slot = &p->slot[slot_of(s.p)];
    struct needle *n = &p->needle[p->needles++];

    must_fit(p->needles <= NEEDLES_MAX && s.n >= PREFIX, "needles");
    *n = (struct needle){s, secret, how, *slot};
    *slot = n;
}

static struct str
utf16(struct proof *p, struct str s, bool big)
{
    struct buf b;

    buf_init(&b, p->mem);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        unsigned u = c;

        if (c >= 0xc2 && c < 0xe0 && i + 1 < s.n)
            u = (c & 0x1fu) << 6 | ((unsigned char)s.p[++i] & 0x3fu);
        buf_char(&b, (char)(big ? u >> 8 : u & 0xff));
        buf_char(&b, (char)(big ? u & 0xff : u >> 8));
    }
    return buf_done(&b);
}

/* What stands in base64 of any text that has `s` after `skip` mod 3 bytes: the
 * letters that `s` alone decides. */
static struct str
base64(struct proof *p, struct str s, size_t skip)
{
    static const char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv"
                              "wxyz0123456789+/";
    struct buf b;
    size_t first = (skip * 8 + 5) / 6; /* bits from the right place on */
    size_t last = (skip + s.n) * 8 / 6;

    buf_init(&b, p->mem);
    for (size_t k = first; k < last; k++) {
        unsigned v = 0;

        for (size_t bit = k * 6; bit < k * 6 + 6; bit++)
            v = v << 1 |
                ((unsigned char)s.p[bit / 8 - skip] >> (7 - bit % 8) & 1u);
        buf_char(&b, abc[v]);
    }
    return buf_done(&b);
}

static struct str
hex(struct proof *p, struct str s, const char *before)
{
    struct buf b;

    buf_init(&b, p->mem);
    for (size_t i = 0; i < s.n; i++)
        if (*before && (unsigned char)s.p[i] < 0x80 && s.p[i] != ' ')
            buf_char(&b, s.p[i]);
        else
            buf_fmt(&b, *before ? "%s%02X" : "%s%02x", before,
                    (unsigned char)s.p[i]);
    return buf_done(&b);
}

static void
add_needles(struct proof *p)
{
    for (size_t i = 0; i < p->secrets; i++) {
        struct str s = p->secret[i];

        add_needle(p, s, "UTF-8", s);
        add_needle(p, s, "UTF-16LE", utf16(p, s, false));
        add_needle(p, s, "UTF-16BE", utf16(p, s, true));
        for (size_t k = 0; k < 3; k++)
            add_needle(p, s, "base64", base64(p, s, k));
        add_needle(p, s, "hex", hex(p, s, ""));
        add_needle(p, s, "percent", hex(p, s, "%"));
    }
}

/* --- where it is looked for --- */

static void
add_hay(struct proof *p, struct str name, struct str bytes)
{
    must_fit(p->hays < HAYS_MAX, "places");
    p->hay[p->hays++] = (struct hay){name, bytes};
}

/* All files below a folder: store, WAL, messages, whatever is written. */
static void
add_folder(struct proof *p, struct str folder)
{
    struct dirent *e;
    DIR *d = opendir(str_cz(p->mem, folder));

    while (d && (e = readdir(d))) {
        struct str path = str_fmt(p->mem, "%.*s/%s", STR_FMT(folder),
                                  e->d_name);
        struct stat st;

        if (e->d_name[0] == '.' || stat(str_cz(p->mem, path), &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            add_hay(p, STR("names of files"), path);
        else
            add_hay(p, path, fresh_read(p->mem, str_cz(p->mem, path)));
    }
    if (d)
        (void)closedir(d);
}

/* The needles that stand at the place, in `told` unless they are there. */
static size_t
at(const struct proof *p, const struct hay *hay, size_t i, bool *told,
   bool tell)
{
    size_t left = hay->bytes.n - i, found = 0;
    const char *place = hay->bytes.p + i;

    for (const struct needle *n = p->slot[slot_of(place)]; n; n = n->next) {
        if (told[n - p->needle] || n->bytes.n > left ||
            memcmp(place, n->bytes.p, n->bytes.n) != 0)
            continue;
        told[n - p->needle] = true;
        found++;
        if (tell)
            printf("FAIL secrets: \"%.*s\" stands in %.*s (%s)\n",
                   STR_FMT(n->secret), STR_FMT(hay->name), n->how);
    }
    return found;
}

static size_t
search(const struct proof *p, bool tell)
{
    size_t found = 0;

    for (size_t h = 0; h < p->hays; h++) {
        bool told[NEEDLES_MAX] = {false};

        for (size_t i = 0; i + PREFIX <= p->hay[h].bytes.n; i++)
            found += at(p, &p->hay[h], i, told, tell && found < 10);
    }
    return found;
}

/* --- what goes on --- */

/* Where a child's name belongs, for those who may read it. */
static bool
is_of_a_child(struct str path)
{
    return str_starts(path, STR("/barn/")) || str_starts(path, STR("/thk/")) ||
           str_starts(path, STR("/min-side"));
}

static void
keep_pages(struct proof *p, struct str path, const char *pdf)
{
    const char *out = str_cz(p->mem, str_fmt(p->mem, "%s.pages", pdf));
    struct str pages;

    if (!fresh_shell(p->mem, str_fmt(p->mem, "pdftotext '%s' '%s' 2>/dev/null",
                                     pdf, out)))
        return;
    pages = fresh_read(p->mem, out);
    (void)fresh_shell(p->mem, str_fmt(p->mem, "rm -f '%s'", out));
    p->pdfs += pages.n > 0;
    if (!is_of_a_child(path))
        add_hay(p, str_fmt(p->mem, "the pages of %.*s", STR_FMT(path)), pages);
    else if (!str_has(path, p->own_case))
        buf_str(&p->others, pages);
}

/* What a PDF says of itself, and its pages. */
static void
keep_pdf(struct proof *p, struct world *world, struct str path)
{
    const char *pdf = str_cz(p->mem, str_fmt(p->mem, "%s.pdf", p->folder));
    FILE *f = fopen(pdf, "wb");

    if (!f)
        return;
    (void)fwrite(world->body.p, 1, world->body.n, f);
    (void)fclose(f);
    keep_pages(p, path, pdf);
    (void)fresh_shell(p->mem, str_fmt(p->mem,
                                      "{ pdfinfo '%s'; pdfinfo -meta '%s'; }"
                                      " >'%s.txt' 2>/dev/null; rm -f '%s'",
                                      pdf, pdf, pdf, pdf));
    add_hay(p, STR("what a PDF says of itself"),
            fresh_read(p->mem, str_cz(p->mem, str_fmt(p->mem, "%s.txt", pdf))));
    (void)fresh_shell(p->mem, str_fmt(p->mem, "rm -f '%s.txt'", pdf));
}

static void
keep_addresses(void *arg, struct world *world, struct str path)
{
    struct proof *p = arg;
    struct str *link = ARENA_NEW_N(world->call_mem, struct str, 500);
    size_t n = page_links(world->call_mem, world->body, link, 500);

    buf_fmt(&p->addresses, "%.*s\n%.*s\n", STR_FMT(path),
            STR_FMT(world->location));
    for (size_t i = 0; i < n; i++)
        buf_fmt(&p->addresses, "%.*s\n", STR_FMT(link[i]));
    if (str_starts(world->body, STR("%PDF")))
        keep_pdf(p, world, path);
}

static struct call
by(struct world *world, const char *login)
{
    struct call c;

    must(demo_act_as(&c, world->mem, &world->w.sv, login, clock_now()), login);
    return c;
}

static void
own_job(struct proof *p, struct world *world)
{
    struct case_open_form form = {.bti_level = 1,
                                  .text = STR("Wxyzabekymring")};
    struct call tone = by(world, "tone");
    struct call nils = by(world, "nils");
    struct offer_form offer = {.to = nils.who.function,
                               .basis = BASIS_CONSENT,
                               .classes = CLASS_BIT(PLAN),
                               .consented = true,
                               .consent_by = CONSENTER_PARENTS,
                               .source = STR("Qxysamtykke"),
                               .reason = STR("Qwertabegrunnelse")};
    struct person mother = {.kind = PERSON_GUARDIAN,
                            .name = STR("Jkvortzia Zwergbakken"),
                            .relation = STR("Bvnmemor"),
                            .phone = STR("+47 40490219"),
                            .address = STR("Ghjkveien 77")};
    struct child *k = &form.child;
    case_id id = {0};
    offer_id offered = {0};

    k->given_name = STR("Qvintinella");
    k->family_name = STR("Zwergbakken");
    k->municipality = STR("1506");
    k->lives = STR("Xanthehjemmet");
    k->address = STR("Yxnegata 4242");
    k->phone = STR("+47 40490218");
    k->protection = PROTECTION_NONE;
    (void)natid_parse(STR("22831390011"), &k->number);
    k->birth_date = date_ymd(2013, 3, 22);
    must(casefile_app_open(&tone, &form, &id), "open");
    p->own_case = id_format(p->mem, id.v);
    tone = by(world, "tone");
    must(call_begin(&tone, ACT_CASE_CORRECT), "begin");
    must(call_permit(&tone, ACT_CASE_CORRECT, subject_case(id)), "permit");
    must(call_end(&tone, ACT_CASE_CORRECT, id.v,
                  casefile_put_person_in(&tone, id, &mother)),
         "person");
    tone = by(world, "tone");
    must(casefile_app_invite(&tone, id, nils.who.unit, PURPOSE_FOLLOW_UP),
         "invite");
    tone = by(world, "tone");
    offer.case_id = id;
    must(casefile_app_offer(&tone, &offer, &offered), "offer");
    must(casefile_app_answer(&nils, offered, ANSWER_NO, STR("Zxcvbsvar"), NULL),
         "answer");
}

/* Everybody looks at everything they may; then the jobs run. */
static void
look_around(struct proof *p, struct world *world)
{
    static const char *const people[] = {"tone", "mari",  "leif",  "kine",
                                         "siri", "ola",   "anne",  "nils",
                                         "gro",  "berit", "turid", "admin"};
    static const struct str start[] = {{"/", 1},
                                       {"/barn", 5},
                                       {"/thk", 4},
                                       {"/kapasitet", 10},
                                       {"/kapasitet/svar.pdf", 19}};

    for (size_t i = 0; i < ARRAY_LEN(people); i++)
        if (world_as(world, str_of(people[i])))
            (void)crawl(world, start, ARRAY_LEN(start), keep_addresses, p);
    (void)world_jobs(world);
}

/* What there is to find of a world that is in use, and of its log so far. */
static void
add_world(struct proof *p, struct str db)
{
    const char *dump = str_cz(p->mem, str_fmt(p->mem, "%s/dump", p->folder));

    add_hay(p, STR("the log"), fresh_read(p->mem, p->log));
    add_folder(p, str_of(p->folder)); /* with the WAL */
    if (!fresh_is_postgres(db))
        return;
    if (!fresh_shell(
            p->mem, str_fmt(p->mem, "pg_dump '%.*s' >'%s'", STR_FMT(db), dump)))
        printf("FAIL secrets: pg_dump failed\n");
    add_hay(p, STR("pg_dump"), fresh_read(p->mem, dump));
}

static void
run_world(struct proof *p, struct str db)
{
    struct world world;

    world_open(&world, p->folder, str_cz(p->mem, db));
    own_job(p, &world);
    clock_fix((struct instant){clock_now().us + INT64_C(9) * 86400000000});
    look_around(p, &world);
    add_world(p, db);
    world_close(&world);
}

/* A story of the scenarios: it must come to its end, and what it left is kept
 * to be searched. */
static bool
run_story(struct proof *p, struct str db, const char *path)
{
    struct world world;
    struct str name = str_fmt(p->mem, "%s on %s", path, fresh_store_name(db));
    bool ok;

    world_open(&world, p->folder, str_cz(p->mem, db));
    ok = script_run(&world, name, fresh_read(p->mem, path));
    ok = world_is_whole(&world, name) && ok;
    add_world(p, db);
    world_close(&world);
    return ok;
}

/* --- what is secret --- */

static void
add_demo_secrets(struct proof *p)
{
#define CHILD(opener, given, family, number, born, place, care, protection, \
              days, lives, why)                                             \
    add_secret(p, family);                                                  \
    add_secret(p, number);                                                  \
    add_secret(p, why);
#include "cli/demo_children.def"
#undef CHILD
}

/* Names of the demo's people, which are typed where somebody is chosen, and
 * texts that are about no child. */
static bool
is_open(struct str s)
{
    for (size_t i = 0; i < ARRAY_LEN(open_texts); i++)
        if (str_eq_cz(s, open_texts[i]))
            return true;
    for (size_t i = 0; i < embed_count(); i++)
        if (str_eq_cz(STR("data/demo/users.csv"), embed_at(i)->name))
            return memmem(embed_at(i)->p, embed_at(i)->n, s.p, s.n) != NULL;
    return false;
}

static bool
is_open_story(struct str path)
{
    for (size_t i = 0; i < ARRAY_LEN(open_stories); i++)
        if (str_has(path, str_of(open_stories[i])))
            return true;
    return false;
}

/* Every text of more than a word that a scenario types: name="…". */
static void
add_typed(struct proof *p, struct str text)
{
    while (text.n > 0) {
        struct str before;
        struct str value;

        if (!str_split(text, '"', &before, &text))
            return;
        (void)str_split(text, '"', &value, &text);
        if (str_ends(before, STR("=")) && value.n >= 12 &&
            str_has(value, STR(" ")) && value.n < 400 && !is_open(value))
            add_secret(p, str_cz(p->mem, value));
    }
}

static size_t
list_scripts(struct proof *p, const char *folder, const char **out)
{
    struct dirent *e;
    size_t n = 0;
    DIR *d = opendir(folder);

    while (d && (e = readdir(d)) && n < 100)
        if (str_ends(str_of(e->d_name), STR(".txt")))
            out[n++] = str_cz(p->mem,
                              str_fmt(p->mem, "%s/%s", folder, e->d_name));
    if (d)
        (void)closedir(d);
    return n;
}

/* The search finds what is there: a unit's name, in a store that seals it not.
 */
static bool
finds_what_is_there(struct proof *p)
{
    struct proof *q = ARENA_NEW(p->mem, struct proof);

    q->mem = p->mem;
    memcpy(q->hay, p->hay, sizeof q->hay);
    q->hays = p->hays;
    add_secret(q, "Barneverntjenesten i Molde (demo)");
    add_needles(q);
    return search(q, false) > 0;
}

/* And each disguise is seen through. */
static bool
finds_disguised(struct proof *p)
{
    static const char *const written[] = {
        "UXZpbnRpbmVsbGE=", "YVF2aW50aW5lbGxh",
        "YWFRdmludGluZWxsYQ==", "5176696e74696e656c6c61"};
    struct proof *q = ARENA_NEW(p->mem, struct proof);

    q->mem = p->mem;
    add_secret(q, "Qvintinella");
    add_needles(q);
    for (size_t i = 0; i < ARRAY_LEN(written); i++) {
        q->hays = 0;
        add_hay(q, STR("disguise"), str_of(written[i]));
        if (search(q, false) == 0)
            return false;
    }
    q->hays = 0;
    add_hay(q, STR("UTF-16"), utf16(p, STR("aQvintinella"), false));
    return search(q, false) > 0;
}

/* PDFs about other children hold nothing of the own job's. */
static bool
pages_are_apart(struct proof *p)
{
    struct proof *q = ARENA_NEW(p->mem, struct proof);

    q->mem = p->mem;
    for (size_t i = 0; i < ARRAY_LEN(own_secrets); i++)
        add_secret(q, own_secrets[i]);
    add_needles(q);
    add_hay(q, STR("the pages of PDFs about others"), buf_done(&p->others));
    return p->pdfs > 0 && search(q, true) == 0;
}

static void
redirect_log(struct proof *p)
{
    int fd;

    p->log = str_cz(p->mem, str_fmt(p->mem, "%s.log", p->folder));
    fd = open(p->log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || dup2(fd, 2) < 0)
        exit(1);
    (void)close(fd);
}

/* The demo's store, from which each story starts. */
static bool
prepare(struct proof *p, struct str db, struct str base)
{
    struct world world;

    if (!fresh_empty(p->mem, base))
        return false;
    world_open(&world, p->folder, str_cz(p->mem, base));
    world_close(&world);
    return fresh_copy(p->mem, db, base);
}

static bool
prove(struct proof *p, struct str db, const char *scenarios)
{
    const char *name = fresh_store_name(db);
    const char *script[100];
    size_t n = list_scripts(p, scenarios, script);
    struct str base = fresh_beside(p->mem, db, "_secrets");
    bool told = true;
    bool ok;

    for (size_t i = 0; i < ARRAY_LEN(own_secrets); i++)
        add_secret(p, own_secrets[i]);
    add_demo_secrets(p);
    for (size_t i = 0; i < n; i++)
        if (!is_open_story(str_of(script[i])))
            add_typed(p, fresh_read(p->mem, script[i]));
    add_needles(p);
    if (!prepare(p, db, base))
        return false;
    run_world(p, db);
    for (size_t i = 0; i < n && fresh_copy(p->mem, db, base); i++)
        told = run_story(p, db, script[i]) && told;
    add_hay(p, STR("the addresses"), buf_done(&p->addresses));
    ok = search(p, true) == 0;
    if (ok)
        printf("ok secrets on %s: none of %zu texts is in any of %zu places\n",
               name, p->secrets, p->hays);
    if (!pages_are_apart(p)) {
        printf("FAIL secrets on %s: pages of %zu PDFs\n", name, p->pdfs);
        return false;
    }
    printf("ok secrets on %s: pages of %zu PDFs tell of no other child\n", name,
           p->pdfs);
    if (!finds_what_is_there(p) || !finds_disguised(p)) {
        printf("FAIL secrets on %s: the search does not find\n", name);
        return false;
    }
    printf("ok secrets on %s: the search finds a unit's name\n", name);
    return ok && told;
}

int
main(int argc, char **argv)
{
    struct arena *mem = arena_new((size_t)4 << 30);
    struct proof *p = ARENA_NEW(mem, struct proof);
    struct str db;
    bool ok;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc != 4 || strcmp(argv[1], "--db") != 0) {
        fprintf(stderr, "use: secrets --db FILE|URL SCENARIOS\n");
        return 2;
    }
    p->mem = mem;
    memcpy(p->folder, "/tmp/helhet-secrets-XXXXXX", 27);
    buf_init(&p->addresses, mem);
    buf_init(&p->others, mem);
    log_level_set(LOG_DEBUG);
    db = str_of(argv[2]);
    if (!mkdtemp(p->folder))
        return 1;
    if (!fresh_is_postgres(db)) /* in the folder that is searched */
        db = str_fmt(mem, "%s/helhet.db", p->folder);
    if (!fresh_empty(mem, db)) {
        printf("FAIL secrets: the store cannot be made\n");
        return 1;
    }
    redirect_log(p);
    ok = prove(p, db, argv[3]);
    (void)fresh_shell(mem, str_fmt(mem, "rm -rf '%s' '%s'", p->folder, p->log));
    arena_free(mem);
    return ok ? 0 : 1;
}
