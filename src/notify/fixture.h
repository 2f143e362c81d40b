/* For the tests of this folder: a store of their own, on both databases.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_NOTIFY_FIXTURE_H
#define HELHET_NOTIFY_FIXTURE_H

#include "access/account.h"
#include "access/audit.h"
#include "base/test.h"
#include "db/ready_store.h"
#include "notify/outbox.h"

#include <stdlib.h>
#include <unistd.h>

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

/* False: no PostgreSQL is there to test with. */
static inline bool
fx_open(struct arena *mem, bool pg, struct fixture *f)
{
    char folder[] = "/tmp/helhet-notify-XXXXXX";
    struct db_set sets[] = {audit_sql, audit_list_sql, outbox_sql, account_sql};
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
    f->now = (struct instant){INT64_C(1790000000000000)};
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

#endif
