/* For the tests of this folder: a store of their own with the product's schema,
 * on both databases, and imports from text.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_FIXTURE_H
#define HELHET_REGISTRY_FIXTURE_H

#include "base/buf.h"
#include "base/test.h"
#include "db/ready_store.h"
#include "registry/import.h"
#include "registry/store.h"

#include <stdlib.h>
#include <unistd.h>

struct fixture {
    struct call call;
    struct services services;
    const char *url;
    const char *folder;
    struct db *db;
};

/* What the store's own triggers must refuse. */
enum { FX_DELETE_UNIT, FX_DELETE_FUNCTION, FX_MOVE_FUNCTION, FX_NEVER_COUNT };
static const struct db_stmt fx_never[FX_NEVER_COUNT] = {
    [FX_DELETE_UNIT] = {"never.delete_unit",
                        "DELETE FROM unit WHERE code = 'KS'"},
    [FX_DELETE_FUNCTION] = {"never.delete_function",
                            "DELETE FROM unit_function"},
    [FX_MOVE_FUNCTION] = {"never.move_function",
                          "UPDATE unit_function SET valid_from = '2000-01-01'"},
};
static const struct db_set fx_never_set = {fx_never, FX_NEVER_COUNT};

/* False: no PostgreSQL is there to test with. */
static inline bool
fx_open(struct arena *mem, bool pg, struct fixture *f)
{
    char folder[] = "/tmp/helhet-registry-XXXXXX";
    struct db_set sets[] = {registry_sql, import_sql, fx_never_set};
    struct db_options opt = {.sets = sets, .n_sets = 3, .readers = 1};
    const struct err *err;

    *f = (struct fixture){0};
    if (pg && !getenv("HELHET_TEST_PG"))
        return false;
    CHECK(mkdtemp(folder) != NULL);
    f->folder = str_cz(mem, str_of(folder));
    f->url = ready_store(mem, pg, db_detail(mem, "%s/helhet.db", folder));
    opt.url = f->url;
    err = db_open(mem, &opt, &f->db);
    if (err)
        test_check(false, err->detail ? err->detail : "open", err->where);
    f->services.db = f->db;
    f->call = (struct call){.mem = mem,
                            .sv = &f->services,
                            .today = date_ymd(2026, 11, 21),
                            .lang = LANG_EN};
    return err == NULL;
}

static inline void
fx_close(struct arena *mem, struct fixture *f)
{
    db_close(f->db);
    CHECK_EQ(system(str_cz(mem, str_fmt(mem, "rm -r '%s'", f->folder))), 0);
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
            fx_close(mem, &f);                \
        }                                     \
    }                                         \
    static void both_##id(struct fixture *f)

static inline void
fx_begin(struct fixture *f)
{
    const struct err *err = db_write_begin(f->db, f->call.mem, &f->call.tx);

    CHECK(err == NULL);
}

static inline void
fx_end(struct fixture *f, bool keep)
{
    const struct err *err = db_write_end(&f->call.tx, keep);

    CHECK(err == NULL);
}

/* Imports files in a transaction of their own; kept unless refused. */
static inline struct import_report
fx_import_files(struct fixture *f, const struct import_file *file, size_t n)
{
    struct import_report report = {0};
    const struct err *err;

    fx_begin(f);
    err = registry_import_in(&f->call, file, n, &report);
    if (err)
        test_check(false, err->detail ? err->detail : "import", err->where);
    fx_end(f, report.stored);
    return report;
}

static inline struct import_report
fx_import(struct fixture *f, const char *text)
{
    struct import_file file = {STR("test.csv"), str_of(text)};

    return fx_import_files(f, &file, 1);
}

/* Everything that ships: places, codes, units, catchments, rules. */
static inline struct import_report
fx_import_shipped(struct fixture *f)
{
    size_t n = 0;
    const struct import_file *file = import_shipped(f->call.mem, &n);

    return fx_import_files(f, file, n);
}

#endif
