/* Who is in which batch, and who is told what when a batch is lost.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* This program's own sync stands before libc's: it counts commits. */
static atomic_int syncs;

int
fdatasync(int fd)
{
    (void)atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fdatasync, fd);
}

struct caller {
    pthread_t thread;
    struct db *db;
    int64_t id;
    bool breaks; /* makes the store roll the whole batch back */
    enum err_kind kind;
};

/* As SQLite does on its own when the disk is full. */
static void
break_batch(const struct caller *c)
{
    if (c->breaks)
        c->db->driver->abandon(c->db->writer);
}

static void *
write_row(void *arg)
{
    struct caller *c = arg;
    struct arena *mem = arena_new(1000000);
    struct db_tx tx;
    const struct err *err = db_write_begin(c->db, mem, &tx);

    if (!err)
        err = db_run(&tx, &fx_sql[FX_ADD_KEY],
                     DB_ARGS(db_int(c->id), db_null()), NULL);
    break_batch(c);
    if (!err)
        err = db_write_end(&tx, true);
    c->kind = err ? err->kind : 0;
    arena_free(mem);
    return NULL;
}

static const struct err *
audit_row(struct db_tx *tx, void *item)
{
    struct caller *c = item;
    const struct err *err = db_run(tx, &fx_sql[FX_AUDIT_ADD],
                                   DB_ARGS(db_int(c->id)), NULL);

    break_batch(c);
    if (!err && c->breaks)
        err = ERR(tx->mem, UNAVAILABLE, .detail = "the disk is full");
    return err;
}

static void *
write_item(void *arg)
{
    struct caller *c = arg;
    struct arena *mem = arena_new(1000000);
    const struct err *err = db_batch(c->db, mem, audit_row, c);

    c->kind = err ? err->kind : 0;
    arena_free(mem);
    return NULL;
}

/* Starts the caller and returns when it stands in the queue for the turn. */
static void
start(struct caller *c, struct db *db, int64_t id, void *(*fn)(void *))
{
    unsigned before = atomic_load(&db->group.turn.next);

    c->db = db;
    c->id = id;
    CHECK_EQ(pthread_create(&c->thread, NULL, fn, c), 0);
    while (atomic_load(&db->group.turn.next) == before)
        (void)sched_yield();
}

/* The same for one whose item another caller will run. */
static void
start_follower(struct caller *c, struct db *db, int64_t id)
{
    bool waits = false;

    c->db = db;
    c->id = id;
    CHECK_EQ(pthread_create(&c->thread, NULL, write_item, c), 0);
    while (!waits) {
        (void)sched_yield();
        pthread_mutex_lock(&db->group.lock);
        for (struct db_member *m = db->group.first; m != NULL; m = m->next)
            waits = waits || m->item == c;
        pthread_mutex_unlock(&db->group.lock);
    }
}

TEST(those_who_wait_share_one_commit)
{
    struct fixture f;
    struct caller a = {0};
    struct caller b = {0};
    struct caller c = {0};
    struct db_tx tx;
    int before;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 1, NULL));
    before = atomic_load(&syncs);
    CHECK(!db_write_begin(f.db, mem, &tx));
    start(&a, f.db, 2, write_row);
    start(&b, f.db, 3, write_row);
    start(&c, f.db, 4, write_item);
    CHECK(
        !db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(5), db_null()), NULL));
    CHECK(!db_write_end(&tx, true));
    CHECK_EQ(pthread_join(a.thread, NULL), 0);
    CHECK_EQ(pthread_join(b.thread, NULL), 0);
    CHECK_EQ(pthread_join(c.thread, NULL), 0);
    CHECK_EQ(atomic_load(&syncs), before + 1);
    CHECK_EQ(a.kind + b.kind + c.kind, 0);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 4);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_AUDIT_COUNT]), 1);
    fx_close(mem, &f);
}

/* a has joined and sleeps; b loses the batch; c comes after and is kept. */
TEST(a_lost_batch_is_told_to_those_in_it)
{
    struct fixture f;
    struct caller a = {0};
    struct caller b = {.breaks = true};
    struct caller c = {0};
    struct db_tx tx;
    uint64_t undone;

    CHECK(fx_open(mem, false, &f));
    CHECK(!db_write_begin(f.db, mem, &tx));
    start(&a, f.db, 1, write_row);
    start(&b, f.db, 2, write_row);
    start(&c, f.db, 3, write_row);
    undone = db_undone(f.db);
    CHECK(!db_write_end(&tx, false));
    CHECK_EQ(pthread_join(a.thread, NULL), 0);
    CHECK_EQ(pthread_join(b.thread, NULL), 0);
    CHECK_EQ(pthread_join(c.thread, NULL), 0);
    CHECK_EQ(a.kind, UNAVAILABLE);
    CHECK(b.kind != 0);
    CHECK_EQ(c.kind, 0);
    CHECK(db_undone(f.db) > undone);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 1);
    fx_close(mem, &f);
}

/* a and b wrote and wait for the commit; c's item, which runs before it, loses
 * the batch: nobody is told that it is kept. */
TEST(writes_lost_by_an_item_are_told)
{
    struct fixture f;
    struct caller a = {0};
    struct caller b = {0};
    struct caller c = {.breaks = true};
    struct db_tx tx;

    CHECK(fx_open(mem, false, &f));
    CHECK(!db_write_begin(f.db, mem, &tx));
    start(&a, f.db, 1, write_row);
    start(&b, f.db, 2, write_row);
    start(&c, f.db, 3, write_item); /* leads the batch */
    CHECK(!db_write_end(&tx, false));
    CHECK_EQ(pthread_join(a.thread, NULL), 0);
    CHECK_EQ(pthread_join(b.thread, NULL), 0);
    CHECK_EQ(pthread_join(c.thread, NULL), 0);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 0);
    CHECK_EQ(a.kind, UNAVAILABLE);
    CHECK_EQ(b.kind, UNAVAILABLE);
    CHECK(c.kind != 0);
    fx_close(mem, &f);
}

/* What b did is lost with c; d runs after them and is kept. */
TEST_BOTH(a_batch_lost_by_an_item_is_told_too)
{
    struct caller b = {0};
    struct caller c = {.breaks = true};
    struct caller d = {0};
    struct db_tx tx;

    CHECK(!db_write_begin(f->db, mem, &tx));
    start(&b, f->db, 2, write_item);
    start_follower(&c, f->db, 3);
    start_follower(&d, f->db, 4);
    CHECK(!db_write_end(&tx, false));
    CHECK_EQ(pthread_join(b.thread, NULL), 0);
    CHECK_EQ(pthread_join(c.thread, NULL), 0);
    CHECK_EQ(pthread_join(d.thread, NULL), 0);
    CHECK_EQ(b.kind, UNAVAILABLE);
    CHECK_EQ(c.kind, UNAVAILABLE);
    CHECK_EQ(d.kind, 0);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_AUDIT_COUNT]), 1);
}

/* Runs `fn` in a process of its own; did it end by an assertion? */
static bool
aborts(struct fixture *f, void (*fn)(struct fixture *f))
{
    int status = 0;
    pid_t child;

    (void)fflush(NULL);
    child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(2);
        fn(f);
        _exit(0);
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
write_in_write(struct fixture *f)
{
    struct arena *mem = arena_new(1000000);
    struct db_tx first;
    struct db_tx second;

    if (!db_write_begin(f->db, mem, &first) &&
        !db_write_begin(f->db, mem, &second))
        _exit(1);
}

static void
batch_in_write(struct fixture *f)
{
    struct arena *mem = arena_new(1000000);
    struct db_tx tx;

    if (!db_write_begin(f->db, mem, &tx) &&
        !db_batch(f->db, mem, audit_row, NULL))
        _exit(1);
}

TEST(nobody_waits_for_himself)
{
    struct fixture f;

    CHECK(fx_open(mem, false, &f));
    CHECK(aborts(&f, write_in_write));
    CHECK(aborts(&f, batch_in_write));
    fx_close(mem, &f);
}

TEST_BOTH(items_run_in_order_of_arrival)
{
    struct caller c[5] = {{0}};
    struct db_tx tx;

    CHECK(!db_write_begin(f->db, mem, &tx));
    start(&c[0], f->db, 1, write_item);
    for (int i = 1; i < 5; i++)
        start_follower(&c[i], f->db, i == 3 ? 2 : i + 1);
    CHECK(!db_write_end(&tx, false));
    for (int i = 0; i < 5; i++)
        CHECK_EQ(pthread_join(c[i].thread, NULL), 0);
    CHECK_EQ(c[1].kind, 0);
    CHECK_EQ(c[3].kind, CONFLICT); /* came after its twin */
    CHECK_EQ(c[4].kind, 0);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_AUDIT_COUNT]), 4);
}
