/* What each person is shown on every road equals what a plain loop over the
 * share table says, with shares at random, and the moment one is withdrawn
 * (R633): oracle --db FILE|URL
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Each thing that is written in a case bears a word of its own. A road shows
 * the word, or answers with the status, exactly when the loop says so. */
#include "oracle.h"

#include "fresh.h"
#include "page_scan.h"
#include "script.h"

#include "base/clock.h"
#include "casefile/app.h"
#include "casefile/plan_app.h"
#include "cli/demo.h"
#include "db/store.h"
#include "document/document.h"
#include "family/app.h"
#include "message/message.h"
#include "pathway/app.h"
#include "referral/app.h"
#include "referral/escalation_app.h"
#include "sharing/sight.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 3, SHARES = 40, SHOWN_MAX = 10 };
enum { SECOND_US = 1000000 };

enum { ORACLE_SHARES, ORACLE_COUNT };
static const struct db_stmt statements[ORACLE_COUNT] = {
    [ORACLE_SHARES] = {"oracle.shares",
                       "SELECT id, case_id, class, from_unit, to_unit,"
                       " COALESCE(to_account, 0), valid_from, ends_at, basis"
                       " FROM share ORDER BY id"},
};
static const struct db_set statement_set = {statements, ORACLE_COUNT};

static const char *const logins[WATCHERS] = {"mari",  "nils", "berit", "wenche",
                                             "turid", "vera", "jorunn"};

void
oracle_must(const struct err *err, const char *what)
{
    if (!err)
        return;
    printf("FAIL oracle: %s: %s (%s)\n", what, err->detail ? err->detail : "",
           err->where);
    exit(1);
}

uint64_t
oracle_dice(struct proof *p, uint64_t sides)
{
    p->seed = p->seed * 6364136223846793005u + 1442695040888963407u;
    return (p->seed >> 33) % sides;
}

struct call
oracle_by(struct proof *p, const char *login)
{
    struct call c;

    oracle_must(demo_act_as(&c, p->mem, &p->world.w.sv, login, clock_now()),
                login);
    return c;
}

static void
acting_of(struct proof *p, const struct watcher *w, struct acting *out)
{
    struct call c = oracle_by(p, w->login);
    struct acting *all = NULL;
    size_t n = 0;
    struct db_tx tx;

    oracle_must(db_read_begin(p->world.w.sv.db, p->mem, &tx), "read");
    oracle_must(p->world.w.sv.functions(&c, &tx, c.who.account, &all, &n),
                w->login);
    db_read_end(&tx);
    *out = (struct acting){.role = ROLE_PUBLIC};
    for (size_t i = 0; i < n; i++)
        if ((all[i].role == ROLE_CARE_STAFF) == w->limited)
            *out = all[i];
}

struct call
oracle_as(struct proof *p, const struct watcher *w)
{
    struct call c = oracle_by(p, w->login);
    struct acting a;

    acting_of(p, w, &a);
    c.who.function = a.function;
    c.who.role = a.role;
    c.who.hidden = a.hidden;
    return c;
}

/* --- what is written in each case --- */

/* The word by which a thing of case `i` is known. */
static struct str
mark(struct proof *p, const char *what, int i)
{
    return str_fmt(p->mem, "%s%c", what, 'a' + i);
}

static void
write_plan(struct proof *p, int i)
{
    struct plan_item item = {.kind = PLAN_CHILD_GOAL,
                             .text = mark(p, "Planord", i),
                             .starts_on = DATE_NONE,
                             .due_on = DATE_NONE};
    struct plan_version v = {0};
    struct call c = oracle_by(p, "tone");

    oracle_must(plan_app_put(&c, p->of[i].id, &item), "plan");
    for (size_t k = 0; k < WATCHERS; k++) {
        struct plan_item measure = {.kind = PLAN_MEASURE,
                                    .text = STR("Samtale hver uke"),
                                    .owner = p->watcher[k].who.who.function,
                                    .starts_on = c.today,
                                    .due_on = date_add(c.today, 30)};

        c = oracle_by(p, "tone");
        oracle_must(plan_app_put(&c, p->of[i].id, &measure), "measure");
    }
    c = oracle_by(p, "tone");
    v.evaluate_on = date_add(c.today, 60);
    oracle_must(plan_app_adopt(&c, p->of[i].id, &v), "plan's version");
}

static void
write_documents(struct proof *p, int i)
{
    for (int k = 0; k < DOCUMENT_CLASSES; k++) {
        struct call c = oracle_by(p, "tone");
        struct document_form d = {
            .case_id = p->of[i].id,
            .title = str_fmt(p->mem, "Dokumentord%c%d", 'a' + i, k),
            .kind = DOCUMENT_KIND_MINUTES,
            .class_ = document_classes[k],
            .name = STR("referat.txt"),
            .bytes = STR("Vi snakket om skolen.\n")};

        oracle_must(document_app_put(&c, &d, &p->of[i].document[k]),
                    "document");
    }
}

static struct str
message_mark(struct proof *p, int i, size_t k)
{
    return str_fmt(p->mem, "Meldingsord%c%zu", 'a' + i, k);
}

/* A thread with each watcher. */
static void
write_messages(struct proof *p, int i)
{
    for (size_t k = 0; k < WATCHERS; k++) {
        struct call c = oracle_by(p, "tone");
        struct message_form m = {
            .case_id = p->of[i].id,
            .to = p->watcher[k].who.who.function,
            .subject = message_mark(p, i, k),
            .text = STR("Kan du ringe?"),
            .ground = {.basis = BASIS_NECESSARY, .purpose = PURPOSE_FOLLOW_UP}};
        bool away = p->watcher[k].limited ||
                    (p->of[i].is_protected && !p->watcher[k].on_list);

        if (!away)
            oracle_must(message_app_send(&c, &m, &p->of[i].thread[k]),
                        "message");
    }
}

static void
write_rest(struct proof *p, int i)
{
    case_id id = p->of[i].id;
    struct statement said = {.case_id = id,
                             .informed = STR("Fikk vite hva vi gjør"),
                             .words = mark(p, "Stemmeord", i),
                             .agrees = AGREES_YES};
    struct referral_form r = {.to = p->watcher[NILS].who.who.unit,
                              .why = mark(p, "Henvisningsord", i),
                              .consented = true,
                              .how = STR("I møte")};
    struct call c = oracle_by(p, "tone");
    int64_t nr = 0;

    oracle_must(voice_app_put(&c, &said), "statement");
    c = oracle_by(p, "tone");
    oracle_must(
        escalation_app_raise(&c, id, mark(p, "Uenighetsord", i), STR_NONE),
        "escalation");
    c = oracle_by(p, "tone");
    oracle_must(
        pathway_app_start(&c, id, STR("trauma"), STR("0.1"), &p->of[i].run),
        "pathway");
    if (p->of[i].is_protected)
        return; /* the one who may refer is not on the list */
    c = oracle_by(p, "leif");
    oracle_must(referral_app_send(&c, id, &r, &nr), "referral");
}

/* An invited unit takes part when something is shared with it. */
static void
take_part(struct proof *p, case_id id, unit_id unit)
{
    struct call c = oracle_by(p, "tone");
    struct share s = {.case_id = id,
                      .to_unit = unit,
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_NECESSARY};
    const struct err *err = casefile_app_share(&c, &s, CLASS_BIT(WELFARE));

    if (err && err->kind != CONFLICT)
        oracle_must(err, "share");
}

static void
open_case(struct proof *p, int i)
{
    struct call c = oracle_by(p, "tone");
    struct case_open_form form = {.bti_level = -1};
    struct content *of = &p->of[i];

    of->child = mark(p, "Orakelbarn", i);
    of->is_protected = i == CASES - 1;
    form.child.given_name = of->child;
    form.child.family_name = STR("Oppdiktet");
    form.child.provisional = true;
    form.child.birth_date = date_ymd(2013, 3, 22);
    form.child.municipality = STR("1506");
    oracle_must(casefile_app_open(&c, &form, &of->id), "open");
    of->path = str_fmt(p->mem, "/barn/%.*s",
                       STR_FMT(id_format(p->mem, of->id.v)));
    for (size_t k = 1; k < WATCHERS; k++) {
        const struct err *err;

        c = oracle_by(p, "tone");
        err = casefile_app_invite(&c, of->id, p->watcher[k].who.who.unit,
                                  PURPOSE_FOLLOW_UP);
        if (err && err->kind != INVALID && err->kind != CONFLICT)
            oracle_must(err, "invite"); /* two of one unit: it is in */
        take_part(p, of->id, p->watcher[k].who.who.unit);
    }
}

static void
protect(struct proof *p, int i)
{
    struct call c = oracle_by(p, "tone");
    struct case_view v;
    struct child k;

    oracle_must(casefile_app_view(&c, ACT_CASE_VIEW, p->of[i].id, 0, &v),
                "view");
    k = v.child;
    k.protection = PROTECTION_STRICT;
    c = oracle_by(p, "tone");
    oracle_must(casefile_app_correct(&c, &k, STR("Besluttet av tjenesten")),
                "protect");
    for (size_t n = 0; n < WATCHERS; n++) {
        if (!p->watcher[n].on_list)
            continue;
        c = oracle_by(p, "tone");
        oracle_must(casefile_app_short_list(
                        &c, p->of[i].id, p->watcher[n].who.who.account, true),
                    "short list");
    }
}

/* --- the loop --- */

static void
load(struct proof *p)
{
    struct arena *mem = arena_new(1 << 22);
    struct db_tx tx;
    struct db_rows rows;

    p->rows = 0;
    oracle_must(db_read_begin(p->db, mem, &tx), "read");
    oracle_must(db_query(&tx, &statements[ORACLE_SHARES], DB_NO_ARGS, &rows),
                "rows");
    while (db_next(&rows)) {
        struct row r = {.id = db_get_int(&rows, 0),
                        .case_id = db_get_int(&rows, 1),
                        .from = db_get_int(&rows, 3),
                        .to = db_get_int(&rows, 4),
                        .account = db_get_int(&rows, 5),
                        .begins = db_get_int(&rows, 6),
                        .ends = db_get_int(&rows, 7),
                        .own = str_eq_cz(db_get_text(&rows, 8), "own")};
        bool ours = false;

        for (int i = 0; i < CASES; i++)
            ours = ours || r.case_id == p->of[i].id.v;
        if (!ours || !info_class_parse(db_get_text(&rows, 2), &r.class_))
            continue;
        ASSERT(p->rows < ROWS_MAX);
        p->row[p->rows++] = r;
    }
    oracle_must(rows.err, "rows");
    db_read_end(&tx);
    arena_free(mem);
}

/* Is a class shared with the watcher now, from one unit (0: from any)? */
bool
oracle_shared(const struct proof *p, int i, const struct watcher *w,
              enum info_class k, int64_t from)
{
    int64_t now = clock_now().us;

    if (w->limited && (p->limit >> k & 1) == 0)
        return false;
    for (size_t n = 0; n < p->rows; n++) {
        const struct row *r = &p->row[n];

        if (r->case_id != p->of[i].id.v || r->class_ != k ||
            r->to != w->who.who.unit.v || (from != 0 && r->from != from) ||
            (r->account != 0 && r->account != w->who.who.account.v))
            continue;
        if (r->begins <= now && now < r->ends)
            return true;
    }
    return false;
}

/* May the watcher know of the case at all? */
bool
oracle_knows(const struct proof *p, int i, const struct watcher *w)
{
    return oracle_shared(p, i, w, CLASS_CORE, 0) &&
           (!p->of[i].is_protected || w->on_list);
}

/* --- the roads --- */

void
oracle_judge(struct proof *p, const struct watcher *w, struct str road,
             bool shown, bool should)
{
    p->asked++;
    p->seen += shown;
    if (shown == should)
        return;
    if (++p->bad <= SHOWN_MAX)
        printf("FAIL oracle: (%d) %.*s as %s %s\n", p->world.status,
               STR_FMT(road), w->login,
               shown ? "is shown without a share" : "is not shown");
}

/* Each page is asked for once in a watcher's turn, in which nothing is written
 * but the audit, and searched for all that it may show. */
static const struct answer *
answer_of(struct proof *p, struct str road)
{
    struct answer *a = p->answer;

    for (; a < p->answer + p->answers; a++)
        if (str_eq(a->road, road))
            return a;
    ASSERT(p->answers < ANSWERS_MAX);
    world_get(&p->world, road);
    *a = (struct answer){road, p->world.body, p->world.status};
    p->answers++;
    if (a->status >= 500)
        oracle_judge(p, &p->watcher[MARI], road, true, false);
    return a;
}

/* Does the page answer with the words (none: answer at all)? */
static bool
shows(struct proof *p, struct str road, struct str words)
{
    const struct answer *a = answer_of(p, road);

    p->world.status = a->status;
    return a->status == 200 && (words.n == 0 || str_has(a->body, words));
}

static struct str
road_of(struct proof *p, int i, const char *rest)
{
    return str_fmt(p->mem, "%.*s%s", STR_FMT(p->of[i].path), rest);
}

static void
ask_page(struct proof *p, const struct watcher *w, int i, const char *rest,
         struct str words, bool should)
{
    struct str road = road_of(p, i, rest);

    oracle_judge(p, w, road, shows(p, road, words), should);
}

static void
ask_documents(struct proof *p, const struct watcher *w, int i, bool knows_it)
{
    int64_t from = p->owner.who.unit.v;

    for (int k = 0; k < DOCUMENT_CLASSES; k++) {
        bool should = knows_it && !w->limited &&
                      oracle_shared(p, i, w, document_classes[k], from);
        struct str id = id_format(p->mem, p->of[i].document[k]);
        struct str file = str_fmt(p->mem, "/dokumenter/%.*s/fil/1",
                                  STR_FMT(id));

        ask_page(p, w, i, "/dokumenter",
                 str_fmt(p->mem, "Dokumentord%c%d", 'a' + i, k), should);
        ask_page(p, w, i, str_cz(p->mem, file), STR_NONE, should);
    }
}

/* A thread is for the units it is between. */
static void
ask_messages(struct proof *p, const struct watcher *w, int i, bool knows_it)
{
    int64_t from = p->owner.who.unit.v;
    bool told = knows_it && !w->limited &&
                oracle_shared(p, i, w, CLASS_MESSAGES, from);

    for (size_t k = 0; k < WATCHERS; k++) {
        struct str words = message_mark(p, i, k);
        struct str thread = id_format(p->mem, p->of[i].thread[k]);
        bool party = w->who.who.unit.v == from ||
                     w->who.who.unit.v == p->watcher[k].who.who.unit.v;
        bool mine = p->watcher[k].who.who.account.v == w->who.who.account.v;

        if (p->of[i].thread[k] == 0)
            continue;
        ask_page(p, w, i, "/meldinger", words, told && party);
        ask_page(
            p, w, i,
            str_cz(p->mem, str_fmt(p->mem, "/meldinger/%.*s", STR_FMT(thread))),
            words, told && party);
        oracle_judge(p, w, str_fmt(p->mem, "/meldinger (%.*s)", STR_FMT(words)),
                     shows(p, STR("/meldinger"), words), told && mine);
    }
}

static void
ask_content(struct proof *p, const struct watcher *w, int i)
{
    int64_t from = p->owner.who.unit.v;
    bool k = oracle_knows(p, i, w);
    bool planned = k && oracle_shared(p, i, w, CLASS_PLAN, 0);
    bool plan = planned && oracle_shared(p, i, w, CLASS_PLAN, from);
    struct str run = id_format(p->mem, p->of[i].run);

    ask_page(p, w, i, "/plan", STR_NONE, planned);
    ask_page(p, w, i, "/plan", mark(p, "Planord", i), plan);
    ask_page(p, w, i, "/plan/plan.pdf", STR_NONE, planned);
    ask_page(p, w, i, "/avklaring", STR_NONE, planned && !w->limited);
    ask_page(p, w, i, "/avklaring", mark(p, "Uenighetsord", i),
             plan && !w->limited);
    ask_page(p, w, i, "/forlop", STR_NONE, planned);
    ask_page(p, w, i,
             str_cz(p->mem, str_fmt(p->mem, "/forlop/%.*s", STR_FMT(run))),
             STR_NONE, plan);
    ask_messages(p, w, i, k);
    oracle_asks(p, w, i);
    ask_page(p, w, i, "/stemme", mark(p, "Stemmeord", i),
             k && oracle_shared(p, i, w, CLASS_VOICE, 0));
    if (!p->of[i].is_protected)
        ask_page(p, w, i, "/henvisning", mark(p, "Henvisningsord", i),
                 k && !w->limited &&
                     oracle_shared(p, i, w, CLASS_HEALTH, from));
    ask_documents(p, w, i, k);
}

/* Pages that may show a name among others, and never without a share. */
static void
ask_for_leaks(struct proof *p, const struct watcher *w, int i)
{
    static const char *const roads[] = {
        "/",       "/thk",           "/thk/ny", "/nodrett", "/forlop/tall.csv",
        "/sok?q=", "/thk/statistikk"};

    for (size_t n = 0; n < ARRAY_LEN(roads); n++)
        oracle_judge(p, w, str_of(roads[n]),
                     shows(p, str_of(roads[n]), p->of[i].child) &&
                         !oracle_knows(p, i, w),
                     false);
}

static void
ask_case(struct proof *p, const struct watcher *w, int i)
{
    struct str search = str_fmt(p->mem, "/sok?q=%.*s", STR_FMT(p->of[i].child));
    bool k = oracle_knows(p, i, w);

    ask_page(p, w, i, "", STR_NONE, k);
    ask_page(p, w, i, "/team", STR_NONE, k);
    oracle_judge(p, w, search, shows(p, search, p->of[i].path), k);
    /* the log is for who holds the case, and their leader */
    ask_page(p, w, i, "/logg", STR_NONE, false);
    ask_content(p, w, i);
    ask_for_leaks(p, w, i);
}

/* The list of the unit's cases, and how many it says there are. */
static void
ask_list(struct proof *p, const struct watcher *w)
{
    struct call c = oracle_as(p, w);
    struct case_list list = {0};
    int64_t want = 0;
    int64_t others = 0;

    oracle_must(casefile_app_list(&c, CASES_UNIT, 0, 200, &list), "list");
    for (size_t n = 0; n < list.n; n++) {
        bool ours = false;

        for (int i = 0; i < CASES; i++)
            ours = ours || list.row[n].id.v == p->of[i].id.v;
        others += !ours;
    }
    for (int i = 0; i < CASES; i++) {
        bool listed = false;

        for (size_t n = 0; n < list.n; n++)
            listed = listed || list.row[n].id.v == p->of[i].id.v;
        oracle_judge(p, w, STR("the list"), listed, oracle_knows(p, i, w));
        want += oracle_knows(p, i, w);
    }
    oracle_judge(p, w, STR("the list's count"), list.total != want + others,
                 false);
}

/* Who has two functions takes one at random, on the page where people do. */
static bool
choose_function(struct proof *p, struct watcher *w)
{
    struct form_fill fill = {.name = STR("funksjon")};
    struct acting a;
    struct str body;

    if (!w->many)
        return true;
    w->limited = oracle_dice(p, 2) == 0;
    acting_of(p, w, &a);
    fill.value = id_format(p->mem, a.function.v);
    world_get(&p->world, STR("/bytt-funksjon"));
    if (!page_fill_form(p->mem, p->world.body, STR("/bytt-funksjon"), &fill, 1,
                        &body))
        return false;
    world_post(&p->world, STR("/bytt-funksjon"), body);
    return p->world.status == 303;
}

static void
compare(struct proof *p)
{
    load(p);
    for (size_t n = 0; n < WATCHERS; n++) {
        struct watcher *w = &p->watcher[n];

        if (!world_as(&p->world, str_of(w->login)) || !choose_function(p, w)) {
            printf("FAIL oracle: %s cannot log in\n", w->login);
            exit(1);
        }
        p->answers = 0;
        ask_list(p, w);
        oracle_lists(p, w);
        oracle_exports(p, w);
        for (int i = 0; i < CASES; i++)
            ask_case(p, w, i);
    }
}

/* --- shares at random --- */

static void
add_share(struct proof *p)
{
    static const enum info_class classes[] = {
        CLASS_CORE,  CLASS_PLAN,      CLASS_WELFARE, CLASS_HEALTH,
        CLASS_VOICE, CLASS_DOCUMENTS, CLASS_MESSAGES};
    const struct watcher *to = &p->watcher[oracle_dice(p, WATCHERS)];
    const struct watcher *from = &p->watcher[oracle_dice(p, WATCHERS)];
    bool another = oracle_dice(p, 4) == 0;
    struct call c = oracle_by(p, "tone");
    struct share s = {.id = {id_new()},
                      .case_id = p->of[oracle_dice(p, CASES)].id,
                      .class_ = classes[oracle_dice(p, ARRAY_LEN(classes))],
                      .from_unit = another ? from->who.who.unit
                                           : p->owner.who.unit,
                      .to_unit = to->who.who.unit,
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_NECESSARY};

    if (oracle_dice(p, 3) == 0)
        s.to_account = to->who.who.account;
    s.valid_from.us = clock_now().us +
                      ((int64_t)oracle_dice(p, 5) - 3) * SECOND_US;
    s.valid_to.us = s.valid_from.us +
                    (1 + (int64_t)oracle_dice(p, 5)) * SECOND_US;
    oracle_must(call_begin(&c, ACT_SHARE_CREATE), "share");
    oracle_must(call_permit(&c, ACT_SHARE_CREATE, subject_case(s.case_id)),
                "share");
    oracle_must(
        sharing_store_insert(&c.tx, &s, STR_NONE, c.who.function, c.now),
        "share");
    oracle_must(call_end(&c, ACT_SHARE_CREATE, s.id.v, NULL), "share");
}

/* Ends what the watchers were given when they came in: from here on only the
 * shares at random say what they see. */
static void
end_shares(struct proof *p)
{
    load(p);
    for (size_t n = 0; n < p->rows; n++) {
        const struct row *r = &p->row[n];
        struct call c = oracle_by(p, "tone");
        bool half = oracle_dice(p, 2) == 0;

        if (r->to == p->owner.who.unit.v || half)
            continue;
        oracle_must(call_begin(&c, ACT_SHARE_END), "end");
        oracle_must(
            call_permit(&c, ACT_SHARE_END, subject_case((case_id){r->case_id})),
            "end");
        oracle_must(sharing_store_end(&c.tx, (share_id){r->id}, c.who.function,
                                      STR_NONE, c.now),
                    "end");
        oracle_must(call_end(&c, ACT_SHARE_END, r->id, NULL), "end");
    }
}

/* tone withdraws one that holds, on the page where people do it; what the next
 * requests show is compared at once. */
static bool
withdraw(struct proof *p)
{
    size_t first = oracle_dice(p, p->rows);
    int64_t now = clock_now().us;

    for (size_t n = 0; n < p->rows; n++) {
        const struct row *r = &p->row[(first + n) % p->rows];
        struct form_fill fill = {STR("hvorfor"), STR("Trukket")};
        struct str road;
        struct str body;

        if (r->own || r->from != p->owner.who.unit.v || r->ends <= now ||
            r->begins > now || r->to == r->from || r->class_ == CLASS_CORE)
            continue;
        road = str_fmt(p->mem, "/barn/%.*s/samtykke/%.*s/trekk",
                       STR_FMT(id_format(p->mem, r->case_id)),
                       STR_FMT(id_format(p->mem, r->id)));
        if (!world_as(&p->world, STR("tone")))
            return false;
        world_get(&p->world, road);
        if (!page_fill_form(p->mem, p->world.body, road, &fill, 1, &body))
            return false;
        world_post(&p->world, road, body);
        return p->world.status == 303;
    }
    return false;
}

/* The administrator decides what the limited see; the next requests obey. */
static void
decide(struct proof *p)
{
    struct call c = oracle_by(p, "admin");
    uint32_t classes = (uint32_t)oracle_dice(p, CLASS_ALL + 1);

    oracle_must(
        sight_app_decide(&c, FUNCTION_CARE_STAFF, classes, STR("Terningen")),
        "decide");
    p->limit = classes | CLASS_BIT(CORE);
}

static void
run(struct proof *p)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SHARES; i++)
            add_share(p);
        compare(p);
        if (!withdraw(p)) {
            p->bad++;
            printf("FAIL oracle: nothing could be withdrawn (%d)\n",
                   p->world.status);
        }
        decide(p);
        compare(p);
        /* some begin, some end */
        clock_fix((struct instant){clock_now().us + SECOND_US});
    }
}

static void
fill_world(struct proof *p)
{
    p->owner = oracle_by(p, "tone");
    for (size_t n = 0; n < WATCHERS; n++)
        p->watcher[n] = (struct watcher){.login = logins[n],
                                         .who = oracle_by(p, logins[n]),
                                         .on_list = n == NILS,
                                         .many = n == JORUNN,
                                         .limited = n == VERA};
    p->limit = CLASS_BIT(CORE) | CLASS_BIT(PLAN) | CLASS_BIT(VOICE);
    p->watcher[JORUNN].who = oracle_as(p, &p->watcher[JORUNN]);
    for (int i = 0; i < CASES; i++) {
        open_case(p, i);
        write_plan(p, i);
        write_documents(p, i);
        write_messages(p, i);
        oracle_write_asks(p, i);
        write_rest(p, i);
        if (p->of[i].is_protected)
            protect(p, i);
    }
    compare(p);
    oracle_figures(p);
    end_shares(p);
    clock_fix((struct instant){clock_now().us + SECOND_US});
}

int
main(int argc, char **argv)
{
    char folder[] = "/tmp/helhet-oracle-XXXXXX";
    struct arena *mem = arena_new((size_t)1 << 30);
    struct proof *p = ARENA_NEW(mem, struct proof);
    const struct db_set sets[] = {statement_set, oracle_list_set,
                                  oracle_figure_set};
    struct db_options opt = {.sets = sets, .n_sets = 3, .readers = 1};
    int bad;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc != 3 || strcmp(argv[1], "--db") != 0) {
        fprintf(stderr, "use: oracle --db FILE|URL\n");
        return 2;
    }
    p->mem = mem;
    p->seed = 20261122;
    opt.url = argv[2];
    if (!mkdtemp(folder) || !fresh_empty(mem, str_of(argv[2]))) {
        printf("FAIL oracle: the store cannot be made\n");
        return 1;
    }
    world_open(&p->world, folder, argv[2]);
    oracle_must(db_open(mem, &opt, &p->db), "the loop's connection");
    fill_world(p);
    run(p);
    oracle_fosters(p); /* last: it moves the clock by days */
    if (p->bad == 0 && p->seen * 10 < p->asked) {
        p->bad++;
        printf("FAIL oracle: hardly anything was shown\n");
    }
    printf("%s oracle on %s: %lld answers of every road, %lld of them shown\n",
           p->bad ? "FAIL" : "ok", fresh_store_name(str_of(argv[2])),
           (long long)p->asked, (long long)p->seen);
    db_close(p->db);
    world_close(&p->world);
    (void)fresh_shell(mem, str_fmt(mem, "rm -rf '%s'", folder));
    bad = p->bad;
    arena_free(mem);
    return bad != 0;
}
