/* Text as a pointer and a length: compare, search, split, check.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/str.h"

#include <string.h>

struct str
str_of(const char *cz)
{
    return cz ? (struct str){cz, strlen(cz)} : STR_NONE;
}

struct str
str_copy(struct arena *mem, struct str s)
{
    return (struct str){str_cz(mem, s), s.n};
}

const char *
str_cz(struct arena *mem, struct str s)
{
    char *p = arena_alloc(mem, s.n + 1);

    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return p;
}

bool
str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_eq_cz(struct str a, const char *b)
{
    return str_eq(a, str_of(b));
}

int
str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_cut(s, 0, prefix.n), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n &&
           str_eq(str_cut(s, s.n - suffix.n, suffix.n), suffix);
}

bool
str_has(struct str s, struct str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (str_eq(str_cut(s, i, part.n), part))
            return true;
    return false;
}

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
    while (s.n > 0 && is_space(s.p[0]))
        s = str_cut(s, 1, s.n);
    while (s.n > 0 && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str
str_cut(struct str s, size_t from, size_t n)
{
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (struct str){s.p ? s.p + from : NULL, n};
}

bool
str_split(struct str s, char sep, struct str *head, struct str *rest)
{
    const char *at = s.n > 0 ? memchr(s.p, sep, s.n) : NULL;
    size_t n = at ? (size_t)(at - s.p) : s.n;

    *head = str_cut(s, 0, n);
    *rest = at ? str_cut(s, n + 1, s.n) : STR_NONE;
    return at != NULL;
}

/* Bytes of the well-formed code point at p, 0 when it is none.
 * Source: Unicode 15, table 3-7. */
static size_t
utf8_len(const unsigned char *p, size_t n)
{
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    size_t len;

    if (p[0] < 0x80)
        return p[0] != 0;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (p[0] == 0xE0)
        low = 0xA0;
    else if (p[0] == 0xED)
        high = 0x9F;
    else if (p[0] == 0xF0)
        low = 0x90;
    else if (p[0] == 0xF4)
        high = 0x8F;
    if (n < len || p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

bool
str_is_utf8(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;

    for (size_t i = 0; i < s.n;) {
        size_t len = utf8_len(p + i, s.n - i);

        if (len == 0)
            return false;
        i += len;
    }
    return true;
}

size_t
str_chars(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

bool
str_to_i64(struct str s, int64_t *out)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    int64_t v = 0;

    if (minus)
        s = str_cut(s, 1, s.n);
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        int digit = s.p[i] - '0';

        if (digit < 0 || digit > 9)
            return false;
        /* Counted downwards: INT64_MIN has no positive twin. */
        if (v < (INT64_MIN + digit) / 10)
            return false;
        v = v * 10 - digit;
    }
    if (!minus && v == INT64_MIN)
        return false;
    *out = minus ? v : -v;
    return true;
}
