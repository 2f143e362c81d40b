/* helhet import: CSV files, first tried, then all or nothing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

#include "registry/import.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILES_MAX = 1000, FILE_MAX_BYTES = 64 << 20 };

struct files {
    struct import_file *file;
    size_t n;
};

static const struct err *
add_file(struct cli *c, struct files *f, const char *path)
{
    struct str bytes;
    const struct err *err;

    if (f->n == FILES_MAX)
        return ERR(c->mem, INVALID, .detail = "too many files");
    err = cli_read_file(c, path, FILE_MAX_BYTES, &bytes);
    if (!err)
        f->file[f->n++] = (struct import_file){str_of(path), bytes};
    return err;
}

static int
by_name(const void *a, const void *b)
{
    const struct import_file *x = a;
    const struct import_file *y = b;

    return str_cmp(x->name, y->name);
}

/* Every .csv of a folder, by name. */
static const struct err *
add_folder(struct cli *c, struct files *f, const char *path)
{
    const struct err *err = NULL;
    size_t first = f->n;
    struct dirent *e;
    DIR *d = opendir(path);

    if (!d)
        return ERR(c->mem, INVALID, .detail = "the folder cannot be read");
    while (!err && (e = readdir(d)) != NULL)
        if (str_ends(str_of(e->d_name), STR(".csv")))
            err = add_file(
                c, f,
                str_cz(c->mem, str_fmt(c->mem, "%s/%s", path, e->d_name)));
    (void)closedir(d);
    qsort(f->file + first, f->n - first, sizeof *f->file, by_name);
    if (!err && f->n == first)
        err = ERR(c->mem, INVALID, .detail = "the folder holds no .csv file");
    return err;
}

static const struct err *
read_words(struct cli *c, struct files *f)
{
    const struct err *err = NULL;
    const char *word;
    struct stat st;

    f->file = ARENA_NEW_N(c->mem, struct import_file, FILES_MAX);
    while (!err && (word = cli_word(c)) != NULL)
        err = stat(word, &st) == 0 && S_ISDIR(st.st_mode)
                  ? add_folder(c, f, word)
                  : add_file(c, f, word);
    return err;
}

enum cli_exit
run_import(struct cli *c)
{
    bool dry = cli_flag(c, "--dry-run");
    cli_tell tell = cli_teller(c);
    struct files files = {0};
    struct import_report report = {0};
    const struct services *sv = NULL;
    struct call call;
    struct buf b;
    const struct err *err;

    if (c->n_words == 0)
        return cli_usage(c, "import takes folders or files");
    cli_hold_signals();
    err = read_words(c, &files);
    if (!err)
        err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = registry_import_told(&call, files.file, files.n, dry, tell,
                               (void *)(uintptr_t) "imported", &report);
    if (err)
        return cli_stopped(c, err, "nothing was stored");
    buf_init(&b, c->mem);
    if (c->json)
        import_report_json(&b, LANG_EN, &report);
    else
        import_report_text(&b, LANG_EN, &report);
    cli_put(buf_done(&b));
    return report.refused > 0 ? CLI_NO : CLI_OK;
}
