/* Raw-socket attacks on a running server: each ends in a refusal, and the
 * handler never sees it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "http/http.h"
#include "http/test_client.h"

#include <stdatomic.h>

#define BODY_MAX 1000

static atomic_int calls;

static void
handle(void *ctx, unsigned worker, struct http_req *req, struct http_res *res)
{
    (void)ctx;
    (void)worker;
    atomic_fetch_add(&calls, 1);
    buf_fmt(&res->body, "%zu fields", req->n_field);
}

static struct http_server *
start(struct arena *mem, unsigned head_ms)
{
    struct http_server *s = NULL;

    atomic_store(&calls, 0);
    CHECK(!http_server_start(mem,
                             &(struct http_options){.listen = "127.0.0.1:0",
                                                    .workers = 2,
                                                    .body_max_bytes = BODY_MAX,
                                                    .per_address_max = 8,
                                                    .head_ms = head_ms,
                                                    .body_ms = head_ms,
                                                    .idle_ms = head_ms},
                             handle, NULL, &s));
    return s;
}

struct attack {
    const char *name;
    struct str bytes;
    int status;
};

/* Everything that comes until the other side closes. */
static struct str
read_all(struct arena *mem, int fd)
{
    struct buf b;

    buf_init(&b, mem);
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        char chunk[4096];
        ssize_t n = poll(&p, 1, CLIENT_WAIT_MS) == 1
                        ? recv(fd, chunk, sizeof chunk, 0)
                        : -1;

        if (n <= 0)
            return buf_done(&b);
        buf_bytes(&b, chunk, (size_t)n);
    }
}

/* One answer at most, with the status, then the connection is closed, and the
 * handler was not called. */
static void
attack(struct arena *mem, int port, const struct attack *a)
{
    int fd = client_open(port);
    int before = atomic_load(&calls);
    struct str answer, rest;

    (void)client_send(fd, a->bytes);
    answer = read_all(mem, fd);
    close(fd);
    test_check_i64(client_status(answer), a->status, a->name, TEST_WHERE);
    rest = str_cut(answer, 9, answer.n);
    test_check(!str_has(rest, STR("HTTP/1.1 200")), a->name, TEST_WHERE);
    test_check_i64(atomic_load(&calls), before, a->name, TEST_WHERE);
}

#define HEAD(target) "GET " target " HTTP/1.1\r\nHost: a\r\n"
#define POST_HEAD                    \
    "POST / HTTP/1.1\r\nHost: a\r\n" \
    "Content-Type: application/x-www-form-urlencoded\r\n"
#define SMUGGLED "GET /second HTTP/1.1\r\nHost: a\r\n\r\n"

#define ATTACK(name, bytes, status)              \
    {                                            \
        name, {bytes, sizeof(bytes) - 1}, status \
    }

static const struct attack framing[] = {
    ATTACK("two Content-Lengths that differ",
           POST_HEAD "Content-Length: 3\r\nContent-Length: 40\r\n\r\n"
                     "a=1" SMUGGLED,
           400),
    ATTACK("two Content-Lengths that agree",
           POST_HEAD "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1", 400),
    ATTACK("Content-Length list", POST_HEAD "Content-Length: 3, 3\r\n\r\na=1",
           400),
    ATTACK("Content-Length +3", POST_HEAD "Content-Length: +3\r\n\r\na=1", 400),
    ATTACK("Content-Length -1", POST_HEAD "Content-Length: -1\r\n\r\na=1", 400),
    ATTACK("Content-Length 0x3", POST_HEAD "Content-Length: 0x3\r\n\r\na=1",
           400),
    ATTACK("Content-Length with a space inside",
           POST_HEAD "Content-Length: 1 3\r\n\r\na=1", 400),
    ATTACK("Content-Length beyond 64 bits",
           POST_HEAD "Content-Length: 18446744073709551619\r\n\r\na=1", 413),
    ATTACK("Content-Length and chunked",
           POST_HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "0\r\n\r\n" SMUGGLED,
           400),
    ATTACK("chunked and Content-Length",
           POST_HEAD "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
                     "0\r\n\r\n" SMUGGLED,
           400),
    ATTACK("Transfer-Encoding xchunked",
           POST_HEAD "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    ATTACK("Transfer-Encoding gzip, chunked",
           POST_HEAD "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    ATTACK("Transfer-Encoding identity",
           POST_HEAD "Transfer-Encoding: identity\r\n\r\n", 400),
    ATTACK("two Transfer-Encodings",
           POST_HEAD "Transfer-Encoding: chunked\r\n"
                     "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
           400),
    ATTACK("Transfer-Encoding with a vertical tab",
           POST_HEAD "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 400),
    ATTACK("chunked in HTTP/1.0",
           "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
           "0\r\n\r\n",
           400),
    ATTACK("chunk size 0x3",
           POST_HEAD "Transfer-Encoding: chunked\r\n\r\n0x3\r\na=1\r\n"
                     "0\r\n\r\n",
           400),
    ATTACK("chunk size beyond 64 bits",
           POST_HEAD "Transfer-Encoding: chunked\r\n\r\n"
                     "fffffffffffffffff\r\na=1\r\n0\r\n\r\n",
           413),
    ATTACK("a body on GET", HEAD("/") "Content-Length: 3\r\n\r\na=1", 400),
};

static const struct attack heads[] = {
    ATTACK("two Hosts", HEAD("/") "Host: b\r\n\r\n", 400),
    ATTACK("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
    ATTACK("no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400),
    ATTACK("empty Host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", 400),
    ATTACK("Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    ATTACK("Host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
    ATTACK("two Cookies", HEAD("/") "Cookie: a=1\r\nCookie: a=2\r\n\r\n", 400),
    ATTACK("space before colon", HEAD("/") "X-A : b\r\n\r\n", 400),
    ATTACK("tab before colon", HEAD("/") "X-A\t: b\r\n\r\n", 400),
    ATTACK("no colon", HEAD("/") "X-A\r\n\r\n", 400),
    ATTACK("empty name", HEAD("/") ": b\r\n\r\n", 400),
    ATTACK("name with a bracket", HEAD("/") "X(A): b\r\n\r\n", 400),
    ATTACK("folded line", HEAD("/") "X-A: b\r\n c\r\n\r\n", 400),
    ATTACK("folded line in the middle",
           HEAD("/") "X-A: b\r\n\tc\r\nX-B: d\r\n\r\n", 400),
    ATTACK("first line folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    ATTACK("bare LF after a header", HEAD("/") "X-A: b\nX-B: c\r\n\r\n", 400),
    ATTACK("bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n",
           400),
    ATTACK("bare LF everywhere", "GET / HTTP/1.1\nHost: a\n\n", 400),
    ATTACK("bare LF at the end", HEAD("/") "\n", 400),
    ATTACK("bare LF hides a second Content-Length",
           POST_HEAD "X-A: b\nContent-Length: 3\r\n\r\na=1", 400),
    ATTACK("bare CR in a value", HEAD("/") "X-A: b\rX-B: c\r\n\r\n", 400),
    ATTACK("NUL in a value", HEAD("/") "X-A: b\0c\r\nX-B: d\r\n\r\n", 400),
    ATTACK("NUL in the last value", HEAD("/") "X-A: b\0c\r\n\r\n", 400),
    ATTACK("NUL at the end of a value", HEAD("/") "X-A: b\0\r\n\r\n", 400),
    ATTACK("NUL alone as a value", HEAD("/") "X-A: \0\r\n\r\n", 400),
    ATTACK("NUL in a name", HEAD("/") "X\0A: b\r\n\r\n", 400),
    ATTACK("NUL in Host", "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 400),
    ATTACK("BEL in a value", HEAD("/") "X-A: \a\r\n\r\n", 400),
    ATTACK("DEL in a value", HEAD("/") "X-A: \x7f\r\n\r\n", 400),
};

static const struct attack lines[] = {
    ATTACK("method in lower case", "get / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ATTACK("method with a bracket", "G[T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ATTACK("NUL in the method", "GE\0T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ATTACK("method TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    ATTACK("method CONNECT", "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    ATTACK("method OPTIONS on *", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ATTACK("method DELETE", "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    ATTACK("absolute target", HEAD("http://a/b") "\r\n", 400),
    ATTACK("target with an authority", HEAD("//evil/b") "\r\n", 400),
    ATTACK("target without slash", HEAD("a") "\r\n", 400),
    ATTACK("fragment", HEAD("/a#b") "\r\n", 400),
    ATTACK("backslash", HEAD("/a\\b") "\r\n", 400),
    ATTACK("NUL in the target", HEAD("/a\0b") "\r\n", 400),
    ATTACK("raw UTF-8 in the target", HEAD("/\xc3\xa5") "\r\n", 400),
    ATTACK("tab in the target", HEAD("/a\tb") "\r\n", 400),
    ATTACK("space in the target", HEAD("/a b") "\r\n", 400),
    ATTACK("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ATTACK("..", HEAD("/a/../b") "\r\n", 400),
    ATTACK(".. at the end", HEAD("/a/..") "\r\n", 400),
    ATTACK("encoded ..", HEAD("/a/%2e%2E/b") "\r\n", 400),
    ATTACK(".", HEAD("/./a") "\r\n", 400),
    ATTACK("encoded slash", HEAD("/a%2fb") "\r\n", 400),
    ATTACK("encoded backslash", HEAD("/a%5cb") "\r\n", 400),
    ATTACK("encoded NUL", HEAD("/a%00b") "\r\n", 400),
    ATTACK("encoded CR LF", HEAD("/a%0d%0aX: b") "\r\n", 400),
    ATTACK("encoded CR LF without space", HEAD("/a%0d%0aX:b") "\r\n", 400),
    ATTACK("encoded DEL", HEAD("/%7f") "\r\n", 400),
    ATTACK("bad escape", HEAD("/%zz") "\r\n", 400),
    ATTACK("cut escape", HEAD("/%a") "\r\n", 400),
    ATTACK("bad UTF-8 in the path", HEAD("/%ff") "\r\n", 400),
    ATTACK("over-long UTF-8 in the path", HEAD("/%c0%af") "\r\n", 400),
    ATTACK("surrogate in the path", HEAD("/%ed%a0%80") "\r\n", 400),
    ATTACK("empty segment", HEAD("/a//b") "\r\n", 400),
    ATTACK("bad UTF-8 in the query", HEAD("/?a=%ff") "\r\n", 400),
    ATTACK("NUL in the query", HEAD("/?a=%00") "\r\n", 400),
    ATTACK("bad escape in the query", HEAD("/?a=%") "\r\n", 400),
    ATTACK("HTTP/0.9", "GET /\r\n\r\n", 400),
    ATTACK("HTTP/1.1x", "GET / HTTP/1.1x\r\nHost: a\r\n\r\n", 400),
    ATTACK("HTTP/2.7", "GET / HTTP/2.7\r\nHost: a\r\n\r\n", 505),
};

static const struct attack bodies[] = {
    ATTACK("plain text",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: "
           "text/plain\r\nContent-Length: 3\r\n\r\na=1",
           415),
    ATTACK("no content type",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1", 415),
    ATTACK("Latin-1",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: "
           "application/x-www-form-urlencoded; charset=latin1\r\n"
           "Content-Length: 3\r\n\r\na=1",
           415),
    ATTACK("a packed body",
           POST_HEAD "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\na=1",
           415),
    ATTACK("two packings, the first none",
           POST_HEAD "Content-Encoding: identity\r\nContent-Encoding: br\r\n"
                     "Content-Length: 3\r\n\r\na=1",
           400),
    ATTACK("bad UTF-8 in a field", POST_HEAD "Content-Length: 5\r\n\r\na=%ff",
           400),
    ATTACK("NUL in a field", POST_HEAD "Content-Length: 5\r\n\r\na=%00", 400),
    ATTACK("multipart without boundary",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data\r\n"
           "Content-Length: 3\r\n\r\na=1",
           400),
    ATTACK("multipart that never ends",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; "
           "boundary=x\r\nContent-Length: 8\r\n\r\n--x\r\na=1",
           400),
    ATTACK("Content-Length above the limit",
           POST_HEAD "Content-Length: 1001\r\n\r\n", 413),
};

static void
attack_all(struct arena *mem, const struct attack *a, size_t n)
{
    struct http_server *s = start(mem, 5000);
    int port = http_server_port(s);

    for (size_t i = 0; i < n; i++)
        attack(mem, port, &a[i]);
    CHECK_EQ(client_status(client_get(mem, port, "/")), 200);
    http_server_stop(s);
}

TEST(framing_that_can_be_read_in_two_ways)
{
    attack_all(mem, framing, ARRAY_LEN(framing));
}

TEST(heads_that_break_the_grammar)
{
    attack_all(mem, heads, ARRAY_LEN(heads));
}

TEST(request_lines_that_break_the_grammar)
{
    attack_all(mem, lines, ARRAY_LEN(lines));
}

TEST(bodies_of_the_wrong_kind)
{
    attack_all(mem, bodies, ARRAY_LEN(bodies));
}

/* The answer comes before the body, and is not lost when all of it is sent. */
TEST(body_over_the_limit_is_refused_at_once_and_read_on)
{
    struct http_server *s = start(mem, 5000);
    struct str body = str_fmt(mem, "a=%08000000d", 0);
    int fd = client_open(http_server_port(s));
    struct str a;

    (void)client_send(fd, str_fmt(mem,
                                  POST_HEAD "Accept-Language: en\r\n"
                                            "Content-Length: %zu\r\n\r\n",
                                  body.n));
    a = client_read(mem, fd, false);
    CHECK_EQ(client_status(a), 413);
    CHECK(str_has(a, STR("\r\nConnection: close\r\n")));
    CHECK(str_has(a, STR("\r\nContent-Security-Policy: ")));
    CHECK(str_has(a, STR("smaller file")));
    CHECK(client_send(fd, body));
    CHECK_EQ(recv(fd, &(char){0}, 1, 0), 0); /* closed, not reset */
    close(fd);
    a = client_talk(mem, http_server_port(s),
                    STR(POST_HEAD "Expect: 100-continue\r\n"
                                  "Content-Length: 8000000\r\n\r\n"));
    CHECK_EQ(client_status(a), 413);
    CHECK_EQ(atomic_load(&calls), 0);
    http_server_stop(s);
}

/* Unusual, but right: each must be answered. */
TEST(lawful_requests_pass)
{
    static const struct attack lawful[] = {
        ATTACK("no space after the colon", "GET / HTTP/1.1\r\nHost:a\r\n\r\n",
               200),
        ATTACK("much space around a value",
               HEAD("/") "X-A: \t  b \t\r\nX-B:\r\nX-C:   \r\n\r\n", 200),
        ATTACK("UTF-8 in a value", HEAD("/") "X-A: \xc3\xa5\r\n\r\n", 200),
        ATTACK("empty lines first", "\r\n\r\n" HEAD("/") "\r\n", 200),
        ATTACK("IPv6 host", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200),
        ATTACK("query with everything", HEAD("/a?x=1&&y&=z&q={a}|b") "\r\n",
               200),
        ATTACK("header names in any case",
               "POST / HTTP/1.1\r\nhOST: a\r\ncontent-TYPE: "
               "Application/X-WWW-Form-Urlencoded;charset=UTF-8\r\n"
               "CONTENT-length: 3\r\n\r\na=1",
               200),
        ATTACK("empty POST",
               "POST / HTTP/1.1\r\nHost: a\r\n"
               "Content-Length: 0\r\n\r\n",
               200),
        ATTACK("chunked",
               POST_HEAD "Transfer-Encoding: Chunked\r\n\r\n"
                         "3;x=y\r\na=1\r\n4\r\n&b=2\r\n0\r\n"
                         "X-Trailer: t\r\n\r\n",
               200),
        ATTACK("HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", 200),
    };
    struct http_server *s = start(mem, 5000);
    int port = http_server_port(s);

    for (size_t i = 0; i < ARRAY_LEN(lawful); i++)
        test_check_i64(client_status(client_talk(mem, port, lawful[i].bytes)),
                       lawful[i].status, lawful[i].name, TEST_WHERE);
    http_server_stop(s);
}

/* The guard relies on the head lying in one piece: so it must, however it was
 * cut into packets and however long it is. */
TEST(heads_in_small_pieces_pass)
{
    struct http_server *s = start(mem, 5000);
    int port = http_server_port(s);

    for (size_t pad = 0; pad <= 12000; pad += 3000) {
        struct buf b;
        struct str head;
        int fd = client_open(port);

        buf_init(&b, mem);
        for (int twice = 0; twice < 2; twice++) { /* the second on a used one */
            buf_cz(&b, "GET /?a=1&b=%41 HTTP/1.1\r\nHost: a\r\n");
            for (size_t i = 0; i < pad / 300; i++)
                buf_fmt(&b, "X-Pad-%zu: %0300d\r\n", i, 0);
            buf_cz(&b, "Accept: */*\r\n\r\n");
            head = buf_done(&b);
            for (size_t at = 0; at < head.n; at += pad / 20 + 1)
                (void)client_send(fd, str_cut(head, at, pad / 20 + 1));
            CHECK_EQ(client_status(client_read(mem, fd, false)), 200);
            buf_init(&b, mem);
        }
        close(fd);
    }
    http_server_stop(s);
}

static struct str
with_headers(struct arena *mem, size_t n, int value_bytes)
{
    struct buf b;

    buf_init(&b, mem);
    buf_cz(&b, HEAD("/"));
    for (size_t i = 0; i < n; i++)
        buf_fmt(&b, "X-%zu: %0*d\r\n", i, value_bytes, 0);
    buf_cz(&b, "\r\n");
    return buf_done(&b);
}

TEST(heads_too_large_answer_431)
{
    struct http_server *s = start(mem, 5000);
    int port = http_server_port(s);

    CHECK_EQ(client_status(client_talk(mem, port, with_headers(mem, 63, 1))),
             200);
    CHECK_EQ(client_status(client_talk(mem, port, with_headers(mem, 64, 1))),
             431);
    CHECK_EQ(client_status(client_talk(mem, port, with_headers(mem, 2000, 1))),
             431);
    CHECK_EQ(client_status(client_talk(mem, port, with_headers(mem, 1, 20000))),
             431);
    CHECK_EQ(client_status(client_talk(mem, port, with_headers(mem, 1, 40000))),
             431);
    CHECK_EQ(client_status(client_get(
                 mem, port, str_cz(mem, str_fmt(mem, "/%05000d", 0)))),
             414);
    http_server_stop(s);
}

TEST(chunked_body_over_the_limit_answers_413)
{
    struct http_server *s = start(mem, 5000);
    struct buf b;
    struct str a;

    buf_init(&b, mem);
    buf_cz(&b, POST_HEAD "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 101; i++)
        buf_cz(&b, "a\r\na=56789&12\r\n");
    buf_cz(&b, "0\r\n\r\n" SMUGGLED);
    a = client_talk(mem, http_server_port(s), buf_done(&b));
    CHECK_EQ(client_status(a), 413);
    CHECK(str_has(a, STR("\r\nConnection: close\r\n")));
    CHECK_EQ(atomic_load(&calls), 0);
    http_server_stop(s);
}

TEST(chunked_body_without_end_is_cut)
{
    struct http_server *s = start(mem, 5000);
    int fd = client_open(http_server_port(s));
    struct str chunk = str_fmt(mem, "40000\r\n%0262144d\r\n", 0);

    (void)client_send(fd, STR(POST_HEAD "Transfer-Encoding: chunked\r\n\r\n"));
    for (int i = 0; i < 100000 && client_send(fd, chunk); i++) {
    }
    CHECK(!client_send(fd, chunk));
    CHECK_EQ(atomic_load(&calls), 0);
    close(fd);
    http_server_stop(s);
}

TEST(what_follows_a_chunked_body_is_not_read)
{
    struct http_server *s = start(mem, 5000);
    int fd = client_open(http_server_port(s));
    struct str a;

    (void)client_send(fd, STR(POST_HEAD "Transfer-Encoding: chunked\r\n\r\n"
                                        "3\na=1\n0\n\n" SMUGGLED));
    a = read_all(mem, fd);
    CHECK_EQ(client_status(a), 200);
    CHECK(str_has(a, STR("\r\nConnection: close\r\n")));
    CHECK_EQ(atomic_load(&calls), 1);
    close(fd);
    http_server_stop(s);
}

/* One byte now and then does not keep a connection. */
TEST(slow_heads_and_bodies_are_cut_with_408)
{
    static const char *const begin[] = {
        "GET / HTTP/1.1\r\nHost: a\r\nX-A: ",
        POST_HEAD "Content-Length: 100\r\n\r\n",
    };
    struct http_server *s = start(mem, 300);

    for (size_t i = 0; i < ARRAY_LEN(begin); i++) {
        int fd = client_open(http_server_port(s));
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int bytes = 0;

        (void)client_send(fd, str_of(begin[i]));
        while (poll(&p, 1, 50) == 0 && bytes < 60) {
            (void)client_send(fd, STR("a"));
            bytes++;
        }
        CHECK(bytes > 2 && bytes < 60);
        CHECK_EQ(client_status(client_read(mem, fd, false)), 408);
        close(fd);
    }
    CHECK_EQ(atomic_load(&calls), 0);
    http_server_stop(s);
}

TEST(idle_connections_are_closed)
{
    struct http_server *s = start(mem, 300);
    int fd = client_open(http_server_port(s));

    (void)client_send(fd, STR(HEAD("/") "\r\n"));
    CHECK_EQ(client_status(client_read(mem, fd, false)), 200);
    CHECK_EQ(read_all(mem, fd).n, 0);
    close(fd);
    http_server_stop(s);
}

TEST(one_address_has_a_limited_number_of_connections)
{
    struct http_server *s = start(mem, 5000);
    int port = http_server_port(s);
    int fd[8];

    for (int i = 0; i < 8; i++) {
        fd[i] = client_open(port);
        (void)client_send(fd[i], STR(HEAD("/") "\r\n"));
        CHECK_EQ(client_status(client_read(mem, fd[i], false)), 200);
    }
    /* the ninth is answered, the one that was idle longest is closed for it */
    CHECK_EQ(client_status(client_get(mem, port, "/")), 200);
    CHECK_STR(read_all(mem, fd[0]), "");
    (void)client_send(fd[7], STR(HEAD("/") "\r\n"));
    CHECK_EQ(client_status(client_read(mem, fd[7], false)), 200);
    for (int i = 0; i < 8; i++)
        close(fd[i]);
    http_server_stop(s);
}
