/* A load generator: keep-alive GETs of one page, closed or open loop.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * load PORT TARGET COOKIE CONNECTIONS SECONDS [RATE]
 * Without RATE each connection asks again as soon as it is answered (closed
 * loop). With RATE requests fall due at even distances, whether or not the
 * earlier ones were answered, and latency counts from when they fell due: a
 * server that stalls cannot hide it. It sleeps until then: a client that looks
 * at the clock all the time takes a processor from the server. Prints:
 * requests/s, p50 and p99 in µs, the p99 of how late requests were sent (open
 * loop), bytes of an answer, answers that were not 200. */
#include "base/buf.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 1024, ANSWER_MAX = 1 << 20, SAMPLES_MAX = 4 << 20 };

struct conn {
    int fd;
    char *in;
    size_t n;
    size_t whole;  /* bytes of the answer, 0: head not read yet */
    int64_t since; /* when the request fell due; 0: idle */
};
struct load {
    struct str request;
    struct conn conn[CONNECTIONS_MAX];
    int n_conn;
    int epoll;
    int64_t start;
    int64_t end;
    int64_t warm;  /* answers before this do not count */
    double rate;   /* 0: closed loop */
    int64_t asked; /* requests fallen due and sent */
    int64_t *sample;
    size_t n_sample;
    int64_t *late;
    size_t n_late;
    int64_t last; /* when the last answer that counts came */
    int64_t bad;
    size_t bytes;
};

static int64_t
now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
fail(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int
connect_to(int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a) != 0)
        fail("connect");
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static void
ask(struct load *l, struct conn *c, int64_t since)
{
    if (write(c->fd, l->request.p, l->request.n) != (ssize_t)l->request.n)
        fail("write");
    if (since >= l->warm && l->n_late < SAMPLES_MAX)
        l->late[l->n_late++] = now_ns() - since;
    c->since = since;
    c->n = 0;
    c->whole = 0;
    l->asked++;
}

/* When the next request of an open loop falls due. */
static int64_t
due(const struct load *l)
{
    return l->start + (int64_t)((double)l->asked * 1e9 / l->rate);
}

static void
read_head(struct load *l, struct conn *c)
{
    char *end;
    char *length;

    c->in[c->n] = 0;
    end = strstr(c->in, "\r\n\r\n");
    if (!end)
        return;
    length = strstr(c->in, "\r\nContent-Length:");
    if (!length || length > end)
        fail("an answer without length");
    c->whole = (size_t)(end + 4 - c->in) + strtoul(length + 17, NULL, 10);
    if (strncmp(c->in, "HTTP/1.1 200", 12) != 0)
        l->bad++;
}

static void
note(struct load *l, struct conn *c, int64_t now)
{
    if (c->since >= l->warm && l->n_sample < SAMPLES_MAX) {
        l->sample[l->n_sample++] = now - c->since;
        l->last = now;
    }
    l->bytes = c->whole;
    c->since = 0;
}

/* Time is up; but a stalled machine gets longer, until something counts. */
static bool
is_over(const struct load *l, int64_t now)
{
    return now >= l->end && l->n_sample > 0;
}

/* Reads what has come; when the answer is whole, asks again. */
static void
receive(struct load *l, struct conn *c)
{
    ssize_t got = read(c->fd, c->in + c->n, ANSWER_MAX - 1 - c->n);
    int64_t now;

    if (got <= 0)
        fail("the server closed");
    c->n += (size_t)got;
    if (c->whole == 0)
        read_head(l, c);
    if (c->whole == 0 || c->n < c->whole)
        return;
    now = now_ns();
    note(l, c, now);
    if (is_over(l, now))
        return;
    if (l->rate <= 0)
        ask(l, c, now);
    else if (due(l) <= now)
        ask(l, c, due(l));
}

/* Open loop: gives what has fallen due to connections that are free. */
static void
ask_due(struct load *l, int64_t now)
{
    for (int i = 0; i < l->n_conn && due(l) <= now; i++)
        if (l->conn[i].since == 0)
            ask(l, &l->conn[i], due(l));
}

static bool
all_idle(const struct load *l)
{
    for (int i = 0; i < l->n_conn; i++)
        if (l->conn[i].since != 0)
            return false;
    return true;
}

static struct timespec
until_due(const struct load *l, int64_t now)
{
    int64_t left = l->rate <= 0 || now >= l->end ? 100000000 : due(l) - now;

    return (struct timespec){.tv_nsec = left < 0           ? 0
                                        : left > 100000000 ? 100000000
                                                           : left};
}

static void
run(struct load *l)
{
    struct epoll_event ready[64];
    int64_t now = now_ns();

    for (int i = 0; l->rate <= 0 && i < l->n_conn; i++)
        ask(l, &l->conn[i], now);
    while (!is_over(l, now) || !all_idle(l)) {
        struct timespec wait;
        int n;

        if (l->rate > 0 && !is_over(l, now))
            ask_due(l, now);
        wait = until_due(l, now_ns());
        n = epoll_pwait2(l->epoll, ready, 64, &wait, NULL);
        for (int i = 0; i < n; i++)
            receive(l, ready[i].data.ptr);
        now = now_ns();
        if (now > l->end + INT64_C(10000000000)) {
            errno = ETIMEDOUT;
            fail("answers are missing");
        }
    }
}

static int
by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* In µs, of n numbers; none: 0. */
static long
part(int64_t *of, size_t n, double p)
{
    size_t i = (size_t)((double)n * p);

    if (n == 0)
        return 0;
    qsort(of, n, sizeof *of, by_size);
    return (long)(of[i < n ? i : n - 1] / 1000);
}

static void
open_all(struct load *l, struct arena *mem, int port)
{
    l->epoll = epoll_create1(0);
    for (int i = 0; i < l->n_conn; i++) {
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = &l->conn[i]};

        l->conn[i].fd = connect_to(port);
        l->conn[i].in = arena_alloc(mem, ANSWER_MAX);
        if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, l->conn[i].fd, &e) != 0)
            fail("epoll_ctl");
    }
}

int
main(int argc, char **argv)
{
    static struct load l;
    struct arena *mem = arena_new((size_t)2 << 30);
    double seconds;

    l.n_conn = argc < 6 ? 0 : (int)strtol(argv[4], NULL, 10);
    if (l.n_conn < 1 || l.n_conn > CONNECTIONS_MAX) {
        fprintf(stderr, "load PORT TARGET COOKIE CONNECTIONS SECONDS [RATE]\n");
        return 2;
    }
    seconds = strtod(argv[5], NULL);
    l.rate = argc > 6 ? strtod(argv[6], NULL) : 0;
    l.request = str_fmt(mem,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nCookie: %s"
                        "\r\nAccept-Language: nb\r\n"
                        "Sec-Fetch-Site: same-origin\r\n\r\n",
                        argv[2], argv[1], argv[3]);
    l.sample = ARENA_NEW_N(mem, int64_t, SAMPLES_MAX);
    l.late = ARENA_NEW_N(mem, int64_t, SAMPLES_MAX);
    (void)prctl(PR_SET_TIMERSLACK, 1); /* ns, in place of 50 µs */
    open_all(&l, mem, (int)strtol(argv[1], NULL, 10));
    l.start = now_ns();
    l.end = l.start + (int64_t)(seconds * 1e9);
    l.warm = l.start + (int64_t)(seconds * 0.15e9);
    run(&l);
    if (l.n_sample == 0)
        fail("no answer");
    printf("%.0f %ld %ld %ld %zu %lld\n", (double)l.n_sample / (seconds * 0.85),
           part(l.sample, l.n_sample, 0.5), part(l.sample, l.n_sample, 0.99),
           part(l.late, l.n_late, 0.99), l.bytes, (long long)l.bad);
    return 0;
}
