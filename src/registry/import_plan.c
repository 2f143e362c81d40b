/* Import: what each row would do, against what the store has.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "registry/import_job.h"

#include <stdlib.h>

/* --- one form for each content --- */

static struct str
number_text(struct arena *mem, int64_t v, int64_t none)
{
    return v == none ? STR_NONE : str_fmt(mem, "%lld", (long long)v);
}

static struct str
read_value(struct arena *mem, const struct db_rows *rows, int col,
           enum column_type type)
{
    switch (type) {
    case COLUMN_NUMBER:
        return number_text(mem, db_get_int(rows, col), -1);
    case COLUMN_LENGTH:
        return number_text(mem, db_get_int(rows, col), 0);
    case COLUMN_FLAG:
        return db_get_int(rows, col) ? STR("1") : STR("0");
    case COLUMN_TEXT:
    case COLUMN_WORD:
    case COLUMN_DATE:
    case COLUMN_DIGITS:
    case COLUMN_EMAIL:
    case COLUMN_LOGIN:
    case COLUMN_COUNTY:
    case COLUMN_PLACE:
    case COLUMN_UNIT:
    case COLUMN_PARENT:
    case COLUMN_USER:
    case COLUMN_DEPUTY:
        break;
    }
    return db_get_text(rows, col);
}

/* Small ASCII letters: logins are written in any case, kept in one. */
static struct str
lower(struct arena *mem, struct str s)
{
    char *p = arena_alloc(mem, s.n ? s.n : 1);

    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
    return (struct str){p, s.n};
}

static struct str
normal_value(struct arena *mem, const struct import_column *col, struct str v)
{
    int64_t number;

    if (v.n == 0 && col->empty)
        return str_of(col->empty);
    if (col->type == COLUMN_FLAG && v.n == 0)
        return STR("0");
    if (col->type == COLUMN_LOGIN || col->type == COLUMN_USER ||
        col->type == COLUMN_DEPUTY)
        return lower(mem, v);
    if ((col->type == COLUMN_NUMBER || col->type == COLUMN_LENGTH) &&
        str_to_i64(v, &number) && number >= 0)
        return number_text(mem, number, col->type == COLUMN_LENGTH ? 0 : -1);
    return v;
}

/* Key columns joined by the unit separator, which no CSV field holds. */
static struct str
key_of(struct arena *mem, const struct import_table *t, const struct str *value)
{
    struct buf b;
    bool first = true;

    buf_init(&b, mem);
    for (size_t i = 0; i < t->n; i++) {
        if (!t->col[i].key)
            continue;
        if (!first)
            buf_char(&b, '\x1f');
        buf_str(&b, value[i]);
        first = false;
    }
    return buf_done(&b);
}

/* --- the store's rows and the joined state --- */

static int
by_key(const void *a, const void *b)
{
    const struct import_state *x = a;
    const struct import_state *y = b;
    int c = str_cmp(x->key, y->key);

    if (c || !x->row || !y->row)
        return c;
    if (x->row->file != y->row->file)
        return x->row->file < y->row->file ? -1 : 1;
    return (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

static const struct import_state *
find_in(const struct import_state *state, size_t n, struct str key)
{
    size_t from = 0;

    while (n > 0) {
        size_t half = n / 2;
        int c = str_cmp(state[from + half].key, key);

        if (c < 0) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
            if (c == 0 &&
                (half == 0 || str_cmp(state[from + half - 1].key, key) != 0))
                return &state[from + half];
        }
    }
    return NULL;
}

const struct import_state *
import_find(const struct import_job *job, enum import_kind kind, struct str key)
{
    return find_in(job->set[kind].state, job->set[kind].n_state, key);
}

static const struct err *
read_store(struct import_job *job, const struct import_table *t)
{
    struct import_set *set = &job->set[t->kind];
    bool has_id = t->extra == EXTRA_ID || t->extra == EXTRA_ID_SEARCH;
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        &job->c->tx, import_stmt(IMPORT_STMT(t->kind, IMPORT_READ)), DB_NO_ARGS,
        &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct import_state *s = grow(job->mem, &g, sizeof *s);

        s->value = ARENA_NEW_N(job->mem, struct str, t->n);
        for (size_t i = 0; i < t->n; i++)
            s->value[i] = read_value(job->mem, &rows, (int)i, t->col[i].type);
        s->key = key_of(job->mem, t, s->value);
        s->id = has_id ? db_get_int(&rows, (int)t->n) : 0;
    }
    set->old = g.row;
    set->n_old = g.n;
    if (g.n)
        qsort(set->old, g.n, sizeof *set->old, by_key);
    return rows.err;
}

/* Brings a row's values to their one form and finds its old self: a column
 * that the file leaves out keeps what it had. */
static void
settle_row(struct import_job *job, const struct import_table *t,
           struct import_row *row)
{
    struct import_set *set = &job->set[t->kind];

    for (size_t i = 0; i < t->n; i++)
        row->value[i] = normal_value(job->mem, &t->col[i], row->value[i]);
    row->key = key_of(job->mem, t, row->value);
    row->old = find_in(set->old, set->n_old, row->key);
    for (size_t i = 0; row->old && i < t->n; i++)
        if (!(row->given & 1u << i))
            row->value[i] = row->old->value[i];
    if (row->old)
        row->id = row->old->id;
    else if (t->extra == EXTRA_ID || t->extra == EXTRA_ID_SEARCH)
        row->id = id_new();
}

/* Rows of files, and those of the store that no file names, by key. */
static void
join_state(struct import_job *job, struct import_set *set)
{
    struct import_state *joined = ARENA_NEW_N(job->mem, struct import_state,
                                              set->rows.n + set->n_old + 1);
    size_t n = 0;

    for (size_t i = 0; i < set->rows.n; i++) {
        struct import_row *row = IMPORT_ROW(set, i);

        joined[n++] = (struct import_state){row->key, row->value, row->id, row};
    }
    qsort(joined, n, sizeof *joined, by_key);
    size_t n_rows = n;

    for (size_t i = 0; i < set->n_old; i++)
        if (!find_in(joined, n_rows, set->old[i].key))
            joined[n++] = set->old[i];
    qsort(joined, n, sizeof *joined, by_key);
    set->state = joined;
    set->n_state = n;
}

/* --- what a row does --- */

/* Names of the columns that differ, "name, valid_to"; empty: none. */
static struct str
columns_changed(struct arena *mem, const struct import_table *t,
                const struct import_row *row)
{
    struct buf b;

    buf_init(&b, mem);
    for (size_t i = 0; i < t->n; i++) {
        if (str_eq(row->value[i], row->old->value[i]))
            continue;
        if (b.n)
            buf_cz(&b, ", ");
        buf_cz(&b, t->col[i].name);
    }
    return buf_done(&b);
}

static void
tell_row(struct import_job *job, const struct import_table *t,
         struct import_row *row)
{
    struct str changed;

    if (row->refused)
        return;
    if (!row->old) {
        import_tell(job, row, IMPORT_ADDED, STR_NONE);
        return;
    }
    changed = columns_changed(job->mem, t, row);
    if (changed.n)
        import_tell(job, row, IMPORT_CHANGED, changed);
    else
        job->out->unchanged++;
}

const struct err *
import_plan(struct import_job *job, enum import_kind kind)
{
    const struct import_table *t = import_tables[kind];
    struct import_set *set = &job->set[kind];
    const struct err *err = read_store(job, t);

    if (err)
        return err;
    for (size_t i = 0; i < set->rows.n; i++)
        settle_row(job, t, IMPORT_ROW(set, i));
    join_state(job, set);
    for (size_t i = 0; i < set->rows.n; i++)
        import_check_row(job, t, IMPORT_ROW(set, i));
    import_check_set(job, t);
    for (size_t i = 0; i < set->rows.n; i++)
        tell_row(job, t, IMPORT_ROW(set, i));
    return NULL;
}
