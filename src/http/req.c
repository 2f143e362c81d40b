/* Request: looking things up in it, and building one without a socket.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/req.h"

#include "base/banned.h"
#include "base/random.h"
#include "http/guard.h"
#include "http/parse.h"

#include <string.h>

static struct str
pair_find(const struct http_pair *pair, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq_cz(pair[i].name, name))
            return pair[i].value;
    }
    return STR_NONE;
}

struct str
http_header(const struct http_req *req, const char *lower_name)
{
    return pair_find(req->header, req->n_header, lower_name);
}

struct str
http_param(const struct http_req *req, const char *name)
{
    return pair_find(req->param, req->n_param, name);
}

struct str
http_path_arg(const struct http_req *req, const char *name)
{
    return pair_find(req->path_arg, req->n_path_arg, name);
}

/* Is `name` what we call `want` on this request? */
static bool
cookie_is(struct str name, bool secure, const char *want)
{
    struct str prefix = STR("__Host-");

    if (!secure)
        return str_eq_cz(name, want);
    return str_starts(name, prefix) &&
           str_eq_cz(str_cut(name, prefix.n, name.n), want);
}

struct str
http_cookie(const struct http_req *req, const char *name)
{
    struct str rest = http_header(req, "cookie");
    struct str found = STR_NONE;
    bool more = rest.n > 0;

    while (more) {
        struct str part, key, value;

        more = str_split(rest, ';', &part, &rest);
        if (!str_split(str_trim(part), '=', &key, &value) ||
            !cookie_is(key, req->secure, name))
            continue;
        if (found.p && !str_eq(found, value))
            return STR_NONE;
        found = value;
    }
    return found;
}

struct str
http_request_id(struct arena *mem)
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    unsigned char raw[12];
    char *p = arena_alloc(mem, sizeof raw);

    random_bytes(raw, sizeof raw);
    for (size_t i = 0; i < sizeof raw; i++)
        p[i] = digits[raw[i] & 31];
    return (struct str){p, sizeof raw};
}

int
http_req_fill(struct arena *mem, const struct http_head *head, struct str body,
              struct http_req *out)
{
    struct http_pair *header = ARENA_NEW_N(mem, struct http_pair, head->n + 1);
    int status;

    *out = (struct http_req){0};
    out->method = http_method_of(head->method);
    if (out->method == HTTP_HEAD) {
        out->method = HTTP_GET;
        out->head_only = true;
    }
    out->secure = head->secure;
    for (size_t i = 0; i < head->n; i++) {
        header[i].name = ascii_lower(mem, head->header[i].name);
        header[i].value = str_trim(head->header[i].value);
    }
    out->header = header;
    out->n_header = head->n;
    out->request_id = http_request_id(mem);
    status = parse_target(mem, head->target, out);
    if (status)
        return status;
    return parse_body(mem, body, http_header(out, "content-type"), out);
}

#define SKETCH_BODY_MAX ((size_t)64 * 1024 * 1024)

int
http_req_parse_target(struct arena *mem, const struct http_sketch *sketch,
                      struct http_req *out)
{
    struct http_pair *header = ARENA_NEW_N(mem, struct http_pair, 4);
    struct http_head head = {.method = str_of(sketch->method),
                             .target = sketch->target,
                             .header = header};
    struct guard_verdict verdict;
    int status;

    header[head.n++] = (struct http_pair){STR("Host"), STR("localhost")};
    if (sketch->content_type)
        header[head.n++] = (struct http_pair){STR("Content-Type"),
                                              str_of(sketch->content_type)};
    if (sketch->cookies.n > 0)
        header[head.n++] = (struct http_pair){STR("Cookie"), sketch->cookies};
    if (sketch->content_length)
        header[head.n++] = (struct http_pair){STR("Content-Length"),
                                              str_of(sketch->content_length)};
    else if (sketch->body.n > 0)
        header[head.n++] = (struct http_pair){
            STR("Content-Length"), str_fmt(mem, "%zu", sketch->body.n)};
    guard_check(&(struct guard_head){.method = head.method,
                                     .target = head.target,
                                     .version = STR("HTTP/1.1"),
                                     .header = header,
                                     .n_header = head.n},
                SKETCH_BODY_MAX, &verdict);
    if (verdict.status)
        return verdict.status;
    status = http_req_fill(mem, &head, sketch->body, out);
    out->peer = STR("127.0.0.1");
    return status;
}
