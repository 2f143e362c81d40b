/* Test client: raw bytes to a port, the answer back. For tests only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_TEST_CLIENT_H
#define HELHET_HTTP_TEST_CLIENT_H

#include "base/buf.h"
#include "base/err.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CLIENT_WAIT_MS 5000

static inline int
client_open(int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr any;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    memcpy(&any, &a, sizeof any);
    ASSERT(fd >= 0 && connect(fd, &any, sizeof a) == 0);
    return fd;
}

/* False when the other side has gone. */
static inline bool
client_send(int fd, struct str s)
{
    while (s.n > 0) {
        ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);

        if (n <= 0)
            return false;
        s = str_cut(s, (size_t)n, s.n);
    }
    return true;
}

/* Does `s` hold one whole answer? */
static inline bool
client_is_whole(struct arena *mem, struct str s, bool head_only)
{
    const char *cz = str_cz(mem, s);
    const char *end = strstr(cz, "\r\n\r\n");
    const char *length = strstr(cz, "Content-Length: ");

    if (!end)
        return false;
    if (head_only || strncmp(cz, "HTTP/1.1 304", 12) == 0)
        return true;
    return length && length < end &&
           strlen(end + 4) >= strtoul(length + 16, NULL, 10);
}

/* Reads one answer: until it is whole, the other side closes, or nothing more
 * has come for CLIENT_WAIT_MS. Bodies hold no NUL in these tests. */
static inline struct str
client_read(struct arena *mem, int fd, bool head_only)
{
    struct buf b;
    char chunk[16384];

    buf_init(&b, mem);
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        ssize_t n;

        if (poll(&p, 1, CLIENT_WAIT_MS) != 1)
            return buf_done(&b);
        n = recv(fd, chunk, sizeof chunk, 0);
        if (n <= 0)
            return buf_done(&b);
        buf_bytes(&b, chunk, (size_t)n);
        if (client_is_whole(mem, buf_done(&b), head_only))
            return buf_done(&b);
    }
}

/* One connection, one request, one answer. */
static inline struct str
client_talk(struct arena *mem, int port, struct str request)
{
    int fd = client_open(port);
    struct str answer;

    (void)client_send(fd, request);
    answer = client_read(mem, fd, str_starts(request, STR("HEAD ")));
    close(fd);
    return answer;
}

/* The status of an answer; 0 when the connection was closed without one. */
static inline int
client_status(struct str answer)
{
    int64_t status = 0;

    if (str_starts(answer, STR("HTTP/1.1 ")))
        (void)str_to_i64(str_cut(answer, 9, 3), &status);
    return (int)status;
}

/* A GET that closes after itself. */
static inline struct str
client_get(struct arena *mem, int port, const char *target)
{
    return client_talk(mem, port,
                       str_fmt(mem,
                               "GET %s HTTP/1.1\r\nHost: a\r\n"
                               "Connection: close\r\n\r\n",
                               target));
}

#endif
