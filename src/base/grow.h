/* Arrays of an arena that double: for lists whose length is not known before.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_GROW_H
#define HELHET_BASE_GROW_H

#include "base/arena.h"

struct growing {
    void *row;
    size_t n;
    size_t cap;
};

/* Room for one more row of `size` bytes, zeroed; gives its address, which is
 * good until the next call. */
void *grow(struct arena *mem, struct growing *g, size_t size);

#endif
