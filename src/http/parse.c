/* Parsers of target, pairs and media types; bounded, they refuse in doubt.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/parse.h"

#include "base/banned.h"

#include <string.h>

enum http_method
http_method_of(struct str word)
{
    if (str_eq_cz(word, "GET"))
        return HTTP_GET;
    if (str_eq_cz(word, "HEAD"))
        return HTTP_HEAD;
    if (str_eq_cz(word, "POST"))
        return HTTP_POST;
    return HTTP_OTHER;
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
ascii_same(struct str s, const char *lower_word)
{
    size_t n = strlen(lower_word);

    if (s.n != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (lower(s.p[i]) != lower_word[i])
            return false;
    }
    return true;
}

struct str
ascii_lower(struct arena *mem, struct str s)
{
    char *p;

    if (s.n == 0)
        return STR_NONE;
    p = arena_alloc(mem, s.n);
    for (size_t i = 0; i < s.n; i++)
        p[i] = lower(s.p[i]);
    return (struct str){p, s.n};
}

/* --- percent-encoding --- */

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int
percent_decode(struct arena *mem, struct str s, bool plus, struct str *out)
{
    char *p;
    size_t n = 0;
    struct str got;

    *out = STR_NONE;
    if (s.n == 0)
        return 0;
    p = arena_alloc(mem, s.n);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == '%') {
            int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1;
            int low = i + 2 < s.n ? hex(s.p[i + 2]) : -1;

            if (high < 0 || low < 0)
                return 400;
            c = (char)(unsigned char)(high * 16 + low);
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        p[n++] = c;
    }
    got = (struct str){p, n};
    if (!str_is_utf8(got)) /* says no to NUL too */
        return 400;
    *out = got;
    return 0;
}

/* --- target --- */

bool
target_is_plain(struct str t)
{
    if (t.n == 0 || t.p[0] != '/' || (t.n > 1 && t.p[1] == '/'))
        return false;
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];

        if (c <= 0x20 || c >= 0x7f || strchr("\\#\"<>", (char)c))
            return false;
    }
    return true;
}

/* Bytes that may not come out of decoding: they would mean something else to
 * the next program that reads the path. */
static bool
path_is_safe(struct str path)
{
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];

        if (c < 0x20 || c == 0x7f || c == '\\')
            return false;
    }
    return true;
}

static bool
segments_are_good(struct str raw, struct str path)
{
    struct str rest = path;
    struct str part;
    bool more = true;
    size_t slashes = 0;

    for (size_t i = 0; i < raw.n; i++)
        slashes += raw.p[i] == '/';
    for (size_t i = 0; i < path.n; i++)
        slashes -= path.p[i] == '/';
    if (slashes != 0) /* an encoded one */
        return false;
    (void)str_split(rest, '/', &part, &rest); /* what stands before the first */
    while (more) {
        more = str_split(rest, '/', &part, &rest);
        if (str_eq_cz(part, ".") || str_eq_cz(part, "..") ||
            (part.n == 0 && more))
            return false;
    }
    return true;
}

int
parse_target(struct arena *mem, struct str target, struct http_req *out)
{
    struct str raw, path;
    struct http_pair *param = NULL;
    int status;

    if (!target_is_plain(target))
        return 400;
    (void)str_split(target, '?', &raw, &out->query);
    status = percent_decode(mem, raw, false, &path);
    if (status)
        return status;
    if (!path_is_safe(path) || !segments_are_good(raw, path))
        return 400;
    out->path = path;
    status = parse_pairs(mem, out->query, &param, &out->n_param);
    out->param = param;
    return status;
}

/* --- pairs --- */

static size_t
pairs_count(struct str s)
{
    size_t n = s.n > 0;

    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '&';
    return n;
}

static int
parse_pair(struct arena *mem, struct str part, struct http_pair *out)
{
    struct str name, value;
    int status;

    (void)str_split(part, '=', &name, &value);
    if (name.n > (size_t)3 * PARSE_NAME_MAX_BYTES)
        return 400;
    status = percent_decode(mem, name, true, &out->name);
    if (!status)
        status = percent_decode(mem, value, true, &out->value);
    if (!status && out->name.n > PARSE_NAME_MAX_BYTES)
        status = 400;
    return status;
}

int
parse_pairs(struct arena *mem, struct str s, struct http_pair **out,
            size_t *out_n)
{
    size_t n = pairs_count(s);
    size_t used = 0;
    bool more = n > 0;
    struct http_pair *pair;

    *out = NULL;
    *out_n = 0;
    if (n == 0)
        return 0;
    if (n > PARSE_FIELDS_MAX)
        return 413;
    pair = ARENA_NEW_N(mem, struct http_pair, n);
    while (more) {
        struct str part;

        more = str_split(s, '&', &part, &s);
        if (part.n > 0) {
            int status = parse_pair(mem, part, &pair[used++]);

            if (status)
                return status;
        }
    }
    *out = pair;
    *out_n = used;
    return 0;
}

/* --- media types and bodies --- */

static struct str
media_name(struct str content_type)
{
    struct str head, rest;

    (void)str_split(content_type, ';', &head, &rest);
    return str_trim(head);
}

enum media
media_kind(struct str content_type)
{
    static const char *const data[] = {
        "application/json", "application/fhir+json",  "application/xml",
        "text/xml",         "application/csp-report", NULL,
    };
    struct str name = media_name(content_type);

    if (name.n == 0)
        return content_type.n == 0 ? MEDIA_NONE : MEDIA_UNKNOWN;
    if (ascii_same(name, "application/x-www-form-urlencoded"))
        return MEDIA_FORM;
    if (ascii_same(name, "multipart/form-data"))
        return MEDIA_MULTIPART;
    for (const char *const *d = data; *d; d++) {
        if (ascii_same(name, *d))
            return MEDIA_DATA;
    }
    return MEDIA_UNKNOWN;
}

struct str
media_param(struct str content_type, const char *lower_name)
{
    struct str part, rest;
    bool more = str_split(content_type, ';', &part, &rest);

    while (more) {
        struct str name, value;

        more = str_split(rest, ';', &part, &rest);
        if (!str_split(part, '=', &name, &value) ||
            !ascii_same(str_trim(name), lower_name))
            continue;
        value = str_trim(value);
        if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
            value = str_cut(value, 1, value.n - 2);
        return value;
    }
    return STR_NONE;
}

static int
parse_form(struct arena *mem, struct str body, struct http_req *out)
{
    struct http_pair *field = NULL;
    int status = parse_pairs(mem, body, &field, &out->n_field);

    out->field = field;
    return status;
}

int
parse_body(struct arena *mem, struct str body, struct str content_type,
           struct http_req *out)
{
    struct str charset = media_param(content_type, "charset");

    if (charset.n > 0 && !ascii_same(charset, "utf-8"))
        return 415;
    out->content_type = ascii_lower(mem, media_name(content_type));
    switch (media_kind(content_type)) {
    case MEDIA_NONE:
        return body.n > 0 ? 415 : 0;
    case MEDIA_FORM:
        return parse_form(mem, body, out);
    case MEDIA_MULTIPART:
        return parse_multipart(mem, body, media_param(content_type, "boundary"),
                               out);
    case MEDIA_DATA:
        out->body = body;
        return 0;
    case MEDIA_UNKNOWN:
        break;
    }
    return body.n > 0 ? 415 : 0;
}
