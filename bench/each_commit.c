/* Bench only: one commit for each reading call's audit row, nothing shared.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Linked in the place of db_batch (see meson.build). */
#include "db/db.h"

#include <pthread.h>

const struct err *__wrap_db_batch(struct db *db, struct arena *mem,
                                  db_batch_fn fn, void *item);

const struct err *
__wrap_db_batch(struct db *db, struct arena *mem, db_batch_fn fn, void *item)
{
    static pthread_mutex_t alone = PTHREAD_MUTEX_INITIALIZER;
    struct db_tx tx;
    const struct err *err;

    pthread_mutex_lock(&alone);
    err = db_write_begin(db, mem, &tx);
    if (!err) {
        const struct err *failed = fn(&tx, item);
        const struct err *end = db_write_end(&tx, failed == NULL);

        err = failed ? failed : end;
    }
    pthread_mutex_unlock(&alone);
    return err;
}
