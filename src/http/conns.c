/* Connections: a list under one lock; each connection's phase and deadline in
 * one atomic word, so that the timer and the I/O thread cannot both own it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/conns.h"

#include "base/banned.h"
#include "base/clock.h"
#include "base/err.h"

#include <arpa/inet.h>
#include <limits.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>

#define TICK_MS 100
#define ENDED   (-1)

struct conns {
    pthread_mutex_t lock;
    pthread_cond_t change;
    struct conn *first;
    struct conns_limits limits;
    unsigned char free_key[16];
    bool stopping;
    atomic_bool someone_waits;
    atomic_uint open;
    _Atomic uint64_t ended;
    pthread_t timer;
};

/* The clock of pthread_cond_timedwait, `ms` from now. */
static struct timespec
in_ms(int64_t ms)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += (time_t)(ms / 1000);
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static enum conn_phase
phase_of(int64_t state)
{
    return (enum conn_phase)(state & 7);
}

/* Ends a connection that was seen in `state`, unless its I/O thread was
 * quicker. Under the lock: who holds it keeps the descriptor open. */
static bool
end_now(struct conn *c, int64_t state)
{
    static const char late[] = "HTTP/1.1 408 Request Timeout\r\n"
                               "Connection: close\r\n"
                               "Content-Length: 0\r\n\r\n";

    if (!atomic_compare_exchange_strong(&c->state, &state, ENDED))
        return false;
    if (phase_of(state) == CONN_HEAD || phase_of(state) == CONN_BODY)
        (void)send(c->fd, late, sizeof late - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)shutdown(c->fd, SHUT_RDWR);
    return true;
}

static bool
end_if_late(struct conn *c, int64_t now_us)
{
    int64_t state = atomic_load(&c->state);

    return state != ENDED && state / 8 <= now_us && end_now(c, state);
}

static void *
timer_main(void *arg)
{
    struct conns *cs = arg;

    pthread_mutex_lock(&cs->lock);
    while (!cs->stopping) {
        struct timespec until = in_ms(TICK_MS);
        int64_t now_us = clock_ticks_us();

        for (struct conn *c = cs->first; c; c = c->next)
            cs->ended += end_if_late(c, now_us);
        (void)pthread_cond_timedwait(&cs->change, &cs->lock, &until);
    }
    pthread_mutex_unlock(&cs->lock);
    return NULL;
}

/* An address: 4 or 16 bytes by family; family 0 is a unix socket. */
struct host {
    int family;
    unsigned char bytes[16];
};

/* IPv4 that came in through an IPv6 socket (::ffff:192.0.2.1) is IPv4. */
static struct host
host_of(const struct sockaddr *address)
{
    struct host h = {0};
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address && address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        h.family = AF_INET;
        memcpy(h.bytes, &v4.sin_addr, 4);
    } else if (address && address->sa_family == AF_INET6) {
        memcpy(&v6, address, sizeof v6);
        if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
            h.family = AF_INET;
            memcpy(h.bytes, v6.sin6_addr.s6_addr + 12, 4);
        } else {
            h.family = AF_INET6;
            memcpy(h.bytes, &v6.sin6_addr, 16);
        }
    }
    return h;
}

/* False: an address that is not counted. */
static bool
key_of(const struct sockaddr *address, unsigned char key[16])
{
    struct host h = host_of(address);

    memset(key, 0, 16);
    if (h.family == 0)
        return false;
    memcpy(key, h.bytes, h.family == AF_INET ? 4 : 8);
    key[15] = h.family == AF_INET ? 4 : 6;
    return true;
}

static void
free_key_set(struct conns *cs, const char *text)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    struct sockaddr_storage any;

    memset(&any, 0, sizeof any);
    if (text && inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        memcpy(&any, &v4, sizeof v4);
    else if (text && inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
        memcpy(&any, &v6, sizeof v6);
    (void)key_of((const struct sockaddr *)&any, cs->free_key);
}

struct conns *
conns_new(struct conns_limits limits)
{
    struct conns *cs = calloc(1, sizeof *cs);
    pthread_condattr_t attr;

    ASSERT(cs);
    cs->limits = limits;
    free_key_set(cs, limits.free_address);
    pthread_mutex_init(&cs->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&cs->change, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&cs->timer, NULL, timer_main, cs) != 0) {
        free(cs);
        return NULL;
    }
    return cs;
}

void
conns_free(struct conns *cs)
{
    pthread_mutex_lock(&cs->lock);
    cs->stopping = true;
    pthread_cond_broadcast(&cs->change);
    pthread_mutex_unlock(&cs->lock);
    pthread_join(cs->timer, NULL);
    ASSERT(!cs->first);
    pthread_cond_destroy(&cs->change);
    pthread_mutex_destroy(&cs->lock);
    free(cs);
}

/* Nobody waits for what it does yet: it may be ended for a newcomer. */
static bool
may_give_way(int64_t state)
{
    switch (phase_of(state)) {
    case CONN_IDLE:
    case CONN_HEAD:
    case CONN_BODY:
        return true;
    case CONN_CALL:
    case CONN_SEND:
        break;
    }
    return false;
}

/* Of those of an address (all, when NULL): how many live, and which of those
 * that may give way has its time up first, in which state. */
struct crowd {
    unsigned n;
    struct conn *first;
    int64_t state;
};

static struct crowd
crowd_of(const struct conns *cs, const unsigned char *key)
{
    struct crowd crowd = {.state = INT64_MAX};

    for (struct conn *c = cs->first; c; c = c->next) {
        int64_t state = atomic_load(&c->state);

        if (state == ENDED ||
            (key && (!c->counted || memcmp(c->key, key, 16) != 0)))
            continue;
        crowd.n++;
        if (state < crowd.state && may_give_way(state)) {
            crowd.state = state;
            crowd.first = c;
        }
    }
    return crowd;
}

/* Room for one more below `max`, by ending one if need be. */
static bool
has_room(struct conns *cs, const unsigned char *key, unsigned max)
{
    struct crowd crowd = crowd_of(cs, key);

    while (crowd.n >= max) {
        if (!crowd.first)
            return false;
        cs->ended += end_now(crowd.first, crowd.state);
        crowd = crowd_of(cs, key);
    }
    return true;
}

bool
conns_may(struct conns *cs, const struct sockaddr *address)
{
    unsigned char key[16];
    bool free_of_it = !key_of(address, key) ||
                      memcmp(key, cs->free_key, 16) == 0;
    bool may;

    pthread_mutex_lock(&cs->lock);
    may = (free_of_it || has_room(cs, key, cs->limits.per_address_max)) &&
          has_room(cs, NULL, cs->limits.max);
    pthread_mutex_unlock(&cs->lock);
    return may;
}

static void
peer_set(struct conn *c, const struct sockaddr *address)
{
    struct host h = host_of(address);

    memcpy(c->peer, "unix", sizeof "unix");
    if (h.family != 0)
        (void)inet_ntop(h.family, h.bytes, c->peer, sizeof c->peer);
}

/* A limit that never ends leaves room for the multiplication. */
static int64_t
state_of(enum conn_phase phase, int64_t limit_ms)
{
    int64_t deadline_us = INT64_MAX / 16;

    if (phase != CONN_CALL)
        deadline_us = clock_ticks_us() + limit_ms * 1000;
    return deadline_us * 8 + (int64_t)phase;
}

void
conns_add(struct conns *cs, struct conn *c, int fd,
          const struct sockaddr *address, int64_t limit_ms)
{
    c->fd = fd;
    c->counted = key_of(address, c->key);
    peer_set(c, address);
    atomic_store(&c->state, state_of(CONN_HEAD, limit_ms));
    pthread_mutex_lock(&cs->lock);
    c->prev = NULL;
    c->next = cs->first;
    if (c->next)
        c->next->prev = c;
    cs->first = c;
    pthread_mutex_unlock(&cs->lock);
    atomic_fetch_add(&cs->open, 1);
}

/* Wakes conns_wait_quiet. The flag is set before the list is looked through,
 * so either we see it or the look sees us. */
static void
tell(struct conns *cs)
{
    if (!atomic_load(&cs->someone_waits))
        return;
    pthread_mutex_lock(&cs->lock);
    pthread_cond_broadcast(&cs->change);
    pthread_mutex_unlock(&cs->lock);
}

void
conns_remove(struct conns *cs, struct conn *c)
{
    pthread_mutex_lock(&cs->lock);
    if (c->prev)
        c->prev->next = c->next;
    else
        cs->first = c->next;
    if (c->next)
        c->next->prev = c->prev;
    pthread_mutex_unlock(&cs->lock);
    atomic_fetch_sub(&cs->open, 1);
    tell(cs);
}

bool
conn_enter(struct conns *cs, struct conn *c, enum conn_phase phase,
           int64_t limit_ms)
{
    int64_t want = state_of(phase, limit_ms);
    int64_t have = atomic_load(&c->state);

    do {
        if (have == ENDED)
            return false;
    } while (!atomic_compare_exchange_weak(&c->state, &have, want));
    if (phase == CONN_IDLE)
        tell(cs);
    return true;
}

unsigned
conns_open(const struct conns *cs)
{
    return atomic_load(&cs->open);
}

uint64_t
conns_ended(const struct conns *cs)
{
    return atomic_load(&cs->ended);
}

static bool
is_quiet(const struct conns *cs)
{
    for (struct conn *c = cs->first; c; c = c->next) {
        int64_t state = atomic_load(&c->state);

        if (state == ENDED)
            continue;
        switch (phase_of(state)) {
        case CONN_BODY:
        case CONN_CALL:
        case CONN_SEND:
            return false;
        case CONN_IDLE:
        case CONN_HEAD:
            break;
        }
    }
    return true;
}

void
conns_wait_quiet(struct conns *cs, int64_t limit_ms)
{
    struct timespec until = in_ms(limit_ms);

    atomic_store(&cs->someone_waits, true);
    pthread_mutex_lock(&cs->lock);
    while (!is_quiet(cs) &&
           pthread_cond_timedwait(&cs->change, &cs->lock, &until) == 0) {
    }
    pthread_mutex_unlock(&cs->lock);
}
