/* Walks through pages, breadth first.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "crawl.h"

#include "page_scan.h"

struct queue {
    struct str path[CRAWL_MAX];
    size_t n;
};

/* Pages of which there are many, all of one kind, about no child; the first
 * line that fits holds. Of a body's years each leads to the next: they would
 * leave no room for others. A page of the capacity's is a simulation of its own
 * of many seconds: only where a walk starts, but for the forecast. */
static const struct few {
    const char *prefix;
    const char *part;
    size_t max;
} few[] = {{"/kommuner", "", 12},
           {"/enheter", "", 24},
           {"/tjenester", "", 24},
           {"/organ/", "/arshjul", 12},
           {"/kapasitet/prognose", "", CRAWL_MAX},
           {"/kapasitet", "", 0}};

static bool
is_of(const struct few *kind, struct str path)
{
    return str_starts(path, str_of(kind->prefix)) &&
           (!*kind->part || str_has(path, str_of(kind->part)));
}

static bool
is_enough(const struct queue *q, struct str path)
{
    for (size_t i = 0; i < ARRAY_LEN(few); i++) {
        size_t n = 0;

        if (!is_of(&few[i], path))
            continue;
        for (size_t k = 0; k < q->n; k++)
            n += is_of(&few[i], q->path[k]);
        return n >= few[i].max;
    }
    return false;
}

static void
add(struct queue *q, struct str path, bool is_start)
{
    struct str before;
    struct str fragment;

    if (!str_split(path, '#', &before, &fragment))
        before = path;
    if (!is_start && is_enough(q, before))
        return;
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
        add(q, start[i], true);
    for (size_t i = 0; i < q->n; i++) {
        size_t n;

        world_get(world, q->path[i]);
        visit(arg, world, q->path[i]);
        n = page_links(world->call_mem, world->body, link, CRAWL_MAX);
        for (size_t k = 0; k < n; k++)
            add(q, str_copy(world->mem, link[k]), false);
    }
    return q->n;
}
