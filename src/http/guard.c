/* Guard: refuses heads that two programs could read in two ways.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/guard.h"

#include "base/banned.h"
#include "http/parse.h"

#include <string.h>

/* Headers of which a second one would make the request ambiguous. */
static const char *const single[] = {
    "host",         "content-length",   "transfer-encoding",
    "content-type", "content-encoding", "authorization",
    "cookie",       "origin",           "expect",
    "if-match",     "idempotency-key",  "sec-fetch-site",
    NULL,
};

static bool
is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9');

        if (!alnum && (c == '\0' || !strchr("!#$%&'*+-.^_`|~", c)))
            return false;
    }
    return s.n > 0;
}

/* Visible ASCII, space and tab, and bytes above 0x7f (RFC 9110 § 5.5). */
static bool
is_field_value(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

/* Steps over `s`, which must stand at *at, and then `nuls` NUL bytes. */
static bool
walk(struct str raw, size_t *at, struct str s, size_t nuls)
{
    if (s.p != raw.p + *at || s.n + nuls > raw.n - *at)
        return false;
    *at += s.n;
    for (size_t i = 0; i < nuls; i++) {
        if (raw.p[*at + i] != '\0')
            return false;
    }
    *at += nuls;
    return true;
}

/* The library ends a line at a bare LF, reads past a NUL in a value, and mends
 * folded lines; none of this shows in what it hands out, but it shows in where
 * that lies: each line must fill its place from the first to the last byte,
 * with two NULs where CR LF stood and one for ':' and ' '. */
static bool
raw_is_whole(const struct guard_head *h)
{
    size_t at = 0;
    struct str target = {h->raw.p + h->target_at, h->target.n};

    if (!walk(h->raw, &at, h->method, 1) || at != h->target_at ||
        target.n + 1 > h->raw.n - at)
        return false;
    at += target.n + 1; /* '?' and '&' in it have become NUL */
    if (!walk(h->raw, &at, h->version, 2))
        return false;
    for (size_t i = 0; i < h->n_header; i++) {
        if (!walk(h->raw, &at, h->header[i].name, 1))
            return false;
        while (at < h->raw.n && (h->raw.p[at] == ' ' || h->raw.p[at] == '\t'))
            at++;
        if (h->header[i].value.n == 0) {
            if (!walk(h->raw, &at, (struct str){h->raw.p + at, 0}, 2))
                return false;
        } else if (!walk(h->raw, &at, h->header[i].value, 2)) {
            return false;
        }
    }
    return walk(h->raw, &at, (struct str){h->raw.p + at, 0}, 2) &&
           at == h->raw.n;
}

static const char *
method_fault(struct str m, int *status)
{
    *status = 400;
    if (!is_token(m) || m.n > 20)
        return "method";
    for (size_t i = 0; i < m.n; i++) {
        if (m.p[i] >= 'a' && m.p[i] <= 'z')
            return "method";
    }
    *status = 405;
    return http_method_of(m) == HTTP_OTHER ? "method_not_allowed" : NULL;
}

/* Finds the one header of a name. False when there are two. */
static bool
one_header(const struct guard_head *h, const char *name, struct str *out)
{
    size_t seen = 0;

    *out = STR_NONE;
    for (size_t i = 0; i < h->n_header; i++) {
        if (!ascii_same(h->header[i].name, name))
            continue;
        *out = str_trim(h->header[i].value);
        if (!out->p)
            *out = STR("");
        seen++;
    }
    return seen <= 1;
}

static bool
host_is_good(struct str host)
{
    for (size_t i = 0; i < host.n; i++) {
        char c = host.p[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9');

        if (!alnum && !strchr(".-:[]_", c))
            return false;
    }
    return host.n > 0 && host.n <= 255;
}

static const char *
headers_fault(const struct guard_head *h)
{
    struct str host;

    for (size_t i = 0; i < h->n_header; i++) {
        if (!is_token(h->header[i].name))
            return "header_name";
        if (!is_field_value(h->header[i].value))
            return "header_value";
    }
    for (const char *const *name = single; *name; name++) {
        struct str ignored;

        if (!one_header(h, *name, &ignored))
            return "header_twice";
    }
    if (!one_header(h, "host", &host) || !host_is_good(host))
        return "host";
    return NULL;
}

static bool
digits(struct str s, uint64_t *out)
{
    uint64_t v = 0;

    if (s.n == 0 || s.n > 18)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    *out = v;
    return true;
}

/* How long the body is, in one way only. */
static const char *
length_fault(const struct guard_head *h, struct guard_verdict *out)
{
    struct str length, coding;

    if (!one_header(h, "content-length", &length) ||
        !one_header(h, "transfer-encoding", &coding))
        return "length_twice";
    if (length.p && coding.p)
        return "length_and_chunked";
    if (length.p && !digits(length, &out->body_bytes))
        return "length";
    if (!coding.p)
        return NULL;
    if (!ascii_same(coding, "chunked") || !str_eq_cz(h->version, "HTTP/1.1"))
        return "transfer_encoding";
    out->chunked = true;
    return NULL;
}

static void
refuse(struct guard_verdict *out, int status, const char *why)
{
    out->status = status;
    out->why = why;
}

static void
body_check(const struct guard_head *h, size_t body_max_bytes,
           struct guard_verdict *out)
{
    struct str type;
    struct str packing;
    bool one = one_header(h, "content-type", &type) &&
               one_header(h, "content-encoding", &packing);
    bool has_body = out->chunked || out->body_bytes > 0;

    if (!one)
        refuse(out, 400, "header_twice");
    else if (out->body_bytes > body_max_bytes)
        refuse(out, 413, "body_too_large");
    else if (has_body && http_method_of(h->method) != HTTP_POST)
        refuse(out, 400, "body_without_post");
    else if (has_body && media_kind(type) == MEDIA_UNKNOWN)
        refuse(out, 415, "content_type");
    else if (has_body && packing.n > 0 && !ascii_same(packing, "identity"))
        refuse(out, 415, "content_encoding");
}

void
guard_check(const struct guard_head *head, size_t body_max_bytes,
            struct guard_verdict *out)
{
    const char *why;
    int status = 400;

    *out = (struct guard_verdict){0};
    if (head->too_many || head->raw.n > GUARD_HEAD_MAX_BYTES) {
        refuse(out, 431, "head_too_large");
        return;
    }
    if (head->target.n > GUARD_TARGET_MAX) {
        refuse(out, 414, "target_too_long");
        return;
    }
    if (!str_eq_cz(head->version, "HTTP/1.1") &&
        !str_eq_cz(head->version, "HTTP/1.0")) {
        refuse(out, 400, "version");
        return;
    }
    if (head->raw.p && !raw_is_whole(head)) {
        refuse(out, 400, "line_ends");
        return;
    }
    why = headers_fault(head);
    if (!why)
        why = length_fault(head, out);
    if (!why && !target_is_plain(head->target))
        why = "target";
    if (!why)
        why = method_fault(head->method, &status);
    if (why)
        refuse(out, status, why);
    else
        body_check(head, body_max_bytes, out);
}
