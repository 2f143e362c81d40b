/* What the writes of an open batch have run, so that a batch can be begun anew
 * without the one that failed; db/ only. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_REDO_H
#define HELHET_DB_REDO_H

#include "db/db.h"

/* A savepoint for each write costs a copy of every page that it changes, though
 * hardly any write fails. So statements that have changed something are noted
 * instead, with their values; used by whoever has the turn. */
struct db_redo {
    unsigned char *bytes; /* notes, one after the other; NULL: not yet */
    size_t used;
    bool off; /* not all of the batch is noted: savepoints from here on */
};

/* Bytes that the notes of one batch may take. */
#define DB_REDO_BYTES ((size_t)1024 * 1024)

/* A batch begins, empty. */
void db_redo_start(struct db_redo *redo);
/* Notes a statement that has run and changed `changed` rows. When there is no
 * room for it, or it cannot be noted, the notes are off. */
void db_redo_note(struct db_redo *redo, const struct db_stmt *stmt,
                  const struct db_val *arg, size_t n_arg, int64_t changed);
/* Runs what was noted in the first `until` bytes. Errors: of the store;
 * INTERNAL when a statement does not change as many rows as it did. */
const struct err *db_redo_play(const struct db_redo *redo, struct db_tx *tx,
                               size_t until) MUST_CHECK;
void db_redo_done(struct db_redo *redo);

#endif
