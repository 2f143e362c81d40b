/* Looks up the files that ship inside the binary.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/embed.h"

#include <string.h>

const struct embedded *
embed_find(const char *name)
{
    size_t low = 0;
    size_t high = embed_table_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, embed_table[mid].name);

        if (order == 0)
            return &embed_table[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

const struct embedded *
embed_at(size_t i)
{
    return i < embed_table_count ? &embed_table[i] : NULL;
}

size_t
embed_count(void)
{
    return embed_table_count;
}
