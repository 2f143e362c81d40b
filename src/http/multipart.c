/* multipart/form-data: forms with files; bounded, copies nothing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/parse.h"

#include "base/banned.h"

#include <string.h>

/* Source: RFC 7578; RFC 2046 § 5.1.1. We take what browsers write: no preamble,
 * CR LF, the headers Content-Disposition and Content-Type. */

#define PART_HEADERS_MAX 8
#define PART_LINE_MAX    1024
#define BOUNDARY_MAX     70

struct part {
    struct str name;
    struct str file_name;
    struct str content_type;
    bool is_file;
    struct str bytes;
};

/* Takes `what` off the front of *s. */
static bool
take(struct str *s, struct str what)
{
    if (!str_starts(*s, what))
        return false;
    *s = str_cut(*s, what.n, s->n - what.n);
    return true;
}

/* Where "\r\n--boundary" begins in s, or s.n. */
static size_t
find_end(struct str s, struct str mark)
{
    size_t at = 0;

    while (at + mark.n <= s.n) {
        const char *cr = memchr(s.p + at, '\r', s.n - at - mark.n + 1);

        if (!cr)
            break;
        if (memcmp(cr, mark.p, mark.n) == 0)
            return (size_t)(cr - s.p);
        at = (size_t)(cr - s.p) + 1;
    }
    return s.n;
}

/* A line up to CR LF, without it. */
static bool
take_line(struct str *s, struct str *line)
{
    size_t at = 0;

    while (at + 1 < s->n && at <= PART_LINE_MAX) {
        if (s->p[at] == '\r' && s->p[at + 1] == '\n') {
            *line = str_cut(*s, 0, at);
            *s = str_cut(*s, at + 2, s->n - at - 2);
            return true;
        }
        if (s->p[at] == '\r' || s->p[at] == '\n' || s->p[at] == '\0')
            return false;
        at++;
    }
    return false;
}

/* The value of name="…" in a Content-Disposition. Browsers write %22, %0D and
 * %0A for what a quoted string cannot hold, and nothing else is encoded, so
 * the value is kept as it stands. */
static bool
quoted_param(struct str line, const char *key, struct str *out)
{
    size_t key_n = strlen(key);
    bool in_quotes = false;

    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '"')
            in_quotes = !in_quotes;
        if (in_quotes || i + key_n + 2 > line.n || i == 0 ||
            (line.p[i - 1] != ' ' && line.p[i - 1] != ';') ||
            memcmp(line.p + i, key, key_n) != 0 || line.p[i + key_n] != '=' ||
            line.p[i + key_n + 1] != '"')
            continue;
        *out = str_cut(line, i + key_n + 2, line.n);
        return str_split(*out, '"', out, &(struct str){0});
    }
    return false;
}

static struct str
base_name(struct str path)
{
    for (size_t i = path.n; i > 0; i--) {
        if (path.p[i - 1] == '/' || path.p[i - 1] == '\\')
            return str_cut(path, i, path.n - i);
    }
    return path;
}

static int
disposition(struct str value, struct part *p)
{
    struct str kind, rest;

    (void)str_split(value, ';', &kind, &rest);
    if (p->name.p || !ascii_same(str_trim(kind), "form-data") ||
        !quoted_param(value, "name", &p->name))
        return 400;
    p->is_file = quoted_param(value, "filename", &p->file_name);
    p->file_name = base_name(p->file_name);
    if (p->name.n == 0 || p->name.n > PARSE_NAME_MAX_BYTES ||
        !str_is_utf8(p->name) || !str_is_utf8(p->file_name))
        return 400;
    return 0;
}

static int
part_headers(struct str *s, struct part *p)
{
    for (size_t i = 0; i <= PART_HEADERS_MAX; i++) {
        struct str line, name, value;

        if (!take_line(s, &line))
            return 400;
        if (line.n == 0)
            return p->name.n > 0 ? 0 : 400;
        if (!str_split(line, ':', &name, &value))
            return 400;
        value = str_trim(value);
        if (ascii_same(name, "content-disposition") && disposition(value, p))
            return 400;
        if (ascii_same(name, "content-type"))
            p->content_type = value;
    }
    return 400;
}

/* One part: headers, bytes, and the mark that ends it. *last: it was "--". */
static int
take_part(struct str *s, struct str mark, struct part *p, bool *last)
{
    size_t end;
    int status = part_headers(s, p);

    if (status)
        return status;
    end = find_end(*s, mark);
    if (end == s->n)
        return 400;
    p->bytes = str_cut(*s, 0, end);
    *s = str_cut(*s, end + mark.n, s->n - end - mark.n);
    *last = take(s, STR("--"));
    if (!*last && !take(s, STR("\r\n")))
        return 400;
    if (!p->is_file && !str_is_utf8(p->bytes))
        return 400;
    if (p->content_type.n > 0 && !str_is_utf8(p->content_type))
        return 400;
    return 0;
}

struct parts {
    struct part *part;
    size_t n;
    size_t cap;
};

static struct part *
add_part(struct arena *mem, struct parts *list)
{
    if (list->n == list->cap) {
        size_t cap = list->cap ? list->cap * 4 : 16;
        struct part *more = ARENA_NEW_N(mem, struct part, cap);

        if (list->n > 0)
            memcpy(more, list->part, list->n * sizeof *more);
        list->part = more;
        list->cap = cap;
    }
    return &list->part[list->n++];
}

static void
hand_out(struct arena *mem, const struct parts *list, struct http_req *out)
{
    struct http_pair *field = ARENA_NEW_N(mem, struct http_pair, list->n + 1);
    struct http_file *file = ARENA_NEW_N(mem, struct http_file, list->n + 1);

    for (size_t i = 0; i < list->n; i++) {
        const struct part *p = &list->part[i];

        if (!p->is_file)
            field[out->n_field++] = (struct http_pair){p->name, p->bytes};
        else if (p->file_name.n > 0 || p->bytes.n > 0)
            file[out->n_file++] = (struct http_file){p->name, p->file_name,
                                                     p->content_type, p->bytes};
    }
    out->field = field;
    out->file = file;
}

int
parse_multipart(struct arena *mem, struct str body, struct str boundary,
                struct http_req *out)
{
    struct buf b;
    struct str mark; /* CR LF, "--", boundary */
    struct parts list = {0};
    bool last = false;

    if (boundary.n == 0 || boundary.n > BOUNDARY_MAX)
        return 400;
    buf_init(&b, mem);
    buf_cz(&b, "\r\n--");
    buf_str(&b, boundary);
    mark = buf_done(&b);
    if (!take(&body, str_cut(mark, 2, mark.n - 2)))
        return 400;
    last = take(&body, STR("--"));
    if (!last && !take(&body, STR("\r\n")))
        return 400;
    while (!last) {
        int status;

        if (list.n == PARSE_FIELDS_MAX)
            return 413;
        status = take_part(&body, mark, add_part(mem, &list), &last);
        if (status)
            return status;
    }
    if (body.n > 0 && !str_eq_cz(body, "\r\n"))
        return 400;
    hand_out(mem, &list, out);
    return 0;
}
