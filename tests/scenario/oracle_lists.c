/* The oracle's lists and counts: worklist, notices, deadlines, what goes
 * out as files. SPDX-License-Identifier: EUPL-1.2 */
#include "oracle.h"

#include "base/clock.h"
#include "db/store.h"
#include "worklist/app.h"
#include "worklist/notice.h"

enum { DUTIES_MAX = 400, LIST_MAX = 300 };

enum { LIST_DUTIES, LIST_FILES, LISTS };
static const struct db_stmt statements[LISTS] = {
    [LIST_DUTIES] = {"oracle.duties",
                     "SELECT id, case_id, kind, unit_id, account_id, due_on"
                     " FROM deadline WHERE closed_at IS NULL"},
    [LIST_FILES] = {"oracle.calendars",
                    "SELECT id, 0 FROM body UNION ALL"
                    " SELECT id, 1 FROM meeting ORDER BY 1"},
};
const struct db_set oracle_list_set = {statements, LISTS};

struct known_duty {
    int64_t id;
    int which; /* of the oracle's cases */
    enum info_class class_;
    bool of_owner;  /* written by tone's unit; else by any */
    bool is_answer; /* of a baton, told before anything is shared */
    int64_t unit;
    int64_t account;
    struct date due;
};
struct duties {
    struct known_duty row[DUTIES_MAX];
    size_t n;
};

/* What a kind of line tells of. All that has an owner is tone's unit's. */
static void
class_of(struct str kind, struct known_duty *d)
{
    static const struct {
        const char *kind;
        enum info_class class_;
        bool of_owner;
    } table[] = {
        {"message_read", CLASS_MESSAGES, true},
        {"message_unread", CLASS_MESSAGES, true},
        {"pathway_step", CLASS_PLAN, true},
        {"plan_measure", CLASS_PLAN, true},
        {"plan_evaluate", CLASS_PLAN, false},
        {"escalation", CLASS_PLAN, true},
        {"ask_note", CLASS_PLAN, true},
        {"voice_answer", CLASS_VOICE, false},
        {"referral_assess", CLASS_HEALTH, true},
        {"referral_tell", CLASS_HEALTH, true},
        {"referral_start", CLASS_HEALTH, true},
        {"referral_read", CLASS_HEALTH, true},
        {"referral_breach", CLASS_HEALTH, true},
    };

    d->class_ = CLASS_CORE;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (str_eq_cz(kind, table[i].kind)) {
            d->class_ = table[i].class_;
            d->of_owner = table[i].of_owner;
        }
    d->is_answer = str_eq_cz(kind, "baton_answer");
}

static void
load_duties(struct proof *p, struct arena *mem, struct duties *out)
{
    struct db_tx tx;
    struct db_rows rows;

    out->n = 0;
    oracle_must(db_read_begin(p->db, mem, &tx), "read");
    oracle_must(db_query(&tx, &statements[LIST_DUTIES], DB_NO_ARGS, &rows),
                "duties");
    while (db_next(&rows)) {
        struct known_duty d = {.id = db_get_int(&rows, 0),
                               .which = -1,
                               .unit = db_get_int(&rows, 3),
                               .account = db_get_int(&rows, 4),
                               .due = db_get_date(&rows, 5)};

        for (int i = 0; i < CASES; i++)
            if (db_get_int(&rows, 1) == p->of[i].id.v)
                d.which = i;
        class_of(db_get_text(&rows, 2), &d);
        if (d.which < 0)
            continue;
        ASSERT(out->n < DUTIES_MAX);
        out->row[out->n++] = d;
    }
    oracle_must(rows.err, "duties");
    db_read_end(&tx);
}

static bool
tells(const struct proof *p, const struct watcher *w,
      const struct known_duty *d)
{
    int64_t from = d->of_owner ? p->owner.who.unit.v : 0;

    return oracle_knows(p, d->which, w) &&
           (d->class_ == CLASS_CORE ||
            oracle_shared(p, d->which, w, d->class_, from));
}

static bool
is_ours(const struct proof *p, case_id id)
{
    for (int i = 0; i < CASES; i++)
        if (p->of[i].id.v == id.v)
            return true;
    return false;
}

/* --- the worklist, the person's own and the unit's --- */

static void
ask_worklist(struct proof *p, const struct watcher *w, const struct duties *all,
             enum duty_filter filter)
{
    struct call c = oracle_as(p, w);
    struct worklist list = {0};
    int64_t want = 0;

    oracle_must(worklist_app_view(&c, filter, 0, LIST_MAX, &list), "worklist");
    for (size_t k = 0; k < list.duties.n; k++)
        want += !is_ours(p, list.duties.row[k].case_id);
    for (size_t i = 0; i < all->n; i++) {
        const struct known_duty *d = &all->row[i];
        bool should = !d->is_answer && d->unit == w->who.who.unit.v &&
                      (filter == DUTIES_UNIT ||
                       d->account == w->who.who.account.v) &&
                      tells(p, w, d);
        bool shown = false;

        for (size_t k = 0; k < list.duties.n; k++)
            shown = shown || list.duties.row[k].id == d->id;
        oracle_judge(p, w, STR("a line of the worklist"), shown, should);
        want += should;
    }
    oracle_judge(p, w, STR("the worklist's count"), list.counts.all != want,
                 false);
}

/* --- notices by mail --- */

static void
ask_notices(struct proof *p, const struct watcher *w, const struct duties *all)
{
    struct arena *mem = arena_new(1 << 22);
    struct db_tx tx;
    struct notice_rows rows = {0};
    struct watcher any = *w; /* of the person's functions there */

    any.limited = w->limited && !w->many;
    oracle_must(db_read_begin(p->world.w.sv.db, mem, &tx), "read");
    oracle_must(
        notice_store_pending(&tx, clock_now(), (account_id){0}, 0, &rows),
        "notices");
    ASSERT(rows.n < NOTICE_ROWS_MAX);
    for (size_t i = 0; i < all->n; i++) {
        const struct known_duty *d = &all->row[i];
        bool told = false;

        if (d->account != w->who.who.account.v ||
            d->unit != w->who.who.unit.v || d->is_answer)
            continue;
        for (size_t k = 0; k < rows.n; k++)
            told = told || (rows.row[k].line.id == d->id &&
                            rows.row[k].account.v == d->account);
        oracle_judge(p, w, STR("a notice by mail"), told, tells(p, &any, d));
    }
    db_read_end(&tx);
    arena_free(mem);
}

/* --- the case's own page, and the list's next day --- */

static void
ask_case_deadlines(struct proof *p, const struct watcher *w,
                   const struct duties *all, int which)
{
    struct call c = oracle_as(p, w);
    struct case_view v = {0};

    if (!oracle_knows(p, which, w))
        return; /* the page itself is asked for elsewhere */
    oracle_must(casefile_app_view(&c, ACT_CASE_VIEW, p->of[which].id,
                                  VIEW_DEADLINES, &v),
                "view");
    for (size_t i = 0; i < all->n; i++) {
        const struct known_duty *d = &all->row[i];
        bool shown = false;

        if (d->which != which)
            continue;
        for (size_t k = 0; k < v.deadlines.n; k++)
            shown = shown || v.deadlines.row[k].id.v == d->id;
        oracle_judge(p, w, STR("a deadline of the case"), shown,
                     tells(p, w, d));
    }
}

static void
ask_next(struct proof *p, const struct watcher *w, const struct duties *all)
{
    struct call c = oracle_as(p, w);
    struct case_list list = {0};

    oracle_must(casefile_app_list(&c, CASES_UNIT, 0, LIST_MAX, &list), "list");
    for (size_t k = 0; k < list.n; k++) {
        struct date next = DATE_NONE;

        if (!is_ours(p, list.row[k].id))
            continue;
        for (size_t i = 0; i < all->n; i++) {
            const struct known_duty *d = &all->row[i];

            if (p->of[d->which].id.v == list.row[k].id.v && tells(p, w, d) &&
                (date_is_none(next) || date_cmp(d->due, next) < 0))
                next = d->due;
        }
        oracle_judge(p, w, STR("the list's next day"),
                     date_cmp(list.row[k].next_due, next) != 0, false);
    }
}

void
oracle_lists(struct proof *p, const struct watcher *w)
{
    struct arena *mem = arena_new(1 << 22);
    struct duties *all = ARENA_NEW(mem, struct duties);

    load_duties(p, mem, all);
    ask_worklist(p, w, all, DUTIES_MINE);
    ask_worklist(p, w, all, DUTIES_UNIT);
    ask_notices(p, w, all);
    for (int i = 0; i < CASES; i++)
        ask_case_deadlines(p, w, all, i);
    ask_next(p, w, all);
    arena_free(mem);
}

/* --- files --- */

static void
ask_file(struct proof *p, const struct watcher *w, struct str road)
{
    world_get(&p->world, road);
    for (int i = 0; i < CASES; i++)
        oracle_judge(p, w, road, str_has(p->world.body, p->of[i].child), false);
}

void
oracle_exports(struct proof *p, const struct watcher *w)
{
    static const char *const roads[] = {
        "/forlop/tall.csv",      "/avtaler/oversikt.csv",
        "/dekning/dekning.csv",  "/drofting/tall.csv",
        "/kapasitet/svar.csv",   "/kasteballer",
        "/meldinger/avstemming", "/gjennomgang"};
    struct arena *mem = arena_new(1 << 20);
    struct db_tx tx;
    struct db_rows rows;

    for (size_t i = 0; i < ARRAY_LEN(roads); i++)
        ask_file(p, w, str_of(roads[i]));
    oracle_must(db_read_begin(p->db, mem, &tx), "read");
    oracle_must(db_query(&tx, &statements[LIST_FILES], DB_NO_ARGS, &rows),
                "calendars");
    while (db_next(&rows)) {
        struct str id = id_format(mem, db_get_int(&rows, 0));

        ask_file(
            p, w,
            db_get_int(&rows, 1)
                ? str_fmt(p->mem, "/moter/%.*s/kalender", STR_FMT(id))
                : str_fmt(p->mem, "/organ/%.*s/arshjul/kalender", STR_FMT(id)));
    }
    oracle_must(rows.err, "calendars");
    db_read_end(&tx);
    arena_free(mem);
}
