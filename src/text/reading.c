/* How hard a text is to read: words, sentences, long words, words of the trade.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/reading.h"

enum { LONG_LETTERS = 6, PART_INSIDE = 5, WORD_BYTES = 80 };

static const struct reading_limit limits[READING_LEVEL_COUNT] = {
#define READING_LIMIT(id, lix, sentence, word) {lix, sentence, word},
#include "text/reading.def"
#undef READING_LIMIT
};

static const struct hard_word hard_words[] = {
#define CHILD true
#define ALL   false
#define HARD_WORD(lang, child, part, instead) \
    {LANG_##lang, child, part, instead},
#include "text/reading_words.def"
#undef HARD_WORD
#undef CHILD
#undef ALL
};

struct reading_limit
reading_limit_of(enum reading_level l)
{
    return limits[l];
}

/* --- one word --- */

/* The code point at `i`: its bytes, and whether a word may hold it. Signs such
 * as « and – begin with 0xc2 or 0xe2. */
static size_t
step(struct str s, size_t i, bool *letter)
{
    unsigned char ch = (unsigned char)s.p[i];
    size_t n = ch < 0xc0 ? 1 : ch < 0xe0 ? 2 : ch < 0xf0 ? 3 : 4;

    *letter = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
              (ch >= 'A' && ch <= 'Z') || (ch > 0xc2 && ch != 0xe2);
    return n;
}

/* Without what stands around it: "(ja!" is ja. */
static struct str
bare(struct str token, int64_t *letters)
{
    size_t from = token.n, to = 0;
    bool letter;

    *letters = 0;
    for (size_t i = 0, n; i < token.n; i += n) {
        n = step(token, i, &letter);
        if (!letter)
            continue;
        if (from > i)
            from = i;
        to = i + n;
        ++*letters;
    }
    return from < to ? str_cut(token, from, to - from) : STR_NONE;
}

/* Small letters, also of æ, ø, å; cut at WORD_BYTES. */
static struct str
lowered(struct str word, char *room)
{
    unsigned char before = 0;
    size_t n = word.n < WORD_BYTES ? word.n : WORD_BYTES;

    for (size_t i = 0; i < n; i++) {
        unsigned char ch = (unsigned char)word.p[i];
        bool upper = (ch >= 'A' && ch <= 'Z') ||
                     (before == 0xc3 && ch >= 0x80 && ch <= 0x9e);

        room[i] = (char)(upper ? ch + 0x20 : ch);
        before = ch;
    }
    return (struct str){room, n};
}

static void
add_hard(struct reading *r, const struct hard_word *h)
{
    for (size_t i = 0; i < r->hard_n; i++)
        if (r->hard[i] == h)
            return;
    if (r->hard_n < READING_HARD_MAX)
        r->hard[r->hard_n++] = h;
}

static void
read_hard(struct reading *r, enum lang lang, enum reading_level l,
          struct str word)
{
    char room[WORD_BYTES];
    struct str low = lowered(word, room);
    bool child = l == READING_SMALL || l == READING_YOUTH;

    for (size_t i = 0; i < ARRAY_LEN(hard_words); i++) {
        const struct hard_word *h = &hard_words[i];
        struct str part = str_of(h->part);
        bool is = str_chars(part) < PART_INSIDE ? str_eq(low, part)
                                                : str_has(low, part);

        if (is && h->lang == lang && (child || !h->child))
            add_hard(r, h);
    }
}

/* --- the text --- */

static bool
is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* The sign that stands behind the token's last letter, and ends a sentence: one
 * of . ? ! : or 0. */
static char
end_sign(struct str token)
{
    bool letter;
    char sign = 0;

    for (size_t i = 0, n; i < token.n; i += n) {
        char c = token.p[i];

        n = step(token, i, &letter);
        if (letter)
            sign = 0;
        else if (c == '.' || c == '?' || c == '!' || c == ':')
            sign = c;
    }
    return sign;
}

/* Does the sentence end with the token that ends at `to`? "3. mai" and "kl. 9"
 * go on. */
static bool
is_end(struct str text, struct str token, size_t to)
{
    char sign = end_sign(token);
    char next = to + 1 < text.n && text.p[to] == ' ' ? text.p[to + 1] : 0;
    bool goes_on = (next >= 'a' && next <= 'z') || (next >= '0' && next <= '9');

    return sign != 0 && !(sign == '.' && goes_on);
}

struct sentence {
    size_t from;
    size_t to;
    int64_t words;
};

static void
end_sentence(struct reading *r, struct str text, struct sentence *s)
{
    r->sentences += s->words > 0;
    if (s->words > r->sentence) {
        r->sentence = s->words;
        r->sentence_text = str_cut(text, s->from, s->to - s->from);
    }
    *s = (struct sentence){0};
}

static void
read_word(struct reading *r, struct str word, int64_t letters)
{
    r->words++;
    r->longs += letters > LONG_LETTERS;
    if (letters > r->word) {
        r->word = letters;
        r->word_text = word;
    }
}

struct reading
reading_of(enum lang lang, enum reading_level l, struct str text)
{
    struct reading r = {0};
    struct sentence s = {0};

    for (size_t i = 0, to; i < text.n; i = to) {
        struct str word, token;
        int64_t letters;

        to = i + 1;
        if (is_blank(text.p[i])) {
            if (text.p[i] == '\n')
                end_sentence(&r, text, &s);
            continue;
        }
        while (to < text.n && !is_blank(text.p[to]))
            to++;
        token = str_cut(text, i, to - i);
        word = bare(token, &letters);
        if (word.n > 0) {
            read_word(&r, word, letters);
            read_hard(&r, lang, l, word);
            if (s.words++ == 0)
                s.from = i;
            s.to = to;
        }
        if (is_end(text, token, to))
            end_sentence(&r, text, &s);
    }
    end_sentence(&r, text, &s);
    return r;
}

int64_t
reading_lix(const struct reading *r)
{
    if (r->words == 0)
        return 0;
    return (r->words * r->words + 100 * r->longs * r->sentences) /
           (r->words * r->sentences);
}

unsigned
reading_faults(const struct reading *r, enum reading_level l)
{
    const struct reading_limit *most = &limits[l];
    unsigned faults = 0;

    if (reading_lix(r) > most->lix)
        faults |= READING_LIX;
    if (r->sentence > most->sentence)
        faults |= READING_SENTENCE;
    if (most->word > 0 && r->word > most->word)
        faults |= READING_WORD;
    if (r->hard_n > 0)
        faults |= READING_HARD;
    return faults;
}
