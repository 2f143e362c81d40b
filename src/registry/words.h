/* Code words of the registry's enums: one table each, word and message.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_WORDS_H
#define HELHET_REGISTRY_WORDS_H

#include "base/str.h"

struct word {
    const char *code;
    int message;
};

/* Index of `s` in `words`, or -1. */
int word_index(const struct word *words, size_t n, struct str s);

#endif
