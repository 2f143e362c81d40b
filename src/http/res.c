/* Response: what a handler fills, and the headers every answer leaves with.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/http.h"

#include "base/banned.h"
#include "text/messages_http.h"

#include <string.h>

void
http_res_init(struct http_res *res, struct arena *mem)
{
    *res = (struct http_res){
        .mem = mem,
        .status = 200,
        .content_type = "text/html; charset=utf-8",
    };
    buf_init(&res->body, mem);
}

/* Header names are ours, so the case is that of the call. */
static bool
has_header(const struct http_res *res, const char *name)
{
    for (size_t i = 0; i < res->n_header; i++) {
        if (str_eq_cz(res->header[i].name, name))
            return true;
    }
    return false;
}

static struct str
without_controls(struct arena *mem, struct str value)
{
    char *p = NULL;

    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];

        if (c >= 0x20 && c != 0x7f)
            continue;
        if (!p) {
            p = arena_alloc(mem, value.n);
            memcpy(p, value.p, value.n);
        }
        p[i] = ' ';
    }
    return p ? (struct str){p, value.n} : value;
}

void
http_res_header(struct http_res *res, const char *name, struct str value)
{
    bool many = strcmp(name, "Set-Cookie") == 0;
    size_t i = 0;

    while (i < res->n_header && (many || !str_eq_cz(res->header[i].name, name)))
        i++;
    ASSERT(i < HTTP_RES_HEADERS_MAX);
    res->header[i] = (struct http_pair){str_of(name),
                                        without_controls(res->mem, value)};
    if (i == res->n_header)
        res->n_header++;
}

/* An address as it may stand in Location: visible ASCII as it is, the rest
 * percent-encoded. */
static struct str
location(struct arena *mem, struct str path)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];

        if (c <= 0x20 || c >= 0x7f || c == '\\')
            buf_fmt(&b, "%%%02X", (unsigned)c);
        else
            buf_char(&b, (char)c);
    }
    return buf_done(&b);
}

void
http_see_other(struct http_res *res, struct str path)
{
    bool here = path.n > 0 && path.p[0] == '/' &&
                (path.n == 1 || (path.p[1] != '/' && path.p[1] != '\\'));

    res->status = 303;
    http_res_header(res, "Location",
                    here ? location(res->mem, path) : STR("/"));
}

/* filename="…" for old programs, filename*= for the rest (RFC 6266). */
static struct str
disposition(struct arena *mem, struct str name)
{
    struct buf b;

    buf_init(&b, mem);
    buf_cz(&b, "attachment; filename=\"");
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool plain = c >= 0x20 && c < 0x7f && !strchr("\"\\/%;", (char)c);

        buf_char(&b, plain ? (char)c : '_');
    }
    buf_cz(&b, "\"; filename*=UTF-8''");
    url_part(&b, name);
    return buf_done(&b);
}

void
http_attachment(struct http_res *res, const char *content_type,
                struct str file_name, struct str bytes)
{
    res->content_type = content_type;
    http_res_header(res, "Content-Disposition",
                    disposition(res->mem, file_name));
    http_res_header(res, "Content-Security-Policy",
                    STR("default-src 'none'; sandbox"));
    buf_init(&res->body, res->mem);
    buf_str(&res->body, bytes);
}

void
http_picture(struct http_res *res, const char *content_type, struct str bytes)
{
    ASSERT(str_starts(str_of(content_type), STR("image/")));
    res->content_type = content_type;
    http_res_header(res, "Content-Security-Policy",
                    STR("default-src 'none'; sandbox"));
    buf_init(&res->body, res->mem);
    buf_str(&res->body, bytes);
}

void
http_set_cookie(struct http_res *res, const struct http_req *req,
                const char *name, struct str value)
{
    struct buf b;

    for (size_t i = 0; i < value.n; i++)
        ASSERT(value.p[i] > 0x20 && value.p[i] < 0x7f && value.p[i] != ';');
    buf_init(&b, res->mem);
    buf_fmt(&b, "%s%s=", req->secure ? "__Host-" : "", name);
    buf_str(&b, value);
    buf_cz(&b, "; Path=/; HttpOnly; SameSite=Lax");
    if (req->secure)
        buf_cz(&b, "; Secure");
    if (value.n == 0)
        buf_cz(&b, "; Max-Age=0");
    http_res_header(res, "Set-Cookie", buf_done(&b));
}

void
http_not_allowed(struct http_res *res, const char *allow)
{
    res->status = 405;
    http_res_header(res, "Allow", str_of(allow));
}

static int
refusal_msg(int status)
{
    switch (status) {
    case 404:
        return MSG_HTTP_NOT_FOUND;
    case 405:
        return MSG_HTTP_METHOD;
    case 408:
        return MSG_HTTP_TOO_SLOW;
    case 413:
        return MSG_HTTP_TOO_LARGE;
    case 414:
    case 431:
        return MSG_HTTP_HEAD_TOO_LARGE;
    case 415:
        return MSG_HTTP_CONTENT_TYPE;
    case 503:
        return MSG_HTTP_BUSY;
    default:
        return MSG_HTTP_BAD_REQUEST;
    }
}

void
http_refuse(struct http_res *res, enum lang lang, int status)
{
    res->status = status;
    res->content_type = "text/plain; charset=utf-8";
    res->static_body = STR_NONE;
    buf_init(&res->body, res->mem);
    buf_str(&res->body, msg_plain(lang, refusal_msg(status)));
    buf_char(&res->body, '\n');
    http_res_header(res, "Content-Language", str_of(lang_code(lang)));
    if (status == 405 && !has_header(res, "Allow"))
        http_res_header(res, "Allow", STR("GET, HEAD, POST"));
    if (status == 503)
        http_res_header(res, "Retry-After", STR("5"));
}

static const struct {
    const char *name;
    const char *value;
} standard[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; "
     "img-src 'self'; font-src 'self'; connect-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cache-Control", "no-store"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

size_t
http_res_seal(const struct http_res *res, bool secure,
              struct http_pair out[HTTP_SEALED_MAX])
{
    size_t n = 0;

    out[n++] = (struct http_pair){STR("Content-Type"),
                                  str_of(res->content_type)};
    for (size_t i = 0; i < res->n_header; i++)
        out[n++] = res->header[i];
    for (size_t i = 0; i < ARRAY_LEN(standard); i++) {
        if (!has_header(res, standard[i].name))
            out[n++] = (struct http_pair){str_of(standard[i].name),
                                          str_of(standard[i].value)};
    }
    if (secure)
        out[n++] = (struct http_pair){
            STR("Strict-Transport-Security"),
            STR("max-age=63072000; includeSubDomains")};
    return n;
}

struct str
http_res_text(const struct http_res *res, bool secure, const char *reason)
{
    struct http_pair header[HTTP_SEALED_MAX];
    size_t n = http_res_seal(res, secure, header);
    struct str body = res->static_body.p ? res->static_body
                                         : buf_done(&res->body);
    struct buf b;

    buf_init(&b, res->mem);
    buf_fmt(&b, "HTTP/1.1 %d %s\r\n", res->status, reason);
    for (size_t i = 0; i < n; i++)
        buf_fmt(&b, "%.*s: %.*s\r\n", STR_FMT(header[i].name),
                STR_FMT(header[i].value));
    buf_fmt(&b, "Connection: close\r\nContent-Length: %zu\r\n\r\n", body.n);
    buf_str(&b, body);
    return buf_done(&b);
}
