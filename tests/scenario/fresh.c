/* Makes, copies and drops stores with the databases' own tools.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "fresh.h"

#include <stdio.h>
#include <stdlib.h>

/* postgresql://server/name?query in its parts. */
struct address {
    struct str server; /* up to the last slash before the query */
    struct str name;
    struct str query; /* with its question mark, or empty */
};

bool
fresh_shell(struct arena *mem, struct str line)
{
    return system(str_cz(mem, line)) == 0;
}

bool
fresh_is_postgres(struct str url)
{
    return str_starts(url, STR("postgres"));
}

const char *
fresh_store_name(struct str url)
{
    return fresh_is_postgres(url) ? "postgresql" : "sqlite";
}

static struct address
address_of(struct str url)
{
    struct address a = {0};
    size_t end = 0;
    size_t slash;

    while (end < url.n && url.p[end] != '?')
        end++;
    slash = end;
    while (slash > 0 && url.p[slash] != '/')
        slash--;
    a.server = str_cut(url, 0, slash);
    a.name = str_cut(url, slash + 1, end - slash - 1);
    a.query = str_cut(url, end, url.n);
    return a;
}

struct str
fresh_beside(struct arena *mem, struct str url, const char *suffix)
{
    struct address a = address_of(url);

    if (!fresh_is_postgres(url))
        return str_fmt(mem, "%.*s%s", STR_FMT(url), suffix);
    return str_fmt(mem, "%.*s/%.*s%s%.*s", STR_FMT(a.server), STR_FMT(a.name),
                   suffix, STR_FMT(a.query));
}

static bool
postgres(struct arena *mem, struct str url, struct str template)
{
    struct address a = address_of(url);
    /* whole files: not each of their pages through the server's log */
    struct str create = template.n == 0
                            ? STR_NONE
                            : str_fmt(mem,
                                      " -c 'CREATE DATABASE \"%.*s\""
                                      " TEMPLATE \"%.*s\""
                                      " STRATEGY FILE_COPY'",
                                      STR_FMT(a.name), STR_FMT(template));

    return fresh_shell(mem,
                       str_fmt(mem,
                               "psql -q -v ON_ERROR_STOP=1 '%.*s/postgres%.*s'"
                               " -c 'DROP DATABASE IF EXISTS \"%.*s\"'%.*s"
                               " >/dev/null 2>&1",
                               STR_FMT(a.server), STR_FMT(a.query),
                               STR_FMT(a.name), STR_FMT(create)));
}

bool
fresh_empty(struct arena *mem, struct str url)
{
    if (fresh_is_postgres(url))
        return postgres(mem, url, STR("template0"));
    return fresh_shell(mem, str_fmt(mem, "rm -f '%.*s' '%.*s-wal' '%.*s-shm'",
                                    STR_FMT(url), STR_FMT(url), STR_FMT(url)));
}

bool
fresh_copy(struct arena *mem, struct str url, struct str from)
{
    if (fresh_is_postgres(url))
        return postgres(mem, url, address_of(from).name);
    return fresh_empty(mem, url) &&
           fresh_shell(mem, str_fmt(mem, "cp '%.*s' '%.*s'", STR_FMT(from),
                                    STR_FMT(url)));
}

bool
fresh_settle(struct arena *mem, struct str url)
{
    return !fresh_is_postgres(url) ||
           fresh_shell(mem, str_fmt(mem, "psql -q '%.*s' -c ANALYZE >/dev/null",
                                    STR_FMT(url)));
}

void
fresh_drop(struct arena *mem, struct str url)
{
    if (fresh_is_postgres(url))
        (void)postgres(mem, url, STR_NONE);
    else
        (void)fresh_empty(mem, url);
}

struct str
fresh_read(struct arena *mem, const char *path)
{
    struct buf b;
    char part[4096];
    size_t n;
    FILE *f = fopen(path, "rb");

    buf_init(&b, mem);
    while (f && (n = fread(part, 1, sizeof part, f)) > 0)
        buf_bytes(&b, part, n);
    if (f)
        (void)fclose(f);
    return buf_done(&b);
}
