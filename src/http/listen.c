/* Listen: numeric addresses only, so that no name service is asked at start.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/listen.h"

#include "base/banned.h"
#include "text/messages_http.h"
#include "text/text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024

struct address {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
        struct sockaddr_un un;
    } sa;
    socklen_t n;
};

static const struct err *
bad_address(struct arena *mem, const char *where)
{
    return ERR(mem, INVALID, .msg = MSG_HTTP_LISTEN_ADDRESS,
               .arg = {msg_str(str_of(where))}, .field = "listen");
}

static const struct err *
cannot(struct arena *mem, const char *where, const char *what)
{
    return ERR(
        mem, UNAVAILABLE, .msg = MSG_HTTP_LISTEN_TAKEN,
        .arg = {msg_str(str_of(where))}, .field = "listen",
        .detail = str_cz(mem, str_fmt(mem, "%s: %s", what, strerror(errno))));
}

static bool
unix_address(struct str path, struct address *out)
{
    if (path.n == 0 || path.n >= sizeof out->sa.un.sun_path)
        return false;
    out->sa.un.sun_family = AF_UNIX;
    memcpy(out->sa.un.sun_path, path.p, path.n);
    out->n = sizeof out->sa.un;
    return true;
}

/* Splits at the last ':', takes [] off an IPv6 address. */
static bool
host_and_port(struct str s, struct str *host, uint16_t *port)
{
    size_t at = s.n;
    int64_t v;

    while (at > 0 && s.p[at - 1] != ':')
        at--;
    if (at == 0 || !str_to_i64(str_cut(s, at, s.n), &v) || v < 0 || v > 65535)
        return false;
    *host = str_cut(s, 0, at - 1);
    *port = (uint16_t)v;
    return true;
}

static bool
address_parse(struct arena *mem, const char *where, struct address *out)
{
    struct str s = str_of(where);
    struct str host;
    uint16_t port;

    *out = (struct address){0};
    if (str_starts(s, STR("unix:")))
        return unix_address(str_cut(s, 5, s.n), out);
    if (!host_and_port(s, &host, &port))
        return false;
    if (str_starts(host, STR("[")) && str_ends(host, STR("]"))) {
        host = str_cut(host, 1, host.n - 2);
        out->sa.v6.sin6_family = AF_INET6;
        out->sa.v6.sin6_port = htons(port);
        out->n = sizeof out->sa.v6;
        return inet_pton(AF_INET6, str_cz(mem, host), &out->sa.v6.sin6_addr) ==
               1;
    }
    out->sa.v4.sin_family = AF_INET;
    out->sa.v4.sin_port = htons(port);
    out->n = sizeof out->sa.v4;
    return inet_pton(AF_INET, str_cz(mem, host), &out->sa.v4.sin_addr) == 1;
}

static bool
is_loopback(const struct address *a)
{
    switch (a->sa.any.sa_family) {
    case AF_INET:
        return ntohl(a->sa.v4.sin_addr.s_addr) >> 24 == 127;
    case AF_INET6:
        return IN6_IS_ADDR_LOOPBACK(&a->sa.v6.sin6_addr);
    default:
        return true;
    }
}

/* A socket file that nobody answers on is what a crash left. */
static void
remove_stale(const struct address *a)
{
    struct stat st;
    int fd;

    if (a->sa.any.sa_family != AF_UNIX || stat(a->sa.un.sun_path, &st) != 0 ||
        !S_ISSOCK(st.st_mode))
        return;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, &a->sa.any, a->n) != 0 && errno == ECONNREFUSED)
        (void)unlink(a->sa.un.sun_path);
    if (fd >= 0)
        close(fd);
}

static int
port_of(int fd)
{
    struct address a = {.n = sizeof a.sa};

    if (getsockname(fd, &a.sa.any, &a.n) != 0)
        return 0;
    switch (a.sa.any.sa_family) {
    case AF_INET:
        return ntohs(a.sa.v4.sin_port);
    case AF_INET6:
        return ntohs(a.sa.v6.sin6_port);
    default:
        return 0;
    }
}

const struct err *
listen_open(struct arena *mem, const char *where, struct listener *out)
{
    struct address a;
    int on = 1;
    int fd;

    if (!address_parse(mem, where, &a))
        return bad_address(mem, where);
    remove_stale(&a);
    fd = socket(a.sa.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                0);
    if (fd < 0)
        return cannot(mem, where, "socket");
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, &a.sa.any, a.n) != 0 || listen(fd, BACKLOG) != 0) {
        const struct err *err = cannot(mem, where, "bind");

        close(fd);
        return err;
    }
    *out = (struct listener){
        .fd = fd, .port = port_of(fd), .loopback = is_loopback(&a)};
    if (a.sa.any.sa_family == AF_UNIX)
        memcpy(out->path, a.sa.un.sun_path, sizeof out->path);
    return NULL;
}

void
listen_close(struct listener *l)
{
    if (l->fd >= 0)
        close(l->fd);
    if (l->path[0])
        (void)unlink(l->path);
    l->fd = -1;
    l->path[0] = '\0';
}
