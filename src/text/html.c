/* HTML and address writers: the only way text gets into a page.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/text.h"

/* What takes a character's place; NULL: it stands as it is. Control characters
 * have no place in HTML. */
#define GONE "\xEF\xBF\xBD"
static const char *const entities[256] = {
    ['&'] = "&amp;",  ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;",
    ['\''] = "&#39;", [0] = GONE,     [1] = GONE,     [2] = GONE,
    [3] = GONE,       [4] = GONE,     [5] = GONE,     [6] = GONE,
    [7] = GONE,       [8] = GONE,     [11] = GONE,    [12] = GONE,
    [14] = GONE,      [15] = GONE,    [16] = GONE,    [17] = GONE,
    [18] = GONE,      [19] = GONE,    [20] = GONE,    [21] = GONE,
    [22] = GONE,      [23] = GONE,    [24] = GONE,    [25] = GONE,
    [26] = GONE,      [27] = GONE,    [28] = GONE,    [29] = GONE,
    [30] = GONE,      [31] = GONE,    [127] = GONE,
};

void
html_text(struct buf *b, struct str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        const char *entity = entities[(unsigned char)s.p[i]];

        if (!entity)
            continue;
        buf_bytes(b, s.p + from, i - from);
        buf_cz(b, entity);
        from = i + 1;
    }
    if (s.n > from)
        buf_bytes(b, s.p + from, s.n - from);
}

void
html_attr(struct buf *b, struct str s)
{
    html_text(b, s);
}

/* An address of our own, or one that cannot run code. A backslash counts as a
 * slash in browsers, and they drop line breaks and tabs: both are refused. */
static bool
url_is_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '\\' || s.p[i] == 0x7F)
            return false;
    if (s.n == 0)
        return true;
    if (s.p[0] == '/')
        return s.n == 1 || s.p[1] != '/';
    return s.p[0] == '#' || s.p[0] == '?' || str_starts(s, STR("https://")) ||
           str_starts(s, STR("mailto:")) || str_starts(s, STR("tel:"));
}

void
html_url(struct buf *b, struct str s)
{
    html_attr(b, url_is_ok(s) ? s : STR("#"));
}

void
url_part(struct buf *b, struct str s)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

        if (letter || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
            c == '_' || c == '~') {
            buf_char(b, (char)c);
        } else {
            buf_char(b, '%');
            buf_char(b, hex[c >> 4]);
            buf_char(b, hex[c & 15]);
        }
    }
}
