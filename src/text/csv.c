/* CSV writer: one quoted field, which no spreadsheet takes for a formula.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/text.h"

bool
text_is_formula(struct str s)
{
    size_t i = 0;

    while (i < s.n && (unsigned char)s.p[i] <= ' ')
        i++;
    if (i == s.n)
        return false;
    if (s.p[i] == '=' || s.p[i] == '+' || s.p[i] == '-' || s.p[i] == '@')
        return true;
    s = str_cut(s, i, s.n - i);
    return str_starts(s, STR("\uff1d")) || str_starts(s, STR("\uff0b")) ||
           str_starts(s, STR("\uff0d")) || str_starts(s, STR("\uff20"));
}

void
csv_field(struct buf *b, struct str s)
{
    buf_char(b, '"');
    if (text_is_formula(s))
        buf_char(b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, s.p[i]);
    }
    buf_char(b, '"');
}
