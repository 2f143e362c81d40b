/* Who is in which batch, and who is told what when a batch is lost.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"
#include "db/sqlite_conn.h"

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

/* --- one of a batch fails --- */

enum { WRITERS = 6, BIG = 700000 };

/* A write of several statements that is kept or not. */
struct writer {
    struct caller c; /* first */
    bool keeps;
    bool returns; /* one statement writes and gives a row */
    size_t bytes; /* of a value it writes */
};

static const struct err *
write_rows(const struct writer *w, struct arena *mem, struct db_tx *tx)
{
    struct str data = {arena_alloc(mem, w->bytes + 1), w->bytes};
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_run(
        tx, &fx_sql[FX_ADD],
        DB_ARGS(db_int(w->c.id), db_text(str_fmt(mem, "n%d", (int)w->c.id)),
                db_blob(data), db_date(date_ymd(2026, 11, 22)), db_null()),
        NULL);

    if (!err && w->returns) {
        err = db_first(tx, &fx_sql[FX_RETURNING],
                       DB_ARGS(db_int(w->c.id + 100), db_null()), &rows,
                       &found);
        db_rows_close(&rows);
    }
    if (!err) /* a counter that all of them read and change */
        err = db_query(tx, &fx_sql[FX_GET], DB_ARGS(db_int(1000)), &rows);
    if (!err && db_next(&rows)) {
        struct str was = db_get_text(&rows, 1);

        db_rows_close(&rows);
        err = db_run(
            tx, &fx_sql[FX_SET_NAME],
            DB_ARGS(db_int(1000), db_text(str_fmt(mem, "%.*s%d", STR_FMT(was),
                                                  (int)w->c.id))),
            NULL);
    }
    return err;
}

static void *
write_many(void *arg)
{
    struct writer *w = arg;
    struct arena *mem = arena_new(4000000);
    struct db_tx tx;
    const struct err *err = db_write_begin(w->c.db, mem, &tx);

    if (!err)
        err = write_rows(w, mem, &tx);
    if (!err)
        err = db_write_end(&tx, w->keeps);
    w->c.kind = err ? err->kind : 0;
    arena_free(mem);
    return NULL;
}

/* All in one batch, in their order. */
static void
run_batch(struct fixture *f, struct arena *mem, struct writer *w, int n)
{
    struct db_tx tx;

    CHECK(!db_write_begin(f->db, mem, &tx));
    for (int i = 0; i < n; i++)
        start(&w[i].c, f->db, i + 1, write_many);
    CHECK(!db_write_end(&tx, false));
    for (int i = 0; i < n; i++)
        CHECK_EQ(pthread_join(w[i].c.thread, NULL), 0);
}

/* What all that kept have left, and no more. */
static void
check_kept(struct fixture *f, struct arena *mem, const struct writer *w, int n)
{
    struct buf text;
    struct db_tx tx;
    struct db_rows rows;
    bool found = false;
    int64_t count = 1;

    buf_init(&text, mem);
    CHECK(!db_read_begin(f->db, mem, &tx));
    for (int i = 0; i < n; i++) {
        bool kept = w[i].keeps && w[i].c.kind == 0;

        CHECK_EQ(w[i].c.kind, 0);
        CHECK(!db_first(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(i + 1)), &rows,
                        &found));
        CHECK_EQ(found, kept);
        if (found)
            CHECK_EQ(db_get_blob(&rows, 2).n, w[i].bytes);
        db_rows_close(&rows);
        if (kept)
            buf_fmt(&text, "%d", i + 1);
        count += kept + (kept && w[i].returns);
    }
    CHECK(
        !db_first(&tx, &fx_sql[FX_GET], DB_ARGS(db_int(1000)), &rows, &found));
    CHECK(found && str_eq(db_get_text(&rows, 1), buf_done(&text)));
    db_rows_close(&rows);
    db_read_end(&tx);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), count);
}

static void
try_batch(struct arena *mem, bool pg, struct writer *w, int n)
{
    struct fixture f;
    int before;

    if (!fx_open(mem, pg, &f))
        return;
    CHECK(!fx_add(f.db, mem, 1000, ""));
    before = atomic_load(&syncs);
    run_batch(&f, mem, w, n);
    if (!pg)
        CHECK(atomic_load(&syncs) <= before + 1);
    check_kept(&f, mem, w, n);
    fx_close(mem, &f);
}

/* Who fails after having written is alone in that, wherever it stands: the
 * others are kept, by one commit. */
TEST(one_that_fails_takes_nobody_with_it)
{
    for (int pg = 0; pg < 2; pg++)
        for (int bad = 0; bad < WRITERS; bad++) {
            struct writer w[WRITERS] = {{.keeps = false}};

            for (int i = 0; i < WRITERS; i++) {
                w[i].keeps = i != bad;
                w[i].bytes = 10;
            }
            try_batch(mem, pg != 0, w, WRITERS);
        }
}

/* Any of them may fail; some write more than there is room to note, some in a
 * way that cannot be noted. */
TEST(whoever_fails_the_others_are_kept)
{
    for (unsigned round = 0; round < 64; round++) {
        struct writer w[WRITERS] = {{.keeps = false}};

        for (unsigned i = 0; i < WRITERS; i++) {
            w[i].keeps = (round >> i & 1) != 0;
            w[i].returns = round % 5 == 1 && i == round % WRITERS;
            w[i].bytes = round % 3 == 1 && i < 3 ? BIG : i;
        }
        try_batch(mem, false, w, WRITERS);
    }
}

/* Items lose the batch together: what had joined it is kept. */
TEST(writes_outlive_an_item_that_fails)
{
    struct fixture f;
    struct writer w = {.keeps = true, .bytes = 3};
    struct caller item[3] = {{0}};
    struct db_tx tx;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 1000, ""));
    CHECK(!db_write_begin(f.db, mem, &tx));
    start(&item[0], f.db, 7, write_item); /* leads, when its turn comes */
    start_follower(&item[1], f.db, 7);    /* a twin: refused */
    start_follower(&item[2], f.db, 8);
    CHECK(
        !db_run(&tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(5), db_null()), NULL));
    CHECK(!db_write_end(&tx, true));
    for (int i = 0; i < 3; i++)
        CHECK_EQ(pthread_join(item[i].thread, NULL), 0);
    CHECK_EQ(item[0].kind + item[2].kind, 0);
    CHECK_EQ(item[1].kind, CONFLICT);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 2);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_AUDIT_COUNT]), 2);
    run_batch(&f, mem, &w, 1); /* and all goes on */
    CHECK_EQ(w.c.kind, 0);
    fx_close(mem, &f);
}

/* Another process writes at the one moment when it can. */
static void
intrude(void *arg)
{
    struct fixture *f = arg;
    sqlite3 *other = NULL;

    if (f->db->group.joined == NULL)
        return; /* nobody would lose anything */
    CHECK_EQ(sqlite3_open(f->url, &other), SQLITE_OK);
    CHECK_EQ(sqlite3_exec(other, "INSERT OR IGNORE INTO t (id) VALUES (77)",
                          NULL, NULL, NULL),
             SQLITE_OK);
    CHECK_EQ(sqlite3_close(other), SQLITE_OK);
}

/* Then what the others have read may be wrong: they are told that nothing was
 * kept. */
TEST(a_stranger_in_between_is_noticed)
{
    struct fixture f;
    struct writer w[3] = {{.keeps = true}, {.keeps = false}, {.keeps = true}};
    struct sqlite_conn *conn;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 1000, ""));
    conn = (struct sqlite_conn *)(void *)f.db->writer;
    (void)sqlite3_rollback_hook(conn->handle, intrude, &f);
    run_batch(&f, mem, w, 2);
    (void)sqlite3_rollback_hook(conn->handle, NULL, NULL);
    CHECK_EQ(w[0].c.kind, UNAVAILABLE);
    CHECK_EQ(w[1].c.kind, 0); /* which did not want to keep */
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 2);
    run_batch(&f, mem, &w[2], 1);
    CHECK_EQ(w[2].c.kind, 0);
    fx_close(mem, &f);
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
