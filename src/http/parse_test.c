/* Tests of the parsers: targets, pairs, multipart, cookies, the sketch.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"
#include "base/test.h"
#include "http/http.h"
#include "http/parse.h"

#include <string.h>

static int
get(struct arena *mem, const char *target, struct http_req *out)
{
    return http_req_parse_target(
        mem, &(struct http_sketch){.method = "GET", .target = str_of(target)},
        out);
}

static int
post(struct arena *mem, const char *type, struct str body, struct http_req *out)
{
    return http_req_parse_target(mem,
                                 &(struct http_sketch){.method = "POST",
                                                       .target = STR("/p"),
                                                       .content_type = type,
                                                       .body = body},
                                 out);
}

#define FORM  "application/x-www-form-urlencoded"
#define MULTI "multipart/form-data; boundary=\"-x\""

TEST(target_is_decoded)
{
    struct http_req req;

    CHECK_EQ(get(mem, "/barn/%C3%A6%20+?a=%C3%B8+1&b&=c&a=2#", &req), 400);
    CHECK_EQ(get(mem, "/barn/%C3%A6%20+?a=%C3%B8+1&b&=c&a=2", &req), 0);
    CHECK_EQ(req.method, HTTP_GET);
    CHECK_STR(req.path, "/barn/æ +");
    CHECK_STR(req.query, "a=%C3%B8+1&b&=c&a=2");
    CHECK_EQ(req.n_param, 4);
    CHECK_STR(http_param(&req, "a"), "ø 1");
    CHECK_STR(http_param(&req, "b"), "");
    CHECK_STR(http_param(&req, ""), "c");
    CHECK(!http_param(&req, "x").p);
    CHECK_EQ(req.request_id.n, 12);
    CHECK_EQ(get(mem, "/", &req), 0);
    CHECK_STR(req.path, "/");
    CHECK_EQ(get(mem, "/a/", &req), 0);
    CHECK_STR(req.path, "/a/");
}

TEST(sketch_meets_the_same_guard)
{
    struct http_req req;
    struct http_sketch s = {.method = "POST",
                            .target = STR("/"),
                            .content_type = FORM,
                            .body = STR("a=1"),
                            .content_length = "+3"};

    CHECK_EQ(http_req_parse_target(mem, &s, &req), 400);
    s.content_length = "999999999";
    CHECK_EQ(http_req_parse_target(mem, &s, &req), 413);
    s.content_length = NULL;
    CHECK_EQ(http_req_parse_target(mem, &s, &req), 0);
    s.content_type = "text/plain";
    CHECK_EQ(http_req_parse_target(mem, &s, &req), 415);
    s.method = "PATCH";
    CHECK_EQ(http_req_parse_target(mem, &s, &req), 405);
    CHECK_EQ(get(mem, "/a/../b", &req), 400);
    s = (struct http_sketch){.method = "HEAD", .target = STR("/x")};
    CHECK_EQ(http_req_parse_target(mem, &s, &req), 0);
    CHECK(req.method == HTTP_GET && req.head_only);
}

TEST(form_fields_are_decoded)
{
    struct http_req req;

    CHECK_EQ(post(mem, FORM, STR("navn=K%C3%A5re+%26+Co&tom=&x"), &req), 0);
    CHECK_EQ(req.n_field, 3);
    CHECK_STR(req.field[0].name, "navn");
    CHECK_STR(req.field[0].value, "Kåre & Co");
    CHECK_STR(req.field[1].value, "");
    CHECK_STR(req.content_type, FORM);
    CHECK_EQ(req.body.n, 0);
    CHECK_EQ(post(mem, FORM, STR("a=%C3"), &req), 400);
    CHECK_EQ(post(mem, FORM, STR("a=%4"), &req), 400);
    CHECK_EQ(post(mem, FORM, STR("a=\xff"), &req), 400);
    CHECK_EQ(post(mem, FORM "; charset=UTF-8", STR("a=1"), &req), 0);
    CHECK_EQ(post(mem, FORM "; charset=iso-8859-1", STR("a=1"), &req), 415);
}

TEST(number_of_fields_is_bounded)
{
    struct http_req req;
    struct buf b;

    buf_init(&b, mem);
    for (int i = 0; i < PARSE_FIELDS_MAX; i++)
        buf_cz(&b, i ? "&a=1" : "a=1");
    CHECK_EQ(post(mem, FORM, buf_done(&b), &req), 0);
    CHECK_EQ(req.n_field, PARSE_FIELDS_MAX);
    buf_cz(&b, "&a=1");
    CHECK_EQ(post(mem, FORM, buf_done(&b), &req), 413);
    CHECK_EQ(
        post(mem, FORM, str_fmt(mem, "%0*d=1", PARSE_NAME_MAX_BYTES, 1), &req),
        0);
    CHECK_EQ(post(mem, FORM,
                  str_fmt(mem, "%0*d=1", PARSE_NAME_MAX_BYTES + 1, 1), &req),
             400);
}

TEST(raw_data_is_kept)
{
    struct http_req req;

    CHECK_EQ(post(mem, "application/fhir+json; charset=utf-8", STR("{\"a\":1}"),
                  &req),
             0);
    CHECK_STR(req.body, "{\"a\":1}");
    CHECK_STR(req.content_type, "application/fhir+json");
    CHECK_EQ(req.n_field, 0);
}

TEST(multipart_gives_fields_and_files)
{
    struct http_req req;
    struct str body = STR(
        "---x\r\n"
        "Content-Disposition: form-data; name=\"navn\"\r\n\r\n"
        "Kåre\r\nog ---x\r\n"
        "---x\r\n"
        "content-disposition: form-data; filename=\"C:\\d\\år;.csv\"; "
        "name=\"fil\"\r\n"
        "Content-Type: text/csv\r\n\r\n"
        "\x00\xff\r\n-\r\n"
        "---x\r\n"
        "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n\r\n"
        "---x\r\n"
        "Content-Disposition: form-data; name=\"tom\"\r\n\r\n\r\n"
        "---x--\r\n");

    CHECK_EQ(post(mem, MULTI, body, &req), 0);
    CHECK_EQ(req.n_field, 2);
    CHECK_STR(req.field[0].name, "navn");
    CHECK_STR(req.field[0].value, "Kåre\r\nog ---x");
    CHECK_STR(req.field[1].name, "tom");
    CHECK_STR(req.field[1].value, "");
    CHECK_EQ(req.n_file, 1);
    CHECK_STR(req.file[0].name, "fil");
    CHECK_STR(req.file[0].file_name, "år;.csv");
    CHECK_STR(req.file[0].content_type, "text/csv");
    CHECK_EQ(req.file[0].bytes.n, 5);
}

TEST(multipart_that_is_not_well_formed)
{
    static const char *const bad[] = {
        "",
        "---y--",
        "x---x--",
        "---x\r\n",
        "---x\r\n\r\nvalue\r\n---x--",
        "---x\r\nContent-Disposition: form-data\r\n\r\n1\r\n---x--",
        "---x\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n---x--",
        "---x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n---x--",
        "---x\r\nContent-Disposition: file; name=\"a\"\r\n\r\n1\r\n---x--",
        "---x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n",
        "---x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1---x--",
        "---x\r\nContent-Disposition: form-data; name=\"a\"\n\n1\r\n---x--",
        "---x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n"
        "---x--",
        "---x\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n1\r\n"
        "---x--",
        "---x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
        "---x--rest",
        "---x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
        "---xContent-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n---x--",
    };
    struct http_req req;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        test_check_i64(post(mem, MULTI, str_of(bad[i]), &req), 400, bad[i],
                       TEST_WHERE);
    CHECK_EQ(post(mem, MULTI, STR("---x--"), &req), 0);
    CHECK_EQ(post(mem, "multipart/form-data", STR("--"), &req), 400);
}

static struct str
cookie(struct arena *mem, const char *header, bool secure, const char *name)
{
    struct http_pair h[] = {{STR("cookie"), str_of(header)}};
    struct http_req req = {.header = h, .n_header = 1, .secure = secure};

    (void)mem;
    return http_cookie(&req, name);
}

TEST(cookies)
{
    CHECK_STR(cookie(mem, "a=1; sid=x=y;b=2", false, "sid"), "x=y");
    CHECK_STR(cookie(mem, "sid=1", false, "si"), "");
    CHECK_STR(cookie(mem, "sid=1; sid=1", false, "sid"), "1");
    CHECK_STR(cookie(mem, "sid=1; sid=2", false, "sid"), "");
    CHECK_STR(cookie(mem, "sid=1; __Host-sid=2", true, "sid"), "2");
    CHECK_STR(cookie(mem, "sid=1", true, "sid"), "");
    CHECK_STR(cookie(mem, "__Host-sid=2", false, "sid"), "");
    CHECK_STR(cookie(mem, ";;=;sid", false, "sid"), "");
}

/* A text of any characters, of 1 to 4 bytes each; never NUL. */
static struct str
any_text(struct arena *mem)
{
    static const uint32_t top[] = {0x80, 0x800, 0xd800, 0x110000};
    unsigned char seed[64];
    struct buf b;

    buf_init(&b, mem);
    random_bytes(seed, sizeof seed);
    for (size_t i = 0; i + 4 <= sizeof seed; i += 4) {
        uint32_t c = (uint32_t)seed[i] << 16 | (uint32_t)seed[i + 1] << 8 |
                     seed[i + 2];

        c = c % top[seed[i + 3] % 4];
        if (c >= 0xd800 && c < 0xe000)
            c = '%';
        c = c ? c : '&';
        if (c >= 0x10000) {
            buf_char(&b, (char)(0xf0 | c >> 18));
            buf_char(&b, (char)(0x80 | (c >> 12 & 63)));
        } else if (c >= 0x800) {
            buf_char(&b, (char)(0xe0 | c >> 12));
        }
        if (c >= 0x800)
            buf_char(&b, (char)(0x80 | (c >> 6 & 63)));
        else if (c >= 0x80)
            buf_char(&b, (char)(0xc0 | c >> 6));
        buf_char(&b, c >= 0x80 ? (char)(0x80 | (c & 63)) : (char)c);
    }
    return buf_done(&b);
}

/* What url_part writes, we read back: as a field, a parameter and in a path. */
TEST(url_encoding_comes_back_as_it_went)
{
    random_fix(20261121);
    for (int i = 0; i < 2000; i++) {
        struct str name = any_text(mem);
        struct str value = any_text(mem);
        struct http_req req;
        struct buf b;

        ASSERT(str_is_utf8(value));
        buf_init(&b, mem);
        url_part(&b, name);
        buf_char(&b, '=');
        url_part(&b, value);
        CHECK_EQ(post(mem, FORM, buf_done(&b), &req), 0);
        CHECK(req.n_field == 1 && str_eq(req.field[0].name, name) &&
              str_eq(req.field[0].value, value));
        CHECK_EQ(get(mem,
                     str_cz(mem, str_fmt(mem, "/?%.*s", STR_FMT(buf_done(&b)))),
                     &req),
                 0);
        CHECK(req.n_param == 1 && str_eq(req.param[0].value, value));
    }
    random_fix(0);
}
