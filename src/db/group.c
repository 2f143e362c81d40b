/* Writing: the turn, group commit, and items handed to the next batch.
 * How it works and why: docs/adr/0006, README.md.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/store.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

/* What one item of a batch may use (an audit row and what it asks for). */
#define ITEM_BYTES ((size_t)1024 * 1024)

const struct err *
db_group_init(struct arena *mem, struct db *db)
{
    struct db_group *g = &db->group;

    turn_init(&g->turn);
    g->redo.off = true;
    g->gathering = BATCH_WORDS;
    g->last = &g->first;
    for (unsigned i = 0; i < BATCH_WORDS; i++)
        atomic_init(&g->done[i], i);
    g->mem = arena_new(ITEM_BYTES);
    if (pthread_mutex_init(&g->lock, NULL) != 0)
        return ERR(mem, UNAVAILABLE, .detail = "no lock");
    return NULL;
}

/* Calls have ended by now; what is left over was never promised to anyone. */
void
db_group_done(struct db *db)
{
    turn_take(&db->group.turn);
    if (db->writer != NULL)
        db->driver->abandon(db->writer);
    turn_give(&db->group.turn);
    db_redo_done(&db->group.redo);
    arena_free(db->group.mem);
    (void)pthread_mutex_destroy(&db->group.lock);
}

uint64_t
db_undone(const struct db *db)
{
    return atomic_load(&db->group.undone);
}

void
db_note_undone(struct db *db)
{
    (void)atomic_fetch_add(&db->group.undone, 1);
}

bool
db_err_is_retry(const struct err *e)
{
    return e != NULL && e->kind == CONFLICT && e->detail != NULL &&
           strcmp(e->detail, DB_RETRY_DETAIL) == 0;
}

/* --- errors that cross threads --- */

static void
failure_set(struct db_failure *f, const struct err *e)
{
    f->kind = e->kind;
    f->msg = e->msg;
    f->where = e->where;
    f->field = e->field;
    (void)snprintf(f->detail, sizeof(f->detail), "%s",
                   e->detail ? e->detail : "");
}

static const struct err *
failure_get(struct arena *mem, const struct db_failure *f)
{
    if (f->kind == 0)
        return NULL;
    return err_new(mem, &(struct err){
                            .kind = f->kind,
                            .msg = f->msg,
                            .where = f->where,
                            .field = f->field,
                            .detail = str_cz(mem, str_of(f->detail)),
                        });
}

/* --- with the turn --- */

static const struct err lost = {
    .kind = UNAVAILABLE, .where = __FILE__, .detail = "batch rolled back"};

/* A failure of the disk may have rolled the whole batch back under us: then
 * those who joined it have lost their writes. */
static void
check_lost(struct db *db)
{
    if (db->group.joined == NULL || db->driver->in_tx(db->writer))
        return;
    db_note_undone(db);
    for (struct db_member *m = db->group.joined; m != NULL; m = m->next)
        if (m->failure.kind == 0)
            failure_set(&m->failure, &lost);
}

/* Opens the batch where none is open. */
static const struct err *
open_batch(struct arena *mem, struct db *db)
{
    const struct db_driver *d = db->driver;
    const struct err *err = d->ready(mem, db->writer);

    check_lost(db);
    if (err || d->in_tx(db->writer))
        return err;
    if (d->writes_share)
        db_redo_start(&db->group.redo);
    return d->control(mem, db->writer, DB_BEGIN_BATCH);
}

/* Starts what is to be undone alone. A savepoint costs a copy of every page
 * that is changed. The first in a batch needs none: with it all is undone; the
 * others none while it is noted what the batch has run so far. */
static const struct err *
save(struct arena *mem, struct db *db)
{
    struct db_group *g = &db->group;
    const struct err *err;

    g->before = db->driver->in_tx(db->writer);
    g->saved = g->before && g->redo.off;
    err = open_batch(mem, db);
    g->mark = g->redo.used;
    if (!err && g->saved)
        err = db->driver->control(mem, db->writer, DB_SAVE);
    return err;
}

/* What was started is part of the batch. */
static const struct err *
release(struct arena *mem, struct db *db)
{
    return db->group.saved ? db->driver->control(mem, db->writer, DB_RELEASE)
                           : NULL;
}

/* Begins the batch anew and runs what it held before `save`. One failure is
 * enough: those who come after it in the batch have savepoints. */
static const struct err *
run_again(struct arena *mem, struct db *db)
{
    struct db_tx tx = {.mem = mem,
                       .db = db,
                       .conn = db->writer,
                       .writing = true,
                       .open = true};
    const struct err *err = db->driver->begin_anew(mem, db->writer);

    db->group.redo.off = true;
    return err ? err : db_redo_play(&db->group.redo, &tx, db->group.mark);
}

/* Undoes what was written since `save`, and no more where that is possible.
 * False: what the batch held before is lost too. */
static bool
undo(struct arena *mem, struct db *db)
{
    const struct db_driver *d = db->driver;
    struct db_group *g = &db->group;
    const struct err *err = NULL;

    db_note_undone(db);
    if (d->in_tx(db->writer)) {
        if (g->saved)
            err = d->control(mem, db->writer, DB_UNDO);
        else if (g->before)
            err = run_again(mem, db);
        if (err || !g->before)
            d->abandon(db->writer);
    }
    check_lost(db);
    return !g->before || d->in_tx(db->writer);
}

/* --- the batch --- */

/* One that is being committed. It is open until all who came have run: those
 * who come while others run are taken along, which saves them a commit. There
 * are never more than threads, since each waits for its own. */
struct batch {
    bool closed;
    unsigned number;
    struct db_member *joined;
    struct db_member *first;
};

/* Who comes from here on is in the next one. With the lock. */
static void
close_batch(struct db_group *g, struct batch *b)
{
    *b = (struct batch){true, g->gathering++, g->joined, g->first};
    g->joined = NULL;
    g->first = NULL;
    g->last = &g->first;
    g->led = false;
}

/* The item to run after `m`, or the first one where that is NULL. Where there
 * is none, the batch is closed. */
static struct db_member *
item_after(struct db_group *g, struct batch *b, const struct db_member *m)
{
    struct db_member *next;

    if (b->closed)
        return m != NULL ? m->next : b->first;
    pthread_mutex_lock(&g->lock);
    next = m != NULL ? m->next : g->first;
    if (next == NULL)
        close_batch(g, b);
    pthread_mutex_unlock(&g->lock);
    return next;
}

/* Runs one item. Its caller sleeps; when memory is full we come back here, and
 * not to where the caller would jump to on its own thread. */
static const struct err *
run_item(struct db *db, struct db_member *m, struct arena *mem)
{
    struct db_tx tx = {.mem = mem,
                       .db = db,
                       .conn = db->writer,
                       .writing = true,
                       .open = true};
    jmp_buf full;

    if (setjmp(full) != 0) {
        static const struct err no_room = {.kind = UNAVAILABLE,
                                           .where = __FILE__,
                                           .detail = "item needs too much"};

        return &no_room;
    }
    (void)arena_on_full(mem, &full);
    return m->fn(&tx, m->item);
}

/* Runs one item and notes what became of it. False: what it did must be undone.
 * Who is refused before having written leaves nothing to undo, and that is most
 * of those who fail. */
static bool
run_noted(struct db *db, struct db_member *m)
{
    struct db_group *g = &db->group;
    struct arena *mem = m->mem != NULL ? m->mem : g->mem;
    jmp_buf *callers = arena_on_full(mem, NULL);
    const struct err *err;

    g->wrote = false;
    err = run_item(db, m, mem);
    (void)arena_on_full(mem, callers);
    m->err = m->mem != NULL ? err : NULL;
    if (err) {
        failure_set(&m->failure, err);
        db->driver->close_cursors(db->writer); /* they live in that memory */
    }
    arena_reset(g->mem);
    return err == NULL || (!g->wrote && db->driver->writes_share &&
                           db->driver->in_tx(db->writer));
}

/* Runs items up to, not with, `end` as one: what fails undoes them all. False:
 * it did; in *kept whether what the batch held before is still there. */
static bool
run_as_one(struct db *db, struct batch *b, struct db_member *first,
           const struct db_member *end, bool *kept)
{
    struct arena *mem = db->group.mem;
    const struct err *err = save(mem, db);
    bool good = !err;

    db->group.redo.off = true; /* items can be run again as they are */
    if (err)
        failure_set(&first->failure, err);
    for (struct db_member *m = first; good && m != end;
         m = item_after(&db->group, b, m))
        good = run_noted(db, m);
    err = good ? release(mem, db) : NULL;
    if (err)
        failure_set(&first->failure, err);
    if (good && !err)
        return true;
    *kept = undo(mem, db) && *kept;
    arena_reset(mem);
    return false;
}

/* Each item for itself: who fails is alone in that. */
static void
run_each(struct db *db, struct batch *b, bool *kept)
{
    for (struct db_member *m = b->first; m != NULL; m = m->next) {
        bool before = true;

        m->failure = (struct db_failure){0};
        if (run_as_one(db, b, m, m->next, &before))
            continue;
        for (struct db_member *l = b->first; !before && l != m; l = l->next)
            l->failure = m->failure; /* all so far are lost */
        *kept = before && *kept;
    }
}

/* Most items never fail: they share a savepoint, until one does. False: the
 * writes that had joined the batch are lost. */
static bool
run_items(struct db *db, struct batch *b)
{
    struct db_group *g = &db->group;
    struct db_member *first = item_after(g, b, NULL);
    bool kept = true;

    if (first == NULL || run_as_one(db, b, first, NULL, &kept))
        return true;
    if (!b->closed) {
        pthread_mutex_lock(&g->lock);
        close_batch(g, b);
        pthread_mutex_unlock(&g->lock);
    }
    if (first->next != NULL)
        run_each(db, b, &kept);
    return kept;
}

static void
fail_all(struct db_member *list, const struct err *err)
{
    for (; list != NULL; list = list->next)
        if (list->failure.kind == 0)
            failure_set(&list->failure, err);
}

static const struct err *
commit(struct arena *mem, struct db *db)
{
    const struct err *err;

    db_crash_point("before-commit");
    err = db->driver->control(mem, db->writer, DB_COMMIT);
    if (err)
        db_note_undone(db);
    else
        db_crash_point("after-commit");
    return err;
}

/* Commits the batch that gathers, and tells all who are in it. With the turn,
 * which is given away. */
static void
commit_batch(struct db *db)
{
    struct db_group *g = &db->group;
    struct batch b = {0};
    const struct err *err = NULL;
    atomic_uint *word;

    check_lost(db);
    if (!run_items(db, &b))
        fail_all(b.joined, &lost);
    if (db->driver->in_tx(db->writer))
        err = commit(g->mem, db);
    if (err) {
        fail_all(b.joined, err);
        fail_all(b.first, err);
    }
    arena_reset(g->mem);
    word = &g->done[b.number % BATCH_WORDS];
    atomic_store(word, b.number); /* members may be gone from here on */
    wake_word(word);
    db->driver->tidy(db->writer);
    turn_give(&g->turn);
}

/* Adds `m` to the batch that gathers. True: the caller is the first one in it,
 * and commits it. */
static bool
join(struct db_group *g, struct db_member *m)
{
    bool leads;

    pthread_mutex_lock(&g->lock);
    m->batch = g->gathering;
    if (m->fn == NULL) {
        m->next = g->joined;
        g->joined = m;
    } else {
        *g->last = m;
        g->last = &m->next;
    }
    leads = !g->led;
    g->led = true;
    pthread_mutex_unlock(&g->lock);
    return leads;
}

/* Until the batch of `m` is done. */
static const struct err *
wait_for(struct arena *mem, struct db_group *g, const struct db_member *m)
{
    atomic_uint *word = &g->done[m->batch % BATCH_WORDS];
    unsigned seen = atomic_load(word);

    while ((int)(seen - m->batch) < 0) {
        wait_word(word, seen);
        seen = atomic_load(word);
    }
    if (m->failure.kind != 0 && m->err != NULL)
        return m->err;
    return failure_get(mem, &m->failure);
}

static const struct err *
add_item(struct db *db, struct arena *mem, struct db_member *m)
{
    struct db_group *g = &db->group;

    if (db->read_only)
        return ERR(mem, INTERNAL, .detail = "store is open to read only");
    turn_assert_free(&g->turn);
    if (join(g, m)) {
        turn_take(&g->turn);
        commit_batch(db);
    }
    return wait_for(mem, g, m);
}

const struct err *
db_batch(struct db *db, struct arena *mem, db_batch_fn fn, void *item)
{
    return add_item(db, mem, &(struct db_member){.fn = fn, .item = item});
}

const struct err *
db_shred(struct db *db, struct arena *mem, const char *const *table, size_t n)
{
    const struct err *err;

    if (db->read_only)
        return ERR(mem, INTERNAL, .detail = "store is open to read only");
    turn_assert_free(&db->group.turn);
    turn_take(&db->group.turn);
    while (db->driver->in_tx(db->writer)) { /* a batch waits for its commit */
        commit_batch(db);
        turn_take(&db->group.turn);
    }
    err = db->driver->ready(mem, db->writer);
    if (!err)
        err = db->driver->shred(mem, db->writer, table, n);
    turn_give(&db->group.turn);
    return err;
}

/* --- a writing transaction --- */

void
db_write_drop(struct db *db)
{
    struct db_group *g = &db->group;

    if (db->driver->writes_share) {
        (void)undo(g->mem, db);
    } else {
        db_note_undone(db);
        db->driver->abandon(db->writer);
    }
    arena_reset(g->mem);
    turn_give(&g->turn);
}

const struct err *
db_write_begin(struct db *db, struct arena *mem, struct db_tx *tx)
{
    struct db_guard *guard = db_guard_new(mem, db);
    const struct err *err;

    *tx = (struct db_tx){.mem = mem, .db = db, .guard = guard};
    if (db->read_only)
        return ERR(mem, INTERNAL, .detail = "store is open to read only");
    turn_take(&db->group.turn);
    guard->writing = true;
    if (db->driver->writes_share) {
        err = save(mem, db);
    } else {
        err = db->driver->ready(mem, db->writer);
        if (!err)
            err = db->driver->control(mem, db->writer, DB_BEGIN_SINGLE);
    }
    if (err) {
        guard->writing = false;
        db->driver->abandon(db->writer);
        check_lost(db);
        turn_give(&db->group.turn);
        return err;
    }
    tx->conn = db->writer;
    tx->writing = true;
    tx->open = true;
    return NULL;
}

/* The write joins the batch that is open. When nobody else waits for the turn
 * its leader commits at once; otherwise it queues up again, and those who
 * waited are in the same batch. */
static const struct err *
end_shared(struct db_tx *tx)
{
    struct db_group *g = &tx->db->group;
    struct db_member m = {0};
    const struct err *err = release(tx->mem, tx->db);

    if (err) {
        (void)undo(g->mem, tx->db);
        turn_give(&g->turn);
        return err;
    }
    if (!join(g, &m)) {
        turn_give(&g->turn);
    } else {
        if (turn_is_wanted(&g->turn)) {
            turn_give(&g->turn);
            turn_take(&g->turn);
        }
        commit_batch(tx->db);
    }
    return wait_for(tx->mem, g, &m);
}

static const struct err *
end_single(struct db_tx *tx)
{
    const struct err *err = commit(tx->mem, tx->db);

    tx->db->driver->tidy(tx->conn);
    turn_give(&tx->db->group.turn);
    return err;
}

const struct err *
db_write_end(struct db_tx *tx, bool keep)
{
    if (!tx->open)
        return NULL;
    ASSERT(tx->writing);
    tx->open = false;
    tx->guard->writing = false;
    if (!keep) {
        db_write_drop(tx->db);
        return NULL;
    }
    if (tx->db->driver->writes_share)
        return end_shared(tx);
    return end_single(tx);
}

/* On its own thread, in a transaction of its own. */
static const struct err *
write_alone(struct db *db, struct arena *mem, db_batch_fn fn, void *item)
{
    struct db_tx tx;
    const struct err *err = db_write_begin(db, mem, &tx);
    const struct err *ended;

    if (err)
        return err;
    err = fn(&tx, item);
    ended = db_write_end(&tx, err == NULL);
    return err ? err : ended;
}

const struct err *
db_write(struct db *db, struct arena *mem, db_batch_fn fn, void *item)
{
    if (!db->driver->writes_share)
        return write_alone(db, mem, fn, item);
    return add_item(db, mem,
                    &(struct db_member){.fn = fn, .item = item, .mem = mem});
}
