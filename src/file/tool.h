/* Programs of others that read what came from outside, in a process of their
 * own (ADR 0027). SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FILE_TOOL_H
#define HELHET_FILE_TOOL_H

#include "base/buf.h"
#include "base/err.h"

/* Where the program finds its files; all live in memory only. */
#define TOOL_FIRST  "/proc/self/fd/3"
#define TOOL_SECOND "/proc/self/fd/4"
#define TOOL_OUT    "/proc/self/fd/5" /* and its standard output */

/* Runs argv (argv[0] a full path, NULL at the end) with `first` and `second` as
 * its files, and gives what it wrote. It gets no environment, no other file of
 * ours, ten seconds of processor, twenty seconds in all, and a gibibyte.
 * *out_status is its exit status, -1 when it was ended. Errors: UNAVAILABLE
 * (it could not be started). */
const struct err *tool_run(struct arena *mem, const char *const *argv,
                           struct str first, struct str second, struct str *out,
                           int *out_status) MUST_CHECK;

#endif
