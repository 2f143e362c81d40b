/* Search in names: folding by the two-byte ranges of UTF-8.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/search.h"

/* The small letter of a code point U+00C0 to U+017F. */
static unsigned
fold_latin(unsigned c)
{
    if (c >= 0xc0 && c <= 0xde && c != 0xd7)
        return c + 0x20;
    if (c == 0x178)
        return 0xff;
    if (c == 0x130) /* I with dot */
        return 'i';
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
        return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
        return c & 1 ? c + 1 : c;
    return c;
}

struct str
search_fold(struct arena *mem, struct str s)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        unsigned folded;

        if (c >= 'A' && c <= 'Z') {
            buf_char(&b, (char)(c + 0x20));
        } else if (c >= 0xc3 && c <= 0xc5 && i + 1 < s.n) {
            folded = fold_latin((c & 0x1fu) << 6 |
                                ((unsigned char)s.p[++i] & 0x3fu));
            if (folded >= 0x80)
                buf_char(&b, (char)(0xc0 | folded >> 6));
            buf_char(&b, folded >= 0x80 ? (char)(0x80 | (folded & 0x3f))
                                        : (char)folded);
        } else {
            buf_char(&b, (char)c);
        }
    }
    return buf_done(&b);
}

struct str
search_pattern(struct arena *mem, struct str text)
{
    struct str folded = search_fold(mem, str_trim(text));
    struct buf b;

    buf_init(&b, mem);
    buf_char(&b, '%');
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];

        if (c == '%' || c == '_' || c == '!')
            buf_char(&b, '!');
        buf_char(&b, c);
    }
    if (folded.n)
        buf_char(&b, '%');
    return buf_done(&b);
}

bool
search_has(struct arena *mem, struct str s, struct str text)
{
    struct str folded = search_fold(mem, str_trim(text));

    return folded.n == 0 || str_has(search_fold(mem, s), folded);
}
