/* Writes handed over as a whole: who runs them, what comes back, who is undone.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"

#include <sched.h>
#include <sys/syscall.h>

/* This program's own sync stands before libc's: it counts commits. */
static atomic_int syncs;

int
fdatasync(int fd)
{
    (void)atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fdatasync, fd);
}

/* What one of them does. */
enum deed {
    DEED_WRITE,
    DEED_REFUSE,      /* gives an error before it has written */
    DEED_WRITE_FAIL,  /* ... after */
    DEED_EAT,         /* needs more memory than there is, while it reads */
    DEED_WRITE_EAT,   /* ... after it has written */
    DEED_WAIT_FOR_ONE /* writes when another one has come behind it */
};

struct writer {
    pthread_t thread;
    struct db *db;
    struct arena *mem;
    int64_t id;
    enum deed deed;
    int runs;
    atomic_bool begun;
    struct str left; /* in mem, by fn */
    const struct err *err;
};

/* Does it wait in the batch that gathers? */
static bool
waits(struct db *db, const struct writer *w)
{
    bool found = false;

    pthread_mutex_lock(&db->group.lock);
    for (struct db_member *m = db->group.first; m != NULL; m = m->next)
        found = found || m->item == w;
    pthread_mutex_unlock(&db->group.lock);
    return found;
}

static const struct err *
eat(struct db_tx *tx)
{
    struct db_rows rows;
    const struct err *err = db_query(tx, &fx_sql[FX_LIST], DB_NO_ARGS, &rows);

    if (!err && db_next(&rows))
        for (;;)
            (void)arena_alloc(tx->mem, 65536);
    return err;
}

static const struct err *
run_writer(struct db_tx *tx, void *item)
{
    struct writer *w = item;
    const struct err *err = NULL;
    bool refuses = w->deed == DEED_REFUSE || w->deed == DEED_WRITE_FAIL;

    w->runs++;
    atomic_store(&w->begun, true);
    while (w->deed == DEED_WAIT_FOR_ONE && !waits(w->db, w + 1))
        (void)sched_yield();
    if (w->deed != DEED_REFUSE && w->deed != DEED_EAT)
        err = db_run(tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(w->id), db_null()),
                     NULL);
    if (!err && refuses)
        err = ERR(tx->mem, DENIED, .msg = 7, .arg = {msg_int(w->id)});
    if (!err && (w->deed == DEED_EAT || w->deed == DEED_WRITE_EAT))
        err = eat(tx);
    w->left = str_fmt(tx->mem, "left by %d", (int)w->id);
    return err;
}

static void *
write_whole(void *arg)
{
    struct writer *w = arg;

    w->err = db_write(w->db, w->mem, run_writer, w);
    return NULL;
}

/* All in one batch, in their order: the first one leads. On SQLite. */
static void
run_together(struct fixture *f, struct arena *mem, struct writer *w, int n)
{
    struct db_tx tx;

    CHECK(!db_write_begin(f->db, mem, &tx));
    for (int i = 0; i < n; i++) {
        w[i].db = f->db;
        w[i].id = i + 1;
        w[i].mem = arena_new(1000000);
        CHECK_EQ(pthread_create(&w[i].thread, NULL, write_whole, &w[i]), 0);
        while (!waits(f->db, &w[i]))
            (void)sched_yield();
    }
    CHECK(!db_write_end(&tx, false));
    for (int i = 0; i < n; i++)
        CHECK_EQ(pthread_join(w[i].thread, NULL), 0);
}

static void
drop(struct writer *w, int n)
{
    for (int i = 0; i < n; i++)
        arena_free(w[i].mem);
}

TEST_BOTH(a_whole_write_gives_back_what_it_leaves)
{
    struct writer w = {.db = f->db, .mem = mem, .id = 1};

    CHECK(!db_write(f->db, mem, run_writer, &w));
    CHECK_STR(w.left, "left by 1");
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 1);
    w.deed = DEED_WRITE_FAIL;
    w.id = 2;
    CHECK_ERR(db_write(f->db, mem, run_writer, &w), DENIED, 7);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 1);
}

/* The error is the caller's own, with what its message tells. */
TEST_BOTH(a_refusal_comes_back_whole)
{
    struct writer w = {.db = f->db, .mem = mem, .id = 41, .deed = DEED_REFUSE};
    const struct err *err = db_write(f->db, mem, run_writer, &w);

    CHECK_ERR(err, DENIED, 7);
    CHECK_EQ(err->arg[0].num, 41);
}

/* Nothing is undone, and nobody runs twice. */
TEST(who_is_refused_before_writing_disturbs_nobody)
{
    struct fixture f;
    struct writer w[4] = {{0}, {.deed = DEED_REFUSE}, {.deed = DEED_EAT}, {0}};
    uint64_t undone;
    int before;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 100, NULL)); /* for DEED_EAT to read */
    undone = db_undone(f.db);
    before = atomic_load(&syncs);
    run_together(&f, mem, w, 4);
    CHECK_EQ(db_undone(f.db) - undone, 1); /* of the one that held the turn */
    CHECK_EQ(atomic_load(&syncs), before + 1);
    CHECK_EQ(w[0].runs + w[1].runs + w[2].runs + w[3].runs, 4);
    CHECK(!w[0].err && !w[3].err);
    CHECK_ERR(w[1].err, DENIED, 7);
    CHECK_ERR(w[2].err, UNAVAILABLE, 0);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 3);
    drop(w, 4);
    fx_close(mem, &f);
}

/* The others run again, each for itself, and are kept. */
TEST(who_fails_after_writing_is_alone_in_that)
{
    for (int bad = 0; bad < 6; bad++) {
        struct fixture f;
        struct writer w[3] = {{0}};

        CHECK(fx_open(mem, false, &f));
        CHECK(!fx_add(f.db, mem, 100, NULL));
        w[bad % 3].deed = bad < 3 ? DEED_WRITE_FAIL : DEED_WRITE_EAT;
        run_together(&f, mem, w, 3);
        for (int i = 0; i < 3; i++)
            CHECK_EQ(w[i].err != NULL, i == bad % 3);
        CHECK_EQ(w[bad % 3].err->kind, bad < 3 ? DENIED : UNAVAILABLE);
        CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 3);
        drop(w, 3);
        fx_close(mem, &f);
    }
}

/* Who comes while another runs is in the same batch: one commit for both. */
TEST(a_newcomer_is_taken_along)
{
    struct fixture f;
    struct writer w[2] = {{.deed = DEED_WAIT_FOR_ONE, .id = 1}, {.id = 2}};
    int before;

    CHECK(fx_open(mem, false, &f));
    CHECK(!fx_add(f.db, mem, 100, NULL));
    before = atomic_load(&syncs);
    for (int i = 0; i < 2; i++) {
        w[i].db = f.db;
        w[i].mem = arena_new(1000000);
        CHECK_EQ(pthread_create(&w[i].thread, NULL, write_whole, &w[i]), 0);
        while (i == 0 && !atomic_load(&w[0].begun))
            (void)sched_yield();
    }
    for (int i = 0; i < 2; i++)
        CHECK_EQ(pthread_join(w[i].thread, NULL), 0);
    CHECK(!w[0].err && !w[1].err);
    CHECK_EQ(atomic_load(&syncs), before + 1);
    CHECK_EQ(fx_number(f.db, mem, &fx_sql[FX_COUNT]), 3);
    drop(w, 2);
    fx_close(mem, &f);
}

/* A full memory of the caller leads to the caller again when it is back. */
TEST_BOTH(who_is_back_jumps_to_its_own_place)
{
    struct arena *own = arena_new(1000000);
    struct writer w = {.db = f->db, .mem = own, .id = 1, .deed = DEED_REFUSE};
    jmp_buf here;

    (void)arena_on_full(own, &here);
    if (setjmp(here) == 0) {
        CHECK_ERR(db_write(f->db, own, run_writer, &w), DENIED, 7);
        for (;;)
            (void)arena_alloc(own, 65536);
    }
    arena_free(own);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 0);
}

TEST(nothing_is_written_where_one_only_looks)
{
    struct fixture f;
    struct writer w = {.mem = mem, .id = 1};

    CHECK(fx_open(mem, false, &f));
    f.db->read_only = true;
    CHECK_ERR(db_write(f.db, mem, run_writer, &w), INTERNAL, 0);
    CHECK_EQ(w.runs, 0);
    f.db->read_only = false;
    fx_close(mem, &f);
}

/* An item of a batch that fails while it reads leaves nothing open. */
static const struct err *
eat_item(struct db_tx *tx, void *item)
{
    (void)item;
    return eat(tx);
}

TEST_BOTH(what_an_item_left_open_is_closed)
{
    struct writer w = {.db = f->db, .mem = mem, .id = 2};

    CHECK(!fx_add(f->db, mem, 1, NULL));
    CHECK_ERR(db_batch(f->db, mem, eat_item, NULL), UNAVAILABLE, 0);
    CHECK(!db_write(f->db, mem, run_writer, &w));
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), 2);
}
