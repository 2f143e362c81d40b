/* Walks through every page that a person can reach by links.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_TESTS_CRAWL_H
#define HELHET_TESTS_CRAWL_H

#include "world.h"

enum { CRAWL_MAX = 400 };

/* Told of every page: its address, and the world that holds its answer. */
typedef void (*crawl_visit)(void *arg, struct world *world, struct str path);

/* From `start` on, each address once (of registry pages only some), at most
 * CRAWL_MAX of them, for the person who is logged in. The number of pages. */
size_t crawl(struct world *world, const struct str *start, size_t n_start,
             crawl_visit visit, void *arg);

#endif
