/* Static files out of the binary, under addresses that hold their hash.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/http.h"

#include "base/banned.h"
#include "base/embed.h"

static const struct embedded *
asset_find(struct arena *mem, struct str file)
{
    return embed_find(str_cz(mem, str_fmt(mem, "assets/%.*s", STR_FMT(file))));
}

bool
http_asset(const struct http_req *req, struct http_res *res)
{
    struct str prefix = STR("/assets/");
    struct str hash, file, etag;
    const struct embedded *e;

    if (req->method != HTTP_GET || !str_starts(req->path, prefix) ||
        !str_split(str_cut(req->path, prefix.n, req->path.n), '/', &hash,
                   &file))
        return false;
    e = asset_find(res->mem, file);
    if (!e)
        return false;
    etag = str_fmt(res->mem, "W/\"%s\"", e->hash); /* packed or not */
    http_res_header(res, "ETag", etag);
    http_res_header(res, "Cache-Control",
                    str_eq_cz(hash, e->hash)
                        ? STR("public, max-age=31536000, immutable")
                        : STR("public, no-cache"));
    res->content_type = e->mime;
    if (str_eq(http_header(req, "if-none-match"), etag)) {
        res->status = 304;
        return true;
    }
    res->static_body = (struct str){(const char *)e->p, e->n};
    return true;
}

struct str
http_asset_url(struct arena *mem, const char *file)
{
    const struct embedded *e = asset_find(mem, str_of(file));

    ASSERT(e);
    return str_fmt(mem, "/assets/%s/%s", e->hash, file);
}
