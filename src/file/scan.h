/* Virus scan (viruskontroll) of what comes in: clamd over its socket.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FILE_SCAN_H
#define HELHET_FILE_SCAN_H

#include "base/buf.h"
#include "base/err.h"

enum scan_verdict { SCAN_CLEAN, SCAN_FOUND, SCAN_FAILED };

/* What clamd answered to INSTREAM: "stream: OK", "stream: NAME FOUND", or
 * anything else, which is a failure. *out_name is what was found. Pure. */
enum scan_verdict scan_parse(struct str answer, struct str *out_name);

/* Asks the clamd at `where` ("/run/clamav/clamd.ctl", "127.0.0.1:3310") about
 * the bytes; waits at most 30 seconds for each step. `where` empty: nothing is
 * asked, *out_scanned is false. Never inside a transaction: a scanner may be
 * slow. Errors, at `field`: INVALID (something was found); UNAVAILABLE (no
 * answer one can use: the file may not be kept). */
const struct err *scan_bytes(struct arena *mem, struct str where,
                             const char *field, struct str bytes,
                             bool *out_scanned) MUST_CHECK;

#endif
