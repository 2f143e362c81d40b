/* Walks through pages, breadth first.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crawl.h"

#include "page_scan.h"

struct queue {
    struct str path[CRAWL_MAX];
    size_t n;
};

static void
add(struct queue *q, struct str path)
{
    struct str before;
    struct str fragment;

    if (!str_split(path, '#', &before, &fragment))
        before = path;
    for (size_t i = 0; i < q->n; i++)
        if (str_eq(q->path[i], before))
            return;
    if (q->n < CRAWL_MAX && before.n > 0)
        q->path[q->n++] = before;
}

size_t
crawl(struct world *world, const struct str *start, size_t n_start,
      crawl_visit visit, void *arg)
{
    struct queue *q = ARENA_NEW(world->mem, struct queue);
    struct str *link = ARENA_NEW_N(world->mem, struct str, CRAWL_MAX);

    for (size_t i = 0; i < n_start; i++)
        add(q, start[i]);
    for (size_t i = 0; i < q->n; i++) {
        size_t n;

        world_get(world, q->path[i]);
        visit(arg, world, q->path[i]);
        n = page_links(world->call_mem, world->body, link, CRAWL_MAX);
        for (size_t k = 0; k < n; k++)
            add(q, str_copy(world->mem, link[k]));
    }
    return q->n;
}
