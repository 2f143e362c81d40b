/* How hard a text is to read (lesbarhet, LIX), and whether its reader can.
 * Pure. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TEXT_READING_H
#define HELHET_TEXT_READING_H

#include "text/text.h"

enum reading_level {
#define READING_LIMIT(id, lix, sentence, word) READING_##id,
#include "text/reading.def"
#undef READING_LIMIT
    READING_LEVEL_COUNT
};
struct reading_limit {
    int64_t lix;
    int64_t sentence; /* words */
    int64_t word;     /* letters; 0: any */
};
struct reading_limit reading_limit_of(enum reading_level l);

struct hard_word {
    enum lang lang;
    bool child; /* hard for a child only */
    const char *part;
    const char *instead; /* a simpler word, in the same language */
};

enum { READING_HARD_MAX = 8 };
struct reading {
    int64_t words;
    int64_t sentences;
    int64_t longs;            /* words of more than six letters */
    int64_t sentence;         /* words of the longest sentence */
    struct str sentence_text; /* it; borrowed */
    int64_t word;             /* letters of the longest word */
    struct str word_text;     /* it; borrowed */
    const struct hard_word *hard[READING_HARD_MAX]; /* each once */
    size_t hard_n;
};
/* A sentence ends with . ? ! : or with its line; a point before a small letter
 * or a digit ends none. */
struct reading reading_of(enum lang lang, enum reading_level l,
                          struct str text);

/* Words in a sentence + percent of long words; 0 for an empty text.
 * Source: C. H. Björnsson, Läsbarhet (1968). */
int64_t reading_lix(const struct reading *r);

enum reading_fault {
    READING_LIX = 1,
    READING_SENTENCE = 2,
    READING_WORD = 4,
    READING_HARD = 8
};
/* Bits of enum reading_fault: what is over the level's limits. */
unsigned reading_faults(const struct reading *r, enum reading_level l);

#endif
