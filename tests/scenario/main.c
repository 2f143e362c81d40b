/* Runs scenarios on one store: scenario --db FILE|URL PATH…
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A file path: each scenario gets a fresh copy of one prepared store. A
 * PostgreSQL address: its database is made anew for each scenario from a
 * template; the last path part of the address is the name. */
#include "script.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 400 };

static char base_folder[] = "/tmp/helhet-scenario-XXXXXX";

static bool
shell(struct arena *mem, struct str line)
{
    return system(str_cz(mem, line)) == 0;
}

static bool
is_postgres(struct str url)
{
    return str_starts(url, STR("postgres"));
}

/* postgresql://server/name?query in its parts. */
struct address {
    struct str server; /* up to the last slash before the query */
    struct str name;
    struct str query; /* with its question mark, or empty */
};

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

/* A database made anew from a template. */
static bool
fresh_postgres(struct arena *mem, struct str url, const char *suffix,
               struct str from)
{
    struct address a = address_of(url);

    return shell(mem,
                 str_fmt(mem,
                         "psql -q -v ON_ERROR_STOP=1 '%.*s/postgres%.*s'"
                         " -c 'DROP DATABASE IF EXISTS \"%.*s%s\"'"
                         " -c 'CREATE DATABASE \"%.*s%s\" TEMPLATE \"%.*s\"'"
                         " >/dev/null 2>&1",
                         STR_FMT(a.server), STR_FMT(a.query), STR_FMT(a.name),
                         suffix, STR_FMT(a.name), suffix, STR_FMT(from)));
}

/* Makes the store that all others are copied from; its address, or empty. */
static struct str
prepare(struct arena *mem, struct str db)
{
    struct world world;
    struct address a = address_of(db);
    struct str base = is_postgres(db)
                          ? str_fmt(mem, "%.*s/%.*s_base%.*s",
                                    STR_FMT(a.server), STR_FMT(a.name),
                                    STR_FMT(a.query))
                          : str_fmt(mem, "%s/base.db", base_folder);

    if (is_postgres(db) && !fresh_postgres(mem, db, "_base", STR("template0")))
        return STR_NONE;
    world_open(&world, base_folder, str_cz(mem, base));
    world_close(&world);
    return base;
}

static bool
fresh_store(struct arena *mem, struct str db, struct str base)
{
    if (is_postgres(db))
        return fresh_postgres(mem, db, "", address_of(base).name);
    return shell(mem, str_fmt(mem,
                              "rm -f '%.*s' '%.*s-wal' '%.*s-shm'; cp '%.*s'"
                              " '%.*s'",
                              STR_FMT(db), STR_FMT(db), STR_FMT(db),
                              STR_FMT(base), STR_FMT(db)));
}

static struct str
read_all(struct arena *mem, const char *path)
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

static bool
run_file(struct str db, struct str base, const char *path)
{
    struct arena *mem = arena_new(1 << 24);
    struct world world;
    struct str name = str_fmt(mem, "%s on %s", path,
                              is_postgres(db) ? "postgresql" : "sqlite");
    bool ok;

    if (!fresh_store(mem, db, base)) {
        printf("FAIL %.*s: no fresh store\n", STR_FMT(name));
        arena_free(mem);
        return false;
    }
    world_open(&world, base_folder, str_cz(mem, db));
    ok = script_run(&world, name, read_all(mem, path));
    world_close(&world);
    arena_free(mem);
    return ok;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The .txt files of a folder in order, or the one file. */
static size_t
list_files(struct arena *mem, const char *path, char **out)
{
    struct dirent *e;
    size_t n = 0;
    DIR *d = opendir(path);

    if (!d) {
        out[0] = (char *)(uintptr_t)str_cz(mem, str_of(path));
        return 1;
    }
    while ((e = readdir(d)) && n < FILES_MAX)
        if (str_ends(str_of(e->d_name), STR(".txt")))
            out[n++] = (char *)(uintptr_t)str_cz(
                mem, str_fmt(mem, "%s/%s", path, e->d_name));
    (void)closedir(d);
    qsort(out, n, sizeof *out, by_name);
    return n;
}

int
main(int argc, char **argv)
{
    struct arena *mem = arena_new(1 << 24);
    char *file[FILES_MAX];
    struct str db;
    struct str base;
    int failed = 0;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc < 4 || strcmp(argv[1], "--db") != 0) {
        fprintf(stderr, "use: scenario --db FILE|URL PATH...\n");
        return 2;
    }
    db = str_of(argv[2]);
    base = mkdtemp(base_folder) ? prepare(mem, db) : STR_NONE;
    if (base.n == 0) {
        printf("FAIL scenario: the base store cannot be made\n");
        return 1;
    }
    for (int i = 3; i < argc; i++) {
        size_t n = list_files(mem, argv[i], file);

        for (size_t k = 0; k < n; k++)
            failed += run_file(db, base, file[k]) ? 0 : 1;
    }
    (void)shell(mem, str_fmt(mem, "rm -rf '%s'", base_folder));
    arena_free(mem);
    return failed > 0;
}
