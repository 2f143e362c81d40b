/* Connections: who is connected, how many from where, and how long they may
 * take; a timer thread ends those that are too slow.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_CONNS_H
#define HELHET_HTTP_CONNS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum conn_phase {
    CONN_IDLE, /* between two requests: closed when its time is up */
    CONN_HEAD, /* the head is coming: 408 when its time is up */
    CONN_BODY, /* the body is coming: 408 when its time is up */
    CONN_CALL, /* a worker has it: no limit */
    CONN_SEND  /* the answer is leaving: closed when its time is up */
};

/* One connection; embedded in what the server keeps about it. */
struct conn {
    struct conn *next;
    struct conn *prev;
    int fd;
    bool counted;
    unsigned char key[16]; /* address: IPv4, or /64 of IPv6 */
    char peer[46];         /* the same for people; "unix" on a unix socket */
    _Atomic int64_t state; /* deadline in µs * 8 + phase; -1: was ended */
};

struct conns_limits {
    unsigned max;
    unsigned per_address_max;
    const char *free_address; /* not counted, or NULL */
};

struct conns;
/* Starts the timer thread. NULL: the system has no thread to give. Heap. */
struct conns *conns_new(struct conns_limits limits);
void conns_free(struct conns *cs);

/* May this address have one more connection? Where there are too many, the one
 * that has least time left to send a request is ended for it. False when all
 * have sent theirs. */
bool conns_may(struct conns *cs, const struct sockaddr *address);
/* Takes up / forgets a connection. */
void conns_add(struct conns *cs, struct conn *c, int fd,
               const struct sockaddr *address, int64_t limit_ms);
void conns_remove(struct conns *cs, struct conn *c);
/* Enters a phase that may last limit_ms. False when the timer has ended the
 * connection: nothing may be sent on it. */
bool conn_enter(struct conns *cs, struct conn *c, enum conn_phase phase,
                int64_t limit_ms);
/* Connections that are open now, and those that were ended so far. */
unsigned conns_open(const struct conns *cs);
uint64_t conns_ended(const struct conns *cs);
/* Waits until no connection is in BODY, CALL or SEND, at most so long. */
void conns_wait_quiet(struct conns *cs, int64_t limit_ms);

#endif
