/* Arrays of an arena that double.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/grow.h"

#include <string.h>

void *
grow(struct arena *mem, struct growing *g, size_t size)
{
    if (g->n == g->cap) {
        size_t cap = g->cap ? 2 * g->cap : 16;
        char *p = arena_alloc_n(mem, cap, size);

        if (g->n)
            memcpy(p, g->row, g->n * size);
        g->row = p;
        g->cap = cap;
    }
    return (char *)g->row + size * g->n++;
}
