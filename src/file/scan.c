/* Virus scan of what comes in: one stream over one connection.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/scan.h"

#include "text/messages_file.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAIT_S = 30, ANSWER_MAX = 1024, PART_BYTES = 256 << 10 };

enum scan_verdict
scan_parse(struct str answer, struct str *out_name)
{
    static const struct str head = {"stream: ", 8};

    *out_name = STR_NONE;
    while (answer.n > 0 &&
           (answer.p[answer.n - 1] == '\0' || answer.p[answer.n - 1] == '\n'))
        answer.n--;
    if (!str_starts(answer, head))
        return SCAN_FAILED;
    answer = str_cut(answer, head.n, answer.n);
    if (str_eq_cz(answer, "OK"))
        return SCAN_CLEAN;
    if (!str_ends(answer, STR(" FOUND")) || !str_is_utf8(answer))
        return SCAN_FAILED;
    *out_name = str_cut(answer, 0, answer.n - 6);
    return SCAN_FOUND;
}

/* --- the connection --- */

struct line {
    int fd; /* -1: none */
};

static void
line_close(void *arg)
{
    struct line *l = arg;

    if (l->fd >= 0)
        (void)close(l->fd);
    l->fd = -1;
}

static bool
open_socket(struct line *l, int family)
{
    struct timeval wait = {.tv_sec = WAIT_S};

    l->fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return l->fd >= 0 &&
           setsockopt(l->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) ==
               0 &&
           setsockopt(l->fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait) == 0;
}

static bool
connect_file(struct line *l, struct str path)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};

    if (path.n >= sizeof to.sun_path || !open_socket(l, AF_UNIX))
        return false;
    memcpy(to.sun_path, path.p, path.n);
    return connect(l->fd, (const struct sockaddr *)&to, sizeof to) == 0;
}

static bool
connect_port(struct arena *mem, struct line *l, struct str where)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    struct str host, port;
    int64_t n = 0;

    if (!str_split(where, ':', &host, &port) || !str_to_i64(port, &n) ||
        n < 1 || n > 65535 ||
        inet_pton(AF_INET, str_cz(mem, host), &to.sin_addr) != 1 ||
        !open_socket(l, AF_INET))
        return false;
    to.sin_port = htons((uint16_t)n);
    return connect(l->fd, (const struct sockaddr *)&to, sizeof to) == 0;
}

static bool
send_all(const struct line *l, const void *p, size_t n)
{
    const char *at = p;

    while (n > 0) {
        ssize_t sent = send(l->fd, at, n, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        at += sent;
        n -= (size_t)sent;
    }
    return true;
}

static bool
send_part(const struct line *l, struct str part)
{
    uint32_t n = htonl((uint32_t)part.n);

    return send_all(l, &n, sizeof n) && send_all(l, part.p, part.n);
}

static bool
send_stream(const struct line *l, struct str bytes)
{
    static const char command[] = "zINSTREAM"; /* its NUL goes along */

    if (!send_all(l, command, sizeof command))
        return false;
    for (size_t from = 0; from < bytes.n; from += PART_BYTES)
        if (!send_part(l, str_cut(bytes, from, PART_BYTES)))
            return false;
    return send_part(l, STR_NONE);
}

static bool
read_answer(struct arena *mem, const struct line *l, struct str *out)
{
    char *p = ARENA_NEW_N(mem, char, ANSWER_MAX);
    size_t n = 0;

    while (n < ANSWER_MAX) {
        ssize_t got = recv(l->fd, p + n, ANSWER_MAX - n, 0);

        if (got < 0)
            return false;
        n += (size_t)got;
        if (got == 0 || p[n - 1] == '\0')
            break;
    }
    *out = (struct str){p, n};
    return n > 0;
}

const struct err *
scan_bytes(struct arena *mem, struct str where, const char *field,
           struct str bytes, bool *out_scanned)
{
    struct line *l = ARENA_NEW_N(mem, struct line, 1);
    struct str answer = STR_NONE, name = STR_NONE;
    enum scan_verdict verdict = SCAN_FAILED;

    *out_scanned = false;
    if (where.n == 0)
        return NULL;
    l->fd = -1;
    arena_defer(mem, line_close, l);
    /* A scanner that has seen enough answers and closes while we send. */
    if (where.p[0] == '/' ? connect_file(l, where)
                          : connect_port(mem, l, where)) {
        (void)send_stream(l, bytes);
        if (read_answer(mem, l, &answer))
            verdict = scan_parse(answer, &name);
    }
    line_close(l);
    if (verdict == SCAN_FOUND)
        return ERR(mem, INVALID, .msg = MSG_SCAN_FOUND, .arg = {msg_str(name)},
                   .field = field);
    if (verdict == SCAN_FAILED)
        return ERR(mem, UNAVAILABLE, .msg = MSG_SCAN_FAILED, .field = field,
                   .detail = "the virus scanner gave no answer");
    *out_scanned = true;
    return NULL;
}
