/* Runs scenarios on one store: scenario --db FILE|URL PATH…
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A file path: each scenario gets a fresh copy of one prepared store. A
 * PostgreSQL address: its database is made anew for each scenario from a
 * template; the last path part of the address is the name. */
#include "fresh.h"
#include "script.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 400 };

static char base_folder[] = "/tmp/helhet-scenario-XXXXXX";

/* Makes the store that all others are copied from; its address, or empty. */
static struct str
prepare(struct arena *mem, struct str db)
{
    struct world world;
    struct str base = fresh_beside(mem, db, "_base");

    if (!fresh_empty(mem, base))
        return STR_NONE;
    world_open(&world, base_folder, str_cz(mem, base));
    world_close(&world);
    return base;
}

static bool
run_file(struct str db, struct str base, const char *path)
{
    struct arena *mem = arena_new(1 << 24);
    struct world world;
    struct str name = str_fmt(mem, "%s on %s", path, fresh_store_name(db));
    bool ok;

    if (!fresh_copy(mem, db, base)) {
        printf("FAIL %.*s: no fresh store\n", STR_FMT(name));
        arena_free(mem);
        return false;
    }
    world_open(&world, base_folder, str_cz(mem, db));
    ok = script_run(&world, name, fresh_read(mem, path));
    ok = world_is_whole(&world, name) && ok;
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
    fresh_drop(mem, base);
    (void)fresh_shell(mem, str_fmt(mem, "rm -rf '%s'", base_folder));
    arena_free(mem);
    return failed > 0;
}
