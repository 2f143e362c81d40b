/* Many threads on one store: nothing is lost, nobody is mixed up, no race (run
 * under the thread sanitizer too).
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/fixture.h"

#define THREADS 32
#define ROUNDS  25

struct worker {
    pthread_t thread;
    struct db *db;
    int number;
    int kept;
    int audits;
    int failures;
};

static const struct err *
add_audit(struct db_tx *tx, void *item)
{
    const int64_t *id = item;

    return db_run(tx, &fx_sql[FX_AUDIT_ADD], DB_ARGS(db_int(*id)), NULL);
}

static const struct err *
add_key(struct db_tx *tx, void *item)
{
    const int64_t *id = item;

    return db_run(tx, &fx_sql[FX_ADD_KEY], DB_ARGS(db_int(*id), db_null()),
                  NULL);
}

/* On one's own thread, or handed over. PostgreSQL may ask to try again; nothing
 * else is a reason to. */
static const struct err *
add_patiently(struct db *db, struct arena *mem, int64_t id)
{
    const struct err *err;

    do
        err = id % 2 == 0 ? fx_add(db, mem, id, NULL)
                          : db_write(db, mem, add_key, &id);
    while (db_err_is_retry(err));
    return err;
}

/* Every third write is one that must fail, beside neighbours that must not. */
static void
one_round(struct worker *w, struct arena *mem, int round)
{
    int64_t id = (int64_t)w->number * 1000 + round + 100;
    const struct err *err;

    if (round % 3 == 2) {
        err = add_patiently(w->db, mem, 13);
        w->failures += err != NULL && err->kind == CONFLICT ? 0 : 1;
        err = db_batch(w->db, mem, add_audit, &(int64_t){7});
        w->failures += err != NULL && err->kind == CONFLICT ? 0 : 1;
        return;
    }
    err = add_patiently(w->db, mem, id);
    w->kept += err == NULL ? 1 : 0;
    w->failures += err == NULL ? 0 : 1;
    err = db_batch(w->db, mem, add_audit, &id);
    w->audits += err == NULL ? 1 : 0;
    w->failures += err == NULL ? 0 : 1;
    /* What was answered is there for everyone. */
    if (fx_number(w->db, mem, &fx_sql[FX_COUNT]) < w->kept)
        w->failures++;
}

static void *
work(void *arg)
{
    struct worker *w = arg;
    struct arena *mem = arena_new(1000000);

    for (int i = 0; i < ROUNDS; i++) {
        one_round(w, mem, i);
        arena_reset(mem);
    }
    arena_free(mem);
    return NULL;
}

TEST_BOTH(many_threads_lose_nothing)
{
    struct worker w[THREADS];
    int kept = 0;
    int audits = 0;

    CHECK(!db_batch(f->db, mem, add_audit, &(int64_t){7}));
    for (int i = 0; i < THREADS; i++) {
        w[i] = (struct worker){.db = f->db, .number = i};
        CHECK_EQ(pthread_create(&w[i].thread, NULL, work, &w[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK_EQ(pthread_join(w[i].thread, NULL), 0);
        CHECK_EQ(w[i].failures, 0);
        kept += w[i].kept;
        audits += w[i].audits;
    }
    CHECK_EQ(kept, THREADS * (ROUNDS - ROUNDS / 3));
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), kept);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_AUDIT_COUNT]), audits + 1);
    db_close(f->db);
    CHECK(!fx_open_store(mem, f, 1)); /* and it is there afterwards */
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_COUNT]), kept);
    CHECK_EQ(fx_number(f->db, mem, &fx_sql[FX_AUDIT_COUNT]), audits + 1);
}

/* --- the turn --- */

struct queue {
    struct turn turn;
    atomic_int inside;
    int64_t passes; /* guarded by the turn */
};

static void *
take_turns(void *arg)
{
    struct queue *q = arg;

    for (int i = 0; i < 500; i++) {
        turn_take(&q->turn);
        if (atomic_fetch_add(&q->inside, 1) == 0)
            q->passes++;
        (void)atomic_fetch_sub(&q->inside, 1);
        turn_give(&q->turn);
    }
    return NULL;
}

/* More threads than words: two may sleep on one word. */
TEST(one_thread_has_the_turn)
{
    pthread_t thread[TURN_WORDS + 16];
    struct queue q;

    (void)mem;
    turn_init(&q.turn);
    atomic_init(&q.inside, 0);
    q.passes = 0;
    for (size_t i = 0; i < ARRAY_LEN(thread); i++)
        CHECK_EQ(pthread_create(&thread[i], NULL, take_turns, &q), 0);
    for (size_t i = 0; i < ARRAY_LEN(thread); i++)
        CHECK_EQ(pthread_join(thread[i], NULL), 0);
    CHECK_EQ(q.passes, (int64_t)ARRAY_LEN(thread) * 500);
}
