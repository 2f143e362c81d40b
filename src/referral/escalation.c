/* Escalation: levels, and what may be told without identity. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "referral/escalation.h"

#include "text/messages.h"

enum { LONG_NUMBER = 6 };

int
escalation_level_message(int64_t level)
{
    switch (level) {
    case LEVEL_CASE:
        return MSG_ESCALATION_LEVEL_1;
    case LEVEL_LEADERS:
        return MSG_ESCALATION_LEVEL_2;
    case LEVEL_AU:
        return MSG_ESCALATION_LEVEL_3;
    default:
        return MSG_ESCALATION_LEVEL_4;
    }
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters of any language count as part of a word. */
static bool
in_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
stands_at(struct str text, size_t at, struct str word)
{
    if (at + word.n > text.n || (at > 0 && in_word(text.p[at - 1])) ||
        (at + word.n < text.n && in_word(text.p[at + word.n])))
        return false;
    for (size_t i = 0; i < word.n; i++)
        if (lower(text.p[at + i]) != lower(word.p[i]))
            return false;
    return true;
}

/* Digits from `at` on, blanks and separators between them passed over; *out_n
 * bytes of the text. `parts`: runs of digits. */
static int
digits_from(struct str text, size_t at, size_t *out_n, int *out_parts)
{
    size_t i = at;
    size_t last = at;
    int n = 0;

    *out_parts = 0;
    while (i < text.n && (is_digit(text.p[i]) ||
                          (n > 0 && i + 1 < text.n && is_digit(text.p[i + 1]) &&
                           (text.p[i] == ' ' || text.p[i] == '.' ||
                            text.p[i] == '-' || text.p[i] == '/')))) {
        if (is_digit(text.p[i])) {
            if (i == at || !is_digit(text.p[i - 1]))
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
number_at(struct str text, size_t at, size_t *out_n)
{
    int parts = 0;
    int n = digits_from(text, at, out_n, &parts);
    bool year = n == 4 && parts == 1 &&
                ((text.p[at] == '1' && text.p[at + 1] == '9') ||
                 (text.p[at] == '2' && text.p[at + 1] == '0'));

    if (year || parts >= 2)
        return TELLTALE_DATE;
    return n >= LONG_NUMBER ? TELLTALE_NUMBER : TELLTALE_NONE;
}

enum telltale
escalation_telltale(struct str text, const struct str *word, size_t n,
                    struct str *out_at)
{
    for (size_t at = 0; at < text.n; at++) {
        size_t bytes = 0;

        for (size_t i = 0; i < n; i++)
            if (word[i].n > 1 && stands_at(text, at, word[i])) {
                *out_at = str_cut(text, at, word[i].n);
                return TELLTALE_NAME;
            }
        if (is_digit(text.p[at]) && (at == 0 || !is_digit(text.p[at - 1]))) {
            enum telltale t = number_at(text, at, &bytes);

            *out_at = str_cut(text, at, bytes);
            if (t != TELLTALE_NONE)
                return t;
        }
    }
    return TELLTALE_NONE;
}

struct str
escalation_age_band(int32_t age)
{
    if (age < 0)
        return STR("");
    if (age <= 6)
        return STR("0–6");
    if (age <= 12)
        return STR("7–12");
    return age <= 17 ? STR("13–17") : STR("18+");
}
