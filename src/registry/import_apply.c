/* Import: writes the rows that are new or changed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/import_job.h"
#include "registry/search.h"

static struct db_val
number_or(struct str v, int64_t none)
{
    int64_t number = none;

    return db_int(str_to_i64(v, &number) ? number : none);
}

static struct db_val
id_of(const struct import_job *job, enum import_kind kind, struct str key)
{
    const struct import_state *s = import_find(job, kind, key);

    ASSERT(s != NULL);
    return db_id(s->id);
}

static struct db_val
bind(const struct import_job *job, enum column_type type, struct str v)
{
    switch (type) {
    case COLUMN_DATE:
        return db_text_or_null(v);
    case COLUMN_NUMBER:
        return number_or(v, -1);
    case COLUMN_LENGTH:
    case COLUMN_FLAG:
        return number_or(v, 0);
    case COLUMN_UNIT:
        return id_of(job, IMPORT_UNITS, v);
    case COLUMN_USER:
        return id_of(job, IMPORT_USERS, v);
    case COLUMN_PARENT:
    case COLUMN_DEPUTY:
        return db_null(); /* set when all rows are there */
    case COLUMN_TEXT:
    case COLUMN_WORD:
    case COLUMN_DIGITS:
    case COLUMN_EMAIL:
    case COLUMN_LOGIN:
    case COLUMN_COUNTY:
    case COLUMN_PLACE:
        break;
    }
    return db_text(v);
}

static bool
row_differs(const struct import_table *t, const struct import_row *row)
{
    for (size_t i = 0; row->old && i < t->n; i++)
        if (!str_eq(row->value[i], row->old->value[i]))
            return true;
    return !row->old;
}

/* What a unit is found by. */
static struct str
search_text(struct arena *mem, const struct import_table *t,
            const struct str *v)
{
    static const char *const columns[] = {"name", "short_name", "unit",
                                          "org_number"};
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
        buf_str(&b, import_value(t, v, columns[i]));
        buf_char(&b, ' ');
    }
    return search_fold(mem, buf_done(&b));
}

static const struct err *
write_row(struct import_job *job, const struct import_table *t,
          const struct import_row *row)
{
    struct db_val arg[IMPORT_COLUMNS_MAX + 2];
    enum import_verb verb = row->old ? IMPORT_UPDATE : IMPORT_INSERT;
    size_t n = 0;

    ASSERT(t->n <= IMPORT_COLUMNS_MAX);
    for (; n < t->n; n++)
        arg[n] = bind(job, t->col[n].type, row->value[n]);
    switch (t->extra) {
    case EXTRA_NONE:
        break;
    case EXTRA_POSITION:
        arg[n++] = db_int(row->line);
        break;
    case EXTRA_ID:
        arg[n++] = db_int(row->id);
        break;
    case EXTRA_ID_SEARCH:
        arg[n++] = db_int(row->id);
        arg[n++] = db_text(search_text(job->mem, t, row->value));
        break;
    }
    return db_run(&job->c->tx, import_stmt(IMPORT_STMT(t->kind, verb)), arg, n,
                  NULL);
}

static const struct err *
link_row(struct import_job *job, const struct import_table *t,
         const struct import_row *row)
{
    size_t stmt = t->kind == IMPORT_UNITS ? IMPORT_SET_PARENT
                                          : IMPORT_SET_DEPUTY;

    return db_run(&job->c->tx, import_stmt(stmt),
                  DB_ARGS(db_int(row->id), db_int(row->link)), NULL);
}

enum { TELL_EVERY = 200 };

/* Says how far it has come, now and then. */
static const struct err *
step(struct import_job *job)
{
    int64_t done = job->done++;

    if (!job->tell || done % TELL_EVERY != 0 ||
        job->tell(job->tell_arg, done, job->total))
        return NULL;
    return ERR(job->mem, UNAVAILABLE, .detail = "stopped");
}

const struct err *
import_apply(struct import_job *job, enum import_kind kind)
{
    const struct import_table *t = import_tables[kind];
    struct import_set *set = &job->set[kind];
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < set->rows.n; i++) {
        err = step(job);
        if (!err && row_differs(t, IMPORT_ROW(set, i)))
            err = write_row(job, t, IMPORT_ROW(set, i));
    }
    for (size_t i = 0; !err && t->linked && i < set->rows.n; i++)
        if (IMPORT_ROW(set, i)->link && row_differs(t, IMPORT_ROW(set, i)))
            err = link_row(job, t, IMPORT_ROW(set, i));
    return err;
}
