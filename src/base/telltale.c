/* What in a text would tell who a child is. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/telltale.h"

enum { LONG_NUMBER = 6 };

static bool
telltale_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters of any language count as part of a word. */
static bool
telltale_letter(char c)
{
    return telltale_digit(c) || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static char
telltale_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
telltale_word_at(struct str text, size_t at, struct str word)
{
    if (at + word.n > text.n || (at > 0 && telltale_letter(text.p[at - 1])) ||
        (at + word.n < text.n && telltale_letter(text.p[at + word.n])))
        return false;
    for (size_t i = 0; i < word.n; i++)
        if (telltale_lower(text.p[at + i]) != telltale_lower(word.p[i]))
            return false;
    return true;
}

/* Digits from `at` on, blanks and separators between them passed over; *out_n
 * bytes of the text. `parts`: runs of digits. */
static int
telltale_digits(struct str text, size_t at, size_t *out_n, int *out_parts)
{
    size_t i = at;
    size_t last = at;
    int n = 0;

    *out_parts = 0;
    while (i < text.n &&
           (telltale_digit(text.p[i]) ||
            (n > 0 && i + 1 < text.n && telltale_digit(text.p[i + 1]) &&
             (text.p[i] == ' ' || text.p[i] == '.' || text.p[i] == '-' ||
              text.p[i] == '/')))) {
        if (telltale_digit(text.p[i])) {
            if (i == at || !telltale_digit(text.p[i - 1]))
                ++*out_parts;
            n++;
            last = i;
        }
        i++;
    }
    *out_n = last - at + 1;
    return n;
}

static enum telltale
telltale_number_at(struct str text, size_t at, size_t *out_n)
{
    int parts = 0;
    int n = telltale_digits(text, at, out_n, &parts);
    bool year = n == 4 && parts == 1 &&
                ((text.p[at] == '1' && text.p[at + 1] == '9') ||
                 (text.p[at] == '2' && text.p[at + 1] == '0'));

    if (year || parts >= 2)
        return TELLTALE_DATE;
    return n >= LONG_NUMBER ? TELLTALE_NUMBER : TELLTALE_NONE;
}

enum telltale
telltale_find(struct str text, const struct str *word, size_t n,
              struct str *out_at)
{
    for (size_t at = 0; at < text.n; at++) {
        size_t bytes = 0;

        for (size_t i = 0; i < n; i++)
            if (word[i].n > 1 && telltale_word_at(text, at, word[i])) {
                *out_at = str_cut(text, at, word[i].n);
                return TELLTALE_NAME;
            }
        if (telltale_digit(text.p[at]) &&
            (at == 0 || !telltale_digit(text.p[at - 1]))) {
            enum telltale t = telltale_number_at(text, at, &bytes);

            *out_at = str_cut(text, at, bytes);
            if (t != TELLTALE_NONE)
                return t;
        }
    }
    return TELLTALE_NONE;
}
