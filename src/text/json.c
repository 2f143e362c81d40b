/* JSON writer: commas by itself, all text escaped, numbers as given.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/text.h"

void
json_init(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out};
}

/* Before a value or a key. */
static void
separate(struct json *j)
{
    uint64_t bit = UINT64_C(1) << j->depth;

    if (j->comma & bit)
        buf_char(j->out, ',');
    j->comma |= bit;
}

void
json_open(struct json *j, char bracket)
{
    ASSERT(j->depth < 62 && (bracket == '{' || bracket == '['));
    separate(j);
    buf_char(j->out, bracket);
    j->depth++;
    j->comma &= ~(UINT64_C(1) << j->depth);
}

void
json_close(struct json *j, char bracket)
{
    ASSERT(j->depth > 0 && (bracket == '}' || bracket == ']'));
    buf_char(j->out, bracket);
    j->depth--;
}

/* '<' is escaped too, so that JSON may lie inside a page. */
static void
write_quoted(struct buf *b, struct str s)
{
    size_t from = 0;

    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c >= ' ' && c != '"' && c != '\\' && c != '<' && c != 0x7F)
            continue;
        if (i > from)
            buf_bytes(b, s.p + from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\')
            buf_fmt(b, "\\%c", c);
        else if (c == '\n')
            buf_cz(b, "\\n");
        else
            buf_fmt(b, "\\u%04x", (unsigned)c);
    }
    if (s.n > from)
        buf_bytes(b, s.p + from, s.n - from);
    buf_char(b, '"');
}

void
json_key(struct json *j, const char *key)
{
    separate(j);
    write_quoted(j->out, str_of(key));
    buf_char(j->out, ':');
    j->comma &= ~(UINT64_C(1) << j->depth); /* no comma before its value */
}

void
json_str(struct json *j, struct str s)
{
    separate(j);
    write_quoted(j->out, s);
}

void
json_int(struct json *j, int64_t v)
{
    separate(j);
    buf_i64(j->out, v);
}

bool
json_is_number(struct str s)
{
    size_t i = s.n > 0 && s.p[0] == '-';
    size_t from = i;

    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    if (i == from || (i > from + 1 && s.p[from] == '0'))
        return false;
    if (i < s.n && s.p[i] == '.') {
        from = ++i;
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
            i++;
        if (i == from)
            return false;
    }
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
            i++;
        from = i;
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
            i++;
        if (i == from)
            return false;
    }
    return i == s.n;
}

void
json_number(struct json *j, struct str digits)
{
    ASSERT(json_is_number(digits));
    separate(j);
    buf_str(j->out, digits);
}

void
json_bool(struct json *j, bool v)
{
    separate(j);
    buf_cz(j->out, v ? "true" : "false");
}

void
json_null(struct json *j)
{
    separate(j);
    buf_cz(j->out, "null");
}
