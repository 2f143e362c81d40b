/* One import under way: its rows, what the store has, what is refused.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_IMPORT_JOB_H
#define HELHET_REGISTRY_IMPORT_JOB_H

#include "base/grow.h"
#include "registry/csv.h"
#include "registry/import_table.h"

struct import_row;

/* A row as it will stand after the import: from a file, or from the store only.
 * Values are in one form for each content, so that equal rows are equal
 * strings. The key joins the key columns; periods have valid_from last. */
struct import_state {
    struct str key;
    struct str *value;      /* one for each column */
    int64_t id;             /* 0: the kind has none */
    struct import_row *row; /* NULL: no file names it */
};

/* A row of a file. */
struct import_row {
    size_t file;
    int64_t line;
    uint32_t given; /* bit of each column that its file has */
    struct str *value;
    struct str key;
    const struct import_state *old; /* NULL: new */
    int64_t id;
    int64_t link; /* id of parent or deputy, 0: none */
    bool refused;
};

/* All of one kind. */
struct import_set {
    struct growing rows;      /* struct import_row */
    struct import_state *old; /* by key */
    size_t n_old;
    struct import_state *state; /* rows and old together, by key */
    size_t n_state;
};

struct import_job {
    struct call *c;
    struct arena *mem;
    const struct import_file *file;
    size_t n_files;
    struct import_set set[IMPORT_KIND_COUNT];
    struct growing lines; /* struct import_sorted */
    struct import_report *out;
    import_tell_fn tell; /* or NULL */
    void *tell_arg;
    int64_t done; /* rows that were written, or need not be */
    int64_t total;
};
struct import_sorted {
    size_t file;
    size_t at; /* order of coming, for equal lines */
    struct import_line line;
};

/* --- import_read.c: from bytes to rows of values --- */

/* Opens every file, recognises its kind, reads its rows into job->set; faults
 * go to the report. */
void import_read_files(struct import_job *job);

/* --- import_plan.c: what each row would do --- */

/* Reads what the store has of `kind`, joins it with the rows, checks each row,
 * reports it. Kinds must come in order. */
const struct err *import_plan(struct import_job *job,
                              enum import_kind kind) MUST_CHECK;
/* The state of a kind with this key, or NULL. The kind must be planned. */
const struct import_state *import_find(const struct import_job *job,
                                       enum import_kind kind, struct str key);

/* --- import_check.c: rules beyond one column --- */
void import_check_row(struct import_job *job, const struct import_table *t,
                      struct import_row *row);
void import_check_set(struct import_job *job, const struct import_table *t);

/* --- import_apply.c --- */
const struct err *import_apply(struct import_job *job,
                               enum import_kind kind) MUST_CHECK;

/* --- import.c: the report --- */
#define IMPORT_ROW(set, i) (&((struct import_row *)(set)->rows.row)[i])
/* Refuses a row for a reason (column NULL: the row as a whole). */
void import_refuse(struct import_job *job, struct import_row *row,
                   const char *column, int msg, struct msg_arg arg);
/* Refuses for every error of a list. */
void import_refuse_all(struct import_job *job, struct import_row *row,
                       const struct err *err);
/* A fault of a file or line that is no row. */
void import_refuse_file(struct import_job *job, size_t file, int64_t line,
                        const struct err *err);
void import_tell(struct import_job *job, const struct import_row *row,
                 enum import_action action, struct str columns);
/* The value of a column by name. */
struct str import_value(const struct import_table *t, const struct str *value,
                        const char *column);

#endif
