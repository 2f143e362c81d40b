/* Long simulations beside the requests: a queue, one thread, kept answers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/run_queue.h"

#include <pthread.h>
#include <setjmp.h>
#include <unistd.h>

#define RUN_BYTES ((size_t)512 << 20)

struct place {
    enum run_state state;
    uint64_t id;
    uint64_t turn; /* when it was asked for: order of work and of leaving */
    int readers;   /* requests that show the answer now */
    account_id account;
    struct params params;
    struct arena *mem; /* of the answer */
    const struct answer *answer;
    atomic_int done, total;
    atomic_bool cancel;
    struct runs *of;
};

struct runs {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool started, stop;
    uint64_t turn;
    struct place place[RUNS_MAX];
};

static void
lock(struct runs *r)
{
    ASSERT(pthread_mutex_lock(&r->lock) == 0);
}

static void
unlock(struct runs *r)
{
    ASSERT(pthread_mutex_unlock(&r->lock) == 0);
}

uint64_t
runs_id(struct arena *mem, const struct params *p)
{
    struct str text = params_query(mem, p);
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < text.n; i++)
        h = (h ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001b3);
    return h;
}

/* --- the thread --- */

static bool
note(void *ctx, int done, int total)
{
    struct place *p = ctx;

    atomic_store(&p->done, done);
    atomic_store(&p->total, total);
    return !atomic_load(&p->cancel);
}

static int
threads_of_machine(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (cores <= 2)
        return 1;
    return cores > 64 ? 63 : (int)cores - 1;
}

/* Outside the lock: nobody else touches a working place's arena. */
static const struct answer *
compute(struct place *p)
{
    const struct answer_how how = {.threads = threads_of_machine(),
                                   .solve = true,
                                   .progress = note,
                                   .ctx = p,
                                   .cancel = &p->cancel};
    const struct answer *volatile a = NULL;
    jmp_buf full;

    if (setjmp(full) == 0) {
        (void)arena_on_full(p->mem, &full);
        a = answer_compute(p->mem, &p->params, &how);
    }
    (void)arena_on_full(p->mem, NULL);
    return a;
}

static struct place *
next_place(struct runs *r)
{
    struct place *next = NULL;

    for (int i = 0; i < RUNS_MAX; i++) {
        struct place *p = &r->place[i];

        if (p->state == RUN_WAITING && (!next || p->turn < next->turn))
            next = p;
    }
    return next;
}

static void
work(struct runs *r, struct place *p)
{
    const struct answer *a;

    p->state = RUN_WORKING;
    unlock(r);
    p->mem = arena_new(RUN_BYTES);
    a = compute(p);
    lock(r);
    p->answer = a;
    if (atomic_load(&p->cancel))
        p->state = RUN_CANCELLED;
    else
        p->state = a ? RUN_DONE : RUN_FAILED;
    if (p->state != RUN_DONE) {
        arena_free(p->mem);
        p->mem = NULL;
        p->answer = NULL;
    }
}

static void *
run_thread(void *arg)
{
    struct runs *r = arg;

    lock(r);
    while (!r->stop) {
        struct place *p = next_place(r);

        if (p)
            work(r, p);
        else
            (void)pthread_cond_wait(&r->wake, &r->lock);
    }
    unlock(r);
    return NULL;
}

/* --- from the outside --- */

static void
end_runs(void *arg)
{
    struct runs *r = arg;
    bool started;

    lock(r);
    r->stop = true;
    started = r->started;
    for (int i = 0; i < RUNS_MAX; i++)
        atomic_store(&r->place[i].cancel, true);
    (void)pthread_cond_signal(&r->wake);
    unlock(r);
    if (started)
        (void)pthread_join(r->thread, NULL);
    for (int i = 0; i < RUNS_MAX; i++)
        arena_free(r->place[i].mem);
    (void)pthread_cond_destroy(&r->wake);
    (void)pthread_mutex_destroy(&r->lock);
}

struct runs *
runs_new(struct arena *mem)
{
    struct runs *r = ARENA_NEW(mem, struct runs);

    ASSERT(pthread_mutex_init(&r->lock, NULL) == 0);
    ASSERT(pthread_cond_init(&r->wake, NULL) == 0);
    arena_defer(mem, end_runs, r);
    return r;
}

static struct place *
find_place(struct runs *r, uint64_t id)
{
    for (int i = 0; i < RUNS_MAX; i++)
        if (r->place[i].state != RUN_NONE && r->place[i].id == id)
            return &r->place[i];
    return NULL;
}

static bool
is_over(const struct place *p)
{
    return p->state == RUN_DONE || p->state == RUN_CANCELLED ||
           p->state == RUN_FAILED;
}

/* An empty place, or that of the oldest run that is over and not being read. */
static struct place *
free_place(struct runs *r)
{
    struct place *oldest = NULL;

    for (int i = 0; i < RUNS_MAX; i++) {
        struct place *p = &r->place[i];

        if (p->state == RUN_NONE)
            return p;
        if (is_over(p) && p->readers == 0 &&
            (!oldest || p->turn < oldest->turn))
            oldest = p;
    }
    return oldest;
}

static void
put_in_queue(struct runs *r, struct place *p, uint64_t id)
{
    arena_free(p->mem);
    p->mem = NULL;
    p->answer = NULL;
    p->id = id;
    p->of = r;
    p->turn = ++r->turn;
    atomic_store(&p->done, 0);
    atomic_store(&p->total, 0);
    atomic_store(&p->cancel, false);
    p->state = RUN_WAITING;
    if (!r->started)
        r->started = pthread_create(&r->thread, NULL, run_thread, r) == 0;
    (void)pthread_cond_signal(&r->wake);
}

static void
done_reading(void *arg)
{
    struct place *p = arg;

    lock(p->of);
    p->readers--;
    unlock(p->of);
}

static void
look(struct runs *r, struct arena *mem, struct place *p, struct run_view *out)
{
    *out = (struct run_view){.state = p->state,
                             .id = p->id,
                             .account = p->account,
                             .done = atomic_load(&p->done),
                             .total = atomic_load(&p->total)};
    for (int i = 0; i < RUNS_MAX; i++)
        out->ahead += (r->place[i].state == RUN_WAITING ||
                       r->place[i].state == RUN_WORKING) &&
                      r->place[i].turn < p->turn;
    if (p->state != RUN_DONE)
        return;
    p->readers++;
    arena_defer(mem, done_reading, p);
    out->answer = p->answer;
}

void
runs_ask(struct runs *r, struct arena *mem, const struct params *params,
         account_id account, bool again, struct run_view *out)
{
    uint64_t id = runs_id(mem, params);
    struct place *p;

    *out = (struct run_view){.id = id};
    lock(r);
    p = find_place(r, id);
    if (p && again && is_over(p) && p->state != RUN_DONE) {
        p->account = account;
        put_in_queue(r, p, id);
    }
    if (!p && (p = free_place(r)) != NULL) {
        p->params = *params;
        p->account = account;
        put_in_queue(r, p, id);
    }
    if (p)
        look(r, mem, p, out);
    unlock(r);
}

void
runs_find(struct runs *r, struct arena *mem, uint64_t id, struct run_view *out)
{
    struct place *p;

    *out = (struct run_view){.id = id};
    lock(r);
    p = find_place(r, id);
    if (p)
        look(r, mem, p, out);
    unlock(r);
}

struct str
runs_query(struct runs *r, struct arena *mem, uint64_t id)
{
    struct params params;
    struct place *p;

    lock(r);
    p = find_place(r, id);
    if (p)
        params = p->params;
    unlock(r);
    return p ? params_query(mem, &params) : STR_NONE;
}

bool
runs_cancel(struct runs *r, uint64_t id, account_id account)
{
    struct place *p;
    bool may;

    lock(r);
    p = find_place(r, id);
    may = p && p->account.v == account.v && !is_over(p);
    if (may) {
        atomic_store(&p->cancel, true);
        if (p->state == RUN_WAITING)
            p->state = RUN_CANCELLED;
    }
    unlock(r);
    return may;
}
