/* A new master key while running: taken up, and every key wrapped by it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "main/wiring.h"

#include "casefile/rewrap_store.h"
#include "message/between.h"

enum { BATCH = 200 };

static const struct key_table *const tables[] = {&account_keys, &case_keys,
                                                 &between_keys};

static const struct err *
rewrap_batch(struct call *c, int64_t *out_done)
{
    const enum action a = ACT_SYSTEM_JOB;
    const struct err *err = call_begin(c, a);

    *out_done = 0;
    if (!err)
        err = call_permit(c, a, subject_none());
    for (size_t i = 0; !err && i < ARRAY_LEN(tables); i++) {
        int64_t done = 0;

        err = key_table_rewrap(c, tables[i], BATCH, &done);
        *out_done += done;
    }
    return call_end(c, a, 0, err);
}

const struct err *
wiring_count_old_keys(struct wiring *w, struct arena *mem, int64_t *out)
{
    struct str prefix = key_prefix(mem, w->keys);
    struct db_tx tx;
    int64_t n = 0;
    const struct err *err = db_read_begin(w->db, mem, &tx);

    *out = 0;
    if (err)
        return err;
    for (size_t i = 0; !err && i < ARRAY_LEN(tables); i++) {
        err = tables[i]->count(&tx, prefix, &n);
        *out += n;
    }
    db_read_end(&tx);
    return err;
}

const struct err *
wiring_rewrap(struct wiring *w, struct arena *mem, struct instant now,
              wiring_tell tell, void *tell_arg)
{
    int64_t total = 0;
    int64_t left = 0;
    const struct err *err = wiring_count_old_keys(w, mem, &total);

    left = total;
    while (!err && left > 0) {
        struct call c;
        int64_t done = 0;

        if (tell && !tell(tell_arg, total - left, total))
            return ERR(mem, UNAVAILABLE,
                       .detail = "stopped; go on with "
                                 "helhet rekey --finish");
        call_init_system(&c, mem, &w->sv, now);
        err = rewrap_batch(&c, &done);
        if (err && db_err_is_retry(err))
            err = NULL;
        if (!err)
            err = wiring_count_old_keys(w, mem, &left);
    }
    if (!err && tell && total > 0)
        (void)tell(tell_arg, total, total);
    return err;
}
