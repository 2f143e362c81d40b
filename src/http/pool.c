/* Pool: one lock, one condition, two rings.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/pool.h"

#include "base/banned.h"
#include "base/err.h"

#include <pthread.h>

struct task {
    pool_fn fn;
    void *arg;
};

struct ring {
    struct task *task;
    size_t cap;
    size_t first;
    size_t n;
};

struct worker {
    struct pool *pool;
    unsigned number;
    pthread_t thread;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct ring calls;
    struct ring jobs;
    unsigned jobs_running;
    unsigned jobs_limit;
    bool stopping;
    unsigned n;
    struct worker worker[];
};

static bool
ring_put(struct ring *r, struct task t)
{
    if (r->n == r->cap)
        return false;
    r->task[(r->first + r->n) % r->cap] = t;
    r->n++;
    return true;
}

static struct task
ring_take(struct ring *r)
{
    struct task t = r->task[r->first];

    r->first = (r->first + 1) % r->cap;
    r->n--;
    return t;
}

/* The next task for a worker, under the lock; false when there is none. */
static bool
next_task(struct pool *p, const struct worker *w, struct task *out,
          bool *is_job)
{
    bool job_first = w->number + 1 == p->n;
    bool job_may = p->jobs.n > 0 && p->jobs_running < p->jobs_limit;

    *is_job = job_may && (job_first || p->calls.n == 0);
    if (*is_job) {
        p->jobs_running++;
        *out = ring_take(&p->jobs);
        return true;
    }
    if (p->calls.n == 0)
        return false;
    *out = ring_take(&p->calls);
    return true;
}

static void *
worker_main(void *arg)
{
    struct worker *w = arg;
    struct pool *p = w->pool;
    struct task t;
    bool is_job;

    pthread_mutex_lock(&p->lock);
    for (;;) {
        if (next_task(p, w, &t, &is_job)) {
            pthread_mutex_unlock(&p->lock);
            t.fn(t.arg, w->number);
            pthread_mutex_lock(&p->lock);
            if (is_job) {
                p->jobs_running--;
                pthread_cond_broadcast(&p->work);
            }
        } else if (p->stopping && p->jobs.n == 0) {
            break;
        } else {
            pthread_cond_wait(&p->work, &p->lock);
        }
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static bool
put(struct pool *p, struct ring *r, struct task t)
{
    bool ok;

    pthread_mutex_lock(&p->lock);
    ok = !p->stopping && ring_put(r, t);
    if (ok)
        pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
    return ok;
}

bool
pool_call(struct pool *p, pool_fn fn, void *arg)
{
    return put(p, &p->calls, (struct task){fn, arg});
}

bool
pool_job(struct pool *p, pool_fn fn, void *arg)
{
    return put(p, &p->jobs, (struct task){fn, arg});
}

static bool
start_threads(struct pool *p, unsigned workers)
{
    for (unsigned i = 0; i < workers; i++) {
        struct worker *w = &p->worker[i];

        w->pool = p;
        w->number = i;
        if (pthread_create(&w->thread, NULL, worker_main, w) != 0)
            return false;
        pthread_mutex_lock(&p->lock);
        p->n++;
        pthread_mutex_unlock(&p->lock);
    }
    return true;
}

struct pool *
pool_new(unsigned workers, size_t calls_max, size_t jobs_max)
{
    struct pool *p = calloc(1, sizeof *p + workers * sizeof p->worker[0]);

    ASSERT(p && workers > 0 && calls_max > 0 && jobs_max > 0);
    p->calls.task = calloc(calls_max, sizeof(struct task));
    p->calls.cap = calls_max;
    p->jobs.task = calloc(jobs_max, sizeof(struct task));
    p->jobs.cap = jobs_max;
    p->jobs_limit = workers < 8 ? 1 : workers / 4;
    ASSERT(p->calls.task && p->jobs.task);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    if (!start_threads(p, workers)) {
        pool_stop(p);
        pool_free(p);
        return NULL;
    }
    return p;
}

void
pool_stop(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->n; i++)
        pthread_join(p->worker[i].thread, NULL);
}

void
pool_free(struct pool *p)
{
    pthread_cond_destroy(&p->work);
    pthread_mutex_destroy(&p->lock);
    free(p->calls.task);
    free(p->jobs.task);
    free(p);
}
