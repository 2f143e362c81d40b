/* Import: opens files, tells their kind by the header row, reads their rows.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/import_job.h"
#include "text/messages_registry.h"

/* How a header row fits a kind of file. */
struct fit {
    size_t known;       /* columns that the kind has */
    const char *lacks;  /* a required column that is absent, or NULL */
    struct str unknown; /* a column that the kind does not have, or empty */
};

static bool
has_column(const struct import_table *t, struct str name)
{
    for (size_t i = 0; i < t->n; i++)
        if (str_eq_cz(name, t->col[i].name))
            return true;
    return false;
}

static struct fit
fit_of(const struct csv *csv, const struct import_table *t)
{
    struct fit fit = {0};

    for (size_t i = 0; i < csv->n; i++)
        if (has_column(t, csv->name[i]))
            fit.known++;
        else if (!fit.unknown.n)
            fit.unknown = csv->name[i];
    for (size_t i = 0; i < t->n && !fit.lacks; i++)
        if (t->col[i].required && csv_column(csv, t->col[i].name) < 0)
            fit.lacks = t->col[i].name;
    return fit;
}

/* The kind that the header row fits. When none does, *why tells what stands in
 * the way of the nearest one. */
static const struct import_table *
recognise(struct import_job *job, const struct csv *csv, const struct err **why)
{
    const struct import_table *best = NULL;
    struct fit best_fit = {0};

    for (size_t k = 0; k < IMPORT_KIND_COUNT; k++) {
        struct fit fit = fit_of(csv, import_tables[k]);

        if (!fit.lacks && !fit.unknown.n)
            return import_tables[k];
        if (fit.known > best_fit.known) {
            best = import_tables[k];
            best_fit = fit;
        }
    }
    if (best_fit.known < 2)
        *why = ERR(job->mem, INVALID, .msg = MSG_IMPORT_HEADER_UNKNOWN);
    else if (best_fit.unknown.n)
        *why = ERR(job->mem, INVALID, .msg = MSG_IMPORT_COLUMN_UNKNOWN,
                   .arg = {msg_str(msg_plain(job->c->lang, best->message)),
                           msg_str(best_fit.unknown)});
    else
        *why = ERR(job->mem, INVALID, .msg = MSG_IMPORT_COLUMN_MISSING,
                   .arg = {msg_str(msg_plain(job->c->lang, best->message)),
                           msg_str(str_of(best_fit.lacks))});
    return NULL;
}

static void
add_row(struct import_job *job, size_t file, const struct import_table *t,
        const struct csv *csv, const struct csv_row *got)
{
    struct import_row *row = grow(job->mem, &job->set[t->kind].rows,
                                  sizeof *row);

    row->file = file;
    row->line = got->line;
    row->value = ARENA_NEW_N(job->mem, struct str, t->n);
    for (size_t i = 0; i < t->n; i++) {
        int at = csv_column(csv, t->col[i].name);

        if (at < 0)
            continue;
        row->given |= 1u << i;
        row->value[i] = got->field[at];
    }
}

static void
read_rows(struct import_job *job, size_t file, const struct import_table *t,
          struct csv *csv)
{
    bool more = true;

    while (more) {
        struct csv_row row;
        const struct err *err = csv_next(csv, &row, &more);

        if (err)
            import_refuse_file(job, file, err->line, err);
        else if (more)
            add_row(job, file, t, csv, &row);
    }
}

void
import_read_files(struct import_job *job)
{
    for (size_t i = 0; i < job->n_files; i++) {
        struct csv csv;
        const struct import_table *t = NULL;
        const struct err *err = csv_open(job->mem, job->file[i].bytes, &csv);

        if (!err)
            t = recognise(job, &csv, &err);
        if (err)
            import_refuse_file(job, i, err->line ? err->line : 1, err);
        else
            read_rows(job, i, t, &csv);
    }
}
