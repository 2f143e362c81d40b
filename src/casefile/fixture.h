/* For the tests of this folder: a small world of units and people in a store of
 * its own, on both databases. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_FIXTURE_H
#define HELHET_CASEFILE_FIXTURE_H

#include "access/account.h"
#include "access/audit.h"
#include "access/session.h"
#include "base/buf.h"
#include "base/test.h"
#include "base/workday.h"
#include "casefile/app.h"
#include "casefile/authority.h"
#include "casefile/blob_store.h"
#include "casefile/emergency_store.h"
#include "casefile/leaver_store.h"
#include "db/ready_store.h"
#include "registry/registry.h"
#include "sharing/record_store.h"
#include "text/messages_casefile.h"

#include <stdlib.h>
#include <unistd.h>

/* Units: a region above a child welfare service and a BUP clinic. */
enum { REGION = 1, WELFARE = 2, CLINIC = 3, OTHER = 4 };
/* People; each has one function, of the same number + 100. */
enum {
    LEA_LEADER = 11,
    KARI = 12,
    OLA = 13,
    TONE = 21,
    BUP_LEADER = 22,
    BOSS = 31,
    STRANGER = 41
};

enum {
    FX_UNIT,
    FX_END,
    FX_STEAL,
    FX_COUNT_SEALED,
    FX_HOLDER,
    FX_FORGE_HOLDER,
    FX_DAMAGE_NAME,
    FX_LIST_SKIP,
    FX_LIST_LOSE,
    FX_LIST_FORGE,
    FX_SQL
};
static const struct db_stmt fx_stmt[FX_SQL] = {
    [FX_UNIT] = {"fx.unit",
                 "INSERT INTO unit (id, code, parent_id, type, kind, name,"
                 " short_name, org_number, her_id, resh_id, municipality,"
                 " age_from, age_to, valid_from, valid_to, certainty, source,"
                 " note, search, version) VALUES ($1, $2, $3, $4, '', $2, '',"
                 " '', '', '', '', -1, -1, NULL, NULL, 'made_up', '', '', '',"
                 " 1)"},
    [FX_END] = {"fx.end",
                "UPDATE unit_function SET valid_to = $2 WHERE id = $1"},
    [FX_STEAL] = {"fx.steal",
                  "UPDATE case_file SET holder_function = $2 WHERE id = $1"},
    [FX_COUNT_SEALED] = {"fx.sealed",
                         "SELECT COUNT(*) FROM share WHERE case_id = $1"
                         " AND to_unit = $2 AND ends_at > $3"},
    [FX_FORGE_HOLDER] = {"fx.forge",
                         "UPDATE case_file SET holder_function = $2,"
                         " holder_account = $3 WHERE id = $1"},
    [FX_DAMAGE_NAME] = {"fx.damage", /* sealed for another column */
                        "UPDATE child SET given_name = family_name"
                        " WHERE case_id = $1"},
    [FX_LIST_SKIP] = {"fx.list_skip",
                      "UPDATE list_mark SET seq = seq + 5 WHERE chain = $1"},
    [FX_LIST_LOSE] = {"fx.list_lose", "DELETE FROM list_mark WHERE chain = $1"},
    [FX_LIST_FORGE] = {"fx.list_forge",
                       "INSERT INTO audit_case (case_id, chain, seq)"
                       " VALUES ($1, $2, 1)"},
    [FX_HOLDER] = {"fx.holder",
                   "SELECT holder_function FROM case_file WHERE id = $1"},
};
static const struct db_set fx_set = {fx_stmt, FX_SQL};

struct fixture {
    struct arena *mem;
    struct services sv;
    struct audit_chain chain;
    struct keyring *keys;
    struct db *db;
    const char *folder;
    struct instant now;
};

static inline void
fx_ok(const struct err *err, const char *where)
{
    if (err)
        test_check(false, err->detail ? err->detail : "an error", err->where);
    test_check(err == NULL, "no error", where);
}
#define OK(e) fx_ok((e), TEST_WHERE)

static inline struct call
fx_as(struct fixture *f, int person, int unit, enum role role)
{
    return (struct call){
        .mem = f->mem,
        .sv = &f->sv,
        .now = f->now,
        .today = date_in_oslo(f->now),
        .lang = LANG_NB,
        .who = {.account = {person},
                .function = {person + 100},
                .unit = {unit},
                .role = role,
                .name = STR("Somebody")},
        .request_id = STR("test"),
    };
}
static inline struct call
fx_kari(struct fixture *f)
{
    return fx_as(f, KARI, WELFARE, ROLE_CASEWORKER);
}
static inline struct call
fx_tone(struct fixture *f)
{
    return fx_as(f, TONE, CLINIC, ROLE_THERAPIST);
}

static inline void
fx_person(struct fixture *f, struct db_tx *tx, int id, int unit,
          enum function_kind kind)
{
    struct account a = {.id = {id},
                        .login = str_fmt(f->mem, "p%d", id),
                        .name = str_fmt(f->mem, "Person %d", id),
                        .scheme = STR("auto"),
                        .valid_to = DATE_NONE,
                        .made_up = true};
    struct function_row r = {.id = {id + 100},
                             .account_id = {id},
                             .unit_id = {unit},
                             .kind = kind,
                             .valid_from = date_ymd(2025, 1, 1),
                             .valid_to = DATE_NONE};

    OK(account_store_insert(tx, &a));
    OK(registry_store_insert_function(tx, &r));
}

static inline void
fx_unit(struct db_tx *tx, int id, const char *code, int parent,
        const char *type)
{
    OK(db_run(tx, &fx_stmt[FX_UNIT],
              DB_ARGS(db_int(id), db_cz(code), db_id(parent), db_cz(type)),
              NULL));
}

static inline void
fx_people(struct fixture *f)
{
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    fx_unit(&tx, REGION, "REGION", 0, "bufetat_region");
    fx_unit(&tx, WELFARE, "WELFARE", REGION, "child_welfare");
    fx_unit(&tx, CLINIC, "CLINIC", REGION, "bup");
    fx_unit(&tx, OTHER, "OTHER", REGION, "child_welfare");
    fx_person(f, &tx, LEA_LEADER, WELFARE, FUNCTION_LEADER);
    fx_person(f, &tx, KARI, WELFARE, FUNCTION_CASEWORKER);
    fx_person(f, &tx, OLA, WELFARE, FUNCTION_CASEWORKER);
    fx_person(f, &tx, TONE, CLINIC, FUNCTION_THERAPIST);
    fx_person(f, &tx, BUP_LEADER, CLINIC, FUNCTION_LEADER);
    fx_person(f, &tx, BOSS, REGION, FUNCTION_LEADER);
    fx_person(f, &tx, STRANGER, OTHER, FUNCTION_CASEWORKER);
    OK(db_write_end(&tx, true));
}

#ifndef FX_MORE_SETS
#define FX_MORE_SETS
#endif

/* False: no PostgreSQL is there to test with. FX_MORE_SETS: a higher folder's
 * statements. */
static inline bool
fx_open(struct arena *mem, bool pg, struct fixture *f)
{
    char folder[] = "/tmp/helhet-case-XXXXXX";
    struct db_set sets[] = {
        account_sql,   session_sql,  audit_sql,     audit_list_sql,
        registry_sql,  deadline_sql, sharing_sql,   case_sql,
        child_sql,     baton_sql,    leaver_sql,    authority_sql,
        case_list_sql, blob_sql,     emergency_sql, FX_MORE_SETS fx_set};
    struct db_options opt = {
        .sets = sets, .n_sets = ARRAY_LEN(sets), .readers = 2};

    *f = (struct fixture){.mem = mem};
    crypto_init();
    if (pg && !getenv("HELHET_TEST_PG"))
        return false;
    CHECK(mkdtemp(folder) != NULL);
    f->folder = str_cz(mem, str_of(folder));
    opt.url = ready_store(mem, pg, db_detail(mem, "%s/helhet.db", folder));
    OK(db_open(mem, &opt, &f->db));
    OK(keyring_open(mem, str_cz(mem, str_fmt(mem, "%s/key", folder)), true,
                    &f->keys));
    audit_chain_init(&f->chain);
    f->sv = (struct services){
        .db = f->db, .keys = f->keys, .chain = &f->chain, .demo = true};
    f->sv.facts[SUBJECT_CASE] = casefile_facts_case;
    f->sv.facts[SUBJECT_OFFER] = casefile_facts_offer;
    f->now = date_end_in_oslo(date_ymd(2026, 11, 22)); /* Monday begins */
    f->now.us += 9 * INT64_C(3600000000);
    if (f->db)
        fx_people(f);
    return f->db != NULL;
}

static inline void
fx_close(struct fixture *f)
{
    db_close(f->db);
    keyring_free(f->keys);
    CHECK_EQ(system(str_cz(f->mem, str_fmt(f->mem, "rm -r '%s'", f->folder))),
             0);
}

/* A test that runs on both databases. */
#define TEST_BOTH(id)                         \
    static void both_##id(struct fixture *f); \
    TEST(id)                                  \
    {                                         \
        for (int pg = 0; pg < 2; pg++) {      \
            struct fixture f;                 \
            if (!fx_open(mem, pg, &f))        \
                continue;                     \
            both_##id(&f);                    \
            fx_close(&f);                     \
        }                                     \
    }                                         \
    static void both_##id(struct fixture *f)

static inline struct case_open_form
fx_child(const char *name, const char *number)
{
    struct case_open_form form = {.child = {.given_name = str_of(name),
                                            .family_name = STR("Oppdiktet"),
                                            .provisional = number == NULL,
                                            .birth_date = date_ymd(2014, 3, 2),
                                            .care_since = DATE_NONE,
                                            .address = STR("Fjordveien 1")},
                                  .bti_level = -1};

    if (number)
        CHECK_EQ(natid_parse(str_of(number), &form.child.number), NATID_OK);
    return form;
}

static inline case_id
fx_case(struct fixture *f)
{
    struct call c = fx_kari(f);
    struct case_open_form form = fx_child("Lea", NULL);
    case_id id = {0};

    OK(casefile_app_open(&c, &form, &id));
    return id;
}

/* The child's given name does not open any more. */
static inline void
fx_damage_name(struct fixture *f, case_id id)
{
    struct db_tx tx;

    OK(db_write_begin(f->db, f->mem, &tx));
    OK(db_run(&tx, &fx_stmt[FX_DAMAGE_NAME], DB_ARGS(db_int(id.v)), NULL));
    OK(db_write_end(&tx, true));
}

/* Kari invites the clinic and offers the baton to Tone. */
static inline offer_id
fx_offer(struct fixture *f, case_id id)
{
    struct call c = fx_kari(f);
    struct offer_form form = {.case_id = id,
                              .to = {TONE + 100},
                              .reason = STR("The clinic leads from now"),
                              .basis = BASIS_NECESSARY,
                              .classes = CLASS_BIT(WELFARE)};
    offer_id out = {0};
    const struct err *e = casefile_app_invite(&c, id, (unit_id){CLINIC},
                                              PURPOSE_HEALTH_CARE);

    CHECK(!e || e->msg == MSG_CASE_ALREADY_IN);
    c = fx_kari(f);
    OK(casefile_app_offer(&c, &form, &out));
    return out;
}

static inline int64_t
fx_holder(struct fixture *f, case_id id)
{
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;
    int64_t holder;

    OK(db_read_begin(f->db, f->mem, &tx));
    OK(db_first(&tx, &fx_stmt[FX_HOLDER], DB_ARGS(db_int(id.v)), &rows,
                &found));
    holder = db_get_int(&rows, 0);
    db_rows_close(&rows);
    db_read_end(&tx);
    return holder;
}

#endif
