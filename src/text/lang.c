/* Languages: their codes, and which one a browser asks for.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/text.h"

static const char *const codes[LANG_COUNT] = {"nb", "nn", "en"};

const char *
lang_code(enum lang l)
{
    ASSERT(l < LANG_COUNT);
    return codes[l];
}

bool
lang_parse(struct str s, enum lang *out)
{
    for (unsigned l = 0; l < LANG_COUNT; l++) {
        if (!str_eq_cz(s, codes[l]))
            continue;
        *out = (enum lang)l;
        return true;
    }
    return false;
}

/* "nn-NO" → nynorsk. "no" is bokmål. */
static bool
range_lang(struct str range, enum lang *out)
{
    struct str tag;
    struct str rest;

    str_split(range, '-', &tag, &rest);
    if (str_eq_cz(tag, "no")) {
        *out = LANG_NB;
        return true;
    }
    return lang_parse(tag, out);
}

/* ";q=0.85" → 850; absent or unreadable → 1000. */
static int
range_weight(struct str params)
{
    struct str q = str_trim(params);
    int weight = 0;
    int unit = 1000;

    if (!str_starts(q, STR("q=")))
        return 1000;
    q = str_trim(str_cut(q, 2, q.n));
    for (size_t i = 0; i < q.n && unit > 0; i++) {
        if (q.p[i] == '.')
            continue;
        if (q.p[i] < '0' || q.p[i] > '9')
            return 0;
        weight += (q.p[i] - '0') * unit;
        unit /= 10;
    }
    return weight > 1000 ? 1000 : weight;
}

enum lang
lang_negotiate(struct str accept_language)
{
    enum lang best = LANG_NB;
    int best_weight = 0;
    struct str rest = accept_language;

    while (rest.n > 0) {
        struct str item;
        struct str range;
        struct str params;
        enum lang l;
        int weight;

        str_split(rest, ',', &item, &rest);
        str_split(item, ';', &range, &params);
        weight = range_weight(params);
        if (!range_lang(str_trim(range), &l) || weight <= best_weight)
            continue;
        best = l;
        best_weight = weight;
    }
    return best;
}

/* Between the languages of a kept text: a control that no form lets through. */
static const char between = 0x1f;

struct str
lang_text_join(struct arena *mem, const struct str text[LANG_COUNT])
{
    struct buf b;

    buf_init(&b, mem);
    for (unsigned l = 0; l < LANG_COUNT; l++) {
        if (l > 0)
            buf_char(&b, between);
        buf_str(&b, text[l]);
    }
    return buf_done(&b);
}

struct str
lang_text_of(struct str kept, enum lang l)
{
    struct str part;
    struct str rest;

    if (!str_split(kept, between, &part, &rest))
        return kept;
    for (unsigned i = 0; i < l; i++)
        (void)str_split(rest, between, &part, &rest);
    return part;
}
