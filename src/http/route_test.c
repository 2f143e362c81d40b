/* Tests of routes, responses and static files.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/embed.h"
#include "base/test.h"
#include "http/gzip.h"
#include "http/http.h"

#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

static bool
match(const char *pattern, const char *path, struct http_req *req)
{
    *req = (struct http_req){.path = str_of(path)};
    return route_match(pattern, req);
}

TEST(literal_routes)
{
    struct http_req req;

    CHECK(match("/", "/", &req));
    CHECK(match("/barn", "/barn", &req));
    CHECK(!match("/barn", "/barn/", &req));
    CHECK(!match("/barn", "/barna", &req));
    CHECK(!match("/barn", "/", &req));
    CHECK(!match("/", "/barn", &req));
    CHECK(!match("/barn/ny", "/barn", &req));
    CHECK(!match("/barn", "/barn/ny", &req));
}

TEST(holes_take_one_segment)
{
    struct http_req req;

    CHECK(match("/barn/{sak}/stafett/{tilbud}", "/barn/x 1/stafett/æ", &req));
    CHECK_EQ(req.n_path_arg, 2);
    CHECK_STR(http_path_arg(&req, "sak"), "x 1");
    CHECK_STR(http_path_arg(&req, "tilbud"), "æ");
    CHECK_STR(http_path_arg(&req, "andre"), "");
    CHECK(!match("/barn/{sak}", "/barn/", &req));
    CHECK(!match("/barn/{sak}", "/barn/a/b", &req));
    CHECK(!match("/barn/{sak}/ny", "/barn/a/gammel", &req));
    CHECK(match("/{a}/{b}/{c}/{d}", "/1/2/3/4", &req));
    CHECK_STR(http_path_arg(&req, "d"), "4");
}

static struct str
sealed(const struct http_res *res, bool secure, const char *name)
{
    struct http_pair h[HTTP_SEALED_MAX];
    size_t n = http_res_seal(res, secure, h);

    for (size_t i = 0; i < n; i++) {
        if (str_eq_cz(h[i].name, name))
            return h[i].value;
    }
    return STR_NONE;
}

TEST(headers_are_replaced_and_cleaned)
{
    struct http_res res;

    http_res_init(&res, mem);
    http_res_header(&res, "Cache-Control", STR("a"));
    http_res_header(&res, "Cache-Control", STR("b\r\nX: c"));
    http_res_header(&res, "Set-Cookie", STR("a=1"));
    http_res_header(&res, "Set-Cookie", STR("b=1"));
    CHECK_EQ(res.n_header, 3);
    CHECK_STR(sealed(&res, false, "Cache-Control"), "b  X: c");
    CHECK(!sealed(&res, false, "Strict-Transport-Security").p);
    CHECK(sealed(&res, true, "Strict-Transport-Security").p);
}

TEST(cookie_is_taken_away)
{
    struct http_res res;
    struct http_req req = {.secure = true};

    http_res_init(&res, mem);
    http_set_cookie(&res, &req, "sid", STR_NONE);
    CHECK_STR(res.header[0].value, "__Host-sid=; Path=/; HttpOnly; "
                                   "SameSite=Lax; Secure; Max-Age=0");
}

/* The first embedded asset, if the build has any. */
static const struct embedded *
some_asset(void)
{
    for (size_t i = 0; i < embed_count(); i++) {
        if (strncmp(embed_at(i)->name, "assets/", 7) == 0)
            return embed_at(i);
    }
    return NULL;
}

static bool
ask(struct arena *mem, struct str path, struct str etag, struct http_res *res)
{
    struct http_pair h[] = {{STR("if-none-match"), etag}};
    struct http_req req = {.path = path, .header = h, .n_header = 1};

    http_res_init(res, mem);
    return http_asset(&req, res);
}

TEST(assets_are_kept_for_ever_under_their_hash)
{
    const struct embedded *e = some_asset();
    struct http_res res;
    struct str etag;

    ASSERT(e);
    CHECK(ask(mem, http_asset_url(mem, e->name + 7), STR_NONE, &res));
    CHECK_EQ(res.static_body.n, e->n);
    CHECK_STR(str_of(res.content_type), e->mime);
    CHECK_STR(sealed(&res, false, "Cache-Control"),
              "public, max-age=31536000, immutable");
    etag = sealed(&res, false, "ETag");
    CHECK(ask(mem, str_fmt(mem, "/assets/0123456789abcdef/%s", e->name + 7),
              STR_NONE, &res));
    CHECK_STR(sealed(&res, false, "Cache-Control"), "public, no-cache");
    CHECK(ask(mem, http_asset_url(mem, e->name + 7), etag, &res));
    CHECK_EQ(res.status, 304);
    CHECK(!res.static_body.p);
    CHECK(!ask(mem, STR("/assets/0123456789abcdef/none"), STR_NONE, &res));
    CHECK(!ask(mem, STR("/assets/none"), STR_NONE, &res));
    CHECK(!ask(mem, STR("/assets//../sql/0001.sql"), STR_NONE, &res));
}

/* Unpacks with the library, byte for byte. */
static bool
unpacks_to(struct arena *mem, struct str packed, struct str want)
{
    char *p = arena_alloc(mem, want.n + 1);
    z_stream z = {.next_in = (const Bytef *)packed.p,
                  .avail_in = (uInt)packed.n,
                  .next_out = (Bytef *)p,
                  .avail_out = (uInt)want.n + 1};
    bool whole = inflateInit2(&z, 31) == Z_OK &&
                 inflate(&z, Z_FINISH) == Z_STREAM_END;
    struct str got = {p, z.total_out};

    inflateEnd(&z);
    return whole && str_eq(got, want);
}

TEST(packed_files_unpack_to_the_same)
{
    struct gzip_cache *g = gzip_new();
    size_t packed_n = 0;

    for (size_t i = 0; i < embed_count(); i++) {
        const struct embedded *e = embed_at(i);
        struct str file = {(const char *)e->p, e->n};
        struct str packed = gzip_of(g, file);

        packed_n += packed.n > 0;
        CHECK(packed.n == 0 || unpacks_to(mem, packed, file));
        CHECK(gzip_of(g, file).p == packed.p);
    }
    CHECK(packed_n > 0);
    CHECK(!gzip_of(g, STR("other")).p);
    gzip_free(g);
}

TEST(accept_encoding)
{
    CHECK(gzip_wanted(STR("gzip")));
    CHECK(gzip_wanted(STR("br, GZIP;q=0.5 ,deflate")));
    CHECK(!gzip_wanted(STR("br;q=1, deflate")));
    CHECK(!gzip_wanted(STR("gzip;q=0")));
    CHECK(!gzip_wanted(STR("gzip; q=0.000")));
    CHECK(!gzip_wanted(STR("xgzip")));
    CHECK(!gzip_wanted(STR_NONE));
}
