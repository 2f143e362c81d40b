/* Code words of the registry's enums: the look-up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/words.h"

int
word_index(const struct word *words, size_t n, struct str s)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_cz(s, words[i].code))
            return (int)i;
    return -1;
}
