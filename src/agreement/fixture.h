/* For the tests of this folder: a store of their own with the shipped registry,
 * on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_FIXTURE_H
#define HELHET_AGREEMENT_FIXTURE_H

#include "agreement/paper_store.h"
#include "agreement/store.h"
#include "base/buf.h"
#include "base/test.h"
#include "db/ready_store.h"
#include "registry/import.h"
#include "registry/registry.h"

#include <stdlib.h>
#include <unistd.h>

struct fixture {
    struct call call;
    struct services services;
    struct db *db;
    const char *folder;
};

static inline void
fx_ok(const struct err *err, const char *where)
{
    if (err)
        test_check(false, err->detail ? err->detail : "an error", err->where);
    test_check(err == NULL, "no error", where);
}
#define OK(e) fx_ok((e), TEST_WHERE)

static inline void
fx_begin(struct fixture *f)
{
    OK(db_write_begin(f->db, f->call.mem, &f->call.tx));
}

static inline void
fx_end(struct fixture *f, bool keep)
{
    OK(db_write_end(&f->call.tx, keep));
}

/* False: no PostgreSQL is there to test with. */
static inline bool
fx_open(struct arena *mem, bool pg, struct fixture *f)
{
    char folder[] = "/tmp/helhet-agreement-XXXXXX";
    const struct db_set sets[] = {registry_sql, import_sql, agreement_paper_sql,
                                  FX_MORE_SETS};
    struct db_options opt = {
        .sets = sets, .n_sets = ARRAY_LEN(sets), .readers = 1};
    struct import_report report = {0};
    const struct import_file *file;
    size_t n = 0;

    *f = (struct fixture){0};
    if (pg && !getenv("HELHET_TEST_PG"))
        return false;
    CHECK(mkdtemp(folder) != NULL);
    f->folder = str_cz(mem, str_of(folder));
    opt.url = ready_store(mem, pg, db_detail(mem, "%s/helhet.db", folder));
    OK(db_open(mem, &opt, &f->db));
    f->services.db = f->db;
    f->call = (struct call){.mem = mem,
                            .sv = &f->services,
                            .now = {INT64_C(1795305600000000)},
                            .today = date_ymd(2026, 11, 22),
                            .lang = LANG_NB};
    file = import_shipped(mem, &n);
    fx_begin(f);
    OK(registry_import_in(&f->call, file, n, &report));
    fx_end(f, true);
    return true;
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

#endif
