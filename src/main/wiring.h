/* Wiring: settings, keys, store and features put together into one process.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_MAIN_WIRING_H
#define HELHET_MAIN_WIRING_H

#include "access/audit.h"
#include "access/dispatch.h"
#include "cli/mail.h"
#include "cli/settings.h"

#include <time.h>

struct wiring {
    struct settings settings;
    struct keyring *keys;
    struct db *db;
    struct audit_chain chain;
    struct services sv;
    struct dispatcher dispatcher;
    struct smtp_options smtp;
    struct timespec key_seen; /* when the key file was last changed */
};

/* Opens an installation: its data folder, its master key, its store.
 * `create`: makes folder, key and store, and brings the schema up to date; else
 * an installation must be there. `*w` must outlive all use. Errors: INTERNAL
 * and UNAVAILABLE with a detail for the operator. */
const struct err *wiring_open(struct arena *mem,
                              const struct settings *settings, bool create,
                              unsigned readers, struct wiring *w) MUST_CHECK;
void wiring_close(struct wiring *w);
/* Is there an installation to open? Errors: INTERNAL with what is missing. */
const struct err *wiring_check_place(struct arena *mem,
                                     const struct settings *settings,
                                     bool create) MUST_CHECK;

/* Everything that is due now: reminders, ladders, cleaning. Each job is claimed
 * by its row, so that many processes may do this side by side. Empties `mem`
 * between rounds. */
const struct err *wiring_run_jobs(struct wiring *w, struct arena *mem,
                                  struct instant now) MUST_CHECK;

/* Mail that is due now, outside any transaction: may take long. */
const struct err *wiring_run_mail(struct wiring *w, struct arena *mem,
                                  struct instant now) MUST_CHECK;

/* --- a new master key (R603) --- */

/* Says how far it has come; false: stop. */
typedef bool (*wiring_tell)(void *arg, int64_t done, int64_t total);
/* Keys that an older master key wraps. */
const struct err *wiring_count_old_keys(struct wiring *w, struct arena *mem,
                                        int64_t *out) MUST_CHECK;
/* Wraps every such key by the newest, batch by batch, beside the requests. */
const struct err *wiring_rewrap(struct wiring *w, struct arena *mem,
                                struct instant now, wiring_tell tell,
                                void *tell_arg) MUST_CHECK;
/* Has the key file changed since this was asked, or since the start? */
bool wiring_key_file_changed(struct wiring *w, struct arena *mem);
/* Takes up new master keys while requests run. One caller at a time. */
const struct err *wiring_reload_keys(struct wiring *w,
                                     struct arena *mem) MUST_CHECK;

#endif
