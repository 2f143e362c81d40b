/* Wiring: settings, keys, store and features put together into one process.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_MAIN_WIRING_H
#define HELHET_MAIN_WIRING_H

#include "access/audit.h"
#include "access/dispatch.h"
#include "cli/settings.h"

struct wiring {
    struct settings settings;
    struct keyring *keys;
    struct db *db;
    struct audit_chain chain;
    struct services sv;
    struct dispatcher dispatcher;
};

/* Opens an installation: its data folder, its master key, its store.
 * `create`: makes folder, key and store, and brings the schema up to date; else
 * an installation must be there. `*w` must outlive all use. Errors: INTERNAL
 * and UNAVAILABLE with a detail for the operator. */
const struct err *wiring_open(struct arena *mem,
                              const struct settings *settings, bool create,
                              unsigned readers, struct wiring *w) MUST_CHECK;
void wiring_close(struct wiring *w);

/* Everything that is due now: reminders, ladders, cleaning. Each job is claimed
 * by its row, so that many processes may do this side by side. */
const struct err *wiring_run_jobs(struct wiring *w, struct arena *mem,
                                  struct instant now) MUST_CHECK;

#endif
