/* Notes of what a batch has run, and running it once more.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/redo.h"

#include "db/store.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* Its values follow, then their texts; `bytes` is all of it. */
struct note {
    const struct db_stmt *stmt;
    size_t n_arg;
    size_t bytes;
    int64_t changed;
    struct db_val arg[];
};

void
db_redo_start(struct db_redo *redo)
{
    if (redo->bytes == NULL)
        redo->bytes = malloc(DB_REDO_BYTES);
    redo->used = 0;
    redo->off = redo->bytes == NULL;
}

void
db_redo_done(struct db_redo *redo)
{
    free(redo->bytes);
    *redo = (struct db_redo){.off = true};
}

static size_t
aligned(size_t n)
{
    return (n + alignof(max_align_t) - 1) / alignof(max_align_t) *
           alignof(max_align_t);
}

/* More than there is room for, when it is too much. */
static size_t
bytes_of(const struct db_val *arg, size_t n_arg)
{
    size_t n = sizeof(struct note) + n_arg * sizeof(*arg);

    for (size_t i = 0; i < n_arg; i++) {
        if (arg[i].s.n > DB_REDO_BYTES)
            return DB_REDO_BYTES + 1;
        n += arg[i].s.n;
    }
    return aligned(n);
}

void
db_redo_note(struct db_redo *redo, const struct db_stmt *stmt,
             const struct db_val *arg, size_t n_arg, int64_t changed)
{
    size_t bytes = redo->off ? 0 : bytes_of(arg, n_arg);
    struct note *note;
    char *text;

    if (redo->off || changed == 0)
        return;
    if (bytes > DB_REDO_BYTES - redo->used) {
        redo->off = true;
        return;
    }
    note = (void *)(redo->bytes + redo->used);
    *note = (struct note){stmt, n_arg, bytes, changed};
    text = (char *)&note->arg[n_arg];
    for (size_t i = 0; i < n_arg; i++) {
        note->arg[i] = arg[i];
        if (arg[i].s.p == NULL)
            continue;
        memcpy(text, arg[i].s.p, arg[i].s.n);
        note->arg[i].s.p = text;
        text += arg[i].s.n;
    }
    redo->used += bytes;
}

const struct err *
db_redo_play(const struct db_redo *redo, struct db_tx *tx, size_t until)
{
    const struct err *err = NULL;
    int64_t changed = 0;

    for (size_t at = 0; !err && at < until;) {
        const struct note *note = (const void *)(redo->bytes + at);

        err = tx->db->driver->run(tx, note->stmt, note->arg, note->n_arg,
                                  &changed);
        if (!err && changed != note->changed)
            err = ERR(tx->mem, INTERNAL, .detail = "another outcome");
        at += note->bytes;
    }
    return err;
}
