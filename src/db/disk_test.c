/* SQLite on a disk that fails or is full: nothing half-kept, and it recovers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"

#include <errno.h>
#include <sys/syscall.h>

/* This program's own sync and write stand before libc's, also for SQLite. */
static atomic_int sync_error;
static atomic_int write_error;
static atomic_int syncs;

int
fdatasync(int fd)
{
    (void)atomic_fetch_add(&syncs, 1);
    errno = atomic_load(&sync_error);
    return errno != 0 ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int
fsync(int fd)
{
    errno = atomic_load(&sync_error);
    return errno != 0 ? -1 : (int)syscall(SYS_fsync, fd);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off_t at);

ssize_t
pwrite64(int fd, const void *p, size_t n, off_t at)
{
    errno = atomic_load(&write_error);
    return errno != 0 ? -1 : syscall(SYS_pwrite64, fd, p, n, at);
}

static const struct err *
add_audit(struct db_tx *tx, void *item)
{
    const int64_t *id = item;

    return db_run(tx, &fx_sql[FX_AUDIT_ADD], DB_ARGS(db_int(*id)), NULL);
}

/* What a process finds that starts, on a well disk, after this one was killed
 * now. */
static int64_t
count_after_crash(struct arena *mem, const struct fixture *f)
{
    struct fixture dead = *f;
    int ill_sync = atomic_exchange(&sync_error, 0);
    int ill_write = atomic_exchange(&write_error, 0);
    int64_t n;

    dead.db = NULL;
    dead.store = (struct test_store){
        .folder = db_detail(mem, "%s/dead", f->store.folder)};
    dead.url = db_detail(mem, "%s/helhet.db", dead.store.folder);
    CHECK_EQ(system(db_detail(mem, "mkdir '%s' && cp '%s'/helhet.db* '%s'",
                              dead.store.folder, f->store.folder,
                              dead.store.folder)),
             0);
    CHECK(!fx_open_store(mem, &dead, 1));
    n = fx_number(dead.db, mem, &fx_sql[FX_COUNT]);
    fx_close(mem, &dead);
    atomic_store(&sync_error, ill_sync);
    atomic_store(&write_error, ill_write);
    return n;
}

TEST(a_write_is_synced_before_its_answer)
{
    struct fixture f;
    int before;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 1, "a")); /* the log's head is synced as well */
    before = atomic_load(&syncs);
    CHECK(!fx_add(f.db, mem, 2, "b"));
    CHECK_EQ(atomic_load(&syncs), before + 1);
    CHECK(!db_batch(f.db, mem, add_audit, &(int64_t){1}));
    CHECK_EQ(atomic_load(&syncs), before + 2);
    fx_close(mem, &f);
}

TEST(a_failed_sync_keeps_nothing_and_heals)
{
    struct fixture f;
    uint64_t undone;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 1, "a"));
    undone = db_undone(f.db);
    atomic_store(&sync_error, EIO);
    CHECK_ERR(fx_add(f.db, mem, 2, "b"), UNAVAILABLE, 0);
    CHECK(db_undone(f.db) > undone);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 1);
    CHECK_EQ(count_after_crash(mem, &f), 1);
    CHECK_ERR(db_batch(f.db, mem, add_audit, &(int64_t){1}), UNAVAILABLE, 0);
    atomic_store(&sync_error, 0);
    CHECK(!fx_add(f.db, mem, 2, "b"));
    CHECK(!db_batch(f.db, mem, add_audit, &(int64_t){1}));
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 2);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_AUDIT_COUNT]), 1);
    CHECK_EQ(count_after_crash(mem, &f), 2);
    fx_close(mem, &f);
}

TEST(a_full_disk_keeps_nothing_and_heals)
{
    struct fixture f;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 1, "a"));
    atomic_store(&write_error, ENOSPC);
    CHECK_ERR(fx_add(f.db, mem, 2, "b"), UNAVAILABLE, 0);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 1);
    CHECK_EQ(count_after_crash(mem, &f), 1);
    atomic_store(&write_error, 0);
    CHECK(!fx_add(f.db, mem, 2, "b"));
    CHECK_EQ(count_after_crash(mem, &f), 2);
    fx_close(mem, &f);
}

/* Nobody can say whether it was kept: the place in the log is not to be had. */
TEST(a_disk_that_takes_nothing_leaves_it_uncertain)
{
    struct fixture f;
    struct db_tx tx;

    CHECK(fx_open(mem, false, &f));
    CHECK(!db_write_begin(f.db, mem, &tx));
    CHECK(!db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(1), db_cz("a")),
                  NULL));
    atomic_store(&write_error, EIO);
    CHECK_ERR(db_write_end(&tx, true), UNCERTAIN, 0);
    atomic_store(&write_error, 0);
    CHECK(!fx_add(f.db, mem, 2, "b"));
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 1);
    fx_close(mem, &f);
}

/* --- many threads meanwhile --- */

struct worker {
    pthread_t thread;
    struct db *db;
    int64_t first;
    int kept;
};

static void *
work(void *arg)
{
    struct worker *w = arg;
    struct arena *mem = arena_new(1000000);

    for (int64_t i = 0; i < 60; i++) {
        int64_t id = w->first + i;

        if (i == 20)
            atomic_store(w->first % 200 == 0 ? &sync_error : &write_error,
                         w->first % 200 == 0 ? EIO : ENOSPC);
        if (i == 40) {
            atomic_store(&sync_error, 0);
            atomic_store(&write_error, 0);
        }
        if (fx_add(w->db, mem, id, NULL) == NULL)
            w->kept++;
        if (db_batch(w->db, mem, add_audit, &id) == NULL)
            w->kept++;
        arena_reset(mem);
    }
    arena_free(mem);
    return NULL;
}

TEST(what_was_answered_is_what_is_kept)
{
    struct fixture f;
    struct worker w[8];
    int kept = 0;

    CHECK(fx_open(mem, false, &f));
    for (size_t i = 0; i < ARRAY_LEN(w); i++) {
        w[i] = (struct worker){.db = f.db, .first = (int64_t)(i + 1) * 100};
        CHECK_EQ(pthread_create(&w[i].thread, NULL, work, &w[i]), 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(w); i++) {
        CHECK_EQ(pthread_join(w[i].thread, NULL), 0);
        kept += w[i].kept;
    }
    CHECK(kept < 8 * 120);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]) +
                 fx_number(f.db, mem, &fx_sql[FX_AUDIT_COUNT]),
             kept);
    CHECK(!fx_add(f.db, mem, 99999, NULL));
    fx_close(mem, &f);
}
