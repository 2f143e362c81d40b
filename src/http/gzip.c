/* Gzip: one entry for each embedded file, under one lock.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/gzip.h"

#include "base/banned.h"
#include "base/embed.h"
#include "base/err.h"
#include "http/parse.h"

#include <pthread.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#define GZIP_WINDOW   31 /* 15 for the window, 16 for a gzip head */
#define GZIP_LEVEL    6
#define GZIP_MEMORY   8
#define WORTH_IT_FROM 512

struct entry {
    bool tried;
    char *p;
    size_t n;
};

struct gzip_cache {
    pthread_mutex_t lock;
    size_t n;
    struct entry entry[];
};

struct gzip_cache *
gzip_new(void)
{
    size_t n = embed_count();
    struct gzip_cache *g = calloc(1, sizeof *g + n * sizeof g->entry[0]);

    ASSERT(g);
    pthread_mutex_init(&g->lock, NULL);
    g->n = n;
    return g;
}

void
gzip_free(struct gzip_cache *g)
{
    for (size_t i = 0; i < g->n; i++)
        free(g->entry[i].p);
    pthread_mutex_destroy(&g->lock);
    free(g);
}

bool
gzip_wanted(struct str accept_encoding)
{
    bool more = accept_encoding.n > 0;

    while (more) {
        struct str part, coding, weight;

        more = str_split(accept_encoding, ',', &part, &accept_encoding);
        (void)str_split(part, ';', &coding, &weight);
        weight = str_trim(weight);
        if (ascii_same(str_trim(coding), "gzip"))
            return !str_eq_cz(weight, "q=0") &&
                   !str_starts(weight, STR("q=0.0"));
    }
    return false;
}

/* Text packs well; pictures and fonts are packed already. */
static bool
is_text(const struct embedded *e)
{
    return strncmp(e->mime, "text/", 5) == 0 || strstr(e->mime, "svg") ||
           strstr(e->mime, "javascript") || strstr(e->mime, "json");
}

static void
pack(struct entry *out, const struct embedded *e)
{
    z_stream z = {0};
    uLong room;

    out->tried = true;
    if (!is_text(e) || e->n < WORTH_IT_FROM ||
        deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    room = deflateBound(&z, (uLong)e->n);
    out->p = malloc(room);
    ASSERT(out->p && e->n < UINT32_MAX);
    z.next_in = e->p;
    z.avail_in = (uInt)e->n;
    z.next_out = (Bytef *)out->p;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out < e->n)
        out->n = z.total_out;
    deflateEnd(&z);
}

struct str
gzip_of(struct gzip_cache *g, struct str file)
{
    struct str packed = STR_NONE;

    for (size_t i = 0; i < g->n; i++) {
        struct entry *entry = &g->entry[i];

        if ((const char *)embed_at(i)->p != file.p)
            continue;
        pthread_mutex_lock(&g->lock);
        if (!entry->tried)
            pack(entry, embed_at(i));
        packed = (struct str){entry->p, entry->n};
        pthread_mutex_unlock(&g->lock);
        break;
    }
    return packed.n > 0 ? packed : STR_NONE;
}
