/* Code words of enums: a table each, the word stored and the message shown.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_WORDS_H
#define HELHET_BASE_WORDS_H

#include "base/str.h"

struct word {
    const char *word;
    int msg;
};

/* The index of `word` in `words`, or -1. */
int word_find(const struct word *words, size_t n, struct str word);

#endif
