/* Random shares: what each person sees equals what a plain loop over all rows
 * says, on every road. SPDX-License-Identifier: EUPL-1.2 */
#include "db/db.h"

enum { CASES = 4, SHARES = 60, ROUNDS = 4, ROWS_MAX = 400, UNITS = 4 };
enum { ORACLE_ROWS, ORACLE_SQL };
static const struct db_stmt oracle_sql[ORACLE_SQL] = {
    [ORACLE_ROWS] = {"oracle.rows",
                     "SELECT case_id, class, to_unit, to_account, valid_from,"
                     " ends_at FROM share"},
};
static const struct db_set oracle_set = {oracle_sql, ORACLE_SQL};
#define FX_MORE_SETS oracle_set,
#include "casefile/fixture.h"

/* A share as it stands in the table. */
struct row {
    int64_t case_id;
    int class_;
    int64_t to_unit;
    int64_t to_account;
    int64_t from;
    int64_t to;
};
struct oracle {
    struct row row[ROWS_MAX];
    size_t n;
    case_id id[CASES];
    bool hidden[CASES];   /* protected */
    int64_t knows[CASES]; /* the one account on the short list */
};
static const struct {
    int account, unit;
    enum role role;
    uint32_t hidden; /* by the function */
} people[] = {
    {KARI, WELFARE, ROLE_CASEWORKER, 0},
    {OLA, WELFARE, ROLE_CASEWORKER, 0},
    {OLA, WELFARE, ROLE_CARE_STAFF, CLASS_ALL & ~CLASS_BIT(CORE)},
    {TONE, CLINIC, ROLE_THERAPIST, 0},
    {TONE, CLINIC, ROLE_CARE_STAFF, CLASS_BIT(WELFARE) | CLASS_BIT(HEALTH)},
    {BUP_LEADER, CLINIC, ROLE_LEADER, 0},
    {STRANGER, OTHER, ROLE_CASEWORKER, 0},
};

static struct call
person(struct fixture *f, size_t p)
{
    struct call c = fx_as(f, people[p].account, people[p].unit, people[p].role);

    c.who.hidden = people[p].hidden;
    return c;
}

static uint64_t
dice(uint64_t *seed, uint64_t sides)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % sides;
}

static void
load(struct fixture *f, struct oracle *o)
{
    struct db_tx tx;
    struct db_rows rows;

    o->n = 0;
    OK(db_read_begin(f->db, f->mem, &tx));
    OK(db_query(&tx, &oracle_sql[ORACLE_ROWS], DB_NO_ARGS, &rows));
    while (db_next(&rows)) {
        enum info_class k = CLASS_CORE;

        CHECK(info_class_parse(db_get_text(&rows, 1), &k));
        CHECK(o->n < ROWS_MAX);
        o->row[o->n++] = (struct row){
            db_get_int(&rows, 0), (int)k,
            db_get_int(&rows, 2), db_get_int(&rows, 3),
            db_get_int(&rows, 4), db_get_int(&rows, 5)};
    }
    OK(rows.err);
    db_read_end(&tx);
}

/* The rule, told once more, without SQL. */
static uint32_t
oracle_classes(const struct oracle *o, int c, int64_t unit, int64_t account,
               int64_t now)
{
    uint32_t bits = 0;

    for (size_t i = 0; i < o->n; i++) {
        const struct row *r = &o->row[i];

        if (r->case_id != o->id[c].v || r->to_unit != unit)
            continue;
        if (r->to_account != 0 && r->to_account != account)
            continue;
        if (r->from <= now && now < r->to)
            bits |= 1u << r->class_;
    }
    return bits;
}

static bool
oracle_sees(const struct oracle *o, int c, int64_t unit, int64_t account,
            int64_t now)
{
    return (oracle_classes(o, c, unit, account, now) & CLASS_BIT(CORE)) != 0 &&
           (!o->hidden[c] || o->knows[c] == account);
}

static void
compare_list(struct fixture *f, const struct oracle *o, struct call *c)
{
    struct case_list list = {0};
    int64_t want = 0;
    int64_t account = c->who.account.v;
    int64_t unit = c->who.unit.v;

    OK(casefile_app_list(c, CASES_UNIT, 0, 50, &list));
    for (int i = 0; i < CASES; i++) {
        bool listed = false;
        bool sees = oracle_sees(o, i, unit, account, f->now.us);

        for (size_t k = 0; k < list.n; k++)
            listed = listed || list.row[k].id.v == o->id[i].v;
        CHECK_EQ(listed, sees);
        want += sees;
    }
    CHECK_EQ(list.total, want);
}

static void
compare(struct fixture *f, const struct oracle *o)
{
    for (size_t p = 0; p < ARRAY_LEN(people); p++) {
        struct call c = person(f, p);

        compare_list(f, o, &c);
        for (int i = 0; i < CASES; i++) {
            struct case_view v;
            uint32_t bits = 0;
            struct db_tx tx;
            const struct err *err;
            bool sees = oracle_sees(o, i, people[p].unit, people[p].account,
                                    f->now.us);

            OK(db_read_begin(f->db, f->mem, &tx));
            tx.given = classes_seen(f->mem, &c.who);
            OK(sharing_store_classes(&tx, o->id[i], (unit_id){people[p].unit},
                                     (account_id){people[p].account}, f->now,
                                     &bits));
            db_read_end(&tx);
            CHECK_EQ(bits, oracle_classes(o, i, people[p].unit,
                                          people[p].account, f->now.us) &
                               ~people[p].hidden);
            c = person(f, p);
            err = casefile_app_view(&c, ACT_CASE_VIEW, o->id[i], VIEW_SHARES,
                                    &v);
            /* invited ones know of it, and may not open it */
            CHECK_EQ(err == NULL || err->kind == DENIED, sees);
            CHECK(sees || err->kind == NOT_FOUND);
        }
    }
}

/* A share at random: class, units, person, period around now. */
static void
add_share(struct fixture *f, const struct oracle *o, uint64_t *seed)
{
    static const int64_t units[] = {WELFARE, CLINIC, OTHER};
    struct call c = fx_kari(f);
    bool one = dice(seed, 4) == 0;
    struct share s = {.id = {id_new()},
                      .case_id = o->id[dice(seed, CASES)],
                      .class_ = (enum info_class)dice(seed, 3),
                      .from_unit = {REGION},
                      .to_unit = {units[dice(seed, 3)]},
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_NECESSARY};

    if (one)
        s.to_account.v = people[dice(seed, ARRAY_LEN(people))].account;
    s.valid_from.us = f->now.us + ((int64_t)dice(seed, 5) - 3) * 1000;
    s.valid_to.us = s.valid_from.us + 1 + (int64_t)dice(seed, 5) * 1000;
    OK(call_begin(&c, ACT_SHARE_CREATE));
    OK(call_permit(&c, ACT_SHARE_CREATE, subject_case(o->id[0])));
    OK(sharing_store_insert(&c.tx, &s, STR_NONE, c.who.function, f->now));
    OK(call_end(&c, ACT_SHARE_CREATE, s.id.v, NULL));
}

static void
protect(struct fixture *f, struct oracle *o, int i)
{
    struct call c = fx_kari(f);
    struct case_view v;
    struct child k;

    OK(casefile_app_view(&c, ACT_CASE_VIEW, o->id[i], 0, &v));
    k = v.child;
    k.protection = PROTECTION_STRICT;
    c = fx_kari(f);
    OK(casefile_app_correct(&c, &k, STR("Decided by the service")));
    o->hidden[i] = true;
    o->knows[i] = KARI;
}

TEST_BOTH(random_shares_show_what_a_plain_loop_says)
{
    struct oracle *o = ARENA_NEW(f->mem, struct oracle);
    uint64_t seed = 20261122;

    for (int i = 0; i < CASES; i++) {
        struct call c;

        o->id[i] = fx_case(f);
        for (int u = CLINIC; u <= OTHER; u++) {
            c = fx_kari(f);
            OK(casefile_app_invite(&c, o->id[i], (unit_id){u},
                                   PURPOSE_FOLLOW_UP));
        }
    }
    protect(f, o, CASES - 1);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < SHARES / ROUNDS; i++)
            add_share(f, o, &seed);
        load(f, o);
        compare(f, o);
        f->now.us += 1000; /* some begin, some end */
        compare(f, o);
    }
}
