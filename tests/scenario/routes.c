/* Every route for every role, held against tests/route_matrix.txt:
 * routes --db FILE|URL MATRIX [--print]
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A route with a case, an offer or an assessment in its path is asked for
 * "own", which tone holds, "other", of another municipality, and "protected",
 * with a protected address; a request also for "sent", which Bufetat has got.
 * POST comes with a valid token and empty fields. */
#include "fresh.h"
#include "script.h"

#include "access/account.h"
#include "agreement/app.h"
#include "agreement/paper_app.h"
#include "agreement/shipped.h"
#include "base/clock.h"
#include "body/paper_app.h"
#include "body/store.h"
#include "casefile/app.h"
#include "cli/demo.h"
#include "document/document.h"
#include "document/template.h"
#include "message/between.h"
#include "page_scan.h"
#include "registry/registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COLUMNS_MAX = 24, SETS_MAX = 120, LINES_MAX = 1200, KINDS = 4 };

static const char *const kind_word[KINDS] = {"own", "other", "protected",
                                             "sent"};

struct named {
    struct str name;
    struct str letters; /* one for each column */
};
struct line {
    struct str method;
    struct str path;
    struct str kind; /* "-": the path names no child */
    struct str set;
    struct str status; /* what 'y' answers: "200", "303,409" */
    bool used;
};
struct matrix {
    struct str column[COLUMNS_MAX];
    size_t columns;
    struct named set[SETS_MAX];
    size_t sets;
    struct line line[LINES_MAX];
    size_t lines;
};
struct proof {
    struct arena *mem;
    struct world world;
    struct matrix m;
    case_id cases[KINDS];
    offer_id offers[KINDS];
    struct str assessments[KINDS];
    struct str share[KINDS];
    struct str threads[KINDS];
    int64_t between; /* from tone to nils, at another unit */
    int64_t question;
    struct str documents[KINDS];
    int64_t letter; /* a template of Molde's child welfare */
    int64_t evidence;
    int64_t proof_paper; /* its document */
    int64_t paper;       /* a document of RSBU's next meeting */
    function_id colleague;
    unit_id unit;
    unit_id team;
    body_id body; /* RSBU, its next meeting, an item of it, an action point */
    meeting_id meeting;
    item_id item;
    action_id action;
    person_id member;       /* a seat in it */
    agreement_id agreement; /* of Midt-Norge */
    bool print;
    int bad;
    int good;
};

static void
fail(struct proof *p, struct str why)
{
    p->bad++;
    printf("FAIL routes: %.*s\n", STR_FMT(why));
}

static void
must(const struct err *err, const char *what)
{
    if (!err)
        return;
    printf("FAIL routes: %s: %s (%s)\n", what, err->detail ? err->detail : "",
           err->where);
    exit(1);
}

/* --- the matrix --- */

static struct str
next_word(struct str *line)
{
    struct str word = STR_NONE;
    struct str rest = STR_NONE;

    *line = str_trim(*line);
    (void)str_split(*line, ' ', &word, &rest);
    *line = rest;
    return word;
}

static void
read_line(struct matrix *m, struct str text)
{
    struct str first = next_word(&text);

    if (first.n == 0 || first.p[0] == '#')
        return;
    ASSERT(m->columns < COLUMNS_MAX && m->sets < SETS_MAX &&
           m->lines < LINES_MAX);
    if (str_eq_cz(first, "columns")) {
        while ((first = next_word(&text)).n > 0 && m->columns < COLUMNS_MAX)
            m->column[m->columns++] = first;
    } else if (str_eq_cz(first, "who")) {
        struct named *set = &m->set[m->sets++];

        set->name = next_word(&text);
        set->letters = next_word(&text);
    } else {
        struct line *l = &m->line[m->lines++];

        l->method = first;
        l->path = next_word(&text);
        l->kind = next_word(&text);
        l->set = next_word(&text);
        l->status = next_word(&text);
    }
}

static void
read_matrix(struct proof *p, const char *path)
{
    struct str text = fresh_read(p->mem, path);

    while (text.n > 0) {
        struct str line;

        (void)str_split(text, '\n', &line, &text);
        read_line(&p->m, line);
    }
    for (size_t i = 0; i < p->m.sets; i++)
        if (p->m.set[i].letters.n != p->m.columns)
            fail(p, str_fmt(p->mem, "the set %.*s has not %zu letters",
                            STR_FMT(p->m.set[i].name), p->m.columns));
}

static struct line *
find_line(struct matrix *m, const char *method, const char *path,
          const char *kind)
{
    for (size_t i = 0; i < m->lines; i++) {
        struct line *l = &m->line[i];

        if (str_eq_cz(l->method, method) && str_eq_cz(l->path, path) &&
            (str_eq_cz(l->kind, kind) || str_eq_cz(l->kind, "any")))
            return l;
    }
    return NULL;
}

static char
letter_of(const struct matrix *m, const struct line *l, size_t column)
{
    for (size_t i = 0; i < m->sets; i++)
        if (str_eq(m->set[i].name, l->set) && column < m->set[i].letters.n)
            return m->set[i].letters.p[column];
    return '?';
}

static bool
is_one_of(int status, struct str list)
{
    while (list.n > 0) {
        struct str one;
        int64_t n = 0;

        (void)str_split(list, ',', &one, &list);
        if (str_to_i64(one, &n) && n == status)
            return true;
    }
    return false;
}

/* y: as the line says; l: must log in; d: denied; n: not found; k: knows of it
 * but may not, and a form may have been looked at first. */
static bool
is_as_expected(const struct line *l, char letter, bool post, int status)
{
    switch (letter) {
    case 'y':
        return is_one_of(status, l->status);
    case 'l':
        return status == (post ? 401 : 303);
    case 'd':
        return status == 403;
    case 'n':
        return status == 404;
    case 'k':
        return status == 403 || status == 404 || (post && status == 422);
    default:
        return false;
    }
}

/* --- the installation --- */

static struct call
by(struct proof *p, const char *login)
{
    struct call c;

    must(demo_act_as(&c, p->mem, &p->world.w.sv, login, clock_now()), login);
    return c;
}

static void
offer(struct proof *p, int kind, const char *from, const char *to)
{
    struct call receiver = by(p, to);
    struct call c = by(p, from);
    struct offer_form form = {.case_id = p->cases[kind],
                              .to = receiver.who.function,
                              .basis = BASIS_NECESSARY,
                              .reason = STR("Prøve")};

    if (receiver.who.unit.v != c.who.unit.v) {
        must(casefile_app_invite(&c, form.case_id, receiver.who.unit,
                                 PURPOSE_FOLLOW_UP),
             "invite");
        c = by(p, from);
    }
    must(casefile_app_offer(&c, &form, &p->offers[kind]), "offer");
}

static void
open_case(struct proof *p, int kind, const char *login, const char *name,
          enum protection protection)
{
    struct call c = by(p, login);
    struct case_open_form form = {.bti_level = -1};

    form.child.given_name = str_of(name);
    form.child.family_name = STR("Matrisestad");
    form.child.provisional = true;
    form.child.birth_date = date_ymd(2013, 3, 22);
    form.child.municipality = STR("1506");
    form.child.protection = protection;
    must(casefile_app_open(&c, &form, &p->cases[kind]), "open");
}

/* A message to a colleague. */
static void
write_message(struct proof *p, int kind, const char *from, const char *to)
{
    struct call c = by(p, from);
    struct message_form m = {.case_id = p->cases[kind],
                             .to = by(p, to).who.function,
                             .subject = STR("Emne"),
                             .text = STR("Kan du ringe?"),
                             .ground = {.basis = BASIS_OWN}};
    int64_t thread = 0;

    must(message_app_send(&c, &m, &thread), "message");
    p->threads[kind] = id_format(p->mem, thread);
}

/* Between units: to nils, and a question to all with berit's function. */
static void
write_between(struct proof *p)
{
    struct actor nils = by(p, "nils").who;
    struct call c = by(p, "tone");
    struct between_form m = {.kind = BETWEEN_MESSAGE,
                             .to_unit = nils.unit,
                             .to = nils.function,
                             .subject = STR("Felles lunsj"),
                             .text = STR("Passer det?")};

    must(between_app_send(&c, &m, &p->between), "between");
    m.kind = BETWEEN_QUESTION;
    m.to = (function_id){0};
    m.to_kind = FUNCTION_CLINIC_CONTACT;
    c = by(p, "tone");
    must(between_app_send(&c, &m, &p->question), "question");
}

static void
put_document(struct proof *p, int kind, const char *from)
{
    struct call c = by(p, from);
    struct document_form d = {.case_id = p->cases[kind],
                              .title = STR("Referat"),
                              .kind = DOCUMENT_KIND_MINUTES,
                              .class_ = CLASS_DOCUMENTS,
                              .name = STR("referat.txt"),
                              .bytes = STR("Vi snakket om skolen.\n")};
    int64_t id = 0;

    must(document_app_put(&c, &d, &id), "document");
    p->documents[kind] = id_format(p->mem, id);
}

static void
make_letter(struct proof *p)
{
    struct call c = by(p, "leif");
    struct template_form t = {
        .letter = {.name = STR("Velkomst"), .reader = LETTER_SERVICE}};

    must(template_app_save(&c, &t, &p->letter), "letter");
}

static void
put_paper(struct proof *p)
{
    struct call c = by(p, "ingrid");
    struct paper_file f = {.name = STR("utkast.txt"),
                           .bytes = STR("Et utkast.\n"),
                           .type = STR("text/plain")};

    must(body_paper_add(&c, PAPER_MEETING, p->meeting.v, STR("Utkast"), &f,
                        &p->paper),
         "paper");
}

/* Evidence with a document, entered by hand. */
static void
put_evidence(struct proof *p)
{
    struct call c = by(p, "ingrid");
    struct paper_file f = {.name = STR("svar.txt"),
                           .bytes = STR("Et svar.\n"),
                           .type = STR("text/plain")};
    struct evidence e = {.agreement = p->agreement,
                         .ref = STR("A25"),
                         .fact = {.kind = FACT_INPUT,
                                  .on = c.today,
                                  .until = DATE_NONE,
                                  .gone = DATE_NONE,
                                  .label = STR("Innspill")}};
    struct evidence_place at;

    must(agreement_app_add_evidence(&c, &e, &f, NULL), "evidence");
    c = by(p, "ingrid");
    must(evidence_paper_list(&c, p->agreement, e.id, &at), "its document");
    p->evidence = e.id;
    p->proof_paper = at.papers.row[0].id;
}

/* The agreement that the demo has. */
static agreement_id
regional_agreement(struct proof *p)
{
    struct look_list list = {0};
    struct agreement_duty_list mine = {0};
    struct call c = by(p, "ingrid");

    must(agreement_app_list(&c, c.today, &list, &mine), "agreements");
    for (size_t i = 0; i < list.n; i++)
        if (str_eq_cz(list.row[i].agreement.code, AGREEMENT_MIDT))
            return list.row[i].agreement.id;
    return (agreement_id){0};
}

/* A request that is begun; its id is the second part of where it leads. */
static void
begin_request(struct proof *p, int kind, const char *login)
{
    struct world *w = &p->world;
    struct str id = id_format(p->mem, p->cases[kind].v);
    struct form_fill fill = {STR("barn"), id};
    struct str body;
    struct str at;
    struct str rest;

    p->assessments[kind] = id_format(p->mem, 77);
    if (!world_as(w, str_of(login)))
        return;
    world_get(w, str_fmt(p->mem, "/thk/ny?barn=%.*s", STR_FMT(id)));
    if (!page_fill_form(p->mem, w->body, STR("/thk/ny"), &fill, 1, &body))
        return;
    world_post(w, STR("/thk/ny"), body);
    if (w->status != 303 || !str_starts(w->location, STR("/thk/")))
        return;
    rest = str_cut(w->location, 5, w->location.n);
    (void)str_split(rest, '/', &at, &rest);
    p->assessments[kind] = at;
}

/* The requests that tone's list shows. */
static size_t
list_requests(struct proof *p, struct str *out, size_t max)
{
    struct world *w = &p->world;
    struct str link[400];
    size_t n;
    size_t found = 0;

    if (!world_as(w, STR("tone")))
        return 0;
    world_get(w, STR("/thk"));
    n = page_links(p->mem, w->body, link, 400);
    for (size_t i = 0; i < n; i++) {
        int64_t id;
        struct str at = str_cut(link[i], 5, 13);

        if (str_starts(link[i], STR("/thk/")) && id_parse(at, &id) &&
            found < max)
            out[found++] = at;
    }
    return found;
}

/* A request that went all the way to Bufetat's offer. */
static void
send_request(struct proof *p, const char *path)
{
    struct str before[200];
    struct str after[200];
    size_t n_before = list_requests(p, before, 200);
    size_t n;

    p->assessments[3] = id_format(p->mem, 79);
    p->bad += !script_run(&p->world, STR("a request for the routes"),
                          fresh_read(p->mem, path));
    n = list_requests(p, after, 200);
    for (size_t i = 0; i < n; i++) {
        bool is_new = true;

        for (size_t k = 0; k < n_before; k++)
            is_new = is_new && !str_eq(after[i], before[k]);
        if (is_new)
            p->assessments[3] = after[i];
    }
}

/* RSBU of the demo: its next meeting, an item of it, an open action point. */
static void
find_body(struct proof *p)
{
    struct body b = {0};
    struct meeting_list meetings = {0};
    struct item_list agenda = {0};
    struct action_list actions = {0};
    struct body_person_list people = {0};
    struct db_tx tx;
    bool found = false;

    must(db_read_begin(p->world.w.db, p->mem, &tx), "read");
    must(body_store_find(&tx, STR("RSBU-MIDT"), &b, &found), "body");
    must(meeting_store_list(&tx, b.id, &meetings), "meetings");
    must(item_store_list(&tx, meetings.row[0].id, &agenda), "agenda");
    must(action_store_carried(&tx, b.id, (struct instant){INT64_MAX},
                              (struct instant){INT64_MAX}, &actions),
         "actions");
    must(body_store_people(&tx, b.id, DATE_NONE, &people), "people");
    db_read_end(&tx);
    p->body = b.id;
    p->meeting = meetings.row[0].id;
    p->item = agenda.row[0].id;
    p->action = actions.row[0].id;
    p->member = people.row[people.n - 1].id;
}

static void
fill_world(struct proof *p)
{
    struct call sys;
    struct account none = {
        .login = STR("none"),
        .name = STR("Uten Funksjonsen"),
        .language = STR("nb"),
        .password = password_hash(p->mem, STR(DEMO_PASSWORD)),
        .valid_to = DATE_NONE,
        .made_up = true};

    call_init_system(&sys, p->mem, &p->world.w.sv, clock_now());
    must(call_begin(&sys, ACT_ACCOUNT_MANAGE), "begin");
    must(call_permit(&sys, ACT_ACCOUNT_MANAGE, subject_none()), "permit");
    none.id.v = id_new();
    must(call_end(&sys, ACT_ACCOUNT_MANAGE, none.id.v,
                  account_store_insert(&sys.tx, &none)),
         "account");
    send_request(p, "tests/scenarios/thk-request-offer.txt");
    find_body(p);
    open_case(p, 0, "tone", "Egen", PROTECTION_NONE);
    open_case(p, 1, "kine", "Annen", PROTECTION_NONE);
    open_case(p, 2, "kine", "Skjult", PROTECTION_STRICT);
    offer(p, 0, "tone", "nils");
    offer(p, 1, "kine", "odd");
    offer(p, 2, "kine", "odd");
    write_message(p, 0, "tone", "mari");
    write_message(p, 1, "kine", "odd");
    write_message(p, 2, "kine", "odd");
    write_between(p);
    put_paper(p);
    make_letter(p);
    put_document(p, 0, "tone");
    put_document(p, 1, "kine");
    put_document(p, 2, "kine");
    begin_request(p, 0, "tone");
    begin_request(p, 1, "kine");
    begin_request(p, 2, "kine");
    p->colleague = by(p, "mari").who.function;
    p->unit = by(p, "tone").who.unit;
    p->team = by(p, "anne").who.unit;
    p->agreement = regional_agreement(p);
    put_evidence(p);
    for (int k = 0; k < KINDS; k++)
        p->share[k] = id_format(p->mem, 78);
}

/* --- asking --- */

/* Does the route name a child, a request? */
static int
kinds_of(const char *path)
{
    if (strncmp(path, "/thk/{id}", 9) == 0)
        return KINDS;
    return strstr(path, "{sak}") || strstr(path, "{tilbud}") ? 3 : 1;
}

static struct str
document_of(struct proof *p, const char *path, int kind)
{
    if (strncmp(path, "/barn", 5) == 0)
        return p->documents[kind];
    return id_format(p->mem, strncmp(path, "/avtaler", 8) == 0 ? p->proof_paper
                                                               : p->paper);
}

static struct str
argument(struct proof *p, const char *path, struct str name, int kind)
{
    bool units = strncmp(path, "/enheter", 8) == 0;

    if (str_eq_cz(name, "sak"))
        return id_format(p->mem, p->cases[kind].v);
    if (str_eq_cz(name, "tilbud"))
        return id_format(p->mem, p->offers[kind].v);
    if (str_eq_cz(name, "id"))
        return units ? id_format(p->mem, p->unit.v) : p->assessments[kind];
    if (str_eq_cz(name, "funksjon"))
        return id_format(p->mem, p->colleague.v);
    if (str_eq_cz(name, "enhet"))
        return id_format(p->mem, p->team.v);
    if (str_eq_cz(name, "nr"))
        return strncmp(path, "/kommuner", 9) == 0 ? STR("1506") : STR("1");
    if (str_eq_cz(name, "avtale"))
        return id_format(p->mem, p->agreement.v);
    if (str_eq_cz(name, "ref"))
        return STR("A07");
    if (str_eq_cz(name, "steg"))
        return strncmp(path, "/barn", 5) == 0 ? id_format(p->mem, 77)
                                              : STR("1");
    if (str_eq_cz(name, "del") || str_eq_cz(name, "kommentar"))
        return id_format(p->mem, 77); /* none such: who may is asked first */
    if (str_eq_cz(name, "spm") || str_eq_cz(name, "lenke"))
        return id_format(p->mem, 77);
    if (str_eq_cz(name, "lop") || str_eq_cz(name, "nokkel"))
        return id_format(p->mem, 77);
    if (str_eq_cz(name, "navn"))
        return STR("anxiety");
    if (str_eq_cz(name, "versjon"))
        return STR("0.1");
    if (str_eq_cz(name, "deling") || str_eq_cz(name, "svar") ||
        str_eq_cz(name, "utsagn") || str_eq_cz(name, "kobling"))
        return p->share[kind];
    if (str_eq_cz(name, "melding"))
        return p->threads[kind];
    if (str_eq_cz(name, "samtale"))
        return id_format(p->mem, p->between);
    if (str_eq_cz(name, "sporsmal"))
        return id_format(p->mem, p->question);
    if (str_eq_cz(name, "mal"))
        return STR("samtale-barn");
    if (str_eq_cz(name, "brevmal"))
        return id_format(p->mem, p->letter);
    if (str_eq_cz(name, "dok"))
        return document_of(p, path, kind);
    if (str_eq_cz(name, "bevis"))
        return id_format(p->mem, p->evidence);
    if (str_eq_cz(name, "organ"))
        return id_format(p->mem, p->body.v);
    if (str_eq_cz(name, "mote"))
        return id_format(p->mem, p->meeting.v);
    if (str_eq_cz(name, "punkt"))
        return id_format(p->mem, p->item.v);
    if (str_eq_cz(name, "medlem"))
        return id_format(p->mem, p->member.v);
    if (str_eq_cz(name, "oppgave"))
        return id_format(p->mem, p->action.v);
    if (str_eq_cz(name, "slag"))
        return STR("avklaring");
    return STR("x");
}

static struct str
target_of(struct proof *p, const char *path, int kind)
{
    struct str rest = str_of(path);
    struct buf b;

    buf_init(&b, p->mem);
    while (rest.n > 0) {
        struct str before;
        struct str name;

        if (!str_split(rest, '{', &before, &rest)) {
            buf_str(&b, before);
            break;
        }
        buf_str(&b, before);
        (void)str_split(rest, '}', &name, &rest);
        buf_str(&b, argument(p, path, name, kind));
    }
    return buf_done(&b);
}

/* The form token of the person who is logged in. */
static struct str
token(struct proof *p)
{
    struct str mark = STR("name=\"_csrf\" value=\"");
    struct str body;

    world_get(&p->world, STR("/hjelp"));
    body = p->world.body;
    for (size_t i = 0; i + mark.n < body.n; i++)
        if (memcmp(body.p + i, mark.p, mark.n) == 0) {
            struct str value;
            struct str rest;

            (void)str_split(str_cut(body, i + mark.n, 128), '"', &value, &rest);
            return str_copy(p->mem, value);
        }
    return STR("none");
}

static int
ask(struct proof *p, const struct route *r, struct str target)
{
    struct world *w = &p->world;

    if (r->method == HTTP_GET) {
        world_get(w, target);
        return w->status;
    }
    world_post(w, target, str_fmt(p->mem, "_csrf=%.*s", STR_FMT(token(p))));
    return w->status;
}

/* Does the route end sessions? They are asked last, everybody anew. */
static bool
ends_sessions(const struct route *r)
{
    return r->method == HTTP_POST && (str_eq_cz(STR("/logg-inn"), r->path) ||
                                      str_eq_cz(STR("/logg-ut"), r->path) ||
                                      str_eq_cz(STR("/konto/okter"), r->path));
}

static void
ask_everybody(struct proof *p, const struct route *r, int kind, bool has_kind)
{
    const char *method = r->method == HTTP_GET ? "GET" : "POST";
    const char *word = has_kind ? kind_word[kind] : "-";
    struct line *l = find_line(&p->m, method, r->path, word);
    struct str target = target_of(p, r->path, kind);
    struct buf shown;
    int bad = 0;

    buf_init(&shown, p->mem);
    if (!l)
        fail(p, str_fmt(p->mem, "no line for %s %s %s", method, r->path, word));
    else
        l->used = true;
    for (size_t i = 0; i < p->m.columns; i++) {
        int status = 0;

        if (world_as(&p->world, p->m.column[i]))
            status = ask(p, r, target);
        if (ends_sessions(r))
            p->world.n_person = 0;
        buf_fmt(&shown, " %d", status);
        if (!l || is_as_expected(l, letter_of(&p->m, l, i),
                                 r->method != HTTP_GET, status))
            continue;
        bad++;
        fail(p, str_fmt(p->mem, "%s %s %s as %.*s: %d, expected %c", method,
                        r->path, word, STR_FMT(p->m.column[i]), status,
                        letter_of(&p->m, l, i)));
    }
    if (p->print || !l || bad > 0)
        printf("%s %s %s:%.*s\n", method, r->path, word,
               STR_FMT(buf_done(&shown)));
    p->good += l && bad == 0;
}

/* Looking comes before changing. */
static void
ask_all(struct proof *p, enum http_method method, bool ends)
{
    const struct dispatcher *d = &p->world.w.dispatcher;

    for (size_t s = 0; s < d->sets_n; s++)
        for (size_t i = 0; i < d->sets[s].n; i++) {
            const struct route *r = &d->sets[s].route[i];

            if (r->method != method || ends_sessions(r) != ends)
                continue;
            for (int k = 0; k < kinds_of(r->path); k++)
                ask_everybody(p, r, k, kinds_of(r->path) > 1);
        }
}

static void
check_unused(struct proof *p)
{
    for (size_t i = 0; i < p->m.lines; i++)
        if (!p->m.line[i].used)
            fail(p, str_fmt(p->mem, "no route %.*s %.*s",
                            STR_FMT(p->m.line[i].method),
                            STR_FMT(p->m.line[i].path)));
}

int
main(int argc, char **argv)
{
    char folder[] = "/tmp/helhet-routes-XXXXXX";
    struct arena *mem = arena_new(1 << 28);
    struct proof *p = ARENA_NEW(mem, struct proof);
    int bad;
    struct str db;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc < 4 || strcmp(argv[1], "--db") != 0) {
        fprintf(stderr, "use: routes --db FILE|URL MATRIX [--print]\n");
        return 2;
    }
    p->mem = mem;
    p->print = argc > 4;
    db = str_of(argv[2]);
    read_matrix(p, argv[3]);
    if (!mkdtemp(folder) || !fresh_empty(mem, db)) {
        printf("FAIL routes: the store cannot be made\n");
        return 1;
    }
    world_open(&p->world, folder, str_cz(mem, db));
    fill_world(p);
    ask_all(p, HTTP_GET, false);
    ask_all(p, HTTP_POST, false);
    ask_all(p, HTTP_POST, true);
    check_unused(p);
    printf("%s routes on %s: %d lines of %zu people hold\n",
           p->bad ? "FAIL" : "ok", fresh_store_name(db), p->good, p->m.columns);
    world_close(&p->world);
    (void)fresh_shell(mem, str_fmt(mem, "rm -rf '%s'", folder));
    bad = p->bad;
    arena_free(mem);
    return bad != 0;
}
