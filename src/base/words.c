/* Code words of enums: the look-up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/words.h"

int
word_find(const struct word *words, size_t n, struct str word)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_cz(word, words[i].word))
            return (int)i;
    return -1;
}
