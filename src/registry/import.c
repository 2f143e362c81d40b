/* Import: the run from files to report, all or nothing.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/import.h"

#include "base/embed.h"
#include "registry/import_job.h"
#include "text/messages_registry.h"

#include <stdlib.h>

/* --- the report grows --- */

static struct import_line *
add_line(struct import_job *job, size_t file, int64_t line,
         enum import_action action)
{
    struct import_sorted *s = grow(job->mem, &job->lines, sizeof *s);

    s->file = file;
    s->at = job->lines.n;
    s->line.file = job->file[file].name;
    s->line.line = line;
    s->line.action = action;
    return &s->line;
}

/* The key as people write it: "BUP-ROSTEN 5001 bup". */
static struct str
label_of(struct arena *mem, struct str key)
{
    char *p = arena_alloc(mem, key.n ? key.n : 1);

    for (size_t i = 0; i < key.n; i++)
        p[i] = key.p[i] == '\x1f' ? ' ' : key.p[i];
    return str_trim((struct str){p, key.n});
}

void
import_refuse(struct import_job *job, struct import_row *row,
              const char *column, int msg, struct msg_arg arg)
{
    struct import_line *line = add_line(job, row->file, row->line,
                                        IMPORT_REFUSED);

    line->key = label_of(job->mem, row->key);
    line->column = str_of(column);
    line->msg = msg;
    line->arg[0] = arg;
    if (!row->refused)
        job->out->refused++;
    row->refused = true;
}

void
import_refuse_all(struct import_job *job, struct import_row *row,
                  const struct err *err)
{
    for (; err; err = err->next) {
        struct import_sorted *s;

        import_refuse(job, row, err->field, err->msg, err->arg[0]);
        s = (struct import_sorted *)job->lines.row + job->lines.n - 1;
        for (size_t i = 0; i < MSG_ARGS_MAX; i++)
            s->line.arg[i] = err->arg[i];
    }
}

void
import_refuse_file(struct import_job *job, size_t file, int64_t line,
                   const struct err *err)
{
    struct import_line *l = add_line(job, file, line, IMPORT_REFUSED);

    l->column = str_of(err->field);
    l->msg = err->msg;
    for (size_t i = 0; i < MSG_ARGS_MAX; i++)
        l->arg[i] = err->arg[i];
    job->out->refused++;
}

void
import_tell(struct import_job *job, const struct import_row *row,
            enum import_action action, struct str columns)
{
    struct import_line *line = add_line(job, row->file, row->line, action);

    line->key = label_of(job->mem, row->key);
    line->column = columns;
    if (action == IMPORT_ADDED)
        job->out->added++;
    else
        job->out->changed++;
}

struct str
import_value(const struct import_table *t, const struct str *value,
             const char *column)
{
    return value[import_column_at(t, column)];
}

static int
by_line(const void *a, const void *b)
{
    const struct import_sorted *x = a;
    const struct import_sorted *y = b;

    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line.line != y->line.line)
        return x->line.line < y->line.line ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static void
finish_report(struct import_job *job)
{
    struct import_sorted *s = job->lines.row;
    struct import_line *line = ARENA_NEW_N(job->mem, struct import_line,
                                           job->lines.n + 1);

    if (job->lines.n)
        qsort(s, job->lines.n, sizeof *s, by_line);
    for (size_t i = 0; i < job->lines.n; i++)
        line[i] = s[i].line;
    job->out->line = line;
    job->out->n = job->lines.n;
}

/* --- the run --- */

static const struct err *
apply_all(struct import_job *job)
{
    const struct err *err = NULL;

    for (size_t k = 0; k < IMPORT_KIND_COUNT; k++)
        job->total += (int64_t)job->set[k].rows.n;
    for (size_t k = 0; !err && k < IMPORT_KIND_COUNT; k++)
        err = import_apply(job, (enum import_kind)k);
    if (!err && job->tell && !job->tell(job->tell_arg, job->total, job->total))
        err = ERR(job->mem, UNAVAILABLE, .detail = "stopped");
    return err;
}

static const struct err *
run(struct import_job *job, bool dry)
{
    const struct err *err = NULL;
    struct import_report *out = job->out;

    *out = (struct import_report){.dry = dry};
    import_read_files(job);
    for (size_t k = 0; !err && k < IMPORT_KIND_COUNT; k++)
        err = import_plan(job, (enum import_kind)k);
    finish_report(job);
    if (!err && !dry && !out->refused)
        err = apply_all(job);
    out->stored = !err && !dry && !out->refused;
    return err;
}

const struct err *
registry_import_in(struct call *c, const struct import_file *file, size_t n,
                   struct import_report *out)
{
    struct import_job job = {
        .c = c, .mem = c->mem, .file = file, .n_files = n, .out = out};

    return run(&job, false);
}

const struct err *
registry_import_run(struct call *c, const struct import_file *file, size_t n,
                    bool dry, struct import_report *out)
{
    return registry_import_told(c, file, n, dry, NULL, NULL, out);
}

const struct err *
registry_import_told(struct call *c, const struct import_file *file, size_t n,
                     bool dry, import_tell_fn tell, void *tell_arg,
                     struct import_report *out)
{
    struct import_job job = {.c = c,
                             .mem = c->mem,
                             .file = file,
                             .n_files = n,
                             .out = out,
                             .tell = tell,
                             .tell_arg = tell_arg};
    const struct err *undo = NULL;
    const struct err *err = call_begin(c, ACT_REGISTRY_IMPORT);

    if (err)
        return err;
    err = call_permit(c, ACT_REGISTRY_IMPORT, subject_none());
    if (!err)
        err = run(&job, dry);
    if (!err && !out->stored)
        undo = err = ERR(c->mem, INVALID, .msg = MSG_IMPORT_NOTHING_STORED);
    err = call_end(c, ACT_REGISTRY_IMPORT, 0, err);
    return undo && err == undo ? NULL : err;
}

const struct import_file *
import_shipped(struct arena *mem, size_t *out_n)
{
    struct growing g = {0};

    for (size_t i = 0; i < embed_count(); i++) {
        const struct embedded *e = embed_at(i);
        struct str name = str_of(e->name);
        struct import_file *f;

        if (!str_starts(name, STR("data/")) || !str_ends(name, STR(".csv")) ||
            str_has(str_cut(name, 5, name.n), STR("/")))
            continue;
        f = grow(mem, &g, sizeof *f);
        f->name = name;
        f->bytes = (struct str){(const char *)e->p, e->n};
    }
    *out_n = g.n;
    return g.row;
}
